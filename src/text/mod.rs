//! Bytes become text: decoding, paragraphs, graphemes and spans, with every position in one unit.
//!
//! Positions are **byte offsets** into the decoded UTF-8 text unless a name says otherwise. What never
//! happens here, on any bytes: a panic, an error, a change to a [`Document`] once it exists, a disk access.
//! A position handed to a [`Document`] may lie anywhere, even inside a character or past the end: it is
//! rounded down to where it makes sense.

pub mod encoding;
mod signature;
mod documents;
pub mod grapheme;
pub mod paragraph;
mod id;
mod span;
mod document;
pub mod restore;
mod counted;
mod headline;

pub use counted::counted;
pub use document::{Document, Source};
pub use documents::Documents;
pub use encoding::{Decoded, Encoding, Warning};
pub use headline::headline;
pub use id::TextId;
pub use paragraph::Paragraph;
pub use signature::Foreign;
pub use span::Span;
