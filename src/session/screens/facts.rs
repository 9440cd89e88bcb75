//! The facts of the text: a form whose letters are the facts of the schema, said and taken back by a digit or a typed line.

use super::screen::{Screen, Turn};
use crate::annotation::{Attribute, Edit, Entering, Missing, Value, gaps};
use crate::session::command::Command;
use crate::session::input::{Input, spelled};
use crate::session::mode::Mode;
use crate::session::motion::{Motion, Neighbour};
use crate::session::notice::Refusal;
use crate::session::parts::{Entered, Entry, Line};
use crate::session::shared::Shared;
use crate::session::travel::Travel;

/// The form with the focus on a fact.
#[derive(Debug)]
pub struct Facts {
    at: usize,
    /// The value that is typed, while one is.
    entry: Entry,
}

impl Facts {
    /// Opens on the first fact that is missing, or the first of all.
    ///
    /// # Errors
    ///
    /// Fails where the schema has no facts, or nothing may be changed.
    pub(super) fn of_text(shared: &Shared) -> Result<Self, Refusal> {
        let open = shared.changeable()?;
        let facts = &shared.schema.document;
        if facts.is_empty() {
            return Err(Refusal::NoFacts);
        }
        let missing: Vec<Missing> = gaps(open.set(), &shared.schema, shared.part()).into_iter().map(|gap| gap.missing).collect();
        let is_missing = |fact: &Attribute| missing.contains(&Missing::Fact(fact.id.clone()));
        Ok(Self { at: facts.iter().position(is_missing).unwrap_or(0), entry: Entry::default() })
    }

    /// Returns the place of the fact that keys act on, in the schema.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The fact at hand, with what is said of it.
    fn fact<'a>(&self, shared: &'a Shared) -> Result<(&'a Attribute, Option<&'a Value>), Refusal> {
        let open = shared.open_text.as_ref().ok_or(Refusal::NoFacts)?;
        let fact = shared.schema.document.get(self.at).ok_or(Refusal::NoFacts)?;
        Ok((fact, open.set().metadatum(&fact.id)))
    }

    fn go(&mut self, which: Neighbour, shared: &Shared) {
        self.at = which.round(self.at, shared.schema.document.len());
    }

    /// Goes to the fact of a letter; what is typed of it is typed at once.
    fn letter(&mut self, letter: char, shared: &Shared) -> Result<(), Refusal> {
        let place = shared.schema.document.iter().position(|fact| fact.key == letter);
        self.at = place.ok_or(Refusal::NoSuchAttribute { letter })?;
        if self.fact(shared)?.0.entering() == Entering::Digit { Ok(()) } else { self.enter(shared) }
    }

    /// Begins to type the value of the fact at hand.
    fn enter(&mut self, shared: &Shared) -> Result<(), Refusal> {
        let (fact, said) = self.fact(shared)?;
        if fact.entering() == Entering::Digit {
            return Err(Refusal::TakesDigit);
        }
        self.entry.begin(&spelled(said));
        Ok(())
    }

    /// Takes what a digit stands for; of a fact that is typed, it is the first that is typed.
    fn digit(&mut self, digit: u8, shared: &mut Shared) -> Result<(), Refusal> {
        let (fact, said) = self.fact(shared)?;
        match Input::of_digit(fact, said, digit)? {
            Input::Value(value) => self.say(value, shared),
            Input::Line(_) | Input::Words | Input::Identity(_) => {
                self.entry.begin(&digit.to_string());
                Ok(())
            }
        }
    }

    /// Says the fact at hand, or takes it away. What is so already is no change.
    fn say(&self, value: Option<Value>, shared: &mut Shared) -> Result<(), Refusal> {
        let (fact, said) = self.fact(shared)?;
        if said == value.as_ref() {
            return Ok(());
        }
        let name = fact.id.clone();
        shared.open_text.as_mut().ok_or(Refusal::NoFacts)?.change(Edit::Metadata { name, value })
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
        let value = self.fact(shared)?.0.read(typed)?;
        self.entry.close();
        self.say(value, shared)
    }
}

impl Screen for Facts {
    fn mode(&self) -> Mode {
        if self.entry.line().is_some() { Mode::Value } else { Mode::Facts }
    }

    fn about(&self) -> Mode {
        Mode::Facts
    }

    fn line(&self) -> Option<&Line> {
        self.entry.line()
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        self.entry.paste(text);
    }

    fn begun_by(&self) -> Option<Command> {
        Some(Command::Facts)
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        if let Some(done) = self.typing(&command, shared) {
            shared.report(done);
            return Turn::done();
        }
        let done = match command {
            Command::Letter(letter) => self.letter(letter, shared),
            Command::ChooseValue(digit) => self.digit(digit, shared),
            Command::Accept => self.enter(shared),
            Command::ClearValue => self.say(None, shared),
            Command::Move(Motion::LineDown) => {
                self.go(Neighbour::Next, shared);
                Ok(())
            }
            Command::Move(Motion::LineUp) => {
                self.go(Neighbour::Previous, shared);
                Ok(())
            }
            Command::Undo => {
                shared.travel_in_text(Travel::Undo);
                return Turn::done();
            }
            Command::Redo => {
                shared.travel_in_text(Travel::Redo);
                return Turn::done();
            }
            Command::Cancel | Command::Back => return Turn::close(),
            other => return Turn::Everywhere(other),
        };
        shared.report(done);
        Turn::done()
    }

    fn is_over(&self, shared: &Shared) -> bool {
        shared.open_text.is_none()
    }
}
