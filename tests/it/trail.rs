//! Journals beside sidecars: what commands outside of a sitting leave in them, and what `check` finds out by them.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use hashiya::annotation::{Act, Annotation, Annotator, DocumentState, Edit, Entry, Schema};
use hashiya::session::{Changes, Message, Opened, Snapshot};
use hashiya::storage::Place;
use hashiya::storage::lock::{Lock, Locking};
use hashiya::tui::library::Library;

use crate::cli::{Bench, TEXT};

const JOURNAL: &str = ".hashiya/a.txt.ann1.journal";

/// The library of ann1, with `a.txt`.
fn library(bench: &Bench) -> Library {
    let (inbox, _outbox) = std::sync::mpsc::channel();
    let library = Library::new(Annotator::parse("ann1").unwrap(), Arc::new(Schema::builtin().clone()), None, inbox);
    library.take_files(vec![bench.path("a.txt")]);
    library
}

fn open(library: &Library) -> Opened {
    match library.open(0.into()) {
        Message::Opened(opened) => *opened,
        other => panic!("{other:?}"),
    }
}

/// What a sitting of ann1 would begin with; it lets go of the text at once.
fn look(bench: &Bench) -> Opened {
    let library = library(bench);
    let opened = open(&library);
    library.close(0.into());
    opened
}

/// A sitting of ann1 that tags words, and writes the sidecar after so many of them.
fn sit(bench: &Bench, words: &[&str], written: usize) {
    let library = library(bench);
    let Opened { document, mut set, read_only, .. } = open(&library);
    assert_eq!(read_only, None);
    for (n, word) in words.iter().enumerate() {
        let at = document.text().find(word).unwrap();
        let edit = Edit::Add(Annotation::new(set.fresh_id(), "ACTOR", document.span(at..at + word.len()).unwrap()));
        let inverse = set.apply(edit.clone()).unwrap();
        let at = SystemTime::now().into();
        let entries = vec![Entry { at, command: "tag ACTOR".into(), ..Entry::new(Act::Edit, edit, inverse, &set) }];
        let kept = library.append(Changes { text: 0.into(), document: Arc::clone(&document), entries, revision: 1 });
        assert!(matches!(kept[..], [Message::Saved(..)]), "{kept:?}");
        if n + 1 == written {
            let snapshot = Snapshot { text: 0.into(), document: Arc::clone(&document), set: Arc::new(set.clone()), revision: 1 };
            assert!(matches!(library.save(&snapshot)[..], [_, Message::Written(..)]));
        }
    }
    library.close(0.into());
}

/// What `check` says of journals, sorted, a line each, without the folder.
fn found(bench: &Bench) -> Vec<String> {
    let out = bench.run(&["check", "--format", "json", "."]).out;
    let rows = out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut found: Vec<String> = rows
        .filter(|row| row["about"] == "journal" || row["path"].as_str().unwrap().contains(".journal"))
        .map(|row| {
            let text = |name: &str| row[name].as_str().unwrap().to_owned();
            let path = text("path");
            format!("{}:{} {} {}", path.rsplit(".journal").next().unwrap(), row["line"], text("severity"), text("message"))
        })
        .collect();
    found.sort();
    found
}

fn text() -> Bench {
    let bench = Bench::new();
    bench.write("a.txt", TEXT);
    bench
}

const ROW: &str = r#"{"file":"a.txt","text":"TEXT","annotator":"ann1","state":"submitted","spans":[{"id":"s9","tag":"LOCATION","start":0,"end":3,"text":"قال"}],"relations":[]}"#;

fn row() -> String {
    ROW.replace("TEXT", &TEXT.replace('\n', "\\n"))
}

