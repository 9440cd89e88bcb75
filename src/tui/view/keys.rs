//! The keys of each place, the most important first, with help and the way out always among them.

use std::rc::Rc;

use ratatui::style::Style;

use super::context::Context;
use super::hints::Place;
use super::parts::bar::{Bar, Hint};
use super::pieces::Pieces;
use crate::annotation::Tag;
use crate::session::{Command, Mode, Motion, Session};
use crate::words::Label;

/// Rows that a bar of keys takes at most.
pub(super) const MOST: u16 = 2;
/// Rows of a screen from which a bar may take more than one.
const HIGH: u16 = 12;

/// How many rows a bar may take on a screen of so many.
pub(super) fn most(height: u16) -> usize {
    usize::from(if height >= HIGH { MOST } else { 1 })
}

/// The tags with their keys and counts, then what else a text is read and annotated with.
pub(super) fn reader(session: &Session, mode: Mode, context: Context<'_>) -> Bar {
    let mut bar = place(session, mode, context);
    let counts = session.open_text().map(|open| open.set().counts());
    let tags = &session.schema().tags;
    let mut known = context.hints.tags.borrow_mut();
    let keys = known.entry(mode).or_insert_with(|| {
        let keys = |tag: &Tag| key_of(&Command::Tag(tag.id.clone()), mode, context).unwrap_or_default();
        tags.iter().map(keys).collect()
    });
    let hint = |(tag, keys): (&Tag, &Pieces)| {
        let count = counts.and_then(|counts| counts.get(&tag.id)).copied().unwrap_or(0);
        let mut whole = keys.clone();
        whole.add(" ", Style::new()).add(&format!(" {} {count} ", tag.id), context.theme.name(Some(tag)));
        Rc::new(Hint { command: Command::Tag(tag.id.clone()), keys: keys.clone(), whole })
    };
    bar.hints.splice(0..0, tags.iter().zip(keys.iter()).map(hint));
    bar
}

/// The keys of a place other than its tags.
pub(super) fn place(session: &Session, mode: Mode, context: Context<'_>) -> Bar {
    let is_selecting = session.open_text().is_some_and(|open| open.sheet().is_selecting() || open.sheet().selected().is_some());
    let mut known = context.hints.places.borrow_mut();
    known.entry(Place { mode, is_selecting }).or_insert_with_key(|place| place.bar(context)).clone()
}

impl Place {
    fn bar(self, context: Context<'_>) -> Bar {
        let (hints, kept) = self.commands();
        let label = |command: &Command| match (self.mode, command) {
            (Mode::States | Mode::Keyboard, Command::Accept) => context.words.say(&Label::KeySet),
            (Mode::Propagating | Mode::Ordering | Mode::Question | Mode::Submission, Command::Accept) => {
                context.words.say(&Label::KeyApply)
            }
            (Mode::Concordance, Command::Accept) => context.words.say(&Label::KeyOpen),
            (Mode::Attributes, Command::Accept) => context.words.say(&Label::KeyChange),
            (Mode::Concordance, Command::Inspect) => context.words.say(&Label::KeyAttribute),
            _ => context.words.label(command),
        };
        let hint = |command: &Command| labelled(command, &label(command), self.mode, context);
        Bar { hints: hints.iter().filter_map(hint).collect(), kept: kept.iter().filter_map(hint).collect() }
    }

    /// The commands, the most important first, and those that are always shown.
    fn commands(self) -> (&'static [Command], &'static [Command]) {
        let hints: &[Command] = match self.mode {
            Mode::Corpus => &LIST,
            Mode::Reading | Mode::Draft if self.is_selecting => &SELECTING,
            Mode::Reading | Mode::Draft => &READING,
            Mode::Edge => &EDGE,
            Mode::Search => &SEARCH,
            Mode::Note | Mode::Comment => &PROMPT,
            Mode::Filter | Mode::Elsewhere => &FILTER,
            Mode::Identities => &IDENTITIES,
            Mode::Inspector => &INSPECTOR,
            Mode::Attributes => &[Command::Accept, Command::ClearValue, Command::Move(Motion::LineDown)],
            Mode::Facts => &[Command::Move(Motion::LineDown), Command::ClearValue, Command::Undo],
            Mode::Submission => &[Command::NextGap, Command::Move(Motion::LineDown)],
            Mode::Value => &PROMPT[1..],
            Mode::Relating => &RELATING,
            Mode::Leaping => &[Command::Leap],
            Mode::Propagating => &PROPAGATING,
            Mode::Concordance => &CONCORDANCE,
            Mode::Keyboard => &[Command::Move(Motion::LineDown)],
            Mode::Pointing => &POINTING,
            Mode::Help => &HELP,
            Mode::Guideline => &GUIDELINE,
            Mode::Marking
            | Mode::Review
            | Mode::Preview
            | Mode::Fields
            | Mode::States
            | Mode::Drift
            | Mode::Ordering
            | Mode::Question => &[],
        };
        let kept: &[Command] = match self.mode {
            Mode::Corpus => &[Command::Help, Command::Quit],
            Mode::Reading if self.is_selecting => &[Command::Help, Command::Cancel, Command::Back],
            Mode::Reading => &[Command::Help, Command::Back],
            Mode::Draft => &[Command::Help, Command::KeepDraft, Command::DropDraft],
            Mode::Edge => &[Command::Help, Command::Accept, Command::Cancel],
            Mode::Keyboard
            | Mode::Ordering
            | Mode::Propagating
            | Mode::Concordance
            | Mode::Search
            | Mode::Identities
            | Mode::Elsewhere
            | Mode::States
            | Mode::Note
            | Mode::Comment
            | Mode::Filter
            | Mode::Value
            | Mode::Relating
            | Mode::Pointing
            | Mode::Submission => &[Command::Accept, Command::Cancel],
            Mode::Inspector | Mode::Attributes | Mode::Facts | Mode::Guideline => &[Command::Help, Command::Cancel],
            Mode::Help | Mode::Leaping | Mode::Marking => &[Command::Cancel],
            Mode::Review | Mode::Preview | Mode::Fields | Mode::Drift | Mode::Question => &[],
        };
        (hints, kept)
    }
}

