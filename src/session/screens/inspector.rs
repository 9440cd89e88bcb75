//! The inspector: what the spans at hand say, row by row, said and taken back by a letter and a digit; and the gap round,
//! which goes from one thing that is missing to the next.

use super::guideline::{Guideline, Subject};
use super::identities::Identities;
use super::pointing::Pointing;
use super::relating::Relating;
use super::screen::{Lie, Screen, Turn};
use crate::annotation::schema::Kind;
use crate::annotation::{Attribute, End, Gap, Relation, RelationId, SpanId, Value, gaps};
use crate::session::card::{AttributeRow, Card, CardRow, LackingRow, OtherEnd, QualityRow, RelationRow};
use crate::session::command::Command;
use crate::session::input::{Input, spelled};
use crate::session::mode::Mode;
use crate::session::motion::{Motion, Neighbour};
use crate::session::notice::{Notice, Refusal};
use crate::session::open_text::OpenText;
use crate::session::parts::{Entered, Entry, Line};
use crate::session::saying::Saying;
use crate::session::shared::{LastValue, Shared};
use crate::session::travel::Travel;

/// Why the inspector is open, and what comes after a value is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// To say something of these spans: the row stays.
    Here,
    /// To fill gaps: the next one in the text comes.
    Gaps,
}

/// The inspector with the focus on a row.
#[derive(Debug)]
pub struct Inspector {
    spans: Vec<SpanId>,
    at: usize,
    /// The value that is typed, while one is.
    entry: Entry,
    round: Round,
}

impl Inspector {
    /// Opens on the current span, or on the spans within the selection that have its tag.
    ///
    /// # Errors
    ///
    /// Fails where there is no span, or nothing may be changed.
    pub(super) fn of_current(shared: &Shared) -> Result<Self, Refusal> {
        let open = shared.changeable()?;
        let spans = selected(open).filter(|spans| !spans.is_empty());
        let spans = match spans {
            Some(spans) => spans,
            None => vec![shared.current_id()?],
        };
        let card = shared.card(&spans);
        let at = card.rows.iter().position(CardRow::is_gap).unwrap_or(0);
        Ok(Self { spans, at, entry: Entry::default(), round: Round::Here })
    }

    /// Opens on the next gap of the text, or the one before, and goes there.
    ///
    /// # Errors
    ///
    /// Fails where nothing is missing, or nothing may be changed.
    pub(super) fn of_gap(which: Neighbour, shared: &mut Shared) -> Result<Self, Refusal> {
        let mut inspector = Self { spans: Vec::new(), at: 0, entry: Entry::default(), round: Round::Gaps };
        inspector.go_to_gap(which, shared)?;
        Ok(inspector)
    }

    /// Returns the spans that it is about.
    pub fn spans(&self) -> &[SpanId] {
        &self.spans
    }

    /// Returns the number of the row that keys act on.
    pub fn at(&self) -> usize {
        self.at
    }

    fn card(&self, shared: &Shared) -> Card {
        shared.card(&self.spans)
    }

    fn row(&self, shared: &Shared) -> Option<CardRow> {
        self.card(shared).rows.into_iter().nth(self.at)
    }

    fn attribute(&self, shared: &Shared) -> Option<Attribute> {
        match self.row(shared)? {
            CardRow::Attribute(row) | CardRow::Quality(QualityRow { row, .. }) => Some(row.attribute),
            _ => None,
        }
    }

    /// What the guideline is asked about: the attribute or relation at hand, with what is said of it.
    fn subject(&self, shared: &Shared) -> Subject {
        let tag = shared.open_text.as_ref().and_then(|open| open.set().get(self.spans.first()?)).map(|span| span.tag.clone());
        match (self.row(shared), tag) {
            (Some(CardRow::Attribute(row)), Some(tag)) => {
                let value = row.said().and_then(Value::as_text).map(str::to_owned);
                Subject::Attribute { tag, attribute: row.attribute.id, value }
            }
            (Some(CardRow::Lacking(row)), _) => Subject::Relation(row.kind),
            (Some(CardRow::Outgoing(row) | CardRow::Incoming(row)), _) => Subject::Relation(row.relation.kind),
            (Some(CardRow::Quality(row)), tag) => match shared.relation(&row.relation) {
                Some(relation) => Subject::Relation(relation.kind.clone()),
                None => tag.map_or(Subject::Everything, Subject::Tag),
            },
            (None, Some(tag)) => Subject::Tag(tag),
            (_, None) => Subject::Everything,
        }
    }

