//! Parts of a huge paragraph in which no block can be resolved for itself: text of neutrals alone, or one that opens what
//! it never closes. They are resolved at once, which is linear, and laid out in blocks all the same.

use std::ops::Range;

use super::cut::BLOCK;
use crate::text::grapheme;

/// Bytes from which a part that cannot be resolved in blocks is resolved as one, and then cut anywhere.
const WIDE: usize = 4 * BLOCK;

/// A part of a paragraph in which nothing can be resolved for itself: its levels are resolved once, as a whole, and it
/// is cut where there is room.
#[derive(Debug)]
pub(super) struct Wide {
    /// The level of every byte.
    pub levels: Vec<u8>,
    /// Where its blocks begin, in byte offsets from its start, the first at 0.
    pub starts: Vec<usize>,
}

/// Whether a part between two cuts is so long that laying it out at once would be felt.
pub(super) fn is_wide(part: &Range<usize>) -> bool {
    part.len() > WIDE
}

impl Wide {
    /// Cuts a part with these levels: after a space, else between two graphemes.
    pub(super) fn of(part: &str, levels: Vec<u8>) -> Self {
        let mut starts = vec![0];
        let mut from = BLOCK;
        while from < part.len() {
            let at = part.ceil_char_boundary(from);
            let near = part.as_bytes().get(at..part.len().min(at + BLOCK / 8)).unwrap_or_default();
            let space = memchr::memchr_iter(b' ', near).map(|i| at + i + 1).find(|cut| grapheme::is_edge(part, *cut));
            let cut = space.unwrap_or_else(|| if grapheme::is_edge(part, at) { at } else { grapheme::next(part, at) });
            if cut >= part.len() {
                break;
            }
            starts.push(cut);
            from = cut + BLOCK;
        }
        Self { levels, starts }
    }

    /// The block that holds byte `at` of the part, with its levels.
    pub(super) fn block(&self, at: usize) -> (Range<usize>, Vec<u8>) {
        let n = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let start = self.starts.get(n).copied().unwrap_or(0);
        let end = self.starts.get(n + 1).copied().unwrap_or(self.levels.len());
        (start..end, self.levels.get(start..end).unwrap_or_default().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::super::bidi::levels;
    use super::super::cut::cuts;
    use super::*;

    #[test]
    fn a_part_that_nothing_cuts_is_laid_out_in_blocks_all_the_same() {
        for sign in ["(", "-", "1,", "\u{2067}a ", "\u{202E}x", "😀", " "] {
            let text = sign.repeat(300_000 / sign.len());
            let whole = levels(&text, 0..text.len(), 1);
            assert_eq!(cuts(&text, 1).starts, [0], "{sign}");
            let wide = Wide::of(&text, whole.clone());
            assert!(wide.starts.windows(2).all(|w| w[1] - w[0] < 2 * BLOCK), "{sign}");
            let (mut at, mut found) = (0, Vec::new());
            while at < text.len() {
                let (block, levels) = wide.block(at);
                assert!(block.start == at && grapheme::is_edge(&text, at));
                found.extend(levels);
                at = block.end;
            }
            assert_eq!(found, whole);
        }
    }
}
