//! How the text is drawn, turned by the reader; no offset changes.

use super::notice::Notice;
use super::shared::Shared;
use crate::layout::{Direction, PageSettings};

impl Shared {
    /// Draws the vowel marks, or leaves them out, as the reader asks for.
    pub(super) fn toggle_marks(&mut self) {
        self.showing.marks = !self.showing.marks;
        self.tell(if self.showing.marks { Notice::MarksShown } else { Notice::MarksHidden });
    }

    /// Shows what is invisible as tokens, in this text and in those opened later, or hides it again.
    pub(super) fn toggle_reveal(&mut self) {
        let reveal = !self.showing.reveal;
        self.showing.reveal = reveal;
        let rows = self.area.1;
        for sheet in self.sheets() {
            sheet.set_screen(PageSettings { reveal, ..sheet.settings() }, rows);
        }
        self.tell(if reveal { Notice::InvisibleShown } else { Notice::InvisibleHidden });
    }

    /// Sets the paragraphs in the next base direction.
    pub(super) fn turn_direction(&mut self) {
        let rows = self.area.1;
        let Some(sheet) = self.open_text.as_mut().map(|open| &mut open.sheet) else { return };
        let direction = match sheet.direction() {
            Direction::Auto => Direction::RightToLeft,
            Direction::RightToLeft => Direction::LeftToRight,
            Direction::LeftToRight => Direction::Auto,
        };
        sheet.set_screen(PageSettings { direction, ..sheet.settings() }, rows);
        self.tell(Notice::Direction(direction));
    }
}
