//! Keys become commands, as data: keymap files, layouts, and the lookup in both directions.
//!
//! A keymap is a list of bindings in RON; `keymaps/default.ron` is the built-in one and shows the whole
//! format. What never happens here: a panic or an early end on any file (every bad binding is reported
//! with its place, the good ones stay), a key that is both a binding and the beginning of another, a key
//! bound silently twice, a key spelled in the program's source.
//!
//! Arabic keyboard layouts need no switching: a key without a binding that types an Arabic character is
//! looked up again as the Latin key of the same place, see [`Layout`]. Where keyboards differ and nobody has said which is
//! in use, the letter means nothing yet: [`Resolution::Keyboards`].

mod key;

mod error;

mod file;

mod builtin;

mod layout;

mod keyboards;

mod node;

#[allow(clippy::module_inception)] // The file's idea is the keymap itself.
mod keymap;

mod load;

#[cfg(test)]
mod tests;

pub use builtin::{KEYMAPS, KeymapText, LAYOUTS};
pub use error::{KeymapError, Problem};
pub use key::{Held, Key, KeyCode, KeyError, parse_sequence, spell_sequence};
pub use keymap::{Keymap, Resolution};
pub use layout::Layout;
pub use load::Trust;
pub use node::{Branch, Node};
