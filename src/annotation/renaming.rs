//! Other names for what a schema knows: tags, attributes, values, relations and facts, as a table of old and new says.
//!
//! The table speaks of the old names only: what renames a tag and one of its attributes names that by the old tag. All names
//! change at once, so that two can change places. Pure: records go in and come out.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::decided::{EditedRelation, EditedSpan, StoredDecision, StoredField, StoredRejection};
use super::lists::{ListChange, Splice};
use super::offer::{Offer, Subject};
use super::record::Held;
use super::ron_text::Fault;
use super::stored::{StoredRelation, StoredSpan};
use super::value::Value;

/// A table of old names with new ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename = "Renaming", default, deny_unknown_fields)]
pub struct Renaming {
    /// Tags: old and new.
    tags: Vec<(String, String)>,
    /// Attributes: of which tag or relation, old and new.
    attributes: Vec<(String, String, String)>,
    /// Values: of which tag or relation, which attribute, old and new.
    values: Vec<(String, String, String, String)>,
    /// Types of relation: old and new.
    relations: Vec<(String, String)>,
    /// Facts of a text: old and new.
    facts: Vec<(String, String)>,
    /// Values of facts: which fact, old and new.
    fact_values: Vec<(String, String, String)>,
}

impl Renaming {
    /// Reads a table.
    ///
    /// # Errors
    /// Text that is no table, or one that gives two things one name or one thing two.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let table: Self = super::record::options().from_str(text).map_err(Fault::from)?;
        match table.clash() {
            Some(name) => {
                Err(Fault::at(text, text.find(&format!("\"{name}\"")).unwrap_or(0), format!("`{name}` is named twice")))
            }
            None => Ok(table),
        }
    }

    /// A name that is given to two things, or the name of a thing that is given two.
    fn clash(&self) -> Option<String> {
        let pairs = |pairs: &[(String, String)]| twice(pairs.iter().map(|(old, new)| ("", old.as_str(), new.as_str())));
        let attributes = || twice(self.attributes.iter().map(|(of, old, new)| (of.as_str(), old.as_str(), new.as_str())));
        pairs(&self.tags).or_else(|| pairs(&self.relations)).or_else(|| pairs(&self.facts)).or_else(attributes)
    }

    /// Gives a span its new names; returns how many there are.
    pub fn span(&self, tag: &mut String, attributes: &mut [(String, Value)]) -> usize {
        self.attributes(tag, attributes) + swap(&self.tags, tag)
    }

    /// Gives a span of a file, and what was proposed for it, its new names.
    pub fn stored(&self, span: &mut StoredSpan) -> usize {
        let tag = span.tag.clone();
        let offered = span.offered.known_mut().into_iter().flatten();
        let attributes = offered.map(|(name, offer)| self.attribute(&tag, name, Some(&mut offer.value))).sum::<usize>();
        let offered = span.offered_relations.known_mut().into_iter().flatten();
        let relations = offered.map(|(kind, _)| swap(&self.relations, kind)).sum::<usize>();
        attributes + relations + self.span(&mut span.tag, &mut span.attributes)
    }

    /// Gives what was proposed for a span of a tag, by its old name, its new names.
    pub fn offer(&self, tag: &str, subject: &mut Subject, offer: Option<&mut Offer>) -> usize {
        match subject {
            Subject::Attribute(name) => self.attribute(tag, name, offer.map(|offer| &mut offer.value)),
            Subject::Relation(kind) => swap(&self.relations, kind),
        }
    }

    /// Gives a tag its new name.
    pub fn tag(&self, tag: &mut String) -> usize {
        swap(&self.tags, tag)
    }

    /// Gives attributes of a tag or relation, by its old name, their new names.
    pub fn attributes(&self, of: &str, attributes: &mut [(String, Value)]) -> usize {
        attributes.iter_mut().map(|(name, value)| self.attribute(of, name, Some(value))).sum()
    }

    /// Gives an attribute of a tag or relation, by its old name, and its value their new names.
    pub fn attribute(&self, of: &str, name: &mut String, value: Option<&mut Value>) -> usize {
        let new_value = |word: &str| {
            let found = self.values.iter().find(|(tag, attribute, old, _)| tag == of && attribute == name && old == word);
            found.map(|(.., new)| new.clone())
        };
        let values = value.map_or(0, |value| words(value, &new_value));
        let found = self.attributes.iter().find(|(tag, old, _)| tag == of && old == name);
        values + found.map_or(0, |(.., new)| put(name, new))
    }

    /// Gives a relation its new names.
    pub fn relation(&self, relation: &mut StoredRelation) -> usize {
        let attributes = match &mut relation.attributes {
            Held::Known(attributes) => self.attributes(&relation.kind, attributes),
            Held::Absent | Held::Odd(_) => 0,
        };
        let certainty = match &mut relation.certainty {
            Held::Known(value) => self.attribute(&relation.kind, &mut "certainty".to_owned(), Some(value)),
            Held::Absent | Held::Odd(_) => 0,
        };
        attributes + certainty + swap(&self.relations, &mut relation.kind)
    }

    /// Gives facts of a text their new names.
    pub fn facts(&self, facts: &mut [(String, Value)]) -> usize {
        facts.iter_mut().map(|(name, value)| self.fact(name, Some(value))).sum()
    }

    /// Gives a fact of a text and its value their new names.
    pub fn fact(&self, name: &mut String, value: Option<&mut Value>) -> usize {
        let new_value = |word: &str| {
            let found = self.fact_values.iter().find(|(fact, old, _)| fact == name && old == word);
            found.map(|(.., new)| new.clone())
        };
        value.map_or(0, |value| words(value, &new_value)) + swap(&self.facts, name)
    }

    /// Gives what a decision speaks of its new names; what it rests on is another matter.
    pub fn decision(&self, decision: &mut StoredDecision) -> usize {
        let tags = decision.tags.clone();
        let mut count = decision.tags.iter_mut().map(|tag| self.tag(tag)).sum::<usize>();
        count += decision.fact.as_mut().map_or(0, |fact| self.fact(fact, None));
        for EditedSpan { tag, attributes, .. } in decision.spans.iter_mut().flatten() {
            count += self.span(tag, attributes);
        }
        count += decision.relations.iter_mut().flatten().map(|relation| self.edited(relation)).sum::<usize>();
        count += decision.fields.iter_mut().flatten().map(|field| self.field(&tags, field)).sum::<usize>();
        if let Held::Known(rivals) = &mut decision.merge_conflict {
            count += rivals.iter_mut().map(|rival| self.decision(rival)).sum::<usize>();
        }
        count
    }

    /// A relation of an edited reading.
    fn edited(&self, relation: &mut EditedRelation) -> usize {
        let EditedRelation { kind, certainty, attributes, .. } = relation;
        let certain = match certainty {
            Held::Known(value) => self.attribute(kind, &mut "certainty".to_owned(), Some(value)),
            Held::Absent | Held::Odd(_) => 0,
        };
        self.attributes(kind, attributes) + certain + swap(&self.relations, kind)
    }

    /// A field of a unit whose readings have these tags: an attribute is that of the first one that renames it.
    fn field(&self, tags: &[String], field: &mut StoredField) -> usize {
        let StoredField { field, name, value, .. } = field;
        match (field.as_str(), name, value) {
            ("tag", _, Some(Value::Text(tag))) => self.tag(tag),
            ("relation", Some(name), _) => swap(&self.relations, name),
            ("attribute", Some(name), value) => {
                let mut value = value.as_mut();
                tags.iter().map(|tag| self.attribute(tag, name, value.as_deref_mut())).find(|count| *count > 0).unwrap_or(0)
            }
            _ => 0,
        }
    }

    /// Gives a rejected span its new name.
    pub fn rejection(&self, rejection: &mut StoredRejection) -> usize {
        self.tag(&mut rejection.tag)
    }

    /// Gives what a change of a list brings its new names; `decisions` are given to whoever knows what they rest on, too.
    pub fn list(&self, change: &mut ListChange, rest: &dyn Fn(&mut StoredDecision)) -> usize {
        match change {
            ListChange::Orphans(splice) => brought(splice, &mut |span| self.stored(span)),
            ListChange::OrphanedRelations(splice) => brought(splice, &mut |relation| self.relation(relation)),
            ListChange::Answers(_) | ListChange::Boilerplate(_) => 0,
            ListChange::Rejections(splice) => brought(splice, &mut |rejection| self.rejection(rejection)),
            ListChange::Decisions(splice) => brought(splice, &mut |decision| {
                rest(decision);
                self.decision(decision)
            }),
        }
    }
}

