//! Reading records in the plain layout that is written here, several times as fast as RON at large is read.
//!
//! What is read here is RON, and means the same there; a test compares the two. Whatever else RON allows (comments, raw
//! strings, other shapes) gives `None`, and so does every fault: then RON's own reader has the word.

use memchr::{memchr, memchr2};

use crate::annotation::ron_text::Extra;
use crate::annotation::value::Value;

/// How deep the brackets of a value that is not known here may nest.
const DEPTH: usize = 16;

/// A text that was read up to a byte.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// A reader of a text, at its beginning.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Whether the whole text was read.
    pub fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Two values in brackets.
    pub fn pair<A, B>(
        &mut self,
        first: impl FnOnce(&mut Self) -> Option<A>,
        second: impl FnOnce(&mut Self) -> Option<B>,
    ) -> Option<(A, B)> {
        self.eat(b'(')?;
        let first = self.blank(first)?;
        self.eat(b',')?;
        let second = self.blank(second)?;
        self.eat(b')')?;
        Some((first, second))
    }

    /// A value of an attribute.
    pub fn value(&mut self) -> Option<Value> {
        match self.peek()? {
            b'"' => self.string().map(Value::Text),
            b'[' => self.list(Self::string).map(Value::List),
            b'(' => self.pair(Self::number, Self::number).map(|(start, end)| Value::Range(start, end)),
            b'-' | b'0'..=b'9' => self.number().map(Value::Integer),
            _ => match self.name()? {
                "true" => Some(Value::Boolean(true)),
                "false" => Some(Value::Boolean(false)),
                _ => None,
            },
        }
    }

    /// Adds a field that is not known here, as it stands.
    pub fn unknown(&mut self, name: &str, extra: &mut Extra) -> Option<()> {
        let raw = self.raw()?;
        extra.push((name.to_owned(), raw.to_owned()));
        Some(())
    }

    /// A value of any shape, as it stands.
    pub fn raw(&mut self) -> Option<&'a str> {
        let from = self.at;
        self.skip(DEPTH)?;
        self.text.get(from..self.at)
    }

    /// Reads something, or nothing at all.
    pub fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let from = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = from;
        }
        found
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
    pub fn record(&mut self, mut field: impl FnMut(&mut Self, &'a str) -> Option<()>) -> Option<()> {
        self.items(b'(', b')', |reader| {
            let name = reader.name()?;
            reader.blanks();
            reader.eat(b':')?;
            reader.blanks();
            field(reader, name)
        })
    }

    /// A list.
    pub fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
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

    /// A name without quotation marks.
    pub fn name(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let name = rest.get(..length).filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
        self.at += length;
        Some(name)
    }

    /// A whole number.
    pub fn number<T: std::str::FromStr>(&mut self) -> Option<T> {
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

    /// A number with or without a point, as it is written.
    pub fn decimal(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.')).count();
        self.at += length;
        rest.get(..length).filter(|number| !number.is_empty())
    }

    /// A text in quotation marks.
    pub fn string(&mut self) -> Option<String> {
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
    pub fn blank<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
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
pub fn once<T>(field: &mut Option<T>, read: Option<T>) -> Option<()> {
    if field.is_some() {
        return None;
    }
    *field = read;
    field.is_some().then_some(())
}
