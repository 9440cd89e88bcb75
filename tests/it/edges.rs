//! What is asked about at the edges of a new span, and answered by the next key.

use super::harness::Bench;

const TEXT: &str = "قيل إن ⟦والجيش قصف السوق⟧ أمس";
const DRAWN: &str = "قيل إن [ALLEGATION|والجيش قصف السوق] أمس";
const PROPOSED: &str = "قيل إن و[ALLEGATION|الجيش قصف السوق] أمس";

/// The text after keys, without the cursor; then what the screen says.
fn after(keys: &str) -> (String, String) {
    let mut bench = Bench::read(TEXT);
    bench.press(keys);
    (bench.shown().replace('‸', ""), bench.notice())
}

#[test]
fn a_claim_with_a_particle_is_tagged_as_drawn_and_asked_about_in_one_line() {
    let (text, told) = after("g");
    assert_eq!(text, DRAWN);
    assert!(told.contains("Enter leaves it out"), "{told}");
}

#[test]
fn enter_leaves_it_out_and_undo_brings_back_what_was_drawn() {
    assert_eq!(after("g enter").0, PROPOSED);
    assert_eq!(after("g enter u").0, DRAWN);
    assert_eq!(after("g enter u u").0, TEXT.replace(['⟦', '⟧'], ""));
}

#[test]
fn the_key_of_the_tag_keeps_it() {
    let (text, told) = after("g g");
    assert_eq!(text, DRAWN);
    assert!(told.contains("kept as drawn"), "{told}");
    // The question is answered: Enter means what it meant before.
    assert_eq!(after("g g enter").0, DRAWN);
}

#[test]
fn whatever_else_is_done_leaves_it_as_drawn() {
    assert_eq!(after("g j k enter").0, DRAWN);
}
