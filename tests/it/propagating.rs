//! Tagging every occurrence of a name at once.

use hashiya::annotation::registry::NamedRegistry;
use hashiya::annotation::{Identity, Origin, Registry, RegistryEdit, Value};
use hashiya::session::{Message, Mode};

use super::harness::Bench;

/// A text with a registry of two places, one of which has the other's name in its own.
fn bench(marked: &str) -> Bench {
    let mut bench = Bench::read(marked);
    let mut places = Registry::new("places");
    let zaytuna = Identity {
        ar: "الزيتونة".to_owned(), aliases: vec!["مدينة الزيتون".to_owned()], ..Identity::new("zaytuna")
    };
    let camp = Identity { ar: "مخيم الزيتونة".to_owned(), ..Identity::new("camp") };
    for identity in [zaytuna, camp] {
        places.apply(RegistryEdit::Put(Box::new(identity))).unwrap();
    }
    let places = NamedRegistry::new("places", places);
    places.make_ready();
    bench.tell(Message::Registries(vec![places]));
    bench
}

#[test]
fn a_name_is_tagged_everywhere_with_three_keys_and_one_undo() {
    let mut bench = bench("قال ‸الزيتونة ثم للزيتونه وبالزَّيتونة. الزيتونتان.");
    bench.press("l *");
    assert_eq!(bench.session.mode(), Mode::Propagating);
    bench.press("enter").expect("قال [LOCATION|‸الزيتونة] ثم ل[LOCATION|لزيتونه] وب[LOCATION|الزَّيتونة]. الزيتونتان.");
    assert_eq!(bench.notice(), "tagged 2 more places as LOCATION: «الزيتونة»");
    let origins: Vec<_> = bench.set().iter().map(|span| span.origin.clone()).collect();
    assert_eq!(origins, [Origin::Manual, Origin::Propagated, Origin::Propagated]);
    bench.press("u").expect("قال [LOCATION|الزيتونة] ثم للزيتونه وب‸الزَّيتونة. الزيتونتان.");
}

#[test]
fn the_identity_goes_along_and_its_other_names_are_found_but_no_part_of_a_longer_one() {
    let mut bench = bench("‸الزيتونة ومدينة الزيتون ومخيم الزيتونة والزيتونة");
    bench.press("l E enter * enter");
    bench.expect("[LOCATION|‸الزيتونة] و[LOCATION|مدينة الزيتون] ومخيم الزيتونة و[LOCATION|الزيتونة]");
    let id = Value::Text("zaytuna".to_owned());
    assert!(bench.set().iter().all(|span| span.attribute("loc_id") == Some(&id)), "{:?}", bench.set());
    assert!(bench.set().iter().skip(1).all(|span| span.attributes.len() == 1), "nothing but the identity goes along");
}

#[test]
fn what_the_registry_says_of_the_identity_goes_along_with_it() {
    let mut bench = bench("‸الزيتونة قرب الزيتونة ثم الزيتونة");
    // A town, near something else.
    bench.press("l E enter i t 4 s 2 esc * enter");
    let said: Vec<Vec<&str>> =
        bench.set().iter().map(|span| span.attributes.iter().map(|(name, _)| name.as_str()).collect()).collect();
    assert_eq!(said[0], ["loc_id", "loc_type", "spatial_cue"]);
    assert!(said[1..].iter().all(|names| *names == ["loc_id", "loc_type"]), "how each lies to the event is its own: {said:?}");
}

#[test]
fn what_is_doubtful_is_shown_and_left_out_until_somebody_chooses_it() {
    let mut bench = bench("‸الزيتونة [ACTOR|الزيتونة] ومخيم الزيتونة ثم الزيتونة");
    bench.press("l *");
    let rows = bench.draw(100, 16, false).rows().join("\n");
    for told in ["1 of 3 places chosen", "other tag", "longer name"] {
        assert!(rows.contains(told), "{told}:\n{rows}");
    }
    // The second one as well; the last one not.
    bench.press("down space space enter");
    bench.expect("[LOCATION|‸الزيتونة] [ACTOR|الزيتونة] ومخيم [LOCATION|الزيتونة] ثم الزيتونة");
}

#[test]
fn spans_of_the_same_words_get_the_tag_or_go() {
    const TEXT: &str = "[LOCATION|‸الزيتونة] ثم [ACTOR|الزيتونة] ثم [LOCATION|الزيتونة] ثم الزيتونة";
    bench(TEXT)
        .press("* a enter")
        .expect("[LOCATION|‸الزيتونة] ثم [LOCATION|الزيتونة] ثم [LOCATION|الزيتونة] ثم [LOCATION|الزيتونة]");
    let mut bench = bench(TEXT);
    bench.press("* a delete");
    bench.expect("[LOCATION|‸الزيتونة] ثم الزيتونة ثم الزيتونة ثم الزيتونة");
    assert_eq!(bench.notice(), "deleted 2 spans of these words");
    bench.press("u").expect("[LOCATION|الزيتونة] ثم [ACTOR|الزيتونة] ثم [LOCATION|‸الزيتونة] ثم الزيتونة");
}

#[test]
fn a_name_that_is_a_common_word_and_boilerplate_are_left_to_the_analyst() {
    let mut bench = bench("قصف ‸صور أمس. نشر صور القصف.\nاقرأ عن صور");
    bench.press("l } # ctrl-home 1 j *");
    let rows = bench.draw(100, 16, false).rows().join("\n");
    assert!(rows.contains("0 of 2 places chosen") && rows.contains("common word") && rows.contains("boilerplate"), "{rows}");
    // With nothing chosen, the row under the cursor is meant.
    bench.press("enter").expect("قصف [LOCATION|‸صور] أمس. نشر [LOCATION|صور] القصف.\nاقرأ عن صور");
}

#[test]
fn a_name_that_is_nowhere_else_says_so() {
    let mut bench = bench("قال ‸الزيتونة ثم سكت");
    bench.press("l *");
    assert_eq!(
        (bench.session.mode(), bench.notice().as_str()),
        (Mode::Reading, "«الزيتونة» is nowhere else in this text; once more: in all texts")
    );
    bench.press("ctrl-home *");
    assert_eq!(bench.notice(), "no span under the cursor");
}

#[test]
fn the_list_is_ordered_by_what_follows_and_what_precedes() {
    let mut bench = bench("‸الزيتونة أولا\nجيم الزيتونة بعد\nألف الزيتونة تحت\nباء الزيتونة أحد");
    bench.press("l *");
    let order = |bench: &mut Bench| -> Vec<usize> {
        let rows = bench.draw(100, 16, false).rows();
        let place = |mark: &str| rows.iter().position(|row| row.contains(mark)).unwrap_or(usize::MAX);
        // The words after the name, as they are drawn.
        let mut places: Vec<(usize, usize)> = ["ﺪﻌﺑ", "ﺖﺤﺗ", "ﺪﺣﺃ"].iter().map(|mark| place(mark)).zip(0..).collect();
        places.sort_unstable();
        places.into_iter().map(|(_, n)| n).collect()
    };
    assert_eq!(order(&mut bench), [0, 1, 2]);
    bench.press("o");
    assert_eq!(order(&mut bench), [2, 0, 1], "by what follows");
    bench.press("o");
    assert_eq!(order(&mut bench), [1, 2, 0], "by what precedes");
    bench.press("o esc").expect("[LOCATION|‸الزيتونة] أولا\nجيم الزيتونة بعد\nألف الزيتونة تحت\nباء الزيتونة أحد");
}
