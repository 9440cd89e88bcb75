//! The figures of a text as places that are selected: the next one that is no span yet.

use std::ops::Range;

use super::schema::{Fill, Schema};
use super::set::AnnotationSet;
use crate::language::number::{Figure, Qualifier, Reader};
use crate::language::text_unit::{self, TextUnit};
use crate::text::Document;

/// Most sentences that are looked through for a figure.
const SENTENCES: usize = 16;

/// A figure in a text, in bytes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigurePlace {
    /// The numeral with what qualifies it.
    pub figure: Range<usize>,
    /// The same with all that is counted.
    pub whole: Range<usize>,
}

/// The first figure at or after byte `at`, in its paragraph, that is no span of a tag that is read from figures; where there
/// is none, the one there, else the last one before it in its sentence.
pub fn next_figure(
    document: &Document,
    set: &AnnotationSet,
    schema: &Schema,
    numbers: &Reader,
    at: usize,
) -> Option<FigurePlace> {
    let end = document.paragraph_at(at).end;
    let next = |sentence: &Range<usize>| {
        let start = text_unit::next_start(document, TextUnit::Sentence, sentence.start);
        (start > sentence.start && start < end).then(|| text_unit::around(document, TextUnit::Sentence, start))
    };
    let own = text_unit::around(document, TextUnit::Sentence, at);
    let sentences = std::iter::successors(Some(own.clone()), next).take(SENTENCES);
    let is_ahead = |place: &FigurePlace| place.whole.end > at;
    let mut free = sentences.flat_map(|sentence| figures(document, sentence, numbers)).filter(is_ahead);
    free.find(|place| !is_span(place, set, schema)).or_else(|| {
        let here = figures(document, own, numbers);
        here.iter().find(|place| is_ahead(place)).or(here.last()).cloned()
    })
}

fn figures(document: &Document, sentence: Range<usize>, numbers: &Reader) -> Vec<FigurePlace> {
    let place = |range: &Range<usize>| sentence.start + range.start..sentence.start + range.end;
    let found = numbers.read_with_nouns(document.slice(sentence.clone()));
    // A noun alone is a figure where it is tagged as one, not in all that is told.
    let is_number = |figure: &Figure| !matches!(figure.qualifier, Qualifier::Implicit | Qualifier::Unquantified);
    let numbers = found.iter().filter(|(figure, _)| is_number(figure));
    numbers.map(|(figure, whole)| FigurePlace { figure: place(&figure.range), whole: place(whole) }).collect()
}

/// Whether a figure is a span, or a part of one, whose tag is read from figures.
fn is_span(place: &FigurePlace, set: &AnnotationSet, schema: &Schema) -> bool {
    let is_read = |tag: &str| {
        let attributes = schema.tag(tag).map(|tag| tag.attributes.as_slice()).unwrap_or_default();
        attributes.iter().any(|own| own.fill.iter().any(|fill| matches!(fill, Fill::Number(_))))
    };
    set.in_range(place.figure.clone()).any(|span| is_read(&span.tag))
}
