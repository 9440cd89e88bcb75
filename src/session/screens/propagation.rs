//! The places where the words of a span are met again: chosen in a list, tagged as one change.

use std::cmp::Ordering;
use std::sync::Arc;

use super::screen::{Screen, Turn};
use crate::annotation::propagation::{Occurrence, Standing, edits, occurrences};
use crate::annotation::schema::Kind;
use crate::annotation::{Annotation, Edit, SpanId, Timestamp};
use crate::session::command::Command;
use crate::session::excerpt::Excerpt;
use crate::session::findings::Beside;
use crate::session::mode::Mode;
use crate::session::motion::Motion;
use crate::session::notice::{Notice, Refusal};
use crate::session::open_text::OpenText;
use crate::session::parts::{Filter, List, Order, Rows, Way};
use crate::session::shared::Shared;
use crate::text::Document;

/// The places with the text that they are in, for the order of the list.
struct Places<'a> {
    document: &'a Document,
    found: &'a [Occurrence],
}

impl Rows for Places<'_> {
    type Key = Beside;

    fn count(&self) -> usize {
        self.found.len()
    }

    fn holds(&self, _row: usize, _filter: &Filter) -> bool {
        true
    }

    fn compare(&self, one: usize, other: usize, key: Beside) -> Ordering {
        let excerpt = |row: usize| self.found.get(row).map(|place| Excerpt::of(self.document, place.span.range()));
        let (Some(one), Some(other)) = (excerpt(one), excerpt(other)) else { return Ordering::Equal };
        key.compare(one, other)
    }
}

/// The places where the words of a span are met again.
#[derive(Debug)]
pub struct Propagation {
    of: SpanId,
    found: Vec<Occurrence>,
    list: List<Beside>,
}

impl Propagation {
    /// Looks for the words of the current span, and the other names of its identity, in the text; what nothing stands against
    /// is chosen.
    ///
    /// # Errors
    ///
    /// Fails where there is no span, its words are met nowhere else, or nothing may be changed.
    pub(super) fn of_current(shared: &Shared) -> Result<Self, Refusal> {
        let open = shared.changeable()?;
        let span = open.set().get(&shared.current_id()?).ok_or(Refusal::NoSpan)?;
        let document = open.document();
        let known = shared.registries.ready_names();
        let found = occurrences(document, open.set(), span, &names(span, open, shared), &known);
        if found.is_empty() {
            return Err(Refusal::NowhereElse { words: document.slice(span.span.range()).to_owned() });
        }
        let mut list = List::default();
        list.refresh(&Places { document, found: &found });
        list.mark_where(|row| found.get(row).is_some_and(|occurrence| occurrence.standing == Standing::Free));
        Ok(Self { of: span.id.clone(), found, list })
    }

    /// Returns the span whose words they are.
    pub fn of(&self) -> &SpanId {
        &self.of
    }

    /// Returns the list; marked are the rows that are chosen.
    pub fn list(&self) -> &List<Beside> {
        &self.list
    }

    /// Returns the place of a row.
    pub fn row(&self, row: usize) -> Option<&Occurrence> {
        self.found.get(row)
    }

    /// Returns how many places there are, and how many of them are chosen.
    pub fn counts(&self) -> (usize, usize) {
        (self.found.len(), self.list.marked())
    }

    fn chosen(&self) -> Vec<&Occurrence> {
        self.list.chosen().into_iter().filter_map(|row| self.found.get(row)).collect()
    }

    /// Tags what is chosen, as one change.
    fn make(&self, shared: &mut Shared) -> Result<Notice, Refusal> {
        let now = Timestamp::from(shared.now);
        let (schema, Some(open)) = (&shared.schema, &mut shared.open_text) else { return Err(Refusal::NoSpan) };
        let of = open.set().get(&self.of).cloned().ok_or(Refusal::NoSpan)?;
        let mut all = Vec::new();
        for occurrence in self.chosen() {
            let id = Arc::make_mut(&mut open.ledger.set).fresh_id();
            all.extend(edits(&of, occurrence, schema, &id, now.clone()));
        }
        let places = self.chosen().len();
        open.change_all(all)?;
        open.choose(self.of.clone());
        Ok(Notice::Propagated { tag: of.tag.clone(), words: open.document().slice(of.span.range()).to_owned(), places })
    }

    /// Takes the spans away that the chosen places have, as one change.
    fn delete(&self, shared: &mut Shared) -> Result<Notice, Refusal> {
        let ids = self.chosen().into_iter().filter_map(|occurrence| match &occurrence.standing {
            Standing::Tagged { id, .. } => Some(id.clone()),
            _ => None,
        });
        let removed: Vec<Edit> = ids.map(Edit::Remove).collect();
        let places = removed.len();
        if places == 0 {
            return Err(Refusal::NoTagChosen);
        }
        let open = shared.open_text.as_mut().ok_or(Refusal::NoSpan)?;
        open.change_all(removed)?;
        Ok(Notice::OccurrencesDeleted { places })
    }

    fn close(done: Result<Notice, Refusal>, shared: &mut Shared) -> Turn {
        match done {
            Ok(notice) => {
                shared.tell(notice);
                Turn::close()
            }
            Err(refused) => {
                shared.tell(refused);
                Turn::done()
            }
        }
    }

    /// The next order: of the text, by what follows, by what precedes.
    fn next_order(&mut self, shared: &Shared) {
        let Some(open) = &shared.open_text else { return };
        match Beside::next(self.list.orders().first().map(|order| order.key)) {
            Some(key) => {
                let places = Places { document: open.document(), found: &self.found };
                self.list.order_by(&places, Order { key, way: Way::Rising });
            }
            None => self.list.unorder(),
        }
    }
}

/// The words of a span, and the names of its identity.
fn names(span: &Annotation, open: &OpenText, shared: &Shared) -> Vec<String> {
    let words = open.document().slice(span.span.range()).to_owned();
    let attributes = shared.schema.tag(&span.tag).map(|tag| tag.attributes.as_slice()).unwrap_or_default();
    let identity = attributes.iter().find_map(|own| match &own.kind {
        Kind::Entity { .. } => shared.registries.identity(&own.kind, span.attribute(&own.id)?),
        _ => None,
    });
    let others = identity.iter().flat_map(|identity| identity.names()).filter(|name| *name != words).map(str::to_owned);
    std::iter::once(words.clone()).chain(others).collect()
}

impl Screen for Propagation {
    fn mode(&self) -> Mode {
        Mode::Propagating
    }

    fn begun_by(&self) -> Option<Command> {
        Some(Command::Propagate)
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Accept => return Self::close(self.make(shared), shared),
            Command::DeleteSpan => return Self::close(self.delete(shared), shared),
            Command::ToggleMarked => {
                self.list.toggle();
                self.list.go(Motion::LineDown, 1);
            }
            Command::ToggleAllMarked => self.list.toggle_all(),
            Command::NextOrder => self.next_order(shared),
            Command::Move(motion) => {
                self.list.go(motion, 1);
            }
            Command::Cancel | Command::Back => return Turn::close(),
            other => return Turn::Everywhere(other),
        }
        Turn::done()
    }

    fn resize(&mut self, shared: &Shared) {
        // The first row says what it is about.
        self.list.resize(usize::from(shared.area.1).saturating_sub(1));
    }

    fn is_over(&self, shared: &Shared) -> bool {
        shared.open_text.as_ref().is_none_or(|open| !open.set().contains(&self.of))
    }
}
