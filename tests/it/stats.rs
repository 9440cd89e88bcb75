//! What became of what was proposed, from journals and sidecars; and what is said in a folder at all.

use std::fs;
use std::sync::Arc;
use std::time::SystemTime;

use hashiya::annotation::{
    Act, Annotation, AnnotationSet, Annotator, Edit, Entry, History, Offer, Relation, Schema, SpanId, Subject, Value,
};
use hashiya::session::{Changes, Message, Opened, Snapshot};
use hashiya::text::Document;
use hashiya::tui::library::Library;
use serde_json::{Value as Json, json};

use crate::cli::{Bench, SPAN, TEXT, sidecar};

/// An annotator at `a.txt`.
struct Sitting {
    library: Library,
    document: Arc<Document>,
    set: AnnotationSet,
    history: History,
}

impl Sitting {
    fn of(bench: &Bench, annotator: &str) -> Self {
        let (inbox, _outbox) = std::sync::mpsc::channel();
        let library = Library::new(Annotator::parse(annotator).unwrap(), Arc::new(Schema::builtin().clone()), None, inbox);
        library.take_files(vec![bench.path("in/a.txt")]);
        let Message::Opened(opened) = library.open(0.into()) else { panic!() };
        let Opened { document, set, history, read_only, .. } = *opened;
        assert_eq!(read_only, None);
        Self { library, document, set, history }
    }

    fn keep(&mut self, act: Act, edit: Edit, inverse: Edit) {
        let entry = Entry { at: SystemTime::now().into(), ..Entry::new(act, edit, inverse, &self.set) };
        let changes = Changes { text: 0.into(), document: Arc::clone(&self.document), entries: vec![entry], revision: 1 };
        assert!(matches!(self.library.append(changes)[..], [Message::Saved(..)]));
    }

    fn change(&mut self, edit: Edit) {
        let inverse = self.history.apply(&mut self.set, edit.clone()).unwrap();
        self.keep(Act::Edit, edit, inverse);
    }

    fn undo(&mut self) {
        let edit = self.history.undo(&mut self.set).unwrap();
        let inverse = self.history.next_redo().unwrap().clone();
        self.keep(Act::Undo, edit, inverse);
    }

    /// Tags words; the id of the span.
    fn tag(&mut self, tag: &str, words: &str) -> SpanId {
        let start = TEXT.find(words).unwrap();
        let id = self.set.fresh_id();
        let span = self.document.span(start..start + words.len()).unwrap();
        let at = SystemTime::now().into();
        self.change(Edit::Add(Annotation { at, ..Annotation::new(&id, tag, span) }));
        id
    }

    /// Acts on a proposed number: the offer comes with the value that the attribute gets.
    fn act(&mut self, id: &SpanId, name: &str, offered: i64, value: Option<i64>) {
        let offer = Some(Offer::new("number", Value::Integer(offered)));
        let offer = Edit::Offer { id: id.clone(), subject: Subject::Attribute(name.to_owned()), offer };
        let value = Edit::Attribute { id: id.clone(), name: name.to_owned(), value: value.map(Value::Integer) };
        self.change(Edit::Batch(vec![offer, value]));
    }

    /// Acts on a proposed end of a relation.
    fn relate(&mut self, id: &SpanId, kind: &str, offered: &SpanId, to: Option<&SpanId>) {
        let offer = Some(Offer::new("nearest_place", offered.as_str()));
        let mut edits = vec![Edit::Offer { id: id.clone(), subject: Subject::Relation(kind.to_owned()), offer }];
        let relation = to.map(|to| Relation::new(self.set.fresh_relation_id(), kind, id.clone(), to));
        edits.extend(relation.map(Edit::AddRelation));
        self.change(Edit::Batch(edits));
    }

    fn save(&self) {
        let set = Arc::new(self.set.clone());
        let snapshot = Snapshot { text: 0.into(), document: Arc::clone(&self.document), set, revision: 1 };
        assert!(self.library.save(&snapshot).iter().any(|message| matches!(message, Message::Written(..))));
    }
}

impl Drop for Sitting {
    fn drop(&mut self) {
        self.library.close(0.into());
    }
}

