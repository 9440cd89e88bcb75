//! An edit: one change to an annotation set, as a value.

use super::lists::ListChange;
use super::model::{Annotation, Relation};
use super::name::{RelationId, SpanId};
use super::offer::{Offer, Subject};
use super::ron_text::Extra;
use super::schema::Schema;
use super::state::DocumentState;
use super::value::Value;
use crate::text::Span;

/// A change to an annotation set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A new annotation.
    Add(Annotation),
    /// An annotation goes, with its relations.
    Remove(SpanId),
    /// An annotation gets another tag; its attributes stay.
    Retag {
        /// The annotation.
        id: SpanId,
        /// Its new tag.
        tag: String,
    },
    /// An annotation gets another span; id, attributes and relations stay.
    Move {
        /// The annotation.
        id: SpanId,
        /// Its new span.
        span: Span,
    },
    /// An annotation gets another note.
    Note {
        /// The annotation.
        id: SpanId,
        /// Its new note.
        note: String,
    },
    /// An attribute is set, or taken away.
    Attribute {
        /// The annotation.
        id: SpanId,
        /// The attribute.
        name: String,
        /// Its new value.
        value: Option<Value>,
    },
    /// All attributes of an annotation are replaced, in this order.
    Attributes {
        /// The annotation.
        id: SpanId,
        /// Its new attributes.
        attributes: Vec<(String, Value)>,
    },
    /// What was proposed for an annotation where its annotator acted is set, or taken away.
    Offer {
        /// The annotation.
        id: SpanId,
        /// What it was proposed for.
        subject: Subject,
        /// What was proposed.
        offer: Option<Offer>,
    },
    /// An annotation is replaced by one of the same id; its relations stay.
    Replace(Annotation),
    /// The work has another state.
    State(DocumentState),
    /// Something is said of the whole text, or taken away.
    Metadata {
        /// What it is about.
        name: String,
        /// Its new value.
        value: Option<Value>,
    },
    /// All that is said of the whole text is replaced, in this order.
    AllMetadata(Vec<(String, Value)>),
    /// A new relation, after the others.
    AddRelation(Relation),
    /// A relation comes back to its old place among the others.
    RestoreRelation {
        /// Its place, from 0.
        at: usize,
        /// The relation.
        relation: Relation,
    },
    /// A relation goes.
    RemoveRelation(RelationId),
    /// The fields that are not known here are replaced.
    Extra(Extra),
    /// A field that is not known here gets another value, as raw RON; only journals of version 0.1 say so.
    Field {
        /// The field.
        name: String,
        /// Its new value.
        value: String,
    },
    /// A list of the file changes: orphans, answers, rejections or decisions.
    List(ListChange),
    /// Several edits as one.
    Batch(Vec<Edit>),
}

/// Why an edit cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The same words have the same tag already.
    #[error("these words are {tag} already ({id})")]
    Duplicate {
        /// The annotation that stands there.
        id: SpanId,
        /// Its tag.
        tag: String,
    },
    /// The id is in use.
    #[error("the id {0} is in use")]
    IdInUse(String),
    /// There is no such annotation.
    #[error("there is no annotation {0}")]
    NoAnnotation(SpanId),
    /// There is no such relation.
    #[error("there is no relation {0}")]
    NoRelation(RelationId),
    /// There is no such field.
    #[error("there is no field {0}")]
    NoField(String),
    /// A list of the file has no such place.
    #[error("there is no such place in the list of {0}")]
    NoPlace(&'static str),
    /// The schema has no such tag.
    #[error("the schema has no tag {0}")]
    UnknownTag(String),
}

/// Checks that the schema has a tag, before it is given to new work.
///
/// # Errors
/// [`EditError::UnknownTag`].
pub fn check_tag(schema: &Schema, tag: &str) -> Result<(), EditError> {
    schema.tag(tag).map(|_| ()).ok_or_else(|| EditError::UnknownTag(tag.to_owned()))
}

impl Edit {}

impl Edit {
    /// Whether it changes nothing: a batch of no edits.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Batch(edits) if edits.is_empty())
    }

    /// Collects the ids of the annotations that the edit speaks of, in its order.
    pub fn ids<'a>(&'a self, ids: &mut Vec<&'a str>) {
        match self {
            Self::Add(annotation) | Self::Replace(annotation) => ids.push(&annotation.id),
            Self::Remove(id)
            | Self::Retag { id, .. }
            | Self::Move { id, .. }
            | Self::Note { id, .. }
            | Self::Attribute { id, .. }
            | Self::Attributes { id, .. }
            | Self::Offer { id, .. } => ids.push(id),
            Self::Batch(edits) => edits.iter().for_each(|edit| edit.ids(ids)),
            _ => {}
        }
    }

    /// The annotation of an id, if the edit adds or replaces it.
    pub fn added(&self, id: &str) -> Option<&Annotation> {
        match self {
            Self::Add(annotation) | Self::Replace(annotation) => Some(annotation).filter(|annotation| annotation.id == id),
            Self::Batch(edits) => edits.iter().find_map(|edit| edit.added(id)),
            _ => None,
        }
    }
}
