//! The measures of a corpus, taken from its counts.

use std::collections::BTreeMap;

use super::against::AgainstReport;
use super::declared::Declared;
use super::figure::{Figure, VisitFigure};
use super::pair_report::PairReport;
use super::spread::Spread;
use super::tally::Tally;

/// How far annotators agree over a corpus. Whatever is 0/0 has no value.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The annotators.
    pub annotators: Vec<String>,
    /// Texts that two of them or more have annotated.
    pub documents: u64,
    /// Texts that all of them have annotated.
    pub complete: u64,
    /// Each pair that has a text in common.
    pub pairs: Vec<PairReport>,
    /// The measures of [`MEASURES`] over the pairs.
    pub over_pairs: Vec<OverPairs>,
    /// Krippendorff's α of words by their sets of tags, annotators missing allowed.
    pub alpha: Figure,
    /// Gwet's AC1 of the same.
    pub ac1: Figure,
    /// Fleiss' κ of words by their sets of tags, over the texts that all have annotated.
    pub fleiss: Figure,
    /// αU over all tags, over the texts that all have annotated.
    pub alpha_u: Figure,
    /// Each tag that occurs.
    pub tags: BTreeMap<String, TagReport>,
    /// Each annotator against the reference, if there is one.
    pub against: Vec<AgainstReport>,
}

/// A tag among all annotators.
#[derive(Debug, Clone, PartialEq)]
pub struct TagReport {
    /// Krippendorff's α of words that have the tag or have it not.
    pub alpha: Figure,
    /// Gwet's AC1 of the same.
    pub ac1: Figure,
    /// Fleiss' κ of the same, over the texts that all have annotated.
    pub fleiss: Figure,
    /// αU over the texts that all have annotated.
    pub alpha_u: Figure,
    /// Spans that αU leaves out, since they overlap an earlier one of the same annotator and tag.
    pub left_out: u64,
}

/// A measure over the pairs of annotators, every pair weighing the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OverPairs {
    /// Its name in [`MEASURES`].
    pub name: &'static str,
    /// The spread of its values.
    pub spread: Spread,
    /// Their mean.
    pub mean: Figure,
}

/// A measure of a pair that has a mean over pairs.
pub type Measure = (&'static str, fn(&PairReport) -> Option<f64>);

/// The measures whose mean and spread over pairs are given.
pub const MEASURES: &[Measure] = &[
    ("exact_f1", |pair| pair.spans.exact.f1()),
    ("relaxed_f1", |pair| pair.spans.relaxed.f1()),
    ("overlap_f1", |pair| pair.spans.hits.f1()),
    ("partial_f1", |pair| pair.spans.partial.f1()),
    ("extent_f1", |pair| pair.spans.extent.f1()),
    ("unlabelled_f1", |pair| pair.unlabelled.exact.f1()),
    ("token_kappa", |pair| pair.kappa.value),
    ("token_kappa_tagged", |pair| pair.kappa_tagged.value),
    ("token_ac1", |pair| pair.ac1.value),
    ("alpha_u", |pair| pair.alpha_u.value),
    ("relations_f1", |pair| pair.relations.all.f1()),
    ("relations_agreed_ends_f1", |pair| pair.relations.agreed_ends.f1()),
];

impl Report {
    /// Takes all measures of annotators, who are named in the order of their places.
    pub fn of(tally: &Tally, annotators: &[String], declared: &Declared) -> Self {
        let everybody = &tally.everybody;
        let tag = |(name, number): (&str, u32)| {
            let words = everybody.of_tag(number);
            let stretches = everybody.stretches.of(number);
            let report = TagReport {
                alpha: words.alpha.into(),
                ac1: words.ac1.into(),
                fleiss: words.fleiss.into(),
                alpha_u: stretches.alpha.into(),
                left_out: stretches.left_out,
            };
            (name.to_owned(), report)
        };
        let name = |n: usize| annotators.get(n).map(String::as_str).unwrap_or_default();
        let pair = |((a, b), pair)| PairReport::of([name(a), name(b)], pair, tally, declared);
        let pairs: Vec<PairReport> = tally.pairs.iter().map(|(who, found)| pair((*who, found))).collect();
        Self {
            annotators: annotators.to_vec(),
            documents: tally.texts,
            complete: everybody.complete,
            over_pairs: MEASURES.iter().map(|measure| OverPairs::of(*measure, &pairs)).collect(),
            pairs,
            alpha: everybody.sets.alpha().into(),
            ac1: everybody.sets.ac1(0).into(),
            fleiss: everybody.complete_sets.kappa().into(),
            alpha_u: everybody.stretches.overall().into(),
            tags: tally.tags().into_iter().map(tag).collect(),
            against: tally.against.iter().map(|(who, pair)| AgainstReport::of(name(*who), pair, tally)).collect(),
        }
    }

    /// Goes to each figure, always in the same order for the same tags, annotators and names.
    pub fn each_figure(&mut self, visit: &mut VisitFigure<'_>) {
        self.pairs.iter_mut().for_each(|pair| pair.each_figure(visit));
        self.over_pairs.iter_mut().for_each(|measure| visit(&mut measure.mean));
        let Self { alpha, ac1, fleiss, alpha_u, .. } = self;
        [alpha, ac1, fleiss, alpha_u].into_iter().for_each(&mut *visit);
        for tag in self.tags.values_mut() {
            let TagReport { alpha, ac1, fleiss, alpha_u, .. } = tag;
            [alpha, ac1, fleiss, alpha_u].into_iter().for_each(&mut *visit);
        }
        self.against.iter_mut().for_each(|annotator| annotator.each_figure(visit));
    }
}

impl OverPairs {
    fn of((name, measure): Measure, pairs: &[PairReport]) -> Self {
        let spread = Spread::of(pairs.iter().filter_map(measure));
        Self { name, spread, mean: spread.mean.into() }
    }
}
