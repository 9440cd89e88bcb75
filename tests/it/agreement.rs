//! Agreement: published continua, and the command as its users run it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use hashiya::review::agreement::gamma::{Unit, Units, Weights, best};
use serde_json::Value;
use tempfile::TempDir;

const CONTINUA: &str = include_str!("../agreement/continua.txt");

fn units(parts: &[&str]) -> Units {
    let unit = |unit: &str| {
        let fields: Vec<&str> = unit.split_whitespace().collect();
        Unit::new(u32::from(fields[2].as_bytes()[0]), fields[0].parse().unwrap(), fields[1].parse().unwrap())
    };
    let annotator = |part: &&str| part.split(',').filter(|unit| !unit.trim().is_empty()).map(unit).collect();
    parts.iter().map(annotator).collect()
}

#[test]
fn published_continua_have_the_published_disorder() {
    let mut seen = 0;
    for line in CONTINUA.lines().filter(|line| !line.starts_with('#')) {
        let parts: Vec<&str> = line.split('|').collect();
        let weights: Vec<f64> = parts[0].split_whitespace().map(|weight| weight.parse().unwrap()).collect();
        let weights = Weights { position: weights[0], category: weights[1], empty: weights[2] };
        let published: f64 = match parts[1].trim().strip_prefix('=') {
            None => parts[1].trim().parse().unwrap(),
            Some(gamma) => {
                let (gamma, expected) = gamma.split_once(" ~").unwrap();
                (1.0 - gamma.parse::<f64>().unwrap()) * expected.parse::<f64>().unwrap()
            }
        };
        let found = best(&units(&parts[2..]), weights, &|| false).unwrap();
        // The publication computed in single precision.
        assert!((found.disorder - published).abs() < 2e-6 * published.max(1.0), "{} for {published}: {line}", found.disorder);
        assert!(found.proved);
        seen += 1;
    }
    assert_eq!(seen, 59);
}

/// A folder with texts and sidecars, and the program run in it.
struct Bench(TempDir);

impl Bench {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Writes a sidecar; `spans` are tag, first words of the text they stand at, words.
    fn sidecar(&self, name: &str, annotator: &str, state: &str, spans: &[(&str, usize, usize)]) {
        let mut lines = String::new();
        for (n, (tag, start, end)) in spans.iter().enumerate() {
            writeln!(lines, "(id: \"s{n}\", tag: \"{tag}\", start: {start}, end: {end}),").unwrap();
        }
        let sidecar = format!(
            "(hashiya: 1, source: (file: \"{name}\"), annotator: \"{annotator}\", state: \"{state}\", spans: [\n{lines}])"
        );
        fs::write(self.path(&format!("{name}.{annotator}.ron")), sidecar).unwrap();
    }

    /// Writes a submitted sidecar from its facts, spans and relations as they stand in a file.
    fn written(&self, name: &str, annotator: &str, facts: &str, spans: &[&str], relations: &[&str]) {
        let id = |letter: &str, all: &[&str]| {
            let line = |(n, entry): (usize, &&str)| format!("(id: \"{letter}{n}\", {entry}),\n");
            all.iter().enumerate().map(line).collect::<String>()
        };
        let (spans, relations) = (id("s", spans), id("r", relations));
        let sidecar = format!(
            "(hashiya: 1, source: (file: \"{name}\"), annotator: \"{annotator}\", state: \"submitted\", document: [{facts}], \
             spans: [\n{spans}], relations: [\n{relations}])"
        );
        fs::write(self.path(&format!("{name}.{annotator}.ron")), sidecar).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hashiya"));
        command.env("LC_ALL", "C");
        command.arg("agree").args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        for name in ["HASHIYA_ANNOTATOR", "NO_COLOR", "LOGNAME", "USERNAME"] {
            command.env_remove(name);
        }
        command.env("USER", "ann1").env("HOME", self.path("home")).env("XDG_CONFIG_HOME", self.path("home"));
        command
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }

