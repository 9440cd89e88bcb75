//! Where a huge paragraph may be cut into blocks whose levels do not depend on each other.
//!
//! Levels are resolved over a whole paragraph, which for one of 10 MB takes a third of a second. But a strong
//! character outside every embedding and isolate makes all that follows independent of what stands before it,
//! and, being strong, it is all that the text before it can look at (W1-W7, N1, N2). So blocks begin with a strong
//! character at depth 0, and each is resolved with the first character of the next as its context.
//!
//! What is left is bracket pairs (N0, BD16), which are found over the whole paragraph. In a right-to-left paragraph
//! every cut is before a right-to-left character; a pair that reaches across one has that character inside, and so
//! takes the direction of the paragraph, wherever it is resolved: a [`BracketFix`] says so. In a left-to-right paragraph
//! no cut is made inside a pair. An embedding ends the sequence that brackets are paired in (BD13), so that they begin
//! anew after it. Where all this finds no place for long, as in a text of neutrals or one that opens what it never
//! closes, the levels of that part are resolved at once and kept ([`super::wide`]). A property test holds the levels of the blocks against those of the whole.

use std::ops::Range;

use unicode_bidi::data_source::BidiDataSource;
use unicode_bidi::{BidiClass, HardcodedBidiData};

use super::bidi::{BracketFix, class_of};
use crate::text::grapheme;

/// A paragraph up to this many bytes is one block.
const WHOLE: usize = 32 * 1024;
/// Bytes after which a block of a longer paragraph ends at the next good place.
pub(super) const BLOCK: usize = 16 * 1024;
/// Bytes after which a block also ends between two words or letters without a space.
const PATIENCE: usize = 16 * 1024;
/// Nested isolates and embeddings after which the rest of a paragraph is kept whole (BD2 allows 125 levels).
const DEPTH: usize = 60;
/// Open brackets after which BD16 gives up.
const BRACKETS: usize = 63;

/// Whether a paragraph is long enough to be cut into blocks.
pub(super) fn is_huge(paragraph: &str) -> bool {
    paragraph.len() > WHOLE
}

/// How a paragraph is cut, in byte offsets from its start.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cuts {
    /// Where its blocks begin, the first at 0.
    pub starts: Vec<usize>,
    /// The brackets that a block cannot resolve by itself, in order.
    pub fixes: Vec<BracketFix>,
}

impl Cuts {
    /// The fixes of a part of the paragraph.
    pub(super) fn fixes_in(&self, range: &Range<usize>) -> &[BracketFix] {
        let from = self.fixes.partition_point(|fix| fix.at < range.start);
        let to = self.fixes.partition_point(|fix| fix.at < range.end);
        self.fixes.get(from..to).unwrap_or_default()
    }

    fn block_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }
}

/// Cuts a paragraph of this base level.
pub(super) fn cuts(paragraph: &str, base: u8) -> Cuts {
    cuts_by(paragraph, base, WHOLE, BLOCK)
}

fn cuts_by(paragraph: &str, base: u8, whole: usize, block: usize) -> Cuts {
    let mut cuts = Cuts { starts: vec![0], fixes: Vec::new() };
    if paragraph.len() <= whole {
        return cuts;
    }
    let mut scan = Scan::of(paragraph);
    if base == 0 {
        for (open, close) in &scan.pairs {
            scan.bound.push(open + 1..close + 1);
        }
    }
    let bound = merged(scan.bound);
    let mut from = block;
    while let Some(cut) = next_cut(paragraph, base, &bound, from) {
        cuts.starts.push(cut);
        from = cut + block;
    }
    cuts.fixes = fixes(&cuts, &scan.pairs, scan.brackets);
    cuts
}

fn fixes(cuts: &Cuts, pairs: &[(usize, usize)], brackets: Vec<usize>) -> Vec<BracketFix> {
    let mut partners: Vec<(usize, usize)> = pairs.iter().flat_map(|(open, close)| [(*open, *close), (*close, *open)]).collect();
    partners.sort_unstable();
    // Both are in order.
    let mut partners = partners.into_iter().peekable();
    let fix = |at: usize| {
        while partners.next_if(|(bracket, _)| *bracket < at).is_some() {}
        match partners.next_if(|(bracket, _)| *bracket == at) {
            None => Some(BracketFix { at, paired: false }),
            Some((_, other)) if cuts.block_of(at) != cuts.block_of(other) => Some(BracketFix { at, paired: true }),
            Some(_) => None,
        }
    };
    brackets.into_iter().filter_map(fix).collect()
}

