//! A text at work: the page, its tags with the keys above it, what its spans say beside or below it, and what is remarked.

use super::frame::Frame;
use super::plan::{Keys, Plan, Shape};
use super::{Areas, Context, bars, corpus, inspector, reader, remark};
use crate::session::{Command, Mode, Motion, Session};

/// A text, read and annotated.
pub(super) const PLAN: Plan = Plan {
    keys: Keys { hints: READING, kept: &[Command::Help, Command::Back] },
    selecting: Some(Keys { hints: SELECTING, kept: &[Command::Help, Command::Cancel, Command::Back] }),
    ..Plan::of(Mode::Reading, Shape::Text)
};

/// A reading that a reviewer edits.
pub(super) const DRAFT: Plan = Plan {
    keys: Keys { hints: READING, kept: DRAFT_ENDS },
    selecting: Some(Keys { hints: SELECTING, kept: DRAFT_ENDS }),
    ..Plan::of(Mode::Draft, Shape::Text)
};

/// One edge of a span on the move.
pub(super) const EDGE: Plan = Plan {
    keys: Keys {
        hints: &[Command::Move(Motion::VisualLeft), Command::Move(Motion::VisualRight), Command::OtherEdge, Command::Undo],
        kept: &[Command::Help, Command::Accept, Command::Cancel],
    },
    ..Plan::of(Mode::Edge, Shape::Text)
};

const READING: &[Command] = &[
    Command::ToggleSelecting,
    Command::Inspect,
    Command::Undo,
    Command::State(String::new()),
    Command::DeleteSpan,
    Command::NextGap,
    Command::Palette,
    Command::EditNote,
    Command::Relate,
    Command::EdgeMode,
    Command::Search,
    Command::RepeatTag,
    Command::ToggleMarks,
];
const SELECTING: &[Command] = &[
    Command::Extend(Motion::NextWord),
    Command::Extend(Motion::PreviousWord),
    Command::ExpandSelection,
    Command::ShrinkSelection,
    Command::SwapEnds,
    Command::ToggleSelecting,
];
const DRAFT_ENDS: &[Command] = &[Command::Help, Command::KeepDraft, Command::DropDraft];

/// Draws a text with all that surrounds it; the list, until a text is open.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    if session.open_text().is_none() {
        return corpus::draw(frame, areas, session, context);
    }
    reader::draw(frame, areas, session, context);
    bars::legend(frame, areas.legend, session, context);
    if areas.shows_card {
        inspector::draw(frame, areas, session, context);
    } else {
        bars::inspector(frame, areas.inspector, session, context);
    }
    remark::draw(frame, areas.remark, session, context);
}
