//! Styles as escape sequences (SGR, ECMA-48 8.3.117), for rows that are printed and not drawn.

use ratatui::buffer::{Cell, CellWidth};
use ratatui::style::{Color, Modifier, Style};

use crate::annotation::schema::Rgb;

/// Ends every style.
pub(super) const RESET: &str = "\u{1b}[0m";

/// The sequence that begins a style; empty for the plain one.
pub(super) fn begin(style: Style) -> String {
    let modifiers = [(Modifier::BOLD, 1), (Modifier::ITALIC, 3), (Modifier::UNDERLINED, 4), (Modifier::REVERSED, 7)];
    let set = modifiers.into_iter().filter(|(modifier, _)| style.add_modifier.contains(*modifier));
    let mut codes: Vec<String> = set.map(|(_, code)| u8::to_string(&code)).collect();
    codes.extend(style.fg.and_then(colour).map(|c| format!("38;{c}")));
    codes.extend(style.bg.and_then(colour).map(|c| format!("48;{c}")));
    if codes.is_empty() { String::new() } else { format!("\u{1b}[{}m", codes.join(";")) }
}

/// A row of cells with their styles, as it is printed where no screen is drawn.
pub(super) fn row(cells: &[Cell]) -> String {
    let mut row = String::new();
    let mut last = String::new();
    let mut covered = 0;
    for cell in cells {
        // The other columns of a wide cell are printed with the first.
        if covered > 0 {
            covered -= 1;
            continue;
        }
        covered = usize::from(cell.cell_width()).saturating_sub(1);
        let style = begin(cell.style());
        if style != last {
            row.push_str(if last.is_empty() { "" } else { RESET });
            row.push_str(&style);
            last = style;
        }
        row.push_str(cell.symbol());
    }
    row.push_str(if last.is_empty() { "" } else { RESET });
    row
}

/// A colour as parameters after 38 or 48; the default colours have none.
fn colour(colour: Color) -> Option<String> {
    match colour {
        Color::Rgb(red, green, blue) => Some(format!("2;{red};{green};{blue}")),
        other => index(other).map(|n| format!("5;{n}")),
    }
}

/// Red, green and blue of a colour as terminals usually have it; `None` for the default colours.
pub(super) fn rgb(colour: Color) -> Option<(u8, u8, u8)> {
    if let Color::Rgb(red, green, blue) = colour {
        return Some((red, green, blue));
    }
    let n = index(colour)?;
    Some(match n {
        // The sixteen of ECMA-48 as xterm draws them.
        0..=7 => (bit(n, 0, 205), bit(n, 1, 205), bit(n, 2, 205)),
        8 => (127, 127, 127),
        9..=15 => (bit(n, 0, 255), bit(n, 1, 255), bit(n, 2, 255)),
        // A cube of six steps, then a ramp of greys.
        16..=231 => {
            let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
            (step((n - 16) / 36), step((n - 16) / 6 % 6), step((n - 16) % 6))
        }
        232..=255 => (8 + 10 * (n - 232), 8 + 10 * (n - 232), 8 + 10 * (n - 232)),
    })
}

/// A colour by its number in the cube of 256 colours or among its greys, which are no user's own; what is in between gets
/// the next lighter one of the cube.
pub(super) fn numbered(colour: Rgb) -> Color {
    let Rgb { red, green, blue } = colour;
    if red == green && green == blue && red % 10 == 8 && red < 240 {
        return Color::Indexed(232 + (red - 8) / 10);
    }
    let step = |value: u8| if value == 0 { 0 } else { value.saturating_sub(55).div_ceil(40).max(1) };
    Color::Indexed(16 + 36 * step(red) + 6 * step(green) + step(blue))
}

fn bit(n: u8, place: u8, value: u8) -> u8 {
    if n >> place & 1 == 1 { value } else { 0 }
}

/// The number of a colour among the 256 of a terminal.
fn index(colour: Color) -> Option<u8> {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match colour {
        Color::Indexed(n) => Some(n),
        named => NAMED.iter().position(|other| *other == named).and_then(|n| u8::try_from(n).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_the_palette_have_red_green_and_blue() {
        assert_eq!(rgb(Color::Indexed(236)), Some((48, 48, 48)));
        assert_eq!(rgb(Color::Indexed(159)), Some((175, 255, 255)));
        assert_eq!(rgb(Color::Yellow), Some((205, 205, 0)));
        assert_eq!(rgb(Color::White), Some((255, 255, 255)));
        assert_eq!(rgb(Color::Reset), None);
    }

    #[test]
    fn a_style_is_one_sequence_and_the_plain_one_is_none() {
        let style = Style::new().fg(Color::Black).bg(Color::Indexed(159)).add_modifier(Modifier::UNDERLINED);
        assert_eq!(begin(style), "\u{1b}[4;38;5;0;48;5;159m");
        assert_eq!(begin(Style::new().fg(Color::Reset)), "");
    }
}
