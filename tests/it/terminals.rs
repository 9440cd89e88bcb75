//! The real program in terminals of every kind: it finds out where it is, sends rows as they are needed, takes no
//! answer for a key, and leaves every terminal as it was found.

use std::fs;
use std::time::Duration;

use tempfile::TempDir;

use crate::pty::{Pty, Start, find};

/// `قلم`, as it should be seen from left to right.
const SEEN: &str = "ﻢﻠﻗ";
/// The same the other way round: what a terminal that reorders must be sent.
const TURNED: &str = "ﻗﻠﻢ";
const KONSOLE: &str = "\x1bP>|Konsole 22.12.3\x1b\\\x1b[>1;115;0c\x1bP!|7E4B4445\x1b\\\x1b[?62;1;4c";

fn desk() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "قلم\nقلم\nقلم\n").unwrap();
    folder
}

fn open(desk: &TempDir) -> Start {
    Start::new(desk.path(), &["a.txt"])
}

/// Leaves the program and checks that the terminal is as it was.
fn quit(mut pty: Pty) -> Vec<u8> {
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    assert!(pty.is_restored());
    pty.raw()
}

#[test]
fn a_terminal_that_reorders_is_sent_rows_the_other_way_round() {
    let desk = desk();
    let pty = open(&desk).identity(KONSOLE).begin();
    pty.wait_for(TURNED);
    quit(pty);
}

#[test]
fn a_terminal_that_does_not_is_sent_rows_as_they_stand() {
    let desk = desk();
    let pty = open(&desk).begin();
    pty.wait_for(SEEN);
    let raw = quit(pty);
    assert!(find(&raw, TURNED.as_bytes()).is_none());
}

#[test]
fn the_environment_decides_the_first_frame_and_an_answer_corrects_it() {
    let desk = desk();
    // Started from Konsole, but not in it.
    let pty = open(&desk).env("KONSOLE_VERSION", "221203").identity("").begin();
    pty.wait_for(TURNED);
    pty.send(b"\x1bP>|XTerm(379)\x1b\\\x1b[?64c");
    pty.wait_for(SEEN);
    quit(pty);
}

#[test]
fn what_the_user_says_counts_and_the_terminal_is_not_asked() {
    let desk = desk();
    let pty = Start::new(desk.path(), &["a.txt", "--bidi", "inverse-ltr"]).begin();
    pty.wait_for(TURNED);
    let raw = quit(pty);
    assert!(find(&raw, b"\x1b[>q").is_none());
}

#[test]
fn a_terminal_is_asked_for_its_background_and_tags_have_the_shade_for_it() {
    let (light, dark) = (&b"48;2;196;236;244"[..], &b"48;2;20;80;94"[..]);
    let grounds = [("rgb:1e1e/1e1e/1e1e", "auto", dark, light), ("rgb:ffff/ffff/ffff", "auto", light, dark)];
    for (ground, theme, shown, other) in grounds.into_iter().chain([("rgb:ffff/ffff/ffff", "dark", dark, light)]) {
        let desk = desk();
        let start = Start::new(desk.path(), &["a.txt", "--theme", theme]).env("COLORTERM", "truecolor");
        let pty = start.identity(format!("\x1bP>|XTerm(379)\x1b\\\x1b]11;{ground}\x1b\\\x1b[?64c")).begin();
        pty.wait_for(SEEN);
        pty.keys("j");
        pty.wait_for("¶ 2 of");
        pty.keys("a");
        pty.wait_for("in_progress  saved");
        let raw = quit(pty);
        assert!(find(&raw, b"\x1b]11;?\x1b\\").is_some());
        assert!(find(&raw, shown).is_some(), "{ground} {theme}");
        // The first frame does not wait for the answer.
        assert!(theme == "auto" || find(&raw, other).is_none(), "{ground} {theme}");
    }
}

