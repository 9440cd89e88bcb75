//! A schema's guideline in one language.

use crate::words::{Block, Language};

/// The guideline in one language.
pub(super) struct Edition {
    pub(super) language: Language,
    pub(super) blocks: Vec<Block>,
}
