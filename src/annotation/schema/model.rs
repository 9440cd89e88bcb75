//! What a schema says: tags, attributes, relations, the rules of the work.

use super::colour::{Colour, Mark, Shades};
use super::edges::EdgeRules;
use super::gloss::Gloss;
use super::kind::{Fill, Kind, ValueType, Who};
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
    /// What people are told about it: its name, and the rules that hold for all tags.
    pub gloss: Gloss,
    /// What spans may begin and end with; a tag can have rules of its own.
    pub edges: EdgeRules,
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
    /// Its place in the order of the schema, from 0.
    pub place: usize,
    /// What people are told about it.
    pub gloss: Gloss,
    /// Its colour where a terminal has 16.
    pub colour: Colour,
    /// Its colour where a terminal has millions.
    pub shades: Option<Shades>,
    /// What tells it apart without colour.
    pub mark: Mark,
    /// Whether its work must be complete.
    pub layer: Layer,
    /// What its spans may begin and end with.
    pub edges: EdgeRules,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
}

/// Whether the work on a tag must be complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Layer {
    /// What is required and missing is a gap.
    #[default]
    Core,
    /// Nothing of it is ever missing.
    Optional,
}

/// An attribute of a tag, of a relation or of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Its id in the sidecars.
    pub id: String,
    /// Its key within the tag.
    pub key: char,
    /// What people are told about it.
    pub gloss: Gloss,
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

/// A type of relation.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationType {
    /// Its id; `type` in a sidecar.
    pub id: String,
    /// The key that gives it.
    pub key: char,
    /// What people are told about it.
    pub gloss: Gloss,
    /// Tags it may come from.
    pub from: Vec<String>,
    /// Tags it may go to.
    pub to: Vec<String>,
    /// Whether several of one annotation have an order.
    pub ordered: bool,
    /// Whether a submitted text must have one of each annotation that it may come from.
    pub required: bool,
    /// Ends that are no annotation (`@document`); one with a colon at its end is followed by a name (`@incident:`).
    pub special: Vec<ValueType>,
    /// Which end is proposed.
    pub suggest: Option<Suggest>,
    /// How certain it can be; `None` if nobody is asked, empty if anything may be said.
    pub certainty: Option<Vec<ValueType>>,
    /// Whether its ends may stand in two texts.
    pub across_documents: bool,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
}

/// Which annotation is proposed as the other end of a relation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub enum Suggest {
    /// Whom the cue of the span names, else the nearest one before, of one of these classes.
    NearestBefore {
        /// Values of the class attribute; if there are several, the first is that of those who pass on what others say.
        #[serde(default)]
        class: Vec<String>,
        /// Values of the class attribute that people have who are named: what their office says is theirs.
        #[serde(default)]
        named: Vec<String>,
        /// The special end where no cue is: the text itself speaks.
        #[serde(default)]
        author: Option<String>,
        /// The lexicon of the words that say that something is said, and not by whom; its values are special ends.
        #[serde(default)]
        nobody: Option<String>,
    },
    /// The nearest one in the same sentence.
    NearestInSentence,
    /// One inside the span.
    Contained,
    /// One inside the span, else one of these classes: just after it, else the nearest before it in its sentence.
    InsideOrNear {
        /// Values of the class attribute.
        #[serde(default)]
        class: Vec<String>,
        /// The lexicon of the words in the span that tell these classes apart: جنود are those of a state.
        #[serde(default)]
        side: Option<String>,
    },
    /// One of these classes: inside the span, else the nearest before it in its sentence.
    Agent {
        /// Values of the class attribute.
        #[serde(default)]
        class: Vec<String>,
    },
    /// The nearest one before a word of a lexicon that is just before the span.
    AfterWord {
        /// The id of the lexicon.
        lexicon: String,
    },
}

