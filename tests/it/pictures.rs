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
    assert!(html.contains("title=\"ACTOR › LOCATION\">الدولة</mark>") && html.contains("<p dir=\"auto\">"), "{html}");
    assert!(!html.contains("http:") && !html.contains("https:") && html.contains("default-src 'none'"));
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
