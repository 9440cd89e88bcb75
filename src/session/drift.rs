//! A text that has changed since it was annotated: where its spans may belong now, and what is chosen of that.

use crate::annotation::SpanId;
use crate::text::TextId;

/// What was done to the annotations of a text last, where that was no change like any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reanchored {
    /// They were brought to the text as it is; undoing takes that back.
    Done,
    /// That was taken back; redoing does it again.
    TakenBack,
}

/// Where the spans of a text that has changed belong now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whereabouts {
    /// Which text of the corpus.
    pub text: TextId,
    /// How the text has changed, in words.
    pub summary: String,
    /// Spans that will stand elsewhere, a line each.
    pub moved: Vec<String>,
    /// Spans that nobody could place.
    pub orphans: Vec<Lost>,
    /// What they were worked out from; comes back with what was chosen.
    pub basis: String,
}

/// What was chosen for the orphans of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Which text of the corpus.
    pub text: TextId,
    /// What was chosen for orphans, by their ids.
    pub picks: Vec<(SpanId, Pick)>,
    /// What the whereabouts were worked out from.
    pub basis: String,
}

/// A span without a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lost {
    /// Its id.
    pub id: SpanId,
    /// What it is, in words.
    pub name: String,
    /// Where it may belong, the likeliest first: how like the words there are, in per cent, and the words.
    pub places: Vec<(u8, String)>,
}

/// What was chosen for an orphan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// A candidate, from 0.
    Place(usize),
    /// It goes.
    Remove,
}
