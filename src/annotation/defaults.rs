//! What a value says that everybody would take for granted: nothing.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::model::Annotation;
use super::schema::{Attribute, Kind, Schema};
use super::value::Value;

/// The values that attributes have where nothing is said of them. A clone is the same table.
///
/// A value that equals the default of its attribute, a flag that is `false`, an empty text and an empty list say no more
/// than absence: readings that differ in nothing else are the same reading. What is written stays as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Defaults(Arc<Table>);

/// The defaults of the attributes of each tag, and of the facts of a document.
#[derive(Debug, PartialEq, Eq, Default)]
struct Table {
    tags: HashMap<String, HashMap<String, Value>>,
    document: HashMap<String, Value>,
}

impl Schema {
    /// The values that its attributes have where nothing is said of them.
    pub fn defaults(&self) -> Defaults {
        let tags = self.tags.iter().map(|tag| (tag.id.clone(), table(&tag.attributes))).collect();
        Defaults(Arc::new(Table { tags, document: table(&self.document) }))
    }
}

fn table(attributes: &[Attribute]) -> HashMap<String, Value> {
    let default = |attribute: &Attribute| {
        let unset = (attribute.kind == Kind::Flag).then_some(Value::Boolean(false));
        Some((attribute.id.clone(), attribute.default.clone().or(unset)?))
    };
    attributes.iter().filter_map(default).collect()
}

impl Defaults {
    /// Whether a value of an attribute of a tag says no more than absence.
    pub fn is_default(&self, tag: &str, attribute: &str, value: &Value) -> bool {
        let default = self.0.tags.get(tag).and_then(|attributes| attributes.get(attribute));
        is_empty(value) || default == Some(value)
    }

    /// Whether a fact of a document says no more than absence.
    pub fn is_default_fact(&self, fact: &str, value: &Value) -> bool {
        is_empty(value) || self.0.document.get(fact) == Some(value)
    }

    /// What an annotation says of an attribute; `None` where that is no more than absence.
    pub fn said<'a>(&self, annotation: &'a Annotation, attribute: &str) -> Option<&'a Value> {
        annotation.attribute(attribute).filter(|value| !self.is_default(&annotation.tag, attribute, value))
    }

    /// Whether two annotations of one tag say the same in all their attributes, in whatever order.
    pub fn same_attributes(&self, a: &Annotation, b: &Annotation) -> bool {
        let includes = |one: &Annotation, other: &Annotation| {
            one.attributes.iter().all(|(name, _)| match (self.said(one, name), self.said(other, name)) {
                (Some(value), Some(own)) => is_same(value, own),
                (None, None) => true,
                _ => false,
            })
        };
        a.attributes == b.attributes || includes(a, b) && includes(b, a)
    }
}

/// Whether two values are one; a list is a set.
fn is_same(a: &Value, b: &Value) -> bool {
    let sorted = |texts: &[String]| texts.iter().cloned().collect::<BTreeSet<String>>();
    match (a, b) {
        (Value::List(a), Value::List(b)) => a == b || sorted(a) == sorted(b),
        (a, b) => a == b,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.is_empty(),
        Value::List(texts) => texts.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    fn annotation(attributes: &[(&str, Value)]) -> Annotation {
        let mut annotation = Annotation::new("s1", "ACTOR", Document::from("abc").span(0..1).unwrap());
        annotation.attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        annotation
    }

    #[test]
    fn a_default_written_out_says_what_is_said_without_it() {
        let schema = Schema::parse(
            r#"(id: "t", version: "1", tags: [Tag(id: "ACTOR", key: 'a', label: (en: "a", ar: "ا"), colour: "red", attrs: [
                Attr(id: "mention", key: 'm', kind: One(["name", "nominal"]), default: "name"),
                Attr(id: "armed", key: 'r', kind: Flag),
                Attr(id: "sides", key: 's', kind: Many(["x", "y"])),
            ])])"#,
        );
        let defaults = schema.unwrap().defaults();
        let bare = annotation(&[]);
        for said in [
            ("mention", Value::from("name")),
            ("armed", Value::Boolean(false)),
            ("sides", Value::List(Vec::new())),
            ("other", "".into()),
        ] {
            let written = annotation(std::slice::from_ref(&said));
            assert!(defaults.same_attributes(&bare, &written) && defaults.same_attributes(&written, &bare), "{said:?}");
            assert_eq!(defaults.said(&written, said.0), None);
        }
        for said in [("mention", Value::from("nominal")), ("armed", Value::Boolean(true)), ("other", Value::Boolean(false))] {
            assert!(!defaults.same_attributes(&bare, &annotation(std::slice::from_ref(&said))), "{said:?}");
        }
        let list = |texts: &[&str]| annotation(&[("sides", Value::List(texts.iter().map(|text| (*text).to_owned()).collect()))]);
        assert!(defaults.same_attributes(&list(&["x", "y"]), &list(&["y", "x"])), "a list is a set");
        assert!(!defaults.is_default("LOCATION", "mention", &"name".into()), "of another tag it is no default");
    }
}
