//! A block: a paragraph, or an independent part of a huge one, laid out for a width.

use std::ops::Range;

use super::bidi;
use super::cell::{Cell, Cells};
use super::letter::Letter;
use super::line::Line;
use super::settings::PageSettings;
use super::shape;
use super::wrap;
use crate::language::classes::is_hidden;
use crate::text::paragraph::is_separator;
use crate::text::{Document, Paragraph};

/// What a block is made of.
#[derive(Debug)]
pub(super) struct BlockPart {
    /// The base level of its paragraph.
    pub(super) base: u8,
    /// Its bytes in the document.
    pub(super) range: Range<usize>,
    /// Their levels.
    pub(super) levels: Vec<u8>,
}

/// Cells and lines of a paragraph or of a part of one that `cut` allows; immutable.
#[derive(Debug)]
pub struct Block {
    paragraph: usize,
    range: Range<usize>,
    next: usize,
    base: u8,
    cells: Cells,
    lines: Vec<Line>,
    is_blank: bool,
}

impl Block {
    /// Lays out a part of a paragraph.
    pub(super) fn lay_out(document: &Document, paragraph: &Paragraph, part: BlockPart, settings: PageSettings) -> Self {
        let BlockPart { base, range, levels } = part;
        let whole = document.slice(paragraph.range());
        let inner = range.start - paragraph.start..range.end - paragraph.start;
        let text = document.slice(range.clone());
        let mut letters: Vec<Letter> =
            text.char_indices().map(|(i, c)| Letter { c, level: levels.get(i).copied().unwrap_or(base) }).collect();
        if settings.reveal {
            bidi::place_removed(&mut letters, base);
        }
        let shaped = if settings.shaping {
            let solid = |c: &char| !shape::is_transparent(*c);
            let before = whole.get(..inner.start).and_then(|t| t.chars().rev().take(64).find(solid));
            let after = whole.get(inner.end..).and_then(|t| t.chars().take(64).find(solid));
            shape::shape(&letters, before, after)
        } else {
            shape::unshaped(&letters)
        };
        let cells = if settings.reveal {
            let ends = range.end == paragraph.end;
            let trailing = if ends { text.trim_end_matches(is_separator).trim_end_matches(' ').len() } else { text.len() };
            Cells::revealed(text, &letters, &shaped, trailing)
        } else {
            Cells::of(text, &letters, &shaped)
        };
        let lines = wrap::wrap(text, &cells.list, settings.width);
        let next = if range.end == paragraph.end { paragraph.next } else { range.end };
        let is_whole = range == paragraph.range() && lines.len() == 1;
        let shows = !settings.reveal && cells.list.iter().any(|cell| cell.token);
        let is_blank = is_whole && !shows && text.chars().all(|c| c.is_whitespace() || is_hidden(c));
        Self { paragraph: paragraph.index, range, next, base, cells, lines, is_blank }
    }

    /// Whether it is a paragraph of white space, or of nothing at all.
    pub fn is_blank(&self) -> bool {
        self.is_blank
    }

    /// Number of its paragraph, from 0.
    pub fn paragraph(&self) -> usize {
        self.paragraph
    }

    /// Byte offset of its first character in the document.
    pub fn start(&self) -> usize {
        self.range.start
    }

    /// Byte offset after its last character, before the paragraph separator.
    pub fn end(&self) -> usize {
        self.range.end
    }

    /// Where the next block starts; the document's length after the last.
    pub fn next(&self) -> usize {
        self.next
    }

    /// Its base level: 1 in a right-to-left paragraph, 0 in a left-to-right one.
    pub fn base(&self) -> u8 {
        self.base
    }

    /// Its cells in logical order.
    pub fn cells(&self) -> &[Cell] {
        &self.cells.list
    }

    /// Its lines, at least one.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Line `n`; past the end, the last one.
    pub fn line(&self, n: usize) -> Line {
        let last = self.lines.len().saturating_sub(1);
        self.lines.get(n.min(last)).copied().unwrap_or(Line { start: 0, shown: 0, end: 0 })
    }

    /// What cell `n` shows; empty for a hidden one.
    pub fn symbol(&self, n: usize) -> &str {
        let start = self.cells.list.get(n).map(|c| c.symbol as usize);
        let end = self.cells.list.get(n + 1).map_or(self.cells.symbols.len(), |c| c.symbol as usize);
        start.and_then(|start| self.cells.symbols.get(start..end)).unwrap_or_default()
    }

    /// The bytes of the document that cell `n` stands for.
    pub fn bytes_of(&self, n: usize) -> Range<usize> {
        self.cells
            .list
            .get(n)
            .map_or(self.range.end..self.range.end, |c| self.range.start + c.start as usize..self.range.start + c.end as usize)
    }

    /// The cell that holds byte `at` of the document; the number of cells at or past the end.
    pub fn cell_at(&self, at: usize) -> usize {
        if at >= self.range.end {
            return self.cells.list.len();
        }
        let inner = at.saturating_sub(self.range.start);
        self.cells.list.partition_point(|c| c.start as usize <= inner).saturating_sub(1)
    }

    /// The line that holds byte `at` of the document.
    pub fn line_at(&self, at: usize) -> usize {
        let cell = self.cell_at(at);
        self.lines.partition_point(|l| l.start <= cell).saturating_sub(1).min(self.lines.len().saturating_sub(1))
    }

    /// The bytes of the document that line `n` stands for, hanging spaces included.
    pub fn line_bytes(&self, n: usize) -> Range<usize> {
        let line = self.line(n);
        self.bytes_of(line.start).start..if line.end == self.cells.list.len() {
            self.range.end
        } else {
            self.bytes_of(line.end).start
        }
    }
}
