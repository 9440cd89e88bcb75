//! Adjudication: the decisions that make one gold standard of several annotators' readings.
//!
//! - A decision knows what it was based on: a digest of every annotator's reading of its unit. As long as the readings
//!   are those, it holds, whatever else in the files changes; once one of them is another, it is stale: it is kept and
//!   shown, and counts for nothing until someone decides again. An annotator who comes later and reads the unit as one of the
//!   others did, or who goes without their reading having been chosen, leaves it as it is.
//! - Comparing anew loses no decision. One whose words nobody reads as anything any more is kept as an orphan.
//! - Units on which all agree are in the gold standard without a decision; one may be made all the same.
//! - Whoever decides need not be one of the annotators.

mod decision;
mod basis;
mod placed;
mod passage;
mod record;
mod quorum;
mod outcome;
mod majority;
mod fields;
mod relations;
mod gold;
mod identical;
mod about;
mod adopt;
mod peer;
mod change;

#[cfg(test)]
mod tests;

use super::compare::{Comparison, Unit, UnitKind};
use basis::Basis;
use placed::Placed;

pub use about::about;
pub use adopt::adopt;
pub use change::decisions_alone;
pub use decision::{Aspect, Choice, Decision, Reply, Said, StatedRelation};
pub use fields::counterpart;
pub use gold::Gold;
pub use identical::{Likeness, transferred};
pub use outcome::Settled;
pub use passage::{Passage, Standing};
pub use record::read_decisions;

/// The comparison of one text with the decisions on its units.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Adjudication {
    comparison: Comparison,
    decisions: Vec<Option<Decision>>,
    orphans: Vec<Decision>,
    /// What a decision on each unit rests on.
    bases: Vec<Basis>,
    /// Whether it is one annotator's work that is gone through.
    is_peer: bool,
}

/// What has become of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// All annotators say the same, and nobody has decided otherwise.
    Agreed,
    /// Nobody has decided yet.
    Open,
    /// Someone has put the decision off.
    Deferred,
    /// It was decided, and an annotator has changed the reading since.
    Stale,
    /// It is decided.
    Decided,
}

/// How many units there are of each status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Units all agree on.
    pub agreed: usize,
    /// Units nobody has decided.
    pub open: usize,
    /// Units put off.
    pub deferred: usize,
    /// Units decided on readings that are no more.
    pub stale: usize,
    /// Units decided.
    pub decided: usize,
}

impl Progress {
    /// Counts units by their statuses.
    fn of(statuses: impl Iterator<Item = Status>) -> Self {
        let mut progress = Self::default();
        statuses.for_each(|status| progress.count(status));
        progress
    }

    /// Counts a unit.
    pub fn count(&mut self, status: Status) {
        let count = match status {
            Status::Agreed => &mut self.agreed,
            Status::Open => &mut self.open,
            Status::Deferred => &mut self.deferred,
            Status::Stale => &mut self.stale,
            Status::Decided => &mut self.decided,
        };
        *count += 1;
    }

    /// Counts all units of another text too.
    pub fn add(&mut self, other: Self) {
        self.agreed += other.agreed;
        self.open += other.open;
        self.deferred += other.deferred;
        self.stale += other.stale;
        self.decided += other.decided;
    }

    /// Units on which the annotators do not agree, or someone has decided.
    pub fn disputed(&self) -> usize {
        self.open + self.deferred + self.stale + self.decided
    }

    /// Units that still need a decision.
    pub fn pending(&self) -> usize {
        self.open + self.deferred + self.stale
    }
}

impl Adjudication {
    /// Puts decisions, read from a file, on the units of a comparison.
    ///
    /// A decision is first given to the unit with the very readings it was based on, then to one on which it holds all the
    /// same. Of the others, each goes, stale, to the unit without one that shares most of its words and a tag with it; where
    /// there is none, it is an orphan.
    pub fn new(comparison: Comparison, decisions: Vec<Decision>) -> Self {
        let bases: Vec<Basis> = (0..comparison.units.len()).map(|n| basis::of(&comparison, n)).collect();
        let decisions = Placed::on(&comparison, &bases, decisions);
        Self { comparison, decisions: decisions.slots, orphans: decisions.orphans, bases, is_peer: false }
    }

