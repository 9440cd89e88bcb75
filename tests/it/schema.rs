//! Schemas as people meet them: checked, printed, begun, and their guideline, printed and on screen.

use hashiya::annotation::Schema;
use hashiya::session::Mode;
use hashiya::words::{Language, Words};

use super::cli::Bench as Shell;
use super::harness::Bench;

const SMALL: &str = r#"Schema(
    hashiya: 2,
    id: "harbour",
    tags: [
        Tag(id: "SHIP", key: 's', colour: "blue", help: (en: "A <named> ship.", ar: "سفينة."), examples: ["رست [الزهرة]"], attrs: [
            Attr(id: "cargo", key: 'c', kind: One(["grain", Value(id: "spice", retired: true)]), default: "hay"),
        ]),
    ],
    relations: [Rel(id: "beside", key: 'b', from: ["SHIP"], to: ["BOAT"])],
)
"#;

#[test]
fn a_schema_is_checked_to_its_end_with_line_and_column() {
    let shell = Shell::new();
    shell.write("s.ron", SMALL);
    let ran = shell.run(&["schema", "check", "s.ron"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines[0], "warning: s.ron:6:98: the default `hay` of `cargo` is not one of its values", "{}", ran.err);
    assert!(lines[1].starts_with("error: s.ron:9:") && lines[1].ends_with("unknown tag `BOAT`"), "{}", ran.err);
    assert!(lines[2].starts_with("hint: "), "{}", ran.err);
    shell.write("s.ron", SMALL.replace("hay", "grain").replace("BOAT", "SHIP"));
    let told = shell.output(&["schema", "check", "s.ron"]);
    let warned = shell.run(&["schema", "check", "s.ron"]).err;
    assert!(warned.contains("the tag SHIP cannot have s in the mode reading"), "{warned}");
    assert_eq!(told, "s.ron: harbour, tags: 1, attributes: 1, relations: 1, facts: 0, lexicons: 0\n");
}

#[test]
fn every_command_refuses_a_schema_that_could_not_be_honoured() {
    let shell = Shell::with_text();
    shell.write("s.ron", SMALL);
    let told = shell.fault(&["check", "--schema", "s.ron", "."]);
    assert!(told.starts_with("s.ron:6:"), "{told}");
}

#[test]
fn the_schema_that_counts_is_printed_and_begun_from() {
    let shell = Shell::new();
    assert_eq!(shell.output(&["schema", "print"]), Schema::builtin_text());
    shell.output(&["schema", "init", "ours.ron"]);
    assert_eq!(shell.output(&["schema", "print", "ours.ron"]), Schema::builtin_text());
    assert_eq!(shell.output(&["schema", "print", "--schema", "ours.ron"]), Schema::builtin_text());
    shell.fault(&["schema", "init", "ours.ron"]);
    let told = shell.output(&["schema", "check", "ours.ron"]);
    assert!(told.contains("tags: 4") && told.contains("relations: 12"), "{told}");
    assert_eq!(shell.run(&["schema", "check", "ours.ron"]).err, "", "nothing in it reads badly");
}

#[test]
fn the_guideline_is_printed_in_both_languages() {
    let shell = Shell::new();
    let markdown = shell.output(&["schema", "docs"]);
    for expected in [
        "# News of armed conflict (conflict-ar)",
        "G3 Leave out",
        "## Casualty figure (CASUALTY)",
        "### Harm",
        "- `1` **killed**",
        "<div dir=\"rtl\">",
        "## رقم ضحايا (CASUALTY)",
        "## بيانات النص",
    ] {
        assert!(markdown.contains(expected), "{expected}");
    }
    let arabic = shell.output(&["schema", "docs", "--language", "ar"]);
    assert!(arabic.starts_with("<div dir=\"rtl\">") && !arabic.contains("News of armed"), "{arabic}");
    shell.write("s.ron", SMALL.replace("hay", "grain").replace("BOAT", "SHIP"));
    let html = shell.output(&["schema", "docs", "s.ron", "--format", "html"]);
    for expected in [
        "<section lang=\"ar\" dir=\"rtl\">",
        "A &lt;named&gt; ship.",
        "رست <mark>الزهرة</mark>",
        "spice – retired",
        "default: grain",
    ] {
        assert!(html.contains(expected), "{expected}: {html}");
    }
    assert!(!html.contains("http://") && !html.contains("<script"), "{html}");
}

#[test]
fn a_key_shows_the_guideline_of_the_tag_at_hand_and_esc_leads_back() {
    let mut bench = Bench::read("قال [ACTOR|ال‸جيش] إن [LOCATION|الزيتونة] بعيدة");
    bench.draw(80, 24, true);
    let before = bench.state();
    bench.press("h");
    let rows = bench.draw(80, 24, true).rows();
    assert!(rows.iter().any(|row| row.contains("Actor")), "{rows:#?}");
    assert!(rows.iter().any(|row| row.contains("An organised party")), "{rows:#?}");
    assert!(rows.iter().all(|row| !row.contains("Location")), "{rows:#?}");
    bench.press("esc");
    bench.draw(80, 24, true);
    assert_eq!((bench.session.mode(), bench.state()), (Mode::Reading, before));
}

#[test]
fn the_guideline_speaks_the_language_of_the_screen_and_scrolls() {
    let mut bench = Bench::read("[CASUALTY|سب‸عة قتلى]");
    bench.press("h");
    let arabic = Words::of(Language::Arabic);
    let rows = bench.draw_in(arabic, 60, 12, true).rows();
    assert!(rows.iter().all(|row| !row.contains("figure")), "{rows:#?}");
    bench.press("ctrl-end");
    let end = bench.draw_in(arabic, 60, 12, true).rows();
    assert_ne!(rows[2], end[2]);
    bench.press("ctrl-home");
    assert_eq!(bench.draw_in(arabic, 60, 12, true).rows()[2], rows[2]);
}

#[test]
fn without_a_span_at_hand_the_guideline_tells_the_rules_and_the_tags() {
    let mut bench = Bench::read("ق‸ال");
    bench.press("h");
    let rows = bench.draw(80, 40, true).rows().join("\n");
    assert!(rows.contains("G1 Tag what the text says") && rows.contains("Casualty figure"), "{rows}");
}

#[test]
fn check_notes_a_retired_value_and_warns_of_a_relation_that_is_missing() {
    let shell = Shell::with_text();
    let schema =
        SMALL.replace("hay", "grain").replace("to: [\"BOAT\"]", "to: [\"SHIP\"], required: true").replace("SHIP", "ACTOR");
    shell.write("s.ron", schema);
    shell.write(
        "a.txt.ann1.ron",
        super::cli::sidecar(
            "ann1",
            &[&super::cli::SPAN.replace("(\"actor_id\", \"a\"), (\"actor_class\", \"armed_group\")", "(\"cargo\", \"spice\")")],
            "",
        ),
    );
    let ran = shell.run(&["check", "--schema", "s.ron", "."]);
    assert!(ran.out.contains("note: ") && ran.out.contains("cargo: spice is retired"), "{}", ran.out);
    assert!(ran.out.contains("beside is missing, which ACTOR must have"), "{}", ran.out);
    assert!(ran.err.contains(", notes: 1"), "{}", ran.err);
    assert_eq!(ran.code, 0);
}

const COURT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/court.ron");
const JUDGMENT: &str = "Mrs Vale sued the Harbour Company.\nThe claim is dismissed under the Pilots Act.\n";

#[test]
fn a_schema_of_another_field_drives_the_program_without_a_word_of_the_first() {
    let shell = Shell::new();
    assert_eq!(shell.run(&["schema", "check", COURT]).code, 0);
    let docs = shell.output(&["schema", "docs", COURT]);
    assert!(docs.contains("# Judgments of courts") && docs.contains("plaintiff – retired"), "{docs}");
    shell.write("j.txt", JUDGMENT);
    shell.write(
        "j.txt.ann1.ron",
        r#"(
    hashiya: 1,
    source: (file: "j.txt", bytes: 79, code_points: 79),
    schema: (id: "judgments-en", version: "1.0.0"),
    annotator: "ann1",
    document: [("court", "High Court")],
    spans: [
        (id: "s1", tag: "PARTY", start: 4, end: 8, bytes: (4, 8), text: "Vale", attributes: [("role", "plaintiff")]),
        (id: "s2", tag: "HOLDING", start: 35, end: 57, bytes: (35, 57), text: "The claim is dismissed", attributes: []),
    ],
)
"#,
    );
    let ran = shell.run(&["check", "--schema", COURT, "."]);
    for expected in
        ["note: s1: role: plaintiff is retired", "s2: outcome is missing", "s2: decides_for is missing, which HOLDING"]
    {
        assert!(ran.out.contains(expected), "{expected}: {}", ran.out);
    }
    let keys = shell.output(&["keys", "--schema", COURT]);
    for (words, from) in [(&ran.out, "check"), (&keys, "keys"), (&docs, "docs")] {
        for tag in ["ACTOR", "LOCATION", "CASUALTY", "ALLEGATION", "claimed_by"] {
            assert!(!words.contains(tag), "{from} says {tag}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_judgment_is_annotated_from_left_to_right_by_the_keys_of_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("j.txt"), JUDGMENT).unwrap();
    std::fs::write(folder.path().join("court.ron"), std::fs::read(COURT).unwrap()).unwrap();
    let mut pty = super::pty::Start::new(folder.path(), &["j.txt", "--schema", "court.ron"]).begin();
    pty.wait_for("PARTY");
    pty.keys("j c");
    pty.wait_for("[PARTY] s1");
    pty.keys("h");
    pty.wait_for("Whoever sues or is sued.");
    pty.keys("esc");
    pty.wait_for("[PARTY] s1");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    let sidecar = std::fs::read_to_string(folder.path().join("j.txt.amal.ron")).unwrap();
    assert!(sidecar.contains("tag: \"PARTY\"") && sidecar.contains("text: \"Vale\""), "{sidecar}");
}

const TABLE: &str = r#"(
    tags: [("ACTOR", "PARTY"), ("ALLEGATION", "CLAIM")],
    attributes: [("ACTOR", "actor_class", "kind_of")],
    values: [("ACTOR", "actor_class", "armed_group", "force")],
    relations: [("by", "done_by"), ("claimed_by", "said_by")],
    facts: [("source_name", "outlet")],
)"#;

/// A folder of version 0.1, whose journals tell how it came to be, in a folder of its own.
fn old_folder(shell: &Shell) {
    fn copy(from: &std::path::Path, to: &std::path::Path) {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap().flatten() {
            let to = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &to);
            } else {
                std::fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    let from = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/folders/v0.1/folder");
    copy(&from, &shell.path("w"));
    shell.write("table.ron", TABLE);
}

/// What `check` finds, with the old names where the new ones are.
fn findings(shell: &Shell) -> Vec<String> {
    let schema = Schema::builtin_text();
    shell.write("now.ron", schema);
    let ran = shell.run(&["check", "--schema", "now.ron", "w"]);
    ran.out
        .lines()
        .filter(|line| line.contains("error") || line.contains("journal") || line.contains("decision"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_folder_gets_other_names_in_sidecars_and_journals_and_nothing_is_stale_by_that() {
    let shell = Shell::new();
    old_folder(&shell);
    let before = findings(&shell);
    let dry = shell.output(&["schema", "migrate", "table.ron", "w", "--dry-run"]);
    assert!(dry.contains("01-quay.txt.amal.ron: names: "), "{dry}");
    assert_eq!(findings(&shell), before, "a dry run writes nothing");
    let done = shell.output(&["schema", "migrate", "table.ron", "w"]);
    assert_eq!(dry, done);
    for file in ["01-quay.txt.amal.ron", "02-bridge.txt.gold.ron", ".hashiya/01-quay.txt.amal.journal"] {
        let text = std::fs::read_to_string(shell.path("w").join(file)).unwrap();
        assert!(!text.contains("\"ACTOR\"") && text.contains("\"PARTY\""), "{file}: {text}");
    }
    assert_eq!(findings(&shell), before, "journals still lead to their sidecars, and decisions hold");
    let history = shell.output(&["history", "w/01-quay.txt"]);
    assert!(history.contains("PARTY") && !history.contains("ACTOR «"), "{history}");
    let again = shell.output(&["schema", "migrate", "table.ron", "w"]);
    assert_eq!(again, "", "nothing has the old names any more");
}

#[cfg(unix)]
#[test]
fn what_was_done_before_the_names_changed_can_be_undone_after_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), super::cli::TEXT).unwrap();
    std::fs::write(folder.path().join("table.ron"), r#"(tags: [("ACTOR", "LOCATION"), ("LOCATION", "ACTOR")])"#).unwrap();
    let mut pty = super::pty::Start::new(folder.path(), &["a.txt"]).begin();
    pty.wait_for("a.txt");
    pty.keys("j 2 a");
    pty.wait_for("[ACTOR] s1");
    pty.keys("r l");
    pty.wait_for("[LOCATION] s1");
    pty.keys("q");
    assert_eq!(pty.end(), 0);
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_hashiya"))
        .args(["schema", "migrate", "table.ron", "a.txt", "--annotator", "huda"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    let mut pty = super::pty::Start::new(folder.path(), &["a.txt"]).begin();
    pty.wait_for("a.txt");
    pty.keys("ctrl-home j");
    pty.wait_for("[ACTOR] s1");
    pty.keys("u");
    pty.wait_for("[LOCATION] s1");
    pty.keys("u");
    pty.wait_until("the span is gone", |screen| !screen.contains("] s1"));
    pty.keys("q");
    assert_eq!(pty.end(), 0);
}
