//! W3C Web Annotation: for each text an annotation page in JSON-LD, and the text that it speaks of.
//!
//! Offsets count code points, as the model says. An annotation has its tag, its attributes and its note as bodies; a
//! relation is an annotation that links two others. Ids are UUIDs made of what they stand for, so that they are the
//! same in every export.

use std::fmt::Write as _;
use std::ops::Range;

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::format::{Output, Run, Whole, Writer};
use super::identity::named;
use super::loss::{Loss, Lost};
use super::offsets::{Offsets, Unit};
use super::value::plain;
use super::work::Work;
use crate::annotation::{Annotation, Relation, Value};
use crate::text::Document;

/// What is never carried.
const LOST: &[Lost] = &[Lost::States, Lost::Origins, Lost::Provenance, Lost::UnknownFields];

/// Code points of context on either side of a quote.
const CONTEXT: usize = 32;

/// The model of the World Wide Web Consortium.
#[derive(Debug)]
pub(super) struct WebAnnotation;

impl Writer for WebAnnotation {
    fn name(&self) -> &'static str {
        "web-annotation"
    }

    fn about(&self) -> &'static str {
        "W3C JSON-LD: an annotation page and the text for each text; offsets count code points"
    }

    fn write(&self, works: &[Work<'_>], _from: usize, run: &Run<'_>, output: &mut Output) {
        for work in works {
            output.loss.all_of(LOST, work);
            let page = page(work, run, &mut output.loss);
            output.files.push(Whole::new(format!("{}.jsonld", work.file), format!("{page:#}\n")));
            output.files.push(Whole::new(work.file, work.document.text().as_bytes()));
        }
    }
}

/// The name of a text by what is in it (RFC 6920).
fn source(work: &Work<'_>) -> String {
    format!("ni:///sha-256;{}", base64url(&Sha256::digest(work.document.text().as_bytes())))
}

/// A UUID (RFC 9562, version 8) made of a text, whose work it is, and an id.
fn uuid(source: &str, work: &Work<'_>, id: &str) -> String {
    let digest = Sha256::digest(format!("{source}\0{}\0{id}", work.annotator).as_bytes());
    let mut out = "urn:uuid:".to_owned();
    for (n, byte) in digest.iter().take(16).enumerate() {
        let byte = match n {
            6 => byte & 0x0F | 0x80,
            8 => byte & 0x3F | 0x80,
            _ => *byte,
        };
        let dash = if matches!(n, 4 | 6 | 8 | 10) { "-" } else { "" };
        let _infallible = write!(out, "{dash}{byte:02x}");
    }
    out
}

fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for n in 0..=chunk.len() {
            let six = (word >> (18 - 6 * n)) & 0x3F;
            out.push(LETTERS.get(six as usize).map_or('A', |letter| char::from(*letter)));
        }
    }
    out
}

fn page(work: &Work<'_>, run: &Run<'_>, loss: &mut Loss) -> Json {
    let source = source(work);
    let offsets = Offsets::new(work.document.text(), Unit::CodePoints);
    let mut items = Vec::new();
    for annotation in work.set.iter() {
        match offsets.place(&annotation.span.range()) {
            Some(place) => items.push(tagging(work, annotation, run, &place, &source)),
            None => loss.note(Lost::Spans, work, &annotation.id),
        }
    }
    for relation in work.set.relations() {
        match link(work, relation, &source) {
            Some(item) => items.push(item),
            None => loss.note(Lost::SpecialEnds, work, &relation.id),
        }
    }
    if !work.set.metadata().is_empty() {
        let facts = work.set.metadata().iter();
        let facts = facts.map(|(name, value)| text_body("describing", &format!("{name}={}", plain(value, |_| None))));
        let body: Vec<Json> = facts.collect();
        items.push(json!({"id": uuid(&source, work, ""), "type": "Annotation", "motivation": "describing", "body": body, "target": source}));
    }
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": uuid(&source, work, "\0page"),
        "type": "AnnotationPage",
        "partOf": {"id": uuid(&source, work, "\0collection"), "type": "AnnotationCollection", "label": work.file},
        "startIndex": 0,
        "items": items,
    })
}

