//! The schema's file, apart from the model: reading it, and finding where it contradicts itself.

use std::collections::{HashMap, HashSet};

use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::Deserialize;

use super::colour::{Colour, Mark};
use super::model::{Attribute, Fill, Kind, Lexicon, Policy, RelationType, Schema, Suggest, Tag, Who, Workflow};
use crate::annotation::ron_text::{Fault, bare};
use crate::annotation::value::Value;

/// Why a text is no schema.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("schema, line {line}, column {column}: {message}")]
pub struct SchemaError {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// One plain sentence.
    pub message: String,
}

impl From<Fault> for SchemaError {
    fn from(fault: Fault) -> Self {
        Self { line: fault.line, column: fault.column, message: fault.message }
    }
}

#[derive(Deserialize)]
#[serde(rename = "Schema")]
struct SchemaFile {
    id: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    guideline_version: String,
    tags: Vec<TagFile>,
    #[serde(default)]
    relations: Vec<RelationFile>,
    #[serde(default)]
    document: Vec<AttributeFile>,
    #[serde(default)]
    workflow: Workflow,
    #[serde(default)]
    policy: Policy,
    #[serde(default)]
    registries: Vec<String>,
    #[serde(default)]
    lexicons: Vec<Lexicon>,
}

#[derive(Deserialize)]
#[serde(rename = "Tag")]
struct TagFile {
    id: String,
    key: char,
    #[serde(default)]
    label: LabelFile,
    colour: Colour,
    #[serde(default)]
    mark: Mark,
    #[serde(default)]
    layer: Option<Box<RawValue>>,
    #[serde(default)]
    help: String,
    #[serde(default)]
    attrs: Vec<AttributeFile>,
}

#[derive(Deserialize, Default)]
#[serde(rename = "Label", default)]
struct LabelFile {
    en: String,
    ar: String,
}

#[derive(Deserialize)]
#[serde(rename = "Attr")]
struct AttributeFile {
    id: String,
    key: char,
    kind: Kind,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    default: Option<Value>,
    #[serde(default)]
    fill: Vec<Fill>,
    #[serde(default)]
    who: Who,
}

#[derive(Deserialize)]
#[serde(rename = "Rel")]
struct RelationFile {
    id: String,
    key: char,
    from: Vec<String>,
    to: Vec<String>,
    #[serde(default)]
    ordered: bool,
    #[serde(default)]
    special: Vec<String>,
    #[serde(default)]
    suggest: Option<Suggest>,
    #[serde(default)]
    certainty: bool,
    #[serde(default)]
    across_documents: bool,
}

pub(super) fn parse(text: &str) -> Result<Schema, SchemaError> {
    let file: SchemaFile = options().from_str(text).map_err(Fault::from)?;
    let schema = Schema {
        id: file.id,
        version: file.version,
        guideline_version: file.guideline_version,
        tags: file.tags.into_iter().map(tag).collect(),
        relations: file.relations.into_iter().map(relation).collect(),
        document: file.document.into_iter().map(attribute).collect(),
        workflow: file.workflow,
        policy: file.policy,
        registries: file.registries,
        lexicons: file.lexicons,
    };
    match contradiction(&schema) {
        Some((place, message)) => Err(Fault::at(text, place.offset(text), message).into()),
        None => Ok(schema),
    }
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

fn tag(file: TagFile) -> Tag {
    Tag {
        label_en: if file.label.en.is_empty() { file.id.clone() } else { file.label.en },
        label_ar: file.label.ar,
        id: file.id,
        key: file.key,
        colour: file.colour,
        mark: file.mark,
        help: file.help,
        layer: file.layer.map(|raw| bare(&raw).to_owned()).unwrap_or_default(),
        attributes: file.attrs.into_iter().map(attribute).collect(),
    }
}

fn attribute(file: AttributeFile) -> Attribute {
    Attribute {
        id: file.id,
        key: file.key,
        kind: file.kind,
        required: file.required,
        default: file.default,
        fill: file.fill,
        who: file.who,
    }
}

fn relation(file: RelationFile) -> RelationType {
    RelationType {
        id: file.id,
        key: file.key,
        from: file.from,
        to: file.to,
        ordered: file.ordered,
        special: file.special,
        suggest: file.suggest,
        certainty: file.certainty,
        across_documents: file.across_documents,
    }
}

/// A place in the file: entry `n` of a list, or of the attributes of tag `n`.
enum Place {
    Tags,
    Tag(usize),
    TagAttribute(usize, usize),
    Relation(usize),
    Document(usize),
}

/// The lists of a schema as raw text, whose addresses tell where in the file they stand.
#[derive(Deserialize)]
#[serde(rename = "Schema")]
struct Lists<'a> {
    #[serde(borrow, default)]
    tags: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    relations: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    document: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename = "Tag")]
