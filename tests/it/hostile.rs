//! Texts that would do harm: what is hidden is announced, what acts on a terminal never reaches it.

use hashiya::annotation::AnnotationSet;
use hashiya::language::classes::{is_harakat, is_mark};
use proptest::prelude::*;

use super::exercise::exercise;
use super::harness::{Bench, check_all};

const VOWELLED: &str = "[ACTOR/نَبَأٌ|قَالَ مُحَمَّدٌ]: لَآ إِلٰهَ ‸سَلَامٌ\nوَقُتِلَ ۖ ثَلَاثَةٌ";

proptest! {
    #![proptest_config(super::harness::cases(40))]

    #[test]
    fn any_bytes_are_laid_out_and_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        exercise(&bytes);
    }

    #[test]
    fn any_mixture_of_scripts_is_laid_out_and_read(
        how in prop::collection::vec(any::<u8>(), 4),
        commands in prop::collection::vec(any::<u8>(), 0..40),
        text in super::layout::text(60),
    ) {
        let count = u8::try_from(commands.len()).unwrap();
        exercise(&[how[0], how[1], how[2], 1, count].iter().chain(&commands).copied().chain(text.bytes()).collect::<Vec<_>>());
    }
}

#[test]
fn a_text_is_tagged_the_same_with_its_vowel_marks_hidden() {
    check_all(&[
        ("‸قَالَ مُحَمَّدٌ", "H a", "[ACTOR|‸قَالَ] مُحَمَّدٌ"),
        ("قَالَ مُ‸حَمَّدٌ", "H v 2 left a", "قَالَ مُ[ACTOR|حَمَّ‸دٌ]"),
        ("[ACTOR|قَا‸لَ] مُحَمَّدٌ", "H e left enter", "[ACTOR|قَالَ ‸مُ]حَمَّدٌ"),
        ("⟦قَا‸لَ⟧", "H H H l", "[LOCATION|قَا‸لَ]"),
    ]);
}

/// The same rows with and without marks, in the text and in every bar, list and note.
#[test]
fn hidden_vowel_marks_leave_every_cell_in_its_place() {
    for keys in ["0", "l", "e", "/ َ ل", "l m ق َ", "?", "w S", "q"] {
        for (width, height) in [(60, 12), (17, 6), (3, 3)] {
            let (mut shown, mut hidden) = (Bench::read(VOWELLED), Bench::read(VOWELLED));
            shown.press(keys);
            hidden.session.show_marks(false);
            hidden.press(keys);
            let (with, without) = (shown.draw(width, height, true), hidden.draw(width, height, true));
            let stripped: Vec<Vec<String>> =
                with.symbols.iter().map(|row| row.iter().map(|symbol| symbol.replace(is_harakat, "")).collect()).collect();
            assert_eq!(without.symbols, stripped, "{keys} {width}x{height}");
            assert_eq!(with.styles, without.styles, "{keys} {width}x{height}");
            let has_marks = ["0", "l", "e", "l m ق َ"].contains(&keys);
            assert!(height < 12 || !has_marks || with.symbols != without.symbols, "there are marks: {keys}");
        }
    }
}

#[test]
fn a_thousand_marks_over_a_letter_are_drawn_as_a_few_wherever_they_stand() {
    let zalgo = format!("قا{}ل {}", "\u{64E}\u{6E1}\u{301}".repeat(400), "e\u{301}\u{20DD}".repeat(3));
    let marked = format!("[ACTOR/{zalgo}|‸{zalgo}] {}", "\u{64E}".repeat(500));
    for keys in ["0", "m", "/ ق", "q", "? pagedown"] {
        let mut bench = Bench::read(&marked);
        bench.press(keys);
        let screen = bench.draw(70, 12, true);
        let most = screen.symbols.iter().flatten().map(|symbol| symbol.chars().filter(|c| is_mark(*c)).count()).max();
        assert!(most <= Some(8), "{most:?} marks in a cell: {keys}");
    }
}

