//! What goes along with a decision: a comment, a reason, a flag for the guideline; of the decision to come, of the one on the
//! unit at hand, or of the one just made, from which the review has gone on.

use super::effect::Effect;
use super::notice::{Notice, Refusal};
use super::review::{Rationale, Reviewing};
use super::shared::Shared;
use crate::annotation::Schema;

/// Most letters of the words of a unit in a notice.
const QUOTE: usize = 24;

/// Which decision something goes along with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// That on the unit at hand, be it still to come.
    Here,
    /// The one just made.
    Last,
}

/// What of a decision is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// The comment is this from now on.
    Comment(String),
    /// The next reason is taken.
    NextReason,
    /// The guideline is flagged, or not any more.
    Guideline,
}

impl Shared {
    /// Changes what goes along with a decision.
    ///
    /// # Errors
    ///
    /// Fails where there is no such decision, or no reason.
    pub(super) fn change_rationale(&mut self, whose: Whose, part: &Part) -> Result<Vec<Effect>, Refusal> {
        if *part == Part::NextReason && self.schema.workflow.reject_reasons.is_empty() {
            return Err(Refusal::NoReasons);
        }
        let Some(review) = &mut self.review else { return Ok(Vec::new()) };
        let place = match whose {
            Whose::Here => (review.desk, review.unit),
            Whose::Last => review.last_decided().ok_or(Refusal::NoLast)?,
        };
        let Some(decision) = review.decision_at(place).cloned() else {
            review.rationale = std::mem::take(&mut review.rationale).changed(part, &self.schema);
            return Ok(Vec::new());
        };
        let rationale = Rationale::of(&decision).changed(part, &self.schema);
        let words = decision.fact.clone().unwrap_or_else(|| decision.words.clone());
        let decision = rationale.clone().on(decision);
        let effects = self.put(vec![(place.0, place.1, Some(decision))]);
        if whose == Whose::Last {
            self.tell(told(&words, part, rationale));
        }
        Ok(effects)
    }

    /// Goes back to the unit that was decided last.
    ///
    /// # Errors
    ///
    /// Fails where none was.
    pub(super) fn go_to_last(&mut self) -> Result<(), Refusal> {
        let last = self.review.as_ref().and_then(Reviewing::last_decided);
        let (desk, unit) = last.ok_or(Refusal::NoLast)?;
        self.go_to_unit(desk, unit);
        Ok(())
    }
}

/// What there is to tell of the decision just made, which is not on screen.
fn told(words: &str, part: &Part, now: Rationale) -> Notice {
    let short: String = words.chars().take(QUOTE).collect();
    let words = if short.len() < words.len() { format!("{short}…") } else { short };
    match part {
        Part::Comment(_) => Notice::LastComment { words, comment: now.comment },
        Part::NextReason if now.reason.is_empty() => Notice::LastNoReason { words },
        Part::NextReason => Notice::LastReason { words, reason: now.reason },
        Part::Guideline => Notice::LastGuideline { words, flagged: now.guideline },
    }
}

impl Rationale {
    fn changed(self, part: &Part, schema: &Schema) -> Self {
        match part {
            Part::Comment(comment) => Self { comment: comment.clone(), ..self },
            Part::Guideline => Self { guideline: !self.guideline, ..self },
            Part::NextReason => {
                let reasons = &schema.workflow.reject_reasons;
                let next = reasons.iter().position(|reason| *reason == self.reason).map_or(0, |at| at + 1);
                Self { reason: reasons.get(next).cloned().unwrap_or_default(), ..self }
            }
        }
    }
}

impl Reviewing {
    /// Desk and unit of the decision just made, if it is still there.
    pub fn last_decided(&self) -> Option<(usize, usize)> {
        self.decided.filter(|place| self.decision_at(*place).is_some())
    }
}
