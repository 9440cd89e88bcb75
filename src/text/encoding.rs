//! Decodes the bytes of a file: UTF-8, UTF-16, windows-1256 or ISO-8859-6, detected or told.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};

/// A character encoding, by its WHATWG name.
pub type Encoding = &'static encoding_rs::Encoding;

/// Most positions of undecodable bytes that are kept one by one; the rest are only counted.
const LISTED: usize = 100;

/// Most bytes of a good text that are copied rather than looked at a second time: a copy takes a tenth of the time, and
/// for its moment twice the memory.
const COPIED: usize = 4 * 1024 * 1024;

/// Something in the bytes of a file that could not be read as it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// Bytes that mean nothing in the encoding; each run became one U+FFFD.
    #[error("byte {at}: {length} undecodable byte(s) shown as U+FFFD")]
    Undecodable {
        /// Offset of the first bad byte in the file, from 0.
        at: usize,
        /// How many bytes were replaced by one U+FFFD.
        length: usize,
    },
    /// More undecodable places than are listed one by one.
    #[error("{0} more undecodable places")]
    More(usize),
}

/// The text of a file with what was learnt while decoding it.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without byte order mark, line ends as they were.
    pub text: String,
    /// The raw bytes where they cannot be told from the text (another encoding, replaced bytes).
    pub raw: Option<Vec<u8>>,
    /// The encoding used.
    pub encoding: Encoding,
    /// Whether a byte order mark was removed.
    pub bom: bool,
    /// The undecodable places.
    pub warnings: Vec<Warning>,
}

/// Looks up an encoding by any of its usual names (`utf-8`, `cp1256`, `arabic`, …).
pub fn by_name(name: &str) -> Option<Encoding> {
    let alias = match name.to_ascii_lowercase().as_str() {
        "utf-16" => "utf-16le",
        "windows1256" => "windows-1256",
        _ => name,
    };
    encoding_rs::Encoding::for_label(alias.trim().as_bytes())
}

/// Guesses the encoding: a byte order mark, then UTF-8, then UTF-16 by its zero bytes, then the statistics
/// of `chardetng` with Arabic in mind.
///
/// Bytes that are mostly good UTF-8 count as UTF-8 with faults, so that one broken byte, or a character that was written
/// as two surrogates, does not turn the whole text into mojibake.
pub fn detect(bytes: &[u8]) -> Encoding {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding;
    }
    if simdutf8::basic::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return UTF_8;
    }
    if let Some(encoding) = utf16_by_zeros(bytes) {
        return encoding;
    }
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"sy"), Utf8Detection::Deny);
    if guess == ISO_8859_6 { ISO_8859_6 } else { WINDOWS_1256 }
}

/// Whether the bytes are UTF-32, which is not read here: by its byte order mark, of which that of UTF-16 is a part, or
/// since every four of them are a character.
pub fn is_utf32(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return true;
    }
    let head = bytes.get(..4096).unwrap_or(bytes);
    let all = |number: fn([u8; 4]) -> u32| {
        let mut units = head.as_chunks::<4>().0.iter().map(|unit| number(*unit));
        units.all(|unit| unit != 0 && char::from_u32(unit).is_some())
    };
    head.len() >= 8 && head.len().is_multiple_of(4) && (all(u32::from_le_bytes) || all(u32::from_be_bytes))
}

/// Whether the bytes look like something other than a text: a zero byte where the encoding allows none.
pub fn looks_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..8192).unwrap_or(bytes);
    is_utf32(bytes) || head.contains(&0) && ![UTF_16LE, UTF_16BE].contains(&detect(head))
}

