//! The only room that knows the terminal: it draws the session, reads keys, and performs effects.
//!
//! Drawing takes the session by shared reference and changes nothing. Every cell of text is written by
//! `Cell::set_symbol` from the layout's own cells: ratatui neither measures nor wraps nor aligns Arabic.
//! No byte of a file reaches the terminal except through a cell of the layout, which holds no control.

mod sgr;
pub mod theme;
pub mod paint;
pub mod picture;
pub mod view;
pub mod terminal;
pub mod linear;
pub mod event;
pub mod calibration;
mod whereabouts;
pub mod library;
pub mod bureau;
mod clipboard;
pub mod failure;
mod palette;
pub mod driver;
mod machine;
pub mod run;
mod recognising;