    /// Goes to the next or previous gap of the text, round its end; the text goes along.
    fn go_to_gap(&mut self, which: Neighbour, shared: &mut Shared) -> Result<(), Refusal> {
        let open = shared.changeable()?;
        let gaps: Vec<Gap> =
            gaps(open.set(), &shared.schema, shared.part()).into_iter().filter(|gap| gap.span.is_some()).collect();
        let gap = self.neighbour(&gaps, which, open, shared).ok_or(Refusal::NoGap)?.clone();
        let id = gap.span.ok_or(Refusal::NoGap)?;
        self.go_to(&id, shared);
        let card = self.card(shared);
        self.at = card.rows.iter().position(|row| row.is_about(&gap.missing)).unwrap_or(0);
        Ok(())
    }

    /// The gap before or after the row at hand; from a row where nothing is missing, the first of the span, or one before or
    /// after the place of the cursor.
    fn neighbour<'a>(&self, gaps: &'a [Gap], which: Neighbour, open: &OpenText, shared: &Shared) -> Option<&'a Gap> {
        let start = |gap: &Gap| gap.span.as_ref().and_then(|id| open.set().get(id)).map_or(0, |span| span.span.start());
        let here = self
            .row(shared)
            .and_then(|row| gaps.iter().position(|gap| gap.span.as_ref() == self.spans.first() && row.is_about(&gap.missing)));
        let at = open.sheet.cursor;
        let own = gaps.iter().find(|gap| gap.span.as_ref() == self.spans.first());
        let next = match (which, here) {
            (Neighbour::Next, Some(here)) => gaps.get(here + 1),
            (Neighbour::Previous, Some(here)) => here.checked_sub(1).and_then(|before| gaps.get(before)),
            (Neighbour::Next, None) => own.or_else(|| gaps.iter().find(|gap| start(gap) >= at)),
            (Neighbour::Previous, None) => gaps.iter().rfind(|gap| start(gap) <= at),
        };
        next.or_else(|| match which {
            Neighbour::Next => gaps.first(),
            Neighbour::Previous => gaps.last(),
        })
    }

    /// Is about another span from now on; the cursor goes there, if it is elsewhere.
    fn go_to(&mut self, id: &SpanId, shared: &mut Shared) {
        self.spans = vec![id.clone()];
        self.at = 0;
        self.entry.close();
        let Some(open) = &mut shared.open_text else { return };
        let Some(span) = open.set().get(id).map(|span| span.span) else { return };
        open.sheet.selection = None;
        if !span.holds(open.sheet.cursor) || open.sheet.page.row_of(open.sheet.cursor).is_none() {
            open.sheet.place_cursor(span.start());
        }
        open.choose(id.clone());
    }

    /// Goes to the next span of the text, or the one before.
    fn go_to_span(&mut self, which: Neighbour, shared: &mut Shared) {
        let Some(open) = &shared.open_text else { return };
        let all: Vec<&SpanId> = open.set().iter().map(|span| &span.id).collect();
        let Some(here) = all.iter().position(|id| self.spans.first() == Some(*id)) else { return };
        let next = match which {
            Neighbour::Next => all.get(here + 1),
            Neighbour::Previous => here.checked_sub(1).and_then(|before| all.get(before)),
        };
        if let Some(id) = next.map(|id| (*id).clone()) {
            self.round = Round::Here;
            self.go_to(&id, shared);
        }
    }

    /// Goes a row down or up, round the end.
    fn go(&mut self, which: Neighbour, shared: &Shared) {
        let rows = self.card(shared).rows.len();
        if rows > 0 {
            self.at = which.round(self.at.min(rows - 1), rows);
        }
    }

    /// Goes to the attribute of a letter; pressed again, and where there is nothing else to do, begins to enter its value.
    fn letter(&mut self, letter: char, shared: &mut Shared) -> Result<Option<Turn>, Refusal> {
        let Some(row) = self.card(shared).row_of(letter, self.at) else {
            return self.relate_by(letter, shared).map(Some);
        };
        let again = row == self.at;
        self.at = row;
        let row = match self.row(shared) {
            Some(CardRow::Attribute(row) | CardRow::Quality(QualityRow { row, .. })) => row,
            Some(CardRow::Lacking(_)) if again => return self.enter(shared),
            _ => return Ok(None),
        };
        if Input::begins_by_letter(&row.attribute, row.said(), again) { self.enter(shared) } else { Ok(None) }
    }

    /// Begins a relation of the type of a capital letter, of which none is missing or proposed.
    fn relate_by(&self, letter: char, shared: &Shared) -> Result<Turn, Refusal> {
        let none = Refusal::NoSuchAttribute { letter };
        let open = shared.open_text.as_ref().ok_or(Refusal::NoSpan)?;
        let span = self.spans.first().and_then(|id| open.found(id)).ok_or(Refusal::NoSpan)?;
        let kind = shared.schema.relation_by_key(&span.tag, letter.to_ascii_lowercase());
        let kind = kind.filter(|_| letter.is_ascii_uppercase()).ok_or(none)?;
        Ok(Turn::Open(Box::new(Relating::of_type(&kind.id, shared)?)))
    }

    /// Begins to enter the value of the row at hand.
    fn enter(&mut self, shared: &mut Shared) -> Result<Option<Turn>, Refusal> {
        match self.row(shared) {
            Some(CardRow::Attribute(row)) => match Input::of_entering(&row.attribute, row.said())? {
                Input::Line(text) => self.entry.begin(&text),
                Input::Words => {
                    return Ok(Some(Turn::Open(Box::new(Pointing::at(row.attribute.id, &self.spans, shared)?))));
                }
                Input::Identity(registry) => {
                    let identities = Identities::of(&registry, &row.attribute.id, self.spans.clone(), shared)?;
                    return Ok(Some(Turn::Open(Box::new(identities))));
                }
                Input::Value(_) => {}
            },
            Some(CardRow::Quality(QualityRow { row, .. })) => match Input::of_entering(&row.attribute, row.said())? {
                Input::Line(text) => self.entry.begin(&text),
                // A relation has no words of its own, and names an identity by its id.
                Input::Identity(_) => self.entry.begin(&spelled(row.said())),
                Input::Words | Input::Value(_) => return Err(Refusal::NothingProposed),
            },
            Some(CardRow::Lacking(row)) => return Ok(Some(Turn::Open(Box::new(Relating::of_type(&row.kind, shared)?)))),
            Some(CardRow::Outgoing(row) | CardRow::Incoming(row)) => return self.follow(&row, shared),
            None => {}
        }
        Ok(None)
    }

    /// Goes to the other end of a relation.
    fn follow(&mut self, row: &RelationRow, shared: &mut Shared) -> Result<Option<Turn>, Refusal> {
        match &row.other {
            // What is around an edited reading is looked at only.
            OtherEnd::Span(id, _) if !shared.open_text.as_ref().is_some_and(|open| open.set().contains(id)) => Ok(None),
            OtherEnd::Span(id, _) => {
                self.round = Round::Here;
                if let Some(open) = &mut shared.open_text
                    && let Some(start) = open.set().get(id).map(|span| span.span.start())
                {
                    open.sheet.jump(start);
                }
                self.go_to(&id.clone(), shared);
                Ok(None)
            }
            OtherEnd::Elsewhere { file, id, .. } => {
                Ok(Some(Turn::Done(shared.follow_elsewhere(&row.relation.from, file, id.clone())?)))
            }
            OtherEnd::Named(_) => Ok(None),
        }
    }

    /// Takes what a digit stands for in the row at hand.
    fn digit(&mut self, digit: u8, shared: &mut Shared) -> Result<(), Refusal> {
        match self.row(shared) {
            Some(CardRow::Attribute(row)) => self.digit_of_attribute(&row, digit, shared),
            Some(CardRow::Lacking(row)) => {
                self.relate(&row, digit, shared)?;
                self.taken(shared)
            }
            Some(CardRow::Outgoing(row)) => certain(&row, digit, shared),
            Some(CardRow::Quality(QualityRow { relation, row })) => match Input::of_digit(&row.attribute, row.said(), digit)? {
                Input::Value(value) => shared.qualify(&relation, &row.attribute.id, value),
                Input::Line(text) => {
                    self.entry.begin(&text);
                    Ok(())
                }
                Input::Words | Input::Identity(_) => Err(Refusal::NothingProposed),
            },
            Some(CardRow::Incoming(_)) | None => Ok(()),
        }
    }

    /// Takes what a digit stands for in the row of an attribute; of several values, more may follow.
    fn digit_of_attribute(&mut self, row: &AttributeRow, digit: u8, shared: &mut Shared) -> Result<(), Refusal> {
        match Input::of_digit(&row.attribute, row.said(), digit)? {
            Input::Value(value) => {
                self.say(&row.attribute.id, value, shared)?;
                if matches!(row.attribute.kind, Kind::Many(_)) { Ok(()) } else { self.taken(shared) }
            }
            Input::Line(text) => {
                self.entry.begin(&text);
                Ok(())
            }
            Input::Words | Input::Identity(_) => {
                let n = usize::from(digit).checked_sub(1);
                let proposal = n.and_then(|n| row.proposals.get(n)).cloned();
                let values = row.proposals.len();
                self.say(&row.attribute.id, Some(proposal.ok_or(Refusal::NoSuchValue { values })?.value), shared)?;
                self.taken(shared)
            }
        }
    }

    /// Makes the relation that is missing to the end of a digit.
    fn relate(&self, row: &LackingRow, digit: u8, shared: &mut Shared) -> Result<(), Refusal> {
        let ends: Vec<SpanId> =
            shared.open_text.as_ref().into_iter().flat_map(|open| row.spans(open)).map(|span| span.id.clone()).collect();
        let to = super::relating::end_of_digit(digit, &ends, &row.special)?;
        self.relate_to(row, to, shared)
    }

    /// Makes the relation that is missing to an end.
    fn relate_to(&self, row: &LackingRow, to: End, shared: &mut Shared) -> Result<(), Refusal> {
        if to.ends_with(':') {
            return Err(Refusal::NoName { end: to.to_string() });
        }
        let from = self.spans.first().ok_or(Refusal::NoSpan)?;
        shared.relate(&row.kind, from, to)
    }

    /// Takes what is proposed in the row at hand, or begins to enter its value.
    fn accept(&mut self, shared: &mut Shared) -> Result<Option<Turn>, Refusal> {
        let taken = match self.row(shared) {
            Some(CardRow::Attribute(row)) => row.proposal().map(|proposal| (row.attribute.id.clone(), proposal.value.clone())),
            Some(CardRow::Lacking(row)) if !row.ends.is_empty() => {
                let likeliest = row.ends.first().map(|end| end.to.clone()).ok_or(Refusal::NothingProposed)?;
                self.relate_to(&row, likeliest, shared)?;
                self.taken(shared)?;
                return Ok(None);
            }
            _ => None,
        };
        match taken {
            Some((name, value)) => {
                self.say(&name, Some(value), shared)?;
                self.taken(shared)?;
                Ok(None)
            }
            None => self.enter(shared),
        }
    }

    /// Takes everything that is proposed for the span, and goes to what is still missing of it; in a round, where nothing is,
    /// to the next gap.
    fn accept_all(&mut self, shared: &mut Shared) -> Result<(), Refusal> {
        shared.accept_all(&self.spans)?;
        match self.card(shared).rows.iter().position(CardRow::is_gap) {
            Some(row) => {
                self.at = row;
                Ok(())
            }
            None => self.taken(shared),
        }
    }

    /// Says a value of the spans, or takes it away.
    fn say(&self, name: &str, value: Option<Value>, shared: &mut Shared) -> Result<(), Refusal> {
        shared.say(&self.spans, Saying::value(name, value.clone()))?;
        shared.last_value = value.map(|value| LastValue { name: name.to_owned(), value });
        Ok(())
    }

    /// Says again of these spans what was said last.
    fn repeat(&mut self, shared: &mut Shared) -> Result<(), Refusal> {
        let LastValue { name, value } = shared.last_value.clone().ok_or(Refusal::NothingSaid)?;
        let rows = self.card(shared).rows;
        let has_it = |row: &CardRow| matches!(row, CardRow::Attribute(row) if row.attribute.id == name && row.is_known);
        self.at = rows.iter().position(has_it).ok_or(Refusal::NoSuchRow { name: name.clone() })?;
        self.say(&name, Some(value), shared)?;
        self.taken(shared)
    }

    /// Takes away what the row at hand says; where nothing is said, refuses what is proposed.
    fn clear(&mut self, shared: &mut Shared) -> Result<(), Refusal> {
        match self.row(shared) {
            Some(CardRow::Attribute(row)) => self.say(&row.attribute.id, None, shared),
            Some(CardRow::Quality(QualityRow { relation, row })) => shared.qualify(&relation, &row.attribute.id, None),
            Some(CardRow::Outgoing(row) | CardRow::Incoming(row)) => {
                let open = shared.open_text.as_mut().ok_or(Refusal::NoSpan)?;
                open.unrelate(&row.relation.id)
            }
            Some(CardRow::Lacking(row)) => shared.say(&self.spans, Saying::refusal(&row.kind)),
            None => Ok(()),
        }
    }

    /// Goes on after something was taken: in a round to the next gap.
    fn taken(&mut self, shared: &mut Shared) -> Result<(), Refusal> {
        if self.round == Round::Here {
            return Ok(());
        }
        match self.go_to_gap(Neighbour::Next, shared) {
            Err(Refusal::NoGap) => {
                let facts = shared.open_text.as_ref().map_or(0, |open| open.gap_count(&shared.schema, shared.part()));
                shared.tell(if facts > 0 { Notice::FactsMissing { facts } } else { Notice::NoGapLeft });
                self.round = Round::Here;
                Ok(())
            }
            gone => gone,
        }
    }

    /// Performs a command on the value that is typed; `None` where it is for something else.
    fn typing(&mut self, command: &Command, shared: &mut Shared) -> Option<Result<(), Refusal>> {
        Some(match self.entry.update(command)? {
            Entered::Text(typed) => self.typed(&typed, shared),
            Entered::Nothing => Ok(()),
        })
    }

    /// Takes what was typed; what is no value stays on the line.
    fn typed(&mut self, typed: &str, shared: &mut Shared) -> Result<(), Refusal> {
        let Some(attribute) = self.attribute(shared) else { return Ok(()) };
        let value = attribute.read(typed)?;
        self.entry.close();
        if let Some(CardRow::Quality(QualityRow { relation, .. })) = self.row(shared) {
            return shared.qualify(&relation, &attribute.id, value);
        }
        self.say(&attribute.id, value, shared)?;
        self.taken(shared)
    }
}

