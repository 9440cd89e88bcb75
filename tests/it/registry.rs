//! Registries from the command line: listed, checked, exchanged with tables; identities merged, renamed and split with all
//! uses following, and taken back.

use std::fs;

use crate::cli::{Bench, TEXT, sidecar};

const ACTORS: &str = r#"(hashiya: 1, registry: "actors", entries: [
    (id: "guard", ar: "حرس الوادي", en: "Wadi Guard", aliases: ["الحرس"], class: "armed_group"),
    (id: "guards", ar: "حراس الوادي", class: "armed_group", parent: "guard"),
    (id: "state", ar: "تنظيم الدولة", en: "State Organisation", aliases: ["الحرس"], class: "armed_group"),
])"#;

fn span(id: &str, start: usize, text: &str, actor: &str) -> String {
    let end = start + text.chars().count();
    format!(
        r#"(id: "{id}", tag: "ACTOR", start: {start}, end: {end}, text: "{text}", attributes: [("actor_id", "{actor}"), ("actor_class", "armed_group")])"#
    )
}

/// A folder with a text, two annotators and a registry.
fn folder() -> Bench {
    let bench = Bench::new();
    bench.write("in/a.txt", TEXT);
    bench.write("in/actors.ron", ACTORS);
    let one = span("s1", 4, "تنظيم الدولة", "state");
    bench.write("in/a.txt.amal.ron", sidecar("amal", &[&one], ""));
    bench.write("in/a.txt.basim.ron", sidecar("basim", &[&one.replace("\"state\"", "\"guard\"")], ""));
    bench
}

fn read(bench: &Bench, name: &str) -> String {
    fs::read_to_string(bench.path(name)).unwrap()
}

#[test]
fn identities_are_listed_with_their_uses_the_most_used_first() {
    let bench = folder();
    bench.write("in/a.txt.dina.ron", sidecar("dina", &[&span("s1", 4, "تنظيم الدولة", "state")], ""));
    let listed = bench.output(&["registry", "list", "in"]);
    assert!(listed.starts_with("2  state  armed_group  تنظيم الدولة | State Organisation | الحرس\n1  guard  "), "{listed}");
    assert_eq!(bench.output(&["registry", "list", "in/actors.ron", "--find", "waD"]).lines().count(), 1);
    let json = bench.output(&["registry", "list", "in", "--format", "json", "--find", "حراس"]);
    assert!(json.starts_with(r#"{"registry":"actors","id":"guards","ar":"حراس الوادي","en":"","aliases":[],"#), "{json}");
    bench.write("in/actors.ron", "(hashiya: 1,\n entries: 3)");
    assert!(bench.fault(&["registry", "list", "in"]).contains("in/actors.ron: line 2"));
    assert_eq!(read(&bench, "in/actors.ron"), "(hashiya: 1,\n entries: 3)");
}

#[test]
fn what_is_odd_about_a_registry_is_reported_with_its_line() {
    let bench = folder();
    let told = bench.output(&["registry", "check", "in"]);
    assert!(told.contains("in/actors.ron:2: warning: guard: “الحرس” is also a name of state"), "{told}");
    assert!(told.contains("in/actors.ron:3: note: guards: no span has it"), "{told}");
    bench.write(
        "in/actors.ron",
        r#"(hashiya: 1, registry: "actors", entries: [
    (id: "a", ar: "جبهة النخيل", parent: "b", class: "loud"),
    (id: "b", ar: "جبهة النخييل", parent: "a"),
    (id: "b", ar: "آخر", parent: "nobody", merge_conflict: ["class: “media”"]),
], merged: [("x", "y"), ("y", "x"), ("a", "b")])"#,
    );
    let ran = bench.run(&["registry", "check", "in"]);
    assert_eq!(ran.code, 1);
    for expected in [
        "in/actors.ron:2: warning: a: it is a part of itself",
        "in/actors.ron:2: warning: a: “جبهة النخيل” is nearly a name of b",
        "in/actors.ron:2: warning: a: the schema has no actor_class loud",
        "error: x: it was merged into y, which leads to no identity",
        "warning: a: it was merged, and is an identity all the same",
        "error: b: another identity has this id",
        "error: b: a merge left this undecided: class: “media”",
        "it is a part of nobody, which is no identity here",
    ] {
        assert!(ran.out.contains(expected), "{expected} in\n{}", ran.out);
    }
    assert!(bench.run(&["check", "in"]).out.contains("error: b: a merge left this undecided"));
}

#[test]
fn check_warns_of_identities_that_the_registry_does_not_know() {
    let bench = folder();
    assert!(!bench.run(&["check", "in"]).out.contains("has no identity"));
    bench.write("in/a.txt.amal.ron", sidecar("amal", &[&span("s1", 4, "تنظيم الدولة", "nobody")], ""));
    let told = bench.run(&["check", "in"]);
    assert!(told.out.contains("warning: s1: actor_id: the registry actors has no identity nobody"), "{}", told.out);
    bench.write("in/actors.ron", ACTORS.replace("])", "], merged: [(\"nobody\", \"guard\")])"));
    assert!(!bench.run(&["check", "in"]).out.contains("has no identity"));
}

