//! What is learned of short texts: `[كتائب السهل]` is a span.

use super::bytes::Bytes;
use super::layer::Layer;
use super::*;
use crate::annotation::suggestion::{NameList, Suggester};
use crate::annotation::{Annotation, AnnotationSet, Edit, Schema};
use crate::text::Document;

const TAG: &str = "ACTOR";

/// A text with spans of one tag, as a model sees it.
fn study(marked: &str) -> (Document, Study) {
    let document = Document::from(marked.replace(['[', ']'], "").as_str());
    let mut set = AnnotationSet::new();
    let mut at = 0;
    for (n, part) in marked.split(['[', ']']).enumerate() {
        if n % 2 == 1 {
            let id = set.fresh_id();
            set.apply(Edit::Add(Annotation::new(&id, TAG, document.span(at..at + part.len()).unwrap()))).unwrap();
        }
        at += part.len();
    }
    let suggester = Suggester::new(Schema::builtin(), &[], &NameList::default());
    let study = suggester.reading("", &document, &AnnotationSet::new()).study().with_spans(&set);
    (document, study)
}

/// Texts in which a word for a group comes before its name.
fn texts() -> Vec<Study> {
    let names = ["السهل", "الوادي", "النهر", "الجبل", "الواحة", "الساحل", "الهضبة", "الغابة"];
    let text =
        |name: &&str| format!("أعلنت [كتائب {name}] أنها وصلت. نقلت الصحيفة عن [كتائب {name}] ذلك.\nوصل الوفد إلى {name} أمس.\n");
    names.iter().map(|name| study(&text(name)).1).collect()
}

fn model() -> SpanModel {
    let record = ModelRecord {
        schema: "conflict-ar 1".to_owned(),
        works: vec![LearnedWork {
            file: "خبر \"أول\"\n.txt".to_owned(),
            annotator: "amal".to_owned(),
            state: "submitted".to_owned(),
            sha256: "00ff".to_owned(),
        }],
    };
    SpanModel::learn(record, &[vec![TAG.to_owned()]], &texts(), &|| false).unwrap()
}

fn found(model: &SpanModel, marked: &str) -> Vec<(String, bool)> {
    let (document, study) = study(marked);
    let found = model.find(&study).into_iter();
    found.map(|find| (document.slice(find.range).to_owned(), find.is_likely)).collect()
}

#[test]
fn names_that_were_never_met_are_found_by_what_is_around_them() {
    let model = model();
    assert_eq!(found(&model, "أعلنت كتائب المرج أنها وصلت."), [("كتائب المرج".to_owned(), true)]);
    assert_eq!(found(&model, "وصل الوفد إلى المرج أمس."), []);
    assert_eq!(found(&model, ""), []);
}

#[test]
fn too_few_texts_tell_no_threshold_and_nothing_is_likely() {
    let record = ModelRecord::default();
    let model = SpanModel::learn(record, &[vec![TAG.to_owned()]], &texts()[..1], &|| false).unwrap();
    assert!(found(&model, "أعلنت كتائب السهل أنها وصلت.").iter().all(|(_, is_likely)| !is_likely));
    let nothing = SpanModel::learn(ModelRecord::default(), &[vec![TAG.to_owned()]], &[], &|| false).unwrap();
    assert_eq!(found(&nothing, "أعلنت كتائب السهل أنها وصلت."), []);
}

#[test]
fn learning_stops_when_told_to() {
    assert!(SpanModel::learn(ModelRecord::default(), &[vec![TAG.to_owned()]], &texts(), &|| true).is_none());
}

#[test]
fn what_is_written_is_read_with_the_record_of_what_it_was_learned_from() {
    let model = model();
    let bytes = model.write();
    let again = SpanModel::read(&bytes).unwrap();
    assert_eq!((again.record(), again.write()), (model.record(), bytes.clone()));
    assert_eq!(found(&again, "أعلنت كتائب المرج أنها وصلت."), [("كتائب المرج".to_owned(), true)]);
    let head = String::from_utf8_lossy(&bytes);
    assert!(head.starts_with("hashiya model 2\n") && head.contains("\nwork 00ff \"amal\" \"submitted\" "), "{}", &head[..200]);
    for word in ["السهل", "كتائب"] {
        assert!(!head.contains(word), "a model holds no word of a text");
    }
}

#[test]
fn bytes_that_are_not_as_they_were_written_are_no_model() {
    let bytes = model().write();
    for end in (0..bytes.len()).step_by(97) {
        assert!(SpanModel::read(&bytes[..end]).is_none(), "{end}");
    }
    for place in (0..bytes.len()).step_by(61) {
        let mut odd = bytes.clone();
        odd[place] ^= 0x55;
        assert!(SpanModel::read(&odd).is_none(), "{place}");
    }
    // Whoever makes a file that has the right sum gets no further than its bytes.
    let mut layer = Vec::new();
    Layer::learn(&[TAG.to_owned()], &texts(), &|| false).unwrap().write(&mut layer);
    let (_, text) = study("أعلنت كتائب السهل أنها وصلت.");
    for place in 0..layer.len() {
        let mut odd = layer.clone();
        odd[place] = 0xFF;
        if let Some(layer) = Layer::read(&mut Bytes(&odd)) {
            drop(layer.find(&text));
        }
    }
}
