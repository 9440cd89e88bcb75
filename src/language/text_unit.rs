//! The units a reader thinks in, around a position: word, clause, sentence (UAX#29) and paragraph.
//!
//! Each look-up reads a bounded window of the paragraph, never the whole of it, so that a text without
//! line ends costs no more than any other.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::classes::{ends_clause, ends_sentence};
use crate::text::{Document, grapheme};

/// Bytes looked at on either side of a position.
const WINDOW: usize = 8192;
/// Windows without a word after which a motion to the end of one stops.
const PATIENCE: usize = 8;
/// Blank paragraphs after which a motion to the next or the previous one stops.
const BLANKS: usize = 100_000;

/// A stretch of text a motion or a selection can speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextUnit {
    /// A word with a letter or digit in it (UAX#29).
    Word,
    /// Up to and without the next comma, semicolon, colon or end of sentence.
    Clause,
    /// A sentence (UAX#29), without the space that follows it.
    Sentence,
    /// A paragraph, without its separator. Motions skip those that are blank: they are spacing.
    Paragraph,
}

/// The unit that holds byte `at`; for a word, the one at or after it within the paragraph, else before it.
///
/// The range is empty only in an empty paragraph or where there is no word.
pub fn around(document: &Document, unit: TextUnit, at: usize) -> Range<usize> {
    let paragraph = document.paragraph_at(at);
    let at = at.min(paragraph.end);
    match unit {
        TextUnit::Paragraph => paragraph.range(),
        TextUnit::Word => word_around(document, at),
        TextUnit::Clause => trimmed(document, clause_around(document, at)),
        TextUnit::Sentence => trimmed(document, sentence_around(document, at)),
    }
}

/// Start of the next unit after byte `at`, in the whole document; its length if there is none.
pub fn next_start(document: &Document, unit: TextUnit, at: usize) -> usize {
    let paragraph = document.paragraph_at(at);
    let found = match unit {
        TextUnit::Paragraph => None,
        TextUnit::Word => words_near(document, at).into_iter().map(|w| w.start).find(|start| *start > at),
        TextUnit::Clause | TextUnit::Sentence => {
            let end = around_raw(document, unit, at).end;
            let rest = document.slice(end..paragraph.end);
            let between = |c: char| c.is_whitespace() || unit == TextUnit::Clause && ends_clause(c);
            let start = end + rest.len() - rest.trim_start_matches(between).len();
            (start < paragraph.end && start > at).then_some(start)
        }
    };
    found.unwrap_or_else(|| match unit {
        TextUnit::Word if paragraph.end.saturating_sub(at) > WINDOW => document.floor(at + WINDOW / 2),
        TextUnit::Word => first_word_from(document, paragraph.index + 1),
        _ => next_paragraph(document, at),
    })
}

/// Start of the unit that holds byte `at`, or, from its very start, of the one before; 0 if there is none.
pub fn previous_start(document: &Document, unit: TextUnit, at: usize) -> usize {
    let paragraph = document.paragraph_at(at);
    let before = |at: usize| -> Option<usize> {
        match unit {
            TextUnit::Paragraph => (paragraph.start < at).then_some(paragraph.start),
            TextUnit::Word => words_near(document, at).into_iter().map(|w| w.start).rfind(|start| *start < at),
            TextUnit::Clause | TextUnit::Sentence => {
                let here = around(document, unit, at).start;
                if here < at {
                    return Some(here);
                }
                let earlier = document.slice(paragraph.start..at).trim_end().len();
                (earlier > 0).then(|| around(document, unit, paragraph.start + earlier - 1).start)
            }
        }
    };
    if let Some(found) = before(at) {
        return found;
    }
    if unit == TextUnit::Word && at - paragraph.start > WINDOW {
        return document.floor(at - WINDOW / 2);
    }
    for index in (0..paragraph.index).rev().take(BLANKS) {
        let earlier = document.paragraph(index);
        if is_blank(document, index) {
            continue;
        }
        if unit == TextUnit::Paragraph {
            return earlier.start;
        }
        let start = if unit == TextUnit::Word {
            last_word(document, earlier.end)
        } else {
            Some(around(document, unit, earlier.end).start)
        };
        if let Some(start) = start {
            return start;
        }
    }
    0
}

/// Last character of the word at or after byte `at` whose end lies past it: where "end of word" moves to.
pub fn word_end_after(document: &Document, at: usize) -> usize {
    let mut from = at;
    for _ in 0..PATIENCE {
        let ends = words_near(document, from).into_iter().map(|w| w.end);
        if let Some(end) = ends.into_iter().map(|end| grapheme::previous(document.text(), end)).find(|last| *last > at) {
            return end;
        }
        let following = next_start(document, TextUnit::Word, from);
        if following <= from || following >= document.len() {
            return at;
        }
        from = following;
    }
    from
}

