//! Colours of the screen as style sheets write them.

use ratatui::style::Color;

use crate::annotation::schema::Rgb;

/// A colour in hexadecimal digits; `None` for the one that is there anyway.
///
/// The 256 indexed colours are those of xterm: the 16 named, a cube of 6 levels each, and 24 greys.
pub(super) fn colour(colour: Color) -> Option<String> {
    let index = match colour {
        Color::Reset => return None,
        Color::Rgb(red, green, blue) => return Some(Rgb { red, green, blue }.to_string()),
        Color::Indexed(index) => index,
        named => named_index(named),
    };
    Some(indexed(index).to_string())
}

fn named_index(colour: Color) -> u8 {
    match colour {
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        _ => 0,
    }
}

/// The first 16 colours of xterm.
const NAMED: [u32; 16] = [
    0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, 0x7f_7f7f, 0xff_0000, 0x00_ff00,
    0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
];

fn indexed(index: u8) -> Rgb {
    if let Some(named) = NAMED.get(usize::from(index)) {
        let [_, red, green, blue] = named.to_be_bytes();
        return Rgb { red, green, blue };
    }
    if let Some(grey) = index.checked_sub(232) {
        let level = 8 + 10 * grey;
        return Rgb { red: level, green: level, blue: level };
    }
    let cube = index - 16;
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    Rgb { red: level(cube / 36), green: level(cube / 6 % 6), blue: level(cube % 6) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_xterm() {
        let css = |index| colour(Color::Indexed(index)).unwrap();
        assert_eq!([css(16), css(159), css(231), css(232), css(255)], ["#000000", "#afffff", "#ffffff", "#080808", "#eeeeee"]);
        assert_eq!(colour(Color::Blue).as_deref(), Some("#0000ee"));
        assert_eq!(colour(Color::Rgb(1, 2, 255)).as_deref(), Some("#0102ff"));
        assert_eq!(colour(Color::Reset), None);
    }
}
