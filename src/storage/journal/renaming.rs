//! A journal with other names for tags, attributes, values, relations and facts, record by record: what it tells can be put
//! onto the renamed sidecar, and be undone, as before.
//!
//! Each record is written anew with its own checksum, and names the one before it by the new one. What cannot be read stays
//! as it is, in its place.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::addition::{Addition, Hand};
use super::chain::{Checksum, Tail};
use super::record::{Does, Record, Rewrite, body, options, parse};
use super::stored::{StoredEdit, write_stored};
use crate::annotation::renaming::Renaming;
use crate::annotation::ron_text::{Parts, write_string};
use crate::annotation::{Edit, SpanId, StoredDecision, StoredSpan};
use crate::storage::error::Unreadable;
use crate::storage::sidecar::stored_span_line;

/// A sidecar by its hash, before and after.
#[derive(Debug, Clone)]
pub(crate) struct Hashes {
    /// As it was.
    pub before: String,
    /// As it is to be.
    pub after: String,
}

/// Writes a journal anew with other names: what it does so by, and what is known so far.
pub(crate) struct Scribe<'a> {
    renaming: &'a Renaming,
    /// Carries what a decision rests on to the renamed readings.
    carry: &'a dyn Fn(&mut StoredDecision),
    hashes: Hashes,
    /// The old tags of spans, as far as records and the sidecar have told them.
    tags: HashMap<SpanId, String>,
    sums: HashMap<Checksum, Checksum>,
    /// Names that were replaced.
    pub count: usize,
}

impl<'a> Scribe<'a> {
    /// A scribe of the journal of a sidecar that has these spans.
    pub(crate) fn new(
        renaming: &'a Renaming,
        carry: &'a dyn Fn(&mut StoredDecision),
        hashes: Hashes,
        spans: &[StoredSpan],
    ) -> Self {
        let tags = spans.iter().map(|span| (span.id.clone(), span.tag.clone())).collect();
        Self { renaming, carry, hashes, tags, sums: HashMap::new(), count: 0 }
    }

