//! How texts are set, as the configuration says it.
//!
//! ```ron
//! (
//!     width: 84,                                        // most columns of a line
//!     spacing: (paragraphs: "blank", lines: "single"),  // or "none"; "double" leaves a row for vowel marks
//!     direction: "auto",                                // or "rtl", "ltr"
//!     justify: false,                                   // or true: words are drawn longer until lines are full
//! )
//! ```

use clap::ValueEnum;
use serde::Deserialize;

use super::arguments::{Base, as_word, word};
use crate::layout::{Justification, LineSpacing, ParagraphSpacing, Spacing};
use crate::session::Typography;

/// What is between two paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BetweenParagraphs {
    /// A blank row.
    Blank,
    /// Nothing.
    None,
}

/// What is between two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BetweenLines {
    /// Nothing.
    Single,
    /// A blank row.
    Double,
}

/// What is left blank between rows.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename = "")]
pub(super) struct SpacingField {
    #[serde(deserialize_with = "as_word")]
    paragraphs: Option<BetweenParagraphs>,
    #[serde(deserialize_with = "as_word")]
    lines: Option<BetweenLines>,
}

impl SpacingField {
    /// The same as texts are set; what is not said is as usual.
    pub(super) fn spacing(self) -> Spacing {
        let usual = Typography::default().spacing;
        Spacing {
            paragraphs: self.paragraphs.map_or(usual.paragraphs, |between| match between {
                BetweenParagraphs::Blank => ParagraphSpacing::Blank,
                BetweenParagraphs::None => ParagraphSpacing::Closed,
            }),
            lines: self.lines.map_or(usual.lines, |between| match between {
                BetweenLines::Single => LineSpacing::Single,
                BetweenLines::Double => LineSpacing::Double,
            }),
        }
    }
}

/// What was chosen of it, in words.
pub(super) fn told(typography: Typography, direction: Base) -> String {
    let paragraphs = match typography.spacing.paragraphs {
        ParagraphSpacing::Blank => BetweenParagraphs::Blank,
        ParagraphSpacing::Closed | ParagraphSpacing::AsWritten => BetweenParagraphs::None,
    };
    let lines = match typography.spacing.lines {
        LineSpacing::Single => BetweenLines::Single,
        LineSpacing::Double => BetweenLines::Double,
    };
    let (paragraphs, lines) = (word(&paragraphs), word(&lines));
    let filled = if typography.justification == Justification::Filled { ", justified" } else { "" };
    format!("width {}, paragraphs {paragraphs}, lines {lines}, direction {}{filled}", typography.measure, word(&direction))
}
