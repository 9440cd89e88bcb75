//! Finding what is the same entry before, on one side and on the other.

use std::cmp::Ordering;
use std::collections::{BTreeMap, VecDeque};

use crate::annotation::merge::Sides;

/// An entry of a list that has an id: a span or a relation.
pub(super) trait Entry<'a>: Copy {
    /// What it says, without how: two new entries that say the same are one.
    type Content: Ord;

    fn id(self) -> &'a str;
    fn content(self) -> Self::Content;
    /// Whether it is what the entry of that id was before, changed or not; an id may have been given anew.
    fn continues(self, before: Self) -> bool;
    /// Whether it and a new entry of the other side, by the same id, are one.
    fn is_twin(self, other: Self) -> bool;
    /// An order that does not know the side.
    fn order(self, other: Self) -> Ordering;
}

/// One entry in the base and on both sides, as far as it is there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trio<T> {
    pub(super) base: Option<T>,
    pub(super) ours: Option<T>,
    pub(super) theirs: Option<T>,
}

impl<T: Copy> Trio<T> {
    pub(super) fn of_side(&self, side: Side) -> Option<T> {
        match side {
            Side::Ours => self.ours,
            Side::Theirs => self.theirs,
        }
    }
}

/// One of the two that are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Ours,
    Theirs,
}

impl Side {
    pub(super) const BOTH: [Self; 2] = [Self::Ours, Self::Theirs];
}

/// An id, and how many entries of the same id come before: in a file somebody wrote, an id may stand twice.
type Key<'a> = (&'a str, usize);

/// Puts the entries of the base and of both sides together; those of the base come first.
pub(super) fn trios<'a, T: Entry<'a>>(sides: Sides<Vec<T>>) -> Vec<Trio<T>> {
    let Sides { base, mut ours, mut theirs } = sides.map(keyed);
    let mut trios = Vec::with_capacity(ours.len().max(theirs.len()));
    for (key, before) in base {
        let (ours, theirs) = (continuing(&mut ours, key, before), continuing(&mut theirs, key, before));
        trios.push(Trio { base: Some(before), ours, theirs });
    }
    let twins: Vec<Key<'_>> = ours
        .iter()
        .filter(|(key, ours)| theirs.get(*key).is_some_and(|theirs| ours.is_twin(*theirs)))
        .map(|(key, _)| *key)
        .collect();
    for key in twins {
        trios.push(Trio { base: None, ours: ours.remove(&key), theirs: theirs.remove(&key) });
    }
    let mut waiting: BTreeMap<T::Content, VecDeque<T>> = BTreeMap::new();
    for entry in ordered(theirs) {
        waiting.entry(entry.content()).or_default().push_back(entry);
    }
    for entry in ordered(ours) {
        let theirs = waiting.get_mut(&entry.content()).and_then(VecDeque::pop_front);
        trios.push(Trio { base: None, ours: Some(entry), theirs });
    }
    trios.extend(waiting.into_values().flatten().map(|entry| Trio { base: None, ours: None, theirs: Some(entry) }));
    trios
}

fn keyed<'a, T: Entry<'a>>(mut entries: Vec<T>) -> BTreeMap<Key<'a>, T> {
    entries.sort_by(|a, b| a.order(*b));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let numbered = entries.into_iter().map(|entry| {
        let count = counts.entry(entry.id()).or_default();
        *count += 1;
        ((entry.id(), *count - 1), entry)
    });
    numbered.collect()
}

fn continuing<'a, T: Entry<'a>>(side: &mut BTreeMap<Key<'a>, T>, key: Key<'a>, before: T) -> Option<T> {
    if side.get(&key)?.continues(before) { side.remove(&key) } else { None }
}

fn ordered<'a, T: Entry<'a>>(entries: BTreeMap<Key<'a>, T>) -> Vec<T> {
    let mut entries: Vec<T> = entries.into_values().collect();
    entries.sort_by(|a, b| a.order(*b));
    entries
}
