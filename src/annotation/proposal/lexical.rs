//! Values by the words of a lexicon, in the span or as far from it as the schema lets them count.

use std::ops::Range;

use super::grounds::{Grounds, Text};
use super::knowledge::{Force, Lexicon};
use super::passage::{Grip, Hit, Side};
use crate::annotation::schema::{Attribute, BEFORE, Kind, Reach, Several, Suggest, WHOLE};
use crate::annotation::{Annotation, Value};

/// Words that may be between a span and one that is just before it.
const NEAR: usize = 2;
/// How much farther a word after the span is than one before it: what is done is told before whom it was done to.
const AFTER: usize = 3;
/// How much farther it is where it begins another clause.
const CLAUSE: usize = 12;

/// A value with the words that gave rise to it.
pub(super) struct Read {
    pub value: Value,
    pub words: Option<Range<usize>>,
}

/// The values that a lexicon has for an attribute of a span, the likeliest first.
pub(super) fn values(attribute: &Attribute, lexicon: &str, grounds: &Grounds<'_>) -> Vec<Read> {
    let Some((number, lexicon)) = grounds.text.knowledge.lexicon(lexicon) else { return Vec::new() };
    let is_of_another = |hit: &Hit| hit.side == Side::After && matches!(value_of(lexicon, hit), Some(BEFORE | WHOLE));
    let counts = |hit: &Hit| counts(hit, lexicon.reach, grounds) && !is_of_another(hit);
    let mut hits: Vec<Hit> = grounds.hits(number).into_iter().filter(counts).collect();
    let order = |hit: &Hit| match lexicon.reach {
        Reach::Governed => (standing(hit), distance(hit)),
        _ => (Standing::Inside, distance(hit)),
    };
    hits.sort_by_key(|hit| (is_default(hit, lexicon, attribute), order(hit), std::cmp::Reverse(hit.length)));
    match attribute.kind {
        Kind::Many(_) => all(attribute, lexicon, &hits).into_iter().collect(),
        Kind::Flag => {
            hits.first().map(|hit| Read { value: Value::Boolean(true), words: Some(hit.range.clone()) }).into_iter().collect()
        }
        _ => several(lexicon, &hits)
            .into_iter()
            .chain(hits.iter().filter_map(|hit| one(attribute, lexicon, hit, grounds)))
            .collect(),
    }
}

/// By what the words of a lexicon tell what a span is, the most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Telling {
    /// A word is in the span.
    Inside,
    /// A word governs the span, as a verb its subject or object.
    Governed,
    /// A word says that it is as the one before: بينهم.
    AsBefore,
}

/// By what the words of a lexicon tell what a span is; `None` where none that belongs to it does.
pub fn telling(lexicon: &str, grounds: &Grounds<'_>) -> Option<Telling> {
    let (number, lexicon) = grounds.text.knowledge.lexicon(lexicon)?;
    let tells = |hit: &Hit| match (value_of(lexicon, hit)?, hit.side) {
        (BEFORE | WHOLE, Side::Before) => is_just_before(hit, grounds).then_some(Telling::AsBefore),
        (BEFORE | WHOLE, _) => None,
        (_, Side::Inside) => Some(Telling::Inside),
        _ => (hit.grip == Grip::Span && !matches!(hit.force, Force::Weak | Force::Faint)).then_some(Telling::Governed),
    };
    grounds.hits(number).iter().filter_map(tells).min()
}

/// The values of a lexicon whose words are in the span, the first of it first.
pub(super) fn words_inside(lexicon: &str, grounds: &Grounds<'_>) -> Vec<String> {
    let Some((number, lexicon)) = grounds.text.knowledge.lexicon(lexicon) else { return Vec::new() };
    let inside = grounds.hits(number).into_iter().filter(|hit| hit.side == Side::Inside);
    inside.filter_map(|hit| value_of(lexicon, &hit).map(str::to_owned)).collect()
}

/// Whether a word counts from where it is.
fn counts(hit: &Hit, reach: Reach, grounds: &Grounds<'_>) -> bool {
    match (reach, hit.side) {
        (Reach::Governed, _) if matches!(hit.force, Force::Governing | Force::Faint) => hit.grip == Grip::Span,
        (Reach::Clause, _) => hit.gap == hit.cost,
        (Reach::Span | Reach::Near | Reach::Sentence, Side::Inside) | (Reach::Sentence | Reach::Governed, _) => true,
        (Reach::Head | Reach::Beside, Side::Inside) => hit.gap == 0,
        (Reach::Whole, Side::Inside) => hit.length == grounds.passage().own.len(),
        (Reach::Near | Reach::Before, Side::Before) => is_just_before(hit, grounds),
        (Reach::Beside, Side::Before) => hit.cost == 0,
        _ => false,
    }
}

/// The word of a lexicon that is just before the span, or before others of its tag that are listed with it.
pub(super) fn just_before(lexicon: &str, grounds: &Grounds<'_>) -> Option<Range<usize>> {
    let (number, _) = grounds.text.knowledge.lexicon(lexicon)?;
    let mut hits = grounds.hits(number).into_iter();
    hits.find(|hit| hit.side == Side::Before && is_just_before(hit, grounds)).map(|hit| hit.range)
}