    /// Renames a segment; they come in their order.
    ///
    /// # Errors
    /// A record that a newer program wrote.
    pub(crate) fn segment(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let mut out = Vec::with_capacity(bytes.len());
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            match self.line(line)? {
                Some(line) => out.extend(line.into_bytes()),
                None => out.extend_from_slice(line),
            }
        }
        Ok(out)
    }

    /// A record that says, after all segments, that the renamed sidecar was written by a command.
    pub(crate) fn end(&self, tail: &Tail, hand: &Hand, at: &str, command: &str) -> String {
        let renamed = |sum: &Checksum| *self.sums.get(sum).unwrap_or(sum);
        let tail = Tail {
            last: tail.last.as_ref().map(renamed),
            joins: tail.joins.iter().map(renamed).collect(),
            next: tail.next,
            continues: tail.continues,
        };
        let mut addition = Addition::after(tail, hand);
        addition.saved_by(at, command, &self.hashes.after);
        addition.finish().0
    }

    /// A line renamed; `None` if it cannot be read.
    fn line(&mut self, line: &[u8]) -> Result<Option<String>, Unreadable> {
        let record = match parse(line) {
            Ok(record) => record,
            Err(why) if why.is_newer() => return Err(why),
            Err(_) => return Ok(None),
        };
        let Some(text) = body(line) else { return Ok(None) };
        let Some(Parts::Fields(fields)) = Parts::of(&text, &options()) else { return Err(Unreadable::Newer) };
        let before = record.sum;
        let new = self.record(record, &fields);
        let sum = Checksum::of(new.as_bytes());
        self.sums.extend(before.map(|before| (before, sum)));
        Ok(Some(format!("{new} // {sum}\n")))
    }

    fn record(&mut self, record: Record, fields: &[(String, &str)]) -> String {
        let Record { about, follows, joins, does, .. } = record;
        self.tags.extend(about.iter().map(|(id, tag, _)| (id.as_str().into(), tag.clone())));
        let does = self.does(does);
        let mut out = "(".to_owned();
        for (n, (name, raw)) in fields.iter().enumerate() {
            let _infallible = write!(out, "{}{name}: ", if n == 0 { "" } else { ", " });
            match name.as_str() {
                "follows" => self.sum(&mut out, follows, raw),
                "joins" => self.sum_list(&mut out, &joins),
                "about" => self.about(&mut out, &about),
                "does" => out.push_str(&does),
                _ => out.push_str(raw),
            }
        }
        out.push(')');
        if out.contains(['\n', '\r']) {
            let broken = std::mem::take(&mut out);
            write_string(&mut out, &broken);
        }
        out
    }

    fn sum(&self, out: &mut String, follows: Option<Checksum>, raw: &str) {
        match follows.and_then(|sum| self.sums.get(&sum)) {
            Some(sum) => {
                let _infallible = write!(out, "\"{sum}\"");
            }
            None => out.push_str(raw),
        }
    }

    fn sum_list(&self, out: &mut String, joins: &[Checksum]) {
        let all: Vec<String> = joins.iter().map(|sum| format!("\"{}\"", self.sums.get(sum).unwrap_or(sum))).collect();
        let _infallible = write!(out, "[{}]", all.join(", "));
    }

    fn about(&self, out: &mut String, about: &[(String, String, String)]) {
        out.push('[');
        for (n, (id, tag, words)) in about.iter().enumerate() {
            out.push_str(if n == 0 { "(" } else { ", (" });
            let mut tag = tag.clone();
            self.renaming.tag(&mut tag);
            for (k, text) in [id, &tag, words].into_iter().enumerate() {
                out.push_str(if k == 0 { "" } else { ", " });
                write_string(out, text);
            }
            out.push(')');
        }
        out.push(']');
    }

    fn does(&mut self, does: Does) -> String {
        match does {
            Does::Edit(edit, inverse) => self.change("Edit", edit, inverse),
            Does::Step(edit, inverse) => self.change("Step", edit, inverse),
            Does::Undo(edit, inverse) => self.change("Undo", edit, inverse),
            Does::Redo(edit, inverse) => self.change("Redo", edit, inverse),
            Does::Opened { journal, source, sidecar } => {
                let mut out = format!("Opened(journal: {journal}, source: ");
                write_string(&mut out, &source);
                out.push_str(", sidecar: ");
                self.hash(&mut out, &sidecar);
                out + ")"
            }
            Does::Saving(sidecar) => self.saved("Saving(", &sidecar),
            Does::Saved(sidecar) => self.saved("Saved(", &sidecar),
            Does::Rewriting(rewrite) => self.rewriting(rewrite),
        }
    }

    fn saved(&self, name: &str, sidecar: &str) -> String {
        let mut out = name.to_owned();
        self.hash(&mut out, sidecar);
        out + ")"
    }

    fn hash(&self, out: &mut String, sidecar: &str) {
        let is_it = !sidecar.is_empty() && sidecar == self.hashes.before;
        write_string(out, if is_it { &self.hashes.after } else { sidecar });
    }

    fn rewriting(&mut self, rewrite: Rewrite) -> String {
        let Rewrite { source, sidecar, mut spans, mut was } = rewrite;
        for span in was.iter_mut().chain(&mut spans) {
            self.span(span);
        }
        let mut out = "Rewriting((source: ".to_owned();
        write_string(&mut out, &source);
        out.push_str(", sidecar: ");
        self.hash(&mut out, &sidecar);
        for (name, spans) in [("spans", &spans), ("was", &was)] {
            let lines: Vec<String> = spans.iter().map(stored_span_line).collect();
            let _infallible = write!(out, ", {name}: [{}]", lines.join(", "));
        }
        out + "))"
    }

    /// A change with what takes it back; the tags are afterwards those that the change leaves.
    fn change(&mut self, name: &str, edit: StoredEdit, inverse: StoredEdit) -> String {
        let mut out = format!("{name}(");
        let mut left = Vec::new();
        tags_left(&edit, &mut left);
        let edit = self.edit(edit);
        write_stored(&mut out, &edit);
        out.push_str(", ");
        let inverse = self.edit(inverse);
        write_stored(&mut out, &inverse);
        self.tags.extend(left);
        out + ")"
    }

    fn span(&mut self, span: &mut StoredSpan) {
        self.tags.insert(span.id.clone(), span.tag.clone());
        self.count += self.renaming.stored(span);
    }

    fn edit(&mut self, edit: StoredEdit) -> StoredEdit {
        let mut edit = edit.modern();
        self.rename(&mut edit);
        edit
    }

    fn rename(&mut self, edit: &mut StoredEdit) {
        let renaming = self.renaming;
        self.count += match edit {
            StoredEdit::Add(span) | StoredEdit::Replace(span) => return self.span(span),
            StoredEdit::Batch(edits) => return edits.iter_mut().for_each(|edit| self.rename(edit)),
            StoredEdit::Retag(id, tag) => {
                self.tags.insert(id.clone(), tag.clone());
                renaming.tag(tag)
            }
            StoredEdit::Attribute(id, name, value) => {
                self.tags.get(id).map_or(0, |tag| renaming.attribute(tag, name, Some(value)))
            }
            StoredEdit::NoAttribute(id, name) => self.tags.get(id).map_or(0, |tag| renaming.attribute(tag, name, None)),
            StoredEdit::Offer(id, subject, offer) => self.tags.get(id).map_or(0, |tag| renaming.offer(tag, subject, Some(offer))),
            StoredEdit::NoOffer(id, subject) => self.tags.get(id).map_or(0, |tag| renaming.offer(tag, subject, None)),
            StoredEdit::Attributes(id, all) => self.tags.get(id).map_or(0, |tag| renaming.attributes(tag, all)),
            StoredEdit::Metadata(name, value) => renaming.fact(name, Some(value)),
            StoredEdit::NoMetadata(name) => renaming.fact(name, None),
            StoredEdit::AllMetadata(all) => renaming.facts(all),
            StoredEdit::AddRelation(relation) | StoredEdit::RestoreRelation(_, relation) => renaming.relation(relation),
            StoredEdit::List(change) => renaming.list(change, self.carry),
            StoredEdit::Remove(_)
            | StoredEdit::Move(..)
            | StoredEdit::Note(..)
            | StoredEdit::State(_)
            | StoredEdit::RemoveRelation(_)
            | StoredEdit::Unknown(_)
            | StoredEdit::Field(..)
            | StoredEdit::Extra(_)
            | StoredEdit::Lines(..) => 0,
        };
    }
}

