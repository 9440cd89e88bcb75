//! Colours and marks: how tags, the cursor, selections and hits look, with colour and without.
//!
//! Where the colours are known to the last bit, their contrast is measured: letters have 4.5 on whatever they lie on,
//! 7 with [`Palette::Contrast`] (WCAG 2.2, 1.4.3 and 1.4.6). The 16 colours of a terminal are the user's own, and are not
//! measured.

mod contrast;
mod palette;
#[cfg(test)]
mod measured;

use ratatui::style::{Color, Modifier, Style};

use super::sgr;
use crate::annotation::schema::{Colour, Mark, Rgb, Shades, Tag};
use contrast::letters_on;
use palette::{Chrome, Pair};
pub use palette::{Ground, Palette};

/// What lines under letters can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Underlines {
    /// Of the colour of the letters.
    #[default]
    Plain,
    /// Of a colour of their own.
    Coloured,
}

/// How things look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colours: bool,
    palette: Palette,
    underlines: Underlines,
    /// What is behind the letters, where the terminal has millions of colours.
    ground: Option<Ground>,
}

impl Theme {
    /// A theme with colours, or one of underlines, reverse video and brackets (`NO_COLOR`).
    pub fn new(colours: bool) -> Self {
        Self { colours, palette: Palette::Schema, underlines: Underlines::Plain, ground: None }
    }

    /// The same for a terminal of millions of colours: tags have the shades that the schema gives them.
    #[must_use]
    pub fn with_shades(self, ground: Ground) -> Self {
        Self { ground: Some(ground), ..self }
    }

    /// The same once the terminal has said what is behind its letters; without millions of colours nothing follows from it.
    #[must_use]
    pub fn on(self, ground: Ground) -> Self {
        Self { ground: self.ground.map(|_| ground), ..self }
    }

    /// The same with colours from elsewhere.
    #[must_use]
    pub fn with_palette(self, palette: Palette) -> Self {
        Self { palette, ..self }
    }

    /// The same for a terminal whose lines under letters can be this.
    #[must_use]
    pub fn with_underlines(self, underlines: Underlines) -> Self {
        Self { underlines, ..self }
    }

    /// Whether the theme has colours.
    pub fn has_colours(self) -> bool {
        self.colours
    }

