//! What is odd about a figure or a claim is told in the inspector, and by `check`.

use crate::cli::Bench as Folder;
use crate::harness::Bench;

fn shown(bench: &mut Bench) -> String {
    bench.draw(100, 30, true).rows().join("\n")
}

#[test]
fn the_inspector_says_what_the_words_do_not_bear_out() {
    let mut bench = Bench::read("شنت الطائرات [CASUALTY|‸12 غارة] على الوادي");
    bench.press("i");
    let screen = shown(&mut bench);
    assert!(screen.contains("no word in its sentence says what harm is"), "{screen}");
    bench.press("n 1 2 enter x 7 enter");
    let screen = shown(&mut bench);
    assert!(screen.contains("the lower bound 12 is above the upper bound 7"), "{screen}");
}

#[test]
fn check_tells_bounds_days_and_parts_that_cannot_be() {
    let folder = Folder::new();
    let text = "قُتل 9، بينهم 12";
    folder.write("in/a.txt", text);
    let figure = |id: &str, start: usize, words: &str, more: &str| {
        let end = start + words.chars().count();
        format!(
            r#"(id: "{id}", tag: "CASUALTY", start: {start}, end: {end}, text: "{words}", attributes: [("harm", "killed"), ("qualifier", "exact"), {more}])"#
        )
    };
    let whole = figure("s1", 5, "9", r#"("min", 9), ("max", 8)"#);
    let part = figure("s2", 14, "12", r#"("min", 12), ("max", 12), ("when_first", "2031-03-14")"#);
    let sidecar = format!(
        r#"(hashiya: 1, source: (file: "a.txt", bytes: {}, code_points: {}), annotator: "amal", document: [("source_name", "x"), ("pub_date", "2031-03-13")], spans: [{whole}, {part}], relations: [(id: "r1", type: "within", from: "s2", to: "s1")])"#,
        text.len(),
        text.chars().count()
    );
    folder.write("in/a.txt.amal.ron", sidecar);
    let told = folder.run(&["check", "in"]);
    for message in [
        "s1: the lower bound 9 is above the upper bound 8",
        "s2: when_first is after 2031-03-13, the day of publication",
        "s2: at least 12 cannot be part of at most 8 (s1)",
    ] {
        assert!(told.out.contains(&format!("warning: {message}")), "{message} in {}{}", told.out, told.err);
    }
}
