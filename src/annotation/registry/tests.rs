//! Registries as those who work with them would tell of them.

use super::*;
use crate::annotation::Timestamp;

const FILE: &str = r#"(
    hashiya: 1,
    registry: "actors",
    entries: [
        (id: "lotus_front", ar: "جبهة اللوتس", en: "Lotus Front", aliases: ["الجبهة", "جبهه اللوطس"], class: "armed_group", links: [("wikidata", "Q1")], parent: "", note: "", by: "amal", at: "2026-11-29T10:00:00Z"),
        (id: "wadi_press", ar: "وكالة الوادي", en: "Al-Wadi Press", aliases: [], class: "media", links: [], parent: "", note: "", by: "amal", at: "2026-11-29T10:00:00Z"),
        (id: "witness", ar: "شاهد عيان", en: "", aliases: ["الشهود"], class: "witness_or_activist", links: [], parent: "", note: "", by: "", shade: Deep(3)),
    ],
    merged: [("lotus_brigade", "lotus"), ("lotus", "lotus_front")],
)
"#;

fn registry() -> Registry {
    Registry::parse("actors", FILE).unwrap()
}

fn ids<'a>(found: impl IntoIterator<Item = &'a Identity>) -> Vec<&'a str> {
    found.into_iter().map(|identity| identity.id.as_str()).collect()
}

#[test]
fn a_registry_is_written_as_it_was_read() {
    assert_eq!(registry().write(), FILE);
    // Where a field is missing, RON's own reader has the word, and says the same.
    let with_less = FILE.replace("parent: \"\", ", "");
    assert_eq!(Registry::parse("actors", &with_less).unwrap().write(), FILE);
}

#[test]
fn identities_are_written_by_id_whatever_their_order_was() {
    let mixed = r#"/* who */ (registry: "x", entries: [(id: "b"), (id: "a"), (id: "c", note: "أ")], hashiya: 1, more: [1])"#;
    let written = Registry::parse("", mixed).unwrap().write();
    let places: Vec<_> = ["\"a\"", "\"b\"", "\"c\"", "more: [1]"].map(|what| written.find(what)).into();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{written}");
}

#[test]
fn a_bare_list_with_names_is_a_registry_too() {
    let list = "// who\n[\n (id: \"b\", names: [\"حرس النهر\", \"الحرس\", \"River Guard\"], class: \"armed_group\"),\n (id: \"a\", names: [\"تل الورد\"], type: \"village\", since: 3),\n]";
    let registry = Registry::parse("places", list).unwrap();
    assert_eq!(registry.name(), "places");
    let guard = registry.get("b").unwrap();
    assert_eq!(
        (guard.ar.as_str(), guard.en.as_str(), guard.aliases.as_slice()),
        ("حرس النهر", "River Guard", ["الحرس".to_owned()].as_slice())
    );
    let hill = registry.get("a").unwrap();
    assert_eq!((hill.ar.as_str(), hill.class.as_str()), ("تل الورد", "village"));
    assert_eq!(hill.extra, [("since".to_owned(), "3".to_owned())]);
}

#[test]
fn a_registry_is_told_from_a_sidecar_by_what_it_says() {
    for text in [FILE, "[(id: 3)]", "(hashiya: 1, entries: [(id: 3)])"] {
        assert!(StoredRegistry::is_one(text), "{text}");
    }
    for text in ["", "(hashiya: 1, source: (), annotator: \"a\", registry: 3)", "(hashiya: 9)", "(["] {
        assert!(!StoredRegistry::is_one(text), "{text}");
    }
}

#[test]
fn what_is_no_registry_is_refused_with_its_place() {
    let fault = |text: &str| Registry::parse("actors", text).unwrap_err().to_string();
    assert_eq!(
        fault("(hashiya: 9, persons: [(who: {1: 2})])"),
        "a newer version of hashiya wrote this registry (version 9; versions up to 1 are known here)"
    );
    assert!(
        fault("(hashiya: 1, entries: [\n    (ar: \"x\")])").starts_with("line 2, column"),
        "{}",
        fault("(hashiya: 1, entries: [\n    (ar: \"x\")])")
    );
    for broken in ["", "[", "(", "(hashiya: 1, entries: [(id: 3)])", "(hashiya: -1)", "\u{0}", "[[[[[[[["] {
        assert!(fault(broken).starts_with("line "), "{broken:?}");
    }
    let deep = format!("(hashiya: 1, x: {}", "[".repeat(100_000));
    assert!(Registry::parse("", &deep).is_err());
}

