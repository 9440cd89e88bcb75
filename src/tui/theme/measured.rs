//! Contrast of letters, and difference of tags, of every theme: measured, printed and held.

use ratatui::style::{Color, Modifier, Style};

use super::contrast::{BLACK, WHITE, letters_on, linear, ratio};
use super::{Ground, Palette, Theme, sgr};
use crate::annotation::Schema;
use crate::annotation::schema::{Rgb, Tag};

const NAMES: [(&str, Palette, f64); 3] =
    [("schema", Palette::Schema, 4.5), ("contrast", Palette::Contrast, 7.0), ("colour-blind", Palette::ColourBlind, 4.5)];

/// Tags as people might wish for them: loud, pale, dark, and with the name of a colour only.
const LOUD: &str = r##"(id: "loud", tags: [
    (id: "REED", key: 'a', colour: (light: "#ff0000", dark: "#ff0000", fallback: "red")),
    (id: "MILL", key: 'b', colour: (light: "#808080", dark: "#808080", fallback: "white")),
    (id: "WELL", key: 'c', colour: (light: "#000080", dark: "#ffffe0", fallback: "blue")),
    (id: "FORD", key: 'd', colour: "bright_black"),
    (id: "KILN", key: 'e', colour: "magenta"),
])"##;

fn colour(colour: Option<Color>) -> Rgb {
    let (red, green, blue) = sgr::rgb(colour.unwrap()).unwrap();
    Rgb { red, green, blue }
}

fn themes(palette: Palette) -> [(&'static str, Theme, Option<Ground>); 3] {
    let theme = Theme::new(true).with_palette(palette);
    let on = |ground| (theme.with_shades(ground), Some(ground));
    let ((light, is_light), (dark, is_dark)) = (on(Ground::Light), on(Ground::Dark));
    [("light", light, is_light), ("dark", dark, is_dark), ("256 colours", theme, None)]
}

/// What letters are read on, with its name; letters without a ground of their own are read on the terminal's.
fn looks(theme: Theme, ground: Option<Ground>, schema: &Schema) -> Vec<(String, Style)> {
    let mut looks: Vec<(String, Style)> =
        [("selection", theme.selection()), ("hit", theme.hit()), ("hint", theme.hint()), ("bars", theme.chrome())]
            .into_iter()
            .chain([("error", theme.error()), ("unknown tag", theme.innermost(None))])
            .map(|(name, style)| (name.to_owned(), style))
            .collect();
    for tag in &schema.tags {
        looks.push((tag.id.clone(), theme.innermost(Some(tag))));
        looks.push((format!("{} current", tag.id), theme.current_innermost(Some(tag))));
        looks.push((format!("{} selected", tag.id), theme.selection().patch(theme.selected(tag))));
    }
    for style in looks.clone().into_iter().map(|(_, style)| style) {
        looks.push(("token on a colour".to_owned(), theme.token(style)));
    }
    if let Some(ground) = ground {
        let plain = Style::new().bg(if ground == Ground::Light { Color::Rgb(255, 255, 255) } else { Color::Rgb(0, 0, 0) });
        looks.push(("token".to_owned(), plain.patch(theme.token(Style::new()))));
        let suggested = |tag: &Tag| (format!("{} suggested", tag.id), plain.patch(theme.suggested(Some(tag))));
        looks.extend(schema.tags.iter().filter(|tag| tag.shades.is_some()).map(suggested));
    }
    looks
}

/// WCAG 2.2, success criteria 1.4.3 and 1.4.6.
#[test]
fn letters_have_the_contrast_that_their_theme_promises() {
    for schema in [Schema::builtin().clone(), Schema::parse(LOUD).unwrap()] {
        for (name, palette, least) in NAMES {
            for (on, theme, ground) in themes(palette) {
                if palette == Palette::Schema && ground.is_none() {
                    continue; // The 16 colours are the user's own.
                }
                for (what, style) in looks(theme, ground, &schema) {
                    let found = ratio(colour(style.fg), colour(style.bg));
                    println!("{name}, {on}: {what} {found:.1}");
                    // The schema's shades are also letters; those of a stranger's schema are as it has them.
                    let is_told = palette == Palette::Schema && schema.id == "loud" && what.ends_with("suggested");
                    assert!(found >= least || is_told, "{name}, {on}: {what} {found:.2} {style:?}");
                    assert!(!style.add_modifier.contains(Modifier::DIM), "{name}, {on}: {what} is dim");
                }
            }
        }
    }
}

#[test]
fn black_or_white_is_read_on_every_colour() {
    let channels = || (0..=u8::MAX).step_by(15);
    for (red, green) in channels().flat_map(|red| channels().map(move |green| (red, green))) {
        for ground in channels().map(|blue| Rgb { red, green, blue }) {
            assert!(ratio(letters_on(ground), ground) >= 4.5, "{ground}");
        }
    }
    assert!((ratio(BLACK, WHITE) - 21.0).abs() < 1e-9);
}

type Matrix = [[f64; 3]; 3];

/// Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency" (2009), severity
/// 1.0, on linear RGB.
const SIGHTS: [(&str, Matrix); 4] = [
    ("usual sight", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]]),
    ("deuteranopia", [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]]),
    ("tritanopia", [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]]),
];

