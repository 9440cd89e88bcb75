//! The measures of a pair of annotators.

use std::collections::BTreeMap;

use super::declared::Declared;
use super::figure::{Figure, Rated, VisitFigure};
use super::pair::{OfRelation, OfTag, Pair, Unlabelled};
use super::said::{AttributeReport, attributes};
use super::score::{Hits, Partial, Score};
use super::tally::Tally;

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
    /// Spans whatever their tags.
    pub unlabelled: UnlabelledReport,
    /// Cohen's κ of words by their sets of tags.
    pub kappa: Figure,
    /// The same without the words that neither has tagged: it comes out too low, as the other too high.
    pub kappa_tagged: Figure,
    /// Gwet's AC1 of words by their sets of tags.
    pub ac1: Figure,
    /// αU over all tags.
    pub alpha_u: Figure,
    /// Each tag that one of the two has.
    pub tags: BTreeMap<String, PairTagReport>,
    /// How many spans have one tag with the first and another, or none, with the second.
    pub confusion: BTreeMap<(Option<String>, Option<String>), u64>,
    /// Relations.
    pub relations: RelationsReport,
    /// Facts of the texts.
    pub facts: BTreeMap<String, AttributeReport>,
}

/// Matches of spans.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Spans {
    /// The same two ends and tag.
    pub exact: Rated<Score>,
    /// Overlap and the same tag, in a largest one-to-one matching.
    pub relaxed: Rated<Score>,
    /// Overlap and the same tag, any number.
    pub hits: Rated<Hits>,
    /// Overlaps that count half.
    pub partial: Rated<Partial>,
    /// The same tag and words, with glued particles, quotation marks and punctuation at the ends aside.
    pub extent: Rated<Score>,
}

/// Matches of spans whatever their tags.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct UnlabelledReport {
    /// The same two ends.
    pub exact: Rated<Score>,
    /// Overlap, in a largest one-to-one matching.
    pub relaxed: Rated<Score>,
}

/// A tag of a pair of annotators.
#[derive(Debug, Clone, PartialEq)]
pub struct PairTagReport {
    /// Its spans.
    pub spans: Spans,
    /// Cohen's κ of words that have the tag or have it not.
    pub kappa: Figure,
    /// Gwet's AC1 of the same.
    pub ac1: Figure,
    /// αU.
    pub alpha_u: Figure,
    /// Spans that αU leaves out.
    pub left_out: u64,
    /// Attributes of the spans that match: those with the same ends, then those that overlap.
    pub attributes: BTreeMap<String, AttributeReport>,
}

/// Relations of a pair of annotators: the same type and the same two ends.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RelationsReport {
    /// All of them.
    pub all: Rated<Score>,
    /// Those whose two ends both annotators have.
    pub agreed_ends: Rated<Score>,
    /// Each type.
    pub types: BTreeMap<String, RelationReport>,
}

/// A type of relation of a pair of annotators.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationReport {
    /// All of them.
    pub all: Rated<Score>,
    /// Those whose two ends both annotators have.
    pub agreed_ends: Rated<Score>,
    /// How certain those are that match.
    pub certainty: AttributeReport,
    /// The places among their like of those that match.
    pub order: AttributeReport,
    /// Attributes of those that match.
    pub attributes: BTreeMap<String, AttributeReport>,
}

impl PairReport {
    pub(super) fn of(names: [&str; 2], pair: &Pair, tally: &Tally, declared: &Declared) -> Self {
        let none = tally.numbers.sets.values().iter().position(Vec::is_empty).and_then(|n| u32::try_from(n).ok());
        let tagged = none.map_or_else(|| pair.sets.clone(), |none| pair.sets.clone().without(none, none));
        let name = |tag: Option<u32>| tag.and_then(|tag| tally.numbers.tags.value(tag)).cloned();
        let of_tag = |(tag, number): (&str, u32)| {
            let report = PairTagReport::of(pair.tags.get(&number)?, (pair, number), tally, declared.tags.get(tag));
            Some((tag.to_owned(), report))
        };
        let [a, b] = names.map(str::to_owned);
        Self {
            a,
            b,
            documents: pair.texts,
            words: pair.words,
            spans: Spans::of(&pair.all_tags()),
            unlabelled: UnlabelledReport::of(&pair.unlabelled),
            kappa: pair.sets.kappa().into(),
            kappa_tagged: tagged.kappa().into(),
            ac1: pair.sets.ac1(0).into(),
            alpha_u: pair.stretches.overall().into(),
            tags: tally.tags().into_iter().filter_map(of_tag).collect(),
            confusion: pair.confusion.cells().map(|((x, y), spans)| ((name(x), name(y)), spans)).collect(),
            relations: RelationsReport::of(pair, tally),
            facts: attributes(&pair.facts, &tally.numbers.values, &declared.facts, pair.texts),
        }
    }

