//! Bytes of a file that may be anybody's: read one thing after the other, never beyond their end.

/// Bytes of a text at most.
const LONGEST: usize = 1024;

/// Bytes that are still to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*first)
    }

    /// A number of things that follow, each of which has a byte at least.
    pub(super) fn count(&mut self) -> Option<usize> {
        let count = u32::from_le_bytes(self.take()?) as usize;
        (count <= self.0.len()).then_some(count)
    }

    pub(super) fn short(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    pub(super) fn key(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    /// A weight: a number, and no more than any that can be learned.
    pub(super) fn weight(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes).filter(|weight| weight.abs() < 1e4)
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.count().filter(|length| *length <= LONGEST)?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        str::from_utf8(text).ok().map(str::to_owned)
    }
}

/// Adds a text to bytes, as [`Bytes::text`] reads it.
pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default();
    out.extend(u32::try_from(text.len()).unwrap_or(0).to_le_bytes());
    out.extend(text.as_bytes());
}
