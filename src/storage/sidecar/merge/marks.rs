//! Marks of what is left undecided, among named values.

use std::collections::BTreeSet;

use crate::annotation::Value;
use crate::annotation::merge::{Sides, marks_in, old_marks, pairs, spell, without_marks};
use crate::annotation::model::CONFLICT;

/// A value with its name.
pub(super) type Named = (String, Value);

/// Merges named values with the marks of earlier merges among them.
pub(super) fn named(sides: Sides<&[Named]>, marks: &mut BTreeSet<String>) -> Vec<Named> {
    let bare = sides.map(without_marks);
    let bare = Sides { base: bare.base.as_ref(), ours: bare.ours.as_ref(), theirs: bare.theirs.as_ref() };
    let mut merged = pairs(bare, spell, marks);
    mark(&mut merged, old_marks(&sides.map(|side| marks_of(side).collect())));
    merged
}

/// The marks that are among named values.
pub(super) fn marks_of(values: &[Named]) -> impl Iterator<Item = String> {
    values.iter().filter(|(name, _)| name == CONFLICT).flat_map(|(_, value)| marks_in(value))
}

/// Puts marks among named values, with those that are there already, as the last of them.
pub(super) fn mark(values: &mut Vec<Named>, mut marks: BTreeSet<String>) {
    if marks.is_empty() {
        return;
    }
    marks.extend(marks_of(values));
    values.retain(|(name, _)| name != CONFLICT);
    values.push((CONFLICT.to_owned(), Value::List(marks.into_iter().collect())));
}