/// Parts that are looked past for their whole.
const MOST_PARTS: usize = 4;

/// The nearest span before one, of the same tag, that is no part of another.
pub(super) fn whole<'a>(grounds: &Grounds<'a>) -> Option<&'a Annotation> {
    grounds.earlier().take(MOST_PARTS).find(|other| !is_part(other, grounds.text))
}

/// Whether a span is told as a part of another, by the word of the schema that is just before it.
fn is_part(span: &Annotation, text: &Text<'_>) -> bool {
    let to_wholes = text.schema.relations_from(&span.tag).filter_map(|kind| match &kind.suggest {
        Some(Suggest::AfterWord { lexicon }) => Some(lexicon.as_str()),
        _ => None,
    });
    to_wholes.into_iter().any(|lexicon| just_before(lexicon, &Grounds::of(span, text)).is_some())
}

/// Whether a word is just before the span, or before others of its tag that are listed with it.
fn is_just_before(hit: &Hit, grounds: &Grounds<'_>) -> bool {
    let between = hit.range.end..grounds.span.span.start();
    let listed =
        grounds.text.set.in_range(between.clone()).filter(|other| {
            other.tag == grounds.span.tag && between.start <= other.span.start() && other.span.end() <= between.end
        });
    let listed: usize = listed.map(|other| grounds.passage().words_between(&other.span.range())).sum();
    match listed {
        0 => hit.gap == 0 || hit.gap <= NEAR && hit.cost == hit.gap,
        listed => hit.gap <= listed,
    }
}

/// How a word stands to the span, the most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// It is in the span.
    Inside,
    /// It governs the span.
    Governing,
    /// It is in the span, and names the state in which people are.
    Yielding,
    /// It is elsewhere in the sentence, or says little.
    Elsewhere,
}

fn standing(hit: &Hit) -> Standing {
    match (hit.force, hit.side) {
        (Force::Weak | Force::Faint, _) => Standing::Elsewhere,
        (Force::Yielding, Side::Inside) => Standing::Yielding,
        (_, Side::Inside) => Standing::Inside,
        (Force::Plain | Force::Governing, _) if hit.grip == Grip::Span => Standing::Governing,
        _ => Standing::Elsewhere,
    }
}

/// How much farther a word is that says little.
const WEAK: usize = 6;
/// How much farther a word is that governs another span.
const ANOTHER: usize = 8;

fn distance(hit: &Hit) -> usize {
    let little = if matches!(hit.force, Force::Weak | Force::Faint) { WEAK } else { 0 };
    let farther = if hit.grip == Grip::Another { ANOTHER } else { 0 };
    let place = match hit.side {
        Side::Inside => 0,
        Side::Before => 1 + hit.cost + farther,
        Side::After if hit.grip == Grip::Span && hit.gap == 0 => 1,
        Side::After => 1 + 2 * hit.cost + AFTER + farther + if hit.is_of_another { CLAUSE } else { 0 },
    };
    little + place
}

fn value_of<'a>(lexicon: &'a Lexicon, hit: &Hit) -> Option<&'a str> {
    lexicon.values.get(hit.value).map(String::as_str)
}

fn is_default(hit: &Hit, lexicon: &Lexicon, attribute: &Attribute) -> bool {
    let default = attribute.default.as_ref().and_then(Value::as_text);
    default.is_some() && default == value_of(lexicon, hit)
}

fn one(attribute: &Attribute, lexicon: &Lexicon, hit: &Hit, grounds: &Grounds<'_>) -> Option<Read> {
    let value = match value_of(lexicon, hit)? {
        BEFORE => grounds.before()?.attribute(&attribute.id)?.clone(),
        WHOLE => whole(grounds)?.attribute(&attribute.id)?.clone(),
        value => Value::Text(value.to_owned()),
    };
    Some(Read { value, words: Some(hit.range.clone()) })
}

/// The value for words of several values inside the span, where the lexicon has one for them.
fn several(lexicon: &Lexicon, hits: &[Hit]) -> Option<Read> {
    let Several { of, value } = lexicon.several.as_ref()?;
    let inside = |wanted: &String| hits.iter().find(|hit| hit.side == Side::Inside && value_of(lexicon, hit) == Some(wanted));
    let met: Vec<&Hit> = of.iter().map_while(inside).collect();
    let is_all = !of.is_empty() && met.len() == of.len();
    let words = met.into_iter().map(|hit| hit.range.clone()).min_by_key(|range| range.start)?;
    is_all.then(|| Read { value: Value::Text(value.clone()), words: Some(words) })
}

/// All values whose words are there, in the order of the schema.
fn all(attribute: &Attribute, lexicon: &Lexicon, hits: &[Hit]) -> Option<Read> {
    let is_met = |id: &str| hits.iter().any(|hit| value_of(lexicon, hit) == Some(id));
    let met: Vec<String> = attribute.choices().filter(|value| is_met(&value.id)).map(|value| value.id.clone()).collect();
    let words = hits.first()?.range.clone();
    (!met.is_empty()).then_some(Read { value: Value::List(met), words: Some(words) })
}
