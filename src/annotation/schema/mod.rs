//! The schema: which tags, attributes and relations there are, with their keys, colours and rules.

mod colour;
mod model;
mod file;

use std::sync::OnceLock;

pub use colour::{Colour, Mark};
pub use file::SchemaError;
pub use model::{Attribute, Cue, Figure, Fill, Kind, Lexicon, Policy, RelationType, Schema, Suggest, Tag, Who, Workflow};

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

    /// Reads a schema from RON; fields that are not known are passed over.
    ///
    /// # Errors
    /// Text that is no schema, or one that contradicts itself, with line and column.
    pub fn parse(text: &str) -> Result<Self, SchemaError> {
        file::parse(text)
    }
}
