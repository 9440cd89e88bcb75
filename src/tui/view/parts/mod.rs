//! How the parts of screens are drawn: a line of input, the rows of a list, a bar of keys, a popup.
//!
//! Each takes an area and what it shows, and knows no session.

pub mod bar;
pub mod line;
pub mod list;
pub mod popup;
