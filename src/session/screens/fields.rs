//! The fields of a unit, chosen one by one: the tag of one annotator, a figure of another, a relation of a third.

use super::screen::{Screen, Turn};
use crate::annotation::{Annotation, Annotator, Value};
use crate::review::adjudication::{Aspect, Choice, Said, counterpart};
use crate::review::compare::{Link, Reading, Target};
use crate::session::command::Command;
use crate::session::desk::Desk;
use crate::session::mode::Mode;
use crate::session::motion::{Motion, Neighbour};
use crate::session::notice::Refusal;
use crate::session::review::Reviewing;
use crate::session::shared::Shared;
use crate::text::Span;

/// The fields of the unit at hand, each with what the annotators say of it.
#[derive(Debug)]
pub struct Fields {
    /// The desk and the unit.
    unit: (usize, usize),
    /// Whose reading it is but for what is chosen apart.
    base: Annotator,
    rows: Vec<FieldRow>,
    at: usize,
}

/// A field with what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldRow {
    /// Which.
    pub aspect: Aspect,
    /// What is said of it, each once.
    pub offers: Vec<Offer>,
    /// The number of what is chosen.
    pub chosen: usize,
    /// The number of what the reading that one began from says.
    own: usize,
}

impl FieldRow {
    /// Returns whether there is something to choose between.
    pub fn is_open(&self) -> bool {
        self.offers.len() > 1
    }
}

/// Something that is said of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// How a decision names it.
    pub said: Said,
    /// The places on screen of those who say it; none where nobody does.
    pub places: Vec<usize>,
    /// What it is, for each span of the reading.
    pub content: Vec<Content>,
}

/// What a field of a span is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A place, and the words there.
    Place(Span, String),
    /// A tag.
    Tag(String),
    /// A value.
    Value(Value),
    /// A note.
    Note(String),
    /// The relations of a type, as they are told and what they lead to.
    Relations(Vec<Relating>),
    /// Nothing.
    Absent,
}

/// A relation to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relating {
    /// The words that it leads to.
    pub words: String,
    target: Target,
    order: Option<i64>,
    qualities: String,
}

impl Fields {
    /// Lists the fields of the unit at hand: those of the marked reading, if it is one, or of those that were chosen before.
    ///
    /// # Errors
    ///
    /// Fails where nothing can be decided, or there is nothing to choose between.
    pub(super) fn of_unit(shared: &Shared) -> Result<Self, Refusal> {
        let review = shared.decidable()?;
        let desk = review.desk().ok_or(Refusal::NoDesk)?;
        let number = review.unit_number();
        let unit = (review.desk, number);
        let earlier = match review.decision().map(|decision| &decision.choice) {
            Some(Choice::Fields(of, fields)) => Some((of, fields.as_slice())),
            _ => None,
        };
        let base = earlier.and_then(|(of, _)| desk.number_of(of)).filter(|n| desk.reading(number, *n).is_some());
        let base = base.or_else(|| marked(review, desk)).ok_or(Refusal::NoFields)?;
        let annotator = desk.adjudication.comparison().annotators.get(base).cloned().ok_or(Refusal::NoFields)?;
        let table = Table::of(desk, number, base).ok_or(Refusal::NoFields)?;
        let chosen = earlier.filter(|(of, _)| **of == annotator).map(|(_, fields)| fields).unwrap_or_default();
        let rows: Vec<FieldRow> = table.aspects().into_iter().map(|aspect| table.row(aspect, chosen)).collect();
        let at = rows.iter().position(FieldRow::is_open).ok_or(Refusal::NoFields)?;
        Ok(Self { unit, base: annotator, rows, at })
    }

    /// Returns the fields.
    pub fn rows(&self) -> &[FieldRow] {
        &self.rows
    }

    /// Returns the number of the field that digits choose in.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Returns whose reading it is but for what is chosen apart.
    pub fn base(&self) -> &Annotator {
        &self.base
    }

    /// Goes to the next field in which there is something to choose, or the previous.
    fn go(&mut self, which: Neighbour) {
        let open = |n: &usize| self.rows.get(*n).is_some_and(FieldRow::is_open);
        let next = match which {
            Neighbour::Next => (self.at + 1..self.rows.len()).find(open),
            Neighbour::Previous => (0..self.at).rfind(open),
        };
        self.at = next.unwrap_or(self.at);
    }

