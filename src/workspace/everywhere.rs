//! What is done in all texts while somebody watches: words that are looked for, the places where a name is met, the spans, and
//! orders over them.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::arrival::{Arrival, Ended, ListedSpan, Listener, Met};
use super::error::JobError;
use super::find::{Find, Unreadable, hit_in};
use super::job::{Cancel, Job, Tasks};
use super::loader::set_of;
use super::order::{Ordered, Orderer};
use super::texts::Workspace;
use super::viewer::Viewer;
use super::watch::{Progress, Stage, Warning, Watch};
use crate::annotation::propagation::Sought;
use crate::annotation::{Annotator, OrderStep, Part, Schema, SpanId, gaps};
use crate::language::matcher::Matcher;
use crate::storage::{TextFile, sidecar_path, source};
use crate::text::TextId;

/// Texts that are read by one task.
const TOGETHER: usize = 8;
/// Code points around a place that are handed over with it.
const CONTEXT: usize = 80;
/// Most places that are handed over: whoever chooses from a list does not read more.
const MOST: usize = 50_000;
/// Time between two times that somebody is told.
const PAUSE: Duration = Duration::from_millis(50);

/// All texts, who works on them, and who hears of it.
pub(super) struct Everywhere<'a> {
    pub(super) texts: &'a Workspace,
    pub(super) orderer: Orderer<'a>,
    /// Ends it.
    pub(super) cancel: &'a Cancel,
    pub(super) listener: &'a Listener,
}

/// Tells how far a job has come, and what it warns of.
struct Telling<'a> {
    place: &'a Everywhere<'a>,
    /// What is told of the progress.
    news: &'a (dyn Fn(Progress) -> Arrival + Sync),
    last: Mutex<Option<Instant>>,
}

impl Watch for Telling<'_> {
    fn progress(&self, progress: Progress) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_none_or(|last| last.elapsed() >= PAUSE) {
            *last = Some(Instant::now());
            self.place.tell((self.news)(progress));
        }
    }

    fn warning(&self, warning: &Warning) {
        self.place.tell(Arrival::Odd(warning.to_string()));
    }
}

impl Everywhere<'_> {
    /// Tells whoever listens; once nobody does any more, it ends.
    fn tell(&self, arrival: Arrival) {
        if !(self.listener)(arrival) {
            self.cancel.cancel();
        }
    }

    /// Looks for words in all texts, and tells of them in parts, the first at once.
    pub(super) fn inquire(&self, number: u64, words: &Matcher) -> Result<Ended, JobError> {
        let viewer = Viewer::new(self.orderer.annotator.clone(), self.orderer.schema);
        let unreadable = Unreadable::Warns;
        let find = Find { words: Some(words), asked: None, context: CONTEXT, told: Some(&viewer), unreadable };
        let part = |hits| Arrival::Found { number, hits };
        self.in_parts(number, part, |job, take| self.texts.find(&find, job, |hit| take(hit.clone())).map(drop))
    }

    /// Performs a step of an order, and tells how far that has come.
    pub(super) fn order(&self, step: &OrderStep) -> Ordered {
        let news = |progress: Progress| Arrival::OrderAt { done: progress.done, all: progress.all };
        let telling = Telling { place: self, news: &news, last: Mutex::default() };
        self.texts.perform(step, self.orderer, &Job::new(self.cancel.clone(), &telling))
    }

    /// Looks for a name in all texts but one, and tells of the places in parts, the first at once.
    pub(super) fn meet(&self, number: u64, sought: &Sought, except: TextId) -> Result<Ended, JobError> {
        let part = |met| Arrival::Met { number, met };
        self.in_parts(number, part, |job, take| self.texts.meet(sought, except, self.orderer.annotator, job, take))
    }

    /// Lists the spans of the annotator in all texts, and tells of them in parts, the first at once.
    pub(super) fn spans(&self, number: u64) -> Result<Ended, JobError> {
        let Orderer { annotator, schema } = self.orderer;
        let part = |spans| Arrival::Spans { number, spans };
        self.in_parts(number, part, |job, take| self.texts.spans(annotator, schema, job, take))
    }

    /// Hands over what a job finds, at most as much as a list has room for.
    fn in_parts<T>(
        &self,
        number: u64,
        part: impl Fn(Vec<T>) -> Arrival,
        find: impl FnOnce(&Job<'_>, &mut dyn FnMut(T) -> Result<(), JobError>) -> Result<(), JobError>,
    ) -> Result<Ended, JobError> {
        let news = |progress: Progress| Arrival::LookedAt { number, texts: progress.done };
        let telling = Telling { place: self, news: &news, last: Mutex::default() };
        let job = Job::new(self.cancel.clone(), &telling);
        let mut waiting: Vec<T> = Vec::new();
        let mut count = 0;
        let mut last: Option<Instant> = None;
        let done = find(&job, &mut |found| {
            if count == MOST {
                return Err(JobError::Cancelled);
            }
            count += 1;
            waiting.push(found);
            if last.is_none_or(|last| last.elapsed() >= PAUSE) {
                self.tell(part(std::mem::take(&mut waiting)));
                last = Some(Instant::now());
            }
            Ok(())
        });
        self.tell(part(waiting));
        match done {
            Ok(()) => Ok(Ended::Through),
            Err(JobError::Cancelled) if count == MOST => Ok(Ended::Full),
            Err(JobError::Cancelled) => Ok(Ended::Stopped),
            Err(error) => Err(error),
        }
    }
}

