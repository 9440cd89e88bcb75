//! The measures of a corpus, taken from its counts.

use std::collections::BTreeMap;

use super::kappa::Table;
use super::pair::{OfTag, Pair};
use super::score::{Hits, Partial, Score, ratio};
use super::spread::Spread;
use super::tally::Tally;

/// How far annotators agree over a corpus. Whatever is 0/0 is `None`.
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
    /// Krippendorff's α of words by their sets of tags, annotators missing allowed.
    pub alpha: Option<f64>,
    /// Fleiss' κ of words by their sets of tags, over the texts that all have annotated.
    pub fleiss: Option<f64>,
    /// αU over all tags, over the texts that all have annotated.
    pub alpha_u: Option<f64>,
    /// Each tag that occurs.
    pub tags: BTreeMap<String, TagReport>,
}

/// A tag among all annotators.
#[derive(Debug, Clone, PartialEq)]
pub struct TagReport {
    /// Krippendorff's α of words that have the tag or have it not.
    pub alpha: Option<f64>,
    /// Fleiss' κ of the same, over the texts that all have annotated.
    pub fleiss: Option<f64>,
    /// αU over the texts that all have annotated.
    pub alpha_u: Option<f64>,
    /// Spans that αU leaves out, since they overlap an earlier one of the same annotator and tag.
    pub left_out: u64,
}

/// A pair of annotators.
#[derive(Debug, Clone, PartialEq)]
pub struct PairReport {
    /// The first, by name.
    pub a: String,
    /// The second.
    pub b: String,
    /// Texts that both have annotated.
    pub documents: u64,
    /// Words of these texts.
    pub words: u64,
    /// Spans of all tags.
    pub spans: Spans,
    /// Cohen's κ of words by their sets of tags.
    pub kappa: Option<f64>,
    /// The same without the words that neither has tagged: it comes out too low, as the other too high.
    pub kappa_tagged: Option<f64>,
    /// αU over all tags.
    pub alpha_u: Option<f64>,
    /// Each tag that one of the two has.
    pub tags: BTreeMap<String, PairTagReport>,
    /// How many spans have one tag with the first and another, or none, with the second.
    pub confusion: BTreeMap<(Option<String>, Option<String>), u64>,
}

/// Matches of spans.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Spans {
    /// The same two ends and tag.
    pub exact: Score,
    /// Overlap and the same tag, in a largest one-to-one matching.
    pub relaxed: Score,
    /// Overlap and the same tag, any number.
    pub hits: Hits,
    /// Overlaps that count half.
    pub partial: Partial,
}

/// A tag of a pair of annotators.
#[derive(Debug, Clone, PartialEq)]
pub struct PairTagReport {
    /// Its spans.
    pub spans: Spans,
    /// Cohen's κ of words that have the tag or have it not.
    pub kappa: Option<f64>,
    /// αU.
    pub alpha_u: Option<f64>,
    /// Spans that αU leaves out.
    pub left_out: u64,
    /// Attributes of the spans that match: those with the same ends, then those that overlap.
    pub attributes: BTreeMap<String, AttributeReport>,
}

/// An attribute of the spans that two annotators matched.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AttributeReport {
    /// Pairs of spans of which one has it or both.
    pub compared: u64,
    /// Those with the same value.
    pub agreed: u64,
    /// Cohen's κ of the values, none being one of them.
    pub kappa: Option<f64>,
}

impl AttributeReport {
    /// The share with the same value.
    pub fn share(&self) -> Option<f64> {
        ratio(self.agreed, self.compared)
    }
}

/// A measure of a pair that has a mean over pairs.
pub type Measure = (&'static str, fn(&PairReport) -> Option<f64>);

/// The measures whose mean and spread over pairs are given.
pub const MEASURES: &[Measure] = &[
    ("exact_f1", |pair| pair.spans.exact.f1()),
    ("relaxed_f1", |pair| pair.spans.relaxed.f1()),
    ("overlap_f1", |pair| pair.spans.hits.f1()),
    ("partial_f1", |pair| pair.spans.partial.f1()),
    ("token_kappa", |pair| pair.kappa),
    ("token_kappa_tagged", |pair| pair.kappa_tagged),
    ("alpha_u", |pair| pair.alpha_u),
];

impl Report {
    /// Takes all measures of annotators, who are named in the order of their places.
    pub fn of(tally: &Tally, annotators: &[String]) -> Self {
        let everybody = &tally.everybody;
        let tag = |(name, number): (&str, u32)| {
            let ((alpha, fleiss), stretches) = (everybody.of_tag(number), everybody.stretches.of(number));
            (name.to_owned(), TagReport { alpha, fleiss, alpha_u: stretches.alpha, left_out: stretches.left_out })
        };
        let name = |n: usize| annotators.get(n).cloned().unwrap_or_default();
        Self {
            annotators: annotators.to_vec(),
            documents: tally.texts,
            complete: everybody.complete,
            pairs: tally.pairs.iter().map(|((a, b), pair)| PairReport::of(name(*a), name(*b), pair, tally)).collect(),
            alpha: everybody.sets.alpha(),
            fleiss: everybody.complete_sets.kappa(),
            alpha_u: everybody.stretches.overall(),
            tags: tally.tags().into_iter().map(tag).collect(),
        }
    }

    /// Mean and spread over the pairs of a measure.
    pub fn spread(&self, measure: fn(&PairReport) -> Option<f64>) -> Spread {
        Spread::of(self.pairs.iter().filter_map(measure))
    }
}

impl PairReport {
    fn of(a: String, b: String, pair: &Pair, tally: &Tally) -> Self {
        let none = tally.numbers.sets.values().iter().position(Vec::is_empty).and_then(|n| u32::try_from(n).ok());
        let tagged = none.map_or_else(|| pair.sets.clone(), |none| pair.sets.clone().without(none, none));
        let name = |tag: Option<u32>| tag.and_then(|tag| tally.numbers.tags.value(tag)).cloned();
        let of_tag = |(tag, number): (&str, u32)| {
            let counts = pair.tags.get(&number)?;
            let stretches = pair.stretches.of(number);
            let report = PairTagReport {
                spans: Spans::of(counts),
                kappa: counts.words(pair.words).kappa(),
                alpha_u: stretches.alpha,
                left_out: stretches.left_out,
                attributes: counts.attributes.iter().map(|(name, table)| (name.clone(), attribute(table))).collect(),
            };
            Some((tag.to_owned(), report))
        };
        Self {
            a,
            b,
            documents: pair.texts,
            words: pair.words,
            spans: Spans::of(&pair.all_tags()),
            kappa: pair.sets.kappa(),
            kappa_tagged: tagged.kappa(),
            alpha_u: pair.stretches.overall(),
            tags: tally.tags().into_iter().filter_map(of_tag).collect(),
            confusion: pair.confusion.cells().map(|((x, y), spans)| ((name(x), name(y)), spans)).collect(),
        }
    }

    /// How many spans αU leaves out.
    pub fn left_out(&self) -> u64 {
        self.tags.values().map(|tag| tag.left_out).sum()
    }
}

impl Spans {
    fn of(counts: &OfTag) -> Self {
        Self { exact: counts.exact, relaxed: counts.relaxed, hits: counts.hits, partial: counts.partial }
    }
}

fn attribute(table: &Table<Option<u32>>) -> AttributeReport {
    AttributeReport { compared: table.items(), agreed: table.agreed(), kappa: table.kappa() }
}
