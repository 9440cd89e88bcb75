//! What is said in a folder: how many spans of each tag and relations of each type each annotator has.

use std::collections::BTreeMap;

use super::counting::Counting;
use crate::annotation::Annotator;
use crate::storage::{TextFile, read_sidecar, sidecar_path};
use crate::workspace::error::JobError;
use crate::workspace::job::Job;
use crate::workspace::texts::Workspace;

/// What is said in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// The texts that somebody who counts has work on.
    pub texts: usize,
    /// What each of them says, the gold standard among them.
    pub annotators: BTreeMap<Annotator, Amount>,
}

/// How much an annotator says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amount {
    /// Of so many texts.
    pub texts: usize,
    /// Spans by tag.
    pub spans: BTreeMap<String, usize>,
    /// Relations by type.
    pub relations: BTreeMap<String, usize>,
}

impl Workspace {
    /// Counts what sidecars and gold standards say.
    ///
    /// # Errors
    /// As [`Workspace::proposal_stats`].
    pub fn overview(&self, counting: &Counting<'_>, job: &Job<'_>) -> Result<Overview, JobError> {
        let mut overview = Overview::default();
        let is_set = |who: &Annotator| who.review().is_none();
        let look = |text: &TextFile, who: &Annotator| {
            let Some(stored) = read_sidecar(&sidecar_path(&text.path, who))? else { return Ok(Amount::default()) };
            let mut amount = Amount { texts: 1, ..Amount::default() };
            for span in stored.spans {
                *amount.spans.entry(span.tag).or_default() += 1;
            }
            for relation in stored.relations {
                *amount.relations.entry(relation.kind).or_default() += 1;
            }
            Ok(amount)
        };
        overview.texts =
            self.each_work(counting, job, is_set, look, |who, amount| overview.annotators.entry(who).or_default().add(amount))?;
        Ok(overview)
    }
}

impl Amount {
    fn add(&mut self, other: Self) {
        self.texts += other.texts;
        for (counts, more) in [(&mut self.spans, other.spans), (&mut self.relations, other.relations)] {
            for (name, count) in more {
                *counts.entry(name).or_default() += count;
            }
        }
    }
}
