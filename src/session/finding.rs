//! Going from hit to hit for the screens that search the open text.

use super::hits::Found;
use super::motion::Neighbour;
use super::notice::Notice;
use super::shared::Shared;

/// Most letters of a needle that are quoted.
const QUOTE: usize = 200;

impl Shared {
    /// Goes to the first hit of what is typed so far.
    pub(super) fn search(&mut self, needle: &str) {
        let found = self.reading.as_mut().map(|reading| reading.sheet.search(needle));
        self.tell_found(found.filter(|_| !needle.is_empty()));
    }

    /// Goes to the next hit, or the previous one.
    pub(super) fn go_to_hit(&mut self, which: Neighbour) {
        let count = self.times();
        let Some(reading) = &mut self.reading else { return };
        let found = match which {
            Neighbour::Next => reading.sheet.next_hit(count),
            Neighbour::Previous => reading.sheet.previous_hit(count),
        };
        self.tell_found(Some(found));
    }

    /// Ends a search at the hit that it has come to.
    pub(super) fn stay_at_hit(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.sheet.stay_at_hit();
        }
    }

    /// Ends a search where it began.
    pub(super) fn give_up_search(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.sheet.give_up_search();
        }
    }

    fn tell_found(&mut self, found: Option<Found>) {
        let hits = self.reading.as_ref().and_then(|r| r.sheet.hits());
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
