//! A sidecar against the schema. What the schema does not know is kept everywhere, so that all of it is a warning.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::entry::Entry;
use super::finding::About;
use crate::annotation::model::CONFLICT;
use crate::annotation::schema::{Fit, Layer};
use crate::annotation::{Attribute, DocumentState, Held, Kind, Part, Schema, Value};
use crate::storage::Stored;

/// Checks states, tags, attributes and their values, and whether what is required is there; of a span in boilerplate, whose
/// stretches are given in code points, nothing is.
pub(super) fn check(entry: &mut Entry<'_>, stored: &Stored, schema: &Schema, boilerplate: &[Range<usize>]) {
    header(entry, stored, schema);
    let line = entry.lines.of_field("document");
    let part = if entry.file.annotator.is_gold() { Part::Reviewer } else { Part::Annotator };
    let facts = Owner { attributes: &schema.document, name: "a text", is_whole: true, part };
    facts.check(&stored.document).tell(entry, line, None);
    let kinds: HashSet<(&str, &str)> =
        stored.relations.iter().map(|relation| (relation.from.as_str(), relation.kind.as_str())).collect();
    let mut unknown = BTreeSet::new();
    for span in &stored.spans {
        let line = entry.lines.of_id(&span.id);
        let id = Some(span.id.as_str());
        let Some(tag) = schema.tag(&span.tag) else {
            entry.warning(About::Schema, line, id, format!("the schema has no tag {}", span.tag));
            continue;
        };
        let is_counted = !boilerplate.iter().any(|region| region.start <= span.start && span.end <= region.end);
        let owner = Owner { attributes: &tag.attributes, name: &tag.id, is_whole: is_counted && tag.layer == Layer::Core, part };
        owner.check(&span.attributes).tell(entry, line, id);
        let required = schema.required_relations(&tag.id).filter(|_| is_counted);
        for relation in required.filter(|kind| !kinds.contains(&(span.id.as_str(), kind.id.as_str()))) {
            entry.warning(About::Schema, line, id, format!("{} is missing, which {} must have", relation.id, tag.id));
        }
        let origins = &schema.workflow.origins;
        if !origins.is_empty()
            && !origins.iter().any(|known| span.origin == known.as_str())
            && unknown.insert(span.origin.as_str())
        {
            entry.warning(About::Schema, line, id, format!("the schema has no origin {}", span.origin));
        }
    }
    for relation in &stored.relations {
        let Some(kind) = schema.relation(&relation.kind) else { continue };
        let line = entry.lines.of_id(&relation.id);
        let owner = Owner { attributes: &kind.attributes, name: &kind.id, is_whole: true, part };
        if let Held::Known(attributes) = &relation.attributes {
            owner.check(attributes).tell(entry, line, Some(&relation.id));
        }
    }
}

fn header(entry: &mut Entry<'_>, stored: &Stored, schema: &Schema) {
    let made_with = &stored.schema;
    let is_close = made_with.id == schema.id && major(&made_with.version) == major(&schema.version);
    if !made_with.id.is_empty() && !is_close {
        let line = entry.lines.of_field("schema");
        let [id, version] = [&made_with.id, &made_with.version];
        let message = format!("it was made with {id} {version}, and is checked by {} {}", schema.id, schema.version);
        entry.warning(About::Schema, line, None, message);
    }
    let states = &schema.workflow.document_states;
    let is_other = matches!(DocumentState::from(stored.state.as_str()), DocumentState::Other(_));
    if is_other && !states.contains(&stored.state) {
        let line = entry.lines.of_field("state");
        entry.warning(About::Schema, line, None, format!("there is no state {}", stored.state));
    }
}

/// The part of a version that is another where work of one does not fit the other: the first number.
fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or_default()
}

/// What attributes are said of.
struct Owner<'a> {
    attributes: &'a [Attribute],
    name: &'a str,
    /// Whether what is required must be there.
    is_whole: bool,
    /// Whose part it is to give them.
    part: Part,
}

/// What was found about attributes.
#[derive(Default)]
struct Found {
    warnings: Vec<String>,
    notes: Vec<String>,
}

impl Found {
    fn tell(self, entry: &mut Entry<'_>, line: usize, id: Option<&str>) {
        self.warnings.into_iter().for_each(|message| entry.warning(About::Schema, line, id, message));
        self.notes.into_iter().for_each(|message| entry.note(About::Schema, line, id, message));
    }
}

impl Owner<'_> {
    /// What is odd about attributes that are given.
    fn check(&self, given: &[(String, Value)]) -> Found {
        let name = self.name;
        let mut found = Found::default();
        let mut seen = BTreeSet::new();
        // The marks of merges have findings of their own.
        for (id, value) in given.iter().filter(|(id, _)| id != CONFLICT) {
            if !seen.insert(id) {
                found.warnings.push(format!("{id} stands twice"));
            }
            match self.attributes.iter().find(|attribute| attribute.id == *id) {
                None => found.warnings.push(format!("the schema has no attribute {id} of {name}")),
                Some(attribute) if attribute.kind.fit(value) == Fit::Retired => {
                    found.notes.push(format!("{id}: {value} is retired"));
                }
                Some(attribute) => found.warnings.extend(unfit(attribute, value)),
            }
        }
        let required = self.attributes.iter().filter(|attribute| self.is_whole && self.part.requires(attribute));
        let missing = required.filter(|attribute| !seen.contains(&attribute.id));
        found.warnings.extend(missing.map(|attribute| format!("{} is missing, which {name} must have", attribute.id)));
        found
    }
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
