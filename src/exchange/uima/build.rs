//! From a work to feature structures.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::cas::{ANNOTATION, Cas, Feature, METADATA, RELATION, SENTENCE, SPAN, Structure, TOKEN, Type};
use crate::annotation::{Annotation, Attribute, Kind, Relation, Schema, Value};
use crate::exchange::format::Run;
use crate::exchange::identity::named;
use crate::exchange::loss::{Loss, Lost};
use crate::exchange::offsets::{Offsets, Unit};
use crate::exchange::token::{sentences, trimmed};
use crate::exchange::value::{plain, survives, typed_as};
use crate::exchange::work::{Seen, Work};

/// Features that are not attributes.
const OWN: &[&str] = &["begin", "end", "sofa", "label", "identifier", "note"];
/// Features of a relation that are not attributes.
const OWN_OF_RELATION: &[&str] = &["order", "certainty", "Governor", "Dependent"];
/// Features that say what a registry knows of the identity of a span: its names and its class.
pub(crate) const OF_IDENTITY: [&str; 3] = ["identity_ar", "identity_en", "identity_class"];
const STRING: &str = "uima.cas.String";

/// The feature of an attribute: its name in the letters of a Java identifier, and none of ours.
pub(crate) fn feature_name(attribute: &str) -> String {
    let letters = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' };
    let name: String = attribute.chars().map(letters).collect();
    let is_taken = OWN.contains(&name.as_str()) || OF_IDENTITY.contains(&name.as_str());
    if is_taken || !name.starts_with(|c: char| c.is_ascii_alphabetic()) { format!("x_{name}") } else { name }
}

/// The feature of an attribute of relations.
pub(crate) fn relation_feature(attribute: &str) -> String {
    let name = feature_name(attribute);
    if OWN_OF_RELATION.contains(&name.as_str()) { format!("x_{name}") } else { name }
}

/// The feature of the words of a sub-span.
pub(crate) fn words_name(attribute: &str) -> String {
    format!("{}_words", feature_name(attribute))
}

/// Whether a feature of our own spans repeats for people what others say: the words of a sub-span, the names of an identity.
pub(crate) fn is_added(schema: &Schema, feature: &str) -> bool {
    let has_words = |attribute: &Attribute| attribute.kind == Kind::SubSpan && words_name(&attribute.id) == feature;
    let mut attributes = schema.tags.iter().flat_map(|tag| &tag.attributes);
    OF_IDENTITY.contains(&feature) || attributes.any(has_words)
}

/// The features of the layer of spans: the schema's attributes, and those that were met.
pub(super) fn features(schema: &Schema, seen: &Seen) -> BTreeMap<String, &'static str> {
    let mut features: BTreeMap<String, &'static str> = BTreeMap::new();
    let mut add = |attribute: &str, range: &'static str| {
        let known = features.entry(feature_name(attribute)).or_insert(range);
        if *known != range {
            *known = "uima.cas.String";
        }
    };
    for attribute in schema.tags.iter().flat_map(|tag| &tag.attributes) {
        add(&attribute.id, range(Some(&attribute.kind)));
    }
    for (tag, met) in &seen.tags {
        for attribute in met.attributes.keys() {
            let known = schema.tag(tag).and_then(|tag| tag.attribute(attribute));
            add(attribute, range(known.map(|known| &known.kind)));
        }
    }
    let sub_spans = schema.tags.iter().flat_map(|tag| &tag.attributes).filter(|a| a.kind == Kind::SubSpan);
    let added = sub_spans.map(|attribute| words_name(&attribute.id)).chain(OF_IDENTITY.map(str::to_owned));
    for own in added.chain(["label", "identifier", "note"].map(str::to_owned)) {
        features.insert(own, STRING);
    }
    features
}

/// The features of the layer of relations, its ends left out.
pub(super) fn relation_features(schema: &Schema, seen: &Seen) -> BTreeMap<String, &'static str> {
    let known = schema.relations.iter().flat_map(|kind| &kind.attributes).map(|attribute| attribute.id.as_str());
    let attributes = known.chain(seen.relation_attributes.iter().map(String::as_str)).map(relation_feature);
    let own = ["label", "identifier", "certainty"].map(str::to_owned);
    let mut features: BTreeMap<String, &'static str> = attributes.chain(own).map(|name| (name, STRING)).collect();
    features.insert("order".to_owned(), "uima.cas.Integer");
    features
}

