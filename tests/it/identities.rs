//! Who a span is: taken from the registry by two letters or a digit, made on the fly, per span and never per string.

use hashiya::annotation::registry::{NamedRegistry, Used};
use hashiya::annotation::{Identity, Registry, RegistryEdit, Schema, Value};
use hashiya::session::{Identities, Message, Mode};
use hashiya::text::TextId;

use super::harness::Bench;

const ACTORS: &str = r#"(hashiya: 1, registry: "actors", entries: [
    (id: "lotus_front", ar: "جبهة اللوتس", en: "Lotus Front", aliases: ["الجبهة"], class: "armed_group"),
    (id: "river_front", ar: "جبهة النهر", en: "River Front", aliases: ["الجبهة"], class: "armed_group"),
    (id: "wadi_press", ar: "وكالة الوادي", en: "Wadi Press", class: "media"),
    (id: "unit_9", ar: "الوحدة 9", class: "state"),
])"#;

/// A text that is open in a folder with these actors.
fn read(marked: &str) -> Bench {
    let mut bench = Bench::read(marked);
    let registry = Registry::parse("actors", ACTORS).unwrap();
    bench.tell(Message::Registries(vec![NamedRegistry::new("actors", registry)]));
    bench
}

fn identity(bench: &Bench, span: &str) -> String {
    let set = bench.session.open_text().unwrap().set();
    set.get(span).unwrap().attribute("actor_id").map(Value::to_string).unwrap_or_default()
}

fn rows(bench: &Bench) -> Vec<String> {
    let screen = bench.session.find::<Identities>().unwrap();
    screen.list().shown().iter().map(|row| screen.row(*row).unwrap().to_string()).collect()
}

#[test]
fn an_actor_that_the_registry_knows_takes_two_letters_and_enter() {
    let mut bench = read("قال [ACTOR|‸ناطقها] أمس");
    bench.press("E ل و enter");
    assert_eq!((identity(&bench, "s1").as_str(), bench.session.mode()), ("lotus_front", Mode::Reading));
    bench.press("E r i enter");
    assert_eq!(identity(&bench, "s1"), "river_front");
    bench.press("u u");
    assert_eq!(identity(&bench, "s1"), "", "each is one change");
    let commands: Vec<&str> = bench.stage.entries.iter().map(|entry| entry.command.as_str()).collect();
    assert_eq!(commands, ["identity", "identity", "undo", "undo"]);
}

#[test]
fn those_that_the_words_name_come_first_and_the_most_used_of_them_before_the_others() {
    let mut bench = read("قالت [ACTOR|‸وجبهة النهر] إن [ACTOR|الجبهة] انسحبت");
    bench.press("E");
    assert_eq!(rows(&bench)[0], "river_front");
    bench.press("enter ]");
    let mut used = Vec::new();
    for _ in 0..3 {
        used.push((String::from("actor_id"), Value::from("wadi_press")));
    }
    let other = Used::of(used.iter().map(|pair| ("ACTOR", std::slice::from_ref(pair))), Schema::builtin());
    bench.tell(Message::Used(TextId::FIRST, other));
    bench.press("E");
    assert_eq!(rows(&bench), ["river_front", "lotus_front", "wadi_press", "unit_9"]);
    bench.press("2");
    assert_eq!((identity(&bench, "s1"), identity(&bench, "s2")), ("river_front".to_owned(), "lotus_front".to_owned()));
}

#[test]
fn the_same_words_in_two_spans_may_be_two_identities_and_spans_in_a_selection_get_one() {
    let mut bench = read("[ACTOR|‸الجبهة] ثم [ACTOR|الجبهة] ثم [LOCATION|النهر]");
    bench.press("E 1 ] E 2");
    assert_eq!((identity(&bench, "s1"), identity(&bench, "s2")), ("lotus_front".to_owned(), "river_front".to_owned()));
    bench.press("ctrl-home v ctrl-end E w a enter");
    assert_eq!((identity(&bench, "s1"), identity(&bench, "s2")), ("wadi_press".to_owned(), "wadi_press".to_owned()));
    bench.press("u");
    assert_eq!((identity(&bench, "s1"), identity(&bench, "s2")), ("lotus_front".to_owned(), "river_front".to_owned()));
}

#[test]
fn a_digit_takes_a_row_unless_it_is_part_of_a_name() {
    let mut bench = read("قال [ACTOR|‸الناطق] أمس");
    bench.press("E و ح space 9 enter");
    assert_eq!(identity(&bench, "s1"), "unit_9");
    bench.press("E ج ب 2");
    assert_eq!(identity(&bench, "s1"), "river_front");
    bench.press("E ج ب ٢");
    assert_eq!(identity(&bench, "s1"), "lotus_front");
}

