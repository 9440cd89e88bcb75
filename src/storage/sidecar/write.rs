//! Writing a sidecar: one span a line, so that version control shows what changed.

use std::cmp::Reverse;
use std::fmt::{self, Write as _};

use super::VERSION;
use super::record::{SchemaRecord, SourceRecord, Stored, StoredRelation, StoredSpan};
use super::resolve::Header;
use crate::annotation::record::{write_pairs, write_text};
use crate::annotation::ron_text::{write_extra, write_field};
use crate::annotation::{Annotation, AnnotationSet, Relation, Value};
use crate::text::Document;

/// The text of a sidecar, in the one layout that it has.
///
/// The document must be the whole text that the set's spans were made on.
pub fn write(set: &AnnotationSet, header: &Header, document: &Document) -> String {
    let fit = set.iter().map(|annotation| Row::of(annotation, document));
    let rows = fit.chain(header.unfit.iter().map(Row::stored)).collect();
    let relations = set.relations().iter().map(Link::of).collect();
    let Header { source, schema, annotator, .. } = header;
    Sheet {
        source,
        schema,
        annotator,
        state: set.state().as_str(),
        document: set.metadata(),
        rows,
        relations,
        extra: set.extra(),
    }
    .write()
}

/// The text of a sidecar whose text is not at hand: everything as it was read, in the same layout.
pub fn write_stored(stored: &Stored) -> String {
    let Stored { source, schema, annotator, state, document, extra, .. } = stored;
    let rows = stored.spans.iter().map(Row::stored).collect();
    let relations = stored.relations.iter().map(Link::stored).collect();
    Sheet { source, schema, annotator, state, document, rows, relations, extra }.write()
}

/// A span as it was read, as it stands in its line.
pub(in crate::storage) fn stored_span_line(span: &StoredSpan) -> String {
    Row::stored(span).line()
}

/// A relation as it was read, as it stands in its line.
pub(super) fn stored_relation_line(relation: &StoredRelation) -> String {
    Link::stored(relation).line()
}

/// Everything that a sidecar says.
struct Sheet<'a> {
    source: &'a SourceRecord,
    schema: &'a SchemaRecord,
    annotator: &'a str,
    state: &'a str,
    document: &'a [(String, Value)],
    rows: Vec<Row<'a>>,
    relations: Vec<Link<'a>>,
    extra: &'a [(String, String)],
}

impl Sheet<'_> {
    fn write(mut self) -> String {
        // Stable, and a single pass where nothing is unfit, since a set is in this order.
        self.rows.sort_by(|a, b| (a.start, Reverse(a.end), a.id).cmp(&(b.start, Reverse(b.end), b.id)));
        let mut out = String::with_capacity(1024 + self.rows.len() * 256);
        let _infallible = self.write_all(&mut out);
        out
    }

    fn write_all(&self, out: &mut String) -> fmt::Result {
        write!(out, "(\n    hashiya: {VERSION},\n    source: (")?;
        let source = self.source;
        write_text(out, "file: ", &source.file);
        write_text(out, ", sha256: ", &source.sha256);
        write!(out, ", bytes: {}, code_points: {}", source.bytes, source.code_points)?;
        write_text(out, ", encoding: ", &source.encoding);
        write_extra(out, &source.extra);
        write_text(out, "),\n    schema: (id: ", &self.schema.id);
        write_text(out, ", version: ", &self.schema.version);
        write_extra(out, &self.schema.extra);
        write_text(out, "),\n    annotator: ", self.annotator);
        write_text(out, ",\n    state: ", self.state);
        out.push_str(",\n    document: ");
        write_pairs(out, self.document);
        out.push_str(",\n");
        list(out, "spans", &self.rows.iter().map(Row::line).collect::<Vec<_>>());
        list(out, "relations", &self.relations.iter().map(Link::line).collect::<Vec<_>>());
        for (name, value) in self.extra {
            out.push_str("    ");
            write_field(out, name, value);
            out.push_str(",\n");
        }
        out.push_str(")\n");
        Ok(())
    }
}

