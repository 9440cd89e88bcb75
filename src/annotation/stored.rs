//! Annotations and relations as they stand in a file: places in code points, nothing checked against the text.

use super::model::{Annotation, CONFLICT, QUOTE, Relation};
use super::name::{End, RelationId, SpanId, Timestamp};
use super::offer::{Offered, Offers};
use super::origin::Origin;
use super::provenance::{Grounds, Provenance};
use super::record::{Field, Held, HeldView, Items, Rare, record, required};
use super::ron_text::Extra;
use super::value::Value;
use crate::text::{Document, Span};

/// The field that holds the attributes of a relation.
const ATTRIBUTES: &str = "attributes";

record! {
    /// An annotation.
    StoredSpan as SpanView {
        /// Its id.
        "id" id: SpanId = required("id"),
        /// Its tag.
        "tag" tag: String = required("tag"),
        /// Its first code point.
        "start" start: usize = required("start"),
        /// The code point after its last.
        "end" end: usize = required("end"),
        /// The same in bytes.
        "bytes" bytes: Option<(usize, usize)> = Ok(None),
        /// The words it stands on.
        "text" text: Option<String> = Ok(None),
        /// Its attributes.
        "attributes" attributes: Vec<(String, Value)> = Ok(Vec::new()),
        /// How it came to be.
        "origin" origin: Origin = Ok(Origin::Manual),
        /// A remark.
        "note" note: String = Ok(String::new()),
        /// When it was made.
        "at" at: Timestamp = Ok(Timestamp::default()),
        ;
        /// In a gold standard: the annotators who had it.
        "from" from: Rare<Vec<String>> = Ok(Rare::default()),
        /// In a gold standard: how it was chosen.
        "decision" decision: Rare<Grounds> = Ok(Rare::default()),
        /// In a gold standard: who chose it.
        "by" by: Rare<String> = Ok(Rare::default()),
        /// What was proposed for its attributes: attribute, and then rule and value.
        "offered" offered: Offered = Ok(Offered::default()),
        /// What was proposed for its relations: type, and then rule and end.
        "offered_relations" offered_relations: Offered = Ok(Offered::default()),
    }
}

record! {
    /// A relation.
    StoredRelation as RelationView {
        /// Its id.
        "id" id: RelationId = required("id"),
        /// Its type.
        "type" kind: String = required("type"),
        /// The annotation it comes from.
        "from" from: SpanId = required("from"),
        /// The annotation it goes to.
        "to" to: End = required("to"),
        /// Its place among its like.
        "order" order: Option<i64> = Ok(None),
        /// How sure it is.
        "certainty" certainty: Held<Value> = Ok(Held::Absent),
        /// Its attributes.
        "attributes" attributes: Held<Vec<(String, Value)>> = Ok(Held::Absent),
        ;
        /// The words that it goes to, where those are in another text.
        "quote" quote: Held<String> = Ok(Held::Absent),
        /// What a merge left undecided.
        "merge_conflict" merge_conflict: Held<Value> = Ok(Held::Absent),
    }
}

record! {
    /// A stretch of the text that is boilerplate.
    StoredRegion as RegionView {
        /// Its first code point.
        "start" start: usize = required("start"),
        /// The code point after its last.
        "end" end: usize = required("end"),
        /// The same in bytes; none where it does not fit the text.
        "bytes" bytes: Option<(usize, usize)> = Ok(None),
        /// Its words.
        "text" text: Option<String> = Ok(None),
        ;
    }
}

impl StoredSpan {
    /// The annotation at a place that was found to be its own.
    pub fn annotation(self, span: Span) -> Annotation {
        let Self { id, tag, attributes, origin, note, at, from, decision, by, offered, offered_relations, extra, .. } = self;
        let provenance = Provenance { from, decision, by };
        let offers = Offers::of(offered, offered_relations);
        Annotation { id, tag, span, attributes, origin, note, at, provenance, offers, extra }
    }

    /// An annotation as it is kept.
    pub fn of(annotation: &Annotation, document: &Document) -> Self {
        let Annotation { id, tag, span, attributes, origin, note, at, provenance, offers, extra } = annotation.clone();
        let Provenance { from, decision, by } = provenance;
        Self {
            id,
            tag,
            start: document.code_point_at(span.start()),
            end: document.code_point_at(span.end()),
            bytes: Some((span.start(), span.end())),
            text: Some(document.slice(span.range()).to_owned()),
            attributes,
            origin,
            note,
            at,
            from,
            decision,
            by,
            offered: offers.attributes().clone(),
            offered_relations: offers.relations().clone(),
            extra,
        }
    }
}

