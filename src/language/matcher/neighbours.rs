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

/// The characters that may be before and after a letter of a query where the query is met. Those that are not in a table may
/// be anywhere.
#[derive(Debug, Clone)]
pub(super) struct Neighbours {
    before: Table<bool>,
    after: Table<bool>,
}

impl Neighbours {
    /// Those of the letter of a number, which is in every way to write the query.
    pub(super) fn of(sought: &Sought, number: usize, folding: &Folding) -> Self {
        // Before the letters that follow the article there is its ل, whatever is before that.
        let before = number.checked_sub(1).and_then(|before| sought.letters().nth(before));
        let after = sought.letters().nth(number + 1);
        Self {
            before: before
                .map_or_else(|| table(folding, |c| sought.may_be_before(c)), |c| inside(folding, c, sought.has_gap(number))),
            after: after
                .map_or_else(|| table(folding, |c| sought.may_be_after(c)), |c| inside(folding, c, sought.has_gap(number + 1))),
        }
    }

    /// Whether the letter may be written in some bytes of a text.
    #[inline]
    pub(super) fn admit(&self, text: &[u8], start: usize, end: usize) -> bool {
        self.after.first(text.get(end..).unwrap_or_default()) != Some(false)
            && self.before.last(text.get(..start).unwrap_or_default()) != Some(false)
    }
}

/// The characters that may be where there is a letter of the query, maybe with a space before it.
fn inside(folding: &Folding, letter: char, has_gap: bool) -> Table<bool> {
    // A letter with its hamza apart is made of two characters, of which the letter is the first.
    let parts: Vec<char> = std::iter::once(letter).chain(std::iter::once(letter).nfd()).collect();
    table(folding, |c| parts.contains(&c) || has_gap && matches!(c, ' ' | '\t'))
}

/// The characters that may be at a place where a letter may be.
fn table(folding: &Folding, may_be: impl Fn(char) -> bool) -> Table<bool> {
    Table::of(|c| match folding.fate(c) {
        _ if c.is_ascii() => may_be(c),
        Fate::Becomes(to) => may_be(to) || is_accessory(to),
        Fate::Attached | Fate::Dropped | Fate::Composes | Fate::Normalised => true,
    })
}
