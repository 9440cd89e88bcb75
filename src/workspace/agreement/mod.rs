//! The job that measures how far annotators agree.

mod measure;
mod count;
mod tables;

use std::collections::BTreeSet;

use super::error::JobError;
use super::job::Job;
use super::texts::Workspace;
use crate::annotation::Annotator;

pub use measure::{Agreement, Disagreements, GammaReport, Measure, Sampling};
pub use tables::{HEADINGS, Tables, figure};

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
    fn annotators_of(&self, measure: &Measure) -> Result<Vec<Annotator>, JobError> {
        let known = self.annotators();
        if let Some(stranger) = measure.annotators.iter().find(|annotator| !known.contains(annotator)) {
            return Err(self.no_work(stranger));
        }
        let mut chosen: BTreeSet<&Annotator> = measure.annotators.iter().collect();
        if chosen.is_empty() {
            chosen = known.into_iter().filter(|annotator| !annotator.is_gold()).collect();
        }
        if chosen.len() < 2 {
            return Err(JobError::TooFewAnnotators { known: self.known() });
        }
        Ok(chosen.into_iter().cloned().collect())
    }
}
