//! Going through the work that counts: whose, on which texts, and seen by whom.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::super::error::JobError;
use super::super::job::{Job, Tasks};
use super::super::texts::Workspace;
use super::super::viewer::Viewer;
use super::super::watch::{Stage, Warning};
use crate::annotation::Annotator;
use crate::storage::{Place, TextFile};

/// Texts that are read by one task.
const TOGETHER: usize = 16;

/// Whose work is counted, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct Counting<'a> {
    /// The annotator; everybody where it is `None`.
    pub annotator: Option<&'a Annotator>,
    /// Whoever looks: of texts that they have begun and not submitted only their own work counts.
    pub viewer: &'a Viewer,
}

/// The work on one text that counts.
struct OfText<T> {
    /// What each annotator's work amounts to.
    found: Vec<(Annotator, T)>,
    /// Whether somebody's was left out, since whoever looks may not see it yet.
    is_unseen: bool,
}

impl Workspace {
    /// Looks at the sets that count, text by text and in order, and returns how many texts have one.
    pub(super) fn each_work<T: Send>(
        &self,
        counting: &Counting<'_>,
        job: &Job<'_>,
        is_counted: impl Fn(&Annotator) -> bool + Sync,
        look: impl Fn(&TextFile, &Annotator) -> Result<T, JobError> + Sync,
        mut take: impl FnMut(Annotator, T),
    ) -> Result<usize, JobError> {
        let journals = self.journals();
        let tasks = Tasks { stage: Stage::Reading, items: self.texts().len(), together: TOGETHER };
        let of_text = |text: &TextFile| {
            let with_journal = journals.get(&text.path).into_iter().flatten();
            let mut who: BTreeSet<&Annotator> =
                text.sidecars.iter().map(|sidecar| &sidecar.annotator).chain(with_journal).collect();
            who.retain(|who| is_counted(who) && counting.annotator.is_none_or(|wanted| wanted == *who));
            let all = who.len();
            who.retain(|who| *who == counting.viewer.name() || !counting.viewer.is_blind_to(text));
            let is_unseen = who.len() < all;
            let found = who.into_iter().map(|who| Ok((who.clone(), look(text, who)?))).collect::<Result<_, JobError>>()?;
            Ok(OfText { found, is_unseen })
        };
        let look_at = |places: Range<usize>| {
            self.texts().get(places).unwrap_or_default().iter().map(of_text).collect::<Result<Vec<_>, JobError>>()
        };
        let mut texts = 0;
        let mut unseen = 0;
        job.in_order(tasks, look_at, |part| {
            for OfText { found, is_unseen } in part {
                texts += usize::from(!found.is_empty());
                unseen += usize::from(is_unseen);
                for (who, what) in found {
                    take(who, what);
                }
            }
            Ok(())
        })?;
        let viewer = counting.viewer.name().clone();
        match counting.annotator {
            Some(_) if texts == 0 && unseen > 0 => return Err(JobError::Unseen { viewer }),
            Some(annotator) if texts == 0 => return Err(self.no_work(annotator)),
            _ if unseen > 0 => job.warn(&Warning::Unseen { viewer, texts: unseen }),
            _ => {}
        }
        Ok(texts)
    }

    /// Everybody who has a journal on a text, by the text; each folder is listed once.
    fn journals(&self) -> BTreeMap<PathBuf, BTreeSet<Annotator>> {
        let folders: BTreeSet<&Path> = self.texts().iter().filter_map(|text| text.path.parent()).collect();
        folders.into_iter().flat_map(Place::all_annotators).collect()
    }
}
