//! What is done in all texts while somebody watches: the places where a name is met, and orders over their spans.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::arrival::{Arrival, Ended, Listener, Met};
use super::error::JobError;
use super::find::hit_in;
use super::job::{Cancel, Job, Tasks};
use super::loader::set_of;
use super::order::{Ordered, Orderer};
use super::texts::Workspace;
use super::watch::{Progress, Stage, Warning, Watch};
use crate::annotation::propagation::Sought;
use crate::annotation::{Annotator, OrderStep};
use crate::storage::{TextFile, source};
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
            (self.place.listener)((self.news)(progress));
        }
    }

    fn warning(&self, warning: &Warning) {
        (self.place.listener)(Arrival::Odd(warning.to_string()));
    }
}

impl Everywhere<'_> {
    /// Performs a step of an order, and tells how far that has come.
    pub(super) fn order(&self, step: &OrderStep) -> Ordered {
        let news = |progress: Progress| Arrival::OrderAt { done: progress.done, all: progress.all };
        let telling = Telling { place: self, news: &news, last: Mutex::default() };
        self.texts.perform(step, self.orderer, &Job::new(self.cancel.clone(), &telling))
    }

    /// Looks for a name in all texts but one, and tells of the places in parts, the first at once.
    pub(super) fn meet(&self, number: u64, sought: &Sought, except: TextId) -> Result<Ended, JobError> {
        let news = |progress: Progress| Arrival::LookedAt { number, texts: progress.done };
        let telling = Telling { place: self, news: &news, last: Mutex::default() };
        let job = Job::new(self.cancel.clone(), &telling);
        let mut waiting: Vec<Met> = Vec::new();
        let mut count = 0;
        let mut last: Option<Instant> = None;
        let done = self.texts.meet(sought, except, self.orderer.annotator, &job, |met| {
            if count == MOST {
                return Err(JobError::Cancelled);
            }
            count += 1;
            waiting.push(met);
            if last.is_none_or(|last| last.elapsed() >= PAUSE) {
                (self.listener)(Arrival::Met { number, met: std::mem::take(&mut waiting) });
                last = Some(Instant::now());
            }
            Ok(())
        });
        (self.listener)(Arrival::Met { number, met: waiting });
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
        mut take: impl FnMut(Met) -> Result<(), JobError>,
    ) -> Result<(), JobError> {
        let tasks = Tasks { stage: Stage::Reading, items: self.texts().len(), together: TOGETHER };
        let look = |places: Range<usize>| {
            let texts = self.texts().get(places.clone()).unwrap_or_default();
            let numbered = places.map(TextId::from).zip(texts).filter(|(number, _)| *number != except);
            Ok(numbered.map(|(number, text)| self.met_in(sought, annotator, number, text)).collect::<Vec<_>>())
        };
        job.in_order(tasks, look, |all| {
            for looked in all {
                match looked {
                    Ok(met) => met.into_iter().try_for_each(&mut take)?,
                    Err(JobError::Storage(error)) => job.warn(&Warning::NotListed(error)),
                    Err(error) => job.warn(&Warning::Unfit(error.to_string())),
                }
            }
            Ok(())
        })
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
