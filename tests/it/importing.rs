//! Imports as their users see them: questions on a terminal, an end that is called for, rows that belong together.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::cli::Bench;
use crate::pty::{Pty, Start};

const NEWS: &str = "سمير B-PERS\nقال O\nفي O\nجامعة B-ORG\nبغداد I-ORG B-GPE\n\nيوم B-DATE\n";

fn asking(folder: &Path) -> Pty {
    fs::write(folder.join("news.iob"), NEWS).unwrap();
    let import = ["import", "--format", "conll", "--annotator", "ann1", "--map", "ask", "--into", "new", "news.iob"];
    Start::new(folder, &import).size(200, 24).begin()
}

/// What stands in a folder, hidden files too.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn each_unknown_tag_is_asked_for_on_a_terminal() {
    let bench = Bench::new();
    let mut pty = asking(bench.0.path());
    // In their order; what is no answer is asked again.
    for (question, answers) in [
        ("DATE (1 span): ", &["-\r"][..]),
        ("GPE (1 span): ", &["nowhere\r", "location\r"]),
        ("ORG (1 span): ", &["\r"]),
        ("PERS (1 span): ", &["ACTOR\r"]),
    ] {
        pty.wait_for(question);
        for (nth, answer) in answers.iter().enumerate() {
            if nth > 0 {
                pty.wait_for("the schema has no tag nowhere");
            }
            pty.send(answer.as_bytes());
        }
    }
    assert_eq!(pty.end(), 0, "{}", pty.screen());
    let screen = pty.screen();
    let table = "(tags: [(\"DATE\", None), (\"GPE\", \"LOCATION\"), (\"ORG\", \"ORG\"), (\"PERS\", \"ACTOR\")], attributes: [], relations: [])";
    assert!(screen.contains(table) && screen.contains("1 of the tag DATE"), "{screen}");
    let rows = bench.run(&["export", "--set", "ann1", "--out", "-", "new"]).out;
    let row: serde_json::Value = serde_json::from_str(&rows).unwrap();
    let tags: Vec<&str> = row["spans"].as_array().unwrap().iter().map(|span| span["tag"].as_str().unwrap()).collect();
    assert_eq!(tags, ["ACTOR", "ORG", "LOCATION"]);
}

#[test]
fn a_question_that_is_called_off_leaves_nothing() {
    for ends in [Some(&b"\x03"[..]), Some(b"\x04"), None] {
        let bench = Bench::new();
        let mut pty = asking(bench.0.path());
        pty.wait_for("DATE (1 span): ");
        match ends {
            Some(key) => pty.send(key),
            None => pty.signal(Signal::TERM),
        }
        assert_eq!(pty.end(), 1, "{}", pty.screen());
        assert_eq!(names(bench.0.path()), ["news.iob"]);
    }
}

#[test]
#[ignore = "takes long: `.ci/run` runs it, as `cargo test --test it -- --ignored` does"]
fn an_import_and_an_export_that_are_called_off_leave_nothing() {
    let bench = Bench::new();
    let row = |n: usize| format!("{{\"file\":\"{n}.txt\",\"text\":\"قال الناطق {n}\",\"annotator\":\"ann1\"}}\n");
    bench.write("rows.jsonl", (0..20_000).map(row).collect::<String>());
    let few = (0..4_000).map(|n| row(n).replace(".txt", "-few.txt")).collect::<String>();
    bench.write("few.jsonl", few);
    assert_eq!(bench.run(&["import", "--into", "texts", "few.jsonl"]).code, 0);
    let before = names(bench.0.path());
    for arguments in [
        &["import", "--into", "new", "rows.jsonl"][..],
        &["import", "--into", "texts", "rows.jsonl"],
        &["export", "--format", "brat", "--set", "ann1", "--out", "out", "texts"],
    ] {
        let mut child = bench.command(arguments).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let begun = Instant::now();
        let hidden =
            |folder: &Path| fs::read_dir(folder).unwrap().any(|e| e.unwrap().file_name().to_string_lossy().starts_with('.'));
        while !hidden(bench.0.path()) && !hidden(&bench.path("texts")) {
            assert!(begun.elapsed() < Duration::from_secs(30), "{arguments:?}");
            std::thread::yield_now();
        }
        kill_process(Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap(), Signal::TERM).unwrap();
        let status = child.wait().unwrap();
        assert_eq!((status.code(), names(bench.0.path())), (Some(1), before.clone()), "{arguments:?}");
        assert_eq!(names(&bench.path("texts")).len(), 8_000, "{arguments:?}");
    }
}

#[test]
fn rows_of_one_text_belong_together_and_a_text_is_the_one_of_its_first_row() {
    let bench = Bench::new();
    let row =
        |who: &str, more: &str| format!("{{\"file\":\"a/b.txt\",\"text\":\"قال\\r\\nناطق\",\"annotator\":\"{who}\"{more}}}\n");
    let span = |start: usize| format!(",\"spans\":[{{\"id\":\"s1\",\"tag\":\"ACTOR\",\"start\":{start},\"end\":{}}}]", start + 4);
    // With a byte order mark before it, as its hash tells.
    let marked = ",\"sha256\":\"MARKED\"".replace("MARKED", &sha256("\u{FEFF}قال\r\nناطق"));
    let fed = row("three", &span(4)).replace("\\r", "");
    bench.write("rows.jsonl", row("one", &(span(5) + &marked)) + &row("two", &span(5)) + &fed);
    let ran = bench.run(&["import", "--into", "new", "rows.jsonl"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "new: 1 text and 3 sidecars written\n"));
    assert_eq!(fs::read(bench.path("new/a/b.txt")).unwrap(), "\u{FEFF}قال\r\nناطق".as_bytes());
    assert_eq!(bench.run(&["check", "--format", "json", "new"]).out.matches("error").count(), 0);
    for who in ["one", "two", "three"] {
        let row: serde_json::Value =
            serde_json::from_str(&bench.run(&["export", "--set", who, "--out", "-", "new"]).out).unwrap();
        assert_eq!((row["spans"][0]["start"].as_u64(), row["spans"][0]["text"].as_str()), (Some(5), Some("ناطق")), "{who}");
    }
    // Another text under the same name, and the same annotator once more.
    for (last, told) in [(row("four", "").replace("ناطق", "نطق"), "another text"), (row("one", ""), "a second row of one")]
    {
        bench.write("rows.jsonl", row("one", "") + &last);
        let ran = bench.run(&["import", "--into", "other", "rows.jsonl"]);
        assert!(ran.code == 1 && ran.err.contains("rows.jsonl:2: ") && ran.err.contains(told), "{}", ran.err);
        assert!(!bench.path("other").exists());
    }
}

fn sha256(text: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(text).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
