//! A copy: which text a copy takes, with its citation or alone, and what of it may be pasted anywhere.

use std::ops::Range;

use super::effect::{Copied, Effect};
use super::notice::{Cause, CopiedPart, Notice};
use super::open_text::OpenText;
use super::orders::by_text;
use super::shared::Shared;
use crate::annotation::citation::required_facts;
use crate::annotation::{Citation, CitedPlaces, SpanPlace};
use crate::language::text_unit::{self, TextUnit};
use crate::layout::reveal;
use crate::text::TextId;

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
        Some(match quoting {
            Quoting::Words => Copied::of(open.sheet.document.slice(range), part),
            Quoting::Cited => Copied::of(&self.citation(open, range).to_string(), CopiedPart::Quotation),
        })
    }

    /// A quotation with where it is from: what the schema requires to be known of a text, as far as its annotator says it,
    /// the name of the text, and the code points that the quotation is.
    fn citation(&self, open: &OpenText, range: Range<usize>) -> Citation {
        let facts = required_facts(&self.schema, |name| open.set().metadatum(name));
        Citation::of(&open.sheet.document, range, self.name_of_open().unwrap_or_default(), facts)
    }

    /// Has places of a list cited by whoever can read their texts.
    pub(super) fn cite(&mut self, places: Vec<(TextId, SpanPlace)>) -> Vec<Effect> {
        if places.is_empty() {
            self.tell(Notice::NothingToCopy);
            return Vec::new();
        }
        let open = |text: TextId| self.open_text.as_ref().filter(|open| open.text() == text);
        let said = |text: TextId| open(text).map(|open| open.set().metadata().to_vec());
        let all = by_text(places).into_iter().map(|(text, places)| CitedPlaces { text, places, said: said(text) });
        vec![Effect::Cite(all.collect())]
    }

    /// Takes what was cited of texts on its way to the clipboard, a line each where there are several; what was not is told
    /// with it.
    pub(super) fn cited(&mut self, texts: Vec<(TextId, Result<Vec<Citation>, Cause>)>) -> Vec<Effect> {
        let mut citations = Vec::new();
        let mut left = Vec::new();
        for (text, cited) in texts {
            match cited {
                Ok(all) => citations.extend(all),
                Err(cause) => left.push((text, cause)),
            }
        }
        let texts = left.len();
        let left = left.into_iter().next().map(|(text, cause)| Notice::NotCited {
            texts,
            name: self.texts.name(text).to_owned(),
            cause,
        });
        if citations.is_empty() {
            self.tell(left.unwrap_or(Notice::NothingToCopy));
            return Vec::new();
        }
        vec![Effect::Copy(Copied { left, ..Copied::of_citations(citations) })]
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
            CopiedPart::Word | CopiedPart::Quotation | CopiedPart::Quotations => false,
        }
    }
}

impl Copied {
    /// The copy of a text, control characters in it as pictures.
    fn of(text: &str, part: CopiedPart) -> Self {
        let acts = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        let pictures = text.chars().filter(acts).count();
        let shown = |c: char| if acts(&c) { reveal::picture_of(c) } else { c };
        Self { text: text.chars().map(shown).collect(), part, pictures, left: None }
    }

    /// The copy of quotations, each in a line of its own where there are several.
    fn of_citations(mut citations: Vec<Citation>) -> Self {
        match citations.pop() {
            Some(only) if citations.is_empty() => Self::of(&only.to_string(), CopiedPart::Quotation),
            last => {
                let lines = citations.into_iter().chain(last).map(|citation| citation.in_one_line().to_string());
                Self::of(&lines.collect::<Vec<_>>().join("\n"), CopiedPart::Quotations)
            }
        }
    }
}