/// Gives the entries that a change of a list brings to someone, and adds up what they say.
fn brought<T>(splice: &mut Splice<T>, rename: &mut dyn FnMut(&mut T) -> usize) -> usize {
    match splice {
        Splice::Part(_, _, entries) | Splice::All(entries) => entries.iter_mut().map(rename).sum(),
        Splice::Absent | Splice::Odd(_) => 0,
    }
}

fn swap(pairs: &[(String, String)], name: &mut String) -> usize {
    pairs.iter().find(|(old, _)| old == name).map_or(0, |(_, new)| put(name, new))
}

fn put(name: &mut String, new: &str) -> usize {
    new.clone_into(name);
    1
}

/// Puts new words in a value, a word or a list of them.
fn words(value: &mut Value, new: &dyn Fn(&str) -> Option<String>) -> usize {
    let one = |word: &mut String| new(word).map_or(0, |new| put(word, &new));
    match value {
        Value::Text(word) => one(word),
        Value::List(words) => words.iter_mut().map(one).sum(),
        _ => 0,
    }
}

/// A name that is twice among the old ones, or twice among the new ones, of one owner.
fn twice<'a>(names: impl Iterator<Item = (&'a str, &'a str, &'a str)>) -> Option<String> {
    let mut before = BTreeSet::new();
    let mut after = BTreeSet::new();
    for (of, old, new) in names {
        if !before.insert((of, old)) {
            return Some(old.to_owned());
        }
        if !after.insert((of, new)) {
            return Some(new.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = r#"(
        tags: [("SHIP", "BOAT"), ("BOAT", "SHIP")],
        attributes: [("SHIP", "cargo", "load")],
        values: [("SHIP", "cargo", "salt", "rock_salt"), ("at", "certainty", "so", "sure")],
        relations: [("at", "near")],
        facts: [("paper", "source")],
    )"#;

    #[test]
    fn all_names_change_at_once_and_values_are_those_of_their_attribute() {
        let renaming = Renaming::parse(TABLE).unwrap();
        let renamed = |tag: &str| {
            let mut tag = tag.to_owned();
            let mut attributes = vec![("cargo".to_owned(), Value::from("salt")), ("note".to_owned(), "salt".into())];
            let count = renaming.span(&mut tag, &mut attributes);
            (tag, attributes, count)
        };
        let attributes =
            |name: &str, value: &str| vec![(name.to_owned(), Value::from(value)), ("note".to_owned(), "salt".into())];
        assert_eq!(renamed("SHIP"), ("BOAT".to_owned(), attributes("load", "rock_salt"), 3));
        assert_eq!(renamed("BOAT"), ("SHIP".to_owned(), attributes("cargo", "salt"), 1));
        let mut relation: StoredRelation =
            ron::from_str(r#"(id: "r1", type: "at", from: "s1", to: "s2", certainty: "so")"#).unwrap();
        assert_eq!((renaming.relation(&mut relation), relation.kind.as_str()), (2, "near"));
        assert_eq!(relation.certainty, Held::Known("sure".into()));
    }

    #[test]
    fn what_was_proposed_gets_the_names_of_what_it_was_proposed_for() {
        let renaming = Renaming::parse(TABLE).unwrap();
        let line = r#"(id: "s1", tag: "SHIP", start: 0, end: 1, offered: [("cargo", ("lexicon", "salt"))], offered_relations: [("at", ("near", "s2"))])"#;
        let mut span: StoredSpan = ron::from_str(line).unwrap();
        assert_eq!(renaming.stored(&mut span), 4);
        let written = super::super::record::line(&span);
        let offered = r#"offered: [("load", ("lexicon", "rock_salt"))], offered_relations: [("near", ("near", "s2"))])"#;
        assert!(written.contains(r#"tag: "BOAT""#) && written.ends_with(offered), "{written}");
    }

    #[test]
    fn a_table_that_names_something_twice_is_refused_with_its_place() {
        let told = |text: &str| Renaming::parse(text).unwrap_err().to_string();
        assert_eq!(told("(tags: [(\"A\", \"B\"),\n(\"A\", \"C\")])"), "line 1, column 10: `A` is named twice");
        assert_eq!(told("(tags: [(\"A\", \"C\"), (\"B\", \"C\")])"), "line 1, column 15: `C` is named twice");
        assert!(told("(tag: [])").contains("tag"), "{}", told("(tag: [])"));
    }
}
