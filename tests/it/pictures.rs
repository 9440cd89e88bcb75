//! `hashiya show --format svg` and `html`: what is seen, for a report or a page.

use std::fs;

use regex::Regex;

use crate::cli::{Bench, SPAN, TEXT, sample, sidecar};

const WIDTH: &str = "60";

/// The rows of a picture as `show` prints them, from where its letters stand. The last is that of the names of tags, if any.
fn rows(svg: &str) -> Vec<String> {
    let (row, cell) =
        (Regex::new("<text y=\"\\d+\">(.*)</text>").unwrap(), Regex::new("<tspan x=\"(\\d+)\"[^>]*>([^<]*)</tspan>").unwrap());
    let letters = |row: regex::Captures<'_>| {
        let mut line = String::new();
        let mut at = 0;
        for cell in cell.captures_iter(row.get(1).unwrap().as_str()) {
            let column = (cell[1].parse::<usize>().unwrap() - 20) / 10;
            line += &" ".repeat(column - at);
            line += &cell[2]
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
            let is_emoji = cell[2].contains(|c| c == '\u{FE0F}' || c >= '\u{1F000}');
            at = column + if is_emoji { 2 } else { 1 };
        }
        line
    };
    row.captures_iter(svg).map(letters).collect()
}

#[test]
fn a_picture_has_the_rows_that_show_prints_letter_by_letter() {
    let bench = Bench::new();
    for entry in fs::read_dir(sample()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let show = |format: &str| bench.output(&["show", path.to_str().unwrap(), "--width", WIDTH, "--format", format]);
        let printed: Vec<String> =
            show("text").lines().map(|line| line.trim_end().replace(['\u{A0}', '\u{202F}'], " ")).collect();
        assert_eq!(rows(&show("svg")), printed, "{}", path.display());
    }
}

#[test]
fn a_picture_has_the_colours_and_the_names_of_tags_and_needs_no_other_file() {
    let bench = Bench::with_text();
    let svg = bench.output(&["show", "a.txt", "--width", WIDTH, "--format", "svg", "--annotator", "ann1"]);
    assert!(svg.contains("fill=\"#c4ecf4\"") && rows(&svg).last().is_some_and(|row| row == "ACTOR"), "{svg}");
    let addresses = svg.matches("http").count();
    assert_eq!((addresses, svg.contains("href"), svg.contains("<script")), (1, false, false), "the name of SVG itself");
    let dark = bench.output(&["show", "a.txt", "--format", "svg", "--annotator", "ann1", "--theme", "dark"]);
    assert!(dark.contains("fill=\"#1c1c1c\"") && dark.contains("fill=\"#14505e\""), "{dark}");
    let plain = bench.output(&["show", "a.txt", "--width", WIDTH, "--format", "svg", "--annotator", "ann1", "--color", "never"]);
    assert!(!plain.contains("#c4ecf4") && plain.contains("<path d="), "underlined");
}

#[test]
fn a_page_has_the_words_in_their_order_and_says_what_is_said_of_them() {
    let bench = Bench::with_text();
    let inner = r#"(id: "s2", tag: "LOCATION", start: 10, end: 16, bytes: (18, 30), text: "الدولة", attributes: [])"#;
    bench.write("a.txt.ann1.ron", sidecar("ann1", &[SPAN, inner], ""));
    let html = bench.output(&["show", "a.txt", "--format", "html", "--annotator", "ann1"]);
    let words = Regex::new("<[^>]*>").unwrap().replace_all(html.split_once("<body>").unwrap().1, "").into_owned();
    assert!(words.contains(TEXT.lines().next().unwrap()), "{words}");
    assert!(html.contains("title=\"ACTOR\nactor_id: a\nactor_class: armed_group\">تنظيم </mark>"), "{html}");
    assert!(html.contains(".t0 { color: #000000; background: #c4ecf4; }"), "{html}");
    assert!(html.contains("title=\"ACTOR › LOCATION\">الدولة</mark>") && html.contains("<p dir=\"auto\">"), "{html}");
    assert!(!html.contains("http:") && !html.contains("https:") && html.contains("default-src 'none'"));
}

