//! Everything that is counted for a pair of annotators.

use std::collections::{BTreeMap, HashMap};

use super::attributes::{Attributes, Sayings, add};
use super::cells::cells;
use super::kappa::Table;
use super::matching::{self, Indexed, Matched};
use super::names::Numbered;
use super::reading::{Reading, Text};
use super::related::{self, RelationEnd};
use super::score::{Hits, Partial, Score};
use super::stretches::Stretches;
use super::tagged::{of_tag, tags_of};
use super::twins;
use super::words::{WordTag, tagged_words};
use crate::annotation::{Defaults, Relation, Value};
use crate::review::Extent;

/// Numbers of the tag sets of words and of the values of attributes.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    /// Tags.
    pub tags: Numbered<String>,
    /// Sets of tags of a word, in order.
    pub sets: Numbered<Vec<u32>>,
    /// Types of relations.
    pub kinds: Numbered<String>,
    /// Names and values of attributes and of facts.
    pub values: Numbered<String>,
    /// The sets that nearly all words have, by no tag (0) or by their one tag (one more): no need to look these up.
    common: Vec<Option<u32>>,
}

impl Numbers {
    /// The number of the tags of a word.
    pub fn set(&mut self, tags: &[WordTag]) -> u32 {
        let place = match tags {
            [] => Some(0),
            [(_, tag)] => usize::try_from(*tag).ok().map(|tag| tag + 1),
            _ => None,
        };
        if let Some(known) = place.and_then(|place| self.common.get(place).copied().flatten()) {
            return known;
        }
        let tags: Vec<u32> = tags.iter().map(|(_, tag)| *tag).collect();
        let number = self.sets.number(tags.as_slice());
        if let Some(place) = place {
            self.common.resize(self.common.len().max(place + 1), None);
            self.common.get_mut(place).into_iter().for_each(|known| *known = Some(number));
        }
        number
    }
}

/// What the numbers of one part of a corpus are in the whole.
pub struct Renamed {
    /// Tags.
    pub tags: Vec<u32>,
    /// Sets of tags.
    pub sets: Vec<u32>,
    /// Types of relations.
    pub kinds: Vec<u32>,
    /// Names and values.
    pub values: Vec<u32>,
}

/// The number at a place.
pub(super) fn at(numbers: &[u32], n: u32) -> u32 {
    usize::try_from(n).ok().and_then(|n| numbers.get(n)).copied().unwrap_or(u32::MAX)
}

/// The counts of a pair of annotators over the texts that both have annotated.
#[derive(Debug, Clone)]
pub struct Pair {
    /// Those texts.
    pub texts: u64,
    /// Their words.
    pub words: u64,
    /// Words by the sets of tags that the two gave.
    pub sets: Table<u32>,
    /// Spans by the tags that the two gave; `None` where only one has a span.
    pub confusion: Table<Option<u32>>,
    /// Stretches for αU.
    pub stretches: Stretches,
    /// The counts of each tag.
    pub tags: HashMap<u32, OfTag>,
    /// Spans whatever their tags.
    pub unlabelled: Unlabelled,
    /// The counts of each type of relation.
    pub relations: HashMap<u32, OfRelation>,
    /// Facts of the texts.
    pub facts: Attributes,
}

/// The counts of spans whatever their tags.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unlabelled {
    /// Spans with the same two ends.
    pub exact: Score,
    /// Spans that overlap, one to one.
    pub relaxed: Score,
}

/// The counts of a type of relation.
#[derive(Debug, Clone, Default)]
pub struct OfRelation {
    /// All relations.
    pub all: Score,
    /// Those whose two ends both annotators have.
    pub agreed_ends: Score,
    /// How certain those are that match.
    pub certainty: Table<Option<u32>>,
    /// The places among their like of those that match.
    pub order: Table<Option<u32>>,
    /// Attributes of those that match.
    pub attributes: Attributes,
}

cells!(Pair { texts, words, sets, confusion, stretches, tags, unlabelled, relations, facts });
cells!(OfTag { exact, relaxed, hits, partial, extent, both, only_a, only_b, attributes });
cells!(Unlabelled { exact, relaxed });
cells!(OfRelation { all, agreed_ends, certainty, order, attributes });

