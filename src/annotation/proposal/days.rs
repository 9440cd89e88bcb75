//! The words of a sentence that say when, with the days that they mean.

use std::ops::Range;

use crate::annotation::AnnotationSet;
use crate::annotation::schema::{Kind, Schema};
use crate::language::classes::{ends_clause, ends_sentence};
use crate::language::date::{self, Date, Dated};
use crate::text::{Document, Span};

/// How much farther words are for a comma before them.
const COMMA: usize = 24;

/// The day on which a text was published: its first fact that is a day.
pub(super) fn published(schema: &Schema, set: &AnnotationSet) -> Option<Date> {
    let fact = schema.document.iter().find(|fact| fact.kind == Kind::Date)?;
    Date::parse(set.metadatum(&fact.id)?.as_text()?)
}

/// The words of a stretch of a text that say when, as bytes of the text: those inside a span first, then the nearest.
pub(super) fn dates(document: &Document, sentence: &Range<usize>, span: Span, published: Date) -> Vec<Dated> {
    let of_text = |dated: Dated| Dated { range: dated.range.start + sentence.start..dated.range.end + sentence.start, ..dated };
    let mut dates: Vec<Dated> = date::read(document.slice(sentence.clone()), published).into_iter().map(of_text).collect();
    dates.sort_by_key(|dated| distance(&dated.range, span, document));
    dates
}

/// Bytes between words and a span, more where commas are between.
fn distance(words: &Range<usize>, span: Span, document: &Document) -> usize {
    let between = match () {
        () if words.end <= span.start() => words.end..span.start(),
        () if span.end() <= words.start => span.end()..words.start,
        () => return 0,
    };
    let commas = document.slice(between.clone()).chars().filter(|c| ends_clause(*c) || ends_sentence(*c)).count();
    between.len() + COMMA * commas + 1
}
