//! What a line looks like from left to right.

use super::bidi::{LineRole, reset_line, visual_order};
use super::block::Block;
use super::cell::Cell;
use super::justify::{Extension, Filling};
use super::line::Line;

/// A cell of a line in its place on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacedCell {
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
    pub cells: Vec<PlacedCell>,
    /// What fills columns between them, left to right: drawn, and of no cell.
    pub fillers: Vec<Filler>,
    /// Columns that all of it takes together.
    pub width: u16,
}

/// Columns of a line that no cell is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filler {
    /// The cell of the block that is drawn longer by it.
    pub cell: usize,
    /// Its first column, from the left edge of the line.
    pub column: u16,
    /// Its columns.
    pub columns: u16,
    /// What is drawn in them.
    pub filling: Filling,
}

/// The levels of a line and the cells they belong to, each run of hidden cells as one level without a cell: what is
/// seen of it is that no reversal above its lowest level goes across (L2).
fn compressed(cells: &[Cell], levels: &[u8]) -> (Vec<u8>, Vec<Option<usize>>) {
    let mut kept = Vec::with_capacity(levels.len());
    let mut numbers = Vec::with_capacity(levels.len());
    for (n, (cell, level)) in cells.iter().zip(levels).enumerate() {
        match (kept.last_mut(), numbers.last()) {
            (Some(lowest), Some(None)) if cell.width == 0 => *lowest = (*level).min(*lowest),
            _ => {
                kept.push(*level);
                numbers.push((cell.width > 0).then_some(n));
            }
        }
    }
    (kept, numbers)
}

impl VisualLine {
    /// Reorders a line: L1 and L2 on its cells; each that is extended has what extends it on the side where the line goes on.
    pub(super) fn of(block: &Block, line: &Line, extensions: &[Extension]) -> Self {
        let cells = block.cells().get(line.start..line.end).unwrap_or_default();
        let (mut levels, roles): (Vec<u8>, Vec<LineRole>) = cells.iter().map(|c| (c.level, c.role)).unzip();
        reset_line(&mut levels, &roles, block.base());
        levels.truncate(line.shown.saturating_sub(line.start));
        let (levels, numbers) = compressed(cells, &levels);
        let mut visual =
            Self { cells: Vec::with_capacity(levels.len()), fillers: Vec::with_capacity(extensions.len()), width: 0 };
        for i in visual_order(&levels) {
            let (Some(Some(number)), Some(level)) = (numbers.get(i), levels.get(i)) else { continue };
            let cell = line.start + number;
            let extension = extensions.binary_search_by_key(&cell, |extension| extension.cell).ok();
            let extension = extension.and_then(|at| extensions.get(at));
            extension.filter(|_| level % 2 == 1).into_iter().for_each(|extension| visual.extend(extension));
            visual.cells.push(PlacedCell { cell, column: visual.width, level: *level });
            visual.width = visual.width.saturating_add(cells.get(*number).map_or(1, |cell| u16::from(cell.width)));
            extension.filter(|_| level % 2 == 0).into_iter().for_each(|extension| visual.extend(extension));
        }
        visual
    }

    fn extend(&mut self, extension: &Extension) {
        let Extension { cell, columns, filling } = *extension;
        self.fillers.push(Filler { cell, column: self.width, columns, filling });
        self.width = self.width.saturating_add(columns);
    }

    /// The place of a cell of the block, if it is visible in this line.
    pub fn place_of(&self, cell: usize) -> Option<&PlacedCell> {
        self.cells.iter().find(|p| p.cell == cell)
    }

    /// The visible cell at a column; the nearest one outside the line.
    pub fn at_column(&self, column: u16) -> Option<&PlacedCell> {
        let after = self.cells.partition_point(|p| p.column <= column);
        self.cells.get(after.saturating_sub(1))
    }
}
