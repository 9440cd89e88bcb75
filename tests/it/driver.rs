//! The driver of keys, as the program and the tests have it: sequences, the mouse, what is pasted, and ways to end.

use std::sync::Arc;

use hashiya::annotation::Schema;
use hashiya::keymap::{Keymap, KeymapText};
use hashiya::session::{Mode, Pointer};

use super::harness::Bench;

#[test]
fn keys_that_lead_nowhere_are_told_together_and_forgotten() {
    let mut bench = Bench::read("‸زيد قال");
    bench.press("S");
    assert_eq!((bench.pending().len(), bench.notice().as_str()), (1, ""));
    bench.press("x");
    assert_eq!((bench.pending().len(), bench.notice().as_str()), (0, "S x does nothing here"));
    bench.press("a").expect("[ACTOR|‸زيد] قال");
}

#[test]
fn whatever_a_keymap_says_there_is_a_way_out() {
    let tags: Vec<_> = Schema::builtin().tags.iter().map(|tag| (tag.key, tag.id.clone())).collect();
    let (keymap, _) = Keymap::load(&[KeymapText { name: "empty.ron", text: "(base: \"none\")" }], &tags);
    let mut bench = Bench::with_keymap(Arc::new(keymap), &["زيد"]);
    bench.press("q");
    assert!(!bench.has_ended());
    bench.press("ctrl-c");
    assert!(bench.has_ended());
}

#[test]
fn a_note_that_is_being_typed_stays_when_the_program_is_asked_to_end() {
    let mut bench = Bench::read("[ACTOR|‸زيد] قال");
    bench.press("m ن ع م");
    bench.driver.stop(&mut bench.stage);
    bench.expect("[ACTOR/نعم|‸زيد] قال");
    assert!(bench.has_ended());
}

#[test]
fn what_is_pasted_is_typed_where_a_line_is_typed_and_nowhere_else() {
    let mut bench = Bench::read("‸زيد قال زيد");
    bench.driver.paste("dd", &mut bench.stage);
    bench.expect("‸زيد قال زيد");
    bench.press("/");
    bench.driver.paste("ق\nا", &mut bench.stage);
    let typed = bench.session.line().map(|line| line.text().to_owned());
    assert_eq!((bench.session.mode(), typed.as_deref()), (Mode::Search, Some("ق ا")));
}

#[test]
fn a_drag_that_began_outside_of_the_text_selects_nothing() {
    let mut bench = Bench::read("‸زيد قال");
    bench.driver.point(Some(Pointer::Drag(50, 0)), &mut bench.stage);
    bench.expect("‸زيد قال");
    for pointer in [Pointer::Press(59, 0), Pointer::Drag(57, 0)] {
        bench.driver.point(Some(pointer), &mut bench.stage);
    }
    bench.expect("⟦زي‸د⟧ قال");
}

#[test]
fn a_text_that_could_be_written_meanwhile_is_left_without_a_question() {
    let mut bench = Bench::read("‸زيد قال");
    bench.stage.full = Some("disk full");
    bench.press("a");
    bench.stage.full = None;
    bench.press("q");
    assert_eq!((bench.session.mode(), bench.stage.texts[1].1.len()), (Mode::Corpus, 1));
}
