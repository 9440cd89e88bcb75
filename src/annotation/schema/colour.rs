//! How a tag looks: one of the terminal's 16 colours, its shades where a terminal has more, and a mark that does without.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

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
        named(&String::deserialize(deserializer)?)
    }
}

fn named<E: Error>(name: &str) -> Result<Colour, E> {
    Colour::named(name).ok_or_else(|| {
        let names: Vec<_> = Colour::NAMED.iter().take(8).map(|(name, _)| *name).collect();
        E::custom(format!("unknown colour `{name}`; use one of {}, or bright_ with it", names.join(", ")))
    })
}

/// A colour of 24 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Rgb {
    /// The colour that `#rrggbb` says.
    pub fn parse(text: &str) -> Option<Self> {
        let digits =
            text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self { red, green, blue })
    }
}

/// As `#rrggbb`.
impl fmt::Display for Rgb {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl<'de> Deserialize<'de> for Rgb {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is no colour; write #rrggbb")))
    }
}

/// The colour of a tag where a terminal has millions of them: what its words lie on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shades {
    /// On a light screen, under dark letters.
    pub light: Rgb,
    /// On a dark screen, under light letters.
    pub dark: Rgb,
}

/// The colour of a tag in a file: `"red"`, or `(light: "#rrggbb", dark: "#rrggbb", fallback: "red")`.
pub(super) struct ColourFile {
    pub(super) colour: Colour,
    pub(super) shades: Option<Shades>,
}

impl<'de> Deserialize<'de> for ColourFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Whole {
            light: Rgb,
            dark: Rgb,
            fallback: Colour,
        }
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = ColourFile;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("the name of a colour or (light: \"#rrggbb\", dark: \"#rrggbb\", fallback: \"…\")")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<ColourFile, E> {
                Ok(ColourFile { colour: named(name)?, shades: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ColourFile, A::Error> {
                let Whole { light, dark, fallback } = Whole::deserialize(MapAccessDeserializer::new(map))?;
                Ok(ColourFile { colour: fallback, shades: Some(Shades { light, dark }) })
            }
        }
        deserializer.deserialize_any(Words)
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
    /// A line under bold letters.
    BoldUnderline,
    /// A bar in the margin, for long spans.
    SideBar,
    /// Bold letters.
    Bold,
    /// Slanted letters.
    Italic,
}
