//! Whole screens: a few as they look, and all sizes without a panic.
//!
//! `UPDATE=1 cargo test --test it screens` writes the files of `tests/it/screens` anew; look at what changed.

use std::fs;
use std::path::Path;

use hashiya::session::{Message, Mode};
use hashiya::tui::theme::{Ground, Theme, Underlines};
use hashiya::words::{Language, Words};
use proptest::prelude::*;
use ratatui::style::{Color, Modifier};

use super::exercise::is_dangerous;
use super::harness::Bench;

/// Nested, crossing and noted spans, a selection-free cursor in the innermost, both directions, a tab, an emoji.
const NEWS: &str = "أفادت مصادر محلية بأن [ALLEGATION|[ACTOR/مهم|طيران [LOCATION|‸سوريا]] قصف بلدة [LOCATION|الزيتونة] أمس ما أدى إلى مقتل [CASUALTY|17 مدنياً] بينهم نساء]، ونفى ناطق باسم الجيش ذلك (نفياً قاطعاً).\nقال الجيش: «لا صحة لذلك»\tوالسلام 🚀\nThe [ACTOR|UN envoy] said كلام here.";

/// Compares a screen to the file that holds it.
#[track_caller]
fn compare(name: &str, screen: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/screens").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, screen).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(screen == expected, "{name}: the screen is\n{screen}\nand not\n{expected}\nUPDATE=1 writes it anew");
}

#[test]
fn a_text_with_nested_spans_in_colours() {
    compare("reader", &Bench::read(NEWS).draw(60, 12, true).spell());
}

#[test]
fn a_text_with_nested_spans_without_colours() {
    compare("reader_without_colours", &Bench::read(NEWS).draw(60, 12, false).spell());
}

/// The style of a letter where it is seen first.
fn style_of(screen: &super::harness::Screen, letter: &str) -> ratatui::style::Style {
    let cells = screen.symbols.iter().flatten().zip(screen.styles.iter().flatten());
    cells.filter(|(symbol, _)| *symbol == letter).map(|(_, style)| *style).next().unwrap()
}

#[test]
fn a_span_within_another_is_underlined_in_the_colour_of_the_outer_one_where_the_terminal_has_that() {
    let text = "‸قبل [ALLEGATION|α [CASUALTY|β 17] ω [LOCATION|γ [ACTOR|δ]]]";
    for theme in [Theme::new(true), Theme::new(true).with_shades(Ground::Light), Theme::new(true).with_shades(Ground::Dark)] {
        let plain = Bench::read(text).draw_as(Words::default(), theme, 60, 12);
        let coloured = Bench::read(text).draw_as(Words::default(), theme.with_underlines(Underlines::Coloured), 60, 12);
        assert_eq!(style_of(&plain, "β").underline_color, Some(Color::Reset));
        let [figure, claim, place, party] = ["β", "α", "γ", "δ"].map(|letter| style_of(&coloured, letter));
        assert!(figure.underline_color != Some(Color::Reset) && figure.add_modifier.contains(Modifier::UNDERLINED));
        assert!(!claim.add_modifier.contains(Modifier::UNDERLINED), "the outermost has no line");
        assert_eq!(place.underline_color, figure.underline_color, "both are in the claim");
        assert_ne!(party.underline_color, figure.underline_color, "the line is of the nearest");
    }
}

#[test]
fn the_current_span_is_stronger_and_has_a_mark_at_both_ends() {
    let mut bench = Bench::read("he said [ACTOR|o‸ne αβ] then [ACTOR|γ] قال");
    for colours in [true, false] {
        let screen = bench.draw(60, 12, colours);
        assert!(screen.rows().concat().contains("said|one αβ|then γ"), "{:?}", screen.rows());
        if colours {
            assert_ne!(style_of(&screen, "α").bg, style_of(&screen, "γ").bg);
        }
    }
    let rows = Bench::read("قال [ACTOR|نا‸طق] اليوم").draw(60, 12, true).rows().concat();
    assert!(rows.contains("|\u{FED6}\u{FEC3}\u{FE8E}\u{FEE7}|"), "{rows}");
}

#[test]
fn what_is_selected_still_shows_the_tags_below() {
    for theme in [Theme::new(true), Theme::new(true).with_shades(Ground::Dark), Theme::new(false)] {
        let screen = Bench::read("⟦α [ACTOR|β] or [LOCATION|γ] ‸so⟧ q").draw_as(Words::default(), theme, 60, 12);
        let [none, actor, place] = ["α", "β", "γ"].map(|letter| style_of(&screen, letter));
        assert!(none != actor && actor != place && none != place, "{none:?} {actor:?} {place:?}");
        assert!(none.bg == actor.bg && actor.bg == place.bg);
    }
}

#[test]
fn a_selection_and_an_unfinished_key() {
    compare("selecting", &Bench::read(NEWS).press("3 j w S").draw(60, 12, true).spell());
}

#[test]
fn letters_on_the_words_the_nearest_with_one() {
    compare("leaping", &Bench::read(NEWS).press("3 j ;").draw(60, 12, true).spell());
}

#[test]
fn the_list_of_texts() {
    let mut bench = Bench::corpus(&["قبل", NEWS, "بعد"]);
    bench.press("down enter a S s enter q");
    compare("corpus", &bench.draw(80, 8, true).spell());
}

