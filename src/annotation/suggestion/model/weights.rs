//! What was learned: a weight for each attribute with a label, and for each step between labels.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::bytes::{Bytes, put_text};
use super::lattice::{Lattice, Transitions, likeliest_path};

/// Weights that are nearer to nothing than this are left out: they change no label.
const LEAST: f64 = 1e-3;
/// Labels at most, so that nothing that is read makes a lattice large.
const MOST_LABELS: usize = 256;

/// Takes a key as its own hash: it is one.
#[derive(Debug, Clone, Copy, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// What was learned.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    labels: Vec<String>,
    /// Scores of the steps, from row to column.
    steps: Vec<f32>,
    transitions: Transitions,
    /// Where the row of an attribute begins among the cells, and how long it is, by its key.
    rows: HashMap<u64, (u32, u16), BuildHasherDefault<Hashed>>,
    /// The labels of all rows with their weights.
    cells: Vec<(u16, f32)>,
}

/// Places in a row that have a label of one kind, in a sequence that was labelled.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chunk {
    /// The number of the kind.
    pub kind: usize,
    /// The places.
    pub places: Range<usize>,
    /// How likely it is.
    pub likelihood: f64,
}

/// The label of a place that is in no chunk; of the kind n, the label that begins a chunk and the one that goes on.
pub(super) const OUTSIDE: usize = 0;

/// The label that begins a chunk of a kind.
pub(super) fn beginning(kind: usize) -> usize {
    1 + 2 * kind
}

/// The label that goes on with a chunk of a kind.
pub(super) fn inside(kind: usize) -> usize {
    2 + 2 * kind
}

impl Weights {
    /// Weights as they were learned: the steps, and for each attribute the labels that it was met with.
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn new(labels: Vec<String>, steps: &[f64], rows: impl Iterator<Item = (u64, Vec<(usize, f64)>)>) -> Self {
        let mut weights = Self { labels, steps: steps.iter().map(|step| *step as f32).collect(), ..Self::default() };
        for (key, row) in rows {
            let told = row.into_iter().filter(|(label, weight)| weight.abs() >= LEAST && *label < MOST_LABELS);
            let cells: Vec<(u16, f32)> = told.map(|(label, weight)| (label as u16, weight as f32)).collect();
            weights.put(key, &cells);
        }
        weights.make_ready();
        weights
    }

    fn put(&mut self, key: u64, cells: &[(u16, f32)]) {
        if let (Ok(start), Ok(length)) = (u32::try_from(self.cells.len()), u16::try_from(cells.len()))
            && length > 0
        {
            self.rows.insert(key, (start, length));
            self.cells.extend(cells);
        }
    }

    fn make_ready(&mut self) {
        let steps: Vec<f64> = self.steps.iter().map(|step| f64::from(*step)).collect();
        self.transitions = Transitions::new(self.labels.len(), &steps);
    }

    /// Labels a sequence of places with their attributes, and gives its chunks.
    pub(super) fn chunks(&self, places: &[Vec<u64>], lattice: &mut Lattice) -> Vec<Chunk> {
        if self.labels.is_empty() || places.is_empty() {
            return Vec::new();
        }
        let scores = self.scores(places);
        let path = likeliest_path(&self.transitions, &scores);
        if path.iter().all(|label| *label == OUTSIDE) {
            return Vec::new();
        }
        let scores: Vec<f64> = scores.into_iter().map(f64::from).collect();
        lattice.fill(&self.transitions, &scores);
        let likelihood = |kind: usize, places: &Range<usize>| {
            let path: Vec<usize> =
                places.clone().map(|n| if n == places.start { beginning(kind) } else { inside(kind) }).collect();
            lattice.path(&self.transitions, places.start, &path, Some(inside(kind)))
        };
        let chunk = |(kind, places): (usize, Range<usize>)| Chunk { kind, likelihood: likelihood(kind, &places), places };
        runs(&path).into_iter().map(chunk).collect()
    }

    fn scores(&self, places: &[Vec<u64>]) -> Vec<f32> {
        let mut scores = vec![0.0; places.len() * self.labels.len()];
        for (row, place) in scores.chunks_exact_mut(self.labels.len().max(1)).zip(places) {
            for (start, length) in place.iter().filter_map(|key| self.rows.get(key)) {
                let start = *start as usize;
                for (label, weight) in self.cells.get(start..start + usize::from(*length)).unwrap_or_default() {
                    row.get_mut(usize::from(*label)).into_iter().for_each(|score| *score += weight);
                }
            }
        }
        scores
    }

    /// Adds all of it to some bytes.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
        out.extend(count(self.labels.len()));
        self.labels.iter().for_each(|label| put_text(out, label));
        self.steps.iter().for_each(|step| out.extend(step.to_le_bytes()));
        let mut rows: Vec<(&u64, &(u32, u16))> = self.rows.iter().collect();
        rows.sort_unstable();
        out.extend(count(rows.len()));
        for (key, (start, length)) in rows {
            out.extend(key.to_le_bytes());
            out.extend(length.to_le_bytes());
            let start = *start as usize;
            for (label, weight) in self.cells.get(start..start + usize::from(*length)).unwrap_or_default() {
                out.extend(label.to_le_bytes());
                out.extend(weight.to_le_bytes());
            }
        }
    }

    /// Reads what was written; `None` for anything else. Nothing is set aside for more than there are bytes.
    pub(super) fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        let count = bytes.count()?;
        if count > MOST_LABELS {
            return None;
        }
        let labels = (0..count).map(|_| bytes.text()).collect::<Option<Vec<String>>>()?;
        let steps = (0..count * count).map(|_| bytes.weight()).collect::<Option<Vec<f32>>>()?;
        let mut weights = Self { labels, steps, ..Self::default() };
        for _ in 0..bytes.count()? {
            let (key, length) = (bytes.key()?, bytes.short()?);
            let cells = (0..length).map(|_| Some((bytes.short()?, bytes.weight()?)));
            let cells = cells.collect::<Option<Vec<(u16, f32)>>>()?;
            weights.put(key, &cells);
        }
        weights.make_ready();
        Some(weights)
    }
}

/// The chunks of a path of labels. What goes on with nothing begins one.
fn runs(path: &[usize]) -> Vec<(usize, Range<usize>)> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for (place, label) in path.iter().enumerate() {
        let Some(kind) = label.checked_sub(1).map(|label| label / 2) else { continue };
        let goes_on = *label == inside(kind);
        match found.last_mut() {
            Some((last, places)) if goes_on && *last == kind && places.end == place => places.end = place + 1,
            _ => found.push((kind, place..place + 1)),
        }
    }
    found
}
