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