impl<'a> SpanView<'a> {
    /// What is written of an annotation.
    pub fn of(annotation: &'a Annotation, document: &'a Document) -> Self {
        let start = annotation.span.start();
        let end = annotation.span.end();
        Self {
            id: annotation.id.as_str(),
            tag: &annotation.tag,
            start: document.code_point_at(start),
            end: document.code_point_at(end),
            bytes: Some((start, end)),
            text: Some(document.slice(start..end)),
            attributes: Items::Values(&annotation.attributes),
            origin: annotation.origin.as_str(),
            note: &annotation.note,
            at: &annotation.at,
            from: annotation.provenance.from.view(),
            decision: annotation.provenance.decision.view(),
            by: annotation.provenance.by.view(),
            offered: annotation.offers.attributes().view(),
            offered_relations: annotation.offers.relations().view(),
            extra: &annotation.extra,
        }
    }
}

impl Relation {
    /// A relation of nothing but what is said of it in fields that are raw RON, which are taken out of the others.
    pub fn take(extra: &mut Extra) -> Self {
        let mut relation = Self::new("", "", "", "");
        for (name, raw) in std::mem::take(extra) {
            match (name.as_str(), Held::from_ron(&raw)) {
                (QUOTE, _) if Value::from_ron(&raw).as_text().is_some() => {
                    relation.quote = Value::from_ron(&raw).as_text().map(str::to_owned);
                }
                ("certainty", _) => relation.certainty = Some(Value::from_ron(&raw)),
                (CONFLICT, _) => relation.merge_conflict = Some(Value::from_ron(&raw)),
                (ATTRIBUTES, Held::Known(attributes)) => relation.attributes = attributes,
                _ => extra.push((name, raw)),
            }
        }
        relation
    }
}

impl StoredRelation {
    /// The relation. Attributes that are none stay among what is not known.
    pub fn relation(self) -> Relation {
        let Self { id, kind, from, to, order, certainty, attributes, quote, merge_conflict, mut extra } = self;
        let attributes = match attributes {
            Held::Known(attributes) => attributes,
            Held::Absent => Vec::new(),
            Held::Odd(raw) => {
                extra.push((ATTRIBUTES.to_owned(), raw));
                Vec::new()
            }
        };
        let quote = match quote {
            Held::Known(quote) => Some(quote),
            Held::Absent => None,
            Held::Odd(raw) => {
                extra.push((QUOTE.to_owned(), raw));
                None
            }
        };
        let [certainty, merge_conflict] = [certainty, merge_conflict].map(|value| value.known().cloned());
        Relation { id, kind, from, to, order, certainty, attributes, quote, merge_conflict, extra }
    }

    /// A relation as it is kept.
    pub fn of(relation: &Relation) -> Self {
        let Relation { id, kind, from, to, order, certainty, attributes, quote, merge_conflict, extra } = relation.clone();
        let attributes = if attributes.is_empty() { Held::Absent } else { Held::Known(attributes) };
        let [certainty, merge_conflict] = [certainty, merge_conflict].map(|value| value.map_or(Held::Absent, Held::Known));
        let quote = quote.map_or(Held::Absent, Held::Known);
        Self { id, kind, from, to, order, certainty, attributes, quote, merge_conflict, extra }
    }
}

impl<'a> RelationView<'a> {
    /// What is written of a relation.
    pub fn of(relation: &'a Relation) -> Self {
        let attributes = &relation.attributes;
        Self {
            id: relation.id.as_str(),
            kind: &relation.kind,
            from: relation.from.as_str(),
            to: relation.to.as_str(),
            order: relation.order,
            certainty: relation.certainty.as_ref().map_or(HeldView::Absent, HeldView::Known),
            attributes: if attributes.is_empty() { HeldView::Absent } else { HeldView::Known(Items::Values(attributes)) },
            quote: relation.quote.as_deref().map_or(HeldView::Absent, HeldView::Known),
            merge_conflict: relation.merge_conflict.as_ref().map_or(HeldView::Absent, HeldView::Known),
            extra: &relation.extra,
        }
    }
}
