//! An edit as a journal has it: offsets in code points, with the quotes, apart from the model.

use std::fmt::Write as _;

use serde::Deserialize;

use super::legacy;
use crate::annotation::quote::fit;
use crate::annotation::record::Field;
use crate::annotation::record::{line, write_pairs};
use crate::annotation::ron_text::write_string;
use crate::annotation::{Annotation, DocumentState, Edit, ListChange, Lists, Misfit, Offer, RelationId, SpanId, Subject, Value};
use crate::storage::sidecar::{
    StoredRelation, StoredSpan, is_field, is_unknown_field, relation_line, span_line, stored_span_line,
};
use crate::text::{Document, Span};

/// An edit that is not yet compared with its text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub enum StoredEdit {
    /// [`Edit::Add`].
    Add(StoredSpan),
    /// [`Edit::Replace`].
    Replace(StoredSpan),
    /// [`Edit::Remove`].
    Remove(SpanId),
    /// [`Edit::Retag`]: id and tag.
    Retag(SpanId, String),
    /// [`Edit::Move`]: id, start, end and the words there.
    Move(SpanId, usize, usize, String),
    /// [`Edit::Note`]: id and note.
    Note(SpanId, String),
    /// [`Edit::Attribute`] with a value: id, name, value.
    Attribute(SpanId, String, Value),
    /// [`Edit::Attribute`] without one: id and name.
    NoAttribute(SpanId, String),
    /// [`Edit::Attributes`].
    Attributes(SpanId, Vec<(String, Value)>),
    /// [`Edit::Offer`] with one: id, subject, rule and value.
    Offer(SpanId, Subject, Offer),
    /// [`Edit::Offer`] without one: id and subject.
    NoOffer(SpanId, Subject),
    /// [`Edit::State`].
    State(String),
    /// [`Edit::Metadata`] with a value.
    Metadata(String, Value),
    /// [`Edit::Metadata`] without one.
    NoMetadata(String),
    /// [`Edit::AllMetadata`].
    AllMetadata(Vec<(String, Value)>),
    /// [`Edit::AddRelation`].
    AddRelation(StoredRelation),
    /// [`Edit::RestoreRelation`].
    RestoreRelation(usize, StoredRelation),
    /// [`Edit::RemoveRelation`].
    RemoveRelation(RelationId),
    /// [`Edit::Extra`]: names, and values as raw RON.
    Unknown(Vec<(String, String)>),
    /// [`Edit::Field`]: name, and value as raw RON.
    Field(String, String),
    /// [`Edit::List`].
    List(ListChange),
    /// What version 0.1 wrote: all fields, lists among them, as raw RON.
    Extra(Vec<(String, String)>),
    /// What version 0.1 wrote: a field, its first line, the lines that go, the lines that come.
    Lines(String, usize, usize, Vec<String>),
    /// [`Edit::Batch`].
    Batch(Vec<StoredEdit>),
}

/// Why an edit of a journal cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unresolved {
    /// It does not fit the text.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// Lines that version 0.1 replaced are no entries of a list.
    #[error("lines of the field {0} cannot be replaced")]
    Lines(String),
    /// With it the sidecar could not be read again.
    #[error("the field {0} cannot be in a sidecar: a field that is known has its name, or its value is not RON")]
    Field(String),
}

impl StoredEdit {
    /// Makes the edit, with every place compared with the text.
    ///
    /// # Errors
    /// A place that is none, other words than those that were quoted; as [`StoredEdit::check`].
    pub fn resolve(self, document: &Document) -> Result<Edit, Unresolved> {
        self.check()?;
        self.make(document)
    }