/// An annotation at its place in code points.
fn tagging(work: &Work<'_>, annotation: &Annotation, run: &Run<'_>, place: &Range<usize>, source: &str) -> Json {
    let (before, after) = context(work.document, annotation);
    let mut item = json!({
        "id": uuid(source, work, &annotation.id),
        "type": "Annotation",
        "motivation": "tagging",
        "creator": {"type": "Person", "nickname": work.annotator.as_str()},
        "body": bodies(work, annotation, run),
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": place.start, "end": place.end},
                {"type": "TextQuoteSelector", "exact": work.quote(annotation), "prefix": before, "suffix": after},
            ],
        },
    });
    if !annotation.at.is_empty() {
        insert(&mut item, "created", json!(annotation.at));
    }
    item
}

fn insert(item: &mut Json, name: &str, value: Json) {
    if let Some(item) = item.as_object_mut() {
        item.insert(name.to_owned(), value);
    }
}

fn text_body(purpose: &str, value: &str) -> Json {
    json!({"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"})
}

/// What is said of an annotation: its tag, its identity by the names that the registry has, its attributes, the words of its
/// sub-spans, its note.
fn bodies(work: &Work<'_>, annotation: &Annotation, run: &Run<'_>) -> Vec<Json> {
    let mut bodies = vec![text_body("tagging", &annotation.tag)];
    if let Some(identity) = named(run.schema, run.registries, annotation).and_then(|named| named.known) {
        let names = [("ar", &identity.ar), ("en", &identity.en)];
        for (language, name) in names.into_iter().filter(|(_, name)| !name.is_empty()) {
            let mut body = text_body("identifying", name);
            insert(&mut body, "language", json!(language));
            bodies.push(body);
        }
    }
    for (name, value) in &annotation.attributes {
        bodies.push(text_body("classifying", &format!("{name}={}", plain(value, |_| None))));
        if let Value::Range(start, end) = value
            && let Some(words) = work.words(*start..*end)
        {
            bodies.push(text_body("describing", &format!("{name}: {words}")));
        }
    }
    if !annotation.note.is_empty() {
        bodies.push(text_body("commenting", &annotation.note));
    }
    bodies
}

/// A relation as a link; `None` where its end is nothing that has a name here.
fn link(work: &Work<'_>, relation: &Relation, source: &str) -> Option<Json> {
    let end = |id: &str| match id {
        "@document" => Some(source.to_owned()),
        id => work.set.contains(id).then(|| uuid(source, work, id)),
    };
    let (from, to) = (end(&relation.from)?, end(&relation.to)?);
    let mut bodies = vec![json!(to), text_body("tagging", &relation.kind)];
    if let Some(order) = relation.order {
        bodies.push(text_body("classifying", &format!("order={order}")));
    }
    let certainty = relation.certainty.iter().map(|value| ("certainty", value));
    for (name, value) in certainty.chain(relation.attributes.iter().map(|(name, value)| (name.as_str(), value))) {
        bodies.push(text_body("classifying", &format!("{name}={}", plain(value, |_| None))));
    }
    let id = uuid(source, work, &relation.id);
    Some(json!({"id": id, "type": "Annotation", "motivation": "linking", "body": bodies, "target": from}))
}

/// The text before and after an annotation, on grapheme edges.
fn context<'a>(document: &'a Document, annotation: &Annotation) -> (&'a str, &'a str) {
    let (start, end) = (annotation.span.start(), annotation.span.end());
    let text = document.text();
    let first = text.get(..start).unwrap_or_default().char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let last = text.get(end..).unwrap_or_default().char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| end + at);
    let first = crate::text::grapheme::start_of(text, first);
    (document.slice(first..start), document.slice(end..crate::text::grapheme::start_of(text, last).max(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_named_as_rfc_6920_names_them() {
        let digest = Sha256::digest(b"Hello World!");
        assert_eq!(base64url(&digest), "f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk");
        assert_eq!((base64url(b"f"), base64url(b"fo"), base64url(b"")), ("Zg".to_owned(), "Zm8".to_owned(), String::new()));
    }
}
