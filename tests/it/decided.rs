//! Decisions of the adjudicator and of a reviewer in their journals: told by history, taken back after a restart, there
//! after a sudden end.

use std::fs;

use rustix::process::Signal;

use crate::gold::Desk;
use crate::pty::{Pty, Start};

/// A text on which two annotators agree once and differ three times.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.annotate("amal", &["ACTOR ناطق", "ACTOR كتائب السهل", "LOCATION سوق البركة"]);
    desk.annotate("basim", &["ACTOR ناطق", "LOCATION كتائب السهل", "ACTOR القصف"]);
    desk
}

fn open(desk: &Desk, arguments: &[&str]) -> Pty {
    let pty = Start::new(desk.0.path(), &[&["review", "--annotator", "huda"], arguments].concat()).size(100, 24).begin();
    pty.wait_until("the text was read", |screen| screen.contains(" decided") && !screen.contains("reading…"));
    pty
}

/// Presses keys and waits until so many units are decided and that is saved; then quits.
fn sit(desk: &Desk, arguments: &[&str], keys: &str, decided: &str) {
    let mut pty = open(desk, arguments);
    pty.keys(keys);
    saved(&pty, decided);
    pty.keys("q");
    assert_eq!(pty.end(), 0);
}

fn saved(pty: &Pty, decided: &str) {
    pty.wait_until(decided, |screen| screen.contains(&format!("{decided} decided")) && screen.contains("saved"));
}

/// What history tells of a file: who, the command, what about.
fn told(desk: &Desk, file: &str) -> Vec<String> {
    let history = desk.output(&["history", file]);
    history.lines().map(|line| line.split_once("Z  ").unwrap().1.to_owned()).collect()
}

#[test]
fn every_decision_is_a_record_that_says_who_decided_what_on_which_words_and_what_takes_it_back() {
    let desk = desk();
    sit(&desk, &[], "1 x z k m ن enter u U", "2/3");
    let history = told(&desk, "a.txt");
    // The readings are in an order of their own in every text.
    let taken = if history[1].contains("amal") { ("amal", "ACTOR") } else { ("basim", "LOCATION") };
    assert_eq!(history[0], "huda  review  s1 ACTOR “ناطق”");
    let words = format!("decision take {} “كتائب السهل”  s2 {} “كتائب السهل”", taken.0, taken.1);
    assert_eq!(history[1], format!("huda  take_reading 1  {words}"));
    assert_eq!(history[2], "huda  take_nothing  decision none “القصف”");
    assert!(history[3..].iter().any(|line| line.starts_with("huda  undo  decision ")), "{history:#?}");
    assert!(history[3..].iter().any(|line| line.starts_with("huda  redo  decision ")), "{history:#?}");
    assert!(history.iter().any(|line| line == "huda  defer  decision deferred “سوق البركة”"), "{history:#?}");
    let journal = fs::read_to_string(desk.path(".hashiya/a.txt.gold.journal")).unwrap();
    let line = journal.lines().find(|line| line.contains("take_nothing")).unwrap();
    let (done, back) = line.split_once("Edit(Batch([").unwrap().1.split_once("Batch([").unwrap();
    assert!(done.contains("choice: \"none\"") && !back.contains("choice: \"none\""), "{line}");
    assert!(line.contains("by: \"huda\"") && line.contains("at: \"20"), "{line}");
    let found = desk.output(&["check", "."]);
    assert!(!found.contains("journal"), "{found}");
}

#[test]
fn what_was_decided_is_taken_back_and_made_again_in_the_next_sitting() {
    let desk = desk();
    for (arguments, file, keys) in
        [(&[][..], "a.txt.gold.ron", "1 x"), (&["--of", "amal"], "a.txt.huda@amal.ron", "e r l enter x")]
    {
        sit(&desk, arguments, "x", "1/3");
        let first = desk.read(file);
        sit(&desk, arguments, keys, "3/3");
        let last = desk.read(file);
        sit(&desk, arguments, "u", "2/3");
        sit(&desk, arguments, "u", "1/3");
        assert_eq!(desk.read(file), first, "{arguments:?}");
        sit(&desk, arguments, "U U", "3/3");
        assert_eq!(desk.read(file), last, "{arguments:?}");
        sit(&desk, arguments, "u u u", "0/3");
        let mut pty = open(&desk, arguments);
        pty.keys("u");
        pty.wait_for("nothing left to undo");
        pty.keys("U U u");
        saved(&pty, "1/3");
        pty.keys("q");
        assert_eq!(pty.end(), 0);
        assert_eq!(desk.read(file), first, "{arguments:?}");
        let found = desk.output(&["check", "."]);
        assert!(!found.contains("journal"), "{found}");
    }
}