    /// Checks what can be checked without the text: that a sidecar can be read that has what the edit brings.
    ///
    /// # Errors
    /// A field that is not known here and has the name of another or a value that is none, or lines of version 0.1 that
    /// are no entries.
    pub fn check(&self) -> Result<(), Unresolved> {
        match self {
            Self::Unknown(extra) => extra.iter().try_for_each(|(name, raw)| unknown(name, raw)),
            Self::Field(name, raw) => unknown(name, raw),
            Self::Extra(all) => all.iter().try_for_each(|(name, raw)| match name.as_str() {
                list if Lists::NAMES.contains(&list) => field(list, raw),
                name => unknown(name, raw),
            }),
            Self::Lines(name, at, gone, lines) => {
                legacy::lines(name, *at, *gone, lines).map(drop).ok_or_else(|| Unresolved::Lines(name.clone()))
            }
            Self::List(change) => change.odd().map_or(Ok(()), |raw| field(change.name(), raw)),
            Self::Batch(edits) => edits.iter().try_for_each(Self::check),
            _ => Ok(()),
        }
    }

    fn make(self, document: &Document) -> Result<Edit, Unresolved> {
        Ok(match self {
            Self::Add(stored) => Edit::Add(place(stored, document)?),
            Self::Replace(stored) => Edit::Replace(place(stored, document)?),
            Self::Remove(id) => Edit::Remove(id),
            Self::Retag(id, tag) => Edit::Retag { id, tag },
            Self::Move(id, start, end, quote) => Edit::Move { id, span: fit(document, start..end, Some(&quote))? },
            Self::Note(id, note) => Edit::Note { id, note },
            Self::Attribute(id, name, value) => Edit::Attribute { id, name, value: Some(value) },
            Self::NoAttribute(id, name) => Edit::Attribute { id, name, value: None },
            Self::Attributes(id, attributes) => Edit::Attributes { id, attributes },
            Self::Offer(id, subject, offer) => Edit::Offer { id, subject, offer: Some(offer) },
            Self::NoOffer(id, subject) => Edit::Offer { id, subject, offer: None },
            Self::State(state) => Edit::State(DocumentState::from(state.as_str())),
            Self::Metadata(name, value) => Edit::Metadata { name, value: Some(value) },
            Self::NoMetadata(name) => Edit::Metadata { name, value: None },
            Self::AllMetadata(all) => Edit::AllMetadata(all),
            Self::Unknown(extra) => Edit::Extra(extra),
            Self::Field(name, value) => Edit::Field { name, value },
            Self::List(change) => Edit::List(change),
            Self::Extra(extra) => legacy::extra(&extra),
            Self::Lines(name, at, gone, lines) => legacy::lines(&name, at, gone, &lines).ok_or(Unresolved::Lines(name))?,
            Self::AddRelation(relation) => Edit::AddRelation(relation.relation()),
            Self::RestoreRelation(at, relation) => Edit::RestoreRelation { at, relation: relation.relation() },
            Self::RemoveRelation(id) => Edit::RemoveRelation(id),
            Self::Batch(edits) => Edit::Batch(edits.into_iter().map(|edit| edit.make(document)).collect::<Result<_, _>>()?),
        })
    }
}

fn unknown(name: &str, raw: &str) -> Result<(), Unresolved> {
    if is_unknown_field(name, raw) { Ok(()) } else { Err(Unresolved::Field(name.to_owned())) }
}

fn field(name: &str, raw: &str) -> Result<(), Unresolved> {
    if is_field(name, raw) { Ok(()) } else { Err(Unresolved::Field(name.to_owned())) }
}

fn place(stored: StoredSpan, document: &Document) -> Result<Annotation, Misfit> {
    let span = fit(document, stored.start..stored.end, stored.text.as_deref())?;
    Ok(stored.annotation(span))
}

