//! JSONL: one text with one annotator's work a line, without loss.

mod json;
mod row;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use row::{Misfit, Row, RowRelation, RowSpan};

use json::{Extras, Pairs};

use crate::annotation::{AnnotationSet, Annotator, Relation};
use crate::text::Document;

/// What a row says of the file a text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts<'a> {
    /// Its name, from the folder of the corpus.
    pub file: &'a str,
    /// SHA-256 of its raw bytes, if that is known.
    pub sha256: Option<&'a str>,
}

/// Why a line is no row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {message}")]
pub struct JsonlError {
    /// Column in bytes, from 1; 0 where the fault has no place.
    pub column: usize,
    /// One plain sentence.
    pub message: String,
}

impl From<serde_json::Error> for JsonlError {
    fn from(error: serde_json::Error) -> Self {
        let (column, message) = (error.column(), error.to_string());
        let place = message.find(" at line ").unwrap_or(message.len());
        Self { column, message: message.get(..place).unwrap_or_default().to_owned() }
    }
}

/// Writes one annotator's work on a text as one line of JSON, without the line end.
///
/// The document must be the whole text that the set's spans were made on. The keys are always the same, and
/// null where nothing is known; only a time (`at`) and fields that are not known here (`extra`) come when there
/// is something to say.
pub fn write_row(facts: Facts<'_>, annotator: &Annotator, set: &AnnotationSet, document: &Document) -> String {
    let row = RowOut {
        file: facts.file,
        sha256: facts.sha256,
        text: document.text(),
        annotator: annotator.as_str(),
        state: set.state().as_str(),
        document: Pairs(set.metadata()),
        spans: set.iter().map(|annotation| span(annotation, document)).collect(),
        relations: set.relations().iter().map(relation).collect(),
        extra: Extras(set.extra()),
    };
    // Nothing in a row can fail to be JSON: its keys are strings and its numbers whole.
    serde_json::to_string(&row).unwrap_or_default()
}

/// Reads one line.
///
/// # Errors
/// What is wrong with it, and where.
pub fn read_row(line: &str) -> Result<Row, JsonlError> {
    Ok(serde_json::from_str(line)?)
}

#[derive(Serialize)]
struct RowOut<'a> {
    file: &'a str,
    sha256: Option<&'a str>,
    text: &'a str,
    annotator: &'a str,
    state: &'a str,
    document: Pairs<'a>,
    spans: Vec<SpanOut<'a>>,
    relations: Vec<RelationOut<'a>>,
    #[serde(skip_serializing_if = "Extras::is_empty")]
    extra: Extras<'a>,
}

#[derive(Serialize)]
struct SpanOut<'a> {
    id: &'a str,
    tag: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    attributes: Pairs<'a>,
    note: &'a str,
    origin: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    at: &'a str,
    #[serde(skip_serializing_if = "Extras::is_empty")]
    extra: Extras<'a>,
}

#[derive(Serialize)]
struct RelationOut<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    from: &'a str,
    to: &'a str,
    order: Option<i64>,
    #[serde(skip_serializing_if = "Extras::is_empty")]
    extra: Extras<'a>,
}

fn span<'a>(annotation: &'a crate::annotation::Annotation, document: &'a Document) -> SpanOut<'a> {
    SpanOut {
        id: &annotation.id,
        tag: &annotation.tag,
        start: document.code_point_at(annotation.span.start()),
        end: document.code_point_at(annotation.span.end()),
        text: document.slice(annotation.span.range()),
        attributes: Pairs(&annotation.attributes),
        note: &annotation.note,
        origin: &annotation.origin,
        at: &annotation.at,
        extra: Extras(&annotation.extra),
    }
}

fn relation(relation: &Relation) -> RelationOut<'_> {
    RelationOut {
        id: &relation.id,
        kind: &relation.kind,
        from: &relation.from,
        to: &relation.to,
        order: relation.order,
        extra: Extras(&relation.extra),
    }
}