impl Workspace {
    /// Looks for a name in all texts but one, and hands over the places where it is met, with what is known of each from an
    /// annotator's own work. A text or sidecar that cannot be read has none, with a warning.
    ///
    /// # Errors
    /// A job that is cancelled; what `take` says.
    pub fn meet(
        &self,
        sought: &Sought,
        except: TextId,
        annotator: &Annotator,
        job: &Job<'_>,
        take: impl FnMut(Met) -> Result<(), JobError>,
    ) -> Result<(), JobError> {
        let look = |number, text: &TextFile| {
            if number == except { Ok(Vec::new()) } else { self.met_in(sought, annotator, number, text) }
        };
        self.text_by_text(look, job, take)
    }

    /// Hands over the spans of an annotator in all texts. A text or sidecar that cannot be read has none, with a warning.
    ///
    /// # Errors
    /// A job that is cancelled; what `take` says.
    pub fn spans(
        &self,
        annotator: &Annotator,
        schema: &Schema,
        job: &Job<'_>,
        take: impl FnMut(ListedSpan) -> Result<(), JobError>,
    ) -> Result<(), JobError> {
        self.text_by_text(|number, text| self.spans_in(annotator, schema, number, text), job, take)
    }

    /// Looks into one text after the other, and hands over what is found in them; what cannot be read is a warning.
    fn text_by_text<T: Send>(
        &self,
        look: impl Fn(TextId, &TextFile) -> Result<Vec<T>, JobError> + Sync,
        job: &Job<'_>,
        mut take: impl FnMut(T) -> Result<(), JobError>,
    ) -> Result<(), JobError> {
        let tasks = Tasks { stage: Stage::Reading, items: self.texts().len(), together: TOGETHER };
        let look_into = |places: Range<usize>| {
            let texts = self.texts().get(places.clone()).unwrap_or_default();
            let numbered = places.map(TextId::from).zip(texts);
            Ok(numbered.map(|(number, text)| look(number, text)).collect::<Vec<_>>())
        };
        job.in_order(tasks, look_into, |all| {
            for looked in all {
                match looked {
                    Ok(found) => found.into_iter().try_for_each(&mut take)?,
                    Err(JobError::Storage(error)) => job.warn(&Warning::NotListed(error)),
                    Err(error) => job.warn(&Warning::Unfit(error.to_string())),
                }
            }
            Ok(())
        })
    }

    /// The spans of one text.
    fn spans_in(
        &self,
        annotator: &Annotator,
        schema: &Schema,
        number: TextId,
        file: &TextFile,
    ) -> Result<Vec<ListedSpan>, JobError> {
        if !sidecar_path(&file.path, annotator).exists() {
            return Ok(Vec::new());
        }
        let (document, _) = source::read_all(&file.path, self.encoding)?;
        let set = set_of(file, annotator, &document)?.unwrap_or_default();
        let lacking: HashSet<SpanId> = gaps(&set, schema, Part::Annotator).into_iter().filter_map(|gap| gap.span).collect();
        let listed = set.iter().map(|annotation| ListedSpan {
            hit: hit_in(&document, number, &file.name, CONTEXT, annotation.span.range()),
            annotation: annotation.clone(),
            is_lacking: lacking.contains(&annotation.id),
        });
        Ok(listed.collect())
    }

    /// The places of one text. The sidecar is read only where there are any.
    fn met_in(&self, sought: &Sought, annotator: &Annotator, number: TextId, file: &TextFile) -> Result<Vec<Met>, JobError> {
        let (document, _) = source::read_all(&file.path, self.encoding)?;
        if !sought.is_in(document.text()) {
            return Ok(Vec::new());
        }
        let set = set_of(file, annotator, &document)?.unwrap_or_default();
        let met = sought.elsewhere(&document, &set).into_iter().map(|occurrence| {
            let hit = hit_in(&document, number, &file.name, CONTEXT, occurrence.span.range());
            Met { hit, standing: occurrence.standing }
        });
        Ok(met.collect())
    }
}