/// The counts of a tag.
#[derive(Debug, Clone, Default)]
pub struct OfTag {
    /// Spans with the same two ends.
    pub exact: Score,
    /// Spans that overlap, one to one.
    pub relaxed: Score,
    /// Spans that overlap, any number.
    pub hits: Hits,
    /// Overlaps that count half.
    pub partial: Partial,
    /// Spans that mean the same words, with glued particles, quotation marks and punctuation at their ends aside.
    pub extent: Score,
    /// Words that both tagged.
    pub both: u64,
    /// Words that only the first tagged.
    pub only_a: u64,
    /// Words that only the second tagged.
    pub only_b: u64,
    /// Attributes of the spans that match.
    pub attributes: Attributes,
}

impl OfTag {
    /// Words by whether the two gave the tag.
    pub fn words(&self, all: u64) -> Table<bool> {
        let mut table = Table::default();
        table.add(true, true, self.both);
        table.add(true, false, self.only_a);
        table.add(false, true, self.only_b);
        table.add(false, false, all.saturating_sub(self.both + self.only_a + self.only_b));
        table
    }

    fn merge(&mut self, other: &Self, values: &[u32]) {
        self.exact += other.exact;
        self.relaxed += other.relaxed;
        self.hits += other.hits;
        self.partial += other.partial;
        self.extent += other.extent;
        self.both += other.both;
        self.only_a += other.only_a;
        self.only_b += other.only_b;
        merge_attributes(&mut self.attributes, &other.attributes, values);
    }
}

impl OfRelation {
    /// Adds what two annotators say of a relation that both have.
    fn compare(&mut self, a: &Relation, b: &Relation, values: &mut Numbered<String>) {
        let [of_a, of_b] = [a, b].map(|relation| relation.order.map(Value::Integer));
        if of_a.is_some() || of_b.is_some() {
            add([of_a.as_ref(), of_b.as_ref()], values, &mut self.order);
        }
        if a.certainty.is_some() || b.certainty.is_some() {
            add([a.certainty.as_ref(), b.certainty.as_ref()], values, &mut self.certainty);
        }
        Sayings::of_relation(a).compare(&Sayings::of_relation(b), values, &mut self.attributes);
    }

    fn merge(&mut self, other: &Self, values: &[u32]) {
        let renamed = |value: Option<u32>| value.map(|value| at(values, value));
        self.all += other.all;
        self.agreed_ends += other.agreed_ends;
        self.certainty.merge(&other.certainty, renamed);
        self.order.merge(&other.order, renamed);
        merge_attributes(&mut self.attributes, &other.attributes, values);
    }
}

fn merge_attributes(into: &mut Attributes, other: &Attributes, values: &[u32]) {
    for (name, table) in other {
        into.entry(at(values, *name)).or_default().merge(table, |value: Option<u32>| value.map(|value| at(values, value)));
    }
}

/// A length as a count.
pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

impl Default for Pair {
    fn default() -> Self {
        Self {
            texts: 0,
            words: 0,
            sets: Table::default(),
            confusion: Table::default(),
            stretches: Stretches::new(2),
            tags: HashMap::new(),
            unlabelled: Unlabelled::default(),
            relations: HashMap::new(),
            facts: Attributes::new(),
        }
    }
}

/// What two annotators say of one text.
pub struct Both<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// What the first says.
    pub a: &'a Reading<'a>,
    /// What the second says.
    pub b: &'a Reading<'a>,
    /// The tags that the two give its words.
    pub words: [&'a [WordTag]; 2],
    /// Values that say no more than absence.
    pub defaults: &'a Defaults,
}

impl Pair {
    /// Adds a text.
    pub fn add(&mut self, both: &Both<'_>, numbers: &mut Numbers) {
        let Both { text, a, b, words, defaults } = both;
        self.texts += 1;
        self.add_words(count(text.words.len()), *words, numbers);
        self.add_spans(both, numbers);
        self.add_relations(a, b, numbers);
        self.stretches.add(text.length, &[&a.spans, &b.spans]);
        let [of_a, of_b] = [a, b].map(|reading| Sayings::of_text(reading.facts, defaults));
        of_a.compare(&of_b, &mut numbers.values, &mut self.facts);
    }

    fn add_words(&mut self, all: u64, lists: [&[WordTag]; 2], numbers: &mut Numbers) {
        self.words += all;
        let mut untagged = all;
        tagged_words(&lists, |tags| {
            let [a, b] = tags else { return };
            untagged = untagged.saturating_sub(1);
            self.sets.add(numbers.set(a), numbers.set(b), 1);
            for (tag, here, there) in a.iter().map(|tag| (tag, true, b.contains(tag))) {
                let of_tag = self.tags.entry(tag.1).or_default();
                of_tag.both += u64::from(here && there);
                of_tag.only_a += u64::from(!there);
            }
            for tag in b.iter().filter(|tag| !a.contains(tag)) {
                self.tags.entry(tag.1).or_default().only_b += 1;
            }
        });
        let none = numbers.set(&[]);
        self.sets.add(none, none, untagged);
    }

