//! The maps between logical positions and places on screen, and the motions that only the screen knows.

use super::row::{Row, RowPlace};
use super::typesetter::Typesetter;
use super::visual::PlacedCell;
use crate::text::{Document, grapheme};

/// The column on screen at which byte `at` of a row is shown, and the columns it takes.
///
/// What hangs or is hidden, and the end of the line, is shown just past the end of the line's text, as far as
/// the screen is wide enough.
pub fn column_of(row: &Row, at: usize, width: u16) -> (u16, u16) {
    let cell = row.block.cell_at(at);
    if let Some(placed) = visible_at_or_before(row, cell) {
        let columns = row.block.cells().get(placed.cell).map_or(1, |c| u16::from(c.width));
        return (row.indent + placed.column, columns);
    }
    let past = if row.block.base() == 1 { row.indent.saturating_sub(1) } else { row.indent + row.visual.width };
    (past.min(width.saturating_sub(1)), 1)
}

/// The visible cell for a cell of the line; a hidden one inside the line stands with the visible one before it.
fn visible_at_or_before(row: &Row, cell: usize) -> Option<&PlacedCell> {
    let line = row.logical();
    if cell >= line.shown {
        return None;
    }
    row.visual.place_of(cell).or_else(|| (line.start..cell).rev().take(64).find_map(|c| row.visual.place_of(c)))
}

/// The byte shown at a column of the screen: the start of its cell, or of the nearest one.
pub fn byte_at(row: &Row, column: u16) -> usize {
    let inside = row.visual.at_column(column.saturating_sub(row.indent));
    let past_end =
        row.block.base() == 1 && column < row.indent || row.block.base() == 0 && column >= row.indent + row.visual.width;
    let last = row.line + 1 == row.block.lines().len();
    match inside {
        Some(_) if past_end && last && row.block.next() > row.block.end() => row.block.end(),
        Some(placed) => row.block.bytes_of(placed.cell).start,
        None => row.block.line_bytes(row.line).start,
    }
}

/// A side of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenSide {
    /// Towards the left edge.
    Left,
    /// Towards the right edge.
    Right,
}

/// A motion to a side of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stride {
    /// The side it goes to.
    pub side: ScreenSide,
    /// The side that leads onward in the text: past the edge of a line, into the next one.
    pub onward: ScreenSide,
}

/// The side that leads onward in the paragraph of byte `at`: left where it runs from the right.
pub fn onward_side(typesetter: &mut Typesetter, document: &Document, at: usize) -> ScreenSide {
    if typesetter.block_at(document, at).base() == 1 { ScreenSide::Left } else { ScreenSide::Right }
}

/// The grapheme next to the one at byte `at`, as the eye sees it.
///
/// Inside one cell of two letters (lam and alef) the motion goes through both, in reading order. At the edge of
/// a line it enters the next line on the other side if it moves to the side that leads onward, else the previous line. That side may
/// be another than the [`onward_side`] of the paragraph: whoever goes on to one side does not turn round where a paragraph
/// runs the other way.
pub fn visual_step(typesetter: &mut Typesetter, document: &Document, at: usize, stride: Stride) -> usize {
    let side = stride.side;
    let place = typesetter.place_of(document, at);
    let row = typesetter.row(document, place);
    let cell = row.block.cell_at(at);
    let Some(index) = row.visual.cells.iter().position(|p| p.cell == cell) else {
        return step_from_end(typesetter, document, &row, at, stride);
    };
    let Some(placed) = row.visual.cells.get(index) else { return at };
    if let Some(inside) = inside_cell(document, &row, placed, at, side) {
        return inside;
    }
    let next = match side {
        ScreenSide::Left => index.checked_sub(1).and_then(|i| row.visual.cells.get(i)),
        ScreenSide::Right => row.visual.cells.get(index + 1),
    };
    next.map_or_else(|| leave_line(typesetter, document, &row, at, stride), |placed| enter(document, &row, placed, side))
}

/// Another grapheme of the same cell, in the direction moved.
fn inside_cell(document: &Document, row: &Row, placed: &PlacedCell, at: usize, side: ScreenSide) -> Option<usize> {
    let bytes = row.block.bytes_of(placed.cell);
    if forward(placed, side) {
        Some(grapheme::next(document.text(), at)).filter(|next| *next < bytes.end)
    } else {
        Some(grapheme::previous(document.text(), at)).filter(|before| *before >= bytes.start && at > bytes.start)
    }
}

/// Whether moving to that side goes forward in the text of a cell.
fn forward(placed: &PlacedCell, side: ScreenSide) -> bool {
    (placed.level % 2 == 1) == (side == ScreenSide::Left)
}

