//! Searching the open text: from hit to hit, and the way back if the search is given up.

use std::ops::Range;
use std::sync::Arc;

use super::hits::{Found, Hits};
use super::motion::Neighbour;
use super::notice::{Notice, Refusal};
use super::open_text::OpenText;
use super::shared::Shared;
use super::sheet::Sheet;
use crate::annotation::schema::{EdgeRule, EdgeRules};
use crate::annotation::trim;
use crate::language::clitic;
use crate::language::matcher::{Names, SearchMode};
use crate::language::text_unit::{self, TextUnit};
use crate::text::grapheme;

impl Sheet {
    /// Searches anew from where the search began, as the needle is typed.
    fn search(&mut self, needle: &str, matching: SearchMode, names: &[Arc<Names>]) -> Found {
        let origin = self.hits.as_ref().map_or(self.cursor, |h| h.origin);
        if !self.is_selecting() {
            self.selection = None;
        }
        self.hits = Some(Hits::new(needle, matching, names, self.document.text(), origin));
        if needle.is_empty() {
            self.place_cursor(origin);
            return Found::Nothing;
        }
        self.find_from(origin, origin)
    }

    /// Goes to the next hit, `count` times.
    fn next_hit(&mut self, count: usize) -> Found {
        let mut found = Found::Nothing;
        for _ in 0..count {
            // From the next grapheme: a hit may begin inside this one, with a mark.
            found = self.find_from(grapheme::next(self.document.text(), self.place()), self.cursor);
            if found != Found::Hit {
                break;
            }
        }
        found
    }

    /// Goes to the previous hit, `count` times.
    fn previous_hit(&mut self, count: usize) -> Found {
        let mut found = Found::Nothing;
        for _ in 0..count {
            let Some(hits) = self.hits.as_ref().filter(|h| !h.needle().is_empty()) else { return Found::Nothing };
            let text = self.document.text();
            let before = hits.last_before(text, self.place());
            let is_before = before.is_some();
            let hit = before.or_else(|| hits.last_before(text, text.len()));
            found = self.arrive(hit, if is_before { Found::Hit } else { Found::Wrapped }, self.cursor);
            if found != Found::Hit {
                break;
            }
        }
        found
    }

    /// Where the hit begins that is selected; else where the cursor is.
    fn place(&self) -> usize {
        let selected = self.selected().filter(|_| !self.is_selecting()).map(|selected| selected.start);
        selected.filter(|start| self.hits.as_ref().is_some_and(|hits| hits.at == Some(*start))).unwrap_or(self.cursor)
    }

    /// Ends a search at the hit that it has come to, which is selected; a jump leads back to where it began.
    fn stay_at_hit(&mut self) {
        let Some(hits) = &mut self.hits else { return };
        hits.is_entered = true;
        let origin = hits.origin;
        let here = self.cursor;
        let hit = hits.within(self.document.text(), here..here + 1).into_iter().next();
        self.cursor = origin;
        self.jump(here);
        if let Some(hit) = hit {
            self.take_hit(hit);
        }
    }

    /// Goes to a hit: one that was entered is selected, unless motions extend what is.
    fn take_hit(&mut self, hit: Range<usize>) {
        let Some(hits) = self.hits.as_ref().filter(|hits| hits.is_entered && !self.is_selecting()) else {
            return self.place_cursor(hit.start);
        };
        let last = grapheme::previous(self.document.text(), hit.end);
        let word = text_unit::around(&self.document, TextUnit::Word, last);
        let end = if hits.is_beginning() { word.end.max(hit.end) } else { hit.end };
        self.select_range(hit.start..end);
    }

    /// Ends a search where it began.
    fn give_up_search(&mut self) {
        let Some(origin) = self.hits.take().map(|hits| hits.origin) else { return };
        self.place_cursor(origin);
    }

    fn find_from(&mut self, from: usize, stay: usize) -> Found {
        let Some(hits) = self.hits.as_ref().filter(|h| !h.needle().is_empty()) else { return Found::Nothing };
        let text = self.document.text();
        let ahead = hits.first_from(text, from);
        let is_ahead = ahead.is_some();
        let hit = ahead.or_else(|| hits.first_from(text, 0));
        self.arrive(hit, if is_ahead { Found::Hit } else { Found::Wrapped }, stay)
    }

    /// Goes to a hit that was found in some way, or stays.
    fn arrive(&mut self, hit: Option<Range<usize>>, found: Found, stay: usize) -> Found {
        let Some(hit) = hit else {
            self.place_cursor(stay);
            return Found::Nothing;
        };
        if let Some(hits) = &mut self.hits {
            hits.at = Some(hit.start);
        }
        self.take_hit(hit);
        found
    }

