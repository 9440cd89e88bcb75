//! Orders over the spans of many texts, on the disk: what is done, what is left, what undo brings back.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use hashiya::annotation::{
    Annotation, Annotator, DocumentState, Edit, OrderId, OrderStep, Schema, SpanAct, SpanOrder, SpanPlace, Value,
};
use hashiya::storage::{sidecar_path, store};
use hashiya::text::{Document, TextId};
use hashiya::workspace::{Arrival, Cancel, Job, Library, Ordered, Orderer, Progress, Watch, Workspace};

const WORD: &str = "السوق";

/// A folder of texts, each with the state of amal's work on it and how many of its markets she has tagged; `-` is a text that
/// she has not begun.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(texts: &[(&str, &str, usize)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (n, (text, state, tagged)) in texts.iter().enumerate() {
            fs::write(folder.path(n), text).unwrap();
            let spans = places(text).into_iter().take(*tagged).enumerate().map(|(k, place)| {
                let start = text[..place.range.start].chars().count();
                let end = start + place.words.chars().count();
                format!("(id: \"s{}\", tag: \"LOCATION\", start: {start}, end: {end}, text: \"{WORD}\"),", k + 1)
            });
            let spans: String = spans.collect();
            let relations = if *tagged > 1 { "(id: \"r1\", type: \"part_of\", from: \"s1\", to: \"s2\")," } else { "" };
            let sidecar = format!(
                "(hashiya: 1, source: (), annotator: \"amal\", state: \"{state}\", spans: [{spans}], relations: [{relations}])"
            );
            if *state != "-" {
                fs::write(folder.sidecar(n), sidecar).unwrap();
            }
        }
        folder
    }

    fn path(&self, n: usize) -> std::path::PathBuf {
        self.0.path().join(format!("t{n}.txt"))
    }

    fn sidecar(&self, n: usize) -> std::path::PathBuf {
        sidecar_path(&self.path(n), &amal())
    }

    /// Each span of a text, as its tag, its words, its origin and what is said of it; and how many relations there are.
    fn work(&self, n: usize) -> String {
        let text = fs::read_to_string(self.path(n)).unwrap();
        let Some(loaded) = store::load(&self.path(n), &amal(), &Document::from(text.as_str())).unwrap() else {
            return "none".to_owned();
        };
        let said = |span: &Annotation| {
            let values: String = span.attributes.iter().map(|(name, value)| format!(" {name}={value}")).collect();
            format!("{} {}{values}", span.tag, span.origin)
        };
        let spans: Vec<String> = loaded.set.iter().map(said).collect();
        format!("{}: {}; {}", loaded.set.state(), spans.join(", "), loaded.set.relations().len())
    }

    fn all(&self, texts: usize) -> Vec<String> {
        (0..texts).map(|n| self.work(n)).collect()
    }

    /// Performs a step as a program that was just started.
    fn perform(&self, step: &OrderStep) -> Ordered {
        self.watched(step, &Job::default())
    }

    fn watched(&self, step: &OrderStep, job: &Job<'_>) -> Ordered {
        let workspace = Workspace::open(&[self.0.path().to_owned()], None, &Job::default()).unwrap();
        workspace.perform(step, Orderer { annotator: &amal(), schema: Schema::builtin() }, job)
    }
}

fn amal() -> Annotator {
    Annotator::parse("amal").unwrap()
}

fn places(text: &str) -> Vec<SpanPlace> {
    let place =
        |(start, words): (usize, &str)| SpanPlace { range: start..start + words.len(), words: words.to_owned(), span: None };
    text.match_indices(WORD).map(place).collect()
}

/// An order about every market of texts: those that are tagged, or those that are not.
fn order(id: &str, act: SpanAct, texts: &[(&str, &str, usize)]) -> SpanOrder {
    let is_tagging = matches!(act, SpanAct::Tag(_));
    let of_text = |(n, (text, _, tagged)): (usize, &(&str, &str, usize))| {
        let numbered = places(text).into_iter().enumerate();
        let meant = numbered.filter(|(k, _)| (*k < *tagged) != is_tagging).map(|(k, place)| SpanPlace {
            span: (!is_tagging).then(|| (format!("s{}", k + 1).as_str().into(), "LOCATION".to_owned())),
            ..place
        });
        (TextId::from(n), meant.collect())
    };
    let texts = texts.iter().enumerate().map(of_text).collect();
    SpanOrder { id: OrderId::from(id), command: "propagate".to_owned(), act, texts }
}

