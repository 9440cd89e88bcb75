//! Where paragraphs end (UAX#9 P1), and an index that finds any paragraph or code point in O(log n).

use std::ops::Range;

/// Bytes between two entries of the index: a look-up scans at most this much.
const STRIDE: usize = 4096;
/// Bytes counted at once in a look-up.
const STEP: usize = 64;

/// A paragraph of a document: where it stands and where its text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// Its number, from 0.
    pub index: usize,
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset after its last character, before the separator.
    pub end: usize,
    /// Byte offset after its separator: where the next paragraph starts.
    pub next: usize,
}

impl Paragraph {
    /// The bytes of its text, without the separator.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether it holds no character but its separator.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }
}

/// Whether a character ends a paragraph (bidi class B): LF, CR, U+001C to U+001E, U+0085 and U+2029.
pub fn is_separator(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2029}' | '\u{1C}'..='\u{1E}')
}

/// Length in bytes of the paragraph separator that ends with the byte at `at`, if one does.
///
/// Separators are the characters of [`is_separator`] (UAX#9 P1); CRLF is one separator, ending with its LF.
fn separator_ending_at(bytes: &[u8], at: usize) -> Option<usize> {
    let back = |n: usize| at.checked_sub(n).and_then(|i| bytes.get(i)).copied();
    match bytes.get(at)? {
        b'\n' => Some(if back(1) == Some(b'\r') { 2 } else { 1 }),
        b'\r' if bytes.get(at + 1) != Some(&b'\n') => Some(1),
        0x1C..=0x1E => Some(1),
        0x85 if back(1) == Some(0xC2) => Some(2),
        0xA9 if back(1) == Some(0x80) && back(2) == Some(0xE2) => Some(3),
        _ => None,
    }
}

/// The separators that a text has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Separators {
    /// LF and CR alone.
    #[default]
    Usual,
    /// Rare ones too: U+001C to U+001E, U+0085, U+2029.
    Rare,
}

/// Positions in `within` of the bytes that end a paragraph separator, in order.
fn separators(bytes: &[u8], within: Range<usize>, kinds: Separators) -> Vec<usize> {
    let Some(part) = bytes.get(within.clone()) else { return Vec::new() };
    let ends = |at: &usize| separator_ending_at(bytes, *at).is_some();
    let mut found: Vec<usize> = memchr::memchr2_iter(b'\n', b'\r', part).map(|i| within.start + i).filter(ends).collect();
    if kinds == Separators::Usual {
        return found;
    }
    let plain = found.len();
    found.extend(memchr::memchr3_iter(0x1C, 0x1D, 0x1E, part).map(|i| within.start + i));
    found.extend(memchr::memchr2_iter(0x85, 0xA9, part).map(|i| within.start + i).filter(ends));
    if found.len() > plain {
        found.sort_unstable();
    }
    found
}

fn kinds_of_separators(bytes: &[u8]) -> Separators {
    let wide = memchr::memmem::find(bytes, "\u{85}".as_bytes()).or_else(|| memchr::memmem::find(bytes, "\u{2029}".as_bytes()));
    if wide.is_some() || memchr::memchr3(0x1C, 0x1D, 0x1E, bytes).is_some() { Separators::Rare } else { Separators::Usual }
}

/// Counts of code points and paragraph separators before every `STRIDE`-th byte.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Per stride: code points and separators before its first byte; one entry more than strides.
    before: Vec<(usize, usize)>,
    /// The separators to look for.
    kinds: Separators,
}

