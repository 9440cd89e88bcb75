//! The gold standard without a screen: `hashiya gold`, `report corrections`, and what `check` says of decisions.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

const TEXT: &str = "قال ناطق باسم كتائب السهل إن القصف طال سوق البركة.\n";

/// A folder with one text, `a.txt`.
pub(crate) struct Desk(pub TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.write("a.txt", TEXT);
        desk
    }

    /// A folder with the texts of the sample corpus that two annotators have read, without its gold standard.
    pub(crate) fn sample() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if !name.ends_with(".gold.ron") {
                desk.write(&name, fs::read(&path).unwrap());
            }
        }
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// An annotator's sidecar of `a.txt`: `TAG words` each; words stand where they stand first.
    pub(crate) fn annotate(&self, annotator: &str, spans: &[&str]) -> &Self {
        let spans: Vec<String> = spans
            .iter()
            .enumerate()
            .map(|(n, span)| {
                let (tag, words) = span.split_once(' ').unwrap();
                let start = TEXT[..TEXT.find(words).unwrap()].chars().count();
                format!(
                    "(id: \"s{}\", tag: \"{tag}\", start: {start}, end: {}, text: \"{words}\")",
                    n + 1,
                    start + words.chars().count()
                )
            })
            .collect();
        let spans = spans.join(",\n        ");
        self.write(&format!("a.txt.{annotator}.ron"), format!("(hashiya: 1, source: (file: \"a.txt\"), annotator: \"{annotator}\", state: \"submitted\", spans: [\n        {spans}\n])"));
        self
    }

    /// Runs the program as `huda` and gives its exit code, standard output and standard error.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hashiya"));
        command.env("LC_ALL", "C");
        command
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .env_remove("HASHIYA_ANNOTATOR")
            .env_remove("NO_COLOR");
        let out = command
            .env("USER", "huda")
            .env("HOME", self.path("home"))
            .env("XDG_CONFIG_HOME", self.path("home"))
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
    }

    pub(crate) fn output(&self, arguments: &[&str]) -> String {
        let (code, out, err) = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {err}");
        out
    }
}

