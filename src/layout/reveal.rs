//! What is invisible, as a token that can be seen: the cells of reveal mode, and what quotes and names show of controls.
//!
//! A token is made of printable characters of one column each, `‹RLO›`, and reads from left to right wherever it stands.

use std::fmt::Write as _;

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointSetData, CodePointSetDataBorrowed, props::EnumeratedProperty};

use super::marks::MARKS;
use crate::language::classes::{TATWEEL, is_hidden, is_mark, is_number_sign, is_plain, is_vowel_mark};
use crate::text::paragraph::is_separator;

const IGNORABLE: CodePointSetDataBorrowed<'static> = CodePointSetData::new::<DefaultIgnorableCodePoint>();

/// The characters that have a name of their own.
const NAMES: &[(char, &str)] = &[
    ('\t', "TAB"),
    ('\u{85}', "NEL"),
    ('\u{A0}', "NBSP"),
    ('\u{AD}', "SHY"),
    ('\u{34F}', "CGJ"),
    ('\u{61C}', "ALM"),
    ('\u{640}', "ـ"),
    ('\u{180E}', "MVS"),
    ('\u{200B}', "ZWSP"),
    ('\u{200C}', "ZWNJ"),
    ('\u{200D}', "ZWJ"),
    ('\u{200E}', "LRM"),
    ('\u{200F}', "RLM"),
    ('\u{2028}', "LS"),
    ('\u{2029}', "PS"),
    ('\u{202A}', "LRE"),
    ('\u{202B}', "RLE"),
    ('\u{202C}', "PDF"),
    ('\u{202D}', "LRO"),
    ('\u{202E}', "RLO"),
    ('\u{202F}', "NNBSP"),
    ('\u{2060}', "WJ"),
    ('\u{2066}', "LRI"),
    ('\u{2067}', "RLI"),
    ('\u{2068}', "FSI"),
    ('\u{2069}', "PDI"),
    ('\u{FEFF}', "BOM"),
];

fn named(c: char) -> Option<&'static str> {
    NAMES.binary_search_by_key(&c, |(named, _)| *named).ok().and_then(|n| NAMES.get(n)).map(|(_, name)| *name)
}

/// Returns the invisible characters that have a name of their own.
pub fn named_characters() -> impl Iterator<Item = char> {
    NAMES.iter().map(|(c, _)| *c)
}

/// Whether a character leaves nothing to be seen, or, like a tatweel or an odd space, not what it is.
pub fn is_invisible(c: char) -> bool {
    if c == TATWEEL {
        return true;
    }
    if is_plain(c) || c.is_ascii_graphic() || is_vowel_mark(c) {
        return false;
    }
    let is_blank = matches!(GeneralCategory::for_char(c), GeneralCategory::SpaceSeparator) || c == '\u{2800}';
    c.is_control() || is_separator(c) || is_blank || is_hidden(c) || IGNORABLE.contains(c) || named(c).is_some()
}

/// What stands for a character that must never reach a terminal: controls, line separators, signs whose
/// width no two terminals agree on.
pub(super) fn picture(c: char) -> Option<char> {
    match c {
        '\t' => Some(' '),
        '\0'..='\u{1F}' => char::from_u32(0x2400 + c as u32),
        '\u{7F}' => Some('\u{2421}'),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\u{2424}'),
        '\u{80}'..='\u{9F}' => Some('\u{2426}'),
        '\u{06DD}' => Some('\u{06DE}'),
        _ if is_number_sign(c) => Some('\u{2116}'),
        _ => None,
    }
}

/// Adds the token of an invisible character and returns its columns.
pub fn push_token(c: char, out: &mut String) -> u8 {
    let before = out.len();
    match (c, named(c), picture(c)) {
        (' ', ..) => out.push('\u{B7}'),
        (_, Some(name), _) => out.extend(["‹", name, "›"]),
        (_, None, Some(picture)) if c.is_ascii() => out.push(picture),
        ('\u{FE00}'..='\u{FE0F}', ..) => drop(write!(out, "‹VS{}›", c as u32 - 0xFE00 + 1)),
        ('\u{E0100}'..='\u{E01EF}', ..) => drop(write!(out, "‹VS{}›", c as u32 - 0xE0100 + 17)),
        _ => drop(write!(out, "‹U+{:04X}›", c as u32)),
    }
    u8::try_from(out.get(before..).unwrap_or_default().chars().count()).unwrap_or(1)
}

/// The picture of a control character; any other character itself.
pub fn picture_of(c: char) -> char {
    picture(c).unwrap_or(c)
}

/// A text of which nothing acts on a terminal or hides: controls as pictures, invisible characters as tokens, and no
/// more marks over a letter than a cell shows. Spaces, tatweel, joiners and non-joiners stay as they are.
pub fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        match picture(c) {
            Some(picture) if c.is_control() || c == '\u{2028}' => out.push(picture),
            _ if matches!(c, ' ' | '\u{A0}' | TATWEEL | '\u{200C}' | '\u{200D}') => out.push(c),
            _ if is_mark(c) && !is_invisible(c) => out.extend((marks <= MARKS).then_some(c)),
            _ if is_invisible(c) => drop(push_token(c, &mut out)),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(c: char) -> String {
        let mut out = String::new();
        let columns = push_token(c, &mut out);
        assert_eq!(usize::from(columns), unicode_width::UnicodeWidthStr::width(out.as_str()), "{out}");
        out
    }

    #[test]
    fn names_are_in_order_so_that_each_is_found() {
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(token('\u{202E}'), "‹RLO›");
    }

    #[test]
    fn no_two_invisible_characters_look_the_same() {
        let all: Vec<char> = ('\0'..=char::MAX).filter(|c| is_invisible(*c) || *c == ' ').collect();
        let tokens: std::collections::HashSet<String> = all.iter().map(|c| token(*c)).collect();
        assert_eq!(tokens.len(), all.len());
        assert!(tokens.iter().all(|token| !token.contains(|c: char| c.is_control() || c != '\u{640}' && is_invisible(c))));
    }

    #[test]
    fn what_steers_hides_or_acts_is_invisible_and_letters_are_not() {
        for c in "\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{61C}\u{A0}\u{640}\u{AD}\u{2060}\u{FEFF}\t\u{2003}\u{FE0F}\u{E0041}\u{34F}\u{3164}\u{202A}\u{2069}\u{9B}\u{1B}\u{7F}\u{2028}\u{85}".chars() {
            assert!(is_invisible(c), "U+{:04X}", c as u32);
        }
        for c in "ابجabc1٢ َٰ(«،.😀\u{6DD}\u{600}".chars().filter(|c| *c != ' ') {
            assert!(!is_invisible(c), "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn a_quote_shows_what_would_act_and_keeps_what_is_read() {
        assert_eq!(harmless("a\u{1B}[31m\u{9B}b\u{202E}c\u{200F}\n"), "a\u{241B}[31m\u{2426}b‹RLO›c‹RLM›\u{240A}");
        assert_eq!(harmless("می\u{200C}خ ـ قَالَ"), "می\u{200C}خ ـ قَالَ");
        assert_eq!(harmless(&format!("ا{}", "\u{64E}".repeat(99))).chars().count(), 1 + MARKS);
    }
}