/// Last character of the word before byte `at` that ends before it; `at` if there is none.
pub fn word_end_before(document: &Document, at: usize) -> usize {
    let mut from = at;
    for _ in 0..PATIENCE {
        let ends = words_near(document, from).into_iter().map(|w| grapheme::previous(document.text(), w.end));
        if let Some(end) = ends.rev().find(|last| *last < at) {
            return end;
        }
        let earlier = previous_start(document, TextUnit::Word, from);
        if earlier >= from {
            return at;
        }
        from = earlier;
    }
    from
}

/// From byte `at` to the end of the `count`-th word, within the paragraph; from the next word's start where
/// `at` is in no word. Empty where no word follows.
pub fn words_from(document: &Document, at: usize, count: usize) -> Range<usize> {
    let end = document.paragraph_at(at).end;
    let first = word_around(document, at);
    if first.end <= at {
        return at..at;
    }
    let mut range = at.max(first.start)..first.end;
    for _ in 1..count {
        let next = next_start(document, TextUnit::Word, range.end.saturating_sub(1));
        if next >= end {
            break;
        }
        range.end = word_around(document, next).end;
    }
    range
}

/// Words (with a letter or a digit) of the paragraph within the window around byte `at`, in order.
fn words_near(document: &Document, at: usize) -> Vec<Range<usize>> {
    let window = near(document, at);
    let start = window.start;
    let slice = document.slice(window);
    slice.unicode_word_indices().map(|(i, w)| start + i..start + i + w.len()).collect()
}

fn word_around(document: &Document, at: usize) -> Range<usize> {
    let words = words_near(document, at);
    let after = words.iter().find(|w| w.end > at);
    after.or(words.last()).cloned().unwrap_or(at..at)
}

fn last_word(document: &Document, at: usize) -> Option<usize> {
    words_near(document, at).last().map(|w| w.start)
}

fn first_word_from(document: &Document, from: usize) -> usize {
    (from..document.paragraph_count())
        .find_map(|n| words_near(document, document.paragraph(n).start).first().map(|w| w.start))
        .unwrap_or(document.len())
}

/// Start of the next paragraph that is not blank; the length of the document if there is none.
fn next_paragraph(document: &Document, at: usize) -> usize {
    let first = document.paragraph_at(at).index + 1;
    let all = document.paragraph_count();
    let found = (first..all).take(BLANKS).find(|index| !is_blank(document, *index));
    let found = found.or_else(|| Some(first + BLANKS).filter(|index| *index < all));
    found.map_or(document.len(), |index| document.paragraph(index).start)
}

/// Whether a paragraph has nothing but white space, as far as a window shows.
fn is_blank(document: &Document, index: usize) -> bool {
    let paragraph = document.paragraph(index);
    let end = document.floor(paragraph.end.min(paragraph.start.saturating_add(WINDOW)));
    document.slice(paragraph.start..end).trim().is_empty()
}

fn around_raw(document: &Document, unit: TextUnit, at: usize) -> Range<usize> {
    if unit == TextUnit::Clause { clause_around(document, at) } else { sentence_around(document, at) }
}

fn sentence_around(document: &Document, at: usize) -> Range<usize> {
    let window = window(document, at, ends_sentence);
    let mut start = window.start;
    for sentence in document.slice(window.clone()).split_sentence_bounds() {
        if start + sentence.len() > at {
            return start..start + sentence.len();
        }
        start += sentence.len();
    }
    let last = document.slice(window.clone()).split_sentence_bounds().last().map_or(0, str::len);
    window.end - last..window.end
}

fn clause_around(document: &Document, at: usize) -> Range<usize> {
    let sentence = sentence_around(document, at);
    let at = at.min(sentence.end);
    // A comma between digits is part of a number: 17,500.
    let ends = |i: usize, c: char| {
        let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
        let before = document.slice(sentence.start..i).chars().next_back();
        let after = document.slice(i + c.len_utf8()..sentence.end).chars().next();
        ends_clause(c) && !(digit(before) && digit(after))
    };
    let mut start = sentence.start;
    for (i, c) in document.slice(sentence.clone()).char_indices() {
        let i = sentence.start + i;
        if ends(i, c) {
            if i >= at {
                return start..i;
            }
            start = i + c.len_utf8();
        }
    }
    start..sentence.end
}

