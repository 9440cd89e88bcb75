//! Going through one annotator's work: what is done there besides deciding, and handing it back.

use std::sync::Arc;

use super::effect::{Effect, GoldSnapshot, HandBack};
use super::notice::{Cause, Notice, Refusal};
use super::shared::Shared;
use crate::annotation::{Annotation, DocumentState};
use crate::text::TextId;

impl Shared {
    /// Puts the remark that spans are missing beside the annotator's work.
    pub(super) fn add_missed(&mut self, spans: Vec<Annotation>) -> Vec<Effect> {
        let Some(review) = &mut self.review else { return Vec::new() };
        let n = review.desk;
        let Some(desk) = review.desks.get_mut(n) else { return Vec::new() };
        let Some(draft) = desk.adjudication.missed(desk.document.text(), spans) else {
            self.tell(Notice::NothingMissed);
            return Vec::new();
        };
        let unit = Arc::make_mut(&mut desk.adjudication).begin_addition(draft.start..draft.end);
        self.go_to_unit(n, unit);
        self.put_decision(draft)
    }

    /// Hands the text at hand back to the annotator.
    pub(super) fn hand_back(&mut self, state: &str) -> Result<Vec<Effect>, Refusal> {
        let state = DocumentState::from(state);
        let Some(review) = &mut self.review else { return Ok(Vec::new()) };
        if review.of.is_none() {
            return Err(Refusal::NoPeerReview);
        }
        if !matches!(state, DocumentState::Returned | DocumentState::Reviewed) {
            return Err(Refusal::NoSuchHandBack);
        }
        let Some(desk) = review.desks.get_mut(review.desk) else { return Ok(Vec::new()) };
        if let Some(why) = &desk.closed {
            return Err(Refusal::ClosedToHandBack(why.clone()));
        }
        let open = desk.adjudication.progress().pending();
        if state == DocumentState::Reviewed && open > 0 {
            return Err(Refusal::SpansLeft { open });
        }
        let edit = desk.handing_back(&state);
        let decided = GoldSnapshot::of(desk);
        Ok(vec![Effect::HandBack(Box::new(HandBack { decided, edit, state }))])
    }

    /// What became of handing a text back.
    pub(super) fn handed_back(&mut self, text: TextId, result: Result<DocumentState, Cause>) {
        let Some(review) = &mut self.review else { return };
        let of = review.of.clone().unwrap_or_default();
        let desk = review.desks.iter_mut().find(|desk| desk.text == text);
        match (result, desk) {
            (Ok(state), Some(desk)) => {
                let handed = desk.hand_back(&state);
                self.tell(Notice::HandedBack { state, annotator: of });
                self.report(handed);
            }
            (Err(why), _) => self.tell(Notice::NotHandedBack(why)),
            _ => {}
        }
    }
}
