//! What is left undecided, and why two sidecars cannot be merged at all.

/// Something that two sides changed differently; both stay.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The span or relation it is about; `None` for the whole text.
    pub id: Option<String>,
    /// The mark, such as `actor_class: “state”`.
    pub mark: String,
}

/// Why two sidecars cannot be merged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// They speak of different texts.
    #[error("both sides speak of different texts (SHA-256 {ours} and {theirs})")]
    OtherSource {
        /// The hash of the text on one side, or its length where that is all that is known.
        ours: String,
        /// The same of the other side.
        theirs: String,
    },
    /// They are not of the same annotator.
    #[error("both sides are of different annotators ({ours} and {theirs})")]
    OtherAnnotator {
        /// The annotator on one side.
        ours: String,
        /// The annotator on the other side.
        theirs: String,
    },
}
