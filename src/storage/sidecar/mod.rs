//! The sidecar: the RON file beside a text that holds what one annotator says of it.
//!
//! On disk it has types of its own, apart from the model, in which offsets are code points and nothing is
//! checked against the text; [`Stored::resolve`] does that.

mod record;
mod plain;
mod resolve;
mod write;
pub(super) mod names;

mod merge;
pub mod reanchor;

#[cfg(test)]
mod tests;

use ron::extensions::Extensions;
use ron::value::RawValue;

pub use merge::{Conflict, MergeError, Merged, merge};
pub use record::{SchemaRecord, SchemaView, SourceRecord, SourceView, Stored, StoredRelation, StoredSpan, StoredView, VERSION};
pub use resolve::{Discrepancy, Hash, Header, Loaded};
pub(crate) use write::{relation_line, span_line, stored_span_line};
pub use write::{write, write_stored};

use crate::annotation::Fault;
use crate::annotation::ron_text::write_field;

/// Why a text is no sidecar that can be read here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SidecarError {
    /// It cannot be understood.
    #[error("{0}")]
    Malformed(Fault),
    /// A newer program wrote it.
    #[error("a newer version of hashiya wrote this sidecar (version {0}; versions up to {VERSION} are known here)")]
    Newer(u32),
}

impl SidecarError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "correct the file at that place, or take it back from version control; it was not changed",
            Self::Newer(_) => "use a newer version of hashiya; the file was not changed",
        }
    }
}

/// Reads a sidecar. Its entries may come in any order; unknown ones are kept.
///
/// # Errors
/// What is wrong, with line and column, or the version if that is newer.
pub fn parse(text: &str) -> Result<Stored, SidecarError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if let Some(stored) = plain::read(text) {
        return Ok(stored);
    }
    read_ron(text)
}

/// Whether a field that is not known here is read again where a sidecar has it: no field that is known has its name, and
/// its raw value is one value.
pub(crate) fn is_unknown_field(name: &str, raw: &str) -> bool {
    with_field(name, raw).is_some_and(|stored| matches!(stored.extra.as_slice(), [(read, _)] if read == name))
}

/// Whether a sidecar can be read that has this raw value in one of its fields.
pub(crate) fn is_field(name: &str, raw: &str) -> bool {
    with_field(name, raw).is_some_and(|stored| stored.extra.is_empty())
}

/// A sidecar of one more field than every one has, and another after it.
fn with_field(name: &str, raw: &str) -> Option<Stored> {
    RawValue::from_ron(raw).ok()?;
    let mut text = "(hashiya: 1, source: (), ".to_owned();
    write_field(&mut text, name, raw);
    text.push_str(",\nannotator: \"\")");
    parse(&text).ok()
}

/// Reads a sidecar as any RON.
fn read_ron(text: &str) -> Result<Stored, SidecarError> {
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let stored: Result<Stored, _> = options.from_str(text);
    let version = match &stored {
        Ok(stored) => Some(stored.hashiya),
        // A newer layout may fail anywhere; its version is the better answer.
        Err(_) => options.from_str::<VersionOnly>(text).ok().map(|version| version.hashiya),
    };
    match (version, stored) {
        (Some(version), _) if version > VERSION => Err(SidecarError::Newer(version)),
        (_, stored) => stored.map_err(|error| SidecarError::Malformed(error.into())),
    }
}

#[derive(serde::Deserialize)]
#[serde(rename = "")]
struct VersionOnly {
    hashiya: u32,
}
