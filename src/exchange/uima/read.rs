//! From feature structures, ours or `INCEpTION`'s own layers, to a work.

use std::collections::HashMap;

use super::build::{feature_name, is_added, relation_feature};
use super::cas::{Cas, Feature, METADATA, RELATION, SPAN, Structure};
use crate::annotation::{RelationType, Schema, SpanId, Value};
use crate::exchange::builder::{Builder, text_name};
use crate::exchange::format::{Brought, Input, ReadFault, Settings};
use crate::exchange::incoming::{Incoming, IncomingRelation, IncomingSpan};
use crate::exchange::offsets::{Offsets, Unit};
use crate::exchange::value::{typed, typed_as};

/// Packages whose structures are no annotations of a person.
const PASSED_OVER: &[&str] = &[
    "uima.",
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
];

/// The work in a CAS.
pub(super) fn work(cas: &Cas, input: &Input<'_>, settings: &Settings<'_>) -> Result<Brought, ReadFault> {
    let mut builder = Builder::new(&cas.text);
    let is_mine = |structure: &&Structure| !PASSED_OVER.iter().any(|package| structure.kind.starts_with(package));
    let (links, places): (Vec<&Structure>, Vec<&Structure>) =
        cas.structures.iter().filter(is_mine).partition(|structure| structure.reference("Governor").is_some());
    let (spans, ids) = spans(&places, settings.schema, &mut builder)?;
    let relations = relations(&links, &ids, settings.schema, &mut builder);
    let title = cas.structures.iter().find(|structure| structure.kind == METADATA).and_then(|s| s.text("documentTitle"));
    let title = title.filter(|title| text_name(title) == *title);
    let file = title.map_or_else(|| text_name(input.stem()), str::to_owned);
    let work = Incoming { file, text: cas.text.clone(), spans, relations, ..Incoming::default() };
    Ok(Brought { works: vec![(0, work)], complaints: builder.complaints })
}

/// The spans that structures are, and the id of each by the number of its structure.
fn spans(
    structures: &[&Structure],
    schema: &Schema,
    builder: &mut Builder<'_>,
) -> Result<(Vec<IncomingSpan>, HashMap<u64, SpanId>), ReadFault> {
    let offsets = Offsets::new(builder.text(), Unit::Utf16);
    let (mut found, mut ids) = (Vec::new(), HashMap::new());
    for (n, structure) in structures.iter().filter(|structure| structure.place.is_some()).enumerate() {
        let id = structure.text("identifier").map_or_else(|| format!("s{}", n + 1), str::to_owned);
        let (begin, end) = structure.place.unwrap_or_default();
        let bytes = offsets.byte(begin).zip(offsets.byte(end)).filter(|(begin, end)| begin < end);
        let Some((begin, end)) = bytes else {
            let message = format!("{id} ({}): {begin}..{end} is no place in the text", structure.kind);
            return Err(ReadFault::at_line(structure.line, message));
        };
        let tag = name_of(structure);
        if let Some(span) = builder.span(structure.line, id.clone(), tag, &(begin..end)) {
            let attributes = attributes(structure, schema, tag, &offsets, builder);
            let note = structure.text("note").unwrap_or_default().to_owned();
            found.push(IncomingSpan { attributes, note, ..span });
            ids.insert(structure.id, id.into());
        }
    }
    Ok((found, ids))
}

/// The relations that structures are, as far as their ends are there.
fn relations(
    structures: &[&Structure],
    ids: &HashMap<u64, SpanId>,
    schema: &Schema,
    builder: &mut Builder<'_>,
) -> Vec<IncomingRelation> {
    let offsets = Offsets::new(builder.text(), Unit::Utf16);
    let mut found = Vec::new();
    for (n, structure) in structures.iter().enumerate() {
        let end = |name: &str| structure.reference(name).and_then(|id| ids.get(&id)).cloned();
        let (Some(from), Some(to)) = (end("Governor"), end("Dependent")) else {
            builder.complain(structure.line, format!("a relation of {} has an end that is not there", structure.kind));
            continue;
        };
        let id = structure.text("identifier").map_or_else(|| format!("r{}", n + 1), str::to_owned);
        let order = match structure.feature("order") {
            Some(Feature::Integer(order)) => Some(*order),
            Some(Feature::Text(order)) => order.parse().ok(),
            _ => None,
        };
        let kind = name_of(structure).to_owned();
        let certainty = structure.text("certainty").filter(|_| structure.kind == RELATION).map(Value::from);
        let attributes = relation_attributes(structure, schema.relation(&kind), &offsets, builder);
        let relation =
            IncomingRelation { id: id.into(), kind, from, to: to.into(), order, certainty, attributes, ..Default::default() };
        found.push(relation);
    }
    found
}

