//! How the parts of screens are drawn: a line of input, the rows of a list, a bar of keys, a popup.
//!
//! Each takes an area and what it shows, and knows no session.

pub(super) mod bar;
pub(super) mod line;
pub(super) mod list;
pub(super) mod popup;
