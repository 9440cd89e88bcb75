//! Classes of characters: the letters, marks, digits and separators of Arabic, and what is invisible in a text.
//!
//! Questions that Unicode answers for every script are answered by its properties; the sets listed here are those
//! that Unicode has no name for. They are the only ones: no other room lists letters or marks.

use std::ops::RangeInclusive;

use icu_properties::props::{EnumeratedProperty, GeneralCategory};

/// The stroke that makes a word longer without being a letter of it (kashida).
pub const TATWEEL: char = '\u{0640}';

/// The blocks of Arabic whose characters are written by hand, with the letters of other languages; without the
/// presentation forms.
const BLOCKS: [RangeInclusive<char>; 4] =
    ['\u{0600}'..='\u{06FF}', '\u{0750}'..='\u{077F}', '\u{0870}'..='\u{08FF}', '\u{10EC0}'..='\u{10EFF}'];

/// Whether a character is one of those that most texts consist of, which need no look into a table: the Arabic
/// letters, space, ASCII letters and digits. Each is a grapheme of its own, or the base of one.
pub fn is_plain(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}' | ' ' | 'a'..='z' | 'A'..='Z' | '0'..='9')
}

/// Whether a character is one of the common marks of Arabic: vowels, tanwin, shadda, sukun, madda and hamza. Each
/// belongs to the grapheme of the letter before it.
pub fn is_vowel_mark(c: char) -> bool {
    matches!(c, '\u{064B}'..='\u{065F}')
}

/// Whether a character is a mark of any script: it stands over or under the letter before it.
pub fn is_mark(c: char) -> bool {
    if is_plain(c) || is_vowel_mark(c) {
        return is_vowel_mark(c);
    }
    !c.is_ascii() && matches!(GeneralCategory::for_char(c), GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark)
}

/// Whether a character is a mark of Arabic, the rare ones of recitation and of other languages included.
pub fn is_arabic_mark(c: char) -> bool {
    is_vowel_mark(c) || (in_arabic_block(c) && is_mark(c))
}

/// Whether a mark is one that readers may do without: vowels, tanwin, shadda and sukun, the dagger alef, honorifics and
/// the signs of recitation.
///
/// Madda and hamza (U+0653 to U+0655, U+065F) make another letter of the one they stand on, and are none. Nor are the
/// marks of other scripts.
pub fn is_harakat(c: char) -> bool {
    is_arabic_mark(c) && !matches!(c, '\u{0653}'..='\u{0655}' | '\u{065F}')
}

/// Whether a character is written with the letters of a word without being one of them: the marks of Arabic, tatweel,
/// and the small waw and ya of recitation.
pub fn is_accessory(c: char) -> bool {
    c == TATWEEL || is_arabic_mark(c) || matches!(c, '\u{06E5}' | '\u{06E6}')
}

/// Whether a character, a sign of no width aside, is part of a word: a letter or a digit of any script, or what is
/// written with one.
pub fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_accessory(c)
}

/// Whether a character is a letter of the Arabic script, presentation forms included.
pub fn is_arabic_letter(c: char) -> bool {
    if is_plain(c) {
        return !c.is_ascii() && c != TATWEEL;
    }
    // Before the letters there are signs and marks.
    if c < '\u{620}' {
        return false;
    }
    let is_form = |c| matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{1EE00}'..='\u{1EEFF}');
    (in_arabic_block(c) || is_form(c)) && !is_mark(c) && c.is_alphabetic()
}

/// The value of a digit: European (0-9), Arabic (U+0660 to U+0669) or Persian (U+06F0 to U+06F9).
pub fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '\u{0660}'..='\u{0669}' => Some(u32::from(c) - 0x0660),
        '\u{06F0}'..='\u{06F9}' => Some(u32::from(c) - 0x06F0),
        _ => None,
    }
}

/// Whether a character may separate the parts of a number: 17,500, ١٧٬٥٠٠, 1.5.
pub fn is_number_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\u{066B}' | '\u{066C}' | '\u{060C}')
}

/// Whether a character ends a clause inside a sentence: a comma, a semicolon or a colon.
pub fn ends_clause(c: char) -> bool {
    matches!(c, '\u{060C}' | ',' | '\u{061B}' | ';' | ':')
}

/// Whether a character ends a sentence: a full stop, a question mark or an exclamation mark.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\u{061F}' | '\u{06D4}')
}

