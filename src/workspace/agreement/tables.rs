//! Agreement as tables to be read on a screen.

use std::fmt::{self, Write as _};

use super::measure::{Agreement, GammaReport};
use crate::layout::reveal::harmless;
use crate::review::agreement::gamma::Missing;
use crate::review::agreement::{MEASURES, PairReport, Report, Spans, Spread};
use crate::text::counted;

/// What stands for what is undefined.
const UNDEFINED: &str = "–";

/// A figure with three decimals; a dash where it is undefined.
pub fn figure(value: Option<f64>) -> String {
    // A minus before nothing but zeros says nothing.
    value.map_or_else(|| UNDEFINED.to_owned(), |value| format!("{value:.3}").replace("-0.000", "0.000"))
}

/// Agreement as tables; each tag by itself as well, if it is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'a> {
    /// What they show.
    pub agreement: &'a Agreement,
    /// Whether they have a row for each tag.
    pub with_tags: bool,
}

impl fmt::Display for Tables<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { agreement, with_tags } = *self;
        let report = &agreement.report;
        writeln!(out, "{}", agreement.headline())?;
        for pair in &report.pairs {
            let texts = counted(pair.documents, "text");
            let words = counted(pair.words, "word");
            writeln!(out, "\n{} – {}: {texts}, {words}", pair.a, pair.b)?;
            out.write_str(&table(&pair_rows(pair, with_tags)))?;
            if with_tags {
                out.write_str(&table(&attribute_rows(pair)))?;
            }
        }
        out.write_str(&notes(report))?;
        if report.pairs.len() > 1 {
            writeln!(out, "\nOver {} pairs of annotators", report.pairs.len())?;
            out.write_str(&table(&spread_rows(report)))?;
        }
        writeln!(out, "\nAll annotators, by words ({} of the texts annotated by everybody)", report.complete)?;
        out.write_str(&table(&everybody_rows(report, with_tags)))?;
        out.write_str(&agreement.gamma.as_ref().map(gamma_text).unwrap_or_default())
    }
}

impl Agreement {
    /// Who was compared, on how many texts.
    pub fn headline(&self) -> String {
        let left = match self.skipped.len() {
            0 => String::new(),
            left => format!("; {left} left out, annotated by fewer than two"),
        };
        let report = &self.report;
        let texts = counted(self.texts, "text");
        format!("{}: {} of {texts} compared{left}", report.annotators.join(", "), report.documents)
    }
}

/// Headings of what is counted of spans and words.
pub const HEADINGS: [&str; 9] =
    ["", "exact F1", "matched", "relaxed F1", "matched", "overlap F1", "partial F1", "κ words", "κ tagged"];

fn pair_rows(pair: &PairReport, with_tags: bool) -> Vec<Vec<String>> {
    let mut rows = vec![HEADINGS.iter().chain(&["αU"]).map(|heading| (*heading).to_owned()).collect()];
    let row = |name: &str, spans: &Spans, rest: [Option<f64>; 3]| {
        let matched = |matched| format!("{matched}/{}/{}", spans.exact.a, spans.exact.b);
        let mut row = vec![harmless(name), figure(spans.exact.f1()), matched(spans.exact.matched)];
        row.extend([figure(spans.relaxed.f1()), matched(spans.relaxed.matched)]);
        row.extend([figure(spans.hits.f1()), figure(spans.partial.f1())]);
        row.extend(rest.map(figure));
        row
    };
    rows.push(row("all tags", &pair.spans, [pair.kappa, pair.kappa_tagged, pair.alpha_u]));
    if with_tags {
        rows.extend(pair.tags.iter().map(|(tag, found)| {
            let mut row = row(tag, &found.spans, [found.kappa, None, found.alpha_u]);
            row.get_mut(8).into_iter().for_each(String::clear);
            row
        }));
    }
    rows
}

fn attribute_rows(pair: &PairReport) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (tag, found) in &pair.tags {
        for (name, attribute) in &found.attributes {
            let counts = format!("{}/{}", attribute.agreed, attribute.compared);
            rows.push(vec![harmless(tag), harmless(name), figure(attribute.share()), counts, figure(attribute.kappa)]);
        }
    }
    if !rows.is_empty() {
        let headings = ["attributes of matched spans", "", "same value", "same/all", "κ"];
        rows.insert(0, headings.map(str::to_owned).to_vec());
    }
    rows
}

