//! Agreement as tables to be read on a screen.

use std::fmt::{self, Write as _};

use super::grids::{Detail, Grid, figure, grid_against, grid_of_parts, grids_of_everybody, grids_of_pair, method};
use super::measure::{Agreement, GammaReport};
use crate::layout::reveal::harmless;
use crate::review::agreement::gamma::{Gamma, Missing};
use crate::review::agreement::{Interval, PairReport, Report};
use crate::text::counted;

/// Agreement as tables; each tag by itself as well, if it is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'a> {
    /// What they show.
    pub agreement: &'a Agreement,
    /// Whether they have a row for each tag, attribute and fact.
    pub detail: Detail,
}

impl fmt::Display for Tables<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { agreement, detail } = *self;
        let report = &agreement.report;
        writeln!(out, "{}", agreement.headline())?;
        for pair in &report.pairs {
            let texts = counted(pair.documents, "text");
            let words = counted(pair.words, "word");
            writeln!(out, "\n{} – {}: {texts}, {words}", pair.a, pair.b)?;
            tables(out, &grids_of_pair(pair, detail))?;
        }
        out.write_str(&notes(report))?;
        writeln!(out, "\nAll annotators ({} of the texts annotated by everybody)", report.complete)?;
        tables(out, &grids_of_everybody(report, detail))?;
        for (title, grid) in agreement.against(detail) {
            writeln!(out, "\n{title}")?;
            tables(out, &[grid])?;
        }
        if let Some(grid) = agreement.parts() {
            out.write_str("\n")?;
            tables(out, &[grid])?;
        }
        out.write_str(&agreement.gamma.as_ref().map(gamma_text).unwrap_or_default())?;
        out.write_str("\n")?;
        method(agreement).iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

fn tables(out: &mut fmt::Formatter<'_>, grids: &[Grid]) -> fmt::Result {
    for grid in grids {
        let name = |mut row: Vec<String>| {
            for cell in &mut row {
                *cell = harmless(cell);
            }
            row
        };
        let rows: Vec<Vec<String>> = [grid.head.clone()].into_iter().chain(grid.lines()).map(name).collect();
        out.write_str(&table(&rows))?;
    }
    Ok(())
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

    /// Each annotator against the reference, under a title.
    pub fn against(&self, detail: Detail) -> Vec<(String, Grid)> {
        let Some(reference) = &self.against else { return Vec::new() };
        let of = |found: &crate::review::agreement::AgainstReport| {
            let texts = counted(found.documents, "text");
            (format!("{} against {reference}: {texts}", found.annotator), grid_against(found, detail))
        };
        self.report.against.iter().map(of).collect()
    }

    /// The main figures apart, if it was asked for.
    pub fn parts(&self) -> Option<Grid> {
        self.by.as_ref().map(grid_of_parts)
    }
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

impl GammaReport {
    /// γ with its sampling error and where it lies when texts are resampled.
    pub fn sentence(&self) -> String {
        let (low, high) = self.gamma.as_ref().and_then(Gamma::range).unzip();
        let mut sentence = format!(
            "γ = {}  (95 % sampling error {} to {}; {} of {}, seed {}",
            figure(self.gamma.as_ref().and_then(|gamma| gamma.value)),
            figure(low),
            figure(high),
            counted(self.sampling.samples, "sample"),
            counted(self.texts.len(), "text"),
            self.sampling.seed,
        );
        if let Some(Interval { low, high }) = self.interval {
            let _infallible = write!(sentence, "; 95 % over texts {} to {}", figure(Some(low)), figure(Some(high)));
        }
        sentence + ")"
    }
}

fn gamma_text(report: &GammaReport) -> String {
    let mut out = "\nγ = –\n".to_owned();
    if let Some(gamma) = &report.gamma {
        out = format!(
            "\n{}\n    disorder: observed {:.4}, expected {} ± {}\n",
            report.sentence(),
            gamma.observed,
            figure(gamma.expected.mean),
            figure(gamma.expected.deviation),
        );
        if !gamma.proved {
            out.push_str("    some alignments were not proved to be the best: γ may be a little higher\n");
        }
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
    fn columns_stand_under_each_other() {
        let rows = [["", "κ"], ["ACTOR", "0.5"], ["L", "–"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), "           κ\n  ACTOR  0.5\n  L        –\n");
        assert_eq!(table(&[]), "");
    }
}
