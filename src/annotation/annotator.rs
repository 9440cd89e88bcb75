//! The name of an annotator, as it stands in the names of files.

use std::fmt;

/// A valid annotator name: 1 to 32 of `a-z`, `0-9`, `_` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Annotator(String);

/// Why a name cannot be an annotator's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnnotatorError {
    /// Nothing was given.
    #[error("the annotator name is empty")]
    Empty,
    /// More than 32 characters.
    #[error("the annotator name `{0}` is longer than 32 characters")]
    Long(String),
    /// A character that has no place in it.
    #[error("the annotator name `{name}` has {character:?} in it")]
    Character {
        /// The name.
        name: String,
        /// Its first character that is not allowed.
        character: char,
    },
    /// `gold` belongs to the gold standard.
    #[error("the annotator name `gold` is kept for the gold standard")]
    Reserved,
}

impl AnnotatorError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        let rule = "use 1 to 32 of a-z, 0-9, _ and -";
        match self {
            Self::Empty | Self::Long(_) => rule.to_owned(),
            Self::Reserved => "choose another name, such as `ann1`".to_owned(),
            Self::Character { name, .. } => {
                let better: String = name.to_lowercase().chars().filter(|c| is_allowed(*c)).take(32).collect();
                if better.is_empty() || better == GOLD { rule.to_owned() } else { format!("{rule}, for example `{better}`") }
            }
        }
    }
}

const GOLD: &str = "gold";
/// Stands between reviewer and annotator in the name of a review; no name of a person has it.
const ON: char = '@';

fn is_allowed(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | '_' | '-')
}

impl Annotator {
    /// Reads the name of a person or a program that annotates.
    ///
    /// # Errors
    /// A name that is empty, too long, has another character in it, or is `gold`.
    pub fn parse(name: &str) -> Result<Self, AnnotatorError> {
        if name == GOLD {
            return Err(AnnotatorError::Reserved);
        }
        Self::parse_with_gold(name)
    }

    /// Reads a name as it stands in a sidecar or its file name, where `gold` is the gold standard.
    ///
    /// # Errors
    /// As [`Annotator::parse`], without the reserved name.
    pub fn parse_with_gold(name: &str) -> Result<Self, AnnotatorError> {
        if name.is_empty() {
            return Err(AnnotatorError::Empty);
        }
        if let Some(character) = name.chars().find(|c| !is_allowed(*c)) {
            return Err(AnnotatorError::Character { name: name.to_owned(), character });
        }
        if name.len() > 32 {
            return Err(AnnotatorError::Long(name.to_owned()));
        }
        Ok(Self(name.to_owned()))
    }

    /// Reads a name as it stands in the name of a file beside a text: an annotator's, `gold`, or that of a review.
    ///
    /// # Errors
    /// As [`Annotator::parse`], without the reserved name.
    pub fn parse_kept(name: &str) -> Result<Self, AnnotatorError> {
        match name.split_once(ON) {
            Some((reviewer, annotator)) => Ok(Self::parse(reviewer)?.on(&Self::parse(annotator)?)),
            None => Self::parse_with_gold(name),
        }
    }

    /// The name under which a reviewer's review of an annotator's work is kept: `huda@amal`.
    #[must_use]
    pub fn on(&self, annotator: &Self) -> Self {
        Self(format!("{self}{ON}{annotator}"))
    }

    /// The reviewer and the annotator, if this is the name of a review.
    pub fn review(&self) -> Option<(Self, Self)> {
        let (reviewer, annotator) = self.0.split_once(ON)?;
        Some((Self(reviewer.to_owned()), Self(annotator.to_owned())))
    }

    /// The name under which the gold standard is kept.
    pub fn gold() -> Self {
        Self(GOLD.to_owned())
    }

    /// Whether this is the gold standard and no annotator.
    pub fn is_gold(&self) -> bool {
        self.0 == GOLD
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Annotator {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_is_named_after_the_reviewer_and_the_annotator_and_is_neither() {
        let [huda, amal] = ["huda", "amal"].map(|name| Annotator::parse(name).unwrap());
        let review = huda.on(&amal);
        assert_eq!((review.as_str(), review.review()), ("huda@amal", Some((huda.clone(), amal))));
        assert_eq!((Annotator::parse_kept("huda@amal"), huda.review()), (Ok(review), None));
        for bad in ["huda@", "@amal", "huda@gold", "a@b@c", "gold@amal"] {
            assert!(Annotator::parse_kept(bad).is_err(), "{bad}");
        }
        assert!(Annotator::parse("huda@amal").is_err() && Annotator::parse_with_gold("huda@amal").is_err());
    }

    #[test]
    fn annotator_names_are_safe_in_file_names_and_gold_is_reserved() {
        for good in ["a", "ann1", "x_y-z", &"a".repeat(32)] {
            assert_eq!(Annotator::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "gold", "Ann", "a.b", "../a", "سارة", &"a".repeat(33)] {
            assert!(Annotator::parse(bad).is_err(), "{bad}");
        }
        assert!(Annotator::parse_with_gold("gold").unwrap().is_gold());
        assert_eq!(Annotator::parse("Sara K.").unwrap_err().hint(), "use 1 to 32 of a-z, 0-9, _ and -, for example `sarak`");
    }
}
