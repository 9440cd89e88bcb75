//! The journal of a registry: a change a line, and a line for each time that the file was written with all of them.

use std::fs;

use serde::Deserialize;

use super::super::error::StorageError;
use super::super::journal::{Checksum, now};
use super::super::place::Place;
use super::super::{disk, source};
use crate::annotation::record::options;
use crate::annotation::ron_text::write_string;
use crate::annotation::{RegistryEdit, Timestamp};

/// A change of a registry that somebody makes.
#[derive(Debug, Clone)]
pub struct RegistryChange {
    /// The change.
    pub edit: RegistryEdit,
    /// Who makes it.
    pub by: String,
    /// The command, as history prints it.
    pub command: String,
    /// What it does to spans of the folder's sidecars, where it does.
    pub uses: Vec<UseChange>,
}

/// The value of an attribute that follows a change of a registry.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename = "")]
pub struct UseChange {
    /// The text, by its path from the folder.
    pub text: String,
    /// Whose sidecar.
    pub annotator: String,
    /// The span; empty for a fact of the text.
    pub span: String,
    /// The attribute.
    pub attribute: String,
    /// What it was.
    pub was: String,
    /// What it is now.
    pub is: String,
}

/// A change as the journal has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "")]
pub struct RegistryRecord {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// The command.
    pub command: String,
    /// The hash of the file before it, in a journal of version 0.1, which was written together with the file.
    #[serde(default)]
    before: String,
    /// The hash of the file with it, in such a journal; else empty.
    #[serde(default)]
    after: String,
    /// The change.
    pub edit: RegistryEdit,
    /// What takes it back.
    pub undo: RegistryEdit,
    /// What followed in sidecars.
    #[serde(default)]
    pub uses: Vec<UseChange>,
}

/// What a journal says.
#[derive(Debug, Default)]
pub(super) struct Journal {
    /// The changes, the first first. Lines that are no records are left out.
    pub records: Vec<RegistryRecord>,
    /// How many of them the file was written with.
    written: usize,
    /// How far it goes.
    pub end: End,
}

/// How far a journal goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct End {
    /// Bytes that it has; `None` if there is no journal.
    length: Option<u64>,
    /// Whether its last line was not written to its end.
    is_torn: bool,
}

/// A line that says that the file has every change above it.
#[derive(Debug, Deserialize)]
#[serde(rename = "")]
struct Mark {
    /// When it was written: for people who read it.
    #[serde(rename = "written")]
    _written: Timestamp,
}

impl Journal {
    /// Reads the journal of a registry; one that cannot be read says nothing.
    pub(super) fn of(place: &Place) -> Self {
        let Ok(bytes) = source::read_beneath(&place.live(), source::JOURNAL) else { return Self::default() };
        let is_torn = bytes.last().is_some_and(|last| *last != b'\n');
        let mut journal = Self { end: End { length: u64::try_from(bytes.len()).ok(), is_torn }, ..Self::default() };
        for body in bytes.split(|byte| *byte == b'\n').filter_map(whole) {
            if let Ok(record) = options().from_str(body) {
                journal.records.push(record);
            } else if options().from_str::<Mark>(body).is_ok() {
                journal.written = journal.records.len();
            }
        }
        journal
    }

    /// The changes that a file of this hash may lack, the first first.
    pub(super) fn pending(&self, hash: &str) -> Vec<&RegistryRecord> {
        let last = self.records.len();
        let unmarked = self.records.iter().zip(1..).skip(self.written);
        let is_pending = |(record, number): &(&RegistryRecord, usize)| match record.after.as_str() {
            "" => true,
            after => *number == last && record.before == hash && after != hash,
        };
        unmarked.filter(is_pending).map(|(record, _)| record).collect()
    }
}

impl End {
    /// Whether the journal on the disk goes just as far.
    pub(super) fn is_that_of(self, place: &Place) -> bool {
        fs::metadata(place.live()).ok().map(|facts| facts.len()) == self.length
    }

    /// Adds a change and brings it to the disk; the lock must be held.
    pub(super) fn append(&mut self, place: &Place, record: &RegistryRecord) -> Result<(), StorageError> {
        self.write(place, &record.body())
    }

    /// Adds that the file has every change; the lock must be held.
    pub(super) fn mark(&mut self, place: &Place) -> Result<(), StorageError> {
        let mut body = String::from("(written: ");
        write_string(&mut body, now().as_str());
        body.push(')');
        self.write(place, &body)
    }

    fn write(&mut self, place: &Place, body: &str) -> Result<(), StorageError> {
        let live = place.live();
        let fail = |error| StorageError::new(&live, error);
        let is_new = self.length.is_none();
        disk::make_folder(place.folder()).map_err(fail)?;
        let mut file = disk::open_to_append(&live).map_err(fail)?;
        let break_before = if self.is_torn { "\n" } else { "" };
        let text = format!("{break_before}{body} // {}\n", Checksum::of(body.as_bytes()));
        // Until all of it is on the disk, nobody knows where the journal ends.
        *self = Self { length: None, is_torn: true };
        disk::write(&mut file, &live, text.as_bytes()).map_err(fail)?;
        disk::sync(&file, &live).map_err(fail)?;
        if is_new {
            disk::sync_folder(place.folder()).map_err(fail)?;
        }
        let length = file.metadata().map_err(fail)?.len();
        *self = Self { length: Some(length), is_torn: false };
        Ok(())
    }
}

impl RegistryRecord {
    /// A change that is made now, with what takes it back.
    pub(super) fn of(change: RegistryChange, undo: RegistryEdit) -> Self {
        let RegistryChange { edit, by, command, uses } = change;
        Self { at: now(), by, command, before: String::new(), after: String::new(), edit, undo, uses }
    }

    /// The line of the journal, without its checksum and its end.
    pub(super) fn body(&self) -> String {
        let mut body = String::from("(");
        for (name, text) in [("at", self.at.as_str()), ("by", &self.by), ("command", &self.command)] {
            body.push_str(name);
            body.push_str(": ");
            write_string(&mut body, text);
            body.push_str(", ");
        }
        body.push_str("edit: ");
        self.edit.write(&mut body);
        body.push_str(", undo: ");
        self.undo.write(&mut body);
        if !self.uses.is_empty() {
            body.push_str(", uses: [");
            self.uses.iter().for_each(|change| change.write(&mut body));
            body.push(']');
        }
        body.push(')');
        body
    }
}

impl UseChange {
    fn write(&self, out: &mut String) {
        let Self { text, annotator, span, attribute, was, is } = self;
        let fields = [
            ("(text", text),
            (", annotator", annotator),
            (", span", span),
            (", attribute", attribute),
            (", was", was),
            (", is", is),
        ];
        for (name, value) in fields {
            out.push_str(name);
            out.push_str(": ");
            write_string(out, value);
        }
        out.push_str("), ");
    }
}

/// What a line of the journal says, without its checksum; `None` where it is not as it was written.
fn whole(line: &[u8]) -> Option<&str> {
    let (body, sum) = str::from_utf8(line).ok()?.rsplit_once(" // ")?;
    Checksum::parse(sum).filter(|sum| *sum == Checksum::of(body.as_bytes())).map(|_| body)
}
