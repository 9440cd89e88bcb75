//! Going through one annotator's work: what is done there besides deciding, and handing it back.

use std::sync::Arc;

use super::desk::is_handing_back;
use super::effect::{Effect, HandBack};
use super::notice::{Cause, Notice, Refusal};
use super::review::Reviewing;
use super::shared::Shared;
use crate::annotation::{Annotation, DocumentState};
use crate::review::adjudication::{Decision, StatedRelation};
use crate::text::TextId;

impl Shared {
    /// Puts the remark that spans are missing beside the annotator's work.
    pub(super) fn add_missed(&mut self, spans: Vec<Annotation>, relations: Option<Vec<StatedRelation>>) -> Vec<Effect> {
        let Some(review) = &mut self.review else { return Vec::new() };
        let n = review.desk;
        let Some(desk) = review.desks.get_mut(n) else { return Vec::new() };
        let Some(draft) = desk.adjudication.missed(desk.document.text(), spans) else {
            self.tell(Notice::NothingMissed);
            return Vec::new();
        };
        let from = review.unit;
        let was_open = desk.adjudication.is_pending(from);
        let unit = Arc::make_mut(&mut desk.adjudication).begin_addition(draft.start..draft.end);
        self.go_to_unit(n, unit);
        let effects = self.put_decision(Decision { relations, ..draft });
        if was_open {
            // What was looked at when the missing span was seen is still to be decided.
            self.go_to_unit(n, from);
        }
        effects
    }

    /// Hands the text at hand back to the annotator.
    pub(super) fn hand_back(&mut self, state: &str) -> Result<Vec<Effect>, Refusal> {
        let state = DocumentState::from(state);
        let Some(review) = &mut self.review else { return Ok(Vec::new()) };
        if review.of.is_none() {
            return Err(Refusal::NoPeerReview);
        }
        if !is_handing_back(&state) {
            return Err(Refusal::NoSuchHandBack);
        }
        let Some(desk) = review.desks.get_mut(review.desk) else { return Ok(Vec::new()) };
        if let Some(why) = &desk.closed {
            return Err(Refusal::ClosedToHandBack(why.clone()));
        }
        let open = desk.progress().pending();
        if state == DocumentState::Reviewed && open > 0 {
            return Err(Refusal::SpansLeft { open });
        }
        let n = review.desk;
        let mut effects = self.follow_all();
        let desk = self.review.as_mut().and_then(|review| review.desks.get_mut(n));
        effects.extend(desk.map(|desk| Effect::HandBack(Box::new(HandBack::of(desk, state)))));
        Ok(effects)
    }

    /// Takes the handing back of a text back, as long as the annotator has not gone on with it.
    pub(super) fn take_hand_back_back(&mut self, desk: usize) -> Vec<Effect> {
        let Some(review) = &mut self.review else { return Vec::new() };
        let annotator = review.of.clone().unwrap_or_default();
        let Some(desk) = review.desks.get_mut(desk) else { return Vec::new() };
        let Some(peer) = &desk.peer else { return Vec::new() };
        let Some(state) = peer.before().cloned() else {
            let state = peer.state.clone();
            self.tell(Refusal::HandedBackBefore { state, annotator });
            return Vec::new();
        };
        vec![Effect::HandBack(Box::new(HandBack::of(desk, state)))]
    }

    /// What became of handing a text back, or of taking that back.
    pub(super) fn handed_back(&mut self, text: TextId, result: Result<DocumentState, Cause>) {
        let Some(review) = &mut self.review else { return };
        let annotator = review.of.clone().unwrap_or_default();
        let Some(n) = review.desks.iter().position(|desk| desk.text == text) else { return };
        match result {
            Ok(state) => {
                let handed = review.desks.get_mut(n).map_or(Ok(()), |desk| desk.hand_back(&state));
                review.note_handing_back(n, &state);
                if review.desk != n {
                    self.go_to_unit(n, 0);
                }
                self.tell(if is_handing_back(&state) {
                    Notice::HandedBack { state, annotator }
                } else {
                    Notice::HandingBackUndone { state, annotator }
                });
                self.report(handed);
            }
            Err(cause) => {
                let handed = review.desks.get(n).filter(|desk| desk.is_handed_back());
                let state = handed.and_then(|desk| desk.peer.as_ref()).map(|peer| peer.state.clone());
                self.tell(match state {
                    Some(state) => Notice::StaysHandedBack { state, cause },
                    None => Notice::NotHandedBack(cause),
                });
            }
        }
    }
}

impl Reviewing {
    /// Counts the handing back of a text among what can be taken back, or no more.
    fn note_handing_back(&mut self, desk: usize, state: &DocumentState) {
        if is_handing_back(state) {
            self.made.push(vec![desk]);
        } else {
            self.made.pop();
        }
        self.taken_back.clear();
    }
}
