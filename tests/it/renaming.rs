//! `hashiya rename`: a text or an annotator gets another name, and everything that bears it goes along.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, mpsc};

use hashiya::annotation::{Annotator, Schema};
use hashiya::tui::library::Library;

use super::gold::Desk;

/// A folder with work of three annotators, a gold standard with decisions, a review and all journals.
fn folder() -> Desk {
    let desk = Desk(tempfile::tempdir().unwrap());
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/folders/v0.1/folder");
    fs::create_dir(desk.path(".hashiya")).unwrap();
    for part in ["", ".hashiya"] {
        for entry in fs::read_dir(from.join(part)).unwrap() {
            let path = entry.unwrap().path();
            // The fourth text waits to be opened once: its journal has more than its sidecar.
            let waits = path.file_name().unwrap().to_string_lossy().starts_with("04-");
            if path.is_file() && !waits {
                fs::copy(&path, desk.0.path().join(part).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    desk.write(
        "assignments.ron",
        "(hashiya: 1, assignments: [(text: \"02-bridge.txt\", annotators: [\"amal\"]), \
         (text: \"03-spring.txt\", annotators: [\"amal\", \"basim\"])])",
    );
    desk
}

/// Every file but the home of who runs the program, by its path.
fn files(desk: &Desk) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for part in ["", ".hashiya/"] {
        for entry in fs::read_dir(desk.path(part)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                found.insert(format!("{part}{}", path.file_name().unwrap().to_str().unwrap()), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// What check finds and what gold would change, with a name spelled as before.
fn found(desk: &Desk, name: &str, before: &str) -> Vec<String> {
    let out = desk.run(&["check", "."]).1 + &desk.run(&["gold", ".", "--diff", "--lead"]).1;
    let mut lines: Vec<String> = out.lines().map(|line| line.replace(name, before)).collect();
    lines.sort();
    lines
}

fn library(annotator: &str) -> Library {
    let (sender, _) = mpsc::channel();
    Library::new(Annotator::parse(annotator).unwrap(), Arc::new(Schema::builtin().clone()), None, sender)
}

/// Whether a text is opened to be changed, with something to undo.
fn can_undo(desk: &Desk, annotator: &str, text: &str) -> bool {
    let library = library(annotator);
    library.take_files(vec![desk.path(text)]);
    match library.open(0.into()) {
        hashiya::session::Message::Opened(opened) => opened.read_only.is_none() && opened.history.can_undo(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_text_gets_another_name_with_all_that_lies_beside_it_and_what_was_done_can_be_undone() {
    let desk = folder();
    let (before, told) = (files(&desk), found(&desk, "-", "-"));
    assert!(can_undo(&desk, "amal", "02-bridge.txt"));
    let (code, out, err) = desk.run(&["rename", "02-bridge.txt", "20-crossing.txt"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("02-bridge.txt.huda@amal.ron -> 20-crossing.txt.huda@amal.ron"), "{out}");
    let after = files(&desk);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    let mut expected: Vec<String> = names(&before).iter().map(|name| name.replace("02-bridge", "20-crossing")).collect();
    expected.sort();
    assert_eq!(names(&after), expected);
    let old = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("02-bridge.txt");
    assert!(after.iter().all(|(name, bytes)| !is_ron(name) || !old(bytes)), "{:?}", names(&after));
    assert_eq!(found(&desk, "20-crossing", "02-bridge"), told, "nothing turns stale, no journal is lost");
    assert!(can_undo(&desk, "amal", "20-crossing.txt"));
    assert!(desk.read("assignments.ron").contains("(text: \"20-crossing.txt\", annotators: [\"amal\"])"));
}

#[test]
fn relations_of_other_texts_lead_to_the_text_by_its_new_name() {
    let desk = folder();
    let leads = |to: &str| format!("relations: [(id: \"r9\", type: \"contradicts\", from: \"s1\", to: \"{to}\")]");
    let sidecar = |relations: &str| {
        format!(
            "(hashiya: 1, source: (file: \"03-spring.txt\"), annotator: \"basim\", state: \"in_progress\", \
             spans: [(id: \"s1\", tag: \"CASUALTY\", start: 0, end: 3)], {relations})"
        )
    };
    desk.write("03-spring.txt.basim.ron", sidecar(&leads("02-bridge.txt#s2")));
    desk.run(&["rename", "02-bridge.txt", "crossing.txt"]);
    assert!(desk.read("03-spring.txt.basim.ron").contains("to: \"crossing.txt#s2\""), "{}", desk.read("03-spring.txt.basim.ron"));
}

#[test]
fn an_annotator_gets_another_name_wherever_it_is_and_no_decision_turns_stale() {
    let desk = folder();
    let told = found(&desk, "-", "-");
    let (code, out, err) = desk.run(&["rename", "--annotator", "amal", "dunya", "."]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("02-bridge.txt.huda@amal.ron -> 02-bridge.txt.huda@dunya.ron"), "{out}");
    for (name, bytes) in files(&desk) {
        assert!(!name.contains("amal"), "{name}");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!is_ron(&name) || !text.contains("\"amal\""), "{name}: {text}");
    }
    let order = |lines: Vec<String>| {
        let words = lines.iter().map(|line| line.split(' ').map(str::to_owned).collect::<std::collections::BTreeSet<_>>());
        words.collect::<Vec<_>>()
    };
    assert_eq!(order(found(&desk, "dunya", "amal")), order(told));
    assert!(can_undo(&desk, "dunya", "02-bridge.txt"));
    assert!(desk.read("assignments.ron").contains("annotators: [\"basim\", \"dunya\"]"));
}

#[test]
fn what_cannot_be_renamed_whole_stays_as_it_is_and_a_dry_run_writes_nothing() {
    let desk = folder();
    let before = files(&desk);
    let refused = |arguments: &[&str], why: &str| {
        let (code, _, err) = desk.run(&[&["rename"], arguments].concat());
        assert!(code == 1 && err.contains(why), "{arguments:?}: {err}");
        assert!(files(&desk) == before, "{arguments:?}");
    };
    refused(&["02-bridge.txt", "03-spring.txt"], "03-spring.txt: already exists");
    refused(&["02-bridge.txt", "bridge.ron"], "ends in .txt or .text");
    refused(&["02-bridge.txt", "elsewhere/bridge.txt"], "in another folder");
    refused(&["99.txt", "98.txt"], "no such file");
    refused(&["--annotator", "amal", "basim", "."], "already exists");
    refused(&["--annotator", "nobody", "dunya", "."], "nobody has annotated no text here");
    refused(&["--annotator", "amal", "gold", "."], "gold");
    desk.write(".hashiya/crossing.txt.amal.journal", "");
    let before = files(&desk);
    let (code, _, err) = desk.run(&["rename", "02-bridge.txt", "crossing.txt"]);
    assert!(code == 1 && err.contains("crossing.txt.amal.journal: already exists"), "{err}");
    assert!(files(&desk) == before);
    fs::remove_file(desk.path(".hashiya/crossing.txt.amal.journal")).unwrap();
    let open = library("amal");
    open.take_files(vec![desk.path("02-bridge.txt")]);
    open.open(0.into());
    let (code, _, err) = desk.run(&["rename", "02-bridge.txt", "crossing.txt"]);
    assert!(code == 1 && err.contains("in use"), "{err}");
    let (code, _, err) = desk.run(&["rename", "--annotator", "amal", "dunya", "."]);
    assert!(code == 1 && err.contains("in use"), "{err}");
    drop(open);
    assert!(desk.path("02-bridge.txt").exists());
    let before = files(&desk);
    let (code, out, _) = desk.run(&["rename", "--dry-run", "02-bridge.txt", "crossing.txt"]);
    assert!(code == 0 && out.contains("02-bridge.txt -> crossing.txt"), "{out}");
    assert!(files(&desk) == before);
}

/// Whether a file is one of ours.
fn is_ron(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|ending| ending == "ron")
}
