//! JSONL: one text with one annotator's work a line, without loss.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde::Serialize;

use super::format::{Brought, Input, Output, ReadFault, Reader, Run, Settings, Stream, Writer};
use super::incoming::Incoming;
use super::json::{Extras, Pairs, ValueOut};
use super::work::Work;
use crate::annotation::model::CONFLICT;
use crate::annotation::{Annotation, Relation};
use crate::text::Document;

/// The format of INTERFACES, lossless.
#[derive(Debug)]
pub struct Jsonl;

impl Writer for Jsonl {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn about(&self) -> &'static str {
        "one JSON object a text, without loss; offsets count code points"
    }

    fn streams(&self, run: &Run<'_>) -> Vec<Stream> {
        vec![Stream { name: format!("{}.jsonl", run.set), ..Stream::default() }]
    }

    fn write(&self, works: &[Work<'_>], _from: usize, _run: &Run<'_>, output: &mut Output) {
        for work in works {
            let mut line = line(work).into_bytes();
            line.push(b'\n');
            output.pieces.push((0, line));
        }
    }
}

impl Reader for Jsonl {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".jsonl"]
    }

    fn is_by_lines(&self) -> bool {
        true
    }

    fn read(&self, input: &Input<'_>, _settings: &Settings<'_>) -> Result<Brought, ReadFault> {
        let mut brought = Brought::default();
        for (at, line) in input.lines()? {
            let work = read_line(line).map_err(|fault| ReadFault { line: at, ..fault })?;
            brought.works.push((at, work));
        }
        Ok(brought)
    }
}

/// Writes one annotator's work on a text as one line of JSON, without the line end.
///
/// The keys are always the same, and null where nothing is known; only a time (`at`), the words at an end in another
/// text (`quote`) and fields that are not known here (`extra`) come when there is something to say.
pub fn line(work: &Work<'_>) -> String {
    let row = RowOut {
        file: work.file,
        sha256: work.sha256,
        text: work.document.text(),
        annotator: work.annotator.as_str(),
        state: work.set.state().as_str(),
        document: Pairs(work.set.metadata()),
        spans: work.set.iter().map(|annotation| span(annotation, work.document)).collect(),
        relations: work.set.relations().iter().map(relation).collect(),
        extra: Extras([work.set.extra().as_slice(), &work.set.lists().fields()].concat().into()),
    };
    // Nothing in a row can fail to be JSON: its keys are strings and its numbers whole.
    serde_json::to_string(&row).unwrap_or_default()
}

/// Reads one line.
///
/// # Errors
/// What is wrong with it, and where.
pub fn read_line(line: &str) -> Result<Incoming, ReadFault> {
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
    certainty: Option<ValueOut<'a>>,
    attributes: Pairs<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'a str>,
    #[serde(skip_serializing_if = "Extras::is_empty")]
    extra: Extras<'a>,
}

fn span<'a>(annotation: &'a Annotation, document: &'a Document) -> SpanOut<'a> {
    SpanOut {
        id: &annotation.id,
        tag: &annotation.tag,
        start: document.code_point_at(annotation.span.start()),
        end: document.code_point_at(annotation.span.end()),
        text: document.slice(annotation.span.range()),
        attributes: Pairs(&annotation.attributes),
        note: &annotation.note,
        origin: annotation.origin.as_str(),
        at: &annotation.at,
        extra: Extras(extra(annotation)),
    }
}

/// What is not known here, where a span of a gold standard comes from, and what was proposed for a span.
fn extra(annotation: &Annotation) -> Cow<'_, [(String, String)]> {
    let provenance = annotation.provenance.fields();
    let offers = annotation.offers.fields();
    if provenance.is_empty() && offers.is_empty() {
        return annotation.extra.as_slice().into();
    }
    [annotation.extra.as_slice(), &provenance, &offers].concat().into()
}

fn relation(relation: &Relation) -> RelationOut<'_> {
    RelationOut {
        id: &relation.id,
        kind: &relation.kind,
        from: &relation.from,
        to: &relation.to,
        order: relation.order,
        certainty: relation.certainty.as_ref().map(ValueOut),
        attributes: Pairs(&relation.attributes),
        quote: relation.quote.as_deref(),
        extra: Extras(relation_extra(relation)),
    }
}

/// What is not known here, and what a merge left undecided.
fn relation_extra(relation: &Relation) -> Cow<'_, [(String, String)]> {
    let Some(marks) = &relation.merge_conflict else { return relation.extra.as_slice().into() };
    let mut raw = String::new();
    marks.write_ron(&mut raw);
    [relation.extra.as_slice(), &[(CONFLICT.to_owned(), raw)]].concat().into()
}
