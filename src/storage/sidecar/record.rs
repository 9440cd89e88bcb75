//! The records of a sidecar as they stand on disk.

use crate::annotation::record::{record, required};
use crate::annotation::{End, Origin, RelationId, SpanId, Timestamp, Value};

record! {
    /// A whole sidecar.
    Stored {
        /// Version of the layout.
        "hashiya" hashiya: u32 = required("hashiya"),
        /// The text it speaks of.
        "source" source: SourceRecord = required("source"),
        /// The schema it was made with.
        "schema" schema: SchemaRecord = Ok(SchemaRecord::default()),
        /// Who made it.
        "annotator" annotator: String = required("annotator"),
        /// State of the work.
        "state" state: String = Ok("new".to_owned()),
        /// What is said of the whole text.
        "document" document: Vec<(String, Value)> = Ok(Vec::new()),
        /// The annotations.
        "spans" spans: Vec<StoredSpan> = Ok(Vec::new()),
        /// The relations.
        "relations" relations: Vec<StoredRelation> = Ok(Vec::new()),
    }
}

record! {
    /// The text a sidecar speaks of.
    #[derive(Default)]
    SourceRecord {
        /// Its file name.
        "file" file: String = Ok(String::new()),
        /// SHA-256 of its raw bytes; empty if that is not known.
        "sha256" sha256: String = Ok(String::new()),
        /// Its length in bytes.
        "bytes" bytes: usize = Ok(0),
        /// Its length in code points.
        "code_points" code_points: usize = Ok(0),
        /// Its encoding.
        "encoding" encoding: String = Ok("UTF-8".to_owned()),
    }
}

record! {
    /// The schema a sidecar was made with.
    #[derive(Default)]
    SchemaRecord {
        /// Its id.
        "id" id: String = Ok(String::new()),
        /// Its version.
        "version" version: String = Ok(String::new()),
    }
}

record! {
    /// An annotation.
    StoredSpan {
        /// Its id.
        "id" id: SpanId = required("id"),
        /// Its tag.
        "tag" tag: String = required("tag"),
        /// Its first code point.
        "start" start: usize = required("start"),
        /// The code point after its last.
        "end" end: usize = required("end"),
        /// The same in bytes.
        "bytes" bytes: Option<(usize, usize)> = Ok(None),
        /// The words it stands on.
        "text" text: Option<String> = Ok(None),
        /// Its attributes.
        "attributes" attributes: Vec<(String, Value)> = Ok(Vec::new()),
        /// How it came to be.
        "origin" origin: Origin = Ok(Origin::Manual),
        /// A remark.
        "note" note: String = Ok(String::new()),
        /// When it was made.
        "at" at: Timestamp = Ok(Timestamp::default()),
    }
}

record! {
    /// A relation.
    StoredRelation {
        /// Its id.
        "id" id: RelationId = required("id"),
        /// Its type.
        "type" kind: String = required("type"),
        /// The annotation it comes from.
        "from" from: SpanId = required("from"),
        /// The annotation it goes to.
        "to" to: End = required("to"),
        /// Its place among its like.
        "order" order: Option<i64> = Ok(None),
    }
}
