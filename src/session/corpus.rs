//! The texts of the corpus: what each is, and how far its annotations are.

use super::notice::Cause;

/// What the annotations of a text amount to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextSummary {
    /// The state in its sidecar, if it has one.
    pub state: Option<String>,
    /// How many spans of each tag, in the order of the schema.
    pub counts: Vec<usize>,
    /// When they last changed, for people (`2031-03-12 10:04`).
    pub changed: Option<String>,
    /// What is wrong with the sidecar, if it cannot be read.
    pub fault: Option<Cause>,
}

/// A text of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEntry {
    /// Its name, relative to the folder.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many other annotators have a sidecar beside it.
    pub others: usize,
    /// What the annotator's own sidecar says, once it was read.
    pub summary: Option<TextSummary>,
}

/// The texts of the corpus, in order.
#[derive(Debug, Default)]
pub struct Texts {
    entries: Vec<TextEntry>,
    listed: bool,
}

impl Texts {
    /// Returns the texts, in order.
    pub fn entries(&self) -> &[TextEntry] {
        &self.entries
    }

    /// Returns whether the folder has been listed, so that no text means that there is none.
    pub fn is_listed(&self) -> bool {
        self.listed
    }

    pub(super) fn list(&mut self, entries: Vec<TextEntry>) {
        self.entries = entries;
        self.listed = true;
    }

    pub(super) fn summarise(&mut self, text: usize, summary: TextSummary) {
        if let Some(entry) = self.entries.get_mut(text) {
            entry.summary = Some(summary);
        }
    }
}
