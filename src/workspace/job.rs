//! A job: many like tasks on all cores, their results taken in order, watched while it works, and ended when asked.
//!
//! Only the caller's own thread takes results and talks to whoever watches, so that both see everything in order. The
//! threads of a job end with it.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use super::error::JobError;
use super::watch::{Progress, Stage, Warning, Watch};

/// Tasks that may be finished before an earlier one is, for each thread: more would pile up in memory.
const AHEAD: usize = 4;

/// A flag by which a job is asked to end; its clones are the same flag.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl From<Arc<AtomicBool>> for Cancel {
    /// A flag that somebody else may raise, such as a signal.
    fn from(flag: Arc<AtomicBool>) -> Self {
        Self(flag)
    }
}

impl Cancel {
    /// A flag in the place of another, which ends what that one stood for.
    pub(super) fn instead_of(running: &Mutex<Self>) -> Self {
        let cancel = Self::default();
        let mut running = running.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *running, cancel.clone()).cancel();
        cancel
    }

    /// Asks the job to end.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the job was asked to end.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Returns an error if the job was asked to end.
    ///
    /// # Errors
    /// [`JobError::Cancelled`].
    pub fn check(&self) -> Result<(), JobError> {
        if self.is_cancelled() { Err(JobError::Cancelled) } else { Ok(()) }
    }
}

/// What a job needs from whoever starts it: a way to be cancelled, and somebody who watches.
#[derive(Clone)]
pub struct Job<'a> {
    cancel: Cancel,
    watch: &'a dyn Watch,
}

/// What a job goes through.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tasks {
    /// What is done to each item.
    pub stage: Stage,
    /// How many items there are.
    pub items: usize,
    /// How many of them one task takes.
    pub together: usize,
}

/// The next task to begin, and how many results were taken.
#[derive(Default)]
struct Turn {
    next: usize,
    taken: usize,
    over: bool,
}

impl Default for Job<'_> {
    /// A job that nobody watches or cancels.
    fn default() -> Self {
        Self { cancel: Cancel::default(), watch: &() }
    }
}

impl<'a> Job<'a> {
    /// A job that `watch` hears of, until `cancel` asks it to end.
    pub fn new(cancel: Cancel, watch: &'a dyn Watch) -> Self {
        Self { cancel, watch }
    }

    /// The flag that asks it to end.
    pub fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    pub(super) fn warn(&self, warning: &Warning) {
        self.watch.warning(warning);
    }

    /// Does tasks on all cores, each with the numbers of its items, and takes their results in order.
    ///
    /// # Errors
    /// The first task's error, in their order, or one in taking a result; a job that was cancelled. No further task is
    /// begun then.
    pub(super) fn in_order<T: Send>(
        &self,
        tasks: Tasks,
        task: impl Fn(Range<usize>) -> Result<T, JobError> + Sync,
        mut take: impl FnMut(T) -> Result<(), JobError>,
    ) -> Result<(), JobError> {
        let Tasks { stage, items, together } = tasks;
        let together = together.max(1);
        let count = items.div_ceil(together);
        let numbers = |n: usize| n * together..items.min((n + 1) * together);
        let threads = thread::available_parallelism().map_or(1, NonZero::get).min(count.max(1));
        let turn = Mutex::new(Turn::default());
        let news = Condvar::new();
        let (sender, receiver) = sync_channel(threads * AHEAD);
        thread::scope(|scope| {
            for _ in 0..threads {
                let sender = sender.clone();
                let turn = &turn;
                let news = &news;
                let task = &task;
                scope.spawn(move || {
                    while let Some(n) = begin(turn, news, count, threads * AHEAD) {
                        if sender.send((n, task(numbers(n)))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            let result = self.take_all(&receiver, &mut take, |taken| {
                turn.lock().unwrap_or_else(PoisonError::into_inner).taken = taken;
                news.notify_all();
                self.watch.progress(Progress { stage, done: items.min(taken * together), all: items });
            });
            turn.lock().unwrap_or_else(PoisonError::into_inner).over = true;
            news.notify_all();
            drop(receiver);
            result
        })
    }

    fn take_all<T>(
        &self,
        receiver: &Receiver<(usize, Result<T, JobError>)>,
        take: &mut impl FnMut(T) -> Result<(), JobError>,
        taken: impl Fn(usize),
    ) -> Result<(), JobError> {
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (n, result) in receiver {
            self.cancel.check()?;
            waiting.insert(n, result);
            while let Some(result) = waiting.remove(&next) {
                take(result?)?;
                next += 1;
            }
            taken(next);
        }
        self.cancel.check()
    }
}

/// Returns the number of the next task when its turn has come, and `None` when all are begun or no more are wanted.
fn begin(turn: &Mutex<Turn>, news: &Condvar, count: usize, ahead: usize) -> Option<usize> {
    let mut turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if turn.over || turn.next >= count {
            return None;
        }
        if turn.next < turn.taken + ahead {
            turn.next += 1;
            return Some(turn.next - 1);
        }
        turn = news.wait(turn).unwrap_or_else(PoisonError::into_inner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANY: Tasks = Tasks { stage: Stage::Reading, items: 500, together: 1 };

    #[test]
    fn results_are_taken_in_order_whatever_each_task_takes() {
        let mut seen = Vec::new();
        let task = |items: Range<usize>| {
            (0..(items.start * 7919) % 1000).for_each(|n| drop(std::hint::black_box(n.to_string())));
            Ok(items)
        };
        let take = |items: Range<usize>| {
            seen.extend(items);
            Ok(())
        };
        Job::default().in_order(Tasks { together: 3, ..MANY }, task, take).unwrap();
        assert_eq!(seen, (0..500).collect::<Vec<_>>());
    }

    #[test]
    fn the_first_error_in_order_ends_it() {
        let bad = |n: usize| JobError::NoTexts(n.to_string().into());
        let task = |items: Range<usize>| if items.start % 100 == 99 { Err(bad(items.start)) } else { Ok(items.start) };
        let error = Job::default().in_order(MANY, task, |n| {
            assert!(n < 99);
            Ok(())
        });
        assert!(matches!(error, Err(JobError::NoTexts(path)) if path.ends_with("99")));
    }

    #[test]
    fn a_cancelled_job_takes_nothing_more() {
        let job = Job::default();
        let mut taken = 0;
        let take = |_| {
            taken += 1;
            job.cancel().cancel();
            Ok(())
        };
        assert!(matches!(job.in_order(MANY, Ok, take), Err(JobError::Cancelled)));
        assert!(taken < 50);
    }

    #[test]
    fn whoever_watches_hears_how_far_it_has_come() {
        struct Ear(Mutex<Vec<usize>>);
        impl Watch for Ear {
            fn progress(&self, progress: Progress) {
                assert_eq!((progress.stage, progress.all), (Stage::Reading, 500));
                self.0.lock().unwrap().push(progress.done);
            }
        }
        let ear = Ear(Mutex::default());
        Job::new(Cancel::default(), &ear).in_order(Tasks { together: 64, ..MANY }, Ok, |_| Ok(())).unwrap();
        let heard = ear.0.into_inner().unwrap();
        assert!(heard.is_sorted() && heard.last() == Some(&500), "{heard:?}");
    }
}
