//! The counts of a corpus, text by text and part by part.

use std::collections::BTreeMap;

use super::cells::cells;
use super::everybody::Everybody;
use super::pair::{Both, Numbers, Pair, Pairs, Renamed, at};
use super::reading::{Reading, Text};
use super::words::{WordTag, tags_of_words};
use crate::annotation::Defaults;

/// What is counted over the texts of a corpus, before any measure is taken.
///
/// Parts may be counted apart and merged: all counts are whole numbers, so that the order makes no difference.
#[derive(Debug, Clone)]
pub struct Tally {
    /// Texts that two annotators or more have annotated.
    pub texts: u64,
    /// The numbers in the counts.
    pub numbers: Numbers,
    /// Pairs of annotators who have a text in common.
    pub pairs: Pairs,
    /// All annotators together.
    pub everybody: Everybody,
    /// Each annotator beside the reference, if there is one.
    pub against: BTreeMap<usize, Pair>,
}

cells!(Tally { texts, pairs, everybody, against });

impl Tally {
    /// Nothing counted, of so many annotators.
    pub fn new(annotators: usize) -> Self {
        let everybody = Everybody::new(annotators);
        Self { texts: 0, numbers: Numbers::default(), pairs: Pairs::new(), everybody, against: BTreeMap::new() }
    }

    /// Adds a text; one with fewer than two readings says nothing but of an annotator and the reference.
    pub fn add(&mut self, text: &Text<'_>, defaults: &Defaults) {
        let words_of = |reading: &Reading<'_>| tags_of_words(&text.words, &reading.spans);
        let words: Vec<Vec<WordTag>> = text.readings.iter().map(words_of).collect();
        if let Some(reference) = &text.reference {
            let of_reference = words_of(reference);
            let others = text.readings.iter().zip(&words).filter(|(a, _)| a.annotator != reference.annotator);
            for (a, of_a) in others {
                let both = Both { text, a, b: reference, words: [of_a, &of_reference], defaults };
                self.against.entry(a.annotator).or_default().add(&both, &mut self.numbers);
            }
        }
        if text.readings.len() < 2 {
            return;
        }
        self.texts += 1;
        self.everybody.add(text, &words, &mut self.numbers);
        let readings = || text.readings.iter().zip(&words);
        for (n, (a, of_a)) in readings().enumerate() {
            for (b, of_b) in readings().skip(n + 1) {
                let pair = self.pairs.entry((a.annotator, b.annotator)).or_default();
                pair.add(&Both { text, a, b, words: [of_a, of_b], defaults }, &mut self.numbers);
            }
        }
    }

    /// Adds the counts of another part of the corpus, of the same annotators.
    pub fn merge(&mut self, other: &Self) {
        let renamed = self.renamed(&other.numbers);
        self.merge_renamed(other, &renamed);
    }

    /// What the numbers of another part are here.
    pub fn renamed(&mut self, other: &Numbers) -> Renamed {
        let tags: Vec<u32> = other.tags.values().iter().map(|tag| self.numbers.tags.number(tag.as_str())).collect();
        let mut renamed_set = |set: &Vec<u32>| {
            let mut set: Vec<u32> = set.iter().map(|tag| at(&tags, *tag)).collect();
            set.sort_unstable();
            self.numbers.sets.number(set.as_slice())
        };
        let sets = other.sets.values().iter().map(&mut renamed_set).collect();
        let kinds = other.kinds.values().iter().map(|kind| self.numbers.kinds.number(kind.as_str())).collect();
        let values = other.values.values().iter().map(|value| self.numbers.values.number(value.as_str())).collect();
        Renamed { tags, sets, kinds, values }
    }

    /// Adds counts whose numbers mean something else here.
    pub fn merge_renamed(&mut self, other: &Self, renamed: &Renamed) {
        self.texts += other.texts;
        self.everybody.merge(&other.everybody, renamed);
        for (who, pair) in &other.pairs {
            self.pairs.entry(*who).or_default().merge(pair, renamed);
        }
        for (who, pair) in &other.against {
            self.against.entry(*who).or_default().merge(pair, renamed);
        }
    }

    /// The tags that occur, by name, with their numbers.
    pub fn tags(&self) -> Vec<(&str, u32)> {
        let numbered = self.numbers.tags.values().iter().enumerate();
        let mut tags: Vec<(&str, u32)> = numbered.map(|(n, tag)| (tag.as_str(), u32::try_from(n).unwrap_or(u32::MAX))).collect();
        tags.sort_unstable();
        tags
    }
}