#[test]
fn a_decision_against_what_all_agree_on_is_taken_back_to_the_letter() {
    let desk = desk();
    sit(&desk, &[], "x", "1/3");
    let first = desk.read("a.txt.gold.ron");
    sit(&desk, &[], "ctrl-home x", "2/4");
    assert!(!desk.read("a.txt.gold.ron").contains("id: \"s1\""));
    sit(&desk, &[], "u", "1/3");
    assert_eq!(desk.read("a.txt.gold.ron"), first);
}

#[test]
fn decisions_on_work_that_was_changed_since_are_taken_back_one_after_another_over_sittings() {
    let desk = desk();
    sit(&desk, &[], "x x", "2/3");
    desk.annotate("amal", &["ACTOR كتائب السهل", "LOCATION سوق البركة"]);
    sit(&desk, &[], "x", "3/4");
    for decided in ["2/4", "1/4", "0/4"] {
        sit(&desk, &[], "u", decided);
        assert!(!desk.read("a.txt.gold.ron").contains("text: \"ناطق\""), "what amal has taken back is not gold");
    }
    let mut pty = open(&desk, &[]);
    pty.keys("u");
    pty.wait_for("nothing left to undo");
    pty.keys("U U U");
    saved(&pty, "3/4");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    assert!(!desk.output(&["check", "."]).contains("journal"));
}

#[test]
fn a_handing_back_is_undone_on_both_sides_and_then_the_decision() {
    let desk = desk();
    let arguments = ["--of", "amal"];
    let state = |desk: &Desk, file: &str, state: &str| desk.read(file).contains(&format!("state: \"{state}\""));
    sit(&desk, &arguments, "x", "1/3");
    let first = desk.read("a.txt.huda@amal.ron");
    let mut pty = open(&desk, &arguments);
    pty.keys("enter S r");
    pty.wait_for("the text is returned");
    pty.keys("u");
    pty.wait_for("the text is submitted again");
    assert!(state(&desk, "a.txt.amal.ron", "submitted") && state(&desk, "a.txt.huda@amal.ron", "in_progress"));
    pty.keys("u");
    saved(&pty, "1/3");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    assert_eq!(desk.read("a.txt.huda@amal.ron"), first);
    let history = told(&desk, "a.txt.huda@amal.ron");
    let commands: Vec<&str> = history.iter().map(|line| line.split("  ").nth(1).unwrap()).collect();
    let expected = ["take_nothing", "take_majority", "state returned", "state submitted", "undo", "undo", "undo"];
    assert_eq!(commands, expected, "{history:#?}");
}

#[test]
fn a_handing_back_is_not_undone_once_the_annotator_has_gone_on_or_in_a_later_sitting() {
    let desk = desk();
    let arguments = ["--of", "amal"];
    let mut pty = open(&desk, &arguments);
    pty.keys("x x x S r");
    pty.wait_for("the text is returned");
    let review = desk.read("a.txt.huda@amal.ron");
    desk.write("a.txt.amal.ron", desk.read("a.txt.amal.ron").replacen("ACTOR", "LOCATION", 1));
    pty.keys("u");
    pty.wait_for("the text stays returned");
    assert!(desk.read("a.txt.amal.ron").contains("state: \"returned\""));
    assert!(desk.read("a.txt.huda@amal.ron").contains("state: \"returned\""), "both or neither");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    assert_eq!(desk.read("a.txt.huda@amal.ron").matches("choice").count(), review.matches("choice").count());
    let mut pty = open(&desk, &arguments);
    pty.keys("u");
    pty.wait_for("in an earlier sitting");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    assert!(desk.read("a.txt.huda@amal.ron").contains("state: \"returned\""));
}

#[test]
fn what_the_screen_called_saved_is_there_after_a_sudden_end_and_can_be_taken_back() {
    let desk = desk();
    for (arguments, file) in [(&[][..], "a.txt.gold.ron"), (&["--of", "amal"], "a.txt.huda@amal.ron")] {
        let mut pty = open(&desk, arguments);
        pty.keys("x");
        saved(&pty, "1/3");
        let earlier = desk.read(file);
        pty.keys("x");
        saved(&pty, "2/3");
        pty.signal(Signal::KILL);
        pty.wait();
        let there = desk.read(file);
        // Killed after the journal and before the file: what the file then lacks comes from the journal.
        let name = file.strip_suffix(".ron").unwrap();
        let journal = desk.path(&format!(".hashiya/{name}.journal"));
        let lines = fs::read_to_string(&journal).unwrap();
        let cut = lines.lines().rev().skip_while(|line| !line.contains("does: Edit")).map(|line| format!("{line}\n"));
        fs::write(&journal, cut.collect::<Vec<_>>().into_iter().rev().collect::<String>()).unwrap();
        desk.write(file, earlier);
        let before = fs::read_to_string(&journal).unwrap();
        let mut pty = open(&desk, arguments);
        pty.wait_for("2/3 decided");
        pty.keys("u");
        saved(&pty, "1/3");
        pty.keys("U");
        saved(&pty, "2/3");
        pty.keys("q");
        assert_eq!(pty.end(), 0);
        assert_eq!(desk.read(file), there);
        assert!(fs::read_to_string(&journal).unwrap().starts_with(&before));
    }
}

