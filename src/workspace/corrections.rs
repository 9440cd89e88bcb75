//! The job that finds what the gold standard has otherwise than an annotator, and why.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::error::JobError;
use super::job::{Job, Tasks};
use super::texts::Workspace;
use super::watch::{Stage, Warning};
use crate::annotation::{Annotator, Timestamp};
use crate::review::correction::{Corrections, corrections};
use crate::storage::{Dossier, TextFile};
use crate::text::Document;

/// Texts that are read by one task.
const TOGETHER: usize = 16;

/// A text on which an annotator's work was settled.
#[derive(Debug)]
pub struct Corrected {
    /// Its name.
    pub file: String,
    /// The text.
    pub document: Arc<Document>,
    /// What was corrected, and how much was not.
    pub corrections: Corrections,
}

/// What was read of a text.
struct Read {
    known: Vec<Annotator>,
    warning: Option<String>,
    corrected: Option<Corrected>,
}

impl Workspace {
    /// Hands over what was corrected in an annotator's work, a text at a time, in order.
    ///
    /// # Errors
    /// No text that the annotator has read has a gold standard; a text or sidecar that cannot be read; what `take` says.
    pub fn corrections(
        &self,
        annotator: &Annotator,
        job: &Job<'_>,
        mut take: impl FnMut(Corrected) -> Result<(), JobError>,
    ) -> Result<(), JobError> {
        let mut known = BTreeSet::new();
        let mut is_any = false;
        let tasks = Tasks { stage: Stage::Reading, items: self.texts().len(), together: TOGETHER };
        let read = |places: Range<usize>| {
            let texts = self.texts().get(places).unwrap_or_default();
            texts.iter().map(|text| self.read_corrections(text, annotator)).collect::<Result<Vec<_>, _>>()
        };
        job.in_order(tasks, read, |all| {
            for read in all {
                known.extend(read.known);
                read.warning.into_iter().for_each(|warning| job.warn(&Warning::Unfit(warning)));
                is_any |= read.corrected.is_some();
                read.corrected.map_or(Ok(()), &mut take)?;
            }
            Ok(())
        })?;
        match () {
            () if is_any => Ok(()),
            () if !self.annotators().contains(annotator) => Err(self.no_work_but(annotator, Annotator::is_gold)),
            () => Err(self.no_gold(annotator, known.into_iter().collect())),
        }
    }

    fn read_corrections(&self, text: &TextFile, annotator: &Annotator) -> Result<Read, JobError> {
        let dossier = Dossier::open(text, self.encoding, &self.terms)?;
        let known = dossier.works.iter().map(|(annotator, _)| annotator.clone()).collect();
        if dossier.gold.is_none() {
            return Ok(Read { known, warning: None, corrected: None });
        }
        let adjudication = dossier.adjudication()?;
        let gold = dossier.gold(&adjudication, "", &Timestamp::default());
        let found = corrections(dossier.document.text(), &adjudication, &gold, annotator);
        let corrected =
            found.map(|corrections| Corrected { file: text.name.clone(), document: Arc::clone(&dossier.document), corrections });
        Ok(Read { known, warning: dossier.fault.map(|fault| fault.to_string()), corrected })
    }
}
