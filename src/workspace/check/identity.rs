//! Registries: what of them cannot be used, and which identities of sidecars they do not know.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use super::entry::Entry;
use super::finding::{About, Finding, Report, Severity};
use super::lines::Lines;
use crate::annotation::registry::{class_attribute, exact_key};
use crate::annotation::{Attribute, Identity, Kind, Registry, Schema, Uses, Value};
use crate::storage::registry::read_inside;
use crate::storage::{Stored, source};

/// Fewest letters of a name that is compared with others: of shorter ones too many are alike.
const LONG: usize = 5;
/// How far it is looked for what an identity is a part of.
const DEEP: usize = 64;

/// The registries of a folder that could be read.
#[derive(Debug, Default)]
pub(super) struct Known(HashMap<String, Registry>);

impl Known {
    /// Reads the registries that a schema names in a folder; what cannot be read, and what a merge left undecided, is
    /// reported.
    pub(super) fn read(folder: &Path, schema: &Schema, report: &mut Report) -> Self {
        let mut known = Self::default();
        for (name, path) in schema.registry_names().zip(&schema.registries) {
            match read_inside(folder, Path::new(path)) {
                Ok(Some(registry)) => {
                    conflicts(&folder.join(path), &registry, report);
                    known.0.insert(name.to_owned(), registry);
                }
                Ok(None) => {}
                Err(error) => report.storage(&error),
            }
        }
        known
    }

    /// Whether a name of some registry begins with a word.
    pub(super) fn begin_name(&self, word: &str) -> bool {
        self.0.values().any(|registry| registry.begins_name(word))
    }

    /// Warns of the identities of a sidecar that its registries do not know.
    pub(super) fn check(&self, entry: &mut Entry<'_>, stored: &Stored, schema: &Schema) {
        if self.0.is_empty() {
            return;
        }
        for span in &stored.spans {
            let Some(tag) = schema.tag(&span.tag) else { continue };
            for message in self.unknown(&span.attributes, &tag.attributes) {
                let line = entry.lines.of_id(&span.id);
                entry.warning(About::Registry, line, Some(&span.id), message);
            }
        }
        for message in self.unknown(&stored.document, &schema.document) {
            let line = entry.lines.of_field("document");
            entry.warning(About::Registry, line, None, message);
        }
    }

    fn unknown(&self, values: &[(String, Value)], attributes: &[Attribute]) -> Vec<String> {
        let one = |(name, value): &(String, Value)| {
            let attribute = attributes.iter().find(|attribute| attribute.id == *name)?;
            let (Kind::Entity { registry }, Value::Text(id)) = (&attribute.kind, value) else { return None };
            let is_unknown = self.0.get(registry)?.get(id).is_none();
            is_unknown.then(|| format!("{name}: the registry {registry} has no identity {id}"))
        };
        values.iter().filter_map(one).collect()
    }
}

/// What a merge left undecided.
fn conflicts(path: &Path, registry: &Registry, report: &mut Report) {
    let is_contested = |identity: &&Identity| !identity.merge_conflict.is_absent();
    if !registry.iter().any(|identity| is_contested(&identity)) {
        return;
    }
    let lines = lines_of(path);
    for identity in registry.iter().filter(is_contested) {
        let marks = identity.merge_conflict.known().map(|marks| marks.join("; ")).unwrap_or_default();
        let message = format!("a merge left this undecided: {marks}");
        report.add(path, lines.of_id(&identity.id), Severity::Error, About::MergeConflict, Some(&identity.id), message);
    }
}

fn lines_of(path: &Path) -> Lines {
    source::read_bytes(path, source::REGISTRY)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .map(|text| Lines::of(&text))
        .unwrap_or_default()
}

/// All that is odd about a registry: ids and names that stand twice, parts of nothing, circles, what nobody uses, names that
/// are nearly the same.
pub fn check_registry(path: &Path, name: &str, registry: &Registry, uses: Option<&Uses>, schema: &Schema) -> Vec<Finding> {
    let mut report = Report::default();
    conflicts(path, registry, &mut report);
    let mut registry = Thorough { path, registry, lines: lines_of(path), report };
    registry.ids();
    registry.merged();
    registry.parents();
    registry.classes(name, schema);
    registry.names();
    registry.alike();
    registry.unused(uses);
    registry.report.findings.sort_by_key(|finding| finding.line);
    registry.report.findings
}

struct Thorough<'a> {
    path: &'a Path,
    registry: &'a Registry,
    lines: Lines,
    report: Report,
}