    /// The innermost span at a letter.
    pub fn innermost(self, tag: Option<&Tag>) -> Style {
        if self.colours {
            if let Some(shades) = self.shades_of(tag) {
                return self.on_shade(self.shade(shades));
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

    /// The innermost span at a letter where it is the current one: the same, and stronger.
    pub fn current_innermost(self, tag: Option<&Tag>) -> Style {
        match (self.shades_of(tag), tag) {
            _ if !self.colours => self.innermost(tag),
            (Some(shades), _) => {
                let strong = if self.ground == Some(Ground::Dark) { shades.light } else { shades.dark };
                let ground = contrast::mix(self.shade(shades), strong, STRONGER);
                self.on_shade(contrast::legible(ground, letters_on(ground), self.palette.least()))
            }
            (None, Some(tag)) => Style::new().bg(pale(bright(tag.colour))).fg(Color::Black),
            (None, None) => self.innermost(tag),
        }
    }

    /// The shade of a tag that is behind letters on this ground.
    fn shade(self, shades: Shades) -> Rgb {
        match self.ground {
            Some(Ground::Dark) => shades.dark,
            Some(Ground::Light) | None => shades.light,
        }
    }

    fn on_shade(self, shade: Rgb) -> Style {
        let ground = self.shown(shade);
        self.of_pair(Pair { letters: letters_on(ground), ground })
    }

    /// What a span that holds a smaller one adds to its letters: a line, in the colour of its tag where the terminal has that.
    /// Without colours a line is a tag's own look; one with a side bar shows there.
    pub fn outer(self, tag: Option<&Tag>) -> Style {
        let line = Style::new().add_modifier(Modifier::UNDERLINED);
        match (self.line(tag), tag.map(|t| t.mark)) {
            (Some(colour), _) => line.underline_color(colour),
            (None, Some(Mark::SideBar)) if !self.colours => Style::new(),
            (None, _) => line,
        }
    }

    /// The colour of the line of a tag, where lines have colours.
    fn line(self, tag: Option<&Tag>) -> Option<Color> {
        if !self.colours || self.underlines == Underlines::Plain {
            return None;
        }
        let tag = tag?;
        Some(match self.shades_of(Some(tag)) {
            // It is seen on the shades of other tags, which are as light or as dark as its own.
            Some(shades) => {
                let is_dark = self.ground == Some(Ground::Dark);
                let (line, ground) = if is_dark { (shades.light, shades.dark) } else { (shades.dark, shades.light) };
                self.exact(contrast::mix(line, ground, SOFTER))
            }
            None => deep(tag.colour),
        })
    }

    /// The mark at both ends of the current span.
    pub fn end(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// A span that is suggested: the tag's colour in its letters only, underlined.
    pub fn suggested(self, tag: Option<&Tag>) -> Style {
        let letters = self.bar(tag).add_modifier(Modifier::UNDERLINED);
        // Nobody knows what a terminal makes of a dim colour.
        if self.chrome_colours().is_some() { letters } else { letters.add_modifier(Modifier::DIM) }
    }

    /// The current span, the one that commands act on. Where colours tell tags, a line tells what it is in.
    pub fn current(self) -> Style {
        let line = if self.colours { Modifier::empty() } else { Modifier::UNDERLINED };
        Style::new().add_modifier(Modifier::BOLD | line)
    }

    /// The side bar of a span.
    pub fn bar(self, tag: Option<&Tag>) -> Style {
        match (self.ground, self.shades_of(tag)) {
            _ if !self.colours => Style::new(),
            // A bar needs what stands out from the ground: the shade of the other one.
            (Some(Ground::Light), Some(shades)) => Style::new().fg(true_colour(shades.dark)),
            (Some(Ground::Dark), Some(shades)) => Style::new().fg(true_colour(shades.light)),
            _ => tag.map_or(Style::new(), |t| Style::new().fg(strong(t.colour))),
        }
    }

    /// The shades of a tag; `None` where it has the colours that the terminal gives to names.
    fn shades_of(self, tag: Option<&Tag>) -> Option<Shades> {
        let tag = tag?;
        match self.palette {
            Palette::Schema => tag.shades.filter(|_| self.ground.is_some()),
            Palette::Contrast => Some(palette::heightened(tag.shades.unwrap_or_else(|| usual(tag.colour)))),
            Palette::ColourBlind => palette::told_apart(tag.place),
        }
    }

    /// The colours of what is not a tag, where they are known to the last bit.
    fn chrome_colours(self) -> Option<Chrome> {
        let is_measured = self.ground.is_some() || self.palette != Palette::Schema;
        let ground = self.ground.unwrap_or(Ground::Light);
        (self.colours && is_measured).then(|| palette::chrome(self.palette, ground))
    }

    /// The colour as the terminal can show it: of 256 the same grey or the next lighter colour, on which black letters are read
    /// as well or better.
    fn shown(self, colour: Rgb) -> Rgb {
        let of_256 = || sgr::rgb(sgr::numbered(colour)).map_or(colour, |(red, green, blue)| Rgb { red, green, blue });
        if self.ground.is_some() { colour } else { of_256() }
    }

    fn of_pair(self, Pair { letters, ground }: Pair) -> Style {
        Style::new().bg(self.exact(ground)).fg(self.exact(letters))
    }

    /// A colour as the terminal is told it.
    fn exact(self, colour: Rgb) -> Color {
        if self.ground.is_some() { true_colour(colour) } else { sgr::numbered(colour) }
    }

    /// A tag's name in the legend and the inspector.
    pub fn name(self, tag: Option<&Tag>) -> Style {
        self.innermost(tag)
    }

    /// What is selected.
    pub fn selection(self) -> Style {
        if let Some(known) = self.chrome_colours() {
            return self.of_pair(known.selection);
        }
        if self.colours { Style::new().bg(Color::Blue).fg(Color::White) } else { Style::new().add_modifier(Modifier::REVERSED) }
    }

    /// What is selected of a span: the letters, and the line under them, have the colour of its tag.
    pub fn selected(self, tag: &Tag) -> Style {
        let selection = self.selection();
        if !self.colours {
            let is_reversed = tag.mark == Mark::Reverse;
            return if is_reversed { selection.add_modifier(Modifier::UNDERLINED | Modifier::ITALIC) } else { selection };
        }
        let letters = match (self.chrome_colours(), self.shades_of(Some(tag))) {
            (Some(known), shades) => {
                let shades = shades.unwrap_or_else(|| usual(tag.colour));
                let light = if letters_on(known.selection.ground) == contrast::WHITE { shades.light } else { shades.dark };
                self.exact(contrast::readable(light, known.selection.ground, self.palette.least()))
            }
            (None, _) => pale(tag.colour),
        };
        let line = if self.underlines == Underlines::Coloured { selection.underline_color(letters) } else { selection };
        line.fg(letters).add_modifier(Modifier::UNDERLINED)
    }

    /// A hit of the search.
    pub fn hit(self) -> Style {
        if let Some(known) = self.chrome_colours() {
            return self.of_pair(known.hit);
        }
        if self.colours {
            Style::new().bg(Color::Indexed(219)).fg(Color::Black)
        } else {
            Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
        }
    }

    /// A letter that goes to what it stands on.
    pub fn hint(self) -> Style {
        let plain = Style::new().fg(Color::Reset).bg(Color::Reset).remove_modifier(Modifier::all());
        if let Some(known) = self.chrome_colours() {
            plain.patch(self.of_pair(known.hint)).add_modifier(Modifier::BOLD)
        } else if self.colours {
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

    /// A token or picture that stands for what cannot be seen, in a style that it has already.
    pub fn token(self, under: Style) -> Style {
        match self.chrome_colours() {
            // Letters on a colour are what is read best on it.
            Some(_) if under.bg.is_some() => under.add_modifier(Modifier::BOLD),
            Some(known) if self.ground.is_some() => under.fg(true_colour(known.token)),
            // Nobody knows what is behind these letters.
            Some(_) => under.add_modifier(Modifier::BOLD),
            None if self.colours => under.fg(Color::Indexed(166)),
            None => under.add_modifier(Modifier::DIM),
        }
    }

    /// The bars above and below the text.
    pub fn chrome(self) -> Style {
        if let Some(known) = self.chrome_colours() {
            return self.of_pair(known.bars);
        }
        if self.colours {
            Style::new().bg(Color::Indexed(236)).fg(Color::Indexed(252))
        } else {
            Style::new().add_modifier(Modifier::REVERSED)
        }
    }

    /// What is said in passing.
    pub fn faint(self) -> Style {
        let modifier = if self.palette == Palette::Contrast { Modifier::ITALIC } else { Modifier::DIM };
        Style::new().add_modifier(modifier)
    }

    /// A key in the legend and the help.
    pub fn key(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// An error.
    pub fn error(self) -> Style {
        if let Some(known) = self.chrome_colours() {
            return self.of_pair(known.error);
        }
        if self.colours {
            Style::new().fg(Color::White).bg(Color::Indexed(124))
        } else {
            Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD)
        }
    }
}

/// Hundredths of the other shade of a tag in the one of the current span.
const STRONGER: u8 = 30;
/// Hundredths of the shade behind its letters in the line of a tag: enough for its hue to be seen in a line of one pixel.
const SOFTER: u8 = 25;

fn true_colour(colour: Rgb) -> Color {
    Color::Rgb(colour.red, colour.green, colour.blue)
}

/// Shades for a tag that has only the name of a colour.
fn usual(colour: Colour) -> Shades {
    let pale = sgr::rgb(pale(colour)).map_or(contrast::WHITE, |(red, green, blue)| Rgb { red, green, blue });
    Shades { light: pale, dark: contrast::mix(pale, contrast::BLACK, 50) }
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

/// The brighter one of a pair of colours.
fn bright(colour: Colour) -> Colour {
    match colour {
        Colour::Black => Colour::BrightBlack,
        Colour::Red => Colour::BrightRed,
        Colour::Green => Colour::BrightGreen,
        Colour::Yellow => Colour::BrightYellow,
        Colour::Blue => Colour::BrightBlue,
        Colour::Magenta => Colour::BrightMagenta,
        Colour::Cyan => Colour::BrightCyan,
        other => other,
    }
}

/// The colour of a line that is seen on every pale background.
fn deep(colour: Colour) -> Color {
    Color::Indexed(match colour {
        Colour::Black | Colour::BrightBlack => 16,
        Colour::Red | Colour::BrightRed => 124,
        Colour::Green | Colour::BrightGreen => 22,
        Colour::Yellow | Colour::BrightYellow => 94,
        Colour::Blue | Colour::BrightBlue => 19,
        Colour::Magenta | Colour::BrightMagenta => 90,
        Colour::Cyan | Colour::BrightCyan => 24,
        Colour::White | Colour::BrightWhite => 240,
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
