//! `explicit`: the terminal has bidi and can be told to leave rows as they stand (ECMA-48 BDSM, reset): VTE from
//! 0.58 on, mintty, wezterm, contour.
//!
//! The mode belongs to each row and is taken on when the row is made, so it is switched before the alternate
//! screen is entered, and the screen is cleared after that.

use super::entry::{Entry, Mode};

/// The mode in words.
pub(super) const ENTRY: Entry = Entry {
    mode: Mode::Explicit,
    name: "explicit",
    sentence: "Tells the terminal to leave rows as they stand: GNOME's and other VTE terminals, mintty, wezterm, contour.",
};

/// Leaves the order of cells to the program.
pub(super) const BEGIN: &str = "\x1b[8l";
/// Gives the terminal its own order back.
pub(super) const END: &str = "\x1b[8h";