#[test]
fn whoever_has_a_text_open_is_named_to_commands_that_would_write_its_sidecar_and_nothing_is_written() {
    let bench = text();
    sit(&bench, &["تنظيم"], 1);
    bench.write("in.jsonl", row());
    bench.write("a.txt.sara.ron", fs::read_to_string(bench.path("a.txt.ann1.ron")).unwrap().replace("\"ann1\"", "\"sara\""));
    let hold = |annotator| {
        let Locking::Taken(lock) = Lock::take(&Place::of(&bench.path("a.txt"), &annotator)) else { panic!("it is free") };
        lock
    };
    let named = format!("in use: process {} on ", std::process::id());
    let gold = hold(Annotator::gold());
    let told = bench.fault(&["gold", "a.txt", "--state", "all", "--lead"]);
    assert!(told.starts_with("./a.txt.gold.ron: ") || told.starts_with("a.txt.gold.ron: "), "{told}");
    assert!(told.contains(&named), "{told}");
    drop(gold);
    let lock = hold(Annotator::parse("ann1").unwrap());
    let told = bench.fault(&["import", "--replace", "in.jsonl"]);
    assert!(told.contains("a.txt.ann1.ron: ") && told.contains(&named), "{told}");
    bench.write("a.txt", format!("عاجل: {TEXT}"));
    bench.write("old.txt", TEXT);
    let ran = bench.run(&["reanchor", "a.txt", "--old", "old.txt"]);
    assert!(ran.code == 1 && ran.err.contains(&named), "{}", ran.err);
    // Who only asks needs no lock.
    bench.output(&["reanchor", "a.txt", "--old", "old.txt", "--dry-run"]);
    drop(lock);
    bench.output(&["reanchor", "a.txt", "--old", "old.txt"]);
}

