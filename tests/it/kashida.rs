//! Lines that are filled: what is drawn longer, and that nothing else changes.

use hashiya::layout::{Filling, Justification, PageSettings, Row, ScreenSide, Stride, Typesetter, cursor};
use hashiya::session::{Message, Typography};
use hashiya::text::{Document, grapheme};
use proptest::prelude::*;

use super::exercise::rows;
use super::harness::Bench;

fn settings(width: u16, justification: Justification) -> PageSettings {
    PageSettings { width, justification, ..PageSettings::default() }
}

/// A line in the order of reading, as it is in the text, with what is drawn in it: `ـ` for a stroke, `·` for a wider blank.
fn read(document: &Document, row: &Row) -> String {
    let line = row.logical();
    let mut out = String::new();
    for cell in line.start..line.shown {
        out.push_str(document.slice(row.block.bytes_of(cell)));
        for filler in row.visual.fillers.iter().filter(|filler| filler.cell == cell) {
            let drawn = if filler.filling == Filling::Kashida { "ـ" } else { "·" };
            out.push_str(&drawn.repeat(usize::from(filler.columns)));
        }
    }
    out
}

fn filled(text: &str, width: u16) -> Vec<String> {
    let document = Document::from(text);
    rows(&document, settings(width, Justification::Filled)).iter().map(|row| read(&document, row)).collect()
}

/// The first line of words that are followed by one with no room in it, which lacks so many columns.
fn first(words: &str, lacking: u16) -> String {
    let columns = rows(&Document::from(words), settings(400, Justification::Ragged))[0].visual.width;
    let long = "ا".repeat(usize::from(columns + lacking));
    filled(&format!("{words} {long} {long}"), columns + lacking).remove(0)
}

#[test]
fn a_word_is_drawn_longer_where_scribes_do_it() {
    for (words, drawn) in [
        // After a stroke of the writer's own, after seen and sad.
        ("نحو محـمد وكيل", "نحو محــمد وكيل"),
        ("في مستشفى", "في مستشـفى"),
        ("نحو نصيب", "نحو نصـيب"),
        // Before the last heh, teh marbuta and dal; then alef, tah, lam, kaf.
        ("نحو قريبة", "نحو قريبـة"),
        ("نحو بعيد", "نحو بعيـد"),
        ("نحو عمله", "نحو عملـه"),
        ("نحو كتاب", "نحو كتـاب"),
        ("نحو جميل", "نحو جميـل"),
        // Before a tooth that stands before the last reh or yeh; then before waw, ain, qaf, feh.
        ("نحو كبير", "نحو كبـير"),
        ("دار طريق", "دار طريـق"),
    ] {
        assert_eq!(first(words, 1), drawn);
    }
}

#[test]
fn what_cannot_be_drawn_longer_is_left_and_blanks_are_wider() {
    // Words of two letters, letters that do not join, lam with alef, digits, Latin.
    for words in ["في من عن", "دار ورد", "لا الا", "12 ٣٤ ab"] {
        let line = first(words, 1);
        assert!(!line.contains('ـ') && line.matches('·').count() == 1, "{line}");
    }
}

#[test]
fn strokes_are_shared_out_and_at_most_three_are_in_a_word() {
    assert_eq!(first("ثم كتاب ثم نصيب", 2), "ثم كتـاب ثم نصـيب");
    assert_eq!(first("نصيب نصيب نصيب نصيب", 2), "نصـيب نصيب نصـيب نصيب");
    let line = first("نصيب كتاب بعيد جميل", 9);
    assert_eq!(line.matches('ـ').count(), 9);
    assert!(!line.contains("ــــ") && !line.contains('·'), "{line}");
    // The last line of a paragraph, and one that lacks much, are left as they are.
    assert_eq!(filled("قال ناطق نصيب", 40), ["قال ناطق نصيب"]);
    assert_eq!(first("نصيب", 20), "نصيب");
}

#[test]
fn a_filled_text_is_drawn_to_the_edge_and_copied_as_it_is() {
    let text = "قال ناطق باسم الجيش إن طيراناً مجهولاً قصف بلدة الزيتونة صباح أمس. ".repeat(4);
    let mut ragged = Bench::read(&text);
    let mut justified = Bench::read(&text);
    justified.session.set_typography(Typography { justification: Justification::Filled, ..Typography::default() });
    let (before, after) = (ragged.draw(60, 12, true), justified.draw(60, 12, true));
    let longer = |rows: Vec<String>| rows.concat().matches('ـ').count();
    assert!(longer(before.rows()) == 0 && longer(after.rows()) > 3);
    // The second column is that of the left edge of the lines: all but the last are filled.
    let edge = |screen: &super::harness::Screen| screen.symbols[2..6].iter().filter(|row| row[1] != " ").count();
    assert_eq!(edge(&after), 4, "{:?}", after.rows());
    for bench in [&mut ragged, &mut justified] {
        bench.press("v 2 p y").tell(Message::Idle);
    }
    assert_eq!(ragged.stage.copied, justified.stage.copied);
    assert!(!ragged.stage.copied.is_empty());
}

proptest! {
    #![proptest_config(super::harness::cases(200))]

    #[test]
    fn nothing_but_columns_is_other_in_a_filled_text(text in super::layout::text(60), width in 4_u16..50) {
        let document = Document::from(text.as_str());
        let (ragged, filled) = (settings(width, Justification::Ragged), settings(width, Justification::Filled));
        for (before, after) in rows(&document, ragged).iter().zip(&rows(&document, filled)) {
            prop_assert_eq!(before.place(), after.place());
            prop_assert_eq!(before.bytes(), after.bytes());
            let order = |row: &Row| row.visual.cells.iter().map(|placed| (placed.cell, placed.level)).collect::<Vec<_>>();
            prop_assert_eq!(order(before), order(after));
            for placed in &after.visual.cells {
                let at = after.block.bytes_of(placed.cell).start;
                prop_assert_eq!(cursor::byte_at(after, cursor::column_of(after, at, width).0), at);
            }
            for filler in after.visual.fillers.iter().filter(|filler| filler.filling == Filling::Kashida) {
                prop_assert!(filler.columns <= 3);
                let [this, next] = [filler.cell, filler.cell + 1].map(|cell| after.block.symbol(cell));
                prop_assert!(!this.is_ascii() && !next.is_ascii() && this != " " && next != " ", "{this:?} {next:?}");
            }
        }
        let (mut one, mut other) = (Typesetter::new(ragged), Typesetter::new(filled));
        let mut at = 0;
        while at < document.len() {
            for side in [ScreenSide::Left, ScreenSide::Right] {
                let stride = Stride { side, onward: ScreenSide::Left };
                let step = cursor::visual_step(&mut one, &document, at, stride);
                prop_assert_eq!(step, cursor::visual_step(&mut other, &document, at, stride));
            }
            at = grapheme::next(document.text(), at);
        }
    }
}
