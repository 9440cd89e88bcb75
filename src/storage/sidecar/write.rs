//! Writing a sidecar: one span a line, so that version control shows what changed.

use std::cmp::Reverse;
use std::fmt::{self, Write as _};

use super::VERSION;
use super::record::StoredSpan;
use super::resolve::Header;
use crate::annotation::ron_text::{write_extra, write_field, write_string};
use crate::annotation::{Annotation, AnnotationSet, Relation, Value};
use crate::text::Document;

/// The text of a sidecar, in the one layout that it has.
///
/// The document must be the whole text that the set's spans were made on.
pub fn write(set: &AnnotationSet, header: &Header, document: &Document) -> String {
    let mut out = String::with_capacity(1024 + set.len() * 256);
    let _infallible = write_all(&mut out, set, header, document);
    out
}

fn write_all(out: &mut String, set: &AnnotationSet, header: &Header, document: &Document) -> fmt::Result {
    write!(out, "(\n    hashiya: {VERSION},\n    source: (")?;
    let source = &header.source;
    text(out, "file: ", &source.file);
    text(out, ", sha256: ", &source.sha256);
    write!(out, ", bytes: {}, code_points: {}", source.bytes, source.code_points)?;
    text(out, ", encoding: ", &source.encoding);
    write_extra(out, &source.extra);
    text(out, "),\n    schema: (id: ", &header.schema.id);
    text(out, ", version: ", &header.schema.version);
    write_extra(out, &header.schema.extra);
    text(out, "),\n    annotator: ", &header.annotator);
    text(out, ",\n    state: ", set.state().as_str());
    out.push_str(",\n    document: ");
    pairs(out, set.metadata());
    out.push_str(",\n");
    list(out, "spans", &span_lines(set, header, document));
    list(out, "relations", &set.relations().iter().map(relation_line).collect::<Vec<_>>());
    for (name, value) in set.extra() {
        out.push_str("    ");
        write_field(out, name, value);
        out.push_str(",\n");
    }
    out.push_str(")\n");
    Ok(())
}

fn text(out: &mut String, before: &str, text: &str) {
    out.push_str(before);
    write_string(out, text);
}

fn pairs(out: &mut String, pairs: &[(String, Value)]) {
    out.push('[');
    for (n, (name, value)) in pairs.iter().enumerate() {
        text(out, if n == 0 { "(" } else { ", (" }, name);
        out.push_str(", ");
        value.write_ron(out);
        out.push(')');
    }
    out.push(']');
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

fn span_lines(set: &AnnotationSet, header: &Header, document: &Document) -> Vec<String> {
    let fit = set.iter().map(|annotation| Row::of(annotation, document));
    let mut rows: Vec<_> = fit.chain(header.unfit.iter().map(Row::unfit)).collect();
    // Stable, and a single pass where nothing is unfit, since the set is in this order.
    rows.sort_by(|a, b| (a.start, Reverse(a.end), a.id).cmp(&(b.start, Reverse(b.end), b.id)));
    rows.iter().map(Row::line).collect()
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
            origin: &annotation.origin,
            note: &annotation.note,
            at: &annotation.at,
            extra: &annotation.extra,
        }
    }

    fn unfit(span: &'a StoredSpan) -> Self {
        Self {
            id: &span.id,
            tag: &span.tag,
            start: span.start,
            end: span.end,
            bytes: span.bytes,
            text: span.text.as_deref(),
            attributes: &span.attributes,
            origin: &span.origin,
            note: &span.note,
            at: &span.at,
            extra: &span.extra,
        }
    }

    fn line(&self) -> String {
        let mut out = String::with_capacity(256);
        text(&mut out, "(id: ", self.id);
        text(&mut out, ", tag: ", self.tag);
        let _infallible = write!(out, ", start: {}, end: {}", self.start, self.end);
        if let Some((start, end)) = self.bytes {
            let _infallible = write!(out, ", bytes: ({start}, {end})");
        }
        if let Some(quote) = self.text {
            text(&mut out, ", text: ", quote);
        }
        out.push_str(", attributes: ");
        pairs(&mut out, self.attributes);
        text(&mut out, ", origin: ", self.origin);
        text(&mut out, ", note: ", self.note);
        text(&mut out, ", at: ", self.at);
        write_extra(&mut out, self.extra);
        out.push(')');
        out
    }
}

fn relation_line(relation: &Relation) -> String {
    let mut out = String::with_capacity(64);
    text(&mut out, "(id: ", &relation.id);
    text(&mut out, ", type: ", &relation.kind);
    text(&mut out, ", from: ", &relation.from);
    text(&mut out, ", to: ", &relation.to);
    if let Some(order) = relation.order {
        let _infallible = write!(out, ", order: {order}");
    }
    write_extra(&mut out, &relation.extra);
    out.push(')');
    out
}
