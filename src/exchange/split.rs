//! Train, dev and test: seeded, each tag in its share, near-duplicates on one side.
//!
//! Texts that share most of their word sequences (`MinHash` with banding: Broder 1997; Leskovec, Rajaraman, Ullman,
//! *Mining of Massive Datasets*, ch. 3) form a group, and a group is never divided. Groups are dealt out by iterative
//! stratification (Sechidis, Tsoumakas, Vlahavas 2011): the rarest tag first, each to the part that lacks it most.

use std::collections::{BTreeMap, HashMap};

use unicode_segmentation::UnicodeSegmentation;

use crate::language::classes::is_accessory;
use crate::text::Document;

/// The parts, with their shares in hundredths.
pub const PARTS: [(&str, usize); 3] = [("train", 80), ("dev", 10), ("test", 10)];

/// Words in a sequence that two texts may share.
const WORDS: usize = 3;
/// Rows of a band, and bands: two texts that share half of their sequences meet in one band nearly always.
const ROWS: usize = 3;
const BANDS: usize = 24;
/// Hundredths of shared sequences from which two texts count as one.
const NEAR: usize = 50;

/// What the split needs to know of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// Least hash of the sequences for each of `ROWS * BANDS` hash functions.
    least: Vec<u32>,
    /// Spans of each tag.
    tags: BTreeMap<String, usize>,
}

/// FNV-1a, then a mixer of all bits (splitmix64): the same for ever, which the standard library's hash is not.
fn hash(bytes: impl Iterator<Item = u8>, seed: u64) -> u64 {
    let fnv = bytes.fold(0xCBF2_9CE4_8422_2325 ^ seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    mixed(fnv)
}

fn mixed(bits: u64) -> u64 {
    let bits = bits.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ bits >> 31
}

impl Sketch {
    /// The sketch of a text with the number of its spans by tag. Vowel marks and tatweel do not count.
    pub fn of(document: &Document, tags: &BTreeMap<String, usize>) -> Self {
        let is_letter = |c: &char| !is_accessory(*c);
        let words: Vec<u64> = document
            .text()
            .unicode_words()
            .map(|word| hash(word.chars().filter(is_letter).flat_map(|c| u32::from(c).to_le_bytes()), 0))
            .collect();
        let mut least = vec![u32::MAX; ROWS * BANDS];
        for sequence in words.windows(WORDS.min(words.len().max(1))) {
            let sequence = sequence.iter().fold(0_u64, |hash, word| mixed(hash ^ word));
            for (n, least) in (0..).zip(&mut least) {
                let value = u32::try_from(mixed(sequence ^ mixed(n)) >> 32).unwrap_or(u32::MAX);
                *least = value.min(*least);
            }
        }
        Self { least, tags: tags.clone() }
    }

    /// Hundredths of the sequences that two texts share, estimated.
    fn likeness(&self, other: &Self) -> usize {
        let same = self.least.iter().zip(&other.least).filter(|(a, b)| a == b).count();
        100 * same / self.least.len().max(1)
    }
}

/// The part of each text, by its place in [`PARTS`].
pub fn split(sketches: &[Sketch], seed: u64) -> Vec<usize> {
    let mut groups = groups(sketches);
    // A seeded order, in which ties are broken.
    groups.sort_by_key(|group| group.first().map(|at| mixed(seed ^ mixed(*at as u64))));
    let mut dealing = Dealing::new(sketches, &groups);
    while let Some(tag) = dealing.rarest() {
        dealing.deal_all_with(tag);
    }
    dealing.deal_rest();
    let mut parts = vec![0; sketches.len()];
    for (group, part) in groups.iter().zip(&dealing.part_of) {
        for at in group {
            if let Some(place) = parts.get_mut(*at) {
                *place = part.unwrap_or(0);
            }
        }
    }
    parts
}

/// Texts that are nearly the same, together; each group and all groups in order.
pub fn groups(sketches: &[Sketch]) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..sketches.len()).collect();
    for band in 0..BANDS {
        let mut buckets: HashMap<&[u32], usize> = HashMap::new();
        for (at, sketch) in sketches.iter().enumerate() {
            let Some(key) = sketch.least.get(band * ROWS..(band + 1) * ROWS) else { continue };
            let first = *buckets.entry(key).or_insert(at);
            let is_near = sketches.get(first).is_some_and(|other| other.likeness(sketch) >= NEAR);
            if first != at && is_near {
                join(&mut leader, first, at);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..sketches.len() {
        groups.entry(find(&mut leader, at)).or_default().push(at);
    }
    groups.into_values().collect()
}

fn find(leader: &mut [usize], at: usize) -> usize {
    let mut top = at;
    while let Some(next) = leader.get(top).copied().filter(|next| *next != top) {
        top = next;
    }
    if let Some(place) = leader.get_mut(at) {
        *place = top;
    }
    top
}

fn join(leader: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(leader, a), find(leader, b));
    if let Some(place) = leader.get_mut(a.max(b)) {
        *place = a.min(b);
    }
}

/// Groups while they are dealt out.
struct Dealing<'a> {
    sizes: Vec<usize>,
    /// By group, the spans of each tag.
    tags: Vec<BTreeMap<&'a str, usize>>,
    part_of: Vec<Option<usize>>,
    /// By part, how many texts it still wants, in hundredths.
    texts: Vec<isize>,
    /// By tag and part, how many spans are still wanted, in hundredths.
    spans: BTreeMap<&'a str, Vec<isize>>,
    /// By tag, how many groups with it are left.
    left: BTreeMap<&'a str, usize>,
}