#[test]
fn a_sign_before_a_number_keeps_to_itself_between_hidden_characters() {
    exercise("\u{50}\u{9}\u{0}\u{1}\u{0}ا\u{200F}\u{600}\u{200D}\u{200F}\u{6DD}\u{64E}ب".as_bytes());
}

#[test]
fn in_reveal_mode_the_cursor_stops_on_what_is_invisible() {
    check_all(&[
        // By the eye, and in reading order; outside of reveal mode a letter keeps its joiners.
        ("‸می\u{200C}خ", "I left left", "می‸\u{200C}خ"),
        ("‸می\u{200C}خ", "left left", "می\u{200C}‸خ"),
        ("‸می\u{200C}خ", "I > > > <", "می‸\u{200C}خ"),
        ("می\u{200C}‸خ", "I right", "می‸\u{200C}خ"),
        ("‸a\u{202E}bc\u{202C}", "I right right", "a\u{202E}b‸c\u{202C}"),
        ("‸👨\u{200D}👩", "I right", "👨‸\u{200D}👩"),
        // Hidden again, the cursor stands on the whole grapheme.
        ("‸می\u{200C}خ", "I left left I", "م‸ی\u{200C}خ"),
        // What is tagged is graphemes all the same.
        ("‸می\u{200C}خ", "I left left v a", "م[ACTOR|ی\u{200C}]خ"),
        ("[ACTOR|‸می\u{200C}]خ", "I e left enter", "[ACTOR|می\u{200C}‸خ]"),
        ("[ACTOR|‸م]ی\u{200C}خ", "I e left left right enter", "[ACTOR|م‸ی\u{200C}]خ"),
    ]);
}

#[test]
fn reveal_mode_shows_a_token_for_each_invisible_character_and_gives_it_back() {
    let text = "قا\u{640}ل\u{A0}\u{200F}abc\u{202E}de\u{202C}\tx \n";
    let mut bench = Bench::read(text);
    let before = bench.draw(60, 8, true);
    let shown = bench.press("I").draw(60, 8, true);
    let row = shown.rows().concat();
    for token in ["‹ـ›", "‹NBSP›", "‹RLM›", "‹RLO›", "‹PDF›", "‹TAB›", "·", "\u{240A}"] {
        assert!(row.contains(token), "{token} in {row}");
    }
    let column = shown.symbols[1].iter().position(|symbol| symbol == "‹").unwrap();
    assert_ne!(shown.styles[1][column].fg, shown.styles[1][59].fg, "tokens look otherwise than letters");
    bench.press("I esc");
    assert_eq!(bench.draw(60, 8, true).symbols, before.symbols);
}

#[test]
fn what_forces_the_order_of_letters_is_announced_wherever_it_is_on_screen() {
    let text = "قال ناطق\n\u{2067}abc\u{2069} \u{200F}x\nabc \u{202E}fed\u{202C}\nend";
    let mut bench = Bench::read(text);
    let last = |bench: &mut Bench| bench.draw(80, 8, true).rows().pop().unwrap();
    assert!(last(&mut bench).contains("override on screen") && !last(&mut bench).contains("override here"));
    bench.press("down down");
    let line = last(&mut bench);
    assert!(line.contains("the order of letters is forced; I shows where"), "{line}");
    assert!(line.contains("override here"), "{line}");
    bench.press("I home right right right right esc");
    let line = last(&mut bench);
    assert!(line.contains("override here") && line.contains("right-to-left override"), "{line}");
    assert!(!last(&mut Bench::read("قال \u{2067}abc\u{2069} \u{200F}")).contains("isolate"));
    assert!(last(&mut Bench::read("قال \u{2067}abc")).contains("open isolate here"));
    assert!(last(&mut Bench::read("قال \u{202B}abc\u{202C}")).contains("embedding here"));
}

