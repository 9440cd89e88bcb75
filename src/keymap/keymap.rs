//! The keymap: from keys to commands, and from commands back to keys.

use super::key::{Key, KeyCode, spell_sequence};
use super::keyboards::{Keyboards, Reading};
use super::node::{Branch, Node};
use crate::session::KeyboardChoice;
use crate::session::command::{Command, Mode};

/// Tells what a key means after those that were pressed before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution<'a> {
    /// The keys are complete.
    Command(Command),
    /// Another key must follow: one of these.
    Pending(&'a Node),
    /// It depends on the keyboard: each by its name, with the Latin key and what that does, if it does something.
    Keyboards(Vec<KeyboardChoice>),
    /// The keys mean nothing.
    Unbound,
}

impl Resolution<'_> {
    /// Whether two keys mean the same.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Pending(one), Self::Pending(other)) => std::ptr::eq(*one, *other),
            (one, other) => one == other,
        }
    }
}

/// What a key means once it is known which it is.
fn meant<'a>(mode: Mode, pending: &[Key], node: Option<&'a Node>, key: Key) -> Resolution<'a> {
    match (node.and_then(|node| node.branch(key)), key.typed()) {
        (Some(Branch::Command(command)), _) => Resolution::Command(command.clone()),
        (Some(Branch::More(node)), _) => Resolution::Pending(node),
        (None, Some(c)) if mode.is_text_entry() && pending.is_empty() => Resolution::Command(Command::Insert(c)),
        (None, Some(c)) if mode.takes_letters() && pending.is_empty() => Resolution::Command(Command::Letter(c)),
        (None, _) => Resolution::Unbound,
    }
}

/// What a letter would be on a keyboard.
fn choice<'a>(name: &str, latin: char, key: Key, meant: impl Fn(Key) -> Resolution<'a>) -> KeyboardChoice {
    let does = match meant(key.with_char(latin)) {
        Resolution::Command(command) => Some(command),
        _ => None,
    };
    KeyboardChoice { name: name.to_owned(), latin: Some(latin), does }
}

/// Holds a binding: in this mode these keys call this command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Binding {
    pub mode: Mode,
    pub keys: Vec<Key>,
    pub command: Command,
}

/// Holds all bindings of all modes. No binding's keys begin with another's.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<Binding>,
    roots: Vec<(Mode, Node)>,
    keyboards: Keyboards,
}

impl Keymap {
    pub(super) fn new(bindings: Vec<Binding>, keyboards: Keyboards) -> Self {
        let mut roots: Vec<(Mode, Node)> = Mode::ALL.iter().map(|mode| (*mode, Node::default())).collect();
        for binding in &bindings {
            for (_, root) in roots.iter_mut().filter(|(mode, _)| *mode == binding.mode) {
                root.plant(&binding.keys, &binding.command);
            }
        }
        Self { bindings, roots, keyboards }
    }

