//! Decisions, rejections and answers as they stand in a file: places in code points, nothing checked against the text.

use super::name::{End, SpanId, Timestamp};
use super::record::{Held, record, required};
use super::value::Value;

record! {
    /// A decision.
    StoredDecision as DecisionView {
        /// First code point of its unit.
        "start" start: usize = required("start"),
        /// The code point after the last.
        "end" end: usize = required("end"),
        /// The words there.
        "text" text: String = Ok(String::new()),
        /// The tags of the readings.
        "tags" tags: Vec<String> = Ok(Vec::new()),
        /// What was chosen: take, majority, none, edited, several, fields or deferred.
        "choice" choice: String = required("choice"),
        /// The annotators whose readings were taken.
        "of" of: Option<Vec<String>> = Ok(None),
        /// The spans of an edited reading.
        "spans" spans: Option<Vec<EditedSpan>> = Ok(None),
        /// The relations from the spans of an edited reading, where they are others than those of the reading it began as.
        "relations" relations: Option<Vec<EditedRelation>> = Ok(None),
        /// The fields that were chosen apart from the rest of the reading.
        "fields" fields: Option<Vec<StoredField>> = Ok(None),
        /// The fact of the document that it is on.
        "fact" fact: Option<String> = Ok(None),
        /// Digests of the readings it rests on, by annotator.
        "basis" basis: Vec<(String, String)> = Ok(Vec::new()),
        /// A remark.
        "comment" comment: String = Ok(String::new()),
        /// Why the rest was rejected.
        "reason" reason: String = Ok(String::new()),
        /// Whether the guideline should be looked at.
        "guideline" guideline: bool = Ok(false),
        /// Whether it is disputed; not written where it is not.
        "disputed" disputed: Option<bool> = Ok(None),
        /// What was said of it, in order.
        "thread" thread: Option<Vec<StoredReply>> = Ok(None),
        /// Who decided.
        "by" by: String = Ok(String::new()),
        /// When.
        "at" at: Timestamp = Ok(Timestamp::default()),
        ;
        /// Decisions on the same unit that were made apart from this one, and otherwise: until one is chosen, the unit is
        /// open.
        "merge_conflict" merge_conflict: Held<Vec<StoredDecision>> = Ok(Held::Absent),
    }
}

record! {
    /// Something that was said of a decision, or of a unit that is to be decided.
    StoredReply as ReplyView {
        /// Who said it.
        "by" by: String = Ok(String::new()),
        /// When.
        "at" at: Timestamp = Ok(Timestamp::default()),
        /// What.
        "text" text: String = Ok(String::new()),
        ;
    }
}

record! {
    /// A span of an edited reading.
    EditedSpan as EditedSpanView {
        /// The id it had in the reading it was begun from.
        "id" id: Option<SpanId> = Ok(None),
        /// Its tag.
        "tag" tag: String = required("tag"),
        /// Its first code point.
        "start" start: usize = required("start"),
        /// The code point after its last.
        "end" end: usize = required("end"),
        /// Its words.
        "text" text: Option<String> = Ok(None),
        /// Its attributes.
        "attributes" attributes: Vec<(String, Value)> = Ok(Vec::new()),
        /// A remark.
        "note" note: String = Ok(String::new()),
        ;
    }
}

record! {
    /// A relation from a span of an edited reading.
    EditedRelation as EditedRelationView {
        /// Its type.
        "type" kind: String = required("type"),
        /// The span of the edited reading that it comes from.
        "from" from: SpanId = required("from"),
        /// What it goes to.
        "to" to: End = required("to"),
        /// The annotator whose span that is; none where it is one of the edited reading, or no span of the text.
        "of" of: Option<String> = Ok(None),
        /// Its place among its like.
        "order" order: Option<i64> = Ok(None),
        /// How sure it is.
        "certainty" certainty: Held<Value> = Ok(Held::Absent),
        /// Its attributes.
        "attributes" attributes: Vec<(String, Value)> = Ok(Vec::new()),
        /// The words that it goes to, where those are in another text.
        "quote" quote: Option<String> = Ok(None),
        ;
    }
}

record! {
    /// A field that was chosen apart from the rest of its reading. One that is neither somebody's nor has a value is left
    /// out.
    StoredField as FieldView {
        /// Which: extent, tag, attribute, relation or note.
        "field" field: String = required("field"),
        /// The name of the attribute, the type of the relation.
        "name" name: Option<String> = Ok(None),
        /// The annotator whose it is.
        "of" of: Option<String> = Ok(None),
        /// What it is, where it is nobody's: an extent counts code points.
        "value" value: Option<Value> = Ok(None),
        ;
    }
}

record! {
    /// A span of an annotator that a decision kept out of the gold standard.
    StoredRejection as RejectionView {
        /// Its tag.
        "tag" tag: String = required("tag"),
        /// Its first code point.
        "start" start: usize = required("start"),
        /// The code point after its last.
        "end" end: usize = required("end"),
        /// Its words.
        "text" text: Option<String> = Ok(None),
        /// The annotators who had it.
        "from" from: Option<Vec<String>> = Ok(None),
        /// Why it was rejected.
        "reason" reason: Option<String> = Ok(None),
        /// Who rejected it.
        "by" by: Option<String> = Ok(None),
        ;
    }
}

record! {
    /// An annotator's answer to a remark of a reviewer that is not taken.
    StoredAnswer as AnswerView {
        /// The reviewer.
        "to" to: String = required("to"),
        /// First code point of the remark's place.
        "start" start: usize = required("start"),
        /// The code point after its last.
        "end" end: usize = required("end"),
        /// When the remark was made.
        "of" of: Timestamp = Ok(Timestamp::default()),
        /// What is said.
        "text" text: String = Ok(String::new()),
        /// When.
        "at" at: Timestamp = Ok(Timestamp::default()),
        ;
    }
}

impl StoredDecision {
    /// Whether a field of it was chosen apart from the rest, which version 0.1 does not know.
    pub fn is_by_field(&self) -> bool {
        self.fields.is_some()
    }

    /// Whether relations were edited with its reading, which version 0.1 does not know.
    pub fn is_related(&self) -> bool {
        self.relations.is_some()
    }

    /// Whether others have decided the same unit otherwise, so that it is still to be decided.
    pub fn is_contested(&self) -> bool {
        !self.merge_conflict.is_absent()
    }
}