/// Removes white space at both ends, and, from a clause or a sentence's words, nothing else.
fn trimmed(document: &Document, range: Range<usize>) -> Range<usize> {
    let text = document.slice(range.clone());
    let start = range.start + leading_space(text);
    start..(start + text.trim().len())
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The part of the paragraph around byte `at` that is looked at, on the edges of words where it is cut.
pub(super) fn near(document: &Document, at: usize) -> Range<usize> {
    window(document, at, char::is_whitespace)
}

/// A part of the paragraph around `at`, at most `WINDOW` bytes to either side, that begins after a
/// character where `breaks` holds (or with the paragraph).
fn window(document: &Document, at: usize, breaks: impl Fn(char) -> bool) -> Range<usize> {
    let paragraph = document.paragraph_at(at);
    let at = document.floor(at.clamp(paragraph.start, paragraph.end));
    let floor = |at: usize| document.floor(at);
    let start = floor(at.saturating_sub(WINDOW)).max(paragraph.start);
    let end = floor(at.saturating_add(WINDOW)).min(paragraph.end);
    if start == paragraph.start {
        return start..end;
    }
    let skipped = document.slice(start..at).char_indices().find(|(_, c)| breaks(*c)).map_or(0, |(i, c)| i + c.len_utf8());
    start + skipped..end
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "قال ناطق، وهو «عسكري»، إن 17,500 نزحوا. ثم سكت!\nوالتقى بالوفد";

    fn at(needle: &str) -> usize {
        TEXT.find(needle).unwrap_or(usize::MAX)
    }

    fn unit_at(unit: TextUnit, needle: &str) -> &'static str {
        TEXT.get(around(&Document::from(TEXT), unit, at(needle))).unwrap_or("?")
    }

    #[test]
    fn a_word_is_found_from_inside_it_and_from_the_space_before_it() {
        assert_eq!(unit_at(TextUnit::Word, "طق"), "ناطق");
        assert_eq!(unit_at(TextUnit::Word, " ناطق"), "ناطق");
        assert_eq!(unit_at(TextUnit::Word, "17"), "17,500");
    }

    #[test]
    fn a_clause_ends_at_the_next_comma_or_full_stop_but_not_inside_a_number() {
        assert_eq!(unit_at(TextUnit::Clause, "ناطق"), "قال ناطق");
        assert_eq!(unit_at(TextUnit::Clause, "عسكري"), "وهو «عسكري»");
        assert_eq!(unit_at(TextUnit::Clause, "500"), "إن 17,500 نزحوا.");
        assert_eq!(next_start(&Document::from(TEXT), TextUnit::Clause, 0), at("وهو"));
    }

    #[test]
    fn a_sentence_and_a_paragraph_end_where_they_end() {
        assert_eq!(unit_at(TextUnit::Sentence, "سكت"), "ثم سكت!");
        assert_eq!(unit_at(TextUnit::Sentence, "ناطق"), "قال ناطق، وهو «عسكري»، إن 17,500 نزحوا.");
        assert_eq!(unit_at(TextUnit::Paragraph, "بالوفد"), "والتقى بالوفد");
    }

    #[test]
    fn motions_by_unit_cross_paragraphs_and_stop_at_the_ends() {
        let document = Document::from(TEXT);
        assert_eq!(next_start(&document, TextUnit::Word, at("سكت")), at("والتقى"));
        assert_eq!(previous_start(&document, TextUnit::Word, at("والتقى")), at("سكت"));
        assert_eq!(next_start(&document, TextUnit::Sentence, at("ناطق")), at("ثم"));
        assert_eq!(previous_start(&document, TextUnit::Sentence, at("ثم")), 0);
        assert_eq!(next_start(&document, TextUnit::Paragraph, 0), at("والتقى"));
        assert_eq!(next_start(&document, TextUnit::Word, at("بالوفد")), TEXT.len());
        assert_eq!(previous_start(&document, TextUnit::Word, 0), 0);
        assert_eq!(word_end_after(&document, 0), at("ال ناطق") + 2);
    }

    #[test]
    fn words_are_counted_from_the_cursor_even_inside_a_word() {
        let document = Document::from(TEXT);
        let words = |needle: &str, count| document.slice(words_from(&document, at(needle), count));
        assert_eq!(words("ناطق", 3), "ناطق، وهو «عسكري");
        assert_eq!(words("الوفد", 1), "الوفد");
        assert_eq!(words(" ناطق", 1), "ناطق");
        assert_eq!(words("سكت", 9), "سكت");
        assert_eq!(words("!", 1), "");
        assert_eq!(word_end_before(&document, at("ثم")), at("حوا. ثم") + 4);
    }

    #[test]
    fn no_position_in_a_long_unbroken_paragraph_is_stuck() {
        let document = Document::from("ا".repeat(50_000).as_str());
        let mut at = 0;
        for _ in 0..100 {
            let next = next_start(&document, TextUnit::Word, at);
            assert!(next > at);
            at = next;
            if at == document.len() {
                break;
            }
        }
        assert_eq!(at, document.len());
        assert!(previous_start(&document, TextUnit::Word, at) < at);
    }
}
