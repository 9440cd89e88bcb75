//! Layout, on any text at any width: nothing panics, nothing is lost, and every map has a way back.

use hashiya::layout::{Direction, Justification, PageSettings, Row, RowPlace, ScreenSide, Stride, Typesetter, cursor};
use hashiya::text::paragraph::is_separator;
use hashiya::text::{Document, grapheme};
use proptest::prelude::*;

use super::exercise::{blocks, hold, is_stop, rows};

/// What texts are made of: letters of both directions, digits, marks, brackets, spaces, controls, wide signs.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "ا", "ل", "لا", "لآ", "لَا", "بَيت", "مُحَمَّد", "ك", "ڵ", "ه\u{200D}", "می\u{200C}خ", "ـ", "abc", "x", "É", "e\u{301}", "12", "٣٤", "1,2",
    "١٫٥", "(", ")", "[", "]", "«", "»", "“", "”", "،", ".", "-", "—", "%", "$", "/", ":", "!", " ", " ", " ", "   ", "\t", "\u{A0}", "\u{3000}", "\n",
    "\r\n", "\r", "\u{85}", "\u{2029}", "\u{2028}", "\u{B}", "\u{C}", "\u{1C}", "\u{0}", "\u{1B}", "\u{7F}", "\u{9B}", "\u{64E}", "\u{651}\u{64E}",
    "\u{670}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{61C}", "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}",
    "\u{202E}", "\u{2060}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "\u{FEFF}", "\u{AD}", "\u{600}", "\u{600}١", "\u{6DD}", "\u{70F}", "😀", "👨‍👩‍👧",
    "🇸🇾", "漢", "字", "한", "क्षि", "ก็", "\u{E0001}", "\u{FFFD}", "\u{10FFFF}", "א", "שָׁ", "ﷺ", "﷽",
];

pub(crate) fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..most).prop_map(|pieces| pieces.concat())
}

fn direction() -> impl Strategy<Value = Direction> {
    prop::sample::select(vec![Direction::Auto, Direction::RightToLeft, Direction::LeftToRight])
}

fn justification() -> impl Strategy<Value = Justification> {
    prop::sample::select(vec![Justification::Ragged, Justification::Filled])
}

fn settings() -> impl Strategy<Value = PageSettings> {
    settings_of(1..=200)
}

fn narrow() -> impl Strategy<Value = PageSettings> {
    settings_of(1..=24)
}

fn settings_of(widths: std::ops::RangeInclusive<u16>) -> impl Strategy<Value = PageSettings> {
    (widths, direction(), any::<bool>(), any::<bool>(), justification()).prop_map(
        |(width, direction, shaping, reveal, justification)| PageSettings {
            width,
            direction,
            shaping,
            reveal,
            justification,
            ..PageSettings::default()
        },
    )
}

