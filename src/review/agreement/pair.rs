//! Everything that is counted for a pair of annotators.

use std::collections::{BTreeMap, HashMap};

use super::attributes::{self, Attributes};
use super::kappa::Table;
use super::matching;
use super::names::Numbered;
use super::reading::{Reading, Text};
use super::score::{Hits, Partial, Score};
use super::stretches::Stretches;
use super::tagged::{of_tag, tags_of};
use super::words::{WordTag, tagged_words};

/// Numbers of the tag sets of words and of the values of attributes.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    /// Tags.
    pub tags: Numbered<String>,
    /// Sets of tags of a word, in order.
    pub sets: Numbered<Vec<u32>>,
    /// Values of attributes.
    pub values: Numbered<String>,
}

impl Numbers {
    /// The number of the tags of a word.
    pub fn set(&mut self, tags: &[WordTag]) -> u32 {
        let tags: Vec<u32> = tags.iter().map(|(_, tag)| *tag).collect();
        self.sets.number(tags.as_slice())
    }
}

/// What the numbers of one part of a corpus are in the whole.
pub struct Renamed {
    /// Tags.
    pub tags: Vec<u32>,
    /// Sets of tags.
    pub sets: Vec<u32>,
    /// Values.
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
}

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
        self.both += other.both;
        self.only_a += other.only_a;
        self.only_b += other.only_b;
        for (name, table) in &other.attributes {
            let into = self.attributes.entry(name.clone()).or_default();
            into.merge(table, |value: Option<u32>| value.map(|value| at(values, value)));
        }
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
        }
    }
}

impl Pair {
    /// Adds a text with the readings of the two and the tags of its words.
    pub fn add(&mut self, text: &Text<'_>, (a, b): (&Reading<'_>, &Reading<'_>), words: [&[WordTag]; 2], numbers: &mut Numbers) {
        self.texts += 1;
        self.add_words(count(text.words.len()), words, numbers);
        self.add_spans(a, b, numbers);
        self.stretches.add(text.length, &[&a.spans, &b.spans]);
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

    fn add_spans(&mut self, a: &Reading<'_>, b: &Reading<'_>, numbers: &mut Numbers) {
        for tag in tags_of([a.spans.as_slice(), &b.spans]) {
            let (of_a, of_b) = (of_tag(&a.spans, tag), of_tag(&b.spans, tag));
            let (a, b) = (count(of_a.len()), count(of_b.len()));
            let entry = self.tags.entry(tag).or_default();
            entry.exact += Score { matched: 0, a, b };
            entry.relaxed += Score { matched: matching::relaxed(of_a, of_b), a, b };
            entry.partial += Partial { exact: 0, partial: 0, a, b };
            entry.hits += Hits { hit_a: matching::met(of_a, of_b), hit_b: matching::met(of_b, of_a), a, b };
        }
        let (exact, mut pairs) = matching::pairs(&a.spans, &b.spans);
        for (place, (n, m)) in pairs.iter().enumerate() {
            let (Some(span), Some(of_a), Some(of_b)) = (a.spans.get(*n), a.annotations.get(*n), b.annotations.get(*m)) else {
                continue;
            };
            let entry = self.tags.entry(span.tag).or_default();
            let is_exact = place < exact;
            entry.exact.matched += u64::from(is_exact);
            entry.partial.exact += u64::from(is_exact);
            entry.partial.partial += u64::from(!is_exact);
            attributes::compare(of_a, of_b, &mut numbers.values, &mut entry.attributes);
        }
        matching::extend_across_tags(&a.spans, &b.spans, &mut pairs);
        self.add_confusion(a, b, &pairs);
    }

    fn add_confusion(&mut self, a: &Reading<'_>, b: &Reading<'_>, pairs: &[(usize, usize)]) {
        let (mut rest_a, mut rest_b) = (vec![true; a.spans.len()], vec![true; b.spans.len()]);
        for (n, m) in pairs {
            let [first, second] = [a.spans.get(*n), b.spans.get(*m)].map(|span| span.map(|span| span.tag));
            self.confusion.add(first, second, 1);
            rest_a.get_mut(*n).into_iter().chain(rest_b.get_mut(*m)).for_each(|rest| *rest = false);
        }
        let alone = |(span, rest): (&super::tagged::Tagged, bool)| rest.then_some(span.tag);
        for tag in a.spans.iter().zip(rest_a).filter_map(alone) {
            self.confusion.add(Some(tag), None, 1);
        }
        for tag in b.spans.iter().zip(rest_b).filter_map(alone) {
            self.confusion.add(None, Some(tag), 1);
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
    }

    /// The sums over all tags.
    pub fn all_tags(&self) -> OfTag {
        let mut all = OfTag::default();
        for of_tag in self.tags.values() {
            all.exact += of_tag.exact;
            all.relaxed += of_tag.relaxed;
            all.hits += of_tag.hits;
            all.partial += of_tag.partial;
        }
        all
    }
}

/// The pairs of annotators of a corpus, by their places.
pub(super) type Pairs = BTreeMap<(usize, usize), Pair>;
