//! Ids after a merge: what had one keeps it, what would share one gets a new one.

use std::collections::BTreeSet;

/// The ids that are in use, and the number of the next new one.
pub(super) struct Ids {
    letter: char,
    taken: BTreeSet<String>,
    last: u64,
}

impl Ids {
    /// Ids of a letter (`s1`, `r1`); numbers up to the greatest of `seen` are never given.
    pub(super) fn new<'a>(letter: char, seen: impl Iterator<Item = &'a str>) -> Self {
        Self { letter, taken: BTreeSet::new(), last: seen.map(|id| number(id, letter)).max().unwrap_or(0) }
    }

    /// Marks an id as in use.
    pub(super) fn take(&mut self, id: &str) {
        self.taken.insert(id.to_owned());
    }

    /// The first of some wanted ids that is free, else a new one; it is in use from now on.
    pub(super) fn claim<'a>(&mut self, wanted: impl IntoIterator<Item = &'a str>) -> String {
        let free = wanted.into_iter().find(|id| !self.taken.contains(*id)).map(str::to_owned);
        let id = free.unwrap_or_else(|| {
            self.last += 1;
            format!("{}{}", self.letter, self.last)
        });
        self.take(&id);
        id
    }
}

/// The number of an id made by the program; longer numbers are nobody's next one.
fn number(id: &str, letter: char) -> u64 {
    id.strip_prefix(letter).filter(|digits| digits.len() < 16).and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// Orders ids by their number, so that of two wanted ones the earlier is taken, whichever side it comes from.
pub(super) fn earlier(id: &str, letter: char) -> (u64, &str) {
    (number(id, letter), id)
}