impl Shared {
    /// A relation of the open text.
    fn relation(&self, id: &RelationId) -> Option<&Relation> {
        self.open_text.as_ref()?.set().relations().iter().find(|relation| relation.id == *id)
    }

    /// Says something of a relation, or no longer.
    fn qualify(&mut self, relation: &RelationId, name: &str, value: Option<Value>) -> Result<(), Refusal> {
        self.open_text.as_mut().ok_or(Refusal::NoSpan)?.set_quality(relation, name, value)
    }
}

/// Says by a digit how certain a relation is.
fn certain(row: &RelationRow, digit: u8, shared: &mut Shared) -> Result<(), Refusal> {
    let values = row.certainties.len();
    let word = usize::from(digit).checked_sub(1).and_then(|n| row.certainties.get(n));
    let certainty = Value::Text(word.ok_or(Refusal::NoSuchValue { values })?.clone());
    let open = shared.open_text.as_mut().ok_or(Refusal::NoSpan)?;
    open.set_certainty(&row.relation.id, Some(certainty))
}

/// The spans within the selection: those of the tag of the first.
fn selected(open: &OpenText) -> Option<Vec<SpanId>> {
    let range = open.sheet.selected()?;
    let within: Vec<_> =
        open.set().in_range(range.clone()).filter(|a| range.start <= a.span.start() && a.span.end() <= range.end).collect();
    let tag = &within.first()?.tag;
    Some(within.iter().filter(|a| a.tag == *tag).map(|a| a.id.clone()).collect())
}

