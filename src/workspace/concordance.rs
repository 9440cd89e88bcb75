//! Words that are looked for in all texts while somebody reads: handed over as they are found, until they say that it is
//! enough.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::arrival::{Arrival, Ended, Listener};
use super::error::JobError;
use super::find::{Find, Hit, Unreadable};
use super::job::{Cancel, Job};
use super::texts::Workspace;
use super::viewer::Viewer;
use super::watch::{Progress, Warning, Watch};
use crate::language::matcher::Matcher;

/// Code points around a hit that are handed over with it.
const CONTEXT: usize = 80;
/// Most hits that are handed over: whoever reads a list does not read more.
const MOST: usize = 50_000;
/// Time between two parts of what is found.
const PAUSE: Duration = Duration::from_millis(50);

/// What is looked for in all texts, by whom, and who hears of it.
#[derive(Clone, Copy)]
pub(super) struct Inquiry<'a> {
    /// Tells it from those before.
    pub(super) number: u64,
    /// The words.
    pub(super) words: &'a Matcher,
    /// Whoever looks.
    pub(super) viewer: &'a Viewer,
    /// Ends it.
    pub(super) cancel: &'a Cancel,
    /// Hears of what is found.
    pub(super) listener: &'a Listener,
}

/// Hands over what is found, in parts.
struct Teller<'a> {
    number: u64,
    listener: &'a Listener,
    cancel: &'a Cancel,
}

impl Teller<'_> {
    fn tell(&self, arrival: Arrival) {
        if !(self.listener)(arrival) {
            // Nobody listens any more.
            self.cancel.cancel();
        }
    }
}

/// Tells how far the job has come, and what it warns of.
struct Watching<'a> {
    teller: &'a Teller<'a>,
    last: Mutex<Option<Instant>>,
}

impl Watch for Watching<'_> {
    fn progress(&self, progress: Progress) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_none_or(|last| last.elapsed() >= PAUSE) {
            *last = Some(Instant::now());
            self.teller.tell(Arrival::LookedAt { number: self.teller.number, texts: progress.done });
        }
    }

    fn warning(&self, warning: &Warning) {
        self.teller.tell(Arrival::Odd(warning.to_string()));
    }
}

impl Workspace {
    /// Looks for words in all texts and tells `listener` of them in parts, the first at once.
    ///
    /// # Errors
    /// Whatever ends the job, other than being asked to.
    pub(super) fn inquire(&self, inquiry: &Inquiry<'_>) -> Result<Ended, JobError> {
        let Inquiry { number, words, viewer, cancel, listener } = *inquiry;
        let teller = Teller { number, listener, cancel };
        let watching = Watching { teller: &teller, last: Mutex::default() };
        let job = Job::new(cancel.clone(), &watching);
        let unreadable = Unreadable::Warns;
        let find = Find { words: Some(words), asked: None, context: CONTEXT, told: Some(viewer), unreadable };
        let mut waiting: Vec<Hit> = Vec::new();
        let mut count = 0;
        let mut last: Option<Instant> = None;
        let done = self.find(&find, &job, |hit| {
            if count == MOST {
                return Err(JobError::Cancelled);
            }
            count += 1;
            waiting.push(hit.clone());
            if last.is_none_or(|last| last.elapsed() >= PAUSE) {
                teller.tell(Arrival::Found { number, hits: std::mem::take(&mut waiting) });
                last = Some(Instant::now());
            }
            Ok(())
        });
        teller.tell(Arrival::Found { number, hits: waiting });
        match done {
            Ok(_) => Ok(Ended::Through),
            Err(JobError::Cancelled) if count == MOST => Ok(Ended::Full),
            Err(JobError::Cancelled) => Ok(Ended::Stopped),
            Err(error) => Err(error),
        }
    }
}