/// The tags that spans have after an edit, as far as it says so.
fn tags_left(edit: &StoredEdit, left: &mut Vec<(SpanId, String)>) {
    match edit {
        StoredEdit::Add(span) | StoredEdit::Replace(span) => left.push((span.id.clone(), span.tag.clone())),
        StoredEdit::Retag(id, tag) => left.push((id.clone(), tag.clone())),
        StoredEdit::Batch(edits) => edits.iter().for_each(|edit| tags_left(edit, left)),
        _ => {}
    }
}

impl StoredEdit {
    /// The edit as it is written today: what version 0.1 wrote of lists becomes a change of them.
    fn modern(self) -> Self {
        match self {
            Self::Extra(all) => of_edit(super::legacy::extra(&all)).unwrap_or(Self::Extra(all)),
            Self::Lines(name, at, gone, lines) => {
                let found = super::legacy::lines(&name, at, gone, &lines).and_then(of_edit);
                found.unwrap_or(Self::Lines(name, at, gone, lines))
            }
            Self::Batch(edits) => Self::Batch(edits.into_iter().map(Self::modern).collect()),
            other => other,
        }
    }
}

/// What version 0.1 meant; `None` for what it never did.
fn of_edit(edit: Edit) -> Option<StoredEdit> {
    Some(match edit {
        Edit::List(change) => StoredEdit::List(change),
        Edit::Extra(extra) => StoredEdit::Unknown(extra),
        Edit::Field { name, value } => StoredEdit::Field(name, value),
        Edit::Batch(edits) => StoredEdit::Batch(edits.into_iter().map(of_edit).collect::<Option<_>>()?),
        _ => return None,
    })
}
