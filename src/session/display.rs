//! How the text is drawn, turned by the reader; no offset changes.

use super::notice::Notice;
use super::shared::Shared;
use super::typography::Room;
use crate::layout::{Direction, LineSpacing, PageSettings, ParagraphSpacing, Spacing};

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
        self.set_sheets();
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

impl Shared {
    /// What is left blank between rows on the screen there is. Where every row is needed, paragraphs follow each other.
    fn spacing(&self) -> Spacing {
        match self.showing.room {
            Room::Ample => self.showing.typography.spacing,
            Room::Tight => Spacing { paragraphs: ParagraphSpacing::Closed, lines: LineSpacing::Single },
        }
    }

    /// How a text is set for the screen there is.
    pub(super) fn settings(&self) -> PageSettings {
        PageSettings {
            width: self.area.0.max(1),
            reveal: self.showing.reveal,
            direction: self.showing.typography.direction,
            spacing: self.spacing(),
            justification: self.showing.typography.justification,
            ..PageSettings::default()
        }
    }

    /// Sets every text on screen for the screen there is; the direction that each was turned to stays.
    pub(super) fn set_sheets(&mut self) {
        let settings = self.settings();
        let rows = self.area.1;
        for sheet in self.sheets() {
            sheet.set_screen(PageSettings { direction: sheet.direction(), ..settings }, rows);
        }
    }
}