#[test]
fn what_another_program_wrote_is_taken_in_with_the_next_decision() {
    for (arguments, file) in [(&[][..], "a.txt.gold.ron"), (&["--of", "amal"], "a.txt.huda@amal.ron")] {
        let desk = desk();
        sit(&desk, arguments, "x x", "2/3");
        let mut pty = open(&desk, arguments);
        let theirs = desk.read(file).replacen("choice: \"none\"", "choice: \"deferred\"", 1);
        desk.write(file, &theirs);
        pty.keys("x");
        pty.wait_for("another program wrote here: 1 decision came in");
        let both = desk.read(file);
        assert_eq!((both.matches("\"deferred\"").count(), both.matches("choice: \"none\"").count()), (1, 2), "{both}");
        pty.keys("u");
        saved(&pty, "1/3");
        let back = desk.read(file);
        assert_eq!((back.matches("\"deferred\"").count(), back.matches("choice: \"none\"").count()), (1, 1), "{back}");
        pty.keys("q");
        assert_eq!(pty.end(), 0);
        assert!(!desk.output(&["check", "."]).contains("journal"));
    }
}

#[test]
fn a_unit_that_another_adjudicator_decided_meanwhile_is_open_with_both_choices() {
    let desk = desk();
    sit(&desk, &[], "x", "1/3");
    let before = desk.read("a.txt.gold.ron");
    let mut pty = open(&desk, &[]);
    // Sami decides the second unit on another machine, and git brings that.
    let other = Desk::new();
    for name in ["a.txt.amal.ron", "a.txt.basim.ron"] {
        other.write(name, desk.read(name));
    }
    other.write("a.txt.gold.ron", before);
    sit(&other, &[], "z", "1/3");
    desk.write("a.txt.gold.ron", other.read("a.txt.gold.ron"));
    pty.keys("x");
    pty.wait_for("another program wrote here; 1 unit that both decided is open");
    let both = desk.read("a.txt.gold.ron");
    assert!(both.contains("merge_conflict: [(") && both.contains("deferred"), "{both}");
    pty.wait_for("1/3 decided");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn who_decides_first_where_git_brought_a_gold_standard_meanwhile_decides_beside_it() {
    let desk = desk();
    let mut pty = open(&desk, &[]);
    let other = Desk::new();
    for name in ["a.txt.amal.ron", "a.txt.basim.ron"] {
        other.write(name, desk.read(name));
    }
    sit(&other, &[], "z z", "0/3");
    let theirs = other.read("a.txt.gold.ron");
    assert!(theirs.contains("deferred"), "{theirs}");
    desk.write("a.txt.gold.ron", theirs);
    pty.keys("x");
    pty.wait_for("another program wrote here");
    let both = desk.read("a.txt.gold.ron");
    assert!(both.contains("\"deferred\"") && both.contains("\"none\""), "{both}");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn what_another_program_wrote_before_a_sitting_is_not_taken_back() {
    let desk = desk();
    sit(&desk, &[], "x x", "2/3");
    let theirs = desk.read("a.txt.gold.ron").replace("choice: \"none\"", "choice: \"deferred\"");
    desk.write("a.txt.gold.ron", &theirs);
    let mut pty = open(&desk, &[]);
    pty.keys("u");
    pty.wait_for("nothing left to undo");
    assert_eq!(desk.read("a.txt.gold.ron"), theirs);
    pty.keys("x");
    saved(&pty, "1/3");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    assert!(!desk.output(&["check", "."]).contains("journal"));
}

#[test]
fn decisions_rest_on_merged_identities_as_they_did_before() {
    let desk = desk();
    for file in ["a.txt.amal.ron", "a.txt.basim.ron"] {
        let mut text = desk.read(file);
        for words in ["ناطق", "كتائب السهل"] {
            text = text.replace(&format!("{words}\")"), &format!("{words}\", attributes: [(\"actor_id\", \"old\")])"));
        }
        fs::write(desk.path(file), text).unwrap();
    }
    let registry = "(hashiya: 1, registry: \"actors\", entries: [(id: \"new\"), (id: \"old\")])";
    fs::write(desk.path("actors.ron"), registry).unwrap();
    sit(&desk, &[], "1 x x", "3/3");
    let before = desk.output(&["check", "."]);
    desk.output(&["registry", "merge", ".", "old", "new"]);
    let gold = desk.read("a.txt.gold.ron");
    assert!(gold.contains("(\"actor_id\", \"new\")") && !gold.contains("spans: []"), "{gold}");
    let after = desk.output(&["check", "."]);
    assert!(!after.contains("stale"), "{after}");
    assert_eq!(after.lines().count(), before.lines().count(), "{before}\n{after}");
    desk.output(&["registry", "undo", ".", "--registry", "actors"]);
    assert!(!desk.output(&["check", "."]).contains("stale"));
}
