//! A copy: which text a copy takes, with its citation or alone, and what of it may be pasted anywhere.

use std::ops::Range;

use super::effect::Copied;
use super::notice::CopiedPart;
use super::open_text::OpenText;
use super::shared::Shared;
use crate::annotation::Schema;
use crate::language::text_unit::{self, TextUnit};
use crate::layout::reveal;

/// What of a text is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quoting {
    /// The words alone.
    Words,
    /// A span or a hit with where it stands.
    Cited,
}

impl Shared {
    /// What a copy takes: the selection, else the span under the cursor, else the word. A span and a hit of a search are
    /// cited, unless a count says how often.
    pub(super) fn copy(&self) -> Option<Copied> {
        let open = self.open_text.as_ref()?;
        let (range, part) = open.copied_part()?;
        let quoting = if self.repeat.is_none() && open.is_quotable(&range, part) { Quoting::Cited } else { Quoting::Words };
        let words = open.sheet.document.slice(range.clone());
        Some(match quoting {
            Quoting::Words => Copied::of(words, part),
            Quoting::Cited => Copied::of(&format!("«{words}» ({})", self.citation(open, range)), CopiedPart::Quotation),
        })
    }

    /// Where a quotation is from: what the schema requires to be known of a text, the name of the text, and the code points
    /// that the quotation is.
    fn citation(&self, open: &OpenText, range: Range<usize>) -> String {
        let document = &open.sheet.document;
        let [from, to] = [range.start, range.end].map(|at| document.code_point_at(at));
        let name = self.name_of_open().unwrap_or_default();
        let place = format!("{name} {from}-{to}");
        open.facts(&self.schema).into_iter().chain([place]).collect::<Vec<_>>().join("; ")
    }
}

impl OpenText {
    fn copied_part(&self) -> Option<(Range<usize>, CopiedPart)> {
        let selected = self.sheet.selected().map(|range| (range, CopiedPart::Selection));
        let span = || self.current().map(|a| (a.span.range(), CopiedPart::Span));
        let word = || Some((text_unit::around(&self.sheet.document, TextUnit::Word, self.sheet.cursor), CopiedPart::Word));
        selected.or_else(span).or_else(word).filter(|(range, _)| !range.is_empty())
    }

    /// Whether what is copied is a span, or a hit of a search and nothing more.
    fn is_quotable(&self, range: &Range<usize>, part: CopiedPart) -> bool {
        match part {
            CopiedPart::Selection => self.sheet.hit().is_some_and(|hit| hit.range() == *range),
            CopiedPart::Span => true,
            CopiedPart::Word | CopiedPart::Quotation => false,
        }
    }

    /// What is said of the text of what the schema requires, in its order.
    fn facts(&self, schema: &Schema) -> Vec<String> {
        let required = schema.document.iter().filter(|fact| fact.required);
        required.filter_map(|fact| self.set().metadatum(&fact.id)).map(ToString::to_string).collect()
    }
}

impl Copied {
    /// The copy of a text, control characters in it as pictures.
    fn of(text: &str, part: CopiedPart) -> Self {
        let acts = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        let pictures = text.chars().filter(acts).count();
        let shown = |c: char| if acts(&c) { reveal::picture_of(c) } else { c };
        Self { text: text.chars().map(shown).collect(), part, pictures }
    }
}