    /// Chooses a value by its number, from 1, and goes on to the next field.
    fn choose(&mut self, digit: u8) -> Result<(), Refusal> {
        let Some(row) = self.rows.get_mut(self.at) else { return Ok(()) };
        let n = usize::from(digit).checked_sub(1).filter(|n| *n < row.offers.len());
        row.chosen = n.ok_or(Refusal::NoSuchValue { values: row.offers.len() })?;
        self.go(Neighbour::Next);
        Ok(())
    }

    fn choose_next(&mut self) {
        if let Some(row) = self.rows.get_mut(self.at) {
            row.chosen = (row.chosen + 1) % row.offers.len().max(1);
        }
    }

    /// What is chosen: a whole reading, if no field was chosen apart.
    fn choice(&self) -> Choice {
        let apart = self
            .rows
            .iter()
            .filter(|row| row.chosen != row.own)
            .filter_map(|row| row.offers.get(row.chosen).map(|offer| (row.aspect.clone(), offer.said.clone())));
        let fields: Vec<(Aspect, Said)> = apart.collect();
        if fields.is_empty() { Choice::Take(self.base.clone()) } else { Choice::Fields(self.base.clone(), fields) }
    }
}

/// The number of the annotator whose reading is marked; where that is none, of the first who has one.
fn marked(review: &Reviewing, desk: &Desk) -> Option<usize> {
    let unit = review.unit_number();
    let groups = review.groups();
    let marked = groups.get(review.focus()).into_iter().chain(&groups);
    marked.map(|group| desk.leader(unit, group)).find(|n| desk.reading(unit, *n).is_some())
}

/// What every annotator has in the place of the spans of one reading.
struct Table<'a> {
    desk: &'a Desk,
    /// The number of the annotator whose reading it is.
    base: usize,
    columns: Vec<Column<'a>>,
}

/// What one annotator has there.
struct Column<'a> {
    place: usize,
    annotator: usize,
    name: &'a Annotator,
    reading: &'a Reading,
    /// For each span of the reading, the one that is the same but for some fields.
    spans: Vec<Option<&'a Annotation>>,
}

impl<'a> Table<'a> {
    fn of(desk: &'a Desk, unit: usize, base: usize) -> Option<Self> {
        let unit = desk.units().get(unit)?;
        let own = unit.readings.get(base)?;
        let column = |(place, n): (usize, &usize)| {
            let reading = unit.readings.get(*n)?;
            let spans: Vec<_> = own.spans.iter().map(|span| counterpart(span, own, reading)).collect();
            let name = desk.adjudication.comparison().annotators.get(*n)?;
            let is_something = spans.iter().any(Option::is_some);
            is_something.then_some(Column { place, annotator: *n, name, reading, spans })
        };
        Some(Self { desk, base, columns: desk.order().iter().enumerate().filter_map(column).collect() })
    }

    /// The fields that somebody says something of.
    fn aspects(&self) -> Vec<Aspect> {
        let mut aspects = vec![Aspect::Extent, Aspect::Tag];
        let mut add = |aspect: Aspect| {
            if !aspects.contains(&aspect) {
                aspects.push(aspect);
            }
        };
        let spans = || self.columns.iter().flat_map(|column| column.spans.iter().flatten());
        for span in spans() {
            let said = span.attributes.iter().filter(|(name, _)| self.said(span, name).is_some());
            said.for_each(|(name, _)| add(Aspect::Attribute(name.clone())));
        }
        let links = self.columns.iter().flat_map(|column| &column.reading.links);
        links.for_each(|link| add(Aspect::Relation(link.kind.clone())));
        if spans().any(|span| !span.note.is_empty()) {
            add(Aspect::Note);
        }
        aspects
    }

