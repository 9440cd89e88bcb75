//! The guideline of a schema in a language, as blocks that a page of any form can be set from.

use super::screen::{KindWord, Label};
use super::{Words, plain};
use crate::annotation::schema::{Attribute, Gloss, Kind, Layer, RelationType, Tag, ValueType, Who};
use crate::annotation::{Schema, Wording};
use crate::session::Subject;

/// A block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; of the whole page 1, of its parts more.
    Heading {
        /// Its level.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph(String),
    /// What holds for an entry in a few words: that it is required, its default.
    Terms(String),
    /// An example: words of a text, spans in square brackets.
    Example {
        /// The words.
        text: String,
        /// Whether this is how not to do it.
        is_wrong: bool,
        /// Why.
        note: String,
    },
    /// An entry of a list: a value, an attribute, a relation.
    Entry {
        /// The key that picks it; empty if there is none.
        key: String,
        /// Its name.
        name: String,
        /// What it is.
        text: String,
    },
}

impl Words {
    /// Returns the words of a schema in this language, or those of the other one if there are no others.
    pub fn wording(self, wording: &Wording) -> &str {
        match self.language {
            super::Language::English => wording.english(),
            super::Language::Arabic => wording.arabic(),
        }
    }

    /// Returns what an entry of a schema is called in a bar or a row: its id in English, as in exports and in the sidecar; its
    /// name in Arabic, where it has one.
    pub fn called<'a>(self, gloss: Option<&'a Gloss>, id: &'a str) -> &'a str {
        let names = gloss.map(|gloss| [gloss.label.ar.as_str(), gloss.short.ar.as_str()]).unwrap_or_default();
        let name = names.into_iter().find(|name| !name.is_empty());
        name.filter(|_| self.language == super::Language::Arabic).unwrap_or(id)
    }

    /// Returns what a tag is called in a bar.
    pub fn tag<'a>(self, schema: &'a Schema, id: &'a str) -> &'a str {
        self.called(schema.tag(id).map(|tag| &tag.gloss), id)
    }

    /// Returns the name of an entry of a schema, with its id where that is another.
    pub fn name_of(self, gloss: &Gloss, id: &str) -> String {
        let name = self.wording(&gloss.label);
        if name.eq_ignore_ascii_case(id) { name.to_owned() } else { format!("{name} ({id})") }
    }

    /// Returns what a schema tells of a subject.
    pub fn guideline(self, schema: &Schema, subject: &Subject) -> Vec<Block> {
        let mut page = Page { words: self, schema, blocks: Vec::new() };
        match subject {
            Subject::Everything => page.everything(),
            Subject::Tag(id) => schema.tag(id).into_iter().for_each(|tag| page.tag(1, tag)),
            Subject::Attribute { tag: id, attribute, value } => {
                if let Some((tag, attribute)) = schema.tag(id).and_then(|tag| Some((tag, tag.attribute(attribute)?))) {
                    let owner = self.wording(&tag.gloss.label);
                    page.attribute(1, attribute, owner, value.as_deref());
                }
            }
            Subject::Relation(id) => schema.relation(id).into_iter().for_each(|relation| page.relation(1, relation)),
            Subject::Fact { fact, value } => {
                let owner = self.label_of(&Label::GuidelineFacts);
                schema.fact(fact).into_iter().for_each(|fact| page.attribute(1, fact, &owner, value.as_deref()));
            }
        }
        page.blocks
    }

    /// Returns all that a schema tells, as one page.
    pub fn whole_guideline(self, schema: &Schema) -> Vec<Block> {
        let mut page = Page { words: self, schema, blocks: Vec::new() };
        page.heading(1, self.name_of(&schema.gloss, &schema.id));
        page.gloss(&schema.gloss);
        for tag in &schema.tags {
            page.head_of_tag(2, tag);
            for attribute in &tag.attributes {
                page.attribute(3, attribute, "", None);
            }
        }
        page.section(&Label::GuidelineRelations);
        schema.relations.iter().for_each(|relation| page.relation(3, relation));
        page.section(&Label::GuidelineFacts);
        schema.document.iter().for_each(|fact| page.attribute(3, fact, "", None));
        page.blocks
    }

    fn label_of(self, label: &Label<'_>) -> String {
        plain(&self.say(label))
    }
}

/// A page that is being put together.
struct Page<'a> {
    words: Words,
    schema: &'a Schema,
    blocks: Vec<Block>,
}

