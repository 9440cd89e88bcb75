//! The measures of an annotator against a reference, such as the gold standard.

use std::collections::BTreeMap;

use super::figure::{Figure, VisitFigure};
use super::pair::{OfRelation, OfTag, Pair};
use super::score::Score;
use super::tally::Tally;

/// An annotator against the reference, over the texts that both have.
#[derive(Debug, Clone, PartialEq)]
pub struct AgainstReport {
    /// Who is measured.
    pub annotator: String,
    /// Texts that both have.
    pub documents: u64,
    /// Spans of all tags.
    pub spans: Retrieved,
    /// Spans whatever their tags, by their two ends.
    pub unlabelled: Retrieval,
    /// Each tag that one of the two has.
    pub tags: BTreeMap<String, Retrieved>,
    /// Relations of all types.
    pub relations: Retrieval,
    /// Those whose two ends both have.
    pub relations_agreed_ends: Retrieval,
    /// Each type of relation.
    pub types: BTreeMap<String, Retrieval>,
}

/// Spans of the reference that an annotator has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Retrieved {
    /// With the same two ends and tag.
    pub exact: Retrieval,
    /// Overlapping, with the same tag, in a largest one-to-one matching.
    pub relaxed: Retrieval,
    /// With the same tag and words, what is glued to their ends aside.
    pub extent: Retrieval,
}

/// How much of what an annotator has is in the reference, and the reverse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Retrieval {
    /// The annotator's are `a`, those of the reference `b`.
    pub counts: Score,
    /// The share of the annotator's that match.
    pub precision: Figure,
    /// The share of the reference's that match.
    pub recall: Figure,
    /// The harmonic mean of the two.
    pub f1: Figure,
}

impl From<Score> for Retrieval {
    fn from(counts: Score) -> Self {
        let [precision, recall, f1] = [counts.precision(), counts.recall(), counts.f1()].map(Figure::from);
        Self { counts, precision, recall, f1 }
    }
}

impl Retrieval {
    fn each_figure(&mut self, visit: &mut VisitFigure<'_>) {
        [&mut self.precision, &mut self.recall, &mut self.f1].into_iter().for_each(visit);
    }
}

impl Retrieved {
    fn of(counts: &OfTag) -> Self {
        Self { exact: counts.exact.into(), relaxed: counts.relaxed.into(), extent: counts.extent.into() }
    }

    fn each_figure(&mut self, visit: &mut VisitFigure<'_>) {
        for found in [&mut self.exact, &mut self.relaxed, &mut self.extent] {
            found.each_figure(visit);
        }
    }
}

impl AgainstReport {
    pub(super) fn of(annotator: &str, pair: &Pair, tally: &Tally) -> Self {
        let name = |kind: u32| tally.numbers.kinds.value(kind).cloned().unwrap_or_default();
        let of_tag = |(tag, number): (&str, u32)| Some((tag.to_owned(), Retrieved::of(pair.tags.get(&number)?)));
        let of_type = |(kind, counts): (&u32, &OfRelation)| (name(*kind), counts.all.into());
        let [relations, relations_agreed_ends] = pair.all_relations().map(Retrieval::from);
        Self {
            annotator: annotator.to_owned(),
            documents: pair.texts,
            spans: Retrieved::of(&pair.all_tags()),
            unlabelled: pair.unlabelled.exact.into(),
            tags: tally.tags().into_iter().filter_map(of_tag).collect(),
            relations,
            relations_agreed_ends,
            types: pair.relations.iter().map(of_type).collect(),
        }
    }

    pub(super) fn each_figure(&mut self, visit: &mut VisitFigure<'_>) {
        self.spans.each_figure(visit);
        self.unlabelled.each_figure(visit);
        self.tags.values_mut().for_each(|tag| tag.each_figure(visit));
        self.relations.each_figure(visit);
        self.relations_agreed_ends.each_figure(visit);
        self.types.values_mut().for_each(|kind| kind.each_figure(visit));
    }
}
