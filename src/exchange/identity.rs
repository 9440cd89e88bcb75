//! Who or what a span is: the identities that it names, as the registries know them.

use crate::annotation::registry::NamedRegistry;
use crate::annotation::{Annotation, Identity, Kind, Schema, Tag, Value};

/// An identity that a span names.
pub(super) struct Named<'a> {
    /// The registry.
    pub registry: &'a str,
    /// Its id there.
    pub id: &'a str,
    /// What the registry knows of it, if it does.
    pub known: Option<&'a Identity>,
}

/// The first attribute of a tag that names an identity, which says who or what its spans are, and its registry.
pub(super) fn naming(tag: &Tag) -> Option<(&str, &str)> {
    tag.attributes.iter().find_map(|attribute| match &attribute.kind {
        Kind::Entity { registry } => Some((attribute.id.as_str(), registry.as_str())),
        _ => None,
    })
}

/// The identity of a span: the value of its first attribute that is one.
pub(super) fn identity<'a>(schema: &Schema, annotation: &'a Annotation) -> Option<&'a str> {
    let (attribute, _) = naming(schema.tag(&annotation.tag)?)?;
    annotation.attribute(attribute).and_then(Value::as_text)
}

/// The identity of a span, with what its registry knows of it.
pub(super) fn named<'a>(schema: &'a Schema, registries: &'a [NamedRegistry], annotation: &'a Annotation) -> Option<Named<'a>> {
    let (attribute, registry) = naming(schema.tag(&annotation.tag)?)?;
    let id = annotation.attribute(attribute).and_then(Value::as_text)?;
    Some(Named { registry, id, known: known(registries, registry, id) })
}

/// What a registry knows of an identity.
pub(super) fn known<'a>(registries: &'a [NamedRegistry], registry: &str, id: &str) -> Option<&'a Identity> {
    registries.iter().find(|named| named.name == registry)?.registry.get(id)
}
