//! Our own tokens, for formats that are made of them: words, numbers and single signs, cut wherever a span begins
//! or ends, so that a particle glued to a name stays outside of it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::annotation::AnnotationSet;
use crate::language::classes::{is_number_separator, is_zero_width};
use crate::text::Document;

/// A sentence: its range in bytes, and its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    /// From its first token to its last.
    pub range: Range<usize>,
    /// Ranges of its tokens, in order, never empty, never over each other.
    pub tokens: Vec<Range<usize>>,
}

/// What a grapheme is to the tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Of no token: white space, controls, and hidden signs that stand alone.
    Gap,
    /// A letter, a digit, a tatweel or an underscore.
    Word,
    /// A comma or a full stop, which belongs to a number between digits.
    Point,
    /// A token by itself.
    Sign,
}

/// The sentences of a text with their tokens, cut at the edges of every span of the set.
///
/// A sentence ends where UAX#29 ends it and at the end of every paragraph; one without a token is left out.
pub(super) fn sentences(document: &Document, set: &AnnotationSet) -> Vec<Sentence> {
    let mut cuts: Vec<usize> = set.iter().flat_map(|a| [a.span.start(), a.span.end()]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut sentences = Vec::new();
    for n in 0..document.paragraph_count() {
        let mut at = document.paragraph(n).start;
        for sentence in document.slice(document.paragraph(n).range()).split_sentence_bounds() {
            let tokens = tokens(sentence, at, &cuts);
            if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
                sentences.push(Sentence { range: first.start..last.end, tokens });
            }
            at += sentence.len();
        }
    }
    sentences
}

/// The tokens of a stretch of text that begins at byte `from`.
fn tokens(text: &str, from: usize, cuts: &[usize]) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut graphemes = text.grapheme_indices(true).peekable();
    let mut before = Class::Gap;
    let mut digit_before = false;
    while let Some((at, grapheme)) = graphemes.next() {
        let place = from + at..from + at + grapheme.len();
        let mut class = class(grapheme);
        if class == Class::Point {
            let digit_after = graphemes.peek().is_some_and(|(_, next)| next.chars().next().is_some_and(char::is_numeric));
            class = if open && digit_before && digit_after { Class::Word } else { Class::Sign };
        }
        let goes_on = open && class == Class::Word && before == Class::Word && cuts.binary_search(&place.start).is_err();
        match tokens.last_mut().filter(|_| goes_on) {
            Some(token) => token.end = place.end,
            None if class == Class::Gap => {}
            None => tokens.push(place),
        }
        open = class == Class::Word;
        before = class;
        digit_before = grapheme.chars().next().is_some_and(char::is_numeric);
    }
    tokens
}

fn class(grapheme: &str) -> Class {
    match grapheme.chars().next() {
        None => Class::Gap,
        Some('_') => Class::Word,
        Some(c) if is_number_separator(c) => Class::Point,
        Some(c) if is_blank(c) => Class::Gap,
        Some(c) if c.is_alphanumeric() => Class::Word,
        Some(_) => Class::Sign,
    }
}

/// Whether a character is white space, a control, or a sign without a width, which other programs take for white space
/// at the ends of an annotation.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_zero_width(c)
}

/// A range without the white space and hidden signs at its ends; `None` where nothing else is in it.
pub(super) fn trimmed(document: &Document, range: Range<usize>) -> Option<Range<usize>> {
    let text = document.slice(range.clone());
    let start = range.start + (text.len() - text.trim_start_matches(is_blank).len());
    let end = range.start + text.trim_end_matches(is_blank).len();
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Annotation, Parts};

    fn split(text: &str, spans: &[&str]) -> Vec<Vec<String>> {
        let document = Document::from(text);
        let annotation = |(n, words): (usize, &&str)| {
            let at = text.find(words).unwrap();
            Annotation::new(format!("s{n}"), "A", document.span(at..at + words.len()).unwrap())
        };
        let annotations = spans.iter().enumerate().map(annotation).collect();
        let (set, _) = AnnotationSet::from_parts(Parts { annotations, ..Parts::default() });
        let sentences = sentences(&document, &set);
        sentences.iter().map(|s| s.tokens.iter().map(|token| text[token.clone()].to_owned()).collect()).collect()
    }

    #[test]
    fn words_keep_their_marks_and_signs_stand_alone() {
        assert_eq!(split("قُتِلَ «مدنيًّا».", &[]), [["قُتِلَ", "«", "مدنيًّا", "»", "."]]);
        assert_eq!(split("نزح 17,500 في 3.5 يوم،ثم 😀👍🏽", &[])[0], ["نزح", "17,500", "في", "3.5", "يوم", "،", "ثم", "😀", "👍🏽"]);
    }

    #[test]
    fn a_glued_particle_is_a_token_where_a_span_begins_after_it() {
        assert_eq!(split("قال والجيش وبالجيش", &["الجيش"]), [["قال", "و", "الجيش", "وبالجيش"]]);
    }

    #[test]
    fn white_space_of_every_kind_is_in_no_token() {
        assert_eq!(split("a\tb\u{A0}c\u{200F} d مي\u{200C}خواهم", &["b\u{A0}c"])[0], ["a", "b", "c", "d", "مي\u{200C}خواهم"]);
        assert_eq!(split("نعم. ثم\r\nلا\u{2029}", &[]), [vec!["نعم", "."], vec!["ثم"], vec!["لا"]]);
        assert!(split(" \r\n\u{200F}", &[]).is_empty());
        let document = Document::from("\u{200F} أ ب\u{A0}");
        assert_eq!(trimmed(&document, 0..document.len()).map(|range| document.slice(range)), Some("أ ب"));
    }
}
