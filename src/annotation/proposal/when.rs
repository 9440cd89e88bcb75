//! When it was: the words of the sentence that say so, and the days that they mean.

use super::grounds::Grounds;
use super::lexical::{self, Read};
use crate::annotation::schema::{Attribute, Cue, Fill, Kind, Tag};
use crate::annotation::{Subject, Value};
use crate::language::date::{Dated, Rule};
use crate::text::Span;

/// Days that make a period, which an attribute of text is about: a time that is counted over, longer than what happens.
const PERIOD: i64 = 28;
/// The lexicon of the words that say that a figure is a running total, which has a period.
const RUNNING: &str = "cumulative";

/// What the dates of a sentence say of an attribute: the words themselves, the first of their days or the last one, or what
/// they rest on, by its kind; a text is the words that mean the period of a running total. Days are those of the words that the
/// span says; none where its words were refused.
pub(super) fn values(attribute: &Attribute, grounds: &Grounds<'_>) -> Vec<Read> {
    let is_last = grounds.tag().and_then(last_day).is_some_and(|last| last.id == attribute.id);
    let document = grounds.text.document;
    let value = |dated: &Dated| match attribute.kind {
        Kind::SubSpan => Value::Range(document.code_point_at(dated.range.start), document.code_point_at(dated.range.end)),
        Kind::Date if is_last => Value::Text(dated.last.to_string()),
        Kind::Date => Value::Text(dated.first.to_string()),
        Kind::Text => Value::Text(document.slice(dated.range.clone()).split_whitespace().collect::<Vec<_>>().join(" ")),
        _ => Value::Text(dated.basis.as_str().to_owned()),
    };
    let is_running = || !lexical::values(attribute, RUNNING, grounds).is_empty();
    let is_long = |dated: &Dated| dated.first.plus_days(PERIOD).is_some_and(|day| day <= dated.last);
    let is_asked = |dated: &&Dated| attribute.kind != Kind::Text || is_long(dated) && is_running();
    let read = |dated: &Dated| Read { value: value(dated), words: Some(dated.range.clone()) };
    match grounds.tag().and_then(words).filter(|words| words.id != attribute.id) {
        Some(words) => of_words(words, grounds).iter().filter(is_asked).map(read).collect(),
        None => of_event(grounds).iter().filter(is_asked).map(read).collect(),
    }
}

/// The dates of what a span tells: those in the claim that it is, or that it is a part of, for outside it the day is told on
/// which that was said, unless they say since when. Where no claim is, those of the sentence.
fn of_event(grounds: &Grounds<'_>) -> Vec<Dated> {
    let claim = grounds.claim();
    let is_told = |dated: &&Dated| {
        let is_inside = |claim: &Span| claim.start() <= dated.range.start && dated.range.end <= claim.end();
        dated.rule == Rule::Since || claim.as_ref().is_none_or(is_inside)
    };
    grounds.dates().iter().filter(is_told).map(|dated| without_particles(dated, grounds)).collect()
}

/// The same without the words of the schema at its start that are no part of such words: خلال, يوم.
fn without_particles(dated: &Dated, grounds: &Grounds<'_>) -> Dated {
    let mut dated = dated.clone();
    let Some((number, _)) = grounds.text.knowledge.lexicon(OUTSIDE) else { return dated };
    let hits = grounds.hits(number);
    while let Some(hit) = hits.iter().find(|hit| hit.range.start == dated.range.start && hit.range.end < dated.range.end) {
        let rest = grounds.text.document.slice(hit.range.end..dated.range.end);
        dated.range.start = dated.range.end - rest.trim_start().len();
    }
    dated
}

/// The lexicon of the words that are left out where words that say when begin with them.
const OUTSIDE: &str = "when_outside";

/// The dates that go with what a span says of an attribute, which is words: those in the words, none where they were refused.
fn of_words(words: &Attribute, grounds: &Grounds<'_>) -> Vec<Dated> {
    let document = grounds.text.document;
    if let Some(Value::Range(start, end)) = grounds.span.attribute(&words.id) {
        let range = document.byte_of_code_point(*start).zip(document.byte_of_code_point(*end));
        return range.map(|(start, end)| grounds.dates_in(&(start..end))).unwrap_or_default();
    }
    let offer = grounds.span.offers.get(&Subject::Attribute(words.id.clone()));
    let place = |dated: &Dated| Value::Range(document.code_point_at(dated.range.start), document.code_point_at(dated.range.end));
    let dates = of_event(grounds);
    let is_refused = offer.is_some_and(|offer| dates.first().map(place).as_ref() == Some(&offer.value));
    if is_refused { Vec::new() } else { dates }
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
