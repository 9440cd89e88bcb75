//! Breaks a block into lines: UAX#14 opportunities, greedily filled, in logical order.
//!
//! Widths are those of the cells, after ligating. Spaces at the end of a line hang: they take no column, as
//! many as there are. A word longer than a line is cut between two cells. A word does not stand alone in the last line where
//! the line before has another one that can be moved down to it.

use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, options::LineBreakOptions};

use super::cell::Cell;
use super::line::Line;

/// The byte offsets at which a line may begin, in order, and whether it must (after U+2028, VT, FF).
fn opportunities(text: &str) -> impl Iterator<Item = (usize, bool)> + '_ {
    let segmenter: LineSegmenterBorrowed<'static> = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    segmenter.segment_str(text).map(|at| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        (at, matches!(before, Some('\u{2028}' | '\u{0B}' | '\u{0C}')))
    })
}

/// Breaks the cells of a block into lines of at most `width` columns; there is at least one line.
pub fn wrap(text: &str, cells: &[Cell], width: u16) -> Vec<Line> {
    let mut filling = Filling::of(width);
    let mut breaks = opportunities(text).peekable();
    for (i, cell) in cells.iter().enumerate() {
        let at = cell.start as usize;
        while breaks.next_if(|b| b.0 < at).is_some() {}
        if let Some((_, forced)) = breaks.next_if(|b| b.0 == at && at > 0) {
            filling.note(i);
            if forced {
                filling.end(i, cells);
            }
        }
        filling.add(i, cell, cells);
    }
    filling.end(cells.len(), cells);
    filling.lines
}

struct Filling {
    lines: Vec<Line>,
    width: u32,
    /// First cell of the line being filled.
    start: usize,
    /// Columns used up to its last cell that is not a space.
    used: u32,
    /// Columns of the spaces after that.
    spaces: u32,
    /// The last cell of it with which the next line may begin, and the one before that.
    opportunity: Option<usize>,
    earlier: Option<usize>,
    /// The last cell of the line before, which was full, with which this one might have begun, too.
    movable: Option<usize>,
}

impl Filling {
    fn of(width: u16) -> Self {
        let width = u32::from(width.max(1));
        Self { lines: Vec::new(), width, start: 0, used: 0, spaces: 0, opportunity: None, earlier: None, movable: None }
    }

    /// Takes note of a cell with which a line may begin.
    fn note(&mut self, at: usize) {
        self.earlier = self.opportunity.replace(at);
    }

    fn add(&mut self, i: usize, cell: &Cell, cells: &[Cell]) {
        let columns = u32::from(cell.width);
        if cell.hangs {
            self.spaces += columns;
            return;
        }
        // Twice at most: what moves to the next line may leave no room there either, and is then cut from it.
        while columns > 0 && self.used + self.spaces + columns > self.width && self.used + self.spaces > 0 {
            let at = self.opportunity.filter(|at| *at > self.start).unwrap_or(i);
            self.end_line(at, cells);
            for moved in cells.get(at..i).unwrap_or_default() {
                self.count(moved);
            }
        }
        self.count(cell);
    }

    fn count(&mut self, cell: &Cell) {
        if cell.hangs {
            self.spaces += u32::from(cell.width);
        } else {
            self.used += self.spaces + u32::from(cell.width);
            self.spaces = 0;
        }
    }

    /// Ends the last line of a paragraph, or one after which a new line must begin.
    fn end(&mut self, end: usize, cells: &[Cell]) {
        if !self.within(end).any(|at| at > self.start)
            && let (Some(at), Some(before)) = (self.movable, self.lines.last_mut())
        {
            let moved = cells.get(at..end).unwrap_or_default();
            let shown = moved.len() - hanging(moved);
            let columns: u32 = moved.iter().take(shown).map(|cell| u32::from(cell.width)).sum();
            let kept = at - hanging(cells.get(before.start..at).unwrap_or_default());
            if shown > 0 && kept > before.start && columns <= self.width {
                *before = Line { shown: kept, end: at, ..*before };
                self.start = at;
            }
        }
        self.end_line(end, cells);
        self.movable = None;
    }

    /// The cells before `end` with which a line may begin, the last first, as far as they are remembered.
    fn within(&self, end: usize) -> impl Iterator<Item = usize> {
        [self.opportunity, self.earlier].into_iter().flatten().filter(move |at| *at < end)
    }

    fn end_line(&mut self, end: usize, cells: &[Cell]) {
        let start = self.start;
        let movable = self.within(end).find(|at| *at > start);
        self.movable = movable;
        let hanging = hanging(cells.get(start..end).unwrap_or_default());
        self.lines.push(Line { start, shown: end - hanging, end });
        self.start = end;
        self.used = 0;
        self.spaces = 0;
        self.opportunity = None;
        self.earlier = None;
    }
}

/// How many cells at the end of a line hang or are hidden.
fn hanging(line: &[Cell]) -> usize {
    line.iter().rev().take_while(|cell| cell.hangs || cell.width == 0).count()
}
