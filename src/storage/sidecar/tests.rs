//! Sidecars are read, checked and written back without losing anything.

use std::time::Instant;

use proptest::prelude::*;

use super::*;
use crate::annotation::quote::Misfit;
use crate::annotation::{
    Annotation, AnnotationSet, Annotator, DocumentState, Held, Lists, Offer, Offers, Parts, Relation, Subject, Value,
};
use crate::text::Document;

const TEXT: &str = "قال تنظيم الدولة، قُتِلَ 25 مدنياً";

/// In the layout that is written, with things no version of this program knows.
const CANONICAL: &str = r#"(
    hashiya: 1,
    source: (file: "a.txt", sha256: "", bytes: 61, code_points: 34, encoding: "UTF-8", mirror: Some("x")),
    schema: (id: "conflict-ar", version: "1.0.0"),
    annotator: "ann1",
    state: "half_done",
    document: [("pub_date", "2019-03-04"), ("weight", 1.5)],
    spans: [
        (id: "s1", tag: "ACTOR", start: 4, end: 16, bytes: (7, 30), text: "تنظيم الدولة", attributes: [("actor_class", "armed_group"), ("n", -3), ("flag", true), ("profile", ["men"]), ("cue", (4, 9))], origin: "manual", note: "قَول", at: "2026-11-21T21:16:00Z", from: ["a", "b"], decision: Majority(2)),
        (id: "s3", tag: "ODD", start: 4, end: 9, bytes: (7, 17), text: "رأي آخر", attributes: [], origin: "auto", note: "", at: ""),
        (id: "s2", tag: "CASUALTY", start: 18, end: 24, bytes: (33, 45), text: "قُتِلَ", attributes: [], origin: "manual", note: "", at: "", r#from-tool: "y"),
    ],
    relations: [
        (id: "r1", type: "claimed_by", from: "s2", to: "s1", order: 1, certainty: Low, later: [1], merge_conflict: ["order: 2"]),
    ],
    rejected: [("s9", "boundary")],
)
"#;

fn discrepancies(spans: &str) -> Vec<Discrepancy> {
    let text = format!("(hashiya: 1, source: (), annotator: \"a\", spans: [{spans}])");
    parse(&text).unwrap().resolve(&Document::from(TEXT), Hash::Compared).discrepancies
}

#[test]
fn a_sidecar_keeps_unknown_fields_and_spans_that_do_not_fit() {
    let document = Document::from(TEXT);
    let mut loaded = parse(CANONICAL).unwrap().resolve(&document, Hash::Compared);
    assert_eq!((loaded.set.len(), loaded.header.unfit.len(), loaded.is_same_source()), (2, 1, true));
    assert_eq!(loaded.discrepancies.len(), 1);
    assert!(loaded.discrepancies[0].to_string().starts_with("s3: the text has “تنظيم”"));
    assert_eq!(loaded.set.state(), &DocumentState::Other("half_done".to_owned()));
    assert_eq!(write(&loaded.set, &loaded.header, &document), CANONICAL);
    assert_eq!(loaded.set.fresh_id(), "s4");
}

#[test]
fn entries_come_in_any_order_and_most_may_be_missing() {
    let text =
        "// by hand\n(spans: [(end: 3, tag: \"A\", start: 0, id: \"x\")], /* who */ annotator: \"ann1\", source: (), hashiya: 1)";
    let loaded = parse(text).unwrap().resolve(&Document::from(TEXT), Hash::Compared);
    assert_eq!((loaded.set.len(), loaded.discrepancies.len()), (1, 0));
    assert_eq!(loaded.set.state(), &DocumentState::New);
    for field in ["hashiya: 1, ", "source: (), ", "annotator: \"a\", "] {
        let missing = "(hashiya: 1, source: (), annotator: \"a\", )".replace(field, "");
        let name = field.split(':').next().unwrap();
        assert!(parse(&missing).unwrap_err().to_string().contains(&format!("the field `{name}` is missing")), "{missing}");
    }
}

