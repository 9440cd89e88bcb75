//! The tree of keys: where a key press leads from where one stands.

use super::key::Key;
use crate::session::command::Command;

/// Tells what a key leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Branch {
    /// A command: the keys are complete.
    Command(Command),
    /// More keys, of which one must follow.
    More(Node),
}

/// Holds the keys that may come next, in the order of the keymap file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    branches: Vec<(Key, Branch)>,
}

impl Node {
    /// Returns the keys that may come next and what each leads to.
    pub fn branches(&self) -> &[(Key, Branch)] {
        &self.branches
    }

    /// Returns what a key leads to.
    pub fn branch(&self, key: Key) -> Option<&Branch> {
        self.branches.iter().find(|(other, _)| *other == key).map(|(_, branch)| branch)
    }

    /// Plants a command at the end of keys. Where a part of the keys is already a command, that one stays.
    pub(super) fn plant(&mut self, keys: &[Key], command: &Command) {
        let Some((first, rest)) = keys.split_first() else { return };
        let at = self.branches.iter().position(|(key, _)| key == first);
        let branch = match at.and_then(|at| self.branches.get_mut(at)) {
            Some((_, Branch::More(node))) => return node.plant(rest, command),
            Some((_, Branch::Command(_))) => return,
            None if rest.is_empty() => Branch::Command(command.clone()),
            None => {
                let mut node = Self::default();
                node.plant(rest, command);
                Branch::More(node)
            }
        };
        self.branches.push((*first, branch));
    }
}