    fn output(&self, arguments: &[&str]) -> String {
        let (code, out, err) = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {err}");
        out
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.output(&[arguments, &["--format", "json", "."]].concat())).unwrap()
    }

    /// Three texts with nested, crossing, missing and empty annotations, whose F1 was worked out by hand.
    fn by_hand() -> Self {
        let bench = Self::new();
        bench.text("d1.txt", "قُتِلَ ١٢ مدنيًّا في غارةٍ على مدينة السهل 😢 شنّها سلاح الجو السرواني");
        bench.sidecar(
            "d1.txt",
            "a",
            "submitted",
            &[("CASUALTY", 7, 17), ("LOCATION", 31, 42), ("LOCATION", 37, 42), ("ACTOR", 51, 69)],
        );
        bench.sidecar(
            "d1.txt",
            "b",
            "submitted",
            &[("CASUALTY", 7, 17), ("LOCATION", 37, 42), ("ACTOR", 51, 61), ("ALLEGATION", 21, 26)],
        );
        bench.sidecar("d1.txt", "c", "submitted", &[("CASUALTY", 7, 9), ("LOCATION", 37, 42)]);
        bench.text("d2.txt", "أُصيب ٣٠ شخصًا");
        bench.sidecar("d2.txt", "a", "submitted", &[("CASUALTY", 6, 14)]);
        bench.sidecar("d2.txt", "b", "submitted", &[("CASUALTY", 6, 14)]);
        bench.text("d3.txt", "وصل الوفد إلى الميناء");
        bench.sidecar("d3.txt", "a", "submitted", &[("LOCATION", 14, 21)]);
        bench.sidecar("d3.txt", "b", "submitted", &[]);
        bench.sidecar("d3.txt", "c", "submitted", &[("LOCATION", 14, 21)]);
        bench
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn is(value: &Value, expected: f64) {
    assert!((number(value) - expected).abs() < 1e-12, "{value} for {expected}");
}

fn pair<'a>(report: &'a Value, a: &str, b: &str) -> &'a Value {
    report["pairs"].as_array().unwrap().iter().find(|pair| pair["a"] == a && pair["b"] == b).unwrap()
}

#[test]
fn the_f1_of_three_annotators_is_what_a_hand_counts() {
    let report = Bench::by_hand().json(&[]);
    let ab = pair(&report, "a", "b");
    assert_eq!(
        (&ab["documents"], &ab["exact"]["matched"], &ab["exact"]["a"], &ab["exact"]["b"]),
        (&3.into(), &3.into(), &6.into(), &5.into())
    );
    is(&ab["exact"]["f1"], 6.0 / 11.0);
    assert_eq!(ab["relaxed"]["matched"], 4);
    is(&ab["relaxed"]["f1"], 8.0 / 11.0);
    is(&ab["partial"]["f1"], 7.0 / 11.0);
    // a's two places both meet b's one.
    assert_eq!((&ab["overlap"]["hit_a"], &ab["overlap"]["hit_b"]), (&5.into(), &4.into()));
    assert_eq!(pair(&report, "a", "c")["documents"], 2);
    is(&ab["tags"]["ACTOR"]["exact"]["f1"], 0.0);
    is(&ab["tags"]["ACTOR"]["relaxed"]["f1"], 1.0);
    assert_eq!((&report["documents"], &report["complete_documents"], &report["gamma"]), (&3.into(), &2.into(), &Value::Null));
    let pairs = ["a", "b"].iter().zip([["b", "c"], ["c", "c"]]).flat_map(|(a, bs)| bs.map(|b| (*a, b)));
    let mut means: Vec<f64> = pairs.map(|(a, b)| number(&pair(&report, a, b)["exact"]["f1"])).collect();
    means.pop();
    is(&report["over_pairs"]["exact_f1"]["mean"], means.iter().sum::<f64>() / 3.0);
}

#[test]
fn a_text_that_was_not_touched_is_missing_and_one_handed_in_without_a_span_is_empty() {
    let bench = Bench::new();
    bench.text("a.txt", "قال الناطق ذلك");
    bench.sidecar("a.txt", "ann1", "submitted", &[("ACTOR", 4, 10)]);
    for (state, documents) in [("new", 0), ("in_progress", 0), ("submitted", 1), ("returned", 1), ("reviewed", 1)] {
        bench.sidecar("a.txt", "ann2", state, &[]);
        let report = bench.json(&[]);
        assert_eq!(
            (report["documents"].as_u64(), report["skipped"].as_array().unwrap().len()),
            (Some(documents), usize::from(documents == 0)),
            "{state}"
        );
        if documents == 1 {
            is(&pair(&report, "ann1", "ann2")["exact"]["f1"], 0.0);
        }
    }
}

