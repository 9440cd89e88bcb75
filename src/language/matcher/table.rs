//! A table of the characters that texts mostly consist of, looked up by the bytes that they are written with.

use crate::language::fold::BLOCK;

/// Characters of ASCII.
const ASCII: usize = 0x80;
/// Those and the characters of the Arabic block.
const KNOWN: usize = ASCII + 0x100;

/// Something about each character of ASCII and of the Arabic block.
#[derive(Debug, Clone)]
pub(super) struct Table<T> {
    known: [T; KNOWN],
}

impl<T: Copy> Table<T> {
    pub(super) fn of(what: impl Fn(char) -> T) -> Self {
        let of_block = |n: usize| u32::try_from(n).ok().and_then(|n| char::from_u32(u32::from(*BLOCK.start()) + n));
        let char_at = |n: usize| match n.checked_sub(ASCII) {
            Some(n) => of_block(n),
            None => u8::try_from(n).ok().map(char::from),
        };
        Self { known: std::array::from_fn(|n| what(char_at(n).unwrap_or_default())) }
    }

    /// What it has for the first character of some text; `None` for characters that are not in it.
    #[inline]
    pub(super) fn first(&self, text: &[u8]) -> Option<T> {
        match text {
            [first, second, ..] if is_of_block(*first) => self.in_block(*first, *second),
            [first, ..] => self.in_ascii(*first),
            [] => None,
        }
    }

    /// The same for the last character.
    #[inline]
    pub(super) fn last(&self, text: &[u8]) -> Option<T> {
        match text {
            [.., first, second] if is_of_block(*first) => self.in_block(*first, *second),
            [.., last] => self.in_ascii(*last),
            [] => None,
        }
    }

    #[inline]
    fn in_block(&self, first: u8, second: u8) -> Option<T> {
        self.known.get(ASCII + (usize::from(first & 3) << 6 | usize::from(second & 0x3F))).copied()
    }

    #[inline]
    fn in_ascii(&self, byte: u8) -> Option<T> {
        if byte.is_ascii() { self.known.get(usize::from(byte)).copied() } else { None }
    }
}

/// Whether a byte is the first of a character of the Arabic block, which has two.
pub(super) fn is_of_block(byte: u8) -> bool {
    matches!(byte, 0xD8..=0xDB)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_found_by_its_bytes_at_either_end_of_a_text() {
        let table = Table::of(|c| c);
        for c in '\0'..='\u{2FFF}' {
            let known = (c.is_ascii() || BLOCK.contains(&c)).then_some(c);
            assert_eq!(table.first(format!("{c}با").as_bytes()), known, "{c:?}");
            assert_eq!(table.last(format!("با{c}").as_bytes()), known, "{c:?}");
            assert_eq!((table.first(c.to_string().as_bytes()), table.last(c.to_string().as_bytes())), (known, known), "{c:?}");
        }
        assert_eq!((table.first(&[]), table.last(&[])), (None, None));
    }
}