    /// What a span says of an attribute, if that is more than nothing.
    fn said<'s>(&self, span: &'s Annotation, attribute: &str) -> Option<&'s Value> {
        self.desk.adjudication.comparison().defaults.said(span, attribute)
    }

    /// A field with all that is said of it, and what of that is chosen.
    fn row(&self, aspect: Aspect, chosen: &[(Aspect, Said)]) -> FieldRow {
        let mut offers: Vec<Offer> = Vec::new();
        let mut own = 0;
        for column in &self.columns {
            let content: Vec<Content> = column.spans.iter().map(|span| self.content(column, *span, &aspect)).collect();
            let same = |offer: &Offer| offer.content.iter().zip(&content).all(|(a, b)| a.is_same(b));
            let n = offers.iter().position(same).unwrap_or(offers.len());
            match offers.get_mut(n) {
                Some(offer) => offer.places.push(column.place),
                None => offers.push(Offer { said: Said::By(column.name.clone()), places: vec![column.place], content }),
            }
            if column.annotator == self.base {
                own = n;
            }
        }
        let chosen = chosen.iter().find(|(of, _)| *of == aspect).map_or(own, |(_, said)| self.chosen(said, &mut offers));
        FieldRow { aspect, offers, chosen, own }
    }

    /// The number of what an earlier decision chose; what nobody says any more is among what is offered, too.
    fn chosen(&self, said: &Said, offers: &mut Vec<Offer>) -> usize {
        let by = |annotator: &Annotator| self.desk.place_of(annotator);
        let content = match said {
            Said::By(annotator) => {
                let place = by(annotator);
                let known = offers.iter().position(|offer| place.is_some_and(|place| offer.places.contains(&place)));
                return known.unwrap_or_else(|| push(offers, Offer::nobodys(said, Content::Absent)));
            }
            Said::Place(span) => Content::Place(*span, self.desk.document.slice(span.range()).to_owned()),
            Said::Value(value) => Content::Value(value.clone()),
            Said::Nothing => Content::Absent,
        };
        push(offers, Offer::nobodys(said, content))
    }

    /// What an annotator says of a field of a span.
    fn content(&self, column: &Column<'_>, span: Option<&Annotation>, aspect: &Aspect) -> Content {
        let Some(span) = span else { return Content::Absent };
        match aspect {
            Aspect::Extent => Content::Place(span.span, self.desk.document.slice(span.span.range()).to_owned()),
            Aspect::Tag => Content::Tag(span.tag.clone()),
            Aspect::Attribute(name) => self.said(span, name).map_or(Content::Absent, |value| Content::Value(value.clone())),
            Aspect::Note if span.note.is_empty() => Content::Absent,
            Aspect::Note => Content::Note(span.note.clone()),
            Aspect::Relation(kind) => {
                let links = column.reading.links.iter().filter(|link| link.kind == *kind && link.from == span.id);
                let mut relations: Vec<Relating> = links.map(|link| self.relating(link, column.annotator)).collect();
                relations.sort_by(|a, b| (a.order, &a.target).cmp(&(b.order, &b.target)));
                if relations.is_empty() { Content::Absent } else { Content::Relations(relations) }
            }
        }
    }

    fn relating(&self, link: &Link, annotator: usize) -> Relating {
        let words = self.desk.end_of(link, annotator);
        Relating { words, target: link.target.clone(), order: link.order, qualities: link.qualities() }
    }
}

fn push(offers: &mut Vec<Offer>, offer: Offer) -> usize {
    offers.push(offer);
    offers.len() - 1
}

impl Offer {
    /// Something that was chosen once and that nobody says.
    fn nobodys(said: &Said, content: Content) -> Self {
        Self { said: said.clone(), places: Vec::new(), content: vec![content] }
    }
}

impl Content {
    /// Whether two annotators say the same of a field: the words that a relation leads to are each annotator's own.
    fn is_same(&self, other: &Self) -> bool {
        let parts = |relation: &Relating| (relation.target.clone(), relation.order, relation.qualities.clone());
        match (self, other) {
            (Self::Place(one, _), Self::Place(other, _)) => one == other,
            (Self::Relations(one), Self::Relations(other)) => one.iter().map(parts).eq(other.iter().map(parts)),
            _ => self == other,
        }
    }
}

impl Screen for Fields {
    fn mode(&self) -> Mode {
        Mode::Fields
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::ChooseValue(digit) => {
                let chosen = self.choose(digit);
                shared.report(chosen);
            }
            Command::NextValue => self.choose_next(),
            Command::Move(Motion::LineDown) => self.go(Neighbour::Next),
            Command::Move(Motion::LineUp) => self.go(Neighbour::Previous),
            Command::ScrollUp => shared.scroll_page(-1),
            Command::ScrollDown => shared.scroll_page(1),
            Command::Accept => return Turn::Close(shared.decide(self.choice())),
            Command::Cancel | Command::Back => return Turn::close(),
            other => return Turn::Everywhere(other),
        }
        Turn::done()
    }

    fn begun_by(&self) -> Option<Command> {
        Some(Command::ChooseFields)
    }

    fn is_over(&self, shared: &Shared) -> bool {
        shared.review.as_ref().is_none_or(|review| (review.desk, review.unit) != self.unit)
    }
}
