//! The command line, run as its users run it: output, exit codes, faults, and what is written.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

pub(crate) const TEXT: &str = "قال تنظيم الدولة إن غارة قتلت ستة مدنيين.\nونفت الوزارة ذلك.\n";
pub(crate) const SPAN: &str = r#"(id: "s1", tag: "ACTOR", start: 4, end: 16, bytes: (7, 30), text: "تنظيم الدولة", attributes: [("actor_id", "a"), ("actor_class", "armed_group")])"#;
const ABOUT: &str = r#"("source_name", "x"), ("pub_date", "2031-03-12")"#;

/// A folder, and the program run in it without anything of the user who runs the tests.
pub(crate) struct Bench(pub TempDir);

/// What a run of the program left behind.
pub(crate) struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with one text and a sidecar of `ann1`.
    pub(crate) fn with_text() -> Self {
        let bench = Self::new();
        bench.write("a.txt", TEXT);
        bench.write("a.txt.ann1.ron", sidecar("ann1", &[SPAN], ""));
        bench
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), content).unwrap();
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hashiya"));
        command.env("LC_ALL", "C");
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        for name in ["HASHIYA_ANNOTATOR", "NO_COLOR", "COLORTERM", "LOGNAME", "USERNAME"] {
            command.env_remove(name);
        }
        command.env("USER", "ann1").env("HOME", self.path("home")).env("XDG_CONFIG_HOME", self.path("home"));
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command(arguments).output().unwrap())
    }

    /// Runs what must go well, and gives its standard output.
    pub(crate) fn output(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.err.contains("error:")), (0, false), "{arguments:?}: {}", ran.err);
        ran.out
    }

    /// Runs what must fail by the user's fault: one error, one hint, nothing on standard output, nothing written.
    pub(crate) fn fault(&self, arguments: &[&str]) -> String {
        let before = files(self.0.path());
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{arguments:?}: {}", ran.err);
        let lines: Vec<&str> = ran.err.lines().filter(|line| !line.starts_with("warning: ")).collect();
        assert!(
            lines.len() == 2 && lines[0].starts_with("error: ") && lines[1].starts_with("hint: "),
            "{arguments:?}: {}",
            ran.err
        );
        assert!(!ran.err.contains(|c: char| c.is_control() && c != '\n'), "{:?}", ran.err);
        assert_eq!(files(self.0.path()), before, "{arguments:?} wrote something");
        lines[0].trim_start_matches("error: ").to_owned()
    }
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

/// Every file under a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.insert(path.clone(), Vec::new());
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap_or_default());
        }
    }
    found
}

pub(crate) fn sidecar(annotator: &str, spans: &[&str], more: &str) -> String {
    let spans: String = spans.iter().flat_map(|span| ["        ", span, ",\n"]).collect();
    format!(
        "(\n    hashiya: 1,\n    source: (file: \"a.txt\", bytes: {}, code_points: {}),\n    annotator: \"{annotator}\",\n    \
         document: [{ABOUT}],\n    spans: [\n{spans}    ],\n{more})\n",
        TEXT.len(),
        TEXT.chars().count()
    )
}

pub(crate) fn sample() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/sample_corpus").to_owned()
}

#[test]
fn show_prints_rows_plain_where_nobody_sees_colours_and_painted_on_request() {
    let bench = Bench::with_text();
    let plain = bench.output(&["show", "a.txt", "--width", "60"]);
    assert!(!plain.contains('\u{1b}') && plain.lines().count() == 2, "{plain}");
    let painted = bench.output(&["show", "a.txt", "--width", "60", "--format", "ansi"]);
    assert!(painted.contains("\u{1b}[38;5;0;48;5;159m"), "{painted:?}");
    let without = |text: &str| text.replace("\u{1b}[38;5;0;48;5;159m", "").replace("\u{1b}[0m", "");
    assert_eq!(without(&painted), plain);
    let always = bench.output(&["show", "a.txt", "--width", "60", "--color", "always"]);
    assert_eq!(always, painted);
    let never = bench.output(&["show", "a.txt", "--width", "60", "--format", "ansi", "--color", "never"]);
    assert!(never.contains("\u{1b}[4m") && !never.contains("48;5"), "{never:?}");
    let no_color = bench.command(&["show", "a.txt", "--width", "60", "--format", "ansi"]).env("NO_COLOR", "1").output().unwrap();
    assert_eq!(Ran::of(&no_color).out, never);
}

