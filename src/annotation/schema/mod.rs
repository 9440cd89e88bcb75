//! The schema: which tags, attributes and relations there are, with their keys, colours and rules.

mod colour;
mod gloss;
mod kind;
mod edges;
mod model;
mod figures;
mod place;
mod consistency;
mod promises;
mod file;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

pub use colour::{Colour, Mark, Rgb, Shades};
pub use edges::{EdgeRule, EdgeRules};
pub use file::SchemaError;
pub use gloss::{Example, Gloss, Wording};
pub use kind::{Cue, Figure, Fill, Fit, Kind, ValueType, Who, is_date};
pub use model::{Attribute, BEFORE, Layer, Lexicon, Policy, Reach, RelationType, Schema, Several, Suggest, Tag, WHOLE, Workflow};

const BUILTIN: &str = include_str!("../schema.ron");

impl Schema {
    /// The schema that comes with the program, for news of armed conflict.
    pub fn builtin() -> &'static Self {
        static SCHEMA: OnceLock<Schema> = OnceLock::new();
        // A test reads the embedded file, so that the fallback never stands.
        SCHEMA.get_or_init(|| Self::parse(BUILTIN).unwrap_or_default())
    }

    /// The text of the schema that comes with the program, to begin one's own from.
    pub fn builtin_text() -> &'static str {
        BUILTIN
    }

    /// Reads a schema from RON.
    ///
    /// # Errors
    /// Text that is no schema, or one that contradicts itself or, from the second version of the file on, says what the
    /// program cannot honour: the first such place, with line and column.
    pub fn parse(text: &str) -> Result<Self, SchemaError> {
        Self::parse_whole(text).map_err(|mut errors| errors.swap_remove(0))
    }

    /// The same, with all that is wrong instead of the first.
    ///
    /// # Errors
    /// As [`Schema::parse`]; at least one.
    pub fn parse_whole(text: &str) -> Result<Self, Vec<SchemaError>> {
        file::read(text)
    }
}