#[test]
fn what_is_undefined_is_null_in_json_and_a_dash_in_text_and_never_one() {
    let bench = Bench::new();
    bench.text("a.txt", "قال الناطق ذلك");
    bench.sidecar("a.txt", "ann1", "submitted", &[]);
    bench.sidecar("a.txt", "ann2", "submitted", &[]);
    let report = bench.json(&["--gamma"]);
    let both = pair(&report, "ann1", "ann2");
    for value in [
        &both["exact"]["f1"],
        &both["relaxed"]["f1"],
        &both["token_kappa"],
        &report["krippendorff_alpha"],
        &report["gamma"]["value"],
        &both["alpha_u"],
    ] {
        assert_eq!(*value, Value::Null);
    }
    assert_eq!(report["gamma"]["left_out"]["no_unit"], 1);
    let text = bench.output(&["--gamma", "--tags", "."]);
    assert!(text.contains("γ = –") && !text.contains("1.000"), "{text}");
    assert!(text.lines().any(|line| line.contains("all tags") && line.matches('–').count() == 7), "{text}");
}

#[test]
fn gamma_prints_seed_samples_and_spread_and_a_seed_gives_it_again() {
    let bench = Bench::by_hand();
    let gamma = |arguments: &[&str]| bench.json(&[&["--gamma", "--annotators", "a,b"], arguments].concat())["gamma"].clone();
    let first = gamma(&["--seed", "7", "--samples", "12"]);
    assert_eq!(first, gamma(&["--seed", "7", "--samples", "12"]));
    let other = gamma(&["--seed", "8", "--samples", "12"]);
    assert_ne!(first["value"], other["value"]);
    assert_eq!((&first["observed"], &first["seed"], &first["samples"]), (&other["observed"], &7.into(), &12.into()));
    assert_eq!((&first["documents"], &first["left_out"]["no_unit"]), (&2.into(), &1.into()));
    let range: Vec<f64> = first["range"].as_array().unwrap().iter().map(number).collect();
    assert!(range[0] < number(&first["value"]) && number(&first["value"]) < range[1]);
    let text = bench.output(&["--gamma", "--seed", "7", "--samples", "12", "--annotators", "a,b", "."]);
    assert!(text.contains("12 samples of 2 texts, seed 7") && text.contains(" ± "), "{text}");
}

#[test]
fn tags_and_annotators_may_be_chosen() {
    let bench = Bench::by_hand();
    assert!(!bench.output(&["."]).contains("LOCATION"));
    assert!(bench.output(&["--tags", "."]).contains("LOCATION"));
    let report = bench.json(&["--tags=ACTOR", "--annotators", "b,a"]);
    assert_eq!(report["annotators"], serde_json::json!(["a", "b"]));
    assert_eq!(report["tags"].as_object().unwrap().keys().collect::<Vec<_>>(), ["ACTOR"]);
    assert_eq!(pair(&report, "a", "b")["exact"]["a"], 1);
}

#[test]
fn who_is_missing_is_told_where_nothing_can_be_compared() {
    let bench = Bench::new();
    let told = |bench: &Bench| bench.run(&["."]).2;
    let empty = told(&bench);
    assert!(empty.contains("error: .: no texts in this folder") && empty.contains("name a folder with texts"), "{empty}");
    bench.text("a.txt", "قال الناطق ذلك");
    assert!(told(&bench).contains("hint: nobody has a sidecar here"));
    bench.sidecar("a.txt", "ann1", "submitted", &[("ACTOR", 4, 10)]);
    assert!(told(&bench).contains("at least two annotators\nhint: available: ann1\n"), "{}", told(&bench));
}

#[test]
fn gold_is_compared_only_when_it_is_named() {
    let bench = Bench::new();
    bench.text("a.txt", "قال الناطق ذلك");
    bench.sidecar("a.txt", "ann1", "submitted", &[("ACTOR", 4, 10)]);
    bench.sidecar("a.txt", "gold", "reviewed", &[("ACTOR", 4, 10)]);
    let (code, out, err) = bench.run(&["."]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("at least two annotators") && err.contains("available: ann1, gold"), "{err}");
    is(&pair(&bench.json(&["--annotators", "ann1,gold"]), "ann1", "gold")["exact"]["f1"], 1.0);
    let (code, _, err) = bench.run(&["--annotators", "ann1,nobody", "."]);
    assert!(code == 1 && err.contains("nobody has annotated no text here"), "{err}");
}

