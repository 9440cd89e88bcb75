//! The rows of a page: lines, and what is left blank between them.

use hashiya::layout::{LineSpacing, Page, PageSettings, ParagraphSpacing, Row, RowPlace, Spacing, Typesetter};
use hashiya::session::{Message, Room};
use hashiya::text::Document;
use proptest::prelude::*;

use super::exercise::spacings;
use super::harness::Bench;

/// Three paragraphs, the first two with a blank line between them.
const NEWS: &str = "‸قال ناطق باسم الجيش إن طيراناً مجهولاً قصف بلدة الزيتونة.\n\nونفت الوزارة ذلك.\nوعاد السكان أمس.";

/// The page as letters: `#` for a row of text, `.` for a blank one.
fn shape(page: &Page) -> String {
    (0..page.height()).map(|n| if page.line(n).is_some() { '#' } else { '.' }).collect()
}

fn spaced(paragraphs: ParagraphSpacing, lines: LineSpacing) -> PageSettings {
    PageSettings { width: 30, spacing: Spacing { paragraphs, lines }, ..PageSettings::default() }
}

fn shape_of(text: &str, settings: PageSettings) -> String {
    shape(&Typesetter::new(settings).page(&Document::from(text), RowPlace::default(), 20))
}

#[test]
fn a_blank_row_is_between_paragraphs_and_between_lines_where_that_is_asked_for() {
    let text = NEWS.trim_start_matches('‸');
    let of = |paragraphs, lines| shape_of(text, spaced(paragraphs, lines));
    // The blank line of the text is a row, and has the rows of no spacing around it.
    assert_eq!(of(ParagraphSpacing::AsWritten, LineSpacing::Single), "#####");
    assert_eq!(of(ParagraphSpacing::Closed, LineSpacing::Single), "#####");
    assert_eq!(of(ParagraphSpacing::Blank, LineSpacing::Single), "####.#");
    assert_eq!(of(ParagraphSpacing::Closed, LineSpacing::Double), "#.#.##.#");
    assert_eq!(of(ParagraphSpacing::Blank, LineSpacing::Double), "#.#.##..#");
}

#[test]
fn of_several_blank_lines_one_is_a_row_and_a_motion_goes_over_them_at_once() {
    let text = "ا\n\n \n\t\n\u{200F}\nب";
    assert_eq!(shape_of(text, spaced(ParagraphSpacing::AsWritten, LineSpacing::Single)), "######");
    assert_eq!(shape_of(text, spaced(ParagraphSpacing::Blank, LineSpacing::Single)), "###");
    let mut bench = Bench::read(&format!("‸{text}"));
    bench.tell(Message::Room(Room::Ample));
    bench.press("down down").expect("ا\n\n \n\t\n\u{200F}\n‸ب");
    bench.press("up up").expect(&format!("‸{text}"));
    // What is revealed is all there.
    bench.press("I");
    assert_eq!(bench.session.sheet().unwrap().page().lines().count(), 6);
}

/// What is between a row and the next one, told from the text alone.
fn expected(document: &Document, above: &Row, below: &Row, settings: PageSettings) -> usize {
    let lines = usize::from(settings.spacing.lines == LineSpacing::Double);
    let (first, second) = (above.block.paragraph(), below.block.paragraph());
    let is_blank = |row: &Row| {
        let text = document.slice(document.paragraph(row.block.paragraph()).range());
        row.block.lines().len() == 1 && text.chars().all(char::is_whitespace)
    };
    match settings.spacing.paragraphs {
        _ if first == second => lines,
        ParagraphSpacing::AsWritten => lines,
        _ if is_blank(below) => lines,
        _ if is_blank(above) => 0,
        ParagraphSpacing::Closed => lines,
        ParagraphSpacing::Blank => lines + 1,
    }
}

fn settings() -> impl Strategy<Value = PageSettings> {
    (4_u16..40, prop::sample::select(spacings()), any::<bool>()).prop_map(|(width, spacing, reveal)| PageSettings {
        width,
        spacing,
        reveal,
        ..PageSettings::default()
    })
}

