//! The jobs that learn from earlier work what to suggest, and measure how often that is right.

use std::ops::Range;
use std::sync::Arc;

use super::error::JobError;
use super::job::{Job, Tasks};
use super::loader::{Loader, set_of};
use super::texts::Workspace;
use super::viewer::Viewer;
use super::watch::{Stage, Warning};
use crate::annotation::registry::NamedRegistry;
use crate::annotation::suggestion::{Coverage, Learned, NameList, Suggester, SuggestionScores};
use crate::annotation::{AnnotationSet, Annotator, DocumentState, Schema};
use crate::storage::corpus::is_under_way;
use crate::storage::{TextFile, source};
use crate::text::Document;

/// Texts that are read by one task.
const TOGETHER: usize = 4;

impl Workspace {
    /// Makes ready what suggests spans to somebody: by the registries, and by all work that they may see and that was handed in,
    /// gold standards among it, with their own. Of a text that they have begun and not submitted, the work of others does not
    /// count; of one that they have still to read, it does not count in that text.
    ///
    /// # Errors
    /// Only if the job is cancelled. A text or sidecar that cannot be read, or does not fit, is left out.
    pub fn suggester(
        &self,
        viewer: &Viewer,
        schema: &Schema,
        registries: &[NamedRegistry],
        job: &Job<'_>,
    ) -> Result<Suggester, JobError> {
        let visible = Visible { workspace: self, viewer, job };
        let mut names = NameList::default();
        visible.work(|document, set, _| NameList::of(document, set, schema), |_, found| names.add(found))?;
        let mut suggester = Suggester::new(schema, registries, &names);
        let mut learned: Vec<(&TextFile, Learned)> = Vec::new();
        let experience = |document: &Document, set: &AnnotationSet, coverage| suggester.experience(document, set, coverage);
        visible.work(experience, |text, found| learned.push((text, found)))?;
        for (text, found) in learned {
            let unread = !has_handed_in(text, viewer.name());
            suggester.learn(&found, unread.then_some(text.name.as_str()));
        }
        Ok(suggester)
    }

    /// Suggests spans for every text of a set, as if nothing were said of it, by what the set says of the other texts, and
    /// counts how often that is what the set says.
    ///
    /// # Errors
    /// An annotator without any work here; a text or sidecar that cannot be read, or does not fit.
    pub fn evaluate_suggestions(
        &self,
        set: &Annotator,
        schema: &Schema,
        registries: &[NamedRegistry],
        job: &Job<'_>,
    ) -> Result<SuggestionScores, JobError> {
        let texts = self.texts_of(set)?;
        let each = Each { texts: &texts, loader: Loader { annotator: set, encoding: self.encoding }, job };
        let mut names = NameList::default();
        each.text(|document, set, _| NameList::of(document, set, schema), |found| names.add(found))?;
        let mut suggester = Suggester::new(schema, registries, &names);
        let mut learned: Vec<Learned> = Vec::with_capacity(texts.len());
        each.text(|document, set, _| suggester.experience(document, set, Coverage::Whole), |found| learned.push(found))?;
        for one in &learned {
            suggester.learn(one, None);
        }
        let mut scores = SuggestionScores::default();
        let nothing = Learned::default();
        let score = |document: &Document, set: &AnnotationSet, n: usize| {
            SuggestionScores::of(&suggester, document, set, learned.get(n).unwrap_or(&nothing))
        };
        each.text(score, |found| scores.add(&found))?;
        Ok(scores)
    }
}

/// Whether somebody has a sidecar of a text, and is done with it.
fn has_handed_in(text: &TextFile, who: &Annotator) -> bool {
    text.sidecars.iter().any(|sidecar| sidecar.annotator == *who) && !is_under_way(text, who)
}

/// The work that somebody may see and that was handed in, and their own.
struct Visible<'a> {
    workspace: &'a Workspace,
    viewer: &'a Viewer,
    job: &'a Job<'a>,
}

impl<'a> Visible<'a> {
    /// Looks at all such work, on all cores, and takes what is found in the order of the texts.
    fn work<T: Send>(
        &self,
        look: impl Fn(&Document, &AnnotationSet, Coverage) -> T + Sync,
        mut take: impl FnMut(&'a TextFile, T),
    ) -> Result<(), JobError> {
        let texts = self.workspace.texts();
        let tasks = Tasks { stage: Stage::Reading, items: texts.len(), together: TOGETHER };
        let task = |places: Range<usize>| {
            let texts = texts.get(places).unwrap_or_default();
            Ok(texts
                .iter()
                .flat_map(|text| self.of_text(text).into_iter().map(move |work| (text, work)))
                .map(|(text, Work { document, set, coverage })| (text, look(&document, &set, coverage)))
                .collect::<Vec<_>>())
        };
        self.job.in_order(tasks, task, |found| {
            for (text, found) in found {
                take(text, found);
            }
            Ok(())
        })
    }

    /// The work on a text that counts.
    fn of_text(&self, text: &TextFile) -> Vec<Work> {
        let is_blind = self.viewer.is_blind_to(text);
        let seen = text.sidecars.iter().filter(|sidecar| !is_blind || sidecar.annotator == *self.viewer.name());
        let seen: Vec<&Annotator> = seen.map(|sidecar| &sidecar.annotator).collect();
        if seen.is_empty() {
            return Vec::new();
        }
        let Ok((document, _)) = source::read_all(&text.path, self.workspace.encoding) else { return Vec::new() };
        let document = Arc::new(document);
        let work = |who: &Annotator| {
            let set = set_of(text, who, &document).ok()??;
            let is_whole = matches!(set.state(), DocumentState::Submitted | DocumentState::Reviewed);
            let coverage = if is_whole { Coverage::Whole } else { Coverage::Begun };
            // A gold standard under review is a part of one.
            let counts = is_whole || who.is_gold() || who == self.viewer.name();
            counts.then(|| Work { document: Arc::clone(&document), set, coverage })
        };
        seen.into_iter().filter_map(work).collect()
    }
}

/// Work on a text.
struct Work {
    document: Arc<Document>,
    set: AnnotationSet,
    coverage: Coverage,
}

/// Texts of a set, each of which is read and looked at.
struct Each<'a> {
    texts: &'a [&'a TextFile],
    loader: Loader<'a>,
    job: &'a Job<'a>,
}

impl Each<'_> {
    /// Looks at each text with its number, on all cores, and takes what is found in their order. A text whose sidecar is gone
    /// meanwhile is as one of which nothing is said.
    fn text<T: Send>(
        &self,
        look: impl Fn(&Document, &AnnotationSet, usize) -> T + Sync,
        mut take: impl FnMut(T),
    ) -> Result<(), JobError> {
        let tasks = Tasks { stage: Stage::Reading, items: self.texts.len(), together: TOGETHER };
        let task = |places: Range<usize>| {
            let mut found: Vec<T> = Vec::with_capacity(places.len());
            let mut odd: Vec<Warning> = Vec::new();
            for n in places {
                let (read, warnings) = self.loader.load_all(self.texts.get(n..=n).unwrap_or_default())?;
                odd.extend(warnings);
                let one = read.into_iter().next().map(super::loader::Loaded::into_parts);
                let (document, set) = one.unwrap_or_else(|| (Document::from(""), AnnotationSet::new()));
                found.push(look(&document, &set, n));
            }
            Ok((found, odd))
        };
        self.job.in_order(tasks, task, |(found, odd)| {
            for warning in &odd {
                self.job.warn(warning);
            }
            found.into_iter().for_each(&mut take);
            Ok(())
        })
    }
}
