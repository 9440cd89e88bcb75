//! The keys of each place, the most important first, with help and the way out always among them.

use super::Context;
use super::parts::bar::{Bar, Hint};
use super::pieces::Pieces;
use crate::session::{Command, Mode, Motion, Session};

/// Rows that a bar of keys takes at most.
pub const MOST: u16 = 2;
/// Rows of a screen from which a bar may take more than one.
const HIGH: u16 = 12;

/// How many rows a bar may take on a screen of so many.
pub fn most(height: u16) -> usize {
    usize::from(if height >= HIGH { MOST } else { 1 })
}

/// The tags with their keys and counts, then what else a text is read and annotated with.
pub fn reader(session: &Session, mode: Mode, context: Context<'_>) -> Bar {
    let mut bar = place(session, mode, context);
    let counts = session.reading().map(|reading| reading.set().counts());
    let tag_hint = |tag: &crate::annotation::schema::Tag| {
        let mut hint = keyed(&Command::Tag(tag.id.clone()), mode, context).unwrap_or_default();
        let count = counts.and_then(|counts| counts.get(&tag.id)).copied().unwrap_or(0);
        hint.does.add(" ", ratatui::style::Style::new());
        hint.does.add(&format!(" {} {count} ", tag.id), context.theme.name(Some(tag)));
        hint
    };
    let tags: Vec<Hint> = session.schema().tags.iter().map(tag_hint).collect();
    bar.hints.splice(0..0, tags);
    bar
}

/// The keys of a place other than its tags.
pub fn place(session: &Session, mode: Mode, context: Context<'_>) -> Bar {
    let is_selecting =
        session.reading().is_some_and(|reading| reading.sheet().is_selecting() || reading.sheet().selected().is_some());
    let (hints, kept): (&[Command], &[Command]) = match mode {
        Mode::Corpus => (&LIST, &[Command::Help, Command::Quit]),
        Mode::Reading if is_selecting => (&SELECTING, &[Command::Help, Command::Cancel, Command::Back]),
        Mode::Reading => (&READING, &[Command::Help, Command::Back]),
        Mode::Draft if is_selecting => (&SELECTING, &[Command::Help, Command::KeepDraft, Command::DropDraft]),
        Mode::Draft => (&READING, &[Command::Help, Command::KeepDraft, Command::DropDraft]),
        Mode::Edge => (&EDGE, &[Command::Help, Command::Accept, Command::Cancel]),
        Mode::Search => (&SEARCH, &[Command::Accept, Command::Cancel]),
        Mode::Note | Mode::Comment => (&PROMPT, &[Command::Accept, Command::Cancel]),
        Mode::Filter => (&FILTER, &[Command::Accept, Command::Cancel]),
        Mode::Help => (&HELP, &[Command::Cancel]),
        Mode::Review | Mode::Preview | Mode::Drift | Mode::Question => (&[], &[]),
    };
    let hint = |command: &Command| labelled(command, &context.words.label(command), mode, context);
    Bar { hints: hints.iter().filter_map(hint).collect(), kept: kept.iter().filter_map(hint).collect() }
}

const LIST: [Command; 5] = [Command::Open, Command::Filter, Command::NextOrder, Command::ReverseOrder, Command::ToggleMarks];
const READING: [Command; 8] = [
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
const SEARCH: [Command; 5] =
    [Command::SearchNext, Command::SearchPrevious, Command::RecallPrevious, Command::EraseWord, Command::EraseLine];
const PROMPT: [Command; 3] = [Command::RecallPrevious, Command::EraseWord, Command::EraseLine];
const FILTER: [Command; 3] = [Command::Move(Motion::LineDown), Command::EraseWord, Command::EraseLine];
const HELP: [Command; 3] = [Command::Filter, Command::Move(Motion::PageDown), Command::Move(Motion::PageUp)];

/// A command with its key and a word for it; none where the keymap has no key for it.
pub fn labelled(command: &Command, label: &str, mode: Mode, context: Context<'_>) -> Option<Hint> {
    let mut hint = keyed(command, mode, context)?;
    hint.does.add(&format!(" {label}"), context.theme.faint());
    Some(hint)
}

/// The key of a command, a bare letter before any other, with the letter of the other keyboard.
fn keyed(command: &Command, mode: Mode, context: Context<'_>) -> Option<Hint> {
    let all = context.keymap.keys_for(command, mode);
    let keys = all.iter().find(|keys| single(keys).is_some()).or(all.first())?;
    let mut shown = Pieces::default();
    shown.add(keys, context.theme.key());
    if let Some(other) = single(keys).and_then(|c| context.keymap.other_letter(c)) {
        shown.add("/", context.theme.faint()).add(&other.to_string(), context.theme.key());
    }
    Some(Hint { keys: shown, does: Pieces::default() })
}

/// The one character that a key is spelled with, if it is.
pub fn single(keys: &str) -> Option<char> {
    let mut chars = keys.chars();
    chars.next().filter(|_| chars.next().is_none())
}
