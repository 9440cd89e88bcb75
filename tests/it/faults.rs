//! Faults of the program itself, folders that cannot be written, and links that lead elsewhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::process::Signal;

use crate::cli::Bench;
use crate::crash::{Model, TEXT, is_saved, press, tags};
use crate::pty::{Pty, Start, find};

fn folder(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), text).unwrap();
    folder
}

fn start(folder: &Path, fault: &str) -> Pty {
    Start::new(folder, &["a.txt"]).size(120, 12).env("HASHIYA_FAULT", fault).begin()
}

#[test]
fn a_fault_of_the_program_gives_the_terminal_back_and_loses_nothing_that_was_called_saved() {
    let mut faults = 0;
    for n in 5..=16 {
        let folder = folder(TEXT);
        let mut pty = start(folder.path(), &format!("{n}:panic"));
        let (mut model, mut acknowledged) = (Model::default(), 0);
        pty.comes(Duration::from_mins(1), |screen| screen.contains("ACTOR 0"));
        for _ in 0..3 {
            press(&pty, model.change(7), &model);
            if !pty.comes(Duration::from_mins(1), |screen| model.is_on(screen) && is_saved(screen)) {
                break;
            }
            acknowledged = model.tags.len();
        }
        pty.keys("Q");
        let code = pty.end();
        assert!(pty.is_restored(), "{n}");
        let left = tags(folder.path()).len();
        assert!((acknowledged..=acknowledged + 1).contains(&left), "{n}: {left} of {acknowledged}");
        if code != 0 {
            faults += 1;
            let raw = pty.raw();
            let told = find(&raw, b"a test asked for this fault").unwrap();
            let back = raw.windows(8).rposition(|bytes| bytes == b"\x1b[?1049l").unwrap_or(0);
            assert!(code == 2 && back < told && find(&raw[told..], b"please report this").is_some(), "{n}: {code}");
            assert!(find(&raw[told..], b"\x1b").is_none(), "nothing is sent to a terminal that was given back: {n}");
        }
    }
    assert!(faults >= 6, "{faults}");
}

#[test]
fn a_fault_in_the_thread_that_reads_ends_the_program_in_order() {
    // Long enough to be read by a thread of its own.
    let folder = folder(&TEXT.repeat(2000));
    let mut pty = start(folder.path(), "1:panic");
    assert_eq!(pty.end(), 2);
    assert!(pty.is_restored());
    let raw = pty.raw();
    let told = find(&raw, b"internal error").unwrap();
    assert!(find(&raw[..told], b"\x1b[?1049l").is_some() && find(&raw[told..], b"\x1b[?1049h").is_none());
    assert!(find(&raw[..told], b"a test asked for this fault").is_none(), "nothing is printed over the screen");
}

#[test]
fn what_is_typed_when_the_program_is_asked_to_end_is_kept() {
    for signal in [Signal::TERM, Signal::QUIT] {
        let folder = folder(TEXT);
        let mut pty = start(folder.path(), "");
        pty.wait_for("ACTOR 0");
        pty.keys("a");
        pty.wait_for("ACTOR 1");
        pty.signal(signal);
        assert_eq!(pty.end(), 0);
        assert!(pty.is_restored());
        assert!(fs::read_to_string(folder.path().join("a.txt.amal.ron")).unwrap().contains("ACTOR"), "{signal:?}");
    }
}

/// Whoever runs this may be the superuser, who writes in any folder: every operation on the disk fails instead, with the
/// errors that the system gives for a folder that may not be written.
#[test]
fn in_a_folder_that_cannot_be_written_a_text_is_read_only_and_everything_is_as_it_was() {
    for fault in ["1+:EROFS", "1+:EACCES"] {
        let folder = folder(TEXT);
        let mut pty = start(folder.path(), fault);
        pty.wait_for("read-only: .: nothing can be written in this folder");
        pty.keys("a");
        pty.wait_for("read-only: .: nothing");
        pty.keys("Q");
        assert_eq!(pty.end(), 0, "{fault}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{fault}");
    }
}

#[test]
fn a_folder_of_journals_that_is_a_link_is_not_written_through() {
    for (target, shown) in [("../elsewhere", ".hashiya"), ("nowhere", ".hashiya")] {
        let outer = tempfile::tempdir().unwrap();
        let (inner, elsewhere) = (outer.path().join("in"), outer.path().join("elsewhere"));
        fs::create_dir(&inner).unwrap();
        fs::create_dir(&elsewhere).unwrap();
        fs::write(inner.join("a.txt"), TEXT).unwrap();
        std::os::unix::fs::symlink(target, inner.join(".hashiya")).unwrap();
        let mut pty = start(&inner, "");
        pty.wait_until("read-only", |screen| screen.contains("read-only: ") && screen.contains(shown));
        pty.keys("a Q");
        pty.end();
        assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
        assert_eq!(fs::read_dir(&inner).unwrap().count(), 2, "{target}");
    }
}

