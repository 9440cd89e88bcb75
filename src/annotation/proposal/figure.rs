//! The figure of a span: its bounds, and how exact it claims to be.

use super::grounds::Grounds;
use super::lexical::Read;
use crate::annotation::Value;
use crate::annotation::schema;
use crate::language::number::{Qualifier, Rule};

/// Whether a span is a number and nothing else: 27, not 27 قتيلاً nor العشرات.
pub(super) fn is_bare(grounds: &Grounds<'_>) -> bool {
    let figure = grounds.figure();
    let is_number = matches!(figure.rule, Rule::Digits | Rule::Numeral | Rule::Range);
    is_number && figure.noun.is_none() && !matches!(figure.qualifier, Qualifier::Vague | Qualifier::Unquantified)
}

/// What the figure in the words of a span says of one of its parts; nothing where it has no such bound.
pub(super) fn value(part: schema::Figure, grounds: &Grounds<'_>) -> Option<Read> {
    let figure = grounds.figure();
    let bound = |bound: Option<u64>| bound.and_then(|bound| i64::try_from(bound).ok()).map(Value::Integer);
    let value = match part {
        schema::Figure::Min => bound(figure.min),
        schema::Figure::Max => bound(figure.max),
        schema::Figure::Qualifier => Some(Value::Text(figure.qualifier.name().to_owned())),
    }?;
    let start = grounds.span.span.start();
    Some(Read { value, words: Some(figure.range.start + start..figure.range.end + start) })
}