#[test]
fn what_is_written_here_is_in_the_plain_layout_and_what_ron_allows_besides_is_not() {
    let text = CANONICAL.replace("r#from-tool", "from_tool").replace("1.5", "\"a\\\"\\\\\\n\\u{202e}\"");
    assert_eq!(plain::read(&text), Some(read_ron(&text).unwrap()));
    for (plain_form, other) in [
        ("hashiya: 1,", "hashiya: 1, // by hand"),
        ("order: 1,", "order: Some(1),"),
        ("order: 1,", "order: 0x1,"),
        ("start: 4,", "start: 0_4,"),
        ("tag: \"ODD\"", "tag: r\"ODD\""),
        ("annotator:", "r#annotator:"),
        ("(4, 9)", "(4, 9, 1)"),
        ("state: \"half_done\",", ""),
    ] {
        assert!(text.contains(plain_form), "{plain_form}");
        assert_eq!(plain::read(&text.replacen(plain_form, other, 1)), None, "{other}");
    }
}

#[test]
fn comments_around_a_value_are_not_part_of_it() {
    let text = "(hashiya: 1, annotator: \"a\", source: (), document: [(\"k\", /* c */ \"v\" // \"\n)], odd: 1 /* x */)";
    let set = parse(text).unwrap().resolve(&Document::from(TEXT), Hash::Compared).set;
    assert_eq!(set.metadatum("k"), Some(&Value::from("v")));
    assert_eq!(set.extra(), &[("odd".to_owned(), "1".to_owned())]);
}

#[test]
fn what_does_not_fit_the_text_is_found() {
    let span = |rest: &str| format!("(id: \"s1\", tag: \"A\", {rest})");
    let kinds = |rest: &str| discrepancies(&span(rest)).iter().map(Discrepancy::to_string).collect::<Vec<_>>().join("|");
    assert_eq!(kinds("start: 4, end: 16, bytes: (7, 30), text: \"تنظيم الدولة\""), "");
    assert_eq!(kinds("start: 4, end: 16, bytes: (8, 30)"), "s1: the byte offsets do not agree with the code points");
    assert_eq!(kinds("start: 18, end: 19"), "s1: the span cuts a letter from its marks");
    assert_eq!(kinds("start: 4, end: 400"), "s1: 4..400 is no place in the text");
    assert_eq!(kinds("start: 4, end: 4"), "s1: 4..4 is no place in the text");
    assert_eq!(kinds("start: 0, end: 3, text: \"قيل\""), "s1: the text has “قال” where the span quotes “قيل”");
    let twice = format!("{}, {}", span("start: 0, end: 3"), span("start: 4, end: 9"));
    assert_eq!(discrepancies(&twice), [Discrepancy::Unfit { id: "s1".into(), misfit: Misfit::IdTwice }]);
}

#[test]
fn a_text_that_changed_is_told_by_its_hash_and_its_length() {
    let annotator = Annotator::parse("ann1").unwrap();
    let header = Header::of("a.txt", &Document::from("قال"), &annotator);
    let stored = parse(&write(&AnnotationSet::new(), &header, &Document::from("قال"))).unwrap();
    assert!(stored.clone().resolve(&Document::from("قال"), Hash::Compared).is_same_source());
    assert!(!stored.clone().resolve(&Document::from("قيل"), Hash::Compared).is_same_source());
    assert!(stored.clone().resolve(&Document::from("قيل"), Hash::Skipped).is_same_source());
    assert!(!stored.resolve(&Document::from("قالوا"), Hash::Skipped).is_same_source());
}

#[test]
fn a_newer_version_says_so_even_where_its_layout_is_unknown() {
    assert_eq!(parse("(hashiya: 3, spans: {1: 2})"), Err(SidecarError::Newer(3)));
    assert!(matches!(parse("(hashiya: 1, spans: {1: 2})"), Err(SidecarError::Malformed(_))));
}

/// The lists of a file, with something else in the place of one, and where a span comes from, not quite as we have it.
const LISTED: &str = r#"(
    hashiya: 1,
    source: (file: "", sha256: "", bytes: 0, code_points: 0, encoding: "UTF-8"),
    schema: (id: "", version: ""),
    annotator: "gold",
    state: "reviewed",
    document: [],
    spans: [
        (id: "s1", tag: "A", start: 0, end: 3, bytes: (0, 6), text: "قال", attributes: [], origin: "adjudicated", note: "", at: "", odd: 1, from: ["a"], decision: "drawn", by: Huda(1)),
    ],
    relations: [],
    later: 1,
    orphans: [
        (id: "s2", tag: "A", start: 900, end: 903, attributes: [], origin: "manual", note: "", at: "", odd: 1),
    ],
    answers: 7,
    rejections: [],
    decisions: [
        (start: 0, end: 3, text: "قال", tags: ["A"], choice: "take", of: ["a"], basis: [("a", "00")], comment: "", reason: "", guideline: true, by: "huda", at: "", odd: 1),
    ],
)
"#;

