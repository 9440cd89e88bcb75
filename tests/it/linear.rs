//! For screen readers: what happens is told in lines, in the order in which it is read.

use std::time::Duration;

use crate::cli::Bench;
use crate::pty::{Pty, Start};

const TEXT: &str = "قال ناطق باسم قوات السهل إن القصف توقف.\nونفى شهود ذلك.\n";

fn start(arguments: &[&str]) -> (Bench, Pty) {
    let folder = Bench::new();
    folder.write("a.txt", TEXT);
    folder.write("b.txt", "خبر ثان.\n");
    let pty = Start::new(folder.0.path(), arguments).size(120, 40).begin();
    (folder, pty)
}

/// Presses keys, waits for a line that begins so, and returns all lines that were told since.
#[track_caller]
fn told(pty: &Pty, keys: &str, then: &str) -> Vec<String> {
    let before = pty.raw().len();
    pty.keys(keys);
    loop {
        let raw = pty.raw();
        let since = String::from_utf8_lossy(&raw[before..]).into_owned();
        if since.lines().any(|line| line.starts_with(then)) {
            return since.lines().map(str::to_owned).collect();
        }
        assert!(pty.comes_to(Duration::from_secs(30), raw.len() + 1), "waited in vain for {then}; told was:\n{since}");
    }
}

#[test]
fn a_text_is_read_line_by_line_word_by_word_and_letter_by_letter() {
    let (_folder, mut pty) = start(&["--screen", "linear", "a.txt"]);
    pty.wait_for("توقف");
    assert_eq!(told(&pty, "j", "ناطق"), ["ناطق"]);
    assert_eq!(told(&pty, ">", "ا"), ["ا"]);
    assert_eq!(told(&pty, "down", "ونفى شهود ذلك."), ["ونفى شهود ذلك."]);
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn what_is_tagged_undone_and_missing_is_told() {
    let (_folder, mut pty) = start(&["--screen", "linear", "a.txt"]);
    pty.wait_for("توقف");
    told(&pty, "j j j", "قوات");
    told(&pty, "2 a", "ACTOR: قوات السهل");
    let card = told(&pty, "i", "ACTOR  قوات السهل  2 gaps");
    assert!(card.iter().any(|line| line.ends_with("Identity  missing")), "{card:?}");
    told(&pty, "esc", "a.txt  ¶ 1 of 2");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn of_a_list_the_row_at_hand_is_told_alone_and_what_is_typed_as_it_is_typed() {
    let (_folder, mut pty) = start(&["--screen", "linear", "."]);
    pty.wait_for("a.txt");
    told(&pty, "down", "b.txt  · not begun  ·  ·  ·  ·  خبر ثان.");
    let up = told(&pty, "up", "a.txt");
    assert_eq!(up.len(), 1, "{up:?}");
    told(&pty, "/ b", "filter: b");
    told(&pty, "enter enter", "خبر ثان.");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn of_a_panel_over_the_text_its_rows_are_told_and_not_the_text_beside_it() {
    let (_folder, mut pty) = start(&["--screen", "linear", "a.txt"]);
    pty.wait_for("توقف");
    told(&pty, ":", "a  Tags the selection as ACTOR");
    let commands = told(&pty, "u n d o", "u  Undoes the last change.");
    assert!(!commands.iter().any(|line| line.contains("توقف")), "{commands:?}");
    told(&pty, "esc", "a.txt");
    told(&pty, "alt-k", "1 Arabic (101)");
    told(&pty, "down", "2 Arabic (102 AZERTY)");
    told(&pty, "esc", "a.txt");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn nothing_is_drawn_and_the_terminal_is_left_as_it_was() {
    let (_folder, mut pty) = start(&["--screen", "linear", "a.txt"]);
    pty.wait_for("توقف");
    assert!(!pty.is_full_screen());
    pty.keys("j a Q");
    assert_eq!(pty.end(), 0);
    assert!(pty.is_restored());
    let raw = pty.raw();
    let escapes = raw.split(|byte| *byte == 0x1B).skip(1);
    let switches: [&[u8]; 2] = [b"[?2004h", b"[?2004l"];
    for escape in escapes {
        assert!(switches.iter().any(|known| escape.starts_with(known)), "{}", String::from_utf8_lossy(escape));
    }
}

#[test]
fn a_folder_does_not_decide_how_the_screen_is_told() {
    let (folder, _) = start(&["--screen", "linear", "a.txt"]);
    folder.write("hashiya.ron", "(screen: \"linear\")");
    let mut pty = Start::new(folder.0.path(), &["."]).size(120, 40).begin();
    pty.wait_for("`screen` is for the user to set");
    pty.wait_for("b.txt");
    assert!(pty.is_full_screen());
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
}
