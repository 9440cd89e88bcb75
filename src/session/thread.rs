//! What is said of a unit besides the decision: that it is disputed, and a thread of replies.
//!
//! Both are kept with the decision. Where there is none yet, it is put off; where all agree, what they say is taken, so that
//! nothing is lost of the gold standard by talking about it.

use super::effect::Effect;
use super::notice::{Notice, Refusal};
use super::shared::Shared;
use crate::review::adjudication::{Choice, Decision, Reply, Status};

impl Shared {
    /// Says that the unit at hand is disputed, or is not any more.
    ///
    /// # Errors
    ///
    /// Fails where nothing can be decided.
    pub(super) fn toggle_disputed(&mut self) -> Result<Vec<Effect>, Refusal> {
        let decision = self.begun_decision()?;
        let disputed = !decision.disputed;
        let effects = self.keep_begun(Decision { disputed, ..decision });
        self.tell(if disputed { Notice::Disputed } else { Notice::NotDisputed });
        Ok(effects)
    }

    /// Adds a reply to the thread of the unit at hand.
    ///
    /// # Errors
    ///
    /// Fails where nothing can be decided.
    pub(super) fn end_reply(&mut self, text: &str) -> Result<Vec<Effect>, Refusal> {
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let mut decision = self.begun_decision()?;
        let stamp = self.stamp();
        decision.thread.push(Reply { by: stamp.by, at: stamp.at, text: text.to_owned(), extra: Vec::new() });
        Ok(self.keep_begun(decision))
    }

    /// The decision on the unit at hand, or one that changes nothing there.
    fn begun_decision(&self) -> Result<Decision, Refusal> {
        let review = self.decidable()?;
        if let Some(decision) = review.decision() {
            return Ok(decision.clone());
        }
        let desk = review.desk().ok_or(Refusal::NoDesk)?;
        let unit = review.unit_number();
        let is_agreed = desk.adjudication.status(unit) == Status::Agreed;
        let choice = if is_agreed { Choice::Majority } else { Choice::Deferred };
        let draft = desk.adjudication.draft(desk.document.text(), unit, choice).ok_or(Refusal::NoDesk)?;
        let stamp = self.stamp();
        Ok(Decision { by: stamp.by, at: stamp.at, ..draft })
    }

    fn keep_begun(&mut self, decision: Decision) -> Vec<Effect> {
        let Some(review) = &self.review else { return Vec::new() };
        let place = (review.desk, review.unit, Some(decision));
        self.put(vec![place])
    }
}