/// The grapheme of a cell that is met first when it is entered in the direction moved.
fn enter(document: &Document, row: &Row, placed: &PlacedCell, side: ScreenSide) -> usize {
    let bytes = row.block.bytes_of(placed.cell);
    if forward(placed, side) { bytes.start } else { grapheme::start_of(document.text(), bytes.end - 1).max(bytes.start) }
}

/// From hanging spaces, hidden characters or the end of a paragraph: back into the line, or on to another.
fn step_from_end(typesetter: &mut Typesetter, document: &Document, row: &Row, at: usize, stride: Stride) -> usize {
    let side = stride.side;
    let outwards = leaves_the_end(row, side);
    let cell = row.block.cell_at(at);
    if cell < row.logical().shown {
        // A hidden character inside the line: its logical neighbour.
        return if outwards { grapheme::next(document.text(), at) } else { grapheme::previous(document.text(), at) };
    }
    let edge = if outwards { None } else { edge_entered(row, side) };
    edge.map_or_else(|| leave_line(typesetter, document, row, at, stride), |placed| enter(document, row, placed, side))
}

/// Past the edge of a line: into the next line if the motion goes onward, else into the previous one.
fn leave_line(typesetter: &mut Typesetter, document: &Document, row: &Row, at: usize, stride: Stride) -> usize {
    let Stride { side, onward } = stride;
    let goes_on = side == onward;
    let other = typesetter.step(document, row.place(), if goes_on { 1 } else { -1 });
    if other == row.place() {
        let ends_here = goes_on == leaves_the_end(row, side);
        return match goes_on {
            _ if !ends_here => at,
            true => last_position(document),
            false => 0,
        };
    }
    let target = typesetter.row(document, other);
    edge_entered(&target, side)
        .map_or_else(|| target.block.line_bytes(target.line).start, |placed| enter(document, &target, placed, side))
}

/// Whether a motion to a side leaves a line at its end, not at its beginning.
fn leaves_the_end(row: &Row, side: ScreenSide) -> bool {
    (row.block.base() == 1) == (side == ScreenSide::Left)
}

/// The cell of a line that a motion to a side meets first.
fn edge_entered(row: &Row, side: ScreenSide) -> Option<&PlacedCell> {
    match side {
        ScreenSide::Left => row.visual.cells.last(),
        ScreenSide::Right => row.visual.cells.first(),
    }
}

/// Where the cursor stands for byte `at`: on the grapheme that holds it, or, in reveal mode, on the part of it that has
/// a cell of its own.
pub fn stop_at(typesetter: &mut Typesetter, document: &Document, at: usize) -> usize {
    let start = grapheme::start_of(document.text(), at);
    if !typesetter.settings().reveal || at >= document.len() {
        return start;
    }
    let block = typesetter.block_at(document, at);
    block.bytes_of(block.cell_at(at)).start.max(start)
}

/// The place after byte `at` where the cursor can stand, in reading order.
pub fn next_stop(typesetter: &mut Typesetter, document: &Document, at: usize) -> usize {
    let next = grapheme::next(document.text(), at);
    if !typesetter.settings().reveal || at >= document.len() {
        return next;
    }
    let block = typesetter.block_at(document, at);
    Some(block.bytes_of(block.cell_at(at)).end).filter(|end| *end > at).map_or(next, |end| end.min(next))
}

/// The place before byte `at` where the cursor can stand, in reading order.
pub fn previous_stop(typesetter: &mut Typesetter, document: &Document, at: usize) -> usize {
    let before = grapheme::previous(document.text(), at);
    if before == at { at } else { stop_at(typesetter, document, document.floor(at - 1)).max(before) }
}

/// The last grapheme of a document: where "document end" stands.
pub fn last_position(document: &Document) -> usize {
    let paragraph = document.paragraph(document.paragraph_count().saturating_sub(1));
    if paragraph.is_empty() { paragraph.start } else { grapheme::previous(document.text(), paragraph.end) }
}

/// The position at a goal column, `rows` rows below (or above) a position.
pub fn vertical_step(typesetter: &mut Typesetter, document: &Document, at: usize, goal: u16, rows: isize) -> usize {
    let from = typesetter.place_of(document, at);
    let place: RowPlace = typesetter.step(document, from, rows);
    if place == from {
        return at;
    }
    byte_at(&typesetter.row(document, place), goal)
}

/// The column on screen of a position, as a goal for vertical motions.
pub fn goal_column(typesetter: &mut Typesetter, document: &Document, at: usize) -> u16 {
    let place = typesetter.place_of(document, at);
    let width = typesetter.settings().width;
    column_of(&typesetter.row(document, place), at, width).0
}
