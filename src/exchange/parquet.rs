//! Parquet: documents, spans and relations as tables, in parts, as `DuckDB`, Spark, Polars and Hugging Face read them.
//!
//! Offsets count code points, with bytes beside them. Every attribute of the schema has a column of its own
//! (`attr_min`, a number); all attributes, whatever they are, stand in `attributes` as JSON. Each table is a folder of
//! parts, so that none grows past what a machine holds.

mod table;

use table::{Holds, Table};

use super::format::{Output, Run, Whole, Writer};
use super::json::Pairs;
use super::loss::Lost;
use super::offsets::{Offsets, Unit};
use super::value::plain;
use super::work::Work;
use crate::annotation::{Annotation, Kind, Schema, Value};

/// What is never carried.
const LOST: &[Lost] = &[Lost::RelationCertainty, Lost::RelationAttributes, Lost::UnknownFields];

/// Texts in a part.
const PART: usize = 1000;

/// Apache Parquet.
#[derive(Debug)]
pub(super) struct Parquet;

impl Writer for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn about(&self) -> &'static str {
        "documents, spans and relations as tables, in parts of a thousand texts; offsets count code points and bytes"
    }

    fn texts_at_a_time(&self) -> usize {
        PART
    }

    fn write(&self, works: &[Work<'_>], from: usize, run: &Run<'_>, output: &mut Output) {
        let columns = columns(run.schema);
        let (mut documents, mut spans, mut relations) = (documents(), self::spans(&columns), relations());
        for work in works {
            output.loss.all_of(LOST, work);
            document(&mut documents, work);
            let offsets = Offsets::new(work.document.text(), Unit::CodePoints);
            for annotation in work.set.iter() {
                match offsets.place(&annotation.span.range()) {
                    Some(place) => span(&mut spans, work, annotation, (place.start, place.end), &columns),
                    None => output.loss.note(Lost::Spans, work, &annotation.id),
                }
            }
            for relation in work.set.relations() {
                relations.text("file", work.file);
                relations.text("annotator", work.annotator.as_str());
                relations.text("id", &relation.id);
                relations.text("type", &relation.kind);
                relations.text("from", &relation.from);
                relations.text("to", &relation.to);
                relations.integer("order", relation.order);
            }
        }
        for (folder, table) in [("documents", documents), ("spans", spans), ("relations", relations)] {
            output.files.push(Whole::new(format!("{folder}/part-{:05}.parquet", from / PART), table.bytes()));
        }
    }
}

/// The columns of the schema's attributes: name of the column, the attribute, and what it holds.
fn columns(schema: &Schema) -> Vec<(String, &str, Holds)> {
    let mut columns: Vec<(String, &str, Holds)> = Vec::new();
    for attribute in schema.tags.iter().flat_map(|tag| &tag.attributes) {
        let holds = match attribute.kind {
            Kind::Int => Holds::Integer,
            Kind::Flag => Holds::Boolean,
            _ => Holds::Text,
        };
        match columns.iter_mut().find(|(_, known, _)| *known == attribute.id) {
            Some((_, _, known)) if *known != holds => *known = Holds::Text,
            Some(_) => {}
            None => columns.push((format!("attr_{}", attribute.id), &attribute.id, holds)),
        }
    }
    columns
}

fn documents() -> Table {
    let mut table = Table::default();
    for name in ["file", "sha256", "text", "annotator", "state", "metadata"] {
        table.add(name, Holds::Text);
    }
    table.add("code_points", Holds::Integer);
    table
}

fn spans(columns: &[(String, &str, Holds)]) -> Table {
    let mut table = Table::default();
    for name in ["file", "annotator", "id", "tag", "text", "note", "origin", "at", "attributes"] {
        table.add(name, Holds::Text);
    }
    for name in ["start", "end", "start_byte", "end_byte"] {
        table.add(name, Holds::Integer);
    }
    for (name, _, holds) in columns {
        table.add(name, *holds);
    }
    table
}

fn relations() -> Table {
    let mut table = Table::default();
    for name in ["file", "annotator", "id", "type", "from", "to"] {
        table.add(name, Holds::Text);
    }
    table.add("order", Holds::Integer);
    table
}

fn document(table: &mut Table, work: &Work<'_>) {
    table.text("file", work.file);
    table.optional("sha256", work.sha256);
    table.text("text", work.document.text());
    table.text("annotator", work.annotator.as_str());
    table.text("state", work.set.state().as_str());
    table.text("metadata", &json(work.set.metadata()));
    table.integer("code_points", i64::try_from(work.document.code_points()).ok());
}

fn span(table: &mut Table, work: &Work<'_>, annotation: &Annotation, place: (usize, usize), columns: &[(String, &str, Holds)]) {
    table.text("file", work.file);
    table.text("annotator", work.annotator.as_str());
    table.text("id", &annotation.id);
    table.text("tag", &annotation.tag);
    table.text("text", work.quote(annotation));
    table.text("note", &annotation.note);
    table.text("origin", annotation.origin.as_str());
    table.optional("at", Some(annotation.at.as_str()).filter(|at| !at.is_empty()));
    table.text("attributes", &json(&annotation.attributes));
    let bytes = (annotation.span.start(), annotation.span.end());
    for (name, at) in [("start", place.0), ("end", place.1), ("start_byte", bytes.0), ("end_byte", bytes.1)] {
        table.integer(name, i64::try_from(at).ok());
    }
    for (name, attribute, holds) in columns {
        match (holds, annotation.attribute(attribute)) {
            (Holds::Integer, Some(Value::Integer(number))) => table.integer(name, Some(*number)),
            (Holds::Boolean, Some(Value::Boolean(flag))) => table.boolean(name, Some(*flag)),
            (Holds::Text, Some(value)) => table.text(name, &plain(value, |_| None)),
            // A value of another kind stands in the JSON alone.
            _ => table.nothing(name),
        }
    }
}

fn json(pairs: &[(String, Value)]) -> String {
    serde_json::to_string(&Pairs(pairs)).unwrap_or_default()
}
