//! What two sides made of one thing, put together field by field against what it was before.
//!
//! A field that one side changed has that side's value. Where both changed it differently, the lesser value
//! stands (by its spelling, so that it does not matter which side is which) and a mark says what the other was.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::model::CONFLICT;
use super::state::DocumentState;
use super::value::Value;

/// The mark of what one side removed and the other changed.
pub const REMOVED: &str = "removed on one side";

/// Something before two sides changed it, and as each of them has it.
#[derive(Debug, Clone, Copy)]
pub struct Sides<T> {
    /// What it was.
    pub base: T,
    /// What one side made of it.
    pub ours: T,
    /// What the other side made of it.
    pub theirs: T,
}

impl<T> Sides<T> {
    /// The same part of all three.
    pub fn map<U>(self, part: impl Fn(T) -> U) -> Sides<U> {
        Sides { base: part(self.base), ours: part(self.ours), theirs: part(self.theirs) }
    }
}

impl<T: PartialEq + Copy> Sides<T> {
    /// The value that both have or that only one side changed; `None` where both changed it differently.
    pub fn agreed(self) -> Option<T> {
        if self.ours == self.theirs || self.theirs == self.base {
            Some(self.ours)
        } else {
            (self.ours == self.base).then_some(self.theirs)
        }
    }

    /// The agreed value, else the lesser one by its spelling, and a mark that says what the other was.
    pub fn decide(self, field: &str, spell: impl Fn(T) -> String, marks: &mut BTreeSet<String>) -> T {
        self.agreed().unwrap_or_else(|| lesser(field, self.ours, self.theirs, spell, marks))
    }
}

/// The lesser of two values by its spelling, with a mark for the other.
fn lesser<T: Copy>(field: &str, ours: T, theirs: T, spell: impl Fn(T) -> String, marks: &mut BTreeSet<String>) -> T {
    let spelled = (spell(ours), spell(theirs));
    let (kept, other) = if spelled.0 <= spelled.1 { (ours, spelled.1) } else { (theirs, spelled.0) };
    marks.insert(format!("{field}: {other}"));
    kept
}

/// Merges named values, such as attributes. A value that one side removed and the other changed stays, with a mark.
///
/// What stood in the base keeps its order; what both sides added follows by name.
pub fn pairs<V: Clone + PartialEq>(
    sides: Sides<&[(String, V)]>,
    spell: impl Fn(&V) -> String,
    marks: &mut BTreeSet<String>,
) -> Vec<(String, V)> {
    match sides.agreed() {
        Some(agreed) => agreed.to_vec(),
        None => merge_pairs(&sides.map(numbered), spell, marks),
    }
}

/// A name and how many of the same name stand before it.
type Key<'a> = (&'a str, usize);

struct Numbered<'a, V> {
    order: Vec<Key<'a>>,
    values: BTreeMap<Key<'a>, &'a V>,
}

fn numbered<V>(pairs: &[(String, V)]) -> Numbered<'_, V> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = Numbered { order: Vec::with_capacity(pairs.len()), values: BTreeMap::new() };
    for (name, value) in pairs {
        let count = counts.entry(name).or_default();
        found.order.push((name, *count));
        found.values.insert((name, *count), value);
        *count += 1;
    }
    found
}

fn merge_pairs<V: Clone + PartialEq>(
    sides: &Sides<Numbered<'_, V>>,
    spell: impl Fn(&V) -> String,
    marks: &mut BTreeSet<String>,
) -> Vec<(String, V)> {
    let Sides { base, ours, theirs } = sides;
    let added: BTreeSet<Key<'_>> =
        ours.order.iter().chain(&theirs.order).filter(|key| !base.values.contains_key(*key)).copied().collect();
    let mut merged = Vec::new();
    for key in base.order.iter().chain(&added) {
        let [base, ours, theirs] = [base, ours, theirs].map(|side| side.values.get(key).copied());
        let values = Sides { base, ours, theirs };
        let kept = values.agreed().unwrap_or_else(|| match (values.ours, values.theirs) {
            (Some(ours), Some(theirs)) => Some(lesser(key.0, ours, theirs, &spell, marks)),
            (one, other) => {
                marks.insert(format!("{}: {REMOVED}", key.0));
                one.or(other)
            }
        });
        merged.extend(kept.map(|value| (key.0.to_owned(), value.clone())));
    }
    merged
}

/// A value as it stands in a mark: texts in quotation marks, anything else as RON.
pub fn spell(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("“{text}”"),
        other => ron(other),
    }
}

fn ron(value: &Value) -> String {
    let mut raw = String::new();
    value.write_ron(&mut raw);
    raw
}

/// Named values without the marks of earlier merges, which merge otherwise: see [`old_marks`].
pub fn without_marks<V: Clone>(pairs: &[(String, V)]) -> Cow<'_, [(String, V)]> {
    let is_mark = |(name, _): &&(String, V)| name == CONFLICT;
    if !pairs.iter().any(|pair| is_mark(&pair)) {
        return Cow::Borrowed(pairs);
    }
    pairs.iter().filter(|pair| !is_mark(pair)).cloned().collect()
}

/// The marks that stand in a value of [`CONFLICT`].
pub fn marks_in(value: &Value) -> Vec<String> {
    match value {
        Value::List(marks) => marks.clone(),
        Value::Text(mark) => vec![mark.clone()],
        other => vec![ron(other)],
    }
}

/// The marks of earlier merges that still stand: those of both sides, and those that one side has added. A mark that
/// one side took away is settled.
pub fn old_marks(sides: &Sides<BTreeSet<String>>) -> BTreeSet<String> {
    let Sides { base, ours, theirs } = sides;
    let all = ours.union(theirs);
    all.filter(|mark| !base.contains(*mark) || (ours.contains(*mark) && theirs.contains(*mark))).cloned().collect()
}

/// The state of the work on both sides together.
///
/// Nothing becomes submitted, reviewed or otherwise done by a merge alone: that state stands only where both sides
/// have it, or where the other side changed nothing at all (which is no merge), and nothing was left undecided.
/// Otherwise the work is in progress, and a mark tells of the state that did not come about. Of two states of
/// work that is not done, the earlier one stands; a changed state comes before an unchanged one.
pub fn state(sides: Sides<&DocumentState>, decided: bool, marks: &mut BTreeSet<String>) -> DocumentState {
    let both = sides.ours == sides.theirs;
    let wanted = if both {
        sides.ours
    } else {
        match sides.agreed() {
            Some(agreed) => agreed,
            None => std::cmp::min_by_key(sides.ours, sides.theirs, |state| (rank(state), state.as_str().to_owned())),
        }
    };
    let stands = rank(wanted) < DONE || (both && decided);
    let outcome = if stands { wanted.clone() } else { DocumentState::InProgress };
    for lost in [sides.ours, sides.theirs] {
        if *lost != outcome && (both || *lost != *sides.base) {
            marks.insert(format!("state: {lost}"));
        }
    }
    outcome
}

/// The first rank of work that is done.
const DONE: usize = 3;

/// How far a state is from the beginning; one that is not known counts as done.
fn rank(state: &DocumentState) -> usize {
    DocumentState::ALL.iter().position(|known| known == state).map_or(DONE + 2, |at| match state {
        // Given back, the work goes on.
        DocumentState::Returned => 2,
        DocumentState::Submitted => DONE,
        _ => at,
    })
}