    /// Finds what a key means in a mode, after the pending keys pressed before it.
    ///
    /// The pending keys are those pressed, in any layout; whoever calls forgets them unless the answer
    /// is [`Resolution::Pending`]. In a mode of text entry a printable key that is not bound types itself; where letters
    /// have a meaning that only the schema or the screen knows, it is that letter, in its Latin place.
    pub fn resolve(&self, mode: Mode, pending: &[Key], key: Key) -> Resolution<'_> {
        let node = self.node(mode, pending);
        let meant = |key: Key| meant(mode, pending, node, key);
        if node.and_then(|node| node.branch(key)).is_some() {
            return meant(key);
        }
        match self.reading(mode, key) {
            Reading::Unknown => meant(key),
            Reading::Key(latin) => meant(key.with_char(latin)),
            Reading::Several(readings) => {
                let mut meanings = readings.iter().map(|(_, latin)| meant(key.with_char(*latin)));
                match meanings.next() {
                    Some(first) if meanings.all(|other| other.is_same(&first)) => first,
                    _ => Resolution::Keyboards(readings.iter().map(|(name, latin)| choice(name, *latin, key, meant)).collect()),
                }
            }
        }
    }

    /// Finds where the pending keys have led; without any, the root of the mode.
    pub fn node(&self, mode: Mode, pending: &[Key]) -> Option<&Node> {
        let root = self.roots.iter().find(|(other, _)| *other == mode).map(|(_, root)| root);
        pending.iter().fold(root, |node, key| {
            let node = node?;
            let onwards = |key: Key| match node.branch(key) {
                Some(Branch::More(node)) => Some(node),
                _ => None,
            };
            onwards(*key).or_else(|| match self.reading(mode, *key) {
                Reading::Unknown => None,
                Reading::Key(latin) => onwards(key.with_char(latin)),
                Reading::Several(readings) => readings.iter().find_map(|(_, latin)| onwards(key.with_char(*latin))),
            })
        })
    }

    /// The Latin key of the place where an Arabic character is typed. Text entry is left alone, except with ctrl or alt,
    /// which do not type.
    fn reading(&self, mode: Mode, key: Key) -> Reading<'_> {
        match key.code() {
            KeyCode::Char(typed) if !mode.is_text_entry() || key.typed().is_none() => self.keyboards.read(typed),
            _ => Reading::Unknown,
        }
    }

    /// Returns the names of the keyboards that are known.
    pub fn keyboards(&self) -> Vec<KeyboardChoice> {
        self.keyboards.names().map(|name| KeyboardChoice { name: name.to_owned(), latin: None, does: None }).collect()
    }

    /// Returns the same keys for one keyboard, which is known to be in use; `None` where there is none of this name.
    #[must_use]
    pub fn with_keyboard(&self, name: &str) -> Option<Self> {
        Some(Self { keyboards: self.keyboards.only(name)?, ..self.clone() })
    }

    /// Returns the same keys for the keyboards that may be in use once a letter was typed; `None` if it rules none out.
    #[must_use]
    pub fn hearing(&self, typed: char) -> Option<Self> {
        Some(Self { keyboards: self.keyboards.hearing(typed)?, ..self.clone() })
    }

    /// Returns the one key that two keys stand for if they arrived in the same instant.
    ///
    /// The key of lam with alef sends two characters on some systems. In a mode of text entry both are
    /// text and stay two. See [`Layout`](super::Layout) for what this cannot know.
    pub fn join(&self, mode: Mode, first: Key, second: Key) -> Option<Key> {
        let first = first.typed()?;
        let second = second.typed()?;
        let joined = self.keyboards.joined(first, second);
        joined.filter(|_| !mode.is_text_entry()).map(Key::char)
    }

    /// Returns the letter that an Arabic keyboard types with a Latin key, so that both can be shown.
    pub fn other_letter(&self, latin: char) -> Option<char> {
        self.keyboards.other_letter(latin)
    }

    /// Returns the keys that call a command in a mode, in the order of the file.
    pub fn keys_for(&self, command: &Command, mode: Mode) -> Vec<String> {
        let called = self.bindings.iter().filter(|binding| binding.mode == mode && binding.command == *command);
        called.map(|binding| spell_sequence(&binding.keys)).collect()
    }

    /// Returns the first key of those that call a command with whatever argument in a mode.
    pub fn beginning(&self, name: &str, mode: Mode) -> Option<Key> {
        let called = self.bindings.iter().find(|binding| binding.mode == mode && binding.command.name() == name);
        called.and_then(|binding| binding.keys.first().copied())
    }

    /// Returns every binding of a mode, in the order of the file.
    pub fn bindings(&self, mode: Mode) -> Vec<(String, &Command)> {
        let of_mode = self.bindings.iter().filter(|binding| binding.mode == mode);
        of_mode.map(|binding| (spell_sequence(&binding.keys), &binding.command)).collect()
    }

    /// Returns the keys of every binding that speaks of a tag, and the tag.
    pub fn tag_bindings(&self) -> impl Iterator<Item = (&[Key], &str)> {
        let own = self.bindings.iter().filter(|binding| binding.mode.base().is_none());
        own.filter_map(|binding| match &binding.command {
            Command::Tag(tag) | Command::Retag(tag) => Some((binding.keys.as_slice(), tag.as_str())),
            _ => None,
        })
    }
}
