//! The palette: the commands of a place, found by words in either language, performed in that place.

use std::sync::Arc;

use hashiya::keymap::Keymap;
use hashiya::session::{Command, Mode, Palette};
use hashiya::words::{Language, Words};

use super::harness::{Bench, tags};

/// Types words.
fn typed(bench: &mut Bench, words: &str) {
    for c in words.chars() {
        bench.press(&c.to_string().replace(' ', "space"));
    }
}

/// What is listed, the nearest first.
fn listed(bench: &Bench) -> Vec<String> {
    let palette = bench.session.find::<Palette>().unwrap();
    palette.list().shown().iter().map(|row| palette.row(*row).unwrap().value.to_string()).collect()
}

/// What comes first when words are typed in a text.
fn first(words: &str) -> String {
    let mut bench = Bench::read("[ACTOR|‸زيد] قال كذا");
    bench.press(":");
    typed(&mut bench, words);
    listed(&bench).into_iter().next().unwrap_or_default()
}

#[test]
fn a_command_is_found_by_its_label_its_sentence_its_name_and_other_words_in_either_language() {
    for (words, command) in [
        ("note", "edit_note"),
        ("undo", "undo"),
        ("delete_span", "delete_span"),
        ("delete span", "delete_span"),
        ("remove", "delete_span"),
        ("ملاحظة", "edit_note"),
        ("ملاحظه", "edit_note"),
        ("تراجع", "undo"),
        ("tag actor", "tag ACTOR"),
        ("retag casualty", "retag CASUALTY"),
        ("submitted", "state submitted"),
        ("submit", "state submitted"),
        ("dlt", "delete_span"),
        ("w", "save"),
        ("wq", "quit"),
    ] {
        assert_eq!(first(words), command, "{words}");
    }
    assert_eq!(first("no such thing at all"), "");
}

#[test]
fn what_is_picked_is_done_in_the_place_below_as_by_its_key_and_taken_back_under_its_name() {
    let mut bench = Bench::read("‸قوات السهل هنا");
    bench.press("2 :");
    typed(&mut bench, "tag actor");
    bench.press("enter").expect("[ACTOR|قوات السهل] هنا");
    assert_eq!(bench.session.mode(), Mode::Reading);
    assert_eq!(bench.stage.entries.last().unwrap().command, "tag ACTOR");
    bench.press("u").expect("‸قوات السهل هنا");
}

#[test]
fn a_command_that_needs_what_is_not_here_says_so_as_its_key_does() {
    let mut bench = Bench::read("‸قوات السهل هنا");
    bench.press("d");
    let by_key = bench.notice();
    bench.press(":");
    typed(&mut bench, "delete");
    bench.press("enter");
    assert_eq!(bench.notice(), by_key);
}

#[test]
fn esc_leaves_and_nothing_is_done() {
    let mut bench = Bench::read("‸قوات السهل هنا");
    bench.press(":");
    typed(&mut bench, "tag actor");
    bench.press("esc").expect("‸قوات السهل هنا");
    assert_eq!(bench.session.mode(), Mode::Reading);
}

#[test]
fn each_place_lists_its_own_commands_and_what_was_picked_last_comes_first_again() {
    let mut bench = Bench::corpus(&["قبل", "بعد"]);
    bench.press(":");
    let in_list = listed(&bench);
    assert!(in_list.contains(&"open".to_owned()) && !in_list.contains(&"tag ACTOR".to_owned()));
    typed(&mut bench, "open");
    bench.press("enter :");
    let in_text = listed(&bench);
    assert!(in_text.contains(&"tag ACTOR".to_owned()) && !in_text.contains(&"open".to_owned()));
    typed(&mut bench, "vowel marks");
    bench.press("enter :");
    assert_eq!(listed(&bench).first().map(String::as_str), Some("toggle_marks"));
}

#[test]
fn help_over_a_place_has_its_own_and_leaving_the_text_by_the_palette_saves_it() {
    let mut bench = Bench::read("‸قوات السهل هنا");
    bench.press("? :");
    assert!(listed(&bench).contains(&"filter".to_owned()));
    bench.press("esc esc a :");
    typed(&mut bench, "back");
    bench.press("enter");
    assert_eq!((bench.session.mode(), bench.stage.saved.len()), (Mode::Corpus, 1));
}

#[test]
fn its_rows_show_keys_and_sentences_and_the_bar_shows_the_way_out() {
    let mut bench = Bench::read("‸قوات السهل هنا");
    bench.press(":");
    typed(&mut bench, "note");
    let rows = bench.draw(80, 24, false).rows().join("\n");
    for shown in ["command: note", "m  Writes a note", "enter run", "esc leave"] {
        assert!(rows.contains(shown), "{shown}:\n{rows}");
    }
    typed(&mut bench, "xyz");
    let rows = bench.draw(80, 24, false).rows().join("\n");
    assert!(rows.contains("no command is called that"), "{rows}");
}

#[test]
fn on_the_lowest_screens_the_row_of_the_cursor_is_shown() {
    let mut bench = Bench::read("‸قوات السهل هنا");
    bench.press(": down down down down down down");
    for height in 3..20 {
        let rows = bench.draw(80, height, false).rows();
        assert!(rows.iter().any(|row| row.contains('>')), "{height}: {rows:#?}");
    }
}

#[test]
fn it_speaks_arabic_and_the_keys_are_those_of_the_keymap() {
    let (vim, _) = Keymap::builtin("vim", &tags()).unwrap();
    let mut bench = Bench::with_keymap(Arc::new(vim), &["قوات السهل"]);
    bench.open(0, None);
    bench.press(": w enter");
    assert_eq!(bench.performed.last(), Some(&Command::Accept));
    assert_eq!(bench.notice(), "everything is saved");
    bench.press(": d e l e t e");
    let palette = bench.session.find::<Palette>().unwrap();
    assert_eq!(palette.row(palette.list().current().unwrap()).unwrap().detail, "x");
    let rows = bench.draw_in(Words::of(Language::Arabic), 80, 20, false).rows().join("\n");
    assert!(!rows.contains("command:") && !rows.contains("run"), "{rows}");
}
