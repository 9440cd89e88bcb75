//! The states of many texts, set from the list in one act: what is shown first, what is left out, and undo.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, mpsc};

use hashiya::annotation::{Annotator, DocumentState, Schema};
use hashiya::annotation::{StateOrder, StateStep};
use hashiya::session::Mode;
use hashiya::text::TextId;
use hashiya::workspace::{Arrival, Library, StateError};

use super::harness::Bench;

#[test]
fn marked_texts_are_submitted_in_one_act_and_undo_takes_it_back_as_one() {
    let mut bench = Bench::corpus(&["قبل", "خبر", "بعد"]);
    bench.press("enter a q down enter a q");
    bench.press("a S s");
    assert_eq!(bench.session.mode(), Mode::States);
    let rows = bench.draw(90, 12, true).rows().join("\n");
    assert!(rows.contains("2 texts become submitted, 1 left out") && rows.contains("left out: not begun"), "{rows}");
    bench.press("enter");
    assert_eq!((bench.session.mode(), bench.notice().as_str()), (Mode::Corpus, "2 texts are submitted now"));
    let state = |bench: &Bench, n: usize| bench.stage.texts[n].1.state().clone();
    assert_eq!([0, 1, 2].map(|n| state(&bench, n)), [DocumentState::Submitted, DocumentState::Submitted, DocumentState::New]);
    let rows = bench.draw(90, 12, true).rows();
    assert_eq!(
        rows.iter().filter(|row| row.contains("submitted")).count(),
        4,
        "two rows, their sum, and what there is to tell: {rows:#?}"
    );
    bench.press("u");
    assert_eq!(bench.notice(), "undone: 2 texts submitted");
    assert_eq!(state(&bench, 0), DocumentState::InProgress);
    assert_eq!(bench.press("u").notice(), "nothing left to undo");
}

#[test]
fn without_marks_the_text_under_the_cursor_is_meant_and_leaving_changes_nothing() {
    let mut bench = Bench::corpus(&["قبل", "خبر"]);
    bench.press("enter a q S s");
    assert!(bench.draw(90, 12, true).rows()[0].contains("1 text becomes submitted"));
    bench.press("esc");
    assert_eq!((bench.session.mode(), bench.stage.texts[0].1.state()), (Mode::Corpus, &DocumentState::InProgress));
    bench.press("down S s enter");
    assert_eq!((bench.notice().as_str(), bench.session.mode()), ("nothing to set: all of them are left out", Mode::States));
    bench.press("esc space");
    assert!(bench.draw(90, 12, true).rows().pop().unwrap().contains("1 marked"));
    bench.press("esc");
    assert!(!bench.draw(90, 12, true).rows().pop().unwrap().contains("marked"));
}

/// A folder whose texts an annotator has in these states; `-` is a text that is not begun.
fn folder(states: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (n, state) in states.iter().enumerate() {
        fs::write(folder.path().join(format!("t{n}.txt")), "قال ناطق").unwrap();
        let sidecar = format!(
            "(hashiya: 1, source: (), annotator: \"amal\", state: \"{state}\", \
             spans: [(id: \"s1\", tag: \"ACTOR\", start: 4, end: 8)])"
        );
        if *state != "-" {
            fs::write(folder.path().join(format!("t{n}.txt.amal.ron")), sidecar).unwrap();
        }
    }
    folder
}

fn library(folder: &Path) -> (Library, Receiver<Arrival>) {
    let (sender, arrivals) = mpsc::channel();
    let listener = Arc::new(move |arrival| sender.send(arrival).is_ok());
    let library = Library::new(Annotator::parse("amal").unwrap(), Arc::new(Schema::builtin().clone()), None, listener);
    library.take_folder(folder.to_owned());
    assert!(arrivals.iter().any(|arrival| matches!(arrival, Arrival::Listed(_))));
    (library, arrivals)
}

/// What came of a step, by text: a state, or why nothing was done.
fn outcomes(desk: &(Library, Receiver<Arrival>), step: StateStep, texts: usize) -> BTreeMap<usize, String> {
    let texts = (0..texts).map(TextId::from).collect();
    desk.0.states(StateOrder { step, state: DocumentState::Submitted, texts });
    let found = desk.1.iter().find_map(|arrival| if let Arrival::States(_, found) = arrival { Some(found) } else { None });
    let word = |state: Result<DocumentState, StateError>| state.map_or_else(|error| error.to_string(), |state| state.to_string());
    found.unwrap().into_iter().map(|outcome| (outcome.text.place(), word(outcome.state))).collect()
}

#[test]
fn states_are_set_on_the_disk_journal_first_and_whoever_has_a_text_open_keeps_it() {
    let folder = folder(&["in_progress", "-", "submitted", "returned", "in_progress"]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let elsewhere = library(folder.path());
    elsewhere.0.open(4.into()).unwrap();
    let desk = library(folder.path());
    let before = read("t0.txt.amal.ron");
    let seen = outcomes(&desk, StateStep::Look, 5);
    assert_eq!([&seen[&0], &seen[&1], &seen[&2], &seen[&3]], ["in_progress", "not begun", "already submitted", "returned"]);
    assert!(seen[&4].contains("amal has it open already"), "{seen:?}");
    assert_eq!(read("t0.txt.amal.ron"), before, "looking changes nothing");
    let set = outcomes(&desk, StateStep::Set, 5);
    assert_eq!((&set[&0], &set[&3]), (&"in_progress".to_owned(), &"returned".to_owned()));
    assert!(read("t0.txt.amal.ron").contains("state: \"submitted\"") && read("t4.txt.amal.ron").contains("in_progress"));
    let journal = fs::read_to_string(folder.path().join(".hashiya/t3.txt.amal.journal")).unwrap();
    assert!(journal.contains("state submitted"), "{journal}");
    drop(elsewhere);
    let back = outcomes(&desk, StateStep::TakeBack, 5);
    assert_eq!([&back[&0], &back[&2], &back[&3], &back[&4]], ["in_progress", "changed since", "returned", "changed since"]);
    assert!(read("t3.txt.amal.ron").contains("state: \"returned\""));
}
