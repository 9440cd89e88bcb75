//! When it was: the words of the sentence that say so, and the days that they mean.

use super::grounds::Grounds;
use super::lexical::Read;
use crate::annotation::schema::{Attribute, Cue, Fill, Kind, Tag};
use crate::annotation::{Subject, Value};
use crate::language::date::Dated;

/// What the dates of a sentence say of an attribute: the words themselves, the first of their days or the last one, or what
/// they rest on, by its kind. Days are those of the words that the span says; none where its words were refused.
pub(super) fn values(attribute: &Attribute, grounds: &Grounds<'_>) -> Vec<Read> {
    let is_last = grounds.tag().and_then(last_day).is_some_and(|last| last.id == attribute.id);
    let document = grounds.text.document;
    let value = |dated: &Dated| match attribute.kind {
        Kind::SubSpan => Value::Range(document.code_point_at(dated.range.start), document.code_point_at(dated.range.end)),
        Kind::Date if is_last => Value::Text(dated.last.to_string()),
        Kind::Date => Value::Text(dated.first.to_string()),
        _ => Value::Text(dated.basis.as_str().to_owned()),
    };
    let read = |dated: &Dated| Read { value: value(dated), words: Some(dated.range.clone()) };
    match grounds.tag().and_then(words).filter(|words| words.id != attribute.id) {
        Some(words) => of_words(words, grounds).iter().map(read).collect(),
        None => grounds.dates().iter().map(read).collect(),
    }
}

/// The dates that go with what a span says of an attribute, which is words: those in the words, none where they were refused.
fn of_words(words: &Attribute, grounds: &Grounds<'_>) -> Vec<Dated> {
    let document = grounds.text.document;
    if let Some(Value::Range(start, end)) = grounds.span.attribute(&words.id) {
        let range = document.byte_of_code_point(*start).zip(document.byte_of_code_point(*end));
        return range.map(|(start, end)| grounds.dates_in(&(start..end))).unwrap_or_default();
    }
    let offer = grounds.span.offers.get(&Subject::Attribute(words.id.clone()));
    let place = |dated: &Dated| Value::Range(document.code_point_at(dated.range.start), document.code_point_at(dated.range.end));
    let is_refused = offer.is_some_and(|offer| grounds.dates().first().map(place).as_ref() == Some(&offer.value));
    if is_refused { Vec::new() } else { grounds.dates().to_vec() }
}

/// The attribute of a tag that is the words that say when.
fn words(tag: &Tag) -> Option<&Attribute> {
    let mut attributes = tag.attributes.iter();
    attributes.find(|attribute| attribute.kind == Kind::SubSpan && attribute.fill.contains(&Fill::Cue(Cue::When)))
}

/// The attribute of a tag that is the last of some days: the second one.
fn last_day(tag: &Tag) -> Option<&Attribute> {
    let is_day = |attribute: &&Attribute| attribute.kind == Kind::Date && attribute.fill.contains(&Fill::Cue(Cue::When));
    tag.attributes.iter().filter(is_day).nth(1)
}