#[test]
fn a_sidecar_that_does_not_fit_its_text_is_never_counted() {
    let bench = Bench::by_hand();
    bench.sidecar("d2.txt", "b", "submitted", &[("CASUALTY", 6, 99)]);
    let (code, out, err) = bench.run(&["."]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("d2.txt.b.ron: s0: 6..99 is no place in the text") && err.contains("hashiya check"), "{err}");
}

#[test]
fn the_page_stands_alone_and_nothing_in_a_text_is_markup() {
    let bench = Bench::new();
    bench.text("<i>.txt", "قال <script>alert(1)</script> الناطق & ذلك");
    bench.sidecar("<i>.txt", "ann1", "submitted", &[("ACTOR", 4, 12), ("<b>", 30, 36)]);
    bench.sidecar("<i>.txt", "ann2", "submitted", &[("ACTOR", 4, 29)]);
    let (code, out, err) = bench.run(&["--format", "html", "--gamma", "--out", "new/page.html", "."]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let page = fs::read_to_string(bench.path("new/page.html")).unwrap();
    for forbidden in ["<script", "<i>", "<b>", "http:", "https:", "src=", "<link", "@import", "url("] {
        assert!(!page.contains(forbidden), "{forbidden} in {page}");
    }
    for wanted in [
        "<mark>&lt;script&gt;</mark>",
        "dir=\"rtl\"",
        "&lt;i&gt;.txt",
        "&lt;b&gt;",
        "<h4>boundary</h4>",
        "<h4>missing</h4>",
        "γ = ",
    ] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
    let listed = bench.output(&["--format", "html", "--list", "1", "."]);
    assert!(listed.contains("2 in all, of which the first 1 are listed") && listed.matches("<section>").count() == 1);
}

#[test]
fn the_sample_corpus_can_be_measured() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus");
    let report: Value =
        serde_json::from_str(&Bench::new().output(&["--gamma", "--format", "json", corpus.to_str().unwrap()])).unwrap();
    let both = pair(&report, "amal", "basim");
    assert_eq!((report["documents"].as_u64(), report["skipped"].as_array().unwrap().len()), (Some(8), 4));
    let exact = number(&both["exact"]["f1"]);
    assert!(exact < number(&both["relaxed"]["f1"]) && (0.6..0.8).contains(&exact));
    assert!(number(&both["tags"]["CASUALTY"]["attributes"]["harm"]["share"]) > 0.8);
    assert!((0.85..0.95).contains(&number(&report["gamma"]["value"])) && report["gamma"]["proved"] == true);
}

const HOUSE: &str = "tag: \"LOCATION\", start: 11, end: 15";
const GUARD: &str = "tag: \"ACTOR\", start: 4, end: 10";

#[test]
fn two_spans_of_the_same_words_and_tag_stay_two_and_the_same_said_twice_counts_once() {
    let bench = Bench::new();
    bench.text("a.txt", "وقف الحارس عند الباب");
    let guard = |id: &str| format!("{GUARD}, attributes: [(\"actor_id\", \"{id}\")]");
    bench.written("a.txt", "a", "", &[&guard("x"), &guard("y"), &guard("y")], &[]);
    bench.written("a.txt", "b", "", &[&guard("y"), &guard("x")], &[]);
    let report = bench.json(&[]);
    let both = pair(&report, "a", "b");
    assert_eq!((&both["exact"]["matched"], &both["exact"]["a"], &both["exact"]["b"]), (&2.into(), &2.into(), &2.into()));
    // The ones that are most alike come together.
    is(&both["tags"]["ACTOR"]["attributes"]["actor_id"]["share"], 1.0);
    bench.written("a.txt", "b", "", &[&guard("y")], &[]);
    let report = bench.json(&[]);
    let both = pair(&report, "a", "b");
    is(&both["exact"]["f1"], 2.0 / 3.0);
    is(&both["tags"]["ACTOR"]["attributes"]["actor_id"]["share"], 1.0);
}

