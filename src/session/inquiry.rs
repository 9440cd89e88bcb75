//! Looking for words, and for spans, in all texts: asked for, heard of, and gone to.

use std::collections::HashSet;

use super::effect::{Effect, Heard};
use super::excerpt::Excerpt;
use super::findings::{Finding, Findings, Listing, Looking, Said};
use super::notice::{Notice, Refusal};
use super::open_text::OpenText;
use super::shared::{Destination, Journey, Shared, Target};
use crate::annotation::{Annotation, SpanId, gaps};
use crate::language::matcher::{Matcher, Rules, SearchMode};

impl Shared {
    /// Has words looked for in all texts; what was found before is let go.
    ///
    /// # Errors
    /// There is nothing to look for, or no regular expression.
    pub(super) fn inquire(&mut self, words: &str, matching: SearchMode) -> Result<Vec<Effect>, Notice> {
        if !self.texts.is_listed() {
            return Err(Notice::StillListing);
        }
        let matcher = Matcher::new(words, &Rules::of(matching));
        let matcher = matcher.map_err(|fault| Notice::BadPattern { reason: fault.reason })?;
        if matcher.is_empty() {
            return Err(Refusal::NoWord.into());
        }
        let number = self.next_inquiry();
        let listing = Listing::Words { words: words.to_owned(), matching };
        self.findings = Some(Findings::new(number, listing, self.rows_of_findings()));
        Ok(vec![Effect::Inquire(number, matcher.hiding_in(&self.registries.ready_names()))])
    }

    /// Lists the spans of the open text.
    ///
    /// # Errors
    /// No text is open.
    pub(super) fn list_spans_here(&mut self) -> Result<(), Notice> {
        let text = self.open_text.as_ref().map(OpenText::text).ok_or(Refusal::NoSpan)?;
        let number = self.next_inquiry();
        self.findings = Some(Findings::new(number, Listing::SpansOf(text), self.rows_of_findings()));
        self.fill_with_spans();
        Ok(())
    }

    /// Has the spans of all texts listed; what was listed before is let go.
    ///
    /// # Errors
    /// The texts are not all known yet.
    pub(super) fn list_all_spans(&mut self) -> Result<Vec<Effect>, Notice> {
        if !self.texts.is_listed() {
            return Err(Notice::StillListing);
        }
        let number = self.next_inquiry();
        self.findings = Some(Findings::new(number, Listing::Spans, self.rows_of_findings()));
        Ok(vec![Effect::ListSpans(number)])
    }

    /// Lists the spans of the open text in the list that is to have them.
    fn fill_with_spans(&mut self) {
        let part = self.part();
        let (Some(open), Some(findings)) = (&self.open_text, &mut self.findings) else { return };
        let lacking: HashSet<SpanId> = gaps(open.set(), &self.schema, part).into_iter().filter_map(|gap| gap.span).collect();
        let row = |span: &Annotation| {
            let said = Said::of(&self.annotator, span, lacking.contains(&span.id));
            let excerpt = Excerpt::of(open.document(), span.span.range());
            Finding::new(open.text(), span.span.range(), excerpt).with(vec![said])
        };
        findings.add(open.set().iter().map(row).collect(), &self.texts);
        findings.end(Looking::Through, &self.texts);
    }

    /// Finds the same again, since what is said is another: the list stays narrowed and ordered as it is.
    pub(super) fn inquire_again(&mut self) -> Vec<Effect> {
        let number = self.next_inquiry();
        let Some(findings) = &mut self.findings else { return Vec::new() };
        findings.begin_again(number);
        match findings.listing().clone() {
            Listing::Words { words, matching } => {
                let matcher = Matcher::new(&words, &Rules::of(matching));
                let found = matcher.map(|matcher| Effect::Inquire(number, matcher.hiding_in(&self.registries.ready_names())));
                found.into_iter().collect()
            }
            Listing::SpansOf(_) => {
                self.fill_with_spans();
                Vec::new()
            }
            Listing::Spans => vec![Effect::ListSpans(number)],
        }
    }

    /// Rows of the list on screen, below the one that says what it is about.
    pub(super) fn rows_of_findings(&self) -> usize {
        usize::from(self.area.1).saturating_sub(1)
    }

    /// Takes what there is to tell of an inquiry, unless another one has taken its place.
    pub(super) fn hear(&mut self, number: u64, news: Heard) {
        let Some(findings) = self.findings.as_mut().filter(|findings| findings.number() == number) else { return };
        match news {
            Heard::Found(more) => findings.add(more, &self.texts),
            Heard::Met(_) => {}
            Heard::LookedAt(texts) => findings.look_at(texts),
            Heard::Ended(how) => findings.end(how, &self.texts),
        }
    }

    /// The words at the cursor, to be looked for in all texts.
    ///
    /// # Errors
    /// There is no word here.
    pub(super) fn inquire_here(&mut self) -> Result<Vec<Effect>, Notice> {
        let (_, words) = self.words_here()?;
        self.recalls.searches.keep(&words);
        self.inquire(&words, SearchMode::Folded)
    }

    /// Goes to the span that the row under the cursor is, in whatever text it is.
    pub(super) fn go_to_span_of_finding(&mut self) -> Option<Vec<Effect>> {
        let row = self.findings.as_ref()?.current()?;
        let (id, _) = row.span_of(&self.annotator)?.span?;
        let to = Destination { text: row.text, target: Target::Span(id) };
        Some(self.set_out_from_here(to))
    }

    /// Goes to the words of the row under the cursor, in whatever text they are.
    pub(super) fn go_to_finding(&mut self) -> Option<Vec<Effect>> {
        let row = self.findings.as_ref()?.current()?;
        let is_of_words = matches!(self.findings.as_ref()?.listing(), Listing::Words { .. });
        let span = row.span_of(&self.annotator).and_then(|place| place.span).filter(|_| !is_of_words);
        let target = span.map_or_else(|| Target::Words(row.range.clone()), |(id, _)| Target::Span(id));
        let to = Destination { text: row.text, target };
        Some(self.set_out_from_here(to))
    }

    fn set_out_from_here(&mut self, to: Destination) -> Vec<Effect> {
        let here = |open: &OpenText| Destination { text: open.text(), target: Target::Words(open.cursor()..open.cursor()) };
        let from = self.open_text.as_ref().map(here);
        self.set_out(Journey { to, from })
    }
}
