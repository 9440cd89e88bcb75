//! Where a huge paragraph may be cut into blocks whose levels do not depend on each other.
//!
//! Levels are resolved over a whole paragraph, which for one of 10 MB takes a third of a second. But a strong
//! character outside every embedding and isolate makes all that follows independent of what stands before it,
//! and, being strong, it is all that the text before it can look at (W1-W7, N1, N2). What is left is bracket
//! pairs (N0, BD16): no pair may reach across the cut. So blocks begin with a strong character at depth 0,
//! outside every bracket pair, and each is resolved with the first character of the next as its context.
//! A property test holds the levels of the blocks against those of the whole.

use std::ops::Range;

use unicode_bidi::data_source::BidiDataSource;
use unicode_bidi::{BidiClass, HardcodedBidiData, bidi_class};

/// A paragraph up to this many bytes is one block.
const WHOLE: usize = 32 * 1024;
/// Bytes after which a block of a longer paragraph ends at the next good place.
const BLOCK: usize = 16 * 1024;
/// Bytes after which a block also ends between two words or letters without a space.
const PATIENCE: usize = 16 * 1024;
/// Depth of explicit embedding after which the rest of a paragraph is kept whole (BD2: 125).
const DEPTH: usize = 60;
/// Open brackets after which BD16 gives up.
const BRACKETS: usize = 63;

/// Whether a paragraph is long enough to be cut into blocks.
pub fn is_huge(paragraph: &str) -> bool {
    paragraph.len() > WHOLE
}

/// The byte offsets in a paragraph at which its blocks begin, the first of them 0.
pub fn cuts(paragraph: &str) -> Vec<usize> {
    cuts_by(paragraph, WHOLE, BLOCK)
}

fn cuts_by(paragraph: &str, whole: usize, block: usize) -> Vec<usize> {
    let mut starts = vec![0];
    if paragraph.len() <= whole {
        return starts;
    }
    let bound = Bound::of(paragraph);
    let mut from = block;
    while let Some(cut) = bound.next_cut(paragraph, from) {
        starts.push(cut);
        from = cut + block;
    }
    starts
}

/// The parts of a paragraph in which it may not be cut, in order and apart from each other.
#[derive(Default)]
struct Bound {
    parts: Vec<Range<usize>>,
}

impl Bound {
    fn of(paragraph: &str) -> Self {
        let mut scan = Scan::default();
        let bytes = paragraph.as_bytes();
        let mut at = 0;
        while let Some(found) =
            bytes.get(at..).and_then(|rest| rest.iter().position(|b| MAY_BIND.get(usize::from(*b)) == Some(&true)))
        {
            at += found;
            let c = paragraph.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\0');
            if !scan.take(at, c) {
                scan.bind(at..paragraph.len());
                return scan.bound;
            }
            at += c.len_utf8();
        }
        if let Some(opened) = scan.opened {
            scan.bind(opened..paragraph.len());
        }
        scan.bound
    }

    /// The first cut at or after byte `from`: before a strong character that follows a space, or, where there
    /// is none for long, before any strong character that does not join what stands before it in one cluster.
    fn next_cut(&self, paragraph: &str, from: usize) -> Option<usize> {
        let mut from = paragraph.ceil_char_boundary(from.min(paragraph.len()));
        let mut fallback = None;
        let started = from;
        let mut after_space = false;
        while from < paragraph.len() {
            if let Some(part) = self.part_at(from) {
                from = part.end;
                after_space = false;
                continue;
            }
            let c = paragraph.get(from..)?.chars().next()?;
            if matches!(bidi_class(c), BidiClass::L | BidiClass::R | BidiClass::AL) && from > 0 {
                if after_space {
                    return Some(from);
                }
                if fallback.is_none() && from - started > PATIENCE / 2 && crate::text::grapheme::is_edge(paragraph, from) {
                    fallback = Some(from);
                }
            }
            if from - started > PATIENCE && fallback.is_some() {
                return fallback;
            }
            after_space = c == ' ';
            from += c.len_utf8();
        }
        None
    }

    fn part_at(&self, at: usize) -> Option<&Range<usize>> {
        let after = self.parts.partition_point(|part| part.start <= at);
        self.parts.get(after.checked_sub(1)?).filter(|part| part.contains(&at))
    }
}

/// Bytes with which an explicit control or a paired bracket can begin.
const MAY_BIND: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    let starts = b"()[]{}\xE0\xE1\xE2\xE3\xEF";
    while i < starts.len() {
        #[allow(clippy::indexing_slicing)] // evaluated at compile time
        {
            table[starts[i] as usize] = true;
        }
        i += 1;
    }
    table
};