#[test]
fn lists_and_provenance_are_kept_as_they_are_in_any_shape() {
    let document = Document::from(TEXT);
    let stored = parse(LISTED).unwrap();
    assert_eq!(plain::read(LISTED), Some(read_ron(LISTED).unwrap()));
    assert_eq!((stored.answers.is_odd(), write_stored(&stored)), (true, LISTED.to_owned()));
    let loaded = stored.clone().resolve(&document, Hash::Compared);
    assert_eq!(write(&loaded.set, &loaded.header, &document), LISTED);
    assert_eq!(Stored::of(&loaded.set, &loaded.header, &document), stored);
}

#[test]
fn a_decision_field_by_field_is_for_programs_that_know_it() {
    let by_field = LISTED.replace("of: [\"a\"],", "of: [\"a\"], fields: [(field: \"tag\", of: \"b\")],");
    assert!(write_stored(&parse(&by_field).unwrap()).starts_with("(\n    hashiya: 2,"));
    let again = parse(&by_field.replace("hashiya: 1", "hashiya: 2")).unwrap();
    assert!(write_stored(&again).starts_with("(\n    hashiya: 2,"));
}

#[test]
fn decisions_of_two_writers_are_merged_by_the_unit_they_were_made_on() {
    let with = |decisions: &[&str]| {
        let lines: Vec<String> = decisions.iter().map(|rest| format!("(start: {rest}, text: \"\", basis: [])")).collect();
        parse(&format!("(hashiya: 1, source: (), annotator: \"gold\", decisions: [{}])", lines.join(", "))).unwrap()
    };
    let first = "0, end: 3, choice: \"none\"";
    let base = with(&[first]);
    let ours = with(&[first, "4, end: 9, choice: \"take\", of: [\"a\"]"]);
    let theirs = with(&["0, end: 3, choice: \"majority\"", "18, end: 24, choice: \"none\""]);
    let merged = merge(Some(&base), &ours, &theirs).unwrap();
    assert_eq!(merged, merge(Some(&base), &theirs, &ours).unwrap());
    let told = |stored: &Stored| -> Vec<String> {
        stored.decisions.known().unwrap().iter().map(|decision| format!("{} {}", decision.start, decision.choice)).collect()
    };
    assert_eq!(
        (told(&merged.stored), merged.conflicts.len()),
        (["0 majority", "4 take", "18 none"].map(String::from).to_vec(), 0)
    );
    let other = with(&["0, end: 3, choice: \"deferred\""]);
    let torn = merge(Some(&base), &theirs, &other).unwrap();
    assert_eq!(torn.conflicts[0].mark, "decision on 0..3 “”: deferred | majority");
    let [Some(kept), _] = [0, 1].map(|n| torn.stored.decisions.known().unwrap().get(n)) else { panic!("{torn:?}") };
    let rivals = kept.merge_conflict.known().unwrap();
    assert_eq!((kept.choice.as_str(), rivals[0].choice.as_str(), rivals.len()), ("deferred", "majority", 1));
    assert_eq!(parse(&write_stored(&torn.stored)).unwrap(), torn.stored);
}

fn nasty() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        "[\\x00-\\x1f\"\\\\\u{7f}-\u{9f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}(),\\[\\]{}/*#u{}قُ]{0,12}",
        any::<String>(),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        nasty().prop_map(Value::Text),
        any::<i64>().prop_map(Value::Integer),
        any::<bool>().prop_map(Value::Boolean),
        proptest::collection::vec(nasty(), 0..3).prop_map(Value::List),
        (0_usize..99, 0_usize..99).prop_map(|(a, b)| Value::Range(a, b)),
    ]
}

