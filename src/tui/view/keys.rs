//! The keys of each place, the most important first, with help and the way out always among them.

use std::rc::Rc;

use ratatui::style::Style;

use super::context::Context;
use super::hints::Place;
use super::parts::bar::{Bar, Hint};
use super::pieces::Pieces;
use crate::annotation::Tag;
use crate::session::{Command, Mode, Session};

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
        let name = context.words.called(Some(&tag.gloss), &tag.id);
        whole.add(" ", Style::new()).add(&format!(" {name} {count} "), context.theme.name(Some(tag)));
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
        let Some(plan) = context.hints.plan(self.mode) else { return Bar::default() };
        let keys = plan.selecting.filter(|_| self.is_selecting).unwrap_or(plan.keys);
        let label = |command: &Command| match plan.label(command) {
            Some(label) => context.words.say(label),
            None => context.words.label(command),
        };
        let hint = |command: &Command| labelled(command, &label(command), self.mode, context);
        Bar { hints: keys.hints.iter().filter_map(hint).collect(), kept: keys.kept.iter().filter_map(hint).collect() }
    }
}

/// A command with its key and a word for it; none where the keymap has no key for it.
pub(super) fn labelled(command: &Command, label: &str, mode: Mode, context: Context<'_>) -> Option<Rc<Hint>> {
    let keys = key_of(command, mode, context)?;
    let mut whole = keys.clone();
    whole.add(&format!(" {label}"), context.theme.faint());
    Some(Rc::new(Hint { command: command.clone(), keys, whole }))
}

/// The key of a command, a bare letter before any other, with the letter of the other keyboard.
fn key_of(command: &Command, mode: Mode, context: Context<'_>) -> Option<Pieces> {
    let all = match command {
        // The others are shown once it is pressed.
        Command::State(any) if any.is_empty() => {
            context.keymap.beginning(command.name(), mode).iter().map(ToString::to_string).collect()
        }
        one => context.keymap.keys_for(one, mode),
    };
    let keys = all.iter().find(|keys| single(keys).is_some()).or(all.first())?;
    let mut shown = Pieces::default();
    shown.keys(keys, context.theme.key());
    if let Some(other) = single(keys).and_then(|c| context.keymap.other_letter(c)) {
        shown.add("/", context.theme.faint()).keys(&other.to_string(), context.theme.key());
    }
    Some(shown)
}

/// The one character that a key is spelled with, if it is.
pub(super) fn single(keys: &str) -> Option<char> {
    let mut chars = keys.chars();
    chars.next().filter(|_| chars.next().is_none())
}
