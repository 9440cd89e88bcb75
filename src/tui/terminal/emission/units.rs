//! A row as a terminal sees it: units of one or two columns, each with its characters and what bidi asks of them.

use ratatui::buffer::{Cell, CellWidth};

use crate::layout::bidi;

/// What stands in one or two columns of a row.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its first column.
    pub column: usize,
    /// Its columns.
    pub width: usize,
    /// What it shows: a character with marks; a space where the cell is empty.
    pub symbol: String,
}

impl Unit {
    /// The units of a row, from the left.
    pub fn of(row: &[Cell]) -> Vec<Self> {
        let mut units = Vec::with_capacity(row.len());
        let mut column = 0;
        while let Some(cell) = row.get(column) {
            let width = usize::from(cell.cell_width()).clamp(1, 2).min(row.len() - column);
            let symbol = if cell.symbol().is_empty() { " " } else { cell.symbol() };
            units.push(Self { column, width, symbol: symbol.to_owned() });
            column += width;
        }
        units
    }
}

/// Whether a character is written from right to left.
pub fn is_right_to_left(c: char) -> bool {
    !c.is_ascii() && bidi::strong_level(c) == Some(1)
}

/// Whether a terminal that shapes Arabic would have a say in how a character is drawn: right-to-left letters, and
/// the digits, signs and marks of Arabic with them.
pub fn is_arabic(c: char) -> bool {
    !c.is_ascii() && (matches!(c, '\u{0600}'..='\u{08FF}') || is_right_to_left(c))
}
