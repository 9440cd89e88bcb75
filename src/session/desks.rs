//! The texts on the reviewer's desks and their units: taken, shown, gone through.

use std::sync::Arc;

use super::desk::Desk;
use super::effect::Effect;
use super::motion::Neighbour;
use super::notice::{Cause, Notice, Refusal};
use super::review::Rationale;
use super::saved::Saved;
use super::shared::Shared;
use super::sheet::Sheet;
use crate::review::compare::Unit;
use crate::text::TextId;

impl Shared {
    /// Takes a text onto the desk. The first one with something to decide is gone to.
    pub(super) fn take_desk(&mut self, desk: Desk) {
        let Some(review) = &mut self.review else { return };
        let pending = review.desk().is_none_or(|desk| desk.progress().pending() == 0);
        let untouched = review.made.is_empty() && review.decided.is_none();
        let has = desk.pending(Neighbour::Next, 0..desk.units().len());
        review.desks.push(desk);
        let n = review.desks.len() - 1;
        if n == 0 || (pending && untouched && has.is_some()) {
            self.go_to_unit(n, has.unwrap_or(0));
        }
    }

    /// Puts a text that was read anew in its place. What could not be saved of it stays.
    pub(super) fn replace_desk(&mut self, desk: Desk) {
        let Some(review) = &mut self.review else { return };
        let Some(n) = review.desks.iter().position(|old| old.text == desk.text) else { return };
        let Some(old) = review.desks.get_mut(n).filter(|old| !matches!(old.ledger.saved, Saved::Failed(_))) else { return };
        let here = old.units().get(review.unit).map(Unit::range);
        let unit = desk.units().iter().position(|unit| Some(unit.range()) == here);
        let last = desk.units().len().saturating_sub(1);
        *old = desk;
        if review.desk == n {
            let unit = unit.unwrap_or(review.unit).min(last);
            self.go_to_unit(n, unit);
        }
        self.tell(Notice::DeskAgain);
    }

    /// Takes note that nothing may be decided on a text.
    pub(super) fn close_desk(&mut self, text: TextId, why: Cause) {
        let Some(review) = &mut self.review else { return };
        if let Some(desk) = review.desks.iter_mut().find(|desk| desk.text == text) {
            desk.closed = Some(why.clone());
            self.tell(Refusal::Closed(why));
        }
    }

    /// Wishes, and that the text at hand is attended to, if it is another one than before.
    pub(super) fn attend(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        let Some(review) = &mut self.review else { return effects };
        let here = review.desk().map(|desk| desk.text);
        if here != review.attended {
            review.attended = here;
            effects.extend(here.map(Effect::Attend));
        }
        effects
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
    pub(super) fn gold_saved(&mut self, text: TextId, result: Result<u64, Cause>) {
        let desk = self.review.as_mut().and_then(|review| review.desks.iter_mut().find(|desk| desk.text == text));
        match (desk, result) {
            (Some(desk), Ok(revision)) if desk.ledger.revision == revision => desk.ledger.saved = Saved::Yes,
            (Some(desk), Err(why)) => {
                desk.ledger.saved = Saved::Failed(why.clone());
                self.tell(Notice::GoldNotSaved(why));
            }
            _ => {}
        }
    }

    /// Puts a unit on screen.
    pub(super) fn go_to_unit(&mut self, desk: usize, unit: usize) {
        let Some(review) = &mut self.review else { return };
        if (review.desk, review.unit) != (desk, unit) {
            review.rationale = Rationale::default();
        }
        (review.desk, review.unit, review.focus) = (desk, unit, 0);
        let Some(at) = review.desks.get(desk) else { return };
        let first = at.groups(unit).iter().position(|group| !at.says_nothing(unit, group));
        review.focus = first.unwrap_or(0);
        self.show_desk();
        self.point_at_unit();
    }

    /// Lays the text at hand out, unless it is on screen already.
    fn show_desk(&mut self) {
        let settings = self.settings();
        let rows = self.area.1;
        let Some(review) = &mut self.review else { return };
        let Some(document) = review.desk().map(|desk| Arc::clone(&desk.document)) else { return };
        if review.sheet.as_ref().is_none_or(|sheet| !Arc::ptr_eq(&sheet.document, &document)) {
            review.sheet = Some(Sheet::new(document, settings, rows));
        }
    }

    fn point_at_unit(&mut self) {
        let Some(review) = &mut self.review else { return };
        let Some(unit) = review.unit() else { return };
        let range = unit.range();
        if unit.fact.is_some() {
            // A fact is about the whole text: no words of it are meant.
            if let Some(sheet) = &mut review.sheet {
                sheet.selection = None;
                sheet.place_cursor(0);
            }
            return;
        }
        if let Some(sheet) = &mut review.sheet {
            // The end first, then the start, so that a long unit is seen from its beginning.
            sheet.select_range(range);
            sheet.swap_ends();
        }
    }
}

impl Shared {
    pub(super) fn go_to_open(&mut self, which: Neighbour) {
        match self.review.as_ref().and_then(|review| review.pending(which)) {
            Some((desk, unit)) => self.go_to_unit(desk, unit),
            None => self.tell_the_end(),
        }
    }