/// Ranges in order and apart from each other.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// The first cut at or after byte `from`, outside the bound ranges: before a strong character that follows a space,
/// or, where there is none for long, before any strong character with which a grapheme begins.
fn next_cut(paragraph: &str, base: u8, bound: &[Range<usize>], from: usize) -> Option<usize> {
    let mut at = paragraph.ceil_char_boundary(from.min(paragraph.len()));
    let started = at;
    let mut fallback = None;
    let mut after_space = false;
    while at < paragraph.len() {
        let next = bound.partition_point(|range| range.start <= at);
        if let Some(range) = next.checked_sub(1).and_then(|i| bound.get(i)).filter(|range| range.contains(&at)) {
            at = range.end;
            after_space = false;
            continue;
        }
        let c = paragraph.get(at..)?.chars().next()?;
        if may_begin(c, base) && at > 0 {
            if after_space {
                return Some(at);
            }
            if fallback.is_none() && at - started > PATIENCE / 2 && grapheme::is_edge(paragraph, at) {
                fallback = Some(at);
            }
        }
        if at - started > PATIENCE && fallback.is_some() {
            return fallback;
        }
        after_space = c == ' ';
        at += c.len_utf8();
    }
    None
}

/// Whether a block of a paragraph of this base level may begin with a character.
fn may_begin(c: char, base: u8) -> bool {
    match class_of(c) {
        BidiClass::R | BidiClass::AL => true,
        BidiClass::L => base == 0,
        _ => false,
    }
}

/// Whether X9 removes a character.
fn is_removed(c: char) -> bool {
    use BidiClass::{BN, LRE, LRO, PDF, RLE, RLO};
    matches!(class_of(c), LRE | RLE | LRO | RLO | PDF | BN)
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

/// What binds the parts of a paragraph together.
#[derive(Default)]
struct Scan {
    /// Where no cut may be: inside isolates and embeddings, and from the first that is never closed on.
    bound: Vec<Range<usize>>,
    /// The isolates and embeddings that are open.
    stack: Vec<Open>,
    /// Where the outermost of them began.
    opened: Option<usize>,
    /// Open brackets at depth 0: the normalised opening bracket and its place.
    open: Vec<(char, usize)>,
    /// Whether BD16 gave up on the rest of the sequence; its brackets are of no pair then.
    given_up: bool,
    /// Whether an isolate was seen: then the sequence is not one run, and giving up keeps the rest whole.
    isolates: bool,
    /// All brackets at depth 0.
    brackets: Vec<usize>,
    /// The pairs among them.
    pairs: Vec<(usize, usize)>,
}

/// What a control has opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// LRI, RLI, FSI: the sequence goes on after it (BD13).
    Isolate,
    /// LRE, RLE, LRO, RLO: another level run, and so another sequence, begins after it.
    Embedding,
}

impl Scan {
    fn of(paragraph: &str) -> Self {
        let mut scan = Self::default();
        let bytes = paragraph.as_bytes();
        let mut at = 0;
        while let Some(found) =
            bytes.get(at..).and_then(|rest| rest.iter().position(|b| MAY_BIND.get(usize::from(*b)) == Some(&true)))
        {
            at += found;
            let c = paragraph.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\0');
            if !scan.take(paragraph, at, c) {
                scan.leave_rest(at, paragraph.len());
                return scan;
            }
            at += c.len_utf8();
        }
        if let Some(opened) = scan.opened {
            scan.leave_rest(opened, paragraph.len());
        }
        scan
    }

    /// Takes one character; false where nothing after it can be cut.
    fn take(&mut self, paragraph: &str, at: usize, c: char) -> bool {
        match class_of(c) {
            BidiClass::LRE | BidiClass::RLE | BidiClass::LRO | BidiClass::RLO => self.open(at, Open::Embedding),
            BidiClass::LRI | BidiClass::RLI | BidiClass::FSI => {
                self.isolates |= self.stack.is_empty();
                self.open(at, Open::Isolate) && !self.given_up
            }
            // X7: it ends the innermost, if that is an embedding.
            BidiClass::PDF if self.stack.last() == Some(&Open::Embedding) => {
                self.stack.pop();
                self.close(paragraph, at + c.len_utf8(), Open::Embedding);
                true
            }
            // X6a: it ends the innermost isolate, with the embeddings left open in it.
            BidiClass::PDI => {
                if let Some(innermost) = self.stack.iter().rposition(|open| *open == Open::Isolate) {
                    self.stack.truncate(innermost);
                    self.close(paragraph, at + c.len_utf8(), Open::Isolate);
                }
                true
            }
            BidiClass::ON if self.stack.is_empty() => self.bracket(at, c),
            _ => true,
        }
    }

    fn open(&mut self, at: usize, what: Open) -> bool {
        self.opened.get_or_insert(at);
        self.stack.push(what);
        self.stack.len() <= DEPTH
    }

