//! Decisions that were read from a file, put on the units of a comparison.

use std::collections::HashMap;

use super::basis::{self, Basis};
use super::decision::Decision;
use crate::review::compare::{Comparison, Unit};

/// Decisions by the units that they are on, and those that are on none.
pub(super) struct Placed {
    /// The decision on each unit.
    pub(super) slots: Vec<Option<Decision>>,
    /// Those on words that nobody reads as anything any more.
    pub(super) orphans: Vec<Decision>,
}

impl Placed {
    /// Puts decisions on the units of a comparison, of which these are the readings.
    pub(super) fn on(comparison: &Comparison, bases: &[Basis], decisions: Vec<Decision>) -> Self {
        let mut placed = Self { slots: vec![None; bases.len()], orphans: Vec::new() };
        let others = placed.exactly(bases, decisions);
        let others = placed.held(bases, others);
        for decision in others {
            match placed.nearest(&comparison.units, &decision).and_then(|n| placed.slots.get_mut(n)) {
                Some(slot) => *slot = Some(decision),
                None => placed.orphans.push(decision),
            }
        }
        placed
    }

    /// Puts decisions on the units that they were made on, and gives back the others.
    fn exactly(&mut self, bases: &[Basis], decisions: Vec<Decision>) -> Vec<Decision> {
        let mut units: HashMap<&Basis, Vec<usize>> = HashMap::new();
        for (n, basis) in bases.iter().enumerate().rev() {
            units.entry(basis).or_default().push(n);
        }
        let mut others = Vec::new();
        for decision in decisions {
            // Two spans of one place that say the same are units that nothing tells apart.
            match units.get_mut(&decision.basis).and_then(Vec::pop).and_then(|n| self.slots.get_mut(n)) {
                Some(slot) => *slot = Some(decision),
                None => others.push(decision),
            }
        }
        others
    }

    /// Puts decisions on units without one on which they hold, and gives back the others.
    fn held(&mut self, bases: &[Basis], decisions: Vec<Decision>) -> Vec<Decision> {
        if decisions.is_empty() {
            return decisions;
        }
        let mut units: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for (n, basis) in bases.iter().enumerate() {
            for (who, digest) in basis.iter().filter(|(_, digest)| !digest.is_empty()) {
                units.entry((who, digest)).or_default().push(n);
            }
        }
        let mut others = Vec::new();
        for decision in decisions {
            let read = decision.basis.iter().filter_map(|(who, digest)| units.get(&(who.as_str(), digest.as_str()))).flatten();
            let holds = |n: &&usize| {
                let is_free = self.slots.get(**n).is_some_and(Option::is_none);
                is_free && bases.get(**n).is_some_and(|basis| basis::holds(&decision, basis))
            };
            match read.into_iter().find(holds).copied().and_then(|n| self.slots.get_mut(n)) {
                Some(slot) => *slot = Some(decision),
                None => others.push(decision),
            }
        }
        others
    }

    /// The unit without a decision that shares most of its bytes, and a tag, with what was decided; of a fact, its own.
    fn nearest(&self, units: &[Unit], decision: &Decision) -> Option<usize> {
        let is_free = |n: usize| self.slots.get(n).is_some_and(Option::is_none);
        if decision.fact.is_some() {
            return (0..units.len()).find(|n| is_free(*n) && units.get(*n).is_some_and(|unit| unit.fact == decision.fact));
        }
        let shared = |unit: &Unit| unit.end.min(decision.end).saturating_sub(unit.start.max(decision.start));
        let candidates = units.iter().enumerate().take_while(|(_, unit)| unit.start < decision.end);
        let free = candidates.filter(|(n, unit)| is_free(*n) && shared(unit) > 0);
        let tagged = free.filter(|(_, unit)| unit.spans().any(|span| decision.tags.contains(&span.tag)));
        let likeness = |unit: &Unit| {
            let all = (unit.end.max(decision.end) - unit.start.min(decision.start)).max(1);
            shared(unit) * 10_000 / all
        };
        tagged.max_by_key(|(n, unit)| (likeness(unit), std::cmp::Reverse(*n))).map(|(n, _)| n)
    }
}
