//! What people read on the screen: what the rooms below say as values, put into sentences.

mod labels;
mod notices;

/// Puts into words what the screen shows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words {}