#[test]
fn show_hides_vowel_marks_where_an_option_or_the_configuration_asks_for_it() {
    let bench = Bench::new();
    bench.write("a.txt", "قَالَ مُحَمَّدٌ\n");
    let shown = bench.output(&["show", "a.txt"]);
    let hidden = bench.output(&["show", "a.txt", "--marks", "hidden"]);
    assert!(shown.contains('\u{651}') && hidden == shown.replace(['\u{64C}', '\u{64E}', '\u{64F}', '\u{651}'], ""));
    let (with, without) = (["show", "a.txt", "--format", "json"], ["show", "a.txt", "--format", "json", "--marks", "hidden"]);
    let (with, without) = (bench.output(&with), bench.output(&without));
    assert!(!without.contains('\u{64E}') && with.contains('\u{64E}'));
    assert_eq!(without, with.replace(['\u{64C}', '\u{64E}', '\u{64F}', '\u{651}'], ""), "every offset is the same");
    bench.write("hashiya.ron", "(marks: \"hidden\")");
    assert_eq!(bench.output(&["show", "a.txt"]), hidden);
    assert_eq!(bench.output(&["show", "a.txt", "--marks", "shown"]), shown);
    bench.write("hashiya.ron", "(marks: \"some\")");
    assert!(bench.fault(&["show", "a.txt"]).contains("`some` is not one of shown, hidden"));
}

#[test]
fn show_takes_the_set_that_is_named_and_says_when_there_is_none() {
    let bench = Bench::with_text();
    bench.write("a.txt.gold.ron", sidecar("gold", &[SPAN], ""));
    let mine = bench.output(&["show", "a.txt", "--format", "ansi", "--annotator", "ann1"]);
    assert_eq!(bench.output(&["show", "a.txt", "--format", "ansi", "--set", "gold"]), mine);
    assert!(!bench.output(&["show", "a.txt", "--format", "ansi", "--annotator", "ann2"]).contains('\u{1b}'));
    let ran = bench.run(&["show", "a.txt", "--format", "ansi", "--set", "ann2"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "warning: a.txt: ann2 has not annotated this text; did you mean ann1?\n"));
}

#[test]
fn a_span_inside_another_one_is_underlined() {
    let bench = Bench::with_text();
    let outer = r#"(id: "s2", tag: "ALLEGATION", start: 0, end: 20)"#;
    bench.write("a.txt.ann1.ron", sidecar("ann1", &[outer, SPAN], ""));
    let painted = bench.output(&["show", "a.txt", "--format", "ansi"]);
    assert!(painted.contains("\u{1b}[4;38;5;0;48;5;159m") && painted.contains("\u{1b}[38;5;0;48;5;229m"), "{painted:?}");
}

#[test]
fn show_prints_the_text_although_its_sidecar_is_broken() {
    let bench = Bench::with_text();
    bench.write("a.txt.ann1.ron", "(\n  hashiya: 1,\n  spans: [,]\n)");
    let ran = bench.run(&["show", "a.txt", "--format", "ansi"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 2));
    assert!(ran.err.starts_with("warning: ./a.txt.ann1.ron: line 3") || ran.err.starts_with("warning: a.txt.ann1.ron: line 3"));
    assert_eq!(ran.err.lines().count(), 1);
}

