//! The marks of a cell: how many are drawn, and symbols from which harakat are left out.
//!
//! Leaving them out is a matter of drawing alone: cells, columns, lines and offsets are the same with and without.

use std::borrow::Cow;

use crate::language::classes::is_harakat;

/// Most marks drawn over one letter; more are kept in the text and not drawn.
pub(super) const MARKS: usize = 8;

/// What a cell shows, without its harakat; a lone mark leaves the dotted circle that it stood on.
pub fn without_harakat(symbol: &str) -> Cow<'_, str> {
    if symbol.contains(is_harakat) { Cow::Owned(symbol.replace(is_harakat, "")) } else { Cow::Borrowed(symbol) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vowels_are_left_out_and_hamza_and_madda_stay() {
        assert_eq!(without_harakat("مُحَمَّدٌ"), "محمد");
        assert_eq!(without_harakat("هٰذا ۖ"), "هذا ");
        assert_eq!(without_harakat("ا\u{654}\u{64E}ا\u{653}"), "ا\u{654}ا\u{653}");
        assert_eq!(without_harakat("\u{25CC}\u{64E}"), "\u{25CC}");
    }

    #[test]
    fn letters_signs_and_the_marks_of_other_scripts_stay() {
        for kept in ["e\u{301}", "שָׁ", "۞", "\u{6E5}\u{6E6}\u{6E9}", "ـ", "ﷺ", "1,2"] {
            assert_eq!(without_harakat(kept), kept);
        }
    }
}
