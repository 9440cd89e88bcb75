//! αU of every tag over a corpus, with the texts in which a tag does not occur.

use std::collections::{BTreeMap, HashMap};

use super::cells::cells;
use super::tagged::{Tagged, of_tag, tags_of};
use super::unitizing::{Continuum, Disagreement, overall, without_overlaps};

/// The continua of all tags, of the same annotators.
#[derive(Debug, Clone, Default)]
pub struct Stretches {
    annotators: usize,
    /// Texts by their length.
    texts: BTreeMap<usize, u128>,
    tags: HashMap<u32, OfTag>,
}

/// The continuum of a tag, as far as the texts in which it occurs.
#[derive(Debug, Clone, Default)]
struct OfTag {
    continuum: Continuum,
    texts: BTreeMap<usize, u128>,
    left_out: u64,
}

cells!(Stretches { texts, tags });
cells!(OfTag { continuum, texts, left_out });

/// What there is to say of the stretches of a tag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// αU.
    pub alpha: Option<f64>,
    /// Spans left out, since they overlap an earlier one of the same annotator and tag.
    pub left_out: u64,
}

impl Stretches {
    /// No text yet, of so many annotators.
    pub fn new(annotators: usize) -> Self {
        Self { annotators, ..Self::default() }
    }

    /// Adds a text of so many code points with the spans of every annotator.
    pub fn add(&mut self, length: usize, sets: &[&[Tagged]]) {
        *self.texts.entry(length).or_default() += 1;
        for tag in tags_of(sets.iter().copied()) {
            let annotators = self.annotators;
            let entry = self.tags.entry(tag);
            let of_tag_so_far = entry.or_insert_with(|| OfTag { continuum: Continuum::new(annotators), ..OfTag::default() });
            let units: Vec<Vec<Tagged>> = sets
                .iter()
                .map(|set| {
                    let (kept, left_out) = without_overlaps(of_tag(set, tag));
                    of_tag_so_far.left_out += left_out;
                    kept
                })
                .collect();
            of_tag_so_far.continuum.add(length, &units);
            *of_tag_so_far.texts.entry(length).or_default() += 1;
        }
    }

    /// Adds all of another one, its tags renamed.
    pub fn merge(&mut self, other: &Self, mut rename: impl FnMut(u32) -> u32) {
        self.annotators = self.annotators.max(other.annotators);
        other.texts.iter().for_each(|(length, texts)| *self.texts.entry(*length).or_default() += texts);
        for (tag, of_tag) in &other.tags {
            let entry = self.tags.entry(rename(*tag)).or_default();
            entry.continuum.merge(&of_tag.continuum);
            entry.left_out += of_tag.left_out;
            of_tag.texts.iter().for_each(|(length, texts)| *entry.texts.entry(*length).or_default() += texts);
        }
    }

    /// αU of a tag.
    pub fn of(&self, tag: u32) -> Found {
        let left_out = self.tags.get(&tag).map_or(0, |of_tag| of_tag.left_out);
        Found { alpha: self.disagreement(tag).and_then(Disagreement::alpha), left_out }
    }

    /// αU over all tags.
    pub fn overall(&self) -> Option<f64> {
        let mut tags: Vec<u32> = self.tags.keys().copied().collect();
        // Floats are added in one order, whatever the order of a hash map.
        tags.sort_unstable();
        let mut found: Vec<Disagreement> = tags.into_iter().filter_map(|tag| self.disagreement(tag)).collect();
        found.sort_by(|a, b| a.expected.total_cmp(&b.expected).then(a.observed.total_cmp(&b.observed)));
        overall(found)
    }

    fn disagreement(&self, tag: u32) -> Option<Disagreement> {
        let of_tag = self.tags.get(&tag)?;
        let mut continuum = of_tag.continuum.clone();
        for (length, texts) in &self.texts {
            let with = of_tag.texts.get(length).copied().unwrap_or(0);
            continuum.add_without_units(*length, texts.saturating_sub(with));
        }
        continuum.disagreement()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_a_tag_belongs_to_its_continuum() {
        let span = |tag, range| Tagged::new(tag, range);
        let texts = [(30, [vec![span(0, 3..9)], vec![span(0, 3..8)]]), (50, [vec![span(1, 0..9)], vec![]])];
        let mut stretches = Stretches::new(2);
        let mut by_hand = Continuum::new(2);
        for (length, sets) in &texts {
            stretches.add(*length, &[&sets[0], &sets[1]]);
            by_hand.add(*length, &[of_tag(&sets[0], 0).to_vec(), of_tag(&sets[1], 0).to_vec()]);
        }
        assert_eq!(stretches.disagreement(0), by_hand.disagreement());
        assert!(stretches.of(0).alpha.unwrap() > 0.5 && stretches.of(1).alpha.unwrap() < 0.0);
        assert_eq!(stretches.of(2).alpha, None);
    }

    #[test]
    fn parts_of_a_corpus_add_up_to_the_whole() {
        let span = |tag, range| Tagged::new(tag, range);
        let (mut whole, mut first, mut second) = (Stretches::new(2), Stretches::new(2), Stretches::new(2));
        for n in 0..9_usize {
            let sets = [vec![span(0, n..n + 5)], vec![span(0, 2..7), span(1, n..n + 2)]];
            let sets = [&sets[0][..], &sets[1]];
            whole.add(40 + n % 3, &sets);
            if n < 4 { first.add(40 + n % 3, &sets) } else { second.add(40 + n % 3, &sets) }
        }
        first.merge(&second, |tag| tag);
        assert_eq!((first.of(0), first.of(1), first.overall()), (whole.of(0), whole.of(1), whole.overall()));
    }
}
