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
    /// A moment as it is written in a file: RFC 3339, such as `2026-11-29T10:00:00Z`; empty if it is not known.
    Timestamp
}

name! {
    /// The end of a relation: a span of the same set by its id, or something that is no span of it.
    ///
    /// It is kept as it is written. [`End::kind`] reads it; [`AnnotationSet::kind_of`](super::AnnotationSet::kind_of)
    /// also knows which spans there are.
    End
}

/// What the end of a relation names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndKind<'a> {
    /// A span of the same set.
    Span(&'a str),
    /// The text as a whole: `@document`.
    Document,
    /// Nobody who is named: `@unattributed`.
    Unattributed,
    /// An incident: `@incident:ID`.
    Incident(&'a str),
    /// A span of another text of the same annotator: `FILE#ID`.
    Elsewhere {
        /// The name of the text's file.
        file: &'a str,
        /// The id of the span there.
        id: &'a str,
    },
    /// Another special end, which begins with `@`.
    Other(&'a str),
}

impl End {
    /// What the end names, as far as its spelling shows.
    ///
    /// An id of an old file may contain `#`; only the set can tell such an id from the span of another text.
    pub fn kind(&self) -> EndKind<'_> {
        match self.0.as_str() {
            "@document" => EndKind::Document,
            "@unattributed" => EndKind::Unattributed,
            special if special.starts_with('@') => match special.strip_prefix("@incident:") {
                Some(id) if !id.is_empty() => EndKind::Incident(id),
                _ => EndKind::Other(special),
            },
            name => match name.rsplit_once('#') {
                Some((file, id)) if !file.is_empty() && !id.is_empty() => EndKind::Elsewhere { file, id },
                _ => EndKind::Span(name),
            },
        }
    }

    /// Whether the end is a special one, which begins with `@`: no span of any text.
    pub fn is_special(&self) -> bool {
        self.0.starts_with('@')
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
    fn the_end_of_a_relation_names_a_span_or_something_that_is_none() {
        let kind = |end: &str| format!("{:?}", End::from(end).kind());
        assert_eq!(kind("s1"), r#"Span("s1")"#);
        assert_eq!(kind("@document"), "Document");
        assert_eq!(kind("@unattributed"), "Unattributed");
        assert_eq!(kind("@incident:i7"), r#"Incident("i7")"#);
        assert_eq!(kind("b.txt#s3"), r#"Elsewhere { file: "b.txt", id: "s3" }"#);
        assert_eq!(kind("a#b.txt#s3"), r#"Elsewhere { file: "a#b.txt", id: "s3" }"#);
        for odd in ["@incident:", "@later", "@", "@x#s1"] {
            assert_eq!(kind(odd), format!("Other({odd:?})"));
        }
        for odd in ["", "#", "a#", "#a", " s1"] {
            assert_eq!(kind(odd), format!("Span({odd:?})"));
        }
    }

    #[test]
    fn names_are_kept_as_they_are_written() {
        for odd in ["", "s01", "S1", " s1 ", "@document", "a#b", "\u{64E}\n"] {
            assert_eq!((SpanId::from(odd).as_str(), End::from(odd).as_str()), (odd, odd));
            assert_eq!(Timestamp::from(odd).to_string(), odd);
        }
    }
}
