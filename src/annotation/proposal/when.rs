//! When it was: the words of the sentence that say so, and the days that they mean.

use super::grounds::Grounds;
use super::lexical::Read;
use crate::annotation::Value;
use crate::annotation::schema::{Attribute, Cue, Fill, Kind, Tag};
use crate::language::date::Dated;

/// What the dates of a sentence say of an attribute: the words themselves, the first of their days or the last one, or what
/// they rest on, by its kind.
pub(super) fn values(attribute: &Attribute, grounds: &Grounds<'_>) -> Vec<Read> {
    let is_last = grounds.tag().and_then(last_day).is_some_and(|last| last.id == attribute.id);
    let document = grounds.text.document;
    let value = |dated: &Dated| match attribute.kind {
        Kind::SubSpan => Value::Range(document.code_point_at(dated.range.start), document.code_point_at(dated.range.end)),
        Kind::Date if is_last => Value::Text(dated.last.to_string()),
        Kind::Date => Value::Text(dated.first.to_string()),
        _ => Value::Text(dated.basis.as_str().to_owned()),
    };
    grounds.dates().iter().map(|dated| Read { value: value(dated), words: Some(dated.range.clone()) }).collect()
}

/// The attribute of a tag that is the last of some days: the second one.
fn last_day(tag: &Tag) -> Option<&Attribute> {
    let is_day = |attribute: &&Attribute| attribute.kind == Kind::Date && attribute.fill.contains(&Fill::Cue(Cue::When));
    tag.attributes.iter().filter(is_day).nth(1)
}
