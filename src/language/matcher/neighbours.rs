//! What may be next to a letter in a text, so that most places at which it is written are left at a glance.
//!
//! The letter of a query that is looked for is met often; the letters around it are seldom those of the query. One look at
//! the character before and at the one after, as they are written, tells so for nearly all places. It errs to one side only:
//! marks, tatweel, controls and whatever is made one with its neighbours may be next to any letter.

use unicode_normalization::UnicodeNormalization;

use super::sought::Sought;
use super::table::Table;
use crate::language::classes::is_accessory;
use crate::language::fold::{Fate, Folding};

/// The characters that may be before and after a letter of a query where the query is met.
#[derive(Debug, Clone)]
pub(super) struct Neighbours {
    /// `None` where any character may be. One that is not in a table may be anywhere.
    before: Option<Table<bool>>,
    /// The same.
    after: Option<Table<bool>>,
}

impl Neighbours {
    /// Those of the letter of a number, which is in every way to write the query.
    pub(super) fn of(sought: &Sought, number: usize, folding: &Folding) -> Self {
        // Before the letters that follow the article there is its ل, whatever is before that.
        let before = number.checked_sub(1).and_then(|before| sought.letters().nth(before));
        let after = sought.letters().nth(number + 1);
        Self {
            before: before.map(|c| beside(c, sought.has_gap(number), folding)),
            after: after.map(|c| beside(c, sought.has_gap(number + 1), folding)),
        }
    }

    /// Whether the letter may be written in some bytes of a text.
    #[inline]
    pub(super) fn admit(&self, text: &[u8], start: usize, end: usize) -> bool {
        let after = text.get(end..).unwrap_or_default();
        let before = text.get(..start).unwrap_or_default();
        self.after.as_ref().is_none_or(|may| !after.is_empty() && may.first(after) != Some(false))
            && self.before.as_ref().is_none_or(|may| !before.is_empty() && may.last(before) != Some(false))
    }
}

/// The characters that may be next to a letter on the side of another one.
fn beside(other: char, has_gap: bool, folding: &Folding) -> Table<bool> {
    // A letter with its hamza apart is made of two characters, of which the letter is the first.
    let parts: Vec<char> = std::iter::once(other).chain(std::iter::once(other).nfd()).collect();
    Table::of(|c| match folding.fate(c) {
        _ if c.is_ascii() => parts.contains(&c) || has_gap && matches!(c, ' ' | '\t'),
        Fate::Becomes(to) => parts.contains(&to) || is_accessory(c),
        Fate::Attached | Fate::Dropped | Fate::Composes | Fate::Normalised => true,
    })
}
