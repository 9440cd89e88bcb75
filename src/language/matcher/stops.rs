//! The bytes of a text at which a search stops to look, found among many bytes at once.

use wide::u8x16;

/// Bytes that are compared at once.
const PART: usize = 16;
/// Bytes of which each has a bit.
const CHUNK: usize = 4 * PART;

/// Characters beside those that a letter is usually written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Others {
    /// Those of the blocks of Arabic presentation forms, and whatever is as far behind.
    Forms,
    /// All outside of ASCII and of the Arabic block.
    Any,
}

/// At which bytes to stop.
#[derive(Debug, Clone)]
pub(super) struct Stops {
    /// The last bytes of characters, each as often as there are bytes to compare it with.
    lasts: Vec<u8x16>,
    /// Characters at whose first byte to stop.
    others: Others,
}

impl Stops {
    /// To stop at the last byte of some characters, and at the first one of others.
    pub(super) fn new(usual: &[char], others: Others) -> Self {
        let last = |c: &char| c.encode_utf8(&mut [0; 4]).bytes().next_back();
        let mut lasts: Vec<u8> = usual.iter().filter_map(last).collect();
        lasts.sort_unstable();
        lasts.dedup();
        Self { lasts: lasts.into_iter().map(u8x16::splat).collect(), others }
    }

    /// The next bytes to stop at, among those of a text from one on.
    #[inline]
    pub(super) fn next(&self, text: &[u8], from: usize) -> Option<Chunk> {
        match (self.lasts.as_slice(), self.others) {
            // Most letters are written in one way, and compared with it alone.
            ([last], Others::Forms) => first(text, from, |bytes| bytes.simd_eq(*last) | is_from(bytes, 0xEF)),
            (lasts, Others::Forms) => first(text, from, |bytes| is_any(bytes, lasts) | is_from(bytes, 0xEF)),
            (lasts, Others::Any) => first(text, from, |bytes| {
                let is_of_block = (bytes & u8x16::splat(!3)).simd_eq(u8x16::splat(0xD8));
                is_any(bytes, lasts) | is_from(bytes, 0xC0) & !is_of_block
            }),
        }
    }
}

/// Some bytes of a text of which some are stops.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// The first of them.
    start: usize,
    /// A bit for each, the lowest for the first.
    stops: u64,
}

impl Chunk {
    /// The byte after them.
    pub(super) fn end(&self) -> usize {
        self.start + CHUNK
    }
}

impl Iterator for Chunk {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let left = self.stops.checked_sub(1)?;
        let stop = self.start + usize::try_from(self.stops.trailing_zeros()).ok()?;
        self.stops &= left;
        Some(stop)
    }
}

/// The first chunk from a byte on in which there are stops.
#[inline]
fn first(text: &[u8], from: usize, is_stop: impl Fn(u8x16) -> u8x16) -> Option<Chunk> {
    let stops = |chunk: &[u8; CHUNK]| {
        let (parts, _) = chunk.as_chunks();
        let bits = |part: &[u8; PART]| u64::from(is_stop(u8x16::new(*part)).to_bitmask());
        parts.iter().rev().fold(0, |stops, part| stops << PART | bits(part))
    };
    let (chunks, rest) = text.get(from..)?.as_chunks();
    for (n, chunk) in chunks.iter().enumerate() {
        let stops = stops(chunk);
        if stops != 0 {
            return Some(Chunk { start: from + n * CHUNK, stops });
        }
    }
    // No search stops at a byte of 0: it is no letter.
    let mut last = [0; CHUNK];
    last.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
    Some(Chunk { start: from + chunks.len() * CHUNK, stops: stops(&last) }).filter(|chunk| chunk.stops != 0)
}

fn is_from(bytes: u8x16, first: u8) -> u8x16 {
    bytes.max(u8x16::splat(first)).simd_eq(bytes)
}

fn is_any(bytes: u8x16, of: &[u8x16]) -> u8x16 {
    of.iter().fold(u8x16::splat(0), |is_any, one| is_any | bytes.simd_eq(*one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(stops: &Stops, text: &str) -> Vec<usize> {
        let chunks = std::iter::successors(stops.next(text.as_bytes(), 0), |chunk| stops.next(text.as_bytes(), chunk.end()));
        chunks.flatten().collect()
    }

    #[test]
    fn stops_are_found_wherever_they_are() {
        let (forms, any) = (Stops::new(&['ز'], Others::Forms), Stops::new(&['1', '١', '۱'], Others::Any));
        for at in 0..200 {
            let text = format!("{}زﺰé١1", "ab".repeat(at));
            let start = 2 * at;
            assert_eq!(all(&forms, &text), [start + 1, start + 2]);
            assert_eq!(all(&any, &text), [start + 2, start + 5, start + 8, start + 9]);
        }
        assert!(all(&forms, "").is_empty());
    }
}
