//! A record: one line of a journal, in RON, with the checksum of its bytes behind it as a comment.
//!
//! `(n: 7, writer: "…", follows: "…", at: "…", by: "amal", …) // 1a2b3c4d`: the CRC-32 of all that stands before the
//! space and the slashes. The line is RON as it stands, and no byte of it can change without being noticed.

use std::borrow::Cow;

use ron::extensions::Extensions;
use serde::Deserialize;

use super::chain::{Checksum, Writer};
use super::stored::{StoredEdit, Unresolved};
use crate::annotation::{Act, OrderId};
use crate::storage::error::Unreadable;
use crate::storage::sidecar::StoredSpan;

/// The version of the records that are read and written here.
pub(super) const VERSION: u32 = 1;

/// How deep brackets may be nested. What a sidecar may have, 128, is deeper in a record that speaks of it.
const NESTED: usize = 128 + 32;

/// One record.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Record {
    /// Its number, from 1, through all segments of the journal.
    pub n: u64,
    /// Who wrote it.
    #[serde(default)]
    pub writer: Writer,
    /// The record that it follows; `None` for the first of a journal, and in records of version 0.1.
    #[serde(default)]
    pub follows: Option<Checksum>,
    /// The ends of other branches that what it tells takes in.
    #[serde(default)]
    pub joins: Vec<Checksum>,
    /// Its own checksum.
    #[serde(skip)]
    pub sum: Option<Checksum>,
    /// When it was made, in RFC 3339.
    pub at: String,
    /// The annotator.
    pub by: String,
    /// The command that made the change, as a keymap spells it; empty for what the program does by itself.
    #[serde(default)]
    pub command: String,
    /// The order over several texts that the change is a part of. A program that does not know of orders reads the change
    /// as one of this text alone, and takes it back in this text alone: nothing else of it is told here.
    #[serde(default)]
    pub order: Option<OrderId>,
    /// The version of the program.
    pub program: String,
    /// The schema: id and version.
    pub schema: (String, String),
    /// The spans that the change is about: id, tag and words.
    #[serde(default)]
    pub about: Vec<(String, String, String)>,
    /// What happened.
    pub does: Does,
}

/// What a record says happened. Sidecars are told by the SHA-256 of their bytes; an empty one means that there is none.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub enum Does {
    /// The records from here on continue from a text and a sidecar.
    Opened {
        /// Version of the records.
        journal: u32,
        /// SHA-256 of the text.
        source: String,
        /// The sidecar.
        sidecar: String,
    },
    /// A change: what was done, and what takes it back.
    Edit(StoredEdit, StoredEdit),
    /// The next step of the change before.
    Step(StoredEdit, StoredEdit),
    /// A change was taken back.
    Undo(StoredEdit, StoredEdit),
    /// A change was made again.
    Redo(StoredEdit, StoredEdit),
    /// The sidecar is about to be written: all changes so far are in the one of this hash.
    Saving(String),
    /// The sidecar was written.
    Saved(String),
    /// A command outside of a sitting is about to write the sidecar anew, perhaps for another text. When it is done,
    /// [`Does::Opened`] follows with the same command.
    Rewriting(Rewrite),
}

/// A sidecar that is written anew as a whole: what it will be, and what differs.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Rewrite {
    /// SHA-256 of the text that it speaks of then.
    pub source: String,
    /// The sidecar.
    pub sidecar: String,
    /// The spans that are new or stand otherwise then.
    pub spans: Vec<StoredSpan>,
    /// The spans that go or stood otherwise before.
    pub was: Vec<StoredSpan>,
}

impl Record {
    /// Checks what can be checked of a change without the text.
    ///
    /// # Errors
    /// As [`StoredEdit::check`].
    pub fn check(&self) -> Result<(), Unresolved> {
        let change = self.does.change();
        change.map_or(Ok(()), |(_, edit, inverse)| edit.check().and_then(|()| inverse.check()))
    }
}

impl Does {
    /// The change, if it is one: how it came about, what was done, what takes it back.
    pub fn change(&self) -> Option<(Act, &StoredEdit, &StoredEdit)> {
        match self {
            Self::Edit(edit, inverse) => Some((Act::Edit, edit, inverse)),
            Self::Step(edit, inverse) => Some((Act::Step, edit, inverse)),
            Self::Undo(edit, inverse) => Some((Act::Undo, edit, inverse)),
            Self::Redo(edit, inverse) => Some((Act::Redo, edit, inverse)),
            _ => None,
        }
    }

    /// The sidecar that all changes so far are in, if the record speaks of one.
    pub fn sidecar(&self) -> Option<&str> {
        match self {
            Self::Opened { sidecar, .. } | Self::Saving(sidecar) | Self::Saved(sidecar) => Some(sidecar),
            Self::Rewriting(rewrite) => Some(&rewrite.sidecar),
            _ => None,
        }
    }
}

/// How records are read.
pub(super) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(NESTED)
}

/// The text of a record in a line, with its end: a record in which a line is broken stands there as a string.
pub(super) fn body(line: &[u8]) -> Option<Cow<'_, str>> {
    let text = str::from_utf8(line.strip_suffix(b"\n")?).ok()?;
    let (body, _) = text.rsplit_once(" // ")?;
    let unwrapped = if body.starts_with('"') { ron::from_str::<String>(body).ok() } else { None };
    Some(unwrapped.map_or(Cow::Borrowed(body), Cow::Owned))
}

/// Reads a line, with its end.
///
/// # Errors
/// Why it is no record.
pub fn parse(line: &[u8]) -> Result<Record, Unreadable> {
    let line = line.strip_suffix(b"\n").ok_or(Unreadable::Torn)?;
    let text = str::from_utf8(line).map_err(|_| Unreadable::Checksum)?;
    let (body, sum) = text.rsplit_once(" // ").ok_or(Unreadable::Checksum)?;
    let sum = Checksum::parse(sum).filter(|sum| *sum == Checksum::of(body.as_bytes())).ok_or(Unreadable::Checksum)?;
    let unwrapped = if body.starts_with('"') { ron::from_str::<String>(body).ok() } else { None };
    let record: Record = options().from_str(unwrapped.as_deref().unwrap_or(body)).map_err(|_| Unreadable::Newer)?;
    match record.does {
        Does::Opened { journal, .. } if journal > VERSION => Err(Unreadable::NewerJournal { version: journal, known: VERSION }),
        _ => Ok(Record { sum: Some(sum), ..record }),
    }
}
