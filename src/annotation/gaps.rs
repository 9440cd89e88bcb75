//! Gaps: what the schema requires of a text and nobody has said yet. In boilerplate nothing is missing.

use std::collections::HashSet;

use super::model::Annotation;
use super::name::SpanId;
use super::schema::{Attribute, Schema, Who};
use super::set::AnnotationSet;
use super::stored::{StoredRegion, StoredRelation, StoredSpan};
use super::value::Value;

/// What is missing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Missing {
    /// A fact of the text.
    Fact(String),
    /// An attribute of a span.
    Attribute(String),
    /// A relation from a span.
    Relation(String),
}

impl Missing {
    /// Its name in the schema.
    pub fn name(&self) -> &str {
        match self {
            Self::Fact(name) | Self::Attribute(name) | Self::Relation(name) => name,
        }
    }
}

/// Something that is missing, and where.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Gap {
    /// The span; none of a fact of the text.
    pub span: Option<SpanId>,
    /// What.
    pub missing: Missing,
}

/// Whose gaps are meant: only a reviewer fills in what only a reviewer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Those of an annotator's work.
    Annotator,
    /// Those of a gold standard.
    Reviewer,
}

impl Part {
    /// Whether the value of an attribute is missed: it is required, has no default, and is this part's to say.
    pub fn requires(self, attribute: &Attribute) -> bool {
        attribute.is_required() && (self == Self::Reviewer || attribute.who == Who::Annotator)
    }

    /// The attributes among these that are required and not said.
    fn missing<'a>(
        self,
        attributes: impl Iterator<Item = &'a Attribute>,
        said: &'a [(String, Value)],
    ) -> impl Iterator<Item = &'a str> {
        let is_said = |attribute: &Attribute| said.iter().any(|(name, value)| *name == attribute.id && !is_nothing(value));
        let missing = attributes.filter(move |attribute| self.requires(attribute) && !is_said(attribute));
        missing.map(|attribute| attribute.id.as_str())
    }
}

/// Whether a value says nothing: an empty text or list.
fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Text(text) if text.is_empty()) || matches!(value, Value::List(list) if list.is_empty())
}

/// The gaps of a set: facts of the text first, then what its spans lack, in reading order and in that of the schema.
pub fn gaps(set: &AnnotationSet, schema: &Schema, part: Part) -> Vec<Gap> {
    let facts = part
        .missing(schema.document.iter(), set.metadata())
        .map(|fact| Gap { span: None, missing: Missing::Fact(fact.to_owned()) });
    let related: HashSet<Related<'_>> =
        set.relations().iter().map(|relation| (relation.from.as_str(), relation.kind.as_str())).collect();
    let spans =
        set.iter().filter(|span| !set.is_boilerplate(&span.span.range())).flat_map(|span| of_span(span, schema, part, &related));
    facts.chain(spans).collect()
}

/// How much of what the schema requires of a text is said. Spans in boilerplate do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Completeness {
    /// What is required: facts of the text, attributes and relations of its spans.
    pub required: usize,
    /// What of it is said.
    pub said: usize,
}

impl Completeness {
    /// How much is missing.
    pub fn gaps(self) -> usize {
        self.required - self.said
    }

    /// That of a set.
    pub fn of(set: &AnnotationSet, schema: &Schema, part: Part) -> Self {
        let related = set.relations().iter().map(|relation| (relation.from.as_str(), relation.kind.as_str())).collect();
        let mut counting = Counting { schema, part, related, found: Self::default() };
        counting.add(schema.document.iter(), set.metadata());
        for span in set.iter().filter(|span| !set.is_boilerplate(&span.span.range())) {
            counting.span(&span.id, &span.tag, &span.attributes);
        }
        counting.found
    }

    /// That of an annotator's work as it stands in a file, whose places nobody has looked at.
    pub fn of_stored(
        spans: &[StoredSpan],
        relations: &[StoredRelation],
        facts: &[(String, Value)],
        boilerplate: &[StoredRegion],
        schema: &Schema,
    ) -> Self {
        let counts = |span: &&StoredSpan| !boilerplate.iter().any(|region| region.start <= span.start && span.end <= region.end);
        let related = relations.iter().map(|relation| (relation.from.as_str(), relation.kind.as_str())).collect();
        let mut counting = Counting { schema, part: Part::Annotator, related, found: Self::default() };
        counting.add(schema.document.iter(), facts);
        for span in spans.iter().filter(counts) {
            counting.span(&span.id, &span.tag, &span.attributes);
        }
        counting.found
    }
}

/// Completeness while it is counted.
struct Counting<'a> {
    schema: &'a Schema,
    part: Part,
    related: HashSet<Related<'a>>,
    found: Completeness,
}

impl Counting<'_> {
    fn add<'b>(&mut self, attributes: impl Iterator<Item = &'b Attribute> + Clone, said: &'b [(String, Value)]) {
        let required = attributes.clone().filter(|attribute| self.part.requires(attribute)).count();
        self.found.required += required;
        self.found.said += required - self.part.missing(attributes, said).count();
    }

    fn span(&mut self, id: &SpanId, tag: &str, said: &[(String, Value)]) {
        let schema = self.schema;
        let Some(known) = schema.tag(tag) else { return };
        self.add(known.required_attributes(), said);
        for kind in schema.required_relations(tag) {
            self.found.required += 1;
            self.found.said += usize::from(self.related.contains(&(id.as_str(), kind.id.as_str())));
        }
    }
}

/// A span and a type of which it has a relation.
type Related<'a> = (&'a str, &'a str);