impl Screen for Inspector {
    fn mode(&self) -> Mode {
        if self.entry.line().is_some() { Mode::Value } else { Mode::Inspector }
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn line(&self) -> Option<&Line> {
        self.entry.line()
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        self.entry.paste(text);
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        if let Some(done) = self.typing(&command, shared) {
            shared.report(done);
            return Turn::done();
        }
        let done = match command {
            Command::Letter(letter) => match self.letter(letter, shared) {
                Ok(Some(turn)) => return turn,
                other => other.map(|_| ()),
            },
            Command::Accept => match self.accept(shared) {
                Ok(Some(turn)) => return turn,
                other => other.map(|_| ()),
            },
            Command::Relate => match Relating::of_current(shared) {
                Ok(relating) => return Turn::Open(Box::new(relating)),
                Err(refused) => Err(refused),
            },
            Command::Guideline => return Turn::Open(Box::new(Guideline::of(self.subject(shared), &shared.schema))),
            Command::ChooseValue(digit) => self.digit(digit, shared),
            Command::AcceptAll => self.accept_all(shared),
            Command::ClearValue => self.clear(shared),
            Command::RepeatValue => self.repeat(shared),
            Command::NextGap => self.next_gap(Neighbour::Next, shared),
            Command::PreviousGap => self.next_gap(Neighbour::Previous, shared),
            Command::Cancel | Command::Back | Command::Inspect => return Turn::close(),
            other => return self.go_elsewhere(other, shared),
        };
        shared.report(done);
        Turn::done()
    }

    fn resume(&mut self, shared: &mut Shared) {
        // What was picked or pointed out has filled the gap at hand: the round goes on.
        if self.round == Round::Gaps && self.row(shared).is_none_or(|row| !row.is_gap()) {
            let gone = self.taken(shared);
            shared.report(gone);
        }
    }

    fn is_over(&self, shared: &Shared) -> bool {
        shared.open_text.as_ref().is_none_or(|open| self.spans.iter().all(|id| !open.set().contains(id)))
    }
}

impl Inspector {
    /// Begins a round of gaps, or goes on with it.
    fn next_gap(&mut self, which: Neighbour, shared: &mut Shared) -> Result<(), Refusal> {
        self.round = Round::Gaps;
        self.go_to_gap(which, shared)
    }

    /// Commands that go to another row or span, and those that take changes back.
    fn go_elsewhere(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Move(Motion::LineDown) => self.go(Neighbour::Next, shared),
            Command::Move(Motion::LineUp) => self.go(Neighbour::Previous, shared),
            Command::Move(Motion::NextSpan) => self.go_to_span(Neighbour::Next, shared),
            Command::Move(Motion::PreviousSpan) => self.go_to_span(Neighbour::Previous, shared),
            Command::Undo => shared.travel_in_text(Travel::Undo),
            Command::Redo => shared.travel_in_text(Travel::Redo),
            other @ (Command::ScrollUp | Command::ScrollDown | Command::ToggleInspector) => return Turn::Below(other),
            other => return Turn::Everywhere(other),
        }
        Turn::done()
    }
}