/// Writes an edit as [`StoredEdit`] reads it.
pub(super) fn write_edit(out: &mut String, edit: &Edit, document: &Document) {
    match edit {
        Edit::Add(annotation) => write_annotation(out, "Add", annotation, document),
        Edit::Replace(annotation) => write_annotation(out, "Replace", annotation, document),
        Edit::Remove(id) => variant(out, "Remove", &[id]),
        Edit::Retag { id, tag } => variant(out, "Retag", &[id, tag]),
        Edit::Move { id, span } => write_move(out, id, *span, document),
        Edit::Note { id, note } => variant(out, "Note", &[id, note]),
        Edit::Attribute { id, name, value } => write_value(out, "Attribute", &[id, name], value.as_ref()),
        Edit::Attributes { id, attributes } => write_named(out, "Attributes", Some(id), attributes),
        Edit::Offer { id, subject, offer } => write_offer(out, id, subject, offer.as_ref()),
        Edit::State(state) => variant(out, "State", &[state.as_str()]),
        Edit::Metadata { name, value } => write_value(out, "Metadata", &[name], value.as_ref()),
        Edit::AllMetadata(all) => write_named(out, "AllMetadata", None, all),
        Edit::Extra(extra) => {
            let texts: Vec<(String, Value)> = extra.iter().map(|(name, raw)| (name.clone(), Value::Text(raw.clone()))).collect();
            write_named(out, "Unknown", None, &texts);
        }
        Edit::Field { name, value } => variant(out, "Field", &[name, value]),
        Edit::List(change) => {
            out.push_str("List(");
            change.write(out);
            out.push(')');
        }
        Edit::AddRelation(relation) => {
            let _infallible = write!(out, "AddRelation({})", relation_line(relation));
        }
        Edit::RestoreRelation { at, relation } => {
            let _infallible = write!(out, "RestoreRelation({at}, {})", relation_line(relation));
        }
        Edit::RemoveRelation(id) => variant(out, "RemoveRelation", &[id]),
        Edit::Batch(edits) => write_batch(out, edits, document),
    }
}

/// Writes an edit that is not compared with its text, as [`StoredEdit`] reads it.
pub(super) fn write_stored(out: &mut String, edit: &StoredEdit) {
    match edit {
        StoredEdit::Add(span) => wrapped(out, "Add", &stored_span_line(span)),
        StoredEdit::Replace(span) => wrapped(out, "Replace", &stored_span_line(span)),
        StoredEdit::Remove(id) => variant(out, "Remove", &[id]),
        StoredEdit::Retag(id, tag) => variant(out, "Retag", &[id, tag]),
        StoredEdit::Move(id, start, end, words) => {
            out.push_str("Move(");
            write_string(out, id);
            let _infallible = write!(out, ", {start}, {end}, ");
            write_string(out, words);
            out.push(')');
        }
        StoredEdit::Note(id, note) => variant(out, "Note", &[id, note]),
        StoredEdit::Attribute(id, name, value) => write_value(out, "Attribute", &[id, name], Some(value)),
        StoredEdit::NoAttribute(id, name) => write_value(out, "Attribute", &[id, name], None),
        StoredEdit::Attributes(id, attributes) => write_named(out, "Attributes", Some(id), attributes),
        StoredEdit::Offer(id, subject, offer) => write_offer(out, id, subject, Some(offer)),
        StoredEdit::NoOffer(id, subject) => write_offer(out, id, subject, None),
        StoredEdit::State(state) => variant(out, "State", &[state]),
        StoredEdit::Metadata(name, value) => write_value(out, "Metadata", &[name], Some(value)),
        StoredEdit::NoMetadata(name) => write_value(out, "Metadata", &[name], None),
        StoredEdit::AllMetadata(all) => write_named(out, "AllMetadata", None, all),
        StoredEdit::AddRelation(relation) => wrapped(out, "AddRelation", &line(relation)),
        StoredEdit::RestoreRelation(at, relation) => wrapped(out, "RestoreRelation", &format!("{at}, {}", line(relation))),
        StoredEdit::RemoveRelation(id) => variant(out, "RemoveRelation", &[id]),
        StoredEdit::Unknown(extra) => write_raw(out, "Unknown", extra),
        StoredEdit::Extra(extra) => write_raw(out, "Extra", extra),
        StoredEdit::Field(name, value) => variant(out, "Field", &[name, value]),
        StoredEdit::List(change) => {
            out.push_str("List(");
            change.write(out);
            out.push(')');
        }
        StoredEdit::Lines(name, at, gone, lines) => {
            out.push_str("Lines(");
            write_string(out, name);
            let _infallible = write!(out, ", {at}, {gone}, [");
            for (n, line) in lines.iter().enumerate() {
                out.push_str(if n == 0 { "" } else { ", " });
                write_string(out, line);
            }
            out.push_str("])");
        }
        StoredEdit::Batch(edits) => {
            out.push_str("Batch([");
            for (n, edit) in edits.iter().enumerate() {
                out.push_str(if n == 0 { "" } else { ", " });
                write_stored(out, edit);
            }
            out.push_str("])");
        }
    }
}

