//! How far an annotator's work on a text has come.

/// The state of one annotator's work on one text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum DocumentState {
    /// Nothing was done yet.
    #[default]
    New,
    /// The work has begun.
    InProgress,
    /// The annotator is done.
    Submitted,
    /// A reviewer gave it back.
    Returned,
    /// A reviewer is done.
    Reviewed,
    /// A state that is not known here, kept as it stands.
    Other(String),
}

impl DocumentState {
    /// The states known here, in the order in which work goes on.
    pub const ALL: [Self; 5] = [Self::New, Self::InProgress, Self::Submitted, Self::Returned, Self::Reviewed];

    /// The word for it in a sidecar.
    pub fn as_str(&self) -> &str {
        match self {
            Self::New => "new",
            Self::InProgress => "in_progress",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Reviewed => "reviewed",
            Self::Other(word) => word,
        }
    }
}

impl From<&str> for DocumentState {
    fn from(word: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.as_str() == word).unwrap_or_else(|| Self::Other(word.to_owned()))
    }
}

impl std::fmt::Display for DocumentState {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_state_is_kept_as_it_stands() {
        for word in ["new", "in_progress", "submitted", "returned", "reviewed", "adjudicated", ""] {
            assert_eq!(DocumentState::from(word).as_str(), word);
        }
    }
}
