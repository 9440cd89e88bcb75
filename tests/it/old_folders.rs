//! A folder that was annotated and reviewed with version 0.1 opens, takes old changes back and makes them again, and goes
//! on. What version 0.1 itself made of each step lies beside the folder: `tests/folders/v0.1/README.md`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::pty::{Pty, Start};

/// Fields of ours that version 0.1 kept, and exported, among those that it did not know.
const OURS: &[&str] = &["orphans", "orphaned_relations", "decisions", "rejections", "answers", "from", "decision", "by"];

fn recorded(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/folders/v0.1/recorded").join(name);
    fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

/// A copy of the folder.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/folders/v0.1/folder"), folder.0.path());
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs a command and gives its exit code and standard output.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hashiya"));
        command.env("LC_ALL", "C");
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        command.env_remove("HASHIYA_ANNOTATOR").env("USER", "amal").env("HOME", self.path("home"));
        let out = command.env("XDG_CONFIG_HOME", self.path("home")).output().unwrap();
        (out.status.code().unwrap(), String::from_utf8(out.stdout).unwrap())
    }

    /// What is exported of an annotator's work on a text, or of the gold standard.
    fn export(&self, text: &str, whose: &str) -> Value {
        let (code, out) = self.run(&["export", "--set", whose, "--out", "-", text]);
        assert_eq!(code, 0, "{text} {whose}: {out}");
        serde_json::from_str(out.trim()).unwrap()
    }

    /// The findings of `check` that are errors.
    fn errors(&self) -> Vec<String> {
        let (_, out) = self.run(&["check", "."]);
        out.lines().filter(|line| line.contains(": error:")).map(str::to_owned).collect()
    }

    /// Opens a text as an annotator.
    fn open(&self, annotator: &str, text: &str) -> Pty {
        let pty = Start::new(self.0.path(), &["--annotator", annotator, text]).size(100, 30).begin();
        pty.wait_for("saved");
        pty
    }

    /// A sitting with a text: opens it, presses keys, ends.
    fn sit(&self, annotator: &str, text: &str, keys: &str) {
        end(self.open(annotator, text), keys);
    }

    /// Opens a review.
    fn review(&self, arguments: &[&str]) -> Pty {
        let arguments = [&["review", "--annotator", "huda"], arguments].concat();
        let pty = Start::new(self.0.path(), &arguments).size(100, 30).begin();
        pty.wait_until("the text was read", |screen| screen.contains(" decided") && !screen.contains("reading…"));
        pty
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

fn end(mut pty: Pty, keys: &str) {
    pty.keys(format!("{keys} q").trim_start());
    assert_eq!(pty.end(), 0);
}

/// A key, pressed so often.
fn times(key: &str, times: usize) -> String {
    vec![key; times].join(" ")
}

/// Fails if something that version 0.1 exported is not there, or is different. What came since is no difference, nor is
/// where a field of ours is now; `at` tells whether times are compared, too.
fn same(old: &Value, new: &Value, at: bool, place: &str) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (name, value) in old.iter().filter(|(name, _)| !OURS.contains(&name.as_str()) && (at || *name != "at")) {
                let found = new.get(name).unwrap_or(&Value::Null);
                let empty =
                    name == "extra" && value.as_object().is_some_and(|extra| extra.keys().all(|k| OURS.contains(&k.as_str())));
                if !empty {
                    same(value, found, at, &format!("{place}.{name}"));
                }
            }
        }
        (Value::Array(old), Value::Array(new)) => {
            assert_eq!(old.len(), new.len(), "{place}: {old:?}\n{new:?}");
            for (n, (old, new)) in old.iter().zip(new).enumerate() {
                same(old, new, at, &format!("{place}[{n}]"));
            }
        }
        _ => assert_eq!(old, new, "{place}"),
    }
}

fn same_line(old: &str, new: &Value, place: &str) {
    same(&serde_json::from_str(old).unwrap(), new, true, place);
}

/// The same for the gold standard, which is put together anew, with new times, when its annotators changed their work.
///
/// Version 0.1 left all of an open unit out; what all annotators say of it is gold now.
fn same_gold(old: &str, new: &Value, place: &str) {
    let old: Value = serde_json::from_str(old).unwrap();
    let place_of = |span: &Value| (span["tag"].clone(), span["start"].clone(), span["end"].clone());
    let known: Vec<_> = old["spans"].as_array().unwrap().iter().map(place_of).collect();
    let mut new = new.clone();
    let mut since = Vec::new();
    new["spans"].as_array_mut().unwrap().retain(|span| {
        let is_known = known.contains(&place_of(span));
        if !is_known && span["extra"]["decision"] == "\"unanimous\"" {
            since.push(span["id"].clone());
            return false;
        }
        true
    });
    new["relations"]
        .as_array_mut()
        .unwrap()
        .retain(|relation| !since.contains(&relation["from"]) && !since.contains(&relation["to"]));
    same(&old, &new, false, place);
}

