//! The tour: what somebody who is new is shown step by step, and how it is known that a step was taken.
//!
//! It is about one text, [`TEXT`]. A step is taken by what is done to the text, whatever keys did it.

use super::command::Command;
use super::motion::Motion;
use super::open_text::OpenText;
use super::saved::Saved;
use crate::annotation::{Annotation, Value};
use crate::language::text_unit::{self, TextUnit};

/// The text of the tour.
pub const TEXT: &str = include_str!("tour.txt");

/// A step of the tour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Going to another word.
    Move,
    /// Tagging the word at the cursor.
    Tag,
    /// Tagging three words.
    Three,
    /// Leaving out what is joined to a word.
    Peel,
    /// Tagging a claim, then a figure in it.
    Nest,
    /// Accepting what is proposed for the figure.
    Accept,
    /// Tagging a name wherever it is.
    Propagate,
    /// Taking something back.
    Undo,
    /// Saving, then leaving.
    Save,
}

impl Step {
    /// Holds every step, in their order.
    pub const ALL: &'static [Self] =
        &[Self::Move, Self::Tag, Self::Three, Self::Peel, Self::Nest, Self::Accept, Self::Propagate, Self::Undo, Self::Save];

    /// Returns the name, by which its words are found.
    pub fn name(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::Tag => "tag",
            Self::Three => "three",
            Self::Peel => "peel",
            Self::Nest => "nest",
            Self::Accept => "accept",
            Self::Propagate => "propagate",
            Self::Undo => "undo",
            Self::Save => "save",
        }
    }

    /// The words of the text that it begins at.
    fn words(self) -> Option<&'static str> {
        match self {
            Self::Tag => Some("الزيتونة"),
            Self::Three | Self::Propagate => Some("قوات السهل الأخضر"),
            Self::Peel => Some("ولجيش النهر"),
            Self::Nest => Some("وأدى القصف"),
            Self::Accept => Some(FIGURE),
            Self::Move | Self::Undo | Self::Save => None,
        }
    }
}

/// The figure in the claim.
pub(super) const FIGURE: &str = "17 مدنيا";

/// How far somebody has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tour {
    /// The step at hand; none once all are behind.
    at: usize,
    /// What was there when the step began; none before the text is there.
    pub(super) begun: Option<Begun>,
    /// Whether the claim is tagged, and its figure is next.
    pub(super) is_in_claim: bool,
    /// Whether the step before was taken, and not skipped.
    was_taken: bool,
}

/// What was there when a step began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Begun {
    cursor: usize,
    spans: usize,
    changes: usize,
}

/// What the tour asks for, as it is put into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The word by which its words are found.
    pub name: &'static str,
    /// Its number, from 1; none once all steps are behind.
    pub number: Option<usize>,
    /// Whether the step before was taken, and not skipped.
    pub was_taken: bool,
    /// The commands whose keys do it, one after another.
    pub commands: Vec<Command>,
}

impl Tour {
    /// A tour that begins once its text is there.
    pub(super) fn new() -> Self {
        Self { at: 0, begun: None, is_in_claim: false, was_taken: false }
    }

    pub(super) fn step(&self) -> Option<Step> {
        Step::ALL.get(self.at).copied()
    }

    /// Returns what is to be done.
    pub fn task(&self) -> Task {
        let step = self.step();
        let name = match step {
            Some(Step::Nest) if self.is_in_claim => "figure",
            Some(step) => step.name(),
            None => "end",
        };
        let tag = |tag: &str| Command::Tag(tag.to_owned());
        let commands = match step {
            Some(Step::Move) => vec![Command::Move(Motion::NextWord), Command::Move(Motion::PreviousWord)],
            Some(Step::Tag) => vec![tag("LOCATION")],
            Some(Step::Three) => vec![Command::Count(3), tag("ACTOR")],
            Some(Step::Peel) => vec![Command::Count(2), tag("ACTOR"), Command::ShrinkSelection],
            Some(Step::Nest) if self.is_in_claim => vec![Command::Count(2), tag("CASUALTY")],
            Some(Step::Nest) => vec![Command::SelectSentence, tag("ALLEGATION")],
            Some(Step::Accept) => vec![Command::Accept],
            Some(Step::Propagate) => vec![Command::Propagate, Command::Accept],
            Some(Step::Undo) => vec![Command::Undo],
            Some(Step::Save) => vec![Command::Save],
            None => vec![Command::Quit],
        };
        Task { name, number: step.map(|_| self.at + 1), was_taken: self.was_taken, commands }
    }
}

impl Step {
    /// Whether it was taken since it began.
    pub(super) fn is_taken(self, open: &OpenText, begun: &Begun, command: Option<&Command>) -> bool {
        let set = open.set();
        let last = || set.iter().find(|span| Some(&span.id) == open.chosen());
        match self {
            Self::Move => open.cursor() != begun.cursor,
            Self::Tag | Self::Propagate => set.len() > begun.spans,
            Self::Three => set.iter().any(|span| words_of(open, span) == 3),
            Self::Peel => last().is_some_and(|span| starts_inside_a_word(open, span)),
            Self::Nest => set.iter().any(|claim| claim.tag == "ALLEGATION" && set.iter().any(|span| is_inside(span, claim))),
            Self::Accept => set.iter().any(|span| span.attributes.iter().any(|(_, value)| matches!(value, Value::Integer(_)))),
            Self::Undo => open.ledger.history.depth() < begun.changes,
            Self::Save => command == Some(&Command::Save) && open.ledger.saved == Saved::Yes,
        }
    }
}

/// How many words a span has.
fn words_of(open: &OpenText, span: &Annotation) -> usize {
    open.document().slice(span.span.range()).split_whitespace().count()
}

fn starts_inside_a_word(open: &OpenText, span: &Annotation) -> bool {
    text_unit::around(open.document(), TextUnit::Word, span.span.start()).start < span.span.start()
}

fn is_inside(figure: &Annotation, claim: &Annotation) -> bool {
    figure.tag == "CASUALTY" && claim.span.start() <= figure.span.start() && figure.span.end() <= claim.span.end()
}

/// How a step ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// By what was asked for.
    Taken,
    /// By leaving it out.
    Skipped,
}

impl Tour {
    pub(super) fn go_on(&mut self, ending: Ending, open: &mut OpenText) {
        if self.step().is_some() {
            self.at += 1;
            self.was_taken = ending == Ending::Taken;
            self.is_in_claim = false;
        }
        self.begin(open);
    }

    /// Begins the step at hand: the cursor is where it is about.
    pub(super) fn begin(&mut self, open: &mut OpenText) {
        if let Some(words) = self.step().and_then(Step::words) {
            open.go_to_words(words);
        }
        let (spans, changes) = (open.set().len(), open.ledger.history.depth());
        self.begun = Some(Begun { cursor: open.cursor(), spans, changes });
    }
}

impl OpenText {
    /// Goes to the first place of words, if the text has them.
    pub(super) fn go_to_words(&mut self, words: &str) {
        if let Some(at) = self.document().text().find(words) {
            self.sheet.selection = None;
            self.sheet.place_cursor(at);
        }
    }
}
