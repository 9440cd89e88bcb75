//! A decision: what was chosen for a unit, on what grounds, by whom and when.

use std::ops::Range;

use crate::annotation::{Annotation, Annotator, Extra, Relation, StoredDecision, Timestamp, Value};
use crate::text::Span;

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The reading of one annotator.
    Take(Annotator),
    /// What more than half of the annotators say.
    Majority,
    /// Nothing belongs here.
    Nothing,
    /// The reading of one annotator, if one was begun from, changed to these spans.
    Edited(Option<Annotator>, Vec<Annotation>),
    /// The readings of several annotators together.
    Several(Vec<Annotator>),
    /// The reading of one annotator, with some fields that were chosen apart from it.
    Fields(Annotator, Vec<(Aspect, Said)>),
    /// To be decided later.
    Deferred,
    /// Something that is not known here or does not fit the text, kept as it is.
    Unfit(Box<StoredDecision>),
}

/// A field of a reading, which can be chosen apart from the others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// Where the span begins and ends.
    Extent,
    /// Its tag.
    Tag,
    /// One of its attributes.
    Attribute(String),
    /// Its relations of a type.
    Relation(String),
    /// Its note.
    Note,
}

impl Aspect {
    /// The word for it in a file.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Extent => "extent",
            Self::Tag => "tag",
            Self::Attribute(_) => "attribute",
            Self::Relation(_) => "relation",
            Self::Note => "note",
        }
    }
}

/// What was chosen for a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// What an annotator says; nothing, where they say nothing of it.
    By(Annotator),
    /// A place that nobody has, for the extent.
    Place(Span),
    /// A value that nobody has.
    Value(Value),
    /// That it is left out.
    Nothing,
}

impl Choice {
    /// The annotators whose readings it takes something from.
    pub fn annotators(&self) -> impl Iterator<Item = &Annotator> {
        let (one, many, fields): (Option<&Annotator>, &[Annotator], &[(Aspect, Said)]) = match self {
            Self::Take(of) => (Some(of), &[], &[]),
            Self::Several(all) => (None, all, &[]),
            Self::Edited(of, _) => (of.as_ref(), &[], &[]),
            Self::Fields(of, fields) => (Some(of), &[], fields),
            Self::Majority | Self::Nothing | Self::Deferred | Self::Unfit(_) => (None, &[], &[]),
        };
        let said = fields.iter().filter_map(|(_, said)| match said {
            Said::By(annotator) => Some(annotator),
            _ => None,
        });
        one.into_iter().chain(many).chain(said)
    }

    /// The word for it in a file.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Take(_) => "take",
            Self::Majority => "majority",
            Self::Nothing => "none",
            Self::Edited(..) => "edited",
            Self::Several(_) => "several",
            Self::Fields(..) => "fields",
            Self::Deferred | Self::Unfit(_) => "deferred",
        }
    }
}

/// A relation from a span of an edited reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedRelation {
    /// The relation, without an id of its own.
    pub relation: Relation,
    /// The annotator whose span it goes to; `None` where that is one of the edited reading, or no span of the text.
    pub of: Option<Annotator>,
}

/// A decision on one unit of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// First byte of the unit it was made on.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The words there.
    pub words: String,
    /// The tags of its readings, each once.
    pub tags: Vec<String>,
    /// Every annotator compared, with a digest of the reading; empty for a reading as nothing.
    pub basis: Vec<(String, String)>,
    /// The fact of the document that it is on; such a decision has no place in the text.
    pub fact: Option<String>,
    /// What was chosen.
    pub choice: Choice,
    /// The relations from the spans of an edited reading; `None` where they are those of the reading it began as.
    pub relations: Option<Vec<StatedRelation>>,
    /// A remark.
    pub comment: String,
    /// Why a reading was rejected: a reason of the schema's workflow, or nothing.
    pub reason: String,
    /// Whether the guideline should be looked at.
    pub guideline: bool,
    /// Whether it is disputed.
    pub disputed: bool,
    /// What was said of it, in order.
    pub thread: Vec<Reply>,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Decisions on the same unit that others made apart, and otherwise: until one is chosen, the unit is open.
    pub rivals: Vec<Decision>,
    /// Fields that are not known here.
    pub extra: Extra,
}

/// Something that was said of a decision, or of a unit that is to be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Who said it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
    /// Fields that are not known here.
    pub extra: Extra,
}

impl Decision {
    /// The decision with all that was said of the one before it: a flag and a thread are about the unit, whatever is
    /// decided on it.
    #[must_use]
    pub fn after(self, before: Option<&Self>) -> Self {
        let Some(before) = before else { return self };
        Self { disputed: before.disputed, thread: before.thread.clone(), extra: before.extra.clone(), ..self }
    }

    /// An undecided decision on a place.
    pub fn at(place: Range<usize>, words: String) -> Self {
        Self {
            start: place.start,
            end: place.end,
            words,
            tags: Vec::new(),
            fact: None,
            basis: Vec::new(),
            choice: Choice::Deferred,
            relations: None,
            comment: String::new(),
            reason: String::new(),
            guideline: false,
            disputed: false,
            thread: Vec::new(),
            by: String::new(),
            at: Timestamp::default(),
            rivals: Vec::new(),
            extra: Extra::new(),
        }
    }
}
