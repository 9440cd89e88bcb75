//! Which attribute of a span says the class of its identity.

use crate::annotation::schema::{Attribute, Fill, Kind, Schema};

/// The attribute by which spans say the class of an identity of a registry: of the first tag whose spans have such an
/// identity, the first that is one of some values and is proposed from the registry.
pub fn class_attribute<'a>(schema: &'a Schema, registry: &str) -> Option<&'a Attribute> {
    let names = |attribute: &Attribute| matches!(&attribute.kind, Kind::Entity { registry: its } if its == registry);
    let says = |attribute: &&Attribute| matches!(attribute.kind, Kind::One(_)) && attribute.fill.contains(&Fill::Registry);
    let mut tags = schema.tags.iter().filter(|tag| tag.attributes.iter().any(names));
    tags.find_map(|tag| tag.attributes.iter().find(says))
}
