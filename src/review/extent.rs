//! The extent of a span: the words it means, whatever its edges take along of particles, quotes and punctuation.
//!
//! Edges are brought to a standard place: white space, quotation marks and punctuation at them are left out; an edge
//! within a word is moved out to the word's own edge where only glued particles lie in between. Moving outwards needs
//! no dictionary: `[وزارة]` stays as it is, while `و[النهر]` and `[والنهر]` become one.

use std::ops::Range;

use crate::language::classes::{is_edge, is_of_word, opens_quotation};
use crate::language::clitic::{is_particle, is_proclitic, is_pronoun};
use crate::text::Span;

/// Most characters looked at on one side of an edge: particles with all their marks are shorter.
const REACH: usize = 24;

/// The standardised place of a span, in bytes of its text; never empty for a span of that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Extent {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

impl Extent {
    /// The extent of a span of `text`.
    pub fn of(text: &str, span: Span) -> Self {
        let Some(inner) = inner(text, span.range()) else {
            return Self { start: span.start(), end: span.end() };
        };
        let mut start = inner.start;
        // Quotation marks may stand in quotation marks, each with its particle.
        loop {
            let grown = grown_back(text, start);
            if grown == start {
                break;
            }
            start = grown;
        }
        Self { start, end: grown_on(text, inner.end) }
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of bytes that two extents share.
    pub fn shared(&self, other: &Self) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// Whether it holds all of another one.
    pub fn covers(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A range without the white space, quotes and punctuation at its ends; `None` if there is nothing else in it.
fn inner(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.start..range.end).unwrap_or_default();
    let rest = words.trim_start_matches(is_edge);
    let start = range.start + words.len() - rest.len();
    let end = start + rest.trim_end_matches(is_edge).len();
    (start < end).then_some(start..end)
}

/// The start moved back over the particles of its word, and over those that a quotation mark cuts off (`بـ«النهر»`).
fn grown_back(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or_default();
    let word = last_word(before);
    let start = if is_particle(word) { start - word.len() } else { start };
    if !word.is_empty() && !is_particle(word) {
        return start;
    }
    let outside = text.get(..start).unwrap_or_default();
    let quoted = outside.trim_end_matches(opens_quotation);
    let glued = last_word(quoted);
    if quoted.len() < outside.len() && is_proclitic(glued) { quoted.len() - glued.len() } else { start }
}

/// The end moved on over the pronoun that is glued to its word.
fn grown_on(text: &str, end: usize) -> usize {
    let after = text.get(end..).unwrap_or_default();
    let word: usize = after.chars().take(REACH).take_while(|c| is_of_word(*c)).map(char::len_utf8).sum();
    let rest = after.get(..word).unwrap_or_default();
    let of_word = text.get(..end).is_some_and(|before| before.ends_with(is_of_word));
    if of_word && is_pronoun(rest) { end + word } else { end }
}

/// The part of a word, at most [`REACH`] characters, that a text ends with.
fn last_word(text: &str) -> &str {
    let length: usize = text.chars().rev().take(REACH).take_while(|c| is_of_word(*c)).map(char::len_utf8).sum();
    text.get(text.len() - length..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    /// The words of the extent of what stands in brackets.
    fn extent(marked: &str) -> String {
        let start = marked.find('⟦').unwrap();
        let text = marked.replace('⟦', "");
        let end = text.find('⟧').unwrap();
        let text = text.replace('⟧', "");
        let span = Document::from(text.as_str()).span(start..end).unwrap();
        let extent = Extent::of(&text, span);
        text[extent.start..extent.end].to_owned()
    }

    #[test]
    fn spans_that_differ_by_glued_particles_have_one_extent() {
        for marked in ["قال ⟦وبالنهر⟧ ثم", "قال و⟦بالنهر⟧ ثم", "قال وب⟦النهر⟧ ثم", "قال وبال⟦نهر⟧ ثم"]
        {
            assert_eq!(extent(marked), "وبالنهر", "{marked}");
        }
        for marked in ["⟦للجيش⟧", "ل⟦لجيش⟧", "لل⟦جيش⟧"] {
            assert_eq!(extent(marked), "للجيش", "{marked}");
        }
        assert_eq!((extent("وَبِ⟦النَّهرِ⟧ ثم"), extent("⟦وَبِالنَّهرِ⟧ ثم")), ("وَبِالنَّهرِ".into(), "وَبِالنَّهرِ".into()));
        assert_eq!((extent("⟦مقاتلي⟧هم ثم"), extent("⟦مقاتليهم⟧ ثم")), ("مقاتليهم".into(), "مقاتليهم".into()));
        assert_eq!((extent("بـ⟦«النهر»⟧"), extent("⟦بـ«النهر⟧»"), extent("بـ«⟦النهر⟧»")).0, "بـ«النهر");
        assert_eq!(extent("بـ«⟦النهر⟧»"), extent("⟦بـ«النهر»⟧"));
        assert_eq!(extent("ل«و«⟦النهر⟧»»"), extent("ل«⟦و«النهر»⟧»"), "quotes in quotes");
    }

    #[test]
    fn quotes_spaces_and_punctuation_at_the_edges_do_not_count() {
        for marked in ["قال ⟦«النهر»⟧.", "قال «⟦النهر⟧».", "قال ⟦«النهر».⟧", "قال⟦ «النهر⟧»."]
        {
            assert_eq!(extent(marked), "النهر", "{marked}");
        }
        assert_eq!(extent("⟦«نهر» السهل⟧"), "نهر» السهل");
        assert_eq!(extent("a ⟦...⟧ b"), "...");
        assert_eq!((extent("⟦5%⟧,"), extent("⟦$5⟧")), ("5%".into(), "$5".into()));
    }

    #[test]
    fn a_word_that_only_begins_like_a_particle_stays_whole_and_another_part_of_it_is_another_extent() {
        assert_eq!(extent("قالت ⟦وزارة⟧ الدفاع"), "وزارة");
        assert_eq!(extent("قالت وزا⟦رة⟧ الدفاع"), "رة");
        assert_eq!(extent("⟦مدر⟧سة"), "مدر");
        assert_eq!(extent(&format!("{}⟦ب⟧", "و".repeat(300))), "ب");
    }

    proptest::proptest! {
        #[test]
        fn an_extent_is_never_empty_and_is_its_own_extent(text in "[وبالنهرم «».،ًـa1\n-]{1,24}", from in 0_usize..40, length in 1_usize..40) {
            let document = Document::from(text.as_str());
            if let Some(span) = document.span(from..from + length) {
                let first = Extent::of(&text, span);
                assert!(!first.is_empty() && text.get(first.start..first.end).is_some());
                if let Some(again) = document.span(first.start..first.end).filter(|s| s.range() == (first.start..first.end)) {
                    assert_eq!(Extent::of(&text, again), first);
                }
            }
        }
    }
}
