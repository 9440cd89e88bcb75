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
fn a_program_that_is_asked_to_end_gives_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
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
