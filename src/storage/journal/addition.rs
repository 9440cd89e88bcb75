//! What is added to a journal in one go: records that follow each other, each of which names the one before.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::chain::{Checksum, Tail, Writer};
use super::record::{Rewrite, VERSION};
use super::stored::write_edit;
use crate::annotation::ron_text::write_string;
use crate::annotation::{Act, Entry, SpanId};
use crate::storage::sidecar::stored_span_line;
use crate::text::Document;

/// Who writes records, for whom and with what.
#[derive(Debug, Clone)]
pub(crate) struct Hand {
    /// The annotator.
    pub by: String,
    /// The schema: id and version.
    pub schema: (String, String),
    /// This opening of the journal.
    pub writer: Writer,
}

impl Hand {
    /// The hand of somebody who opens a journal.
    pub(crate) fn new(by: &str, schema: (String, String)) -> Self {
        Self { by: by.to_owned(), schema, writer: Writer::new() }
    }
}

/// What records go on from: a text and a sidecar, each told by the SHA-256 of its bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Basis<'a> {
    /// The text.
    pub source: &'a str,
    /// The sidecar; empty if there is none.
    pub sidecar: &'a str,
}

/// Records to be added at the end of a journal in one go.
#[derive(Debug)]
pub(super) struct Addition<'a> {
    hand: &'a Hand,
    text: String,
    tail: Tail,
}

impl<'a> Addition<'a> {
    /// No records yet, after a journal that ends so.
    pub(super) fn after(tail: Tail, hand: &'a Hand) -> Self {
        Self { hand, text: String::new(), tail }
    }

    /// The lines, and how the journal ends with them.
    pub(super) fn finish(self) -> (String, Tail) {
        (self.text, Tail { continues: true, ..self.tail })
    }

    /// Says what the records go on from, unless the journal leads there.
    pub(super) fn begin(&mut self, at: &str, basis: Basis<'_>) {
        if !self.tail.continues {
            self.opened(at, "", basis);
        }
    }

    /// Says what the records after this one go on from; with the command that made it so, if it was one outside of a
    /// sitting.
    pub(super) fn opened(&mut self, at: &str, command: &str, basis: Basis<'_>) {
        let mut out = self.record(at, command);
        let _infallible = write!(out, ", does: Opened(journal: {VERSION}");
        texts(&mut out, ", source: ", &[basis.source]);
        texts(&mut out, ", sidecar: ", &[basis.sidecar]);
        out.push(')');
        self.add(out);
        self.tail.continues = true;
    }

    /// Tells a change.
    pub(super) fn change(&mut self, entry: &Entry, document: &Document) {
        let mut out = self.record(&entry.at, &entry.command);
        self.join(&mut out);
        if let Some(order) = &entry.order {
            texts(&mut out, ", order: ", &[order]);
        }
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
        self.add(out);
    }

    /// Says that a command is about to write the sidecar anew.
    pub(super) fn rewriting(&mut self, at: &str, command: &str, rewrite: &Rewrite) {
        let mut out = self.record(at, command);
        self.join(&mut out);
        out.push_str(", about: [");
        let there: HashSet<&SpanId> = rewrite.spans.iter().map(|span| &span.id).collect();
        let gone = rewrite.was.iter().filter(|span| !there.contains(&span.id));
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
        self.add(out);
    }

    /// Says that the sidecar of this hash is about to be written.
    pub(super) fn saving(&mut self, at: &str, sidecar: &str) {
        self.sidecar(at, ", does: Saving(", sidecar);
    }

    /// Says that the sidecar of this hash was written.
    pub(super) fn saved(&mut self, at: &str, sidecar: &str) {
        self.sidecar(at, ", does: Saved(", sidecar);
    }

    /// Says that a command outside of a sitting wrote the sidecar of this hash, which has all changes so far.
    pub(super) fn saved_by(&mut self, at: &str, command: &str, sidecar: &str) {
        self.sidecar_by(at, command, ", does: Saved(", sidecar);
    }

    fn sidecar(&mut self, at: &str, does: &str, sidecar: &str) {
        self.sidecar_by(at, "", does, sidecar);
    }

    fn sidecar_by(&mut self, at: &str, command: &str, does: &str, sidecar: &str) {
        let mut out = self.record(at, command);
        self.join(&mut out);
        texts(&mut out, does, &[sidecar]);
        out.push(')');
        self.add(out);
    }

    /// Says whose ends the record takes in, if that was not said yet.
    fn join(&mut self, out: &mut String) {
        let ends: Vec<String> = std::mem::take(&mut self.tail.joins).iter().map(Checksum::to_string).collect();
        if !ends.is_empty() {
            texts(out, ", joins: [", &ends.iter().map(String::as_str).collect::<Vec<_>>());
            out.push(']');
        }
    }

    /// The next record, up to what happened.
    fn record(&self, at: &str, command: &str) -> String {
        let mut out = String::with_capacity(512);
        let _infallible = write!(out, "(n: {}", self.tail.next);
        texts(&mut out, ", writer: ", &[self.hand.writer.as_str()]);
        if let Some(last) = self.tail.last {
            let _infallible = write!(out, ", follows: \"{last}\"");
        }
        texts(&mut out, ", at: ", &[at]);
        texts(&mut out, ", by: ", &[&self.hand.by]);
        if !command.is_empty() {
            texts(&mut out, ", command: ", &[command]);
        }
        texts(&mut out, ", program: ", &[env!("CARGO_PKG_VERSION")]);
        texts(&mut out, ", schema: (", &[&self.hand.schema.0, &self.hand.schema.1]);
        out.push(')');
        out
    }

    /// Closes a record and puts its checksum behind it. One with a line break in it, which only a value that is kept as
    /// it was read can have, becomes a string of one line.
    fn add(&mut self, mut record: String) {
        record.push(')');
        if record.contains(['\n', '\r']) {
            let broken = std::mem::take(&mut record);
            write_string(&mut record, &broken);
        }
        let sum = Checksum::of(record.as_bytes());
        let _infallible = writeln!(self.text, "{record} // {sum}");
        self.tail.next += 1;
        self.tail.last = Some(sum);
    }
}

fn texts(out: &mut String, before: &str, texts: &[&str]) {
    out.push_str(before);
    for (n, text) in texts.iter().enumerate() {
        out.push_str(if n == 0 { "" } else { ", " });
        write_string(out, text);
    }
}