proptest! {
    #![proptest_config(super::harness::cases(400))]

    #[test]
    fn any_bytes_are_laid_out_at_any_width(bytes in prop::collection::vec(any::<u8>(), 0..300), settings in settings()) {
        hold(&Document::read(bytes, None).0, settings);
    }

    #[test]
    fn any_characters_are_laid_out_at_any_width(text in any::<String>(), settings in narrow()) {
        hold(&Document::from(text.as_str()), settings);
    }

    #[test]
    fn any_mixture_of_scripts_is_laid_out_at_any_width(text in text(60), settings in narrow()) {
        hold(&Document::from(text.as_str()), settings);
    }

    #[test]
    fn rows_follow_each_other_down_and_up(text in text(80), settings in narrow(), height in 1_usize..12) {
        let document = Document::from(text.as_str());
        let all: Vec<RowPlace> = rows(&document, settings).iter().map(Row::place).collect();
        let mut typesetter = Typesetter::new(settings);
        for (n, place) in all.iter().enumerate() {
            let height = isize::try_from(height).unwrap();
            let last = isize::try_from(all.len()).unwrap() - 1;
            let goal = |rows: isize| all[usize::try_from((isize::try_from(n).unwrap() + rows).clamp(0, last)).unwrap()];
            prop_assert_eq!(typesetter.step(&document, *place, height), goal(height));
            prop_assert_eq!(typesetter.step(&document, *place, -height), goal(-height));
        }
        let page = typesetter.page(&document, all[0], height);
        let shown: Vec<RowPlace> = page.lines().map(|(_, row)| row.place()).collect();
        prop_assert_eq!(&shown[..], &all[..height.min(all.len())]);
        for (at, row) in page.lines() {
            prop_assert_eq!(page.row_of(row.bytes().start), Some(at));
        }
    }

    #[test]
    fn every_position_has_a_row_and_motions_stay_in_the_text(text in text(40), settings in narrow()) {
        let document = Document::from(text.as_str());
        let mut typesetter = Typesetter::new(settings);
        let mut at = 0;
        loop {
            let place = typesetter.place_of(&document, at);
            let row = typesetter.row(&document, place);
            let (column, columns) = cursor::column_of(&row, at, settings.width);
            prop_assert!(column < settings.width.max(row.visual.width) && columns >= 1);
            for side in [ScreenSide::Left, ScreenSide::Right] {
                let onward = cursor::onward_side(&mut typesetter, &document, at);
                let next = cursor::visual_step(&mut typesetter, &document, at, Stride { side, onward });
                prop_assert!(is_stop(&document, &mut typesetter, next));
            }
            for rows in [-3, -1, 1, 3] {
                let next = cursor::vertical_step(&mut typesetter, &document, at, column, rows);
                prop_assert!(is_stop(&document, &mut typesetter, next));
            }
            if at >= document.len() {
                break;
            }
            at = grapheme::next(document.text(), at);
        }
    }

    #[test]
    fn left_and_right_take_each_other_back_inside_a_line(text in text(14)) {
        let document = Document::from(text.replace(is_separator, "").replace(['\u{2028}', '\u{B}', '\u{C}'], "").as_str());
        let mut typesetter = Typesetter::new(PageSettings { width: 400, ..PageSettings::default() });
        let row = typesetter.row(&document, RowPlace::default());
        for pair in row.visual.cells.windows(2) {
            let at = row.block.bytes_of(pair[0].cell).start;
            let mut here = at;
            // Through the letters of the cell and on to the next one.
            for _ in 0..3 {
                here = cursor::visual_step(&mut typesetter, &document, here, Stride { side: ScreenSide::Right, onward: ScreenSide::Left });
                if row.block.cell_at(here) != pair[0].cell {
                    break;
                }
            }
            prop_assert_eq!(row.block.cell_at(here), pair[1].cell, "right of {:?} in {:?}", document.slice(at..here), document.text());
            for _ in 0..3 {
                here = cursor::visual_step(&mut typesetter, &document, here, Stride { side: ScreenSide::Left, onward: ScreenSide::Left });
                if row.block.cell_at(here) != pair[1].cell {
                    break;
                }
            }
            prop_assert_eq!(row.block.cell_at(here), pair[0].cell, "left of that, in {:?}", document.text());
        }
    }

    #[test]
    fn in_arabic_alone_left_follows_the_reading_letter_by_letter(
        words in prop::collection::vec(prop::sample::select(vec!["لا", "السَلَام", "لآن", "بَلَّغَ", "على", "إلى", "ﷺ"]), 1..8),
        width in 4_u16..40,
    ) {
        let document = Document::from(words.join(" ").as_str());
        let mut typesetter = Typesetter::new(PageSettings { width, ..PageSettings::default() });
        let (mut at, mut seen) = (0, Vec::new());
        let mut expected: Vec<usize> = Vec::new();
        while at < document.len() {
            // A space that hangs at the end of a line has no place of its own for the eye.
            let place = typesetter.place_of(&document, at);
            let row = typesetter.row(&document, place);
            if row.block.cell_at(at) < row.logical().shown {
                expected.push(at);
            }
            at = grapheme::next(document.text(), at);
        }
        at = 0;
        loop {
            seen.push(at);
            let next = cursor::visual_step(&mut typesetter, &document, at, Stride { side: ScreenSide::Left, onward: ScreenSide::Left });
            if next == at || seen.len() > document.len() {
                break;
            }
            at = next;
        }
        prop_assert_eq!(&seen, &expected);
        let mut back = Vec::new();
        loop {
            back.push(at);
            let next = cursor::visual_step(&mut typesetter, &document, at, Stride { side: ScreenSide::Right, onward: ScreenSide::Left });
            if next == at || back.len() > document.len() {
                break;
            }
            at = next;
        }
        back.reverse();
        prop_assert_eq!(back, expected);
    }

    #[test]
    fn to_one_side_the_cursor_goes_through_paragraphs_of_both_directions_and_back(
        paragraphs in prop::collection::vec(prop::sample::select(vec!["قال ناطق", "he said", "", "عاد", "ok 12"]), 1..6),
        width in 3_u16..30,
        onward in prop::sample::select(vec![ScreenSide::Left, ScreenSide::Right]),
    ) {
        let document = Document::from(paragraphs.join("\n").as_str());
        let mut typesetter = Typesetter::new(PageSettings { width, ..PageSettings::default() });
        let back = if onward == ScreenSide::Left { ScreenSide::Right } else { ScreenSide::Left };
        let mut seen = vec![0];
        // To the first line's edge, then on and on.
        for side in [back, onward] {
            loop {
                let at = seen[seen.len() - 1];
                let next = cursor::visual_step(&mut typesetter, &document, at, Stride { side, onward });
                if next == at || seen.len() > 4 * document.len() {
                    break;
                }
                seen.push(next);
            }
        }
        let last = paragraphs.iter().rposition(|paragraph| !paragraph.is_empty()).unwrap_or(0);
        prop_assert!(document.paragraph_at(seen[seen.len() - 1]).index >= last, "{seen:?}");
    }
}

