//! From an annotation set to what the measures compare.

use std::collections::HashMap;
use std::ops::Range;

use super::attributes::Sayings;
use super::names::Numbered;
use super::related::{self, Related};
use super::tagged::Tagged;
use super::twins::has_twins;
use super::words::tags_of_words;
use crate::annotation::{Annotation, AnnotationSet, Defaults, Relation, Value};
use crate::language::words::words_in_code_points;
use crate::text::Document;

/// What one annotator says of one text. What says the same in everything counts once.
#[derive(Debug, Clone)]
pub struct Reading<'a> {
    /// Who it is, by place among all that are compared.
    pub annotator: usize,
    /// The spans, by tag, start and end.
    pub spans: Vec<Tagged>,
    /// The annotations they come from, in the same order.
    pub annotations: Vec<&'a Annotation>,
    /// The relations, by type and ends.
    pub related: Vec<Related>,
    /// The relations they come from, in the same order.
    pub relations: Vec<&'a Relation>,
    /// What is said of the whole text.
    pub facts: &'a [(String, Value)],
}

/// How sets become readings.
pub struct Reader<'a, W> {
    /// The text.
    pub document: &'a Document,
    /// Values that say no more than absence.
    pub defaults: &'a Defaults,
    /// Whether a tag counts.
    pub wanted: W,
}

/// A text that two annotators or more have annotated.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    /// Its words.
    pub letters: &'a str,
    /// Its length in code points.
    pub length: usize,
    /// Its words, in code points.
    pub words: Vec<Range<usize>>,
    /// Who has annotated it, in the order of the annotators.
    pub readings: Vec<Reading<'a>>,
    /// What they are measured against, if there is something, as one more reading.
    pub reference: Option<Reading<'a>>,
}

impl<W: Fn(&str) -> bool> Reader<'_, W> {
    /// What a set says, with tags and types of relations as numbers.
    pub fn read<'a>(
        &self,
        annotator: usize,
        set: &'a AnnotationSet,
        tags: &mut Numbered<String>,
        kinds: &mut Numbered<String>,
    ) -> Reading<'a> {
        let mut found = self.spans(set, tags);
        let places: HashMap<&str, Tagged> = match set.relations() {
            [] => HashMap::new(),
            _ => found.iter().map(|(span, annotation)| (annotation.id.as_str(), *span)).collect(),
        };
        let (related, relations) = related::of(set, annotator, &places, kinds, &self.wanted);
        found.sort_by_key(|(span, _)| *span);
        let (mut spans, mut annotations): (Vec<Tagged>, Vec<&Annotation>) = found.into_iter().unzip();
        if has_twins(&spans) {
            (spans, annotations) = self.without_repetitions(&spans, &annotations);
        }
        Reading { annotator, spans, annotations, related, relations, facts: set.metadata() }
    }

    /// The spans of a set whose tags are wanted, in the order of the text.
    fn spans<'a>(&self, set: &'a AnnotationSet, tags: &mut Numbered<String>) -> Vec<(Tagged, &'a Annotation)> {
        // Annotations come in the order of their starts, so that the text is counted through once.
        let (mut byte, mut point) = (0, 0);
        let points = |bytes: Range<usize>| self.document.slice(bytes).chars().count();
        set.iter()
            .filter(|annotation| (self.wanted)(&annotation.tag))
            .map(|annotation| {
                let span = annotation.span;
                point += points(byte..span.start());
                byte = span.start();
                let end = point + points(span.range());
                (Tagged::new(tags.number(annotation.tag.as_str()), point..end), annotation)
            })
            .collect()
    }

    /// Spans of one place and tag that also say the same once, and the others by what they say.
    fn without_repetitions<'a>(&self, spans: &[Tagged], annotations: &[&'a Annotation]) -> (Vec<Tagged>, Vec<&'a Annotation>) {
        let letters = |annotation: &Annotation| Sayings::of_span(annotation, self.defaults).letters();
        let all = spans.iter().zip(annotations).map(|(span, annotation)| ((*span, letters(annotation)), *annotation));
        let mut all: Vec<((Tagged, String), &Annotation)> = all.collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all.dedup_by(|a, b| a.0 == b.0);
        all.into_iter().map(|((span, _), annotation)| (span, annotation)).unzip()
    }
}

impl Reading<'_> {
    /// The tags of words, each with the number of the word, in order; a word without a tag does not come.
    pub fn tags_of(&self, words: &[Range<usize>]) -> Vec<(usize, u32)> {
        tags_of_words(words, &self.spans)
    }
}

impl<'a> Text<'a> {
    /// A text with its readings.
    pub fn new(document: &'a Document, readings: Vec<Reading<'a>>) -> Self {
        let words = words_in_code_points(document.text());
        Self { letters: document.text(), length: document.code_points(), words, readings, reference: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Parts;

    fn set(document: &Document, spans: &[(&str, Range<usize>, &str)]) -> AnnotationSet {
        let byte = |point| document.byte_of_code_point(point).unwrap();
        let annotation = |(n, (tag, range, class)): (usize, &(&str, Range<usize>, &str))| {
            let span = document.span(byte(range.start)..byte(range.end)).unwrap();
            let mut annotation = Annotation::new(format!("s{n}"), *tag, span);
            annotation.attributes = vec![("class".to_owned(), Value::from(*class))];
            annotation
        };
        let annotations = spans.iter().enumerate().map(annotation).collect();
        AnnotationSet::from_parts(Parts { annotations, ..Parts::default() }).0
    }

    /// The spans that count, as tag, start, end and id.
    fn read(document: &Document, set: &AnnotationSet) -> Vec<(String, usize, usize, String)> {
        let (mut tags, mut kinds) = (Numbered::default(), Numbered::default());
        let reader = Reader { document, defaults: &Defaults::default(), wanted: |tag: &str| tag != "C" };
        let reading = reader.read(0, set, &mut tags, &mut kinds);
        let name = |tag: u32| tags.value(tag).unwrap().clone();
        let all = reading.spans.iter().zip(&reading.annotations);
        all.map(|(span, own)| (name(span.tag), span.start, span.end, own.id.to_string())).collect()
    }

    #[test]
    fn spans_are_counted_in_code_points_and_each_once() {
        let document = Document::from("قُتِلَ رجل");
        let set = set(&document, &[("B", 7..10, "x"), ("A", 0..6, "x"), ("B", 7..10, "x"), ("C", 0..6, "x")]);
        let found = read(&document, &set);
        assert_eq!(found, [("A".to_owned(), 0, 6, "s1".to_owned()), ("B".to_owned(), 7, 10, "s0".to_owned())]);
        assert_eq!(Text::new(&document, Vec::new()).words, [0..6, 7..10]);
    }

    #[test]
    fn two_spans_of_the_same_words_and_tag_stay_two_if_they_say_something_else() {
        let document = Document::from("قال المتحدث");
        let set = set(&document, &[("A", 4..11, "y"), ("A", 4..11, "x"), ("A", 4..11, "y")]);
        let found: Vec<String> = read(&document, &set).into_iter().map(|(_, _, _, id)| id).collect();
        assert_eq!(found, ["s1", "s0"]);
    }
}
