//! The spans of an annotator's sidecar that are shown as suggestions: what a program predicts, or work that was handed in.
//!
//! A program's work may be seen before a text is read, a person's may not. It is a program's if every span says that a program
//! made it, it has no relation, and its journal has no change of a sitting: whoever takes suggestions leaves such changes.
//! What was imported is as a person's unless the import says that a program made it.

use std::ops::Range;

use super::error::JobError;
use super::job::{Job, Tasks};
use super::loader::set_of;
use super::texts::Workspace;
use super::viewer::Viewer;
use super::watch::{Stage, Warning};
use crate::annotation::{AnnotationSet, Annotator, DocumentState, Origin};
use crate::storage::corpus::is_under_way;
use crate::storage::journal::Segment;
use crate::storage::{Place, TextFile, source};
use crate::text::Document;

/// Texts that are looked at by one task.
const TOGETHER: usize = 16;

/// What an annotator's sidecar of a text has for somebody.
#[derive(Debug, Clone, PartialEq)]
pub enum Predictions {
    /// There is no sidecar.
    Absent,
    /// They may not see it yet.
    Hidden,
    /// They may see it.
    Shown(Box<AnnotationSet>),
}

impl Predictions {
    /// What may be seen; nothing where there is nothing.
    pub fn into_shown(self) -> AnnotationSet {
        match self {
            Self::Shown(set) => *set,
            Self::Absent | Self::Hidden => AnnotationSet::new(),
        }
    }
}

/// What of an annotator's work on a text may be suggested to somebody: a program's work, their own, and what others have handed
/// in once they have handed in the text themselves.
///
/// # Errors
/// A sidecar or a journal that cannot be read; a sidecar that does not fit.
pub fn predictions(text: &TextFile, from: &Annotator, viewer: &Viewer, document: &Document) -> Result<Predictions, JobError> {
    let Some(set) = set_of(text, from, document)? else { return Ok(Predictions::Absent) };
    let is_handed_in = from.is_gold() || matches!(set.state(), DocumentState::Submitted | DocumentState::Reviewed);
    // Whoever has still to read a text does not get others' work on it, even where a list may show it.
    let is_seen = has_handed_in(text, viewer.name()) && is_handed_in || viewer.is_leading();
    let may_see = is_seen || from == viewer.name() || is_of_program(text, from, &set)?;
    Ok(if may_see { Predictions::Shown(Box::new(set)) } else { Predictions::Hidden })
}

/// Whether a sidecar is as a program made it.
fn is_of_program(text: &TextFile, from: &Annotator, set: &AnnotationSet) -> Result<bool, JobError> {
    if from.is_gold() || !set.relations().is_empty() || set.iter().any(|span| span.origin != Origin::Auto) {
        return Ok(false);
    }
    let segments = Segment::all(&Place::of(&text.path, from))?;
    let mut lines = segments.iter().flat_map(|segment| &segment.lines);
    // A line that cannot be read may be a change.
    Ok(lines.all(|line| line.record.as_ref().is_ok_and(|record| record.does.change().is_none())))
}

/// Whether somebody has a sidecar of a text, and is done with it.
pub(super) fn has_handed_in(text: &TextFile, who: &Annotator) -> bool {
    text.sidecars.iter().any(|sidecar| sidecar.annotator == *who) && !is_under_way(text, who)
}

impl Workspace {
    /// Makes sure that somebody may see an annotator's work as suggestions, in one text at least; in how many they may not is a
    /// warning.
    ///
    /// # Errors
    /// An annotator without any work here; work that may be seen in no text; a text or sidecar that cannot be read.
    pub fn check_predictions(&self, from: &Annotator, viewer: &Viewer, job: &Job<'_>) -> Result<(), JobError> {
        let texts = self.texts_of(from)?;
        let tasks = Tasks { stage: Stage::Reading, items: texts.len(), together: TOGETHER };
        let look = |places: Range<usize>| {
            let is_hidden = |text: &&TextFile| {
                let (document, _) = source::read_all(&text.path, self.encoding)?;
                Ok(predictions(text, from, viewer, &document)? == Predictions::Hidden)
            };
            texts.get(places).unwrap_or_default().iter().map(is_hidden).collect::<Result<Vec<bool>, JobError>>()
        };
        let mut hidden = 0;
        job.in_order(tasks, look, |part| {
            hidden += part.into_iter().filter(|is_hidden| *is_hidden).count();
            Ok(())
        })?;
        if hidden == texts.len() {
            return Err(JobError::NotSuggested { from: from.clone(), viewer: viewer.name().clone() });
        }
        if hidden > 0 {
            job.warn(&Warning::NotSuggested { from: from.clone(), texts: hidden });
        }
        Ok(())
    }
}