fn utf16_by_zeros(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    // In Arabic UTF-16 the high byte is 06 for letters and 00 for spaces, digits and line ends.
    let high = |at: usize| head.iter().skip(at).step_by(2).filter(|b| **b == 0 || **b == 6).count();
    let pairs = head.len() / 2;
    let even = high(0);
    let odd = high(1);
    if pairs < 2 || !head.contains(&0) {
        None
    } else if odd * 10 >= pairs * 9 && even * 2 < pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 9 && odd * 2 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn mostly_utf8(bytes: &[u8]) -> bool {
    let mut good = 0_usize;
    let mut arabic = 0_usize;
    let mut bad = 0_usize;
    for chunk in bytes.utf8_chunks() {
        arabic += chunk.valid().chars().filter(|c| matches!(c, '\u{600}'..='\u{6FF}')).count();
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let surrogates = Surrogates::of(bytes);
    // Each was taken for three broken places.
    bad = bad.saturating_sub(3 * surrogates.alone + 6 * surrogates.pairs) + surrogates.alone;
    good += surrogates.pairs;
    arabic += surrogates.pairs;
    // In windows-1256 a letter before a mark may look like one Arabic letter of UTF-8, but most letters look broken.
    good > 0 && (good >= bad * 4 || arabic >= bad * 2)
}

/// Surrogates in the form of UTF-8, as some programs write what is beyond U+FFFF (CESU-8), or half of it.
#[derive(Default)]
struct Surrogates {
    pairs: usize,
    alone: usize,
}

impl Surrogates {
    fn of(bytes: &[u8]) -> Self {
        let mut found = Self::default();
        let mut is_after_first = false;
        let mut next = 0;
        for at in memchr::memchr_iter(0xED, bytes) {
            let Some([_, second @ 0xA0..=0xBF, 0x80..=0xBF]) = bytes.get(at..at + 3) else { continue };
            if is_after_first && at == next && *second >= 0xB0 {
                found.pairs += 1;
                found.alone -= 1;
                is_after_first = false;
            } else {
                found.alone += 1;
                is_after_first = *second < 0xB0;
            }
            next = at + 3;
        }
        found
    }
}

/// Decodes all bytes of a file; undecodable ones become U+FFFD and are reported with their position.
pub fn decode(bytes: Vec<u8>, told: Option<Encoding>) -> Decoded {
    let marked = encoding_rs::Encoding::for_bom(&bytes);
    let encoding = told.unwrap_or_else(|| detect(&bytes));
    let skipped = match marked {
        Some((found, length)) if found == encoding => length,
        _ => 0,
    };
    if encoding == UTF_8 { decode_utf8(bytes, skipped) } else { decode_other(bytes, encoding, skipped) }
}

fn decode_utf8(mut bytes: Vec<u8>, skipped: usize) -> Decoded {
    if let Ok(text) = simdutf8::basic::from_utf8(&bytes) {
        let text = if bytes.len() <= COPIED {
            text.get(skipped..).unwrap_or_default().to_owned()
        } else {
            bytes.drain(..skipped);
            String::from_utf8(bytes).unwrap_or_default()
        };
        return Decoded { text, raw: None, encoding: UTF_8, bom: skipped > 0, warnings: Vec::new() };
    }
    let mut faults = Faults::default();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    let mut at = skipped;
    for chunk in bytes.get(skipped..).unwrap_or_default().utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            faults.add(at, chunk.invalid().len());
            at += chunk.invalid().len();
        }
    }
    Decoded { text, raw: Some(bytes), encoding: UTF_8, bom: skipped > 0, warnings: faults.list() }
}

fn decode_other(bytes: Vec<u8>, encoding: Encoding, skipped: usize) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut faults = Faults::default();
    let mut text = String::with_capacity(bytes.len() * 2 + 16);
    let mut at = skipped;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(rest.len() + 16),
            DecoderResult::Malformed(length, after) => {
                text.push(char::REPLACEMENT_CHARACTER);
                let length = usize::from(length);
                faults.add(at.saturating_sub(length + usize::from(after)), length);
            }
        }
    }
    Decoded { text, raw: Some(bytes), encoding, bom: skipped > 0, warnings: faults.list() }
}

#[derive(Default)]
struct Faults {
    listed: Vec<Warning>,
    more: usize,
}

impl Faults {
    fn add(&mut self, at: usize, length: usize) {
        if self.listed.len() < LISTED {
            self.listed.push(Warning::Undecodable { at, length });
        } else {
            self.more += 1;
        }
    }