    fn add_spans(&mut self, both: &Both<'_>, numbers: &mut Numbers) {
        let Both { text, a, b, defaults, .. } = both;
        for tag in tags_of([a.spans.as_slice(), &b.spans]) {
            let (of_a, of_b) = (of_tag(&a.spans, tag), of_tag(&b.spans, tag));
            let (a, b) = (count(of_a.len()), count(of_b.len()));
            let entry = self.tags.entry(tag).or_default();
            entry.exact += Score { matched: 0, a, b };
            entry.extent += Score { matched: 0, a, b };
            entry.relaxed += Score { matched: matching::relaxed(of_a, of_b), a, b };
            entry.partial += Partial { exact: 0, partial: 0, a, b };
            entry.hits += Hits { hit_a: matching::met(of_a, of_b), hit_b: matching::met(of_b, of_a), a, b };
        }
        let Matched { mut pairs, exact } =
            matching::pairs(&a.spans, &b.spans, &|n, m| said(a, n, defaults).unlikeness(&said(b, m, defaults)));
        for (place, (n, m)) in pairs.iter().enumerate() {
            let Some(span) = a.spans.get(*n) else { continue };
            let entry = self.tags.entry(span.tag).or_default();
            let is_exact = place < exact;
            entry.exact.matched += u64::from(is_exact);
            entry.extent.matched += u64::from(is_exact);
            entry.partial.exact += u64::from(is_exact);
            entry.partial.partial += u64::from(!is_exact);
            said(a, *n, defaults).compare(&said(b, *m, defaults), &mut numbers.values, &mut entry.attributes);
        }
        let matched = pairs.get(..exact).unwrap_or_default();
        let of_a = Unmatched::of(a, matched.iter().map(|pair| pair.0));
        let of_b = Unmatched::of(b, matched.iter().map(|pair| pair.1));
        for tag in alike_in_extent(text.letters, &of_a, &of_b) {
            self.tags.entry(tag).or_default().extent.matched += 1;
        }
        self.add_unlabelled(&of_a, &of_b, exact);
        matching::extend_across_tags(&a.spans, &b.spans, &mut pairs);
        self.add_confusion(a, b, &pairs);
    }