fn list(out: &mut String, name: &str, lines: &[String]) {
    let (open, close) = if lines.is_empty() { ("[", "],\n") } else { ("[\n", "    ],\n") };
    out.push_str("    ");
    out.push_str(name);
    out.push_str(": ");
    out.push_str(open);
    for line in lines {
        out.push_str("        ");
        out.push_str(line);
        out.push_str(",\n");
    }
    out.push_str(close);
}

/// An annotation as its line says it, without the comma.
pub(in crate::storage) fn span_line(annotation: &Annotation, document: &Document) -> String {
    Row::of(annotation, document).line()
}

/// A relation as its line says it, without the comma.
pub(in crate::storage) fn relation_line(relation: &Relation) -> String {
    Link::of(relation).line()
}

/// A span with everything that its line says.
struct Row<'a> {
    id: &'a str,
    tag: &'a str,
    start: usize,
    end: usize,
    bytes: Option<(usize, usize)>,
    text: Option<&'a str>,
    attributes: &'a [(String, Value)],
    origin: &'a str,
    note: &'a str,
    at: &'a str,
    extra: &'a [(String, String)],
}

impl<'a> Row<'a> {
    fn of(annotation: &'a Annotation, document: &'a Document) -> Self {
        let (start, end) = (annotation.span.start(), annotation.span.end());
        Self {
            id: &annotation.id,
            tag: &annotation.tag,
            start: document.code_point_at(start),
            end: document.code_point_at(end),
            bytes: Some((start, end)),
            text: Some(document.slice(start..end)),
            attributes: &annotation.attributes,
            origin: annotation.origin.as_str(),
            note: &annotation.note,
            at: &annotation.at,
            extra: &annotation.extra,
        }
    }

    fn stored(span: &'a StoredSpan) -> Self {
        Self {
            id: &span.id,
            tag: &span.tag,
            start: span.start,
            end: span.end,
            bytes: span.bytes,
            text: span.text.as_deref(),
            attributes: &span.attributes,
            origin: span.origin.as_str(),
            note: &span.note,
            at: &span.at,
            extra: &span.extra,
        }
    }

    fn line(&self) -> String {
        let mut out = String::with_capacity(256);
        write_text(&mut out, "(id: ", self.id);
        write_text(&mut out, ", tag: ", self.tag);
        let _infallible = write!(out, ", start: {}, end: {}", self.start, self.end);
        if let Some((start, end)) = self.bytes {
            let _infallible = write!(out, ", bytes: ({start}, {end})");
        }
        if let Some(quote) = self.text {
            write_text(&mut out, ", text: ", quote);
        }
        out.push_str(", attributes: ");
        write_pairs(&mut out, self.attributes);
        write_text(&mut out, ", origin: ", self.origin);
        write_text(&mut out, ", note: ", self.note);
        write_text(&mut out, ", at: ", self.at);
        write_extra(&mut out, self.extra);
        out.push(')');
        out
    }
}

/// A relation with everything that its line says.
struct Link<'a> {
    id: &'a str,
    kind: &'a str,
    from: &'a str,
    to: &'a str,
    order: Option<i64>,
    extra: &'a [(String, String)],
}

impl<'a> Link<'a> {
    fn of(relation: &'a Relation) -> Self {
        let Relation { id, kind, from, to, order, extra } = relation;
        Self { id, kind, from, to, order: *order, extra }
    }

    fn stored(relation: &'a StoredRelation) -> Self {
        let StoredRelation { id, kind, from, to, order, extra } = relation;
        Self { id, kind, from, to, order: *order, extra }
    }

    fn line(&self) -> String {
        let mut out = String::with_capacity(64);
        write_text(&mut out, "(id: ", self.id);
        write_text(&mut out, ", type: ", self.kind);
        write_text(&mut out, ", from: ", self.from);
        write_text(&mut out, ", to: ", self.to);
        if let Some(order) = self.order {
            let _infallible = write!(out, ", order: {order}");
        }
        write_extra(&mut out, self.extra);
        out.push(')');
        out
    }
}
