//! Going through one annotator's work: what is done there besides deciding, and handing it back.

use std::sync::Arc;

use super::effect::{Effect, GoldSnapshot};
use super::mode::Mode;
use super::reviewing::Edited;
use super::state::Session;
use crate::annotation::{Act, Annotation, AnnotationSet, DocumentState};

impl Session {
    /// Begins a review of one annotator's work; texts come with messages.
    pub fn begin_peer_review(&mut self, of: &str) {
        self.begin_review();
        if let Some(review) = &mut self.review {
            review.of = Some(of.to_owned());
        }
    }

    /// Opens the text to tag what the annotator has missed.
    pub(super) fn propose_span(&mut self) -> Result<(), String> {
        let Some(review) = &mut self.review else { return Ok(()) };
        if review.of.is_none() {
            return Err("a span that everybody has missed can be added to an edited reading".to_owned());
        }
        let Some(desk) = review.desk() else { return Ok(()) };
        if let Some(why) = &desk.closed {
            return Err(format!("nothing can be decided here: {why}"));
        }
        let (number, at) = (review.desk, review.unit().map_or(0, |unit| unit.start));
        review.editing = Some(Edited { from: None, is_addition: true });
        self.open_desk(number, AnnotationSet::new());
        if let Some(opened) = &mut self.reading {
            opened.place_cursor(at);
        }
        self.mode = Mode::Reading;
        Ok(())
    }

    /// Puts the proposal that spans are missing beside the annotator's work.
    pub(super) fn add_missed(&mut self, spans: Vec<Annotation>) -> Vec<Effect> {
        let Some(review) = &mut self.review else { return Vec::new() };
        let n = review.desk;
        let Some(desk) = review.desks.get_mut(n) else { return Vec::new() };
        let Some(draft) = desk.adjudication.missed(desk.document.text(), spans) else {
            self.tell("nothing was tagged, nothing is proposed");
            return Vec::new();
        };
        let unit = Arc::make_mut(&mut desk.adjudication).begin_addition(draft.start..draft.end);
        self.go_to_unit(n, unit);
        self.put_decision(draft)
    }

    /// Hands the text at hand back to the annotator.
    pub(super) fn hand_back(&mut self, state: &str) -> Result<Vec<Effect>, String> {
        let state = DocumentState::from(state);
        let Some(review) = &self.review else { return Ok(Vec::new()) };
        if review.of.is_none() {
            return Err("the state is set where one annotator's work is reviewed".to_owned());
        }
        if !matches!(state, DocumentState::Returned | DocumentState::Reviewed) {
            return Err("a review hands a text back as returned or as reviewed".to_owned());
        }
        let Some(desk) = review.desk() else { return Ok(Vec::new()) };
        if let Some(why) = &desk.closed {
            return Err(format!("nothing can be handed back here: {why}"));
        }
        let open = desk.adjudication.progress().pending();
        if state == DocumentState::Reviewed && open > 0 {
            return Err(format!("{open} of the spans here are not gone through yet"));
        }
        Ok(vec![Effect::HandBack(GoldSnapshot::of(desk, Act::Edit), state)])
    }

    /// What became of handing a text back.
    pub(super) fn handed_back(&mut self, text: usize, result: Result<DocumentState, String>) {
        let Some(review) = &mut self.review else { return };
        let of = review.of.clone().unwrap_or_default();
        let peer = review.desks.iter_mut().find(|desk| desk.text == text).and_then(|desk| desk.peer.as_mut());
        match (result, peer) {
            (Ok(state), Some(peer)) => {
                let told = format!("the text is {state}: {of} sees the review when she opens it");
                peer.state = state;
                self.tell(told);
            }
            (Err(why), _) => self.complain(format!("not handed back: {why}")),
            _ => {}
        }
    }
}