#[test]
fn a_new_identity_is_made_of_the_words_of_the_span_with_the_class_asked_by_a_digit() {
    let mut bench = read("قال [ACTOR|‸حرس الميناء] أمس");
    bench.press("E ctrl-n");
    assert!(bench.session.find::<Identities>().unwrap().classes().is_some());
    bench.press("3");
    let id = identity(&bench, "s1");
    assert_eq!(id, "hrs_almina");
    let made = bench.session.registries().get("actors").unwrap().get(&id).unwrap().clone();
    assert_eq!((made.ar.as_str(), made.class.as_str(), made.by.as_str()), ("حرس الميناء", "armed_group", "ann1"));
    let kept = bench.stage.registered.last().unwrap();
    assert_eq!(kept.edit, RegistryEdit::Batch(vec![RegistryEdit::Put(Box::new(made))]));
    assert!(!bench.session.has_work());
}

#[test]
fn a_new_identity_may_have_the_name_that_is_typed() {
    let mut bench = read("قال [ACTOR|‸الحرس] أمس");
    bench.press("E P o r t space G u a r d ctrl-n enter");
    let made = |bench: &Bench, id: &str| bench.session.registries().get("actors").unwrap().get(id).unwrap().clone();
    let port: Identity = made(&bench, "port_guard");
    assert_eq!((port.en.as_str(), port.ar.as_str(), port.class.as_str()), ("Port Guard", "الحرس", ""));
    bench.press("E P o r t space G u a r d ctrl-n esc");
    assert_eq!((bench.session.mode(), identity(&bench, "s1").as_str()), (Mode::Identities, "port_guard"), "not made after all");
    bench.press("ctrl-u ح ر س space ا ل س د ctrl-n 0");
    let dam = made(&bench, "hrs_alsd");
    assert_eq!((dam.ar.as_str(), dam.aliases.as_slice()), ("حرس السد", ["الحرس".to_owned()].as_slice()));
    assert_eq!(dam.class, Schema::builtin().tag("ACTOR").unwrap().attribute("actor_class").unwrap().choices().nth(9).unwrap().id);
}

#[test]
fn a_registry_that_cannot_be_written_is_said_and_tried_again() {
    let mut bench = read("قال [ACTOR|‸حرس الميناء] أمس");
    bench.stage.full = Some("disk full");
    bench.press("E ctrl-n 1");
    assert!(bench.session.unsaved().is_some() && bench.session.has_work());
    bench.stage.full = None;
    bench.tell(Message::Idle);
    assert!(bench.session.unsaved().is_none() && !bench.session.has_work());
}

#[test]
fn where_there_is_no_identity_to_choose_it_says_why() {
    let mut bench = read("قال [CASUALTY|‸رجلان] أمس");
    bench.press("E");
    assert_eq!(
        (bench.session.mode(), bench.notice().as_str()),
        (Mode::Reading, "spans of this tag have no identity in the schema")
    );
    let mut bench = read("قال [LOCATION|‸النهر] أمس");
    bench.press("E");
    assert_eq!(bench.notice(), "the registry places is not there or could not be read");
    let mut bench = read("قال [ACTOR|‸الناطق] أمس");
    bench.press("E z z z enter");
    assert_eq!(bench.notice(), "no identity fits what is typed");
    bench.press("esc");
    assert_eq!((bench.session.mode(), identity(&bench, "s1").as_str()), (Mode::Reading, ""));
}

#[test]
fn the_list_shows_names_in_both_languages_with_class_and_uses() {
    let mut bench = read("قالت [ACTOR|‸جبهة اللوتس] أمس");
    bench.press("E 1 E");
    let screen = bench.draw(100, 20, true).rows().join("\n");
    for shown in ["Lotus Front", "armed group", "unit_9", "identity:"] {
        assert!(screen.contains(shown), "{shown} in\n{screen}");
    }
    let lotus = screen.lines().find(|line| line.contains("Lotus Front")).unwrap();
    assert!(lotus.contains(" 1 ") && lotus.contains("1  "), "{lotus}");
}

#[test]
fn what_was_set_in_a_text_that_was_left_counts_in_the_next_one() {
    let mut bench = Bench::corpus(&["[LOCATION|الزيتونة] أمس", "[LOCATION|الحقل] اليوم"]);
    bench.open(0, None);
    bench.press("E 2");
    let id = bench.set().iter().next().unwrap().attribute("loc_id").unwrap().to_string();
    bench.open(1, None);
    bench.press("E");
    assert_eq!(bench.session.find::<Identities>().unwrap().uses_of(&id), 1);
}
