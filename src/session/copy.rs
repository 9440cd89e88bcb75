//! A copy: which text a copy takes, and what of it may be pasted anywhere.

use super::effect::Copied;
use super::notice::CopiedPart;
use super::open_text::OpenText;
use crate::language::text_unit::{self, TextUnit};
use crate::layout::reveal;

impl OpenText {
    /// What a copy takes: the selection, else the span under the cursor, else the word.
    pub(super) fn copied(&self) -> Option<Copied> {
        let selected = self.sheet.selected().map(|range| (range, CopiedPart::Selection));
        let span = || self.current().map(|a| (a.span.range(), CopiedPart::Span));
        let word = || Some((text_unit::around(&self.sheet.document, TextUnit::Word, self.sheet.cursor), CopiedPart::Word));
        let (range, part) = selected.or_else(span).or_else(word).filter(|(range, _)| !range.is_empty())?;
        let acts = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        let text = self.sheet.document.slice(range);
        let pictures = text.chars().filter(acts).count();
        let shown = |c: char| if acts(&c) { reveal::picture_of(c) } else { c };
        Some(Copied { text: text.chars().map(shown).collect(), part, pictures })
    }
}
