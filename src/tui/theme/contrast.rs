//! Contrast as WCAG 2 measures it, and colours that are made to reach it.

use std::sync::LazyLock;

use crate::annotation::schema::Rgb;

/// Black letters, and what is darkest behind letters.
pub(super) const BLACK: Rgb = Rgb { red: 0, green: 0, blue: 0 };
/// White letters, and what is lightest behind letters.
pub(super) const WHITE: Rgb = Rgb { red: 255, green: 255, blue: 255 };

/// The light of each value of a channel: a frame asks for it at every letter.
static LINEAR: LazyLock<[f64; 256]> = LazyLock::new(|| {
    std::array::from_fn(|value| {
        let value = u8::try_from(value).map_or(1.0, |value| f64::from(value) / 255.0);
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
});

/// The light of a channel, from 0 to 1 (IEC 61966-2-1).
pub(super) fn linear(value: u8) -> f64 {
    LINEAR.get(usize::from(value)).copied().unwrap_or_default()
}

/// WCAG 2.2, "relative luminance", from 0 to 1.
fn luminance(colour: Rgb) -> f64 {
    0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
}

/// WCAG 2.2, "contrast ratio", from 1 to 21.
pub(super) fn ratio(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Black or white, whichever is read better on a colour: at least 4.58, the square root of the largest contrast.
pub(super) fn letters_on(ground: Rgb) -> Rgb {
    if ratio(ground, BLACK) >= ratio(ground, WHITE) { BLACK } else { WHITE }
}

/// A colour with so many hundredths of another in it.
pub(super) fn mix(colour: Rgb, other: Rgb, hundredths: u8) -> Rgb {
    let part = u16::from(hundredths.min(100));
    let channel = |from: u8, to: u8| {
        let mixed = (u16::from(from) * (100 - part) + u16::from(to) * part + 50) / 100;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    };
    let Rgb { red, green, blue } = colour;
    Rgb { red: channel(red, other.red), green: channel(green, other.green), blue: channel(blue, other.blue) }
}

/// Letters of a colour, with as much black or white in it as they need to be read on a ground.
pub(super) fn readable(letters: Rgb, ground: Rgb, least: f64) -> Rgb {
    let best = letters_on(ground);
    let shades = (0..=100).step_by(5).map(|part| mix(letters, best, part));
    shades.into_iter().find(|shade| ratio(*shade, ground) >= least).unwrap_or(best)
}

/// A colour with as little of black or white in it as the other one needs to be read on it.
pub(super) fn legible(colour: Rgb, letters: Rgb, least: f64) -> Rgb {
    let towards = if letters == BLACK { WHITE } else { BLACK };
    let shades = (0..=100).step_by(5).map(|part| mix(colour, towards, part));
    shades.into_iter().find(|shade| ratio(*shade, letters) >= least).unwrap_or(towards)
}
