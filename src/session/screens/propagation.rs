//! The places where the words of a span are met again, in its text or in all texts: chosen in a list, tagged as one change.

use std::cmp::Ordering as Before;
use std::sync::Arc;

use super::ordering::Ordering;
use super::screen::{Screen, Turn};
use crate::annotation::propagation::{Occurrence, Sought, Standing, edits};
use crate::annotation::schema::Kind;
use crate::annotation::{Annotation, Edit, SpanAct, SpanId, SpanPlace, Timestamp};
use crate::session::command::Command;
use crate::session::corpus::Texts;
use crate::session::effect::{Effect, Heard};
use crate::session::findings::{Beside, Looking};
use crate::session::met::Met;
use crate::session::mode::Mode;
use crate::session::motion::Motion;
use crate::session::notice::{Notice, Refusal};
use crate::session::open_text::OpenText;
use crate::session::orders::by_text;
use crate::session::parts::{Filter, List, Order, Rows, Way};
use crate::session::pointer::Pointer;
use crate::session::shared::Shared;
use crate::text::TextId;

/// The places, for the order of the list.
struct Places<'a>(&'a [Met]);

impl Rows for Places<'_> {
    type Key = Beside;

    fn count(&self) -> usize {
        self.0.len()
    }

    fn holds(&self, _row: usize, _filter: &Filter) -> bool {
        true
    }

    fn compare(&self, one: usize, other: usize, key: Beside) -> Before {
        let (Some(one), Some(other)) = (self.0.get(one), self.0.get(other)) else { return Before::Equal };
        key.compare(one.finding.excerpt(), other.finding.excerpt())
    }
}

/// How far the list reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reach {
    /// The open text.
    Text,
    /// All texts, as far as they were looked at.
    Corpus {
        /// Tells what is heard of it from what was looked for before.
        number: u64,
        looking: Looking,
        looked_at: usize,
    },
}

/// The places where the words of a span are met again.
#[derive(Debug)]
pub struct Propagation {
    of: SpanId,
    /// The text that it is in.
    here: TextId,
    sought: Sought,
    found: Vec<Met>,
    list: List<Beside>,
    reach: Reach,
    /// Orders that were given when it was opened: another one makes it a thing of the past.
    given: usize,
}

impl Propagation {
    /// Looks for the words of the current span, and the other names of its identity, in the text; what nothing stands against
    /// is chosen. Where they are nowhere else in it, asking once more looks for them in all texts.
    ///
    /// # Errors
    ///
    /// Fails where there is no span, its words are met nowhere else, or nothing may be changed.
    pub(super) fn of_current(shared: &mut Shared) -> Result<(Self, Vec<Effect>), Refusal> {
        let id = shared.current_id()?;
        let found = Self::of(&id, shared)?;
        let texts = if shared.review.is_some() { 1 } else { shared.texts.entries().len() };
        if !found.found.is_empty() {
            return Ok((found, Vec::new()));
        }
        if shared.nowhere.as_ref() == Some(&id) && texts > 1 {
            let mut found = found;
            let effects = found.widen(shared).map_err(|_| Refusal::NoSpan)?;
            return Ok((found, effects));
        }
        let open = shared.changeable()?;
        let words = open.set().get(&id).map(|span| open.document().slice(span.span.range()).to_owned());
        shared.nowhere = Some(id);
        Err(Refusal::NowhereElse { words: words.unwrap_or_default(), texts })
    }

    fn of(id: &SpanId, shared: &Shared) -> Result<Self, Refusal> {
        let open = shared.changeable()?;
        let span = open.set().get(id).ok_or(Refusal::NoSpan)?;
        let (document, here) = (open.document(), open.text());
        let sought = Sought::new(span, &names(span, open, shared), shared.registries.ready_names());
        let met = |occurrence: Occurrence| Met::of(here, document, &occurrence);
        let found: Vec<Met> = sought.here(document, open.set()).into_iter().map(met).collect();
        let mut list = List::default();
        list.refresh(&Places(&found));
        list.mark_where(|row| found.get(row).is_some_and(|met| met.standing == Standing::Free));
        Ok(Self { of: id.clone(), here, sought, found, list, reach: Reach::Text, given: shared.given })
    }

