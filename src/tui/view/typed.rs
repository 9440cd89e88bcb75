//! Lines that are typed, and questions that are asked, in the last row: what stands before them, and their keys.

use super::plan::{Keys, Plan, Shape};
use crate::language::matcher::SearchMode;
use crate::session::{Command, Concordance, Mode, Motion, Prompt, Purpose, Session};
use crate::words::Label;

/// What ends a line that is typed, and what gives it up.
const ENDS: &[Command] = &[Command::Accept, Command::Cancel];

/// Words to search for.
pub(super) const SEARCH: Plan = Plan {
    keys: Keys {
        hints: &[
            Command::NextSearchMode,
            Command::SearchNext,
            Command::SearchPrevious,
            Command::RecallPrevious,
            Command::EraseWord,
            Command::EraseLine,
        ],
        kept: ENDS,
    },
    prompt: Some(|session| Label::PromptSearch { matching: matching(session) }),
    ..Plan::of(Mode::Search, Shape::Row)
};

/// A note.
pub(super) const NOTE: Plan = Plan { keys: RECALLED, prompt: Some(|_| Label::PromptNote), ..Plan::of(Mode::Note, Shape::Row) };

/// A comment on a decision, or an answer.
pub(super) const COMMENT: Plan = Plan { keys: RECALLED, prompt: Some(commented), ..Plan::of(Mode::Comment, Shape::Row) };

/// Words that what is listed must hold.
pub(super) const FILTER: Plan = Plan {
    keys: Keys { hints: &[Command::Move(Motion::LineDown), Command::EraseWord, Command::EraseLine], kept: ENDS },
    prompt: Some(|_| Label::PromptFilter),
    ..Plan::of(Mode::Filter, Shape::Row)
};

/// A value.
pub(super) const VALUE: Plan = Plan {
    keys: Keys { hints: &[Command::EraseWord, Command::EraseLine], kept: ENDS },
    prompt: Some(|_| Label::PromptValue),
    ..Plan::of(Mode::Value, Shape::Row)
};

/// Words of the text that are pointed out as a value.
pub(super) const POINTING: Plan = Plan {
    keys: Keys {
        hints: &[
            Command::Move(Motion::NextWord),
            Command::Extend(Motion::NextWord),
            Command::ToggleSelecting,
            Command::ExpandSelection,
        ],
        kept: ENDS,
    },
    ..Plan::of(Mode::Pointing, Shape::Row)
};

/// Whether to leave although something is not saved.
pub(super) const QUESTION: Plan = Plan { labels: &[(Command::Accept, Label::KeyApply)], ..Plan::of(Mode::Question, Shape::Row) };

/// The keys of a line of which there were others before.
const RECALLED: Keys = Keys { hints: &[Command::RecallPrevious, Command::EraseWord, Command::EraseLine], kept: ENDS };

/// How what is searched for is taken.
fn matching(session: &Session) -> SearchMode {
    let asked = session.find::<Concordance>().and_then(Concordance::asking);
    asked.or_else(|| session.find::<Prompt>().map(Prompt::matching)).unwrap_or_default()
}

fn commented(session: &Session) -> Label<'static> {
    match session.find::<Prompt>().map(Prompt::purpose) {
        Some(Purpose::Answer) => Label::PromptAnswer,
        Some(Purpose::LastComment) => Label::PromptLastComment,
        Some(Purpose::Reply) => Label::PromptReply,
        _ => Label::PromptComment,
    }
}