/// As a market is tagged that has a place.
fn like() -> SpanAct {
    let document = Document::from(WORD);
    let mut span = Annotation::new("x", "LOCATION", document.span(0..WORD.len()).unwrap());
    span.set_attribute("loc_id", Some(Value::Text("market".into())));
    SpanAct::Tag(Box::new(span))
}

/// What was left, each as the text and why.
fn left(ordered: &Ordered) -> Vec<String> {
    ordered.left().map(|(text, why)| format!("{}: {why}", text.place())).collect()
}

const THREE: [(&str, &str, usize); 3] =
    [("قصف السوق ثم السوق", "in_progress", 1), ("أخلي السوق ليلا", "-", 0), ("مر من السوق إلى السوق ثم السوق", "returned", 1)];

#[test]
fn words_are_tagged_in_all_texts_and_one_undo_takes_all_of_it_back_also_after_a_restart() {
    let folder = Folder::new(&THREE);
    let before = folder.all(3);
    let done = folder.perform(&OrderStep::Make(order("o1", like(), &THREE)));
    assert_eq!((done.counts(), done.is_stopped, left(&done)), ((4, 3), false, vec![]));
    let after = folder.all(3);
    assert_eq!(
        after,
        [
            "in_progress: LOCATION manual, LOCATION propagated loc_id=market; 0",
            "in_progress: LOCATION propagated loc_id=market; 0",
            "returned: LOCATION manual, LOCATION propagated loc_id=market, LOCATION propagated loc_id=market; 0",
        ]
    );
    let back = folder.perform(&OrderStep::TakeBack("o1".into()));
    assert_eq!((back.counts(), left(&back)), ((4, 3), vec![]));
    assert_eq!((folder.work(0), folder.work(2)), (before[0].clone(), before[2].clone()));
    assert_eq!(folder.work(1), "new: ; 0", "work that was begun by it is as if it was not");
    assert_eq!(folder.perform(&OrderStep::TakeBack("o1".into())).counts(), (0, 0), "it is taken back once");
    let again = folder.perform(&OrderStep::MakeAgain("o1".into()));
    assert_eq!((again.counts(), left(&again), folder.all(3)), ((4, 3), vec![], after));
    assert_eq!(folder.perform(&OrderStep::TakeBack("o".into())).counts(), (0, 0), "an id is no part of another");
}

#[test]
fn spans_are_deleted_with_their_relations_and_get_tags_and_values_in_all_texts() {
    let texts = [("السوق قرب السوق", "in_progress", 2), ("بعيدا عن السوق", "in_progress", 1)];
    let folder = Folder::new(&texts);
    let before = folder.all(2);
    assert_eq!(before[0], "in_progress: LOCATION manual, LOCATION manual; 1");
    let value = |text: &str| SpanAct::Say(vec![("loc_id".to_owned(), Some(Value::Text(text.into())))]);
    let acts = [(SpanAct::Delete, ": ; 0"), (SpanAct::Retag("ACTOR".into()), "ACTOR"), (value("x1"), "loc_id=x1")];
    for (n, (act, seen)) in acts.into_iter().enumerate() {
        let id = format!("o{n}");
        let done = folder.perform(&OrderStep::Make(order(&id, act, &texts)));
        assert_eq!((done.counts(), left(&done)), ((3, 2), vec![]));
        assert!(folder.all(2).iter().all(|work| work.contains(seen)), "{:?}", folder.all(2));
        folder.perform(&OrderStep::TakeBack(id.as_str().into()));
        assert_eq!(folder.all(2), before);
    }
}