    fn list(mut self) -> Vec<Warning> {
        if self.more > 0 {
            self.listed.push(Warning::More(self.more));
        }
        self.listed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEWS: &str = "قصفت مدفعية الجيش أطراف بلدة الزيتونة، ما أسفر عن مقتل ستة مدنيين بينهم طفلان.\r\n";

    fn read(bytes: &[u8]) -> (String, &'static str, usize) {
        let found = decode(bytes.to_vec(), None);
        (found.text, found.encoding.name(), found.warnings.len())
    }

    #[test]
    fn every_usual_encoding_is_told_from_the_bytes_alone() {
        let utf16 = |little: bool| -> Vec<u8> {
            NEWS.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
        };
        let with_mark = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        assert_eq!(read(NEWS.as_bytes()), (NEWS.into(), "UTF-8", 0));
        assert_eq!(read(&with_mark(b"\xEF\xBB\xBF", NEWS.as_bytes())), (NEWS.into(), "UTF-8", 0));
        assert_eq!(read(&with_mark(b"\xFF\xFE", &utf16(true))), (NEWS.into(), "UTF-16LE", 0));
        assert_eq!(read(&with_mark(b"\xFE\xFF", &utf16(false))), (NEWS.into(), "UTF-16BE", 0));
        assert_eq!(read(&utf16(true)), (NEWS.into(), "UTF-16LE", 0));
        assert_eq!(read(&utf16(false)), (NEWS.into(), "UTF-16BE", 0));
        assert_eq!(read(&WINDOWS_1256.encode(NEWS).0), (NEWS.into(), "windows-1256", 0));
        assert_eq!(read(&ISO_8859_6.encode(NEWS).0), (NEWS.into(), "ISO-8859-6", 0));
    }

    #[test]
    fn utf_32_is_refused_with_a_mark_or_without() {
        let little: Vec<u8> = NEWS.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        let big: Vec<u8> = NEWS.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        for bytes in [[b"\xFF\xFE\0\0", &little[..]].concat(), [b"\0\0\xFE\xFF", &big[..]].concat(), little, big] {
            assert!(is_utf32(&bytes) && looks_binary(&bytes));
        }
        let utf16: Vec<u8> = "\u{FEFF}خبر".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for text in [&utf16[..], NEWS.as_bytes(), b"", b"abcd", b"abcdefgh", &WINDOWS_1256.encode(NEWS).0, b"\0\0\0\0\0\0\0\0"] {
            assert!(!is_utf32(text), "{text:?}");
        }
    }

    #[test]
    fn a_short_text_with_surrogates_or_a_broken_byte_is_no_mojibake() {
        let pair = b"\xED\xA0\xBD\xED\xB8\x80";
        let half = b"\xED\xA0\xBD";
        for (bytes, text) in [
            ([b"ok ", &pair[..]].concat(), "ok "),
            ([&pair[..], &pair[..], b"!"].concat(), "!"),
            (["خبر ".as_bytes(), &pair[..]].concat(), "خبر "),
            (["قتل".as_bytes(), half].concat(), "قتل"),
            (["قتل ".as_bytes(), b"\xFF"].concat(), "قتل "),
            (["في ".as_bytes(), b"\xD9"].concat(), "في "),
        ] {
            let found = decode(bytes, None);
            assert_eq!((found.encoding.name(), found.text.replace('\u{FFFD}', "").as_str()), ("UTF-8", text));
            assert!(!found.warnings.is_empty(), "{text}");
        }
        // As it would look in windows-1256, where the same bytes are letters before marks.
        for text in ["نوع، وبضائع؟", "قال: «طب»، مع؟", "چاپ گل، کتاب ها", "ظ،", "ع؟ قف", "ي ـ؟ نعم"]
        {
            let bytes = WINDOWS_1256.encode(text).0.into_owned();
            if std::str::from_utf8(&bytes).is_err() {
                assert_eq!(read(&bytes), (text.into(), "windows-1256", 0));
            }
        }
    }

    #[test]
    fn a_broken_byte_is_replaced_and_reported_with_its_position() {
        let mut bytes = NEWS.as_bytes().to_vec();
        bytes.insert(8, 0xFF);
        let found = decode(bytes, None);
        assert_eq!(found.encoding, UTF_8);
        assert_eq!(found.warnings, [Warning::Undecodable { at: 8, length: 1 }]);
        assert_eq!(found.text.replace('\u{FFFD}', ""), NEWS);
        let told = decode(b"\xC7\xFF\xC8".to_vec(), Some(ISO_8859_6));
        assert_eq!((told.text.as_str(), &told.warnings[..]), ("ا\u{FFFD}ب", &[Warning::Undecodable { at: 1, length: 1 }][..]));
    }

    #[test]
    fn a_thousand_broken_bytes_are_listed_up_to_a_hundred_and_then_counted() {
        let found = decode([NEWS.as_bytes(), &b"a\xFF".repeat(1000)].concat(), Some(UTF_8));
        assert_eq!(found.warnings.len(), LISTED + 1);
        assert_eq!(found.warnings.last(), Some(&Warning::More(900)));
    }

    #[test]
    fn a_picture_is_binary_and_an_empty_file_is_a_text() {
        assert!(looks_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
        assert!(!looks_binary(b""));
        assert!(!looks_binary(NEWS.as_bytes()));
    }

    #[test]
    fn names_people_use_for_encodings_are_known() {
        for (name, expected) in [("utf8", "UTF-8"), ("cp1256", "windows-1256"), ("arabic", "ISO-8859-6"), ("UTF-16", "UTF-16LE")]
        {
            assert_eq!(by_name(name).map(encoding_rs::Encoding::name), Some(expected), "{name}");
        }
        assert_eq!(by_name("klingon"), None);
    }
}