    /// Returns the span whose words they are.
    pub fn span(&self) -> &SpanId {
        &self.of
    }

    /// Returns the list; marked are the rows that are chosen.
    pub fn list(&self) -> &List<Beside> {
        &self.list
    }

    /// Returns the place of a row.
    pub fn row(&self, row: usize) -> Option<&Met> {
        self.found.get(row)
    }

    /// Returns how many places there are, and how many of them are chosen.
    pub fn counts(&self) -> (usize, usize) {
        (self.found.len(), self.list.marked())
    }

    /// Returns how far looking in all texts has come, and how many were looked at; `None` while it is about one text.
    pub fn looking(&self) -> Option<(&Looking, usize)> {
        match &self.reach {
            Reach::Text => None,
            Reach::Corpus { looking, looked_at, .. } => Some((looking, *looked_at)),
        }
    }

    /// Looks for the words in all other texts, too.
    fn widen(&mut self, shared: &mut Shared) -> Result<Vec<Effect>, Notice> {
        // What is changed while a reading is edited is nobody's work on other texts.
        if self.reach != Reach::Text || shared.review.is_some() {
            return Ok(Vec::new());
        }
        if !shared.texts.is_listed() {
            return Err(Notice::StillListing);
        }
        let number = shared.next_inquiry();
        self.reach = Reach::Corpus { number, looking: Looking::Going, looked_at: 0 };
        Ok(vec![Effect::Meet(number, Box::new(self.sought.clone()), self.here)])
    }

    /// Takes what there is to tell of the places in other texts; those that nothing stands against are chosen, unless they are
    /// in a text that others are to read. Gives the
    /// news back that are about something else.
    pub(crate) fn hear(&mut self, about: u64, news: Heard, texts: &Texts) -> Option<Heard> {
        let Reach::Corpus { number, looking, looked_at } = &mut self.reach else { return Some(news) };
        if *number != about {
            return Some(news);
        }
        match news {
            Heard::Met(more) => {
                let known = self.found.len();
                self.found.extend(more);
                self.list.grow(&Places(&self.found));
                let found = &self.found;
                let is_ours = |text: TextId| texts.mine() == 0 || texts.is_mine(text);
                let is_free = |met: &Met| met.standing == Standing::Free && is_ours(met.finding.text);
                self.list.mark_also(|row| row >= known && found.get(row).is_some_and(is_free));
            }
            Heard::LookedAt(count) => *looked_at = count,
            Heard::Ended(how) => {
                *looking = how;
                self.list.catch_up(&Places(&self.found));
            }
            Heard::Found(_) => {}
        }
        None
    }

    fn is_going(&self) -> bool {
        self.looking().is_some_and(|(looking, _)| *looking == Looking::Going)
    }

    fn chosen(&self) -> Vec<&Met> {
        self.list.chosen().into_iter().filter_map(|row| self.found.get(row)).collect()
    }

    /// Tags what is chosen: as one change of the open text, or as an order where it is in others, too.
    fn make(&self, shared: &mut Shared) -> Result<Turn, Refusal> {
        if self.is_going() {
            return Err(Refusal::StillLooking);
        }
        let chosen = self.chosen();
        let open = shared.changeable()?;
        let of = open.set().get(&self.of).cloned().ok_or(Refusal::NoSpan)?;
        if chosen.iter().all(|met| met.finding.text == self.here) {
            let notice = self.make_here(&of, shared)?;
            shared.tell(notice);
            return Ok(Turn::close());
        }
        let texts = by_text(chosen.into_iter().map(Met::place));
        let order = shared.order(Command::Propagate.to_string(), SpanAct::Tag(Box::new(of)), texts);
        shared.give(order);
        Ok(Turn::close())
    }

