//! spaCy's Doc JSON, one document a line, and Prodigy's tasks: our own tokens, spans that may lie over each other.
//!
//! spaCy's rule for tokens: one space after a word belongs to the word, and what is left of a stretch of white space
//! is one token. Every span must begin and end with a token; white space at its ends is left out.

use std::ops::Range;

use serde_json::{Map, Value as Json, json};

use super::format::{Output, Run, Stream, Writer};
use super::identity::{Named, identity, named};
use super::json::{Pairs, ValueOut};
use super::loss::{Loss, Lost};
use super::offsets::{Offsets, Unit};
use super::token::sentences;
use super::work::Work;
use crate::annotation::{Annotation, Identity, Schema, Value};

/// What Doc JSON never carries, beside the attributes that are no identity.
const SPACY_LOST: &[Lost] = &[
    Lost::Relations,
    Lost::Notes,
    Lost::DocumentFacts,
    Lost::States,
    Lost::Origins,
    Lost::Times,
    Lost::Provenance,
    Lost::UnknownFields,
];

/// What Prodigy's tasks never carry.
const PRODIGY_LOST: &[Lost] = &[Lost::SpecialEnds, Lost::Origins, Lost::Times, Lost::Provenance, Lost::UnknownFields];

/// spaCy's Doc JSON.
#[derive(Debug)]
pub(super) struct Spacy;

/// Prodigy's JSONL.
#[derive(Debug)]
pub(super) struct Prodigy;

impl Writer for Spacy {
    fn name(&self) -> &'static str {
        "spacy"
    }

    fn about(&self) -> &'static str {
        "Doc JSON, a document a line, spans under \"sc\" with the identity as kb_id; offsets count code points"
    }

    fn streams(&self, run: &Run<'_>) -> Vec<Stream> {
        vec![Stream { name: format!("{}.spacy.jsonl", run.set), ..Stream::default() }]
    }

    fn write(&self, works: &[Work<'_>], _from: usize, run: &Run<'_>, output: &mut Output) {
        for work in works {
            output.loss.all_of(SPACY_LOST, work);
            let row = doc(work, run.schema, &mut output.loss);
            output.pieces.push((0, format!("{row}\n").into_bytes()));
        }
    }
}

impl Writer for Prodigy {
    fn name(&self) -> &'static str {
        "prodigy"
    }

    fn about(&self) -> &'static str {
        "Prodigy's JSONL with tokens, spans and relations; offsets count code points"
    }

    fn streams(&self, run: &Run<'_>) -> Vec<Stream> {
        vec![Stream { name: format!("{}.prodigy.jsonl", run.set), ..Stream::default() }]
    }

    fn write(&self, works: &[Work<'_>], _from: usize, run: &Run<'_>, output: &mut Output) {
        for work in works {
            output.loss.all_of(PRODIGY_LOST, work);
            let row = task(work, run, &mut output.loss);
            output.pieces.push((0, format!("{row}\n").into_bytes()));
        }
    }
}

/// The tokens of a text by spaCy's rule, in bytes.
fn tokens(work: &Work<'_>) -> Vec<Range<usize>> {
    let (mut tokens, mut at) = (Vec::new(), 0);
    let words = sentences(work.document, work.set).into_iter().flat_map(|sentence| sentence.tokens);
    for word in words {
        gap(work, &mut tokens, at..word.start);
        at = word.end;
        tokens.push(word);
    }
    gap(work, &mut tokens, at..work.document.len());
    tokens
}

/// The white space and the hidden signs between two words, without the space that belongs to the first.
fn gap(work: &Work<'_>, tokens: &mut Vec<Range<usize>>, range: Range<usize>) {
    let mut start = range.start;
    if !tokens.is_empty() && work.document.slice(range.clone()).starts_with(' ') {
        start += 1;
    }
    // Hidden signs are no white space to spaCy: each stretch of one or the other is a token.
    let text = work.document.slice(start..range.end);
    let mut begin = 0;
    let mut before = None;
    let mut after_sign = false;
    for (at, c) in text.char_indices() {
        let is_space = c.is_whitespace();
        if before.is_some_and(|before| before != is_space) {
            tokens.push(start + begin..start + at);
            begin = at;
            after_sign = before == Some(false);
        }
        if after_sign && begin == at && c == ' ' {
            begin += 1;
            after_sign = false;
            before = None;
            continue;
        }
        before = Some(is_space);
    }
    if begin < text.len() {
        tokens.push(start + begin..range.end);
    }
}

/// The first and the last token of an annotation; `None` where it has no word.
fn covered(work: &Work<'_>, annotation: &Annotation, tokens: &[Range<usize>], loss: &mut Loss) -> Option<Range<usize>> {
    let words = super::token::trimmed(work.document, annotation.span.range());
    let Some(words) = words else {
        loss.note(Lost::Spans, work, &annotation.id);
        return None;
    };
    let first = tokens.partition_point(|token| token.end <= words.start);
    let end = tokens.partition_point(|token| token.start < words.end);
    let place = tokens.get(first)?.start..tokens.get(end.checked_sub(1)?)?.end;
    if place != annotation.span.range() {
        loss.note(Lost::Edges, work, &annotation.id);
    }
    Some(first..end)
}

