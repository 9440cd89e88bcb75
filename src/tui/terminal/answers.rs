//! What a terminal answers when it is asked who it is, told apart from what is typed meanwhile.
//!
//! All is asked in one burst that ends with a question every terminal answers (DA1): once that answer is there, no
//! other will come. What is no answer is a key, and none is lost.

use crate::annotation::schema::Rgb;

/// Asks whether the terminal's own bidi is on (DECRQM of ECMA-48's mode 8), before anything is changed.
pub const FOUND: &str = "\x1b[8$p";
/// Asks the same after it was switched off, then for name and version (XTVERSION), model (DA2), unit (DA3), what is behind its
/// letters (xterm's OSC 11), class (DA1).
pub const WHO: &str = "\x1b[8$p\x1b[>q\x1b[>c\x1b[=c\x1b]11;?\x1b\\\x1b[c";

/// What a terminal said of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Its states of mode 8 in the order they were told: 1 and 2 are on and off, 0 is no such mode.
    pub bidi: Vec<u8>,
    /// Name and version, as it writes them.
    pub name: Option<String>,
    /// The parameters of its model.
    pub model: Option<Vec<u32>>,
    /// Its unit, letters in hexadecimal.
    pub unit: Option<String>,
    /// What is behind its letters.
    pub background: Option<Rgb>,
    /// Whether it has said all it will.
    pub is_whole: bool,
}

impl Answers {
    /// Whether the terminal knows ECMA-48's mode 8, and can be told to leave rows as they stand.
    pub fn has_bidi_mode(&self) -> bool {
        self.bidi.iter().any(|state| matches!(state, 1 | 2))
    }

    /// Whether rows were left as they stand before the program came.
    pub fn was_explicit(&self) -> bool {
        self.bidi.first() == Some(&2)
    }

    /// Takes in one sequence; whether it is an answer.
    fn take(&mut self, sequence: &str) -> bool {
        if let Some(text) = sequence.strip_prefix("\x1bP>|") {
            self.name = Some(string(text));
        } else if let Some(text) = sequence.strip_prefix("\x1bP!|") {
            self.unit = Some(string(text));
        } else if sequence.starts_with("\x1bP") {
            // Another string of the terminal's; no key begins like that and goes on.
        } else if let Some(text) = sequence.strip_prefix("\x1b]11;") {
            self.background = rgb(text.trim_end_matches(['\x1b', '\\', '\x07']));
        } else if let Some(state) = between(sequence, "\x1b[8;", "$y") {
            self.bidi.extend(state.parse::<u8>());
        } else if let Some(model) = between(sequence, "\x1b[>", "c") {
            self.model = Some(model.split(';').map(|n| n.parse().unwrap_or(0)).collect());
        } else if between(sequence, "\x1b[?", "c").is_some() {
            self.is_whole = true;
        } else {
            return between(sequence, "\x1b[", "$y").is_some();
        }
        true
    }
}

fn between<'a>(sequence: &'a str, before: &str, after: &str) -> Option<&'a str> {
    sequence.strip_prefix(before)?.strip_suffix(after)
}

/// A colour as X11 writes it: `rgb:` and its channels, each of one to four hexadecimal digits (`XParseColor`); what follows
/// three of them is how much shines through.
fn rgb(text: &str) -> Option<Rgb> {
    let (_, channels) = text.split_once(':').filter(|(kind, _)| matches!(*kind, "rgb" | "rgba"))?;
    let mut channels = channels.split('/').map(|digits| {
        let length = u32::try_from(digits.len()).ok().filter(|length| (1..=4).contains(length))?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        u8::try_from(value * 255 / (16_u32.pow(length) - 1)).ok()
    });
    Some(Rgb { red: channels.next()??, green: channels.next()??, blue: channels.next()?? })
}

/// The text of a string of the terminal's, without its end.
fn string(text: &str) -> String {
    text.trim_end_matches(['\x1b', '\\', '\x07']).chars().filter(|c| !c.is_control()).take(80).collect()
}

/// Bytes from a terminal on their way to becoming answers and keys.
#[derive(Debug, Default)]
pub struct Input {
    bytes: Vec<u8>,
}