#[test]
fn attributes_that_both_left_out_count_where_that_is_asked_and_a_default_says_nothing() {
    let bench = Bench::new();
    bench.text("a.txt", "وقف الحارس عند الباب");
    let said = |more: &str| format!("{HOUSE}, attributes: [{more}]");
    let mark = r#"("merge_conflict", ["loc_id: x"])"#;
    bench.written(
        "a.txt",
        "a",
        "",
        &[&said(&format!(r#"("spatial_cue", "at"), ("protected", false), ("loc_id", "x"), {mark}"#)), GUARD],
        &[],
    );
    bench.written("a.txt", "b", "", &[&said(r#"("loc_id", "y")"#), GUARD], &[]);
    let report = bench.json(&[]);
    let tags = &pair(&report, "a", "b")["tags"];
    let place = &tags["LOCATION"]["attributes"];
    for (name, compared, agreed) in [("spatial_cue", 0, 1), ("protected", 0, 1), ("loc_type", 0, 1), ("loc_id", 1, 0)] {
        assert_eq!(place[name]["compared"], compared, "{name}");
        let all = &place[name]["with_absence"];
        assert_eq!((&all["compared"], &all["agreed"]), (&1.into(), &agreed.into()), "{name}");
    }
    assert_eq!(place["spatial_cue"]["share"], Value::Null);
    assert_eq!(place.get("merge_conflict"), None);
    assert_eq!(tags["ACTOR"]["attributes"]["actor_class"]["with_absence"]["share"], 1.0);
}

/// Two texts on which two annotators and gold agree in part: on ends, on types, on certainty.
fn related() -> Bench {
    let bench = Bench::new();
    bench.text("a.txt", "وقف الحارس عند الباب");
    bench.text("b.txt", "وقف الحارس عند الباب");
    let by = r#"type: "by", from: "s0", to: "s1""#;
    let source = r#"type: "claimed_by", from: "s0", to: "@document""#;
    let sure = |certainty: &str| format!("{by}, certainty: \"{certainty}\"");
    bench.written("a.txt", "a", r#"("pub_date", "2031-03-04"), ("url", "x")"#, &[HOUSE, GUARD], &[&sure("certain"), source]);
    bench.written(
        "a.txt",
        "b",
        r#"("pub_date", "2031-03-05")"#,
        &[GUARD, HOUSE],
        &[r#"type: "by", from: "s1", to: "s0", certainty: "possible""#, r#"type: "at", from: "s1", to: "s0""#],
    );
    // Of an end that only one has, there is no agreed relation.
    bench.written("b.txt", "a", r#"("pub_date", "2031-03-08")"#, &[HOUSE, GUARD], &[by]);
    bench.written("b.txt", "b", r#"("pub_date", "2031-03-08")"#, &[HOUSE], &[]);
    bench
}

#[test]
fn relations_agree_by_type_and_both_ends_with_and_without_the_ends_that_only_one_has() {
    let bench = related();
    let report = bench.json(&[]);
    let found = &pair(&report, "a", "b")["relations"];
    let counts = |found: &Value| ["matched", "a", "b"].map(|key| found[key].as_u64().unwrap());
    assert_eq!(counts(&found["all"]), [1, 3, 2]);
    assert_eq!(counts(&found["agreed_ends"]), [1, 2, 2]);
    is(&found["all"]["f1"], 2.0 / 5.0);
    assert_eq!(counts(&found["types"]["by"]["all"]), [1, 2, 1]);
    assert_eq!(counts(&found["types"]["claimed_by"]["agreed_ends"]), [0, 1, 0]);
    let certainty = &found["types"]["by"]["certainty"];
    assert_eq!((&certainty["compared"], &certainty["agreed"]), (&1.into(), &0.into()));
    is(&report["over_pairs"]["relations_f1"]["mean"], 2.0 / 5.0);
}

#[test]
fn facts_of_the_texts_agree_by_fact_over_the_texts_that_both_have_read() {
    let bench = related();
    let report = bench.json(&[]);
    let facts = &pair(&report, "a", "b")["facts"];
    let counts = |found: &Value| [&found["compared"], &found["agreed"]].map(|n| n.as_u64().unwrap());
    assert_eq!((counts(&facts["pub_date"]), counts(&facts["url"])), ([2, 1], [1, 0]));
    assert_eq!((counts(&facts["url"]["with_absence"]), counts(&facts["doc_note"]["with_absence"])), ([2, 1], [2, 2]));
    assert_eq!(facts["doc_note"]["share"], Value::Null);
    let text = bench.output(&["--tags", "."]);
    assert!(text.contains("facts of the texts") && text.contains("pub_date") && !text.contains("doc_note"), "{text}");
}

#[test]
fn each_annotator_is_measured_against_gold_by_precision_and_recall() {
    let bench = related();
    bench.text("c.txt", "وقف الحارس عند الباب");
    bench.written("c.txt", "b", "", &["tag: \"ACTOR\", start: 4, end: 15"], &[]);
    for name in ["b.txt", "c.txt"] {
        bench.written(name, "gold", "", &[GUARD, HOUSE], &[r#"type: "by", from: "s1", to: "s0""#]);
    }
    let report = bench.json(&["--against", "gold"]);
    assert_eq!(report["annotators"], serde_json::json!(["a", "b"]));
    assert_eq!(report["documents"], 2, "a text with one annotator and gold is no pair");
    let found = report["against"]["annotators"].as_array().unwrap();
    let [a, b] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((&a["annotator"], &a["documents"], &b["documents"]), (&"a".into(), &1.into(), &2.into()));
    is(&a["exact"]["precision"], 1.0);
    is(&a["relations"]["all"]["recall"], 1.0);
    is(&b["exact"]["precision"], 1.0 / 2.0);
    is(&b["exact"]["recall"], 1.0 / 4.0);
    is(&b["exact"]["f1"], 1.0 / 3.0);
    is(&b["relaxed"]["recall"], 2.0 / 4.0);
    assert_eq!(b["relations"]["all"]["precision"], Value::Null);
    let text = bench.output(&["--against", "gold", "."]);
    assert!(text.contains("b against gold: 2 texts") && text.contains("precision"), "{text}");
    let own = bench.json(&["--against", "gold", "--annotators", "a,gold"]);
    assert_eq!(own["against"]["annotators"].as_array().unwrap().len(), 1, "gold is not measured against itself");
    let (code, _, err) = bench.run(&["--against", "emad", "."]);
    assert!(code == 1 && err.contains("emad has annotated no text here"), "{err}");
}

#[test]
fn a_gold_standard_with_open_units_is_no_reference_unless_its_state_is_asked_for() {
    let bench = related();
    bench.sidecar("b.txt", "gold", "in_progress", &[("ACTOR", 4, 10)]);
    let measured = |arguments: &[&str]| bench.json(arguments)["against"]["annotators"].as_array().unwrap().len();
    assert_eq!(measured(&["--against", "gold"]), 0);
    assert_eq!(measured(&["--against", "gold", "--state", "all"]), 2);
}

#[test]
fn particles_and_quotation_marks_may_be_left_aside_and_so_may_tags() {
    let bench = Bench::new();
    bench.text("a.txt", "وقف «الحارس» بالباب هناك");
    bench.sidecar("a.txt", "a", "submitted", &[("ACTOR", 4, 12), ("LOCATION", 13, 19), ("ACTOR", 20, 24)]);
    bench.sidecar("a.txt", "b", "submitted", &[("ACTOR", 5, 11), ("LOCATION", 14, 19), ("LOCATION", 20, 24)]);
    let report = bench.json(&[]);
    let both = pair(&report, "a", "b");
    is(&both["exact"]["f1"], 0.0);
    is(&both["extent"]["f1"], 2.0 / 3.0);
    is(&both["unlabelled"]["exact"]["f1"], 1.0 / 3.0);
    is(&both["unlabelled"]["relaxed"]["f1"], 1.0);
}

#[test]
fn intervals_stand_beside_their_figures_and_a_seed_gives_them_again() {
    let bench = Bench::by_hand();
    let plain = bench.json(&["--annotators", "a,b"]);
    assert!(plain["bootstrap"].is_null() && pair(&plain, "a", "b")["exact"].get("f1_interval").is_none());
    let run = |seed: &str| bench.json(&["--annotators", "a,b", "--bootstrap", "200", "--seed", seed]);
    let report = run("3");
    assert_eq!((&report, &report["bootstrap"]["texts"]), (&run("3"), &3.into()));
    assert_ne!(report, run("4"));
    let both = pair(&report, "a", "b");
    assert_eq!(both["exact"]["f1"], pair(&plain, "a", "b")["exact"]["f1"]);
    let ends: Vec<f64> = both["exact"]["f1_interval"].as_array().unwrap().iter().map(number).collect();
    let value = number(&both["exact"]["f1"]);
    assert!(ends[0] < value && value < ends[1], "{ends:?} around {value}");
    let shown = format!("{:.3}–{:.3}", ends[0], ends[1]);
    assert!(both["relations"]["all"]["f1_interval"].is_null(), "what is undefined has no interval");
    let text = bench.output(&["--annotators", "a,b", "--bootstrap", "200", "--seed", "3", "."]);
    assert!(text.contains(&shown) && text.contains("percentiles of 200 resamples, seed 3"), "{text}");
    let page = bench.output(&["--annotators", "a,b", "--bootstrap", "200", "--seed", "3", "--format", "html", "."]);
    assert!(page.contains(&shown) && page.contains("200 resamples"));
}

#[test]
fn of_one_text_there_is_no_interval() {
    let bench = Bench::by_hand();
    let report = bench.json(&["--annotators", "a,b", "--bootstrap", "20", "--by", "text"]);
    let rows = report["by"]["rows"].as_array().unwrap();
    assert_eq!(rows.iter().map(|row| row["name"].as_str().unwrap()).collect::<Vec<_>>(), ["d1.txt", "d2.txt", "d3.txt"]);
    is(&rows[0]["over_pairs"]["exact_f1"], 2.0 * 2.0 / 8.0);
    is(&rows[1]["pairs"][0]["exact_f1"], 1.0);
    assert!(rows[0]["over_pairs"]["exact_f1_interval"].is_null());
}

#[test]
fn figures_by_month_are_those_of_the_texts_whose_date_all_say() {
    let bench = related();
    bench.written("b.txt", "a", r#"("pub_date", "2031-04-08")"#, &[HOUSE, GUARD], &[]);
    let report = bench.json(&["--by", "month"]);
    let names: Vec<&Value> = report["by"]["rows"].as_array().unwrap().iter().map(|row| &row["name"]).collect();
    assert_eq!(names, [&Value::Null, &Value::from("2031-03")]);
    assert_eq!(report["by"]["fact"], "pub_date");
    let text = bench.output(&["--by", "month", "."]);
    assert!(text.contains("month of pub_date") && text.contains("2031-03"), "{text}");
    assert_eq!(bench.json(&["--by", "work-month"])["by"]["rows"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_compared_can_be_had_as_rows_for_statistics_of_ones_own() {
    let bench = related();
    bench.text("c.txt", "وقف الحارس عند الباب");
    bench.written("c.txt", "b", "", &[GUARD], &[]);
    bench.written("c.txt", "gold", "", &[GUARD], &[]);
    let rows = |of: &str| {
        bench.output(&["--items", "items.csv", "--items-of", of, "--against", "gold", "."]);
        fs::read_to_string(bench.path("items.csv")).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let spans = rows("spans");
    assert_eq!(spans[0], "text,tag,start,end,words,a,b,gold,attributes");
    assert_eq!(spans[1], r#"a.txt,ACTOR,4,10,الحارس,1,1,,"{""a"":[{}],""b"":[{}]}""#);
    assert_eq!(spans[3], r#"b.txt,ACTOR,4,10,الحارس,1,0,,"{""a"":[{}]}""#, "read without it is 0, not read is empty");
    assert_eq!(spans[5], r#"c.txt,ACTOR,4,10,الحارس,,1,1,"{""b"":[{}],""gold"":[{}]}""#);
    let relations = rows("relations");
    assert_eq!(relations[0], "text,type,from_tag,from_start,from_end,to,to_tag,to_start,to_end,a,b,gold,attributes");
    assert!(relations[2].starts_with("a.txt,by,LOCATION,11,15,,ACTOR,4,10,1,1,,"), "{relations:?}");
    assert!(relations[2].contains(r#"""certainty"":""possible"""#));
    assert!(relations.iter().any(|row| row.starts_with("a.txt,claimed_by,LOCATION,11,15,'@document,,,,1,0,,")));
    assert_eq!(rows("words")[2], "a.txt,4,10,الحارس,ACTOR,ACTOR,");
    assert_eq!(rows("words")[1], "a.txt,0,3,وقف,O,O,");
}
