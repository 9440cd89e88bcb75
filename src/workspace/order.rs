//! An order over the spans of many texts: done in each of them by itself, taken back and done again as one.
//!
//! In a text it is done wholly or not at all: one change in its journal that undo takes back as one, then its sidecar. Every
//! such change carries the id of the order, so that any of its texts leads to all others, also after a restart, after a
//! folder was moved, and where the order was stopped, or ended suddenly, between two texts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::error::JobError;
use super::job::{Job, Tasks};
use super::texts::Workspace;
use super::watch::Stage;
use crate::annotation::{Act, Annotator, OrderId, OrderStep, Schema, SpanOrder, SpanPlace};
use crate::storage::journal::Trace;
use crate::storage::record::{NotDone, Standing, Subject};
use crate::storage::{Place, source};
use crate::text::{Encoding, TextId};

/// What became of an order.
#[derive(Debug, Default)]
pub struct Ordered {
    /// What became of each text that it is about, in their order.
    pub texts: Vec<TextOutcome>,
    /// Whether it was stopped before the last of them.
    pub is_stopped: bool,
}

/// What became of an order in a text.
#[derive(Debug)]
pub struct TextOutcome {
    /// The text.
    pub text: TextId,
    /// How many spans it was done to; or why nothing was done.
    pub spans: Result<usize, OrderError>,
}

/// Why an order is not done in a text.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    /// The text is not there, or cannot be read.
    #[error(transparent)]
    Text(#[from] JobError),
    /// The work on it cannot be changed so.
    #[error(transparent)]
    NotDone(#[from] NotDone),
}

/// Whose work is changed, and by which schema.
#[derive(Debug, Clone, Copy)]
pub struct Orderer<'a> {
    /// The annotator.
    pub annotator: &'a Annotator,
    /// The schema.
    pub schema: &'a Schema,
}

/// What is to be done in a text.
#[derive(Clone, Copy)]
enum Task<'a> {
    Make(&'a SpanOrder, &'a [SpanPlace]),
    Travel(Act, &'a OrderId),
}

impl Ordered {
    /// How many spans it was done to, and in how many texts.
    pub fn counts(&self) -> (usize, usize) {
        let done = || self.texts.iter().filter_map(|outcome| outcome.spans.as_ref().ok());
        (done().sum(), done().filter(|spans| **spans > 0).count())
    }

    /// The texts that were left as they were, and why.
    pub fn left(&self) -> impl Iterator<Item = (TextId, &OrderError)> {
        self.texts.iter().filter_map(|outcome| Some((outcome.text, outcome.spans.as_ref().err()?)))
    }
}

impl Workspace {
    /// Does an order, takes it back, or does it again, text by text; a text in which that cannot be is left as it is, and told.
    /// Asked to end, it ends between two texts.
    ///
    /// A text that somebody has open, in this program or another, is left: what is to be done there is done in that sitting.
    pub fn perform(&self, step: &OrderStep, orderer: Orderer<'_>, job: &Job<'_>) -> Ordered {
        let all: Vec<(TextId, Task<'_>)> = match step {
            OrderStep::Make(order) => order.texts.iter().map(|(n, places)| (*n, Task::Make(order, places))).collect(),
            OrderStep::TakeBack(id) => self.begun_by(orderer.annotator).map(|n| (n, Task::Travel(Act::Undo, id))).collect(),
            OrderStep::MakeAgain(id) => self.begun_by(orderer.annotator).map(|n| (n, Task::Travel(Act::Redo, id))).collect(),
        };
        // Each task notes its own, so that a text is told of that was done while the job was asked to end.
        let noted: Mutex<Vec<TextOutcome>> = Mutex::default();
        let tasks = Tasks { stage: Stage::Ordering, items: all.len(), together: 1 };
        let ended = job.in_order(
            tasks,
            |items| {
                for (text, task) in all.get(items).unwrap_or_default() {
                    job.cancel().check()?;
                    let outcome = self.outcome(*text, *task, orderer);
                    noted.lock().unwrap_or_else(PoisonError::into_inner).extend(outcome);
                }
                Ok(())
            },
            |()| Ok(()),
        );
        let mut texts = noted.into_inner().unwrap_or_else(PoisonError::into_inner);
        texts.sort_by_key(|outcome| outcome.text);
        Ordered { texts, is_stopped: ended.is_err() }
    }

    /// The texts on which an annotator has a journal. Each folder is listed once.
    fn begun_by(&self, annotator: &Annotator) -> impl Iterator<Item = TextId> {
        let folders: BTreeSet<&Path> = self.texts().iter().filter_map(|text| text.path.parent()).collect();
        let known: BTreeMap<PathBuf, BTreeSet<Annotator>> = folders.into_iter().flat_map(Place::all_annotators).collect();
        let has_journal = move |path: &PathBuf| known.get(path).is_some_and(|names| names.contains(annotator));
        let numbered = (0..).map(TextId::from).zip(self.texts());
        numbered.filter(move |(_, text)| has_journal(&text.path)).map(|(number, _)| number)
    }

    /// What becomes of a task in a text; `None` where there is nothing to do.
    fn outcome(&self, text: TextId, task: Task<'_>, orderer: Orderer<'_>) -> Option<TextOutcome> {
        let path = self.texts().get(text.place()).map(|text| text.path.as_path()).ok_or(JobError::NoSuchText);
        let spans = path.map_err(Into::into).and_then(|path| task.perform(path, orderer, self.encoding));
        spans.transpose().map(|spans| TextOutcome { text, spans })
    }
}

impl Task<'_> {
    fn perform(self, path: &Path, orderer: Orderer<'_>, encoding: Option<Encoding>) -> Result<Option<usize>, OrderError> {
        let Orderer { annotator, schema } = orderer;
        if let Self::Travel(_, order) = self {
            // Most texts are none of the order's, and need not be read.
            let trace = Trace::of(&Place::of(path, annotator), order).map_err(NotDone::from)?;
            if trace.is_none() {
                return Ok(None);
            }
        }
        let (document, _) = source::read_all(path, encoding).map_err(JobError::from)?;
        let standing = Standing { subject: Subject { source: path, document: &document, schema }, annotator };
        Ok(match self {
            Self::Make(order, places) => Some(standing.order(order, places)?),
            Self::Travel(act, order) => standing.travel(act, order)?,
        })
    }
}