impl Suggest {
    /// The lexicon that it looks for words of.
    pub(super) fn lexicon(&self) -> Option<&str> {
        match self {
            Self::AfterWord { lexicon } => Some(lexicon),
            Self::NearestBefore { nobody, .. } => nobody.as_deref(),
            Self::InsideOrNear { side, .. } => side.as_deref(),
            _ => None,
        }
    }

    /// The values of the class attribute that it tells apart.
    pub(super) fn classes(&self) -> impl Iterator<Item = &String> {
        let (class, named): (&[String], &[String]) = match self {
            Self::NearestBefore { class, named, .. } => (class, named),
            Self::InsideOrNear { class, .. } | Self::Agent { class } => (class, &[]),
            _ => (&[], &[]),
        };
        class.iter().chain(named)
    }

    /// The ends that it proposes and that are no annotation.
    pub(super) fn special<'a>(&'a self, schema: &'a Schema) -> impl Iterator<Item = &'a str> {
        let (author, nobody) = match self {
            Self::NearestBefore { author, nobody, .. } => (author.as_deref(), nobody.as_deref()),
            _ => (None, None),
        };
        let words = nobody.and_then(|lexicon| schema.lexicon(lexicon)).into_iter().flat_map(|lexicon| &lexicon.entries);
        author.into_iter().chain(words.map(|(end, _)| end.as_str()))
    }
}

/// What the words of several values together say.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Several {
    /// The values; words of all of them have to be there.
    pub of: Vec<String>,
    /// What they say together.
    pub value: String,
}

/// From where the words of a lexicon count for a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
pub enum Reach {
    /// From inside it, or from just before it.
    #[default]
    Near,
    /// From inside it.
    Span,
    /// From its first word.
    Head,
    /// From it as a whole.
    Whole,
    /// From its first word, or the word before it.
    Beside,
    /// From just before it, and before others of its tag that are listed with it.
    Before,
    /// From anywhere in its sentence, the nearest first.
    Sentence,
    /// From its clause: anywhere before the next comma on either side.
    Clause,
    /// From anywhere in its sentence, a verb whose object or subject it is first.
    Governed,
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
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
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

/// The value of a lexicon that stands for what the span before says.
pub const BEFORE: &str = "@before";

/// The value of a lexicon that stands for what the last span says that is no part of another.
pub const WHOLE: &str = "@whole";

/// Cue words for the values of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Lexicon {
    /// Its id, as named by [`Fill::Lexicon`].
    pub id: String,
    /// From where its words count.
    #[serde(default)]
    pub reach: Reach,
    /// The value of a span that has words of several values.
    #[serde(default)]
    pub several: Option<Several>,
    /// Of its words, those that name in what state people are already: in the span they yield to a verb that governs it
    /// (إعدام أسرى).
    #[serde(default)]
    pub yielding: Vec<String>,
    /// Of its words, those that have this sense only where they govern the span: قضى.
    #[serde(default)]
    pub governing: Vec<String>,
    /// Of its words, those that count only where no other is near: انتشال. What is among those that govern, too, counts only
    /// where it does both: سقط.
    #[serde(default)]
    pub weak: Vec<String>,
    /// A value with its words, the most telling first; `@before` stands for what the span before says, of the same tag, and
    /// `@whole` for what the last one says that is no part of another. In a phrase, … stands for up to eight words.
    pub entries: Vec<(String, Vec<String>)>,
}

impl Lexicon {
    /// The lists of words that count in their own way, by their names.
    pub(super) fn lists(&self) -> [(&'static str, &[String]); 3] {
        [("yielding", &self.yielding), ("governing", &self.governing), ("weak", &self.weak)]
    }
}

impl Schema {
    /// The tag of an id.
    pub fn tag(&self, id: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.id == id)
    }

    /// Whether relations of a type may have this end, which is no span: one that the schema names; any that begins with
    /// `@` where it does not know the type.
    pub fn has_special_end(&self, relation: &str, end: &str) -> bool {
        self.relation(relation).map_or(end.starts_with('@'), |kind| kind.special_end(end).is_some())
    }

