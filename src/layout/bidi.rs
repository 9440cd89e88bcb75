//! Embedding levels of a paragraph, and the part of UAX#9 that works on one line: L1 and L2.
//!
//! unicode-bidi resolves the levels. Its per-line functions copy the levels of the whole paragraph at each
//! call and panic at level 126, so L1 and L2 are done here, on the line's own slice.

use std::ops::Range;

use icu_properties::props::{self, EnumeratedProperty};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};
use unicode_bidi::data_source::BidiDataSource;
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo};

use super::letter::Letter;
use crate::language::classes::{is_embedding, is_plain, is_vowel_mark};

/// The bidi classes in ICU's trie: searching unicode-bidi's table of ranges takes half of the time that levels take.
const CLASSES: CodePointMapDataBorrowed<'static, props::BidiClass> = CodePointMapData::<props::BidiClass>::new();

/// Where a paragraph begins: at its right or at its left side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// By the first strong character of each paragraph (P2, P3), left-to-right where there is none.
    #[default]
    Auto,
    /// Every paragraph right-to-left.
    RightToLeft,
    /// Every paragraph left-to-right.
    LeftToRight,
}

/// What L1 asks of a character or a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineRole {
    /// White space, isolate and embedding controls, boundary neutrals: reset at the end of a line.
    Space,
    /// A segment separator (tab): reset wherever it stands, with the spaces before it.
    Separator,
    /// Anything else keeps its level.
    Other,
}

/// What is known of a bracket from the paragraph as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BracketFix {
    /// Its byte offset in the paragraph.
    pub at: usize,
    /// Whether it is one of a pair across a cut, with the direction of the paragraph; else it is of no pair.
    pub paired: bool,
}

/// The bidi class of a character.
pub fn class_of(c: char) -> BidiClass {
    CLASSES.bidi_class(c)
}

/// What L1 asks of one character.
pub fn role_of(c: char) -> LineRole {
    if is_plain(c) {
        return if c == ' ' { LineRole::Space } else { LineRole::Other };
    }
    match class_of(c) {
        BidiClass::S | BidiClass::B => LineRole::Separator,
        BidiClass::WS
        | BidiClass::BN
        | BidiClass::FSI
        | BidiClass::LRI
        | BidiClass::RLI
        | BidiClass::PDI
        | BidiClass::LRE
        | BidiClass::RLE
        | BidiClass::LRO
        | BidiClass::RLO
        | BidiClass::PDF => LineRole::Space,
        _ => LineRole::Other,
    }
}

/// The mirror image of a bracket or other mirrored character; the character itself if it has none.
pub fn mirror(c: char) -> char {
    if is_plain(c) || is_vowel_mark(c) {
        return c;
    }
    props::BidiMirroringGlyph::for_char(c).mirroring_glyph.unwrap_or(c)
}

/// The level that a strong character asks for: 1 for a right-to-left one (R, AL), 0 for a left-to-right one (L).
pub fn strong_level(c: char) -> Option<u8> {
    match class_of(c) {
        BidiClass::L => Some(0),
        BidiClass::R | BidiClass::AL => Some(1),
        _ => None,
    }
}

/// Whether a character is a digit that bidi counts among the Arabic ones (AN).
pub fn is_arabic_digit(c: char) -> bool {
    class_of(c) == BidiClass::AN
}

/// The base level of a paragraph: 1 for right-to-left, 0 for left-to-right.
pub fn base_level(paragraph: &str, direction: Direction) -> u8 {
    match direction {
        Direction::RightToLeft => 1,
        Direction::LeftToRight => 0,
        Direction::Auto => {
            u8::from(unicode_bidi::get_base_direction_with_data_source(&CLASSES, paragraph) == unicode_bidi::Direction::Rtl)
        }
    }
}

/// Whether a character of a paragraph has a direction of its own: a letter, say, but no digit, blank or sign.
pub fn has_direction(paragraph: &str) -> bool {
    paragraph.chars().any(|c| matches!(class_of(c), BidiClass::L | BidiClass::R | BidiClass::AL))
}

/// The embedding level of every byte of `range`, a paragraph or a part of one that `cut` allows.
///
/// The text after the range serves as context: its first character is resolved along and dropped.
pub fn levels(paragraph: &str, range: Range<usize>, base: u8) -> Vec<u8> {
    levels_of_part(paragraph, range, base, &[])
}

