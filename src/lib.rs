//! hashiya (حاشية, the gloss in a manuscript's margin): reads and annotates right-to-left Arabic text.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice))]

pub mod text;
pub mod layout;
pub mod annotation;
pub mod exchange;
pub mod storage;
pub mod session;
pub mod keymap;
pub mod tui;
pub mod cli;
