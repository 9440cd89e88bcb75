//! Texts that change under their annotations: spans go along where that is certain, the rest waits for somebody.

use std::fs;
use std::process::Command;
use std::sync::Arc;

use hashiya::annotation::AnnotationSet;
use hashiya::session::drift::{Chosen, Pick, Reanchored};
use hashiya::session::{Command as Wish, Drift, Effect, Message, Mode, Opened};
use hashiya::text::Document;
use hashiya::tui::event::Incoming;
use hashiya::tui::library::Library;

use crate::cli::Bench;
use crate::harness::Bench as Screen;

const OLD: &str = "قصف الجيش بلدة الزيتونة أمس. وقالت الوزارة إن ستة مدنيين قتلوا في الغارة.\nونفى الجيش ذلك.\n";

/// A folder whose text was annotated by amal: two spans of الجيش, one of ستة مدنيين, one of الزيتونة, two relations.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("a.txt", OLD);
    let point = |word: &str, nth: usize| {
        let at = OLD.match_indices(word).nth(nth).unwrap().0;
        OLD[..at].chars().count()
    };
    let span = |id: &str, tag: &str, word: &str, nth: usize| {
        let start = point(word, nth);
        let end = start + word.chars().count();
        format!(r#"{{"id":"{id}","tag":"{tag}","start":{start},"end":{end},"text":"{word}","note":"of {id}"}}"#)
    };
    let spans = [
        span("s1", "ACTOR", "الجيش", 0),
        span("s2", "LOCATION", "الزيتونة", 0),
        span("s3", "CASUALTY", "ستة مدنيين", 0),
        span("s4", "ACTOR", "الجيش", 1),
    ]
    .join(",");
    let relations = r#"{"id":"r1","type":"at","from":"s3","to":"s2"},{"id":"r2","type":"by","from":"s3","to":"s1"}"#;
    let text = OLD.replace('\n', "\\n");
    bench.write("in.jsonl", format!(r#"{{"file":"a.txt","text":"{text}","annotator":"amal","state":"submitted","spans":[{spans}],"relations":[{relations}]}}"#));
    bench.output(&["import", "in.jsonl"]);
    fs::remove_file(bench.path("in.jsonl")).unwrap();
    bench
}

fn read(bench: &Bench, name: &str) -> String {
    fs::read_to_string(bench.path(name)).unwrap()
}

/// The lines of the spans, shortened: id, start, end.
fn spans(bench: &Bench) -> Vec<String> {
    let sidecar = read(bench, "a.txt.amal.ron");
    let line = |line: &str| {
        let value =
            |field: &str| line.split_once(field).unwrap().1.split([',', ')']).next().unwrap().trim_matches('"').to_owned();
        format!("{} {}..{}", value("(id: "), value("start: "), value("end: "))
    };
    sidecar.lines().filter(|line| line.contains("(id: \"s")).map(line).collect()
}

#[test]
fn with_the_text_as_it_was_every_span_whose_surroundings_are_the_same_goes_along() {
    let bench = bench();
    bench.write("old.txt", OLD);
    bench.write("a.txt", format!("عاجل: {}", OLD.replace("ستة مدنيين", "سبعة مدنيين")));
    let report = bench.output(&["reanchor", "a.txt", "--old", "old.txt", "--report", "report.txt"]);
    let told = "a.txt.amal.ron: the text has changed: 90 characters before, 97 now, paragraphs changed: 1; 0 of 4 spans stand";
    assert!(report.starts_with(told), "{report}");
    for line in [
        "moved s1 ACTOR “الجيش” 4..9 -> 10..15\n",
        "moved s4 ACTOR “الجيش” 79..84 -> 86..91\n",
        "orphan s3 CASUALTY “ستة مدنيين” 46..56\n    1 “سبعة مدنيين” 52..63, 81%\n",
    ] {
        assert!(report.contains(line), "{line}\n{report}");
    }
    assert_eq!(read(&bench, "report.txt"), report);
    assert_eq!(spans(&bench), ["s1 10..15", "s2 21..29", "s4 86..91", "s3 46..56"]);
    let sidecar = read(&bench, "a.txt.amal.ron");
    assert!(
        sidecar.contains("    orphans: [\n        (id: \"s3\"")
            && sidecar.contains("    orphaned_relations: [\n        (id: \"r1\"")
    );
    let checked = bench.run(&["check", "a.txt"]);
    assert_eq!(checked.code, 1);
    assert!(checked.out.contains("s3: “ستة مدنيين” has no place since the text changed"), "{}", checked.out);
    // What waited finds its place, and its relations with it.
    bench.output(&["reanchor", "a.txt", "--choose", "s3=1"]);
    assert_eq!(spans(&bench), ["s1 10..15", "s2 21..29", "s3 52..63", "s4 86..91"]);
    let sidecar = read(&bench, "a.txt.amal.ron");
    assert!(sidecar.contains("text: \"سبعة مدنيين\"") && sidecar.contains("note: \"of s3\"") && !sidecar.contains("orphan"));
    assert!(sidecar.contains(r#"(id: "r1", type: "at", from: "s3", to: "s2")"#));
    assert!(!bench.run(&["check", "a.txt"]).out.contains("error"));
}

#[test]
fn without_the_text_as_it_was_words_that_stand_twice_wait() {
    let bench = bench();
    let before = read(&bench, "a.txt.amal.ron");
    bench.write("a.txt", format!("عاجل: {OLD}"));
    let report = bench.output(&["reanchor", "a.txt", "--dry-run", "--format", "json"]);
    assert_eq!(read(&bench, "a.txt.amal.ron"), before);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!((report["changed"].as_bool(), report["old_text"].as_str(), report["spans"].as_u64()), (Some(true), None, Some(4)));
    assert_eq!(report["moved"].as_array().unwrap().len(), 2);
    assert_eq!(
        report["moved"][0],
        serde_json::json!({"id": "s2", "tag": "LOCATION", "text": "الزيتونة", "from": [15, 23], "to": [21, 29]})
    );
    assert_eq!(
        report["orphans"][0]["candidates"][0],
        serde_json::json!({"start": 10, "end": 15, "text": "الجيش", "likeness": 100})
    );
    assert_eq!(report["orphans"][1]["candidates"][0]["start"], 85);
    bench.output(&["reanchor", "a.txt", "--choose", "s1=1", "--choose", "s4=none"]);
    assert_eq!(spans(&bench), ["s1 10..15", "s2 21..29", "s3 52..62"]);
    // One undo, and back.
    let after = read(&bench, "a.txt.amal.ron");
    bench.output(&["reanchor", "a.txt", "--undo"]);
    assert_eq!(read(&bench, "a.txt.amal.ron"), before);
    bench.output(&["reanchor", "a.txt", "--undo"]);
    assert_eq!(read(&bench, "a.txt.amal.ron"), after);
}

#[test]
fn other_ends_of_lines_make_no_orphans_and_orphans_do_not_count_as_standing() {
    let bench = bench();
    let dos = OLD.replace('\n', "\r\n");
    bench.write("old.txt", OLD);
    bench.write("a.txt", &dos);
    for arguments in [&["reanchor", "--dry-run", "a.txt"][..], &["reanchor", "--dry-run", "--old", "old.txt", "a.txt"]] {
        let report = bench.output(arguments);
        assert!(!report.contains("orphan s2") && !report.contains("orphan s3"), "{report}");
    }
    // The first الجيش stands where it stood, and nobody can say whether it is the first or the second.
    bench.write("a.txt", OLD.replace("بلدة", "قرى"));
    let report = bench.output(&["reanchor", "--dry-run", "a.txt"]);
    assert!(report.contains("orphan s1") && report.contains("; 0 of 4 spans stand where they stood"), "{report}");
}

#[test]
fn the_text_as_it_was_is_found_in_git() {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("git is not installed: skipped");
        return;
    }
    let bench = bench();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=amal", "-c", "user.email=amal@example.org"]).args(arguments).current_dir(bench.0.path());
        let ran = command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").output().unwrap();
        assert!(ran.status.success(), "{arguments:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "a.txt"]);
    git(&["commit", "-q", "-m", "the text"]);
    bench.write("a.txt", format!("{OLD}ثم قال الجيش.\n"));
    let report = bench.output(&["reanchor", "a.txt"]);
    assert!(report.contains("4 of 4 spans stand where they stood") && !report.contains("not at hand"), "{report}");
    assert_eq!(spans(&bench), ["s1 4..9", "s2 15..23", "s3 46..56", "s4 79..84"]);
    assert!(!bench.run(&["check", "a.txt"]).out.contains("error"));
}

/// A folder as it may come from elsewhere: a repository of its own, in which the text has changed since its sidecar was made.
#[cfg(unix)]
struct Downloaded {
    bench: Bench,
}

#[cfg(unix)]
impl Downloaded {
    fn new() -> Option<Self> {
        Command::new("git").arg("--version").output().ok()?;
        let downloaded = Self { bench: bench() };
        downloaded.git(&["init", "-q", "-b", "main"]);
        downloaded.git(&["add", "a.txt"]);
        let tree = downloaded.git(&["write-tree"]);
        let who = "x <x@example.org> 1700000000 +0000";
        let signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----";
        downloaded.bench.write("commit", format!("tree {tree}\nauthor {who}\ncommitter {who}\n{signature}\n\nsigned\n"));
        let commit = downloaded.git(&["hash-object", "-t", "commit", "-w", "commit"]);
        downloaded.git(&["update-ref", "refs/heads/main", &commit]);
        downloaded.bench.write("a.txt", format!("عاجل: {OLD}"));
        Some(downloaded)
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        command.args(arguments).current_dir(self.bench.0.path()).env("HOME", self.bench.path("home"));
        let ran = command.env("GIT_CONFIG_NOSYSTEM", "1").output().unwrap();
        assert!(ran.status.success(), "{arguments:?} {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap().trim().to_owned()
    }

    /// A program that leaves a mark when it is run, by its path.
    fn program(&self) -> String {
        use std::os::unix::fs::PermissionsExt;
        let mark = self.bench.path("ran");
        self.bench.write("program", format!("#!/bin/sh\necho \"$@\" >> '{}'\nexit 0\n", mark.display()));
        fs::set_permissions(self.bench.path("program"), fs::Permissions::from_mode(0o755)).unwrap();
        self.bench.path("program").display().to_string()
    }

    fn reanchors_and_runs_nothing(&self, case: &str) -> String {
        let report = self.bench.output(&["reanchor", "a.txt", "--dry-run"]);
        assert!(!self.bench.path("ran").exists(), "{case}: {}", read(&self.bench, "ran"));
        report
    }
}

#[cfg(unix)]
#[test]
fn a_repository_that_came_from_elsewhere_runs_no_program_of_its_own() {
    let Some(downloaded) = Downloaded::new() else { return };
    let program = downloaded.program();
    for (key, value) in [
        ("log.showSignature", "true"),
        ("gpg.program", &program),
        ("gpg.openpgp.program", &program),
        ("core.fsmonitor", &program),
        ("core.pager", &program),
        ("pager.rev-list", &program),
        ("pager.cat-file", &program),
        ("core.hooksPath", downloaded.bench.0.path().to_str().unwrap()),
        ("diff.external", &program),
        ("diff.x.textconv", &program),
        ("filter.x.smudge", &program),
        ("filter.x.clean", &program),
    ] {
        downloaded.git(&["config", key, value]);
    }
    downloaded.bench.write(".gitattributes", "*.txt diff=x filter=x\n");
    let report = downloaded.reanchors_and_runs_nothing("signatures, hooks and filters");
    assert!(!report.contains("not at hand"), "the text as it was is found all the same: {report}");
}

#[cfg(unix)]
#[test]
fn what_a_partial_clone_lacks_is_not_fetched() {
    let Some(downloaded) = Downloaded::new() else { return };
    let program = downloaded.program();
    let blob = downloaded.git(&["rev-parse", "main:a.txt"]);
    fs::remove_file(downloaded.bench.path(&format!(".git/objects/{}/{}", &blob[..2], &blob[2..]))).unwrap();
    for (key, value) in [
        ("core.repositoryformatversion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
        ("protocol.file.allow", "always"),
        ("protocol.ssh.allow", "always"),
        ("core.sshCommand", &program),
        ("remote.origin.uploadpack", &program),
    ] {
        downloaded.git(&["config", key, value]);
    }
    let folder = downloaded.bench.0.path().display().to_string();
    for url in [format!("ext::{program}"), folder, "ssh://x.invalid/x".to_owned()] {
        downloaded.git(&["config", "remote.origin.url", &url]);
        let report = downloaded.reanchors_and_runs_nothing(&url);
        assert!(report.contains("not at hand"), "{report}");
    }
}

#[test]
fn what_cannot_be_reanchored_says_why_and_nothing_is_written() {
    let bench = bench();
    bench.write("other.txt", "نص آخر");
    bench.write("a.txt", format!("{OLD}."));
    assert!(
        bench
            .fault(&["reanchor", "a.txt", "--old", "other.txt"])
            .contains("other.txt: this is not the text that a.txt.amal.ron was made on")
    );
    assert!(bench.fault(&["reanchor", "a.txt", "--annotator", "zed"]).contains("no such sidecar"));
    assert!(bench.fault(&["reanchor", "other.txt"]).contains("no such sidecar"));
    assert!(bench.fault(&["reanchor", "a.txt", "--choose", "s9=1"]).contains("s9 is no orphan"));
    assert!(bench.fault(&["reanchor", "a.txt", "--choose", "s1=44"]).contains("s1 has no candidate 44"));
    assert!(bench.fault(&["reanchor", "a.txt", "--undo"]).contains("no reanchoring to undo"));
    bench.write(
        "a.txt.amal.ron",
        read(&bench, "a.txt.amal.ron").replace("    relations:", "    orphans: [(id: 3)],\n    relations:"),
    );
    assert!(bench.fault(&["reanchor", "a.txt"]).contains("in the field `orphans`"));
}

#[test]
fn on_screen_an_orphan_gets_its_place_by_a_digit_and_enter_applies_all() {
    let mut bench = Screen::read("قال ‸ناطق");
    bench.press("alt-r");
    let rows = bench.draw(60, 16, true).rows().join("\n");
    for shown in ["the text has changed", "> s1 ACTOR", "1 100%", "2  80%", "moved: 1", "s9 LOCATION"] {
        assert!(rows.contains(shown), "{shown}\n{rows}");
    }
    bench.press("3");
    assert_eq!(bench.notice(), "s1 has no candidate 3");
    bench.press("2 d 1 k 0");
    let picks = |bench: &Screen| (0..3).map(|n| bench.session.find::<Drift>().unwrap().pick(n)).collect::<Vec<_>>();
    assert_eq!(picks(&bench), [Some(Pick::Place(1)), None, Some(Pick::Place(0))]);
    let effects = bench.session.update(Wish::Accept);
    let picks = vec![("s1".into(), Pick::Place(1)), ("s3".into(), Pick::Place(0))];
    let expected = Chosen { text: 1.into(), picks, basis: "the text and the sidecar".to_owned() };
    assert!(matches!(&effects[..], [Effect::Reanchor(chosen)] if *chosen == expected), "{effects:?}");
    assert_eq!(bench.session.mode(), Mode::Reading);
    bench.press("u");
    assert_eq!((bench.stage.wishes.len(), bench.notice().as_str()), (0, "nothing left to undo"));
}

#[test]
fn undoing_takes_a_reanchoring_back_as_one_and_redoing_does_it_again() {
    let mut bench = Screen::read("قال ‸ناطق");
    let mut open = |reanchored, keys: &str| {
        let document = Arc::new(Document::from("قال ناطق هنا"));
        let opened = Opened { reanchored: Some(reanchored), ..Opened::whole(1.into(), document, AnnotationSet::new()) };
        bench.tell(Message::Opened(Box::new(opened)));
        bench.stage.wishes.clear();
        bench.press(keys);
        std::mem::take(&mut bench.stage.wishes)
    };
    assert_eq!(open(Reanchored::Done, "u"), ["turn back"]);
    assert_eq!(open(Reanchored::TakenBack, "U"), ["turn back"]);
    assert!(open(Reanchored::TakenBack, "u").is_empty() && open(Reanchored::Done, "U").is_empty());
    // What was done since is taken back first.
    assert!(open(Reanchored::Done, "a u").is_empty());
    assert_eq!(open(Reanchored::Done, "a u u"), ["turn back"]);
}

#[test]
fn the_program_reanchors_a_text_that_changed_under_its_reader_and_takes_it_back() {
    let bench = bench();
    bench.write("a.txt", format!("عاجل: {OLD}"));
    let before = read(&bench, "a.txt.amal.ron");
    let (sender, inbox) = std::sync::mpsc::channel();
    let schema = std::sync::Arc::new(hashiya::annotation::Schema::builtin().clone());
    let library = Library::new(hashiya::annotation::Annotator::parse("amal").unwrap(), schema, None, sender);
    library.take_files(vec![bench.path("a.txt")]);
    let opened = |message: Message| match message {
        Message::Opened(opened) => (opened.read_only.is_none(), opened.reanchored, opened.set.len()),
        other => panic!("{other:?}"),
    };
    assert_eq!(opened(library.open(0.into())), (false, None, 0));
    let whereabouts = |library: &Library| {
        library.find_whereabouts(0.into());
        let is_it =
            |incoming| if let Incoming::Message(Message::Whereabouts(whereabouts)) = incoming { Some(whereabouts) } else { None };
        inbox.iter().find_map(is_it).unwrap()
    };
    let whereabouts = whereabouts(&library);
    assert_eq!((whereabouts.moved.len(), whereabouts.orphans.len()), (2, 2));
    assert_eq!(whereabouts.orphans[0].places[0], (100, "عاجل: قصف [الجيش] بلدة الزيتو".to_owned()));
    let picks = vec![("s1".into(), Pick::Place(0)), ("s4".into(), Pick::Remove)];
    let chosen = Chosen { text: 0.into(), picks, basis: whereabouts.basis.clone() };
    let other = Chosen { basis: String::new(), ..chosen.clone() };
    assert!(matches!(&library.reanchor(&other)[..], [_, Message::Faulty(why)] if why.to_string().contains("has changed again")));
    assert_eq!(read(&bench, "a.txt.amal.ron"), before);
    let done = (true, Some(Reanchored::Done), 3);
    assert_eq!(opened(library.reanchor(&chosen).remove(0)), done);
    assert_eq!(spans(&bench), ["s1 10..15", "s2 21..29", "s3 52..62"]);
    assert_eq!(opened(library.turn_back(0.into()).remove(0)), (false, Some(Reanchored::TakenBack), 0));
    assert_eq!(read(&bench, "a.txt.amal.ron"), before);
    assert_eq!(opened(library.turn_back(0.into()).remove(0)), done);
    assert_eq!(spans(&bench).len(), 3);
    library.close(0.into());
    let history = bench.output(&["history", "a.txt"]);
    let commands: Vec<&str> = history.lines().map(|line| line.split("  ").nth(2).unwrap()).collect();
    assert_eq!(commands, ["reanchor s1=1 s4=none", "reanchor --undo", "reanchor --redo"], "{history}");
    assert!(history.contains("amal  reanchor s1=1 s4=none  s1 ACTOR “الجيش”"), "{history}");
    assert!(!bench.run(&["check", "a.txt"]).out.contains("journal"));
}
