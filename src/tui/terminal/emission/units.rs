//! A row as a terminal sees it: units, mostly of one column, each with its characters and what bidi asks of them.

use ratatui::buffer::{Cell, CellWidth};

use crate::language::classes::{is_hidden, is_mark};
use crate::layout::bidi;

/// What stands in one column of a row, or in two.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Its first column.
    pub column: usize,
    /// Its columns.
    pub width: usize,
    /// What it shows: a character with marks; a space where the cell is empty.
    pub symbol: String,
}

impl Unit {
    /// The units of a row, from the left.
    pub(super) fn of(row: &[Cell]) -> Vec<Self> {
        let mut units = Vec::with_capacity(row.len());
        let mut column = 0;
        while let Some(cell) = row.get(column) {
            let width = usize::from(cell.cell_width()).max(1).min(row.len() - column);
            let letters = split(cell.symbol());
            if width > 1 && letters.len() == width {
                // A token of several letters: to the terminal each is by itself.
                let letters = letters.into_iter().enumerate();
                units.extend(letters.map(|(n, letter)| Self { column: column + n, width: 1, symbol: letter.to_owned() }));
            } else {
                let symbol = if cell.symbol().is_empty() { " " } else { cell.symbol() };
                units.push(Self { column, width, symbol: symbol.to_owned() });
            }
            column += width;
        }
        units
    }
}

/// The characters of a symbol, each with what follows it and takes no column.
fn split(symbol: &str) -> Vec<&str> {
    let starts = symbol.char_indices().filter(|(_, c)| !is_mark(*c) && !is_hidden(*c)).map(|(at, _)| at);
    let ends = starts.clone().skip(1).chain([symbol.len()]);
    starts.zip(ends).filter_map(|(start, end)| symbol.get(start..end)).collect()
}

/// Whether a character is written from right to left.
pub(super) fn is_right_to_left(c: char) -> bool {
    !c.is_ascii() && bidi::strong_level(c) == Some(1)
}

/// Whether a terminal that shapes Arabic would have a say in how a character is drawn: right-to-left letters, and
/// the digits, signs and marks of Arabic with them.
pub(super) fn is_arabic(c: char) -> bool {
    !c.is_ascii() && (matches!(c, '\u{0600}'..='\u{08FF}') || is_right_to_left(c))
}
