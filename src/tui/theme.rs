//! Colours and marks: how tags, the cursor, selections and hits look, with colour and without.

use ratatui::style::{Color, Modifier, Style};

use crate::annotation::schema::{Colour, Mark, Rgb, Shades, Tag};

/// How things look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colours: bool,
    /// What is behind the letters, where the terminal has millions of colours.
    ground: Option<Ground>,
}

/// What a terminal has behind its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A light colour, or nobody knows.
    Light,
    /// A dark colour.
    Dark,
}

impl Theme {
    /// A theme with colours, or one of underlines, reverse video and brackets (`NO_COLOR`).
    pub fn new(colours: bool) -> Self {
        Self { colours, ground: None }
    }

    /// The same for a terminal of millions of colours: tags have the shades that the schema gives them.
    #[must_use]
    pub fn with_shades(self, ground: Ground) -> Self {
        Self { ground: Some(ground), ..self }
    }

    /// Whether the theme has colours.
    pub fn has_colours(self) -> bool {
        self.colours
    }

    /// The innermost span at a letter.
    pub fn innermost(self, tag: Option<&Tag>) -> Style {
        if self.colours {
            if let Some((ground, shades)) = self.shades_of(tag) {
                return match ground {
                    Ground::Light => Style::new().bg(true_colour(shades.light)).fg(Color::Black),
                    Ground::Dark => Style::new().bg(true_colour(shades.dark)).fg(Color::White),
                };
            }
            let background = tag.map_or(Color::Indexed(250), |t| pale(t.colour));
            return Style::new().bg(background).fg(Color::Black);
        }
        match tag.map(|t| t.mark) {
            Some(Mark::Reverse) => Style::new().add_modifier(Modifier::REVERSED),
            Some(Mark::SideBar | Mark::Italic) => Style::new().add_modifier(Modifier::ITALIC),
            Some(Mark::Bold) => Style::new().add_modifier(Modifier::BOLD),
            Some(Mark::BoldUnderline) => Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Some(Mark::Underline) | None => Style::new().add_modifier(Modifier::UNDERLINED),
        }
    }

    /// What a span that holds a smaller one adds to its letters; one with a side bar shows there.
    pub fn outer(self, tag: Option<&Tag>) -> Style {
        match tag.map(|t| t.mark) {
            Some(Mark::SideBar) => Style::new(),
            _ => Style::new().add_modifier(Modifier::UNDERLINED),
        }
    }

    /// A span that is suggested: the tag's colour in its letters only, underlined.
    pub fn suggested(self, tag: Option<&Tag>) -> Style {
        self.bar(tag).add_modifier(Modifier::UNDERLINED | Modifier::DIM)
    }

    /// The current span, the one that commands act on.
    pub fn current(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// The side bar of a span.
    pub fn bar(self, tag: Option<&Tag>) -> Style {
        match self.shades_of(tag) {
            _ if !self.colours => Style::new(),
            // A bar needs what stands out from the ground: the shade of the other one.
            Some((Ground::Light, shades)) => Style::new().fg(true_colour(shades.dark)),
            Some((Ground::Dark, shades)) => Style::new().fg(true_colour(shades.light)),
            None => tag.map_or(Style::new(), |t| Style::new().fg(strong(t.colour))),
        }
    }

    fn shades_of(self, tag: Option<&Tag>) -> Option<(Ground, Shades)> {
        self.ground.zip(tag.and_then(|tag| tag.shades))
    }

    /// A tag's name in the legend and the inspector.
    pub fn name(self, tag: Option<&Tag>) -> Style {
        self.innermost(tag)
    }

    /// What is selected.
    pub fn selection(self) -> Style {
        if self.colours { Style::new().bg(Color::Blue).fg(Color::White) } else { Style::new().add_modifier(Modifier::REVERSED) }
    }

    /// A hit of the search.
    pub fn hit(self) -> Style {
        if self.colours {
            Style::new().bg(Color::Indexed(219)).fg(Color::Black)
        } else {
            Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
        }
    }

    /// A letter that goes to what it stands on.
    pub fn hint(self) -> Style {
        let plain = Style::new().fg(Color::Reset).bg(Color::Reset).remove_modifier(Modifier::all());
        if self.colours {
            plain.bg(Color::Indexed(226)).fg(Color::Black).add_modifier(Modifier::BOLD)
        } else {
            plain.add_modifier(Modifier::REVERSED | Modifier::BOLD)
        }
    }

    /// A part of a span that is the value of one of its attributes.
    pub fn part(self) -> Style {
        Style::new().add_modifier(Modifier::ITALIC | Modifier::UNDERLINED)
    }

    /// What a relation of the current span leads to, or comes from.
    pub fn related(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::ITALIC)
    }

