//! The lattice of a sequence: how likely each label is at each place, and which labels are likeliest together.
//!
//! Scores are exponents; each column is scaled as in Rabiner's tutorial (1989, section V.A), so that no sequence is too long.

/// The transitions between labels, made ready.
#[derive(Debug, Clone, Default)]
pub(super) struct Transitions {
    labels: usize,
    /// Scores, from row to column, as exactly as a path needs them.
    steps: Vec<f32>,
    /// Their exponentials.
    factors: Vec<f64>,
}

impl Transitions {
    /// Transitions of a square of scores.
    pub(super) fn new(labels: usize, scores: &[f64]) -> Self {
        #[allow(clippy::cast_possible_truncation)]
        let steps = scores.iter().map(|score| *score as f32).collect();
        Self { labels, steps, factors: scores.iter().map(|score| score.exp()).collect() }
    }

    /// The number of labels, at least one so that rows can be cut.
    fn width(&self) -> usize {
        self.labels.max(1)
    }

    fn rows(&self) -> impl DoubleEndedIterator<Item = &[f64]> {
        self.factors.chunks_exact(self.width())
    }

    /// The factor of a step.
    fn factor(&self, from: usize, to: usize) -> f64 {
        self.factors.get(from * self.labels + to).copied().unwrap_or(0.0)
    }

    pub(super) fn factors(&self) -> &[f64] {
        &self.factors
    }
}

/// The lattice of a sequence, all rows one after the other. It is used again and again, so that nothing is allocated.
#[derive(Debug, Clone, Default)]
pub(super) struct Lattice {
    labels: usize,
    /// Factors of the labels at each place.
    states: Vec<f64>,
    alphas: Vec<f64>,
    betas: Vec<f64>,
    scales: Vec<f64>,
    /// What was taken out of the scores of each place.
    tops: f64,
}

impl Lattice {
    /// Fills the lattice with the scores of the labels at each place.
    pub(super) fn fill(&mut self, transitions: &Transitions, scores: &[f64]) {
        self.labels = transitions.width();
        self.states.clear();
        self.tops = 0.0;
        for row in scores.chunks_exact(self.labels) {
            let top = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            self.tops += top;
            self.states.extend(row.iter().map(|score| (score - top).exp()));
        }
        self.forward(transitions);
        self.backward(transitions);
    }

    fn forward(&mut self, transitions: &Transitions) {
        let labels = self.labels;
        self.alphas.clear();
        self.alphas.resize(self.states.len(), 0.0);
        self.scales.clear();
        let mut before: &[f64] = &[];
        for (state, alpha) in self.states.chunks_exact(labels).zip(self.alphas.chunks_exact_mut(labels)) {
            if before.is_empty() {
                alpha.copy_from_slice(state);
            } else {
                for (from, row) in before.iter().zip(transitions.rows()) {
                    add_scaled(alpha, row, *from);
                }
                alpha.iter_mut().zip(state).for_each(|(alpha, state)| *alpha *= state);
            }
            let sum: f64 = alpha.iter().sum();
            let scale = if sum > 0.0 { 1.0 / sum } else { 1.0 };
            for alpha in &mut *alpha {
                *alpha *= scale;
            }
            self.scales.push(scale);
            before = alpha;
        }
    }

    fn backward(&mut self, transitions: &Transitions) {
        let labels = self.labels;
        self.betas.clear();
        self.betas.resize(self.states.len(), 0.0);
        let mut ahead: Vec<f64> = Vec::new();
        let places = self.states.chunks_exact(labels).zip(self.betas.chunks_exact_mut(labels)).zip(&self.scales);
        for ((state, beta), scale) in places.rev() {
            if ahead.is_empty() {
                beta.fill(*scale);
            } else {
                for (beta, row) in beta.iter_mut().zip(transitions.rows()) {
                    *beta = scale * dot(row, &ahead);
                }
            }
            ahead.clear();
            ahead.extend(state.iter().zip(&*beta).map(|(state, beta)| state * beta));
        }
    }

    /// The logarithm of the sum over all labellings.
    pub(super) fn log_norm(&self) -> f64 {
        self.tops - self.scales.iter().map(|scale| scale.ln()).sum::<f64>()
    }

    /// How likely each label is at each place, place after place.
    pub(super) fn marginals(&self) -> impl Iterator<Item = impl Iterator<Item = f64>> {
        let places = self.alphas.chunks_exact(self.labels.max(1)).zip(self.betas.chunks_exact(self.labels.max(1)));
        places.zip(&self.scales).map(|((alpha, beta), scale)| alpha.iter().zip(beta).map(move |(a, b)| a * b / scale))
    }

    /// Adds how often each step is expected, but for the factors of the steps.
    pub(super) fn add_steps(&self, sums: &mut [f64]) {
        let labels = self.labels.max(1);
        let ahead = self.states.chunks_exact(labels).zip(self.betas.chunks_exact(labels)).skip(1);
        for (alpha, (state, beta)) in self.alphas.chunks_exact(labels).zip(ahead) {
            for (from, row) in alpha.iter().zip(sums.chunks_exact_mut(labels)) {
                for ((sum, state), beta) in row.iter_mut().zip(state).zip(beta) {
                    *sum += from * state * beta;
                }
            }
        }
    }

