//! The value of an attribute: a string, a number, a yes or no, a list, a sub-span.

use std::fmt::Write as _;

use ron::value::RawValue;
use serde::{Deserialize, Deserializer};

use super::ron_text::{bare, write_string};

/// The value of an attribute of an annotation or of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// Free text, a date, or one of a list of values.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A flag.
    Boolean(bool),
    /// Several of a list of values.
    List(Vec<String>),
    /// A sub-span, start and end in code points of the whole text.
    Range(usize, usize),
    /// A value of another shape, kept as raw RON.
    Other(String),
}

impl Value {
    /// Reads a value from one RON value.
    pub fn from_ron(raw: &str) -> Self {
        let other = || Self::Other(raw.to_owned());
        match raw.chars().next() {
            Some('"' | 'r') => string(raw).map_or_else(other, Self::Text),
            Some('[') => ron::from_str(raw).map_or_else(|_| other(), Self::List),
            Some('(') => ron::from_str(raw).map_or_else(|_| other(), |(start, end)| Self::Range(start, end)),
            Some('t') if raw == "true" => Self::Boolean(true),
            Some('f') if raw == "false" => Self::Boolean(false),
            Some('0'..='9' | '-' | '+') => ron::from_str(raw).map_or_else(|_| other(), Self::Integer),
            _ => other(),
        }
    }

    /// Writes the value as RON, vowel marks as they are.
    pub fn write_ron(&self, out: &mut String) {
        match self {
            Self::Text(text) => write_string(out, text),
            Self::Integer(number) => out.push_str(&number.to_string()),
            Self::Boolean(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Self::List(texts) => {
                out.push('[');
                for (n, text) in texts.iter().enumerate() {
                    out.push_str(if n == 0 { "" } else { ", " });
                    write_string(out, text);
                }
                out.push(']');
            }
            Self::Range(start, end) => {
                let _infallible = write!(out, "({start}, {end})");
            }
            Self::Other(raw) => out.push_str(raw),
        }
    }

    /// The text of a [`Value::Text`].
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A string as it stands, or, where it has escapes, as RON reads it.
fn string(raw: &str) -> Option<String> {
    let plain = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|text| !text.contains('\\'));
    plain.map(str::to_owned).or_else(|| ron::from_str(raw).ok())
}

/// As it is read by eye: lists with commas, flags as yes and no.
impl std::fmt::Display for Value {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) | Self::Other(text) => out.write_str(text),
            Self::Integer(number) => write!(out, "{number}"),
            Self::Boolean(flag) => out.write_str(if *flag { "yes" } else { "no" }),
            Self::List(texts) => out.write_str(&texts.join(", ")),
            Self::Range(start, end) => write!(out, "{start}..{end}"),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Ok(Self::from_ron(bare(raw)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_of_value_is_read_and_written_back() {
        let shapes = [
            (r#""مجموعة""#, Value::from("مجموعة")),
            (r#""a \"b\"""#, Value::from("a \"b\"")),
            ("-12", Value::Integer(-12)),
            ("true", Value::Boolean(true)),
            (r#"["men", "women"]"#, Value::List(vec!["men".to_owned(), "women".to_owned()])),
            ("[]", Value::List(Vec::new())),
            ("(3, 9)", Value::Range(3, 9)),
            ("1.5", Value::Other("1.5".to_owned())),
            ("Some([1, 2])", Value::Other("Some([1, 2])".to_owned())),
            ("99999999999999999999", Value::Other("99999999999999999999".to_owned())),
        ];
        for (text, value) in shapes {
            let mut out = String::new();
            value.write_ron(&mut out);
            assert_eq!((ron::from_str::<Value>(text).unwrap(), out.as_str()), (value, text));
        }
    }
}
