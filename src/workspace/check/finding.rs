//! A finding: what is wrong, what it is about, how bad, and where.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Serialize, Serializer};

use crate::annotation::registry::RegistryFault;
use crate::storage::{SidecarError, StorageError};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It keeps annotations from being used.
    Error,
    /// It is odd, or not known to the schema.
    Warning,
    /// It is worth knowing, and may well be meant so.
    Note,
}

/// What a finding is about, as a script may ask; each is one word of the JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A text or sidecar that cannot be read.
    Unreadable,
    /// A text that could not be decoded as it stands.
    Encoding,
    /// Overrides, embeddings, open isolates: letters stand in another order than a reader expects.
    Order,
    /// A sidecar or a journal that belongs to no text.
    Stray,
    /// Names that do not agree: of the text, of the annotator.
    Name,
    /// The text is another one than the one that was annotated.
    Source,
    /// A span, or a sub-span, lies outside the text.
    Place,
    /// Other words stand at a place than those quoted.
    Quote,
    /// A span cuts a letter from its marks.
    Grapheme,
    /// A span that could not be placed when the text changed.
    Orphan,
    /// A span whose edges the rules of the schema would draw otherwise.
    Edge,
    /// Byte offsets that are not those of the code points.
    Bytes,
    /// An id that stands twice.
    Id,
    /// A relation whose ends do not fit.
    Relation,
    /// What a merge could not decide.
    MergeConflict,
    /// A decision in the gold standard on readings that are no more.
    Decision,
    /// A journal that cannot be read, has lines missing, or does not lead to the sidecar.
    Journal,
    /// A value that its words, or other values, do not bear out.
    Value,
    /// What the schema does not know, or misses.
    Schema,
    /// What a registry does not know, or has twice.
    Registry,
    /// A field of another shape than the one known here, which is kept but not read.
    Shape,
}

/// Something that is wrong, and where: one line of JSON, its fields in this order.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// The file, from where the command was run.
    #[serde(serialize_with = "shown")]
    pub path: PathBuf,
    /// Its line, from 1.
    pub line: usize,
    /// Only errors make the command fail.
    pub severity: Severity,
    /// What it is about.
    pub about: About,
    /// The annotation or relation, if it is about one.
    pub id: Option<String>,
    /// One sentence.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        write!(out, "{}:{}: {severity}: ", self.path.display(), self.line)?;
        self.id.as_ref().map_or(Ok(()), |id| write!(out, "{id}: "))?;
        out.write_str(&self.message)
    }
}

fn shown<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

/// What was looked at, and what was found.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub sidecars: usize,
    pub findings: Vec<Finding>,
}

impl Report {
    /// Adds a finding.
    pub(super) fn add(&mut self, path: &Path, line: usize, severity: Severity, about: About, id: Option<&str>, message: String) {
        // What a hostile file calls an id may be as long as the file.
        let path = path.to_owned();
        let id = id.map(|id| shortened(id, 80));
        let message = if message.len() > 400 { shortened(&message, 400) } else { message };
        self.findings.push(Finding { path, line, severity, about, id, message });
    }

    /// Adds an error of the storage, at its place if it is one in a sidecar.
    pub(super) fn storage(&mut self, error: &StorageError) {
        let (line, message) = match error {
            StorageError::Sidecar { source: SidecarError::Malformed(fault), .. } => (fault.line, fault.message.clone()),
            StorageError::Sidecar { source, .. } => (1, source.to_string()),
            StorageError::Registry { source, .. } => match &**source {
                RegistryFault::Malformed(fault) => (fault.line, fault.message.clone()),
                newer @ RegistryFault::Newer(_) => (1, newer.to_string()),
            },
            other => (1, message(other)),
        };
        self.add(error.path(), line, Severity::Error, About::Unreadable, None, message);
    }
}

fn shortened(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The error without its path, which stands before the finding.
fn message(error: &StorageError) -> String {
    let text = error.to_string();
    let path = error.path().display().to_string();
    text.strip_prefix(&path).and_then(|rest| rest.strip_prefix(": ")).map_or(text.clone(), str::to_owned)
}