impl Page<'_> {
    fn heading(&mut self, level: u8, text: String) {
        self.blocks.push(Block::Heading { level, text });
    }

    fn section(&mut self, label: &Label<'_>) {
        self.heading(2, self.words.label_of(label));
    }

    /// What is told of an entry, without its name.
    fn gloss(&mut self, gloss: &Gloss) {
        let lines = [&gloss.help, &gloss.guideline].map(|wording| self.words.wording(wording).to_owned());
        let paragraphs = lines.iter().flat_map(|text| text.lines()).filter(|line| !line.trim().is_empty());
        self.blocks.extend(paragraphs.map(|line| Block::Paragraph(line.to_owned())));
        self.examples(gloss);
    }

    fn examples(&mut self, gloss: &Gloss) {
        let words = self.words;
        self.blocks.extend(gloss.examples.iter().map(|example| Block::Example {
            text: example.text.clone(),
            is_wrong: example.is_wrong,
            note: words.wording(&example.note).to_owned(),
        }));
    }

    fn entry(&mut self, key: &str, gloss: &Gloss, id: &str) {
        let name = self.words.name_of(gloss, id);
        self.blocks.push(Block::Entry { key: key.to_owned(), name, text: self.words.wording(&gloss.help).to_owned() });
    }

    fn everything(&mut self) {
        let schema = self.schema;
        self.heading(1, self.words.name_of(&schema.gloss, &schema.id));
        self.gloss(&schema.gloss);
        for tag in &schema.tags {
            self.entry(&tag.key.to_string(), &tag.gloss, &tag.id);
        }
    }

    fn head_of_tag(&mut self, level: u8, tag: &Tag) {
        self.heading(level, self.words.name_of(&tag.gloss, &tag.id));
        if tag.layer == Layer::Optional {
            self.blocks.push(Block::Terms(self.words.label_of(&Label::GuidelineOptional)));
        }
        self.gloss(&tag.gloss);
    }

    /// A tag, with which attributes and relations it has.
    fn tag(&mut self, level: u8, tag: &Tag) {
        self.head_of_tag(level, tag);
        if !tag.attributes.is_empty() {
            self.section(&Label::GuidelineAttributes);
        }
        for attribute in &tag.attributes {
            self.entry(&attribute.key.to_string(), &attribute.gloss, &attribute.id);
        }
        let schema = self.schema;
        if schema.relations_from(&tag.id).next().is_some() {
            self.section(&Label::GuidelineRelations);
        }
        for relation in schema.relations_from(&tag.id) {
            self.entry(&relation.key.to_string(), &relation.gloss, &relation.id);
        }
    }

    /// An attribute of an owner, a value of it first, and then all of its values.
    fn attribute(&mut self, level: u8, attribute: &Attribute, owner: &str, value: Option<&str>) {
        let name = self.words.name_of(&attribute.gloss, &attribute.id);
        self.heading(level, if owner.is_empty() { name } else { format!("{owner}: {name}") });
        self.terms(attribute);
        if let Some(value) = value.and_then(|id| attribute.value(id)) {
            self.heading(level + 1, self.words.name_of(&value.gloss, &value.id));
            self.gloss(&value.gloss);
            self.section(&Label::GuidelineAttribute);
        }
        self.gloss(&attribute.gloss);
        self.values(attribute.values());
    }

    fn terms(&mut self, attribute: &Attribute) {
        let mut terms = vec![Label::GuidelineKind { kind: KindWord(kind_of(&attribute.kind)) }];
        if attribute.required {
            terms.push(Label::GuidelineRequired);
        }
        if attribute.who == Who::Reviewer {
            terms.push(Label::GuidelineReviewer);
        }
        let default = attribute.default.as_ref().map(|value| {
            let id = value.to_string();
            attribute.value(&id).map_or(id.clone(), |known| self.words.wording(&known.gloss.label).to_owned())
        });
        terms.extend(default.as_ref().map(|value| Label::GuidelineDefault { value }));
        let told: Vec<String> = terms.iter().map(|term| self.words.label_of(term)).collect();
        self.blocks.push(Block::Terms(told.join(" · ")));
    }

    /// Values with the digits that pick them; one that is retired has none.
    fn values(&mut self, values: &[ValueType]) {
        let mut digits = (1..=9).chain([0]);
        for value in values {
            let key = if value.is_retired { None } else { digits.next() };
            let key = key.map_or_else(String::new, |digit| digit.to_string());
            self.entry(&key, &value.gloss, &value.id);
            if value.is_retired
                && let Some(Block::Entry { name, .. }) = self.blocks.last_mut()
            {
                *name = format!("{name} – {}", self.words.label_of(&Label::GuidelineRetired));
            }
            if self.schema.policy.optional_harms.contains(&value.id)
                && let Some(Block::Entry { name, .. }) = self.blocks.last_mut()
            {
                *name = format!("{name} – {}", self.words.label_of(&Label::GuidelineOptionalValue));
            }
            let guideline = self.words.wording(&value.gloss.guideline).to_owned();
            self.blocks.extend(guideline.lines().map(|line| Block::Paragraph(line.to_owned())));
            self.examples(&value.gloss);
        }
    }

    fn relation(&mut self, level: u8, relation: &RelationType) {
        self.heading(level, self.words.name_of(&relation.gloss, &relation.id));
        let tags = |ids: &[String]| {
            let name =
                |id: &String| self.schema.tag(id).map_or(id.clone(), |tag| self.words.wording(&tag.gloss.label).to_owned());
            ids.iter().map(name).collect::<Vec<_>>().join(", ")
        };
        let special = relation.special.iter().map(|end| end.id.as_str());
        let to = [tags(&relation.to)].into_iter().filter(|to| !to.is_empty());
        let to: Vec<String> = to.chain(special.map(str::to_owned)).collect();
        let mut terms = vec![self.words.label_of(&Label::GuidelineEnds { from: &tags(&relation.from), to: &to.join(", ") })];
        if relation.required {
            terms.push(self.words.label_of(&Label::GuidelineRequired));
        }
        self.blocks.push(Block::Terms(terms.join(" · ")));
        self.gloss(&relation.gloss);
        for end in &relation.special {
            self.entry("", &end.gloss, &end.id);
            self.examples(&end.gloss);
        }
        for attribute in &relation.attributes {
            self.attribute(level + 1, attribute, "", None);
        }
    }
}

