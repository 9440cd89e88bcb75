//! `mlterm`: mlterm's own control sequence (doc/en/PROTOCOL) switches its bidi and shaping off; it does not know
//! ECMA-48's. Format characters take a column there; none is ever sent.

use super::entry::{Entry, Mode};

/// The mode in words.
pub(super) const ENTRY: Entry =
    Entry { mode: Mode::Mlterm, name: "mlterm", sentence: "Switches mlterm's own bidi off and sends rows as they stand." };

/// Switches mlterm's complex text layout off.
pub(super) const BEGIN: &str = "\x1b]5379;use_ctl=false\x07";
/// Switches it on, as mlterm starts.
pub(super) const END: &str = "\x1b]5379;use_ctl=true\x07";