#[test]
fn keys_typed_between_the_answers_count_and_answers_are_no_keys() {
    let desk = desk();
    // Two words down, then the tag: were `41;379;0c` or `XTerm` keys, there would be other spans.
    let typed = "\x1b[8;0$yj\x1bP>|XTerm(379)\x1b\\j\x1b[>41;379;0ca\x1bP!|00000000\x1b\\\x1b[?64;1;2c";
    let pty = open(&desk).identity(typed).begin();
    pty.wait_for("in_progress  saved");
    quit(pty);
    let sidecar = fs::read_to_string(desk.path().join("a.txt.amal.ron")).unwrap();
    assert!(sidecar.contains("start: 8, end: 11") && sidecar.contains("ACTOR"), "{sidecar}");
    assert_eq!(sidecar.matches("id: \"s").count(), 1, "{sidecar}");
}

#[test]
fn a_terminal_that_answers_late_is_recognised_late_and_does_not_type_its_answers() {
    let desk = desk();
    let pty = open(&desk).identity("").begin();
    // Half a second without an answer: nobody knows this terminal.
    pty.wait_for("run `hashiya calibrate`");
    pty.keys("j");
    pty.wait_for("¶ 2 of");
    pty.send(KONSOLE.as_bytes());
    pty.wait_for(TURNED);
    pty.keys("j a");
    pty.wait_for("in_progress  saved");
    quit(pty);
    let sidecar = fs::read_to_string(desk.path().join("a.txt.amal.ron")).unwrap();
    assert_eq!(sidecar.matches("id: \"s").count(), 1, "{sidecar}");
    assert!(sidecar.contains("start: 8, end: 11"), "{sidecar}");
}

#[test]
fn a_terminal_of_its_own_order_is_told_so_before_its_screen_is_made_and_found_again_as_it_was() {
    let vte = |before: &str| format!("\x1b[8;{before}$y\x1b[8;2$y\x1b[>65;7006;1c\x1b[?65;1;9c");
    for (before, leaves) in [("1", true), ("2", false)] {
        let desk = desk();
        let pty = open(&desk).env("VTE_VERSION", "7006").identity(vte(before)).begin();
        pty.wait_for("a.txt");
        pty.wait_for(SEEN);
        pty.keys("j");
        pty.wait_for("¶ 2 of");
        let raw = quit(pty);
        let at = |bytes: &[u8]| find(&raw, bytes).unwrap();
        assert!(at(b"\x1b[8$p") < at(b"\x1b[8l") && at(b"\x1b[8l") < at(b"\x1b[?1049h") && at(b"\x1b[?1049h") < at(b"\x1b[2J"));
        assert_eq!(find(&raw, b"\x1b[8h").is_some(), leaves, "found as {before}");
        assert!(!leaves || at(b"\x1b[?1049l") < at(b"\x1b[8h"));
    }
}

#[test]
fn mlterm_gets_its_own_switch_and_has_it_back() {
    let desk = desk();
    let pty = open(&desk).env("TERM", "mlterm").identity("\x1b[>24;279;0c\x1b[?63;1c").begin();
    pty.wait_for(SEEN);
    let raw = quit(pty);
    assert!(find(&raw, b"\x1b]5379;use_ctl=false\x07").unwrap() < find(&raw, b"\x1b[?1049h").unwrap());
    assert!(find(&raw, b"\x1b]5379;use_ctl=true\x07").unwrap() > find(&raw, b"\x1b[?1049l").unwrap());
}

#[test]
fn a_terminal_that_cannot_draw_vowel_marks_hides_them_and_says_so() {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("a.txt"), "قَلَمٌ\n").unwrap();
    let pty = open(&desk).env("TERM", "st-256color").identity("\x1b[?62;1c").begin();
    pty.wait_for("vowel marks are hidden");
    pty.wait_for(SEEN);
    quit(pty);
    let asked =
        Start::new(desk.path(), &["a.txt", "--marks", "shown"]).env("TERM", "st-256color").identity("\x1b[?62;1c").begin();
    asked.wait_until("marks", |screen| screen.contains('\u{64E}'));
}

#[test]
fn a_click_is_where_it_is_seen_in_a_terminal_that_reorders() {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("a.txt"), "ab قلم\n").unwrap();
    let pty = open(&desk).identity(KONSOLE).begin();
    pty.wait_for(TURNED);
    pty.keys("I home");
    pty.wait_for("U+0061");
    // The letter sent to column 5 (from 1 on) is seen in column 5 or another: the terminal names the one it was sent to.
    let row = pty.screen().lines().position(|line| line.contains("ab")).unwrap() + 1;
    let column = pty.screen().lines().nth(row - 1).unwrap().chars().position(|c| c == 'ﻗ').unwrap() + 1;
    pty.send(format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m").as_bytes());
    pty.wait_for("U+0642");
    quit(pty);
}