    /// The same comparison with other decisions, as if they were read from a file.
    #[must_use]
    pub fn with(&self, decisions: Vec<Decision>) -> Self {
        let comparison = self.comparison.clone();
        if self.is_peer { Self::of_one(comparison, decisions) } else { Self::new(comparison, decisions) }
    }

    /// What is compared.
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }

    /// The units.
    pub fn units(&self) -> &[Unit] {
        &self.comparison.units
    }

    /// The decision on a unit, be it stale.
    pub fn decision(&self, unit: usize) -> Option<&Decision> {
        self.decisions.get(unit)?.as_ref()
    }

    /// Decisions on words that nobody reads as anything any more.
    pub fn orphans(&self) -> &[Decision] {
        &self.orphans
    }

    /// All decisions, in the order of their units, orphans last.
    pub fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.decisions.iter().flatten().chain(&self.orphans)
    }

    /// What has become of a unit.
    pub fn status(&self, unit: usize) -> Status {
        let agreed = self.units().get(unit).is_some_and(|unit| unit.kind == UnitKind::Agreed) && !self.is_peer;
        match self.decision(unit) {
            None if agreed || self.is_addition(unit) => Status::Agreed,
            None => Status::Open,
            Some(decision) if self.is_as_proposed(unit, decision) => Status::Agreed,
            Some(decision) if !decision.rivals.is_empty() => Status::Open,
            Some(decision) if !self.holds(unit, decision) => Status::Stale,
            Some(Decision { choice: Choice::Deferred | Choice::Unfit(_), .. }) => Status::Deferred,
            // What has no majority is open.
            Some(Decision { choice: Choice::Majority, .. }) if !self.is_peer && !self.has_majority(unit) => Status::Open,
            Some(_) => Status::Decided,
        }
    }

    /// The annotators whose readings are not those that a stale decision was based on.
    pub fn changed_since(&self, unit: usize) -> Vec<String> {
        let Some(decision) = self.decision(unit) else { return Vec::new() };
        let now = self.basis(unit);
        let differs = |(who, digest): &&(String, String)| !decision.basis.iter().any(|(a, b)| a == who && b == digest);
        let gone = decision.basis.iter().filter(|(who, _)| !now.iter().any(|(other, _)| other == who));
        now.iter().filter(differs).chain(gone).map(|(who, _)| who.clone()).collect()
    }

    /// What a decision on a unit rests on.
    fn basis(&self, unit: usize) -> &[(String, String)] {
        self.bases.get(unit).map(Vec::as_slice).unwrap_or_default()
    }

    fn holds(&self, unit: usize, decision: &Decision) -> bool {
        basis::holds(decision, self.basis(unit))
    }

    /// How far the text has come.
    pub fn progress(&self) -> Progress {
        Progress::of((0..self.units().len()).map(|unit| self.status(unit)))
    }

    /// Whether a unit still needs a decision.
    pub fn is_pending(&self, unit: usize) -> bool {
        matches!(self.status(unit), Status::Open | Status::Deferred | Status::Stale)
    }

    /// A decision on a unit, based on its readings as they are; not yet made.
    pub fn draft(&self, text: &str, unit: usize, choice: Choice) -> Option<Decision> {
        let of = self.units().get(unit)?;
        let mut tags: Vec<String> = of.spans().map(|span| span.tag.clone()).collect();
        tags.sort();
        tags.dedup();
        let words = text.get(of.range()).unwrap_or_default().to_owned();
        let basis = self.basis(unit).to_vec();
        let fact = of.fact.clone();
        Some(Decision { tags, basis, fact, choice, ..Decision::at(of.range(), words) })
    }

    /// Puts a decision on a unit, or takes it off, and gives the one that was there: what undoes this.
    pub fn decide(&mut self, unit: usize, decision: Option<Decision>) -> Option<Decision> {
        self.decisions.get_mut(unit).and_then(|slot| std::mem::replace(slot, decision))
    }
}