    /// Back at depth 0: no cut in what was closed. After an embedding BD16 begins anew, unless it was empty (X9).
    fn close(&mut self, paragraph: &str, end: usize, what: Open) {
        let Some(start) = self.opened.filter(|_| self.stack.is_empty()) else { return };
        self.opened = None;
        let mut inside = paragraph.get(start..end).unwrap_or_default().chars();
        if what == Open::Embedding && inside.any(|c| !is_removed(c)) {
            self.open.clear();
            self.given_up = false;
            self.isolates = false;
        }
        self.bound.push(start..end);
    }

    /// Keeps everything whole from here on, and from the first bracket that may still be closed.
    fn leave_rest(&mut self, at: usize, end: usize) {
        let open = self.open.first().map_or(at, |bracket| bracket.1);
        let start = self.opened.unwrap_or(at).min(open).min(at);
        self.bound.push(start..end);
        self.brackets.retain(|bracket| *bracket < start);
        self.pairs.retain(|pair| pair.1 < start);
    }

    /// BD16, for the text at depth 0.
    fn bracket(&mut self, at: usize, c: char) -> bool {
        let Some(found) = HardcodedBidiData.bidi_matched_opening_bracket(c) else { return true };
        self.brackets.push(at);
        if self.given_up {
            return true;
        }
        if found.is_open {
            self.given_up = self.open.len() >= BRACKETS;
            self.open.push((found.opening, at));
            return !(self.given_up && self.isolates);
        }
        if let Some(open) = self.open.iter().rposition(|(opening, _)| *opening == found.opening) {
            let start = self.open.get(open).map_or(at, |b| b.1);
            self.open.truncate(open);
            self.pairs.push((start, at));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::bidi::{Direction, base_level, levels, levels_of_part};
    use super::*;

    fn in_blocks(text: &str, direction: Direction, size: usize) -> (Vec<u8>, usize) {
        let base = base_level(text, direction);
        let cuts = cuts_by(text, base, size, size);
        let ends = cuts.starts.iter().skip(1).copied().chain([text.len()]);
        let blocks = cuts.starts.iter().zip(ends).map(|(s, e)| *s..e);
        (blocks.flat_map(|block| levels_of_part(text, block.clone(), base, cuts.fixes_in(&block))).collect(), cuts.starts.len())
    }

    #[test]
    fn a_long_paragraph_is_cut_between_its_words() {
        let text = "قال ناطق (باسم الجيش) إن 17,500 مدنياً نزحوا إلى بلدة X-ray ".repeat(2000);
        let starts = cuts(&text, 1).starts;
        assert!(starts.len() > text.len() / 40_000 && starts.windows(2).all(|w| w[1] - w[0] < 2 * BLOCK));
        assert!(starts.iter().skip(1).all(|s| text[..*s].ends_with(' ')));
    }

    #[test]
    fn a_text_without_spaces_is_cut_all_the_same() {
        assert!(cuts(&"ا".repeat(100_000), 1).starts.len() > 3);
    }

    #[test]
    fn a_bracket_that_is_closed_a_megabyte_later_does_not_keep_all_between_whole() {
        let text = format!("({})", "قال [ناطق abc".repeat(2000));
        assert!(cuts(&text, 1).starts.len() > 1);
    }

    #[test]
    fn an_isolate_that_is_never_closed_keeps_the_rest_whole() {
        let text = format!("قال \u{2067}{}", "نعم ".repeat(20_000));
        assert_eq!(cuts(&text, 1).starts, [0]);
    }

    #[test]
    fn brackets_after_sixty_three_open_ones_are_of_no_pair_in_a_block_too() {
        for depth in [62, 63, 64, 70] {
            let text = format!("ا {} ab (cd) ا [x] ب (ج) {} ا (x) ", "(a ".repeat(depth), "ب) ".repeat(depth));
            for (base, direction) in [(1, Direction::RightToLeft), (0, Direction::LeftToRight)] {
                let whole = levels(&text, 0..text.len(), base);
                for size in [1, 20, 100] {
                    assert_eq!(in_blocks(&text, direction, size).0, whole, "{depth} {direction:?} {size}");
                }
            }
        }
    }

    #[test]
    fn embeddings_that_are_closed_do_not_keep_the_rest_whole() {
        let text = "قال \u{202B}ناطق (abc\u{202C} ) \u{202E}x\u{202C} ثم \u{2066}a\u{202A}b\u{2069} ".repeat(2000);
        let starts = cuts(&text, 1).starts;
        assert!(starts.len() > 3 && starts.windows(2).all(|w| w[1] - w[0] < 2 * BLOCK));
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