    /// How many spans αU leaves out.
    pub fn left_out(&self) -> u64 {
        self.tags.values().map(|tag| tag.left_out).sum()
    }

    pub(super) fn each_figure(&mut self, visit: &mut VisitFigure<'_>) {
        self.spans.each_figure(visit);
        self.unlabelled.each_figure(visit);
        [&mut self.kappa, &mut self.kappa_tagged, &mut self.ac1, &mut self.alpha_u].into_iter().for_each(&mut *visit);
        self.tags.values_mut().for_each(|tag| tag.each_figure(visit));
        self.relations.each_figure(visit);
        self.facts.values_mut().for_each(|fact| fact.each_figure(visit));
    }
}

impl Spans {
    pub(super) fn of(counts: &OfTag) -> Self {
        Self {
            exact: counts.exact.into(),
            relaxed: counts.relaxed.into(),
            hits: counts.hits.into(),
            partial: counts.partial.into(),
            extent: counts.extent.into(),
        }
    }

    pub(super) fn each_figure(&mut self, visit: &mut VisitFigure<'_>) {
        let Self { exact, relaxed, hits, partial, extent } = self;
        [&mut exact.f1, &mut relaxed.f1, &mut hits.f1, &mut partial.f1, &mut extent.f1].into_iter().for_each(visit);
    }
}

impl UnlabelledReport {
    pub(super) fn of(counts: &Unlabelled) -> Self {
        Self { exact: counts.exact.into(), relaxed: counts.relaxed.into() }
    }

    fn each_figure(&mut self, visit: &mut VisitFigure<'_>) {
        [&mut self.exact.f1, &mut self.relaxed.f1].into_iter().for_each(visit);
    }
}

impl PairTagReport {
    fn of(counts: &OfTag, (pair, tag): (&Pair, u32), tally: &Tally, declared: Option<&Vec<String>>) -> Self {
        let stretches = pair.stretches.of(tag);
        let words = counts.words(pair.words);
        let matched = counts.partial.exact + counts.partial.partial;
        let declared = declared.map(Vec::as_slice).unwrap_or_default();
        Self {
            spans: Spans::of(counts),
            kappa: words.kappa().into(),
            ac1: words.ac1(2).into(),
            alpha_u: stretches.alpha.into(),
            left_out: stretches.left_out,
            attributes: attributes(&counts.attributes, &tally.numbers.values, declared, matched),
        }
    }

    fn each_figure(&mut self, visit: &mut VisitFigure<'_>) {
        self.spans.each_figure(visit);
        [&mut self.kappa, &mut self.ac1, &mut self.alpha_u].into_iter().for_each(&mut *visit);
        self.attributes.values_mut().for_each(|attribute| attribute.each_figure(visit));
    }
}

impl RelationsReport {
    pub(super) fn of(pair: &Pair, tally: &Tally) -> Self {
        let [all, agreed_ends] = pair.all_relations().map(Rated::from);
        let name = |kind: u32| tally.numbers.kinds.value(kind).cloned().unwrap_or_default();
        let of_type = |(kind, counts): (&u32, &OfRelation)| (name(*kind), RelationReport::of(counts, tally));
        Self { all, agreed_ends, types: pair.relations.iter().map(of_type).collect() }
    }

    fn each_figure(&mut self, visit: &mut VisitFigure<'_>) {
        [&mut self.all.f1, &mut self.agreed_ends.f1].into_iter().for_each(&mut *visit);
        self.types.values_mut().for_each(|kind| kind.each_figure(visit));
    }
}

impl RelationReport {
    fn of(counts: &OfRelation, tally: &Tally) -> Self {
        let matched = counts.all.matched;
        Self {
            all: counts.all.into(),
            agreed_ends: counts.agreed_ends.into(),
            certainty: AttributeReport::of(&counts.certainty, matched),
            order: AttributeReport::of(&counts.order, matched),
            attributes: attributes(&counts.attributes, &tally.numbers.values, &[], matched),
        }
    }

    fn each_figure(&mut self, visit: &mut VisitFigure<'_>) {
        [&mut self.all.f1, &mut self.agreed_ends.f1].into_iter().for_each(&mut *visit);
        self.certainty.each_figure(visit);
        self.order.each_figure(visit);
        self.attributes.values_mut().for_each(|attribute| attribute.each_figure(visit));
    }
}
