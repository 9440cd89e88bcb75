//! A sidecar against the schema. What the schema does not know is kept everywhere, so that all of it is a warning.

use std::collections::BTreeSet;

use super::entry::Entry;
use super::finding::About;
use crate::annotation::model::CONFLICT;
use crate::annotation::{Attribute, DocumentState, Kind, Schema, Value};
use crate::storage::Stored;

/// Checks states, tags, attributes and their values.
pub(super) fn check(entry: &mut Entry<'_>, stored: &Stored, schema: &Schema) {
    header(entry, stored, schema);
    let line = entry.lines.of_field("document");
    for message in attributes(&stored.document, &schema.document, "a text") {
        entry.warning(About::Schema, line, None, message);
    }
    let mut unknown = BTreeSet::new();
    for span in &stored.spans {
        let line = entry.lines.of_id(&span.id);
        let id = Some(span.id.as_str());
        let Some(tag) = schema.tag(&span.tag) else {
            entry.warning(About::Schema, line, id, format!("the schema has no tag {}", span.tag));
            continue;
        };
        for message in attributes(&span.attributes, &tag.attributes, &tag.id) {
            entry.warning(About::Schema, line, id, message);
        }
        let origins = &schema.workflow.origins;
        if !origins.is_empty()
            && !origins.iter().any(|known| span.origin == known.as_str())
            && unknown.insert(span.origin.as_str())
        {
            entry.warning(About::Schema, line, id, format!("the schema has no origin {}", span.origin));
        }
    }
}

fn header(entry: &mut Entry<'_>, stored: &Stored, schema: &Schema) {
    let made_with = &stored.schema;
    if !made_with.id.is_empty() && (made_with.id != schema.id || made_with.version != schema.version) {
        let line = entry.lines.of_field("schema");
        let id = &made_with.id;
        let version = &made_with.version;
        entry.warning(
            About::Schema,
            line,
            None,
            format!("it was made with {id} {version}, and is checked by {} {}", schema.id, schema.version),
        );
    }
    let states = &schema.workflow.document_states;
    let is_other = matches!(DocumentState::from(stored.state.as_str()), DocumentState::Other(_));
    if is_other && !states.contains(&stored.state) {
        let line = entry.lines.of_field("state");
        entry.warning(About::Schema, line, None, format!("there is no state {}", stored.state));
    }
}

/// What is wrong with the attributes of `owner`.
fn attributes(given: &[(String, Value)], known: &[Attribute], owner: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    // The marks of merges have findings of their own.
    for (name, value) in given.iter().filter(|(name, _)| name != CONFLICT) {
        if !seen.insert(name) {
            found.push(format!("{name} stands twice"));
        }
        match known.iter().find(|attribute| attribute.id == *name) {
            None => found.push(format!("the schema has no attribute {name} of {owner}")),
            Some(attribute) => found.extend(unfit(attribute, value)),
        }
    }
    let missing = |attribute: &&Attribute| attribute.required && attribute.default.is_none() && !seen.contains(&attribute.id);
    found.extend(known.iter().filter(missing).map(|attribute| format!("{} is missing, which {owner} must have", attribute.id)));
    found
}

/// Why a value is none of its attribute.
fn unfit(attribute: &Attribute, value: &Value) -> Option<String> {
    let among = |values: &[String], word: &String| values.contains(word);
    let name = &attribute.id;
    let expected = match (&attribute.kind, value) {
        (Kind::One(values), Value::Text(word)) if among(values, word) => return None,
        (Kind::Many(values), Value::List(words)) if words.iter().all(|word| among(values, word)) => return None,
        (Kind::One(_) | Kind::Many(_), Value::Text(_) | Value::List(_)) => {
            return Some(format!("{name}: the schema has no value {value}"));
        }
        (Kind::Flag, Value::Boolean(_))
        | (Kind::Int, Value::Integer(_))
        | (Kind::Text | Kind::Entity { .. }, Value::Text(_))
        | (Kind::SubSpan, Value::Range(..)) => return None,
        (Kind::Date, Value::Text(date)) if is_date(date) => return None,
        (Kind::One(_), _) => "one of its values",
        (Kind::Many(_), _) => "a list of its values",
        (Kind::Flag, _) => "true or false",
        (Kind::Int, _) => "a whole number",
        (Kind::Date, _) => "a date, YYYY-MM-DD",
        (Kind::SubSpan, _) => "a sub-span",
        (Kind::Text | Kind::Entity { .. }, _) => "a text",
    };
    Some(format!("{name}: {value} is not {expected}"))
}

/// Whether a text is a day of the calendar.
fn is_date(text: &str) -> bool {
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let number = |part: &str, count| part.parse::<u32>().ok().filter(|_| digits(part, count));
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else { return false };
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        for good in ["2019-03-04", "2024-02-29", "2000-12-31"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["2019-3-4", "2023-02-29", "2019-13-01", "2019-04-31", "2019-04-00", "2019-04", "2019-04-01-", "٢٠١٩-٠٣-٠٤"]
        {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
