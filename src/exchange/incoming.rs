//! One annotator's work on one text as a format brings it, with offsets in code points, and the set it becomes.

use serde::{Deserialize, Deserializer};

use super::json::{self, Level};
use super::offsets::{LineFed, Offsets, Unit};
use crate::annotation::quote::{Misfit as Reason, fit};
use crate::annotation::{
    Annotation, AnnotationSet, DocumentState, End, Extra, Lists, Offers, Origin, Parts, Provenance, Relation, RelationId, SpanId,
    Timestamp, Value,
};
use crate::text::{Document, Span};

/// One annotator's work on a text, with offsets in code points.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Incoming {
    /// Name of the text.
    pub file: String,
    /// SHA-256 of its raw bytes.
    #[serde(default)]
    pub sha256: Option<String>,
    /// The decoded text.
    pub text: String,
    /// Who made it; empty where the file does not say.
    #[serde(default, deserialize_with = "or_default")]
    pub annotator: String,
    /// State of the work; empty where the file does not say.
    #[serde(default, deserialize_with = "or_default")]
    pub state: String,
    /// What is said of the whole text.
    #[serde(default, deserialize_with = "json::pairs")]
    pub document: Vec<(String, Value)>,
    /// The annotations.
    #[serde(default, deserialize_with = "or_default")]
    pub spans: Vec<IncomingSpan>,
    /// The relations.
    #[serde(default, deserialize_with = "or_default")]
    pub relations: Vec<IncomingRelation>,
    /// Fields of the sidecar that are not known here, as raw RON.
    #[serde(default, deserialize_with = "row_extra")]
    pub extra: Extra,
}

/// An annotation as it comes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct IncomingSpan {
    /// Its id.
    pub id: SpanId,
    /// Its tag.
    pub tag: String,
    /// Its first code point.
    pub start: usize,
    /// The code point after its last.
    pub end: usize,
    /// The words it stands on.
    #[serde(default)]
    pub text: Option<String>,
    /// Its attributes.
    #[serde(default, deserialize_with = "json::pairs")]
    pub attributes: Vec<(String, Value)>,
    /// A remark.
    #[serde(default, deserialize_with = "or_default")]
    pub note: String,
    /// How it came to be; `imported` where the file does not say.
    #[serde(default)]
    pub origin: Option<Origin>,
    /// When it was made.
    #[serde(default, deserialize_with = "or_default")]
    pub at: Timestamp,
    /// Fields of the sidecar that are not known here, as raw RON.
    #[serde(default, deserialize_with = "span_extra")]
    pub extra: Extra,
}

/// A relation as it comes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct IncomingRelation {
    /// Its id.
    pub id: RelationId,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The annotation it comes from.
    pub from: SpanId,
    /// The annotation it goes to.
    pub to: End,
    /// Its place among its like.
    #[serde(default)]
    pub order: Option<i64>,
    /// How sure it is.
    #[serde(default, deserialize_with = "json::value")]
    pub certainty: Option<Value>,
    /// Its attributes.
    #[serde(default, deserialize_with = "json::pairs")]
    pub attributes: Vec<(String, Value)>,
    /// The words that it goes to, where those are in another text.
    #[serde(default)]
    pub quote: Option<String>,
    /// Fields of the sidecar that are not known here, as raw RON.
    #[serde(default, deserialize_with = "relation_extra")]
    pub extra: Extra,
}

/// A span that does not fit the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{id}: {reason}")]
pub struct Misfit {
    /// Id of the span.
    pub id: SpanId,
    /// Why it does not fit.
    pub reason: Reason,
}

impl Incoming {
    /// Whether the work was made on this text, or on the same text with LF for every CR LF and CR.
    ///
    /// In the second case its offsets are brought to this text.
    pub fn stands_in(&mut self, document: &Document) -> bool {
        if document.text() == self.text {
            return true;
        }
        let fed = LineFed::of(document.text());
        if fed.text != self.text {
            return false;
        }
        let (there, here) = (Offsets::new(&fed.text, Unit::CodePoints), Offsets::new(document.text(), Unit::CodePoints));
        let back = |at: usize| there.byte(at).map(|byte| fed.back(byte)).and_then(|byte| here.units(byte)).unwrap_or(at);
        for span in &mut self.spans {
            (span.start, span.end) = (back(span.start), back(span.end));
            span.text = span.text.take().map(|_| here.quote(&(span.start..span.end)).unwrap_or_default().to_owned());
            for (_, value) in &mut span.attributes {
                if let Value::Range(start, end) = value {
                    (*start, *end) = (back(*start), back(*end));
                }
            }
        }
        document.text().clone_into(&mut self.text);
        true
    }

    /// Makes the annotation set, checked against the text.
    ///
    /// # Errors
    /// Every span that does not fit: with a single one, nothing may be imported.
    pub fn into_set(self, document: &Document) -> Result<AnnotationSet, Vec<Misfit>> {
        let mut extra = self.extra;
        let (mut annotations, mut misfits) = (Vec::with_capacity(self.spans.len()), Vec::new());
        for span in self.spans {
            match fit(document, span.start..span.end, span.text.as_deref()) {
                Ok(place) => annotations.push(span.annotation(place)),
                Err(reason) => misfits.push(Misfit { id: span.id, reason }),
            }
        }
        let parts = Parts {
            annotations,
            relations: self.relations.into_iter().map(IncomingRelation::relation).collect(),
            metadata: self.document,
            state: if self.state.is_empty() { DocumentState::New } else { DocumentState::from(self.state.as_str()) },
            lists: Lists::take(&mut extra),
            extra,
        };
        let (set, refused) = AnnotationSet::from_parts(parts);
        misfits.extend(refused.into_iter().map(|twice| Misfit { id: twice.id, reason: Reason::IdTwice }));
        if misfits.is_empty() { Ok(set) } else { Err(misfits) }
    }
}

impl IncomingSpan {
    fn annotation(self, span: Span) -> Annotation {
        let Self { id, tag, attributes, note, origin, at, mut extra, .. } = self;
        let provenance = Provenance::take(&mut extra);
        let offers = Offers::take(&mut extra);
        let origin = origin.unwrap_or(Origin::Imported);
        Annotation { id, tag, span, attributes, origin, note, at, provenance, offers, extra }
    }
}

impl IncomingRelation {
    fn relation(self) -> Relation {
        let Self { id, kind, from, to, order, certainty, attributes, quote, mut extra } = self;
        // Version 0.1 had these among the fields that it did not know.
        let mut relation = Relation::take(&mut extra);
        relation.certainty = certainty.or(relation.certainty);
        relation.quote = quote.or(relation.quote);
        if !attributes.is_empty() {
            relation.attributes = attributes;
        }
        Relation { id, kind, from, to, order, extra, ..relation }
    }
}

/// Reads null like a key that is missing.
fn or_default<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

fn row_extra<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Extra, D::Error> {
    json::extra(deserializer, Level::Row)
}

fn span_extra<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Extra, D::Error> {
    json::extra(deserializer, Level::Span)
}

fn relation_extra<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Extra, D::Error> {
    json::extra(deserializer, Level::Relation)
}