fn pairs() -> impl Strategy<Value = Vec<(String, Value)>> {
    proptest::collection::vec((nasty(), value()), 0..3)
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        text in "[قُتِلَ x\n\r\"\\\\\u{202e}\u{0}]{1,30}",
        spans in proptest::collection::vec((0_usize..60, 1_usize..20, nasty(), pairs(), nasty()), 0..8),
        metadata in pairs(), names in proptest::array::uniform4(nasty()), rule in nasty(),
    ) {
        let document = Document::from(text.as_str());
        let annotations = spans.into_iter().enumerate().filter_map(|(n, (start, length, tag, attributes, note))| {
            let span = document.span(start..start + length)?;
            let extra = vec![("odd".to_owned(), "Some([1, \"//\"])".to_owned())];
            let mut offers = Offers::default();
            for (name, value) in &attributes {
                offers.set(&Subject::Attribute(name.clone()), Some(Offer::new(rule.as_str(), value.clone())));
                offers.set(&Subject::Relation(rule.clone()), Some(Offer::new(name.as_str(), value.clone())));
            }
            Some(Annotation { attributes, note, offers, extra, ..Annotation::new(format!("s{n}"), tag, span) })
        });
        let [file, state, kind, to] = names;
        let relation = Relation { order: Some(-1), ..Relation::new("r1", kind, "s0", to) };
        let parts = Parts {
            annotations: annotations.collect(),
            relations: vec![relation],
            metadata,
            state: DocumentState::from(state.as_str()),
            lists: Lists { decisions: Held::from_ron("[(start: 0, end: 1, choice: \"odd\", x: 1)]"), ..Lists::default() },
            extra: vec![("later".to_owned(), "{\"a\": (b: 'c')}".to_owned())],
        };
        let set = AnnotationSet::from_parts(parts).0;
        let header = Header::of(&file, &document, &Annotator::gold());
        let written = write(&set, &header, &document);
        prop_assert!(written.chars().all(|c| c == '\n' || !c.is_control()));
        let known = written.replace("    later: {\"a\": (b: 'c')},\n", "");
        prop_assert_eq!(plain::read(&known), Some(read_ron(&known).unwrap()));
        let loaded = parse(&written).unwrap().resolve(&document, Hash::Compared);
        prop_assert_eq!(&loaded, &Loaded { set, header, discrepancies: Vec::new() });
        prop_assert_eq!(write(&loaded.set, &loaded.header, &document), written);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in nasty(), at in 0..CANONICAL.len(), length in 0_usize..40) {
        let edge = |at: usize| (0..=at.min(CANONICAL.len())).rev().find(|at| CANONICAL.is_char_boundary(*at)).unwrap();
        let (from, to) = (edge(at), edge(at + length));
        let mut broken = CANONICAL.to_owned();
        broken.replace_range(from..to, &text);
        // What the reader of the plain layout accepts means the same to RON.
        for text in [broken.clone(), broken.replace("r#from-tool", "from_tool").replace("1.5", "15")] {
            if let Some(stored) = plain::read(&text) {
                prop_assert_eq!(read_ron(&text), Ok(stored));
            }
        }
        if let Ok(stored) = parse(&broken) {
            let document = Document::from(TEXT);
            let loaded = stored.resolve(&document, Hash::Compared);
            let written = write(&loaded.set, &loaded.header, &document);
            prop_assert_eq!(&parse(&written).unwrap().resolve(&document, Hash::Compared).set, &loaded.set);
        }
    }
}

#[test]
fn a_great_many_spans_are_read_and_written_in_a_moment() {
    // Fifty thousand where the compiler has done its part.
    let count = if cfg!(debug_assertions) { 5_000 } else { 50_000 };
    let document = Document::from("تنظيم الدولة ".repeat(count).as_str());
    let attributes = || ["actor_id", "actor_class", "mention"].map(|name| (name.to_owned(), Value::from("armed_group"))).to_vec();
    let annotation = |n: usize| Annotation {
        attributes: attributes(),
        ..Annotation::new(format!("s{n}"), "ACTOR", document.span(n * 24..n * 24 + 23).unwrap())
    };
    let parts = Parts { annotations: (0..count).map(annotation).collect(), ..Parts::default() };
    let set = AnnotationSet::from_parts(parts).0;
    let header = Header::of("a.txt", &document, &Annotator::gold());
    let start = Instant::now();
    let written = write(&set, &header, &document);
    let (wrote, start) = (start.elapsed(), Instant::now());
    let stored = parse(&written).unwrap();
    let (read, start) = (start.elapsed(), Instant::now());
    let loaded = stored.resolve(&document, Hash::Skipped);
    let resolved = start.elapsed();
    println!("{} bytes, written in {wrote:?}, read in {read:?}, resolved in {resolved:?}", written.len());
    assert_eq!(loaded.set, set);
}
