//! What a schema lets annotators say, so that both having said nothing can count.

use std::collections::BTreeMap;

use crate::annotation::Schema;

/// The attributes of each tag and the facts of a text, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// The attributes of each tag.
    pub tags: BTreeMap<String, Vec<String>>,
    /// The facts.
    pub facts: Vec<String>,
}

impl Declared {
    /// What a schema declares.
    pub fn of(schema: &Schema) -> Self {
        let ids = |attributes: &[crate::annotation::schema::Attribute]| attributes.iter().map(|a| a.id.clone()).collect();
        let tags = schema.tags.iter().map(|tag| (tag.id.clone(), ids(&tag.attributes))).collect();
        Self { tags, facts: ids(&schema.document) }
    }
}
