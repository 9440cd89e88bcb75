//! Reads the terminal until it has said who it is, then leaves the reading to crossterm.
//!
//! Whatever is typed meanwhile is read as crossterm reads it and handed on at once. A terminal that answers nothing
//! costs nothing: after half a second it counts as one that has said all, and what it may answer later is still
//! not taken for keys, since only the last answer ends the reading here.

use super::answers::Answers;

/// What is handed on.
#[derive(Debug)]
pub enum Heard {
    /// Something typed, or done with the mouse.
    Event(crossterm::event::Event),
    /// What the terminal said of itself, whole or all that came in time.
    Answers(Box<Answers>),
}

/// Reads the terminal until its last answer, and hands on what is heard until that is refused; `false` where the
/// terminal or whoever listens is gone.
#[cfg(unix)]
pub use unix::read;

/// The console here is not asked.
#[cfg(not(unix))]
pub fn read(mut hand: impl FnMut(Heard) -> bool) -> bool {
    hand(Heard::Answers(Box::default()))
}

#[cfg(unix)]
mod unix {
    use std::io;
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::{Errno, retry_on_intr};

    use super::super::answers::{Answers, Input};
    use super::Heard;

    /// How long a terminal may take to say who it is.
    const BOUND: Duration = Duration::from_millis(500);
    /// How long the rest of a sequence may take, until an escape counts as the key.
    const REST: Duration = Duration::from_millis(30);

    /// As told above.
    pub fn read(mut hand: impl FnMut(Heard) -> bool) -> bool {
        let mut input = Input::default();
        let mut answers = Answers::default();
        let mut told = false;
        let mut told_whole = false;
        let begun = Instant::now();
        loop {
            // Late answers are told as well: the screen is put right then.
            let is_due = if told { answers.is_whole && !told_whole } else { answers.is_whole || begun.elapsed() >= BOUND };
            if is_due {
                (told, told_whole) = (true, answers.is_whole);
                if !hand(Heard::Answers(Box::new(answers.clone()))) {
                    return false;
                }
            }
            if answers.is_whole && !input.is_pending() {
                return true;
            }
            let patience = match (input.is_pending(), told) {
                (true, _) => Some(REST),
                (false, true) => None,
                (false, false) => Some(BOUND.saturating_sub(begun.elapsed())),
            };
            let Ok(has_more) = wait(patience) else { return false };
            if has_more {
                match read_some() {
                    Ok(bytes) if !bytes.is_empty() => input.extend(&bytes),
                    _ => return false,
                }
            }
            while let Some(sequence) = input.next(&mut answers, !has_more) {
                let typed = terminput::Event::parse_from(&sequence).ok().flatten();
                if let Some(event) = typed.and_then(|event| terminput_crossterm::to_crossterm(event).ok())
                    && !hand(Heard::Event(event))
                {
                    return false;
                }
            }
        }
    }

    /// Waits for input; without a bound, as long as it takes.
    fn wait(patience: Option<Duration>) -> io::Result<bool> {
        let bound = patience.and_then(|bound| Timespec::try_from(bound).ok());
        let tty = io::stdin();
        loop {
            match poll(&mut [PollFd::new(&tty, PollFlags::IN)], bound.as_ref()) {
                Ok(ready) => return Ok(ready > 0),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn read_some() -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; 4096];
        let length = retry_on_intr(|| rustix::io::read(io::stdin(), &mut bytes))?;
        bytes.truncate(length);
        Ok(bytes)
    }
}
