//! The registries of a folder in a sitting: who is who, what is where, and how often each identity is used.
//!
//! A change is made here at once and wished for outside; until it is kept it waits here, and is tried again when there is
//! time.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::notice::Cause;
use crate::annotation::registry::{NamedRegistry, RegistryError, Used};
use crate::annotation::{
    AnnotationSet, Identity, IdentityOrder, IdentityUses, Kind, Registry, RegistryEdit, Schema, Tag, Uses, Value,
};
use crate::language::matcher::Names;
use crate::text::TextId;

/// A change of a registry that is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrySnapshot {
    /// The name of the registry.
    pub registry: String,
    /// The changes that are not kept yet, in order.
    pub edit: RegistryEdit,
    /// How many they are; comes back with what came of them.
    pub edits: usize,
}

/// Which uses of identities follow an order, or followed it; or why none do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityReport {
    /// The order.
    pub order: IdentityOrder,
    /// The uses.
    pub found: Result<IdentityUses, Cause>,
}

/// The registries that the schema names, as far as they could be read.
#[derive(Debug, Default)]
pub struct Registries {
    all: Vec<NamedRegistry>,
    /// The names of identities that came since the registries were read, each identity's ready to be looked for.
    newer: Vec<Arc<Names>>,
    /// What waits to be kept, by the name of the registry.
    waiting: BTreeMap<String, Vec<RegistryEdit>>,
    /// Why the last change could not be kept.
    pub(super) failed: Option<Cause>,
    /// How often identities are used in each text, as it was read.
    by_text: HashMap<TextId, Used>,
}

/// How often annotations use identities.
fn used(set: &AnnotationSet, schema: &Schema) -> Used {
    Used::of(set.iter().map(|span| (span.tag.as_str(), span.attributes.as_slice())), schema)
}

impl Registries {
    /// Returns the registry of a name, as the schema has it.
    pub fn get(&self, name: &str) -> Option<&Registry> {
        self.all.iter().find(|named| named.name == name).map(|named| &named.registry)
    }

    /// Returns the registries with their names, as the schema has them.
    pub fn by_name(&self) -> BTreeMap<&str, &Registry> {
        self.all.iter().map(|named| (named.name.as_str(), &named.registry)).collect()
    }

    /// Returns the names of all identities, ready to be looked for in texts, as far as they are ready.
    pub fn ready_names(&self) -> Vec<Arc<Names>> {
        let read = self.all.iter().filter_map(NamedRegistry::ready_names);
        read.chain(&self.newer).cloned().collect()
    }

    /// Returns the names of the identities that spans of a tag may have, ready to be looked for in texts, as far as they are
    /// ready.
    pub fn ready_names_of(&self, tag: &Tag) -> Vec<Arc<Names>> {
        let is_asked = |named: &&NamedRegistry| {
            tag.attributes.iter().any(|own| matches!(&own.kind, Kind::Entity { registry } if *registry == named.name))
        };
        let read = self.all.iter().filter(is_asked).filter_map(NamedRegistry::ready_names);
        read.chain(&self.newer).cloned().collect()
    }

    /// Returns whether a name of some registry begins with a word.
    pub fn begin_name(&self, word: &str) -> bool {
        self.all.iter().any(|named| named.registry.begins_name(word))
    }

    /// Returns the identity that an attribute's value names, if the attribute is one of a registry that has it.
    pub fn identity(&self, kind: &Kind, value: &Value) -> Option<&Identity> {
        let Kind::Entity { registry } = kind else { return None };
        self.get(registry)?.get(value.as_text()?)
    }

    /// Returns how often each identity of a registry is used in all texts, with the annotations of one as they are now.
    pub fn uses(&self, name: &str, text: TextId, now: &AnnotationSet, schema: &Schema) -> Uses {
        let open = used(now, schema);
        let others = self.by_text.iter().filter(|(known, _)| **known != text).map(|(_, used)| used);
        let mut all = Uses::default();
        for (id, count) in others.chain([&open]).filter_map(|used| used.registry(name)).flat_map(Uses::iter) {
            all.add(self.get(name).map_or(id, |registry| registry.current(id)), count);
        }
        all
    }

    /// Takes the registries that were read.
    pub(super) fn take(&mut self, all: Vec<NamedRegistry>) {
        self.all = all;
        self.newer.clear();
    }

    /// Takes how often identities are used in a text, in the place of what was known of it.
    pub(super) fn count(&mut self, text: TextId, used: Used) {
        self.by_text.insert(text, used);
    }

    /// Counts how often identities are used in a text that is being left.
    pub(super) fn recount(&mut self, text: TextId, now: &AnnotationSet, schema: &Schema) {
        self.count(text, used(now, schema));
    }

    /// Makes a change, which waits to be kept.
    pub(super) fn change(&mut self, name: &str, edit: RegistryEdit) -> Result<(), RegistryError> {
        if let Some(registry) = self.registry_mut(name) {
            registry.apply(edit.clone())?;
            self.learn(&edit);
            self.waiting.entry(name.to_owned()).or_default().push(edit);
        }
        Ok(())
    }

    /// What waits to be kept.
    pub(super) fn snapshots(&self) -> Vec<RegistrySnapshot> {
        let snapshot = |(name, edits): (&String, &Vec<RegistryEdit>)| RegistrySnapshot {
            registry: name.clone(),
            edit: RegistryEdit::Batch(edits.clone()),
            edits: edits.len(),
        };
        self.waiting.iter().map(snapshot).collect()
    }

    /// Whether every change is kept.
    pub(super) fn is_kept(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Takes note that the first changes of a registry are kept; an edit brings it to what the file says, if that says more.
    pub(super) fn kept(&mut self, name: &str, edits: usize, joined: Option<RegistryEdit>) -> Result<(), RegistryError> {
        self.failed = None;
        if let Some(waiting) = self.waiting.get_mut(name) {
            waiting.drain(..edits.min(waiting.len()));
            if waiting.is_empty() {
                self.waiting.remove(name);
            }
        }
        match (self.registry_mut(name), joined) {
            (Some(registry), Some(edit)) => {
                registry.apply(edit.clone())?;
                self.learn(&edit);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Makes the names ready that a change brings.
    fn learn(&mut self, edit: &RegistryEdit) {
        match edit {
            RegistryEdit::Put(identity) => self.newer.push(Arc::new(Names::new(identity.names()))),
            RegistryEdit::Batch(edits) => edits.iter().for_each(|edit| self.learn(edit)),
            RegistryEdit::Remove(_) | RegistryEdit::Merged(_) => {}
        }
    }

    fn registry_mut(&mut self, name: &str) -> Option<&mut Registry> {
        self.all.iter_mut().find(|named| named.name == name).map(|named| &mut named.registry)
    }
}
