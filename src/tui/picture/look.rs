//! How letters look in a picture, and how SVG and style sheets say it.

use ratatui::style::{Color, Modifier, Style};

use crate::annotation::schema::Rgb;
use crate::tui::sgr;
use crate::tui::theme::Ground;

/// What is behind the letters of a picture where they have no ground of their own.
pub fn paper(ground: Ground) -> Rgb {
    match ground {
        Ground::Light => Rgb { red: 0xff, green: 0xff, blue: 0xff },
        Ground::Dark => Rgb { red: 0x1c, green: 0x1c, blue: 0x1c },
    }
}

/// The colour of letters that have none of their own.
pub fn ink(ground: Ground) -> Rgb {
    match ground {
        Ground::Light => Rgb { red: 0, green: 0, blue: 0 },
        Ground::Dark => Rgb { red: 0xe4, green: 0xe4, blue: 0xe4 },
    }
}

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Their colour.
    pub letters: Rgb,
    /// What is behind them, if it is not the paper.
    pub behind: Option<Rgb>,
    modifiers: Modifier,
}

impl Look {
    /// A style of the screen, in the colours that terminals usually have.
    pub fn of(style: Style, ground: Ground) -> Self {
        let rgb = |colour: Option<Color>| sgr::rgb(colour?).map(|(red, green, blue)| Rgb { red, green, blue });
        let (letters, behind) = (rgb(style.fg).unwrap_or(ink(ground)), rgb(style.bg));
        let modifiers = style.add_modifier;
        if modifiers.contains(Modifier::REVERSED) {
            return Self { letters: behind.unwrap_or(paper(ground)), behind: Some(letters), modifiers };
        }
        Self { letters, behind, modifiers }
    }

    /// Whether there is a line under them.
    pub fn is_underlined(self) -> bool {
        self.modifiers.contains(Modifier::UNDERLINED)
    }

    /// The declarations of a style sheet.
    pub fn css(self) -> String {
        let mut css =
            format!("color: {}; background: {};", self.letters, self.behind.map_or("none".to_owned(), |c| c.to_string()));
        for (modifier, declaration) in [
            (Modifier::BOLD, " font-weight: bold;"),
            (Modifier::ITALIC, " font-style: italic;"),
            (Modifier::UNDERLINED, " text-decoration: underline;"),
        ] {
            css += if self.modifiers.contains(modifier) { declaration } else { "" };
        }
        css
    }

    /// The attributes of letters in SVG, but for what is behind and under them.
    pub(super) fn svg(self, ground: Ground) -> String {
        let mut svg = if self.letters == ink(ground) { String::new() } else { format!(" fill=\"{}\"", self.letters) };
        for (modifier, attribute) in [
            (Modifier::BOLD, " font-weight=\"bold\""),
            (Modifier::ITALIC, " font-style=\"italic\""),
            (Modifier::DIM, " opacity=\"0.6\""),
        ] {
            svg += if self.modifiers.contains(modifier) { attribute } else { "" };
        }
        svg
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reversed_has_the_paper_for_its_colour() {
        let reversed = Look::of(Style::new().add_modifier(Modifier::REVERSED), Ground::Dark);
        assert_eq!((reversed.letters, reversed.behind), (paper(Ground::Dark), Some(ink(Ground::Dark))));
        let of_colours = Style::new().fg(Color::Black).bg(Color::Indexed(159)).add_modifier(Modifier::BOLD);
        let look = Look::of(of_colours, Ground::Light);
        assert_eq!(look.css(), "color: #000000; background: #afffff; font-weight: bold;");
        assert_eq!((look.svg(Ground::Light), look.is_underlined()), (" font-weight=\"bold\"".to_owned(), false));
    }
}
