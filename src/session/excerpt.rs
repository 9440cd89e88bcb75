//! Words with those before and after them: a row of a concordance.

use std::ops::Range;

use crate::text::Document;

/// Characters that are told before and after the words.
const REACH: usize = 80;

/// Words with those before and after them, within their paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excerpt<'d> {
    /// What is before them.
    pub before: &'d str,
    /// The words.
    pub words: &'d str,
    /// What is after them.
    pub after: &'d str,
}

impl<'d> Excerpt<'d> {
    /// The excerpt around a range of bytes of a text.
    pub fn of(document: &'d Document, range: Range<usize>) -> Self {
        let paragraph = document.paragraph_at(range.start);
        let start = paragraph.start.min(range.start);
        let end = document.paragraph_at(range.end).end.max(range.end);
        let before = document.slice(start..range.start);
        let after = document.slice(range.end..end);
        let from = before.char_indices().rev().nth(REACH - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(REACH).map_or(after.len(), |(at, _)| at);
        Self {
            before: before.get(from..).unwrap_or_default(),
            words: document.slice(range),
            after: after.get(..to).unwrap_or_default(),
        }
    }
}
