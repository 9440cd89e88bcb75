//! `osc66`: every right-to-left cell is a sized text of its own (kitty's text-sizing protocol). For kitty from 0.40
//! on, which hands runs of letters to a shaper that turns them round.
//!
//! A run ends where the alignment of a sized text changes, and without a fractional scale alignment changes
//! nothing that is seen: neighbours alternate between two. A bracket or digit beside an Arabic letter is wrapped with
//! it, or it would share a run with it, and change places.

use std::num::NonZeroU16;

use ratatui::buffer::{Cell, CellDiffOption, CellWidth};

use super::entry::{Entry, Mode};
use super::units::is_arabic;

/// The mode in words.
pub(super) const ENTRY: Entry = Entry {
    mode: Mode::Osc66,
    name: "osc66",
    sentence: "Sends each Arabic cell as a sized text of its own: kitty from 0.40 on.",
};

/// Wraps the Arabic cells of a row, and what stands right beside them.
pub(super) fn emit(row: &mut [Cell]) -> Option<Vec<u16>> {
    let arabic: Vec<bool> = row.iter().map(|cell| cell.symbol().chars().any(is_arabic)).collect();
    let is_arabic_at = |column: usize| arabic.get(column).copied().unwrap_or(false);
    for (column, cell) in row.iter_mut().enumerate() {
        let beside = [column.wrapping_sub(1), column, column + 1].into_iter().any(is_arabic_at);
        let symbol = cell.symbol();
        if beside && !symbol.trim().is_empty() && cell.cell_width() == 1 && !symbol.chars().any(char::is_control) {
            let wrapped = format!("\x1b]66;w=1:h={};{symbol}\x1b\\", column % 2);
            cell.set_symbol(&wrapped).set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MIN));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;

    #[test]
    fn arabic_cells_are_wrapped_with_their_marks_and_their_neighbours_and_others_are_not() {
        let mut row = Buffer::with_lines(["ab [ﻢﻗَ"]);
        emit(&mut row.content);
        let sent: Vec<&str> = row.content.iter().map(Cell::symbol).collect();
        let wrapped = ["\x1b]66;w=1:h=1;[\x1b\\", "\x1b]66;w=1:h=0;ﻢ\x1b\\", "\x1b]66;w=1:h=1;ﻗَ\x1b\\"];
        assert_eq!(sent, [&["a", "b", " "][..], &wrapped].concat());
    }
}
