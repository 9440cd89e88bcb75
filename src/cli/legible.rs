//! Values as people read them: sub-spans by their words, identities by their names.

use serde_json::{Map, Value as Json, json};

use crate::annotation::registry::NamedRegistry;
use crate::annotation::{Annotation, Attribute, Identity, Kind, Schema, Value};

/// What is needed to put values into words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Legible<'a> {
    /// What the attributes are.
    pub(super) schema: &'a Schema,
    /// Who is who.
    pub(super) registries: &'a [NamedRegistry],
}

impl Legible<'_> {
    /// A value of an attribute of a tag, in a text.
    pub(super) fn of_span(&self, tag: &str, name: &str, value: &Value, text: &str) -> String {
        self.said(self.schema.tag(tag).and_then(|tag| tag.attribute(name)), value, text)
    }

    /// The value of a fact of a text.
    pub(super) fn of_text(&self, name: &str, value: &Value, text: &str) -> String {
        self.said(self.schema.fact(name), value, text)
    }

    fn said(&self, attribute: Option<&Attribute>, value: &Value, text: &str) -> String {
        match (attribute.map(|attribute| &attribute.kind), value) {
            (_, Value::Range(start, end)) => {
                words(text, *start, *end).map_or_else(|| value.to_string(), |words| format!("«{words}» {value}"))
            }
            (Some(Kind::Entity { registry }), Value::Text(id)) => {
                let known = self.registries.iter().find(|named| named.name == *registry);
                let known = known.and_then(|named| named.registry.get(id)).map(Identity::name);
                known.filter(|name| name != id).map_or_else(|| id.clone(), |name| format!("{id} ({name})"))
            }
            _ => value.to_string(),
        }
    }
}

/// The words of the sub-spans of a span, by attribute.
pub(super) fn sub_spans(annotation: &Annotation, text: &str) -> Json {
    let said = annotation.attributes.iter().filter_map(|(name, value)| match value {
        Value::Range(start, end) => Some((name.clone(), json!(words(text, *start, *end)?))),
        _ => None,
    });
    Json::Object(said.collect::<Map<_, _>>())
}

/// The words between two code points; `None` where the text has no such place.
fn words(text: &str, start: usize, end: usize) -> Option<&str> {
    let byte = |point: usize| text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(point);
    text.get(byte(start)?..byte(end)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Registry;

    #[test]
    fn values_are_read_as_words_and_names_where_the_text_and_the_registry_have_them() {
        let stored = Registry::parse("actors", r#"(hashiya: 1, registry: "actors", entries: [(id: "dam", ar: "هيئة السد")])"#);
        let registries = [NamedRegistry::new("actors", stored.unwrap())];
        let legible = Legible { schema: Schema::builtin(), registries: &registries };
        let said = |tag: &str, name: &str, value: Value| legible.of_span(tag, name, &value, "نفت هيئة السد ذلك");
        assert_eq!(said("ALLEGATION", "cue", Value::Range(0, 3)), "«نفت» 0..3");
        assert_eq!(said("ALLEGATION", "cue", Value::Range(3, 99)), "3..99");
        assert_eq!(said("ACTOR", "actor_id", "dam".into()), "dam (هيئة السد)");
        assert_eq!(said("ACTOR", "actor_id", "dams".into()), "dams");
        assert_eq!(said("ACTOR", "mention", "name".into()), "name");
    }
}
