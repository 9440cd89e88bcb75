//! The schema's file, apart from the model: reading it, and telling where it cannot be honoured.
//!
//! A file says with `hashiya: 2` that it is of the second version; without it, it is of the first, of which unknown fields
//! are passed over, and whose edges are all kept. What holds for both is in `consistency`, what only the second promises
//! in `promises`.

use std::fmt;

use ron::value::RawValue;
use serde::Deserialize;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};
use serde_ignored::Path;

use super::colour::{ColourFile, Mark};
use super::edges::{EdgeRules, EdgesFile};
use super::gloss::{Example, Gloss, Wording};
use super::kind::{Cue, Fill, Kind, ValueType, Who};
use super::model::{Attribute, Layer, Lexicon, Policy, RelationType, Schema, Suggest, Tag, Workflow};
use super::place::{Flaw, Place, options};
use super::{consistency, promises};
use crate::annotation::ron_text::{Fault, bare};
use crate::annotation::value::Value;

/// The newest version of a schema's file that this program reads.
const NEWEST: u32 = 2;

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
    #[serde(default = "first")]
    hashiya: u32,
    id: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    guideline_version: String,
    #[serde(default)]
    label: Wording,
    #[serde(default)]
    help: Wording,
    #[serde(default)]
    guideline: Wording,
    #[serde(default)]
    examples: Vec<Example>,
    #[serde(default)]
    trim: EdgesFile,
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

fn first() -> u32 {
    1
}

#[derive(Deserialize)]
#[serde(rename = "Tag")]
struct TagFile {
    id: String,
    key: char,
    #[serde(default)]
    label: Wording,
    #[serde(default)]
    short: Wording,
    #[serde(default)]
    help: Wording,
    #[serde(default)]
    guideline: Wording,
    #[serde(default)]
    examples: Vec<Example>,
    colour: ColourFile,
    #[serde(default)]
    mark: Mark,
    #[serde(default)]
    layer: LayerFile,
    #[serde(default)]
    trim: EdgesFile,
    #[serde(default)]
    attrs: Vec<AttributeFile>,
}

#[derive(Deserialize)]
#[serde(rename = "Attr")]
struct AttributeFile {
    id: String,
    key: char,
    #[serde(default)]
    label: Wording,
    #[serde(default)]
    short: Wording,
    #[serde(default)]
    help: Wording,
    #[serde(default)]
    guideline: Wording,
    #[serde(default)]
    examples: Vec<Example>,
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
    #[serde(default)]
    label: Wording,
    #[serde(default)]
    short: Wording,
    #[serde(default)]
    help: Wording,
    #[serde(default)]
    guideline: Wording,
    #[serde(default)]
    examples: Vec<Example>,
    from: Vec<String>,
    to: Vec<String>,
    #[serde(default)]
    ordered: bool,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    special: Vec<ValueType>,
    #[serde(default)]
    suggest: Option<Suggest>,
    #[serde(default)]
    certainty: CertaintyFile,
    #[serde(default)]
    across_documents: bool,
    #[serde(default)]
    attrs: Vec<AttributeFile>,
}

/// Whether the annotator says how certain a relation is, and in which words: `true`, `false` or a list of values.
#[derive(Default)]
enum CertaintyFile {
    #[default]
    Unasked,
    Asked,
    In(Vec<ValueType>),
}

impl<'de> Deserialize<'de> for CertaintyFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = CertaintyFile;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("true, false or a list of values")
            }

            fn visit_bool<E: Error>(self, is_asked: bool) -> Result<CertaintyFile, E> {
                Ok(if is_asked { CertaintyFile::Asked } else { CertaintyFile::Unasked })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<CertaintyFile, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(CertaintyFile::In)
            }
        }
        deserializer.deserialize_any(Words)
    }
}

/// The layer of a tag; files of the first version could name any.
#[derive(Default)]
struct LayerFile(Option<String>);

impl<'de> Deserialize<'de> for LayerFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Ok(Self(Some(bare(raw).to_owned())))
    }
}

/// Reads a file, with all that it has that nothing reads.
struct Reading<'a> {
    unread: &'a mut Vec<Place>,
}

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = SchemaFile;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<SchemaFile, D::Error> {
        serde_ignored::deserialize(deserializer, |path: Path<'_>| self.unread.push(Place::from(&path)))
    }
}

/// Reads a schema, or tells all that is wrong with it, in the order of the file; at least one thing.
pub(super) fn read(text: &str) -> Result<Schema, Vec<SchemaError>> {
    let mut unread = Vec::new();
    let file = options().from_str_seed(text, Reading { unread: &mut unread }).map_err(|error| vec![Fault::from(error).into()])?;
    let version = file.hashiya;
    let mut flaws = if version == 1 { Vec::new() } else { flaws_of_form(&file, unread) };
    let schema = schema(file);
    consistency::check(&schema, &mut flaws);
    if version != 1 {
        promises::check(&schema, &mut flaws);
    }
    if flaws.is_empty() {
        return Ok(schema);
    }
    let mut told: Vec<(usize, String)> = flaws.into_iter().map(|flaw| (flaw.place.offset(text), flaw.message)).collect();
    told.sort_by_key(|(at, _)| *at);
    told.dedup();
    Err(told.into_iter().map(|(at, message)| Fault::at(text, at, message).into()).collect())
}

