//! Lays out what is looked at: blocks on demand, kept for the next look, and pages of rows.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::bidi::{self, base_level};
use super::block::{Block, BlockPart};
use super::cut::{self, Cuts};
use super::line::Line;
use super::settings::PageSettings;
use super::visual::VisualLine;
use super::wide::{Wide, is_wide};
use crate::text::{Document, Paragraph};

/// Most bytes of text whose blocks are kept.
const KEPT: usize = 1024 * 1024;

/// A row of a document: a block by the byte it starts at, and a line of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct RowPlace {
    /// Byte offset of the block.
    pub block: usize,
    /// Number of the line in it, from 0.
    pub line: usize,
}

/// A line on screen.
#[derive(Debug, Clone)]
pub struct Row {
    /// The block it belongs to.
    pub block: Arc<Block>,
    /// Number of the line in it.
    pub line: usize,
    /// The line from left to right.
    pub visual: VisualLine,
    /// Column of its left edge on a screen of the set width: lines of a right-to-left paragraph end right.
    pub indent: u16,
}

impl Row {
    /// Sets line `n` of a block for a screen of `width` columns.
    pub fn of(block: &Arc<Block>, n: usize, width: u16) -> Self {
        let visual = VisualLine::of(block, &block.line(n));
        let indent = if block.base() == 1 { width.saturating_sub(visual.width) } else { 0 };
        Self { block: Arc::clone(block), line: n, visual, indent }
    }

    /// Where it stands.
    pub fn place(&self) -> RowPlace {
        RowPlace { block: self.block.start(), line: self.line }
    }

    /// The line in logical order.
    pub fn logical(&self) -> Line {
        self.block.line(self.line)
    }
}

/// The rows of one screen, top to bottom.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Its rows; fewer than asked for only at the end of the document.
    pub rows: Vec<Row>,
}

impl Page {
    /// The row that holds byte `at`, if it is on this page.
    pub fn row_of(&self, at: usize) -> Option<usize> {
        let first = self.rows.first()?;
        let last = self.rows.last()?;
        let bytes = last.block.line_bytes(last.line);
        // The end of a line belongs to it only where no other row begins there.
        let ends = last.line + 1 == last.block.lines().len() && (bytes.end < last.block.next() || bytes.is_empty());
        if at < first.block.line_bytes(first.line).start || at > bytes.end || (at == bytes.end && !ends) {
            return None;
        }
        let below = self.rows.partition_point(|row| row.block.line_bytes(row.line).start <= at);
        below.checked_sub(1)
    }
}

/// Lays out the blocks of one document, and remembers them while the settings stay.
#[derive(Debug, Default)]
pub struct Typesetter {
    settings: PageSettings,
    /// By the byte they start at.
    blocks: BTreeMap<usize, Arc<Block>>,
    kept: usize,
    /// Of each huge paragraph seen, by its start: its base level and how it is cut.
    cuts: HashMap<usize, (u8, Cuts)>,
    /// Parts of them that are resolved as one, by the byte they start at.
    wide: HashMap<usize, Wide>,
}

