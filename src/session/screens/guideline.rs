//! The guideline: what the schema tells of what is at hand, and which of its lines is the first on screen.

use super::screen::{Lie, Screen, Turn};
use crate::annotation::Schema;
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::parts::Scroll;
use crate::session::pointer::Pointer;
use crate::session::shared::Shared;

/// What the guideline is asked about, by ids of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The rules that hold for all, and which tags there are.
    Everything,
    /// A tag.
    Tag(String),
    /// An attribute of a tag, perhaps one of its values.
    Attribute {
        /// The tag.
        tag: String,
        /// Its attribute.
        attribute: String,
        /// The value.
        value: Option<String>,
    },
    /// A type of relation.
    Relation(String),
    /// A fact of the text, perhaps one of its values.
    Fact {
        /// The fact.
        fact: String,
        /// The value.
        value: Option<String>,
    },
}

impl Subject {
    /// Returns whether a schema has anything to tell of it.
    pub fn is_known(&self, schema: &Schema) -> bool {
        match self {
            Self::Everything => true,
            Self::Tag(tag) => schema.tag(tag).is_some(),
            Self::Attribute { tag, attribute, .. } => schema.tag(tag).is_some_and(|tag| tag.attribute(attribute).is_some()),
            Self::Relation(relation) => schema.relation(relation).is_some(),
            Self::Fact { fact, .. } => schema.fact(fact).is_some(),
        }
    }
}

/// The guideline on screen.
#[derive(Debug)]
pub struct Guideline {
    subject: Subject,
    scroll: Scroll,
}

impl Guideline {
    /// The guideline on a subject; on everything, where the schema does not know it.
    pub fn of(subject: Subject, schema: &Schema) -> Self {
        let subject = if subject.is_known(schema) { subject } else { Subject::Everything };
        Self { subject, scroll: Scroll::default() }
    }

    /// The guideline on the current span of the text that is open.
    pub(crate) fn at_hand(shared: &Shared) -> Self {
        let tag = shared.open_text.as_ref().and_then(|open| open.current()).map(|current| current.tag.clone());
        Self::of(tag.map_or(Subject::Everything, Subject::Tag), &shared.schema)
    }

    /// The guideline on the unit that is reviewed.
    pub(crate) fn of_unit(shared: &Shared) -> Self {
        let unit = shared.review.as_ref().and_then(|review| review.unit());
        let tag = unit.and_then(|unit| unit.spans().next()).map(|span| span.tag.clone());
        Self::of(tag.map_or(Subject::Everything, Subject::Tag), &shared.schema)
    }

    /// Returns what it is about.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Returns the first line on screen.
    pub fn top(&self) -> usize {
        self.scroll.top()
    }

    /// Takes note of how many lines it has, on so many rows.
    pub(crate) fn measure(&mut self, lines: usize, rows: u16) {
        self.scroll.measure(lines, rows);
    }
}

impl Screen for Guideline {
    fn mode(&self) -> Mode {
        Mode::Guideline
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        if self.scroll.update(&command, shared.area.1) {
            return Turn::done();
        }
        match command {
            Command::Guideline | Command::Cancel | Command::Accept | Command::Back => Turn::close(),
            other => Turn::Everywhere(other),
        }
    }

    fn point(&mut self, pointer: Pointer, _shared: &mut Shared) -> Option<Command> {
        if let Pointer::Wheel(rows) = pointer {
            self.scroll.turn(rows);
        }
        None
    }
}