fn folder() -> Bench {
    let bench = Bench::new();
    bench.write("in/a.txt", TEXT);
    bench
}

/// What became of proposals: all, kept, changed and refused of a subject or a rule of it.
fn outcomes(stats: &Json) -> [u64; 4] {
    ["proposed", "kept", "changed", "refused"].map(|name| stats[name].as_u64().unwrap())
}

fn stats(bench: &Bench, more: &[&str]) -> Json {
    let arguments = [&["stats", "in", "--proposals", "--format", "json", "--lead"], more].concat();
    serde_json::from_str(&bench.output(&arguments)).unwrap()
}

#[test]
fn proposals_are_counted_by_what_became_of_them_for_each_attribute_relation_and_rule() {
    let bench = folder();
    let mut amal = Sitting::of(&bench, "amal");
    let figure = amal.tag("CASUALTY", "ستة مدنيين");
    let actor = amal.tag("ACTOR", "تنظيم الدولة");
    let other = amal.tag("ACTOR", "الوزارة");
    amal.act(&figure, "min", 6, Some(6));
    amal.act(&figure, "max", 6, None);
    amal.act(&actor, "min", 3, Some(4));
    amal.relate(&figure, "at", &actor, Some(&actor));
    amal.relate(&actor, "at", &figure, Some(&other));
    amal.relate(&other, "at", &figure, None);
    amal.save();
    let found = stats(&bench, &[]);
    assert_eq!((&found["texts"], &found["annotators"]), (&json!(1), &json!(["amal"])));
    assert_eq!(outcomes(&found["attributes"]["min"]), [2, 1, 1, 0]);
    assert_eq!(found["attributes"]["min"]["share"], json!(0.5));
    assert_eq!(outcomes(&found["attributes"]["min"]["rules"]["number"]), [2, 1, 1, 0]);
    assert_eq!(outcomes(&found["attributes"]["max"]), [1, 0, 0, 1]);
    assert_eq!(outcomes(&found["relations"]["at"]["rules"]["nearest_place"]), [3, 1, 1, 1]);
}

#[test]
fn what_counts_is_the_last_state_of_a_span_one_that_was_removed_as_it_was_then_and_nothing_that_was_undone() {
    let bench = folder();
    let mut amal = Sitting::of(&bench, "amal");
    let (figure, actor) = (amal.tag("CASUALTY", "ستة مدنيين"), amal.tag("ACTOR", "تنظيم الدولة"));
    amal.act(&figure, "min", 6, Some(6));
    amal.act(&figure, "min", 6, Some(7));
    amal.act(&actor, "max", 9, Some(9));
    amal.undo();
    amal.relate(&figure, "at", &actor, Some(&actor));
    amal.save();
    amal.change(Edit::Remove(figure.clone()));
    amal.undo();
    amal.change(Edit::Batch(vec![Edit::Remove(figure)]));
    let told = |bench: &Bench| {
        let found = stats(bench, &[]);
        assert_eq!(found["attributes"].as_object().unwrap().len(), 1, "{found}");
        (outcomes(&found["attributes"]["min"]), outcomes(&found["relations"]["at"]))
    };
    let expected = ([1, 0, 1, 0], [1, 1, 0, 0]);
    assert_eq!(told(&bench), expected, "the sidecar lacks it yet");
    amal.save();
    assert!(!fs::read_to_string(bench.path("in/a.txt.amal.ron")).unwrap().contains("offered"));
    assert_eq!(told(&bench), expected);
    drop(amal);
    fs::remove_file(bench.path("in/a.txt.amal.ron")).unwrap();
    assert_eq!(told(&bench), expected, "without a sidecar the journal stands for all of it");
}