/// Takes back what an annotator did in sittings with version 0.1, over several sittings, and makes it again.
fn take_back_and_make_again(text: &str, annotator: &str) {
    let states = recorded(&format!("{text}.{annotator}.undone.jsonl"));
    let folder = Folder::new();
    let last = states.len() - 1;
    let mut undone = 0;
    for goal in [1, 3.min(last), last] {
        folder.sit(annotator, text, &times("u", goal - undone));
        undone = goal;
        same_line(&states[undone], &folder.export(text, annotator), &format!("{text} {annotator}: {undone} taken back"));
    }
    folder.sit(annotator, text, &times("U", last));
    same_line(&states[0], &folder.export(text, annotator), &format!("{text} {annotator}: made again"));
}

#[test]
fn tags_edges_notes_and_states_of_earlier_sittings_are_taken_back_and_made_again() {
    take_back_and_make_again("01-quay.txt", "amal");
    take_back_and_make_again("01-quay.txt", "basim");
}

#[test]
fn what_an_annotator_made_of_a_review_is_taken_back_and_made_again() {
    take_back_and_make_again("02-bridge.txt", "amal");
}

#[test]
fn an_imported_work_that_was_gone_on_with_is_taken_back_and_made_again() {
    take_back_and_make_again("05-wells.txt", "amal");
}

#[test]
fn a_sitting_that_was_killed_is_there_again_and_is_taken_back_and_made_again() {
    let folder = Folder::new();
    assert!(!folder.read("04-market.txt.amal.ron").contains("CASUALTY"));
    folder.sit("amal", "04-market.txt", "");
    let states = recorded("04-market.txt.amal.undone.jsonl");
    same_line(&states[0], &folder.export("04-market.txt", "amal"), "recovered");
    assert!(!folder.errors().iter().any(|error| error.contains("journal")), "{:?}", folder.errors());
    take_back_and_make_again("04-market.txt", "amal");
}

#[test]
fn every_work_is_exported_as_version_0_1_exported_it() {
    let folder = Folder::new();
    for (text, whose) in [
        ("01-quay.txt", "amal"),
        ("01-quay.txt", "basim"),
        ("02-bridge.txt", "amal"),
        ("03-spring.txt", "amal"),
        ("05-wells.txt", "amal"),
    ] {
        let states = recorded(&format!("{text}.{whose}.undone.jsonl"));
        same_line(&states[0], &folder.export(text, whose), &format!("{text} {whose}"));
    }
}

#[test]
fn the_history_tells_every_change_that_version_0_1_told() {
    let folder = Folder::new();
    for text in ["01-quay.txt", "02-bridge.txt", "03-spring.txt", "04-market.txt", "05-wells.txt"] {
        let (_, out) = folder.run(&["history", "--format", "json", text]);
        let told: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let old = recorded(&format!("{text}.history.jsonl"));
        assert_eq!(told.len(), old.len(), "{text}");
        for (n, (old, new)) in old.iter().zip(&told).enumerate() {
            same_line(old, new, &format!("{text}: record {n}"));
        }
    }
}

#[test]
fn check_finds_the_errors_that_version_0_1_found_and_no_other() {
    let places = |errors: Vec<String>| -> Vec<String> {
        errors.iter().map(|error| error.split(": error:").next().unwrap().to_owned()).collect()
    };
    let folder = Folder::new();
    assert_eq!(places(folder.errors()), places(recorded("check")), "{:?}", folder.errors());
    // Each text is opened once: what was left of the killed sitting is settled, and what waits for a place still waits.
    for text in ["01-quay.txt", "02-bridge.txt", "03-spring.txt", "04-market.txt", "05-wells.txt"] {
        folder.sit("amal", text, "");
    }
    assert_eq!(folder.errors().len(), 1, "{:?}", folder.errors());
    assert!(folder.errors()[0].contains("03-spring.txt.amal.ron"), "{:?}", folder.errors());
}

/// Reads how much is decided, as `3/8`.
fn decided(pty: &Pty) -> String {
    let screen = pty.screen();
    let before = screen.split(" decided").next().unwrap();
    before.split_whitespace().last().unwrap().to_owned()
}

/// Takes decisions of earlier sittings back, one after another in one sitting, and makes them again.
fn take_decisions_back(arguments: &[&str], name: &str) {
    let counts = recorded(&format!("{name}.decided"));
    let folder = Folder::new();
    let pty = folder.review(arguments);
    assert_eq!(decided(&pty), counts[0], "{name}");
    for (n, count) in counts.iter().enumerate().skip(1) {
        pty.keys("u");
        pty.wait_until(&format!("{name}: {n} taken back, {count}"), |screen| screen.contains(&format!(" {count} decided")));
    }
    for (n, count) in counts.iter().enumerate().rev().skip(1) {
        pty.keys("U");
        pty.wait_until(&format!("{name}: {n} still taken back, {count}"), |screen| screen.contains(&format!(" {count} decided")));
    }
    end(pty, "");
}

#[test]
fn decisions_of_earlier_sittings_are_taken_back_and_made_again() {
    take_decisions_back(&["01-quay.txt"], "01-quay.txt.gold");
    take_decisions_back(&["02-bridge.txt"], "02-bridge.txt.gold");
    take_decisions_back(&["05-wells.txt"], "05-wells.txt.gold");
}

