//! Lays out what is looked at: blocks on demand, kept for the next look.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::bidi::{self, base_level};
use super::block::{Block, BlockPart};
use super::cut::{self, Cuts};
use super::settings::PageSettings;
use super::wide::{Wide, is_wide};
use crate::text::{Document, Paragraph};

/// Most bytes of text whose blocks are kept.
const KEPT: usize = 1024 * 1024;

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
        let PageSettings { spacing, justification, .. } = settings;
        let laid_out = PageSettings { spacing, justification, ..self.settings };
        let same_base = settings.direction == self.settings.direction;
        self.settings = settings;
        if settings != laid_out {
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
}