#[test]
fn where_there_is_no_journal_the_sidecar_tells_and_one_annotator_can_be_asked_for() {
    let bench = folder();
    let with = |offered: &str| SPAN.strip_suffix(')').unwrap().to_owned() + &format!(", offered: [{offered}])");
    let own = |name: &str, offered: &str| sidecar(name, &[&with(offered)], "");
    bench.write("in/a.txt.amal.ron", own("amal", r#"("actor_id", ("registry", "a")), ("affiliation", ("registry", "b"))"#));
    bench.write("in/a.txt.basim.ron", own("basim", r#"("actor_id", ("same_words", "c"))"#));
    bench.write("in/a.txt.gold.ron", own("gold", r#"("actor_id", ("registry", "a"))"#));
    let found = stats(&bench, &[]);
    assert_eq!(found["annotators"], json!(["amal", "basim"]));
    assert_eq!(outcomes(&found["attributes"]["actor_id"]), [2, 1, 1, 0]);
    assert_eq!(outcomes(&found["attributes"]["actor_id"]["rules"]["same_words"]), [1, 0, 1, 0]);
    let of_basim = stats(&bench, &["--annotator", "basim"]);
    assert_eq!((&of_basim["annotators"], &of_basim["relations"]), (&json!(["basim"]), &json!({})));
    assert_eq!(outcomes(&of_basim["attributes"]["actor_id"]), [1, 0, 1, 0]);
    assert!(bench.fault(&["stats", "in", "--proposals", "--annotator", "dina"]).contains("dina has annotated no text here"));
    let text = bench.output(&["stats", "in", "--proposals", "--lead"]);
    assert_eq!(
        text,
        "1 text: amal, basim\n              proposed   kept  changed  refused  share kept\nattributes\n\
         actor_id             2      1        1        0       0.500\n  registry           1      1        0        0       1.000\n  \
         same_words         1      0        1        0       0.000\naffiliation          1      0        0        1       0.000\n  \
         registry           1      0        0        1       0.000\n"
    );
    let csv = bench.output(&["stats", "in", "--proposals", "--lead", "--format", "csv", "--annotator", "basim"]);
    let rows = "kind,name,rule,proposed,kept,changed,refused,share\r\nattribute,actor_id,,1,0,1,0,0.000\r\nattribute,actor_id,same_words,1,0,1,0,0.000\r\n";
    assert_eq!(csv, rows);
}

#[test]
fn whoever_has_begun_a_text_and_not_submitted_it_sees_what_became_of_their_own_proposals_only() {
    let bench = folder();
    let with = SPAN.strip_suffix(')').unwrap().to_owned() + r#", offered: [("actor_id", ("registry", "a"))])"#;
    let own = |name: &str| sidecar(name, &[&with], "    state: \"in_progress\",\n");
    for name in ["amal", "basim"] {
        bench.write(&format!("in/a.txt.{name}.ron"), own(name));
    }
    let mut command = bench.command(&["stats", "in", "--proposals", "--format", "json"]);
    let output = command.env("HASHIYA_ANNOTATOR", "amal").output().unwrap();
    let found: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["annotators"], json!(["amal"]));
    assert!(String::from_utf8(output.stderr).unwrap().contains("warning: "));
    assert_eq!(stats(&bench, &[])["annotators"], json!(["amal", "basim"]));
}

#[test]
fn without_proposals_it_says_what_each_annotator_has() {
    let bench = folder();
    let relation = "    relations: [(id: \"r1\", type: \"at\", from: \"s1\", to: \"@document\")],\n";
    bench.write("in/a.txt.amal.ron", sidecar("amal", &[SPAN], relation));
    bench.write("in/a.txt.gold.ron", sidecar("gold", &[SPAN], ""));
    assert_eq!(
        bench.output(&["stats", "in", "--lead"]),
        "1 text: amal, gold\n\namal: 1 text, 1 span, 1 relation\n  ACTOR       1\n  at          1\n\ngold: 1 text, 1 span, 0 relations\n  ACTOR       1\n"
    );
    let found: Json = serde_json::from_str(&bench.output(&["stats", "in", "--format", "json", "--lead"])).unwrap();
    let amal = json!({ "texts": 1, "spans": { "ACTOR": 1 }, "relations": { "at": 1 } });
    assert_eq!((&found["texts"], &found["annotators"]["amal"]), (&json!(1), &amal));
    let csv = bench.output(&["stats", "in", "--format", "csv", "--lead", "--annotator", "amal"]);
    assert_eq!(csv, "annotator,kind,name,count\r\namal,span,ACTOR,1\r\namal,relation,at,1\r\n");
}
