//! The lines that are typed over a text: a search, a note, an answer, a comment.

use super::screen::{Lie, Screen, Turn};
use crate::annotation::Edit;
use crate::language::matcher::SearchMode;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::mode::Mode;
use crate::session::motion::Neighbour;
use crate::session::notice::Refusal;
use crate::session::parts::{Line, Recall, Touched};
use crate::session::rationale::{Part, Whose};
use crate::session::review::Reviewing;
use crate::session::shared::{Recalls, Shared};

/// What a line is typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To find what is typed, while it is typed.
    Search,
    /// The note on the current span.
    Note,
    /// The answer to the remark at the cursor.
    Answer,
    /// The comment on a decision.
    Comment,
    /// The comment on the decision just made.
    LastComment,
    /// A reply in the thread of a unit.
    Reply,
}

impl Purpose {
    /// The lines that were entered before for the like.
    fn recall(self, recalls: &mut Recalls) -> &mut Recall {
        match self {
            Self::Search => &mut recalls.searches,
            Self::Note => &mut recalls.notes,
            Self::Answer | Self::Comment | Self::LastComment | Self::Reply => &mut recalls.comments,
        }
    }

    /// What is entered of the text on the line: a space may be searched for.
    fn entered(self, text: &str) -> &str {
        if self == Self::Search { text } else { text.trim() }
    }

    /// Takes what is entered for what it was typed for.
    fn accept(self, text: &str, shared: &mut Shared) -> Vec<Effect> {
        match self {
            Self::Search if text.is_empty() => shared.give_up_search(),
            Self::Search => shared.stay_at_hit(),
            Self::Note => note(text, shared),
            Self::Answer => shared.end_answer(text),
            Self::Comment => return done(shared.change_rationale(Whose::Here, &Part::Comment(text.to_owned())), shared),
            Self::LastComment => return done(shared.change_rationale(Whose::Last, &Part::Comment(text.to_owned())), shared),
            Self::Reply => return done(shared.end_reply(text), shared),
        }
        Vec::new()
    }

    /// Goes back to what was before anything was typed.
    fn cancel(self, shared: &mut Shared) {
        if self == Self::Search {
            shared.give_up_search();
        }
    }
}

/// A line being typed.
#[derive(Debug)]
pub struct Prompt {
    purpose: Purpose,
    line: Line,
    /// How what is searched for is taken.
    matching: SearchMode,
}

impl Prompt {
    fn new(purpose: Purpose, line: Line) -> Self {
        Self { purpose, line, matching: SearchMode::default() }
    }

    /// Does what is to be done whenever another text is on the line.
    fn typed(&self, shared: &mut Shared) {
        if self.purpose == Purpose::Search {
            shared.search(self.line.text(), self.matching);
        }
    }

    /// Takes what is searched for in the next way.
    fn turn(&mut self, shared: &mut Shared) {
        self.matching = self.matching.next();
        self.typed(shared);
    }

    /// Returns how what is searched for is taken.
    pub fn matching(&self) -> SearchMode {
        self.matching
    }

    /// Begins a search; the hits of the one before are let go.
    pub(super) fn search(shared: &mut Shared) -> Self {
        if let Some(open) = &mut shared.open_text {
            open.sheet.hits = None;
        }
        Self::new(Purpose::Search, Line::default())
    }

    /// Begins with the note that the span under the cursor has.
    ///
    /// # Errors
    ///
    /// Fails where there is no span, or nothing may be changed.
    pub(super) fn note(shared: &Shared) -> Result<Self, Refusal> {
        let open = shared.changeable()?;
        let id = open.current_id()?;
        Ok(Self::new(Purpose::Note, Line::from(open.set().get(&id).map_or("", |a| &a.note))))
    }

    /// Begins an answer to the remark at the cursor.
    ///
    /// # Errors
    ///
    /// Fails where there is no remark, or nothing may be changed.
    pub(super) fn answer(shared: &Shared) -> Result<Self, Refusal> {
        shared.changeable()?.remark_here()?;
        Ok(Self::new(Purpose::Answer, Line::default()))
    }

    /// Begins with the comment on the unit at hand, or the one that is to go along with the decision to come.
    pub(super) fn comment(review: &Reviewing) -> Self {
        let comment = review.decision().map_or(review.rationale().comment.as_str(), |decision| &decision.comment);
        Self::new(Purpose::Comment, Line::from(comment))
    }

    /// Begins with the comment on the decision just made.
    ///
    /// # Errors
    ///
    /// Fails where there is none.
    pub(super) fn last_comment(review: &Reviewing) -> Result<Self, Refusal> {
        let last = review.last_decided().and_then(|place| review.decision_at(place)).ok_or(Refusal::NoLast)?;
        Ok(Self::new(Purpose::LastComment, Line::from(last.comment.as_str())))
    }

    /// Begins a reply in the thread of the unit at hand.
    ///
    /// # Errors
    ///
    /// Fails where nothing can be decided.
    pub(super) fn reply(shared: &Shared) -> Result<Self, Refusal> {
        shared.decidable()?.unit().ok_or(Refusal::NoDesk)?;
        Ok(Self::new(Purpose::Reply, Line::default()))
    }

    /// Returns what the line is typed for.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }
}

/// What is wished for, or why nothing was done.
fn done(result: Result<Vec<Effect>, Refusal>, shared: &mut Shared) -> Vec<Effect> {
    result.unwrap_or_else(|refused| {
        shared.tell(refused);
        Vec::new()
    })
}

/// Puts a note on the current span.
fn note(text: &str, shared: &mut Shared) {
    let Some(open) = &mut shared.open_text else { return };
    let note = text.to_owned();
    let result = open.current_id().and_then(|id| open.change(Edit::Note { id, note }));
    shared.report(result);
}

impl Screen for Prompt {
    fn mode(&self) -> Mode {
        match self.purpose {
            Purpose::Search => Mode::Search,
            Purpose::Note => Mode::Note,
            Purpose::Answer | Purpose::Comment | Purpose::LastComment | Purpose::Reply => Mode::Comment,
        }
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn line(&self) -> Option<&Line> {
        Some(&self.line)
    }

    fn paste(&mut self, text: &str, shared: &mut Shared) {
        self.line.insert(text);
        self.typed(shared);
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        let recall = self.purpose.recall(&mut shared.recalls);
        match (command, self.purpose) {
            (Command::Accept, _) => {
                let entered = self.purpose.entered(self.line.text());
                recall.keep(entered);
                return Turn::Close(self.purpose.accept(entered, shared));
            }
            (Command::Cancel, _) => {
                recall.rest();
                self.purpose.cancel(shared);
                return Turn::close();
            }
            (Command::NextSearchMode, Purpose::Search) => self.turn(shared),
            (Command::SearchNext, Purpose::Search) => shared.go_to_hit(Neighbour::Next),
            (Command::SearchPrevious, Purpose::Search) => shared.go_to_hit(Neighbour::Previous),
            (other, _) => match recall.update(&mut self.line, &other) {
                Some(Touched::Text) => self.typed(shared),
                Some(Touched::Cursor) => {}
                None => return Turn::Everywhere(other),
            },
        }
        Turn::done()
    }

    fn begun_by(&self) -> Option<Command> {
        match self.purpose {
            Purpose::Search => None,
            Purpose::Note => Some(Command::EditNote),
            Purpose::Answer => Some(Command::AnswerRemark),
            Purpose::Comment => Some(Command::EditComment),
            Purpose::LastComment => Some(Command::EditLastComment),
            Purpose::Reply => Some(Command::Reply),
        }
    }
}
