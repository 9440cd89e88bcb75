//! A short text as one line, for names, notes and quotes outside the page.

use compact_str::{CompactString, ToCompactString};

use super::bidi::Direction;
use super::reveal::push_token;
use super::row::{Row, RowPlace};
use super::settings::PageSettings;
use super::typesetter::Typesetter;

use crate::language::classes::is_embedding;
use crate::text::Document;
use crate::text::paragraph::is_separator;

/// Most bytes of a text that are set in a line.
const MOST: usize = 4096;

/// A symbol and the columns it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// What is drawn: a letter or two, which takes no memory of its own.
    pub text: CompactString,
    /// Columns.
    pub width: u16,
}

/// The symbols of a text from left to right, shaped and ordered, line ends shown as `⏎`.
pub fn inline(text: &str) -> Vec<Symbol> {
    inline_in(text, Direction::Auto)
}

/// The same of a text whose base direction is known.
pub fn inline_in(text: &str, direction: Direction) -> Vec<Symbol> {
    if direction != Direction::RightToLeft && text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control()) {
        return text.chars().map(|c| Symbol { text: c.to_compact_string(), width: 1 }).collect();
    }
    let one = harmless(text.get(..text.floor_char_boundary(MOST)).unwrap_or_default());
    let document = Document::from(one.as_str());
    let mut typesetter = Typesetter::new(PageSettings { width: u16::MAX, direction, ..PageSettings::default() });
    let row: Row = typesetter.row(&document, RowPlace::default());
    let line = row.logical();
    let hanging = row.block.cells().get(line.shown..line.end).map_or(0, |cells| cells.iter().filter(|cell| cell.hangs).count());
    let mut symbols: Vec<Symbol> = row
        .visual
        .cells
        .iter()
        .map(|placed| {
            let width = row.block.cells().get(placed.cell).map_or(1, |c| u16::from(c.width));
            Symbol { text: row.block.symbol(placed.cell).into(), width }
        })
        .collect();
    // Spaces at the end hang in a page; in a bar they keep the next piece apart.
    let space = || Symbol { text: " ".into(), width: 1 };
    if row.block.base() == 1 {
        symbols.splice(0..0, std::iter::repeat_with(space).take(hanging));
    } else {
        symbols.extend(std::iter::repeat_with(space).take(hanging));
    }
    symbols
}

/// The text with its line ends as pictures and what steers as tokens: an override could make a name look like another one.
pub(super) fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if is_embedding(c) => drop(push_token(c, &mut out)),
            _ if is_line_end(c) => out.push('\u{23CE}'),
            _ => out.push(c),
        }
    }
    out
}

fn is_line_end(c: char) -> bool {
    is_separator(c) || matches!(c, '\u{0B}' | '\u{0C}' | '\u{2028}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        inline(text).into_iter().map(|s| s.text).collect()
    }

    #[test]
    fn a_name_is_shaped_and_ordered_and_its_line_ends_are_seen() {
        assert_eq!(shown("a b "), "a b ");
        assert_eq!(shown("بيت"), "\u{FE96}\u{FEF4}\u{FE91}");
        assert_eq!(shown("a\nb\u{1b}"), "a⏎b\u{241B}");
        assert_eq!(shown(""), "");
        assert_eq!(shown("a\u{202E}txt.exe\u{202C}"), "a‹RLO›txt.exe‹PDF›");
    }
}
