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
    /// What is left blank between rows.
    pub spacing: Spacing,
    /// Whether lines are filled.
    pub justification: Justification,
}

impl Default for PageSettings {
    fn default() -> Self {
        Self {
            width: 80,
            direction: Direction::Auto,
            shaping: true,
            reveal: false,
            spacing: Spacing::default(),
            justification: Justification::default(),
        }
    }
}

/// What is left blank between the rows of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Spacing {
    /// Between paragraphs.
    pub paragraphs: ParagraphSpacing,
    /// Between the lines of a paragraph.
    pub lines: LineSpacing,
}

/// What is between two paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ParagraphSpacing {
    /// As many blank rows as the text has blank lines there.
    #[default]
    AsWritten,
    /// One blank row where the text has blank lines.
    Closed,
    /// One blank row.
    Blank,
}

/// What is between two lines of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LineSpacing {
    /// Nothing.
    #[default]
    Single,
    /// A blank row, in which vowel marks have room.
    Double,
}

/// Whether lines are filled to the measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Justification {
    /// They end where their last word does.
    #[default]
    Ragged,
    /// They are filled, the last one of a paragraph aside.
    Filled,
}
