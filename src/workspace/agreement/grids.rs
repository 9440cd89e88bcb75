//! Agreement as grids of figures, for whoever draws them: as text or as markup.

use super::measure::{Agreement, Breakdown, By};
use crate::review::agreement::against::{Retrieval, Retrieved};
use crate::review::agreement::bootstrap::LEVEL;
use crate::review::agreement::gamma::Weights;
use crate::review::agreement::said::AttributeReport;
use crate::review::agreement::score::Score;
use crate::review::agreement::{AgainstReport, Figure, MEASURES, PairReport, Rated, Report, Spans, Spread};
use crate::text::counted;

/// What stands for what is undefined.
const UNDEFINED: &str = "–";

/// A figure with three decimals; a dash where it is undefined.
pub fn figure(value: Option<f64>) -> String {
    // A minus before nothing but zeros says nothing.
    value.map_or_else(|| UNDEFINED.to_owned(), |value| format!("{value:.3}").replace("-0.000", "0.000"))
}

/// Whether each tag, attribute and fact has a row of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Only sums.
    Whole,
    /// Each of them, too.
    Each,
}

/// Rows of cells under headings.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The headings, the first of which is that of the names of the rows.
    pub head: Vec<String>,
    /// The rows, each beginning with its name.
    pub rows: Vec<Vec<GridCell>>,
}

/// A cell of a grid.
#[derive(Debug, Clone, PartialEq)]
pub enum GridCell {
    /// A name, or counts.
    Words(String),
    /// A figure.
    Figure(Figure),
}

impl From<Figure> for GridCell {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}

impl From<Option<f64>> for GridCell {
    fn from(value: Option<f64>) -> Self {
        Self::Figure(value.into())
    }
}

impl From<&str> for GridCell {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for GridCell {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl GridCell {
    fn interval(&self) -> Option<String> {
        let Self::Figure(Figure { interval: Some(interval), .. }) = self else { return None };
        Some(format!("{}–{}", figure(Some(interval.low)), figure(Some(interval.high))))
    }
}

impl Grid {
    fn new(head: &[&str]) -> Self {
        Self { head: head.iter().map(|heading| (*heading).to_owned()).collect(), rows: Vec::new() }
    }

    fn add(&mut self, name: &str, cells: impl IntoIterator<Item = GridCell>) {
        self.rows.push([GridCell::from(name)].into_iter().chain(cells).collect());
    }

