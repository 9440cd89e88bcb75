//! A whole sidecar as it stands on disk.

use crate::annotation::record::{Held, record, required};
use crate::annotation::{Lists, StoredAnswer, StoredDecision, StoredRegion, StoredRejection, Value};
pub use crate::annotation::{StoredRelation, StoredSpan};

/// The newest version of the layout that is read and written here: decisions may choose field by field, or be several on
/// one unit.
pub const VERSION: u32 = 2;
/// The oldest one, which is written wherever it can say all that there is.
pub(super) const OLDEST: u32 = 1;

/// The least version in which a program knows all that is said: the oldest that can is to go on with the file.
pub(super) fn version(decisions: &Held<Vec<StoredDecision>>) -> u32 {
    let is_new = |decision: &StoredDecision| decision.is_by_field() || decision.is_related() || decision.is_contested();
    let has_new = decisions.known().is_some_and(|decisions| decisions.iter().any(is_new));
    if has_new { VERSION } else { OLDEST }
}

record! {
    /// A whole sidecar.
    Stored as StoredView {
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
        ;
        /// Spans that nobody could place when the text changed.
        "orphans" orphans: Held<Vec<StoredSpan>> = Ok(Held::Absent),
        /// Relations from or to such spans.
        "orphaned_relations" orphaned_relations: Held<Vec<StoredRelation>> = Ok(Held::Absent),
        /// What the annotator answered to reviewers.
        "answers" answers: Held<Vec<StoredAnswer>> = Ok(Held::Absent),
        /// What decisions kept out of the gold standard.
        "rejections" rejections: Held<Vec<StoredRejection>> = Ok(Held::Absent),
        /// What was decided.
        "decisions" decisions: Held<Vec<StoredDecision>> = Ok(Held::Absent),
        /// Stretches of the text that are boilerplate.
        "boilerplate" boilerplate: Held<Vec<StoredRegion>> = Ok(Held::Absent),
    }
}

record! {
    /// The text a sidecar speaks of.
    #[derive(Default)]
    SourceRecord as SourceView {
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
        ;
    }
}

record! {
    /// The schema a sidecar was made with.
    #[derive(Default)]
    SchemaRecord as SchemaView {
        /// Its id.
        "id" id: String = Ok(String::new()),
        /// Its version.
        "version" version: String = Ok(String::new()),
        ;
    }
}

impl Stored {
    /// The lists of the file.
    pub fn lists(&self) -> Lists {
        Lists {
            orphans: self.orphans.clone(),
            orphaned_relations: self.orphaned_relations.clone(),
            answers: self.answers.clone(),
            rejections: self.rejections.clone(),
            decisions: self.decisions.clone(),
            boilerplate: self.boilerplate.clone(),
        }
    }
}