    /// The type of relation of an id.
    pub fn relation(&self, id: &str) -> Option<&RelationType> {
        self.relations.iter().find(|relation| relation.id == id)
    }

    /// The type of relation of a key, of those that annotations of a tag may have.
    pub fn relation_by_key(&self, tag: &str, key: char) -> Option<&RelationType> {
        self.relations.iter().find(|relation| relation.key == key && relation.comes_from(tag))
    }

    /// The types of relation that annotations of a tag may have, in the order of the file.
    pub fn relations_from<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a RelationType> {
        self.relations.iter().filter(move |relation| relation.comes_from(tag))
    }

    /// The types of relation that each annotation of a tag must have one of when its text is submitted.
    pub fn required_relations<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a RelationType> {
        let counts = self.tag(tag).is_some_and(|tag| tag.layer == Layer::Core);
        self.relations_from(tag).filter(move |relation| counts && relation.required)
    }

    /// The fact of a document of an id.
    pub fn fact(&self, id: &str) -> Option<&Attribute> {
        self.document.iter().find(|fact| fact.id == id)
    }

    /// The lexicon of an id.
    pub fn lexicon(&self, id: &str) -> Option<&Lexicon> {
        self.lexicons.iter().find(|lexicon| lexicon.id == id)
    }

    /// The names of the registries: those of their files, without `.ron`.
    pub fn registry_names(&self) -> impl Iterator<Item = &str> {
        self.registries.iter().map(|file| file.strip_suffix(".ron").unwrap_or(file))
    }
}

impl Tag {
    /// The attribute of an id.
    pub fn attribute(&self, id: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.id == id)
    }

    /// The attribute of a key.
    pub fn attribute_by_key(&self, key: char) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.key == key)
    }

    /// The attributes that a submitted text must have of each annotation; those that have a default have it.
    pub fn required_attributes(&self) -> impl Iterator<Item = &Attribute> + Clone {
        let counts = self.layer == Layer::Core;
        self.attributes.iter().filter(move |attribute| counts && attribute.is_required())
    }
}

impl Attribute {
    /// Whether it is missing where nothing is said.
    pub fn is_required(&self) -> bool {
        self.required && self.default.is_none()
    }

    /// Its values, in the order of the file, retired ones among them; none where its kind has no list of them.
    pub fn values(&self) -> &[ValueType] {
        self.kind.values()
    }

    /// The value of an id.
    pub fn value(&self, id: &str) -> Option<&ValueType> {
        self.values().iter().find(|value| value.id == id)
    }

    /// The values that new work may have, in the order in which the digits 1 to 9 and then 0 pick them.
    pub fn choices(&self) -> impl Iterator<Item = &ValueType> {
        self.values().iter().filter(|value| !value.is_retired)
    }

    /// The value that a digit picks.
    pub fn choice(&self, digit: u8) -> Option<&ValueType> {
        let place = if digit == 0 { 9 } else { usize::from(digit) - 1 };
        self.choices().nth(place)
    }
}

impl RelationType {
    /// Whether annotations of a tag may have it.
    pub fn comes_from(&self, tag: &str) -> bool {
        self.from.iter().any(|from| from == tag)
    }

    /// Whether an annotation of a tag may have it to one of another tag.
    pub fn accepts(&self, from: &str, to: &str) -> bool {
        self.comes_from(from) && self.to.iter().any(|known| known == to)
    }

    /// What an end that is no span is called: the special end that it is, or that its name follows.
    pub fn special_end(&self, end: &str) -> Option<&ValueType> {
        let is = |known: &&ValueType| match end.strip_prefix(&known.id) {
            Some(name) => known.id.ends_with(':') != name.is_empty(),
            None => false,
        };
        self.special.iter().find(is)
    }

    /// The attribute of an id.
    pub fn attribute(&self, id: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.id == id)
    }

    /// The attribute of a key.
    pub fn attribute_by_key(&self, key: char) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.key == key)
    }
}
