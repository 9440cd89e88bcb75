//! A row: a line of a block in its place on a screen.

use std::ops::Range;
use std::sync::Arc;

use super::block::Block;
use super::justify;
use super::line::Line;
use super::settings::{Justification, PageSettings};
use super::visual::VisualLine;

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
    /// Sets line `n` of a block as a page is set.
    pub fn of(block: &Arc<Block>, n: usize, settings: PageSettings) -> Self {
        let visual = match settings.justification {
            Justification::Ragged => VisualLine::of(block, &block.line(n), &[]),
            Justification::Filled => VisualLine::of(block, &block.line(n), &justify::extensions(block, n, settings.width)),
        };
        let indent = if block.base() == 1 { settings.width.saturating_sub(visual.width) } else { 0 };
        Self { block: Arc::clone(block), line: n, visual, indent }
    }

    /// Where it stands.
    pub fn place(&self) -> RowPlace {
        RowPlace { block: self.block.start(), line: self.line }
    }

    /// Its bytes in the document, hanging spaces included.
    pub fn bytes(&self) -> Range<usize> {
        self.block.line_bytes(self.line)
    }

    /// The line in logical order.
    pub fn logical(&self) -> Line {
        self.block.line(self.line)
    }
}
