//! The spans of a text, and of all texts, in a list: narrowed, gone to, retagged, deleted, propagated.

use std::sync::Arc;
use std::sync::mpsc::channel;

use hashiya::annotation::{Annotator, Edit, Origin, Schema, Value};
use hashiya::session::Mode;
use hashiya::workspace::{Arrival, Ended, Library};

use super::harness::Bench;

/// Texts with spans of two tags, the first of which is open, with an identity, a note and an origin of their own.
fn bench() -> Bench {
    let mut bench = Bench::corpus(&[
        "[ACTOR/مهم|كتائب السهل] قصفت [LOCATION|الزيتونة] ثم [LOCATION|المخيم]",
        "لا شيء",
        "أخلي [LOCATION|المخيم] ليلا وبقي المخيم",
    ]);
    for (_, set) in bench.stage.texts.iter_mut().filter(|(_, set)| !set.is_empty()) {
        let last = set.iter().last().cloned().unwrap();
        let known = ("loc_id".to_owned(), Value::Text("camp".into()));
        set.apply(Edit::Replace(hashiya::annotation::Annotation { attributes: vec![known], origin: Origin::Imported, ..last }))
            .unwrap();
    }
    bench.open(0, None);
    bench
}

/// The rows on screen, each as the text, the tag and the words.
fn rows(bench: &Bench) -> Vec<String> {
    let findings = bench.session.findings().unwrap();
    let row = |row: &usize| {
        let found = findings.row(*row).unwrap();
        format!("{} {} {}", found.text.place() + 1, found.said[0].tag, found.words)
    };
    findings.list().shown().iter().map(row).collect()
}

#[test]
fn the_spans_of_a_text_are_listed_narrowed_and_gone_to() {
    let mut bench = bench();
    bench.press("|");
    assert_eq!(bench.session.mode(), Mode::Concordance);
    assert_eq!(rows(&bench), ["1 ACTOR كتائب السهل", "1 LOCATION الزيتونة", "1 LOCATION المخيم"]);
    assert!(bench.draw(100, 14, false).rows()[0].contains("3 of 3 spans of this text"));
    bench.press("/");
    let mut narrowed = |typed: &str| {
        bench.press("ctrl-u");
        for c in typed.chars() {
            bench.press(&c.to_string().replace(' ', "space"));
        }
        rows(&bench).len()
    };
    for (typed, count) in [
        ("tag:act", 1),
        ("noted", 1),
        ("note:مهم", 1),
        ("origin:imported", 1),
        ("identity:camp", 1),
        ("loc_id:camp", 1),
        ("gaps", 2),
        ("by:basim", 0),
    ] {
        assert_eq!(narrowed(typed), count, "{typed}");
    }
    bench.press("ctrl-u t a g : l o c enter down enter");
    assert_eq!(bench.session.mode(), Mode::Reading);
    assert_eq!(bench.session.current().map(|span| span.id.to_string()), Some("s3".to_owned()));
}

#[test]
fn once_more_lists_the_spans_of_all_texts_and_what_is_marked_is_changed_with_one_undo() {
    let mut bench = bench();
    bench.press("| |");
    assert_eq!(rows(&bench).len(), 4);
    assert!(bench.draw(100, 14, false).rows()[0].contains("4 of 4 in 3 texts"));
    bench.press("/ t a g : l o c enter a r a");
    assert!(bench.draw(100, 14, false).rows().pop().unwrap().contains("retag 3 spans in 2 texts?"));
    bench.press("enter");
    assert_eq!(bench.notice(), "retagged 3 spans in 2 texts");
    assert_eq!(rows(&bench).len(), 0, "the list stays narrowed to what is a place");
    bench.press("u");
    assert_eq!((bench.notice().as_str(), rows(&bench).len()), ("undone: 3 spans in 2 texts", 3));
    bench.press("end enter");
    assert_eq!((bench.session.text_name(), bench.session.mode()), ("3.txt", Mode::Reading));
}

#[test]
fn in_one_text_what_is_marked_is_deleted_after_a_question_and_the_list_follows() {
    let mut bench = bench();
    bench.press("| space space delete enter");
    assert_eq!((bench.notice().as_str(), rows(&bench)), ("deleted 2 spans in 1 text", vec!["1 LOCATION المخيم".to_owned()]));
    bench.press("u");
    assert_eq!(rows(&bench).len(), 3);
}

#[test]
fn the_span_of_a_row_is_propagated_in_its_text() {
    let mut bench = bench();
    bench.press("| | end *");
    assert_eq!((bench.session.text_name(), bench.session.mode()), ("3.txt", Mode::Propagating));
    bench.press("enter").expect("أخلي [LOCATION|المخيم] ليلا وبقي [LOCATION|المخيم]");
    let mut bench = self::bench();
    bench.press("| end *");
    assert_eq!(bench.notice(), "«المخيم» is nowhere else in this text; once more: in all texts");
    bench.press("*");
    assert_eq!(bench.session.mode(), Mode::Propagating);
}

#[test]
fn on_disk_the_spans_of_the_annotator_are_listed_with_what_they_lack() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    for name in ["a.txt", "b.txt"] {
        write(name, "قصف السوق".to_owned());
        for who in ["amal", "basim"] {
            let filled = if name == "a.txt" { "" } else { "attributes: [(\"loc_id\", \"souq\"), (\"loc_type\", \"town\")]," };
            write(
                &format!("{name}.{who}.ron"),
                format!(
                    "(hashiya: 1, source: (), annotator: {who:?}, state: \"submitted\", \
                     spans: [(id: \"s1\", tag: \"LOCATION\", start: 4, end: 9, {filled})])"
                ),
            );
        }
    }
    let (sender, inbox) = channel();
    let schema = Arc::new(Schema::builtin().clone());
    let library = Library::new(Annotator::parse("amal").unwrap(), schema, None, Arc::new(move |news| sender.send(news).is_ok()));
    library.take_folder(folder.path().to_owned());
    let mut found = Vec::new();
    for arrival in inbox {
        match arrival {
            Arrival::Listed(_) => library.spans(5),
            Arrival::Spans { number: 5, spans } => {
                found.extend(spans.iter().map(|span| format!("{} {} {}", span.hit.file, span.hit.text, span.is_lacking)));
            }
            Arrival::Ended { number: 5, how } => {
                assert_eq!(how.unwrap(), Ended::Through);
                break;
            }
            _ => {}
        }
    }
    assert_eq!(found, ["a.txt السوق true", "b.txt السوق false"]);
}
