//! One annotator's work on one text, on its way out.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::annotation::{Annotation, AnnotationSet, Annotator, Kind, Relation, Schema, Value};
use crate::text::Document;

/// One annotator's work on one text. The set's spans were made on this very document.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// The name of the text, from the folder of the corpus, with `/` between folders.
    pub file: &'a str,
    /// SHA-256 of its raw bytes, if that is known.
    pub sha256: Option<&'a str>,
    /// Who made it; perhaps `gold`.
    pub annotator: &'a Annotator,
    /// What is said.
    pub set: &'a AnnotationSet,
    /// The text.
    pub document: &'a Document,
}

impl<'a> Work<'a> {
    /// The words an annotation stands on.
    pub fn quote(&self, annotation: &Annotation) -> &'a str {
        self.document.slice(annotation.span.range())
    }

    /// The words of a sub-span, which counts code points; `None` for a place that the text does not have.
    pub fn words(&self, sub_span: Range<usize>) -> Option<&'a str> {
        let document = self.document;
        let bytes = document.byte_of_code_point(sub_span.start)?..document.byte_of_code_point(sub_span.end)?;
        document.text().get(bytes)
    }

    /// The name without `.txt`.
    pub fn stem(&self) -> &'a str {
        self.file.strip_suffix(".txt").unwrap_or(self.file)
    }

    /// Whether both ends of a relation are annotations of this work.
    pub fn has_both_ends(&self, relation: &Relation) -> bool {
        self.set.contains(&relation.from) && self.set.contains(&relation.to)
    }

    /// The relations whose ends are both here, in their order.
    pub fn inner_relations(&self) -> impl Iterator<Item = &'a Relation> {
        let work = *self;
        self.set.relations().iter().filter(move |relation| work.has_both_ends(relation))
    }

    /// How many annotations of one tag lie over each other at most, by tag.
    pub fn depths(&self) -> BTreeMap<&'a str, usize> {
        let mut edges: BTreeMap<&str, Vec<(usize, i32)>> = BTreeMap::new();
        for annotation in self.set.iter() {
            let edges = edges.entry(annotation.tag.as_str()).or_default();
            edges.extend([(annotation.span.start(), 1), (annotation.span.end(), -1)]);
        }
        let deepest = |mut edges: Vec<(usize, i32)>| {
            edges.sort_unstable();
            let depths = edges.iter().scan(0, |depth, (_, step)| {
                *depth += step;
                Some(*depth)
            });
            usize::try_from(depths.max().unwrap_or(0)).unwrap_or(0)
        };
        edges.into_iter().map(|(tag, edges)| (tag, deepest(edges))).collect()
    }
}

/// Which tags, attributes and relations were met, for files that describe a whole export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// By tag.
    pub tags: BTreeMap<String, SeenTag>,
    /// Types of relation, with the tags they go from and to.
    pub relations: BTreeMap<String, BTreeSet<(String, String)>>,
    /// The attributes of relations.
    pub relation_attributes: BTreeSet<String>,
}

/// What was met of a tag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeenTag {
    /// Most annotations of it over one character.
    pub depth: usize,
    /// Its attributes, each with the values met, where the schema has a list of them.
    pub attributes: BTreeMap<String, BTreeSet<String>>,
}

impl Seen {
    /// Takes in a work.
    pub fn add(&mut self, work: &Work<'_>, schema: &Schema) {
        for (tag, depth) in work.depths() {
            let seen = entry(&mut self.tags, tag);
            seen.depth = seen.depth.max(depth);
        }
        for annotation in work.set.iter() {
            let seen = entry(&mut self.tags, &annotation.tag);
            for (name, value) in &annotation.attributes {
                let values = entry(&mut seen.attributes, name);
                match value {
                    Value::Text(text) if is_listed(schema, &annotation.tag, name) => note(values, text),
                    Value::List(texts) if is_listed(schema, &annotation.tag, name) => {
                        for text in texts {
                            note(values, text);
                        }
                    }
                    _ => {}
                }
            }
        }
        for (name, _) in work.inner_relations().flat_map(|relation| &relation.attributes) {
            note(&mut self.relation_attributes, name);
        }
        for relation in work.inner_relations() {
            let tag = |id: &str| work.set.get(id).map(|annotation| annotation.tag.clone()).unwrap_or_default();
            entry(&mut self.relations, &relation.kind).insert((tag(&relation.from), tag(&relation.to)));
        }
    }

    /// Takes in what was met elsewhere.
    pub fn merge(&mut self, other: Self) {
        for (tag, other) in other.tags {
            let seen = self.tags.entry(tag).or_default();
            seen.depth = seen.depth.max(other.depth);
            for (name, values) in other.attributes {
                seen.attributes.entry(name).or_default().extend(values);
            }
        }
        for (kind, pairs) in other.relations {
            self.relations.entry(kind).or_default().extend(pairs);
        }
        self.relation_attributes.extend(other.relation_attributes);
    }

    /// The tags of the schema and then those that only were met.
    pub fn all_tags<'a>(&'a self, schema: &'a Schema) -> Vec<&'a str> {
        let known = schema.tags.iter().map(|tag| tag.id.as_str());
        known.chain(self.tags.keys().map(String::as_str).filter(|tag| schema.tag(tag).is_none())).collect()
    }
}

fn is_listed(schema: &Schema, tag: &str, name: &str) -> bool {
    let attribute = schema.tag(tag).and_then(|tag| tag.attribute(name));
    attribute.is_some_and(|attribute| matches!(attribute.kind, Kind::One(_) | Kind::Many(_)))
}

fn note(values: &mut BTreeSet<String>, text: &str) {
    if !values.contains(text) {
        values.insert(text.to_owned());
    }
}

fn entry<'a, T: Default>(map: &'a mut BTreeMap<String, T>, key: &str) -> &'a mut T {
    if !map.contains_key(key) {
        map.insert(key.to_owned(), T::default());
    }
    map.entry(key.to_owned()).or_default()
}
