//! Records as they stand in RON files: read with their unknown fields kept, written one a line.

use serde::de::Error;

use super::ron_text::write_string;
use super::value::Value;

/// A field that a record cannot do without.
///
/// # Errors
/// Always: the field is missing.
pub fn required<T, E: Error>(name: &'static str) -> Result<T, E> {
    Err(E::missing_field(name))
}

/// Writes what stands before a text, such as its field's name, and the text in quotation marks.
pub fn write_text(out: &mut String, before: &str, text: &str) {
    out.push_str(before);
    write_string(out, text);
}

/// Writes named values as a list of pairs.
pub fn write_pairs<'a, N: AsRef<str> + 'a>(out: &mut String, pairs: impl IntoIterator<Item = &'a (N, Value)>) {
    out.push('[');
    for (n, (name, value)) in pairs.into_iter().enumerate() {
        write_text(out, if n == 0 { "(" } else { ", (" }, name.as_ref());
        out.push_str(", ");
        value.write_ron(out);
        out.push(')');
    }
    out.push(']');
}

/// Writes texts as a list.
pub fn write_texts<T: AsRef<str>>(out: &mut String, texts: &[T]) {
    out.push('[');
    for (n, text) in texts.iter().enumerate() {
        write_text(out, if n == 0 { "" } else { ", " }, text.as_ref());
    }
    out.push(']');
}

/// Records as a list, one a line, as deep as the lists of a sidecar stand.
pub fn list(records: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = records.into_iter().map(|record| format!("        {record},\n")).collect();
    if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}    ]", lines.concat()) }
}

/// Declares a record whose unknown fields are kept: serde's own derivation can only refuse or drop them.
macro_rules! record {
    ($(#[$about:meta])* $record:ident {
        $($(#[$note:meta])* $name:literal $field:ident: $type:ty = $missing:expr,)*
    }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $record {
            $($(#[$note])* pub $field: $type,)*
            /// Fields that are not known here.
            pub extra: $crate::annotation::Extra,
        }

        impl<'de> serde::de::Deserialize<'de> for $record {
            fn deserialize<D: serde::de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;
                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $record;

                    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        out.write_str("named fields in brackets")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$record, A::Error> {
                        use $crate::annotation::ron_text::{read_known, read_unknown};
                        $(let mut $field: Option<$type> = None;)*
                        let mut extra = $crate::annotation::Extra::new();
                        while let Some(name) = map.next_key::<&str>()? {
                            match name {
                                $($name => read_known($name, &mut $field, &mut map)?,)*
                                _ => extra.push(read_unknown(name, &mut map)?),
                            }
                        }
                        Ok($record { $($field: $field.map_or_else(|| $missing, Ok)?,)* extra })
                    }

                    // `()` is a record without fields.
                    fn visit_unit<E: serde::de::Error>(self) -> Result<$record, E> {
                        Ok($record { $($field: $missing?,)* extra: $crate::annotation::Extra::new() })
                    }
                }
                deserializer.deserialize_struct("", &[$($name),*], Fields)
            }
        }
    };
}

pub(crate) use record;