#[test]
fn a_sidecar_that_a_command_writes_anew_is_what_the_next_sitting_goes_on_from() {
    let bench = text();
    sit(&bench, &["تنظيم"], 1);
    bench.write("in.jsonl", row());
    bench.output(&["import", "--replace", "in.jsonl"]);
    assert_eq!(found(&bench), [""; 0]);
    let opened = look(&bench);
    assert_eq!(
        (opened.told.as_slice(), opened.read_only, opened.history.can_undo(), opened.set.len()),
        (&[][..], None, false, 1)
    );
    sit(&bench, &["غارة"], 1);
    bench.write("old.txt", TEXT);
    bench.write("a.txt", format!("عاجل: {TEXT}"));
    let mut command = bench.command(&["reanchor", "a.txt", "--old", "old.txt"]);
    assert!(command.env("HASHIYA_ANNOTATOR", "huda").output().unwrap().status.success());
    sit(&bench, &["ستة"], 1);
    assert_eq!(found(&bench), [""; 0]);
    let history = bench.output(&["history", "a.txt"]);
    let told: Vec<String> = history.lines().map(|line| line.split("  ").skip(1).take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(told, ["ann1 tag ACTOR", "ann1 import jsonl", "ann1 tag ACTOR", "huda reanchor", "ann1 tag ACTOR"], "{history}");
    assert!(history.contains("import jsonl  s9 LOCATION “قال”  s1 ACTOR “تنظيم”"), "{history}");
    // Where everything stood before and stands now is in the record.
    let journal = fs::read_to_string(bench.path(JOURNAL)).unwrap();
    let record = journal.lines().find(|line| line.contains("Rewriting(") && line.contains("\"reanchor\"")).unwrap();
    assert!(
        record.contains("start: 6, end: 9") && record.contains("was: [(id: \"s9\", tag: \"LOCATION\", start: 0, end: 3"),
        "{record}"
    );
    // Undo does not reach back beyond it.
    let opened = look(&bench);
    assert_eq!((opened.history.depth(), opened.set.len()), (1, 3));
}

#[test]
#[ignore = "takes long: `.ci/run` runs it, as `cargo test --test it -- --ignored` does"]
fn a_command_killed_at_any_operation_leaves_one_sidecar_or_the_other_and_a_journal_that_leads_to_it() {
    if !cfg!(debug_assertions) {
        return;
    }
    let (mut old, mut new) = (0, 0);
    for n in 1..=24 {
        let bench = text();
        sit(&bench, &["تنظيم"], 1);
        bench.write("in.jsonl", row());
        let ran = bench.command(&["import", "--replace", "in.jsonl"]).env("HASHIYA_FAULT", format!("{n}:kill")).output().unwrap();
        let left: Vec<String> = found(&bench).into_iter().filter(|line| line.contains("error")).collect();
        assert!(left.is_empty(), "{n}: {left:?}");
        let opened = look(&bench);
        assert_eq!((opened.read_only, opened.set.len(), opened.is_ahead), (None, 1, false), "{n}");
        let is_new = opened.set.iter().all(|annotation| annotation.tag == "LOCATION");
        assert!(opened.history.can_undo() != is_new, "{n}");
        assert!(is_new || !ran.status.success(), "{n}");
        *(if is_new { &mut new } else { &mut old }) += 1;
        if ran.status.success() {
            break;
        }
    }
    assert!(old > 3 && new > 1, "{old} {new}");
}

#[test]
fn changes_that_only_the_journal_has_go_along_when_a_text_is_reanchored_or_nothing_is_done() {
    let bench = text();
    sit(&bench, &["تنظيم", "غارة"], 1);
    bench.write("old.txt", TEXT);
    bench.write("a.txt", format!("عاجل: {TEXT}"));
    let told = bench.fault(&["reanchor", "a.txt"]);
    assert!(told.contains("the journal has changes that are not in it, made on an earlier version of the text: 1"), "{told}");
    assert!(bench.output(&["reanchor", "a.txt", "--old", "old.txt"]).contains("moved s2 ACTOR “غارة”"));
    let opened = look(&bench);
    assert_eq!((opened.set.len(), opened.read_only, opened.is_ahead), (2, None, false));
    bench.output(&["reanchor", "a.txt", "--undo"]);
    bench.write("a.txt", TEXT);
    let opened = look(&bench);
    assert_eq!((opened.set.len(), opened.read_only, opened.is_ahead), (2, None, false), "what undo brings back has it, too");
}

#[test]
fn check_tells_what_a_journal_lacks_and_what_a_sidecar_lacks_with_file_and_line() {
    let bench = text();
    sit(&bench, &["تنظيم", "غارة", "ستة"], 3);
    assert_eq!(found(&bench), [""; 0]);
    assert_eq!(bench.run(&["check", "."]).code, 0);
    let whole = fs::read_to_string(bench.path(JOURNAL)).unwrap();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    assert_eq!(lines.len(), 6, "opened, three changes, saving, saved");
    let with = |journal: String| {
        bench.write(JOURNAL, journal);
        found(&bench)
    };
    assert_eq!(with(whole.replacen("غارة", "غارت", 1)), [":3 error wrong checksum"]);
    assert_eq!(bench.run(&["check", "."]).code, 1);
    assert_eq!(with(whole.clone() + "(n: 7, at: "), [":7 warning incomplete line"]);
    assert_eq!(with([&lines[..2], &lines[4..]].concat().concat()), [":3 error records 3 to 4 are missing before this one"]);
    assert_eq!(
        with(lines[..3].concat()),
        [
            ":2 error the sidecar lacks the 2 changes from here on, and another program wrote it last; open the text, and both are merged"
        ]
    );
    // A sudden end before the sidecar was written.
    bench.write(JOURNAL, &whole);
    sit(&bench, &["مدنيين"], 0);
    assert_eq!(found(&bench), [":7 error the sidecar lacks the change from here on; open the text, and they are written"]);
    let Locking::Taken(lock) = Lock::take(&Place::of(&bench.path("a.txt"), &Annotator::parse("ann1").unwrap())) else {
        panic!("the lock is free")
    };
    assert_eq!(found(&bench), [":7 warning the sidecar lacks the change from here on; the text is open just now"]);
    drop(lock);
    bench.write(JOURNAL, &whole);
    let sidecar = fs::read_to_string(bench.path("a.txt.ann1.ron")).unwrap();
    bench.write("a.txt.ann1.ron", sidecar.replace("ACTOR", "LOCATION"));
    assert_eq!(found(&bench), [":6 warning another program wrote the sidecar last: the journal does not lead to it"]);
    fs::remove_file(bench.path("a.txt.ann1.ron")).unwrap();
    assert_eq!(found(&bench), [":6 error the sidecar that the journal leads to is gone"]);
    bench.write("a.txt.ann1.ron", sidecar);
    bench.write(".hashiya/gone.txt.ann1.journal.1", "");
    assert_eq!(found(&bench), [".1:1 warning this journal belongs to no text: there is no such text beside its folder"]);
    // Opening keeps what cannot be read aside, and that is told from then on.
    fs::remove_file(bench.path(".hashiya/gone.txt.ann1.journal.1")).unwrap();
    bench.write(JOURNAL, whole.clone() + "(n: 7, at: ");
    look(&bench);
    assert_eq!(found(&bench), [".bad-1:1 warning lines kept aside since one before them could not be read: 1"]);
    assert_eq!(fs::read_to_string(bench.path(JOURNAL)).unwrap(), whole);
}

#[test]
fn what_a_newer_version_wrote_opens_read_only_with_a_clear_word_and_no_command_replaces_it() {
    let bench = text();
    sit(&bench, &["تنظيم"], 1);
    bench.write("in.jsonl", row());
    let sidecar = fs::read_to_string(bench.path("a.txt.ann1.ron")).unwrap();
    let refused = |file: &str, word: &str| {
        let before = fs::read(bench.path(file)).unwrap();
        let opened = look(&bench);
        let why = opened.read_only.map(|why| why.to_string());
        assert!(why.as_deref().is_some_and(|why| why.contains(word)), "{why:?}");
        assert!(!opened.is_ahead);
        let told = bench.fault(&["import", "--replace", "in.jsonl"]);
        assert!(told.contains(file) && told.contains(word), "{told}");
        assert_eq!(fs::read(bench.path(file)).unwrap(), before, "{file} is as it was");
    };
    bench.write("a.txt.ann1.ron", sidecar.replace("hashiya: 1", "hashiya: 3"));
    refused("a.txt.ann1.ron", "a newer version of hashiya wrote this sidecar (version 3; versions up to 2 are known here)");
    bench.write("a.txt.ann1.ron", &sidecar);
    let journal = fs::read_to_string(bench.path(JOURNAL)).unwrap();
    let line = |does: &str| {
        let body = format!("(n: 99, at: \"\", by: \"ann1\", program: \"9.0.0\", schema: (\"\", \"\"), does: {does})");
        format!("{journal}{body} // {:08x}\n", crc32fast::hash(body.as_bytes()))
    };
    bench.write(JOURNAL, line("Opened(journal: 2, source: \"\", sidecar: \"\")"));
    refused(JOURNAL, "a newer version of hashiya writes this journal (version 2; version 1 is known here)");
    bench.write(JOURNAL, line("Dream(1)"));
    refused(JOURNAL, "a newer version of hashiya wrote this record");
    bench.write(JOURNAL, journal.as_str());
    assert_eq!(look(&bench).read_only, None);
}

#[test]
fn a_journal_that_is_handed_on_brings_nothing_into_a_sidecar_that_it_could_not_be_read_again_with() {
    for (does, field) in [
        (r#"Edit(Unknown([("spans", "[]")]), Unknown([]))"#, "spans"),
        (r#"Edit(Extra([("later", "[1")]), Extra([]))"#, "later"),
        (r#"Edit(Field("later", "1, spans: []"), Field("later", "1"))"#, "later"),
        (r#"Edit(List(Answers(Odd("(1"))), List(Answers(Absent)))"#, "answers"),
    ] {
        let bench = text();
        sit(&bench, &["تنظيم"], 1);
        let before = fs::read(bench.path("a.txt.ann1.ron")).unwrap();
        let journal = fs::read_to_string(bench.path(JOURNAL)).unwrap();
        let body = format!(r#"(n: 9, at: "", by: "x", program: "0.1.0", schema: ("x", "1"), does: {does})"#);
        bench.write(JOURNAL, format!("{journal}{body} // {:08x}\n", crc32fast::hash(body.as_bytes())));
        let why = format!("record 9: the field {field} cannot be in a sidecar");
        let told = look(&bench).read_only.map(|why| why.to_string());
        assert!(told.is_some_and(|told| told.contains(&why)), "{does}");
        assert!(found(&bench).iter().any(|line| line.contains("error") && line.contains(&why)), "{does}: {:?}", found(&bench));
        assert_eq!(fs::read(bench.path("a.txt.ann1.ron")).unwrap(), before);
    }
}

#[test]
fn what_a_sidecar_may_have_however_deep_can_be_taken_away_and_comes_back_after_a_sudden_end() {
    let bench = text();
    let deep = |n: usize| format!("{}1{}", "[".repeat(n), "]".repeat(n));
    let sidecar = |n: usize| {
        let span = format!("(id: \"s1\", tag: \"ACTOR\", start: 4, end: 9, later: {})", deep(n));
        format!("(hashiya: 1, source: (file: \"a.txt\"), annotator: \"ann1\", spans: [{span}])")
    };
    let depth = (1..200).take_while(|n| hashiya::storage::sidecar::parse(&sidecar(*n)).is_ok()).last().unwrap();
    bench.write("a.txt.ann1.ron", sidecar(depth));
    let library = library(&bench);
    let Opened { document, mut set, .. } = open(&library);
    let edit = Edit::Batch(vec![Edit::Batch(vec![Edit::Remove("s1".into())])]);
    let inverse = set.apply(edit.clone()).unwrap();
    let entries = vec![Entry { at: SystemTime::now().into(), ..Entry::new(Act::Edit, edit, inverse, &set) }];
    library.append(Changes { text: 0.into(), document, entries, revision: 1 });
    library.close(0.into());
    let opened = look(&bench);
    assert_eq!((opened.read_only, opened.set.len(), opened.history.can_undo()), (None, 0, true), "{depth}");
}

/// Makes a sidecar as long as may be read, but for so many bytes, by a field that is not known here.
pub(crate) fn fill_but_for(sidecar: &Path, free: usize) {
    let text = fs::read_to_string(sidecar).unwrap();
    let most = usize::try_from(hashiya::storage::source::SIDECAR).unwrap();
    let rest = text.strip_suffix(")\n").unwrap();
    let field = |filling: &str| format!("{rest}    later: \"{filling}\",\n)\n");
    fs::write(sidecar, field(&"n".repeat(most - free - field("").len()))).unwrap();
}

#[test]
fn a_change_by_which_a_sidecar_would_become_too_long_to_be_read_is_not_saved_until_it_is_taken_back() {
    const MB: usize = 1 << 20;
    let bench = text();
    sit(&bench, &["تنظيم"], 1);
    fill_but_for(&bench.path("a.txt.ann1.ron"), 2 * MB);
    let note = |length: usize| Edit::Note { id: "s1".into(), note: "n".repeat(length) };
    let library = library(&bench);
    let Opened { document, mut set, read_only, .. } = open(&library);
    assert_eq!(read_only, None);
    let mut change = |edit: Edit| {
        let inverse = set.apply(edit.clone()).unwrap();
        let entries = vec![Entry { at: SystemTime::now().into(), ..Entry::new(Act::Edit, edit, inverse, &set) }];
        let kept = library.append(Changes { text: 0.into(), document: Arc::clone(&document), entries, revision: 1 });
        let snapshot = Snapshot { text: 0.into(), document: Arc::clone(&document), set: Arc::new(set.clone()), revision: 1 };
        let saved = library.save(&snapshot);
        match (&kept[..], &saved[..]) {
            ([Message::Saved(..)], [_, Message::Written(..)]) => None,
            ([Message::NotSaved(_, why)], [Message::NotSaved(..)]) => Some(why.to_string()),
            other => panic!("{other:?}"),
        }
    };
    let length = |name: &str| fs::metadata(bench.path(name)).unwrap().len();
    let lengths = || ["a.txt.ann1.ron", JOURNAL].map(length);
    let before = lengths();
    let told = change(note(2 * MB)).unwrap();
    assert!(told.contains("a.txt.ann1.ron: no more fits: a file of more than 67108864 bytes could not be read again"), "{told}");
    let submitted = DocumentState::Other("submitted, and what may be long".to_owned());
    assert!(change(Edit::State(submitted.clone())).is_some(), "it is made on what is not saved");
    assert_eq!(lengths(), before);
    assert_eq!(change(note(10)), None);
    assert!((before[0]..before[0] + 100).contains(&length("a.txt.ann1.ron")));
    library.close(0.into());
    let opened = look(&bench);
    assert_eq!((opened.read_only, opened.set.len(), opened.set.state()), (None, 1, &submitted));
}

/// The permissions of every file below a folder whose name begins so, hidden ones among them.
#[cfg(unix)]
fn modes(folder: &Path, start: &str) -> Vec<(String, u32)> {
    use std::os::unix::fs::PermissionsExt;
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            found.extend(modes(&entry.path(), start));
        } else if name.starts_with(start) || name.starts_with(".hashiya-") {
            found.push((name, entry.metadata().unwrap().permissions().mode() & 0o7777));
        }
    }
    found.sort();
    found
}

#[cfg(unix)]
fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
}

#[cfg(unix)]
#[test]
fn what_belongs_to_a_text_may_be_read_by_whoever_may_read_the_text() {
    for (of_text, of_all) in [(0o600, 0o600), (0o640, 0o640), (0o755, 0o644), (0o664, 0o664), (0o444, 0o644)] {
        let bench = text();
        allow(&bench.path("a.txt"), of_text);
        sit(&bench, &["تنظيم", "غارة"], 1);
        fs::OpenOptions::new().append(true).open(bench.path(JOURNAL)).map(|mut file| file.write_all(b"torn")).unwrap().unwrap();
        let library = library(&bench);
        assert_eq!(open(&library).read_only, None);
        let found = modes(bench.0.path(), "a.txt.");
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        let bad = "a.txt.ann1.journal.bad-1";
        assert_eq!(names, ["a.txt.ann1.journal", bad, "a.txt.ann1.lock", "a.txt.ann1.ron"]);
        assert!(found.iter().all(|(_, mode)| *mode == of_all), "{of_text:o}: {found:?}");
        library.close(0.into());
    }
}

#[cfg(unix)]
#[test]
fn what_is_closed_later_stays_closed_and_what_was_more_open_is_closed_with_it() {
    let bench = text();
    sit(&bench, &["تنظيم"], 1);
    allow(&bench.path("a.txt.ann1.ron"), 0o600);
    sit(&bench, &["غارة"], 1);
    let found = modes(bench.0.path(), "a.txt.");
    assert!(found.len() == 2 && found.iter().all(|(_, mode)| *mode == 0o600), "{found:?}");
}

#[cfg(unix)]
#[test]
fn what_is_private_is_so_at_every_moment_of_a_command() {
    if !cfg!(debug_assertions) {
        return;
    }
    for n in 1.. {
        let bench = text();
        sit(&bench, &["تنظيم"], 1);
        for name in ["a.txt", "a.txt.ann1.ron", JOURNAL] {
            allow(&bench.path(name), 0o600);
        }
        bench.write("in.jsonl", format!("{}\n{}", row(), row().replace("\"ann1\"", "\"sara\"")));
        let mut import = bench.command(&["import", "--replace", "in.jsonl"]);
        let status = import.env("HASHIYA_FAULT", format!("{n}:kill")).output().unwrap().status;
        let found = modes(bench.0.path(), "a.txt");
        assert!(found.iter().all(|(_, mode)| *mode == 0o600), "{n}: {found:?}");
        if status.success() {
            assert!(n > 12 && found.iter().any(|(name, _)| name == "a.txt.sara.ron"), "{n}: {found:?}");
            return;
        }
    }
}