#[test]
fn a_text_that_cannot_be_changed_is_told_by_name_and_the_others_go_on() {
    let texts = [
        ("السوق هنا", "in_progress", 1),
        ("السوق هناك", "submitted", 1),
        ("قرب السوق", "in_progress", 1),
        ("إلى السوق", "in_progress", 1),
        ("في السوق", "in_progress", 1),
        ("من السوق", "in_progress", 1),
        ("آخر السوق", "returned", 1),
    ];
    let folder = Folder::new(&texts);
    let listed = order("o1", SpanAct::Delete, &texts);
    // Meanwhile one text gets other words, one other work, one is open elsewhere, one is gone.
    fs::write(folder.path(2), "قرب النهر الكبير").unwrap();
    let retag = order("o0", SpanAct::Retag("ACTOR".into()), &texts);
    let retag = SpanOrder { texts: vec![retag.texts[3].clone()], ..retag };
    folder.perform(&OrderStep::Make(retag));
    let elsewhere = Library::new(amal(), Arc::new(Schema::builtin().clone()), None, Arc::new(|_| true));
    elsewhere.take_files(vec![folder.path(4)]);
    elsewhere.open(0.into()).unwrap();
    let mut listed = listed;
    listed.texts[5].0 = TextId::from(99);
    let before = folder.all(7);
    let done = folder.perform(&OrderStep::Make(listed));
    assert_eq!(done.counts(), (2, 2));
    let left = left(&done);
    assert_eq!(left[0], "1: submitted");
    assert!(left[1].starts_with("2: ") && left[1].contains("the text has “النهر” where the span quotes"), "{left:?}");
    assert_eq!(left[2], "3: changed since");
    assert!(left[3].contains("amal has it open already"), "{left:?}");
    assert_eq!((left[4].as_str(), left.len()), ("99: no such text", 5));
    let after = folder.all(7);
    assert_eq!((after[0].as_str(), after[6].as_str()), ("in_progress: ; 0", "returned: ; 0"));
    assert_eq!(after[1..6], before[1..6]);
}

#[test]
fn a_text_that_was_changed_after_an_order_keeps_it_and_is_told_when_the_order_is_taken_back() {
    let folder = Folder::new(&THREE);
    let before = folder.all(3);
    folder.perform(&OrderStep::Make(order("o1", like(), &THREE)));
    let later =
        SpanOrder { texts: order("", SpanAct::Delete, &THREE).texts[2..].to_vec(), ..order("o2", SpanAct::Delete, &THREE) };
    folder.perform(&OrderStep::Make(later));
    let kept = folder.work(2);
    let back = folder.perform(&OrderStep::TakeBack("o1".into()));
    assert_eq!((back.counts(), left(&back)), ((2, 2), vec!["2: changed since".to_owned()]));
    assert_eq!((folder.work(0), folder.work(2)), (before[0].clone(), kept));
    // What was changed since is taken back first; then the rest of the order can be.
    folder.perform(&OrderStep::TakeBack("o2".into()));
    let rest = folder.perform(&OrderStep::TakeBack("o1".into()));
    assert_eq!((rest.counts(), left(&rest), folder.work(2)), ((2, 1), vec![], before[2].clone()));
}

/// Asks a job to end once so many items are done.
struct EndsAfter(usize, Cancel);

impl Watch for EndsAfter {
    fn progress(&self, progress: Progress) {
        if progress.done >= self.0 {
            self.1.cancel();
        }
    }
}

#[test]
fn an_order_that_is_stopped_leaves_whole_texts_and_undo_takes_back_what_was_done() {
    let texts: Vec<(&str, &str, usize)> = vec![("السوق ثم السوق", "in_progress", 0); 40];
    let folder = Folder::new(&texts);
    let before = folder.all(40);
    let cancel = Cancel::default();
    let watch = EndsAfter(3, cancel.clone());
    let done = folder.watched(&OrderStep::Make(order("o1", like(), &texts)), &Job::new(cancel, &watch));
    let (spans, in_texts) = done.counts();
    assert!(done.is_stopped && (3..40).contains(&in_texts) && spans == 2 * in_texts, "{spans} in {in_texts}");
    let tagged = |work: &String| work.matches("propagated").count();
    let after: Vec<usize> = folder.all(40).iter().map(tagged).collect();
    assert!(after.iter().all(|spans| [0, 2].contains(spans)), "{after:?}");
    assert_eq!(after.iter().sum::<usize>(), spans, "all that was done was told");
    let back = folder.perform(&OrderStep::TakeBack("o1".into()));
    assert_eq!((back.counts(), folder.all(40)), ((spans, in_texts), before));
}