fn spread_rows(report: &Report) -> Vec<Vec<String>> {
    let mut rows = vec![["", "mean", "SD", "least", "greatest"].map(str::to_owned).to_vec()];
    for (name, measure) in MEASURES {
        let Spread { mean, deviation, least, greatest, .. } = report.spread(*measure);
        let mut row = vec![name.replace('_', " ")];
        row.extend([mean, deviation, least, greatest].map(figure));
        rows.push(row);
    }
    rows
}

fn everybody_rows(report: &Report, with_tags: bool) -> Vec<Vec<String>> {
    let mut rows = vec![["", "Krippendorff's α", "Fleiss' κ", "αU"].map(str::to_owned).to_vec()];
    let row = |name: &str, figures: [Option<f64>; 3]| {
        let mut row = vec![harmless(name)];
        row.extend(figures.map(figure));
        row
    };
    rows.push(row("sets of tags", [report.alpha, report.fleiss, report.alpha_u]));
    if with_tags {
        rows.extend(report.tags.iter().map(|(tag, found)| row(tag, [found.alpha, found.fleiss, found.alpha_u])));
    }
    rows
}

/// What the figures leave out.
fn notes(report: &Report) -> String {
    let left_out: u64 = report.pairs.iter().map(PairReport::left_out).sum();
    if left_out == 0 {
        return String::new();
    }
    let spans = counted(left_out, "span");
    format!("αU leaves out {spans} overlapping an earlier one of the same annotator and tag\n")
}

fn gamma_text(report: &GammaReport) -> String {
    let mut out = format!("\nγ = {}", figure(report.gamma.as_ref().and_then(|gamma| gamma.value)));
    if let Some(gamma) = &report.gamma {
        let (low, high) = gamma.range().unzip();
        let _infallible = write!(
            out,
            "  ({} to {} with 95 % confidence; {} of {}, seed {})\n    disorder: observed {:.4}, expected {} ± {}\n",
            figure(low),
            figure(high),
            counted(report.sampling.samples, "sample"),
            counted(gamma.texts, "text"),
            report.sampling.seed,
            gamma.observed,
            figure(gamma.expected.mean),
            figure(gamma.expected.deviation),
        );
        if !gamma.proved {
            out.push_str("    some alignments were not proved to be the best: γ may be a little higher\n");
        }
    } else {
        out.push('\n');
    }
    for (missing, why) in
        [(Missing::NoUnit, "an annotator has no span there"), (Missing::TooMany, "too many alignments are possible there")]
    {
        let count = report.left_out.iter().filter(|(_, reason)| *reason == missing).count();
        if count > 0 {
            let _infallible = writeln!(out, "    left out {count} of the texts: {why}");
        }
    }
    out
}

/// Rows with their columns aligned, the first to the left and the others to the right.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |cell: &String| cell.chars().count();
    let widths: Vec<usize> =
        (0..columns).map(|n| rows.iter().filter_map(|row| row.get(n)).map(width).max().unwrap_or(0)).collect();
    let is_word = |n: usize| rows.iter().skip(1).any(|row| row.get(n).is_some_and(|cell| cell.starts_with(char::is_alphabetic)));
    let left: Vec<bool> = (0..columns).map(|n| n == 0 || is_word(n)).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::from("  ");
        for ((cell, width), left) in row.iter().zip(&widths).zip(&left) {
            let _infallible = if *left { write!(line, "{cell:<width$}  ") } else { write!(line, "{cell:>width$}  ") };
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_undefined_is_a_dash() {
        assert_eq!([None, Some(0.0), Some(-0.0001), Some(0.54545)].map(figure), ["–", "0.000", "0.000", "0.545"]);
    }

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [["", "κ"], ["ACTOR", "0.5"], ["L", "–"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), "           κ\n  ACTOR  0.5\n  L        –\n");
        assert_eq!(table(&[]), "");
    }
}
