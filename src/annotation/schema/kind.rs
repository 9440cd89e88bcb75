//! What values an attribute has, and where a proposed one comes from.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::gloss::{Example, Gloss, Wording};
use crate::annotation::value::Value;
use crate::language::date::Date;

/// What values an attribute has.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub enum Kind {
    /// An entry of a registry.
    Entity {
        /// Name of the registry (`actors`).
        registry: String,
    },
    /// One of these.
    One(Vec<ValueType>),
    /// Any of these.
    Many(Vec<ValueType>),
    /// Yes or no.
    Flag,
    /// A whole number.
    Int,
    /// Free text.
    Text,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// A part of the annotation's own sentence.
    SubSpan,
}

impl Kind {
    /// The values to choose from, in the order of the file; none where the kind has no list of them.
    pub fn values(&self) -> &[ValueType] {
        match self {
            Self::One(values) | Self::Many(values) => values,
            _ => &[],
        }
    }

    /// How a value fits.
    pub fn fit(&self, value: &Value) -> Fit {
        let known = |word: &str| self.values().iter().find(|known| known.id == word);
        let of_words = |words: &mut dyn Iterator<Item = &str>| {
            words.map(|word| known(word).map_or(Fit::Unknown, ValueType::fit)).max().unwrap_or(Fit::Good)
        };
        match (self, value) {
            (Self::One(_), Value::Text(word)) => of_words(&mut std::iter::once(word.as_str())),
            (Self::Many(_), Value::List(words)) => of_words(&mut words.iter().map(String::as_str)),
            (Self::One(_) | Self::Many(_), Value::Text(_) | Value::List(_)) => Fit::Unknown,
            (Self::Flag, Value::Boolean(_))
            | (Self::Int, Value::Integer(_))
            | (Self::Text | Self::Entity { .. }, Value::Text(_))
            | (Self::SubSpan, Value::Range(..)) => Fit::Good,
            (Self::Date, Value::Text(date)) if is_date(date) => Fit::Good,
            _ => Fit::OtherKind,
        }
    }
}

/// How a value fits an attribute, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// It is one of its values.
    Good,
    /// It is one that is no longer given to new work.
    Retired,
    /// It is of the right kind, but the schema does not have it.
    Unknown,
    /// It is of another kind.
    OtherKind,
}

/// A value that an attribute can have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ValueType {
    /// Its id in the sidecars.
    pub id: String,
    /// What people are told about it.
    pub gloss: Gloss,
    /// Whether it is no longer given to new work; what has it keeps it.
    pub is_retired: bool,
}

impl ValueType {
    fn fit(&self) -> Fit {
        if self.is_retired { Fit::Retired } else { Fit::Good }
    }
}

/// A value is a string, its id, or `Value(id: "…", label: (en: "…", ar: "…"), …)`.
impl<'de> Deserialize<'de> for ValueType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Whole {
            id: String,
            #[serde(default)]
            label: Wording,
            #[serde(default)]
            short: Wording,
            #[serde(default)]
            help: Wording,
            #[serde(default)]
            guideline: Wording,
            #[serde(default)]
            examples: Vec<Example>,
            #[serde(default)]
            retired: bool,
        }
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = ValueType;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a string or Value(id: \"…\", …)")
            }

            fn visit_str<E: Error>(self, id: &str) -> Result<ValueType, E> {
                Ok(ValueType { id: id.to_owned(), gloss: Gloss::named(id), is_retired: false })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ValueType, A::Error> {
                let Whole { id, label, short, help, guideline, examples, retired } =
                    Whole::deserialize(MapAccessDeserializer::new(map))?;
                let gloss = Gloss { label, short, help, guideline, examples }.or_named(&id);
                Ok(ValueType { id, gloss, is_retired: retired })
            }
        }
        deserializer.deserialize_any(Words)
    }
}

/// Where a proposed value comes from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub enum Fill {
    /// The registry's entry for the words of the span.
    Registry,
    /// The last annotation of the same words.
    SameText,
    /// What the span before says, of the same tag.
    Before,
    /// What the last span says that is no part of another, where the span is a bare number: وأصيب 12.
    Continued,
    /// A value where a span is inside that says one of some values: أربعة من الكتائب.
    Holds {
        /// Values, of any attribute.
        class: Vec<String>,
        /// The value.
        value: String,
    },
    /// A lexicon of the schema, by its id.
    Lexicon(String),
    /// The figure in the span.
    Number(Figure),
    /// A cue around the span.
    Cue(Cue),
}

/// A part of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
pub enum Figure {
    /// Its lower bound.
    Min,
    /// Its upper bound.
    Max,
    /// How exact it claims to be.
    Qualifier,
}

/// What is read from a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
pub enum Cue {
    /// The author's distance from the claim.
    Stance,
    /// How certain the claim is.
    Certainty,
    /// The place of the cue.
    Span,
    /// The words that say when, the days they mean, or what that rests on: as the kind of the attribute asks.
    When,
}

/// Who may set an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
pub enum Who {
    /// Everyone.
    #[default]
    Annotator,
    /// Only a reviewer.
    Reviewer,
}

/// Whether a text is a day of the calendar, `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    Date::parse(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        for good in ["2019-03-04", "2024-02-29", "2000-12-31"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["2019-3-4", "2023-02-29", "2019-13-01", "2019-04-31", "2019-04-00", "2019-04", "2019-04-01-", "٢٠١٩-٠٣-٠٤"]
        {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn a_value_fits_its_kind_or_does_not() {
        let kind: Kind = ron::from_str(r#"One(["a", Value(id: "b", retired: true)])"#).unwrap();
        let fits = |kind: &Kind, value: Value| kind.fit(&value);
        assert_eq!(["a", "b", "c"].map(|word| fits(&kind, word.into())), [Fit::Good, Fit::Retired, Fit::Unknown]);
        assert_eq!(fits(&kind, Value::Integer(1)), Fit::OtherKind);
        let many = Kind::Many(kind.values().to_vec());
        let list = |words: &[&str]| Value::List(words.iter().map(|word| (*word).to_owned()).collect());
        assert_eq!(
            [&["a"] as &[_], &["a", "b"], &["b", "c"], &[]].map(|words| fits(&many, list(words))),
            [Fit::Good, Fit::Retired, Fit::Unknown, Fit::Good]
        );
        assert_eq!(fits(&Kind::Date, "2031-02-30".into()), Fit::OtherKind);
        assert_eq!(fits(&Kind::SubSpan, Value::Range(1, 2)), Fit::Good);
    }
}
