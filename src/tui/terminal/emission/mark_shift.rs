//! `mark-shift`: every cell's Arabic marks are sent with the cell to its left. For alacritty, which draws glyphs of
//! no width one cell further right: right for Latin fonts, wrong for Arabic ones.

use ratatui::buffer::Cell;

use super::entry::{Entry, Mode};
use crate::language::classes::is_mark;

/// The mode in words.
pub(super) const ENTRY: Entry = Entry {
    mode: Mode::MarkShift,
    name: "mark-shift",
    sentence: "Sends Arabic marks one cell further left, where alacritty draws them over their letter.",
};

fn is_arabic_mark(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{08FF}') && is_mark(c)
}

/// Moves the marks of a row. In the first column there is no cell to the left: its marks are not sent, for they
/// would be drawn over another letter.
pub(super) fn emit(row: &mut [Cell]) -> Option<Vec<u16>> {
    let mut moved = String::new();
    for cell in row.iter_mut().rev() {
        let symbol = cell.symbol();
        let own: String = symbol.chars().filter(|c| is_arabic_mark(*c)).collect();
        if own.is_empty() && moved.is_empty() {
            continue;
        }
        let mut sent: String = symbol.chars().filter(|c| !is_arabic_mark(*c)).collect();
        if sent.is_empty() {
            sent.push(' ');
        }
        sent.push_str(&moved);
        cell.set_symbol(&sent);
        moved = own;
    }
    None
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;

    fn sent(line: &str) -> Vec<String> {
        let mut row = Buffer::with_lines([line]);
        emit(&mut row.content);
        row.content.iter().map(|cell| cell.symbol().to_owned()).collect()
    }

    #[test]
    fn marks_go_with_the_cell_to_the_left_of_their_letter() {
        assert_eq!(sent("x ﻢ\u{651}ﻗَ"), ["x", " \u{651}", "ﻢ\u{64E}", "ﻗ"].map(str::to_owned));
        assert_eq!(sent(" ﻢّ"), [" \u{651}", "ﻢ"]);
        assert_eq!(sent("é ﻢ"), ["é", " ", "ﻢ"]);
    }

    #[test]
    fn marks_of_the_first_column_are_not_drawn_elsewhere() {
        assert_eq!(sent("ﻢَﻗ"), ["ﻢ", "ﻗ"]);
    }
}