struct Attributes<'a> {
    #[serde(borrow, default)]
    attrs: Vec<&'a RawValue>,
}

impl Place {
    fn offset(&self, text: &str) -> usize {
        let Ok(lists) = options().from_str::<Lists>(text) else { return 0 };
        let found = match self {
            Self::Tags => None,
            Self::Tag(n) => lists.tags.get(*n).copied(),
            Self::Relation(n) => lists.relations.get(*n).copied(),
            Self::Document(n) => lists.document.get(*n).copied(),
            Self::TagAttribute(n, m) => lists.tags.get(*n).and_then(|tag| {
                let attributes: Attributes = options().from_str(tag.get_ron()).ok()?;
                attributes.attrs.get(*m).copied()
            }),
        };
        let start = text.as_ptr().addr();
        match found {
            Some(raw) => bare(raw).as_ptr().addr().saturating_sub(start),
            None => text.find("tags").unwrap_or(0),
        }
    }
}

fn contradiction(schema: &Schema) -> Option<(Place, String)> {
    if schema.tags.is_empty() {
        return Some((Place::Tags, "the schema has no tags".to_owned()));
    }
    let tags = schema.tags.iter().map(|tag| (tag.id.as_str(), tag.key));
    if let Some((n, message)) = clash("tag", tags) {
        return Some((Place::Tag(n), message));
    }
    for (n, tag) in schema.tags.iter().enumerate() {
        if let Some((m, message)) = clash("attribute", keys(&tag.attributes)) {
            return Some((Place::TagAttribute(n, m), format!("tag `{}`: {message}", tag.id)));
        }
    }
    let relations = schema.relations.iter().map(|relation| (relation.id.as_str(), relation.key));
    if let Some((n, message)) = clash("relation", relations) {
        return Some((Place::Relation(n), message));
    }
    clash("attribute", keys(&schema.document)).map(|(n, message)| (Place::Document(n), message))
}

fn keys(attributes: &[Attribute]) -> impl Iterator<Item = (&str, char)> {
    attributes.iter().map(|attribute| (attribute.id.as_str(), attribute.key))
}

