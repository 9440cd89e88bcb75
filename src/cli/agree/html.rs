//! Agreement as one page that needs no other file, no script and no network.

mod markup;

mod disagreements;
mod matrix;

use std::fmt::Write as _;

use markup::escaped;
use matrix::Measure;

use crate::review::agreement::{MEASURES, PairReport, Report, Spans};
use crate::text::counted;
use crate::workspace::{Agreement, GammaReport, HEADINGS, figure};

const STYLE: &str = include_str!("html/style.css");

/// The page, with so many disagreements at most.
pub(super) fn page(found: &Agreement, most: usize) -> String {
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
    out.push_str(&everybody(report));
    if let Some(gamma) = &found.gamma {
        out.push_str(&gamma_section(gamma));
    }
    out.push_str("<h2>Confusion of tags</h2>\n");
    out.push_str(&matrix::confusion(report));
    out.push_str(&disagreements::section(found, most));
    out.push_str("</body>\n</html>\n");
    out
}

fn heat_maps() -> [(&'static str, Measure); 3] {
    [
        ("exact F1", |pair| pair.spans.exact.f1()),
        ("relaxed F1", |pair| pair.spans.relaxed.f1()),
        ("κ of words, by sets of tags", |pair| pair.kappa),
    ]
}

/// A table with a row of headings; the cells are markup already.
fn table(headings: &[&str], rows: &[Vec<String>]) -> String {
    let mut out = String::from("<table>\n<tr>");
    for heading in headings {
        let _infallible = write!(out, "<th scope=\"col\">{}</th>", escaped(heading));
    }
    out.push_str("</tr>\n");
    for row in rows {
        out.push_str("<tr>");
        for (n, cell) in row.iter().enumerate() {
            let (before, after) = if n == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
            out.extend([before, cell, after]);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
    out
}

fn pair_section(pair: &PairReport) -> String {
    let row = |name: String, spans: &Spans, rest: [String; 3]| {
        let matched = |matched| format!("{matched}/{}/{}", spans.exact.a, spans.exact.b);
        let mut row = vec![name, figure(spans.exact.f1()), matched(spans.exact.matched)];
        row.extend([figure(spans.relaxed.f1()), matched(spans.relaxed.matched)]);
        row.extend([figure(spans.hits.f1()), figure(spans.partial.f1())]);
        row.extend(rest);
        row
    };
    let all = [pair.kappa, pair.kappa_tagged, pair.alpha_u].map(figure);
    let mut rows = vec![row("all tags".to_owned(), &pair.spans, all)];
    rows.extend(pair.tags.iter().map(|(tag, found)| {
        let rest = [figure(found.kappa), String::new(), figure(found.alpha_u)];
        row(escaped(tag), &found.spans, rest)
    }));
    let headings: Vec<&str> = HEADINGS.iter().copied().chain(["αU"]).collect();
    let mut out = format!(
        "<h3>{} – {}</h3>\n<p>{}, {}</p>\n{}",
        escaped(&pair.a),
        escaped(&pair.b),
        counted(pair.documents, "text"),
        counted(pair.words, "word"),
        table(&headings, &rows)
    );
    let attributes: Vec<Vec<String>> = pair
        .tags
        .iter()
        .flat_map(|(tag, found)| found.attributes.iter().map(move |(name, attribute)| (tag, name, attribute)))
        .map(|(tag, name, found)| {
            let same = format!("{}/{}", found.agreed, found.compared);
            vec![escaped(tag), escaped(name), figure(found.share()), same, figure(found.kappa)]
        })
        .collect();
    if !attributes.is_empty() {
        let headings = ["tag", "attribute", "same value", "same/all", "κ"];
        out.push_str("<details><summary>Attributes of matched spans</summary>\n");
        out.push_str(&table(&headings, &attributes));
        out.push_str("</details>\n");
    }
    out
}

fn everybody(report: &Report) -> String {
    let mut out = String::from("<h2>All annotators</h2>\n");
    if report.pairs.len() > 1 {
        let rows: Vec<Vec<String>> = MEASURES
            .iter()
            .map(|(name, measure)| {
                let spread = report.spread(*measure);
                let mut row = vec![name.replace('_', " ")];
                row.extend([spread.mean, spread.deviation, spread.least, spread.greatest].map(figure));
                row
            })
            .collect();
        out.push_str(&table(&["over pairs", "mean", "SD", "least", "greatest"], &rows));
    }
    let row = |name: String, figures: [Option<f64>; 3]| {
        let mut row = vec![name];
        row.extend(figures.map(figure));
        row
    };
    let mut rows = vec![row("sets of tags".to_owned(), [report.alpha, report.fleiss, report.alpha_u])];
    rows.extend(report.tags.iter().map(|(tag, found)| row(escaped(tag), [found.alpha, found.fleiss, found.alpha_u])));
    out.push_str(&table(&["words", "Krippendorff’s α", "Fleiss’ κ", "αU"], &rows));
    let _infallible = writeln!(
        out,
        "<p>Annotated by everybody: {}; Fleiss’ κ and αU are of these. A dash is 0/0.</p>",
        counted(report.complete, "text")
    );
    out
}

fn gamma_section(report: &GammaReport) -> String {
    let gamma = report.gamma.as_ref();
    let (low, high) = gamma.and_then(crate::review::agreement::gamma::Gamma::range).unzip();
    format!(
        "<h2>γ</h2>\n<p>γ = {} ({} to {} with 95 % confidence; {} of each of {}, seed {}; observed disorder \
         {}, expected {} ± {}; {} left out)</p>\n",
        figure(gamma.and_then(|gamma| gamma.value)),
        figure(low),
        figure(high),
        counted(report.sampling.samples, "sample"),
        counted(report.texts.len(), "text"),
        report.sampling.seed,
        figure(gamma.map(|gamma| gamma.observed)),
        figure(gamma.and_then(|gamma| gamma.expected.mean)),
        figure(gamma.and_then(|gamma| gamma.expected.deviation)),
        counted(report.left_out.len(), "text"),
    )
}
