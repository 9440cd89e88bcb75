//! The keymaps and keyboard layouts that the program brings along: as texts, and as they were read when it was built.

use super::file::{KeymapTable, LayoutTable, RowTable};

include!(concat!(env!("OUT_DIR"), "/keymaps.rs"));

/// Holds one file that is already in memory: this room does not touch the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeymapText<'a> {
    /// How messages call the file.
    pub name: &'a str,
    /// What stands in it.
    pub text: &'a str,
}

/// Holds the built-in keymaps; a user's file names one as its base, without the `.ron`.
pub const KEYMAPS: &[KeymapText<'static>] = &[
    KeymapText { name: "default.ron", text: include_str!("../../keymaps/default.ron") },
    KeymapText { name: "emacs.ron", text: include_str!("../../keymaps/emacs.ron") },
    KeymapText { name: "vim.ron", text: include_str!("../../keymaps/vim.ron") },
];

/// Holds the built-in keyboard layouts.
pub const LAYOUTS: &[KeymapText<'static>] = &[
    KeymapText { name: "arabic-101.ron", text: include_str!("../../keymaps/layouts/arabic-101.ron") },
    KeymapText { name: "arabic-102-azerty.ron", text: include_str!("../../keymaps/layouts/arabic-102-azerty.ron") },
    KeymapText { name: "arabic-mac.ron", text: include_str!("../../keymaps/layouts/arabic-mac.ron") },
    KeymapText { name: "kurdish.ron", text: include_str!("../../keymaps/layouts/kurdish.ron") },
    KeymapText { name: "persian.ron", text: include_str!("../../keymaps/layouts/persian.ron") },
    KeymapText { name: "urdu.ron", text: include_str!("../../keymaps/layouts/urdu.ron") },
];

/// Finds a built-in file by its name without the `.ron`.
pub(super) fn builtin(files: &'static [KeymapText<'static>], name: &str) -> Option<&'static KeymapText<'static>> {
    files.iter().find(|file| file.name.strip_suffix(".ron") == Some(name))
}

/// Returns a built-in keymap as it was read when the program was built; `None` for any other file.
pub(super) fn keymap_table(source: &KeymapText) -> Option<&'static KeymapTable> {
    KEYMAPS.contains(source).then(|| KEYMAP_TABLES.iter().find(|(name, _)| *name == source.name).map(|(_, table)| table))?
}

/// Returns a built-in layout as it was read when the program was built.
pub(super) fn layout_table(name: &str) -> Option<LayoutTable> {
    LAYOUT_TABLES.iter().find(|(other, _)| *other == name).map(|(_, table)| *table)
}
