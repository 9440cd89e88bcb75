//! Reviewing: the texts that several annotators have read, the unit at hand, and how far the decisions have come.

use std::sync::Arc;

use super::command::Command;
use super::desk::Desk;
use super::effect::Opened;
use super::notice::{Cause, Notice};
use super::reading::{Reading, Saved};
use super::state::Session;
use crate::annotation::{AnnotationSet, Annotator};
use crate::layout::Settings;
use crate::review::adjudication::{Decision, Progress};
use crate::review::compare::Unit;

/// What goes along with the next decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remark {
    /// A comment.
    pub comment: String,
    /// Why the rest is rejected.
    pub reason: String,
    /// Whether the guideline should be looked at.
    pub guideline: bool,
}

/// Units to which a decision is about to be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The desk and the unit that was decided.
    pub source: (usize, usize),
    /// Desk and unit of each that is alike.
    pub targets: Vec<(usize, usize)>,
    /// Whether all texts were looked through.
    pub whole_corpus: bool,
}

/// Whose reading is being edited; nobody's, where a unit is tagged from nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Edited {
    pub(super) from: Option<Annotator>,
    /// Whether it is a span that the annotator has missed.
    pub(super) is_addition: bool,
}

/// Decisions as they are to be put back: desk, unit, what stood there.
pub(super) type Step = Vec<(usize, usize, Option<Decision>)>;

/// The review of a corpus.
#[derive(Debug, Default)]
pub struct Reviewing {
    pub(super) desks: Vec<Desk>,
    pub(super) desk: usize,
    pub(super) unit: usize,
    pub(super) focus: usize,
    pub(super) revealed: bool,
    pub(super) remark: Remark,
    pub(super) last: Option<Command>,
    pub(super) decided: Option<(usize, usize)>,
    pub(super) undo: Vec<Step>,
    pub(super) redo: Vec<Step>,
    pub(super) preview: Option<Preview>,
    pub(super) editing: Option<Edited>,
    /// Whose work is gone through, if it is one annotator's.
    pub(super) of: Option<String>,
    /// Whether all texts were read.
    pub(super) complete: bool,
    /// Texts that too few have read.
    pub(super) left_out: usize,
}

impl Reviewing {
    /// The text at hand.
    pub fn desk(&self) -> Option<&Desk> {
        self.desks.get(self.desk)
    }

    /// All texts.
    pub fn desks(&self) -> &[Desk] {
        &self.desks
    }

    /// The number of the unit at hand.
    pub fn unit_number(&self) -> usize {
        self.unit
    }

    /// The unit at hand.
    pub fn unit(&self) -> Option<&Unit> {
        self.desk()?.units().get(self.unit)
    }

    /// The decision on the unit at hand, be it stale.
    pub fn decision(&self) -> Option<&Decision> {
        self.desk()?.adjudication.decision(self.unit)
    }

    /// The place of the reading that would be edited.
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// Whether the annotators' names are shown.
    pub fn is_revealed(&self) -> bool {
        self.revealed
    }

    /// What goes along with the next decision.
    pub fn remark(&self) -> &Remark {
        &self.remark
    }

    /// Whose work is gone through, if this is a peer review.
    pub fn of(&self) -> Option<&str> {
        self.of.as_deref()
    }

    /// What `*` is about to do.
    pub fn preview(&self) -> Option<&Preview> {
        self.preview.as_ref()
    }

    /// Whether the reading of a unit is being edited.
    pub fn is_editing(&self) -> bool {
        self.editing.is_some()
    }

    /// Whether all texts were read.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Progress over all texts.
    pub fn progress(&self) -> Progress {
        let mut all = Progress::default();
        self.desks.iter().for_each(|desk| all.add(desk.adjudication.progress()));
        all
    }

    /// What a place on screen is called: a letter, or the annotator's name once that is revealed.
    pub fn called(&self, place: usize) -> String {
        let annotator = self.desk().and_then(|desk| {
            let n = desk.order.get(place)?;
            desk.adjudication.comparison().annotators.get(*n)
        });
        let letter = u8::try_from(place).ok().and_then(|n| b'A'.checked_add(n)).map_or('?', char::from);
        match annotator.filter(|_| self.revealed || self.of.is_some()) {
            Some(name) => name.to_string(),
            None => letter.to_string(),
        }
    }

    /// The nearest unit after, or before, the one at hand that needs a decision, round through all texts.
    pub(super) fn next_pending(&self, onwards: bool) -> Option<(usize, usize)> {
        let all = self.desks.len();
        let here = self.desk()?;
        let own = if onwards { here.pending(self.unit + 1..here.units().len()) } else { here.pending((0..self.unit).rev()) };
        if let Some(unit) = own {
            return Some((self.desk, unit));
        }
        let others = (1..=all).map(|step| if onwards { (self.desk + step) % all } else { (self.desk + all - step) % all });
        others.into_iter().find_map(|n| {
            let desk = self.desks.get(n)?;
            let units = 0..desk.units().len();
            let unit = if onwards { desk.pending(units) } else { desk.pending(units.rev()) };
            unit.map(|unit| (n, unit))
        })
    }
}

impl Session {
    /// Begins a review; texts come with messages.
    pub fn begin_review(&mut self) {
        self.review = Some(Reviewing::default());
        self.mode = super::mode::Mode::Review;
        self.has_corpus = false;
    }

    /// The review, if this is one.
    pub fn review(&self) -> Option<&Reviewing> {
        self.review.as_ref()
    }

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
        let (columns, rows) = self.area;
        let settings = Settings { width: columns.max(1), reveal: self.reveals(), ..Settings::default() };
        self.reading = Some(Reading::new(opened, settings, rows));
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