fn signed(number: usize) -> isize {
    isize::try_from(number).unwrap_or(isize::MAX)
}

impl<'a> Dealing<'a> {
    fn new(sketches: &'a [Sketch], groups: &[Vec<usize>]) -> Self {
        let mut tags: Vec<BTreeMap<&str, usize>> = Vec::with_capacity(groups.len());
        let (mut totals, mut left): (BTreeMap<&str, usize>, BTreeMap<&str, usize>) = (BTreeMap::new(), BTreeMap::new());
        for group in groups {
            let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
            for (tag, count) in group.iter().filter_map(|at| sketches.get(*at)).flat_map(|sketch| &sketch.tags) {
                *sums.entry(tag).or_default() += count;
                *totals.entry(tag).or_default() += count;
            }
            for tag in sums.keys() {
                *left.entry(tag).or_default() += 1;
            }
            tags.push(sums);
        }
        let wanted = |total: usize| PARTS.iter().map(|(_, share)| signed(total * share)).collect::<Vec<_>>();
        Self {
            sizes: groups.iter().map(Vec::len).collect(),
            tags,
            part_of: vec![None; groups.len()],
            texts: wanted(sketches.len()),
            spans: totals.into_iter().map(|(tag, total)| (tag, wanted(total))).collect(),
            left,
        }
    }

    /// The tag that the fewest groups have that are not dealt yet.
    fn rarest(&self) -> Option<&'a str> {
        self.left.iter().filter(|(_, left)| **left > 0).min_by_key(|(_, left)| **left).map(|(tag, _)| *tag)
    }

    fn deal_all_with(&mut self, tag: &'a str) {
        for group in 0..self.tags.len() {
            let has = self.tags.get(group).is_some_and(|tags| tags.contains_key(tag));
            if has && self.part_of.get(group) == Some(&None) {
                let wants = |part: usize| self.spans.get(tag).and_then(|parts| parts.get(part)).copied().unwrap_or(0);
                let texts = |part: usize| self.texts.get(part).copied().unwrap_or(0);
                let part = (0..PARTS.len()).rev().max_by_key(|part| (wants(*part), texts(*part))).unwrap_or(0);
                self.give(group, part);
            }
        }
    }

    fn deal_rest(&mut self) {
        for group in 0..self.tags.len() {
            if self.part_of.get(group) == Some(&None) {
                let texts = |part: usize| self.texts.get(part).copied().unwrap_or(0);
                let part = (0..PARTS.len()).rev().max_by_key(|part| texts(*part)).unwrap_or(0);
                self.give(group, part);
            }
        }
    }

    fn give(&mut self, group: usize, part: usize) {
        if let (Some(place), Some(texts), Some(size)) =
            (self.part_of.get_mut(group), self.texts.get_mut(part), self.sizes.get(group))
        {
            *place = Some(part);
            *texts -= signed(size * 100);
        }
        for (tag, count) in self.tags.get(group).into_iter().flatten() {
            if let Some(wanted) = self.spans.get_mut(tag).and_then(|parts| parts.get_mut(part)) {
                *wanted -= signed(count * 100);
            }
            if let Some(left) = self.left.get_mut(tag) {
                *left -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(n: u64) -> String {
        let words =
            ["قصف", "الجيش", "بلدة", "مدنيين", "قال", "ناطق", "سوق", "نهر", "مشفى", "غارة", "صباح", "مساء", "ستة", "تسعة"];
        (0..60).map(|w| words[usize::try_from(mixed(n * 1000 + w) % 14).unwrap()]).collect::<Vec<_>>().join(" ")
    }

    fn sketch(text: &str, tags: &[(&str, usize)]) -> Sketch {
        let tags = tags.iter().map(|(tag, count)| ((*tag).to_owned(), *count)).collect();
        Sketch::of(&Document::from(text), &tags)
    }

    #[test]
    fn nearly_the_same_texts_stay_together_and_others_do_not() {
        let first = text(1);
        let vowelled = first.replacen("الجيش", "الجَيْش", 9) + " وانتهى الخبر";
        let sketches =
            [sketch(&first, &[]), sketch(&text(2), &[]), sketch(&vowelled, &[]), sketch("خبر", &[]), sketch("خبر", &[])];
        assert_eq!(groups(&sketches), [vec![0, 2], vec![1], vec![3, 4]]);
    }

    #[test]
    fn every_tag_gets_its_share_in_every_part_and_a_seed_gives_the_same_parts() {
        let tags = |n: u64| if n.is_multiple_of(10) { vec![("A", 3), ("RARE", 1)] } else { vec![("A", 2)] };
        let sketches: Vec<Sketch> = (0..400).map(|n| sketch(&text(n), &tags(n))).collect();
        let parts = split(&sketches, 7);
        assert_eq!(parts, split(&sketches, 7));
        assert_ne!(parts, split(&sketches, 8));
        for (tag, total) in [("A", 840), ("RARE", 40)] {
            let count = |part: usize| -> usize {
                sketches.iter().zip(&parts).filter(|(_, p)| **p == part).filter_map(|(s, _)| s.tags.get(tag)).sum()
            };
            for (part, (_, share)) in PARTS.iter().enumerate() {
                assert!((count(part) * 100).abs_diff(total * share) <= 300, "{tag} {part}: {} of {total}", count(part));
            }
        }
    }

    #[test]
    fn nothing_and_one_text_are_split_too() {
        assert!(split(&[], 1).is_empty());
        assert_eq!(split(&[sketch("", &[])], 1), [0]);
    }
}
