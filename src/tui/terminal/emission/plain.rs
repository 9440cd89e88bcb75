//! `plain`: rows are sent as they stand. For terminals without bidi of their own: xterm, urxvt, st, foot, ghostty,
//! Windows Terminal, the Linux console.

use super::entry::{Entry, Mode};

/// The mode in words.
pub(super) const ENTRY: Entry = Entry {
    mode: Mode::Plain,
    name: "plain",
    sentence: "Sends rows as they stand: terminals without bidi (xterm, urxvt, st, foot, ghostty, Windows Terminal).",
};
