//! Reading a sidecar in the plain layout that is written here, several times as fast as RON at large is read.
//!
//! What is read here is RON, and means the same there; a test compares the two. Whatever else RON allows (comments, raw
//! strings, missing fields, other shapes) gives `None`, and so does every fault: then RON's own reader has the word.

use memchr::{memchr, memchr2};

use super::VERSION;
use super::record::{SchemaRecord, SourceRecord, Stored, StoredRelation, StoredSpan};
use crate::annotation::{Extra, Value};

/// How deep the brackets of a value that is not known here may nest.
const DEPTH: usize = 16;

/// Reads a sidecar of this version; `None` where it is not in the plain layout.
pub(super) fn read(text: &str) -> Option<Stored> {
    let mut reader = Reader { text, at: 0 };
    reader.blanks();
    let stored = reader.stored()?;
    reader.blanks();
    (reader.at == text.len() && stored.hashiya == VERSION).then_some(stored)
}

/// A text that was read up to a byte.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn stored(&mut self) -> Option<Stored> {
        let (mut hashiya, mut source, mut schema, mut annotator) = (None, None, None, None);
        let (mut state, mut document, mut spans, mut relations, mut extra) = (None, None, None, None, Extra::new());
        self.record(|reader, name| match name {
            "hashiya" => once(&mut hashiya, reader.number()),
            "source" => once(&mut source, reader.source()),
            "schema" => once(&mut schema, reader.schema()),
            "annotator" => once(&mut annotator, reader.string()),
            "state" => once(&mut state, reader.string()),
            "document" => once(&mut document, reader.pairs()),
            "spans" => once(&mut spans, reader.list(Self::span)),
            "relations" => once(&mut relations, reader.list(Self::relation)),
            _ => reader.unknown(name, &mut extra),
        })?;
        Some(Stored {
            hashiya: hashiya?,
            source: source?,
            schema: schema?,
            annotator: annotator?,
            state: state?,
            document: document?,
            spans: spans?,
            relations: relations?,
            extra,
        })
    }

    fn source(&mut self) -> Option<SourceRecord> {
        let (mut file, mut sha256, mut bytes, mut code_points, mut encoding) = (None, None, None, None, None);
        let mut extra = Extra::new();
        self.record(|reader, name| match name {
            "file" => once(&mut file, reader.string()),
            "sha256" => once(&mut sha256, reader.string()),
            "bytes" => once(&mut bytes, reader.number()),
            "code_points" => once(&mut code_points, reader.number()),
            "encoding" => once(&mut encoding, reader.string()),
            _ => reader.unknown(name, &mut extra),
        })?;
        Some(SourceRecord { file: file?, sha256: sha256?, bytes: bytes?, code_points: code_points?, encoding: encoding?, extra })
    }

    fn schema(&mut self) -> Option<SchemaRecord> {
        let (mut id, mut version, mut extra) = (None, None, Extra::new());
        self.record(|reader, name| match name {
            "id" => once(&mut id, reader.string()),
            "version" => once(&mut version, reader.string()),
            _ => reader.unknown(name, &mut extra),
        })?;
        Some(SchemaRecord { id: id?, version: version?, extra })
    }

    fn span(&mut self) -> Option<StoredSpan> {
        let (mut id, mut tag, mut start, mut end, mut bytes) = (None, None, None, None, None);
        let (mut text, mut attributes, mut origin, mut note, mut at) = (None, None, None, None, None);
        let mut extra = Extra::new();
        self.record(|reader, name| match name {
            "id" => once(&mut id, reader.name_of()),
            "tag" => once(&mut tag, reader.string()),
            "start" => once(&mut start, reader.number()),
            "end" => once(&mut end, reader.number()),
            "bytes" => once(&mut bytes, reader.range()),
            "text" => once(&mut text, reader.string()),
            "attributes" => once(&mut attributes, reader.pairs()),
            "origin" => once(&mut origin, reader.name_of()),
            "note" => once(&mut note, reader.string()),
            "at" => once(&mut at, reader.name_of()),
            _ => reader.unknown(name, &mut extra),
        })?;
        Some(StoredSpan {
            id: id?,
            tag: tag?,
            start: start?,
            end: end?,
            bytes,
            text,
            attributes: attributes?,
            origin: origin?,
            note: note?,
            at: at?,
            extra,
        })
    }

    fn relation(&mut self) -> Option<StoredRelation> {
        let (mut id, mut kind, mut from, mut to, mut order, mut extra) = (None, None, None, None, None, Extra::new());
        self.record(|reader, name| match name {
            "id" => once(&mut id, reader.name_of()),
            "type" => once(&mut kind, reader.string()),
            "from" => once(&mut from, reader.name_of()),
            "to" => once(&mut to, reader.name_of()),
            "order" => once(&mut order, reader.number()),
            _ => reader.unknown(name, &mut extra),
        })?;
        Some(StoredRelation { id: id?, kind: kind?, from: from?, to: to?, order, extra })
    }

    /// Named values.
    fn pairs(&mut self) -> Option<Vec<(String, Value)>> {
        self.list(|reader| {
            reader.eat(b'(')?;
            let name = reader.blank(Self::string)?;
            reader.eat(b',')?;
            let value = reader.blank(Self::value)?;
            reader.eat(b')')?;
            Some((name, value))
        })
    }

    fn value(&mut self) -> Option<Value> {
        match self.peek()? {
            b'"' => self.string().map(Value::Text),
            b'[' => self.list(Self::string).map(Value::List),
            b'(' => self.range().map(|(start, end)| Value::Range(start, end)),
            b'-' | b'0'..=b'9' => self.number().map(Value::Integer),
            _ => match self.name()? {
                "true" => Some(Value::Boolean(true)),
                "false" => Some(Value::Boolean(false)),
                _ => None,
            },
        }
    }

    fn range(&mut self) -> Option<(usize, usize)> {
        self.eat(b'(')?;
        let start = self.blank(Self::number)?;
        self.eat(b',')?;
        let end = self.blank(Self::number)?;
        self.eat(b')')?;
        Some((start, end))
    }

    /// Adds a field that is not known here, as it stands.
    fn unknown(&mut self, name: &str, extra: &mut Extra) -> Option<()> {
        let from = self.at;
        self.skip(DEPTH)?;
        extra.push((name.to_owned(), self.text.get(from..self.at)?.to_owned()));
        Some(())
    }

    /// Passes over a value of strings, numbers, names and brackets around them.
    fn skip(&mut self, depth: usize) -> Option<()> {
        let inner = depth.checked_sub(1)?;
        match self.peek()? {
            b'"' => self.string().map(drop),
            b'-' | b'0'..=b'9' => self.number::<i64>().map(drop),
            b'[' => self.items(b'[', b']', |reader| reader.skip(inner)),
            b'(' => self.items(b'(', b')', |reader| reader.skip(inner)),
            _ => {
                self.name()?;
                if self.peek()? == b'(' { self.items(b'(', b')', |reader| reader.skip(inner)) } else { Some(()) }
            }
        }
    }

    /// Reads named fields in brackets.
    fn record(&mut self, mut field: impl FnMut(&mut Self, &'a str) -> Option<()>) -> Option<()> {
        self.items(b'(', b')', |reader| {
            let name = reader.name()?;
            reader.blanks();
            reader.eat(b':')?;
            reader.blanks();
            field(reader, name)
        })
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = Vec::new();
        self.items(b'[', b']', |reader| {
            items.push(item(reader)?);
            Some(())
        })?;
        Some(items)
    }

    /// What stands between two brackets, with commas, of which one may follow the last.
    fn items(&mut self, open: u8, close: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.eat(open)?;
        loop {
            self.blanks();
            if self.peek()? == close {
                return self.eat(close);
            }
            item(self)?;
            self.blanks();
            if self.peek()? == close {
                return self.eat(close);
            }
            self.eat(b',')?;
        }
    }

    fn name(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let name = rest.get(..length).filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
        self.at += length;
        Some(name)
    }

    fn number<T: std::str::FromStr>(&mut self) -> Option<T> {
        let rest = self.text.get(self.at..)?;
        let sign = usize::from(rest.starts_with('-'));
        let digits = rest.bytes().skip(sign).take_while(u8::is_ascii_digit).count();
        // A zero that leads may announce another base.
        if digits == 0 || (digits > 1 && rest.as_bytes().get(sign) == Some(&b'0')) {
            return None;
        }
        self.at += sign + digits;
        rest.get(..sign + digits)?.parse().ok()
    }

    fn string(&mut self) -> Option<String> {
        self.eat(b'"')?;
        let mut text = String::new();
        loop {
            let rest = self.text.get(self.at..)?;
            let end = memchr2(b'"', b'\\', rest.as_bytes())?;
            let plain = rest.get(..end)?;
            self.at += end + 1;
            if rest.as_bytes().get(end) == Some(&b'"') {
                if text.is_empty() {
                    return Some(plain.to_owned());
                }
                text.push_str(plain);
                return Some(text);
            }
            text.push_str(plain);
            text.push(self.escaped()?);
        }
    }

    /// A string that is a name of something.
    fn name_of<T: From<String>>(&mut self) -> Option<T> {
        self.string().map(T::from)
    }

    /// The sign that an escape stands for, its backslash read.
    fn escaped(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += 1;
        match letter {
            b'"' => Some('"'),
            b'\\' => Some('\\'),
            b'n' => Some('\n'),
            b'r' => Some('\r'),
            b't' => Some('\t'),
            b'u' => {
                self.eat(b'{')?;
                let rest = self.text.get(self.at..)?;
                let digits = rest.get(..memchr(b'}', rest.as_bytes())?).filter(|digits| (1..=6).contains(&digits.len()))?;
                self.at += digits.len() + 1;
                let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
                is_hexadecimal.then(|| u32::from_str_radix(digits, 16).ok()).flatten().and_then(char::from_u32)
            }
            _ => None,
        }
    }

    /// Reads something with blanks around it.
    fn blank<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.blanks();
        let read = read(self)?;
        self.blanks();
        Some(read)
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\t' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        let is_there = self.peek()? == byte;
        self.at += usize::from(is_there);
        is_there.then_some(())
    }
}

/// Fills a field that was not read yet.
fn once<T>(field: &mut Option<T>, read: Option<T>) -> Option<()> {
    if field.is_some() {
        return None;
    }
    *field = read;
    field.is_some().then_some(())
}