impl Thorough<'_> {
    fn add(&mut self, severity: Severity, about: About, id: &str, message: String) {
        let line = self.lines.of_id(id);
        self.report.add(self.path, line, severity, about, Some(id), message);
    }

    fn warn(&mut self, id: &str, message: String) {
        self.add(Severity::Warning, About::Registry, id, message);
    }

    fn ids(&mut self) {
        let mut seen = HashSet::new();
        for identity in self.registry.iter() {
            if identity.id.is_empty() {
                self.add(Severity::Error, About::Id, "", "an identity has no id".to_owned());
            } else if !seen.insert(&identity.id) {
                self.add(Severity::Error, About::Id, &identity.id, "another identity has this id".to_owned());
            }
        }
    }

    fn merged(&mut self) {
        for (old, new) in self.registry.merged() {
            let current = self.registry.get(old);
            let is_there = current.is_some_and(|identity| identity.id == *old);
            let message = match current {
                Some(_) if is_there => "it was merged, and is an identity all the same".to_owned(),
                Some(_) => continue,
                None => format!("it was merged into {new}, which leads to no identity"),
            };
            let severity = if current.is_none() { Severity::Error } else { Severity::Warning };
            self.add(severity, About::Registry, old, message);
        }
    }

    fn parents(&mut self) {
        for identity in self.registry.iter().filter(|identity| !identity.parent.is_empty()) {
            if self.registry.get(&identity.parent).is_none() {
                self.warn(&identity.id, format!("it is a part of {}, which is no identity here", identity.parent));
                continue;
            }
            let mut at = identity;
            for _ in 0..DEEP {
                match self.registry.get(&at.parent) {
                    Some(parent) if parent.id == identity.id => {
                        self.warn(&identity.id, "it is a part of itself".to_owned());
                        break;
                    }
                    Some(parent) => at = parent,
                    None => break,
                }
            }
        }
    }

    /// Classes that no span of its tag can have.
    fn classes(&mut self, name: &str, schema: &Schema) {
        let Some(attribute) = class_attribute(schema, name) else { return };
        for identity in self.registry.iter().filter(|identity| !identity.class.is_empty()) {
            if attribute.value(&identity.class).is_none() {
                self.warn(&identity.id, format!("the schema has no {} {}", attribute.id, identity.class));
            }
        }
    }

    /// Names that more than one identity has.
    fn names(&mut self) {
        let mut claimed: BTreeMap<String, Vec<&Identity>> = BTreeMap::new();
        for identity in self.registry.iter() {
            let keys: HashSet<String> = identity.names().map(exact_key).filter(|key| !key.is_empty()).collect();
            for key in keys {
                claimed.entry(key).or_default().push(identity);
            }
        }
        for (key, all) in claimed.into_iter().filter(|(_, all)| all.len() > 1) {
            let Some((first, others)) = all.split_first() else { continue };
            let name = first.names().find(|name| exact_key(name) == key).unwrap_or_default();
            let others: Vec<&str> = others.iter().map(|identity| identity.id.as_str()).collect();
            self.warn(&first.id, format!("“{name}” is also a name of {}", others.join(", ")));
        }
    }

    /// Names that differ in one letter, or in two neighbours that changed places.
    fn alike(&mut self) {
        let mut near: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
        let all: Vec<&Identity> = self.registry.iter().collect();
        for (n, identity) in all.iter().enumerate() {
            let keys: HashSet<String> = identity.names().map(exact_key).filter(|key| key.chars().count() >= LONG).collect();
            for key in keys {
                for shorter in shorter(&key).chain([key.clone()]) {
                    near.entry(shorter).or_default().push((n, key.clone()));
                }
            }
        }
        let mut told = HashSet::new();
        for group in near.into_values().filter(|group| group.len() > 1) {
            for (n, (one, key)) in group.iter().enumerate() {
                for (other, its) in group.iter().skip(n + 1) {
                    let (first, second) = if one <= other { (*one, *other) } else { (*other, *one) };
                    let is_near = first != second && key != its && strsim::osa_distance(key, its) == 1;
                    if is_near
                        && told.insert((first, second))
                        && let (Some(first), Some(second)) = (all.get(first), all.get(second))
                    {
                        let message = format!("“{}” is nearly a name of {}", first.name(), second.id);
                        self.warn(&first.id, message);
                    }
                }
            }
        }
    }

    fn unused(&mut self, uses: Option<&Uses>) {
        let wholes: HashSet<&str> = self.registry.iter().map(|part| part.parent.as_str()).collect();
        for identity in self.registry.iter() {
            let is_whole = wholes.contains(identity.id.as_str());
            if uses.is_none_or(|uses| uses.of(&identity.id) == 0) && !is_whole {
                self.add(Severity::Note, About::Registry, &identity.id, "no span has it".to_owned());
            }
        }
    }
}

/// A key without one of its letters, in all ways.
fn shorter(key: &str) -> impl Iterator<Item = String> + '_ {
    key.char_indices().map(|(at, c)| {
        let mut shorter = key.to_owned();
        shorter.replace_range(at..at + c.len_utf8(), "");
        shorter
    })
}
