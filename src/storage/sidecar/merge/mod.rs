//! Merging two sidecars of one annotator, made apart from each other, against the one that both began from.
//!
//! - Nothing that one side added or changed is lost. What only one side removed goes.
//! - A span is known by its id, where the ids agree with what they name, and by its words and tag otherwise: the
//!   same span added on both sides is one, and two spans under one new id get two ids; relations follow.
//! - Edits of different fields combine. Where both sides changed one field differently, or one removed what the
//!   other changed, both stay, with a mark in the attribute `merge_conflict` (of a relation, the field of that
//!   name; of the whole text, the fact of that name). `check` lists the marks; whoever settles one takes it away.
//! - Of two values that were proposed for one subject the lesser stays, without a mark: nothing hangs on it.
//! - It does not matter which side is which, and merging what was merged changes nothing.
//! - What was decided is merged by the unit; spans, relations and rejections of a gold standard follow from that. A unit that
//!   both sides decided otherwise is open again, with both choices.
//! - The work is submitted only if both sides say so and nothing is left undecided.
//!
//! Two sidecars of different texts, or of different annotators, are not merged: their places mean different things.

mod conflict;
mod marks;
mod header;
mod ids;
mod decisions;
mod following;
mod lists;
mod trios;
mod offers;
mod spans;
mod relations;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use conflict::{Conflict, MergeError};

use marks::{mark, named};
use relations::Links;
use spans::Spans;

use super::record::{Stored, StoredRelation, StoredSpan, version};
use crate::annotation::DocumentState;
use crate::annotation::merge::{Sides, pairs, state};

/// What came of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The sidecar of both sides, its spans in order.
    pub stored: Stored,
    /// What was left undecided and carries a mark, the ids of spans and relations first.
    pub conflicts: Vec<Conflict>,
}

/// Merges what two sides made of a sidecar; without a `base`, whatever either side has counts as added.
///
/// # Errors
/// Sides that speak of different texts or annotators, unless one of them is the base itself.
pub fn merge(base: Option<&Stored>, ours: &Stored, theirs: &Stored) -> Result<Merged, MergeError> {
    if ours == theirs || base == Some(theirs) {
        return Ok(Merged { stored: ours.clone(), conflicts: Vec::new() });
    }
    if base == Some(ours) {
        return Ok(Merged { stored: theirs.clone(), conflicts: Vec::new() });
    }
    header::check(ours, theirs)?;
    let nothing = header::nothing();
    let sides = Sides { base: base.unwrap_or(&nothing), ours, theirs };
    let mut marks = BTreeSet::new();
    let source = header::source(sides.map(|side| &side.source), &mut marks);
    let schema = header::schema(sides.map(|side| &side.schema), &mut marks);
    let extra = pairs(sides.map(|side| side.extra.as_slice()), String::clone, &mut marks);
    let mut contested = BTreeSet::new();
    let lists = lists::merge(&sides, &mut marks, &mut contested);
    let open = following::open_facts(&lists.decisions);
    let facts = sides.map(|side| following::without(&side.document, &open));
    let mut document = named(Sides { base: facts.base.as_slice(), ours: &facts.ours, theirs: &facts.theirs }, &mut marks);
    let has_decisions = [base.unwrap_or(&nothing), ours, theirs].into_iter().any(|side| !side.decisions.is_absent());
    let (spans, relations, mut conflicts) = if has_decisions {
        let (spans, relations) = following::claims(sides, &lists.decisions);
        (spans, relations, Vec::new())
    } else {
        claims(sides)
    };
    let states = sides.map(|side| DocumentState::from(side.state.as_str()));
    let states = Sides { base: &states.base, ours: &states.ours, theirs: &states.theirs };
    let state = if has_decisions {
        // It follows from the decisions, as soon as they are looked at.
        let stands = ours.state == theirs.state && contested.is_empty();
        if stands { states.ours.clone() } else { DocumentState::InProgress }
    } else {
        state(states, conflicts.is_empty() && marks.is_empty(), &mut marks)
    };
    conflicts.extend(marks.iter().chain(&contested).map(|mark| Conflict { id: None, mark: mark.clone() }));
    mark(&mut document, marks);
    let stored = Stored {
        hashiya: ours.hashiya.max(theirs.hashiya).max(version(&lists.decisions)),
        source,
        schema,
        annotator: ours.annotator.clone(),
        state: state.to_string(),
        document,
        spans,
        relations,
        orphans: lists.orphans,
        orphaned_relations: lists.orphaned_relations,
        answers: lists.answers,
        rejections: lists.rejections,
        decisions: lists.decisions,
        boilerplate: lists.boilerplate,
        extra,
    };
    Ok(Merged { stored, conflicts })
}

/// Merges spans and relations, whose ends are spans.
fn claims(sides: Sides<&Stored>) -> (Vec<StoredSpan>, Vec<StoredRelation>, Vec<Conflict>) {
    let mut spans = Spans::merge(sides.map(|side| side.spans.as_slice()));
    let mut links = Links::new(sides.map(|side| side.relations.as_slice()), &spans);
    links.restore(&mut spans);
    let names = spans.name(sides.map(|side| side.spans.as_slice()), links.outer_ends());
    spans.offer(&names);
    let (relations, mut undecided) = links.finish(&spans, &names);
    let (spans, mut conflicts) = spans.finish();
    conflicts.append(&mut undecided);
    (spans, relations, conflicts)
}
