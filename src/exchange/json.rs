//! Values and named values as JSON, their order kept.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use ron::value::RawValue;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::annotation::{Extra, Value};

/// The key under which a value that JSON has no shape for is kept as RON.
const RON: &str = "ron";

/// Named values as a JSON object, in their order.
pub(crate) struct Pairs<'a>(pub &'a [(String, Value)]);

/// Unknown fields as a JSON object of RON texts.
pub(super) struct Extras<'a>(pub Cow<'a, [(String, String)]>);

impl Extras<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Pairs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, ValueOut(value))))
    }
}

impl Serialize for Extras<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// A value.
pub(crate) struct ValueOut<'a>(pub &'a Value);

impl Serialize for ValueOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Text(text) => serializer.serialize_str(text),
            Value::Integer(number) => serializer.serialize_i64(*number),
            Value::Boolean(flag) => serializer.serialize_bool(*flag),
            Value::List(texts) => texts.serialize(serializer),
            Value::Range(start, end) => (start, end).serialize(serializer),
            Value::Other(raw) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(RON, raw)?;
                map.end()
            }
        }
    }
}

/// Reads an object, or null, into pairs in the order in which they stand.
pub(super) fn pairs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, Value)>, D::Error> {
    let pairs: Vec<(String, ValueIn)> = deserializer.deserialize_option(Entries(PhantomData))?;
    Ok(pairs.into_iter().map(|(name, value)| (name, value.0)).collect())
}

/// Reads a value, or null where there is none.
pub(super) fn value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    let value: Option<ValueIn> = Option::deserialize(deserializer)?;
    Ok(value.map(|value| value.0))
}

/// Where in a row an unknown field stands.
#[derive(Clone, Copy)]
pub(super) enum Level {
    Row,
    Span,
    Relation,
}

impl Level {
    /// The known fields there, which no unknown one may be called.
    fn known(self) -> &'static [&'static str] {
        match self {
            Self::Row => &["hashiya", "source", "schema", "annotator", "state", "document", "spans", "relations"],
            Self::Span => &["id", "tag", "start", "end", "bytes", "text", "attributes", "origin", "note", "at"],
            Self::Relation => &["id", "type", "from", "to", "order"],
        }
    }
}

/// Reads unknown fields, and refuses what would spoil the sidecar that they come to stand in.
pub(super) fn extra<'de, D: Deserializer<'de>>(deserializer: D, level: Level) -> Result<Extra, D::Error> {
    let extra: Extra = deserializer.deserialize_option(Entries(PhantomData))?;
    for (name, value) in &extra {
        let letters = name.chars().all(|c| c.is_alphanumeric() || "_-+.".contains(c));
        if name.is_empty() || !letters || level.known().contains(&name.as_str()) {
            return Err(D::Error::custom(format!("`{name}` cannot be the name of an unknown field")));
        }
        check_ron(value)?;
    }
    Ok(extra)
}

fn check_ron<E: Error>(raw: &str) -> Result<(), E> {
    RawValue::from_ron(raw).map(|_| ()).map_err(|error| E::custom(format!("`{raw}` is not RON: {error}")))
}

/// An object as pairs.
struct Entries<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
    type Value = Vec<(String, T)>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}

struct ValueIn(Value);

impl<'de> Deserialize<'de> for ValueIn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue).map(Self)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a string, a number, true, false, a list of strings, or two numbers")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Boolean(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Integer(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(i64::try_from(number).map_or_else(|_| Value::Other(number.to_string()), Value::Integer))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Other(format!("{number:?}")))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Other("None".to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(ValueIn(item)) = list.next_element()? {
            items.push(item);
        }
        if let [Value::Integer(start), Value::Integer(end)] = items.as_slice()
            && let (Ok(start), Ok(end)) = (usize::try_from(*start), usize::try_from(*end))
        {
            return Ok(Value::Range(start, end));
        }
        let texts: Option<Vec<_>> = items.iter().map(|item| item.as_text().map(str::to_owned)).collect();
        texts.map(Value::List).ok_or_else(|| A::Error::custom("a list holds strings, or two whole numbers for a sub-span"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        match map.next_entry::<String, String>()? {
            Some((key, raw)) if key == RON && map.next_key::<String>()?.is_none() => {
                check_ron(&raw)?;
                Ok(Value::Other(raw))
            }
            _ => Err(A::Error::custom("an object cannot be a value")),
        }
    }
}
