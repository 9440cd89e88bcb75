//! What the palette of a place lists: its commands, what each is called in every language, and its keys.

use crate::annotation::Schema;
use crate::annotation::schema::Tag;
use crate::keymap::Keymap;
use crate::session::command::{Argument, COMMANDS, Command, Entry, Group};
use crate::session::parts::Item;
use crate::session::{Mode, Session};
use crate::words::Words;

/// The commands of the place on screen: those that do something to what is there before those that only move in it, which
/// fingers find by themselves; else in the order of the help.
///
/// Of arguments, each tag and each state of the schema; of others those that have a key here.
pub(super) fn items(session: &Session, keymap: &Keymap, words: Words) -> Vec<Item<Command>> {
    let mode = session.mode();
    let is_here = |entry: &&Entry| entry.modes.iter().any(|of| *of == mode || mode.base() == Some(*of));
    let mut entries: Vec<&Entry> = COMMANDS.iter().filter(is_here).filter(|entry| is_worth_picking(entry)).collect();
    entries.sort_by_key(|entry| matches!(entry.group, Group::Moving | Group::Selecting));
    let commands = entries.into_iter().flat_map(|entry| with_arguments(entry, mode, session.schema(), keymap));
    commands.map(|command| item(command, mode, session.schema(), keymap, words)).collect()
}

/// Whether a command does something beside what is typed after it, or what closes the palette.
fn is_worth_picking(entry: &Entry) -> bool {
    let is_typed = entry.group == Group::Typing && entry.name != Command::Accept.name();
    let is_of_keys = matches!(entry.argument, Argument::Character) || entry.name == Command::Count(0).name();
    !is_typed && !is_of_keys && ![Command::Palette, Command::Cancel].iter().any(|other| other.name() == entry.name)
}

/// A command with each of its arguments.
fn with_arguments(entry: &Entry, mode: Mode, schema: &Schema, keymap: &Keymap) -> Vec<Command> {
    let with = |argument: &str| Command::parse(&format!("{} {argument}", entry.name)).ok();
    match entry.argument {
        Argument::None => Command::parse(entry.name).into_iter().collect(),
        Argument::Tag => schema.tags.iter().filter_map(|tag| with(&tag.id)).collect(),
        Argument::State => schema.workflow.document_states.iter().filter_map(|state| with(state)).collect(),
        Argument::Motion | Argument::Object | Argument::Digit | Argument::Character => {
            let mut bound: Vec<Command> = Vec::new();
            for (_, command) in keymap.bindings(mode).into_iter().filter(|(_, command)| command.name() == entry.name) {
                if !bound.contains(command) {
                    bound.push(command.clone());
                }
            }
            bound
        }
    }
}

fn item(command: Command, mode: Mode, schema: &Schema, keymap: &Keymap, words: Words) -> Item<Command> {
    let keys = keymap.keys_for(&command, mode).into_iter().min_by_key(|keys| keys.chars().count()).unwrap_or_default();
    let mut sought = words.names(&command);
    if let Some(tag) = tag_of(&command).and_then(|id| schema.tag(id)) {
        sought.extend(labels(tag));
    }
    Item { text: words.sentence(&command), sought: sought.join("\n"), detail: keys, value: command }
}

fn tag_of(command: &Command) -> Option<&str> {
    match command {
        Command::Tag(tag) | Command::Retag(tag) | Command::NextSpanOf(tag) | Command::PreviousSpanOf(tag) => Some(tag),
        _ => None,
    }
}

fn labels(tag: &Tag) -> [String; 2] {
    [tag.gloss.label.en.clone(), tag.gloss.label.ar.clone()]
}