/// The same for a part whose brackets are known from the paragraph as a whole.
///
/// A bracket of no pair is resolved as another neutral character (`!`). One of a pair across a cut stands for a
/// pair of its own around an Arabic digit: N0 gives it the direction of a right-to-left paragraph, and neither
/// the pair nor the digit, which is not strong, touches what W1-W7 make of their neighbours.
pub fn levels_of_part(paragraph: &str, range: Range<usize>, base: u8, fixes: &[BracketFix]) -> Vec<u8> {
    if fixes.is_empty() {
        return resolve(paragraph, range, base);
    }
    let mut text = String::with_capacity(range.len() + 4);
    // What was put in the place of a bracket of another length: its offset there, its length there and in the paragraph.
    let mut replaced = Vec::new();
    let mut at = range.start;
    for fix in fixes {
        text.push_str(paragraph.get(at..fix.at).unwrap_or_default());
        let length = paragraph.get(fix.at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let stand_in = if fix.paired { "(\u{0660})" } else { "!" };
        if stand_in.len() != length {
            replaced.push((text.len(), stand_in.len(), length));
        }
        text.push_str(stand_in);
        at = fix.at + length;
    }
    text.push_str(paragraph.get(at..range.end).unwrap_or_default());
    let part = 0..text.len();
    text.extend(paragraph.get(range.end..).and_then(|rest| rest.chars().next()));
    let resolved = resolve(&text, part, base);
    if replaced.is_empty() {
        return resolved;
    }
    let mut levels = Vec::with_capacity(range.len());
    let mut at = 0;
    for (place, stand_in, length) in replaced {
        levels.extend(resolved.get(at..place).unwrap_or_default());
        levels.extend(std::iter::repeat_n(resolved.get(place).copied().unwrap_or(base), length));
        at = place + stand_in;
    }
    levels.extend(resolved.get(at..).unwrap_or_default());
    levels
}

fn resolve(paragraph: &str, range: Range<usize>, base: u8) -> Vec<u8> {
    let context = paragraph.get(range.end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let text = paragraph.get(range.start..range.end + context).unwrap_or_default();
    let level = if base == 0 { Level::ltr() } else { Level::rtl() };
    let resolved = ParagraphBidiInfo::new_with_data_source(&CLASSES, text, Some(level));
    resolved.levels.iter().take(range.len()).map(Level::number).collect()
}

/// Gives embeddings, overrides and what ends them a level to be shown at: they have none (X9).
///
/// It is the lower one of their neighbours', so that they stand at the edges of what they embed, and that no other
/// character moves: between two neighbours no reversal above the lower level goes across anyway (L2).
pub fn place_removed(letters: &mut [Letter], base: u8) {
    let is_removed = |letter: &Letter| is_embedding(letter.c);
    let mut before = base;
    let mut rest = letters;
    while let Some(first) = rest.iter().position(is_removed) {
        before = first.checked_sub(1).and_then(|n| rest.get(n)).map_or(before, |letter| letter.level);
        let (_, from) = rest.split_at_mut(first);
        let length = from.iter().take_while(|letter| is_removed(letter)).count();
        let level = from.get(length).map_or(base, |after| after.level).min(before);
        let (removed, after) = from.split_at_mut(length);
        for letter in removed {
            letter.level = level;
        }
        rest = after;
    }
}

/// L1: separators, the spaces before them, and the spaces at the end of the line get the base level.
pub fn reset_line(levels: &mut [u8], roles: &[LineRole], base: u8) {
    let mut trailing = true;
    for (level, role) in levels.iter_mut().zip(roles).rev() {
        trailing = match role {
            LineRole::Separator => true,
            LineRole::Space => trailing,
            LineRole::Other => false,
        };
        if trailing {
            *level = base;
        }
    }
}

/// L2: the visual order of a line, left to right, as indices into its logical order.
pub fn visual_order(levels: &[u8]) -> Vec<usize> {
    let levels: Vec<Level> = levels.iter().map(|l| Level::new(*l).unwrap_or(Level::rtl())).collect();
    unicode_bidi::BidiInfo::reorder_visual(&levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In these tests upper-case letters stand for right-to-left ones.
    fn shown(text: &str, direction: Direction) -> String {
        let real: String = text
            .chars()
            .map(|c| if c.is_ascii_uppercase() { char::from_u32(0x05D0 + c as u32 - 65).unwrap() } else { c })
            .collect();
        let base = base_level(&real, direction);
        let bytes = levels(&real, 0..real.len(), base);
        let (mut levels, roles): (Vec<u8>, Vec<LineRole>) = real.char_indices().map(|(i, c)| (bytes[i], role_of(c))).unzip();
        reset_line(&mut levels, &roles, base);
        let chars: Vec<char> = text.chars().collect();
        visual_order(&levels).into_iter().map(|i| chars[i]).collect()
    }

    #[test]
    fn a_line_is_reordered_as_the_standard_says() {
        assert_eq!(shown("he said CAR", Direction::Auto), "he said RAC");
        assert_eq!(shown("CAR 123 abc", Direction::Auto), "abc 123 RAC");
        assert_eq!(shown("abc ", Direction::RightToLeft), " abc");
        assert_eq!(shown("2019", Direction::Auto), "2019");
        assert_eq!(shown("CAR\tBUS", Direction::Auto), "SUB\tRAC");
    }

    #[test]
    fn a_hundred_and_forty_nested_isolates_do_not_panic() {
        let text = format!("{}7", "\u{2067}".repeat(140));
        let levels = levels(&text, 0..text.len(), 1);
        assert_eq!(visual_order(&levels).len(), text.len());
    }
}