fn doc(work: &Work<'_>, schema: &Schema, loss: &mut Loss) -> Json {
    let offsets = Offsets::new(work.document.text(), Unit::CodePoints);
    let tokens = tokens(work);
    let place = |range: Range<usize>| offsets.place(&range).unwrap_or_default();
    let out: Vec<Json> = (0..)
        .zip(&tokens)
        .map(|(id, token): (usize, _)| {
            let place = place(token.clone());
            json!({"id": id, "start": place.start, "end": place.end})
        })
        .collect();
    let mut spans = Vec::new();
    for (n, annotation) in work.set.iter().enumerate() {
        if annotation.id != format!("s{}", n + 1) {
            loss.note(Lost::Ids, work, &annotation.id);
        }
        let identity = identity(schema, annotation);
        for (name, _) in &annotation.attributes {
            if identity.is_none() || annotation.attribute(name).and_then(Value::as_text) != identity {
                loss.note(Lost::Attributes, work, &format!("{} {name}", annotation.id));
            }
        }
        let Some(range) = covered(work, annotation, &tokens, loss) else { continue };
        let (Some(first), Some(last)) = (tokens.get(range.start), tokens.get(range.end - 1)) else { continue };
        let place = place(first.start..last.end);
        spans.push(json!({
            "start": place.start, "end": place.end, "label": annotation.tag, "kb_id": identity.unwrap_or_default(),
        }));
    }
    json!({"text": work.document.text(), "ents": [], "tokens": out, "spans": {"sc": spans}, "cats": {}, "meta": {"file": work.file}})
}

fn task(work: &Work<'_>, run: &Run<'_>, loss: &mut Loss) -> Json {
    let offsets = Offsets::new(work.document.text(), Unit::CodePoints);
    let tokens = tokens(work);
    let place = |range: &Range<usize>| offsets.place(range).unwrap_or_default();
    let words: Vec<Json> = tokens.iter().enumerate().map(|(id, token)| word(work, id, token, &place(token))).collect();
    let mut spans = Map::new();
    for annotation in work.set.iter() {
        let Some(range) = covered(work, annotation, &tokens, loss) else { continue };
        let (Some(first), Some(last)) = (tokens.get(range.start), tokens.get(range.end - 1)) else { continue };
        let place = place(&(first.start..last.end));
        let attributes = serde_json::to_value(Pairs(&annotation.attributes)).unwrap_or_default();
        spans.insert(
            annotation.id.to_string(),
            json!({
                "start": place.start, "end": place.end, "token_start": range.start, "token_end": range.end - 1,
                "label": annotation.tag, "id": annotation.id, "attributes": attributes, "note": annotation.note,
                "identity": named(run.schema, run.registries, annotation).map(|named| identified(&named)),
                "sub_spans": sub_spans(work, annotation),
            }),
        );
    }
    for relation in work.inner_relations() {
        if !spans.contains_key(relation.from.as_str()) || !spans.contains_key(relation.to.as_str()) {
            loss.note(Lost::Relations, work, &relation.id);
        }
    }
    let relations = work.inner_relations().filter_map(|relation| {
        let (from, to) = (spans.get(relation.from.as_str())?, spans.get(relation.to.as_str())?);
        Some(json!({
            "head": from.get("token_end")?, "child": to.get("token_end")?, "head_span": from, "child_span": to,
            "label": relation.kind, "order": relation.order, "id": relation.id,
            "certainty": relation.certainty.as_ref().map(ValueOut), "attributes": Pairs(&relation.attributes),
        }))
    });
    let relations: Vec<Json> = relations.collect();
    let in_order: Vec<&Json> = work.set.iter().filter_map(|annotation| spans.get(annotation.id.as_str())).collect();
    json!({
        "text": work.document.text(), "tokens": words, "spans": in_order, "relations": relations, "answer": "accept",
        "meta": {
            "file": work.file, "sha256": work.sha256, "annotator": work.annotator.as_str(), "state": work.set.state().as_str(),
            "document": Pairs(work.set.metadata()),
        },
    })
}

/// The identity of a span, with what its registry knows of it.
fn identified(named: &Named<'_>) -> Json {
    let of = |field: fn(&Identity) -> &String| named.known.map(field);
    json!({
        "registry": named.registry, "id": named.id, "ar": of(|known| &known.ar), "en": of(|known| &known.en),
        "class": of(|known| &known.class),
    })
}

/// The words of the sub-spans of a span, by attribute.
fn sub_spans(work: &Work<'_>, annotation: &Annotation) -> Json {
    let words = annotation.attributes.iter().filter_map(|(name, value)| match value {
        Value::Range(start, end) => Some((name.clone(), work.words(*start..*end)?.into())),
        _ => None,
    });
    Json::Object(words.collect())
}

/// A token of a task.
fn word(work: &Work<'_>, id: usize, token: &Range<usize>, place: &Range<usize>) -> Json {
    let space = work.document.slice(token.end..work.document.len()).starts_with(' ');
    json!({"text": work.document.slice(token.clone()), "start": place.start, "end": place.end, "id": id, "ws": space})
}
