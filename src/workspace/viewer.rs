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

    /// Whether they see everything.
    pub(super) fn is_leading(&self) -> bool {
        self.is_leading
    }

    /// Whether they get nothing of a text but their own.
    pub fn is_blind_to(&self, text: &TextFile) -> bool {
        !self.is_leading && is_under_way(text, &self.name)
    }
}

impl Workspace {
    /// The texts of which somebody may see what others made of them; that some were left out is a warning.
    ///
    /// # Errors
    /// Only if the job is cancelled.
    pub fn seen_by(self, viewer: &Viewer, job: &Job<'_>) -> Result<Self, JobError> {
        let all = self.texts().len();
        let tasks = Tasks { stage: Stage::Reading, items: all, together: TOGETHER };
        let look = |places: Range<usize>| {
            let texts = self.texts().get(places).unwrap_or_default();
            Ok(texts.iter().map(|text| viewer.is_blind_to(text)).collect::<Vec<bool>>())
        };
        let mut unseen = Vec::with_capacity(all);
        job.in_order(tasks, look, |part| {
            unseen.extend(part);
            Ok(())
        })?;
        let texts = unseen.iter().filter(|is_unseen| **is_unseen).count();
        if texts > 0 {
            job.warn(&Warning::Unseen { viewer: viewer.name.clone(), texts });
        }
        let mut unseen = unseen.into_iter();
        Ok(self.without(&viewer.name, |_| unseen.next() == Some(true)))
    }
}
