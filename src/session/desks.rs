//! The texts on the reviewer's desks: taken, shown, gone to.

use std::sync::Arc;

use super::desk::Desk;
use super::effect::Opened;
use super::notice::{Cause, Notice};
use super::reviewing::{Remark, Reviewing};
use super::saved::Saved;
use super::shared::Shared;
use crate::annotation::AnnotationSet;
use crate::review::compare::Unit;

impl Shared {
    /// Takes a text onto the desk. The first one with something to decide is gone to.
    pub(super) fn take_desk(&mut self, desk: Desk) {
        let Some(review) = &mut self.review else { return };
        let pending = review.desk().is_none_or(|desk| desk.adjudication.progress().pending() == 0);
        let untouched = review.undo.is_empty() && review.decided.is_none();
        let has = desk.pending(0..desk.units().len());
        review.desks.push(desk);
        let n = review.desks.len() - 1;
        if n == 0 || (pending && untouched && has.is_some()) {
            self.go_to_unit(n, has.unwrap_or(0));
        }
    }

    /// All texts were read.
    pub(super) fn desks_complete(&mut self, left_out: usize) {
        let Some(review) = &mut self.review else { return };
        (review.complete, review.left_out) = (true, left_out);
        if let Some(of) = review.of.clone().filter(|_| review.desks.is_empty()) {
            self.tell(Notice::NothingSubmitted { annotator: of });
        } else if review.desks.is_empty() {
            self.tell(Notice::TooFewReaders);
        } else if review.progress().pending() == 0 {
            self.tell(Notice::AllDecided);
        }
    }

    /// What became of saving the decisions on a text.
    pub(super) fn gold_saved(&mut self, text: usize, result: Result<u64, Cause>) {
        let desk = self.review.as_mut().and_then(|review| review.desks.iter_mut().find(|desk| desk.text == text));
        match (desk, result) {
            (Some(desk), Ok(revision)) if desk.revision == revision => desk.saved = Saved::Yes,
            (Some(desk), Err(why)) => {
                desk.saved = Saved::Failed(why.clone());
                self.tell(Notice::GoldNotSaved(why));
            }
            _ => {}
        }
    }

    /// Puts a unit on screen.
    pub(super) fn go_to_unit(&mut self, desk: usize, unit: usize) {
        let Some(review) = &mut self.review else { return };
        if (review.desk, review.unit) != (desk, unit) {
            review.remark = Remark::default();
        }
        (review.desk, review.unit, review.focus) = (desk, unit, 0);
        let Some(at) = review.desks.get(desk) else { return };
        let first =
            at.order.iter().position(|n| at.units().get(unit).and_then(|u| u.readings.get(*n)).is_some_and(|r| !r.is_empty()));
        review.focus = first.unwrap_or(0);
        let known = self.reading.as_ref().is_some_and(|reading| reading.text == at.text);
        let set = if known { None } else { Some(at.everything()) };
        if let Some(set) = set {
            self.open_desk(desk, set);
        }
        self.point_at_unit();
    }

    /// Shows the text of a desk with these spans.
    pub(super) fn open_desk(&mut self, desk: usize, set: AnnotationSet) {
        let Some(desk) = self.review.as_ref().and_then(|review| review.desks.get(desk)) else { return };
        let opened = Opened::whole(desk.text, Arc::clone(&desk.document), set);
        self.reading = Some(self.set_text(opened));
    }

    fn point_at_unit(&mut self) {
        let Some(range) = self.review.as_ref().and_then(Reviewing::unit).map(Unit::range) else { return };
        if let Some(reading) = &mut self.reading {
            // The end first, then the start, so that a long unit is seen from its beginning.
            reading.select_range(range.clone());
            reading.swap_ends();
        }
    }

    /// Shows all readings again after one of them was edited.
    pub(super) fn show_everything(&mut self) {
        let known = self.review.as_ref().map(|review| (review.desk, review.unit, review.focus, review.remark.clone()));
        let Some((desk, unit, focus, remark)) = known else { return };
        self.reading = None;
        self.go_to_unit(desk, unit);
        if let Some(review) = &mut self.review {
            (review.focus, review.remark) = (focus, remark);
        }
    }
}
