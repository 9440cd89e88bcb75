//! γ: how much better annotators' spans can be aligned than spans put down at random (Mathet, Widlöcher and Métivier
//! 2015, “The Unified and Holistic Method Gamma (γ) for Inter-Annotator Agreement Measure and Alignment”,
//! *Computational Linguistics* 41:437–479).
//!
//! Spans of one annotator may nest, cross and coincide. The observed disorder is that of the best alignment, which is
//! found exactly; the expected one is the mean over random continua, so that γ itself has a sampling error.

mod dissimilarity;
mod candidates;
mod simplex;
mod packing;
mod assignment;
mod alignment;
mod sampling;

pub use alignment::{Alignment, best};
pub use dissimilarity::{Unit, Units, Weights};
pub use sampling::sample;

use super::random::Random;
use super::reading::Text;
use super::score::float;
use super::spread::Spread;
use super::tagged::Tagged;

/// Disorder of a text as it was annotated, and of random continua made from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Disorder {
    /// Mean number of units of an annotator.
    pub units: f64,
    /// Disorder of the best alignment.
    pub observed: f64,
    /// Disorder of the best alignment of each sample.
    pub samples: Vec<f64>,
    /// Whether every alignment was proved to be the best one.
    pub proved: bool,
}

/// Why a text has no γ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// An annotator has no unit.
    NoUnit,
    /// There are more possible unitary alignments than can be looked through.
    TooMany,
    /// It was told to stop.
    Cancelled,
}

/// How γ is computed.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Weights of the dissimilarity.
    pub weights: Weights,
    /// Random continua for each text.
    pub samples: usize,
    /// Where the random numbers begin.
    pub seed: u64,
}

/// Observed and sampled disorder of a text of so many code points.
///
/// # Errors
/// Why it has none.
pub fn disorder(units: &Units, length: f64, settings: Settings, cancelled: &dyn Fn() -> bool) -> Result<Disorder, Missing> {
    if units.len() < 2 || units.iter().any(Vec::is_empty) {
        return Err(Missing::NoUnit);
    }
    let align = |units: &Units| match best(units, settings.weights, cancelled) {
        None if cancelled() => Err(Missing::Cancelled),
        found => found.ok_or(Missing::TooMany),
    };
    let observed = align(units)?;
    let mut proved = observed.proved;
    let mut random = Random::new(settings.seed);
    let mut samples = Vec::with_capacity(settings.samples);
    for _ in 0..settings.samples {
        let alignment = align(&sample(units, 0.0..length, &mut random))?;
        proved &= alignment.proved;
        samples.push(alignment.disorder);
    }
    Ok(Disorder { units: alignment::mean_units(units), observed: observed.disorder, samples, proved })
}

/// The same of a text that was annotated, the whole of which is the continuum.
///
/// # Errors
/// As [`disorder`].
pub fn disorder_of(text: &Text<'_>, settings: Settings, cancelled: &dyn Fn() -> bool) -> Result<Disorder, Missing> {
    let place = |n: usize| float(u64::try_from(n).unwrap_or(u64::MAX));
    let unit = |span: &Tagged| Unit::new(span.tag, place(span.start), place(span.end));
    let units = text.readings.iter().map(|reading| reading.spans.iter().map(unit).collect()).collect();
    disorder(&units, place(text.length), settings, cancelled)
}

/// γ of one or more texts, with what it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Gamma {
    /// γ = 1 − observed / expected; `None` where no disorder is expected.
    pub value: Option<f64>,
    /// Observed disorder of all texts together.
    pub observed: f64,
    /// Expected disorder of all texts together, over the samples.
    pub expected: Spread,
    /// The texts.
    pub texts: usize,
    /// Whether every alignment was proved to be the best one.
    pub proved: bool,
}

impl Gamma {
    /// γ of texts one after another, no alignment going from one into the next: disorders are weighted by the units
    /// of the texts. `None` without texts.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a Disorder> + Clone) -> Option<Self> {
        let weighted = |each: &dyn Fn(&Disorder) -> Option<f64>| {
            let (mut sum, mut units) = (0.0, 0.0);
            for text in texts.clone() {
                sum += each(text)? * text.units;
                units += text.units;
            }
            (units > 0.0).then(|| sum / units)
        };
        let observed = weighted(&|text| Some(text.observed))?;
        let expected = Spread::of((0..).map_while(|n| weighted(&|text| text.samples.get(n).copied())));
        let value = expected.mean.filter(|mean| *mean > 0.0).map(|mean| 1.0 - observed / mean);
        let proved = texts.clone().into_iter().all(|text| text.proved);
        Some(Self { value, observed, expected, texts: texts.into_iter().count(), proved })
    }

    /// Between which values γ lies with 95 % confidence, as far as the sampling goes: the mean of the expected
    /// disorder give or take 1.96 standard errors (Mathet et al. 2015, section 5.3).
    pub fn range(&self) -> Option<(f64, f64)> {
        let (mean, error) = (self.expected.mean?, 1.96 * self.expected.standard_error()?);
        (mean > error).then(|| (1.0 - self.observed / (mean - error), 1.0 - self.observed / (mean + error)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_disorder_of_several_texts_is_weighted_by_their_units() {
        let text = |units, observed, samples: &[f64]| Disorder { units, observed, samples: samples.to_vec(), proved: true };
        let texts = [text(1.0, 0.0, &[2.0, 2.0]), text(3.0, 1.0, &[2.0, 1.0])];
        let gamma = Gamma::of(&texts).unwrap();
        assert_eq!((gamma.observed, gamma.expected.mean, gamma.texts), (0.75, Some(1.625), 2));
        assert_eq!(gamma.value, Some(1.0 - 0.75 / 1.625));
        assert!(gamma.range().is_some_and(|(low, high)| low < gamma.value.unwrap() && gamma.value.unwrap() < high));
        assert_eq!(Gamma::of(&[]), None);
    }

    #[test]
    fn an_annotator_without_a_unit_leaves_gamma_undefined() {
        let settings = Settings { weights: Weights::default(), samples: 3, seed: 1 };
        let units = vec![vec![Unit::new(0, 1.0, 5.0)], vec![]];
        assert_eq!(disorder(&units, 9.0, settings, &|| false), Err(Missing::NoUnit));
        assert_eq!(disorder(&vec![units[0].clone()], 9.0, settings, &|| false), Err(Missing::NoUnit));
        let twice = vec![units[0].clone(), units[0].clone()];
        assert_eq!(disorder(&twice, 9.0, settings, &|| true), Err(Missing::Cancelled));
    }

    #[test]
    fn the_same_seed_gives_the_same_samples() {
        let units: Units = (0..3_u32)
            .map(|who| (0..5_u32).map(|n| Unit::new(n % 2, f64::from(n * 9 + who), f64::from(n * 9 + 6))).collect())
            .collect();
        let run = |seed| disorder(&units, 60.0, Settings { weights: Weights::default(), samples: 5, seed }, &|| false).unwrap();
        assert_eq!(run(7), run(7));
        assert_ne!(run(7).samples, run(8).samples);
        assert!((run(7).observed - run(8).observed).abs() < f64::EPSILON);
    }
}
