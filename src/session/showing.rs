//! What of the text is drawn: choices of the reader that change no offset.

use super::state::Session;

/// What is drawn.
#[derive(Debug)]
pub(super) struct Showing {
    /// Vowel marks.
    marks: bool,
}

impl Default for Showing {
    fn default() -> Self {
        Self { marks: true }
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
        self.tell(if self.showing.marks {
            "vowel marks shown"
        } else {
            "vowel marks hidden; they stay in the text and in its offsets"
        });
    }
}