#[derive(Default)]
struct Scan {
    bound: Bound,
    /// Open embeddings (false) and isolates (true).
    depth: Vec<bool>,
    /// Where the outermost open embedding or isolate began.
    opened: Option<usize>,
    /// Open brackets at depth 0: the normalised opening bracket and its place.
    brackets: Vec<(char, usize)>,
}

impl Scan {
    /// Takes one character; false where nothing after it can be cut.
    fn take(&mut self, at: usize, c: char) -> bool {
        match bidi_class(c) {
            BidiClass::LRE | BidiClass::RLE | BidiClass::LRO | BidiClass::RLO => {
                // An embedding splits the isolating run sequence around it (X10), so no pair reaches across.
                if self.depth.is_empty() {
                    self.brackets.clear();
                }
                self.open(at, false)
            }
            BidiClass::LRI | BidiClass::RLI | BidiClass::FSI => self.open(at, true),
            BidiClass::PDF => {
                if self.depth.last() == Some(&false) {
                    self.depth.pop();
                    self.close(at + c.len_utf8());
                }
                true
            }
            BidiClass::PDI => {
                if let Some(open) = self.depth.iter().rposition(|isolate| *isolate) {
                    self.depth.truncate(open);
                    self.close(at + c.len_utf8());
                }
                true
            }
            BidiClass::ON if self.depth.is_empty() => self.bracket(at, c),
            _ => true,
        }
    }

    fn open(&mut self, at: usize, isolate: bool) -> bool {
        self.opened.get_or_insert(at);
        self.depth.push(isolate);
        self.depth.len() <= DEPTH
    }

    fn close(&mut self, end: usize) {
        if self.depth.is_empty()
            && let Some(start) = self.opened.take()
        {
            self.bind(start..end);
        }
    }

    /// BD16, for the text at depth 0.
    fn bracket(&mut self, at: usize, c: char) -> bool {
        let Some(found) = HardcodedBidiData.bidi_matched_opening_bracket(c) else { return true };
        if found.is_open {
            self.brackets.push((found.opening, at));
            return self.brackets.len() < BRACKETS;
        }
        if let Some(open) = self.brackets.iter().rposition(|(opening, _)| *opening == found.opening) {
            let start = self.brackets.get(open).map_or(at, |b| b.1);
            self.brackets.truncate(open);
            self.bind(start + 1..at + 1);
        }
        true
    }

    fn bind(&mut self, mut part: Range<usize>) {
        while let Some(last) = self.bound.parts.pop_if(|last| last.end >= part.start) {
            part.start = part.start.min(last.start);
            part.end = part.end.max(last.end);
        }
        self.bound.parts.push(part);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::bidi::{Direction, base_level, levels};
    use super::*;

    fn in_blocks(text: &str, direction: Direction, size: usize) -> (Vec<u8>, usize) {
        let base = base_level(text, direction);
        let starts = cuts_by(text, size, size);
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        (starts.iter().zip(ends).flat_map(|(s, e)| levels(text, *s..e, base)).collect(), starts.len())
    }

    #[test]
    fn a_long_paragraph_is_cut_between_its_words() {
        let text = "قال ناطق (باسم الجيش) إن 17,500 مدنياً نزحوا إلى بلدة X-ray ".repeat(2000);
        let starts = cuts(&text);
        assert!(starts.len() > text.len() / 40_000 && starts.windows(2).all(|w| w[1] - w[0] < 2 * BLOCK));
        assert!(starts.iter().skip(1).all(|s| text[..*s].ends_with(' ')));
    }

    #[test]
    fn a_text_without_spaces_is_cut_all_the_same() {
        assert!(cuts(&"ا".repeat(100_000)).len() > 3);
    }

    #[test]
    fn an_isolate_that_is_never_closed_keeps_the_rest_whole() {
        let text = format!("قال \u{2067}{}", "نعم ".repeat(20_000));
        assert_eq!(cuts(&text), [0]);
    }

    proptest! {
        #[test]
        fn the_levels_of_the_blocks_are_those_of_the_whole(
            words in prop::collection::vec(prop::sample::select(vec![
                "ا", "بت", "abc", "x", "12", "٣٤", "1,2", "(", ")", "[", "]", "{", "}", "،", ".", "-", "%", "$", "\u{64E}", "\u{200F}", "\u{200E}",
                "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "\u{2329}", "\u{3009}",
                " ", " ", " ", "\t", "\u{A0}", "א", "«", "»", "\u{61C}",
            ]), 1..120),
            size in 1_usize..40,
            direction in prop::sample::select(vec![Direction::Auto, Direction::RightToLeft, Direction::LeftToRight]),
        ) {
            let text = words.concat();
            let whole = levels(&text, 0..text.len(), base_level(&text, direction));
            prop_assert_eq!(in_blocks(&text, direction, size).0, whole);
        }
    }
}