/// What one span of a set lacks.
pub fn gaps_of(span: &Annotation, set: &AnnotationSet, schema: &Schema, part: Part) -> Vec<Gap> {
    if set.is_boilerplate(&span.span.range()) {
        return Vec::new();
    }
    let related = set.relations().iter().filter(|relation| relation.from == span.id);
    of_span(span, schema, part, &related.map(|relation| (relation.from.as_str(), relation.kind.as_str())).collect())
}

fn of_span(span: &Annotation, schema: &Schema, part: Part, related: &HashSet<Related<'_>>) -> Vec<Gap> {
    let Some(tag) = schema.tag(&span.tag) else { return Vec::new() };
    let attributes = part.missing(tag.required_attributes(), &span.attributes).map(|name| Missing::Attribute(name.to_owned()));
    let lacking = schema.required_relations(&span.tag).filter(|kind| !related.contains(&(span.id.as_str(), kind.id.as_str())));
    let relations = lacking.map(|kind| Missing::Relation(kind.id.clone()));
    attributes.chain(relations).map(|missing| Gap { span: Some(span.id.clone()), missing }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Edit, Relation, marked};
    use crate::text::Document;

    const SCHEMA: &str = r#"(id: "t", version: "1", tags: [
        Tag(id: "CLAIM", key: 'g', colour: "red", attrs: [
            Attr(id: "kind", key: 'k', kind: One(["loss", "other"]), required: true),
            Attr(id: "stance", key: 's', kind: One(["author", "denying"]), required: true, default: "author"),
            Attr(id: "sides", key: 'd', kind: Many(["x", "y"]), required: true),
            Attr(id: "grading", key: 'z', kind: One(["weak", "fair"]), required: true, who: Reviewer),
        ]),
        Tag(id: "PARTY", key: 'a', colour: "cyan"),
    ],
    relations: [Rel(id: "said_by", key: 'w', from: ["CLAIM"], to: ["PARTY"], required: true)],
    document: [Attr(id: "day", key: 'd', kind: Date, required: true)])"#;

    fn told(part: Part, change: impl FnOnce(&mut AnnotationSet)) -> Vec<String> {
        let document = Document::from("قال زيد");
        let schema = Schema::parse(SCHEMA).unwrap();
        let mut set = AnnotationSet::new();
        for (id, tag, range) in [("s1", "CLAIM", 0..6), ("s2", "PARTY", 7..13)] {
            set.apply(Edit::Add(Annotation::new(id, tag, document.span(range).unwrap()))).unwrap();
        }
        change(&mut set);
        let told = |gap: &Gap| match &gap.missing {
            Missing::Fact(name) => format!("text {name}"),
            Missing::Attribute(name) => format!("{} {name}", gap.span.as_ref().unwrap()),
            Missing::Relation(kind) => format!("{} -> {kind}", gap.span.as_ref().unwrap()),
        };
        gaps(&set, &schema, part).iter().map(told).collect()
    }

    #[test]
    fn what_is_required_has_no_default_and_is_not_said_is_a_gap() {
        assert_eq!(told(Part::Annotator, |_| {}), ["text day", "s1 kind", "s1 sides", "s1 -> said_by"]);
        assert_eq!(told(Part::Reviewer, |_| {}), ["text day", "s1 kind", "s1 sides", "s1 grading", "s1 -> said_by"]);
    }

    #[test]
    fn an_empty_value_fills_no_gap_and_a_relation_to_anything_does() {
        let change = |set: &mut AnnotationSet| {
            let attribute = |name: &str, value| Edit::Attribute { id: "s1".into(), name: name.to_owned(), value: Some(value) };
            set.apply(attribute("kind", "".into())).unwrap();
            set.apply(attribute("sides", Value::List(vec!["x".to_owned()]))).unwrap();
            set.apply(Edit::AddRelation(Relation::new("r1", "said_by", "s1", "@document"))).unwrap();
        };
        assert_eq!(told(Part::Annotator, change), ["text day", "s1 kind"]);
    }

    #[test]
    fn completeness_counts_what_is_required_and_what_of_it_is_said_in_a_set_as_in_its_file() {
        let document = Document::from("قال زيد");
        let schema = Schema::parse(SCHEMA).unwrap();
        let mut set = AnnotationSet::new();
        set.apply(Edit::Add(Annotation::new("s1", "CLAIM", document.span(0..6).unwrap()))).unwrap();
        let count = |set: &AnnotationSet| {
            let found = Completeness::of(set, &schema, Part::Annotator);
            let spans: Vec<StoredSpan> = set.iter().map(|span| StoredSpan::of(span, &document)).collect();
            let stored = |relation: &Relation| {
                let Relation { id, kind, from, to, .. } = relation;
                ron::from_str(&format!(r#"(id: "{id}", type: "{kind}", from: "{from}", to: "{to}")"#)).unwrap()
            };
            let relations: Vec<StoredRelation> = set.relations().iter().map(stored).collect();
            let regions = set.lists().boilerplate.known().cloned().unwrap_or_default();
            assert_eq!(Completeness::of_stored(&spans, &relations, set.metadata(), &regions, &schema), found);
            assert_eq!(found.gaps(), gaps(set, &schema, Part::Annotator).len());
            (found.said, found.required)
        };
        assert_eq!(count(&set), (0, 4), "a default is not asked for, nor what only a reviewer says");
        set.apply(Edit::Attribute { id: "s1".into(), name: "kind".to_owned(), value: Some("loss".into()) }).unwrap();
        set.apply(Edit::AddRelation(Relation::new("r1", "said_by", "s1", "@document"))).unwrap();
        assert_eq!(count(&set), (2, 4));
        set.apply(marked(&set, &document, document.span(0..6).unwrap())).unwrap();
        assert_eq!(count(&set), (0, 1), "of a span in boilerplate nothing counts, only the facts");
    }
}
