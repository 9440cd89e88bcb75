//! The confirmation of stale decisions: the same choice once more, on the readings as they are.

use super::desk::Desk;
use super::effect::Effect;
use super::notice::{Notice, Refusal};
use super::review::{Place, Rationale, Reviewing, Scope};
use super::shared::Shared;
use crate::annotation::Annotator;
use crate::review::adjudication::{Choice, Decision, Said, Status};

impl Shared {
    /// Confirms the stale decision on the unit at hand, and goes on.
    ///
    /// # Errors
    ///
    /// Fails where the decision is not stale, or what was chosen is no more.
    pub(super) fn confirm(&mut self) -> Result<Vec<Effect>, Refusal> {
        let review = self.decidable()?;
        let place = (review.desk, review.unit);
        if !review.is_stale(place) {
            return Err(Refusal::NotStale);
        }
        let confirmed = review.confirmed(place).ok_or(Refusal::ChoiceGone)?;
        Ok(self.put_decision(confirmed))
    }

    /// Confirms stale decisions as one step of undo.
    pub(super) fn confirm_all(&mut self, targets: &[(usize, usize)]) -> Vec<Effect> {
        let stamp = self.stamp();
        let Some(review) = &self.review else { return Vec::new() };
        let confirmed = |place: &(usize, usize)| {
            let decision = review.confirmed(*place)?;
            Some((place.0, place.1, Some(Decision { by: stamp.by.clone(), at: stamp.at.clone(), ..decision })))
        };
        let places: Vec<Place> = targets.iter().filter_map(confirmed).collect();
        let units = places.len();
        let effects = self.put(places);
        self.advance();
        self.tell(Notice::Confirmed { units });
        effects
    }
}

impl Desk {
    /// Whether the readings of a unit still have what was chosen of them.
    fn has_choice(&self, unit: usize, choice: &Choice) -> bool {
        let has = |annotator: &Annotator| self.number_of(annotator).is_some_and(|n| self.reading(unit, n).is_some());
        match choice {
            Choice::Take(annotator) => has(annotator),
            Choice::Several(annotators) => annotators.iter().all(has),
            Choice::Majority => self.adjudication.has_majority(unit),
            Choice::Fields(annotator, fields) => {
                let of_others = fields.iter().filter_map(|(_, said)| if let Said::By(other) = said { Some(other) } else { None });
                std::iter::once(annotator).chain(of_others).all(has)
            }
            Choice::Nothing | Choice::Edited(..) | Choice::Deferred => true,
            Choice::Unfit(_) => false,
        }
    }
}

impl Reviewing {
    /// Whether the decision on a unit is stale.
    pub fn is_stale(&self, (desk, unit): (usize, usize)) -> bool {
        self.desks.get(desk).is_some_and(|desk| desk.adjudication.status(unit) == Status::Stale)
    }

    /// The stale decisions whose choice is still there, in the text at hand or in all.
    pub(super) fn confirmable(&self, scope: Scope) -> Vec<(usize, usize)> {
        let is_within = |n: &usize| scope == Scope::Corpus || *n == self.desk;
        let desks = self.desks.iter().enumerate().filter(|(n, desk)| desk.closed.is_none() && is_within(n));
        let units = desks.flat_map(|(n, desk)| (0..desk.units().len()).map(move |unit| (n, unit)));
        units.filter(|place| self.is_stale(*place) && self.confirmed(*place).is_some()).collect()
    }

    /// A decision as it is once it is confirmed; `None` where what was chosen is no more.
    pub fn confirmed(&self, (n, unit): (usize, usize)) -> Option<Decision> {
        let desk = self.desks.get(n)?;
        let before = desk.adjudication.decision(unit)?;
        if !desk.has_choice(unit, &before.choice) {
            return None;
        }
        let draft = desk.adjudication.draft(desk.document.text(), unit, before.choice.clone())?;
        Some(Rationale::of(before).on(draft.after(Some(before))))
    }
}
