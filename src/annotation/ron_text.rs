//! RON as text: strings written readably, unknown fields kept as they stand, faults with their place.

use std::fmt::{self, Write as _};

use ron::error::SpannedError;
use ron::value::RawValue;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Fields that are not known here, each with its name and its value as raw RON, in the order of the file.
///
/// They are written back as they were read, so that a newer program's or a colleague's additions survive.
pub type Extra = Vec<(String, String)>;

/// The raw value of a field that is not known here, by the name that a journal gives it.
///
/// A field whose name the program itself knows belongs in a typed field of its record instead.
pub fn unknown_mut<'a>(fields: &'a mut Extra, name: &str) -> Option<&'a mut String> {
    fields.iter_mut().find(|(known, _)| known == name).map(|(_, raw)| raw)
}

/// What is wrong in a RON text, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// One plain sentence.
    pub message: String,
}

impl Fault {
    /// The fault at byte `at` of `text`.
    pub fn at(text: &str, at: usize, message: impl Into<String>) -> Self {
        let before = || text.char_indices().take_while(|(i, _)| *i < at).map(|(_, c)| c);
        let line = 1 + before().filter(|c| *c == '\n').count();
        let column = 1 + before().fold(0, |column, c| if c == '\n' { 0 } else { column + 1 });
        Self { line, column, message: message.into() }
    }
}

impl From<SpannedError> for Fault {
    fn from(error: SpannedError) -> Self {
        let start = error.span.start;
        Self { line: start.line, column: start.col, message: sentence(&error.code) }
    }
}

fn sentence(error: &ron::Error) -> String {
    match error {
        ron::Error::Eof => "the file ends before its last bracket is closed".to_owned(),
        ron::Error::MissingStructField { field, .. } => format!("the field `{field}` is missing"),
        ron::Error::DuplicateStructField { field, .. } => format!("the field `{field}` stands twice"),
        ron::Error::TrailingCharacters => "something follows the closing bracket".to_owned(),
        ron::Error::NoSuchEnumVariant { found, expected, .. } => {
            format!("`{found}` is not one of {}", expected.join(", "))
        }
        other => {
            let text = other.to_string();
            let mut chars = text.chars();
            chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
        }
    }
}

/// Writes a string in quotation marks, letters and vowel marks as they are.
///
/// Escaped are `"`, `\`, control characters and the bidi controls U+202A..202E and U+2066..2069, which could
/// make a line of the file appear in another order than it stands.
pub fn write_string(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some((plain, c, after)) = split_at_escape(rest) {
        out.push_str(plain);
        write_escape(out, c);
        rest = after;
    }
    out.push_str(rest);
    out.push('"');
}

/// The text before the first character that is escaped, that character, and the text after it.
fn split_at_escape(text: &str) -> Option<(&str, char, &str)> {
    let (at, c) = text.char_indices().find(|(_, c)| is_escaped(*c))?;
    Some((text.get(..at)?, c, text.get(at + c.len_utf8()..)?))
}

fn is_escaped(c: char) -> bool {
    matches!(c, '"' | '\\' | '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn write_escape(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c => {
            let _infallible = write!(out, "\\u{{{:x}}}", u32::from(c));
        }
    }
}

/// Writes one unknown field as `name: value`.
pub fn write_field(out: &mut String, name: &str, value: &str) {
    out.push_str(if is_plain_name(name) { "" } else { "r#" });
    out.push_str(name);
    out.push_str(": ");
    out.push_str(value);
}

/// Whether a name that RON has read can stand without `r#`.
fn is_plain_name(name: &str) -> bool {
    if name.is_ascii() {
        return !name.contains(['.', '+', '-']) && !name.starts_with(|c: char| c.is_ascii_digit());
    }
    RawValue::from_ron(&format!("({name}: 1)")).is_ok()
}

/// Reads the value of an unknown field as raw RON, without the comments around it.
///
/// # Errors
/// Whatever keeps the value from being RON.
pub fn read_unknown<'de, A: MapAccess<'de>>(name: &str, map: &mut A) -> Result<(String, String), A::Error> {
    let value: &RawValue = map.next_value()?;
    Ok((name.to_owned(), bare(value).to_owned()))
}

/// The text of a RON value without white space and comments around it.
pub fn bare(value: &RawValue) -> &str {
    let text = value.get_ron();
    let outer = |c: char| c == '/' || c.is_whitespace();
    // Finding the comments means parsing once more, and there hardly ever are any.
    if text.starts_with(outer) || text.ends_with(outer) { value.trim().get_ron() } else { text }
}

/// Reads the value of a known field, once.
///
/// # Errors
/// A value of another shape, or a field that has been read already.
pub fn read_known<'de, A: MapAccess<'de>, T: serde::Deserialize<'de>>(
    name: &'static str,
    slot: &mut Option<T>,
    map: &mut A,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    *slot = Some(map.next_value()?);
    Ok(())
}

/// What a RON value is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parts<'a> {
    /// Of fields: their names, and their values as raw RON.
    Fields(Vec<(String, &'a str)>),
    /// Of the entries of a list or a tuple, as raw RON.
    Entries(Vec<&'a str>),
    /// Of nothing that has a place of its own.
    Nothing,
}

impl<'a> Parts<'a> {
    /// The parts of a RON text; `None` if it is none.
    pub fn of(text: &'a str, options: &ron::Options) -> Option<Self> {
        options.from_str(text).ok()
    }
}

impl<'de> Deserialize<'de> for Parts<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Taking)
    }
}

struct Taking;

impl<'de> Visitor<'de> for Taking {
    type Value = Parts<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("fields or entries")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(Name(name)) = map.next_key()? {
            fields.push((name, bare(map.next_value::<&RawValue>()?)));
        }
        Ok(Parts::Fields(fields))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(raw) = seq.next_element::<&RawValue>()? {
            entries.push(bare(raw));
        }
        Ok(Parts::Entries(entries))
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Parts::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Parts::Nothing)
    }
}

/// The name of a field.
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Letters;
        impl Visitor<'_> for Letters {
            type Value = Name;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("the name of a field")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
                Ok(Name(name.to_owned()))
            }
        }
        deserializer.deserialize_identifier(Letters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_vowel_marks_and_escape_what_could_deceive() {
        let written = |text: &str| {
            let mut out = String::new();
            write_string(&mut out, text);
            out
        };
        assert_eq!(written("قُتِلَ \u{200F}لا"), "\"قُتِلَ \u{200F}لا\"");
        assert_eq!(written("a\"\\\n\t\r"), r#""a\"\\\n\t\r""#);
        assert_eq!(written("\0\u{7F}\u{85}\u{202E}\u{2066}"), r#""\u{0}\u{7f}\u{85}\u{202e}\u{2066}""#);
    }

    #[test]
    fn a_name_that_needs_it_is_written_raw() {
        let written = |name: &str| {
            let mut out = String::new();
            write_field(&mut out, name, "1");
            out
        };
        assert_eq!(["odd_1", "from-tool", "1st", "خبر"].map(written), ["odd_1: 1", "r#from-tool: 1", "r#1st: 1", "خبر: 1"]);
        assert_eq!(written("\u{64E}x"), "r#\u{64E}x: 1");
    }

    #[test]
    fn a_fault_counts_lines_and_columns_in_characters() {
        let fault = Fault::at("سطر\nثان هنا", "سطر\nثان ".len(), "wrong");
        assert_eq!(fault.to_string(), "line 2, column 5: wrong");
    }
}
