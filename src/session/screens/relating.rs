//! A relation that is made: first its type by a letter, then what it goes to, by a digit, by a hint on a span, or by the span
//! under the cursor.

use super::elsewhere::Elsewhere;
use super::screen::{Lie, Screen, Turn};
use crate::annotation::schema::{RelationType, Schema};
use crate::annotation::{End, SpanId};
use crate::session::card::special_ends;
use crate::session::command::Command;
use crate::session::gesture;
use crate::session::labels::labels;
use crate::session::mode::Mode;
use crate::session::notice::Refusal;
use crate::session::open_text::OpenText;
use crate::session::parts::{Entered, Entry, Line};
use crate::session::shared::Shared;

/// The digit of the first end that is no span; the second has 0.
const SPECIAL: u8 = 9;

/// How far a relation is made.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    /// Its type is asked for.
    Type,
    /// What it goes to is asked for; its type is known.
    End(String),
    /// The name after an end that is no span is typed: type and end (`@incident:`).
    Name(String, String),
}

/// A relation from a span that is being made.
#[derive(Debug)]
pub struct Relating {
    from: SpanId,
    stage: Stage,
    /// Letters of a hint that were typed.
    typed: String,
    /// The name that is typed, while one is.
    entry: Entry,
    /// The place of the cursor before.
    cursor: usize,
    /// How many relations there were when this one was begun.
    relations: usize,
}

/// A span that the relation may go to, and how it is named on screen: by a digit or by letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The digit or the letters.
    pub label: String,
    /// The span.
    pub id: SpanId,
}

impl Relating {
    /// Begins a relation from the current span.
    ///
    /// # Errors
    ///
    /// Fails where there is no span, no relation comes from its tag, or nothing may be changed.
    pub(super) fn of_current(shared: &Shared) -> Result<Self, Refusal> {
        let open = shared.changeable()?;
        let span = open.set().get(&shared.current_id()?).ok_or(Refusal::NoSpan)?;
        if shared.schema.relations_from(&span.tag).next().is_none() {
            return Err(Refusal::NoRelationFrom { tag: span.tag.clone() });
        }
        let cursor = open.sheet.cursor;
        let relations = open.set().relations().len();
        Ok(Self { from: span.id.clone(), stage: Stage::Type, typed: String::new(), entry: Entry::default(), cursor, relations })
    }

    /// Begins a relation of a type from the current span.
    ///
    /// # Errors
    ///
    /// Fails where there is no span, or nothing may be changed.
    pub(super) fn of_type(kind: &str, shared: &Shared) -> Result<Self, Refusal> {
        Ok(Self { stage: Stage::End(kind.to_owned()), ..Self::of_current(shared)? })
    }

    /// Returns the span that it comes from.
    pub fn from(&self) -> &SpanId {
        &self.from
    }

    /// Returns the types of which one is asked for; none once it is known.
    pub fn types<'a>(&self, open: &'a OpenText, schema: &'a Schema) -> Vec<&'a RelationType> {
        let from = open.set().get(&self.from).filter(|_| self.stage == Stage::Type);
        from.map(|span| schema.relations_from(&span.tag).collect()).unwrap_or_default()
    }