fn range(kind: Option<&Kind>) -> &'static str {
    match kind {
        Some(Kind::Int) => "uima.cas.Integer",
        Some(Kind::Flag) => "uima.cas.Boolean",
        _ => "uima.cas.String",
    }
}

/// The structures of a work, its text first.
pub(super) fn cas(work: &Work<'_>, run: &Run<'_>, loss: &mut Loss) -> Cas {
    let schema = run.schema;
    let mut seen = Seen::default();
    seen.add(work, schema);
    let features = features(schema, &seen);
    let offsets = Offsets::new(work.document.text(), Unit::Utf16);
    let mut building = Building { work, run, offsets, features, structures: Vec::new(), places: HashMap::new() };
    building.segments();
    for annotation in work.set.iter() {
        building.span(annotation, loss);
    }
    building.relations(loss);
    let Building { features, structures, .. } = building;
    Cas { text: work.document.text().to_owned(), types: types(features, relation_features(schema, &seen)), structures }
}

fn types(features: BTreeMap<String, &'static str>, mut relation: BTreeMap<String, &'static str>) -> BTreeMap<&'static str, Type> {
    let plain = |above| Type { above, features: BTreeMap::new() };
    let strings = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), "uima.cas.String")).collect();
    relation.insert("Governor".to_owned(), SPAN);
    relation.insert("Dependent".to_owned(), SPAN);
    BTreeMap::from([
        (TOKEN, plain(ANNOTATION)),
        (SENTENCE, plain(ANNOTATION)),
        (METADATA, Type { above: "uima.tcas.DocumentAnnotation", features: strings(&["documentTitle", "documentId"]) }),
        (SPAN, Type { above: ANNOTATION, features }),
        (RELATION, Type { above: ANNOTATION, features: relation }),
    ])
}

struct Building<'a, 'w> {
    work: &'a Work<'w>,
    run: &'a Run<'a>,
    offsets: Offsets<'a>,
    features: BTreeMap<String, &'static str>,
    structures: Vec<Structure>,
    /// Id and place of the structure of each annotation.
    places: HashMap<&'a str, (u64, (usize, usize))>,
}

