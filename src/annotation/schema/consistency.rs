//! Where a schema of either version contradicts itself: no tags, ids and keys that stand twice.

use std::collections::{HashMap, HashSet};

use super::model::{Attribute, Schema};
use super::place::{Flaw, Place};

/// Notes where a schema contradicts itself.
pub(super) fn check(schema: &Schema, flaws: &mut Vec<Flaw>) {
    let root = Place::default();
    let tags = root.field("tags");
    if schema.tags.is_empty() {
        flaws.push(tags.flaw("the schema has no tags".to_owned()));
        return;
    }
    clashes(&tags, "tag", "", schema.tags.iter().map(|tag| (tag.id.as_str(), tag.key)), flaws);
    for (n, tag) in schema.tags.iter().enumerate() {
        let owner = format!("tag `{}`: ", tag.id);
        clashes(&tags.item(n).field("attrs"), "attribute", &owner, keys(&tag.attributes), flaws);
    }
    let relations = root.field("relations");
    let of_relations = schema.relations.iter().map(|relation| (relation.id.as_str(), relation.key));
    clashes(&relations, "relation", "", of_relations, flaws);
    for (n, relation) in schema.relations.iter().enumerate() {
        let owner = format!("relation `{}`: ", relation.id);
        clashes(&relations.item(n).field("attrs"), "attribute", &owner, keys(&relation.attributes), flaws);
    }
    clashes(&root.field("document"), "attribute", "", keys(&schema.document), flaws);
}

fn keys(attributes: &[Attribute]) -> impl Iterator<Item = (&str, char)> {
    attributes.iter().map(|attribute| (attribute.id.as_str(), attribute.key))
}

/// The entries of a list without an id, or with an id or a key that an earlier one has.
fn clashes<'a>(list: &Place, what: &str, owner: &str, entries: impl Iterator<Item = (&'a str, char)>, flaws: &mut Vec<Flaw>) {
    let mut ids: HashSet<&str> = HashSet::new();
    let mut keys: HashMap<char, &str> = HashMap::new();
    for (n, (id, key)) in entries.enumerate() {
        let mut tell = |message: String| flaws.push(list.item(n).flaw(format!("{owner}{message}")));
        if id.trim().is_empty() {
            tell(format!("a {what} has no id"));
        } else if !ids.insert(id) {
            tell(format!("the {what} `{id}` stands twice"));
        } else if let Some(other) = keys.insert(key, id) {
            tell(format!("the {what} `{id}` has the key '{key}', which `{other}` has already"));
        }
    }
}
