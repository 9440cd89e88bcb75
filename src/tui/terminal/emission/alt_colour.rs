//! `alt-colour`: neighbouring cells differ in colour by a step that no eye sees. For qterminal and other Qt widgets
//! that draw the cells of one colour as one text, and let Qt reorder that.

use ratatui::buffer::Cell;
use ratatui::style::Color;

use super::entry::{Entry, Mode};
use super::units::is_arabic;
use crate::tui::sgr;

/// The mode in words.
pub(super) const ENTRY: Entry = Entry {
    mode: Mode::AltColour,
    name: "alt-colour",
    sentence: "Gives neighbouring cells colours that differ by a step no eye sees: qterminal and its kin.",
};

/// The colour of letters that have none of their own; a terminal does not tell it, its environment hints at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Foreground {
    /// Light letters on a dark ground.
    #[default]
    Light,
    /// Dark letters on a light ground.
    Dark,
}

impl Foreground {
    /// The colour that the environment hints at.
    pub fn from_environment() -> Self {
        Self::hinted(std::env::var("COLORFGBG").ok().as_deref())
    }

    /// Reads the usual hint (`COLORFGBG`): colours of the palette, the background last.
    fn hinted(colours: Option<&str>) -> Self {
        let background = colours.and_then(|c| c.rsplit(';').next()).and_then(|n| n.parse().ok()).unwrap_or(0);
        if matches!(background, 7 | 9..=15) { Self::Dark } else { Self::Light }
    }

    fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Light => (229, 229, 229),
            Self::Dark => (0, 0, 0),
        }
    }
}

/// Colours the cells of a row that hold Arabic, with every second one a step apart.
pub(super) fn emit(row: &mut [Cell], foreground: Foreground) -> Option<Vec<u16>> {
    for (column, cell) in row.iter_mut().enumerate() {
        if cell.symbol().chars().any(is_arabic) {
            let (red, green, blue) = sgr::rgb(cell.fg).unwrap_or(foreground.rgb());
            let blue = if column % 2 == 0 { blue & !1 } else { blue | 1 };
            cell.set_fg(Color::Rgb(red, green, blue));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;

    #[test]
    fn neighbours_of_one_colour_are_a_step_apart_and_keep_their_colour_to_the_eye() {
        let mut row = Buffer::with_lines(["a ﻢﻠﻗ"]);
        row.content[4].set_fg(Color::Indexed(16));
        emit(&mut row.content, Foreground::hinted(Some("15;0")));
        let colours: Vec<Color> = row.content.iter().map(|cell| cell.fg).collect();
        let rgb = Color::Rgb;
        assert_eq!(colours, [Color::Reset, Color::Reset, rgb(229, 229, 228), rgb(229, 229, 229), rgb(0, 0, 0)]);
    }

    #[test]
    fn the_environment_hints_at_dark_letters() {
        assert_eq!(Foreground::hinted(Some("0;default;15")), Foreground::Dark);
        assert_eq!(Foreground::hinted(Some("15;0")), Foreground::Light);
        assert_eq!(Foreground::hinted(None), Foreground::Light);
    }
}