/// The word by which a message chooses what a kind is called.
fn kind_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Entity { .. } => "entity",
        Kind::One(_) => "one",
        Kind::Many(_) => "many",
        Kind::Flag => "flag",
        Kind::Int => "number",
        Kind::Text => "text",
        Kind::Date => "date",
        Kind::SubSpan => "words",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn told(language: Language, subject: &Subject) -> String {
        format!("{:?}", Words::of(language).guideline(Schema::builtin(), subject))
    }

    #[test]
    fn the_guideline_of_a_tag_is_told_in_the_language_of_the_screen() {
        let tag = Subject::Tag("CASUALTY".to_owned());
        let english = told(Language::English, &tag);
        assert!(english.contains("Casualty figure (CASUALTY)") && english.contains("One span for each figure"));
        let arabic = told(Language::Arabic, &tag);
        assert!(arabic.contains("رقم ضحايا") && arabic.contains("امتداد لكل رقم") && !arabic.contains("One span"));
    }

    #[test]
    fn a_value_is_told_first_and_the_others_after_it_with_their_digits() {
        let subject =
            Subject::Attribute { tag: "CASUALTY".to_owned(), attribute: "harm".to_owned(), value: Some("injured".to_owned()) };
        let blocks = Words::of(Language::English).guideline(Schema::builtin(), &subject);
        assert_eq!(blocks[0], Block::Heading { level: 1, text: "Casualty figure: Harm".to_owned() });
        assert_eq!(blocks[2], Block::Heading { level: 2, text: "injured".to_owned() });
        let keys: Vec<&str> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::Entry { key, .. } => Some(key.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(keys, ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    }

    #[test]
    fn nothing_of_the_schema_that_comes_with_the_program_lacks_its_guideline() {
        let schema = Schema::builtin();
        let mut glosses = vec![(schema.id.clone(), &schema.gloss)];
        let attributes = schema.tags.iter().flat_map(|tag| &tag.attributes).chain(&schema.document);
        glosses.extend(schema.tags.iter().map(|tag| (tag.id.clone(), &tag.gloss)));
        glosses.extend(schema.relations.iter().map(|relation| (relation.id.clone(), &relation.gloss)));
        for attribute in attributes {
            glosses.push((attribute.id.clone(), &attribute.gloss));
        }
        for (id, gloss) in &glosses {
            for wording in [&gloss.label, &gloss.help, &gloss.guideline] {
                assert!(!wording.en.is_empty() && !wording.ar.is_empty(), "{id}");
            }
            assert!(!gloss.examples.is_empty(), "{id}");
        }
        let values = schema.tags.iter().flat_map(|tag| &tag.attributes).chain(&schema.document).flat_map(Attribute::values);
        for value in values.chain(schema.relations.iter().flat_map(|relation| &relation.special)) {
            for wording in [&value.gloss.label, &value.gloss.help] {
                assert!(!wording.en.is_empty() && !wording.ar.is_empty(), "{}", value.id);
            }
        }
    }
}
