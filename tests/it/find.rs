//! `hashiya find`: words in their context, and spans by what is said of them.

use serde_json::{Value as Json, json};

use crate::cli::{Bench, SPAN, sidecar};

const TEXT: &str = "قالت قسد إن «وَقَسَد» انسحبت.\nوبقسدها لا، للزيتونة نعم.\n";

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("in/a.txt", TEXT);
    bench.write("in/b.txt", "لا شيء\n");
    bench.write("in/c.txt", "كتائب السهل في السهل، ثم ISIS\n");
    bench
}

fn rows(bench: &Bench, arguments: &[&str]) -> Vec<Json> {
    let out = bench.output(&[&["find", "--format", "json"], arguments].concat());
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn words(bench: &Bench, arguments: &[&str]) -> Vec<String> {
    rows(bench, arguments).iter().map(|row| row["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_hit_has_its_place_in_code_points_and_its_context() {
    let bench = bench();
    let found = rows(&bench, &["قسد", "in"]);
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[0],
        json!({"file": "a.txt", "start": 5, "end": 8, "text": "قسد", "before": "قالت ", "after": " إن «وَقَسَد» انسحبت."})
    );
    let chars: Vec<char> = TEXT.chars().collect();
    for row in &found {
        let [start, end] = ["start", "end"].map(|name| usize::try_from(row[name].as_u64().unwrap()).unwrap());
        assert_eq!(chars[start..end].iter().collect::<String>(), row["text"].as_str().unwrap());
    }
    assert_eq!(words(&bench, &["--context", "3", "قسد", "in"]).len(), 2);
    assert_eq!(rows(&bench, &["--context", "3", "قسد", "in"])[0]["after"], json!(" إن"));
    // A text alone goes by the name of its file.
    assert_eq!(rows(&bench, &["قسد", "in/a.txt"])[0]["file"], json!("a.txt"));
}

#[test]
fn nothing_found_prints_nothing_and_is_no_error() {
    let ran = bench().run(&["find", "--format", "json", "لبنان", "in"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
}

#[test]
fn each_mode_and_each_layer_finds_what_it_should() {
    let bench = bench();
    let of = |arguments: &[&str]| words(&bench, &[arguments, &["in"]].concat());
    assert_eq!(of(&["الزيتونه"]), ["لزيتونة"]);
    assert_eq!(of(&["الزيتونه", "--without", "ta_marbuta"]), [""; 0]);
    assert_eq!(of(&["قسد", "--without", "marks,spaces"]), ["قسد"]);
    assert_eq!(of(&["قسد", "--mode", "substring"]), ["قسد", "قَسَد", "قسد"]);
    assert_eq!(of(&["قسد", "--mode", "exact"]), ["قسد", "قسد"]);
    assert_eq!(of(&["ق.د(ها)?", "--mode", "regex"]), ["قسد", "قَسَد", "قسدها"]);
    assert_eq!(of(&["--query", "قسد"]).len(), 2);
}

#[test]
fn a_longer_name_of_a_registry_hides_what_is_inside_of_it() {
    let bench = bench();
    assert_eq!(words(&bench, &["السهل", "in"]).len(), 2);
    bench.write("in/actors.ron", "(hashiya: 1, registry: \"actors\", entries: [\n(id: \"sahl\", ar: \"كتائب السهل\"),\n])\n");
    let found = rows(&bench, &["السهل", "in"]);
    assert_eq!((found.len(), &found[0]["start"]), (1, &json!(15)));
    assert_eq!(words(&bench, &["السهل", "in", "--inside-names"]).len(), 2);
}

#[test]
fn spans_are_found_by_tag_value_set_and_words() {
    let bench = Bench::with_text();
    bench.write("a.txt.ann2.ron", sidecar("ann2", &[SPAN], ""));
    let ids = |arguments: &[&str]| {
        let found = rows(&bench, arguments);
        found
            .iter()
            .map(|row| format!("{}:{}", row["annotator"].as_str().unwrap(), row["tag"].as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&["--tag", "ACTOR", "--lead", "."]), ["ann1:ACTOR", "ann2:ACTOR"]);
    assert_eq!(ids(&["--set", "ann1"]), ["ann1:ACTOR"]);
    assert_eq!(ids(&["--set", "ann1", "--attr", "actor_class=armed_group", "--attr", "actor_id=a", "a.txt"]), ["ann1:ACTOR"]);
    assert_eq!(ids(&["--set", "ann1", "--attr", "actor_class=state"]), [""; 0]);
    assert_eq!(ids(&["--set", "ann1", "--tag", "LOCATION"]), [""; 0]);
    assert_eq!(ids(&["--set", "ann1", "--query", "الدولة"]), ["ann1:ACTOR"]);
    assert_eq!(ids(&["--set", "ann1", "--query", "غارة"]), [""; 0]);
    // The query may also come first.
    assert_eq!(ids(&["الدولة", "a.txt", "--set", "ann1"]), ["ann1:ACTOR"]);
    let row = &rows(&bench, &["--set", "ann1"])[0];
    assert_eq!((&row["start"], &row["text"], &row["id"]), (&json!(4), &json!("تنظيم الدولة"), &json!("s1")));
    assert_eq!(row["attributes"], json!({"actor_id": "a", "actor_class": "armed_group"}));
}

#[test]
fn what_others_made_of_a_text_under_way_is_not_shown() {
    let bench = Bench::with_text();
    bench.write("a.txt.ann2.ron", sidecar("ann2", &[SPAN], ""));
    let ran = bench.run(&["find", "--tag", "ACTOR", "."]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "{}", ran.err);
    assert!(ran.out.contains("ann1") && ran.err.contains("--lead"), "{} {}", ran.out, ran.err);
}

#[test]
fn lines_for_people_are_aligned_at_the_hit() {
    let out = bench().output(&["find", "قسد", "in", "--context", "8"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines, ["a.txt:1:    قالت [قسد] إن «وَقَ", "a.txt:1:  د إن «وَ[قَسَد]» انسحبت"]);
}

#[test]
fn a_query_that_is_none_is_an_error() {
    let bench = bench();
    assert_eq!(bench.fault(&["find"]), "missing query");
    assert_eq!(bench.fault(&["find", "ـ", "in"]), "nothing is left of the query “ـ” without marks and spaces");
    assert_eq!(bench.fault(&["find", "--mode", "regex", "(", "in"]), "invalid regular expression: unclosed group");
    assert!(bench.fault(&["find", "قسد", "nowhere"]).starts_with("nowhere"));
}

#[test]
fn a_large_text_is_printed_as_it_is_searched() {
    let bench = Bench::new();
    bench.write("big.txt", format!("{}قسد\n", "كلام طويل هنا\n".repeat(200_000)));
    let found = rows(&bench, &["قسد", "big.txt"]);
    assert_eq!((found.len(), &found[0]["start"]), (1, &json!(200_000 * 14)));
}