/// The words of each line of a text of one paragraph, and the columns that the line takes.
fn lines_of(text: &str, width: u16) -> Vec<(Vec<String>, usize)> {
    let document = Document::from(text);
    let rows = rows(&document, PageSettings { width, ..PageSettings::default() });
    let words = |row: &Row| document.slice(row.bytes()).split_whitespace().map(str::to_owned).collect();
    rows.iter().map(|row| (words(row), usize::from(row.visual.width))).collect()
}

#[test]
fn a_paragraph_does_not_end_with_a_word_alone_in_its_line() {
    let words = |text, width| -> Vec<String> { lines_of(text, width).into_iter().map(|(words, _)| words.join(" ")).collect() };
    assert_eq!(words("نزح سكان من البلدة أمس", 18), ["نزح سكان من", "البلدة أمس"]);
    assert_eq!(words("one two three four", 14), ["one two", "three four"]);
    // There is nothing to move down, or no room for it.
    assert_eq!(words("one twothreefour five", 16), ["one twothreefour", "five"]);
    assert_eq!(words("onetwothree four", 12), ["onetwothree", "four"]);
    // The line before one that was asked for is the end of its own.
    assert_eq!(words("one two\u{2028}three", 14), ["one two", "three"]);
    assert_eq!(words("one two three\u{2028}four five", 10), ["one", "two three", "four five"]);
}

proptest! {
    #![proptest_config(super::harness::cases(200))]

    #[test]
    fn a_word_stands_alone_at_the_end_only_where_no_other_can_join_it(
        words in prop::collection::vec(prop::sample::select(vec!["ا", "نزح", "السلام", "abc", "المستشفى", "في"]), 1..20),
        width in 8_u16..40,
    ) {
        let lines = lines_of(&words.join(" "), width);
        let found: Vec<&String> = lines.iter().flat_map(|(words, _)| words).collect();
        prop_assert_eq!(found, words.iter().collect::<Vec<_>>());
        prop_assert!(lines.iter().all(|(_, columns)| *columns <= usize::from(width)));
        if let [.., (before, _), (last, columns)] = &lines[..]
            && last.len() == 1
        {
            let other = lines_of(before.last().unwrap(), 100)[0].1;
            prop_assert!(before.len() == 1 || other + 1 + columns > usize::from(width), "{lines:?}");
        }
    }
}

#[test]
fn both_letters_of_lam_and_alef_are_met_in_one_cell() {
    let document = Document::from("لا");
    let mut typesetter = Typesetter::new(PageSettings::default());
    let row = typesetter.row(&document, RowPlace::default());
    assert_eq!((row.visual.cells.len(), row.visual.width, row.block.symbol(0)), (1, 1, "\u{FEFB}"));
    assert_eq!(
        cursor::visual_step(&mut typesetter, &document, 0, Stride { side: ScreenSide::Left, onward: ScreenSide::Left }),
        2
    );
    assert_eq!(
        cursor::visual_step(&mut typesetter, &document, 2, Stride { side: ScreenSide::Right, onward: ScreenSide::Left }),
        0
    );
    assert_eq!(cursor::column_of(&row, 2, 80), cursor::column_of(&row, 0, 80));
}

