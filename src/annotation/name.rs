//! Names of things, each a type of its own, so that the id of a span is never taken for that of a relation or for a time.

use std::time::SystemTime;

/// Declares a text that is a name of something: cheap to make, kept as it is written, compared with plain text.
macro_rules! name {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(String);

        impl $name {
            /// The name as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The name as a text.
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl From<String> for $name {
            fn from(name: String) -> Self {
                Self(name)
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self(name.to_owned())
            }
        }

        impl From<&$name> for $name {
            fn from(name: &$name) -> Self {
                name.clone()
            }
        }

        impl std::ops::Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl PartialEq<String> for $name {
            fn eq(&self, other: &String) -> bool {
                self.0 == *other
            }
        }

        impl PartialEq<$name> for &str {
            fn eq(&self, other: &$name) -> bool {
                *self == other.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.pad(&self.0)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self)
            }
        }
    };
}

name! {
    /// The id of an annotation, unique within its set: `s1`, `s2`, …, or whatever a file has.
    SpanId
}

name! {
    /// The id of a relation, unique within its set: `r1`, `r2`, …, or whatever a file has.
    RelationId
}

name! {
    /// The id of an identity, unique within its registry: `sahl_brigades`, or whatever a file has.
    IdentityId
}

name! {
    /// A moment as it is written in a file: RFC 3339, such as `2026-11-29T10:00:00Z`; empty if it is not known.
    Timestamp
}

name! {
    /// The end of a relation: a span of the same set by its id, or something that is no span of it.
    ///
    /// It is kept as it is written.
    End
}

name! {
    /// What tells an order from every other: the changes that it made in several texts are taken back together by it.
    ///
    /// It is kept as it is written.
    OrderId
}

impl OrderId {
    /// The id of an order that was given at a moment, the `n`-th of a sitting.
    pub fn given(at: SystemTime, n: usize) -> Self {
        let since = at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self(format!("{:x}-{n}", since.as_nanos()))
    }
}

impl From<SystemTime> for Timestamp {
    fn from(moment: SystemTime) -> Self {
        Self(humantime::format_rfc3339_seconds(moment).to_string())
    }
}

impl From<SpanId> for End {
    fn from(id: SpanId) -> Self {
        Self(id.0)
    }
}

impl From<&SpanId> for End {
    fn from(id: &SpanId) -> Self {
        Self(id.0.clone())
    }
}

/// Stands between the name of a text and the id of a span of it in the end of a relation.
const OF_TEXT: char = '#';

impl End {
    /// A span of another text: `FILE#ID`.
    pub fn in_text(file: &str, id: &SpanId) -> Self {
        Self(format!("{file}{OF_TEXT}{id}"))
    }

    /// The name of the other text and the id of the span of it, if this may be one: `FILE#ID`.
    pub fn elsewhere(&self) -> Option<(&str, SpanId)> {
        let (file, id) = self.0.rsplit_once(OF_TEXT)?;
        (!file.is_empty() && !id.is_empty()).then(|| (file, id.into()))
    }
}

impl PartialEq<SpanId> for End {
    fn eq(&self, id: &SpanId) -> bool {
        self.0 == id.0
    }
}

impl PartialEq<End> for SpanId {
    fn eq(&self, end: &End) -> bool {
        self.0 == end.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_as_they_are_written() {
        for odd in ["", "s01", "S1", " s1 ", "@document", "a#b", "\u{64E}\n"] {
            assert_eq!((SpanId::from(odd).as_str(), End::from(odd).as_str()), (odd, odd));
            assert_eq!(Timestamp::from(odd).to_string(), odd);
        }
    }
}
