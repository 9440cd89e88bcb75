//! How a document is set on a page.

use super::bidi::Direction;

/// How a document is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageSettings {
    /// Columns of a line, at least 1.
    pub width: u16,
    /// The base direction of its paragraphs.
    pub direction: Direction,
    /// Whether letters become presentation forms.
    pub shaping: bool,
    /// Whether what is invisible is shown as tokens in cells of their own.
    pub reveal: bool,
}

impl Default for PageSettings {
    fn default() -> Self {
        Self { width: 80, direction: Direction::Auto, shaping: true, reveal: false }
    }
}
