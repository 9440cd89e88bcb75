//! A line: one wrapped row of a block, and what it looks like from left to right.

use super::bidi::{Kind, reset_line, visual_order};
use super::block::Block;

/// One wrapped row, as numbers of cells of its block in logical order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its first cell.
    pub start: usize,
    /// After its last cell that is drawn; what follows hangs (white space at the end) or is hidden.
    pub shown: usize,
    /// After its last cell.
    pub end: usize,
}

/// A cell of a line in its place on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Number of the cell in its block.
    pub cell: usize,
    /// Column, from the left edge of the line (not of the screen).
    pub column: u16,
    /// Its level after L1.
    pub level: u8,
}

/// A line as it looks: its visible cells from left to right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VisualLine {
    /// The cells that take columns, left to right.
    pub cells: Vec<Placed>,
    /// Columns they take together.
    pub width: u16,
}

impl VisualLine {
    /// Reorders a line: L1 and L2 on its cells.
    pub fn of(block: &Block, line: &Line) -> Self {
        let cells = block.cells().get(line.start..line.end).unwrap_or_default();
        let (mut levels, kinds): (Vec<u8>, Vec<Kind>) = cells.iter().map(|c| (c.level, c.kind)).unzip();
        reset_line(&mut levels, &kinds, block.base());
        levels.truncate(line.shown.saturating_sub(line.start));
        let mut visual = Self { cells: Vec::with_capacity(levels.len()), width: 0 };
        for i in visual_order(&levels) {
            let (Some(cell), Some(level)) = (cells.get(i), levels.get(i)) else { continue };
            if cell.width > 0 {
                visual.cells.push(Placed { cell: line.start + i, column: visual.width, level: *level });
                visual.width = visual.width.saturating_add(u16::from(cell.width));
            }
        }
        visual
    }

    /// The place of a cell of the block, if it is visible in this line.
    pub fn place_of(&self, cell: usize) -> Option<&Placed> {
        self.cells.iter().find(|p| p.cell == cell)
    }

    /// The visible cell at a column; the nearest one outside the line.
    pub fn at_column(&self, column: u16) -> Option<&Placed> {
        let after = self.cells.partition_point(|p| p.column <= column);
        self.cells.get(after.saturating_sub(1))
    }
}
