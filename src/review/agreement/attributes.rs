//! Whether annotators say the same of what both have: of a span, of a relation, of the text.

use std::collections::HashMap;

use super::kappa::Table;
use super::names::Numbered;
use crate::annotation::model::CONFLICT;
use crate::annotation::{Annotation, Defaults, Relation, Value};

/// Values by the number of the attribute; `None` for an attribute that only one of the two set.
pub(super) type Attributes = HashMap<u32, Table<Option<u32>>>;

/// What is said of something: names with their values, by name, without what says no more than absence.
#[derive(Debug, Default)]
pub(super) struct Sayings<'a>(Vec<(&'a str, &'a Value)>);

impl<'a> Sayings<'a> {
    /// The attributes of a span. Values that equal a default are left out, and so are the marks of merges.
    pub(super) fn of_span(annotation: &'a Annotation, defaults: &Defaults) -> Self {
        Self::of(&annotation.attributes, |name, value| !defaults.is_default(&annotation.tag, name, value))
    }

    /// The attributes of a relation, for which no schema has a default.
    pub(super) fn of_relation(relation: &'a Relation) -> Self {
        Self::of(&relation.attributes, |_, _| true)
    }

    /// The facts of a text.
    pub(super) fn of_text(facts: &'a [(String, Value)], defaults: &Defaults) -> Self {
        Self::of(facts, |name, value| !defaults.is_default_fact(name, value))
    }

    fn of(all: &'a [(String, Value)], says: impl Fn(&str, &Value) -> bool) -> Self {
        let said = all.iter().filter(|(name, value)| name != CONFLICT && says(name, value));
        let mut said: Vec<(&str, &Value)> = said.map(|(name, value)| (name.as_str(), value)).collect();
        said.sort_by_key(|(name, _)| *name);
        said.dedup_by_key(|(name, _)| *name);
        Self(said)
    }

    /// Every name that one of two has, with the values of both.
    fn beside<'b>(&'b self, other: &'b Self) -> Vec<(&'b str, [Option<&'b Value>; 2])> {
        let mut all = Vec::with_capacity(self.0.len() + other.0.len());
        let mut rest = other.0.as_slice();
        for (name, value) in &self.0 {
            while let Some(((theirs, of_other), later)) = rest.split_first().filter(|((theirs, _), _)| theirs < name) {
                all.push((*theirs, [None, Some(*of_other)]));
                rest = later;
            }
            let both = rest.split_first().filter(|((theirs, _), _)| theirs == name);
            all.push((*name, [Some(*value), both.map(|((_, of_other), _)| *of_other)]));
            rest = both.map_or(rest, |(_, later)| later);
        }
        all.extend(rest.iter().map(|(name, value)| (*name, [None, Some(*value)])));
        all
    }

    /// In how many names two differ.
    pub(super) fn unlikeness(&self, other: &Self) -> usize {
        self.beside(other).into_iter().filter(|(_, [a, b])| a.map(written) != b.map(written)).count()
    }

    /// All of it in letters, so that two say the same if these are the same.
    pub(super) fn letters(&self) -> String {
        let mut letters = String::new();
        for (name, value) in &self.0 {
            letters.extend([name, "=", &written(value), ";"]);
        }
        letters
    }

    /// Adds what two annotators say of one thing. What neither says is not compared.
    pub(super) fn compare(&self, other: &Self, values: &mut Numbered<String>, into: &mut Attributes) {
        for (name, said) in self.beside(other) {
            let name = values.number(name);
            add(said, values, into.entry(name).or_default());
        }
    }
}

/// Adds two values, either of which may not have been said.
pub(super) fn add(said: [Option<&Value>; 2], values: &mut Numbered<String>, into: &mut Table<Option<u32>>) {
    let [a, b] = said.map(|value| value.map(|value| values.number(&written(value))));
    into.add(a, b, 1);
}

/// A value as RON; a list in the order of its letters, since it is a set.
pub(super) fn written(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::List(texts) => {
            let mut texts = texts.clone();
            texts.sort_unstable();
            texts.dedup();
            Value::List(texts).write_ron(&mut out);
        }
        value => value.write_ron(&mut out),
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Schema;
    use crate::text::Document;

    fn annotation(attributes: &[(&str, Value)]) -> Annotation {
        let mut annotation = Annotation::new("s1", "A", Document::from("abc").span(0..1).unwrap());
        annotation.attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        annotation
    }

    fn counts(a: &Annotation, b: &Annotation, defaults: &Defaults) -> Vec<(String, u64, u64)> {
        let mut values = Numbered::default();
        let mut found = Attributes::new();
        Sayings::of_span(a, defaults).compare(&Sayings::of_span(b, defaults), &mut values, &mut found);
        let name = |n: &u32| values.value(*n).unwrap().clone();
        let mut counts: Vec<_> = found.iter().map(|(n, table)| (name(n), table.items(), table.agreed())).collect();
        counts.sort();
        counts
    }

    #[test]
    fn attributes_agree_by_value_and_lists_whatever_their_order() {
        let list = |texts: &[&str]| Value::List(texts.iter().map(|text| (*text).to_owned()).collect());
        let a = annotation(&[("harm", "killed".into()), ("min", Value::Integer(3)), ("who", list(&["men", "women"]))]);
        let b = annotation(&[("who", list(&["women", "men"])), ("harm", "injured".into())]);
        let found = counts(&a, &b, &Defaults::default());
        assert_eq!(found, [("harm".to_owned(), 1, 0), ("min".to_owned(), 1, 0), ("who".to_owned(), 1, 1)]);
        let none = Defaults::default();
        assert_eq!(Sayings::of_span(&a, &none).unlikeness(&Sayings::of_span(&b, &none)), 2);
    }

    #[test]
    fn a_default_written_out_is_as_if_it_were_left_out_and_marks_of_merges_are_no_attribute() {
        let schema = Schema::parse(
            r#"(id: "t", version: "1", tags: [Tag(id: "A", key: 'a', label: (en: "a", ar: "ا"), colour: "red", attrs: [
                Attr(id: "unit", key: 'u', kind: One(["persons", "bodies"]), default: "persons"),
            ])])"#,
        );
        let defaults = schema.unwrap().defaults();
        let a = annotation(&[("unit", "persons".into()), (CONFLICT, Value::List(vec!["unit: bodies".to_owned()]))]);
        assert!(counts(&a, &annotation(&[]), &defaults).is_empty());
        assert_eq!(counts(&a, &annotation(&[("unit", "bodies".into())]), &defaults), [("unit".to_owned(), 1, 0)]);
    }
}
