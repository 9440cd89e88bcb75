//! The tour goes on with what is done to its text.

use super::command::Command;
use super::notice::Notice;
use super::shared::Shared;
use super::tour::{Ending, FIGURE, Step};

impl Shared {
    /// Goes on with the tour, if there is one, after a command or when its text has come.
    pub(super) fn guide(&mut self, command: Option<&Command>) {
        let Some(tour) = &mut self.tour else { return };
        let Some(open) = &mut self.open_text else { return };
        let Some(step) = tour.step() else { return };
        let Some(begun) = &tour.begun else { return tour.begin(open) };
        let has_claim = open.set().iter().any(|span| span.tag == "ALLEGATION");
        if step.is_taken(open, begun, command) {
            tour.go_on(Ending::Taken, open);
        } else if step == Step::Nest && has_claim && !tour.is_in_claim {
            tour.is_in_claim = true;
            open.go_to_words(FIGURE);
        }
    }

    /// Goes on to the next step without the one at hand.
    pub(super) fn skip_step(&mut self) {
        match (&mut self.tour, &mut self.open_text) {
            (Some(tour), Some(open)) => tour.go_on(Ending::Skipped, open),
            _ => self.tell(Notice::NoTour),
        }
    }
}