fn wrapped(out: &mut String, name: &str, inside: &str) {
    let _infallible = write!(out, "{name}({inside})");
}

/// Writes names with values that are raw RON, each as a string.
fn write_raw(out: &mut String, name: &str, extra: &[(String, String)]) {
    let texts: Vec<(String, Value)> = extra.iter().map(|(name, raw)| (name.clone(), Value::Text(raw.clone()))).collect();
    write_named(out, name, None, &texts);
}

/// What stands around an entry in a sidecar, and not in a journal, in bytes.
const AROUND: usize = 16;

/// The bytes that a sidecar becomes longer by through an edit, about: what it brings, without what its inverse would bring.
pub(crate) fn growth(edit: &Edit, inverse: &Edit, document: &Document) -> i64 {
    let bytes = |edit| i64::try_from(weight(edit, document)).unwrap_or(i64::MAX / 2);
    bytes(edit) - bytes(inverse)
}

/// The bytes that what an edit brings takes in a sidecar, about.
fn weight(edit: &Edit, document: &Document) -> usize {
    match edit {
        Edit::Remove(_)
        | Edit::RemoveRelation(_)
        | Edit::Attribute { value: None, .. }
        | Edit::Offer { offer: None, .. }
        | Edit::Metadata { value: None, .. } => 0,
        Edit::Batch(edits) => edits.iter().map(|edit| weight(edit, document)).sum(),
        edit => {
            let mut out = String::new();
            write_edit(&mut out, edit, document);
            out.len() + AROUND
        }
    }
}

fn write_annotation(out: &mut String, name: &str, annotation: &Annotation, document: &Document) {
    let _infallible = write!(out, "{name}({})", span_line(annotation, document));
}

fn write_move(out: &mut String, id: &str, span: Span, document: &Document) {
    out.push_str("Move(");
    write_string(out, id);
    let start = document.code_point_at(span.start());
    let end = document.code_point_at(span.end());
    let _infallible = write!(out, ", {start}, {end}, ");
    write_string(out, document.slice(span.range()));
    out.push(')');
}

fn write_batch(out: &mut String, edits: &[Edit], document: &Document) {
    out.push_str("Batch([");
    for (n, edit) in edits.iter().enumerate() {
        out.push_str(if n == 0 { "" } else { ", " });
        write_edit(out, edit, document);
    }
    out.push_str("])");
}

fn write_named(out: &mut String, name: &str, id: Option<&str>, named: &[(String, Value)]) {
    out.push_str(name);
    out.push('(');
    if let Some(id) = id {
        write_string(out, id);
        out.push_str(", ");
    }
    write_pairs(out, named);
    out.push(')');
}

/// Writes a variant whose last field is a value, or, without one, its `No` twin.
fn write_value(out: &mut String, name: &str, texts: &[&str], value: Option<&Value>) {
    let Some(value) = value else { return variant(out, &format!("No{name}"), texts) };
    variant(out, name, texts);
    out.pop();
    out.push_str(", ");
    value.write_ron(out);
    out.push(')');
}

/// Writes what was proposed for a span, or that nothing was.
fn write_offer(out: &mut String, id: &str, subject: &Subject, offer: Option<&Offer>) {
    out.push_str(if offer.is_some() { "Offer(" } else { "NoOffer(" });
    write_string(out, id);
    out.push_str(", ");
    let kind = match subject {
        Subject::Attribute(_) => "Attribute",
        Subject::Relation(_) => "Relation",
    };
    variant(out, kind, &[subject.name()]);
    if let Some(offer) = offer {
        out.push_str(", ");
        Offer::write(offer.view(), out);
    }
    out.push(')');
}

/// Writes a variant of nothing but texts.
fn variant(out: &mut String, name: &str, texts: &[&str]) {
    out.push_str(name);
    out.push('(');
    for (n, text) in texts.iter().enumerate() {
        out.push_str(if n == 0 { "" } else { ", " });
        write_string(out, text);
    }
    out.push(')');
}
