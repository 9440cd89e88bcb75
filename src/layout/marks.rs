//! Harakat: the marks that Arabic is written with or without, and symbols from which they are left out.
//!
//! Leaving them out is a matter of drawing alone: cells, columns, lines and offsets are the same with and without.

use std::borrow::Cow;

use super::cell::is_mark;

/// Whether a mark is one that readers may do without: vowels, tanwin, shadda and sukun, the dagger alef, honorifics and
/// the signs of recitation.
///
/// Madda and hamza (U+0653 to U+0655, U+065F) make another letter of the one they stand on, and are none. Nor are the
/// marks of other scripts.
pub fn is_harakat(c: char) -> bool {
    let arabic = matches!(
        c,
        '\u{0610}'..='\u{061A}'
            | '\u{064B}'..='\u{0652}'
            | '\u{0656}'..='\u{065E}'
            | '\u{0670}'
            | '\u{06D6}'..='\u{06ED}'
            | '\u{0897}'..='\u{089F}'
            | '\u{08CA}'..='\u{08FF}'
            | '\u{10EFA}'..='\u{10EFF}'
    );
    arabic && is_mark(c)
}

/// What a cell shows, without its harakat; a lone mark leaves the dotted circle that it stood on.
pub fn without(symbol: &str) -> Cow<'_, str> {
    if symbol.contains(is_harakat) { Cow::Owned(symbol.replace(is_harakat, "")) } else { Cow::Borrowed(symbol) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vowels_are_left_out_and_hamza_and_madda_stay() {
        assert_eq!(without("مُحَمَّدٌ"), "محمد");
        assert_eq!(without("هٰذا ۖ"), "هذا ");
        assert_eq!(without("ا\u{654}\u{64E}ا\u{653}"), "ا\u{654}ا\u{653}");
        assert_eq!(without("\u{25CC}\u{64E}"), "\u{25CC}");
    }

    #[test]
    fn letters_signs_and_the_marks_of_other_scripts_stay() {
        for kept in ["e\u{301}", "שָׁ", "۞", "\u{6E5}\u{6E6}\u{6E9}", "ـ", "ﷺ", "1,2"] {
            assert_eq!(without(kept), kept);
        }
    }
}
