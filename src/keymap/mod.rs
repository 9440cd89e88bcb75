//! Keys become commands, as data: keymap files, layouts, and the lookup in both directions.
//!
//! A keymap is a list of bindings in RON; `keymaps/default.ron` is the built-in one and shows the whole
//! format. What never happens here: a panic or an early end on any file (every bad binding is reported
//! with its place, the good ones stay), a key that is both a binding and the beginning of another, a key
//! bound silently twice, a key spelled in the program's source.
//!
//! Arabic keyboard layouts need no switching: a key without a binding that types an Arabic character is
//! looked up again as the Latin key of the same place, see [`Layout`].

mod key;

mod error;

mod file;

mod layout;

mod node;

mod load;

#[allow(clippy::module_inception)] // The file's idea is the keymap itself.
mod keymap;

#[cfg(test)]
mod tests;

pub use error::{KeymapError, Problem};
pub use key::{Key, KeyCode, KeyError, parse_sequence, spell_sequence};
pub use keymap::{Keymap, Resolution};
pub use layout::Layout;
pub use node::{Branch, Node};

/// Holds one file that is already in memory: this room does not touch the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source<'a> {
    /// How messages call the file.
    pub name: &'a str,
    /// What stands in it.
    pub text: &'a str,
}

/// Holds the built-in keymaps; a user's file names one as its base, without the `.ron`.
pub const KEYMAPS: &[Source<'static>] = &[
    Source { name: "default.ron", text: include_str!("../../keymaps/default.ron") },
    Source { name: "vim.ron", text: include_str!("../../keymaps/vim.ron") },
];

/// Holds the built-in keyboard layouts.
pub const LAYOUTS: &[Source<'static>] = &[
    Source { name: "arabic-101.ron", text: include_str!("../../keymaps/layouts/arabic-101.ron") },
    Source { name: "persian.ron", text: include_str!("../../keymaps/layouts/persian.ron") },
];

/// Finds a built-in file by its name without the `.ron`.
fn builtin(files: &'static [Source<'static>], name: &str) -> Option<&'static Source<'static>> {
    files.iter().find(|file| file.name.strip_suffix(".ron") == Some(name))
}