/// Paragraphs, some blank.
fn text() -> impl Strategy<Value = String> {
    let words = vec!["قال ناطق", "he said", "نزح 12", "مدنياً من البلدة", " ", "", "", "\t"];
    prop::collection::vec(prop::sample::select(words), 0..24).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(super::harness::cases(200))]

    #[test]
    fn every_row_is_a_line_or_blank_and_every_byte_has_its_row(text in text(), settings in settings(), height in 1_usize..30) {
        let document = Document::from(text.as_str());
        let mut typesetter = Typesetter::new(settings);
        let mut top = RowPlace::default();
        loop {
            let page = typesetter.page(&document, top, height);
            prop_assert!(page.height() <= height && page.line(0).is_some());
            let lines: Vec<(usize, &Row)> = page.lines().collect();
            for pair in lines.windows(2) {
                let ((above, first), (below, second)) = (pair[0], pair[1]);
                prop_assert_eq!(typesetter.step(&document, first.place(), 1), second.place());
                prop_assert_eq!(typesetter.step(&document, second.place(), -1), first.place());
                prop_assert_eq!(below - above - 1, expected(&document, first, second, settings));
                let all = (first.bytes().start..second.bytes().start).filter(|at| text.is_char_boundary(*at));
                for at in all {
                    prop_assert_eq!(page.row_of(at), Some(above));
                    prop_assert_eq!(typesetter.place_of(&document, at), first.place());
                }
            }
            prop_assert_eq!(page.row_of(page.last().unwrap().bytes().start), Some(lines[lines.len() - 1].0));
            prop_assert!(top == RowPlace::default() || page.row_of(page.first().unwrap().bytes().start - 1).is_none());
            let next = typesetter.step(&document, page.last().unwrap().place(), 1);
            if next == page.last().unwrap().place() {
                prop_assert!(page.row_of(document.len()).is_some());
                break;
            }
            prop_assert_eq!(page.row_of(typesetter.row(&document, next).bytes().start), None);
            top = next;
        }
    }

    #[test]
    fn rows_of_the_screen_are_counted_there_and_back(text in text(), settings in settings(), rows in 0_isize..12) {
        let document = Document::from(text.as_str());
        let mut typesetter = Typesetter::new(settings);
        let mut from = RowPlace::default();
        loop {
            let (near, far) = (typesetter.within(&document, from, rows), typesetter.beyond(&document, from, rows));
            prop_assert!(near <= far && from <= near);
            let count = rows.unsigned_abs();
            let distance = typesetter.distance(&document, from, near, count);
            prop_assert!(distance.is_some_and(|distance| distance <= count));
            prop_assert!(near == far || distance < Some(count) && typesetter.distance(&document, from, far, count).is_none());
            // A way of no more than so many rows is one back, too.
            prop_assert!(typesetter.within(&document, near, -rows) <= from);
            prop_assert!(typesetter.beyond(&document, far, -rows) >= from || far <= typesetter.beyond(&document, from, rows));
            let next = typesetter.step(&document, from, 1);
            if next == from {
                break;
            }
            from = next;
        }
    }

    #[test]
    fn pages_overlap_so_that_no_line_is_left_out(text in text(), height in 3_u16..20, double in any::<bool>()) {
        let mut bench = Bench::corpus(&[&text]);
        bench.open(0, None);
        let lines = if double { LineSpacing::Double } else { LineSpacing::Single };
        let spacing = Spacing { paragraphs: ParagraphSpacing::Blank, lines };
        bench.session.set_typography(hashiya::session::Typography { spacing, ..Default::default() });
        bench.tell(Message::Room(Room::Ample));
        bench.tell(Message::Area(20, height));
        let document = Document::from(text.as_str());
        let mut typesetter = Typesetter::new(PageSettings { width: 20, spacing, ..PageSettings::default() });
        let mut ends = |bench: &Bench| {
            let page = bench.session.sheet().unwrap().page();
            (page.first().unwrap().place(), typesetter.step(&document, page.last().unwrap().place(), 1))
        };
        for keys in ["pagedown"; 6].into_iter().chain(["pageup"; 6]) {
            let before = ends(&bench);
            bench.press(keys);
            let after = ends(&bench);
            prop_assert!(after.0 <= before.1 && before.0 <= after.1, "{keys}: {before:?} {after:?}");
            let (row, _, _) = bench.session.sheet().unwrap().cursor_place().unwrap();
            prop_assert!(row < usize::from(height));
        }
        prop_assert_eq!(ends(&bench).0, RowPlace::default());
    }

    #[test]
    fn the_wheel_keeps_the_cursor_on_the_screen(text in text(), height in 1_u16..20, turns in prop::collection::vec(-4_isize..5, 1..12)) {
        let mut bench = Bench::corpus(&[&text]);
        bench.open(0, None);
        bench.tell(Message::Room(Room::Ample));
        bench.tell(Message::Area(20, height));
        for rows in turns {
            bench.tell(Message::Pointer(hashiya::session::Pointer::Wheel(rows)));
            let sheet = bench.session.sheet().unwrap();
            let (row, _, _) = sheet.cursor_place().unwrap();
            prop_assert!(row < usize::from(height) && sheet.page().line(row).is_some());
        }
    }
}