#[test]
fn no_control_character_of_a_text_reaches_the_output() {
    let bench = Bench::new();
    bench.write("a.txt", "قال \u{1b}[31mأحمر\u{1b}[0m\u{7}\u{9b}31m \u{202e}x\tنعم\u{0b}\r\n");
    for format in ["text", "ansi", "json"] {
        let mut out = bench.output(&["show", "a.txt", "--format", format, "--encoding", "utf-8"]);
        for ours in ["\u{241B}", "\u{240B}", "\u{2407}\u{2426}"] {
            out = out.replace(&format!("\u{1b}[38;5;166m{ours}\u{1b}[0m"), ours);
        }
        assert!(!out.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{out:?}");
    }
}

#[test]
fn show_reveals_what_is_invisible_where_it_stands() {
    let bench = Bench::new();
    bench.write("a.txt", "abc \u{202e}de\u{202c}\u{a0}f \r\ng\u{85}h");
    assert_eq!(bench.output(&["show", "a.txt"]), "abc ed\u{a0}f\ng\u{2424}\nh\n");
    assert_eq!(bench.output(&["show", "a.txt", "--reveal"]), "abc ‹RLO›ed‹PDF›‹NBSP›f·\u{240d}\u{240a}\ng‹NEL›\nh\n");
    let json = bench.output(&["show", "a.txt", "--reveal", "--format", "json"]);
    let row: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    let cell = |n: usize| (row["cells"][n]["symbol"].as_str().unwrap().to_owned(), row["cells"][n]["chars"].to_string());
    assert_eq!([cell(4), cell(5)], [("‹RLO›".to_owned(), "[4]".to_owned()), ("e".to_owned(), "[6]".to_owned())]);
}

#[test]
fn check_warns_of_what_changes_the_order_of_letters_with_its_line() {
    let bench = Bench::new();
    bench.write("a.txt", "قال\n\u{2067}a\u{2069}\u{200f}\nabc \u{202e}de\u{202c}\n\u{202a}x\n\u{2068}y\n");
    let found = bench.output(&["check", "a.txt"]);
    let shows = "; `hashiya show --reveal` shows where";
    assert_eq!(
        found.lines().collect::<Vec<_>>(),
        [
            format!("a.txt:3: warning: an override: the order of letters is forced{shows}"),
            format!("a.txt:4: warning: an embedding: the order of words is changed{shows}"),
            format!("a.txt:5: warning: an open isolate: the rest of the paragraph is set apart{shows}"),
        ]
    );
}

/// Names, quotes, tags and notes of files are seen on the terminal, and do nothing to it.
#[test]
fn nothing_that_a_file_holds_acts_on_the_terminal() {
    let acts = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let evil = "\u{9b}31m\u{202e}\u{7f}\u{2066}";
    let bench = Bench::new();
    let name = format!("{evil}.txt");
    bench.write(&name, TEXT);
    let span =
        format!(r#"(id: "s{evil}", tag: "T{evil}", start: 4, end: 16, text: "no{evil}", attributes: [("k{evil}", "v{evil}")])"#);
    bench.write(&format!("{name}.ann1.ron"), sidecar("ann1", &[&span], ""));
    bench.write("schema.ron", format!("(id: \"x\", tags: [(id: \"A{evil}\", key: 1)])"));
    bench.write("keys.ron", format!("(bindings: [(modes: \"reading\", keys: \"{evil}\", command: \"tag X{evil}\")])"));
    bench.write("hashiya.ron", "()");
    let runs: [&[&str]; 9] = [
        &["check", "."],
        &["check", ".", "--format", "json"],
        &["show", &name, "--format", "ansi", "--set", "ann1"],
        &["show", evil],
        &["check", ".", "--schema", "schema.ron"],
        &["keys", "--keymap", "keys.ron"],
        &["keys", "--keymap", "keys.ron", "--format", "json"],
        &["export", "--format", "jsonl", "--set", "ann1", "--out", "-", "."],
        &["show", &name, "--annotator", evil, "-v"],
    ];
    for arguments in runs {
        let ran = bench.run(arguments);
        let said = format!("{}{}", ran.out, ran.err);
        assert!(!said.replace("\u{1b}[38;5;0;48;5;250m", "").replace("\u{1b}[0m", "").contains(acts), "{arguments:?}: {said:?}");
        assert!(!said.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let bench = Bench::new();
    bench.write("a.txt", TEXT.repeat(5000));
    let mut child =
        bench.command(&["show", "a.txt", "--format", "text"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ran = Ran::of(&child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn keys_lists_every_command_in_every_format() {
    let bench = Bench::new();
    let text = bench.output(&["keys"]);
    assert!(text.starts_with("Moving\n") && text.contains("Saves and quits."), "{text}");
    let json = bench.output(&["keys", "--format", "json"]);
    let rows: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(rows.iter().any(|row| row["command"] == "tag ACTOR" && row["keys"]["reading"].is_array()));
    let markdown = bench.output(&["keys", "--format", "markdown", "--keymap", "vim"]);
    assert!(markdown.contains("### Annotating\n\n| Keys | Command | What it does |\n"), "{markdown}");
}

#[test]
fn keys_tells_every_bad_binding_and_lists_the_good_ones() {
    let bench = Bench::new();
    let bindings = r#"(bindings: [
        (modes: "reading", keys: "f5", command: "undo"),
        (modes: "reading", keys: "f6", command: "fly"),
        (modes: "reading", keys: "bogus", command: "redo"),
    ])"#;
    bench.write("mine.ron", bindings);
    let ran = bench.run(&["keys", "--keymap", "mine.ron"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.lines().any(|line| line.contains("f5")), "{}", ran.out);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines.len(), 4, "{}", ran.err);
    assert!(lines[0].starts_with("mine.ron:3:") && lines[1].starts_with("mine.ron:4:"), "{}", ran.err);
    assert_eq!(lines[2], "error: mine.ron: 2 entries are not valid");
}

#[test]
fn check_finds_nothing_in_the_sample_corpus_but_edges_that_basim_draws_otherwise() {
    let ran = Bench::new().run(&["check", &sample()]);
    let is_edge = |line: &str| line.contains(".basim.ron:") && line.contains(": note: ") && line.contains(" leave out ");
    assert!(ran.code == 0 && ran.out.lines().count() == 11 && ran.out.lines().all(is_edge), "{}", ran.out);
    assert!(ran.err.starts_with("texts: 12, sidecars: 24, errors: 0, warnings: 0"), "{}", ran.err);
}

/// Checks a sidecar with these spans and relations, and gives exit code and findings without their path.
fn checked(spans: &[&str], more: &str) -> (i32, Vec<String>) {
    let bench = Bench::with_text();
    bench.write("a.txt.ann1.ron", sidecar("ann1", spans, more));
    let ran = bench.run(&["check", "a.txt"]);
    let findings = ran.out.lines().map(|line| line.trim_start_matches("a.txt.ann1.ron:").to_owned());
    (ran.code, findings.filter(|finding| !finding.contains("hash of its text")).collect())
}

#[test]
fn check_warns_of_fields_in_a_shape_that_nobody_reads() {
    let span = SPAN.strip_suffix(')').unwrap().to_owned() + ", from: \"ann1\", by: 3)";
    let lists = "    answers: \"none\",\n    rejections: [\n        (tag: \"GEO\", start: 1),\n    ],\n    decisions: 7,\n";
    let (code, found) = checked(&[&span], lists);
    assert_eq!(code, 0, "{found:?}");
    for expected in [
        "7: warning: s1: the field `from` is ignored: ",
        "7: warning: s1: the field `by` is ignored: ",
        "9: warning: the field `answers` is ignored: ",
        "11: warning: the field `rejections` is ignored: ",
        "13: warning: the field `decisions` is ignored: ",
    ] {
        assert!(found.iter().any(|line| line.starts_with(expected) && line.ends_with("; correct or remove it")), "{found:?}");
    }
    let bench = Bench::with_text();
    bench.write("a.txt.gold.ron", sidecar("gold", &[], "    decisions: [\n        (start: 3),\n    ],\n"));
    let found = bench.run(&["check", "a.txt"]).out;
    assert!(found.contains("a.txt.gold.ron:9: error: its decisions cannot be understood: "), "{found}");
    let related = r#"    relations: [(id: "r1", type: "same_as", from: "s1", to: "s1", attributes: "none")],"#.to_owned() + "\n";
    let (_, found) = checked(&[SPAN], &related);
    assert!(found.iter().any(|line| line.contains("r1: the field `attributes` is ignored")), "{found:?}");
}

#[test]
fn check_tells_every_error_with_its_line() {
    for (spans, more, expected) in [
        (vec![SPAN], "", None),
        (vec![r#"(id: "s1", tag: "GEO", start: 400, end: 412)"#], "", Some("7: error: s1: 400..412 is no place in the text")),
        (vec![SPAN, SPAN], "", Some("8: error: s1: another span has this id")),
        (
            vec![r#"(id: "s2", tag: "ALLEGATION", start: 0, end: 3, text: "كان", attributes: [("kind", "other")])"#],
            "",
            Some("7: error: s2: the text has “قال” where the span quotes “كان”"),
        ),
        (
            vec![r#"(id: "s2", tag: "ALLEGATION", start: 0, end: 3, bytes: (0, 3), attributes: [("kind", "other")])"#],
            "",
            Some("7: error: s2: the byte offsets do not agree with the code points"),
        ),
        (
            vec![r#"(id: "s2", tag: "ALLEGATION", start: 0, end: 3, attributes: [("kind", "other"), ("cue", (5, 999))])"#],
            "",
            Some("7: error: s2: cue: 5..999 is no place in the text"),
        ),
        (
            vec![SPAN],
            "    relations: [(id: \"r1\", type: \"against\", from: \"s7\", to: \"s1\")],\n",
            Some("9: error: r1: it goes from s7, which is not there"),
        ),
    ] {
        let (code, findings) = checked(&spans, more);
        assert_eq!(code, i32::from(expected.is_some()), "{findings:?}");
        assert!(expected.is_none_or(|expected| findings.iter().any(|finding| finding == expected)), "{findings:?}");
        assert!(expected.is_some() || findings.is_empty(), "{findings:?}");
    }
}

#[test]
fn check_warns_of_what_the_schema_does_not_know() {
    let claim = r#"(id: "s2", tag: "ALLEGATION", start: 0, end: 20, attributes: [("kind", "odd"), ("mood", "x")])"#;
    let actor = r#"(id: "s3", tag: "ACTOR", start: 4, end: 16)"#;
    let other = r#"(id: "s4", tag: "PLACE", start: 4, end: 16)"#;
    let relations = "    relations: [\n        (id: \"r1\", type: \"claimed_by\", from: \"s2\", to: \"@document\"),\n        \
                     (id: \"r2\", type: \"loves\", from: \"s3\", to: \"s2\"),\n        \
                     (id: \"r3\", type: \"against\", from: \"s3\", to: \"s2\"),\n    ],\n";
    let (code, findings) = checked(&[claim, actor, other], relations);
    assert_eq!(code, 0);
    let expected = [
        "7: warning: s2: kind: the schema has no value odd",
        "7: warning: s2: the schema has no attribute mood of ALLEGATION",
        "8: warning: s3: actor_id is missing, which ACTOR must have",
        "8: warning: s3: actor_class is missing, which ACTOR must have",
        "9: warning: s4: the schema has no tag PLACE",
        "13: warning: r2: the schema has no relation loves",
        "14: warning: r3: against does not go from ACTOR",
        "14: warning: r3: against does not go to ALLEGATION",
    ];
    assert_eq!(findings, expected);
}

#[test]
fn check_sees_changed_texts_strange_names_strays_and_binary_files() {
    let bench = Bench::with_text();
    bench.write("a.txt", TEXT.replace("ستة", "خمسة"));
    bench.write("a.txt.ann2.ron", sidecar("ann3", &[], ""));
    bench.write("gone.txt.ann1.ron", sidecar("ann1", &[], ""));
    bench.write("a.txt.Ann Two.ron", sidecar("ann1", &[], ""));
    bench.write("b.txt", b"\x7FELF\0\0\x01");
    bench.write("c.txt", "نص");
    bench.write("c.txt.ann1.ron", "(\n  hashiya: 1,\n  spans: [,]\n)");
    let ran = bench.run(&["check", ".", "--format", "json"]);
    let found: Vec<serde_json::Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let has = |path: &str, line: usize, severity: &str, part: &str| {
        found.iter().any(|f| {
            f["path"].as_str().unwrap().ends_with(path)
                && f["line"] == line
                && f["severity"] == severity
                && f["message"].as_str().unwrap().contains(part)
        })
    };
    assert!(has("a.txt.ann1.ron", 3, "error", "bytes, not"), "{}", ran.out);
    assert!(has("a.txt.ann2.ron", 4, "error", "the annotator is “ann3”"), "{}", ran.out);
    assert!(has("gone.txt.ann1.ron", 1, "warning", "no such text beside it"), "{}", ran.out);
    assert!(has("a.txt.Ann Two.ron", 1, "warning", "no name of an annotator"), "{}", ran.out);
    assert!(has("b.txt", 1, "error", "binary"), "{}", ran.out);
    assert!(has("c.txt.ann1.ron", 3, "error", ""), "{}", ran.out);
    assert_eq!((ran.code, ran.err.lines().count()), (1, 2), "{}", ran.err);
}

#[test]
fn the_sample_corpus_survives_an_export_and_an_import_byte_for_byte() {
    let bench = Bench::new();
    for set in ["amal", "gold"] {
        bench.output(&["export", "--format", "jsonl", "--set", set, "--out", "first", &sample()]);
        let file = format!("first/{set}.jsonl");
        bench.output(&["import", "--format", "jsonl", "--into", set, &file]);
        bench.output(&["export", "--format", "jsonl", "--set", set, "--out", "second", set]);
        let (first, second) =
            (fs::read(bench.path(&file)).unwrap(), fs::read(bench.path(&format!("second/{set}.jsonl"))).unwrap());
        assert!(first == second && !first.is_empty(), "{set}");
        for (path, bytes) in files(&bench.path(set)) {
            assert_eq!(fs::read(Path::new(&sample()).join(path.file_name().unwrap())).unwrap(), bytes, "{}", path.display());
        }
    }
}

#[test]
fn an_import_can_be_piped_and_given_to_another_annotator() {
    let bench = Bench::with_text();
    let rows = bench.output(&["export", "--set", "ann1", "--out", "-", "."]);
    let mut child = bench.command(&["import", "--annotator", "ann9", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(rows.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    let again = bench.output(&["export", "--set", "ann9", "--out", "-", "a.txt", "--lead"]);
    assert_eq!(again.replace("ann9", "ann1"), rows);
}

#[test]
fn a_text_that_cannot_be_restored_is_written_as_utf_8_and_said_so() {
    let bench = Bench::new();
    bench.write(
        "x.jsonl",
        format!("{{\"file\":\"sub/a.txt\",\"sha256\":\"{}\",\"text\":\"نص\",\"annotator\":\"ann1\"}}\n", "0".repeat(64)),
    );
    let ran = bench.run(&["import", "x.jsonl", "--into", "new"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.starts_with("warning: sub/a.txt: the text is written as UTF-8, so its hash is no longer 000000000000…"));
    assert_eq!(fs::read_to_string(bench.path("new/sub/a.txt")).unwrap(), "نص");
    assert!(bench.run(&["check", "new"]).out.lines().all(|line| line.contains("warning")));
}

#[test]
fn a_sidecar_is_replaced_only_on_request() {
    let bench = Bench::with_text();
    let row = format!("{{\"file\":\"a.txt\",\"text\":{},\"annotator\":\"ann1\"}}\n", serde_json::to_string(TEXT).unwrap());
    bench.write("x.jsonl", row);
    assert!(bench.fault(&["import", "x.jsonl"]).contains("this sidecar already exists"));
    bench.output(&["import", "x.jsonl", "--replace"]);
    assert!(!fs::read_to_string(bench.path("a.txt.ann1.ron")).unwrap().contains("ACTOR"));
    assert_eq!(fs::read_to_string(bench.path("a.txt")).unwrap(), TEXT);
}

#[test]
fn a_bad_import_writes_nothing_at_all() {
    let bench = Bench::with_text();
    let row = |file: &str, more: &str| format!("{{\"file\":{},\"text\":\"نص\"{more}}}\n", serde_json::to_string(file).unwrap());
    let good = row("good.txt", ",\"annotator\":\"ann1\"");
    let ann1 = ",\"annotator\":\"ann1\"";
    let span = ",\"annotator\":\"ann1\",\"spans\":[{\"id\":\"s1\",\"tag\":\"A\",\"start\":0,\"end\":9}]";
    let mut bad = vec![
        (row("a.txt", ann1), "another text with this name already exists"),
        (row("b.txt", span), "s1: 0..9 is no place in the text"),
        (row("b.txt", ""), "does not say whose work"),
        (row("b.txt", ",\"annotator\":\"A B\""), "the annotator name `A B`"),
        (row("b.txt", ann1).repeat(2), "a second row of ann1"),
        ("{\"file\":\"b.txt\"}\n".to_owned(), "column 16: missing field `text`"),
        ("[]\n".to_owned(), "column"),
        ("not json\n".to_owned(), "column 2"),
    ];
    let names =
        ["/etc/x.txt", "../x.txt", "a/../../x.txt", "a//x.txt", "", ".", ".hidden.txt", ".git/x.txt", "a\0.txt", "a\n.txt"];
    let more = ["..\\x.txt", "hashiya.ron", "good.txt.amal.ron", "sub/", "./x.txt"];
    bad.extend(names.iter().chain(&more).map(|name| (row(name, ann1), "cannot be used")));
    for (rows, expected) in bad {
        bench.write("x.jsonl", format!("{good}{rows}"));
        let error = bench.fault(&["import", "x.jsonl"]);
        assert!(error.starts_with("x.jsonl:2: ") || error.starts_with("x.jsonl:3: "), "{error}");
        assert!(error.contains(expected), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_link_does_not_lead_an_import_out() {
    let (bench, outside) = (Bench::new(), Bench::new());
    fs::create_dir(bench.path("into")).unwrap();
    std::os::unix::fs::symlink(outside.0.path(), bench.path("into/sub")).unwrap();
    bench.write("x.jsonl", "{\"file\":\"sub/a.txt\",\"text\":\"نص\",\"annotator\":\"ann1\"}\n");
    assert!(bench.fault(&["import", "x.jsonl", "--into", "into"]).contains("a link leads out of into"));
    assert_eq!(files(outside.0.path()).len(), 0);
}

#[test]
fn an_export_of_what_does_not_fit_writes_nothing() {
    let bench = Bench::with_text();
    bench.write("a.txt", TEXT.replace("تنظيم", "جماعات"));
    assert!(bench.fault(&["export", "--set", "ann1", "--out", "out", "."]).contains("the text has changed"));
    assert!(bench.fault(&["export", "--set", "ann7", "--out", "out", "."]).contains("ann7 has annotated no text here"));
    assert!(
        bench
            .fault(&["export", "--format", "frob", "--set", "ann1", "--out", "out", "."])
            .contains("invalid value 'frob' for '--format <FORMAT>'")
    );
}

#[test]
fn completions_and_manual_pages_are_made_for_every_shell_and_subcommand() {
    let bench = Bench::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(bench.output(&["completions", shell]).contains("hashiya"), "{shell}");
    }
    assert!(bench.output(&["man"]).contains(".TH hashiya 1"));
    for name in ["show", "check", "export", "import", "keys", "completions", "man"] {
        assert!(bench.output(&["man", name]).contains(&format!(".TH hashiya-{name} 1")), "{name}");
    }
    assert!(bench.output(&["--help"]).contains("--annotator"));
    assert!(bench.output(&["--version"]).starts_with("hashiya "));
}

#[test]
fn an_option_comes_before_the_environment_and_that_before_the_user() {
    let bench = Bench::with_text();
    let chosen = |arguments: &[&str], environment: &str| {
        let mut command = bench.command(&["show", "-v", "a.txt"]);
        let ran = Ran::of(&command.args(arguments).env("HASHIYA_ANNOTATOR", environment).output().unwrap());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.err.lines().next().unwrap().to_owned()
    };
    assert_eq!(chosen(&[], ""), "annotator: ann1 (the login name)");
    bench.write("home/hashiya/config.ron", "(annotator: \"user\", keymap: \"vim\")");
    assert!(chosen(&[], "").starts_with("annotator: user ("));
    assert!(bench.run(&["show", "-v", "a.txt"]).err.contains("keymap: vim ("));
    assert_eq!(chosen(&[], "env"), "annotator: env (HASHIYA_ANNOTATOR)");
    assert_eq!(chosen(&["--annotator", "me"], "env"), "annotator: me (--annotator)");
    bench.write("other.ron", "(annotator: \"other\", colour: \"always\")");
    assert_eq!(chosen(&["--config", "other.ron"], ""), "annotator: other (other.ron)");
    assert!(bench.output(&["show", "a.txt", "--config", "other.ron", "--annotator", "ann1"]).contains('\u{1b}'));
}

#[test]
fn files_of_a_configuration_are_found_beside_it() {
    let bench = Bench::with_text();
    bench.write("etc/schema.ron", "(id: \"mine\", tags: [(id: \"ACTOR\", key: 'a', colour: \"red\")])");
    bench.write("etc/keys.ron", "(bindings: [(modes: \"reading\", keys: \"f5\", command: \"undo\")])");
    bench.write("etc/c.ron", "(schema: \"schema.ron\", keymap: \"keys.ron\")");
    assert!(bench.output(&["show", "a.txt", "--config", "etc/c.ron", "--format", "ansi"]).contains("48;5;217m"));
    assert!(bench.output(&["keys", "--config", "etc/c.ron"]).contains("f5"));
}

#[test]
fn the_language_is_that_of_the_locale_where_nothing_else_says_which() {
    let bench = Bench::new();
    let heading = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = bench.command(&[&["keys"], arguments].concat());
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        let ran = Ran::of(&command.envs(variables.iter().copied()).output().unwrap());
        ran.out.lines().next().unwrap().to_owned()
    };
    assert_eq!(heading(&[], &[]), "Moving");
    assert_eq!(heading(&[("LANG", "ar_SY.UTF-8")], &[]), "الحركة");
    assert_eq!(heading(&[("LANG", "ar_SY.UTF-8"), ("LC_ALL", "C.UTF-8")], &[]), "Moving");
    assert_eq!(heading(&[("LANG", "en_GB.UTF-8"), ("LC_MESSAGES", "ar")], &[]), "الحركة");
    assert_eq!(heading(&[("LANG", "ar")], &["--language", "en"]), "Moving");
    bench.write("home/hashiya/config.ron", "(language: \"en\")");
    assert_eq!(heading(&[("LANG", "ar")], &[]), "Moving");
    assert_eq!(heading(&[("LANG", "C")], &["--language", "ar"]), "الحركة");
}

#[test]
fn a_bad_configuration_says_where() {
    let bench = Bench::with_text();
    bench.write("hashiya.ron", "(\n  annotator: \"ann1\",\n  colr: \"never\",\n)");
    let error = bench.fault(&["show", "a.txt"]);
    assert!(error.starts_with("./hashiya.ron:3:3: ") && error.contains("colr"), "{error}");
    fs::remove_file(bench.path("hashiya.ron")).unwrap();
    bench.write("home/hashiya/config.ron", "(colour: \"blue\")");
    assert!(bench.fault(&["check", "a.txt"]).contains("`blue` is not one of auto, always, never"));
    bench.write("home/hashiya/config.ron", "(annotator: \"A B\")");
    assert!(bench.fault(&["show", "a.txt"]).contains("the annotator name `A B`"));
    fs::remove_file(bench.path("home/hashiya/config.ron")).unwrap();
    assert!(bench.fault(&["show", "a.txt", "--config", "none.ron"]).starts_with("none.ron: no such file"));
}

#[test]
fn bad_input_is_one_error_and_one_hint() {
    let bench = Bench::with_text();
    bench.write("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    bench.write("schema.ron", "(\n  id: \"x\",\n  tags: [\n    (id: \"A\", key: 'a', colour: \"purple\"),\n  ],\n)");
    bench.write("empty/.keep", "");
    let cases: &[(&[&str], &str)] = &[
        (&["nowhere"], "nowhere: no such file or folder"),
        (&["a.txt", "nowhere.txt"], "nowhere.txt: no such file or folder"),
        (&["picture.txt"], "picture.txt: this is an image, not a text"),
        (&["show", "nowhere"], "nowhere: no such file or folder"),
        (&["show", "empty"], "empty: is a directory"),
        (&["show", "picture.txt"], "picture.txt: this is an image, not a text"),
        (&["show", "\u{1b}[2J.txt"], "\u{241b}[2J.txt: no such file or folder"),
        (&["show", "a.txt", "--schema", "schema.ron"], "schema.ron:4:34: unknown colour `purple`"),
        (&["show", "a.txt", "--schema", "none.ron"], "none.ron: no such file or folder"),
        (&["show", "a.txt", "--encoding", "klingon"], "unknown encoding klingon"),
        (&["show", "a.txt", "--set", "../x"], "the annotator name `../x` has '.' in it"),
        (&["show", "a.txt", "--annotator", "gold"], "--annotator: the annotator name `gold` is kept"),
        (&["check", "a.txt", "--annotator", "A B"], "--annotator: the annotator name `A B` has 'A' in it"),
        (&["show", "a.txt", "--width", "0"], "invalid value '0'"),
        (&["show"], "the following required arguments"),
        (&["show", "a.txt", "--frob"], "unexpected argument '--frob'"),
        (&["keys", "--keymap", "none.ron"], "none.ron: no such file or folder"),
        (&["check", "nowhere"], "nowhere: no such file or folder"),
        (&["export", "--set", "ann1", "--out", "-", "nowhere"], "nowhere: no such file or folder"),
        (&["export", "--set", "ann1", "--out", "a.txt/x", "a.txt"], ""),
        (&["import", "nowhere.jsonl"], "nowhere.jsonl: no such file or folder"),
        (&["import", "picture.txt"], "picture.txt: this is an image, not a text"),
        (&["man", "frob"], "unknown subcommand frob"),
        (&["completions", "csh"], "invalid value 'csh'"),
        (&["--demo"], "the full screen needs a terminal"),
        (&["a.txt"], "the full screen needs a terminal"),
        (&["empty"], "the full screen needs a terminal"),
    ];
    for (arguments, expected) in cases {
        let error = bench.fault(arguments);
        assert!(error.starts_with(expected), "{arguments:?}: {error}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_closed_file_is_no_text() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::with_text();
    assert!(bench.fault(&["show", "/dev/null"]).starts_with("/dev/null: not a regular file"));
    fs::set_permissions(bench.path("a.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser reads anything.
    if fs::read(bench.path("a.txt")).is_err() {
        assert!(bench.fault(&["show", "a.txt"]).starts_with("a.txt: permission denied"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_the_output_is_not_the_users_fault() {
    let bench = Bench::with_text();
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in [&["keys"][..], &["show", "a.txt"], &["man"], &["export", "--set", "ann1", "--out", "-", "a.txt"]] {
        let ran = Ran::of(&bench.command(arguments).stdout(full()).output().unwrap());
        assert_eq!((ran.code, ran.err.lines().count()), (2, 2), "{arguments:?}: {}", ran.err);
        assert!(ran.err.starts_with("error: cannot write to standard output: "), "{}", ran.err);
    }
}

#[test]
fn the_readme_lists_the_keys_as_they_are() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let listed = readme.split("<!-- keys: begin -->").nth(1).and_then(|rest| rest.split("<!-- keys: end -->").next()).unwrap();
    let ran = Bench::new().run(&["keys", "--format", "markdown"]);
    assert!(listed.trim() == ran.out.trim(), "write what `hashiya keys --format markdown` prints into README.md");
}
