//! What configures a brat project: the types there are, and how they are shown.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::names::{breaks, name};
use crate::annotation::{Kind, Schema};
use crate::exchange::colours::hex;
use crate::exchange::work::Seen;
use crate::layout::reveal::harmless;

/// The value that stands for any, where brat must be told one: it does not compare values with its configuration.
const ANY: &str = "?";

/// `annotation.conf`: the entities, relations and attributes of the schema and those that were met.
pub(super) fn annotation(schema: &Schema, seen: &Seen) -> String {
    let mut out = "[entities]\n".to_owned();
    for tag in seen.all_tags(schema) {
        let _infallible = writeln!(out, "{}", name(tag));
    }
    out.push_str("\n[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n");
    for (kind, (from, to)) in relations(schema, seen) {
        let (from, to) = (join(&from), join(&to));
        let _infallible = writeln!(out, "{kind}\tArg1:{from}, Arg2:{to}");
    }
    out.push_str("\n[events]\n\n[attributes]\n");
    for (attribute, (tags, values)) in attributes(schema, seen) {
        let values = if values.is_empty() { String::new() } else { format!(", Value:{}", join(&values)) };
        let _infallible = writeln!(out, "{attribute}\tArg:{}{values}", join(&tags));
    }
    out
}

/// `visual.conf`: names in English and Arabic, and colours.
pub(super) fn visual(schema: &Schema, seen: &Seen) -> String {
    let mut out = "[labels]\n".to_owned();
    for tag in &schema.tags {
        let names: Vec<String> =
            [&tag.gloss.label.en, &tag.gloss.label.ar].into_iter().filter(|name| !name.is_empty()).map(label).collect();
        let _infallible = writeln!(out, "{} | {}", name(&tag.id), names.join(" | "));
    }
    for tag in seen.all_tags(schema).into_iter().filter(|tag| name(tag) != *tag) {
        let _infallible = writeln!(out, "{} | {}", name(tag), label(tag));
    }
    out.push_str("\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgray, borderColor:darken\nARC_DEFAULT\tcolor:black\n");
    for tag in &schema.tags {
        let _infallible = writeln!(out, "{}\tbgColor:{}", name(&tag.id), hex(schema, &tag.id));
    }
    out
}

/// How a type is called, on its one line: what would end the line or the label is a blank, and what acts on a terminal or
/// hides is seen.
fn label(text: impl AsRef<str>) -> String {
    let line: String = text.as_ref().chars().map(|c| if breaks(c) || matches!(c, '\t' | '|') { ' ' } else { c }).collect();
    harmless(&line)
}

fn join(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join("|")
}

fn relations(schema: &Schema, seen: &Seen) -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> {
    let mut all: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    for relation in &schema.relations {
        let ends = all.entry(name(&relation.id)).or_default();
        ends.0.extend(relation.from.iter().map(|tag| name(tag)));
        ends.1.extend(relation.to.iter().map(|tag| name(tag)));
    }
    for (kind, pairs) in &seen.relations {
        let ends = all.entry(name(kind)).or_default();
        for (from, to) in pairs {
            ends.0.insert(name(from));
            ends.1.insert(name(to));
        }
    }
    all
}

/// Each attribute with its tags and its values; without values it is a flag.
fn attributes(schema: &Schema, seen: &Seen) -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> {
    let mut all: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    let mut add = |tag: &str, attribute: &str, values: &mut dyn Iterator<Item = &str>| {
        let entry = all.entry(name(attribute)).or_default();
        entry.0.insert(name(tag));
        entry.1.extend(values.filter(|value| !value.contains(['|', ',', '\t']) && !value.contains(breaks)).map(str::to_owned));
    };
    for tag in &schema.tags {
        for attribute in &tag.attributes {
            match &attribute.kind {
                Kind::Flag => add(&tag.id, &attribute.id, &mut std::iter::empty()),
                Kind::One(values) => add(&tag.id, &attribute.id, &mut values.iter().map(|value| value.id.as_str())),
                _ => add(&tag.id, &attribute.id, &mut std::iter::once(ANY)),
            }
        }
    }
    for (tag, met) in &seen.tags {
        for (attribute, values) in &met.attributes {
            let known = schema.tag(tag).is_some_and(|tag| tag.attribute(attribute).is_some());
            let any = (!known).then_some(ANY);
            add(tag, attribute, &mut values.iter().map(String::as_str).chain(any));
        }
    }
    all
}
