//! What commands, motions, groups of commands and invisible characters are.

use super::bundle;
use super::language::Language;
use super::phrase::{Phrase, Section, Value};
use super::{Words, plain};
use crate::session::Motion;
use crate::session::command::{Argument, Command, Entry, Group, Object};

impl Words {
    /// Returns what a command does, with its argument in the sentence.
    pub fn sentence(self, command: &Command) -> String {
        let argument = match command {
            Command::Move(motion) | Command::Extend(motion) => Some(("motion", Value::Phrase(of_motion(*motion)))),
            Command::SelectInner(object) | Command::SelectAround(object) => Some(("object", Value::Phrase(of_object(*object)))),
            Command::Tag(tag) | Command::Retag(tag) | Command::NextSpanOf(tag) | Command::PreviousSpanOf(tag) => {
                Some(("tag", Value::from(tag)))
            }
            Command::State(state) | Command::HandBack(state) => Some(("state", Value::Choice(state.into()))),
            Command::Count(digit) | Command::TakeReading(digit) | Command::ChooseValue(digit) | Command::ChoosePlace(digit) => {
                Some(("digit", Value::Said(digit.to_string())))
            }
            Command::Insert(character) => Some(("character", Value::Text(character.to_string().into()))),
            _ => None,
        };
        self.phrase(&of_command(command.name(), argument))
    }

    /// Returns all that a command is called in every language, in this one first: its word in a bar, other words by which it
    /// may be looked for, its name, and what it does.
    pub fn names(self, command: &Command) -> Vec<String> {
        let others = Language::ALL.into_iter().filter(|language| *language != self.language);
        let mut names = Vec::new();
        for words in std::iter::once(self.language).chain(others).map(Words::of) {
            let label = words.label(command);
            names.extend((label != command.name()).then_some(label));
            names.extend(bundle::also(words.language, &of_command(command.name(), None)).split(", ").map(str::to_owned));
            names.push(plain(&words.sentence(command)));
        }
        names.extend([command.to_string(), command.to_string().replace('_', " ")]);
        names.retain(|name| !name.is_empty());
        names
    }

    /// Returns what a command does, the placeholder of its argument in the sentence.
    pub fn description(self, entry: &Entry) -> String {
        let placeholder = Value::Said(entry.argument.placeholder().to_owned());
        let name = match entry.argument {
            Argument::None => None,
            Argument::Motion => Some("motion"),
            Argument::Object => Some("object"),
            Argument::Tag => Some("tag"),
            Argument::State => Some("state"),
            Argument::Digit => Some("digit"),
            Argument::Character => Some("character"),
        };
        self.phrase(&of_command(entry.name, name.map(|name| (name, placeholder))))
    }

    /// Returns the heading of a group of commands.
    pub fn heading(self, group: Group) -> String {
        self.phrase(&help(format!("group-{}", group.name()), Vec::new()))
    }

    /// Returns what an invisible character is called, if it has a name of its own.
    pub fn character(self, c: char) -> Option<String> {
        let phrase = help(format!("character-{:04X}", u32::from(c)), Vec::new());
        bundle::find(self.language, &phrase)
    }
}

fn of_command<'a>(name: &str, argument: Option<(&'static str, Value<'a>)>) -> Phrase<'a> {
    help(format!("command-{name}"), argument.into_iter().collect())
}

fn of_motion(motion: Motion) -> Phrase<'static> {
    help(format!("motion-{}", motion.name()), Vec::new())
}

fn of_object(object: Object) -> Phrase<'static> {
    help(format!("object-{}", object.name()), Vec::new())
}

fn help<'a>(id: String, arguments: Vec<(&'static str, Value<'a>)>) -> Phrase<'a> {
    Phrase { section: Section::Help, id: id.into(), arguments }
}
