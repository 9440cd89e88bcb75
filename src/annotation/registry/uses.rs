//! How often each identity is used.

use std::collections::{BTreeMap, HashMap};

use crate::annotation::name::IdentityId;
use crate::annotation::schema::{Kind, Schema};
use crate::annotation::value::Value;

/// How often each identity of a registry is used, as whoever counts has counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Uses(HashMap<IdentityId, usize>);

impl Uses {
    /// Counts some more uses.
    pub fn add(&mut self, id: &str, count: usize) {
        match self.0.get_mut(id) {
            Some(known) => *known += count,
            None => {
                self.0.insert(id.into(), count);
            }
        }
    }

    /// How often an identity is used.
    pub fn of(&self, id: &str) -> usize {
        self.0.get(id).copied().unwrap_or(0)
    }

    /// The ids that are used, with how often, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(id, count)| (id.as_str(), *count))
    }
}

/// How often identities are used somewhere, by the name of the registry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Used(BTreeMap<String, Uses>);

impl Used {
    /// Counts the identities that spans have as values, each span with its tag and its attributes.
    pub fn of<'a>(spans: impl IntoIterator<Item = (&'a str, &'a [(String, Value)])>, schema: &Schema) -> Self {
        let mut used = Self::default();
        for (tag, attributes) in spans {
            let Some(tag) = schema.tag(tag) else { continue };
            for (name, value) in attributes {
                let kind = tag.attribute(name).map(|attribute| &attribute.kind);
                if let (Some(Kind::Entity { registry }), Value::Text(id)) = (kind, value) {
                    used.0.entry(registry.clone()).or_default().add(id, 1);
                }
            }
        }
        used
    }

    /// The uses of the identities of a registry, if there are any.
    pub fn registry(&self, name: &str) -> Option<&Uses> {
        self.0.get(name)
    }
}
