//! Styles as escape sequences (SGR, ECMA-48 8.3.117), for rows that are printed and not drawn.

use ratatui::style::{Color, Modifier, Style};

/// Ends every style.
pub const RESET: &str = "\u{1b}[0m";

/// The sequence that begins a style; empty for the plain one.
pub fn begin(style: Style) -> String {
    let modifiers = [(Modifier::BOLD, 1), (Modifier::ITALIC, 3), (Modifier::UNDERLINED, 4), (Modifier::REVERSED, 7)];
    let set = modifiers.into_iter().filter(|(modifier, _)| style.add_modifier.contains(*modifier));
    let mut codes: Vec<String> = set.map(|(_, code)| u8::to_string(&code)).collect();
    codes.extend(style.fg.and_then(index).map(|n| format!("38;5;{n}")));
    codes.extend(style.bg.and_then(index).map(|n| format!("48;5;{n}")));
    if codes.is_empty() { String::new() } else { format!("\u{1b}[{}m", codes.join(";")) }
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
    fn a_style_is_one_sequence_and_the_plain_one_is_none() {
        let style = Style::new().fg(Color::Black).bg(Color::Indexed(159)).add_modifier(Modifier::UNDERLINED);
        assert_eq!(begin(style), "\u{1b}[4;38;5;0;48;5;159m");
        assert_eq!(begin(Style::new().fg(Color::Reset)), "");
    }
}
