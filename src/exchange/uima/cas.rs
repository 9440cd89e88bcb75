//! A text with typed feature structures, between the model and either notation.

use std::collections::BTreeMap;

/// The layer of spans.
pub(crate) const SPAN: &str = "webanno.custom.HashiyaSpan";
/// The layer of relations.
pub(crate) const RELATION: &str = "webanno.custom.HashiyaRelation";
/// A token.
pub(super) const TOKEN: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";
/// A sentence.
pub(super) const SENTENCE: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
/// What is known of the text.
pub(super) const METADATA: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";
/// The supertype of everything with a place.
pub(super) const ANNOTATION: &str = "uima.tcas.Annotation";

/// The value of a feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Feature {
    /// A string.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A flag.
    Boolean(bool),
    /// Several strings.
    Texts(Vec<String>),
    /// Another structure, by its id.
    Reference(u64),
    /// Several structures, or anything else that has no place in the model.
    Other,
}

/// A feature structure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Structure {
    /// Its id.
    pub id: u64,
    /// Its type.
    pub kind: String,
    /// Its place in UTF-16 units, if it has one.
    pub place: Option<(usize, usize)>,
    /// Its other features.
    pub features: Vec<(String, Feature)>,
    /// The line it stands at, from 1; 0 where lines mean nothing.
    pub line: usize,
}

impl Structure {
    /// A feature of a name.
    pub(super) fn feature(&self, name: &str) -> Option<&Feature> {
        self.features.iter().find(|(known, _)| known == name).map(|(_, feature)| feature)
    }

    /// A feature that is a string.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        match self.feature(name)? {
            Feature::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A feature that is another structure.
    pub(super) fn reference(&self, name: &str) -> Option<u64> {
        match self.feature(name)? {
            Feature::Reference(id) => Some(*id),
            _ => None,
        }
    }
}

/// A type: its supertype, and its features with their ranges.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Type {
    /// Its supertype.
    pub above: &'static str,
    /// Its features, by name.
    pub features: BTreeMap<String, &'static str>,
}

/// A text with what is said of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Cas {
    /// The text.
    pub text: String,
    /// The types in use.
    pub types: BTreeMap<&'static str, Type>,
    /// The structures, without the one that holds the text, whose id is 1.
    pub structures: Vec<Structure>,
}
