//! Going through the units of a review, and looking at who said what.

use super::motion::Neighbour;
use super::shared::Shared;

impl Shared {
    pub(super) fn go_to_open(&mut self, which: Neighbour) {
        match self.review.as_ref().and_then(|review| review.pending(which)) {
            Some((desk, unit)) => self.go_to_unit(desk, unit),
            None => self.tell_the_end(),
        }
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

    pub(super) fn cycle_reading(&mut self) {
        if let Some(review) = &mut self.review {
            let all = review.desk().map_or(1, |desk| desk.order().len()).max(1);
            review.focus = (review.focus + 1) % all;
        }
    }

    pub(super) fn reveal(&mut self) {
        if let Some(review) = &mut self.review {
            review.revealed = !review.revealed;
        }
    }
}
