//! Whether annotators say the same of a span that both have.

use std::collections::BTreeMap;

use super::kappa::Table;
use super::names::Numbered;
use crate::annotation::{Annotation, Value};

/// Values of the attributes of spans that two annotators matched, by attribute; `None` for an attribute that only one
/// of the two set.
pub(super) type Attributes = BTreeMap<String, Table<Option<u32>>>;

/// Adds the attributes of one span as two annotators see it. What neither has set is not compared.
pub(super) fn compare(a: &Annotation, b: &Annotation, values: &mut Numbered<String>, into: &mut Attributes) {
    let mut names: Vec<&str> = a.attributes.iter().chain(&b.attributes).map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let [of_a, of_b] = [a, b].map(|said| said.attribute(name).map(|value| values.number(&written(value))));
        match into.get_mut(name) {
            Some(table) => table.add(of_a, of_b, 1),
            None => into.entry(name.to_owned()).or_default().add(of_a, of_b, 1),
        }
    }
}

/// A value as RON; a list in the order of its letters, since it is a set.
fn written(value: &Value) -> String {
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
    use crate::text::Document;

    fn annotation(attributes: &[(&str, Value)]) -> Annotation {
        let mut annotation = Annotation::new("s1", "A", Document::from("abc").span(0..1).unwrap());
        annotation.attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        annotation
    }

    #[test]
    fn attributes_agree_by_value_and_lists_whatever_their_order() {
        let list = |texts: &[&str]| Value::List(texts.iter().map(|text| (*text).to_owned()).collect());
        let a = annotation(&[("harm", "killed".into()), ("min", Value::Integer(3)), ("who", list(&["men", "women"]))]);
        let b = annotation(&[("who", list(&["women", "men"])), ("harm", "injured".into())]);
        let (mut values, mut found) = (Numbered::default(), Attributes::new());
        compare(&a, &b, &mut values, &mut found);
        let counts: Vec<_> = found.iter().map(|(name, table)| (name.as_str(), table.items(), table.agreed())).collect();
        assert_eq!(counts, [("harm", 1, 0), ("min", 1, 0), ("who", 1, 1)]);
    }
}
