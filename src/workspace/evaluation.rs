//! The job that measures how often what is proposed is what a finished set says.

use std::collections::BTreeMap;

use super::error::JobError;
use super::job::{Job, Tasks};
use super::loader::Loader;
use super::texts::Workspace;
use super::watch::Stage;
use crate::annotation::proposal::{Evaluation, Knowledge, Readers};
use crate::annotation::registry::NamedRegistry;
use crate::annotation::{Annotator, Schema};

impl Workspace {
    /// Asks about every span of every text of a set, as if nothing were said of it, and counts how often the first
    /// proposal is what the set says.
    ///
    /// # Errors
    /// An annotator without any work here; a text or sidecar that cannot be read, or does not fit.
    pub fn evaluate_proposals(
        &self,
        set: &Annotator,
        schema: &Schema,
        registries: &[NamedRegistry],
        job: &Job<'_>,
    ) -> Result<Evaluation, JobError> {
        let texts = self.texts_of(set)?;
        let loader = Loader { annotator: set, encoding: self.encoding };
        let knowledge = Knowledge::of(schema);
        let registries: BTreeMap<_, _> = registries.iter().map(|named| (named.name.as_str(), &named.registry)).collect();
        let readers = Readers { schema, knowledge: &knowledge, registries: &registries };
        let mut found = Evaluation::default();
        let tasks = Tasks { stage: Stage::Reading, items: texts.len(), together: 1 };
        let ask = |places: std::ops::Range<usize>| {
            let (read, warnings) = loader.load_all(texts.get(places).unwrap_or_default())?;
            let evaluate = |text: super::loader::Loaded<'_>| {
                let (document, set) = text.into_parts();
                Evaluation::of(&document, set, readers)
            };
            Ok((read.into_iter().map(evaluate).collect::<Vec<_>>(), warnings))
        };
        job.in_order(tasks, ask, |(evaluations, warnings)| {
            for warning in &warnings {
                job.warn(warning);
            }
            for evaluation in evaluations {
                found.add(evaluation);
            }
            Ok(())
        })?;
        Ok(found)
    }
}
