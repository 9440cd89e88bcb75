//! A text that was read: immutable, with its positions in bytes, code points and paragraphs.

use std::ops::Range;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::encoding::{self, Encoding, Warning};
use super::paragraph::{Index, Paragraph};
use super::span::Span;

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What is known of the file a text was decoded from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Length of the file in bytes.
    pub bytes: usize,
    /// Name of its encoding, as in the sidecar (`UTF-8`, `windows-1256`, …).
    pub encoding: &'static str,
    /// Whether a byte order mark stood at its start.
    pub bom: bool,
}

/// A decoded text. It never changes: a longer reading of the same file is another `Document`.
#[derive(Debug)]
pub struct Document {
    text: String,
    raw: Option<Vec<u8>>,
    source: Source,
    index: Index,
    sha256: OnceLock<String>,
    partial: bool,
}

impl Document {
    /// Decodes the bytes of a whole file, in the encoding told or the one detected.
    pub fn read(bytes: Vec<u8>, told: Option<Encoding>) -> (Self, Vec<Warning>) {
        let length = bytes.len();
        let decoded = encoding::decode(bytes, told);
        let source = Source { bytes: length, encoding: decoded.encoding.name(), bom: decoded.bom };
        (Self::new(decoded.text, decoded.raw, source), decoded.warnings)
    }

    /// Decodes the first bytes of a file of `length` bytes, to be shown while the rest is read.
    ///
    /// Only good UTF-8 gives a head, since anything else may turn out to be another encoding: then `None`.
    /// The head ends after its last complete paragraph, or, in one endless paragraph, after its last space.
    pub fn read_head(mut bytes: Vec<u8>, length: usize) -> Option<Self> {
        let bom = bytes.starts_with(UTF8_MARK);
        if bom {
            bytes.drain(..UTF8_MARK.len());
        }
        let good = match std::str::from_utf8(&bytes) {
            Ok(_) => bytes.len(),
            Err(fault) if fault.error_len().is_none() => fault.valid_up_to(),
            Err(_) => return None,
        };
        let head = bytes.get(..good)?;
        if head.contains(&0) || !head.iter().any(|b| *b >= 0x80) {
            return None;
        }
        let cut = memchr::memrchr(b'\n', head).or_else(|| memchr::memrchr(b' ', head)).map_or(good, |at| at + 1);
        bytes.truncate(cut);
        let text = String::from_utf8(bytes).ok()?;
        let source = Source { bytes: length, encoding: "UTF-8", bom };
        Some(Self { partial: true, ..Self::new(text, None, source) })
    }

    fn new(text: String, raw: Option<Vec<u8>>, source: Source) -> Self {
        let index = Index::of(&text);
        Self { text, raw, source, index, sha256: OnceLock::new(), partial: false }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it holds no character at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What is known of the file it came from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Whether this is only the first part of a file that is still being read.
    pub fn is_partial(&self) -> bool {
        self.partial
    }

    /// The text of a byte range; empty where the range is outside the text or cuts a character.
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// SHA-256 of the raw bytes of the file, in lower-case hexadecimal; computed once, at the first call.
    ///
    /// `None` for the head of a file. 100 MB take a few tenths of a second: never call it before a first frame.
    pub fn sha256(&self) -> Option<&str> {
        if self.partial {
            return None;
        }
        Some(self.sha256.get_or_init(|| {
            let mut hash = Sha256::new();
            if let Some(raw) = &self.raw {
                hash.update(raw);
            } else {
                hash.update(if self.source.bom { UTF8_MARK } else { b"" });
                hash.update(&self.text);
            }
            hash.finalize().iter().fold(String::with_capacity(64), |hex, byte| hex + &format!("{byte:02x}"))
        }))
    }

    /// Rounds a byte offset down to the start of a character, at most the text's length.
    pub fn floor(&self, at: usize) -> usize {
        self.text.floor_char_boundary(at)
    }

    /// Code points in the whole text.
    pub fn code_points(&self) -> usize {
        self.index.points()
    }

    /// Code points before byte `at`.
    pub fn code_point_at(&self, at: usize) -> usize {
        self.index.point_at(&self.text, self.floor(at))
    }

    /// Byte offset of code point `n` (its end for `n == code_points()`); `None` past the end.
    pub fn byte_of_code_point(&self, n: usize) -> Option<usize> {
        self.index.byte_of_point(&self.text, n)
    }

    /// Number of paragraphs, at least 1.
    pub fn paragraph_count(&self) -> usize {
        self.index.paragraphs(&self.text)
    }

    /// Paragraph `n`, from 0; past the end, the last one.
    pub fn paragraph(&self, n: usize) -> Paragraph {
        self.index.paragraph(&self.text, n)
    }

    /// The paragraph that holds byte `at`, separator included.
    pub fn paragraph_at(&self, at: usize) -> Paragraph {
        self.paragraph(self.index.breaks_before(&self.text, self.floor(at)))
    }

    /// The span that covers a byte range, widened outwards to grapheme edges; `None` if it is empty.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        Span::covering(&self.text, range)
    }
}

impl From<&str> for Document {
    fn from(text: &str) -> Self {
        let source = Source { bytes: text.len(), encoding: "UTF-8", bom: false };
        Self::new(text.to_owned(), None, source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_of_the_raw_bytes_whatever_the_encoding() {
        let hash = |bytes: &[u8]| Document::read(bytes.to_vec(), None).0.sha256().map(str::to_owned);
        let plain = |bytes: &[u8]| Some(Sha256::digest(bytes).iter().fold(String::new(), |hex, b| hex + &format!("{b:02x}")));
        for bytes in ["ابت".as_bytes(), b"\xEF\xBB\xBF\xD8\xA7", b"\xC7\xE1\xCC\xED\xD4 \xDD\xED", b"", b"\xFF\xFEa\0"] {
            assert_eq!(hash(bytes), plain(bytes), "{bytes:?}");
        }
    }

    #[test]
    fn a_head_ends_with_its_last_whole_paragraph_and_is_a_prefix_of_the_text() {
        let text = "خبر أول\nخبر ثان\nخبر ثالث";
        let head = Document::read_head(text.as_bytes().get(..20).unwrap_or_default().to_vec(), text.len());
        assert_eq!(head.as_ref().map(Document::text), Some("خبر أول\n"));
        assert_eq!(head.and_then(|h| h.sha256().map(str::to_owned)), None);
        assert!(Document::read_head(b"\xC7\xE1\xCC\xED\xD4 \n".to_vec(), 900).is_none());
    }

    #[test]
    fn code_points_and_bytes_convert_both_ways() {
        let document = Document::from("قُتِلَ\r\n👨‍👩‍👧 لا");
        for (point, (at, _)) in document.text().char_indices().enumerate() {
            assert_eq!((document.code_point_at(at), document.byte_of_code_point(point)), (point, Some(at)));
        }
        assert_eq!(document.byte_of_code_point(document.code_points()), Some(document.len()));
        assert_eq!(document.byte_of_code_point(document.code_points() + 1), None);
    }
}
