//! The transfer of a decision to the units that are alike: shown first, done as one step.

use super::desk::Desk;
use super::effect::Effect;
use super::notice::Notice;
use super::review::{Place, Rationale, Reviewing, Scope};
use super::shared::Shared;
use crate::review::adjudication::{Decision, Likeness, Status, transferred};

impl Shared {
    /// Applies the decision on one unit to others, as one step of undo.
    pub(super) fn apply_to_alike(&mut self, source: (usize, usize), targets: &[(usize, usize)]) -> Vec<Effect> {
        let stamp = self.stamp();
        let Some(review) = &self.review else { return Vec::new() };
        let carried = |(n, unit): &(usize, usize)| {
            let decision = review.carried(source, (*n, *unit))?;
            Some((*n, *unit, Some(Decision { by: stamp.by.clone(), at: stamp.at.clone(), ..decision })))
        };
        let places: Vec<Place> = targets.iter().filter_map(carried).collect();
        let units = places.len();
        let effects = self.put(places);
        self.advance();
        self.tell(Notice::DecidedAlike { units });
        effects
    }
}

impl Reviewing {
    /// The unit whose decision would be applied: the one at hand, else the one decided last; what was put off comes last.
    pub(super) fn applicable(&self) -> Option<(usize, usize)> {
        let is_decided = |(n, unit): &(usize, usize)| {
            let work = self.desks.get(*n).map(|desk| &desk.adjudication);
            work.is_some_and(|work| work.decision(*unit).is_some() && work.status(*unit) != Status::Stale)
        };
        let is_settled = |(n, unit): &(usize, usize)| {
            self.desks.get(*n).is_some_and(|desk| desk.adjudication.status(*unit) != Status::Deferred)
        };
        let here = Some((self.desk, self.unit)).filter(is_decided);
        here.filter(is_settled).or(self.decided.filter(is_decided)).or(here)
    }

    /// The pending units that are like a decided one, in its text or in all; not the one itself, if it was put off.
    pub(super) fn alike(&self, (n, unit): (usize, usize), scope: Scope) -> Vec<(usize, usize)> {
        let likeness = |desk: &Desk, unit: usize| {
            desk.units().get(unit).map(|of| Likeness::of(&desk.document, desk.adjudication.comparison(), of))
        };
        let Some(wanted) = self.desks.get(n).and_then(|desk| likeness(desk, unit)) else { return Vec::new() };
        let is_within = |other: usize| scope == Scope::Corpus || other == n;
        let desks = self.desks.iter().enumerate().filter(|(other, desk)| desk.closed.is_none() && is_within(*other));
        let units = desks.flat_map(|(n, desk)| (0..desk.units().len()).map(move |unit| (n, desk, unit)));
        let others = units.filter(|(other, _, of)| (*other, *of) != (n, unit));
        let open = others.filter(|(_, desk, unit)| desk.adjudication.is_pending(*unit));
        let same = open.filter(|(_, desk, unit)| likeness(desk, *unit).as_ref() == Some(&wanted));
        same.map(|(n, _, unit)| (n, unit)).filter(|place| self.carried((n, unit), *place).is_some()).collect()
    }

    /// The decision on one unit as it is on another that is alike.
    pub(super) fn carried(&self, source: (usize, usize), target: (usize, usize)) -> Option<Decision> {
        let from = self.desks.get(source.0)?;
        let to = self.desks.get(target.0)?;
        let decision = from.adjudication.decision(source.1)?;
        let own = (&*from.document, from.adjudication.comparison(), source.1);
        let choice = transferred(own, decision, (&*to.document, to.adjudication.comparison(), target.1))?;
        let draft = to.adjudication.draft(to.document.text(), target.1, choice)?;
        Some(Rationale::of(decision).on(draft.after(to.adjudication.decision(target.1))))
    }
}
