//! What is counted for all annotators together.

use std::collections::{BTreeMap, HashMap};

use super::cells::cells;
use super::fleiss::Ratings;
use super::krippendorff::Coincidences;
use super::pair::{Numbers, Renamed, at, count};
use super::reading::Text;
use super::stretches::Stretches;
use super::words::{WordTag, tagged_words};

/// The counts over texts that two annotators or more have annotated.
#[derive(Debug, Clone)]
pub struct Everybody {
    annotators: u64,
    /// Texts that all have annotated.
    pub complete: u64,
    /// Words by how many annotators have read them.
    words: BTreeMap<u64, u64>,
    /// Words by their sets of tags, missing annotators allowed.
    pub sets: Coincidences<u32>,
    /// The same for the texts that all have annotated.
    pub complete_sets: Ratings<u32>,
    /// Stretches of the texts that all have annotated.
    pub stretches: Stretches,
    tags: HashMap<u32, OfTag>,
}

/// Words with a tag, by how many annotators have read them and how many gave the tag.
type OfTag = BTreeMap<(u64, u64), u64>;

cells!(Everybody { complete, words, sets, complete_sets, stretches, tags });

/// What there is to say of words that have a tag or have it not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordsWithTag {
    /// Krippendorff's α.
    pub alpha: Option<f64>,
    /// Fleiss' κ over the texts that all have annotated.
    pub fleiss: Option<f64>,
    /// Gwet's AC1.
    pub ac1: Option<f64>,
}

impl Everybody {
    /// No text yet, of so many annotators.
    pub fn new(annotators: usize) -> Self {
        Self {
            annotators: count(annotators),
            complete: 0,
            words: BTreeMap::new(),
            sets: Coincidences::default(),
            complete_sets: Ratings::new(count(annotators)),
            stretches: Stretches::new(annotators),
            tags: HashMap::new(),
        }
    }

    /// Adds a text with the tags of its words by reading.
    pub fn add(&mut self, text: &Text<'_>, words: &[Vec<WordTag>], numbers: &mut Numbers) {
        let readers = count(text.readings.len());
        let complete = readers == self.annotators;
        let mut untagged = count(text.words.len());
        *self.words.entry(readers).or_default() += untagged;
        let lists: Vec<&[WordTag]> = words.iter().map(Vec::as_slice).collect();
        tagged_words(&lists, |tags| {
            untagged = untagged.saturating_sub(1);
            let sets = tallied(tags.iter().map(|tags| numbers.set(tags)));
            self.add_sets(&sets, 1, complete);
            for (tag, given) in tallied(tags.iter().copied().flatten().map(|(_, tag)| *tag)) {
                *self.tags.entry(tag).or_default().entry((readers, given)).or_default() += 1;
            }
        });
        self.add_sets(&[(numbers.set(&[]), readers)], untagged, complete);
        if complete {
            self.complete += 1;
            let sets: Vec<_> = text.readings.iter().map(|reading| reading.spans.as_slice()).collect();
            self.stretches.add(text.length, &sets);
        }
    }

    fn add_sets(&mut self, sets: &[(u32, u64)], words: u64, complete: bool) {
        self.sets.add(sets, words);
        if complete {
            self.complete_sets.add(sets, words);
        }
    }

    /// Adds the counts of another part of the corpus.
    pub fn merge(&mut self, other: &Self, renamed: &Renamed) {
        self.complete += other.complete;
        for (readers, words) in &other.words {
            *self.words.entry(*readers).or_default() += words;
        }
        self.sets.merge(&other.sets, |set| at(&renamed.sets, set));
        self.complete_sets.merge(&other.complete_sets, |set| at(&renamed.sets, set));
        self.stretches.merge(&other.stretches, |tag| at(&renamed.tags, tag));
        for (tag, of_tag) in &other.tags {
            let into = self.tags.entry(at(&renamed.tags, *tag)).or_default();
            for (given, words) in of_tag {
                *into.entry(*given).or_default() += words;
            }
        }
    }

