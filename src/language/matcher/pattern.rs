//! Regular expressions on the folded text.

use std::ops::Range;

use regex::Regex;

use super::lines;
use crate::language::fold::Folding;

/// A regular expression that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid regular expression: {reason}")]
pub struct PatternError {
    /// What is wrong with it, in the words of the library.
    pub reason: String,
}

impl From<regex::Error> for PatternError {
    fn from(error: regex::Error) -> Self {
        let text = error.to_string();
        // The library draws the place of the error over several lines, and says what it is in the last.
        let reason = text.lines().last().unwrap_or_default().trim();
        Self { reason: reason.strip_prefix("error: ").unwrap_or(reason).to_owned() }
    }
}

/// A regular expression, with how texts are folded for it.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    regex: Regex,
    folding: Folding,
}

impl Pattern {
    /// A regular expression, folded as the text is: its letters are spelled in any way.
    pub(super) fn new(query: &str, folding: Folding) -> Result<Self, PatternError> {
        Ok(Self { regex: Regex::new(folding.fold(query).text())?, folding })
    }

    pub(super) fn search<'a>(&'a self, text: &'a str, from: usize) -> Search<'a> {
        let lines = lines::lines(text, lines::start_near(text, from));
        Search { pattern: self, text, lines: Box::new(lines), found: Vec::new() }
    }

    /// The hits in a line, the last first.
    fn in_line(&self, text: &str, line: Range<usize>) -> Vec<Range<usize>> {
        let start = line.start;
        let folded = self.folding.fold(text.get(line).unwrap_or_default());
        let hits = self.regex.find_iter(folded.text()).filter(|hit| !hit.is_empty()).map(|hit| folded.source(hit.range()));
        let mut hits: Vec<Range<usize>> = hits.map(|hit| start + hit.start..start + hit.end).collect();
        hits.reverse();
        hits
    }
}

/// Looking for it.
pub(super) struct Search<'a> {
    pattern: &'a Pattern,
    text: &'a str,
    lines: Box<dyn Iterator<Item = Range<usize>> + 'a>,
    /// The hits of the line at hand, the last first.
    found: Vec<Range<usize>>,
}

impl Search<'_> {
    pub(super) fn next(&mut self) -> Option<Range<usize>> {
        while self.found.is_empty() {
            self.found = self.pattern.in_line(self.text, self.lines.next()?);
        }
        self.found.pop()
    }
}
