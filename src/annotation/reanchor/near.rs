//! Looking for words that are like a quote, near where it should stand. What is found is only ever offered.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::anchor::{CANDIDATES, Candidate};
use crate::text::Document;

/// Bytes looked through on either side of the place.
const WINDOW: usize = 4096;
/// Letters of a quote from which whole words are compared in place of letters.
const LONG: usize = 80;
/// Least likeness of a candidate, in per cent.
const LEAST: u8 = 60;

/// Up to nine places whose words are like the quote, the likest first.
pub(super) fn look(now: &Document, quote: &str, expected: usize) -> Vec<Candidate> {
    let from = now.floor(expected.saturating_sub(WINDOW));
    let to = now.floor(expected.saturating_add(WINDOW).min(now.len()));
    let words: Vec<Range<usize>> =
        now.slice(from..to).unicode_word_indices().map(|(at, word)| from + at..from + at + word.len()).collect();
    let quoted: Vec<&str> = quote.unicode_words().collect();
    let mut found = Vec::new();
    for count in quoted.len().saturating_sub(1).max(1)..=quoted.len() + 1 {
        for group in words.windows(count) {
            if let [first, ..] = group
                && let Some(last) = group.last()
                && let Some(likeness) = likeness(now, quote, &quoted, group, first.start..last.end)
                && let Some(span) = now.span(first.start..last.end)
            {
                found.push(Candidate { span, likeness });
            }
        }
    }
    found.sort_by_key(|candidate| (std::cmp::Reverse(candidate.likeness), candidate.span.start().abs_diff(expected)));
    let mut best: Vec<Candidate> = Vec::new();
    for candidate in found {
        if best.len() < CANDIDATES
            && best.iter().all(|b| b.span.end() <= candidate.span.start() || candidate.span.end() <= b.span.start())
        {
            best.push(candidate);
        }
    }
    best
}

/// The likeness of the words of a group to a quote, if it is enough.
fn likeness(now: &Document, quote: &str, quoted: &[&str], group: &[Range<usize>], whole: Range<usize>) -> Option<u8> {
    let share = if quote.chars().nth(LONG).is_none() {
        let text = now.slice(whole);
        let (longer, shorter) = (quote.len().max(text.len()), quote.len().min(text.len()));
        if shorter * 100 < longer * usize::from(LEAST) {
            return None;
        }
        strsim::normalized_levenshtein(quote, text)
    } else {
        let words: Vec<&str> = group.iter().map(|word| now.slice(word.clone())).collect();
        let longer = words.len().max(quoted.len());
        let common = words.iter().filter(|word| quoted.contains(word)).count();
        if common * 100 < longer * usize::from(LEAST) {
            return None;
        }
        let changed = strsim::generic_levenshtein(&Words(&words), &Words(quoted));
        fraction(longer.saturating_sub(changed), longer)
    };
    let percent = percent(share);
    (percent >= LEAST).then_some(percent)
}

struct Words<'a>(&'a [&'a str]);

impl<'a, 'b> IntoIterator for &'b Words<'a> {
    type Item = &'a str;
    type IntoIter = std::iter::Copied<std::slice::Iter<'b, &'a str>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().copied()
    }
}

#[allow(clippy::cast_precision_loss, reason = "both are counts of words")]
fn fraction(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A share from 0 to 1 in per cent, rounded down: only the same words are 100.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
fn percent(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0) as u8
}