/// The first entry without an id, or with an id or a key that an earlier one has.
fn clash<'a>(what: &str, entries: impl Iterator<Item = (&'a str, char)>) -> Option<(usize, String)> {
    let (mut ids, mut keys): (HashSet<&str>, HashMap<char, &str>) = (HashSet::new(), HashMap::new());
    for (n, (id, key)) in entries.enumerate() {
        if id.trim().is_empty() {
            return Some((n, format!("a {what} has no id")));
        }
        if !ids.insert(id) {
            return Some((n, format!("the {what} `{id}` stands twice")));
        }
        if let Some(other) = keys.insert(key, id) {
            return Some((n, format!("the {what} `{id}` has the key '{key}', which `{other}` has already")));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::schema::Figure;

    fn message(text: &str) -> String {
        Schema::parse(text).map_or_else(|error| error.to_string(), |schema| format!("{} tags", schema.tags.len()))
    }

    #[test]
    fn the_schema_that_comes_with_the_program_is_read_whole() {
        let schema = Schema::parse(Schema::builtin_text()).unwrap();
        assert_eq!(&schema, Schema::builtin());
        assert_eq!((schema.tags.len(), schema.relations.len(), schema.document.len()), (4, 11, 10));
        let actor = schema.tag("ACTOR").unwrap();
        assert_eq!((actor.key, actor.colour, actor.mark), ('a', Colour::Cyan, Mark::Underline));
        assert_eq!((actor.label_ar.as_str(), actor.layer.as_str(), actor.attributes.len()), ("فاعل", "Core", 4));
        assert_eq!(actor.attribute("mention").unwrap().default, Some(Value::from("name")));
        let grading = schema.tag("ALLEGATION").unwrap().attribute("grading").unwrap();
        assert_eq!(grading.who, Who::Reviewer);
        assert_eq!(schema.tag("CASUALTY").unwrap().attribute("min").unwrap().fill, [Fill::Number(Figure::Min)]);
        assert!(
            matches!(&schema.relation("claimed_by").unwrap().suggest, Some(Suggest::NearestBefore { class }) if class.len() == 5)
        );
        assert_eq!(schema.policy.vague.first(), Some(&("عشرات".to_owned(), Some(10), None)));
        assert_eq!(schema.lexicons.iter().find(|lexicon| lexicon.id == "harm").unwrap().entries.len(), 9);
        assert!(schema.workflow.gold_needs_two_readers);
    }

    #[test]
    fn unknown_fields_of_a_schema_are_tolerated() {
        let text = r#"(id: "x", tags: [(id: "A", key: 'a', colour: "bright_red", shade: Deep(3), icon: "*")], more: {1: 2})"#;
        assert_eq!(message(text), "1 tags");
    }

    #[test]
    fn a_schema_that_contradicts_itself_says_where() {
        let schema = |tags: &str| format!("(\n    id: \"x\",\n    tags: [\n{tags}\n    ],\n)");
        let tag = |id: &str, key: char| format!("        (id: \"{id}\", key: '{key}', colour: \"red\"),");
        let two = |a: &str, b: &str| schema(&format!("{a}\n{b}"));
        assert_eq!(message(&two(&tag("A", 'a'), &tag("A", 'b'))), "schema, line 5, column 9: the tag `A` stands twice");
        assert_eq!(
            message(&two(&tag("A", 'a'), &tag("B", 'a'))),
            "schema, line 5, column 9: the tag `B` has the key 'a', which `A` has already"
        );
        assert_eq!(message(&schema("")), "schema, line 3, column 5: the schema has no tags");
        assert_eq!(message(&schema(&tag("", 'a'))), "schema, line 4, column 9: a tag has no id");
        let attributes = "        (id: \"A\", key: 'a', colour: \"red\", attrs: [\n (id: \"p\", key: 'x', kind: Flag),\n (id: \"q\", key: 'x', kind: Int)])";
        assert_eq!(
            message(&schema(attributes)),
            "schema, line 6, column 2: tag `A`: the attribute `q` has the key 'x', which `p` has already"
        );
    }

    #[test]
    fn a_text_that_is_no_schema_says_what_is_wrong_and_where() {
        assert!(
            message("(id: \"x\", tags: [\n(id: \"A\", key: 'a', colour: \"purple\")])")
                .contains("unknown colour `purple`; use one of black")
        );
        assert!(
            message("(id: \"x\", tags: [\n(id: \"A\", key: 'a', colour: \"purple\")])").starts_with("schema, line 2, column 3")
        );
        assert_eq!(message("(id: \"x\", tags: ["), "schema, line 1, column 17: expected opening `(` for struct `Tag`");
        assert!(message("(id: \"x\")").contains("the field `tags` is missing"));
        assert!(
            message("(id: \"x\", tags: [(id: \"A\", key: 'a', colour: \"red\", mark: Blink)])").contains("`Blink` is not one of")
        );
    }
}
