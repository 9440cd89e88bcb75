//! How texts are set: what the user or the folder says, as far as the screen has room for it.

use crate::layout::{Direction, Justification, LineSpacing, ParagraphSpacing, Spacing};

/// The fewest columns of a measure.
const NARROWEST: u16 = 20;

/// How texts are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typography {
    /// Most columns of a line.
    pub measure: u16,
    /// What is left blank between rows.
    pub spacing: Spacing,
    /// The base direction of paragraphs.
    pub direction: Direction,
    /// Whether lines are filled.
    pub justification: Justification,
}

impl Default for Typography {
    fn default() -> Self {
        let spacing = Spacing { paragraphs: ParagraphSpacing::Blank, lines: LineSpacing::Single };
        Self { measure: 84, spacing, direction: Direction::Auto, justification: Justification::Ragged }
    }
}

impl Typography {
    /// The columns of a line where there is room for so many.
    pub fn columns(self, room: u16) -> u16 {
        self.measure.max(NARROWEST).min(room)
    }
}

/// Whether a screen has rows to spare for what is left blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Room {
    /// Every row is needed.
    #[default]
    Tight,
    /// There are rows to spare.
    Ample,
}
