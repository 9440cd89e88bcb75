//! How a tag looks: one of the terminal's 16 colours, and a mark that does without colour.

use serde::de::{Deserialize, Deserializer, Error};

/// One of the 16 colours of a terminal, so that a tag follows the user's own palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Colour {
    Black,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    White,
    BrightBlack,
    BrightRed,
    BrightGreen,
    BrightYellow,
    BrightBlue,
    BrightMagenta,
    BrightCyan,
    BrightWhite,
}

impl Colour {
    /// The colours with their names in a schema, in the order of the terminal's palette.
    pub const NAMED: [(&'static str, Self); 16] = [
        ("black", Self::Black),
        ("red", Self::Red),
        ("green", Self::Green),
        ("yellow", Self::Yellow),
        ("blue", Self::Blue),
        ("magenta", Self::Magenta),
        ("cyan", Self::Cyan),
        ("white", Self::White),
        ("bright_black", Self::BrightBlack),
        ("bright_red", Self::BrightRed),
        ("bright_green", Self::BrightGreen),
        ("bright_yellow", Self::BrightYellow),
        ("bright_blue", Self::BrightBlue),
        ("bright_magenta", Self::BrightMagenta),
        ("bright_cyan", Self::BrightCyan),
        ("bright_white", Self::BrightWhite),
    ];

    /// The colour of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(known, _)| *known == name).map(|(_, colour)| *colour)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| {
            let names: Vec<_> = Self::NAMED.iter().take(8).map(|(name, _)| *name).collect();
            D::Error::custom(format!("unknown colour `{name}`; use one of {}, or bright_ with it", names.join(", ")))
        })
    }
}

/// What tells a tag apart without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Deserialize)]
pub enum Mark {
    /// A line under the words.
    #[default]
    Underline,
    /// Text and background changed over.
    Reverse,
    /// A bar in the margin, for long spans.
    SideBar,
    /// Bold letters.
    Bold,
    /// Slanted letters.
    Italic,
}
