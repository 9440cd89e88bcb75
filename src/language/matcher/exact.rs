//! Letter for letter.

use std::ops::Range;

use memchr::memmem::Finder;

/// What is looked for letter for letter.
#[derive(Debug, Clone)]
pub(super) struct Exact {
    finder: Finder<'static>,
}

impl Exact {
    pub(super) fn new(query: &str) -> Self {
        Self { finder: Finder::new(query).into_owned() }
    }

    /// How far hits that begin before a byte may reach.
    pub(super) fn limit(&self, text: &str, end: usize) -> usize {
        end.saturating_add(self.finder.needle().len()).min(text.len())
    }

    pub(super) fn search<'a>(&'a self, text: &'a str, from: usize) -> Search<'a> {
        Search { exact: self, text, at: from }
    }
}

/// Looking for it.
pub(super) struct Search<'a> {
    exact: &'a Exact,
    text: &'a str,
    at: usize,
}

impl Search<'_> {
    pub(super) fn next(&mut self) -> Option<Range<usize>> {
        let start = self.at + self.exact.finder.find(self.text.as_bytes().get(self.at..)?)?;
        self.at = start + self.exact.finder.needle().len();
        Some(start..self.at)
    }
}