#[test]
fn old_ids_find_what_they_were_merged_into() {
    let mut registry = registry();
    assert_eq!(registry.get("lotus_brigade").unwrap().id, "lotus_front");
    assert_eq!(registry.current("lotus"), "lotus_front");
    assert_eq!((registry.get("nobody"), registry.current("nobody")), (None, "nobody"));
    let pair = |a: &str, b: &str| (a.into(), b.into());
    let circle = RegistryEdit::Merged(vec![pair("p", "q"), pair("q", "p"), pair("r", "r")]);
    let inverse = registry.apply(circle).unwrap();
    assert_eq!((registry.get("p"), registry.get("r"), registry.current("q")), (None, None, "q"));
    registry.apply(inverse).unwrap();
    assert_eq!(registry.write(), FILE);
}

#[test]
fn words_name_an_identity_in_any_spelling_and_with_particles_before_them() {
    let registry = registry();
    for words in [
        "جبهة اللوتس",
        "جَبْهَةِ اللوتـــس",
        "جبهه  اللوتس",
        "وجبهة اللوتس",
        "وبجبهة اللوتس",
        "«الجبهة»",
        "للجبهة",
        "وللجبهة",
        "lotus FRONT",
        "Lotus-Front",
    ] {
        assert_eq!(ids(registry.named(words)), ["lotus_front"], "{words}");
    }
    for words in ["", " ", "جبهة", "الجبهتين", "سوجبهة اللوتس", "جبهة اللوتس أيضا"] {
        assert_eq!(ids(registry.named(words)), Vec::<&str>::new(), "{words}");
    }
    // A name that begins with a letter that could be a particle is taken as it is, first.
    let mut registry = registry;
    let kala = Identity { ar: "كالة الوادي".to_owned(), ..Identity::new("kala") };
    registry.apply(RegistryEdit::Put(Box::new(kala))).unwrap();
    assert_eq!(ids(registry.named("وكالة الوادي")), ["wadi_press", "kala"]);
}

#[test]
fn a_search_finds_by_two_letters_arabic_or_latin() {
    let registry = registry();
    let mut uses = Uses::default();
    let found = |typed: &str, uses: &Uses| ids(registry.search(typed, uses)).join(" ");
    for (typed, expected) in [
        ("لو", "lotus_front wadi_press"),
        ("جب", "lotus_front"),
        ("أَللو", "lotus_front"),
        ("fr lo", "lotus_front"),
        ("wad", "wadi_press"),
        ("zz", ""),
        ("و", "wadi_press"),
    ] {
        assert_eq!(found(typed, &uses), expected, "{typed}");
    }
    assert_eq!(found("wi", &uses), "witness", "inside no word, at the beginning of one");
    uses.add("witness", 1);
    assert_eq!(found("", &uses), "witness lotus_front wadi_press", "the most used first, then by id");
}

#[test]
fn a_change_of_a_registry_is_taken_back_whole() {
    let mut registry = registry();
    let mut renamed = registry.get("wadi_press").unwrap().clone();
    renamed.aliases.push("صحافة الوادي".to_owned());
    renamed.en = "Valley Press".to_owned();
    let edit = RegistryEdit::Batch(vec![RegistryEdit::Put(Box::new(renamed)), RegistryEdit::Remove("witness".into())]);
    let mut written = String::new();
    edit.write(&mut written);
    assert_eq!(ron::from_str::<RegistryEdit>(&written).unwrap(), edit, "as a journal has it");
    let inverse = registry.apply(edit).unwrap();
    assert_eq!(ids(registry.named("صحافة الوادي")), ["wadi_press"]);
    assert!(registry.named("al wadi press").is_empty() && registry.named("الشهود").is_empty());
    assert_eq!(ids(registry.named("وكالة الوادي")), ["wadi_press"]);
    registry.apply(inverse).unwrap();
    assert_eq!(registry.write(), FILE);
    assert_eq!(ids(registry.named("al wadi press")), ["wadi_press"]);
    let broken = RegistryEdit::Batch(vec![RegistryEdit::Remove("witness".into()), RegistryEdit::Remove("nobody".into())]);
    assert_eq!(registry.apply(broken), Err(RegistryError::Unknown("nobody".into())));
    assert_eq!(registry.write(), FILE);
}

#[test]
fn a_place_says_where_it_is_and_still_when_it_was_made() {
    let text = r#"(hashiya: 1, registry: "places", entries: [(id: "a", ar: "واد", en: "", aliases: [], class: "", links: [], parent: "", note: "", by: "", at: (33.50, -36.3))])"#;
    let registry = Registry::parse("places", text).unwrap();
    let position = registry.get("a").unwrap().position().unwrap();
    assert_eq!((position.latitude(), position.longitude()), ("33.50", "-36.3"));
    assert!(registry.write().contains("at: (33.50, -36.3)"));
    let mut identity = Identity::new("b");
    identity.at = crate::annotation::Held::Known(Moment::Time("2026-11-29T10:00:00Z".into()));
    identity.set_position(Position::parse("1", "2"));
    assert_eq!(identity.time(), Some(&Timestamp::from("2026-11-29T10:00:00Z")));
    identity.set_position(None);
    assert_eq!(identity.at.known(), Some(&Moment::Time("2026-11-29T10:00:00Z".into())));
    for (latitude, longitude) in [("91", "0"), ("0", "181"), ("x", "0"), ("inf", "0"), ("1e1", "0"), ("", "")] {
        assert_eq!(Position::parse(latitude, longitude), None);
    }
    let odd = text.replace("(33.50, -36.3)", "Somewhere(1, 2)");
    assert!(Registry::parse("places", &odd).unwrap().write().contains("at: Somewhere(1, 2)"), "kept as it is");
}

