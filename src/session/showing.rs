//! What of the text is drawn: choices of the reader, which change no offset.

use super::notice::Notice;
use super::state::Session;
use crate::layout::Settings;

/// What is drawn.
#[derive(Debug)]
pub(super) struct Showing {
    /// Vowel marks.
    marks: bool,
    /// What is invisible, as tokens.
    reveal: bool,
}

impl Default for Showing {
    fn default() -> Self {
        Self { marks: true, reveal: false }
    }
}

impl Session {
    /// Whether vowel marks are drawn.
    pub fn shows_marks(&self) -> bool {
        self.showing.marks
    }

    /// Draws the vowel marks or leaves them out, as the configuration or the terminal asks for.
    pub fn show_marks(&mut self, shown: bool) {
        self.showing.marks = shown;
    }

    /// Draws the vowel marks, or leaves them out, as the reader asks for.
    pub(super) fn toggle_marks(&mut self) {
        self.showing.marks = !self.showing.marks;
        self.tell(if self.showing.marks { Notice::MarksShown } else { Notice::MarksHidden });
    }

    /// Whether what is invisible is shown as tokens.
    pub fn reveals(&self) -> bool {
        self.showing.reveal
    }

    /// Shows what is invisible as tokens, in this text and in those opened later, or hides it again.
    pub(super) fn toggle_reveal(&mut self) {
        let reveal = !self.showing.reveal;
        self.showing.reveal = reveal;
        let rows = self.area.1;
        if let Some(reading) = &mut self.reading {
            reading.set_screen(Settings { reveal, ..reading.settings() }, rows);
        }
        self.tell(if reveal { Notice::InvisibleShown } else { Notice::InvisibleHidden });
    }
}
