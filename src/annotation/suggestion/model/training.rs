//! Learning weights: a linear-chain conditional random field (Lafferty and others 2001), by L-BFGS with an L2 penalty.
//!
//! The objective is that of `CRFsuite`: the negative logarithm of how likely the labels are that are told, and the penalty times
//! the sum of squares. There is a weight for each attribute with each label that it was met with, and for each step that was met.

use std::collections::HashMap;

use super::lattice::{Lattice, Transitions};
use super::weights::Weights;

/// What weighs on large weights.
const PENALTY: f64 = 1.0;
/// Steps over which the objective must have become less by a share of it.
const PERIOD: usize = 10;
const SHARE: f64 = 1e-4;

/// How well weights are learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// As well as they can be told from better ones.
    Full,
    /// As well as it takes to see how sure they are.
    Trial,
}

impl Care {
    /// Steps at most.
    fn steps(self) -> usize {
        match self {
            Self::Full => 90,
            Self::Trial => 30,
        }
    }
}

/// A sequence with its labels: for each place the attributes, by their keys, and the label.
#[derive(Debug, Clone, Default)]
pub struct Lesson {
    /// The attributes of each place.
    pub attributes: Vec<Vec<u64>>,
    /// The number of the label at each place.
    pub labels: Vec<usize>,
}

/// Lessons with attributes by number, and the weights that they have.
struct Objective {
    labels: usize,
    lessons: Vec<Numbered>,
    /// Where the labels of each attribute are, one more than there are attributes.
    starts: Vec<usize>,
    /// The labels that attributes were met with.
    met: Vec<usize>,
    /// How often each was, then how often each step was.
    observed: Vec<f64>,
    scores: Vec<f64>,
    lattice: Lattice,
}

struct Numbered {
    places: Vec<Vec<usize>>,
    labels: Vec<usize>,
}

/// Learns weights for labels, asking again and again whether to stop; `None` if it was stopped.
pub(super) fn learn(labels: &[String], lessons: &[Lesson], care: Care, is_stopped: &dyn Fn() -> bool) -> Option<Weights> {
    let (mut objective, keys) = Objective::new(labels.len(), lessons);
    let mut weights = vec![0.0; objective.observed.len()];
    let mut best = (f64::INFINITY, weights.clone());
    if !weights.is_empty() {
        let evaluate = |weights: &[f64], gradient: &mut [f64]| {
            let loss = objective.evaluate(weights, gradient);
            if loss < best.0 {
                best = (loss, weights.to_vec());
            }
            Ok(loss)
        };
        let search = liblbfgs::lbfgs().with_max_iterations(care.steps()).with_fx_delta(SHARE, PERIOD);
        // Where no step makes it less, the best so far is what there is.
        let _end = search.minimize(&mut weights, evaluate, |_| is_stopped());
    }
    (!is_stopped()).then(|| objective.weights(labels, &keys, &best.1))
}

impl Objective {
    fn new(labels: usize, lessons: &[Lesson]) -> (Self, Vec<u64>) {
        let mut numbers: HashMap<u64, usize> = HashMap::new();
        let mut keys: Vec<u64> = Vec::new();
        let mut number = |key: &u64| {
            *numbers.entry(*key).or_insert_with(|| {
                keys.push(*key);
                keys.len() - 1
            })
        };
        let numbered = |lesson: &Lesson| Numbered {
            places: lesson.attributes.iter().map(|place| place.iter().map(&mut number).collect()).collect(),
            labels: lesson.labels.clone(),
        };
        let lessons: Vec<Numbered> = lessons.iter().map(numbered).collect();
        let mut pairs: Vec<(usize, usize)> = lessons.iter().flat_map(Numbered::pairs).collect();
        pairs.sort_unstable();
        let (mut met, mut observed): (Vec<usize>, Vec<f64>) = (Vec::new(), Vec::new());
        let mut starts = vec![0];
        for same in pairs.chunk_by(|a, b| a == b) {
            let Some((attribute, label)) = same.first() else { continue };
            starts.resize(attribute + 1, met.len());
            met.push(*label);
            #[allow(clippy::cast_precision_loss)]
            observed.push(same.len() as f64);
        }
        starts.resize(keys.len() + 1, met.len());
        observed.extend(steps(labels, &lessons));
        let lattice = Lattice::default();
        (Self { labels, lessons, starts, met, observed, scores: Vec::new(), lattice }, keys)
    }