    /// Goes to the next unit of which an annotator has left a note, agreed upon or not, or to the previous, round through
    /// all texts.
    ///
    /// # Errors
    ///
    /// Fails where there is no note.
    pub(super) fn go_to_noted(&mut self, which: Neighbour) -> Result<(), Refusal> {
        let review = self.review.as_ref().ok_or(Refusal::NoDesk)?;
        let here = (review.desk, review.unit);
        let mut noted: Vec<(usize, usize)> = Vec::new();
        for (n, desk) in review.desks.iter().enumerate() {
            noted.extend(desk.noted().iter().map(|unit| (n, *unit)));
        }
        let after = noted.iter().position(|place| *place > here);
        let before = noted.iter().rposition(|place| *place < here);
        let next = match which {
            Neighbour::Next => after.unwrap_or(0),
            Neighbour::Previous => before.unwrap_or(noted.len().saturating_sub(1)),
        };
        let (desk, unit) = noted.get(next).copied().ok_or(Refusal::NoNotes)?;
        self.go_to_unit(desk, unit);
        Ok(())
    }

    /// Goes to the next unit whose spans lack something in the gold standard, or to the previous, round through all texts.
    ///
    /// # Errors
    ///
    /// Fails where nothing is missing.
    pub(super) fn go_to_gold_gap(&mut self, which: Neighbour) -> Result<(), Refusal> {
        let review = self.review.as_ref().ok_or(Refusal::NoDesk)?;
        let here = (review.desk, review.unit);
        let of = |(n, desk): (usize, &Desk)| desk.gaps().iter().map(move |gap| (n, gap.unit)).collect::<Vec<_>>();
        let places: Vec<(usize, usize)> = review.desks.iter().enumerate().flat_map(of).collect();
        let next = match which {
            Neighbour::Next => places.iter().find(|place| **place > here).or(places.first()),
            Neighbour::Previous => places.iter().rfind(|place| **place < here).or(places.last()),
        };
        let (desk, unit) = *next.ok_or(Refusal::NoGapInGold)?;
        self.go_to_unit(desk, unit);
        self.mark_taken();
        Ok(())
    }

    /// Marks the reading that was taken of the unit at hand.
    fn mark_taken(&mut self) {
        let Some(review) = &mut self.review else { return };
        let taken = review.decision().and_then(|decision| decision.choice.annotators().next());
        let number = review.desk().zip(taken).and_then(|(desk, name)| desk.number_of(name));
        let group = number.and_then(|n| review.groups().iter().position(|group| group.numbers.contains(&n)));
        review.focus = group.unwrap_or(review.focus);
    }

    /// Goes to another unit of the text at hand, by its number and that of the last one.
    pub(super) fn step_in_units(&mut self, step: impl FnOnce(usize, usize) -> usize) {
        let Some(review) = &self.review else { return };
        let last = review.desk().map_or(0, |desk| desk.units().len().saturating_sub(1));
        let unit = step(review.unit, last);
        self.go_to_unit(review.desk, unit);
    }

    /// Scrolls the text at hand by rows.
    pub(super) fn scroll_page(&mut self, rows: isize) {
        if let Some(sheet) = self.review.as_mut().and_then(|review| review.sheet.as_mut()) {
            sheet.scroll(rows);
        }
    }

    pub(super) fn go_to_desk(&mut self, which: Neighbour) {
        let Some(review) = &self.review else { return };
        match which.of(review.desk, review.desks.len()) {
            Some(desk) => self.go_to_unit(desk, 0),
            None => self.tell_no_text(which),
        }
    }

    pub(super) fn cycle_reading(&mut self, which: Neighbour) {
        if let Some(review) = &mut self.review {
            review.focus = which.round(review.focus, review.groups().len().max(1));
        }
    }

    pub(super) fn reveal(&mut self) {
        if let Some(review) = &mut self.review {
            review.revealed = !review.revealed;
        }
    }
}
