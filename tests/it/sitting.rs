//! A whole sitting with the real program in a terminal: it opens, annotates, saves, and gives the terminal back.

use std::fs;
use std::path::PathBuf;

use rustix::process::Signal;
use tempfile::TempDir;

use crate::pty::{Pty, Start, find};

const TEXT: &str = "قال تنظيم الدولة إن غارة قتلت ستة مدنيين.\n";

/// A folder with one text.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), TEXT).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn open(&self) -> Pty {
        Start::new(self.0.path(), &["a.txt"]).begin()
    }
}

#[test]
fn a_text_is_opened_tagged_and_closed_and_the_terminal_is_given_back() {
    let desk = Desk::new();
    let mut pty = desk.open();
    pty.wait_for("a.txt");
    assert!(pty.is_full_screen() && !pty.is_restored());
    pty.keys("j 2 a");
    pty.wait_for("[ACTOR] s1");
    pty.wait_for("in_progress  saved");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    assert!(pty.is_restored());
    assert!(fs::read_to_string(desk.path("a.txt.amal.ron")).unwrap().contains("text: \"تنظيم الدولة\""));
}

#[test]
fn of_a_screen_that_another_takes_the_place_of_no_speck_is_left() {
    const CLEAR: &[u8] = b"\x1b[2J";
    let desk = Desk::new();
    let mut pty = Start::new(desk.0.path(), &["."]).begin();
    pty.wait_for("a.txt");
    let clears = |pty: &Pty, keys: &str, then: &str| {
        let before = pty.raw().len();
        pty.keys(keys);
        pty.wait_for(then);
        pty.raw().get(before..).unwrap().windows(CLEAR.len()).filter(|bytes| *bytes == CLEAR).count()
    };
    assert_eq!(clears(&pty, "enter", "¶ 1 of 1"), 1, "the text in place of the list");
    assert_eq!(clears(&pty, "j 2 a", "[ACTOR] s1"), 0, "the same text");
    assert_eq!(clears(&pty, "i", "Class"), 1, "a panel over the text");
    assert_eq!(clears(&pty, "esc", "[ACTOR] s1"), 1);
    assert_eq!(clears(&pty, "/", "search:"), 0, "a row of the bars");
    assert_eq!(clears(&pty, "esc", "¶ 1 of 1"), 0);
    assert_eq!(clears(&pty, "|", "1 of 1 span"), 1);
    assert_eq!(clears(&pty, "esc", "[ACTOR] s1"), 1, "and back");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn a_program_that_is_asked_to_end_gives_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let desk = Desk::new();
        let mut pty = desk.open();
        pty.wait_for("a.txt");
        pty.signal(signal);
        assert_eq!(pty.end(), 0, "{signal:?}");
        assert!(pty.is_restored(), "{signal:?}");
    }
}