#[test]
fn a_witness_of_one_text_is_not_that_of_another_unless_the_registry_says_so() {
    let mut witness = registry().get("witness").unwrap().clone();
    assert!(witness.is_per_text() && !registry().get("wadi_press").unwrap().is_per_text());
    witness.voice = crate::annotation::Held::Known(Voice::Shared);
    assert!(!witness.is_per_text());
}

#[test]
fn two_identities_of_one_id_are_both_kept() {
    let text = "(hashiya: 1, registry: \"x\", entries: [(id: \"a\", ar: \"أول\"), (id: \"a\", ar: \"ثان\")])";
    let mut registry = Registry::parse("", text).unwrap();
    assert_eq!(ids(registry.named("ثان")).len(), 1);
    let inverse = registry.apply(RegistryEdit::Put(Box::new(Identity::new("b")))).unwrap();
    registry.apply(inverse).unwrap();
    assert_eq!(registry.write().matches("id: \"a\"").count(), 2);
}

fn merged(base: &str, ours: &str, theirs: &str) -> MergedRegistry {
    let [base, ours, theirs] = [base, ours, theirs].map(|text| StoredRegistry::parse("x", text).unwrap());
    let one = merge(Some(&base), &ours, &theirs);
    assert_eq!(one, merge(Some(&base), &theirs, &ours), "it does not matter which side is which");
    assert_eq!(merge(Some(&one.stored), &one.stored, &one.stored).stored, one.stored);
    one
}

#[test]
fn two_sides_that_add_and_change_different_things_are_put_together() {
    let base = r#"[(id: "a", ar: "أول", aliases: ["قديم", "ثان"]), (id: "b", ar: "باء"), (id: "c")]"#;
    let ours = r#"[(id: "a", ar: "أول", en: "First", aliases: ["ثان", "جديد"]), (id: "b", ar: "باء"), (id: "d", ar: "دال")]"#;
    let theirs = r#"[(id: "a", ar: "أول", class: "state", aliases: ["قديم", "ثان", "آخر"]), (id: "b", ar: "باء", shade: 3), (id: "c"), (id: "e")]"#;
    let MergedRegistry { stored, conflicts } = merged(base, ours, theirs);
    assert_eq!(conflicts, []);
    assert_eq!(ids(&stored.entries), ["a", "b", "d", "e"]);
    let [first, second, ..] = stored.entries.as_slice() else { panic!("{stored:?}") };
    assert_eq!((first.en.as_str(), first.class.as_str()), ("First", "state"));
    assert_eq!(first.aliases, ["ثان", "آخر", "جديد"]);
    assert_eq!(second.extra, [("shade".to_owned(), "3".to_owned())]);
}

#[test]
fn what_both_sides_changed_otherwise_stays_with_a_mark() {
    let base = r#"[(id: "a", ar: "أول", class: "state"), (id: "b", ar: "باء")]"#;
    let ours = r#"[(id: "a", ar: "أول", class: "media"), (id: "b", ar: "بابا")]"#;
    let theirs = r#"[(id: "a", ar: "أول", class: "individual")]"#;
    let MergedRegistry { stored, conflicts } = merged(base, ours, theirs);
    let conflicts: Vec<(&str, &str)> = conflicts.iter().map(|(id, mark)| (id.as_str(), mark.as_str())).collect();
    assert_eq!(conflicts, [("a", "class: “media”"), ("b", "removed on one side")]);
    let registry = Registry::from(stored);
    assert_eq!(registry.get("a").unwrap().class, "individual");
    assert!(registry.write().contains("merge_conflict: [\"class: “media”\"]"));
    let other = Registry::parse("x", base).unwrap();
    let mut same = other.clone();
    same.apply(other.difference(&registry)).unwrap();
    assert_eq!(same.write(), registry.write());
    assert_eq!(registry.outstanding(other.difference(&registry)), None);
}

#[test]
fn a_name_begins_with_words_not_with_initials() {
    let mut registry = Registry::new("actors");
    for name in ["م. أ", "واشنطن بوست", "لؤي"] {
        let identity = Identity { ar: name.to_owned(), ..Identity::new(registry.fresh_id(name)) };
        registry.apply(RegistryEdit::Put(Box::new(identity))).unwrap();
    }
    assert!(registry.begins_name("واشنطن") && registry.begins_name("لؤي") && registry.begins_name("لوي"));
    assert!(!registry.begins_name("م") && !registry.begins_name("واشن") && !registry.begins_name(""));
}
