//! What of the text is drawn: choices of the reader, which change no offset.

/// What is drawn.
#[derive(Debug)]
pub(super) struct Showing {
    /// Vowel marks.
    pub(super) marks: bool,
    /// What is invisible, as tokens.
    pub(super) reveal: bool,
}

impl Default for Showing {
    fn default() -> Self {
        Self { marks: true, reveal: false }
    }
}
