//! The keymap: from keys to commands, and from commands back to keys.

use super::key::{Key, KeyCode, spell_sequence};
use super::layout::Layout;
use super::node::{Branch, Node};
use crate::session::command::{Command, Mode};

/// Tells what a key means after those that were pressed before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution<'a> {
    /// The keys are complete.
    Command(Command),
    /// Another key must follow: one of these.
    Pending(&'a Node),
    /// The keys mean nothing.
    Unbound,
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
    layouts: Vec<Layout>,
}

impl Keymap {
    pub(super) fn new(bindings: Vec<Binding>, layouts: Vec<Layout>) -> Self {
        let mut roots: Vec<(Mode, Node)> = Mode::ALL.iter().map(|mode| (*mode, Node::default())).collect();
        for binding in &bindings {
            for (_, root) in roots.iter_mut().filter(|(mode, _)| *mode == binding.mode) {
                root.plant(&binding.keys, &binding.command);
            }
        }
        Self { bindings, roots, layouts }
    }

    /// Finds what a key means in a mode, after the pending keys pressed before it.
    ///
    /// The pending keys are those pressed, in any layout; whoever calls forgets them unless the answer
    /// is [`Resolution::Pending`]. In a mode of text entry a printable key that is not bound types itself; where letters
    /// have a meaning that only the schema or the screen knows, it is that letter, in its Latin place.
    pub fn resolve(&self, mode: Mode, pending: &[Key], key: Key) -> Resolution<'_> {
        let branch = self.node(mode, pending).and_then(|node| self.step(mode, node, key));
        match (branch, key.typed()) {
            (Some(Branch::Command(command)), _) => Resolution::Command(command.clone()),
            (Some(Branch::More(node)), _) => Resolution::Pending(node),
            (None, Some(c)) if mode.is_text_entry() && pending.is_empty() => Resolution::Command(Command::Insert(c)),
            (None, Some(c)) if mode.takes_letters() && pending.is_empty() => {
                let latin = self.latin(mode, key).and_then(Key::typed);
                Resolution::Command(Command::Letter(latin.unwrap_or(c)))
            }
            (None, _) => Resolution::Unbound,
        }
    }

    /// Finds where the pending keys have led; without any, the root of the mode.
    pub fn node(&self, mode: Mode, pending: &[Key]) -> Option<&Node> {
        let root = self.roots.iter().find(|(other, _)| *other == mode).map(|(_, root)| root);
        pending.iter().fold(root, |node, key| match self.step(mode, node?, *key) {
            Some(Branch::More(node)) => Some(node),
            _ => None,
        })
    }

    /// Goes one key further: the key itself, else the Latin key of the same place.
    fn step<'a>(&self, mode: Mode, node: &'a Node, key: Key) -> Option<&'a Branch> {
        node.branch(key).or_else(|| node.branch(self.latin(mode, key)?))
    }

    /// Returns the Latin key of the place where an Arabic character is typed. Text entry is left alone,
    /// except with ctrl or alt, which do not type.
    fn latin(&self, mode: Mode, key: Key) -> Option<Key> {
        let KeyCode::Char(typed) = key.code() else { return None };
        if mode.is_text_entry() && key.typed().is_some() {
            return None;
        }
        self.layouts.iter().find_map(|layout| layout.latin(typed)).map(|latin| key.with_char(latin))
    }

    /// Returns the one key that two keys stand for if they arrived in the same instant.
    ///
    /// The key of lam with alef sends two characters on some systems. In a mode of text entry both are
    /// text and stay two. See [`Layout`] for what this cannot know.
    pub fn join(&self, mode: Mode, first: Key, second: Key) -> Option<Key> {
        let first = first.typed()?;
        let second = second.typed()?;
        let joined = self.layouts.iter().find_map(|layout| layout.joined(first, second));
        joined.filter(|_| !mode.is_text_entry()).map(Key::char)
    }

    /// Returns the letter that an Arabic keyboard types with a Latin key, so that both can be shown.
    pub fn other_letter(&self, latin: char) -> Option<char> {
        self.layouts.iter().find_map(|layout| layout.other_letter(latin))
    }

    /// Returns the keys that call a command in a mode, in the order of the file.
    pub fn keys_for(&self, command: &Command, mode: Mode) -> Vec<String> {
        let called = self.bindings.iter().filter(|binding| binding.mode == mode && binding.command == *command);
        called.map(|binding| spell_sequence(&binding.keys)).collect()
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
