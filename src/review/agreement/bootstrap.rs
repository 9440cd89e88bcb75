//! Intervals by resampling texts: how far a figure might have come out otherwise, had other texts of the kind been drawn.
//!
//! A resample draws as many texts as there are, each any number of times, and adds up what each adds to the counts; every
//! figure is taken from these sums as it is from those of the corpus. An interval lies between two percentiles of the
//! figures of all resamples (Efron and Tibshirani 1993, *An Introduction to the Bootstrap*, ch. 13).
//!
//! Which texts are drawn can be computed elsewhere. With n texts, in the order of their names, draw `j` of resample `b`
//! takes text ⌊x · n / 2⁶⁴⌋, x being number `b · n + j`, from 0 on, that `SplitMix64` gives for the seed.

use super::cells::{Cells, Way};
use super::declared::Declared;
use super::figure::Interval;
use super::names::Numbered;
use super::random::Random;
use super::report::Report;
use super::tally::Tally;

/// Where an interval begins and ends among the sorted figures.
const TAILS: [f64; 2] = [0.025, 0.975];

/// The probability that an interval is to have.
pub const LEVEL: f64 = 0.95;

/// What each text adds to the counts of a corpus.
#[derive(Debug, Default)]
pub struct TextRows {
    ways: Numbered<Way>,
    texts: Vec<Box<[(u32, u64)]>>,
}

/// Draws resamples of some texts.
#[derive(Debug)]
pub struct Resampler<'a> {
    rows: &'a TextRows,
    /// The texts that are drawn from, by their places among the rows.
    texts: Vec<usize>,
    /// The sums over these texts.
    tally: &'a Tally,
    /// For each number of the tally, in the order in which it is gone through, its place in the rows.
    order: Vec<u32>,
    annotators: &'a [String],
    declared: &'a Declared,
}

/// The texts of one resample.
#[derive(Debug, Clone)]
pub struct Draws {
    random: Random,
    texts: usize,
    left: usize,
}

/// The figures of resamples, by their places in the report.
#[derive(Debug, Default)]
pub struct Resampled {
    figures: Vec<Vec<f64>>,
}

impl Draws {
    /// The draws of a resample of so many texts.
    pub fn new(seed: u64, resample: u64, texts: usize) -> Self {
        let all = u64::try_from(texts).unwrap_or(u64::MAX);
        Self { random: Random::from(seed, resample.wrapping_mul(all)), texts, left: texts }
    }
}

impl Iterator for Draws {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.left = self.left.checked_sub(1)?;
        Some(self.random.index(self.texts))
    }
}

impl TextRows {
    /// Adds what a text adds. Its numbers are those of the corpus.
    pub fn add(&mut self, text: &mut Tally) {
        let mut row = Vec::new();
        text.each(Way::default(), &mut |way, n| {
            if n > 0 {
                row.push((self.ways.number(&way), u64::try_from(n).unwrap_or(u64::MAX)));
            }
            n
        });
        self.texts.push(row.into_boxed_slice());
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

impl<'a> Resampler<'a> {
    /// Resamples texts, whose sums are a tally.
    pub fn new(
        rows: &'a TextRows,
        texts: Vec<usize>,
        tally: &'a Tally,
        annotators: &'a [String],
        declared: &'a Declared,
    ) -> Self {
        let mut order = Vec::new();
        tally.clone().each(Way::default(), &mut |way, n| {
            order.push(rows.ways.known(&way).unwrap_or(u32::MAX));
            n
        });
        Self { rows, texts, tally, order, annotators, declared }
    }

    /// A tally for [`Resampler::figures`] to work in.
    pub fn scratch(&self) -> Tally {
        self.tally.clone()
    }

    /// The figures of one resample, in the order of [`Report::each_figure`].
    pub fn figures(&self, tally: &mut Tally, seed: u64, resample: u64) -> Vec<Option<f64>> {
        let mut sums = vec![0_u128; self.rows.ways.values().len()];
        for text in Draws::new(seed, resample, self.texts.len()) {
            let row = self.texts.get(text).and_then(|text| self.rows.texts.get(*text));
            for (cell, n) in row.into_iter().flatten() {
                if let Some(sum) = usize::try_from(*cell).ok().and_then(|cell| sums.get_mut(cell)) {
                    *sum += u128::from(*n);
                }
            }
        }
        let mut order = self.order.iter();
        tally.each(Way::default(), &mut |_, _| {
            let cell = order.next().and_then(|cell| usize::try_from(*cell).ok());
            cell.and_then(|cell| sums.get(cell)).copied().unwrap_or(0)
        });
        let mut figures = Vec::new();
        Report::of(tally, self.annotators, self.declared).each_figure(&mut |figure| figures.push(figure.value));
        figures
    }
}

impl Resampled {
    /// Adds the figures of one resample; those that are undefined there are left out.
    pub fn add(&mut self, figures: &[Option<f64>]) {
        self.figures.resize_with(figures.len().max(self.figures.len()), Vec::new);
        for (all, figure) in self.figures.iter_mut().zip(figures) {
            all.extend(figure);
        }
    }

    /// Puts its interval beside every figure of the report that was resampled.
    pub fn put(mut self, report: &mut Report) {
        let mut intervals = self.figures.iter_mut().map(|values| interval(values));
        report.each_figure(&mut |figure| {
            let interval = intervals.next().flatten();
            figure.interval = figure.value.and(interval);
        });
    }
}

/// Where the middle 95 % of values lie; `None` of fewer than two.
///
/// A percentile between two values is interpolated (type 7 of Hyndman and Fan 1996, *The American Statistician*
/// 50:361–365, as numpy has it).
pub fn interval(values: &mut [f64]) -> Option<Interval> {
    if values.len() < 2 {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let [low, high] = TAILS.map(|share| percentile(values, share));
    Some(Interval { low: low?, high: high? })
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list")]
fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * (sorted.len() - 1) as f64;
    let below = *sorted.get(place.floor() as usize)?;
    let above = *sorted.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resample_is_the_same_whichever_are_drawn_before_it() {
        let texts = |resample| Draws::new(7, resample, 5).collect::<Vec<_>>();
        let mut all = Random::new(7);
        let one_stream: Vec<usize> = (0..15).map(|_| all.index(5)).collect();
        assert_eq!([texts(0), texts(1), texts(2)].concat(), one_stream);
    }

    #[test]
    fn percentiles_between_two_values_are_interpolated() {
        let mut values: Vec<f64> = (0..=40).rev().map(f64::from).collect();
        assert_eq!(interval(&mut values), Some(Interval { low: 1.0, high: 39.0 }));
        let Interval { low, high } = interval(&mut [0.0, 1.0]).unwrap();
        assert!((low - 0.025).abs() < 1e-12 && (high - 0.975).abs() < 1e-12);
        assert_eq!(interval(&mut [1.0]), None);
    }
}