    /// Returns the type, once it is known.
    pub fn kind<'a>(&self, schema: &'a Schema) -> Option<&'a RelationType> {
        match &self.stage {
            Stage::Type => None,
            Stage::End(kind) | Stage::Name(kind, _) => schema.relation(kind),
        }
    }

    /// Returns the spans that it may go to: those that are proposed, by digits, wherever they are; the others on screen, by
    /// letters. What the letters typed so far rule out is left out.
    pub(crate) fn hints(&self, shared: &Shared) -> Vec<Hint> {
        let Some(open) = &shared.open_text else { return Vec::new() };
        let (Some(kind), Some(from)) = (self.kind(&shared.schema), open.set().get(&self.from)) else { return Vec::new() };
        let proposed = shared.proposed_ends(kind, from, open);
        let around = open.around();
        let others = around.in_range(open.sheet.on_screen());
        let others = others.filter(|span| kind.to.contains(&span.tag) && span.id != self.from && !proposed.contains(&span.id));
        let others: Vec<&SpanId> = others.map(|span| &span.id).collect();
        let lettered = labels(others.len()).into_iter().zip(others).filter(|(label, _)| label.starts_with(&self.typed));
        let lettered = lettered.map(|(label, id)| Hint { label, id: id.clone() });
        let numbered = proposed.iter().zip('1'..).filter(|_| self.typed.is_empty());
        numbered.map(|(id, digit)| Hint { label: digit.to_string(), id: id.clone() }).chain(lettered).collect()
    }

    /// Returns the ends that are no span, with their digits.
    pub fn special<'a>(&self, schema: &'a Schema) -> Vec<(char, &'a str)> {
        let special = self.kind(schema).map(|kind| kind.special.as_slice()).unwrap_or_default();
        special.iter().zip(['9', '0']).map(|(end, digit)| (digit, end.id.as_str())).collect()
    }

    /// Takes a letter: of the type, or of a hint.
    fn letter(&mut self, letter: char, shared: &mut Shared) -> Result<Turn, Refusal> {
        let open = shared.open_text.as_ref().ok_or(Refusal::NoSpan)?;
        if self.stage == Stage::Type {
            let found = self.types(open, &shared.schema).into_iter().find(|kind| kind.key == letter);
            self.stage = Stage::End(found.ok_or(Refusal::NoSuchRelation { letter })?.id.clone());
            return Ok(Turn::done());
        }
        self.typed.push(letter);
        let hints = self.hints(shared);
        match hints.as_slice() {
            [] => {
                self.typed.clear();
                Err(Refusal::NoSuchHint)
            }
            [only] if only.label == self.typed => {
                let to = End::from(&only.id);
                self.relate(to, shared)
            }
            _ => Ok(Turn::done()),
        }
    }

    fn digit(&mut self, digit: u8, shared: &mut Shared) -> Result<Turn, Refusal> {
        let open = shared.open_text.as_ref().ok_or(Refusal::NoSpan)?;
        let kind = self.kind(&shared.schema).ok_or(Refusal::NoSuchHint)?;
        let from = open.set().get(&self.from).ok_or(Refusal::NoSpan)?;
        let ends = shared.proposed_ends(kind, from, open);
        let to = end_of_digit(digit, &ends, &special_ends(&kind.special))?;
        if to.ends_with(':') {
            self.name(&to, shared);
            return Ok(Turn::done());
        }
        self.relate(to, shared)
    }

    /// Asks for the name after an end, and offers the one that was given last in this text.
    fn name(&mut self, end: &str, shared: &Shared) {
        let Some(kind) = self.kind(&shared.schema).map(|kind| kind.id.clone()) else { return };
        let relations = shared.open_text.as_ref().map(|open| open.set().relations()).unwrap_or_default();
        let last = relations.iter().rev().filter(|other| other.kind == kind).find_map(|other| other.to.strip_prefix(end));
        self.entry.begin(last.unwrap_or_default());
        self.stage = Stage::Name(kind, end.to_owned());
    }

    /// Performs a command on the name that is typed; `None` where it is for something else.
    fn typing(&mut self, command: &Command, shared: &mut Shared) -> Option<Result<Turn, Refusal>> {
        let Stage::Name(kind, end) = self.stage.clone() else { return None };
        match self.entry.update(command)? {
            Entered::Text(name) if name.trim().is_empty() => Some(Err(Refusal::NoName { end })),
            Entered::Text(name) => Some(self.relate(End::from(format!("{end}{}", name.trim()).as_str()), shared)),
            Entered::Nothing => {
                if self.entry.line().is_none() {
                    self.stage = Stage::End(kind);
                }
                Some(Ok(Turn::done()))
            }
        }
    }

    /// Goes to the innermost span under the cursor that the relation may go to.
    fn accept(&self, shared: &mut Shared) -> Result<Turn, Refusal> {
        let open = shared.open_text.as_ref().ok_or(Refusal::NoSpan)?;
        let kind = self.kind(&shared.schema).ok_or(Refusal::NoSuchHint)?;
        let around = open.around();
        let stack = around.at(open.cursor());
        let here = stack.iter().rev().find(|span| kind.to.contains(&span.tag) && span.id != self.from);
        let to = End::from(&here.ok_or(Refusal::NoSpan)?.id);
        self.relate(to, shared)
    }

    /// Lists the other texts, for an end in one of them.
    fn look_elsewhere(&self, shared: &Shared) -> Result<Turn, Refusal> {
        let kind = self.kind(&shared.schema).ok_or(Refusal::NoSuchHint)?;
        Ok(Turn::Open(Box::new(Elsewhere::of(kind, &self.from, self.cursor, shared)?)))
    }

    fn relate(&self, to: End, shared: &mut Shared) -> Result<Turn, Refusal> {
        let (Stage::End(kind) | Stage::Name(kind, _)) = &self.stage else { return Ok(Turn::done()) };
        shared.relate(kind, &self.from, to)?;
        self.leave(shared);
        Ok(Turn::close())
    }

    /// Puts the cursor back to where it was; the span is the current one.
    fn leave(&self, shared: &mut Shared) {
        if let Some(open) = &mut shared.open_text {
            if open.sheet.cursor != self.cursor {
                open.sheet.place_cursor(self.cursor);
            }
            open.choose(self.from.clone());
        }
    }
}

/// The end that a digit stands for: 1 to 8 the spans that are proposed, 9 and 0 what is no span.
pub(super) fn end_of_digit(digit: u8, ends: &[SpanId], special: &[String]) -> Result<End, Refusal> {
    let found = match digit {
        0 => special.get(1).map(|end| End::from(end.as_str())),
        SPECIAL => special.first().map(|end| End::from(end.as_str())),
        digit => ends.get(usize::from(digit) - 1).map(End::from),
    };
    found.ok_or(Refusal::NoSuchValue { values: ends.len() })
}

impl Screen for Relating {
    fn mode(&self) -> Mode {
        if self.entry.line().is_some() { Mode::Value } else { Mode::Relating }
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
            return done.unwrap_or_else(|refused| {
                shared.tell(refused);
                Turn::done()
            });
        }
        let done = match command {
            Command::Letter(letter) => self.letter(letter, shared),
            Command::ChooseValue(digit) => self.digit(digit, shared),
            Command::RelateElsewhere => self.look_elsewhere(shared),
            Command::Accept => self.accept(shared),
            Command::Cancel | Command::Back => {
                self.leave(shared);
                return Turn::close();
            }
            other => return gesture::perform(other, shared).map_or_else(Turn::Everywhere, |()| Turn::done()),
        };
        done.unwrap_or_else(|refused| {
            shared.tell(refused);
            Turn::done()
        })
    }

    fn begun_by(&self) -> Option<Command> {
        Some(Command::Relate)
    }

    fn is_over(&self, shared: &Shared) -> bool {
        let is_made = |open: &OpenText| open.set().relations().len() > self.relations;
        shared.open_text.as_ref().is_none_or(|open| !open.set().contains(&self.from) || is_made(open))
    }
}