/// Whether a character opens a quotation or a bracket, as writers of Arabic and of other languages do.
pub fn opens_quotation(c: char) -> bool {
    matches!(c, '"' | '\'' | '(' | '[' | '\u{AB}' | '\u{2018}'..='\u{201F}' | '\u{2039}' | '\u{FD3F}')
}

/// Whether a character at the edge of a name or a phrase is no part of its words: white space, quotation marks,
/// punctuation, signs of no width; neither letter, digit, mark nor symbol.
pub fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '!'..='#' | '\'' | '('..='*' | ',' | '-'..='/' | ':' | ';' | '?' | '['..=']' | '_' | '{' | '}')
        || matches!(c, '\u{AB}' | '\u{BB}' | '\u{B7}' | '\u{60C}' | '\u{61B}'..='\u{61F}' | '\u{66A}' | '\u{66D}' | '\u{6D4}')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2010}'..='\u{2027}' | '\u{202A}'..='\u{203A}' | '\u{2060}'..='\u{2069}')
        || matches!(c, '\u{FD3E}' | '\u{FD3F}' | '\u{FEFF}' | '\u{3008}'..='\u{3011}')
}

/// Whether a character takes no room and only joins, parts or steers others: zero width spaces, joiners and the
/// controls of bidi.
pub fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Whether a character embeds, overrides or ends what does (UAX#9, LRE to RLO).
pub fn is_embedding(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}')
}

/// Whether a character has no cell of its own and is not drawn: format characters and the usual line ends.
pub fn is_hidden(c: char) -> bool {
    match c {
        _ if is_plain(c) || is_vowel_mark(c) => false,
        '\n' | '\r' => true,
        _ if c.is_ascii() => false,
        _ => GeneralCategory::for_char(c) == GeneralCategory::Format && !is_number_sign(c),
    }
}

/// Whether a character is one of the format characters that are seen: signs that stand before a number and enclose it.
pub fn is_number_sign(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{0605}' | '\u{06DD}' | '\u{070F}' | '\u{0890}'..='\u{0891}' | '\u{08E2}')
}

/// Whether a character is white space after which a line may end (UAX#14 classes SP and BA), no-break spaces excepted.
pub fn is_breaking_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' | '\u{3000}')
}

fn in_arabic_block(c: char) -> bool {
    BLOCKS.iter().any(|block| block.contains(&c))
}

#[cfg(test)]
mod tests {
    use icu_properties::props::Script;

    use super::*;

    fn all(is: impl Fn(char) -> bool) -> Vec<char> {
        ('\0'..=char::MAX).filter(|c| is(*c)).collect()
    }

    #[test]
    fn every_mark_of_the_arabic_script_is_one_here() {
        let marks = all(|c| is_mark(c) && (Script::for_char(c) == Script::Arabic || is_vowel_mark(c) || c == '\u{0670}'));
        assert!(marks.iter().all(|c| is_arabic_mark(*c) && is_accessory(*c) && is_of_word(*c)));
        assert!(all(is_arabic_mark).iter().all(|c| is_mark(*c)));
    }

    #[test]
    fn readers_do_without_vowels_but_not_without_hamza_and_madda() {
        assert!("\u{64E}\u{651}\u{652}\u{64B}\u{670}\u{610}\u{6D6}".chars().all(is_harakat));
        assert!(!"\u{653}\u{654}\u{655}\u{65F}\u{301}\u{5B0}\u{6E5}ـا".chars().any(is_harakat));
    }

    #[test]
    fn plain_characters_are_of_no_class_that_needs_a_table() {
        for c in all(is_plain) {
            assert!(!is_mark(c) && !is_hidden(c) && !is_number_sign(c) && !is_zero_width(c), "{c:?}");
        }
    }

    #[test]
    fn a_letter_is_what_is_alphabetic_in_a_block_of_arabic_and_neither_mark_nor_tatweel() {
        let letters = all(|c| in_arabic_block(c) && c != TATWEEL && !is_mark(c) && c.is_alphabetic());
        assert_eq!(all(|c| in_arabic_block(c) && is_arabic_letter(c)), letters);
    }

    #[test]
    fn digits_of_three_kinds_have_a_value_and_letters_have_none() {
        assert_eq!("2٢۲".chars().filter_map(digit_value).collect::<Vec<_>>(), [2, 2, 2]);
        assert!("ا²½".chars().all(|c| digit_value(c).is_none()));
    }
}