impl Index {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let kinds = kinds_of_separators(bytes);
        let mut before = Vec::with_capacity(bytes.len() / STRIDE + 2);
        let mut points = 0;
        let mut breaks = 0;
        before.push((0, 0));
        for (n, part) in bytes.chunks(STRIDE).enumerate() {
            points += count_points(part);
            breaks += separators(bytes, n * STRIDE..n * STRIDE + part.len(), kinds).len();
            before.push((points, breaks));
        }
        Self { before, kinds }
    }

    /// Code points in the whole text.
    pub(super) fn points(&self) -> usize {
        self.before.last().map_or(0, |b| b.0)
    }

    /// Paragraphs of the text: one per separator, and one more for text after the last.
    pub(super) fn paragraphs(&self, text: &str) -> usize {
        let breaks = self.before.last().map_or(0, |b| b.1);
        let ended = text.len().checked_sub(1).is_some_and(|last| separator_ending_at(text.as_bytes(), last).is_some());
        if ended { breaks } else { breaks + 1 }
    }

    /// Code points before byte `at`.
    pub(super) fn point_at(&self, text: &str, at: usize) -> usize {
        let stride = at / STRIDE;
        let counted = self.before.get(stride).map_or(0, |b| b.0);
        counted + text.as_bytes().get(stride * STRIDE..at).map_or(0, count_points)
    }

    /// Byte offset of code point `n`; `None` past the end.
    pub(super) fn byte_of_point(&self, text: &str, n: usize) -> Option<usize> {
        if n >= self.points() {
            return (n == self.points()).then_some(text.len());
        }
        let stride = self.before.partition_point(|b| b.0 <= n).saturating_sub(1);
        let mut left = n - self.before.get(stride)?.0;
        let mut from = stride * STRIDE;
        // Whole steps are counted at once, which takes a fraction of looking at each byte.
        for part in text.as_bytes().get(from..)?.chunks(STEP) {
            let points = count_points(part);
            if left < points {
                let mut starts = part.iter().enumerate().filter(|(_, byte)| starts_point(**byte));
                return starts.nth(left).map(|(i, _)| from + i);
            }
            left -= points;
            from += part.len();
        }
        None
    }

    /// Paragraph separators that end before byte `at`.
    pub(super) fn breaks_before(&self, text: &str, at: usize) -> usize {
        let stride = at / STRIDE;
        let counted = self.before.get(stride).map_or(0, |b| b.1);
        counted + separators(text.as_bytes(), stride * STRIDE..at.min(text.len()), self.kinds).len()
    }

    /// Position of the last byte of separator `n`, from 0; `None` if there are fewer.
    fn separator(&self, text: &str, n: usize) -> Option<usize> {
        let stride = self.before.partition_point(|b| b.1 <= n).checked_sub(1)?;
        let left = n - self.before.get(stride)?.1;
        let from = stride * STRIDE;
        separators(text.as_bytes(), from..(from + STRIDE).min(text.len()), self.kinds).get(left).copied()
    }

    /// Paragraph `n`, from 0; past the end, the last one.
    pub(super) fn paragraph(&self, text: &str, n: usize) -> Paragraph {
        let index = n.min(self.paragraphs(text).saturating_sub(1));
        let start = index.checked_sub(1).and_then(|before| self.separator(text, before)).map_or(0, |at| at + 1);
        match self.separator(text, index) {
            Some(at) => {
                let length = separator_ending_at(text.as_bytes(), at).unwrap_or(1);
                Paragraph { index, start, end: at + 1 - length, next: at + 1 }
            }
            None => Paragraph { index, start, end: text.len(), next: text.len() },
        }
    }
}

fn starts_point(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Counts in bytes as far as they reach, which the compiler turns into instructions over many bytes at once.
fn count_points(bytes: &[u8]) -> usize {
    let of_part = |part: &[u8]| usize::from(part.iter().map(|byte| u8::from(starts_point(*byte))).sum::<u8>());
    bytes.chunks(usize::from(u8::MAX)).map(of_part).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(usize, usize, usize)> {
        let index = Index::of(text);
        (0..index.paragraphs(text)).map(|n| index.paragraph(text, n)).map(|p| (p.start, p.end, p.next)).collect()
    }

    #[test]
    fn every_kind_of_line_end_ends_one_paragraph() {
        assert_eq!(all("ا\nب\r\nج\rد"), [(0, 2, 3), (3, 5, 7), (7, 9, 10), (10, 12, 12)]);
        assert_eq!(all("a\u{85}b\u{2029}c\u{1C}d"), [(0, 1, 3), (3, 4, 7), (7, 8, 9), (9, 10, 10)]);
        assert_eq!(all("\r\r\n\n"), [(0, 0, 1), (1, 1, 3), (3, 3, 4)]);
        assert_eq!(all("a\u{2028}b"), [(0, 5, 5)]);
    }

    #[test]
    fn an_empty_text_is_one_empty_paragraph_and_a_final_newline_adds_none() {
        assert_eq!(all(""), [(0, 0, 0)]);
        assert_eq!(all("a\n"), [(0, 1, 2)]);
        assert_eq!(all("a\n\n"), [(0, 1, 2), (2, 2, 3)]);
    }

    #[test]
    fn the_index_agrees_with_counting_across_many_strides() {
        let text = "قُتِلَ 25 مدنياً\r\nفي البلدة\u{2029}x\u{85}\r".repeat(900);
        let index = Index::of(&text);
        let mut points = 0;
        for (at, _) in text.char_indices() {
            if at % 97 < 4 {
                assert_eq!(index.point_at(&text, at), points);
                assert_eq!(index.byte_of_point(&text, points), Some(at));
            }
            points += 1;
        }
        assert_eq!(index.points(), points);
        let paragraphs = all(&text);
        assert_eq!(paragraphs.len(), 900 * 4);
        assert!(paragraphs.windows(2).all(|p| p[0].2 == p[1].0));
        for p in paragraphs.iter().step_by(37) {
            assert_eq!(index.paragraph(&text, index.breaks_before(&text, p.0)).start, p.0);
        }
    }
}
