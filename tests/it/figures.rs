//! `hashiya number`: Arabic figures from the command line, as scripts ask for them.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use super::cli::{Bench, Ran};

fn rows(bench: &Bench, arguments: &[&str]) -> Vec<Value> {
    let out = bench.output(&[&["number"], arguments, &["--format", "json"]].concat());
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_phrase_gives_its_figure_with_its_place_in_code_points() {
    let phrase = "ما لا يقل عن 2286 مدنياً";
    let figure = json!({
        "min": 2286, "max": null, "qualifier": "at_least", "start": 0, "end": 17, "text": "ما لا يقل عن 2286",
        "rule": "digits", "noun": "مدنياً",
    });
    assert_eq!(rows(&Bench::new(), &[phrase]), [json!({"phrase": phrase, "figures": [figure]})]);
}

#[test]
fn several_phrases_give_a_line_each_and_no_figure_an_empty_list() {
    let rows = rows(&Bench::new(), &["3 قتلى و5 جرحى", "يوم الأحد"]);
    assert_eq!(rows.len(), 2);
    let mins: Vec<_> = rows[0]["figures"].as_array().unwrap().iter().map(|figure| figure["min"].clone()).collect();
    assert_eq!(mins, [3, 5]);
    assert_eq!(rows[1], json!({"phrase": "يوم الأحد", "figures": []}));
}

#[test]
fn lines_of_standard_input_are_answered_one_by_one_empty_ones_too() {
    let bench = Bench::new();
    let mut command = bench.command(&["number", "-", "--format", "json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for (line, count) in [("عشرون قتيلاً\n", 1), ("\n", 0), ("لا شيء\r\n", 0), ("طفلان", 1)] {
        input.write_all(line.as_bytes()).unwrap();
        if line.ends_with('\n') {
            let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
            assert_eq!(answer["phrase"], line.trim_end());
            assert_eq!(answer["figures"].as_array().unwrap().len(), count);
        }
    }
    drop(input);
    assert!(answers.next().unwrap().unwrap().contains("dual_noun"));
    assert!(child.wait().unwrap().success());
}

#[test]
fn bytes_that_are_no_text_are_read_as_far_as_they_go() {
    let bench = Bench::new();
    let mut child = bench.command(&["number", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"\xFF 20 \xD9\n").unwrap();
    let ran = Ran::of(&child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.out.as_str()), (0, "20\t20\texact\t20\n"));
}

#[test]
fn the_schema_of_the_folder_says_how_figures_are_read() {
    let bench = Bench::new();
    let schema = r#"Schema(id: "x", tags: [Tag(id: "A", key: 'a', label: (en: "A"), colour: "red")],
        policy: (strict_bounds: false, vague: [("عشرات", Some(12), None)]))"#;
    bench.write("own.ron", schema);
    let min = |arguments: &[&str]| rows(&bench, arguments)[0]["figures"][0]["min"].clone();
    assert_eq!((min(&["أكثر من 20"]), min(&["عشرات القتلى"])), (json!(21), json!(10)));
    assert_eq!(min(&["أكثر من 20", "--schema", "own.ron"]), 20);
    assert_eq!(min(&["عشرات القتلى", "--schema", "own.ron"]), 12);
    bench.write("hashiya.ron", r#"(schema: "own.ron")"#);
    assert_eq!(min(&["عشرات القتلى"]), 12);
}

#[test]
fn a_drawn_span_adds_up() {
    let figures = rows(&Bench::new(), &["--span", "أم وثلاثة أطفال", "القتلى"]);
    assert_eq!((&figures[0]["figures"][0]["min"], &figures[0]["figures"][0]["rule"]), (&json!(4), &json!("sum")));
    assert_eq!(figures[1]["figures"][0]["qualifier"], "unquantified");
}

#[test]
fn for_people_a_figure_is_a_line_of_bounds_qualifier_and_words() {
    let out = Bench::new().output(&["number", "أكثر من عشرين قتيلاً", "الأحد"]);
    assert_eq!(out, "21\t-\tmore_than\tأكثر من عشرين\nno figure\tالأحد\n");
}

#[test]
fn a_command_without_a_phrase_says_what_it_asks_for() {
    let ran = Bench::new().run(&["number"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("PHRASE"), "{}", ran.err);
}
