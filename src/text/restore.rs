//! From a text back to the bytes of its file, told by their hash.

use encoding_rs::{ISO_8859_6, WINDOWS_1256};

use super::document::Document;

/// The bytes with this SHA-256 that are read as this text, where an encoding known here gives them.
///
/// A text that travelled without its bytes is so written as the file that it was, byte order mark and all, and its
/// hash stays true. `None` for a text whose file had undecodable bytes, and for one that was changed on its way.
pub fn restore(text: &str, sha256: &str) -> Option<Vec<u8>> {
    forms(text).find(|bytes| {
        let (document, _) = Document::read(bytes.clone(), None);
        document.text() == text && document.sha256().is_some_and(|hash| hash.eq_ignore_ascii_case(sha256))
    })
}

/// The text in every encoding that has all its letters, the usual ones first.
fn forms(text: &str) -> impl Iterator<Item = Vec<u8>> {
    // In a closure, so that none is made before the one before it has failed.
    (0_u8..8).filter_map(move |n| match n {
        0 => Some(text.as_bytes().to_vec()),
        1 => Some([b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        2 => in_encoding(text, WINDOWS_1256),
        3 => in_encoding(text, ISO_8859_6),
        4 => Some(marked_utf16(text, u16::to_le_bytes)),
        5 => Some(marked_utf16(text, u16::to_be_bytes)),
        6 => Some(utf16(text, u16::to_le_bytes)),
        _ => Some(utf16(text, u16::to_be_bytes)),
    })
}

fn in_encoding(text: &str, encoding: super::Encoding) -> Option<Vec<u8>> {
    let (bytes, _, unmappable) = encoding.encode(text);
    (!unmappable).then(|| bytes.into_owned())
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn marked_utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    [bytes(0xFEFF).to_vec(), utf16(text, bytes)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEWS: &str = "قصفت مدفعية الجيش أطراف بلدة الزيتونة، ما أسفر عن مقتل ستة مدنيين بينهم طفلان.\r\n";

    #[test]
    fn every_file_that_is_read_without_loss_is_restored_from_its_text_and_hash() {
        for bytes in forms(NEWS) {
            let (document, warnings) = Document::read(bytes.clone(), None);
            assert!(warnings.is_empty());
            assert_eq!(restore(document.text(), document.sha256().unwrap()), Some(bytes));
        }
        assert_eq!(forms(NEWS).count(), 8);
    }

    #[test]
    fn a_text_with_undecodable_bytes_is_not_restored() {
        let (document, _) = Document::read([NEWS.as_bytes(), b"\xFF"].concat(), None);
        assert_eq!(restore(document.text(), document.sha256().unwrap()), None);
    }
}
