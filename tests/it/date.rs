//! `hashiya date`: what a script reads of it, and what it says of bad input.

use std::io::Write;
use std::process::Stdio;

use super::cli::{Bench, Ran};

fn piped(arguments: &[&str], input: &[u8]) -> Ran {
    let bench = Bench::new();
    let mut child = bench.command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    Ran::of(&child.wait_with_output().unwrap())
}

const NIGHT: &str = "{\"phrase\":\"في ليل الأحد/الاثنين\",\"first\":\"2031-03-09\",\"last\":\"2031-03-10\",\"basis\":\"relative\",\"start\":3,\"end\":20,\"text\":\"ليل الأحد/الاثنين\"}\n";
const DAWN: &str = "{\"phrase\":\"فجر الثلاثاء\",\"first\":\"2031-03-11\",\"last\":\"2031-03-11\",\"basis\":\"relative\",\"start\":0,\"end\":12,\"text\":\"فجر الثلاثاء\"}\n";
const NOTHING: &str =
    "{\"phrase\":\"عمره 20 عاماً\",\"first\":null,\"last\":null,\"basis\":null,\"start\":null,\"end\":null,\"text\":null}\n";

#[test]
fn a_phrase_is_an_object_and_one_without_a_date_has_nulls() {
    let bench = Bench::new();
    let asked = ["date", "فجر الثلاثاء", "في ليل الأحد/الاثنين", "عمره 20 عاماً", "--pub", "2031-03-11", "--format", "json"];
    assert_eq!(bench.output(&asked), [DAWN, NIGHT, NOTHING].concat());
    let text = bench.output(&["date", "فجر الثلاثاء", "عمره 20 عاماً", "--pub", "2031-03-11"]);
    assert_eq!(text, "2031-03-11  2031-03-11  relative  فجر الثلاثاء\nno date  عمره 20 عاماً\n");
}

#[test]
fn each_line_of_standard_input_has_its_own_day_of_publication() {
    let lines = "فجر الثلاثاء\t2031-03-11\nفي ليل الأحد/الاثنين\t2031-03-11\r\nعمره 20 عاماً\t2031-03-11\n\t2031-03-11";
    let ran = piped(&["date", "-", "--format", "json"], lines.as_bytes());
    let empty = NOTHING.replace("عمره 20 عاماً", "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, [DAWN, NIGHT, NOTHING, &empty].concat());
    // A line without a day is read against the one of the option.
    let ran = piped(&["date", "-", "--pub", "2031-03-11", "--format", "json"], "فجر الثلاثاء\n".as_bytes());
    assert_eq!(ran.out, DAWN);
}

#[test]
fn a_bad_day_of_publication_is_an_error_with_its_line() {
    let bench = Bench::new();
    let error = bench.fault(&["date", "أمس", "--pub", "2031-02-30"]);
    assert_eq!(error, "not a date: `2031-02-30`");
    assert_eq!(bench.fault(&["date", "أمس"]), "missing day of publication");
    for (line, said) in [("أمس\t11/3/2031", "not a date: `11/3/2031`"), ("أمس", "no day of publication")] {
        let ran = piped(&["date", "-", "--format", "json"], format!("فجر الثلاثاء\t2031-03-11\n{line}\n").as_bytes());
        assert_eq!((ran.code, ran.out.as_str()), (1, DAWN), "{line}");
        assert!(ran.err.contains(&format!("error: standard input:2: {said}")) && ran.err.contains("hint: "), "{}", ran.err);
    }
    assert!(piped(&["date", "-"], b"\xFF\t2031-03-11\n").err.contains("standard input:1: not UTF-8"));
}
