//! What leads into other texts, relations and words that were found: the way there, and the way back.

use super::effect::Effect;
use super::notice::Refusal;
use super::open_text::OpenText;
use super::shared::{Destination, Journey, Shared, Target};
use crate::annotation::SpanId;
use crate::text::TextId;

impl Shared {
    /// The name by which a relation of the open text calls another text: of one in the same folder, that of its file.
    pub(super) fn name_elsewhere(&self, text: TextId) -> Option<&str> {
        let name = self.texts.entries().get(text.place()).map(|entry| entry.name.as_str())?;
        let here = self.name_of_open().unwrap_or_default();
        let is_same_folder = folder(name) == folder(here);
        Some(if is_same_folder { name.get(folder(name).len()..)? } else { name })
    }

    /// The text that a relation of the open text calls by a name: one of the same folder before others.
    pub(super) fn text_elsewhere(&self, file: &str) -> Result<TextId, Refusal> {
        let beside = format!("{}{file}", folder(self.name_of_open().unwrap_or_default()));
        let named = |name: &str| self.texts.entries().iter().position(|entry| entry.name == name);
        let found = named(&beside).or_else(|| named(file));
        found.map(TextId::from).ok_or_else(|| Refusal::NoSuchText { file: file.to_owned() })
    }

    pub(super) fn name_of_open(&self) -> Option<&str> {
        let open = self.open_text.as_ref()?;
        self.texts.entries().get(open.text().place()).map(|entry| entry.name.as_str())
    }

    /// Follows a relation from a span of the open text to one of another.
    ///
    /// # Errors
    ///
    /// Fails where there is no such text.
    pub(super) fn follow_elsewhere(&mut self, from: &SpanId, file: &str, id: SpanId) -> Result<Vec<Effect>, Refusal> {
        let text = self.text_elsewhere(file)?;
        let from = self.open_text.as_ref().map(|open| Destination { text: open.text(), target: Target::Span(from.clone()) });
        Ok(self.set_out(Journey { to: Destination { text, target: Target::Span(id) }, from }))
    }

    /// Goes back to where a relation or a finding was followed from last; nothing where none was.
    pub(super) fn go_back(&mut self) -> Option<Vec<Effect>> {
        let to = self.departures.pop()?;
        Some(self.set_out(Journey { to, from: None }))
    }

    /// Goes to something of a text, which is opened first if it is not.
    pub(super) fn set_out(&mut self, journey: Journey) -> Vec<Effect> {
        let text = journey.to.text;
        self.journey = Some(journey);
        if self.open_text.as_ref().is_some_and(|open| open.text() == text) {
            self.arrive();
            return Vec::new();
        }
        vec![Effect::Open(text)]
    }

    /// Goes to what one has set out for, once its text is there; whoever goes to another text stays there.
    pub(super) fn arrive(&mut self) {
        let is_there = |open: &OpenText, journey: &Journey| open.text() == journey.to.text;
        let Some(open) = &mut self.open_text else { return };
        if open.document().is_partial() && self.journey.as_ref().is_some_and(|journey| is_there(open, journey)) {
            return;
        }
        let Some(Journey { to, from }) = self.journey.take().filter(|journey| is_there(open, journey)) else {
            self.departures.clear();
            return;
        };
        self.departures.extend(from);
        let arrived = open.arrive(to.target);
        self.report(arrived);
    }
}

impl OpenText {
    /// Goes to a span, or to words, which are selected.
    fn arrive(&mut self, target: Target) -> Result<(), Refusal> {
        match target {
            Target::Span(id) => {
                let start = self.set().get(&id).map(|span| span.span.start());
                let start = start.ok_or_else(|| Refusal::GoneElsewhere { id: id.clone() })?;
                self.sheet.place_cursor(start);
                self.choose(id);
            }
            Target::Words(range) if range.is_empty() => {
                self.sheet.selection = None;
                self.sheet.place_cursor(self.document().floor(range.start));
            }
            Target::Words(range) => {
                let range = self.document().span(range).ok_or(Refusal::WordsGone)?.range();
                self.sheet.selection = None;
                self.sheet.place_cursor(range.start);
                self.sheet.select_range(range);
            }
        }
        Ok(())
    }
}

/// The folder in the name of a text, with the slash after it.
fn folder(name: &str) -> &str {
    name.rfind('/').and_then(|slash| name.get(..=slash)).unwrap_or_default()
}