    /// The cell under the cursor.
    pub fn cursor(self) -> Style {
        Style::new().fg(Color::Reset).bg(Color::Reset).remove_modifier(Modifier::all()).add_modifier(Modifier::REVERSED)
    }

    /// A token or picture that stands for what cannot be seen.
    pub fn token(self) -> Style {
        if self.colours { Style::new().fg(Color::Indexed(166)) } else { Style::new().add_modifier(Modifier::DIM) }
    }

    /// The bars above and below the text.
    pub fn chrome(self) -> Style {
        if self.colours {
            Style::new().bg(Color::Indexed(236)).fg(Color::Indexed(252))
        } else {
            Style::new().add_modifier(Modifier::REVERSED)
        }
    }

    /// What is said in passing.
    pub fn faint(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// A key in the legend and the help.
    pub fn key(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// An error.
    pub fn error(self) -> Style {
        if self.colours {
            Style::new().fg(Color::White).bg(Color::Indexed(124))
        } else {
            Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD)
        }
    }
}

fn true_colour(colour: Rgb) -> Color {
    Color::Rgb(colour.red, colour.green, colour.blue)
}

/// A background that letters stay readable on, in light and dark terminals alike.
fn pale(colour: Colour) -> Color {
    Color::Indexed(match colour {
        Colour::Black | Colour::BrightBlack => 245,
        Colour::Red => 217,
        Colour::BrightRed => 210,
        Colour::Green => 157,
        Colour::BrightGreen => 120,
        Colour::Yellow => 229,
        Colour::BrightYellow => 227,
        Colour::Blue => 153,
        Colour::BrightBlue => 117,
        Colour::Magenta => 225,
        Colour::BrightMagenta => 213,
        Colour::Cyan => 159,
        Colour::BrightCyan => 123,
        Colour::White | Colour::BrightWhite => 254,
    })
}

fn strong(colour: Colour) -> Color {
    match colour {
        Colour::Black => Color::Black,
        Colour::Red => Color::Red,
        Colour::Green => Color::Green,
        Colour::Yellow => Color::Yellow,
        Colour::Blue => Color::Blue,
        Colour::Magenta => Color::Magenta,
        Colour::Cyan => Color::Cyan,
        Colour::White => Color::Gray,
        Colour::BrightBlack => Color::DarkGray,
        Colour::BrightRed => Color::LightRed,
        Colour::BrightGreen => Color::LightGreen,
        Colour::BrightYellow => Color::LightYellow,
        Colour::BrightBlue => Color::LightBlue,
        Colour::BrightMagenta => Color::LightMagenta,
        Colour::BrightCyan => Color::LightCyan,
        Colour::BrightWhite => Color::White,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Schema;

    #[test]
    fn the_tags_of_the_program_look_different_without_colour() {
        let theme = Theme::new(false);
        let looks: Vec<Style> = Schema::builtin().tags.iter().map(|tag| theme.innermost(Some(tag))).collect();
        for (n, look) in looks.iter().enumerate() {
            assert!(!looks[..n].contains(look), "{n}");
        }
    }

    #[test]
    fn a_terminal_of_millions_of_colours_shows_the_shades_of_the_schema() {
        let tag = Schema::builtin().tag("ACTOR");
        let shades = tag.and_then(|tag| tag.shades).unwrap();
        let on = |ground| Theme::new(true).with_shades(ground).innermost(tag).bg;
        assert_eq!(on(Ground::Light), Some(true_colour(shades.light)));
        assert_eq!(on(Ground::Dark), Some(true_colour(shades.dark)));
        assert_eq!(Theme::new(true).innermost(tag).bg, Some(Color::Indexed(159)), "the fallback of the 16");
        assert_eq!(Theme::new(false).with_shades(Ground::Dark).innermost(tag).bg, None, "nor with NO_COLOR");
    }
}