    /// Adds spans whatever their tags, so many of which have a partner with their tag and ends.
    fn add_unlabelled(&mut self, of_a: &Unmatched<'_>, of_b: &Unmatched<'_>, exact: usize) {
        let ends = |of: &Unmatched<'_>| {
            let mut ends: Vec<(usize, usize)> = of.spans.iter().map(|(_, span)| (span.start, span.end)).collect();
            ends.sort_unstable();
            ends
        };
        let with_another_tag = twins::same(&ends(of_a), &ends(of_b), &|_, _| 0).len();
        let all_matched = of_a.spans.is_empty() || of_b.spans.is_empty();
        let [a, b] = [&of_a.reading.spans, &of_b.reading.spans];
        let relaxed = if all_matched { exact } else { matching::maximum(a, b).len() };
        let [a, b] = [a, b].map(|spans| count(spans.len()));
        self.unlabelled.exact += Score { matched: count(exact + with_another_tag), a, b };
        self.unlabelled.relaxed += Score { matched: count(relaxed), a, b };
    }

    fn add_relations(&mut self, a: &Reading<'_>, b: &Reading<'_>, numbers: &mut Numbers) {
        if a.related.is_empty() && b.related.is_empty() {
            return;
        }
        let has = |reading: &Reading<'_>, end: &RelationEnd| match end {
            RelationEnd::Span(span) => reading.spans.binary_search(span).is_ok(),
            RelationEnd::Other(_) => true,
            RelationEnd::Missing(..) => false,
        };
        for (own, others, own_counts) in [(a, b, Score { a: 1, ..Score::default() }), (b, a, Score { b: 1, ..Score::default() })]
        {
            for related in &own.related {
                let entry = self.relations.entry(related.kind).or_default();
                entry.all += own_counts;
                if related.ends().iter().all(|end| has(own, end) && has(others, end)) {
                    entry.agreed_ends += own_counts;
                }
            }
        }
        let unlike = |n: usize, m: usize| {
            let both = a.relations.get(n).zip(b.relations.get(m));
            both.map_or(0, |(a, b)| related::unlikeness(a, b))
        };
        for (n, m) in twins::same(&a.related, &b.related, &unlike) {
            let Some(related) = a.related.get(n) else { continue };
            let entry = self.relations.entry(related.kind).or_default();
            entry.all.matched += 1;
            entry.agreed_ends.matched += 1;
            if let Some((a, b)) = a.relations.get(n).zip(b.relations.get(m)) {
                entry.compare(a, b, &mut numbers.values);
            }
        }
    }

    fn add_confusion(&mut self, a: &Reading<'_>, b: &Reading<'_>, pairs: &[(usize, usize)]) {
        for (n, m) in pairs {
            let [first, second] = [a.spans.get(*n), b.spans.get(*m)].map(|span| span.map(|span| span.tag));
            self.confusion.add(first, second, 1);
        }
        for (_, span) in matching::rest(&a.spans, pairs.iter().map(|pair| pair.0)) {
            self.confusion.add(Some(span.tag), None, 1);
        }
        for (_, span) in matching::rest(&b.spans, pairs.iter().map(|pair| pair.1)) {
            self.confusion.add(None, Some(span.tag), 1);
        }
    }

    /// Adds the counts of another part of the corpus.
    pub fn merge(&mut self, other: &Self, renamed: &Renamed) {
        self.texts += other.texts;
        self.words += other.words;
        self.sets.merge(&other.sets, |set| at(&renamed.sets, set));
        self.confusion.merge(&other.confusion, |tag: Option<u32>| tag.map(|tag| at(&renamed.tags, tag)));
        self.stretches.merge(&other.stretches, |tag| at(&renamed.tags, tag));
        for (tag, of_tag) in &other.tags {
            self.tags.entry(at(&renamed.tags, *tag)).or_default().merge(of_tag, &renamed.values);
        }
        self.unlabelled.exact += other.unlabelled.exact;
        self.unlabelled.relaxed += other.unlabelled.relaxed;
        for (kind, of_relation) in &other.relations {
            self.relations.entry(at(&renamed.kinds, *kind)).or_default().merge(of_relation, &renamed.values);
        }
        merge_attributes(&mut self.facts, &other.facts, &renamed.values);
    }

    /// The sums over all tags.
    pub fn all_tags(&self) -> OfTag {
        let mut all = OfTag::default();
        for of_tag in self.tags.values() {
            all.exact += of_tag.exact;
            all.relaxed += of_tag.relaxed;
            all.hits += of_tag.hits;
            all.partial += of_tag.partial;
            all.extent += of_tag.extent;
        }
        all
    }

    /// The sums over all types of relations.
    pub fn all_relations(&self) -> [Score; 2] {
        let mut sums = [Score::default(); 2];
        for of_relation in self.relations.values() {
            let [all, agreed_ends] = &mut sums;
            *all += of_relation.all;
            *agreed_ends += of_relation.agreed_ends;
        }
        sums
    }
}

/// What a reading says of its span at a place.
fn said<'a>(reading: &Reading<'a>, n: usize, defaults: &Defaults) -> Sayings<'a> {
    reading.annotations.get(n).map(|annotation| Sayings::of_span(annotation, defaults)).unwrap_or_default()
}

/// The spans of a reading without a partner of the same tag and ends.
struct Unmatched<'a> {
    reading: &'a Reading<'a>,
    spans: Vec<Indexed>,
}

impl<'a> Unmatched<'a> {
    fn of(reading: &'a Reading<'a>, matched: impl Iterator<Item = usize>) -> Self {
        Self { reading, spans: matching::rest(&reading.spans, matched) }
    }
}

/// The tag of each pair of spans that have one tag and one extent, one to one. Those that have the same ends have the same
/// extent, so that they may be left out on both sides.
fn alike_in_extent(text: &str, of_a: &Unmatched<'_>, of_b: &Unmatched<'_>) -> Vec<u32> {
    if of_a.spans.is_empty() || of_b.spans.is_empty() {
        return Vec::new();
    }
    let extents = |of: &Unmatched<'_>| {
        let extent = |(n, span): &Indexed| Some((span.tag, Extent::of(text, of.reading.annotations.get(*n)?.span)));
        let mut extents: Vec<(u32, Extent)> = of.spans.iter().filter_map(extent).collect();
        extents.sort_unstable();
        extents
    };
    let extents_a = extents(of_a);
    let pairs = twins::same(&extents_a, &extents(of_b), &|_, _| 0);
    pairs.into_iter().filter_map(|(n, _)| extents_a.get(n)).map(|(tag, _)| *tag).collect()
}

/// The pairs of annotators of a corpus, by their places.
pub(super) type Pairs = BTreeMap<(usize, usize), Pair>;