impl Input {
    /// Takes in what was read.
    pub fn extend(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Whether something has begun that may go on.
    pub fn is_pending(&self) -> bool {
        !self.bytes.is_empty()
    }

    /// Takes out the next whole sequence that is no answer; answers go to `answers`.
    ///
    /// With `ended` nothing more will come soon: what has begun counts as it stands, an escape as that key.
    pub fn next(&mut self, answers: &mut Answers, ended: bool) -> Option<Vec<u8>> {
        loop {
            let length = match sequence_length(&self.bytes) {
                Some(length) => length,
                None if ended && self.is_pending() => self.bytes.len(),
                None => return None,
            };
            let sequence: Vec<u8> = self.bytes.drain(..length).collect();
            if !str::from_utf8(&sequence).is_ok_and(|text| answers.take(text)) {
                return Some(sequence);
            }
        }
    }
}

/// The length of the sequence that bytes begin with (ECMA-48 5.4, 5.6; UTF-8); `None` while it may go on.
fn sequence_length(bytes: &[u8]) -> Option<usize> {
    let (first, rest) = bytes.split_first()?;
    match (first, rest.first()) {
        (0x1B, None) => None,
        (0x1B, Some(b'[')) => control_length(bytes),
        (0x1B, Some(b'O')) => (bytes.len() > 2).then_some(3),
        (0x1B, Some(b'P' | b']')) => string_length(bytes),
        (0x1B, Some(0x1B)) => Some(1),
        (0x1B, Some(_)) => sequence_length(rest).map(|length| 1 + length),
        (first, _) => {
            let length = match first {
                0xC2..=0xDF => 2,
                0xE0..=0xEF => 3,
                0xF0..=0xF4 => 4,
                _ => 1,
            };
            (bytes.len() >= length).then_some(length)
        }
    }
}

/// A control sequence up to its final byte; a mouse report of the oldest kind has three bytes more, a paste its text.
fn control_length(bytes: &[u8]) -> Option<usize> {
    const PASTE: &[u8] = b"\x1b[200~";
    const PASTED: &[u8] = b"\x1b[201~";
    if bytes.starts_with(PASTE) {
        return bytes.windows(PASTED.len()).position(|window| window == PASTED).map(|at| at + PASTED.len());
    }
    let end = bytes.iter().skip(2).position(|byte| !matches!(byte, 0x20..=0x3F))? + 3;
    let end = match bytes.get(2..end) {
        Some(b"M") => end + 3,
        Some(b"[") => end + 1,
        _ => end,
    };
    (bytes.len() >= end).then_some(end)
}

/// A string up to its end: ST, or BEL.
fn string_length(bytes: &[u8]) -> Option<usize> {
    let st = bytes.windows(2).position(|window| window == b"\x1b\\").map(|at| at + 2);
    let bell = bytes.iter().position(|byte| *byte == 0x07).map(|at| at + 1);
    st.into_iter().chain(bell).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pieces: &[&[u8]]) -> (Answers, Vec<Vec<u8>>) {
        let (mut answers, mut input, mut keys) = (Answers::default(), Input::default(), Vec::new());
        for piece in pieces {
            input.extend(piece);
            keys.extend(std::iter::from_fn(|| input.next(&mut answers, false)));
        }
        keys.extend(std::iter::from_fn(|| input.next(&mut answers, true)));
        (answers, keys)
    }

    #[test]
    fn a_terminal_tells_who_it_is_and_keys_typed_meanwhile_are_kept() {
        let konsole =
            b"j\x1b[8;0$y\x1bP>|Konsole 22.12.3\x1b\\k\x1b[>1;115;0c\xd8\xb4\x1bP!|7E4B4445\x1b\\\x1b[A\x1b[?62;1;4c\x1b[5~q";
        for cut in 0..konsole.len() {
            let (first, second) = konsole.split_at(cut);
            let (answers, keys) = read(&[first, second]);
            assert_eq!(answers.name.as_deref(), Some("Konsole 22.12.3"));
            assert_eq!((answers.model, answers.unit.as_deref()), (Some(vec![1, 115, 0]), Some("7E4B4445")));
            assert_eq!((answers.bidi.as_slice(), answers.is_whole), (&[0][..], true));
            let keys: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
            assert_eq!(keys, [&b"j"[..], b"k", "ش".as_bytes(), b"\x1b[A", b"\x1b[5~", b"q"]);
        }
    }

    #[test]
    fn a_terminal_tells_what_is_behind_its_letters() {
        let told = |answer: &[u8]| {
            let (answers, keys) = read(&[answer, b"\x1b[?62c"]);
            assert!(keys.is_empty() && answers.is_whole, "{keys:?}");
            answers.background.map(|colour| colour.to_string())
        };
        assert_eq!(told(b"\x1b]11;rgb:ffff/8080/0000\x1b\\").as_deref(), Some("#ff8000"));
        assert_eq!(told(b"\x1b]11;rgb:1e/1E/2e\x07").as_deref(), Some("#1e1e2e"));
        assert_eq!(told(b"\x1b]11;rgba:0000/0000/f0f0/8000\x07").as_deref(), Some("#0000f0"));
        for odd in [
            &b"\x1b]11;rgb:fffff/0/0\x07"[..],
            b"\x1b]11;rgb:/0/0\x07",
            b"\x1b]11;rgb:1/2\x07",
            b"\x1b]11;?\x07",
            b"\x1b]11;\x07",
        ] {
            assert_eq!(told(odd), None, "{odd:?}");
        }
    }

    #[test]
    fn what_a_terminal_found_and_what_it_can_are_told_apart() {
        let (answers, _) = read(&[b"\x1b[8;1$y\x1b[8;2$y\x1b[?65;1c"]);
        assert!(answers.has_bidi_mode() && !answers.was_explicit());
        let (answers, _) = read(&[b"\x1b[8;2$y\x1b[8;2$y\x1b[?65;1c"]);
        assert!(answers.was_explicit());
        let (answers, _) = read(&[b"\x1b[?1;2c"]);
        assert!(!answers.has_bidi_mode() && answers.is_whole);
    }

    #[test]
    fn keys_of_every_kind_are_whole() {
        let (_, keys) = read(&[b"\x1bOP\x1b[<0;5;6M\x1b[M !!\x1b[200~a\x1b[Ab\x1b[201~\x1bx\x1b"]);
        let keys: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
        assert_eq!(keys, [&b"\x1bOP"[..], b"\x1b[<0;5;6M", b"\x1b[M !!", b"\x1b[200~a\x1b[Ab\x1b[201~", b"\x1bx", b"\x1b"]);
    }

    #[test]
    fn a_name_cannot_carry_controls() {
        let (answers, keys) = read(&[b"\x1bP>|evil\x0b\x0dname\x07"]);
        assert_eq!((answers.name.as_deref(), keys.len()), (Some("evilname"), 0));
    }
}
