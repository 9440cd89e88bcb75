//! Whoever looks at what others made of texts, and what they may not see yet.
//!
//! Whoever has begun with a text and not submitted it gets nothing of that text but their own: neither figures nor changes nor
//! words. Every command that shows the work of others takes its texts from here.

use std::ops::Range;

use super::error::JobError;
use super::job::{Job, Tasks};
use super::texts::Workspace;
use super::watch::{Stage, Warning};
use crate::annotation::{Annotator, Schema};
use crate::storage::TextFile;
use crate::storage::corpus::is_under_way;

/// Texts that are looked at by one task.
const TOGETHER: usize = 128;

/// Whoever looks.
#[derive(Debug, Clone)]
pub struct Viewer {
    name: Annotator,
    /// Whether they see everything.
    is_leading: bool,
}

impl Viewer {
    /// An annotator, or whoever else looks; they see everything if the schema lets annotators see each other's work.
    pub fn new(name: Annotator, schema: &Schema) -> Self {
        Self { name, is_leading: !schema.workflow.annotators_blind_to_each_other }
    }

    /// The same, who leads the project and sees everything.
    #[must_use]
    pub fn leading(self) -> Self {
        Self { is_leading: true, ..self }
    }

    /// Their name.
    pub fn name(&self) -> &Annotator {
        &self.name
    }

    /// Whether they get nothing of a text but their own.
    pub fn is_blind_to(&self, text: &TextFile) -> bool {
        !self.is_leading && is_under_way(text, &self.name)
    }
}

impl Workspace {
    /// The texts of which somebody may see a set; that some were left out is a warning.
    ///
    /// # Errors
    /// A set that nobody has, or has only of texts that are left out; a job that is cancelled.
    pub fn seen_of(self, set: &Annotator, viewer: &Viewer, job: &Job<'_>) -> Result<Self, JobError> {
        self.texts_of(set)?;
        let (seen, left_out) = self.seen_by(viewer, job)?;
        if seen.texts_of(set).is_err() {
            return Err(JobError::Unseen { viewer: viewer.name.clone(), set: set.clone() });
        }
        if left_out > 0 {
            job.warn(&Warning::Unseen { viewer: viewer.name.clone(), texts: left_out });
        }
        Ok(seen)
    }

    /// The texts of which somebody may see what others made of them, and how many were left out.
    ///
    /// # Errors
    /// Only if the job is cancelled.
    pub fn seen_by(self, viewer: &Viewer, job: &Job<'_>) -> Result<(Self, usize), JobError> {
        let all = self.texts().len();
        let tasks = Tasks { stage: Stage::Reading, items: all, together: TOGETHER };
        let look = |places: Range<usize>| {
            let texts = self.texts().get(places).unwrap_or_default();
            Ok(texts.iter().map(|text| !viewer.is_blind_to(text)).collect::<Vec<bool>>())
        };
        let mut seen = Vec::with_capacity(all);
        job.in_order(tasks, look, |part| {
            seen.extend(part);
            Ok(())
        })?;
        let left_out = seen.iter().filter(|is_seen| !**is_seen).count();
        let mut seen = seen.into_iter();
        Ok((self.only(|_| seen.next() == Some(true)), left_out))
    }
}
