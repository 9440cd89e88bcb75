//! Parquet: documents, spans and relations as tables, in parts, as `DuckDB`, Spark, Polars and Hugging Face read them.
//!
//! Offsets count code points, with bytes beside them. Every attribute of the schema has a column of its own
//! (`attr_min`, a number), a sub-span one more for its words (`attr_cue_words`); all attributes, whatever they are, stand in
//! `attributes` as JSON. What the registries know of the identity of a span stands beside its id. Each table is a folder
//! of parts, so that none grows past what a machine holds.

mod table;

use table::{Holds, Table};

use super::format::{Output, Run, Whole, Writer};
use super::identity::{Named, named};
use super::json::Pairs;
use super::loss::Lost;
use super::offsets::{Offsets, Unit};
use super::value::plain;
use super::work::Work;
use crate::annotation::{Annotation, Kind, Relation, Schema, Value};

/// What is never carried.
const LOST: &[Lost] = &[Lost::Provenance, Lost::UnknownFields];

/// The columns of the identity of a span: its id, its names and its class.
const OF_IDENTITY: [&str; 4] = ["identity", "identity_ar", "identity_en", "identity_class"];

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
                    Some(place) => {
                        span(&mut spans, work, annotation, (place.start, place.end), &columns);
                        identity(&mut spans, named(run.schema, run.registries, annotation).as_ref());
                    }
                    None => output.loss.note(Lost::Spans, work, &annotation.id),
                }
            }
            work.set.relations().iter().for_each(|each| relation(&mut relations, work, each));
        }
        for (folder, table) in [("documents", documents), ("spans", spans), ("relations", relations)] {
            output.files.push(Whole::new(format!("{folder}/part-{:05}.parquet", from / PART), table.bytes()));
        }
    }
}

/// A column of an attribute of the schema.
struct Column<'a> {
    name: String,
    attribute: &'a str,
    holds: Holds,
    /// Whether it has the words of a sub-span.
    has_words: bool,
}

/// The columns of the schema's attributes.
fn columns(schema: &Schema) -> Vec<Column<'_>> {
    let mut columns: Vec<Column<'_>> = Vec::new();
    for attribute in schema.tags.iter().flat_map(|tag| &tag.attributes) {
        let holds = match attribute.kind {
            Kind::Int => Holds::Integer,
            Kind::Flag => Holds::Boolean,
            _ => Holds::Text,
        };
        match columns.iter_mut().find(|known| known.attribute == attribute.id) {
            Some(known) if known.holds != holds => known.holds = Holds::Text,
            Some(_) => {}
            None => {
                let name = format!("attr_{}", attribute.id);
                columns.push(Column { name, attribute: &attribute.id, holds, has_words: false });
            }
        }
    }
    for attribute in schema.tags.iter().flat_map(|tag| &tag.attributes).filter(|a| a.kind == Kind::SubSpan) {
        let name = format!("attr_{}_words", attribute.id);
        if columns.iter().all(|known| known.name != name) {
            columns.push(Column { name, attribute: &attribute.id, holds: Holds::Text, has_words: true });
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

fn spans(columns: &[Column<'_>]) -> Table {
    let mut table = Table::default();
    for name in ["file", "annotator", "id", "tag", "text", "note", "origin", "at", "attributes"] {
        table.add(name, Holds::Text);
    }
    for name in ["start", "end", "start_byte", "end_byte"] {
        table.add(name, Holds::Integer);
    }
    for column in columns {
        table.add(&column.name, column.holds);
    }
    for name in OF_IDENTITY {
        table.add(name, Holds::Text);
    }
    table
}

fn relations() -> Table {
    let mut table = Table::default();
    for name in ["file", "annotator", "id", "type", "from", "to"] {
        table.add(name, Holds::Text);
    }
    table.add("order", Holds::Integer);
    for name in ["certainty", "attributes", "from_text", "to_text"] {
        table.add(name, Holds::Text);
    }
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

fn span(table: &mut Table, work: &Work<'_>, annotation: &Annotation, place: (usize, usize), columns: &[Column<'_>]) {
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
    for Column { name, attribute, holds, has_words } in columns {
        match (holds, annotation.attribute(attribute)) {
            (_, value) if *has_words => table.optional(name, value.and_then(|value| words(work, value))),
            (Holds::Integer, Some(Value::Integer(number))) => table.integer(name, Some(*number)),
            (Holds::Boolean, Some(Value::Boolean(flag))) => table.boolean(name, Some(*flag)),
            (Holds::Text, Some(value)) => table.text(name, &plain(value, |_| None)),
            // A value of another kind stands in the JSON alone.
            _ => table.nothing(name),
        }
    }
}

/// The words of a sub-span.
fn words<'a>(work: &Work<'a>, value: &Value) -> Option<&'a str> {
    match value {
        Value::Range(start, end) => work.words(*start..*end),
        _ => None,
    }
}

/// The identity of a span, and what its registry knows of it.
fn identity(table: &mut Table, named: Option<&Named<'_>>) {
    let known = named.and_then(|named| named.known);
    let [id, ar, en, class] = OF_IDENTITY;
    table.optional(id, named.map(|named| named.id));
    table.optional(ar, known.map(|known| known.ar.as_str()));
    table.optional(en, known.map(|known| known.en.as_str()));
    table.optional(class, known.map(|known| known.class.as_str()));
}

fn relation(table: &mut Table, work: &Work<'_>, relation: &Relation) {
    table.text("file", work.file);
    table.text("annotator", work.annotator.as_str());
    table.text("id", &relation.id);
    table.text("type", &relation.kind);
    table.text("from", &relation.from);
    table.text("to", &relation.to);
    table.integer("order", relation.order);
    let certainty = relation.certainty.as_ref().map(|value| plain(value, |_| None));
    table.optional("certainty", certainty.as_deref());
    table.text("attributes", &json(&relation.attributes));
    let quote = |id: &str| work.set.get(id).map(|span| work.quote(span));
    table.optional("from_text", quote(&relation.from));
    table.optional("to_text", quote(&relation.to).or(relation.quote.as_deref()));
}

fn json(pairs: &[(String, Value)]) -> String {
    serde_json::to_string(&Pairs(pairs)).unwrap_or_default()
}