#[test]
fn a_calibration_is_remembered_for_its_terminal_and_forgotten_again() {
    let desk = desk();
    let newterm = "\x1bP>|newterm 1.0\x1b\\\x1b[?62c";
    let calibrate = |arguments: &[&str]| Start::new(desk.path(), &[&["calibrate"], arguments].concat()).identity(newterm).begin();
    let mut pty = calibrate(&[]);
    pty.wait_for("Press its number");
    pty.keys("3");
    pty.wait_for("inverse-ltr, remembered in");
    assert_eq!(pty.end(), 0);
    let pty = open(&desk).identity(newterm).begin();
    pty.wait_for(TURNED);
    quit(pty);
    for (arguments, said) in [(["--detect"], "by calibration"), (["--forget"], "forgotten"), (["--detect"], "not known")] {
        let mut pty = calibrate(&arguments);
        pty.wait_for(said);
        assert_eq!(pty.end(), 0);
        assert!(pty.raw().ends_with(b"\n") && !pty.screen().contains('\u{240a}'), "{arguments:?}: {}", pty.screen());
    }
}

#[test]
fn calibration_is_offered_once_in_a_terminal_that_nobody_knows() {
    let desk = desk();
    let newterm = "\x1bP>|newterm 1.0\x1b\\\x1b[?62c";
    let pty = open(&desk).identity(newterm).begin();
    pty.wait_for("unknown terminal newterm 1.0: if Arabic looks wrong, run `hashiya calibrate`");
    quit(pty);
    let pty = open(&desk).identity(newterm).begin();
    pty.keys("j");
    pty.wait_for("¶ 2 of");
    assert!(!pty.screen().contains("calibrate"));
    quit(pty);
}

/// A tmux that only says what stands in the file `client`: the terminal that shows it.
fn tmux(desk: &TempDir) -> Start {
    use std::os::unix::fs::PermissionsExt;
    let (tools, client) = (desk.path().join("tools"), desk.path().join("client"));
    fs::create_dir(&tools).unwrap();
    fs::write(tools.join("tmux"), format!("#!/bin/sh\ncat {}\nprintf x >>asked\n", client.display())).unwrap();
    fs::set_permissions(tools.join("tmux"), fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", tools.display(), std::env::var("PATH").unwrap());
    open(desk).env("TERM", "tmux-256color").env("TMUX", "/tmp/tmux,1,0").env("PATH", path)
}

#[test]
fn whoever_attaches_to_tmux_from_another_terminal_reads_right_there_after_a_resize_or_a_redraw() {
    let desk = desk();
    let client = |name: &str| fs::write(desk.path().join("client"), format!("{name}\txterm-256color\n")).unwrap();
    client("XTerm(379)");
    let pty = tmux(&desk).begin();
    pty.wait_for(SEEN);
    client("Konsole 22.12.3");
    pty.resize(90, 30);
    pty.wait_for(TURNED);
    client("XTerm(379)");
    pty.keys("ctrl-l");
    pty.wait_for(SEEN);
    quit(pty);
}

#[test]
fn vowel_marks_that_the_user_shows_stay_when_the_terminal_is_asked_again() {
    let desk = desk();
    fs::write(desk.path().join("a.txt"), "قَلَم\n").unwrap();
    fs::write(desk.path().join("client"), "foot(1.13)\tfoot\n").unwrap();
    let pty = tmux(&desk).begin();
    pty.wait_for("vowel marks are hidden");
    pty.keys("H");
    pty.wait_for("\u{64E}");
    let asked = || fs::read_to_string(desk.path().join("asked")).unwrap_or_default().len();
    for times in 2..6 {
        pty.keys("ctrl-l");
        while asked() < times {
            pty.comes(Duration::from_millis(20), |_| asked() >= times);
        }
    }
    pty.keys("?");
    pty.wait_for("Moving");
    pty.keys("esc");
    pty.wait_for("\u{64E}");
    quit(pty);
}
