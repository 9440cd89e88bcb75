//! What a schema says: tags, attributes, relations, the rules of the work.

use super::colour::{Colour, Mark};
use crate::annotation::value::Value;

/// What annotators may say, read from a RON file that its users own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Schema {
    /// Its name, as in the sidecars made with it.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Version of the guideline it goes with.
    pub guideline_version: String,
    /// The tags, in the order of the file; never empty.
    pub tags: Vec<Tag>,
    /// The types of relation.
    pub relations: Vec<RelationType>,
    /// Attributes of a whole text.
    pub document: Vec<Attribute>,
    /// States, origins and rules of the work.
    pub workflow: Workflow,
    /// How figures are read.
    pub policy: Policy,
    /// File names of the registries.
    pub registries: Vec<String>,
    /// Cue words for values.
    pub lexicons: Vec<Lexicon>,
}

/// A tag that an annotation can carry.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// Its id in the sidecars.
    pub id: String,
    /// The key that gives it.
    pub key: char,
    /// Its name in English.
    pub label_en: String,
    /// Its name in Arabic.
    pub label_ar: String,
    /// Its colour.
    pub colour: Colour,
    /// What tells it apart without colour.
    pub mark: Mark,
    /// The gist of the guideline.
    pub help: String,
    /// Its layer, as raw RON; empty if there is none.
    pub layer: String,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
}

/// An attribute of a tag or of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Its id in the sidecars.
    pub id: String,
    /// Its key within the tag.
    pub key: char,
    /// What values it has.
    pub kind: Kind,
    /// Whether a submitted text must have it.
    pub required: bool,
    /// The value it has when nothing is said.
    pub default: Option<Value>,
    /// Where a proposed value comes from, first to last.
    pub fill: Vec<Fill>,
    /// Who may set it.
    pub who: Who,
}

/// What values an attribute has.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub enum Kind {
    /// An entry of a registry.
    Entity {
        /// Name of the registry (`actors`).
        registry: String,
    },
    /// One of these.
    One(Vec<String>),
    /// Any of these.
    Many(Vec<String>),
    /// Yes or no.
    Flag,
    /// A whole number.
    Int,
    /// Free text.
    Text,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// A part of the annotation's own sentence.
    SubSpan,
}

/// Where a proposed value comes from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub enum Fill {
    /// The registry's entry for the words of the span.
    Registry,
    /// The last annotation of the same words.
    SameText,
    /// A lexicon of the schema, by its id.
    Lexicon(String),
    /// The figure in the span.
    Number(Figure),
    /// A cue around the span.
    Cue(Cue),
}

/// A part of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
pub enum Figure {
    /// Its lower bound.
    Min,
    /// Its upper bound.
    Max,
    /// How exact it claims to be.
    Qualifier,
}

/// What is read from a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
pub enum Cue {
    /// The author's distance from the claim.
    Stance,
    /// How certain the claim is.
    Certainty,
    /// Where the cue stands.
    Span,
}

/// Who may set an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
pub enum Who {
    /// Everyone.
    #[default]
    Annotator,
    /// Only a reviewer.
    Reviewer,
}

/// A type of relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationType {
    /// Its id; `type` in a sidecar.
    pub id: String,
    /// The key that gives it.
    pub key: char,
    /// Tags it may come from.
    pub from: Vec<String>,
    /// Tags it may go to.
    pub to: Vec<String>,
    /// Whether several of one annotation have an order.
    pub ordered: bool,
    /// Ends that are no annotation (`@document`).
    pub special: Vec<String>,
    /// Which end is proposed.
    pub suggest: Option<Suggest>,
    /// Whether the annotator says how certain it is.
    pub certainty: bool,
    /// Whether its ends may stand in two texts.
    pub across_documents: bool,
}

/// Which annotation is proposed as the other end of a relation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub enum Suggest {
    /// The nearest one before, of one of these classes.
    NearestBefore {
        /// Values of the class attribute.
        #[serde(default)]
        class: Vec<String>,
    },
    /// The nearest one in the same sentence.
    NearestInSentence,
    /// One inside the span.
    Contained,
}

/// States, origins and rules of the work.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(default)]
pub struct Workflow {
    /// States of a text.
    pub document_states: Vec<String>,
    /// States of a span.
    pub span_states: Vec<String>,
    /// Reasons to reject a span.
    pub reject_reasons: Vec<String>,
    /// How an annotation may come to be.
    pub origins: Vec<String>,
    /// Whether annotators must not see each other's work.
    pub annotators_blind_to_each_other: bool,
    /// Whether the gold standard needs two readers.
    pub gold_needs_two_readers: bool,
}

/// How figures are read.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(default)]
pub struct Policy {
    /// Whether "more than 20" begins at 21.
    pub strict_bounds: bool,
    /// Whether "about 400" stays 400.
    pub about_is_point: bool,
    /// Vague words with the bounds they stand for.
    pub vague: Vec<(String, Option<i64>, Option<i64>)>,
    /// Kinds of harm that need not be annotated.
    pub optional_harms: Vec<String>,
}

/// Cue words for the values of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Lexicon {
    /// Its id, as named by [`Fill::Lexicon`].
    pub id: String,
    /// A value with its words, the most telling first.
    pub entries: Vec<(String, Vec<String>)>,
}

impl Schema {
    /// The tag of an id.
    pub fn tag(&self, id: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.id == id)
    }

    /// Whether relations of a type may have this end, which is no span: one that the schema names; any that begins with
    /// `@` where it does not know the type.
    pub fn has_special_end(&self, relation: &str, end: &str) -> bool {
        self.relation(relation).map_or(end.starts_with('@'), |kind| kind.special.iter().any(|special| special == end))
    }

    /// The type of relation of an id.
    pub fn relation(&self, id: &str) -> Option<&RelationType> {
        self.relations.iter().find(|relation| relation.id == id)
    }
}

impl Tag {
    /// The attribute of an id.
    pub fn attribute(&self, id: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.id == id)
    }
}
