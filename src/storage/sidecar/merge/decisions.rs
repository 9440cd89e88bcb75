//! Merging what was decided, unit by unit.
//!
//! A unit that one side decided is decided. One that both decided alike is decided once. One that they decided otherwise is
//! to be decided: every choice is kept, the lesser by its spelling with the others in its field `merge_conflict`.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotation::merge::{Sides, pairs};
use crate::annotation::record::line;
use crate::annotation::{Held, StoredDecision, StoredReply};

/// What a decision is known by: its place and the tags of its readings, and how many of the same came before.
type Key = (usize, usize, Vec<String>, usize);

/// The decisions of both sides.
pub(super) struct Decided {
    /// The list.
    pub(super) list: Held<Vec<StoredDecision>>,
    /// The units that both sides decided otherwise, in words.
    pub(super) conflicts: Vec<String>,
}

/// Merges the list of decisions; `None` where a side has something else in its place.
pub(super) fn merge(sides: Sides<&Held<Vec<StoredDecision>>>) -> Option<Decided> {
    if let Some(agreed) = sides.agreed() {
        return Some(Decided { list: agreed.clone(), conflicts: Vec::new() });
    }
    if [sides.base, sides.ours, sides.theirs].into_iter().any(Held::is_odd) {
        return None;
    }
    let Sides { base, ours, theirs } = sides.map(keyed);
    let keys: BTreeSet<&Key> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    let mut merged = Vec::new();
    for key in keys {
        let sides = Sides { base: base.get(key).copied(), ours: ours.get(key).copied(), theirs: theirs.get(key).copied() };
        merged.extend(unit(sides));
    }
    let is_new = |decision: &&StoredDecision| [&ours, &theirs].iter().all(|side| !side.values().any(|known| known == decision));
    let conflicts = merged.iter().filter(|decision| decision.is_contested()).filter(is_new).map(told).collect();
    Some(Decided { list: Held::Known(merged), conflicts })
}

fn keyed(side: &Held<Vec<StoredDecision>>) -> BTreeMap<Key, &StoredDecision> {
    let mut keyed = BTreeMap::new();
    for decision in side.known().into_iter().flatten() {
        let mut tags = decision.tags.clone();
        tags.sort();
        tags.extend(decision.fact.iter().map(|fact| format!("={fact}")));
        let free = (0..=keyed.len()).find(|n| !keyed.contains_key(&(decision.start, decision.end, tags.clone(), *n)));
        keyed.insert((decision.start, decision.end, tags, free.unwrap_or_default()), decision);
    }
    keyed
}

/// The decision on a unit, if there is one.
fn unit(sides: Sides<Option<&StoredDecision>>) -> Option<StoredDecision> {
    if let Some(agreed) = sides.agreed() {
        return agreed.cloned();
    }
    match (sides.ours, sides.theirs) {
        (Some(ours), Some(theirs)) => Some(joined(sides.base, ours, theirs)),
        // Who decides anew knows more than who takes a decision off.
        (one, other) => one.or(other).cloned(),
    }
}

/// The decision of both sides, which have changed it.
fn joined(base: Option<&StoredDecision>, ours: &StoredDecision, theirs: &StoredDecision) -> StoredDecision {
    let mut choices: Vec<StoredDecision> = Vec::new();
    for choice in choices_of(ours).into_iter().chain(choices_of(theirs)) {
        match choices.iter_mut().find(|known| is_alike(known, &choice)) {
            Some(known) => *known = united(base, known, &choice),
            None => choices.push(choice),
        }
    }
    choices.sort_by_key(line);
    let mut choices = choices.into_iter();
    let mut first = choices.next().unwrap_or_else(|| ours.clone());
    let others: Vec<StoredDecision> = choices.collect();
    first.merge_conflict = if others.is_empty() { Held::Absent } else { Held::Known(others) };
    first
}

/// The choice of a decision, and those that were made besides.
fn choices_of(decision: &StoredDecision) -> Vec<StoredDecision> {
    let own = StoredDecision { merge_conflict: Held::Absent, ..decision.clone() };
    std::iter::once(own).chain(decision.merge_conflict.known().into_iter().flatten().cloned()).collect()
}

fn is_alike(a: &StoredDecision, b: &StoredDecision) -> bool {
    (&a.choice, &a.of, &a.spans, &a.relations, &a.fields, &a.fact)
        == (&b.choice, &b.of, &b.spans, &b.relations, &b.fields, &b.fact)
}

/// One decision of two that are alike: the later, which rests on what was read then, with what either says besides.
fn united(base: Option<&StoredDecision>, a: &StoredDecision, b: &StoredDecision) -> StoredDecision {
    let (earlier, later) = if (&a.at, line(a)) <= (&b.at, line(b)) { (a, b) } else { (b, a) };
    let both = |a: &str, b: &str| match (a, b) {
        ("", one) | (one, "") => one.to_owned(),
        (a, b) if a == b => a.to_owned(),
        (a, b) => format!("{a} · {b}"),
    };
    let nothing = Vec::new();
    let extra = Sides { base: base.map_or(&nothing, |base| &base.extra).as_slice(), ours: &earlier.extra, theirs: &later.extra };
    StoredDecision {
        comment: both(&earlier.comment, &later.comment),
        reason: if later.reason.is_empty() { earlier.reason.clone() } else { later.reason.clone() },
        guideline: earlier.guideline || later.guideline,
        disputed: later.disputed.or(earlier.disputed),
        thread: thread(earlier, later),
        extra: pairs(extra, String::clone, &mut BTreeSet::new()),
        ..later.clone()
    }
}

/// All that was said of both, by time.
fn thread(a: &StoredDecision, b: &StoredDecision) -> Option<Vec<StoredReply>> {
    let mut all: Vec<StoredReply> = a.thread.iter().chain(&b.thread).flatten().cloned().collect();
    all.sort_by(|a, b| (&a.at, line(a)).cmp(&(&b.at, line(b))));
    all.dedup();
    (!all.is_empty()).then_some(all)
}

/// A unit that was decided otherwise by both, as a mark tells it.
fn told(decision: &StoredDecision) -> String {
    let one = |choice: &StoredDecision| {
        let of = choice.of.as_deref().unwrap_or_default();
        let said = [std::slice::from_ref(&choice.choice), of].concat().join(" ");
        if choice.by.is_empty() { said } else { format!("{}: {said}", choice.by) }
    };
    let all: Vec<String> = choices_of(decision).iter().map(one).collect();
    let what = match &decision.fact {
        Some(fact) => fact.clone(),
        None => format!("{}..{} “{}”", decision.start, decision.end, decision.text),
    };
    format!("decision on {what}: {}", all.join(" | "))
}
