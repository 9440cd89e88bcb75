//! A sidecar against the schema. What the schema does not know is kept everywhere, so that all of it is a warning.

use std::collections::BTreeSet;

use super::entry::Entry;
use super::finding::About;
use crate::annotation::model::CONFLICT;
use crate::annotation::schema::Fit;
use crate::annotation::{Attribute, DocumentState, Kind, Schema, Value};
use crate::storage::Stored;

/// Checks states, tags, attributes and their values.
pub(super) fn check(entry: &mut Entry<'_>, stored: &Stored, schema: &Schema) {
    header(entry, stored, schema);
    let line = entry.lines.of_field("document");
    for message in attributes(&stored.document, &schema.document, "a text") {
        entry.warning(About::Schema, line, None, message);
    }
    let mut unknown = BTreeSet::new();
    for span in &stored.spans {
        let line = entry.lines.of_id(&span.id);
        let id = Some(span.id.as_str());
        let Some(tag) = schema.tag(&span.tag) else {
            entry.warning(About::Schema, line, id, format!("the schema has no tag {}", span.tag));
            continue;
        };
        for message in attributes(&span.attributes, &tag.attributes, &tag.id) {
            entry.warning(About::Schema, line, id, message);
        }
        let origins = &schema.workflow.origins;
        if !origins.is_empty()
            && !origins.iter().any(|known| span.origin == known.as_str())
            && unknown.insert(span.origin.as_str())
        {
            entry.warning(About::Schema, line, id, format!("the schema has no origin {}", span.origin));
        }
    }
}

fn header(entry: &mut Entry<'_>, stored: &Stored, schema: &Schema) {
    let made_with = &stored.schema;
    if !made_with.id.is_empty() && (made_with.id != schema.id || made_with.version != schema.version) {
        let line = entry.lines.of_field("schema");
        let id = &made_with.id;
        let version = &made_with.version;
        entry.warning(
            About::Schema,
            line,
            None,
            format!("it was made with {id} {version}, and is checked by {} {}", schema.id, schema.version),
        );
    }
    let states = &schema.workflow.document_states;
    let is_other = matches!(DocumentState::from(stored.state.as_str()), DocumentState::Other(_));
    if is_other && !states.contains(&stored.state) {
        let line = entry.lines.of_field("state");
        entry.warning(About::Schema, line, None, format!("there is no state {}", stored.state));
    }
}

/// What is wrong with the attributes of `owner`.
fn attributes(given: &[(String, Value)], known: &[Attribute], owner: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    // The marks of merges have findings of their own.
    for (name, value) in given.iter().filter(|(name, _)| name != CONFLICT) {
        if !seen.insert(name) {
            found.push(format!("{name} stands twice"));
        }
        match known.iter().find(|attribute| attribute.id == *name) {
            None => found.push(format!("the schema has no attribute {name} of {owner}")),
            Some(attribute) => found.extend(unfit(attribute, value)),
        }
    }
    let missing = |attribute: &&Attribute| attribute.required && attribute.default.is_none() && !seen.contains(&attribute.id);
    found.extend(known.iter().filter(missing).map(|attribute| format!("{} is missing, which {owner} must have", attribute.id)));
    found
}

/// Why a value is none of its attribute.
fn unfit(attribute: &Attribute, value: &Value) -> Option<String> {
    let name = &attribute.id;
    let expected = match (attribute.kind.fit(value), &attribute.kind) {
        (Fit::Good | Fit::Retired, _) => return None,
        (Fit::Unknown, _) => return Some(format!("{name}: the schema has no value {value}")),
        (Fit::OtherKind, Kind::One(_)) => "one of its values",
        (Fit::OtherKind, Kind::Many(_)) => "a list of its values",
        (Fit::OtherKind, Kind::Flag) => "true or false",
        (Fit::OtherKind, Kind::Int) => "a whole number",
        (Fit::OtherKind, Kind::Date) => "a date, YYYY-MM-DD",
        (Fit::OtherKind, Kind::SubSpan) => "a sub-span",
        (Fit::OtherKind, Kind::Text | Kind::Entity { .. }) => "a text",
    };
    Some(format!("{name}: {value} is not {expected}"))
}
