//! Coloured tables: a measure of each pair of annotators, and which tags are taken for which.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::cli::markup::escaped;
use crate::review::agreement::PairReport;
use crate::review::agreement::Report;
use crate::review::agreement::score::ratio;
use crate::workspace::figure;

/// A measure of a pair of annotators; `None` where it is undefined.
pub(super) type Measure = fn(&PairReport) -> Option<f64>;

/// Annotators by annotators.
pub(super) fn heat_map(report: &Report, heading: &str, measure: Measure) -> String {
    let mut values: BTreeMap<(&str, &str), Option<f64>> = BTreeMap::new();
    for pair in &report.pairs {
        values.insert((&pair.a, &pair.b), measure(pair));
        values.insert((&pair.b, &pair.a), measure(pair));
    }
    let mut out = format!("<table class=\"map\">\n<caption>{}</caption>\n<tr><td></td>", escaped(heading));
    for annotator in &report.annotators {
        let _infallible = write!(out, "<th scope=\"col\">{}</th>", escaped(annotator));
    }
    out.push_str("</tr>\n");
    for row in &report.annotators {
        let _infallible = write!(out, "<tr><th scope=\"row\">{}</th>", escaped(row));
        for column in &report.annotators {
            out.push_str(&match values.get(&(row.as_str(), column.as_str())) {
                Some(value) => cell(*value, &figure(*value)),
                None => "<td class=\"none\"></td>".to_owned(),
            });
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
    out
}

/// Tags by tags, over all pairs: rows are the tags of the first of a pair by name, columns those of the second.
pub(super) fn confusion(report: &Report) -> String {
    let mut counts: BTreeMap<(Option<&str>, Option<&str>), u64> = BTreeMap::new();
    for ((a, b), spans) in report.pairs.iter().flat_map(|pair| &pair.confusion) {
        *counts.entry((a.as_deref(), b.as_deref())).or_default() += spans;
    }
    if counts.is_empty() {
        return "<p>Nobody has tagged anything.</p>\n".to_owned();
    }
    let tags: Vec<Option<&str>> = report.tags.keys().map(|tag| Some(tag.as_str())).chain([None]).collect();
    let name = |tag: Option<&str>| tag.map_or_else(|| "no span".to_owned(), escaped);
    let mut out = String::from("<table class=\"map confusion\">\n<tr><td></td>");
    for tag in &tags {
        let _infallible = write!(out, "<th scope=\"col\">{}</th>", name(*tag));
    }
    out.push_str("</tr>\n");
    for row in &tags {
        let of_row = |column: Option<&str>| counts.get(&(*row, column)).copied().unwrap_or(0);
        let sum: u64 = tags.iter().copied().map(of_row).sum();
        let _infallible = write!(out, "<tr><th scope=\"row\">{}</th>", name(*row));
        for column in &tags {
            let spans = of_row(*column);
            let text = if spans == 0 { String::new() } else { spans.to_string() };
            let is_nothing = row.is_none() && column.is_none();
            out.push_str(&if is_nothing { "<td class=\"none\"></td>".to_owned() } else { cell(ratio(spans, sum), &text) });
        }
        out.push_str("</tr>\n");
    }
    out.push_str(
        "</table>\n<p>Spans of a pair of annotators that stand for each other: those of one tag first, then those \
                  with the same ends, then those that have at least half of what they cover in common. Shades are shares \
                  of the row.</p>\n",
    );
    out
}

/// A cell, the darker the nearer to 1; the figure in it says the same.
fn cell(value: Option<f64>, text: &str) -> String {
    let depth = value.unwrap_or(0.0).clamp(0.0, 1.0);
    let class = if depth > 0.55 { " class=\"dark\"" } else { "" };
    format!("<td{class} style=\"background:hsl(210 70% {:.0}%)\">{}</td>", 97.0 - 60.0 * depth, escaped(text))
}