impl Typesetter {
    /// A typesetter for a document that is set like this.
    pub fn new(settings: PageSettings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// How the document is set.
    pub fn settings(&self) -> PageSettings {
        self.settings
    }

    /// Changes how the document is set; what was laid out otherwise is forgotten.
    pub fn set(&mut self, settings: PageSettings) {
        if settings != self.settings {
            let same_base = settings.direction == self.settings.direction;
            self.settings = settings;
            self.blocks.clear();
            self.kept = 0;
            if !same_base {
                self.cuts.clear();
                self.wide.clear();
            }
        }
    }

    /// Forgets everything: the document is another one.
    pub fn forget(&mut self) {
        *self = Self::new(self.settings);
    }

    /// The block that holds byte `at`.
    pub fn block_at(&mut self, document: &Document, at: usize) -> Arc<Block> {
        let known = self.blocks.range(..=at).next_back().map(|(_, block)| block);
        if let Some(block) = known.filter(|block| at < block.next()) {
            return Arc::clone(block);
        }
        let paragraph = self.drawn(document, document.paragraph_at(at.min(document.len())));
        let part = self.part(document, &paragraph, at);
        let length = part.range.len() + 64;
        let block = Arc::new(Block::lay_out(document, &paragraph, part, self.settings));
        if self.kept + length > KEPT {
            self.blocks.clear();
            self.kept = 0;
        }
        self.kept += length;
        self.blocks.insert(block.start(), Arc::clone(&block));
        block
    }

    /// A paragraph with its separator, where that is drawn: all of them in reveal mode, else those that are no usual
    /// line ends.
    fn drawn(&self, document: &Document, paragraph: Paragraph) -> Paragraph {
        let usual = ["", "\n", "\r", "\r\n"].contains(&document.slice(paragraph.end..paragraph.next));
        if self.settings.reveal || !usual { Paragraph { end: paragraph.next, ..paragraph } } else { paragraph }
    }

    /// Base level, bytes and levels of the block that holds byte `at` of a paragraph.
    fn part(&mut self, document: &Document, paragraph: &Paragraph, at: usize) -> BlockPart {
        let text = document.slice(paragraph.range());
        let direction = self.settings.direction;
        if !cut::is_huge(text) {
            let base = base_level(text, direction);
            return BlockPart { base, range: paragraph.range(), levels: bidi::levels(text, 0..text.len(), base) };
        }
        let (base, cuts) = self.cuts.entry(paragraph.start).or_insert_with(|| {
            let base = base_level(text, direction);
            (base, cut::cuts(text, base))
        });
        let n = cuts.starts.partition_point(|start| paragraph.start + start <= at).saturating_sub(1);
        let start = cuts.starts.get(n).copied().unwrap_or(0);
        let inner = start..cuts.starts.get(n + 1).copied().unwrap_or(text.len());
        let base = *base;
        let origin = paragraph.start + inner.start;
        let levels = || bidi::levels_of_part(text, inner.clone(), base, cuts.fixes_in(&inner));
        if !is_wide(&inner) {
            return BlockPart { base, range: origin..paragraph.start + inner.end, levels: levels() };
        }
        let known = self.wide.remove(&origin).filter(|wide| wide.levels.len() == inner.len());
        let wide = known.unwrap_or_else(|| Wide::of(text.get(inner.clone()).unwrap_or_default(), levels()));
        let (block, levels) = wide.block(at - origin);
        self.wide.insert(origin, wide);
        BlockPart { base, range: origin + block.start..origin + block.end, levels }
    }

    /// The row that holds byte `at`.
    pub fn place_of(&mut self, document: &Document, at: usize) -> RowPlace {
        let block = self.block_at(document, at);
        RowPlace { block: block.start(), line: block.line_at(at) }
    }

    /// The row at a place.
    pub fn row(&mut self, document: &Document, place: RowPlace) -> Row {
        let block = self.block_at(document, place.block);
        let line = place.line.min(block.lines().len().saturating_sub(1));
        Row::of(&block, line, self.settings.width)
    }

    /// The place `rows` rows below (or above, if negative); the first or last row at the ends.
    pub fn step(&mut self, document: &Document, from: RowPlace, rows: isize) -> RowPlace {
        let mut place = from;
        for _ in 0..rows.unsigned_abs() {
            let next = if rows > 0 { self.below(document, place) } else { self.above(document, place) };
            match next {
                Some(next) => place = next,
                None => break,
            }
        }
        place
    }

    fn below(&mut self, document: &Document, place: RowPlace) -> Option<RowPlace> {
        let block = self.block_at(document, place.block);
        if place.line + 1 < block.lines().len() {
            return Some(RowPlace { line: place.line + 1, ..place });
        }
        (block.next() < document.len()).then(|| RowPlace { block: block.next(), line: 0 })
    }

    fn above(&mut self, document: &Document, place: RowPlace) -> Option<RowPlace> {
        if place.line > 0 {
            return Some(RowPlace { line: place.line - 1, ..place });
        }
        let before = place.block.checked_sub(1)?;
        let block = self.block_at(document, before);
        Some(RowPlace { block: block.start(), line: block.lines().len().saturating_sub(1) })
    }

    /// The rows of a screen of `height` rows that begins at `top`.
    pub fn page(&mut self, document: &Document, top: RowPlace, height: usize) -> Page {
        let mut rows = Vec::with_capacity(height);
        let mut place = Some(top);
        while let Some(at) = place.filter(|_| rows.len() < height) {
            rows.push(self.row(document, at));
            place = self.below(document, at);
        }
        Page { rows }
    }
}
