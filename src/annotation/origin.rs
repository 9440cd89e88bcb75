//! How an annotation came to be.

use std::fmt;

/// How an annotation came to be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Origin {
    /// It was made by hand.
    #[default]
    Manual,
    /// It was made of another one of the same words.
    Propagated,
    /// A program made it.
    Auto,
    /// It came from a file of another program.
    Imported,
    /// An adjudicator chose it.
    Adjudicated,
    /// An origin that is not known here, kept as it is written.
    Other(String),
}

impl Origin {
    /// The origins known here.
    const ALL: [Self; 5] = [Self::Manual, Self::Propagated, Self::Auto, Self::Imported, Self::Adjudicated];

    /// The word for it in a sidecar.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Manual => "manual",
            Self::Propagated => "propagated",
            Self::Auto => "auto",
            Self::Imported => "imported",
            Self::Adjudicated => "adjudicated",
            Self::Other(word) => word,
        }
    }
}

impl From<&str> for Origin {
    fn from(word: &str) -> Self {
        Self::ALL.into_iter().find(|origin| origin.as_str() == word).unwrap_or_else(|| Self::Other(word.to_owned()))
    }
}

impl From<String> for Origin {
    fn from(word: String) -> Self {
        Self::ALL.into_iter().find(|origin| origin.as_str() == word).unwrap_or(Self::Other(word))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl AsRef<str> for Origin {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for Origin {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Origin {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl<'de> serde::Deserialize<'de> for Origin {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_origin_is_kept_as_it_is_written() {
        for word in ["manual", "propagated", "auto", "imported", "adjudicated", "Manual", "model-7", ""] {
            assert_eq!((Origin::from(word).as_str(), Origin::from(word.to_owned()).as_str()), (word, word));
        }
        assert_eq!(Origin::from("auto"), Origin::Auto);
    }
}
