//! From an annotation set to what the measures compare.

use std::ops::Range;

use super::names::Numbered;
use super::tagged::Tagged;
use crate::annotation::{Annotation, AnnotationSet};
use crate::language::words::words_in_code_points;
use crate::text::Document;

/// What one annotator says of one text, each span of a tag once.
#[derive(Debug, Clone)]
pub struct Reading<'a> {
    /// Who it is, by place among all that are compared.
    pub annotator: usize,
    /// The spans, by tag, start and end.
    pub spans: Vec<Tagged>,
    /// The annotations they come from, in the same order.
    pub annotations: Vec<&'a Annotation>,
}

/// A text that two annotators or more have annotated.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    /// Its length in code points.
    pub length: usize,
    /// Its words, in code points.
    pub words: Vec<Range<usize>>,
    /// Who has annotated it, in the order of the annotators.
    pub readings: Vec<Reading<'a>>,
}

impl<'a> Reading<'a> {
    /// The spans of a set whose tags are wanted.
    pub fn of(
        annotator: usize,
        set: &'a AnnotationSet,
        document: &Document,
        tags: &mut Numbered<String>,
        wanted: impl Fn(&str) -> bool,
    ) -> Self {
        // Annotations come in the order of their starts, so that the text is counted through once.
        let (mut byte, mut point) = (0, 0);
        let points = |bytes: Range<usize>| document.slice(bytes).chars().count();
        let mut found: Vec<(Tagged, &Annotation)> = set
            .iter()
            .filter(|annotation| wanted(&annotation.tag))
            .map(|annotation| {
                let span = annotation.span;
                point += points(byte..span.start());
                byte = span.start();
                let end = point + points(span.range());
                (Tagged::new(tags.number(annotation.tag.as_str()), point..end), annotation)
            })
            .collect();
        found.sort_by_key(|(span, _)| *span);
        found.dedup_by_key(|(span, _)| *span);
        let (spans, annotations) = found.into_iter().unzip();
        Self { annotator, spans, annotations }
    }
}

impl<'a> Text<'a> {
    /// A text with its readings.
    pub fn new(document: &Document, readings: Vec<Reading<'a>>) -> Self {
        Self { length: document.code_points(), words: words_in_code_points(document.text()), readings }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Parts;

    fn set(document: &Document, spans: &[(&str, Range<usize>)]) -> AnnotationSet {
        let byte = |point| document.byte_of_code_point(point).unwrap();
        let annotation = |(n, (tag, range)): (usize, &(&str, Range<usize>))| {
            Annotation::new(format!("s{n}"), *tag, document.span(byte(range.start)..byte(range.end)).unwrap())
        };
        let annotations = spans.iter().enumerate().map(annotation).collect();
        AnnotationSet::from_parts(Parts { annotations, ..Parts::default() }).0
    }

    #[test]
    fn spans_are_counted_in_code_points_and_each_once() {
        let document = Document::from("قُتِلَ رجل");
        let set = set(&document, &[("B", 7..10), ("A", 0..6), ("B", 7..10), ("C", 0..6)]);
        let mut tags = Numbered::default();
        let reading = Reading::of(0, &set, &document, &mut tags, |tag| tag != "C");
        let named: Vec<_> = reading.spans.iter().map(|s| (tags.value(s.tag).unwrap().as_str(), s.start, s.end)).collect();
        assert_eq!(named, [("A", 0, 6), ("B", 7, 10)]);
        assert_eq!(reading.annotations.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["s1", "s0"]);
        assert_eq!(Text::new(&document, vec![reading]).words, [0..6, 7..10]);
    }
}
