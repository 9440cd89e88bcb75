//! Merging the lists of a file: decisions by the unit they were made on, answers by what they answer, orphans by their id.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use super::decisions::{self, Decided};
use super::following;
use crate::annotation::merge::{REMOVED, Sides, pairs};
use crate::annotation::record::{Field, line};
use crate::annotation::{Held, Lists, StoredAnswer, StoredRegion, StoredRelation, StoredSpan};
use crate::storage::sidecar::record::Stored;

/// An entry of a list that is known by what it is about.
trait Keyed: Field + Clone + PartialEq + DeserializeOwned {
    /// What it is about, as a mark tells it.
    fn key(&self) -> String;

    /// Where it belongs among the others.
    fn place(&self) -> (usize, usize);
}

impl Keyed for StoredSpan {
    fn key(&self) -> String {
        format!("orphan {}", self.id)
    }

    fn place(&self) -> (usize, usize) {
        (self.start, self.end)
    }
}

impl Keyed for StoredRelation {
    fn key(&self) -> String {
        format!("orphaned relation {}", self.id)
    }

    fn place(&self) -> (usize, usize) {
        (0, 0)
    }
}

impl Keyed for StoredAnswer {
    fn key(&self) -> String {
        format!("answer to {} on {}..{} {}", self.to, self.start, self.end, self.of)
    }

    fn place(&self) -> (usize, usize) {
        (self.start, self.end)
    }
}

impl Keyed for StoredRegion {
    fn key(&self) -> String {
        format!("boilerplate {}..{}", self.start, self.end)
    }

    fn place(&self) -> (usize, usize) {
        (self.start, self.end)
    }
}

/// Merges the lists of a file; what both sides decided otherwise is told apart from other marks.
pub(super) fn merge(sides: &Sides<&Stored>, marks: &mut BTreeSet<String>, contested: &mut BTreeSet<String>) -> Lists {
    let decisions = match decisions::merge(sides.map(|side| &side.decisions)) {
        Some(Decided { list, conflicts }) => {
            contested.extend(conflicts);
            list
        }
        // A side has something else in the place of the list.
        None => held("decisions", sides.map(|side| &side.decisions), marks),
    };
    Lists {
        orphans: list("orphans", sides.map(|side| &side.orphans), marks),
        orphaned_relations: list("orphaned_relations", sides.map(|side| &side.orphaned_relations), marks),
        answers: list("answers", sides.map(|side| &side.answers), marks),
        rejections: following::rejections(sides.map(|side| &side.rejections), &decisions),
        decisions,
        boilerplate: list("boilerplate", sides.map(|side| &side.boilerplate), marks),
    }
}

/// Merges a list entry by entry, or, where a side has something else in its place, as a whole.
fn list<T: Keyed>(name: &str, sides: Sides<&Held<Vec<T>>>, marks: &mut BTreeSet<String>) -> Held<Vec<T>> {
    if let Some(agreed) = sides.agreed() {
        return agreed.clone();
    }
    if [sides.base, sides.ours, sides.theirs].into_iter().any(Held::is_odd) {
        return held(name, sides, marks);
    }
    let keyed = sides.map(|side| -> Vec<(String, T)> {
        side.known().into_iter().flatten().map(|entry| (entry.key(), entry.clone())).collect()
    });
    let keyed = Sides { base: keyed.base.as_slice(), ours: &keyed.ours, theirs: &keyed.theirs };
    let mut merged: Vec<T> = pairs(keyed, line, marks).into_iter().map(|(_, entry)| entry).collect();
    merged.sort_by_key(Keyed::place);
    Held::Known(merged)
}

/// Merges a field as a whole.
pub(super) fn held<T: Field + Clone + PartialEq + DeserializeOwned>(
    name: &str,
    sides: Sides<&Held<T>>,
    marks: &mut BTreeSet<String>,
) -> Held<T> {
    sides.decide(name, |side| side.to_ron().unwrap_or_else(|| REMOVED.to_owned()), marks).clone()
}
