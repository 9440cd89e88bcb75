//! The job that measures how far annotators agree.

mod measure;
mod intervals;
mod count;
mod items;
mod grids;
mod tables;

use std::collections::BTreeSet;

use super::error::JobError;
use super::job::Job;
use super::texts::Workspace;
use crate::annotation::Annotator;

pub use grids::{Detail, Grid, figure, grids_of_everybody, grids_of_pair, method};
pub use items::ItemKind;
pub use measure::{Agreement, Bootstrap, Breakdown, By, Disagreements, GammaReport, Measure, PartFigures, Sampling};
pub use tables::Tables;

impl Workspace {
    /// Measures how far annotators agree. Texts are counted on all cores; memory does not grow with their number, but
    /// for disagreements that are to be kept.
    ///
    /// # Errors
    /// Annotators without any work here, or fewer than two; a text or sidecar that cannot be read or does not fit.
    pub fn agreement(&self, measure: &Measure, job: &Job<'_>) -> Result<Agreement, JobError> {
        let annotators = self.annotators_of(measure)?;
        count::count(self, measure, &annotators, job)
    }

    /// The annotators that were named, else all who have a sidecar here; at least two.
    pub(super) fn annotators_of(&self, measure: &Measure) -> Result<Vec<Annotator>, JobError> {
        let known = self.annotators();
        if let Some(stranger) = measure.annotators.iter().find(|annotator| !known.contains(annotator)) {
            return Err(self.no_work(stranger));
        }
        if let Some(reference) = measure.against.as_ref().filter(|reference| !known.contains(reference)) {
            return Err(self.no_work(reference));
        }
        let mut chosen: BTreeSet<&Annotator> = measure.annotators.iter().collect();
        if chosen.is_empty() {
            let others = known.into_iter().filter(|annotator| !annotator.is_gold());
            chosen = others.filter(|annotator| measure.against.as_ref() != Some(annotator)).collect();
        }
        let least = if measure.against.is_some() { 1 } else { 2 };
        if chosen.len() < least {
            return Err(self.too_few());
        }
        Ok(chosen.into_iter().cloned().collect())
    }
}