    /// Whether hits are still to be counted.
    pub(super) fn is_counting(&self) -> bool {
        self.hits.as_ref().is_some_and(Hits::is_counting)
    }
}

/// Most letters of a needle that are quoted.
const QUOTE: usize = 200;

/// What is left out around a word that is to be searched for.
const ALL: EdgeRules =
    EdgeRules { proclitics: EdgeRule::Trim, quotes: EdgeRule::Trim, punctuation: EdgeRule::Trim, blank_lines: EdgeRule::Trim };

impl Shared {
    /// Goes to the first hit of what is typed so far.
    pub(super) fn search(&mut self, needle: &str, matching: SearchMode) {
        let names = self.registries.ready_names();
        let found = self.open_text.as_mut().map(|open| open.sheet.search(needle, matching, &names));
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

    /// Searches for the selection, else for the word under the cursor, and goes to its next hit.
    ///
    /// # Errors
    /// There is no word here.
    pub(super) fn search_word(&mut self) -> Result<(), Refusal> {
        let (start, needle) = self.words_here()?;
        self.recalls.searches.keep(&needle);
        let names = self.registries.ready_names();
        let open = self.open_text.as_mut().ok_or(Refusal::NoWord)?;
        let sheet = &mut open.sheet;
        let origin = sheet.cursor;
        let mut hits = Hits::new(&needle, SearchMode::Folded, &names, sheet.document.text(), origin);
        hits.is_entered = true;
        sheet.hits = Some(hits);
        sheet.selection = None;
        let found = sheet.find_from(grapheme::next(sheet.document.text(), start), origin);
        sheet.remember(origin);
        self.tell_found(Some(found));
        Ok(())
    }

    /// What is selected, else the word under the cursor, as it is spelled by itself: where it begins, and the words.
    ///
    /// # Errors
    /// There is no word here.
    pub(super) fn words_here(&self) -> Result<(usize, String), Refusal> {
        let open = self.open_text.as_ref().ok_or(Refusal::NoWord)?;
        words_here(open, &|word| self.registries.begin_name(word)).ok_or(Refusal::NoWord)
    }

    /// Ends a search at the hit that it has come to.
    pub(super) fn stay_at_hit(&mut self) {
        let Some(open) = &mut self.open_text else { return };
        open.sheet.stay_at_hit();
        let is_at_hit = open.sheet.hits.as_ref().is_some_and(|hits| hits.at.is_some());
        self.tell_found(Some(if is_at_hit { Found::Hit } else { Found::Nothing }));
    }

    /// Ends a search where it began.
    pub(super) fn give_up_search(&mut self) {
        if let Some(open) = &mut self.open_text {
            open.sheet.give_up_search();
        }
    }

    /// Counts the hits a little further on, and tells the new count where the old one is told.
    pub(super) fn count_hits(&mut self) {
        let Some(sheet) = self.open_text.as_mut().map(|open| &mut open.sheet) else { return };
        let Some(hits) = &mut sheet.hits else { return };
        hits.count_on(sheet.document.text());
        let now = hits.place();
        if let Some(Notice::Hit { place, .. }) = &mut self.notice {
            *place = now;
        }
    }

    fn tell_found(&mut self, found: Option<Found>) {
        let Some(found) = found else { return };
        let Some(sheet) = self.open_text.as_ref().map(|open| &open.sheet) else { return };
        let Some(hits) = sheet.hits.as_ref().filter(|hits| !hits.needle().is_empty()) else {
            return self.tell(Notice::NoSearch);
        };
        let needle = || hits.needle().chars().take(QUOTE).collect::<String>();
        let notice = match (found, hits.fault()) {
            (_, Some(fault)) => Notice::BadPattern { reason: fault.reason.clone() },
            (Found::Nothing, None) => Notice::NotFound { needle: needle(), matching: hits.matching() },
            (Found::Hit, None) => Notice::Hit { place: hits.place(), is_wrapped: false },
            (Found::Wrapped, None) => Notice::Hit { place: hits.place(), is_wrapped: true },
        };
        self.tell(notice);
    }
}

/// What is selected, else the word under the cursor without what is written as one with it: where it begins, and as it is
/// spelled by itself.
fn words_here(open: &OpenText, is_name: &dyn Fn(&str) -> bool) -> Option<(usize, String)> {
    let document = open.document();
    let selected = open.sheet.selected().filter(|range| !range.is_empty());
    let range = selected.unwrap_or_else(|| text_unit::around(document, TextUnit::Word, open.cursor()));
    let range = trim(document, range, ALL, is_name).range;
    let words = document.slice(range.clone());
    let needle = clitic::with_article(document.slice(0..range.start), words).unwrap_or_else(|| words.trim().to_owned());
    needle.chars().any(char::is_alphanumeric).then_some((range.start, needle))
}