#[test]
fn a_page_looks_as_the_theme_says_for_tags_of_any_schema() {
    let bench = Bench::with_text();
    let tags = r#"(id: "ACTOR", key: 'a', colour: "cyan"), (id: "FORD", key: 'f', colour: "red", mark: Reverse)"#;
    bench.write("two.ron", format!("(id: \"two\", version: \"1\", guideline_version: \"1\", tags: [{tags}])"));
    let other = r#"(id: "s2", tag: "FORD", start: 0, end: 8, bytes: (0, 15), text: "قال تنظي", attributes: [])"#;
    let strange = r#"(id: "s3", tag: "REED", start: 17, end: 19, bytes: (31, 35), text: "إن", attributes: [])"#;
    bench.write("a.txt.ann1.ron", sidecar("ann1", &[SPAN, other, strange], ""));
    let page = |more: &[&str]| {
        let show = ["show", "a.txt", "--format", "html", "--annotator", "ann1", "--schema", "two.ron"];
        bench.run(&[&show, more].concat()).out
    };
    let behind = |html: &str| -> Vec<String> {
        let of = |class: &str| html.split_once(&format!("{class} {{ ")).unwrap().1.split_once('}').unwrap().0.to_owned();
        [".t0", ".t1", ".other"].map(of).to_vec()
    };
    let plain = page(&[]);
    let looks = behind(&plain);
    assert!(looks.iter().enumerate().all(|(n, look)| look.contains("background: #") && !looks[..n].contains(look)), "{looks:?}");
    assert!(plain.contains("قال </mark>") && plain.contains("title=\"FORD › ACTOR\nactor_id: a"), "crossing spans: {plain}");
    assert_ne!(behind(&page(&["--theme", "colour-blind"])), looks);
    let dark = page(&["--theme", "dark"]);
    assert!(dark.contains("body { background: #1c1c1c;") && !dark.contains("prefers-color-scheme"), "{dark}");
    let without = behind(&page(&["--color", "never"]));
    assert_eq!(without[0], "color: #000000; background: none; text-decoration: underline; ", "{without:?}");
    assert_eq!(without[1], "color: #ffffff; background: #000000; ", "{without:?}");
}

#[test]
fn spans_in_one_another_without_end_do_not_make_a_page_without_end() {
    let bench = Bench::new();
    let text = "ا".repeat(4_000);
    bench.write("a.txt", &text);
    let span = |n: usize| {
        let (start, end) = (n, 4_000 - n);
        let words = "ا".repeat(end - start);
        format!(
            "(id: \"s{n}\", tag: \"ACTOR\", start: {start}, end: {end}, bytes: ({}, {}), text: \"{words}\", attributes: [])",
            2 * start,
            2 * end
        )
    };
    let spans: Vec<String> = (0..1_000).map(span).collect();
    let spans: Vec<&str> = spans.iter().map(String::as_str).collect();
    let digest = sidecar("ann1", &spans, "");
    bench.write("a.txt.ann1.ron", digest);
    let html = bench.output(&["show", "a.txt", "--format", "html", "--annotator", "ann1"]);
    assert!(html.len() < 2_000_000 && html.matches("<mark").count() == 2_000, "{} bytes", html.len());
}

#[test]
fn nothing_in_a_text_or_its_name_becomes_markup() {
    let bench = Bench::new();
    let name = "<b>&'.txt";
    bench.write(name, "<script>alert(1)</script> «&amp;» \u{202E}قال\u{202C} \u{7}\n");
    for format in ["svg", "html"] {
        let out = bench.output(&["show", name, "--format", format, "--width", WIDTH]);
        assert!(!out.contains("<script") && !out.contains("<b>") && !out.contains('\u{7}'), "{out}");
    }
}
