//! The work on a text that has changed: where its spans belong now, and bringing them there.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::error::JobError;
use crate::annotation::{Annotator, Schema};
use crate::storage::reanchoring::{COMMAND, Found, REDO, UNDO, find, undo, write};
use crate::storage::rewriting::Author;
use crate::storage::sidecar::reanchor::{Choice, Reanchored};
use crate::storage::source;
use crate::text::{Document, Encoding};

/// Where the spans of a text that has changed belong now.
#[derive(Debug)]
pub struct Drifted {
    found: Found,
    /// The text as it is.
    pub now: Document,
}

/// What is to become of a span that could not be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// It gets the place of a candidate, from 0.
    Place(usize),
    /// It goes.
    Remove,
}

/// A reanchoring, or its taking back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The spans were brought to the text as it is.
    Done,
    /// That was taken back.
    TakenBack,
}

/// Whose work on which text is meant.
#[derive(Debug, Clone)]
pub(super) struct Work {
    pub text: PathBuf,
    pub annotator: Annotator,
    pub schema: Arc<Schema>,
    pub encoding: Option<Encoding>,
}

impl Drifted {
    /// What becomes of the spans.
    pub fn outcome(&self) -> &Reanchored {
        &self.found.outcome
    }

    /// What everything that was found hangs on: another one means that it is to be found anew.
    pub fn basis(&self) -> String {
        self.found.basis(&self.now)
    }
}

impl Turn {
    /// What a command that wrote a sidecar anew means for undo and redo.
    pub(super) fn of(command: &str) -> Option<Self> {
        match command {
            UNDO => Some(Self::TakenBack),
            REDO => Some(Self::Done),
            command if command.split(' ').next() == Some(COMMAND) => Some(Self::Done),
            _ => None,
        }
    }
}

impl Work {
    /// Finds out where the spans belong.
    pub fn drifted(&self) -> Result<Drifted, JobError> {
        let (now, _) = source::read_all(&self.text, self.encoding)?;
        let found = find(&self.text, &self.annotator, None, &now, self.encoding)?;
        Ok(Drifted { found, now })
    }

    /// Writes the sidecar with its spans where they belong and where they were picked to be.
    pub fn reanchor(&self, picks: &[(String, Pick)], basis: &str) -> Result<(), JobError> {
        let Drifted { mut found, now } = self.drifted()?;
        if found.basis(&now) != basis {
            return Err(JobError::ChangedAgain);
        }
        let choices: BTreeMap<String, Choice> =
            picks.iter().map(|(id, pick)| choice(&found, id, *pick)).collect::<Result<_, _>>()?;
        let words: Vec<String> = picks.iter().map(|(id, pick)| word(id, *pick)).collect();
        let command = [&[COMMAND.to_owned()], words.as_slice()].concat().join(" ");
        found.choose(&now, &choices)?;
        Ok(write(vec![found], &Author::new(&self.annotator, command, &self.schema))?)
    }

    /// Brings the sidecar back as it was before it was reanchored, or forth again.
    pub fn turn_back(&self) -> Result<(), JobError> {
        let author = Author::new(&self.annotator, UNDO, &self.schema);
        match undo(&self.text, std::slice::from_ref(&self.annotator), &author)? {
            0 => Err(JobError::NothingKept),
            _ => Ok(()),
        }
    }
}

/// What was picked for an orphan, as a place in the text.
fn choice(found: &Found, id: &str, pick: Pick) -> Result<(String, Choice), JobError> {
    let Pick::Place(n) = pick else { return Ok((id.to_owned(), Choice::Remove)) };
    let orphan = found.outcome.orphans.iter().find(|orphan| orphan.id == id);
    let candidate = orphan.and_then(|orphan| orphan.candidates.get(n));
    let unknown = || JobError::NoCandidate { id: id.to_owned(), number: n + 1 };
    Ok((id.to_owned(), Choice::Place(candidate.ok_or_else(unknown)?.span)))
}

/// What was picked for an orphan, as the command line spells it.
fn word(id: &str, pick: Pick) -> String {
    match pick {
        Pick::Place(n) => format!("{id}={}", n + 1),
        Pick::Remove => format!("{id}=none"),
    }
}
