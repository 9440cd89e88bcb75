//! Asking on the terminal what a foreign tag becomes.

use std::io::{self, BufRead, Write};

use crate::annotation::Schema;
use crate::cli::fault::{one_line, tell};
use crate::text::counted;
use crate::workspace::{Cancel, JobError};

/// What an answer makes of a tag.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// Spans that bear it get this tag.
    Becomes(String),
    /// Spans that bear it are left out.
    LeftOut,
    /// The schema has no such tag.
    Unknown,
}

/// Asks what becomes of a tag: one of the schema's, itself, or nothing.
pub(super) fn ask(tag: &str, count: usize, schema: &Schema, cancel: &Cancel) -> Result<Option<String>, JobError> {
    let known: Vec<&str> = schema.tags.iter().map(|tag| tag.id.as_str()).collect();
    loop {
        let question = format!("{tag} ({}): {}, - leaves it out, Enter keeps it: ", counted(count, "span"), known.join(", "));
        let mut out = io::stderr().lock();
        let _unread = write!(out, "{}", one_line(&question)).and_then(|()| out.flush());
        wait(cancel)?;
        let mut answer = String::new();
        let read = io::stdin().lock().read_line(&mut answer);
        if read.is_ok_and(|read| read == 0) {
            return Err(JobError::Unanswered);
        }
        match Answer::of(answer.trim(), tag, &known) {
            Answer::Becomes(tag) => return Ok(Some(tag)),
            Answer::LeftOut => return Ok(None),
            Answer::Unknown => tell([format!("the schema has no tag {}", answer.trim())]),
        }
    }
}

impl Answer {
    fn of(answer: &str, tag: &str, known: &[&str]) -> Self {
        match answer {
            "" => Self::Becomes(tag.to_owned()),
            "-" => Self::LeftOut,
            answer => {
                let found = known.iter().find(|known| known.eq_ignore_ascii_case(answer));
                found.map_or(Self::Unknown, |found| Self::Becomes((*found).to_owned()))
            }
        }
    }
}

/// Waits for an answer, or for the signal that calls for an end: reading would go on over that.
fn wait(cancel: &Cancel) -> Result<(), JobError> {
    #[cfg(unix)]
    {
        use rustix::event::{PollFd, PollFlags, poll};
        let stdin = io::stdin();
        loop {
            cancel.check()?;
            let mut both = [PollFd::new(&stdin, PollFlags::IN)];
            match poll(&mut both, None) {
                Err(rustix::io::Errno::INTR) => {}
                _ => break,
            }
        }
    }
    cancel.check()
}
