//! The work on a text that has changed: where its spans belong now, and bringing them there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::JobError;
use crate::annotation::{Annotator, Schema};
use crate::storage::reanchoring::{COMMAND, Found, REDO, UNDO, carry, find, undo, write};
use crate::storage::sidecar::reanchor::{Choice, Reanchored};
use crate::storage::{Author, corpus, sidecar_path, source};
use crate::text::{Document, Encoding};

/// Where the spans of a sidecar belong in a text that has changed.
#[derive(Debug)]
pub struct Drifted {
    found: Found,
    /// The text as it is.
    pub now: Arc<Document>,
}

/// Who brings spans where they belong, and by which schema.
#[derive(Debug, Clone, Copy)]
pub struct Hand<'a> {
    /// Who.
    pub by: &'a Annotator,
    /// The schema.
    pub schema: &'a Schema,
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
    /// Finds out where the spans of a sidecar belong; the text as it was is `old`, if that is named, else what git keeps.
    ///
    /// # Errors
    /// A text or sidecar that cannot be read; an old text that is not the one that the sidecar was made on.
    pub fn find(
        text: &Path,
        annotator: &Annotator,
        old: Option<&Path>,
        now: &Arc<Document>,
        encoding: Option<Encoding>,
    ) -> Result<Self, JobError> {
        let found = find(text, annotator, old, now, encoding)?;
        if let Some(old) = old.filter(|_| found.outcome.drift.changed && found.old.is_none()) {
            return Err(JobError::OtherOldText { old: old.to_owned(), sidecar: sidecar_path(text, annotator) });
        }
        Ok(Self { found, now: Arc::clone(now) })
    }

    /// Whether it is a review, which has no spans of its own.
    pub fn is_review(&self) -> bool {
        self.found.annotator.review().is_some()
    }

    /// What becomes of the spans.
    pub fn outcome(&self) -> &Reanchored {
        &self.found.outcome
    }

    /// Where the text as it was comes from: `file` or `git`; `None` where it is not at hand.
    pub fn old(&self) -> Option<&'static str> {
        self.found.old
    }

    /// What everything that was found hangs on: another one means that it is to be found anew.
    pub fn basis(&self) -> String {
        self.found.basis(&self.now)
    }

    /// Finds again, with what was picked for spans that could not be placed.
    ///
    /// # Errors
    /// A span that has a place, or that does not have this candidate.
    pub fn pick(&mut self, picks: &[(String, Pick)]) -> Result<(), JobError> {
        let choices = picks.iter().map(|(id, pick)| choice(&self.found, id, *pick)).collect::<Result<_, _>>()?;
        Ok(self.found.choose(&self.now, &choices)?)
    }

    /// Lets decisions rest on the readings where they belong now, in all sidecars of a text that are written together.
    ///
    /// # Errors
    /// A text or a folder that cannot be looked at.
    pub fn carry(all: Vec<Self>) -> Result<Vec<Self>, JobError> {
        let Some(now) = all.first().map(|drifted| Arc::clone(&drifted.now)) else { return Ok(all) };
        let mut found: Vec<Found> = all.into_iter().map(|drifted| drifted.found).collect();
        carry(&mut found, &now)?;
        Ok(found.into_iter().map(|found| Self { found, now: Arc::clone(&now) }).collect())
    }

    /// Writes sidecars with their spans where they belong and where they were picked to be, all of them or none; each is
    /// kept as it was.
    ///
    /// # Errors
    /// A sidecar that somebody is at work on or has changed meanwhile; a disk that cannot be written.
    pub fn write(all: Vec<Self>, picks: &[(String, Pick)], hand: Hand<'_>) -> Result<(), JobError> {
        let words: Vec<String> = picks.iter().map(|(id, pick)| word(id, *pick)).collect();
        let command = [&[COMMAND.to_owned()], words.as_slice()].concat().join(" ");
        let author = Author::new(hand.by, command, hand.schema);
        let Some(now) = all.first().map(|drifted| Arc::clone(&drifted.now)) else { return Ok(()) };
        Ok(write(all.into_iter().map(|drifted| drifted.found).collect(), &now, &author)?)
    }
}

/// Brings sidecars of a text back as they were before they were reanchored, or forth again; returns how many there were.
///
/// # Errors
/// As [`Drifted::write`]; changes since.
pub fn turn_back(text: &Path, annotators: &[Annotator], hand: Hand<'_>) -> Result<usize, JobError> {
    match undo(text, annotators, &Author::new(hand.by, UNDO, hand.schema))? {
        0 => Err(JobError::NothingKept),
        count => Ok(count),
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
    pub(super) fn drifted(&self) -> Result<Drifted, JobError> {
        let (now, _) = source::read_all(&self.text, self.encoding)?;
        Drifted::find(&self.text, &self.annotator, None, &Arc::new(now), self.encoding)
    }

    /// Writes the sidecar with its spans where they belong and where they were picked to be.
    pub(super) fn reanchor(&self, picks: &[(String, Pick)], basis: &str) -> Result<(), JobError> {
        let mut drifted = self.drifted()?;
        if drifted.basis() != basis {
            return Err(JobError::ChangedAgain);
        }
        drifted.pick(picks)?;
        let now = Arc::clone(&drifted.now);
        let mut all = vec![drifted];
        for review in self.reviews()? {
            let beside = Drifted::find(&self.text, &review, None, &now, self.encoding)?;
            all.extend(Some(beside).filter(|beside| beside.outcome().drift.changed));
        }
        Drifted::write(Drifted::carry(all)?, picks, self.hand())
    }

    /// Brings the sidecar back as it was before it was reanchored, or forth again.
    pub(super) fn turn_back(&self) -> Result<(), JobError> {
        let all = [vec![self.annotator.clone()], self.reviews()?].concat();
        turn_back(&self.text, &all, self.hand()).map(|_| ())
    }

    /// The reviews of the work, which go with it.
    fn reviews(&self) -> Result<Vec<Annotator>, JobError> {
        let text = corpus::find(&self.text)?;
        Ok(text.reviews_of(&self.annotator).map(|file| file.annotator.clone()).collect())
    }

    fn hand(&self) -> Hand<'_> {
        Hand { by: &self.annotator, schema: &self.schema }
    }
}

/// What was picked for an orphan, as a place in the text.
fn choice(found: &Found, id: &str, pick: Pick) -> Result<(String, Choice), JobError> {
    let orphan = found.outcome.orphans.iter().find(|orphan| orphan.id == id);
    let orphan = orphan.ok_or_else(|| JobError::NoOrphan(id.to_owned()))?;
    let Pick::Place(n) = pick else { return Ok((id.to_owned(), Choice::Remove)) };
    let unknown = || JobError::NoCandidate { id: id.to_owned(), number: n + 1 };
    Ok((id.to_owned(), Choice::Place(orphan.candidates.get(n).ok_or_else(unknown)?.span)))
}

/// What was picked for an orphan, as the command line spells it.
fn word(id: &str, pick: Pick) -> String {
    match pick {
        Pick::Place(n) => format!("{id}={}", n + 1),
        Pick::Remove => format!("{id}=none"),
    }
}