#[test]
fn a_journal_or_a_lock_that_is_a_link_is_not_followed() {
    let folder = folder(TEXT);
    let precious = folder.path().join("precious");
    fs::write(&precious, "mine").unwrap();
    fs::create_dir(folder.path().join(".hashiya")).unwrap();
    for name in ["a.txt.amal.lock", "a.txt.amal.journal"] {
        std::os::unix::fs::symlink(&precious, folder.path().join(".hashiya").join(name)).unwrap();
    }
    let mut pty = start(folder.path(), "");
    pty.wait_for("ACTOR 0");
    pty.keys("a");
    pty.wait_until("not saved", |screen| {
        screen.contains("ot saved") || screen.contains("NOT SAVED") || screen.contains("read-only")
    });
    pty.signal(Signal::KILL);
    pty.wait();
    assert_eq!(fs::read_to_string(&precious).unwrap(), "mine");
}

#[test]
fn a_journal_that_is_a_pipe_or_longer_than_any_is_told_and_nobody_waits_for_it() {
    type Making<'a> = &'a dyn Fn(&Path);
    let pipe = |path: &Path| assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    let endless = |path: &Path| fs::File::create(path).unwrap().set_len(1 << 30).unwrap();
    let cases: [(Making<'_>, &str); 2] = [(&pipe, "not a regular file"), (&endless, "too large")];
    for (make, why) in cases {
        let folder = folder(TEXT);
        fs::create_dir(folder.path().join(".hashiya")).unwrap();
        make(&folder.path().join(".hashiya/a.txt.amal.journal"));
        let mut pty = start(folder.path(), "");
        pty.wait_for(&format!("read-only: .hashiya/a.txt.amal.journal: {why}"));
        pty.keys("Q");
        assert_eq!(pty.end(), 0);
    }
}

#[test]
fn a_change_that_a_sidecar_has_no_room_for_is_not_called_saved_and_undo_makes_room() {
    let folder = folder(TEXT);
    let sidecar = folder.path().join("a.txt.amal.ron");
    let mut pty = start(folder.path(), "");
    pty.wait_for("ACTOR 0");
    pty.keys("a");
    pty.wait_until("saved", is_saved);
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    crate::trail::fill_but_for(&sidecar, 100);
    let before = fs::metadata(&sidecar).unwrap().len();
    let mut pty = start(folder.path(), "");
    pty.wait_for("ACTOR 1");
    pty.keys("j a");
    pty.wait_until("no room", |screen| screen.contains("no more fits in a.txt.amal.ron; undo, or shorten something"));
    pty.keys("u");
    pty.wait_until("saved", |screen| is_saved(screen) && screen.contains("ACTOR 1") && !screen.contains("no more fits"));
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    assert_eq!(fs::metadata(&sidecar).unwrap().len(), before);
}

#[test]
fn a_text_whose_name_leaves_no_room_for_that_of_its_journal_is_read_only_and_says_so() {
    for (letters, long) in [(120, "journal"), (118, "journal.bad-1"), (123, "ron")] {
        let folder = tempfile::tempdir().unwrap();
        let name = format!("{}.txt", "خ".repeat(letters));
        fs::write(folder.path().join(&name), TEXT).unwrap();
        let mut pty = Start::new(folder.path(), &[&name]).size(120, 12).begin();
        pty.wait_until("read-only", |screen| screen.contains("read-only: file name too long: ") && screen.contains(long));
        pty.keys("a Q");
        assert_eq!(pty.end(), 0);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{letters}");
    }
    let bench = Bench::new();
    let row = format!(r#"{{"file":"{}.txt","text":"x","annotator":"ann1"}}"#, "خ".repeat(119));
    bench.write("in.jsonl", row);
    let told = bench.fault(&["import", "in.jsonl", "--into", "in"]);
    assert!(told.contains(":1: file name too long: خخ") && told.ends_with(".txt.ann1.journal.bad-1"), "{told}");
}

/// What is visible in a folder: every file by its path, with its bytes.
fn visible(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() && !entry.file_name().to_str().unwrap().starts_with('.') {
            found.extend(visible(&path));
        } else if path.is_file() {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

/// The hidden files and folders that a sudden end left in a folder.
fn hidden(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(".hashiya-")).collect()
}

#[test]
#[ignore = "takes long: `.ci/run` runs it, as `cargo test --test it -- --ignored` does"]
fn an_export_that_replaces_and_is_killed_leaves_the_old_or_the_new_under_every_name_and_the_next_one_tidies_up() {
    for format in ["jsonl", "brat", "parquet"] {
        let bench = Bench::with_text();
        let out = bench.path("out");
        let export = ["export", "a.txt", "--set", "ann1", "--format", format, "--out", "out"];
        bench.output(&export);
        let old = visible(&out);
        let sidecar = fs::read_to_string(bench.path("a.txt.ann1.ron")).unwrap();
        bench.write("a.txt.ann1.ron", sidecar.replace("armed_group", "other_group"));
        let replacing = [&export[..], &["--replace"]].concat();
        bench.output(&replacing);
        let new = visible(&out);
        assert!(old != new && old.keys().eq(new.keys()), "{format}");
        let mut has_left_something = false;
        for n in 1..200 {
            for (path, bytes) in &old {
                fs::write(path, bytes).unwrap();
            }
            let status = bench.command(&replacing).env("HASHIYA_FAULT", format!("{n}:kill")).status().unwrap();
            let left = visible(&out);
            let is_whole = |path: &PathBuf| left.get(path).is_some_and(|bytes| *bytes == old[path] || *bytes == new[path]);
            assert!(left.len() == old.len() && old.keys().all(is_whole), "{format}, killed at operation {n}: {:?}", left.keys());
            if status.success() {
                assert!(left == new && hidden(&out).is_empty() && n > 8, "{format}, {n}");
                break;
            }
            let an_hour_ago = SystemTime::now() - Duration::from_hours(1);
            for path in hidden(&out) {
                has_left_something = true;
                fs::File::open(path).unwrap().set_modified(an_hour_ago).unwrap();
            }
            assert_eq!(bench.run(&export).code, 1, "{format}: what is there is not replaced");
            assert_eq!(hidden(&out), [""; 0].map(PathBuf::from), "{format}, killed at operation {n}");
        }
        assert!(has_left_something, "{format}");
    }
}

#[test]
fn an_export_that_replaces_and_fails_leaves_everything_as_it_was() {
    let bench = Bench::with_text();
    let out = bench.path("out");
    let export = ["export", "a.txt", "--set", "ann1", "--format", "brat", "--out", "out"];
    bench.output(&export);
    bench.write("out/a.ann", "mine");
    let old = visible(&out);
    let replacing = [&export[..], &["--replace"]].concat();
    for n in 1..200 {
        let status = bench.command(&replacing).env("HASHIYA_FAULT", format!("{n}:EIO")).output().unwrap().status;
        assert!(hidden(&out).is_empty(), "{n}");
        if visible(&out) != old {
            // Only what comes after the last file has its name may fail now: the name itself may not be on the disk.
            assert!(n > 8, "{n}");
            break;
        }
        assert!(!status.success(), "{n}");
    }
    assert_ne!(visible(&out), old);
}

fn without_locks(folder: &Path) -> Pty {
    Start::new(folder, &["a.txt"]).size(160, 12).env("HASHIYA_NO_LOCKS", "1").begin()
}

#[test]
fn where_the_file_system_has_no_locks_one_sitting_writes_and_the_other_says_who_does() {
    let folder = folder(TEXT);
    let mut first = without_locks(folder.path());
    first.wait_for("a.txt");
    first.keys("a");
    first.wait_until("saved", is_saved);
    let mut second = without_locks(folder.path());
    second.wait_until("held", |screen| screen.contains("read-only") && screen.contains(&format!("process {}", first.id())));
    // Whoever has locks sees it, too.
    let mut third = start(folder.path(), "");
    third.wait_until("held", |screen| screen.contains("read-only"));
    for pty in [&mut second, &mut third] {
        pty.keys("a Q");
        pty.end();
    }
    // What a dead process of this machine left is taken over.
    first.signal(Signal::KILL);
    first.wait();
    assert!(folder.path().join(".hashiya/a.txt.amal.held.lock").exists());
    let mut next = without_locks(folder.path());
    next.wait_until("recovered", |screen| screen.contains("ACTOR 1") && !screen.contains("read-only"));
    next.keys("Q");
    next.end();
    assert_eq!(tags(folder.path()), ["ACTOR"]);
    assert!(!folder.path().join(".hashiya/a.txt.amal.held.lock").exists());
    // Of another machine nobody knows whether it lives: the file is named that has to go.
    fs::write(folder.path().join(".hashiya/a.txt.amal.held.lock"), "(pid: 1, host: \"elsewhere\", since: \"2031\")").unwrap();
    let mut other = without_locks(folder.path());
    other.wait_until("held", |screen| screen.contains("process 1 on elsewhere"));
    other.keys("Q");
    other.end();
}