#[test]
fn a_copy_is_the_selection_else_the_span_else_the_word_in_reading_order() {
    for (text, keys, copied, told) in [
        ("قال ⟦الجيش (أم‸س)⟧ abc", "y", "الجيش (أمس)", "copied the selection: 11 characters"),
        ("قال [ACTOR|تنظيم ‸الدولة] أمس", "1 y", "تنظيم الدولة", "copied the span: 12 characters"),
        ("قا‸ل 17,500 abc", "y", "قال", "copied the word: 3 characters"),
        // An Arabic keyboard: غ is on the key marked Y. Marks, joiners and bidi controls belong to the text.
        ("‸مُ\u{200C}\u{202E}a\u{202C}", "v > > > غ", "مُ\u{200C}\u{202E}a\u{202C}", "copied the selection: 6 characters"),
        (
            "‸a\u{1B}m\tb\u{9B}c",
            "p y",
            "a\u{241B}m\tb\u{2426}c",
            "copied the selection: 7 characters, 2 control characters as pictures",
        ),
    ] {
        let mut bench = Bench::read(text);
        bench.press(keys);
        assert_eq!((bench.stage.copied.as_slice(), bench.notice().as_str()), (&[copied.to_owned()][..], told), "{text:?}");
    }
    assert_eq!(Bench::read("").press("y").notice(), "nothing here to copy");
}

#[test]
fn a_span_and_a_hit_are_copied_with_where_they_are_from_and_alone_with_a_count() {
    let text = "قالت [ACTOR|كتائب ‸الوادي] إن كتائبَ الوادي\u{7} باقية";
    let copied = |keys: &str| Bench::read(text).press(keys).stage.copied.clone();
    assert_eq!(copied("y"), ["«كتائب الوادي» (2.txt 5-17)"], "in code points");
    let facts = "@ s و ك ا ل ة enter d 2 0 3 1 - 0 3 - 0 4 enter esc";
    assert_eq!(copied(&format!("{facts} y")), ["«كتائب الوادي» (وكالة; 2031-03-04; 2.txt 5-17)"], "what the schema requires");
    let search = "/ ك ت ا ئ ب space ا ل و ا د ي enter";
    assert_eq!(copied(&format!("{search} y 1 y")), ["«كتائبَ الوادي» (2.txt 21-34)", "كتائبَ الوادي"], "a hit, with its marks");
    let more = copied(&format!("{search} ctrl-shift-left y")).concat();
    assert!(more.starts_with("كتائبَ الوادي\u{2407} "), "what was drawn on from a hit is no hit: {more}");
    let whole = "قالت كتائب الوادي إن كتائبَ الوادي\u{2407} باقية";
    assert_eq!(copied(&format!("{search} esc p y")), [whole], "a selection is itself");
}

/// No time is measured, since machines differ: a key that lays out, searches or walks through more than it shows would
/// make this one of the slowest tests.
#[test]
#[ignore = "takes long: `.ci/run` runs it, as `cargo test --test it -- --ignored` does"]
fn a_text_that_nothing_cuts_is_read_key_by_key() {
    let signs =
        ["\u{2067}", "\u{64E}", "(", "\u{200F}", "-", "\u{202E}ا ", "ا\u{2068}", "ا", "ا\u{64E}", "\0", "\u{200B}\u{200E}"];
    for sign in signs {
        let mut bench = Bench::corpus(&[]);
        bench.stage.texts.push((sign.repeat(100_000 / sign.len()), AnnotationSet::new()));
        bench.open(0, None);
        for keys in [
            "down",
            "left",
            "j",
            "f",
            "ctrl-end",
            "pageup",
            "k",
            "I",
            "left",
            "I",
            "H",
            "/ ا enter",
            "n",
            "s",
            "esc",
            "D",
            "esc",
            "l u",
        ] {
            bench.press(keys);
            bench.draw(80, 24, true);
        }
    }
}
