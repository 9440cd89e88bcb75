//! Reanchoring for a session: what storage finds becomes a proposal, what was chosen is written.

use std::path::PathBuf;
use std::sync::Arc;

use super::event::Incoming;
use super::library::Library;
use crate::annotation::{Annotator, Schema};
use crate::session::drifted::{Chosen, Lost, Pick, Proposal, Reanchored};
use crate::session::{Message, Notice};
use crate::storage::reanchoring::{COMMAND, Found, REDO, UNDO, find, undo, write};
use crate::storage::rewriting::Author;
use crate::storage::sidecar::reanchor::{Choice, Orphan};
use crate::storage::{StorageError, source};
use crate::text::{Document, Encoding, Span};

/// Letters of a quote on screen, and of what stands around a candidate.
const QUOTE: usize = 40;
const AROUND: usize = 12;

/// Whose work on which text is meant.
#[derive(Debug, Clone)]
pub(super) struct Work {
    pub(super) text: PathBuf,
    pub(super) annotator: Annotator,
    pub(super) schema: Arc<Schema>,
    pub(super) encoding: Option<Encoding>,
}

impl Library {
    /// Finds out in the background where the spans of text `n` belong now, since git may have to be asked for many versions.
    pub fn propose(&self, n: usize) {
        let (work, inbox) = (self.work(n), self.inbox());
        std::thread::spawn(move || {
            let proposed = work.map_or_else(|| Err("there is no such text".to_owned()), |work| work.proposal(n));
            let message =
                proposed.map_or_else(|why| Message::Faulty(why.into()), |proposal| Message::Proposed(Box::new(proposal)));
            let _nobody_waits = inbox.send(Incoming::Message(message));
        });
    }

    /// Writes the reanchored sidecar of a text with what was chosen, and opens the text again.
    pub fn reanchor(&self, chosen: &Chosen) -> Vec<Message> {
        let mut messages = self.rewrite(chosen.text, |work| work.apply(chosen));
        if messages.len() == 1 {
            messages.push(Message::Told(Notice::Reanchored));
        }
        messages
    }

    /// Brings the sidecar of text `n` back as it was before it was reanchored, or forth again, and opens the text.
    pub fn turn_back(&self, n: usize) -> Vec<Message> {
        self.rewrite(n, |work| {
            let author = Author::new(&work.annotator, UNDO, &work.schema);
            match undo(&work.text, std::slice::from_ref(&work.annotator), &author) {
                Ok(0) => Err("what it was before is not kept here any more".to_owned()),
                Ok(_) => Ok(()),
                Err(error) => Err(error.to_string()),
            }
        })
    }

    /// Lets go of a text while its sidecar is written anew, then opens it again, whatever came of that.
    fn rewrite(&self, n: usize, write: impl FnOnce(&Work) -> Result<(), String>) -> Vec<Message> {
        let Some(work) = self.work(n) else { return vec![Message::Faulty("there is no such text".into())] };
        self.close(n);
        let written = write(&work);
        std::iter::once(self.open(n)).chain(written.err().map(|why| Message::Faulty(why.into()))).collect()
    }
}

impl Work {
    fn find(&self) -> Result<(Found, Document), StorageError> {
        let (now, _) = source::read_all(&self.text, self.encoding)?;
        Ok((find(&self.text, &self.annotator, None, &now, self.encoding)?, now))
    }

    fn proposal(&self, n: usize) -> Result<Proposal, String> {
        let (found, now) = self.find().map_err(|error| error.to_string())?;
        Ok(proposal(n, &found, &now))
    }

    fn apply(&self, chosen: &Chosen) -> Result<(), String> {
        let (mut found, now) = self.find().map_err(|error| error.to_string())?;
        if found.basis(&now) != chosen.basis {
            return Err("the text or the sidecar has changed again: nothing was written".to_owned());
        }
        let choices = chosen.picks.iter().map(|(id, pick)| choice(&found, id, *pick)).collect::<Result<_, _>>()?;
        let words: Vec<String> = chosen.picks.iter().map(|(id, pick)| word(id, *pick)).collect();
        let command = [&[COMMAND.to_owned()], words.as_slice()].concat().join(" ");
        found.choose(&now, &choices).map_err(|error| error.to_string())?;
        write(vec![found], &Author::new(&self.annotator, command, &self.schema)).map_err(|error| error.to_string())
    }
}

/// What was picked for an orphan, as a place in the text.
fn choice(found: &Found, id: &str, pick: Pick) -> Result<(String, Choice), String> {
    let Pick::Place(n) = pick else { return Ok((id.to_owned(), Choice::Remove)) };
    let orphan = found.outcome.orphans.iter().find(|orphan| orphan.id == id);
    let candidate = orphan.and_then(|orphan| orphan.candidates.get(n));
    Ok((id.to_owned(), Choice::Place(candidate.ok_or_else(|| format!("{id} has no candidate {}", n + 1))?.span)))
}

/// What was picked for an orphan, as the command line spells it.
fn word(id: &str, pick: Pick) -> String {
    match pick {
        Pick::Place(n) => format!("{id}={}", n + 1),
        Pick::Remove => format!("{id}=none"),
    }
}

/// What a command that wrote a sidecar anew means for undo and redo.
pub(super) fn reanchored(command: &str) -> Option<Reanchored> {
    match command {
        UNDO => Some(Reanchored::TakenBack),
        REDO => Some(Reanchored::Done),
        command if command.split(' ').next() == Some(COMMAND) => Some(Reanchored::Done),
        _ => None,
    }
}

fn proposal(n: usize, found: &Found, now: &Document) -> Proposal {
    let outcome = &found.outcome;
    let moved = outcome.moved.iter().map(|moved| format!("{} {} “{}”", moved.id, moved.tag, short(&moved.quote)));
    let summary = if outcome.drift.changed || !outcome.orphans.is_empty() { outcome.drift.sentence() } else { String::new() };
    let orphans = outcome.orphans.iter().map(|orphan| lost(orphan, now)).collect();
    Proposal { text: n, summary, moved: moved.collect(), orphans, basis: found.basis(now) }
}

fn lost(orphan: &Orphan, now: &Document) -> Lost {
    let place = |span: Span, likeness: u8| {
        let words = |range| now.slice(range).replace(char::is_control, " ");
        let before: String =
            words(now.floor(span.start().saturating_sub(8 * AROUND))..span.start()).chars().rev().take(AROUND).collect();
        let before: String = before.chars().rev().collect();
        let after: String = words(span.end()..now.len().min(now.floor(span.end() + 8 * AROUND))).chars().take(AROUND).collect();
        (likeness, format!("{before}[{}]{after}", short(&words(span.range()))))
    };
    let places = orphan.candidates.iter().map(|candidate| place(candidate.span, candidate.likeness)).collect();
    Lost { id: orphan.id.clone(), name: format!("{} {} “{}”", orphan.id, orphan.tag, short(&orphan.quote)), places }
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(QUOTE).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
