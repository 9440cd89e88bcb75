//! What was proposed for a span stays in its line of the sidecar, and follows whatever is renamed, moved or merged.

use std::fs;

use crate::cli::{Bench, TEXT, sidecar};

const OFFERED: &str = r#"offered: [("actor_id", ("registry", "state")), ("cue", ("verb", (4, 16)))]"#;

/// A span with these fields at the end of its line.
fn span(id: &str, more: &str) -> String {
    format!(
        r#"(id: "{id}", tag: "ACTOR", start: 4, end: 16, bytes: (7, 30), text: "تنظيم الدولة", attributes: [("actor_id", "state"), ("actor_class", "armed_group")], origin: "manual", {more})"#
    )
}

fn bench(more: &str) -> Bench {
    let bench = Bench::new();
    bench.write("in/a.txt", TEXT);
    bench.write("in/a.txt.amal.ron", sidecar("amal", &[&span("s1", more)], ""));
    bench
}

fn line(bench: &Bench, name: &str) -> String {
    let read = fs::read_to_string(bench.path(name)).unwrap();
    read.lines().find(|line| line.contains("(id: \"s1\"")).unwrap().to_owned()
}

#[test]
fn check_has_nothing_to_say_of_what_was_proposed_but_that_its_shape_is_wrong() {
    let told = bench(OFFERED).run(&["check", "in"]).out;
    assert!(!told.contains("offered"), "{told}");
    let told = bench("offered: 7, offered_relations: [(\"by\", 3)]").run(&["check", "in"]).out;
    for name in ["offered", "offered_relations"] {
        assert!(told.contains(&format!("warning: s1: the field `{name}` is ignored: ")), "{told}");
    }
}

#[test]
fn a_proposed_end_in_another_text_follows_when_that_is_renamed() {
    let bench = bench(r#"offered_relations: [("repeats", ("same_figure", "b.txt#s2"))]"#);
    bench.write("in/b.txt", TEXT);
    bench.output(&["rename", "in/b.txt", "c.txt"]);
    let expected = r#"offered_relations: [("repeats", ("same_figure", "c.txt#s2"))]"#;
    assert!(line(&bench, "in/a.txt.amal.ron").contains(expected), "{}", line(&bench, "in/a.txt.amal.ron"));
}

#[test]
fn a_proposed_identity_follows_when_it_is_merged_and_comes_back_with_the_others() {
    let bench = bench(OFFERED);
    let entry = |id: &str, name: &str| format!(r#"(id: "{id}", ar: "{name}", class: "armed_group")"#);
    let entries = [entry("state", "تنظيم الدولة"), entry("guard", "حرس الوادي")].join(", ");
    bench.write("in/actors.ron", format!("(hashiya: 1, registry: \"actors\", entries: [{entries}])"));
    let merge = ["registry", "merge", "in", "state", "guard"];
    assert_eq!(bench.output(&merge), "a.txt.amal.ron: 1 use\n");
    assert!(line(&bench, "in/a.txt.amal.ron").contains(r#"("actor_id", ("registry", "guard"))"#));
    bench.output(&["registry", "undo", "in", "--registry", "actors"]);
    assert!(line(&bench, "in/a.txt.amal.ron").contains(OFFERED));
}

#[test]
fn a_proposed_place_moves_with_its_span_when_the_text_is_reanchored() {
    let bench = bench(OFFERED);
    bench.write("in/a.txt", format!("عاجل: {TEXT}"));
    bench.output(&["reanchor", "in/a.txt"]);
    assert!(
        line(&bench, "in/a.txt.amal.ron").contains(r#"("cue", ("verb", (10, 22)))"#),
        "{}",
        line(&bench, "in/a.txt.amal.ron")
    );
}

#[test]
fn jsonl_carries_what_was_proposed_and_gold_does_not_have_it() {
    let bench = bench(OFFERED);
    bench.output(&["export", "--format", "jsonl", "--set", "amal", "--out", "out", "in"]);
    bench.output(&["import", "out/amal.jsonl", "--into", "again"]);
    assert!(line(&bench, "again/a.txt.amal.ron").contains(OFFERED));
    let submitted = |name: &str| sidecar(name, &[&span("s1", OFFERED)], "    state: \"submitted\",\n");
    bench.write("in/a.txt.amal.ron", submitted("amal"));
    bench.write("in/a.txt.basim.ron", submitted("basim"));
    bench.output(&["gold", "in"]);
    let gold = line(&bench, "in/a.txt.gold.ron");
    assert!(gold.contains("decision: \"unanimous\"") && !gold.contains("offered"), "{gold}");
}
