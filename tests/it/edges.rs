//! What is asked about at the edges of a new span, and answered by the next key.

use hashiya::annotation::registry::NamedRegistry;
use hashiya::annotation::{Identity, Registry, RegistryEdit};
use hashiya::session::Message;

use super::harness::Bench;

/// A registry of places with these names.
fn places(names: &[&str]) -> NamedRegistry {
    let mut registry = Registry::new("places");
    for name in names {
        let id = registry.fresh_id(name);
        let identity = Identity { ar: (*name).to_owned(), ..Identity::new(&id) };
        registry.apply(RegistryEdit::Put(Box::new(identity))).unwrap();
    }
    NamedRegistry::new("places", registry)
}

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

#[test]
fn right_after_tagging_one_key_leaves_more_out_and_one_brings_it_back() {
    let after = |keys: &str| {
        let mut bench = Bench::read("قيل إن ⟦«وبجيش السهل»⟧ أمس");
        bench.press(keys);
        (bench.shown().replace('‸', ""), bench.notice())
    };
    let drawn = "قيل إن [LOCATION|«وبجيش السهل»] أمس";
    let trimmed = "قيل إن «[LOCATION|وبجيش السهل]» أمس";
    assert_eq!(after("l").0, trimmed);
    assert_eq!(after("l -").0, "قيل إن «و[LOCATION|بجيش السهل]» أمس");
    let (text, told) = after("l - -");
    assert_eq!(text, "قيل إن «وب[LOCATION|جيش السهل]» أمس");
    assert!(told.contains("left out"), "{told}");
    assert!(after("l - - -").1.contains("no particle"));
    assert_eq!(after("l - - +").0, drawn);
    assert_eq!(after("l +").0, drawn);
    assert!(after("l + +").1.contains("no letter"), "{:?}", after("l + +"));
    // Each is a change by itself.
    assert_eq!(after("l - - u").0, after("l -").0);
    // Anything else ends it: the keys mean what they meant before.
    assert_eq!(after("l j k -").0, trimmed);
}

#[test]
fn a_name_of_a_registry_is_asked_first_whether_a_word_has_a_particle() {
    let tagged = |text: &str| {
        let mut bench = Bench::read(text);
        bench.tell(Message::Registries(vec![places(&["وادعة", "دمشق"])]));
        bench.press("l");
        bench.shown().replace('‸', "")
    };
    assert_eq!(tagged("في ⟦وادعة⟧"), "في [LOCATION|وادعة]");
    assert_eq!(tagged("في ⟦ودمشق⟧"), "في و[LOCATION|دمشق]");
    assert_eq!(tagged("في ⟦ولبنان⟧"), "في و[LOCATION|لبنان]");
    assert_eq!(tagged("في ⟦وشنغهاي⟧"), "في [LOCATION|وشنغهاي]");
}