    /// How likely a path of labels is that begins at a place and is not followed by one of a label.
    pub(super) fn path(&self, transitions: &Transitions, start: usize, path: &[usize], not_after: Option<usize>) -> f64 {
        let at = |rows: &[f64], place: usize, label: usize| rows.get(place * self.labels + label).copied().unwrap_or(0.0);
        let Some((first, rest)) = path.split_first() else { return 0.0 };
        let mut likely = at(&self.alphas, start, *first);
        let mut last = (start, *first);
        for label in rest {
            let place = last.0 + 1;
            let scale = self.scales.get(place).copied().unwrap_or(1.0);
            likely *= transitions.factor(last.1, *label) * at(&self.states, place, *label) * scale;
            last = (place, *label);
        }
        let scale = self.scales.get(last.0).copied().unwrap_or(1.0);
        let all = likely * at(&self.betas, last.0, last.1) / scale;
        let next = not_after.filter(|_| self.scales.len() > last.0 + 1).map_or(0.0, |label| {
            let place = last.0 + 1;
            likely * transitions.factor(last.1, label) * at(&self.states, place, label) * at(&self.betas, place, label)
        });
        (all - next).clamp(0.0, 1.0)
    }
}

fn add_scaled(sums: &mut [f64], row: &[f64], by: f64) {
    sums.iter_mut().zip(row).for_each(|(sum, one)| *sum += by * one);
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The labels that are likeliest together (Viterbi). Scores are told from those of the likeliest label of each column, so that
/// they stay small enough for their few bits.
pub(super) fn likeliest_path(transitions: &Transitions, scores: &[f32]) -> Vec<usize> {
    let labels = transitions.width();
    let mut rows = scores.chunks_exact(labels);
    let Some(first) = rows.next() else { return Vec::new() };
    let mut best = first.to_vec();
    let mut next = vec![0.0; labels];
    let mut back: Vec<u32> = Vec::with_capacity(scores.len());
    for row in rows {
        let start = back.len();
        back.resize(start + labels, 0);
        next.fill(f32::NEG_INFINITY);
        let from = back.get_mut(start..).unwrap_or_default();
        for ((n, before), steps) in (0..).zip(&best).zip(transitions.steps.chunks_exact(labels)) {
            for ((found, from), step) in next.iter_mut().zip(&mut *from).zip(steps) {
                let score = before + step;
                let is_better = score > *found;
                *found = if is_better { score } else { *found };
                *from = if is_better { n } else { *from };
            }
        }
        let top = next.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        best.iter_mut().zip(&next).zip(row).for_each(|((best, score), own)| *best = score - top + own);
    }
    // Of labels that are equally likely together, the first.
    let last = best.iter().enumerate().rev().max_by(|a, b| a.1.total_cmp(b.1)).map(|(label, _)| label);
    let Some(mut label) = last else { return Vec::new() };
    let mut path = vec![label];
    for from in back.chunks_exact(labels).rev() {
        label = from.get(label).map_or(0, |from| *from as usize);
        path.push(label);
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All labellings of a sequence with their scores, added up one by one.
    fn all(labels: usize, steps: &[f64], scores: &[f64]) -> Vec<(Vec<usize>, f64)> {
        let mut found: Vec<(Vec<usize>, f64)> = vec![(Vec::new(), 0.0)];
        for row in scores.chunks(labels) {
            found = found
                .iter()
                .flat_map(|(path, score)| {
                    (0..labels).map(move |label| {
                        let step = path.last().map_or(0.0, |last| steps[last * labels + label]);
                        ([&path[..], &[label]].concat(), score + step + row[label])
                    })
                })
                .collect();
        }
        found
    }

    #[test]
    fn what_is_summed_up_cleverly_is_what_all_labellings_give() {
        let (steps, given) = ([0.5, -1.0, 2.0, 0.3], [1.0_f32, 0.25, -3.0, 0.75, 0.0, 900.0, 0.5, 0.125]);
        let scores = given.map(f64::from);
        let labellings = all(2, &steps, &scores);
        let transitions = Transitions::new(2, &steps);
        let mut lattice = Lattice::default();
        lattice.fill(&transitions, &scores);
        let top = labellings.iter().map(|(_, score)| *score).fold(f64::NEG_INFINITY, f64::max);
        let norm = top + labellings.iter().map(|(_, score)| (score - top).exp()).sum::<f64>().ln();
        assert!((lattice.log_norm() - norm).abs() < 1e-9);
        let share = |is: &dyn Fn(&[usize]) -> bool| -> f64 {
            labellings.iter().filter(|(path, _)| is(path)).map(|(_, score)| (score - norm).exp()).sum()
        };
        for (place, row) in lattice.marginals().enumerate() {
            for (label, likely) in row.enumerate() {
                assert!((likely - share(&|path| path[place] == label)).abs() < 1e-9);
            }
        }
        let likely = lattice.path(&transitions, 0, &[0, 1], Some(1));
        assert!((likely - share(&|path| path[..2] == [0, 1] && path[2] != 1)).abs() < 1e-9);
        let likely = lattice.path(&transitions, 2, &[1, 0], Some(1));
        assert!((likely - share(&|path| path[2..] == [1, 0])).abs() < 1e-9);
        let best = labellings.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        assert_eq!(likeliest_path(&transitions, &given), best.0);
        assert_eq!(likeliest_path(&transitions, &[]), Vec::<usize>::new());
    }
}