    /// The measures of words that have a tag or have it not.
    pub fn of_tag(&self, tag: u32) -> WordsWithTag {
        let (mut alpha, mut kappa) = (Coincidences::default(), Ratings::new(self.annotators));
        let mut untagged = self.words.clone();
        let mut add = |readers: u64, given: u64, words: u64| {
            let values = [(true, given), (false, readers - given)];
            alpha.add(&values, words);
            if readers == self.annotators {
                kappa.add(&values, words);
            }
        };
        for ((readers, given), words) in self.tags.get(&tag).into_iter().flatten() {
            add(*readers, *given, *words);
            untagged.entry(*readers).and_modify(|rest| *rest = rest.saturating_sub(*words));
        }
        for (readers, words) in untagged {
            add(readers, 0, words);
        }
        WordsWithTag { alpha: alpha.alpha(), fleiss: kappa.kappa(), ac1: alpha.ac1(2) }
    }
}

/// Values with how often they come.
fn tallied(values: impl Iterator<Item = u32>) -> Vec<(u32, u64)> {
    let mut values: Vec<u32> = values.collect();
    values.sort_unstable();
    values.chunk_by(|a, b| a == b).filter_map(|run| Some((*run.first()?, count(run.len())))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::reading::Reading;
    use super::super::tagged::Tagged;
    use super::super::words::tags_of_words;
    use super::*;

    /// The annotator, and tag, start and end of the spans.
    type Spans<'a> = (usize, &'a [(u32, usize, usize)]);

    fn everybody(annotators: usize, texts: &[&[Spans<'_>]]) -> Everybody {
        let mut all = Everybody::new(annotators);
        let mut numbers = Numbers::default();
        for text in texts {
            let reading = |(annotator, spans): &Spans<'_>| Reading {
                annotator: *annotator,
                spans: spans.iter().map(|(tag, start, end)| Tagged::new(*tag, *start..*end)).collect(),
                annotations: Vec::new(),
                related: Vec::new(),
                relations: Vec::new(),
                facts: &[],
            };
            let readings: Vec<_> = text.iter().map(reading).collect();
            let words = (0..10).map(|n| n * 4..n * 4 + 3).collect();
            let text = Text { letters: "", length: 40, words, readings, reference: None };
            let words: Vec<_> = text.readings.iter().map(|reading| tags_of_words(&text.words, &reading.spans)).collect();
            all.add(&text, &words, &mut numbers);
        }
        all
    }

    #[test]
    fn an_annotator_who_is_missing_from_a_text_disagrees_with_nobody_there() {
        let both = everybody(3, &[&[(0, &[(0, 0, 8)]), (1, &[(0, 0, 8)])]]);
        let found = WordsWithTag { alpha: Some(1.0), fleiss: None, ac1: Some(1.0) };
        assert_eq!((both.sets.alpha(), both.of_tag(0), both.complete), (Some(1.0), found, 0));
        let empty = everybody(3, &[&[(0, &[(0, 0, 8)]), (1, &[(0, 0, 8)]), (2, &[])]]);
        assert!(empty.sets.alpha().unwrap() < 0.6 && empty.complete_sets.kappa().unwrap() < 0.6);
        assert_eq!(empty.complete, 1);
    }

    #[test]
    fn nested_tags_make_a_set_and_each_tag_counts_by_itself() {
        let all = everybody(2, &[&[(0, &[(0, 0, 20), (1, 0, 4)]), (1, &[(0, 0, 20), (1, 4, 8)])]]);
        assert_eq!((all.of_tag(0).alpha, all.of_tag(0).fleiss), (Some(1.0), Some(1.0)));
        assert!(all.of_tag(1).alpha.unwrap() < 0.0 && all.sets.alpha().unwrap() < 1.0);
        assert_eq!((all.of_tag(7).alpha, all.of_tag(7).fleiss), (None, None));
    }
}