/// From linear sRGB to CIE XYZ by the white of D65 (IEC 61966-2-1).
const XYZ: Matrix = [
    [0.412_456_4 / 0.950_47, 0.357_576_1 / 0.950_47, 0.180_437_5 / 0.950_47],
    [0.212_672_9, 0.715_152_2, 0.072_175_0],
    [0.019_333_9 / 1.088_83, 0.119_192_0 / 1.088_83, 0.950_304_1 / 1.088_83],
];

fn times(matrix: &Matrix, by: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(by).map(|(one, other)| one * other).sum())
}

/// CIE L*a*b* (CIE 15) of a colour as it is seen.
fn lab(sight: &Matrix, colour: Rgb) -> [f64; 3] {
    let seen = times(sight, [colour.red, colour.green, colour.blue].map(linear)).map(|light| light.clamp(0.0, 1.0));
    let [x, y, z] = times(&XYZ, seen).map(|t| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The least difference (CIE76) of any two tags as they are seen.
fn difference(theme: Theme, schema: &Schema, sight: &Matrix) -> f64 {
    let seen: Vec<[f64; 3]> = schema.tags.iter().map(|tag| lab(sight, colour(theme.innermost(Some(tag)).bg))).collect();
    let pairs = seen.iter().enumerate().flat_map(|(n, one)| seen[..n].iter().map(move |other| (one, other)));
    pairs.map(|(one, other)| one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()).fold(f64::MAX, f64::min)
}

fn of_tags(count: usize) -> Schema {
    let tag = |n: usize| format!("(id: \"TAG{n}\", key: '{n}', colour: \"red\")");
    Schema::parse(&format!("(id: \"many\", tags: [{}])", (1..=count).map(tag).collect::<Vec<_>>().join(", "))).unwrap()
}

#[test]
fn the_colour_blind_tell_tags_apart() {
    for (schema, least) in [(Schema::builtin().clone(), 10.0), (of_tags(7), 10.0)] {
        for (name, sight) in SIGHTS {
            for (on, theme, _) in themes(Palette::ColourBlind) {
                let found = difference(theme, &schema, &sight);
                let before = difference(theme.with_palette(Palette::Schema), &schema, &sight);
                println!("{} tags, {on}, {name}: {found:.1} ({before:.1} in the colours of the schema)", schema.tags.len());
                assert!(found >= least, "{on}, {name}: {found:.1}");
            }
        }
    }
}

#[test]
fn no_theme_has_colours_where_none_are_wanted() {
    for (_, palette, _) in NAMES {
        let theme = Theme::new(false).with_palette(palette).with_shades(Ground::Dark);
        let tags = Schema::builtin().tags.iter().map(|tag| theme.innermost(Some(tag)));
        let looks: Vec<Style> = tags.chain([theme.selection(), theme.hit(), theme.chrome(), theme.error()]).collect();
        assert!(looks.iter().all(|style| style.fg.is_none() && style.bg.is_none()), "{looks:?}");
        assert!(looks[..4].iter().enumerate().all(|(n, look)| !looks[..n].contains(look)), "{looks:?}");
    }
}
