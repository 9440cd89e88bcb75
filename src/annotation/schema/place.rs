//! A place in a schema's file: the way to it from the outermost bracket, and the byte at which it begins.

use std::fmt;

use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_ignored::Path;

use crate::annotation::ron_text::bare;

/// How a schema's file is read: `default: "a"` for `default: Some("a")`.
pub(super) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// A step of the way: a field, or an entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Field(String),
    Item(usize),
}

/// The way to a place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Place(Vec<Step>);

impl Place {
    /// The place of a field in this one.
    pub(super) fn field(&self, name: &str) -> Self {
        self.then(Step::Field(name.to_owned()))
    }

    /// The place of an entry in this one, which is a list.
    pub(super) fn item(&self, n: usize) -> Self {
        self.then(Step::Item(n))
    }

    fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// The last field on the way.
    pub(super) fn last_field(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Field(name) => Some(name.as_str()),
            Step::Item(_) => None,
        })
    }

    /// The byte of `text` at which it begins, for a field with its name; that of the nearest place around it that the text has.
    pub(super) fn offset(&self, text: &str) -> usize {
        let mut raw = text;
        for step in &self.0 {
            let Some(inner) = within(raw, step) else { break };
            raw = inner;
        }
        let at = raw.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        match self.0.last() {
            Some(Step::Field(name)) => text.get(..at).and_then(|before| before.rfind(name.as_str())).unwrap_or(at),
            _ => at,
        }
    }
}

/// What is wrong at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flaw {
    pub(super) place: Place,
    /// One plain sentence.
    pub(super) message: String,
}

impl Place {
    /// What is wrong here.
    pub(super) fn flaw(self, message: String) -> Flaw {
        Flaw { place: self, message }
    }
}

impl From<&Path<'_>> for Place {
    fn from(path: &Path<'_>) -> Self {
        match path {
            Path::Root => Self::default(),
            Path::Seq { parent, index } => Self::from(*parent).item(*index),
            Path::Map { parent, key } => Self::from(*parent).field(key),
            Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => Self::from(*parent),
        }
    }
}

/// The RON text of a field or an entry.
fn within<'a>(raw: &'a str, step: &Step) -> Option<&'a str> {
    let parts: Parts<'a> = options().from_str(raw).ok()?;
    match (step, parts) {
        (Step::Field(name), Parts::Fields(fields)) => fields.into_iter().find(|(known, _)| known == name).map(|(_, raw)| raw),
        // `One([…])` is taken for its list.
        (Step::Item(_), Parts::Entries(entries)) if raw.starts_with(char::is_alphabetic) => within(entries.first()?, step),
        (Step::Item(n), Parts::Entries(entries)) => entries.get(*n).copied(),
        _ => None,
    }
}

/// What a RON value is made of.
enum Parts<'a> {
    Fields(Vec<(String, &'a str)>),
    Entries(Vec<&'a str>),
    Nothing,
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