/// Leaves a text as a sudden end does after its change was kept: the journal has it, the sidecar lacks it.
fn end_suddenly(folder: &Folder, n: usize, sidecar: Option<Vec<u8>>) {
    match sidecar {
        Some(bytes) => fs::write(folder.sidecar(n), bytes).unwrap(),
        None => fs::remove_file(folder.sidecar(n)).unwrap(),
    }
    let path = folder.0.path().join(format!(".hashiya/t{n}.txt.amal.journal"));
    let journal = fs::read_to_string(&path).unwrap();
    let kept: String = journal.split_inclusive('\n').take_while(|line| !line.contains("does: Saving")).collect();
    assert!(kept.contains("order: \"o1\""));
    fs::write(path, kept).unwrap();
}

#[test]
fn what_a_sudden_end_left_of_an_order_is_whole_in_each_text_and_undo_takes_it_back() {
    for dead_at in 0..3 {
        let folder = Folder::new(&THREE);
        let before = folder.all(3);
        let texts = order("o1", like(), &THREE).texts;
        let done = SpanOrder { texts: texts[..=dead_at].to_vec(), ..order("o1", like(), &THREE) };
        let sidecar = fs::read(folder.sidecar(dead_at)).ok();
        folder.perform(&OrderStep::Make(done));
        end_suddenly(&folder, dead_at, sidecar);
        let back = folder.perform(&OrderStep::TakeBack("o1".into()));
        assert_eq!((back.counts().1, left(&back)), (dead_at + 1, vec![]), "{dead_at}");
        let begun = |work: &String| if work == "none" && dead_at > 0 { "new: ; 0".to_owned() } else { work.clone() };
        assert_eq!(folder.all(3), before.iter().map(begun).collect::<Vec<_>>(), "{dead_at}");
    }
}

#[test]
fn in_a_sitting_each_text_of_an_order_has_it_as_its_last_change_and_a_journal_names_it() {
    let folder = Folder::new(&THREE);
    folder.perform(&OrderStep::Make(order("o1", like(), &THREE)));
    let library = Library::new(amal(), Arc::new(Schema::builtin().clone()), None, Arc::new(|_| true));
    library.take_files(vec![folder.path(2)]);
    let mut opened = library.open(0.into()).unwrap().work.unwrap();
    assert_eq!(opened.history.undo_order(), Some(&OrderId::from("o1")));
    opened.history.undo(&mut opened.set).unwrap();
    assert_eq!((opened.history.undo_order(), opened.history.redo_order()), (None, Some(&OrderId::from("o1"))));
    opened.history.apply(&mut opened.set, Edit::State(DocumentState::Submitted)).unwrap();
    assert_eq!((opened.history.undo_order(), opened.history.redo_order()), (None, None));
    let journal = |name: &str| fs::read_to_string(Path::new(folder.0.path()).join(".hashiya").join(name)).unwrap();
    assert!(journal("t0.txt.amal.journal").contains("command: \"propagate\", program: "));
    assert!(journal("t0.txt.amal.journal").contains(", order: \"o1\", about: ["));
}

#[test]
fn after_an_order_it_is_counted_anew_how_often_identities_are_used_in_its_texts() {
    let texts = [("السوق", "in_progress", 1), ("ثم السوق", "in_progress", 1)];
    let folder = Folder::new(&texts);
    let (sender, inbox) = std::sync::mpsc::channel();
    let schema = Arc::new(Schema::builtin().clone());
    let library = Library::new(amal(), schema, None, Arc::new(move |news| sender.send(news).is_ok()));
    library.take_files(vec![folder.path(0), folder.path(1)]);
    // The files were counted once when they were listed.
    while !matches!(inbox.recv().unwrap(), Arrival::Used(text, _) if text == 1.into()) {}
    let say = SpanAct::Say(vec![("loc_id".to_owned(), Some(Value::Text("souq".into())))]);
    library.order(OrderStep::Make(order("o1", say, &texts)));
    let mut used = Vec::new();
    for arrival in inbox {
        match arrival {
            Arrival::Used(text, found) => used.push((text.place(), found.registry("places").map_or(0, |uses| uses.of("souq")))),
            Arrival::Ordered(ordered) => {
                assert_eq!(ordered.counts(), (2, 2));
                break;
            }
            _ => {}
        }
    }
    assert_eq!(used, [(0, 1), (1, 1)]);
}
