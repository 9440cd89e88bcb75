//! Values as plain strings, for formats that know nothing else, and back again by the schema.

use std::ops::Range;

use crate::annotation::{Attribute, Kind, Schema, Value};

/// What stands between the items of a list.
const BETWEEN: char = '|';

/// A value as a string: lists with `|`, sub-spans as `start..end` in the unit of the format.
///
/// `place` gives a sub-span, which counts code points, in that unit; where it cannot, the code points stay.
pub(super) fn plain(value: &Value, place: impl Fn(Range<usize>) -> Option<Range<usize>>) -> String {
    match value {
        Value::Text(text) | Value::Other(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::List(texts) => join(texts),
        Value::Range(start, end) => {
            let range = place(*start..*end).unwrap_or(*start..*end);
            format!("{}..{}", range.start, range.end)
        }
    }
}

/// The value that a string stands for, by the kind that the schema gives the attribute; else a string.
///
/// A sub-span stays in the unit of the format.
pub(super) fn typed(schema: &Schema, tag: &str, name: &str, text: &str) -> Value {
    typed_as(schema.tag(tag).and_then(|tag| tag.attribute(name)), text)
}

/// The value that a string stands for, by the kind of its attribute if that is known; else a string.
pub(super) fn typed_as(attribute: Option<&Attribute>, text: &str) -> Value {
    let read = match attribute.map(|attribute| &attribute.kind) {
        Some(Kind::Int) => text.parse().ok().map(Value::Integer),
        Some(Kind::Flag) => text.parse().ok().map(Value::Boolean),
        Some(Kind::Many(_)) => Some(Value::List(split(text))),
        Some(Kind::SubSpan) => {
            text.split_once("..").and_then(|(start, end)| Some(Value::Range(start.parse().ok()?, end.parse().ok()?)))
        }
        _ => None,
    };
    read.unwrap_or_else(|| Value::Text(text.to_owned()))
}

/// Whether a value, written as a string, is read back as what it was.
pub(super) fn survives(schema: &Schema, tag: &str, name: &str, value: &Value) -> bool {
    !matches!(value, Value::Text(text) if text.is_empty()) && typed(schema, tag, name, &plain(value, |_| None)) == *value
}

fn join(texts: &[String]) -> String {
    let escaped: Vec<String> = texts.iter().map(|text| text.replace('\\', "\\\\").replace(BETWEEN, "\\|")).collect();
    escaped.join("|")
}

fn split(text: &str) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let (mut items, mut item, mut chars) = (Vec::new(), String::new(), text.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => item.extend(chars.next()),
            BETWEEN => items.push(std::mem::take(&mut item)),
            _ => item.push(c),
        }
    }
    items.push(item);
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_with_the_types_of_the_schema() {
        let schema = Schema::builtin();
        let list = Value::List(vec!["a|b\\".to_owned(), "نساء".to_owned()]);
        for (name, value) in
            [("min", Value::Integer(-3)), ("profile", list), ("harm", Value::from("killed")), ("zone", Value::from("5"))]
        {
            assert!(survives(schema, "CASUALTY", name, &value), "{name}");
        }
        assert!(survives(schema, "LOCATION", "protected", &Value::Boolean(true)));
        assert!(survives(schema, "ALLEGATION", "cue", &Value::Range(3, 9)));
        assert_eq!(plain(&Value::Range(3, 9), |_| Some(4..11)), "4..11");
        for (name, value) in [("zone", Value::Integer(5)), ("min", Value::from("5")), ("harm", Value::from(""))] {
            assert!(!survives(schema, "CASUALTY", name, &value), "{name}");
        }
    }
}