#[test]
fn decisions_on_the_work_of_one_annotator_are_taken_back_and_made_again() {
    take_decisions_back(&["--of", "amal", "02-bridge.txt"], "02-bridge.txt.huda@amal");
}

#[test]
fn a_decision_that_is_taken_back_changes_the_gold_standard_as_it_did() {
    for text in ["01-quay.txt", "02-bridge.txt", "05-wells.txt"] {
        for (n, state) in recorded(&format!("{text}.gold.undone.jsonl")).iter().enumerate() {
            let folder = Folder::new();
            end(folder.review(&[text]), &times("u", n));
            same_gold(state, &folder.export(text, "gold"), &format!("{text}: {n} taken back"));
        }
    }
}

#[test]
fn a_decision_whose_work_changed_since_is_shown_as_stale_until_it_is_made_anew() {
    let folder = Folder::new();
    let pty = folder.review(&["01-quay.txt"]);
    pty.wait_for("STALE");
    pty.keys("1");
    pty.wait_for(" 2/4 decided");
    end(pty, "");
    let pty = folder.review(&["01-quay.txt"]);
    assert_eq!(decided(&pty), "2/4");
    pty.keys("u");
    pty.wait_for(" 1/4 decided");
    end(pty, "");
}

#[test]
fn the_returned_review_and_the_answer_to_it_are_there() {
    let folder = Folder::new();
    let pty = folder.open("amal", "02-bridge.txt");
    pty.keys("P");
    pty.wait_for("huda");
    end(pty, "");
    let pty = folder.review(&["--of", "amal", "02-bridge.txt"]);
    // The answer is beside what it answers: the rejected figure.
    let answer = |screen: &str| screen.contains("answer");
    for _ in 0..6 {
        if answer(&pty.screen()) {
            break;
        }
        let before = pty.screen();
        pty.keys("k");
        pty.wait_until("another unit", |screen| screen != before || answer(screen));
    }
    assert!(answer(&pty.screen()), "{}", pty.screen());
    end(pty, "");
}

#[test]
fn a_reanchoring_is_taken_back_and_made_again() {
    let folder = Folder::new();
    let states = recorded("03-spring.txt.amal.reanchored.jsonl");
    for (state, step) in states.iter().zip(["taken back", "made again"]) {
        let (code, out) = folder.run(&["reanchor", "03-spring.txt", "--undo"]);
        assert_eq!(code, 0, "{out}");
        same_line(state, &folder.export("03-spring.txt", "amal"), step);
    }
    take_back_and_make_again("03-spring.txt", "amal");
}

#[test]
fn what_has_no_place_since_the_text_changed_finds_one() {
    let folder = Folder::new();
    let (code, out) = folder.run(&["reanchor", "03-spring.txt", "--choose", "s4=1"]);
    assert_eq!(code, 0, "{out}");
    assert_eq!(folder.export("03-spring.txt", "amal")["spans"].as_array().unwrap().len(), 5);
    assert!(!folder.errors().iter().any(|error| error.contains("03-spring")), "{:?}", folder.errors());
}

#[test]
fn fields_that_version_0_1_did_not_know_either_are_kept_when_work_goes_on() {
    let folder = Folder::new();
    folder.sit("amal", "05-wells.txt", "ctrl-home l m ن enter");
    let sidecar = folder.read("05-wells.txt.amal.ron");
    for field in ["station: ", "confidence: 0.75", "seen_by: [\"huda\", \"أمل\"]", "weight: \"strong\""] {
        assert!(sidecar.contains(field), "{field}\n{sidecar}");
    }
    let spans = folder.export("05-wells.txt", "amal");
    assert_eq!(spans["spans"].as_array().unwrap().len(), 9, "{spans}");
}

#[test]
fn work_goes_on_and_new_changes_are_taken_back_before_old_ones() {
    let folder = Folder::new();
    let states = recorded("01-quay.txt.amal.undone.jsonl");
    folder.sit("amal", "01-quay.txt", "ctrl-home l m ج enter");
    let gone_on = folder.export("01-quay.txt", "amal");
    assert_eq!(gone_on["spans"][0]["note"], "ج");
    folder.sit("amal", "01-quay.txt", "u u");
    same_line(&states[0], &folder.export("01-quay.txt", "amal"), "new changes taken back");
    folder.sit("amal", "01-quay.txt", "u");
    same_line(&states[1], &folder.export("01-quay.txt", "amal"), "and the last old one");
    folder.sit("amal", "01-quay.txt", "U U U");
    same(&gone_on, &folder.export("01-quay.txt", "amal"), true, "all made again");
    assert!(!folder.errors().iter().any(|error| error.contains("01-quay")), "{:?}", folder.errors());
}

#[test]
fn the_gold_standard_goes_on_with_what_was_decided() {
    let folder = Folder::new();
    for text in ["01-quay.txt", "02-bridge.txt", "05-wells.txt"] {
        let (_, out) = folder.run(&["gold", text, "--annotator", "huda"]);
        assert!(out.starts_with(text), "{out}");
        same_gold(&recorded(&format!("{text}.gold.jsonl"))[0], &folder.export(text, "gold"), text);
    }
}
