//! What a schema tells people about a tag, an attribute, a value, a relation or a fact, in English and in Arabic.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// Words in the two languages of the interface; either may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    /// In English.
    pub en: String,
    /// In Arabic.
    pub ar: String,
}

impl Wording {
    /// The English words, or the Arabic ones if there are no others.
    pub fn english(&self) -> &str {
        if self.en.is_empty() { &self.ar } else { &self.en }
    }

    /// The Arabic words, or the English ones if there are no others.
    pub fn arabic(&self) -> &str {
        if self.ar.is_empty() { &self.en } else { &self.ar }
    }

    /// Whether nothing is said in either language.
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.ar.is_empty()
    }
}

/// What people are told about an entry of a schema.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gloss {
    /// Its name; its id if the schema gives none.
    pub label: Wording,
    /// Its name where there is little room; empty if the schema gives none.
    pub short: Wording,
    /// A sentence or two.
    pub help: Wording,
    /// The rules, a paragraph a line.
    pub guideline: Wording,
    /// Examples, good ones and bad ones.
    pub examples: Vec<Example>,
}

impl Gloss {
    /// That of an entry whose schema tells nothing but its id.
    pub(super) fn named(id: &str) -> Self {
        Self::default().or_named(id)
    }

    /// The same, its id in place of a name if there is none.
    pub(super) fn or_named(mut self, id: &str) -> Self {
        if self.label.is_empty() {
            id.clone_into(&mut self.label.en);
        }
        self
    }

    /// The short name, or the name if there is none.
    pub fn brief(&self) -> &Wording {
        if self.short.is_empty() { &self.label } else { &self.short }
    }
}

/// An example of the guideline: words of a text, spans in square brackets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Example {
    /// The words.
    pub text: String,
    /// Whether this is how not to do it.
    pub is_wrong: bool,
    /// Why.
    pub note: Wording,
}

/// Words are a string, which is English, or `(en: "…", ar: "…")`.
impl<'de> Deserialize<'de> for Wording {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize, Default)]
        #[serde(default)]
        struct Both {
            en: String,
            ar: String,
        }
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Wording;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a string or (en: \"…\", ar: \"…\")")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Wording, E> {
                Ok(Wording { en: text.to_owned(), ar: String::new() })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Wording, A::Error> {
                let Both { en, ar } = Both::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Wording { en, ar })
            }
        }
        deserializer.deserialize_any(Words)
    }
}

/// An example is a string, or `(text: "…", wrong: true, note: (en: "…", ar: "…"))`.
impl<'de> Deserialize<'de> for Example {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Whole {
            text: String,
            #[serde(default)]
            wrong: bool,
            #[serde(default)]
            note: Wording,
        }
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Example;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a string or (text: \"…\", wrong: true, note: (en: \"…\", ar: \"…\"))")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Example, E> {
                Ok(Example { text: text.to_owned(), ..Example::default() })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Example, A::Error> {
                let Whole { text, wrong, note } = Whole::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Example { text, is_wrong: wrong, note })
            }
        }
        deserializer.deserialize_any(Words)
    }
}
