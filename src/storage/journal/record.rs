//! A record: one line of a journal, in RON, with the checksum of its bytes behind it as a comment.
//!
//! `(n: 7, at: "…", by: "amal", …) // 1a2b3c4d`: the CRC-32 of all that stands before the space and the slashes. The line
//! is RON as it stands, and no byte of it can change without being noticed.

use std::fmt::Write as _;

use ron::extensions::Extensions;
use serde::Deserialize;

use super::stored::{StoredEdit, write_edit};
use crate::annotation::ron_text::write_string;
use crate::annotation::{Act, Entry};
use crate::storage::sidecar::{StoredSpan, stored_span_line};
use crate::text::Document;

/// The version of the records that are read and written here.
pub const VERSION: u32 = 1;

/// One record.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Record {
    /// Its number, from 1, through all segments of the journal.
    pub n: u64,
    /// When it was made, in RFC 3339.
    pub at: String,
    /// The annotator.
    pub by: String,
    /// The command that made the change, as a keymap spells it; empty for what the program does by itself.
    #[serde(default)]
    pub command: String,
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

/// Why a line is no record that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It was not written to its end.
    #[error("the line was not written to its end")]
    Torn,
    /// Its bytes are not those that were written.
    #[error("the checksum is wrong")]
    Checksum,
    /// It is whole, but not known here: a newer program wrote it.
    #[error("a newer hashiya wrote this record")]
    Newer,
}

/// Reads a line, with its end.
///
/// # Errors
/// Why it is no record.
pub fn parse(line: &[u8]) -> Result<Record, Unreadable> {
    let line = line.strip_suffix(b"\n").ok_or(Unreadable::Torn)?;
    let text = str::from_utf8(line).map_err(|_| Unreadable::Checksum)?;
    let (body, sum) = text.rsplit_once(" // ").ok_or(Unreadable::Checksum)?;
    if sum.len() != 8 || u32::from_str_radix(sum, 16).ok() != Some(crc32fast::hash(body.as_bytes())) {
        return Err(Unreadable::Checksum);
    }
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let unwrapped = if body.starts_with('"') { ron::from_str::<String>(body).ok() } else { None };
    let record: Record = options.from_str(unwrapped.as_deref().unwrap_or(body)).map_err(|_| Unreadable::Newer)?;
    match record.does {
        Does::Opened { journal, .. } if journal > VERSION => Err(Unreadable::Newer),
        _ => Ok(record),
    }
}

/// Who writes records, and with what.
#[derive(Debug, Clone)]
pub struct Hand {
    /// The annotator.
    pub by: String,
    /// The schema: id and version.
    pub schema: (String, String),
}

impl Hand {
    /// The line of a change, with its end.
    pub fn change(&self, n: u64, entry: &Entry, document: &Document) -> String {
        let mut out = self.begin(n, &entry.at, &entry.command);
        out.push_str(", about: [");
        for (k, about) in entry.about.iter().enumerate() {
            texts(&mut out, if k == 0 { "(" } else { ", (" }, &[&about.id, &about.tag, document.slice(about.span.range())]);
            out.push(')');
        }
        let name = match entry.act {
            Act::Edit => "Edit",
            Act::Step => "Step",
            Act::Undo => "Undo",
            Act::Redo => "Redo",
        };
        let _infallible = write!(out, "], does: {name}(");
        write_edit(&mut out, &entry.edit, document);
        out.push_str(", ");
        write_edit(&mut out, &entry.inverse, document);
        out.push(')');
        end(out)
    }

    /// The line that says what the records after it continue from; with the command that made it so, if it was one
    /// outside of a sitting.
    pub fn opened(&self, n: u64, at: &str, command: &str, (source, sidecar): (&str, &str)) -> String {
        let mut out = self.begin(n, at, command);
        let _infallible = write!(out, ", does: Opened(journal: {VERSION}");
        texts(&mut out, ", source: ", &[source]);
        texts(&mut out, ", sidecar: ", &[sidecar]);
        out.push(')');
        end(out)
    }

    /// The line before a command writes the sidecar anew.
    pub fn rewriting(&self, n: u64, at: &str, command: &str, rewrite: &Rewrite) -> String {
        let mut out = self.begin(n, at, command);
        out.push_str(", about: [");
        let gone = rewrite.was.iter().filter(|span| rewrite.spans.iter().all(|other| other.id != span.id));
        for (k, span) in rewrite.spans.iter().chain(gone).enumerate() {
            let words = span.text.as_deref().unwrap_or_default();
            texts(&mut out, if k == 0 { "(" } else { ", (" }, &[&span.id, &span.tag, words]);
            out.push(')');
        }
        out.push(']');
        texts(&mut out, ", does: Rewriting((source: ", &[&rewrite.source]);
        texts(&mut out, ", sidecar: ", &[&rewrite.sidecar]);
        for (name, spans) in [("spans", &rewrite.spans), ("was", &rewrite.was)] {
            let lines: Vec<String> = spans.iter().map(stored_span_line).collect();
            let _infallible = write!(out, ", {name}: [{}]", lines.join(", "));
        }
        out.push_str("))");
        end(out)
    }

    /// The line before the sidecar is written, or after (`done`).
    pub fn saved(&self, n: u64, at: &str, sidecar: &str, done: bool) -> String {
        let mut out = self.begin(n, at, "");
        out.push_str(if done { ", does: Saved(" } else { ", does: Saving(" });
        texts(&mut out, "", &[sidecar]);
        out.push(')');
        end(out)
    }

    fn begin(&self, n: u64, at: &str, command: &str) -> String {
        let mut out = String::with_capacity(512);
        let _infallible = write!(out, "(n: {n}");
        texts(&mut out, ", at: ", &[at]);
        texts(&mut out, ", by: ", &[&self.by]);
        if !command.is_empty() {
            texts(&mut out, ", command: ", &[command]);
        }
        texts(&mut out, ", program: ", &[env!("CARGO_PKG_VERSION")]);
        texts(&mut out, ", schema: (", &[&self.schema.0, &self.schema.1]);
        out.push(')');
        out
    }
}

fn texts(out: &mut String, before: &str, texts: &[&str]) {
    out.push_str(before);
    for (n, text) in texts.iter().enumerate() {
        out.push_str(if n == 0 { "" } else { ", " });
        write_string(out, text);
    }
}

/// Closes a record and puts its checksum behind it. One with a line break in it, which only a value that is kept as it
/// was read can have, becomes a string of one line.
fn end(mut out: String) -> String {
    out.push(')');
    if out.contains(['\n', '\r']) {
        let record = std::mem::take(&mut out);
        write_string(&mut out, &record);
    }
    let sum = crc32fast::hash(out.as_bytes());
    let _infallible = writeln!(out, " // {sum:08x}");
    out
}