#[test]
fn a_program_whose_terminal_is_closed_ends() {
    let desk = Desk::new();
    let mut pty = desk.open();
    pty.wait_for("a.txt");
    pty.hang_up();
    pty.wait();
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_that_is_gone_without_a_signal_ends_the_program_too() {
    let desk = Desk::new();
    for keys in ["j", "a"] {
        let mut pty = Start::unsignalled(desk.0.path(), &["a.txt"]).begin();
        pty.wait_for("a.txt");
        pty.keys(keys);
        pty.wait_for(if keys == "a" { "in_progress  saved" } else { "9 %" });
        pty.hang_up();
        pty.wait();
    }
    assert!(fs::read_to_string(desk.path("a.txt.amal.ron")).unwrap().contains("ACTOR"));
}

#[test]
fn a_terminal_that_changes_its_size_shows_the_text_in_it() {
    let desk = Desk::new();
    let pty = Start::new(desk.0.path(), &["a.txt"]).size(40, 10).begin();
    pty.wait_until("the text in ten rows", |screen| screen.lines().count() <= 10 && screen.contains("a.txt"));
    pty.resize(100, 30);
    pty.wait_until("thirty rows", |screen| screen.lines().count() == 30);
}

#[test]
fn a_key_that_comes_before_the_first_screen_counts_and_the_order_is_asked_for_before_that_screen() {
    let desk = Desk::new();
    // The terminal answers the change to the other screen as if someone typed ahead.
    let start = Start::new(desk.0.path(), &["a.txt"]).env("HASHIYA_ANNOTATOR", "basim").answer("\x1b[?1049h", "a");
    let mut pty = start.begin();
    pty.wait_for("basim  in_progress  saved");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    let raw = pty.raw();
    assert!(find(&raw, b"\x1b[8l").unwrap() < find(&raw, b"\x1b[?1049h").unwrap());
    assert!(desk.path("a.txt.basim.ron").exists());
}

#[test]
fn a_copy_goes_to_the_terminal_in_base64_and_one_that_is_too_long_is_refused_in_words() {
    let desk = Desk::new();
    let mut pty = desk.open();
    pty.wait_for("a.txt");
    pty.keys("y");
    pty.wait_for("copied the word: 3 characters");
    assert!(find(&pty.raw(), b"\x1b]52;c;2YLYp9mE\x1b\\").is_some());
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    fs::write(desk.path("a.txt"), "قال ".repeat(15_000)).unwrap();
    let mut pty = desk.open();
    pty.wait_for("a.txt");
    pty.keys("p y");
    pty.wait_for("not copied: the selection is 105 kB, and terminals take 74 kB");
    assert_eq!(find(&pty.raw(), b"\x1b]52;"), None);
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn the_history_says_who_did_what_to_which_words_and_when() {
    let desk = Desk::new();
    let mut pty = desk.open();
    pty.wait_for("ACTOR 0");
    pty.keys("j 2 a");
    pty.wait_for("ACTOR 1");
    pty.keys("m ك ذ ا enter");
    pty.wait_for("note: ");
    pty.keys("u Q");
    assert_eq!(pty.end(), 0);
    let history = |format: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_hashiya"));
        let output = command.args(["history", "--format", format, "a.txt"]).current_dir(desk.0.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let told: Vec<String> = history("text").lines().map(|line| line.split_once("Z  ").unwrap().1.to_owned()).collect();
    assert_eq!(told, ["tag ACTOR", "edit_note", "undo"].map(|command| format!("amal  {command}  s1 ACTOR “تنظيم الدولة”")));
    let json = history("json");
    assert_eq!(json.lines().count(), 6, "{json}");
    assert!(json.lines().all(|line| line.contains(r#""by":"amal""#) && line.contains(r#""program":""#)));
    let writers: std::collections::BTreeSet<&str> =
        json.lines().map(|line| line.split(r#""writer":""#).nth(1).unwrap().split('"').next().unwrap()).collect();
    assert_eq!(writers.len(), 1, "one sitting is one writer: {json}");
    let following = json.lines().map(|line| line.contains(r#""follows":""#));
    assert_eq!(following.collect::<Vec<_>>(), [false, true, true, true, true, true], "{json}");
    // A changed byte is told of, and everything else is printed all the same.
    let journal = desk.path(".hashiya/a.txt.amal.journal");
    fs::write(&journal, fs::read_to_string(&journal).unwrap().replacen("edit_note", "edit_nate", 1)).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_hashiya"));
    let output = command.args(["history", "a.txt"]).current_dir(desk.0.path()).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.split(|byte| *byte == b'\n').count()), (Some(1), 3));
    assert!(String::from_utf8_lossy(&output.stderr).contains(".journal:3: wrong checksum"));
}

#[test]
fn what_a_sudden_end_left_in_the_journal_is_there_again_and_can_be_taken_back() {
    let desk = Desk::new();
    let mut pty = desk.open();
    pty.wait_for("ACTOR 0");
    pty.keys("j a r l");
    pty.wait_until("both changes saved", |screen| screen.contains("LOCATION 1") && screen.contains("  saved"));
    pty.signal(Signal::KILL);
    pty.wait();
    let pty = desk.open();
    pty.wait_for("recovered 2 changes from the journal");
    pty.keys("u");
    pty.wait_for("ACTOR 1");
    pty.keys("U");
    pty.wait_for("LOCATION 1");
}

#[test]
fn whoever_comes_second_reads_only_and_is_told_who_was_first() {
    let desk = Desk::new();
    let mut first = desk.open();
    first.wait_for("ACTOR 0");
    let second = Start::new(desk.0.path(), &["a.txt"]).size(120, 12).begin();
    second.wait_for(&format!("read-only: amal has it open already (process {} on ", first.id()));
    second.keys("a");
    second.wait_for("read-only");
    // Another annotator is not in the way.
    let other = Start::new(desk.0.path(), &["a.txt"]).env("HASHIYA_ANNOTATOR", "basim").begin();
    other.keys("a");
    other.wait_for("ACTOR 1");
    // What a dead process held is free.
    first.signal(Signal::KILL);
    first.wait();
    let third = desk.open();
    third.keys("a");
    third.wait_for("ACTOR 1");
}

#[test]
fn a_full_disk_is_said_on_screen_tried_again_and_asked_about_before_leaving() {
    let desk = Desk::new();
    let begin = |fault: &str| Start::new(desk.0.path(), &["a.txt"]).size(120, 12).env("HASHIYA_FAULT", fault).begin();
    // The folder can be written when the text is opened; from the first change on it is full.
    let mut pty = begin("7+:ENOSPC");
    pty.wait_for("ACTOR 0");
    pty.keys("j a");
    pty.wait_for("not saved, trying again: ");
    pty.keys("Q");
    pty.wait_for("leave? enter: leave  esc: stay  the last changes are NOT SAVED");
    pty.keys("esc");
    pty.wait_for("NOT SAVED ");
    pty.keys("Q Q");
    assert_eq!(pty.end(), 1);
    assert!(pty.is_restored() && pty.screen().contains("NOT SAVED"), "{}", pty.screen());
    // Once there is room again, it is saved by itself, a second later.
    let mut pty = begin("7-8:ENOSPC");
    pty.wait_for("ACTOR 0");
    pty.keys("j a");
    pty.wait_for("ot saved");
    pty.wait_until("saved by itself", |screen| screen.lines().last().unwrap().trim_end().ends_with("  saved"));
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    assert!(fs::read_to_string(desk.path("a.txt.amal.ron")).unwrap().contains("ACTOR"));
}
