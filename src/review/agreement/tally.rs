//! The counts of a corpus, text by text and part by part.

use super::everybody::Everybody;
use super::pair::{Numbers, Pairs, Renamed, at};
use super::reading::Text;
use super::words::tags_of_words;

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
}

impl Tally {
    /// Nothing counted, of so many annotators.
    pub fn new(annotators: usize) -> Self {
        Self { texts: 0, numbers: Numbers::default(), pairs: Pairs::new(), everybody: Everybody::new(annotators) }
    }

    /// Adds a text; one with fewer than two readings says nothing.
    pub fn add(&mut self, text: &Text<'_>) {
        if text.readings.len() < 2 {
            return;
        }
        self.texts += 1;
        let words: Vec<_> = text.readings.iter().map(|reading| tags_of_words(&text.words, &reading.spans)).collect();
        self.everybody.add(text, &words, &mut self.numbers);
        let readings = || text.readings.iter().zip(&words);
        for (n, (a, of_a)) in readings().enumerate() {
            for (b, of_b) in readings().skip(n + 1) {
                let pair = self.pairs.entry((a.annotator, b.annotator)).or_default();
                pair.add(text, (a, b), [of_a, of_b], &mut self.numbers);
            }
        }
    }

    /// Adds the counts of another part of the corpus, of the same annotators.
    pub fn merge(&mut self, other: &Self) {
        let tags: Vec<u32> = other.numbers.tags.values().iter().map(|tag| self.numbers.tags.number(tag.as_str())).collect();
        let mut renamed_set = |set: &Vec<u32>| {
            let mut set: Vec<u32> = set.iter().map(|tag| at(&tags, *tag)).collect();
            set.sort_unstable();
            self.numbers.sets.number(set.as_slice())
        };
        let sets = other.numbers.sets.values().iter().map(&mut renamed_set).collect();
        let values = other.numbers.values.values().iter().map(|value| self.numbers.values.number(value.as_str())).collect();
        let renamed = Renamed { tags, sets, values };
        self.texts += other.texts;
        self.everybody.merge(&other.everybody, &renamed);
        for (who, pair) in &other.pairs {
            self.pairs.entry(*who).or_default().merge(pair, &renamed);
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
