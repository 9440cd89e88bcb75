//! Rows above and below each other, with the blank rows between them, as far as they are looked at.
//!
//! Blank rows are of the page and not of the text: no byte is in one, and no motion stops there. Blank lines of the text are
//! spacing, too: where a page is spaced, only the first of several is a row.

use std::sync::Arc;

use super::block::Block;
use super::page::Page;
use super::row::{Row, RowPlace};
use super::settings::{LineSpacing, ParagraphSpacing};
use super::typesetter::Typesetter;
use crate::text::Document;

/// Blank lines of a text of which at least one is a row: a look at one never goes further than this.
const TOGETHER: usize = 64;

/// A step from a row to one beside it.
struct Step {
    /// Where it leads.
    place: RowPlace,
    /// Rows of the screen that it takes: one, and the blank ones between.
    rows: usize,
}

impl Typesetter {
    /// The row that holds byte `at`.
    pub fn place_of(&mut self, document: &Document, at: usize) -> RowPlace {
        let block = self.block_at(document, at);
        let line = block.line_at(at);
        RowPlace { block: self.drawn_for(document, block).start(), line }
    }

    /// The row at a place.
    pub fn row(&mut self, document: &Document, place: RowPlace) -> Row {
        let block = self.block_at(document, place.block);
        let line = place.line.min(block.lines().len().saturating_sub(1));
        Row::of(&block, line, self.settings())
    }

    /// The place `rows` rows of text below (or above, if negative); the first or last row at the ends.
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

    /// The farthest place that is at most `rows` rows of the screen below (or above, if negative).
    pub fn within(&mut self, document: &Document, from: RowPlace, rows: isize) -> RowPlace {
        let (mut place, mut left) = (from, rows.unsigned_abs());
        while let Some(step) = self.beside(document, place, rows).filter(|step| step.rows <= left) {
            place = step.place;
            left -= step.rows;
        }
        place
    }

    /// The nearest place that is at least `rows` rows of the screen below (or above, if negative); the first or last row at the
    /// ends.
    pub fn beyond(&mut self, document: &Document, from: RowPlace, rows: isize) -> RowPlace {
        let (mut place, mut left) = (from, rows.unsigned_abs());
        while left > 0
            && let Some(step) = self.beside(document, place, rows)
        {
            place = step.place;
            left = left.saturating_sub(step.rows);
        }
        place
    }

    /// Rows of the screen from a place down to another one, if they are at most `most`.
    pub fn distance(&mut self, document: &Document, from: RowPlace, to: RowPlace, most: usize) -> Option<usize> {
        let (mut place, mut rows) = (from, 0);
        while place < to && rows <= most {
            let step = self.beside(document, place, 1)?;
            place = step.place;
            rows += step.rows;
        }
        (place == to && rows <= most).then_some(rows)
    }

    /// The rows of a screen of `height` rows that begins at `top`.
    pub fn page(&mut self, document: &Document, top: RowPlace, height: usize) -> Page {
        let mut page = Page::default();
        let mut place = Some(top);
        while let Some(at) = place.filter(|_| page.height() < height) {
            let next = self.beside(document, at, 1);
            let end = next.as_ref().map_or(document.len() + 1, |next| self.start_of(document, next.place));
            page.push(self.row(document, at), end);
            for _ in 1..next.as_ref().map_or(1, |next| next.rows).min(height - page.height() + 1) {
                page.push_blank();
            }
            place = next.map(|next| next.place);
        }
        page
    }

    /// The first byte of a row.
    fn start_of(&mut self, document: &Document, place: RowPlace) -> usize {
        if place.line == 0 { place.block } else { self.block_at(document, place.block).line_bytes(place.line).start }
    }

    /// The step to the row below, or, if `rows` are negative, to the one above.
    fn beside(&mut self, document: &Document, from: RowPlace, rows: isize) -> Option<Step> {
        let (place, blank) = if rows > 0 {
            let place = self.below(document, from)?;
            (place, self.blank_between(document, from, place))
        } else {
            let place = self.above(document, from)?;
            (place, self.blank_between(document, place, from))
        };
        Some(Step { place, rows: 1 + blank })
    }

    fn below(&mut self, document: &Document, place: RowPlace) -> Option<RowPlace> {
        let mut block = self.block_at(document, place.block);
        if place.line + 1 < block.lines().len() {
            return Some(RowPlace { line: place.line + 1, ..place });
        }
        while block.next() < document.len() {
            let next = self.block_at(document, block.next());
            if !self.is_with(&next, &block) {
                return Some(RowPlace { block: next.start(), line: 0 });
            }
            block = next;
        }
        None
    }

    fn above(&mut self, document: &Document, place: RowPlace) -> Option<RowPlace> {
        if place.line > 0 {
            return Some(RowPlace { line: place.line - 1, ..place });
        }
        let before = self.block_at(document, place.block.checked_sub(1)?);
        let block = self.drawn_for(document, before);
        Some(RowPlace { block: block.start(), line: block.lines().len().saturating_sub(1) })
    }

    /// The block whose row is drawn for a block: itself, unless it is one of several blank lines.
    fn drawn_for(&mut self, document: &Document, mut block: Arc<Block>) -> Arc<Block> {
        while let Some(before) = block.start().checked_sub(1).filter(|_| block.is_blank()) {
            let before = self.block_at(document, before);
            if !self.is_with(&block, &before) {
                break;
            }
            block = before;
        }
        block
    }

    /// Whether a block is a blank line that is not drawn, since the one above it is blank.
    fn is_with(&self, block: &Block, above: &Block) -> bool {
        let settings = self.settings();
        let draws_all = settings.spacing.paragraphs == ParagraphSpacing::AsWritten || settings.reveal;
        !draws_all && block.is_blank() && above.is_blank() && !block.paragraph().is_multiple_of(TOGETHER)
    }

    /// Rows that are left blank between a row and the one below it.
    fn blank_between(&mut self, document: &Document, above: RowPlace, below: RowPlace) -> usize {
        let spacing = self.settings().spacing;
        let lines = usize::from(spacing.lines == LineSpacing::Double);
        if above.block == below.block || spacing.paragraphs == ParagraphSpacing::AsWritten {
            return lines;
        }
        let (above, below) = (self.block_at(document, above.block), self.block_at(document, below.block));
        match () {
            () if above.paragraph() == below.paragraph() || below.is_blank() => lines,
            () if above.is_blank() => 0,
            () => lines + usize::from(spacing.paragraphs == ParagraphSpacing::Blank),
        }
    }
}
