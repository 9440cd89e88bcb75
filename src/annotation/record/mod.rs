//! Records as they stand in RON files: read with their unknown fields kept, written one a line.
//!
//! One declaration of the fields (`record!`) gives the type, the reader for any RON, the fast reader of the plain layout
//! that is written here, and the writer.

mod plain;
mod field;
mod fields;
mod declare;

pub use field::{Field, Held, HeldView, Items, Rare, options};
pub use fields::{Fields, Layout};
pub use plain::{Reader, once};

pub(crate) use declare::record;

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

/// Reads a whole text that is one value; `None` where it is not in the plain layout.
pub fn read_plain<T: Field>(text: &str) -> Option<T> {
    let mut reader = Reader::new(text);
    let value = reader.blank(T::read_plain)?;
    reader.is_at_end().then_some(value)
}

/// A record on one line.
pub fn line<T: Field>(record: &T) -> String {
    let mut out = String::with_capacity(256);
    T::write(record.view(), &mut out);
    out
}

/// Writes named values as a list of pairs.
pub fn write_pairs<'a, N: AsRef<str> + 'a>(out: &mut String, pairs: impl IntoIterator<Item = &'a (N, Value)>) {
    out.push('[');
    for (n, (name, value)) in pairs.into_iter().enumerate() {
        out.push_str(if n == 0 { "(" } else { ", (" });
        write_string(out, name.as_ref());
        out.push_str(", ");
        value.write_ron(out);
        out.push(')');
    }
    out.push(']');
}