/// The attributes of one of our own relations; the features of others are not known.
fn relation_attributes(
    structure: &Structure,
    kind: Option<&RelationType>,
    offsets: &Offsets<'_>,
    builder: &Builder<'_>,
) -> Vec<(String, Value)> {
    const OWN: [&str; 4] = ["label", "identifier", "certainty", "order"];
    let attribute = |(feature, value): &(String, Feature)| {
        let Feature::Text(text) = value else { return None };
        let known = kind.and_then(|kind| kind.attributes.iter().find(|known| relation_feature(&known.id) == *feature));
        let name = known.map_or(feature.as_str(), |known| &known.id);
        Some((name.to_owned(), in_code_points(typed_as(known, text), offsets, builder)))
    };
    let is_said = |(feature, _): &&(String, Feature)| structure.kind == RELATION && !OWN.contains(&feature.as_str());
    structure.features.iter().filter(is_said).filter_map(attribute).collect()
}

/// The feature that names what a structure is: ours and `INCEpTION`'s layers have `label`, `DKPro`'s named entities `value`.
fn naming(structure: &Structure) -> Option<&'static str> {
    ["label", "value"].into_iter().find(|name| structure.text(name).is_some_and(|text| !text.is_empty()))
}

/// The tag or type of a structure: what it says itself, else the name of its own type.
fn name_of(structure: &Structure) -> &str {
    let short = structure.kind.rsplit('.').next().unwrap_or(&structure.kind);
    naming(structure).and_then(|name| structure.text(name)).unwrap_or(short)
}

fn attributes(
    structure: &Structure,
    schema: &Schema,
    tag: &str,
    offsets: &Offsets<'_>,
    builder: &mut Builder<'_>,
) -> Vec<(String, Value)> {
    let mut attributes = Vec::new();
    let own = [naming(structure).unwrap_or("label"), "identifier", "note"];
    let is_added = |name: &str| structure.kind == SPAN && is_added(schema, name);
    let is_said = |name: &str| !own.contains(&name) && !is_added(name);
    for (feature, value) in structure.features.iter().filter(|(name, _)| is_said(name)) {
        let known = schema.tag(tag).iter().flat_map(|tag| &tag.attributes).find(|a| feature_name(&a.id) == *feature);
        let name = known.map_or(feature.as_str(), |known| &known.id);
        let value = match value {
            Feature::Text(text) => typed(schema, tag, name, text),
            Feature::Integer(number) => Value::Integer(*number),
            Feature::Boolean(flag) => Value::Boolean(*flag),
            Feature::Texts(texts) => Value::List(texts.clone()),
            Feature::Reference(_) | Feature::Other => {
                builder.complain(structure.line, format!("the feature {feature} of {} is left out", structure.kind));
                continue;
            }
        };
        attributes.push((name.to_owned(), in_code_points(value, offsets, builder)));
    }
    sort(&mut attributes, structure, schema, tag);
    attributes
}

/// A sub-span counts code points here.
fn in_code_points(value: Value, offsets: &Offsets<'_>, builder: &Builder<'_>) -> Value {
    let Value::Range(start, end) = value else { return value };
    let bytes = offsets.byte(start).zip(offsets.byte(end));
    match bytes.and_then(|(start, end)| builder.code_points(&(start..end))) {
        Some(range) => Value::Range(range.start, range.end),
        None => Value::Range(start, end),
    }
}

/// Our own spans have their features by name; the schema has an order for them.
fn sort(attributes: &mut [(String, Value)], structure: &Structure, schema: &Schema, tag: &str) {
    if structure.kind == SPAN || structure.kind == RELATION {
        let known: Vec<&str> = schema.tag(tag).iter().flat_map(|tag| &tag.attributes).map(|a| a.id.as_str()).collect();
        attributes.sort_by_key(|(name, _)| known.iter().position(|known| known == name).unwrap_or(usize::MAX));
    }
}
