//! Agreement as one page that needs no other file, no script and no network.

mod disagreements;
mod matrix;

use std::fmt::Write as _;

use crate::cli::legible::Legible;
use crate::cli::markup::escaped;
use matrix::Measure;

use crate::review::agreement::PairReport;
use crate::text::counted;
use crate::workspace::{Agreement, Detail, GammaReport, Grid, figure, grids_of_everybody, grids_of_pair, method};

const STYLE: &str = include_str!("html/style.css");

/// The page, with so many disagreements at most.
pub(super) fn page(found: &Agreement, most: usize, legible: Legible<'_>) -> String {
    let report = &found.report;
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width\">\n");
    // Whatever the texts hold, nothing in this page may load or run anything.
    out.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    let names = escaped(&report.annotators.join(", "));
    let _infallible = write!(out, "<title>Agreement of {names}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n");
    let _infallible = write!(out, "<h1>Agreement of {names}</h1>\n<p>{}</p>\n", escaped(&found.headline()));
    out.push_str("<h2>Pairs of annotators</h2>\n<div class=\"maps\">\n");
    for (heading, measure) in heat_maps() {
        out.push_str(&matrix::heat_map(report, heading, measure));
    }
    out.push_str("</div>\n");
    report.pairs.iter().for_each(|pair| out.push_str(&pair_section(pair)));
    out.push_str("<h2>All annotators</h2>\n");
    for grid in grids_of_everybody(report, Detail::Each) {
        out.push_str(&table(&grid));
    }
    let _infallible = writeln!(
        out,
        "<p>Annotated by everybody: {}; Fleiss’ κ and αU are of these. A dash is 0/0.</p>",
        counted(report.complete, "text")
    );
    for (title, grid) in found.against(Detail::Each) {
        let _infallible = write!(out, "<h3>{}</h3>\n{}", escaped(&title), table(&grid));
    }
    if let Some(grid) = found.parts() {
        let _infallible = write!(out, "<h2>Apart</h2>\n{}", table(&grid));
    }
    if let Some(gamma) = &found.gamma {
        out.push_str(&gamma_section(gamma));
    }
    out.push_str("<h2>Confusion of tags</h2>\n");
    out.push_str(&matrix::confusion(report));
    out.push_str("<h2>Method</h2>\n");
    for line in method(found) {
        let _infallible = writeln!(out, "<p>{}</p>", escaped(&line));
    }
    out.push_str(&disagreements::section(found, most, legible));
    out.push_str("</body>\n</html>\n");
    out
}

fn heat_maps() -> [(&'static str, Measure); 3] {
    [
        ("exact F1", |pair| pair.spans.exact.f1()),
        ("relaxed F1", |pair| pair.spans.relaxed.f1()),
        ("κ of words, by sets of tags", |pair| pair.kappa.value),
    ]
}

/// A table with a row of headings.
fn table(grid: &Grid) -> String {
    let mut out = String::from("<table>\n<tr>");
    for heading in &grid.head {
        let _infallible = write!(out, "<th scope=\"col\">{}</th>", escaped(heading));
    }
    out.push_str("</tr>\n");
    for row in grid.lines() {
        out.push_str("<tr>");
        for (n, cell) in row.iter().enumerate() {
            let (before, after) = if n == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
            out.extend([before, &escaped(cell), after]);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
    out
}

fn pair_section(pair: &PairReport) -> String {
    let grids: String = grids_of_pair(pair, Detail::Each).iter().map(table).collect();
    format!(
        "<h3>{} – {}</h3>\n<p>{}, {}</p>\n{grids}",
        escaped(&pair.a),
        escaped(&pair.b),
        counted(pair.documents, "text"),
        counted(pair.words, "word"),
    )
}

fn gamma_section(report: &GammaReport) -> String {
    let gamma = report.gamma.as_ref();
    format!(
        "<h2>γ</h2>\n<p>{}; observed disorder {}, expected {} ± {}; {} left out</p>\n",
        escaped(&report.sentence()),
        figure(gamma.map(|gamma| gamma.observed)),
        figure(gamma.and_then(|gamma| gamma.expected.mean)),
        figure(gamma.and_then(|gamma| gamma.expected.deviation)),
        counted(report.left_out.len(), "text"),
    )
}
