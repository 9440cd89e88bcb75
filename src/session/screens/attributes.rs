//! The attributes that the spans which are chosen in a list may all have: one by its letter, its value by a digit, a picker or
//! a typed line, as in the inspector; then it is asked, once for all texts.

use std::collections::BTreeSet;

use super::identities::Identities;
use super::ordering::Ordering;
use super::screen::{Lie, Screen, Turn};
use crate::annotation::{Kind, SpanAct, SpanPlace, Value};
use crate::session::card::{AttributeRow, Standing};
use crate::session::command::Command;
use crate::session::input::Input;
use crate::session::mode::Mode;
use crate::session::motion::{Motion, Neighbour};
use crate::session::notice::Refusal;
use crate::session::orders::by_text;
use crate::session::parts::{Entered, Entry, Line};
use crate::session::shared::Shared;
use crate::text::TextId;

/// The attributes with the focus on one.
#[derive(Debug)]
pub struct Attributes {
    places: Vec<(TextId, SpanPlace)>,
    /// How many texts they are in.
    texts: usize,
    rows: Vec<AttributeRow>,
    at: usize,
    /// The value that is typed, while one is.
    entry: Entry,
    /// What the row at hand is to say, while digits put it together.
    draft: Option<Standing>,
    /// Orders that were given when it was opened: another one makes it a thing of the past.
    given: usize,
}

impl Attributes {
    /// Opens on what the spans that the chosen rows are may all have.
    ///
    /// # Errors
    ///
    /// Fails where no row is a span, or the spans have no attribute in common.
    pub(super) fn of_listed(shared: &Shared) -> Result<Self, Refusal> {
        let findings = shared.findings.as_ref().ok_or(Refusal::NoTagChosen)?;
        let places = findings.chosen_spans(&shared.annotator);
        if places.is_empty() {
            return Err(Refusal::NoTagChosen);
        }
        let rows = AttributeRow::of_listed(&findings.chosen_said(&shared.annotator), &shared.schema, shared.part());
        if rows.is_empty() {
            return Err(Refusal::NothingInCommon);
        }
        let texts = places.iter().map(|(text, _)| text).collect::<BTreeSet<_>>().len();
        Ok(Self { places, texts, rows, at: 0, entry: Entry::default(), draft: None, given: shared.given })
    }

    /// Returns the rows; the one at hand with what digits have put together.
    pub fn rows(&self) -> Vec<AttributeRow> {
        let mut rows = self.rows.clone();
        if let (Some(draft), Some(row)) = (&self.draft, rows.get_mut(self.at)) {
            row.standing = draft.clone();
        }
        rows
    }

    /// Returns the number of the row that keys act on.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Returns how many spans it is about, and in how many texts they are.
    pub fn counts(&self) -> (usize, usize) {
        (self.places.len(), self.texts)
    }

    fn row(&self) -> Result<AttributeRow, Refusal> {
        self.rows().into_iter().nth(self.at).ok_or(Refusal::NothingInCommon)
    }

    fn go_to(&mut self, at: usize) {
        if at != self.at {
            self.draft = None;
        }
        self.at = at;
    }

    /// Goes to the attribute of a letter; pressed again, begins to enter its value.
    fn letter(&mut self, letter: char, shared: &Shared) -> Result<Turn, Refusal> {
        let place = self.rows.iter().position(|row| row.attribute.key == letter);
        let place = place.ok_or(Refusal::NoSuchAttribute { letter })?;
        let is_again = place == self.at;
        self.go_to(place);
        let row = self.row()?;
        if Input::begins_by_letter(&row.attribute, row.said(), is_again) { self.enter(shared) } else { Ok(Turn::done()) }
    }

    /// Takes what a digit stands for; of an attribute of several values, others may follow until it is entered.
    fn digit(&mut self, digit: u8, shared: &Shared) -> Result<Turn, Refusal> {
        let row = self.row()?;
        match Input::of_digit(&row.attribute, row.said(), digit)? {
            Input::Value(value) if matches!(row.attribute.kind, Kind::Many(_)) => {
                self.draft = Some(value.map_or(Standing::Absent, Standing::Said));
                Ok(Turn::done())
            }
            other => self.take(other, &row, shared),
        }
    }

    /// Asks for what digits have put together; else begins to enter a value.
    fn accept(&mut self, shared: &Shared) -> Result<Turn, Refusal> {
        if self.draft.is_some() { Ok(self.ask(self.row()?.said().cloned(), shared)) } else { self.enter(shared) }
    }

    /// Begins to enter the value of the row at hand.
    fn enter(&mut self, shared: &Shared) -> Result<Turn, Refusal> {
        let row = self.row()?;
        let input = Input::of_entering(&row.attribute, row.said())?;
        self.take(input, &row, shared)
    }

    fn take(&mut self, input: Input, row: &AttributeRow, shared: &Shared) -> Result<Turn, Refusal> {
        match input {
            Input::Value(value) => return Ok(self.ask(value, shared)),
            Input::Line(text) => self.entry.begin(&text),
            Input::Words => return Err(Refusal::WordsOfOneText),
            Input::Identity(registry) => {
                let identities = Identities::of_places(&registry, &row.attribute.id, self.places.clone(), shared)?;
                return Ok(Turn::Open(Box::new(identities)));
            }
        }
        Ok(Turn::done())
    }

    /// Takes what was typed; what is no value stays on the line.
    fn typed(&mut self, typed: &str, shared: &Shared) -> Result<Turn, Refusal> {
        let value = self.row()?.attribute.read(typed)?;
        self.entry.close();
        Ok(self.ask(value, shared))
    }

    /// Asks whether all spans are to say a value, or nothing any more.
    fn ask(&self, value: Option<Value>, shared: &Shared) -> Turn {
        let Ok(row) = self.row() else { return Turn::done() };
        let act = SpanAct::Say(vec![(row.attribute.id, value)]);
        let order = shared.order(Command::Inspect.to_string(), act, by_text(self.places.iter().cloned()));
        Turn::Open(Box::new(Ordering::ask(order)))
    }

    fn go(&mut self, which: Neighbour) -> Turn {
        self.go_to(which.round(self.at, self.rows.len()));
        Turn::done()
    }
}

impl Screen for Attributes {
    fn mode(&self) -> Mode {
        if self.entry.line().is_some() { Mode::Value } else { Mode::Attributes }
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn about(&self) -> Mode {
        Mode::Attributes
    }

    fn line(&self) -> Option<&Line> {
        self.entry.line()
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        self.entry.paste(text);
    }

    fn begun_by(&self) -> Option<Command> {
        Some(Command::Inspect)
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        let done = match (self.entry.update(&command), command) {
            (Some(Entered::Text(typed)), _) => self.typed(&typed, shared),
            (Some(Entered::Nothing), _) => Ok(Turn::done()),
            (None, Command::Letter(letter)) => self.letter(letter, shared),
            (None, Command::ChooseValue(digit)) => self.digit(digit, shared),
            (None, Command::Accept) => self.accept(shared),
            (None, Command::ClearValue) => Ok(self.ask(None, shared)),
            (None, Command::Move(Motion::LineDown)) => Ok(self.go(Neighbour::Next)),
            (None, Command::Move(Motion::LineUp)) => Ok(self.go(Neighbour::Previous)),
            (None, Command::Cancel | Command::Back) => Ok(Turn::close()),
            (None, other) => Ok(Turn::Everywhere(other)),
        };
        done.unwrap_or_else(|refused| {
            shared.tell(refused);
            Turn::done()
        })
    }

    fn is_over(&self, shared: &Shared) -> bool {
        shared.given != self.given
    }
}