    fn make_here(&self, of: &Annotation, shared: &mut Shared) -> Result<Notice, Refusal> {
        let now = Timestamp::from(shared.now);
        let (schema, Some(open)) = (&shared.schema, &mut shared.open_text) else { return Err(Refusal::NoSpan) };
        let mut all = Vec::new();
        for met in self.chosen() {
            let Some(span) = open.document().span(met.finding.range.clone()) else { continue };
            let id = Arc::make_mut(&mut open.ledger.set).fresh_id();
            let occurrence = Occurrence { span, standing: met.standing.clone() };
            all.extend(edits(of, &occurrence, schema, &id, now.clone()));
        }
        let places = self.chosen().len();
        open.change_all(all)?;
        open.choose(self.of.clone());
        Ok(Notice::Propagated { tag: of.tag.clone(), words: open.document().slice(of.span.range()).to_owned(), places })
    }

    /// Takes the spans away that the chosen places have: as one change of the open text, or, once it was asked, as an order.
    fn delete(&self, shared: &mut Shared) -> Result<Turn, Refusal> {
        if self.is_going() {
            return Err(Refusal::StillLooking);
        }
        let tagged: Vec<(TextId, SpanPlace)> =
            self.chosen().into_iter().map(Met::place).filter(|(_, place)| place.span.is_some()).collect();
        let places = tagged.len();
        if places == 0 {
            return Err(Refusal::NoTagChosen);
        }
        if tagged.iter().any(|(text, _)| *text != self.here) {
            let order = shared.order(Command::DeleteSpan.to_string(), SpanAct::Delete, by_text(tagged));
            return Ok(Turn::Open(Box::new(Ordering::ask(order))));
        }
        let ids = tagged.into_iter().filter_map(|(_, place)| place.span);
        let open = shared.open_text.as_mut().ok_or(Refusal::NoSpan)?;
        open.change_all(ids.map(|(id, _)| Edit::Remove(id)).collect())?;
        shared.tell(Notice::OccurrencesDeleted { places });
        Ok(Turn::close())
    }

    fn turn(done: Result<Turn, Refusal>, shared: &mut Shared) -> Turn {
        done.unwrap_or_else(|refused| {
            shared.tell(refused);
            Turn::done()
        })
    }

    /// The next order: of the text, by what follows, by what precedes.
    fn next_order(&mut self) {
        match Beside::next(self.list.orders().first().map(|order| order.key)) {
            Some(key) => self.list.order_by(&Places(&self.found), Order { key, way: Way::Rising }),
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
            Command::Accept => return Self::turn(self.make(shared), shared),
            Command::DeleteSpan => return Self::turn(self.delete(shared), shared),
            Command::WidenToCorpus => match self.widen(shared) {
                Ok(effects) => return Turn::Done(effects),
                Err(notice) => shared.tell(notice),
            },
            Command::ToggleMarked => {
                self.list.toggle();
                self.list.go(Motion::LineDown, 1);
            }
            Command::ToggleAllMarked => self.list.toggle_all(),
            Command::Copy => return Turn::Done(shared.cite(self.chosen().into_iter().map(Met::place).collect())),
            Command::NextOrder => self.next_order(),
            Command::Move(motion) => {
                self.list.go(motion, 1);
            }
            Command::Cancel if self.is_going() => return Turn::Done(vec![Effect::StopInquiry]),
            Command::Cancel | Command::Back if self.is_going() => return Turn::Close(vec![Effect::StopInquiry]),
            Command::Cancel | Command::Back => return Turn::close(),
            other => return Turn::Everywhere(other),
        }
        Turn::done()
    }

    fn resize(&mut self, shared: &Shared) {
        // The first row says what it is about.
        self.list.resize(usize::from(shared.area.1).saturating_sub(1));
    }

    fn point(&mut self, pointer: Pointer, _shared: &mut Shared) -> Option<Command> {
        self.list.point(pointer).then_some(Command::ToggleMarked)
    }

    fn is_over(&self, shared: &Shared) -> bool {
        let is_gone = || shared.open_text.as_ref().is_none_or(|open| !open.set().contains(&self.of));
        shared.given != self.given || is_gone()
    }
}