    /// What is to become as little as may be, and its gradient.
    fn evaluate(&mut self, weights: &[f64], gradient: &mut [f64]) -> f64 {
        let (states, steps) = weights.split_at(self.met.len().min(weights.len()));
        let transitions = Transitions::new(self.labels, steps);
        let mut sums = vec![0.0; steps.len()];
        let told: f64 = self.observed.iter().zip(weights).map(|(times, weight)| times * weight).sum();
        gradient.iter_mut().zip(&self.observed).for_each(|(slope, times)| *slope = -times);
        let mut norms = 0.0;
        let (own, between) = gradient.split_at_mut(states.len());
        for lesson in &self.lessons {
            self.scores.clear();
            self.scores.resize(lesson.places.len() * self.labels, 0.0);
            for (row, place) in self.scores.chunks_exact_mut(self.labels.max(1)).zip(&lesson.places) {
                for (label, weight) in place.iter().flat_map(|n| of(&self.starts, &self.met, states, *n)) {
                    row.get_mut(*label).into_iter().for_each(|score| *score += weight);
                }
            }
            self.lattice.fill(&transitions, &self.scores);
            norms += self.lattice.log_norm();
            self.lattice.add_steps(&mut sums);
            // The scores are no longer needed: the chances take their place.
            self.scores.clear();
            self.scores.extend(self.lattice.marginals().flatten());
            for (row, place) in self.scores.chunks_exact(self.labels.max(1)).zip(&lesson.places) {
                for attribute in place {
                    let Some(range) = range(&self.starts, *attribute) else { continue };
                    let slopes = own.get_mut(range.clone()).unwrap_or_default();
                    for (slope, label) in slopes.iter_mut().zip(self.met.get(range).unwrap_or_default()) {
                        *slope += row.get(*label).copied().unwrap_or(0.0);
                    }
                }
            }
        }
        let expected = sums.iter().zip(transitions.factors()).map(|(sum, factor)| sum * factor);
        let met = self.observed.get(states.len()..).unwrap_or_default();
        for ((slope, expected), times) in between.iter_mut().zip(expected).zip(met) {
            // A step that was never met has no weight.
            *slope = if *times > 0.0 { *slope + expected } else { 0.0 };
        }
        gradient.iter_mut().zip(weights).for_each(|(slope, weight)| *slope += 2.0 * PENALTY * weight);
        norms - told + PENALTY * weights.iter().map(|weight| weight * weight).sum::<f64>()
    }

    /// The weights that were learned, by the keys of attributes.
    fn weights(&self, labels: &[String], keys: &[u64], learned: &[f64]) -> Weights {
        let (states, steps) = learned.split_at(self.met.len().min(learned.len()));
        let rows = keys.iter().enumerate().map(|(n, key)| (*key, of(&self.starts, &self.met, states, n)));
        let rows = rows.map(|(key, row)| (key, row.map(|(label, weight)| (*label, *weight)).collect()));
        Weights::new(labels.to_vec(), steps, rows)
    }
}

impl Numbered {
    /// Each attribute with the label at its place.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        self.places.iter().zip(&self.labels).flat_map(|(place, label)| place.iter().map(move |attribute| (*attribute, *label)))
    }
}

/// How often each step was met.
fn steps(labels: usize, lessons: &[Numbered]) -> Vec<f64> {
    let mut steps = vec![0.0; labels * labels];
    for (from, to) in lessons.iter().flat_map(|lesson| lesson.labels.iter().zip(lesson.labels.iter().skip(1))) {
        steps.get_mut(from * labels + to).into_iter().for_each(|times| *times += 1.0);
    }
    steps
}

fn range(starts: &[usize], n: usize) -> Option<std::ops::Range<usize>> {
    Some(*starts.get(n)?..*starts.get(n + 1)?)
}

/// The labels that an attribute was met with, each with its weight.
fn of<'a>(starts: &[usize], met: &'a [usize], weights: &'a [f64], n: usize) -> impl Iterator<Item = (&'a usize, &'a f64)> {
    let range = range(starts, n).unwrap_or_default();
    met.get(range.clone()).unwrap_or_default().iter().zip(weights.get(range).unwrap_or_default())
}