#[test]
fn a_registry_goes_into_a_table_and_comes_back() {
    let bench = folder();
    let table = bench.output(&["registry", "export", "in", "--registry", "actors"]);
    assert!(table.starts_with("id,ar,en,aliases,class,parent,"), "{table}");
    bench.write("t.csv", table.replace("Wadi Guard", "Valley Guard") + ",سد الماء,Water Dam,,,,,,,,,,,\n");
    let dry = bench.run(&["registry", "import", "in/actors.ron", "t.csv", "--dry-run"]);
    assert!(dry.err.contains("actors: new: 1, changed: 1, as before: 2 (nothing was written)"), "{}", dry.err);
    assert_eq!(read(&bench, "in/actors.ron"), ACTORS);
    bench.output(&["registry", "import", "in/actors.ron", "t.csv"]);
    let now = read(&bench, "in/actors.ron");
    assert!(now.contains("en: \"Valley Guard\"") && now.contains("id: \"water_dam\""), "{now}");
    bench.output(&["registry", "undo", "in/actors.ron"]);
    let listed = bench.output(&["registry", "list", "in"]);
    assert!(listed.contains("Wadi Guard") && !listed.contains("water_dam"), "{listed}");
    bench.write("t.csv", "id,colour\nx,red\n");
    let told = bench.fault(&["registry", "import", "in/actors.ron", "t.csv"]);
    assert!(told.contains("t.csv: line 1: unknown column `colour`"), "{told}");
}

#[test]
fn merged_identities_have_one_id_in_all_sidecars_and_all_of_it_is_taken_back_as_one() {
    let bench = folder();
    let files = ["in/a.txt.amal.ron", "in/a.txt.basim.ron"];
    bench.run(&["check", "in"]);
    let merge = ["registry", "merge", "in", "state", "guards", "guard"];
    let dry = bench.output(&[&merge[..], &["--dry-run"]].concat());
    assert_eq!(dry, "a.txt.amal.ron: 1 use\n");
    assert_eq!(read(&bench, "in/actors.ron"), ACTORS);
    bench.output(&merge);
    for file in files {
        assert!(read(&bench, file).contains("(\"actor_id\", \"guard\")"), "{file}");
    }
    let now = read(&bench, "in/actors.ron");
    assert!(now.contains("merged: [(\"state\", \"guard\"), (\"guards\", \"guard\")]"), "{now}");
    assert!(now.contains("aliases: [\"الحرس\", \"تنظيم الدولة\", \"State Organisation\", \"حراس الوادي\"]"), "{now}");
    assert!(!now.contains("id: \"state\""));
    bench.output(&["registry", "undo", "in", "--registry", "actors"]);
    assert!(
        read(&bench, files[0]).contains("(\"actor_id\", \"state\")")
            && read(&bench, files[1]).contains("(\"actor_id\", \"guard\")")
    );
    let back = read(&bench, "in/actors.ron");
    assert!(
        back.contains("id: \"state\"") && back.contains("parent: \"guard\"") && !back.contains("(\"state\", \"guard\")"),
        "{back}"
    );
    assert!(bench.fault(&["registry", "undo", "in", "--registry", "actors"]).contains("no change to undo"));
    let history = bench.output(&["history", "in/a.txt"]);
    assert!(history.contains("registry merge state, guards into guard") && history.contains("registry undo"), "{history}");
}

#[test]
fn a_renamed_identity_is_renamed_in_its_uses_and_parts_and_its_old_id_still_leads_to_it() {
    let bench = folder();
    bench.output(&["registry", "rename", "in", "guard", "wadi_guard"]);
    assert!(read(&bench, "in/a.txt.basim.ron").contains("(\"actor_id\", \"wadi_guard\")"));
    let now = read(&bench, "in/actors.ron");
    assert!(now.contains("parent: \"wadi_guard\"") && now.contains("(\"guard\", \"wadi_guard\")"), "{now}");
    assert!(bench.fault(&["registry", "rename", "in", "wadi_guard", "state"]).contains("an identity `state` already exists"));
    assert!(bench.fault(&["registry", "rename", "in", "nobody", "x"]).contains("unknown identity `nobody`"));
}

#[test]
fn a_split_identity_gives_the_uses_of_a_name_to_a_new_one() {
    let bench = folder();
    bench.write(
        "in/a.txt.amal.ron",
        sidecar("amal", &[&span("s1", 4, "تنظيم الدولة", "state"), &span("s2", 4, "تنظيم", "state")], ""),
    );
    let split = ["registry", "split", "in", "state", "organisation", "--name", "تنظيم"];
    assert_eq!(bench.output(&split), "a.txt.amal.ron: 1 use\n");
    let now = read(&bench, "in/a.txt.amal.ron");
    assert!(now.contains("(\"actor_id\", \"state\")") && now.contains("(\"actor_id\", \"organisation\")"), "{now}");
    bench.output(&["registry", "undo", "in", "--registry", "actors"]);
    assert!(!read(&bench, "in/a.txt.amal.ron").contains("organisation"));
}

#[test]
fn a_sidecar_that_cannot_be_written_keeps_everything_as_it_was() {
    let bench = folder();
    let amal = read(&bench, "in/a.txt.amal.ron");
    bench.write("in/a.txt.basim.ron", "(hashiya: 99)");
    let told = bench.fault(&["registry", "merge", "in", "state", "guard"]);
    assert!(told.contains("newer version"), "{told}");
    assert_eq!((read(&bench, "in/actors.ron").as_str(), read(&bench, "in/a.txt.amal.ron")), (ACTORS, amal));
}
