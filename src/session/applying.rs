//! Applying a decision to the units that are alike: shown first, done as one step.

use std::sync::Arc;

use super::command::Command;
use super::desk::Desk;
use super::effect::Effect;
use super::mode::Mode;
use super::notice::{Notice, Refusal};
use super::reviewing::{Preview, Reviewing, Step};
use super::state::Session;
use crate::review::adjudication::{Decision, Likeness, Status, transferred};

impl Session {
    /// Keys while what `*` would do is shown.
    pub(super) fn update_preview(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Accept => return self.apply_to_alike(),
            Command::Cancel | Command::Back => self.leave_preview(),
            Command::ApplyToAlike => {
                let result = self.preview(true);
                self.report(result);
            }
            other => return self.update_program(&other),
        }
        Vec::new()
    }

    /// Shows the units to which the last decision could be applied.
    pub(super) fn preview(&mut self, whole_corpus: bool) -> Result<(), Refusal> {
        let Some(review) = &mut self.review else { return Ok(()) };
        let here = (review.desk, review.unit);
        let decided = |(n, unit): (usize, usize)| {
            let work = review.desks.get(n).map(|desk| &desk.adjudication);
            work.is_some_and(|work| work.decision(unit).is_some() && work.status(unit) != Status::Stale)
        };
        let source = if decided(here) { Some(here) } else { review.decided.filter(|place| decided(*place)) };
        let source = source.ok_or(Refusal::NothingToApply)?;
        let targets = review.alike(source, whole_corpus);
        if targets.is_empty() && !whole_corpus {
            return self.preview(true);
        }
        if targets.is_empty() {
            return Err(Refusal::NothingAlike);
        }
        review.preview = Some(Preview { source, targets, whole_corpus });
        self.mode = Mode::Preview;
        Ok(())
    }

    fn leave_preview(&mut self) {
        if let Some(review) = &mut self.review {
            review.preview = None;
        }
        self.mode = Mode::Review;
    }

    fn apply_to_alike(&mut self) -> Vec<Effect> {
        let (by, at) = (self.annotator.clone(), humantime::format_rfc3339_seconds(self.now).to_string());
        let Some(preview) = self.review.as_mut().and_then(|review| review.preview.take()) else { return Vec::new() };
        self.mode = Mode::Review;
        let Some(review) = &self.review else { return Vec::new() };
        let step: Step = preview
            .targets
            .iter()
            .filter_map(|(n, unit)| {
                let decision = review.carried(preview.source, (*n, *unit))?;
                Some((*n, *unit, Some(Decision { by: by.clone(), at: at.clone(), ..decision })))
            })
            .collect();
        let units = step.len();
        let effects = self.put(step);
        self.advance();
        self.tell(Notice::DecidedAlike { units });
        effects
    }
}

impl Reviewing {
    /// The pending units that are like a decided one, in its text or in all; not the one itself, if it was put off.
    fn alike(&self, (n, unit): (usize, usize), whole_corpus: bool) -> Vec<(usize, usize)> {
        let likeness = |desk: &Desk, unit: usize| desk.units().get(unit).map(|of| Likeness::of(&desk.document, of));
        let Some(wanted) = self.desks.get(n).and_then(|desk| likeness(desk, unit)) else { return Vec::new() };
        let desks = self.desks.iter().enumerate().filter(|(other, desk)| desk.closed.is_none() && (whole_corpus || *other == n));
        let units = desks.flat_map(|(n, desk)| (0..desk.units().len()).map(move |unit| (n, desk, unit)));
        let others = units.filter(|(other, _, of)| (*other, *of) != (n, unit));
        let open = others.filter(|(_, desk, unit)| desk.adjudication.is_pending(*unit));
        let same = open.filter(|(_, desk, unit)| likeness(desk, *unit).as_ref() == Some(&wanted));
        same.map(|(n, _, unit)| (n, unit)).filter(|place| self.carried((n, unit), *place).is_some()).collect()
    }

    /// The decision on one unit as it is on another that is alike.
    fn carried(&self, source: (usize, usize), target: (usize, usize)) -> Option<Decision> {
        let (from, to) = (self.desks.get(source.0)?, self.desks.get(target.0)?);
        let decision = from.adjudication.decision(source.1)?;
        let at = |desk: &'_ Desk| (Arc::clone(&desk.document), Arc::clone(&desk.adjudication));
        let ((document, one), (other_document, other)) = (at(from), at(to));
        let choice =
            transferred((&document, one.comparison(), source.1), decision, (&other_document, other.comparison(), target.1))?;
        let draft = to.adjudication.draft(to.document.text(), target.1, choice)?;
        let (comment, reason) = (decision.comment.clone(), decision.reason.clone());
        Some(Decision { comment, reason, guideline: decision.guideline, ..draft })
    }
}
