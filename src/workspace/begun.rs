//! Work that was begun and does not count, by whose it is.

use std::collections::BTreeMap;

use crate::annotation::Annotator;

/// How many texts each annotator has begun, but not finished, of those that were looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Begun(BTreeMap<Annotator, usize>);

impl Begun {
    /// Counts a text that an annotator has begun.
    pub(super) fn count(&mut self, annotator: &Annotator) {
        *self.0.entry(annotator.clone()).or_default() += 1;
    }

    /// Counts all of other texts, too.
    pub(super) fn add(&mut self, other: &Self) {
        for (annotator, texts) in &other.0 {
            *self.0.entry(annotator.clone()).or_default() += texts;
        }
    }

    /// Whether nobody has begun a text without finishing it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The annotators, by name, each with the number of texts.
    pub fn annotators(&self) -> impl Iterator<Item = (&Annotator, usize)> {
        self.0.iter().map(|(annotator, texts)| (annotator, *texts))
    }
}

impl<'a> FromIterator<&'a Annotator> for Begun {
    fn from_iter<I: IntoIterator<Item = &'a Annotator>>(annotators: I) -> Self {
        let mut begun = Self::default();
        annotators.into_iter().for_each(|annotator| begun.count(annotator));
        begun
    }
}
