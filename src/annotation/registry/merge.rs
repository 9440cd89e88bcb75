//! What two sides made of one registry, put together identity by identity and field by field.
//!
//! - Nothing that one side added or changed is lost; what only one side removed goes.
//! - Where both sides changed one field differently, or one removed what the other changed, both stay, with a mark in
//!   `merge_conflict` of the identity. `check` lists the marks; whoever settles one takes it away.
//! - It does not matter which side is which, and merging what was merged changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::file::StoredRegistry;
use super::identity::Identity;
use crate::annotation::merge::{REMOVED, Sides, old_marks, pairs};
use crate::annotation::name::IdentityId;
use crate::annotation::record::{Field, Held};

/// What came of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedRegistry {
    /// The registry of both sides, by id.
    pub stored: StoredRegistry,
    /// What was left undecided and carries a mark: the identity, and the mark.
    pub conflicts: Vec<(IdentityId, String)>,
}

/// Merges what two sides made of a registry; without a `base`, whatever either side has counts as added.
pub fn merge(base: Option<&StoredRegistry>, ours: &StoredRegistry, theirs: &StoredRegistry) -> MergedRegistry {
    let nothing = StoredRegistry::empty(&ours.registry);
    let sides = Sides { base: base.unwrap_or(&nothing), ours, theirs };
    let mut conflicts = Vec::new();
    let mut entries = Vec::new();
    let all = sides.map(numbered);
    let keys: BTreeSet<Key<'_>> = all.ours.keys().chain(all.theirs.keys()).copied().collect();
    for key in keys {
        let one = Sides { base: all.base.get(&key), ours: all.ours.get(&key), theirs: all.theirs.get(&key) };
        if let Some(identity) = identity(one.map(Option::<&&Identity>::copied)) {
            let marks = identity.merge_conflict.known().into_iter().flatten();
            conflicts.extend(marks.map(|mark| (identity.id.clone(), mark.clone())));
            entries.push(identity);
        }
    }
    // Which name a registry has, and what is not known of it, is nothing that two annotators would change at once.
    let mut unmarked = BTreeSet::new();
    let stored = StoredRegistry {
        hashiya: ours.hashiya.max(theirs.hashiya),
        registry: sides.map(|side| &side.registry).decide("registry", Clone::clone, &mut unmarked).clone(),
        entries,
        merged: list(sides.map(|side| &side.merged)),
        extra: pairs(sides.map(|side| side.extra.as_slice()), Clone::clone, &mut unmarked),
    };
    MergedRegistry { stored, conflicts }
}

/// An id, and how many identities of the same id come before.
type Key<'a> = (&'a str, usize);

fn numbered(side: &StoredRegistry) -> BTreeMap<Key<'_>, &Identity> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let numbered = side.entries.iter().map(|identity| {
        let count = counts.entry(&identity.id).or_default();
        *count += 1;
        ((identity.id.as_str(), *count - 1), identity)
    });
    numbered.collect()
}

fn identity(sides: Sides<Option<&Identity>>) -> Option<Identity> {
    match (sides.ours, sides.theirs) {
        (Some(ours), Some(theirs)) => {
            let nothing = Identity::new(ours.id.clone());
            Some(fields(Sides { base: sides.base.unwrap_or(&nothing), ours, theirs }))
        }
        (Some(one), None) | (None, Some(one)) if sides.base.is_none() => Some(one.clone()),
        (Some(one), None) | (None, Some(one)) if sides.base != Some(one) => {
            let mut marks: BTreeSet<String> = one.merge_conflict.known().into_iter().flatten().cloned().collect();
            marks.insert(REMOVED.to_owned());
            Some(marked(one.clone(), marks))
        }
        _ => None,
    }
}

fn fields(sides: Sides<&Identity>) -> Identity {
    if let Some(agreed) = sides.agreed() {
        return agreed.clone();
    }
    let mut marks = old_marks(&sides.map(|side| side.merge_conflict.known().into_iter().flatten().cloned().collect()));
    let mut text = |name: &str, field: fn(&Identity) -> &str| {
        sides.map(field).decide(name, |text| format!("“{text}”"), &mut marks).to_owned()
    };
    let ar = text("ar", |side| &side.ar);
    let en = text("en", |side| &side.en);
    let class = text("class", |side| &side.class);
    let parent = text("parent", |side| &side.parent).into();
    let note = text("note", |side| &side.note);
    let by = text("by", |side| &side.by);
    let merged = Identity {
        id: sides.ours.id.clone(),
        ar,
        en,
        aliases: list(sides.map(|side| &side.aliases)),
        class,
        links: match sides.map(|side| side.links.known()) {
            Sides { base, ours: Some(ours), theirs: Some(theirs) } => {
                Held::Known(list(Sides { base: base.unwrap_or(&Vec::new()), ours, theirs }))
            }
            _ => sides.map(|side| &side.links).decide("links", raw, &mut marks).clone(),
        },
        parent,
        note,
        by,
        at: sides.map(|side| &side.at).decide("at", raw, &mut marks).clone(),
        made: sides.map(|side| &side.made).decide("made", raw, &mut marks).clone(),
        voice: sides.map(|side| &side.voice).decide("voice", raw, &mut marks).clone(),
        merge_conflict: Held::Absent,
        extra: pairs(sides.map(|side| side.extra.as_slice()), Clone::clone, &mut marks),
    };
    marked(merged, marks)
}

fn marked(mut identity: Identity, marks: BTreeSet<String>) -> Identity {
    identity.merge_conflict = if marks.is_empty() { Held::Absent } else { Held::Known(marks.into_iter().collect()) };
    identity
}

fn raw<T: Field + serde::de::DeserializeOwned>(field: &Held<T>) -> String {
    field.to_ron().unwrap_or_default()
}

/// What is in a list on both sides, or was added on one: in the order of the base, then in that of what it says.
fn list<T: Clone + Ord>(sides: Sides<&Vec<T>>) -> Vec<T> {
    if let Some(agreed) = sides.agreed() {
        return agreed.clone();
    }
    let Sides { base, ours, theirs } = sides;
    let stays = |item: &&T| ours.contains(item) && theirs.contains(item);
    let added: BTreeSet<&T> = ours.iter().chain(theirs).filter(|item| !base.contains(item)).collect();
    base.iter().filter(stays).chain(added).cloned().collect()
}