#[test]
fn the_help() {
    compare("help", &Bench::read(NEWS).press("?").draw(80, 40, false).spell());
}

#[test]
fn in_arabic_each_key_stands_beside_what_it_does() {
    compare("reader_in_arabic", &Bench::read(NEWS).draw_in(Words::of(Language::Arabic), 80, 12, false).spell());
}

/// A bench in each mode, with something to show.
fn benches() -> Vec<Bench> {
    let mut benches: Vec<Bench> = [
        "",
        "3 j w S",
        "e",
        "/ ا ل",
        "m ا",
        "?",
        "? pagedown",
        "? / م",
        "q",
        "q ?",
        "q / 2",
        "q / x enter o",
        "v 2 0 >",
        "h",
        "w l E",
        "w l E z",
        "w l E ctrl-n",
        "w l E alt-m",
        "w l E alt-r",
        "w l E alt-u",
        "alt-r",
        ";",
        "} j a *",
        "alt-k",
        ": n o t e",
        "~",
    ]
    .into_iter()
    .map(|keys| {
        let mut bench = Bench::read(NEWS);
        if !keys.is_empty() {
            bench.press(keys);
        }
        bench
    })
    .collect();
    benches.push(Bench::corpus(&[]));
    let mut states = Bench::corpus(&["قبل", "خبر"]);
    states.press("enter a q a S s");
    benches.push(states);
    let mut facts = Bench::read(NEWS);
    facts.press("@");
    benches.push(facts);
    benches.push(Bench::read(""));
    benches.push(Bench::read("\u{202E}\u{1B}[31mabc\u{9B}\u{7}\u{7F}"));
    benches.extend(
        [Mode::Review, Mode::Draft, Mode::Comment, Mode::Preview, Mode::Fields]
            .map(|mode| super::reviewing::prepared(mode, "").unwrap()),
    );
    benches.extend(
        [Mode::Inspector, Mode::Value, Mode::Relating, Mode::Pointing, Mode::Submission]
            .map(|mode| super::inspecting::prepared(mode, "").unwrap()),
    );
    benches.push(super::elsewhere::prepared("").unwrap());
    benches.push(super::concordance::prepared("").unwrap());
    benches.push(super::attributes::prepared());
    benches.push(super::ordering::prepared());
    let mut asked = Bench::read(NEWS);
    asked.stage.full = Some("disk full");
    asked.press("a ctrl-c");
    benches.push(asked);
    assert!(Mode::ALL.iter().all(|mode| benches.iter().any(|bench| bench.session.mode() == *mode)));
    benches
}

#[test]
#[ignore = "takes long: `.ci/run` runs it, as `cargo test --test it -- --ignored` does"]
fn every_size_of_screen_is_drawn() {
    for (width, height) in [(1, 1), (1, 30), (2, 2), (5, 2), (11, 6), (12, 7), (20, 5), (80, 1), (300, 100)] {
        for (words, colours) in [(Words::default(), true), (Words::default(), false), (Words::of(Language::Arabic), true)] {
            for mut bench in benches() {
                let screen = bench.draw_in(words, width, height, colours);
                let bad = screen.symbols.iter().flatten().find(|symbol| symbol.contains(is_dangerous));
                assert_eq!(bad, None, "{width}x{height}: a control on the screen");
            }
        }
    }
}

#[test]
fn a_screen_that_was_one_cell_is_drawn_as_before() {
    for mut bench in benches() {
        let before = bench.draw(60, 12, true).spell();
        bench.draw(1, 1, true);
        bench.draw(20, 5, true);
        assert_eq!(bench.draw(60, 12, true).spell(), before, "in {}", bench.session.mode().name());
    }
}

#[test]
fn the_cell_under_the_cursor_is_reversed_and_shows_its_letter() {
    let mut bench = Bench::read("‸لا قال");
    let screen = bench.draw(30, 6, true);
    assert_eq!(screen.symbols[0][27], "\u{FEFB}");
    assert!(screen.styles[0][27].add_modifier.contains(ratatui::style::Modifier::REVERSED));
    bench.press("left");
    assert_eq!(bench.draw(30, 6, true).styles[0][27], screen.styles[0][27], "the alef is in the same cell");
}

proptest! {
    #![proptest_config(super::harness::cases(60))]

    #[test]
    fn any_text_is_drawn_at_any_size(text in super::layout::text(40), width in 1_u16..70, height in 1_u16..12, colours in any::<bool>()) {
        let mut bench = Bench::corpus(&[&text.replace(['[', ']'], "")]);
        bench.open(0, None);
        bench.draw(width, height, colours);
        for keys in ["3 a", "5 j", "l m ا enter", "ctrl-end", "s", "left left", "/ ا enter", "? esc"] {
            bench.press(keys);
            let screen = bench.draw(width, height, colours);
            prop_assert!(!screen.symbols.iter().flatten().any(|symbol| symbol.contains(is_dangerous)));
            let (row, column, _) = bench.session.sheet().unwrap().cursor_place().unwrap();
            prop_assert!(row < usize::from(height) && column < width);
        }
        bench.tell(Message::Area(1, 1));
    }
}
