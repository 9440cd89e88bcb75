//! What is suggested in the open text, as far as it is known.

use std::ops::Range;

use crate::annotation::suggestion::Suggestion;
use crate::text::TextId;

/// What is suggested in the open text, as far as it is known.
#[derive(Debug, Default)]
pub(super) struct Suggestions {
    /// The text, the revision of what is said of it, and the stretch that was asked about last.
    pub(super) asked: Option<(TextId, u64, Range<usize>)>,
    pub(super) text: Option<TextId>,
    /// In the order of the text.
    pub(super) all: Vec<Suggestion>,
    /// The one that was gone to, in which text, and where the cursor was put then.
    pub(super) chosen: Option<(TextId, Suggestion, u64)>,
}

impl Suggestions {
    /// Returns those of a text, in order.
    pub(super) fn of(&self, text: TextId) -> &[Suggestion] {
        if self.text == Some(text) { &self.all } else { &[] }
    }
}