#[test]
fn a_click_on_a_blank_row_goes_to_the_line_above_it() {
    let mut bench = Bench::read(NEWS);
    bench.tell(Message::Room(Room::Ample));
    bench.tell(Message::Area(60, 12));
    bench.tell(Message::Pointer(hashiya::session::Pointer::Press(59, 3)));
    bench.expect("قال ناطق باسم الجيش إن طيراناً مجهولاً قصف بلدة الزيتونة.\n\n‸ونفت الوزارة ذلك.\nوعاد السكان أمس.");
    bench.press("down").expect("قال ناطق باسم الجيش إن طيراناً مجهولاً قصف بلدة الزيتونة.\n\nونفت الوزارة ذلك.\n‸وعاد السكان أمس.");
}

/// Columns of the first and last letter in each row of a screen that has Arabic letters.
fn extent(rows: &[Vec<String>]) -> Vec<(usize, usize)> {
    let is_text = |symbol: &String| symbol.chars().any(|c| ('\u{FB50}'..'\u{FEFF}').contains(&c));
    let of_row = |row: &Vec<String>| Some((row.iter().position(is_text)?, row.iter().rposition(is_text)?));
    rows.iter().filter_map(of_row).collect()
}

#[test]
fn a_text_stands_in_a_measure_with_margins_and_breaks_the_same_with_the_inspector() {
    let long = "قال ناطق باسم الجيش إن طيراناً مجهولاً قصف بلدة الزيتونة. ".repeat(12);
    let mut bench = Bench::read(&long);
    let lines =
        |bench: &Bench| -> Vec<_> { bench.session.sheet().unwrap().page().lines().map(|(_, row)| row.bytes().start).collect() };
    for (width, measure) in [(60, 55_usize), (80, 75), (119, 84), (120, 75), (130, 84), (200, 84)] {
        let screen = bench.draw(width, 30, true);
        let with = lines(&bench);
        // Under the bar of keys there is a blank row.
        let below = screen.rows().iter().position(|row| row.trim().is_empty()).unwrap();
        let text = &screen.symbols[below..28];
        let (first, last) = (extent(text).iter().map(|e| e.0).min().unwrap(), extent(text).iter().map(|e| e.1).max().unwrap());
        assert!(first >= 1 && last + 4 < usize::from(width), "{width}: {first} to {last}");
        assert!(last - first < measure && last - first > measure - 12, "{width}: {first} to {last}");
        bench.press("alt-i");
        let screen = bench.draw(width, 30, true);
        assert_eq!(lines(&bench), with, "{width}: other lines without the inspector");
        let text = &screen.symbols[below..28];
        let (first, last) = (extent(text).iter().map(|e| e.0).min().unwrap(), extent(text).iter().map(|e| e.1).max().unwrap());
        assert!(first >= 1 && last + 4 < usize::from(width), "{width}: {first} to {last}");
        bench.press("alt-i");
    }
}

#[test]
fn a_low_screen_has_no_row_to_spare() {
    let mut bench = Bench::read(NEWS);
    let count = |bench: &Bench| shape(bench.session.sheet().unwrap().page());
    bench.draw(80, 19, true);
    assert_eq!(count(&bench), "####");
    bench.draw(80, 20, true);
    assert_eq!(count(&bench), "###.#");
}