impl<'a> Building<'a, '_> {
    fn place(&self, range: &Range<usize>) -> Option<(usize, usize)> {
        self.offsets.place(range).map(|place| (place.start, place.end))
    }

    fn add(&mut self, kind: &str, place: Option<(usize, usize)>, features: Vec<(String, Feature)>) -> u64 {
        // The text itself is structure 1.
        let id = self.structures.len() as u64 + 2;
        self.structures.push(Structure { id, kind: kind.to_owned(), place, features, line: 0 });
        id
    }

    /// What is known of the text, its sentences and its tokens.
    fn segments(&mut self) {
        let length = Unit::Utf16.length(self.work.document.text());
        let text = |name: &str, text: &str| (name.to_owned(), Feature::Text(text.to_owned()));
        let facts = vec![text("documentTitle", self.work.file), text("documentId", self.work.file), text("language", "ar")];
        self.add(METADATA, Some((0, length)), facts);
        for sentence in sentences(self.work.document, self.work.set) {
            let place = self.place(&sentence.range);
            self.add(SENTENCE, place, Vec::new());
            for token in &sentence.tokens {
                let place = self.place(token);
                self.add(TOKEN, place, Vec::new());
            }
        }
    }

    fn span(&mut self, annotation: &'a Annotation, loss: &mut Loss) {
        let range = annotation.span.range();
        let Some((words, place)) =
            trimmed(self.work.document, range.clone()).and_then(|words| Some((words.clone(), self.place(&words)?)))
        else {
            return loss.note(Lost::Spans, self.work, &annotation.id);
        };
        if words != range {
            loss.note(Lost::Edges, self.work, &annotation.id);
        }
        let text = |name: &str, text: &str| (name.to_owned(), Feature::Text(text.to_owned()));
        let mut features = vec![text("label", &annotation.tag), text("identifier", &annotation.id)];
        if !annotation.note.is_empty() {
            features.push(text("note", &annotation.note));
        }
        for (name, value) in &annotation.attributes {
            match self.feature(annotation, name, value, loss) {
                Some(feature) => features.push((feature_name(name), feature)),
                None => loss.note(Lost::Attributes, self.work, &annotation.id),
            }
            if feature_name(name) != *name {
                loss.note(Lost::Names, self.work, &annotation.id);
            }
            features.extend(self.words(name, value).map(|words| text(&words_name(name), words)));
        }
        if let Some(known) = named(self.run.schema, self.run.registries, annotation).and_then(|named| named.known) {
            let said = OF_IDENTITY.iter().zip([&known.ar, &known.en, &known.class]);
            features.extend(said.filter(|(_, said)| !said.is_empty()).map(|(name, said)| text(name, said)));
        }
        let id = self.add(SPAN, Some(place), features);
        self.places.insert(&annotation.id, (id, place));
    }

    /// The value of an attribute in the range of its feature; `None` where it does not fit in it.
    fn feature(&self, annotation: &Annotation, name: &str, value: &Value, loss: &mut Loss) -> Option<Feature> {
        match (self.features.get(&feature_name(name)).copied()?, value) {
            ("uima.cas.Integer", Value::Integer(number)) => i32::try_from(*number).ok().map(|n| Feature::Integer(n.into())),
            ("uima.cas.Boolean", Value::Boolean(flag)) => Some(Feature::Boolean(*flag)),
            ("uima.cas.Integer" | "uima.cas.Boolean", _) => None,
            (_, value) => {
                if !survives(self.run.schema, &annotation.tag, name, value) {
                    loss.note(Lost::ValueTypes, self.work, &annotation.id);
                }
                Some(Feature::Text(plain(value, |range| self.sub_span(&range))))
            }
        }
    }

    /// The words of a sub-span, where they have a feature.
    fn words(&self, name: &str, value: &Value) -> Option<&'a str> {
        match value {
            Value::Range(start, end) if self.features.contains_key(&words_name(name)) => self.work.words(*start..*end),
            _ => None,
        }
    }

    fn sub_span(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let document = self.work.document;
        self.offsets.place(&(document.byte_of_code_point(range.start)?..document.byte_of_code_point(range.end)?))
    }

    fn relations(&mut self, loss: &mut Loss) {
        for relation in self.work.inner_relations() {
            let ends = self.places.get(relation.from.as_str()).zip(self.places.get(relation.to.as_str()));
            let Some(((from, _), (to, place))) = ends.map(|(from, to)| (*from, *to)) else {
                loss.note(Lost::Relations, self.work, &relation.id);
                continue;
            };
            let text = |name: &str, text: &str| (name.to_owned(), Feature::Text(text.to_owned()));
            let mut features = vec![text("label", &relation.kind), text("identifier", &relation.id)];
            features.push(("Governor".to_owned(), Feature::Reference(from)));
            features.push(("Dependent".to_owned(), Feature::Reference(to)));
            if let Some(order) = relation.order.and_then(|order| i32::try_from(order).ok()) {
                features.push(("order".to_owned(), Feature::Integer(order.into())));
            }
            if let Some(certainty) = &relation.certainty {
                features.push(text("certainty", &self.said(relation, None, certainty, loss)));
            }
            let kind = self.run.schema.relation(&relation.kind);
            for (name, value) in &relation.attributes {
                if relation_feature(name) != *name {
                    loss.note(Lost::Names, self.work, &relation.id);
                }
                let attribute = kind.and_then(|kind| kind.attribute(name));
                features.push(text(&relation_feature(name), &self.said(relation, attribute, value, loss)));
            }
            // INCEpTION wants a relation where its target is.
            self.add(RELATION, Some(place), features);
        }
    }

    /// A value on a relation as a string.
    fn said(&self, relation: &Relation, attribute: Option<&Attribute>, value: &Value, loss: &mut Loss) -> String {
        if typed_as(attribute, &plain(value, |_| None)) != *value {
            loss.note(Lost::ValueTypes, self.work, &relation.id);
        }
        plain(value, |range| self.sub_span(&range))
    }
}
