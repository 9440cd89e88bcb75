//! Lines that are typed: the cursor in them, what is pasted, what was entered before, and how they look.

use hashiya::session::{Message, Mode};

use super::harness::Bench;

/// What is typed, and the byte before which the cursor is.
fn typed(bench: &Bench) -> (String, usize) {
    bench.session.line().map(|line| (line.text().to_owned(), line.cursor())).unwrap()
}

#[test]
fn a_letter_left_out_of_a_search_is_put_where_it_belongs() {
    let mut bench = Bench::read("‸قال ناطق باسم الجيش");
    bench.press("/ ن ا ق").expect("‸قال ناطق باسم الجيش");
    bench.press("right ط").expect("قال ‸ناطق باسم الجيش");
    assert_eq!(typed(&bench), ("ناطق".to_owned(), 6));
    bench.press("home و").expect("‸قال ناطق باسم الجيش");
    bench.press("ctrl-k").expect("قال ناطق باسم الجيش".replacen("قال", "‸قال", 1).as_str());
}

#[test]
fn what_was_entered_before_is_called_up_for_searches_and_notes_apart() {
    let mut bench = Bench::read("‸قال [ACTOR|ناطق] باسم الجيش");
    bench.press("/ ب ا س enter ctrl-home / ا ل ج enter ctrl-home");
    bench.press("/ ن ctrl-p");
    assert_eq!(typed(&bench).0, "الج");
    bench.press("ctrl-p").expect("قال [ACTOR|ناطق] ‸باسم الجيش");
    bench.press("ctrl-n ctrl-n");
    assert_eq!(typed(&bench).0, "ن", "what was being typed comes back");
    bench.press("esc ] m up");
    assert_eq!(typed(&bench).0, "", "no note was entered yet");
    bench.press("م ه م enter m ctrl-u up");
    assert_eq!(typed(&bench).0, "مهم");
}

#[test]
fn a_megabyte_is_pasted_as_a_whole_and_searched_for_once() {
    let mut bench = Bench::read("‸قال ناطق");
    bench.press("/");
    let performed = bench.performed.len();
    bench.tell(Message::Pasted("سلام\nعليكم\u{1b}[31m ".repeat(50_000)));
    assert_eq!(bench.performed.len(), performed, "not letter by letter");
    let (text, cursor) = typed(&bench);
    assert!(text.len() > 1_000_000 && cursor == text.len() && !text.contains(char::is_control));
    assert!(bench.notice().starts_with("not found") && bench.notice().len() < 1000);
    let shown = bench.draw(80, 8, true).rows().pop().unwrap();
    assert!(shown.starts_with(" search: ") && shown.contains('…') && shown.contains("not found"), "{shown}");
    bench.press("esc").expect("‸قال ناطق");
    bench.press("enter");
    bench.tell(Message::Pasted("قال".to_owned()));
    assert_eq!(bench.session.mode(), Mode::Reading, "a paste is no command");
}

#[test]
fn an_arabic_line_runs_from_the_right_with_its_cursor_at_the_left() {
    let mut bench = Bench::read("‸قال [ACTOR|ناطق] باسم");
    let row = |bench: &mut Bench| bench.draw(80, 8, true).rows().pop().unwrap();
    bench.press("] m ق ا ل");
    assert!(
        row(&mut bench).starts_with(&format!(" note: {}\u{FEDD}\u{FE8E}\u{FED7} ", " ".repeat(57).as_str())),
        "{:?}",
        row(&mut bench)
    );
    let screen = bench.draw(80, 8, true);
    let reversed = |n: usize| screen.styles[7][n].add_modifier.contains(ratatui::style::Modifier::REVERSED);
    let cells: Vec<usize> = (0..80).filter(|n| reversed(*n)).collect();
    assert_eq!(cells, [63], "the empty cell left of the last letter");
    bench.press("ctrl-u x y left");
    assert!(row(&mut bench).starts_with(" note: xy "));
}