/// What a file of the second version has that nothing reads.
fn flaws_of_form(file: &SchemaFile, unread: Vec<Place>) -> Vec<Flaw> {
    let root = Place::default();
    let mut flaws = Vec::new();
    if file.hashiya != NEWEST {
        let message = format!("unknown version {} of a schema (known: 1, {NEWEST})", file.hashiya);
        flaws.push(root.field("hashiya").flaw(message));
    }
    flaws.extend(unread.into_iter().map(|place| {
        let message = format!("unknown field `{}`", place.last_field().unwrap_or_default());
        place.flaw(message)
    }));
    for (n, tag) in file.tags.iter().enumerate() {
        if let Some(other) = tag.layer.0.as_deref().filter(|layer| !["Core", "Optional"].contains(layer)) {
            let place = root.field("tags").item(n).field("layer");
            flaws.push(place.flaw(format!("unknown layer `{other}` (known: Core, Optional)")));
        }
    }
    flaws
}

fn schema(file: SchemaFile) -> Schema {
    let edges = file.trim.over(EdgeRules::default());
    let tags: Vec<Tag> = file.tags.into_iter().enumerate().map(|(place, file)| tag(file, place, edges)).collect();
    let certainties = certainties(&tags);
    let gloss = Gloss {
        label: file.label,
        short: Wording::default(),
        help: file.help,
        guideline: file.guideline,
        examples: file.examples,
    };
    Schema {
        gloss: gloss.or_named(&file.id),
        id: file.id,
        version: file.version,
        guideline_version: file.guideline_version,
        edges,
        relations: file.relations.into_iter().map(|file| relation(file, &certainties)).collect(),
        tags,
        document: file.document.into_iter().map(attribute).collect(),
        workflow: file.workflow,
        policy: file.policy,
        registries: file.registries,
        lexicons: file.lexicons,
    }
}

/// How certain claims can be, by the first attribute that is filled with that.
fn certainties(tags: &[Tag]) -> Vec<ValueType> {
    let is_filled = |attribute: &&Attribute| attribute.fill.contains(&Fill::Cue(Cue::Certainty));
    let found = tags.iter().flat_map(|tag| &tag.attributes).find(is_filled);
    found.map(|attribute| attribute.values().to_vec()).unwrap_or_default()
}

fn tag(file: TagFile, place: usize, edges: EdgeRules) -> Tag {
    let TagFile { id, key, label, short, help, guideline, examples, colour, mark, layer, trim, attrs } = file;
    Tag {
        gloss: Gloss { label, short, help, guideline, examples }.or_named(&id),
        id,
        key,
        place,
        colour: colour.colour,
        shades: colour.shades,
        mark,
        layer: if layer.0.as_deref() == Some("Optional") { Layer::Optional } else { Layer::Core },
        edges: trim.over(edges),
        attributes: attrs.into_iter().map(attribute).collect(),
    }
}

fn attribute(file: AttributeFile) -> Attribute {
    let AttributeFile { id, key, label, short, help, guideline, examples, kind, required, default, fill, who } = file;
    let gloss = Gloss { label, short, help, guideline, examples }.or_named(&id);
    Attribute { id, key, gloss, kind, required, default, fill, who }
}

fn relation(file: RelationFile, certainties: &[ValueType]) -> RelationType {
    RelationType {
        gloss: Gloss {
            label: file.label,
            short: file.short,
            help: file.help,
            guideline: file.guideline,
            examples: file.examples,
        }
        .or_named(&file.id),
        id: file.id,
        key: file.key,
        from: file.from,
        to: file.to,
        ordered: file.ordered,
        required: file.required,
        special: file.special,
        suggest: file.suggest,
        certainty: match file.certainty {
            CertaintyFile::Unasked => None,
            CertaintyFile::Asked => Some(certainties.to_vec()),
            CertaintyFile::In(values) => Some(values),
        },
        across_documents: file.across_documents,
        attributes: file.attrs.into_iter().map(attribute).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::schema::{Colour, Figure};

    fn message(text: &str) -> String {
        Schema::parse(text).map_or_else(|error| error.to_string(), |schema| format!("{} tags", schema.tags.len()))
    }

    #[test]
    fn the_schema_that_comes_with_the_program_is_read_whole() {
        let schema = Schema::parse(Schema::builtin_text()).unwrap();
        assert_eq!(&schema, Schema::builtin());
        assert_eq!((schema.tags.len(), schema.relations.len(), schema.document.len()), (4, 12, 10));
        let actor = schema.tag("ACTOR").unwrap();
        assert_eq!((actor.key, actor.colour, actor.mark), ('a', Colour::Cyan, Mark::Underline));
        assert_eq!((actor.gloss.label.ar.as_str(), actor.layer, actor.attributes.len()), ("فاعل", Layer::Core, 4));
        assert_eq!(actor.attribute("mention").unwrap().default, Some(Value::from("name")));
        let grading = schema.tag("ALLEGATION").unwrap().attribute("grading").unwrap();
        assert_eq!(grading.who, Who::Reviewer);
        assert_eq!(schema.tag("CASUALTY").unwrap().attribute("min").unwrap().fill, [Fill::Number(Figure::Min)]);
        assert!(
            matches!(&schema.relation("claimed_by").unwrap().suggest, Some(Suggest::NearestBefore { class, .. }) if class.len() == 5)
        );
        assert_eq!(schema.policy.vague.first(), Some(&("عشرات".to_owned(), Some(10), None)));
        assert_eq!(schema.lexicons.iter().find(|lexicon| lexicon.id == "harm").unwrap().entries.len(), 10);
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
