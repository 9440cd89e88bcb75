//! Where the colours of a theme come from: tags have those of the schema, or others that are made to be told apart.

use super::contrast::{BLACK, WHITE, legible, letters_on, mix};
use crate::annotation::schema::{Rgb, Shades};

/// What a terminal has behind its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A light colour, or nobody knows.
    Light,
    /// A dark colour.
    Dark,
}

impl Ground {
    /// What a colour is: dark, if white letters are read better on it.
    pub fn of(colour: Rgb) -> Self {
        if letters_on(colour) == WHITE { Self::Dark } else { Self::Light }
    }
}

/// Where the colours come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// From the schema.
    #[default]
    Schema,
    /// From the schema, made lighter or darker until letters have a contrast of 7 (WCAG 2.2, 1.4.6).
    Contrast,
    /// By the order of the tags, for eyes that tell fewer colours apart.
    ColourBlind,
}

impl Palette {
    /// The least contrast of letters.
    pub(super) fn least(self) -> f64 {
        if self == Self::Contrast { HIGH } else { 4.5 }
    }
}

/// The contrast of letters in [`Palette::Contrast`].
pub(super) const HIGH: f64 = 7.0;

/// A colour and how much white and black make its shades.
struct Hue {
    colour: Rgb,
    white: u8,
    black: u8,
}

const fn hue(red: u8, green: u8, blue: u8, white: u8, black: u8) -> Hue {
    Hue { colour: Rgb { red, green, blue }, white, black }
}

/// The colours of Okabe and Ito, "Color universal design" (2008), in their order, without black. Shares of white and black were
/// searched for so that letters have a contrast of 7, and so that any two differ as much as they can in any sort of sight:
/// in lightness, where not in hue.
const OKABE_ITO: [Hue; 7] = [
    hue(0xE6, 0x9F, 0x00, 0, 49),
    hue(0x56, 0xB4, 0xE9, 28, 49),
    hue(0x00, 0x9E, 0x73, 14, 56),
    hue(0xF0, 0xE4, 0x42, 56, 70),
    hue(0x00, 0x72, 0xB2, 77, 63),
    hue(0xD5, 0x5E, 0x00, 70, 70),
    hue(0xCC, 0x79, 0xA7, 21, 77),
];

/// The shades of the tag at a place of the schema; they begin anew after the seventh.
pub(super) fn told_apart(place: usize) -> Option<Shades> {
    let hue = OKABE_ITO.iter().cycle().nth(place % OKABE_ITO.len())?;
    Some(Shades { light: mix(hue.colour, WHITE, hue.white), dark: mix(hue.colour, BLACK, hue.black) })
}

/// The shades with a contrast of 7 to their letters.
pub(super) fn heightened(shades: Shades) -> Shades {
    Shades { light: legible(shades.light, BLACK, HIGH), dark: legible(shades.dark, WHITE, HIGH) }
}

/// Letters and what is behind them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) letters: Rgb,
    pub(super) ground: Rgb,
}

/// What is not a tag; all of it is in the cube of 256 colours, too.
pub(super) struct Chrome {
    pub(super) selection: Pair,
    pub(super) hit: Pair,
    pub(super) hint: Pair,
    pub(super) bars: Pair,
    pub(super) error: Pair,
    /// Tokens, on the ground of the terminal.
    pub(super) token: Rgb,
}

const fn pair(letters: Rgb, red: u8, green: u8, blue: u8) -> Pair {
    Pair { letters, ground: Rgb { red, green, blue } }
}

/// The colours of what is not a tag.
pub(super) fn chrome(palette: Palette, ground: Ground) -> Chrome {
    let grey = Rgb { red: 0xD0, green: 0xD0, blue: 0xD0 };
    Chrome {
        selection: match (palette, ground) {
            (Palette::Contrast, Ground::Light) => pair(WHITE, 0x00, 0x00, 0x5F),
            (Palette::Contrast, Ground::Dark) => pair(BLACK, 0x87, 0xD7, 0xFF),
            _ => pair(WHITE, 0x00, 0x5F, 0xAF),
        },
        hit: pair(BLACK, 0xFF, 0xAF, 0xFF),
        hint: pair(BLACK, 0xFF, 0xFF, 0x00),
        bars: pair(if palette == Palette::Contrast { WHITE } else { grey }, 0x30, 0x30, 0x30),
        error: pair(WHITE, 0xAF, 0x00, 0x00),
        token: match ground {
            Ground::Light => Rgb { red: 0x87, green: 0x00, blue: 0x00 },
            Ground::Dark => Rgb { red: 0xFF, green: 0xAF, blue: 0x5F },
        },
    }
}
