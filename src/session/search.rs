//! Searching the open text: from hit to hit, and the way back if the search is given up.

use super::hits::{Found, Hits};
use super::motion::Neighbour;
use super::notice::Notice;
use super::shared::Shared;
use super::sheet::Sheet;
use crate::text::grapheme;

impl Sheet {
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
            found = self.arrive(at, if before.is_some() { Found::Hit } else { Found::Wrapped }, self.cursor);
            if found != Found::Hit {
                break;
            }
        }
        found
    }

    /// Ends a search at the hit that it has come to; a jump leads back to where it began.
    pub(super) fn stay_at_hit(&mut self) {
        let Some(origin) = self.hits.as_ref().map(|hits| hits.origin) else { return };
        let here = self.cursor;
        self.cursor = origin;
        self.jump(here);
    }

    /// Ends a search where it began.
    pub(super) fn give_up_search(&mut self) {
        let Some(origin) = self.hits.take().map(|hits| hits.origin) else { return };
        self.place_cursor(origin);
    }

    fn find_from(&mut self, from: usize, stay: usize) -> Found {
        let Some(hits) = self.hits.as_ref().filter(|h| !h.needle.is_empty()) else { return Found::Nothing };
        let text = self.document.text();
        let ahead = hits.first_from(text, from);
        let at = ahead.or_else(|| hits.first_from(text, 0));
        self.arrive(at, if ahead.is_some() { Found::Hit } else { Found::Wrapped }, stay)
    }

    /// Goes to a hit that was found in some way, or stays.
    fn arrive(&mut self, at: Option<usize>, found: Found, stay: usize) -> Found {
        self.place_cursor(at.unwrap_or(stay));
        at.map_or(Found::Nothing, |_| found)
    }
}

/// Most letters of a needle that are quoted.
const QUOTE: usize = 200;

impl Shared {
    /// Goes to the first hit of what is typed so far.
    pub(super) fn search(&mut self, needle: &str) {
        let found = self.open_text.as_mut().map(|open| open.sheet.search(needle));
        self.tell_found(found.filter(|_| !needle.is_empty()));
    }

    /// Goes to the next hit, or the previous one.
    pub(super) fn go_to_hit(&mut self, which: Neighbour) {
        let count = self.times();
        let Some(open) = &mut self.open_text else { return };
        let found = match which {
            Neighbour::Next => open.sheet.next_hit(count),
            Neighbour::Previous => open.sheet.previous_hit(count),
        };
        self.tell_found(Some(found));
    }

    /// Ends a search at the hit that it has come to.
    pub(super) fn stay_at_hit(&mut self) {
        if let Some(open) = &mut self.open_text {
            open.sheet.stay_at_hit();
        }
    }

    /// Ends a search where it began.
    pub(super) fn give_up_search(&mut self) {
        if let Some(open) = &mut self.open_text {
            open.sheet.give_up_search();
        }
    }

    fn tell_found(&mut self, found: Option<Found>) {
        let hits = self.open_text.as_ref().and_then(|r| r.sheet.hits());
        let needle: String = hits.map(|h| h.needle().chars().take(QUOTE).collect()).unwrap_or_default();
        match found {
            Some(Found::Nothing) if needle.is_empty() => self.tell(Notice::NoSearch),
            Some(Found::Nothing) => self.tell(Notice::NotFound { needle }),
            Some(Found::Wrapped) => self.tell(Notice::SearchWrapped),
            Some(Found::Hit) => self.notice = None,
            None => {}
        }
    }
}