#[test]
fn what_all_annotators_agree_on_is_written_with_where_it_comes_from() {
    let desk = Desk::new();
    desk.annotate("one", &["ACTOR كتائب السهل", "LOCATION سوق البركة"]).annotate("two", &["ACTOR كتائب السهل"]);
    assert_eq!(desk.output(&["gold", "."]), "a.txt: 1 span, 1 unanimous, 1 open (one, two)\n");
    let gold = desk.read("a.txt.gold.ron");
    let line = gold.lines().find(|line| line.contains("ACTOR")).unwrap();
    assert!(line.contains(r#"from: ["one", "two"], decision: "unanimous", by: "huda""#), "{line}");
    assert!(gold.contains(r#"state: "in_progress""#) && !gold.contains("LOCATION"));
    assert_eq!(
        desk.output(&["check", "."]).lines().filter(|line| line.contains("gold.ron") && line.contains("error")).count(),
        0
    );
    desk.output(&["gold", ".", "--annotator", "sami"]);
    assert_eq!(desk.read("a.txt.gold.ron"), gold, "made again, by whomever, it is the same to the byte");
}

#[test]
fn the_majority_of_three_settles_what_two_say_and_records_what_it_rejects() {
    let desk = Desk::new();
    desk.annotate("one", &["ACTOR كتائب السهل", "LOCATION سوق البركة"])
        .annotate("two", &["ACTOR كتائب السهل"])
        .annotate("three", &["ACTOR ناطق باسم كتائب السهل"]);
    let json = desk.output(&["gold", "a.txt", "--strategy", "majority", "--format", "json"]);
    assert_eq!(
        json,
        "{\"file\":\"a.txt\",\"annotators\":[\"one\",\"three\",\"two\"],\"begun\":[],\"spans\":1,\"unanimous\":0,\"decided\":2,\"open\":0,\"deferred\":0,\"stale\":0,\"written\":true}\n"
    );
    let gold = desk.read("a.txt.gold.ron");
    assert!(gold.contains(r#"from: ["one", "two"], decision: "majority", by: "huda""#), "{gold}");
    assert!(
        gold.contains(r#"(tag: "LOCATION", start: 39, end: 49, text: "سوق البركة", from: ["one"], reason: "", by: "huda")"#),
        "{gold}"
    );
    assert!(gold.contains(r#"text: "ناطق باسم كتائب السهل", from: ["three"], reason: "boundary""#), "{gold}");
    assert!(gold.contains(r#"state: "reviewed""#));
}

#[test]
fn a_diff_tells_what_would_change_and_writes_nothing() {
    let desk = Desk::new();
    desk.annotate("one", &["ACTOR كتائب السهل"]).annotate("two", &["ACTOR كتائب السهل"]);
    assert_eq!(desk.output(&["gold", "--diff"]), "+ a.txt:14..25 ACTOR كتائب السهل (unanimous)\n");
    assert!(!desk.path("a.txt.gold.ron").exists());
    desk.output(&["gold"]);
    assert_eq!(desk.output(&["gold", "--diff"]), "");
    desk.annotate("two", &["LOCATION سوق البركة"]).annotate("one", &["LOCATION سوق البركة"]);
    let before = desk.read("a.txt.gold.ron");
    let diff = "- a.txt:14..25 ACTOR كتائب السهل (unanimous)\n+ a.txt:39..49 LOCATION سوق البركة (unanimous)\n";
    assert_eq!(desk.output(&["gold", "--diff"]), diff);
    assert_eq!(desk.read("a.txt.gold.ron"), before);
}

#[test]
fn a_text_that_one_annotator_has_read_is_left_out_and_said_to_be() {
    let desk = Desk::new();
    desk.annotate("one", &["ACTOR كتائب السهل"]);
    desk.write("a.txt.two.ron", "(hashiya: 1, source: (), annotator: \"two\", state: \"in_progress\")");
    let (code, out, err) = desk.run(&["gold"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.contains("left out: 1 text that fewer than 2 annotators have finished"), "{err}");
    desk.write("a.txt.two.ron", "(hashiya: 1, source: (), annotator: \"two\", state: \"submitted\")");
    assert_eq!(desk.output(&["gold"]), "a.txt: 0 spans, 0 unanimous, 1 open (one, two)\n", "nothing, handed in, is a reading");
}

#[test]
fn a_sidecar_that_does_not_fit_its_text_stops_the_gold_standard_of_it() {
    let desk = Desk::new();
    desk.annotate("one", &["ACTOR كتائب السهل"]).annotate("two", &["ACTOR كتائب السهل"]);
    desk.write("a.txt", TEXT.replace("كتائب", "كتيبة"));
    let (code, _, err) = desk.run(&["gold"]);
    assert_eq!(code, 1);
    assert!(err.contains("hint: ") && err.contains("a.txt.one.ron: s1: the text has"), "{err}");
    assert!(!desk.path("a.txt.gold.ron").exists());
}

#[test]
fn check_reports_a_decision_that_has_turned_stale_with_its_line() {
    let desk = Desk::new();
    let three = ["ACTOR كتائب السهل"];
    desk.annotate("one", &three).annotate("two", &three).annotate("three", &["ACTOR ناطق باسم كتائب السهل"]);
    desk.output(&["gold", "--strategy", "majority"]);
    assert!(!desk.output(&["check"]).contains("stale"));
    desk.annotate("two", &["ACTOR السهل"]);
    let found = desk.output(&["check"]);
    let line =
        desk.read("a.txt.gold.ron").lines().position(|line| line.trim_start().starts_with("(start: 4, end: 25")).unwrap() + 1;
    let expected =
        format!("a.txt.gold.ron:{line}: warning: the decision on “ناطق باسم كتائب السهل” is stale: two reads it otherwise now");
    assert!(found.contains(&expected), "{found}");
    let (_, out, _) = desk.run(&["gold"]);
    assert_eq!(
        out, "a.txt: 0 spans, 0 unanimous, 1 stale (one, three, two)\n",
        "what is stale counts for nothing until it is decided again"
    );
}

#[test]
fn an_annotator_is_told_what_was_corrected_in_three_forms() {
    let desk = Desk::new();
    let right = ["ACTOR كتائب السهل", "LOCATION سوق البركة"];
    desk.annotate("one", &right).annotate("two", &right).annotate("three", &["ACTOR ناطق باسم كتائب السهل"]);
    desk.output(&["gold", "--strategy", "majority"]);
    let report = |format: &str| desk.output(&["report", "corrections", "--annotator", "three", "--format", format]);
    let text = "three: 1 text, 2 units settled, 0 kept, 2 corrected (1 boundary, 1 missing)\n\
        a.txt:4 boundary: ACTOR ناطق باسم كتائب السهل -> ACTOR كتائب السهل (by huda)\n\
        a.txt:39 missing: nothing -> LOCATION سوق البركة (by huda)\n";
    assert_eq!(report("text"), text);
    assert!(report("markdown").contains("| a.txt:39 | missing | nothing | LOCATION سوق البركة | by huda |"));
    let json: serde_json::Value = serde_json::from_str(&report("json")).unwrap();
    assert_eq!((&json["corrected"], &json["corrections"][0]["gold"][0]["text"]), (&2.into(), &"كتائب السهل".into()));
    let (code, _, err) = desk.run(&["report", "corrections", "--annotator", "four"]);
    assert!(code == 1 && err.contains("available: one, three, two"), "{err}");
}

#[test]
fn a_gold_standard_made_by_hand_keeps_what_it_decided() {
    let desk = Desk::sample();
    let name = "01-market-strike.txt.gold.ron";
    let made = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus").join(name)).unwrap();
    desk.write(name, &made);
    let out = desk.output(&["gold", "01-market-strike.txt"]);
    assert_eq!(out, "01-market-strike.txt: 43 spans, 25 unanimous, 19 decided (amal, basim)\n");
    let now = desk.read(name);
    for line in made.lines().filter(|line| line.contains("(id: \"s") || line.contains("(tag: ")) {
        let words = line.split_once("text: \"").map(|(_, rest)| rest.split_once("\", ").unwrap().0);
        let reason = line.split_once("reason: ").map_or("", |(_, reason)| reason.trim_end_matches("),"));
        let same =
            |other: &&str| words.is_some_and(|words| other.contains(&format!("text: \"{words}\""))) && other.contains(reason);
        assert!(now.lines().any(|other| same(&other)), "{line}");
    }
}

#[test]
fn whoever_has_only_begun_with_a_text_has_no_vote_in_it_unless_asked_for() {
    let desk = Desk::new();
    desk.annotate("amal", &["ACTOR كتائب السهل", "LOCATION سوق البركة"])
        .annotate("dina", &["ACTOR كتائب السهل", "LOCATION سوق البركة"]);
    for begun in ["basim", "emad", "fady"] {
        desk.annotate(begun, &["ACTOR كتائب السهل"]);
        let name = format!("a.txt.{begun}.ron");
        desk.write(&name, desk.read(&name).replace("submitted", "in_progress"));
    }
    let (code, out, err) = desk.run(&["gold", ".", "--strategy", "majority"]);
    assert_eq!((code, out.as_str()), (0, "a.txt: 2 spans, 2 unanimous (amal, dina)\n"));
    assert!(err.contains("the work of basim (1 text), emad (1 text), fady (1 text); --state all counts it"), "{err}");
    let (_, _, err) = desk.run(&["agree", "."]);
    assert!(err.contains("not counted, since it was not submitted: the work of basim (1 text)"), "{err}");
    let all = desk.output(&["gold", ".", "--strategy", "majority", "--diff", "--state", "all"]);
    assert!(all.contains("- a.txt:39..49 LOCATION"), "three of five have nothing there: {all}");
    let named = desk.output(&["gold", ".", "--format", "json", "--state", "submitted,in_progress"]);
    assert!(named.contains("\"annotators\":[\"amal\",\"basim\",\"dina\",\"emad\",\"fady\"],\"begun\":[]"), "{named}");
    let (code, _, err) = desk.run(&["gold", ".", "--state", "done"]);
    assert!(code == 1 && err.contains("submitted"), "{err}");
}

#[test]
fn a_default_that_one_writes_out_and_another_leaves_is_no_disagreement_and_is_kept_as_it_is_written() {
    let desk = Desk::new();
    desk.annotate("one", &["ACTOR كتائب السهل", "LOCATION سوق البركة"])
        .annotate("two", &["ACTOR كتائب السهل", "LOCATION سوق البركة"]);
    let written = desk.read("a.txt.two.ron");
    let written = written.replace("tag: \"ACTOR\"", "attributes: [(\"mention\", \"name\")], tag: \"ACTOR\"");
    desk.write("a.txt.two.ron", written.replace("tag: \"LOCATION\"", "attributes: [(\"protected\", false)], tag: \"LOCATION\""));
    assert_eq!(desk.output(&["gold", "."]), "a.txt: 2 spans, 2 unanimous (one, two)\n");
    desk.write("a.txt.two.ron", desk.read("a.txt.two.ron").replace("\"name\"", "\"nominal\""));
    assert_eq!(desk.output(&["gold", "."]), "a.txt: 2 spans, 1 unanimous, 1 open (one, two)\n");
    assert!(!desk.read("a.txt.gold.ron").contains("mention"), "what they differ on is not gold");
}

#[test]
fn of_two_spans_with_one_tag_at_one_place_each_has_its_own_line_in_what_would_change() {
    let desk = Desk::new();
    for annotator in ["one", "two"] {
        desk.annotate(annotator, &["ACTOR كتائب السهل", "ACTOR كتائب السهل"]);
        let name = format!("a.txt.{annotator}.ron");
        let own = desk.read(&name).replace("(id: \"s1\",", "(id: \"s1\", attributes: [(\"actor_id\", \"plain\")],");
        desk.write(&name, own.replace("(id: \"s2\",", "(id: \"s2\", attributes: [(\"actor_id\", \"hill\")],"));
    }
    assert_eq!(desk.output(&["gold", "."]), "a.txt: 2 spans, 2 unanimous (one, two)\n");
    let gold = desk.read("a.txt.gold.ron");
    assert!(gold.contains("(\"actor_id\", \"plain\")") && gold.contains("(\"actor_id\", \"hill\")"), "{gold}");
    assert_eq!(desk.output(&["gold", ".", "--diff"]), "");
    for annotator in ["one", "two"] {
        let name = format!("a.txt.{annotator}.ron");
        desk.write(&name, desk.read(&name).replace("\"hill\"", "\"mountain\""));
    }
    assert_eq!(desk.output(&["gold", ".", "--diff"]).lines().count(), 1, "one of them is another now");
    for annotator in ["one", "two"] {
        desk.annotate(annotator, &["ACTOR كتائب السهل"]);
        let name = format!("a.txt.{annotator}.ron");
        desk.write(&name, desk.read(&name).replace("(id: \"s1\",", "(id: \"s1\", attributes: [(\"actor_id\", \"plain\")],"));
    }
    assert_eq!(desk.output(&["gold", ".", "--diff"]), "- a.txt:14..25 ACTOR كتائب السهل (unanimous)\n");
}