const LIST: [Command; 7] = [
    Command::Open,
    Command::Filter,
    Command::NextOrder,
    Command::ReverseOrder,
    Command::ToggleMarked,
    Command::ToggleAllMarked,
    Command::ToggleMarks,
];
const READING: [Command; 11] = [
    Command::Inspect,
    Command::NextGap,
    Command::Relate,
    Command::EdgeMode,
    Command::DeleteSpan,
    Command::Undo,
    Command::EditNote,
    Command::Search,
    Command::RepeatTag,
    Command::ToggleSelecting,
    Command::ToggleMarks,
];
const SELECTING: [Command; 4] = [Command::SwapEnds, Command::ExpandSelection, Command::ShrinkSelection, Command::ToggleSelecting];
const EDGE: [Command; 4] =
    [Command::Move(Motion::VisualLeft), Command::Move(Motion::VisualRight), Command::OtherEdge, Command::Undo];
const SEARCH: [Command; 6] = [
    Command::NextSearchMode,
    Command::SearchNext,
    Command::SearchPrevious,
    Command::RecallPrevious,
    Command::EraseWord,
    Command::EraseLine,
];
const PROMPT: [Command; 3] = [Command::RecallPrevious, Command::EraseWord, Command::EraseLine];
const INSPECTOR: [Command; 9] = [
    Command::Accept,
    Command::AcceptAll,
    Command::NextGap,
    Command::Relate,
    Command::ClearValue,
    Command::RepeatValue,
    Command::Move(Motion::LineDown),
    Command::Move(Motion::NextSpan),
    Command::Undo,
];
const RELATING: [Command; 3] = [Command::RelateElsewhere, Command::Move(Motion::LineDown), Command::Move(Motion::PageDown)];
const POINTING: [Command; 4] =
    [Command::Move(Motion::NextWord), Command::Extend(Motion::NextWord), Command::ToggleSelecting, Command::ExpandSelection];
const PROPAGATING: [Command; 6] = [
    Command::WidenToCorpus,
    Command::ToggleMarked,
    Command::ToggleAllMarked,
    Command::DeleteSpan,
    Command::NextOrder,
    Command::Copy,
];
const CONCORDANCE: [Command; 12] = [
    Command::Filter,
    Command::NextOrder,
    Command::ToggleMarked,
    Command::ToggleAllMarked,
    Command::DeleteSpan,
    Command::Identity,
    Command::Inspect,
    Command::Propagate,
    Command::Copy,
    Command::Undo,
    Command::Concordance,
    Command::SpanList,
];
const FILTER: [Command; 3] = [Command::Move(Motion::LineDown), Command::EraseWord, Command::EraseLine];
const GUIDELINE: [Command; 2] = [Command::Move(Motion::PageDown), Command::Move(Motion::PageUp)];
const IDENTITIES: [Command; 7] = [
    Command::NewIdentity,
    Command::Move(Motion::LineDown),
    Command::EraseLine,
    Command::MergeIdentity,
    Command::RenameIdentity,
    Command::SplitIdentity,
    Command::Undo,
];
const HELP: [Command; 3] = [Command::Filter, Command::Move(Motion::PageDown), Command::Move(Motion::PageUp)];

/// A command with its key and a word for it; none where the keymap has no key for it.
pub(super) fn labelled(command: &Command, label: &str, mode: Mode, context: Context<'_>) -> Option<Rc<Hint>> {
    let keys = key_of(command, mode, context)?;
    let mut whole = keys.clone();
    whole.add(&format!(" {label}"), context.theme.faint());
    Some(Rc::new(Hint { command: command.clone(), keys, whole }))
}

/// The key of a command, a bare letter before any other, with the letter of the other keyboard.
fn key_of(command: &Command, mode: Mode, context: Context<'_>) -> Option<Pieces> {
    let all = context.keymap.keys_for(command, mode);
    let keys = all.iter().find(|keys| single(keys).is_some()).or(all.first())?;
    let mut shown = Pieces::default();
    shown.add(keys, context.theme.key());
    if let Some(other) = single(keys).and_then(|c| context.keymap.other_letter(c)) {
        shown.add("/", context.theme.faint()).add(&other.to_string(), context.theme.key());
    }
    Some(shown)
}

/// The one character that a key is spelled with, if it is.
pub(super) fn single(keys: &str) -> Option<char> {
    let mut chars = keys.chars();
    chars.next().filter(|_| chars.next().is_none())
}
