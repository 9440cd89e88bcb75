//! `flip-words`: the letters of every right-to-left word are sent the other way round. For kitty before 0.40,
//! which turns such words round when it shapes them, and knows no sized texts.
//!
//! What kitty turns round is a run of cells of one font without a blank, the first of whose characters with a script
//! of its own (Scripts.txt: neither Common nor Inherited) has one that is written from right to left: Arabic digits
//! and signs too, but not tatweel. Bold and italic are other fonts. Symbols move, styles stay. Marks are not carried
//! well; a user does better with `force_ltr yes` in kitty's configuration and `--bidi plain`.

use std::ops::Range;

use ratatui::buffer::{Cell, CellWidth};
use ratatui::style::Modifier;

use super::entry::{Entry, Mode};
use crate::language::classes::TATWEEL;
use crate::layout::bidi::{self, mirror};

/// The mode in words.
pub(super) const ENTRY: Entry = Entry {
    mode: Mode::FlipWords,
    name: "flip-words",
    sentence: "Sends right-to-left words with their letters the other way round: kitty before 0.40.",
};

/// Turns the right-to-left words of a row round.
pub(super) fn emit(row: &mut [Cell]) -> Option<Vec<u16>> {
    for run in runs(row) {
        let cells = row.get_mut(run).unwrap_or_default();
        if cells.iter().flat_map(|cell| cell.symbol().chars()).find_map(script_level) == Some(1) {
            let flipped: Vec<String> = cells.iter().rev().map(|cell| cell.symbol().chars().map(mirror).collect()).collect();
            for (cell, symbol) in cells.iter_mut().zip(flipped) {
                cell.set_symbol(&symbol);
            }
        }
    }
    None
}

/// Whether a cell ends a run: a blank, one of several columns, or lines and blocks, which kitty draws itself.
fn is_apart(cell: &Cell) -> bool {
    cell.cell_width() != 1
        || cell.symbol().trim().is_empty()
        || cell.symbol().starts_with(|c| matches!(c, '\u{2500}'..='\u{259F}' | '\u{2800}'..='\u{28FF}'))
}

/// Runs of cells that are not blank, each in one font.
fn runs(row: &[Cell]) -> Vec<Range<usize>> {
    let font = |cell: &Cell| cell.modifier & (Modifier::BOLD | Modifier::ITALIC);
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !is_apart(cell)) {
        match runs.last_mut() {
            Some(run) if run.end == column && row.get(column - 1).is_some_and(|before| font(before) == font(cell)) => {
                run.end += 1;
            }
            _ => runs.push(column..column + 1),
        }
    }
    runs
}

/// The level that a character's script is written at, if it has a script of its own.
fn script_level(c: char) -> Option<u8> {
    match c {
        TATWEEL => None,
        '\u{0606}'..='\u{060B}'
        | '\u{060E}'..='\u{060F}'
        | '\u{0660}'..='\u{066D}'
        | '\u{06DE}'
        | '\u{06E9}'
        | '\u{06F0}'..='\u{06F9}' => Some(1),
        _ => bidi::strong_level(c),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::style::Style;

    use super::*;

    fn sent(row: &Buffer) -> String {
        let mut row = row.clone();
        emit(&mut row.content);
        row.content.iter().map(Cell::symbol).collect()
    }

    #[test]
    fn words_of_right_to_left_letters_are_turned_round_and_others_are_not() {
        assert_eq!(sent(&Buffer::with_lines(["ab 12 (ﻢﻠﻗ)"])), "ab 12 (ﻗﻠﻢ)");
        assert_eq!(sent(&Buffer::with_lines(["ﻢﻠﻗ▌│"])), "ﻗﻠﻢ▌│");
    }

    #[test]
    fn a_word_half_of_which_is_bold_is_two_runs() {
        let mut row = Buffer::with_lines(["ﻢﻠﻗ"]);
        row.set_style(ratatui::layout::Rect::new(0, 0, 1, 1), Style::new().add_modifier(Modifier::BOLD));
        assert_eq!(sent(&row), "ﻢﻗﻠ");
    }

    #[test]
    fn arabic_digits_make_a_word_that_kitty_turns_round_and_tatweel_alone_does_not() {
        assert_eq!(sent(&Buffer::with_lines(["then left (٣)."])), "then left .(٣)");
        assert_eq!(sent(&Buffer::with_lines(["٪٢٠ ۱۲ ٢٠٣١/٤/٥ ـab"])), "٠٢٪ ۲۱ ٥/٤/١٣٠٢ ـab");
    }
}
