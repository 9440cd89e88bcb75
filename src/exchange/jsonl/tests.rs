//! What is exported is imported again as it was.

use proptest::prelude::*;

use super::*;
use crate::annotation::{AnnotationSet, Annotator, DocumentState, Held, Lists, Offer, Offers, Parts, Provenance, Subject, Value};
use crate::exchange::work::Work;

const TEXT: &str = "قال تنظيم الدولة";
const LINE: &str = r#"{"file":"a.txt","sha256":null,"text":"قال تنظيم الدولة","annotator":"ann1","state":"submitted","document":{"pub_date":"2019-03-04"},"spans":[{"id":"s1","tag":"ACTOR","start":4,"end":16,"text":"تنظيم الدولة","attributes":{"zone":"x","actor_class":"armed_group","cue":[4,9]},"note":"","origin":"manual"}],"relations":[{"id":"r1","type":"claimed_by","from":"s2","to":"s1","order":1,"certainty":null,"attributes":{}},{"id":"r2","type":"by","from":"s1","to":"@document","order":null,"certainty":null,"attributes":{}}]}"#;

#[test]
fn a_row_has_the_promised_keys_in_their_order() {
    let document = Document::from(TEXT);
    let set = read_line(LINE).unwrap().into_set(&document).unwrap();
    let annotator = Annotator::parse("ann1").unwrap();
    assert_eq!(line(&Work { file: "a.txt", sha256: None, annotator: &annotator, set: &set, document: &document }), LINE);
    assert_eq!(set.get("s1").unwrap().attribute("cue"), Some(&Value::Range(4, 9)));
}

#[test]
fn a_span_that_does_not_fit_is_told_and_never_moved() {
    let document = Document::from("قيل تنظيم الدولتين");
    let misfits = read_line(LINE).unwrap().into_set(&document).unwrap_err();
    assert!(misfits[0].to_string().starts_with("s1: the text has “تنظيم الدولت”"), "{}", misfits[0]);
}

#[test]
fn a_line_that_is_no_row_says_where() {
    let message = |line: &str| read_line(line).unwrap_err().to_string();
    assert_eq!(message("{\"file\":\"a\"}"), "column 12: missing field `text`");
    assert!(message("[").starts_with("column 1"));
    let with = |extra: &str| format!("{{\"file\":\"a\",\"text\":\"\",\"extra\":{{{extra}}}}}");
    assert!(message(&with("\"a\":\"(\"")).contains("is not RON"));
    assert!(message(&with("\"spans\":\"1\"")).contains("cannot be the name"));
    assert!(message(&with("\"a: 1, b\":\"1\"")).contains("cannot be the name"));
    assert!(read_line(&with("\"a\":\"Some(1)\"")).is_ok());
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<String>().prop_map(Value::Text),
        any::<i64>().prop_map(Value::Integer),
        any::<bool>().prop_map(Value::Boolean),
        proptest::collection::vec(any::<String>(), 0..3).prop_map(Value::List),
        (0_usize..99, 0_usize..99).prop_map(|(a, b)| Value::Range(a, b)),
        Just(Value::Other("Some((1.5, Low))".to_owned())),
    ]
}

proptest! {
    #[test]
    fn importing_what_was_exported_changes_nothing(
        text in "[قُتِلَ x\n\r\"\\\\\u{202e}\u{0}]{1,30}",
        spans in proptest::collection::vec((0_usize..60, 1_usize..20, any::<String>(), any::<String>()), 0..6),
        attributes in proptest::collection::vec((any::<String>(), value()), 0..4), state in "[a-z_]{1,9}",
    ) {
        let document = Document::from(text.as_str());
        let annotations = spans.into_iter().enumerate().filter_map(|(n, (start, length, tag, note))| {
            let (span, extra) = (document.span(start..start + length)?, vec![("odd".to_owned(), "[\"a\"]".to_owned())]);
            let provenance = Provenance { from: Held::Known(vec!["a".to_owned()]).into(), by: Held::Odd("Low".to_owned()).into(), ..Provenance::default() };
            let at = "2026-11-21T21:16:00Z".into();
            let mut offers = Offers::default();
            for (name, value) in &attributes {
                offers.set(&Subject::Attribute(name.clone()), Some(Offer::new(note.as_str(), value.clone())));
                offers.set(&Subject::Relation(note.clone()), Some(Offer::new(name.as_str(), value.clone())));
            }
            Some(Annotation { attributes: attributes.clone(), note, provenance, offers, extra, at, ..Annotation::new(format!("s{n}"), tag, span) })
        });
        let relation = Relation {
            certainty: Some(Value::Other("Low".to_owned())), attributes: attributes.clone(),
            merge_conflict: Some(Value::List(vec!["order: 2".to_owned()])),
            extra: vec![("later".to_owned(), "Low".to_owned())], ..Relation::new("r1", "by", "s0", "s1")
        };
        let parts = Parts {
            annotations: annotations.collect(), relations: vec![relation], metadata: attributes.clone(),
            state: DocumentState::from(state.as_str()), extra: vec![("later".to_owned(), "{1: 2}".to_owned())],
            lists: Lists {
                decisions: Held::from_ron("[(start: 1, end: 2, choice: \"none\")]"), answers: Held::from_ron("7"), ..Lists::default()
            },
        };
        let set = AnnotationSet::from_parts(parts).0;
        let gold = Annotator::gold();
        let work = Work { file: "ن.txt", sha256: document.sha256(), annotator: &gold, set: &set, document: &document };
        let line = line(&work);
        prop_assert!(!line.contains('\n'));
        let row = read_line(&line).unwrap();
        prop_assert_eq!((row.text.as_str(), row.sha256.as_deref(), row.annotator.as_str()), (text.as_str(), document.sha256(), "gold"));
        prop_assert_eq!(row.into_set(&document).unwrap(), set);
    }
}
