//! What is searched for, and where it is found.

use std::ops::Range;

use memchr::memmem::Finder;

/// A search under way or done.
#[derive(Debug)]
pub struct Hits {
    pub(super) needle: String,
    finder: Finder<'static>,
    /// Where the cursor stood when it began.
    pub(super) origin: usize,
}

impl Hits {
    pub(super) fn new(needle: &str, origin: usize) -> Self {
        Self { needle: needle.to_owned(), finder: Finder::new(needle).into_owned(), origin }
    }

    /// What is searched for.
    pub fn needle(&self) -> &str {
        &self.needle
    }

    /// The hits that begin in a part of a text.
    pub fn within(&self, text: &str, range: Range<usize>) -> Vec<Range<usize>> {
        if self.needle.is_empty() {
            return Vec::new();
        }
        let end = (range.end + self.needle.len()).min(text.len());
        let part = text.as_bytes().get(range.start..end).unwrap_or_default();
        self.finder.find_iter(part).map(|i| range.start + i..range.start + i + self.needle.len()).collect()
    }

    pub(super) fn first_from(&self, text: &str, from: usize) -> Option<usize> {
        let rest = text.as_bytes().get(from..)?;
        self.finder.find(rest).map(|i| from + i)
    }

    pub(super) fn last_before(&self, text: &str, before: usize) -> Option<usize> {
        let part = text.as_bytes().get(..before)?;
        memchr::memmem::rfind(part, self.needle.as_bytes())
    }
}

/// Where a search came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// At a hit further on.
    Hit,
    /// At a hit, after going round the end of the text.
    Wrapped,
    /// Nowhere.
    Nothing,
}
