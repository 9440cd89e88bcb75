//! A finding: what is wrong, what it is about, how bad, and where.

use std::fmt;

use serde::Serialize;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Severity {
    Error,
    Warning,
}

/// What a finding is about, as a script may ask; each is one word of the JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum About {
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
    /// What the schema does not know, or misses.
    Schema,
}

/// Something that is wrong, and where: one line of JSON, its fields in this order.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    /// The file, from where the command was run.
    pub(super) path: String,
    /// Its line, from 1.
    pub(super) line: usize,
    /// Only errors make the command fail.
    pub(super) severity: Severity,
    /// What it is about.
    pub(super) about: About,
    /// The annotation or relation, if it is about one.
    pub(super) id: Option<String>,
    /// One sentence.
    pub(super) message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = if self.severity == Severity::Error { "error" } else { "warning" };
        write!(out, "{}:{}: {severity}: ", self.path, self.line)?;
        self.id.as_ref().map_or(Ok(()), |id| write!(out, "{id}: "))?;
        out.write_str(&self.message)
    }
}
