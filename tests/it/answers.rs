//! Every act answers: what was done, to which words, and the way back where it is not on screen.

use hashiya::session::Message;

use super::harness::Bench;

/// What is said after keys.
fn said(text: &str, keys: &str) -> String {
    let mut bench = Bench::read(text);
    bench.press(keys);
    bench.notice()
}

#[test]
fn each_act_says_what_it_did_to_which_words() {
    for (text, keys, answer) in [
        ("‸قوات السهل هنا", "2 a", "tagged ACTOR “قوات السهل”"),
        ("[ACTOR|‸قوات] هنا", "r l", "retagged “قوات” as LOCATION"),
        ("[ACTOR|‸قوات] هنا", "d", "deleted ACTOR “قوات”"),
        ("[ACTOR|‸قوات] السهل", "e j", "ACTOR is “قوات السهل” now"),
        ("[ACTOR|‸قوات] السهل", "m ن ع م enter", "note on ACTOR “قوات”: نعم"),
        ("[ACTOR/نعم|‸قوات] السهل", "m ctrl-u enter", "deleted the note on ACTOR “قوات”"),
        ("‸قوات", "S s enter", "the text is submitted now"),
    ] {
        assert_eq!(said(text, keys), answer, "{keys}");
    }
}

#[test]
fn a_decision_and_its_undoing_say_on_which_words() {
    let mut bench = super::reviewing::prepared(hashiya::session::Mode::Review, "").unwrap();
    bench.press("1");
    assert!(bench.notice().starts_with("decided “"), "{}", bench.notice());
    bench.press("u");
    assert!(bench.notice().starts_with("undone: decision on “"), "{}", bench.notice());
}

#[test]
fn undo_and_redo_name_what_they_take_back_and_make_again() {
    assert_eq!(said("‸قوات السهل هنا", "2 a u"), "undone: tag ACTOR “قوات السهل”");
    assert_eq!(said("‸قوات السهل هنا", "2 a u U"), "done again: tag ACTOR “قوات السهل”");
    assert_eq!(said("[ACTOR|‸قوات] هنا", "d u"), "undone: delete ACTOR “قوات”");
    assert_eq!(said("[ACTOR|‸قوات] هنا", "r l u"), "undone: retag “قوات” as LOCATION");
    assert_eq!(said("‸قوات السهل", "a j l 2 u"), "undone: 2 changes");
}

#[test]
fn what_is_taken_back_far_away_says_how_far_and_with_which_key_one_comes_back() {
    let text = format!("‸قوات السهل\n{}", "سطر اخر\n".repeat(60));
    let mut bench = Bench::read(&text);
    bench.tell(Message::Area(60, 10));
    bench.press("a ctrl-end");
    let end = bench.cursor();
    bench.press("u");
    assert!(bench.notice().starts_with("undone: tag ACTOR “قوات” (") && bench.notice().ends_with(" letters up)"));
    let status = bench.draw(100, 14, false).rows().pop().unwrap();
    assert!(status.contains("ctrl-o to return"), "{status}");
    bench.press("ctrl-o");
    assert_eq!(bench.cursor(), end);
}