    /// The rows as letters; under one whose figures have intervals a row with these.
    pub fn lines(&self) -> Vec<Vec<String>> {
        let mut lines = Vec::new();
        for row in &self.rows {
            let letters = |cell: &GridCell| match cell {
                GridCell::Words(words) => words.clone(),
                GridCell::Figure(found) => figure(found.value),
            };
            lines.push(row.iter().map(letters).collect());
            if row.iter().any(|cell| cell.interval().is_some()) {
                let mut intervals: Vec<String> = row.iter().map(|cell| cell.interval().unwrap_or_default()).collect();
                intervals.first_mut().into_iter().for_each(|name| "  95 %".clone_into(name));
                lines.push(intervals);
            }
        }
        lines
    }
}

/// The figures of a pair of annotators.
pub fn grids_of_pair(pair: &PairReport, detail: Detail) -> Vec<Grid> {
    let mut grids = vec![spans_of(pair, detail), more_of(pair, detail)];
    grids.extend(relations_of(pair, detail));
    if detail == Detail::Each {
        grids.extend(attributes_of(pair));
        grids.extend(facts_of(pair));
    }
    grids
}

fn matched(score: &Score) -> GridCell {
    format!("{}/{}/{}", score.matched, score.a, score.b).into()
}

fn spans_of(pair: &PairReport, detail: Detail) -> Grid {
    let mut grid =
        Grid::new(&["", "exact F1", "matched", "relaxed F1", "matched", "overlap F1", "partial F1", "κ words", "κ tagged", "αU"]);
    let row = |spans: &Spans| {
        [
            spans.exact.f1.into(),
            matched(&spans.exact.counts),
            spans.relaxed.f1.into(),
            matched(&spans.relaxed.counts),
            spans.hits.f1.into(),
            spans.partial.f1.into(),
        ]
    };
    grid.add("all tags", row(&pair.spans).into_iter().chain([pair.kappa, pair.kappa_tagged, pair.alpha_u].map(GridCell::from)));
    for (tag, found) in pair.tags.iter().filter(|_| detail == Detail::Each) {
        grid.add(tag, row(&found.spans).into_iter().chain([found.kappa.into(), "".into(), found.alpha_u.into()]));
    }
    grid
}

fn more_of(pair: &PairReport, detail: Detail) -> Grid {
    let mut grid =
        Grid::new(&["", "extent F1", "matched", "unlabelled F1", "matched", "unlabelled relaxed F1", "matched", "AC1 words"]);
    let rated = |rated: &Rated<Score>| [rated.f1.into(), matched(&rated.counts)];
    let unlabelled = rated(&pair.unlabelled.exact).into_iter().chain(rated(&pair.unlabelled.relaxed));
    grid.add("all tags", rated(&pair.spans.extent).into_iter().chain(unlabelled).chain([pair.ac1.into()]));
    for (tag, found) in pair.tags.iter().filter(|_| detail == Detail::Each) {
        let nothing = ["", "", "", ""].map(GridCell::from);
        grid.add(tag, rated(&found.spans.extent).into_iter().chain(nothing).chain([found.ac1.into()]));
    }
    grid
}

fn relations_of(pair: &PairReport, detail: Detail) -> Option<Grid> {
    let mut grid = Grid::new(&["relations", "F1", "matched", "F1 of agreed ends", "matched"]);
    let row = |all: &Rated<Score>, agreed_ends: &Rated<Score>| {
        [all.f1.into(), matched(&all.counts), agreed_ends.f1.into(), matched(&agreed_ends.counts)]
    };
    grid.add("all types", row(&pair.relations.all, &pair.relations.agreed_ends));
    for (kind, found) in pair.relations.types.iter().filter(|_| detail == Detail::Each) {
        grid.add(kind, row(&found.all, &found.agreed_ends));
    }
    (!pair.relations.types.is_empty()).then_some(grid)
}

const VALUES: [&str; 6] = ["same value", "same/all", "κ", "same, or both left out", "same/all", "κ"];

fn values_of(found: &AttributeReport) -> impl Iterator<Item = GridCell> {
    [found.stated, found.with_absence]
        .into_iter()
        .flat_map(|alike| [alike.share.into(), format!("{}/{}", alike.agreed, alike.compared).into(), alike.kappa.into()])
}

fn attributes_of(pair: &PairReport) -> Option<Grid> {
    let mut grid = Grid::new(&[["attributes of matched spans", ""].as_slice(), &VALUES].concat());
    let mut add = |of: &str, name: &str, found: &AttributeReport| {
        if found.with_absence.compared > 0 {
            grid.add(of, [name.into()].into_iter().chain(values_of(found)));
        }
    };
    for (tag, found) in &pair.tags {
        found.attributes.iter().for_each(|(name, attribute)| add(tag, name, attribute));
    }
    for (kind, found) in &pair.relations.types {
        let own = [("certainty", &found.certainty), ("order", &found.order)];
        own.into_iter().filter(|(_, found)| found.stated.compared > 0).for_each(|(name, found)| add(kind, name, found));
        found.attributes.iter().for_each(|(name, attribute)| add(kind, name, attribute));
    }
    (!grid.rows.is_empty()).then_some(grid)
}

fn facts_of(pair: &PairReport) -> Option<Grid> {
    let mut grid = Grid::new(&[["facts of the texts"].as_slice(), &VALUES].concat());
    for (name, found) in pair.facts.iter().filter(|(_, found)| found.stated.compared > 0) {
        grid.add(name, values_of(found));
    }
    (!grid.rows.is_empty()).then_some(grid)
}

/// The figures of all annotators: over pairs, if there are several, of words, and against a reference.
pub fn grids_of_everybody(report: &Report, detail: Detail) -> Vec<Grid> {
    let mut grids = Vec::new();
    if report.pairs.len() > 1 {
        let mut grid = Grid::new(&["mean over pairs", "mean", "SD", "least", "greatest"]);
        for measure in &report.over_pairs {
            let Spread { deviation, least, greatest, .. } = measure.spread;
            let rest = [deviation, least, greatest].map(GridCell::from);
            grid.add(&measure.name.replace('_', " "), [measure.mean.into()].into_iter().chain(rest));
        }
        grids.push(grid);
    }
    let mut grid = Grid::new(&["words", "Krippendorff's α", "AC1", "Fleiss' κ", "αU"]);
    grid.add("sets of tags", [report.alpha, report.ac1, report.fleiss, report.alpha_u].map(GridCell::from));
    for (tag, found) in report.tags.iter().filter(|_| detail == Detail::Each) {
        grid.add(tag, [found.alpha, found.ac1, found.fleiss, found.alpha_u].map(GridCell::from));
    }
    grids.push(grid);
    grids
}

/// The figures of an annotator against a reference.
pub(super) fn grid_against(report: &AgainstReport, detail: Detail) -> Grid {
    let mut grid = Grid::new(&["", "precision", "recall", "F1", "matched", "relaxed precision", "recall", "F1", "matched"]);
    let row = |found: &Retrieval| [found.precision.into(), found.recall.into(), found.f1.into(), matched(&found.counts)];
    let spans = |found: &Retrieved| row(&found.exact).into_iter().chain(row(&found.relaxed));
    grid.add("all tags", spans(&report.spans));
    for (tag, found) in report.tags.iter().filter(|_| detail == Detail::Each) {
        grid.add(tag, spans(found));
    }
    grid.add("clitics and quotes aside", row(&report.spans.extent));
    grid.add("unlabelled", row(&report.unlabelled));
    if !report.types.is_empty() {
        grid.add("relations", row(&report.relations));
        grid.add("relations of agreed ends", row(&report.relations_agreed_ends));
        for (kind, found) in report.types.iter().filter(|_| detail == Detail::Each) {
            grid.add(kind, row(found));
        }
    }
    grid
}

/// The main figures of parts of a corpus, as means over pairs.
pub(super) fn grid_of_parts(breakdown: &Breakdown) -> Grid {
    let shown = ["exact_f1", "relaxed_f1", "token_kappa", "relations_f1"];
    let heading = match &breakdown.by {
        By::Text => "text".to_owned(),
        By::MonthOf(fact) => format!("month of {fact}"),
        By::MonthOfWork => "month of the work".to_owned(),
    };
    let mut grid = Grid::new(&["", "texts", "exact F1", "relaxed F1", "κ words", "relations F1", "α", "AC1"]);
    grid.head.first_mut().into_iter().for_each(|name| name.clone_from(&heading));
    for row in &breakdown.rows {
        let means = MEASURES.iter().zip(&row.means).filter(|((name, _), _)| shown.contains(name));
        let means = means.map(|(_, mean)| GridCell::from(*mean));
        let cells = [GridCell::from(row.documents.to_string())].into_iter().chain(means);
        grid.add(row.name.as_deref().unwrap_or("none"), cells.chain([row.alpha.into(), row.ac1.into()]));
    }
    grid
}

/// How the figures were made, a sentence a line.
pub fn method(agreement: &Agreement) -> Vec<String> {
    let mut lines =
        vec!["Figures of a pair are of sums over its texts (micro); in a mean over pairs every pair weighs the same.".to_owned()];
    if let Some((bootstrap, texts)) = agreement.resampled {
        let resamples = counted(bootstrap.resamples, "resample");
        let texts = counted(texts, "text");
        lines.push(format!(
            "Intervals: {:.0} %, bootstrap over {texts}, percentiles of {resamples}, seed {} (SplitMix64).",
            LEVEL * 100.0,
            bootstrap.seed
        ));
    }
    if let Some(report) = &agreement.gamma {
        let Weights { position, category, empty } = Weights::default();
        lines.push(format!(
            "γ: {} of each text by the shuffle of Mathet et al. 2015, seed {}; weights α = {position}, β = {category}, Δ∅ = {empty}; \
             texts weighted by their units. Its sampling error is that of the random continua alone.",
            counted(report.sampling.samples, "sample"),
            report.sampling.seed,
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::agreement::Interval;

    #[test]
    fn what_is_undefined_is_a_dash() {
        assert_eq!([None, Some(0.0), Some(-0.0001), Some(0.54545)].map(figure), ["–", "0.000", "0.000", "0.545"]);
    }

    #[test]
    fn an_interval_stands_under_its_figure() {
        let mut grid = Grid::new(&["", "F1", "matched"]);
        let found = Figure { value: Some(0.5), interval: Some(Interval { low: 0.25, high: 0.75 }) };
        grid.add("ACTOR", [found.into(), "1/2/2".into()]);
        assert_eq!(grid.lines(), [vec!["ACTOR", "0.500", "1/2/2"], vec!["  95 %", "0.250–0.750", ""]]);
    }
}
