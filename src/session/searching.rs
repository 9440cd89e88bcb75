//! Searching: a needle, its hits around a place, and the way back if the search is given up.

use std::ops::Range;

use memchr::memmem::Finder;

use super::reading::Reading;
use crate::text::grapheme;

/// A search under way or done.
#[derive(Debug)]
pub struct Hits {
    needle: String,
    finder: Finder<'static>,
    /// Where the cursor stood when it began.
    pub(super) origin: usize,
}

impl Hits {
    fn new(needle: &str, origin: usize) -> Self {
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

    fn first_from(&self, text: &str, from: usize) -> Option<usize> {
        let rest = text.as_bytes().get(from..)?;
        self.finder.find(rest).map(|i| from + i)
    }

    fn last_before(&self, text: &str, before: usize) -> Option<usize> {
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

impl Reading {
    /// Searches anew from where the search began, as the needle is typed.
    pub(super) fn search(&mut self, needle: &str) -> Found {
        let origin = self.hits.as_ref().map_or(self.cursor, |h| h.origin);
        self.hits = Some(Hits::new(needle, origin));
        if needle.is_empty() {
            self.place_cursor(origin);
            return Found::Nothing;
        }
        self.find_from(origin, origin)
    }

    /// Goes to the next hit, `count` times.
    pub(super) fn next_hit(&mut self, count: usize) -> Found {
        let mut found = Found::Nothing;
        for _ in 0..count {
            // From the next grapheme: a hit may begin inside this one, with a mark.
            found = self.find_from(grapheme::next(self.document.text(), self.cursor), self.cursor);
            if found != Found::Hit {
                break;
            }
        }
        found
    }

    /// Goes to the previous hit, `count` times.
    pub(super) fn previous_hit(&mut self, count: usize) -> Found {
        let mut found = Found::Nothing;
        for _ in 0..count {
            let Some(hits) = self.hits.as_ref().filter(|h| !h.needle.is_empty()) else { return Found::Nothing };
            let text = self.document.text();
            // A hit that begins before the cursor counts, even one that reaches past it.
            let reach = (self.cursor + hits.needle.len()).saturating_sub(1).min(text.len());
            let before = hits.last_before(text, reach);
            let at = before.or_else(|| hits.last_before(text, text.len()));
            found = self.arrive(at, before.is_none(), self.cursor);
            if found != Found::Hit {
                break;
            }
        }
        found
    }

    /// Ends a search where it stands, or where it began.
    pub(super) fn end_search(&mut self, keep: bool) {
        let Some(origin) = self.hits.as_ref().map(|h| h.origin) else { return };
        if keep {
            let here = self.cursor;
            self.cursor = origin;
            self.jump(here);
        } else {
            self.hits = None;
            self.place_cursor(origin);
        }
    }

    fn find_from(&mut self, from: usize, stay: usize) -> Found {
        let Some(hits) = self.hits.as_ref().filter(|h| !h.needle.is_empty()) else { return Found::Nothing };
        let text = self.document.text();
        let ahead = hits.first_from(text, from);
        let at = ahead.or_else(|| hits.first_from(text, 0));
        self.arrive(at, ahead.is_none(), stay)
    }

    fn arrive(&mut self, at: Option<usize>, wrapped: bool, stay: usize) -> Found {
        self.place_cursor(at.unwrap_or(stay));
        match at {
            None => Found::Nothing,
            Some(_) if wrapped => Found::Wrapped,
            Some(_) => Found::Hit,
        }
    }
}
