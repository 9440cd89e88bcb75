//! Many like tasks on all cores, their results taken in order, and an end that the user can call for.

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use super::fault::Fault;

/// Tasks that may be finished before an earlier one is, for each thread: more would pile up in memory.
const AHEAD: usize = 4;

/// Whether the user has called for an end (Ctrl-C, or a signal that asks the program to stop).
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Listens from now on: the first signal asks for an end, the second one ends the program.
    pub fn listen() -> Self {
        let cancel = Self::default();
        #[cfg(unix)]
        for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
            let _as_before = signal_hook::flag::register_conditional_default(signal, Arc::clone(&cancel.0))
                .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&cancel.0)));
        }
        cancel
    }

    /// A fault if an end was called for.
    pub fn check(&self) -> Result<(), Fault> {
        if self.0.load(Ordering::Relaxed) {
            return Err(Fault::user("cancelled").hint("nothing was written"));
        }
        Ok(())
    }
}

/// The next task to begin, and how many results were taken.
#[derive(Default)]
struct Turn {
    next: usize,
    taken: usize,
    over: bool,
}

/// Does `count` tasks on all cores and takes their results in order.
///
/// # Errors
/// The first task's fault, in their order, or one in taking a result: then no further task is begun.
pub fn in_order<T: Send>(
    count: usize,
    cancel: &Cancel,
    task: impl Fn(usize) -> Result<T, Fault> + Sync,
    mut take: impl FnMut(usize, T) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(count.max(1));
    let (turn, news) = (Mutex::new(Turn::default()), Condvar::new());
    let (sender, receiver) = sync_channel(threads * AHEAD);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, turn, news, task) = (sender.clone(), &turn, &news, &task);
            scope.spawn(move || {
                while let Some(n) = begin(turn, news, count, threads * AHEAD) {
                    if sender.send((n, task(n))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let result = take_all(&receiver, cancel, &mut take, |taken| {
            turn.lock().unwrap_or_else(PoisonError::into_inner).taken = taken;
            news.notify_all();
        });
        turn.lock().unwrap_or_else(PoisonError::into_inner).over = true;
        news.notify_all();
        drop(receiver);
        result
    })
}

/// The number of the next task, when its turn has come; `None` when all are begun or no more are wanted.
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

fn take_all<T>(
    receiver: &Receiver<(usize, Result<T, Fault>)>,
    cancel: &Cancel,
    take: &mut impl FnMut(usize, T) -> Result<(), Fault>,
    taken: impl Fn(usize),
) -> Result<(), Fault> {
    let mut waiting = std::collections::BTreeMap::new();
    let mut next = 0;
    for (n, result) in receiver {
        cancel.check()?;
        waiting.insert(n, result);
        while let Some(result) = waiting.remove(&next) {
            take(next, result?)?;
            next += 1;
        }
        taken(next);
    }
    cancel.check()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_taken_in_order_whatever_each_task_takes() {
        let mut seen = Vec::new();
        let task = |n: usize| {
            (0..(n * 7919) % 1000).for_each(|n| drop(std::hint::black_box(n.to_string())));
            Ok(n * 2)
        };
        in_order(500, &Cancel::default(), task, |n, twice| {
            assert_eq!(twice, n * 2);
            seen.push(n);
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, (0..500).collect::<Vec<_>>());
    }

    #[test]
    fn the_first_fault_in_order_ends_it() {
        let task = |n: usize| if n % 100 == 99 { Err(Fault::user(n.to_string())) } else { Ok(()) };
        let fault = in_order(500, &Cancel::default(), task, |n, ()| {
            assert!(n < 99);
            Ok(())
        });
        assert!(format!("{:?}", fault.unwrap_err()).contains("\"99\""));
    }

    #[test]
    fn after_a_call_for_an_end_nothing_more_is_taken() {
        let cancel = Cancel::default();
        let mut taken = 0;
        let result = in_order(
            500,
            &cancel,
            |_| Ok(()),
            |_, ()| {
                taken += 1;
                cancel.0.store(true, Ordering::Relaxed);
                Ok(())
            },
        );
        assert!(result.is_err() && taken < 50);
    }
}
