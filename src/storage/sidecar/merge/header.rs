//! Merging what a sidecar says of its text, its schema and its annotator.

use std::collections::BTreeSet;

use super::conflict::MergeError;
use crate::annotation::Held;
use crate::annotation::merge::{Sides, pairs};
use crate::storage::sidecar::record::{SchemaRecord, SourceRecord, Stored, VERSION};

/// The sidecar in which nothing was said yet, which both sides began from where no other is known.
pub(super) fn nothing() -> Stored {
    Stored {
        hashiya: VERSION,
        source: SourceRecord::default(),
        schema: SchemaRecord::default(),
        annotator: String::new(),
        state: "new".to_owned(),
        document: Vec::new(),
        spans: Vec::new(),
        relations: Vec::new(),
        orphans: Held::Absent,
        orphaned_relations: Held::Absent,
        answers: Held::Absent,
        rejections: Held::Absent,
        decisions: Held::Absent,
        boilerplate: Held::Absent,
        extra: Vec::new(),
    }
}

/// Whether both sides speak of one text and are of one annotator.
pub(super) fn check(ours: &Stored, theirs: &Stored) -> Result<(), MergeError> {
    if ours.annotator != theirs.annotator {
        return Err(MergeError::OtherAnnotator { ours: ours.annotator.clone(), theirs: theirs.annotator.clone() });
    }
    let (a, b) = (&ours.source, &theirs.source);
    let other = |a: usize, b: usize| a != 0 && b != 0 && a != b;
    let hashed = !a.sha256.is_empty() && !b.sha256.is_empty();
    if hashed && !a.sha256.eq_ignore_ascii_case(&b.sha256) {
        return Err(MergeError::OtherSource { ours: short(&a.sha256), theirs: short(&b.sha256) });
    }
    if !hashed && (other(a.bytes, b.bytes) || other(a.code_points, b.code_points)) {
        let length = |source: &SourceRecord| format!("not known, {} bytes", source.bytes);
        return Err(MergeError::OtherSource { ours: length(a), theirs: length(b) });
    }
    Ok(())
}

fn short(hash: &str) -> String {
    let head: String = hash.chars().take(12).collect();
    format!("{head}…")
}

/// The record of the text: what one side knows and the other does not is known.
pub(super) fn source(sides: Sides<&SourceRecord>, marks: &mut BTreeSet<String>) -> SourceRecord {
    SourceRecord {
        file: text("source.file", sides.map(|side| side.file.as_str()), marks),
        sha256: [sides.ours, sides.theirs].map(|side| side.sha256.clone()).into_iter().max().unwrap_or_default(),
        bytes: sides.ours.bytes.max(sides.theirs.bytes),
        code_points: sides.ours.code_points.max(sides.theirs.code_points),
        encoding: text("source.encoding", sides.map(|side| side.encoding.as_str()), marks),
        extra: pairs(sides.map(|side| side.extra.as_slice()), String::clone, marks),
    }
}

/// The record of the schema; id and version go together.
pub(super) fn schema(sides: Sides<&SchemaRecord>, marks: &mut BTreeSet<String>) -> SchemaRecord {
    let named = sides.map(|side| (side.id.as_str(), side.version.as_str()));
    let (id, version) = named.decide("schema", |(id, version)| format!("{id} {version}"), marks);
    SchemaRecord {
        id: id.to_owned(),
        version: version.to_owned(),
        extra: pairs(sides.map(|side| side.extra.as_slice()), String::clone, marks),
    }
}

/// A text of which an empty one says nothing.
fn text(field: &str, sides: Sides<&str>, marks: &mut BTreeSet<String>) -> String {
    let known = match (sides.ours, sides.theirs) {
        ("", known) | (known, "") => known,
        _ => sides.decide(field, str::to_owned, marks),
    };
    known.to_owned()
}
