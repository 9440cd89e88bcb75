//! Resamples the texts of a corpus on all cores.

use std::collections::HashMap;
use std::ops::Range;

use super::measure::Bootstrap;
use crate::review::agreement::bootstrap::{Draws, Resampled, Resampler, TextRows, interval};
use crate::review::agreement::gamma::{Disorder, Gamma, Missing};
use crate::review::agreement::{Declared, Interval, Report, Tally};
use crate::workspace::error::JobError;
use crate::workspace::job::{Cancel, Job, Tasks};
use crate::workspace::watch::Stage;

/// Resamples that are drawn by one task.
const TOGETHER: usize = 16;

/// What each text of a corpus adds to its figures.
pub(super) struct Texts<'a> {
    /// What it adds.
    pub rows: &'a TextRows,
    /// The annotators.
    pub annotators: &'a [String],
    /// What could have been said.
    pub declared: &'a Declared,
}

impl Texts<'_> {
    /// Puts intervals beside the figures of some of the texts, whose sums are a tally. Of fewer than two texts there is no
    /// interval: every resample is the same.
    pub(super) fn put(
        &self,
        report: &mut Report,
        texts: Vec<usize>,
        tally: &Tally,
        bootstrap: Bootstrap,
        job: &Job<'_>,
    ) -> Result<(), JobError> {
        if texts.len() < 2 {
            return Ok(());
        }
        let resampler = Resampler::new(self.rows, texts, tally, self.annotators, self.declared);
        let count = usize::try_from(bootstrap.resamples).unwrap_or(usize::MAX);
        let mut found = Resampled::default();
        job.in_order(
            Tasks { stage: Stage::Comparing, items: count, together: TOGETHER },
            |some: Range<usize>| {
                let mut tally = resampler.scratch();
                Ok(some.map(|n| resampler.figures(&mut tally, bootstrap.seed, number(n))).collect::<Vec<_>>())
            },
            |all: Vec<Vec<Option<f64>>>| {
                for figures in &all {
                    found.add(figures);
                }
                Ok(())
            },
        )?;
        found.put(report);
        Ok(())
    }
}

fn number(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// The interval of γ, over the same resamples. Texts without γ are drawn, too, and add nothing.
pub(super) fn of_gamma(
    places: &[usize],
    found: &[(usize, Result<Disorder, Missing>)],
    bootstrap: Bootstrap,
    cancel: &Cancel,
) -> Result<Option<Interval>, JobError> {
    let of_place: HashMap<usize, &Disorder> =
        found.iter().filter_map(|(place, disorder)| Some((*place, disorder.as_ref().ok()?))).collect();
    let disorders: Vec<Option<&Disorder>> = places.iter().map(|place| of_place.get(place).copied()).collect();
    let mut values = Vec::new();
    for resample in 0..u64::from(bootstrap.resamples) {
        cancel.check()?;
        let draws = Draws::new(bootstrap.seed, resample, disorders.len());
        let texts: Vec<&Disorder> = draws.filter_map(|n| disorders.get(n).copied().flatten()).collect();
        values.extend(Gamma::of(texts).and_then(|gamma| gamma.value));
    }
    Ok(interval(&mut values).filter(|_| disorders.len() > 1))
}