#[test]
fn a_hundred_and_forty_isolates_around_a_digit_are_laid_out() {
    for (open, close) in [
        ("\u{2067}", "\u{2069}"),
        ("\u{2066}", "\u{2069}"),
        ("\u{2068}", "\u{2069}"),
        ("\u{202B}", "\u{202C}"),
        ("\u{202E}", "\u{202C}"),
    ] {
        for n in [60, 61, 62, 124, 125, 126, 127, 140] {
            let text = format!("قال {}7{} في", open.repeat(n), close.repeat(n));
            for width in [1, 2, 40] {
                hold(&Document::from(text.as_str()), PageSettings { width, ..PageSettings::default() });
            }
        }
    }
}

#[test]
fn texts_that_were_once_laid_out_wrongly_are_laid_out() {
    let narrow = PageSettings { width: 7, shaping: false, ..PageSettings::default() };
    hold(&Document::from("😀$م\u{64F}ح\u{64E}م\u{64E}\u{651}د\u{6DD}😀"), narrow);
    let of_one_cell = PageSettings { width: 1, shaping: false, ..PageSettings::default() };
    hold(&Document::from("👨\u{200D}👩\u{200D}👧\u{200C}"), of_one_cell);
}

/// The first and the last screen of a text, as when it is opened and its end is gone to.
fn first_and_last_page(text: &str) {
    let document = Document::from(text);
    let mut typesetter = Typesetter::new(PageSettings::default());
    let first = typesetter.page(&document, RowPlace::default(), 24);
    assert!(first.height() > 0);
    let end = cursor::last_position(&document);
    let place = typesetter.place_of(&document, end);
    let top = typesetter.step(&document, place, -23);
    let last = typesetter.page(&document, top, 24);
    assert!(last.lines().any(|(_, row)| row.place() == place));
    for side in [ScreenSide::Left, ScreenSide::Right] {
        cursor::visual_step(&mut typesetter, &document, end, Stride { side, onward: ScreenSide::Left });
    }
}

/// No time is measured here, since machines differ: work that grows faster than the text would never end.
#[test]
#[ignore = "takes long: `.ci/run` runs it, as `cargo test --test it -- --ignored` does"]
fn a_megabyte_of_one_sign_is_laid_out() {
    for sign in [
        "\u{2067}",
        "\u{64E}",
        "(",
        "\u{200F}",
        "ا",
        "a",
        " ",
        "لا",
        "(ا",
        "ا\u{64E}",
        "\u{202E}",
        "ا\u{2069}",
        "1,",
        "\n",
        "😀",
        "[)",
    ] {
        first_and_last_page(&sign.repeat(1_000_000 / sign.len()));
    }
}

#[test]
fn a_paragraph_of_many_blocks_is_read_through_without_a_gap() {
    let news = "قال ناطق (باسم الجيش) إن 17,500 مدنياً نزحوا إلى بلدة X-ray «أمس» وَقُتِلَ آخرون. ";
    for text in [news.repeat(900), "ا".repeat(40_000), format!("{}abc {}", news.repeat(300), "word 12 ".repeat(6000))] {
        let document = Document::from(text.as_str());
        let settings = PageSettings { width: 70, ..PageSettings::default() };
        hold(&document, settings);
        let mut typesetter = Typesetter::new(settings);
        assert!(blocks(&document, &mut typesetter).len() > 1, "the text is long enough for more than one block");
        let (mut down, mut place) = (vec![RowPlace::default()], RowPlace::default());
        loop {
            let next = typesetter.step(&document, place, 1);
            if next == place {
                break;
            }
            down.push(next);
            place = next;
        }
        let all: Vec<RowPlace> = rows(&document, settings).iter().map(Row::place).collect();
        assert_eq!(down, all);
        let rows = isize::try_from(all.len()).unwrap();
        assert_eq!(typesetter.step(&document, place, -rows), RowPlace::default());
    }
}
