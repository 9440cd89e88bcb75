//! A layer of tags that are told apart together, and how likely a span must be to be suggested.

use std::ops::Range;

use super::bytes::{Bytes, put_text};
use super::lattice::Lattice;
use super::study::Study;
use super::training::{Care, Lesson, learn};
use super::weights::Weights;

/// The share of what is suggested that has to be right.
const PRECISION: f64 = 0.9;
/// Spans of a tag that are suggested in parts left out at least, for that share to be known.
const ENOUGH: usize = 5;
/// The least likelihood of a span that is suggested.
const LEAST: f64 = 0.5;
/// Parts that are left out in turn.
const PARTS: usize = 3;
/// Tags of a layer at most.
const MOST_TAGS: usize = 100;

/// Tags that are told apart together.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    tags: Vec<String>,
    weights: Weights,
    /// How likely a span of each tag has to be; `None` where it is never suggested.
    thresholds: Vec<Option<f64>>,
}

/// A span that a layer finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Find {
    /// Its bytes, from word to word.
    pub range: Range<usize>,
    /// Its tag.
    pub tag: String,
    /// How likely it is.
    pub likelihood: f64,
    /// Whether that is enough to suggest it.
    pub is_likely: bool,
}

impl Layer {
    /// Learns some tags from texts; `None` if it was stopped.
    pub(super) fn learn(tags: &[String], texts: &[Study], is_stopped: &dyn Fn() -> bool) -> Option<Self> {
        let labels = labels(tags);
        let of = |texts: &mut dyn Iterator<Item = &Study>| -> Vec<Lesson> { texts.flat_map(|text| text.lessons(tags)).collect() };
        let parts = PARTS.min(texts.len());
        let mut trials: Vec<Vec<(f64, bool)>> = vec![Vec::new(); tags.len()];
        for part in (0..parts).filter(|_| parts > 1) {
            let is_out = |n: usize| n % parts == part;
            let mut rest = texts.iter().enumerate().filter(|(n, _)| !is_out(*n)).map(|(_, text)| text);
            let weights = learn(&labels, &of(&mut rest), Care::Trial, is_stopped)?;
            for (_, text) in texts.iter().enumerate().filter(|(n, _)| is_out(*n)) {
                try_out(&weights, text, tags, &mut trials);
            }
        }
        let weights = learn(&labels, &of(&mut texts.iter()), Care::Full, is_stopped)?;
        Some(Self { tags: tags.to_vec(), weights, thresholds: trials.into_iter().map(threshold).collect() })
    }

    /// The spans of a text.
    pub(super) fn find(&self, text: &Study) -> Vec<Find> {
        let find = |(kind, range, likelihood): (usize, Range<usize>, f64)| {
            let threshold = self.thresholds.get(kind).copied().flatten();
            let is_likely = threshold.is_some_and(|threshold| likelihood >= threshold);
            Some(Find { range, tag: self.tags.get(kind)?.clone(), likelihood, is_likely })
        };
        found(&self.weights, text).into_iter().filter_map(find).collect()
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(u32::try_from(self.tags.len()).unwrap_or(0).to_le_bytes());
        for (tag, threshold) in self.tags.iter().zip(&self.thresholds) {
            put_text(out, tag);
            #[allow(clippy::cast_possible_truncation)]
            out.extend((threshold.unwrap_or(NEVER) as f32).to_le_bytes());
        }
        self.weights.write(out);
    }

    pub(super) fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        let count = bytes.count().filter(|count| *count <= MOST_TAGS)?;
        let (mut tags, mut thresholds) = (Vec::new(), Vec::new());
        for _ in 0..count {
            tags.push(bytes.text()?);
            thresholds.push(Some(f64::from(bytes.weight()?)).filter(|threshold| (0.0..=1.0).contains(threshold)));
        }
        Some(Self { tags, thresholds, weights: Weights::read(bytes)? })
    }
}

/// What is written where a tag is never suggested.
const NEVER: f64 = 2.0;

/// The names of the labels of some tags.
fn labels(tags: &[String]) -> Vec<String> {
    let of_tag = |tag: &String| ["B-", "I-"].map(|part| format!("{part}{tag}"));
    std::iter::once("O".to_owned()).chain(tags.iter().flat_map(of_tag)).collect()
}

/// The spans of a text: the number of the tag, the bytes, how likely.
fn found(weights: &Weights, text: &Study) -> Vec<(usize, Range<usize>, f64)> {
    let mut lattice = Lattice::default();
    let of_sequence = |(places, attributes): (&[Range<usize>], &[Vec<u64>])| {
        let chunks = weights.chunks(attributes, &mut lattice);
        let place = |chunk: super::weights::Chunk| {
            let first = places.get(chunk.places.start)?;
            let last = places.get(chunk.places.end.checked_sub(1)?)?;
            Some((chunk.kind, first.start..last.end, chunk.likelihood))
        };
        chunks.into_iter().filter_map(place).collect::<Vec<_>>()
    };
    text.sequences().flat_map(of_sequence).collect()
}

/// Takes note of how likely spans are that a text does not show otherwise, and whether it has them. Spans begin and end in the
/// words with which those of the text do.
fn try_out(weights: &Weights, text: &Study, tags: &[String], trials: &mut [Vec<(f64, bool)>]) {
    let told = text.outer(tags);
    for (kind, range, likelihood) in found(weights, text).into_iter().filter(|(_, range, _)| !text.is_known(range)) {
        let is_right = told.iter().any(|(span, tag)| {
            *tag == kind && range.start <= span.start && span.end <= range.end && text.is_of_words(span, &range)
        });
        trials.get_mut(kind).into_iter().for_each(|trials| trials.push((likelihood, is_right)));
    }
}

/// The least likelihood from which on enough of what is suggested is right.
fn threshold(mut trials: Vec<(f64, bool)>) -> Option<f64> {
    trials.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut best = None;
    let mut right = 0;
    for (n, (likelihood, is_right)) in trials.iter().enumerate().take_while(|(_, (likelihood, _))| *likelihood >= LEAST) {
        right += usize::from(*is_right);
        #[allow(clippy::cast_precision_loss)]
        let share = right as f64 / (n + 1) as f64;
        if n + 1 >= ENOUGH && share >= PRECISION {
            best = Some(*likelihood);
        }
    }
    best
}
