//! A text as a model sees it: sequences of words with their attributes, and which of them are spans of a tag.

use std::ops::Range;

use super::attributes::{Hint, Token, attributes, sequences};
use super::training::Lesson;
use super::weights::{OUTSIDE, beginning, inside};
use crate::annotation::AnnotationSet;
use crate::language::lexicon::FoldedWords;

/// A text as a model sees it.
#[derive(Debug, Clone, Default)]
pub struct Study {
    /// The bytes of the words of each sequence.
    places: Vec<Vec<Range<usize>>>,
    attributes: Vec<Vec<Vec<u64>>>,
    /// What its names were known to be before.
    known: Vec<Range<usize>>,
    /// Spans with their tags, the outer first.
    spans: Vec<(Range<usize>, String)>,
}

impl Study {
    /// A stretch of a text that begins at a byte of it, with its words and what is known of them: hints by their bytes in the
    /// text; `known` are the bytes of names that are suggested without a model.
    pub(crate) fn of(stretch: &str, words: &FoldedWords, offset: usize, mut hints: Vec<Hint>, known: Vec<Range<usize>>) -> Self {
        hints.sort_by(|a, b| (a.range.start, a.range.end, &a.name).cmp(&(b.range.start, b.range.end, &b.name)));
        let found = sequences(stretch, words, offset);
        let of_sequence = |sequence: &Vec<Token<'_>>| {
            let (start, end) =
                (sequence.first().map_or(0, |token| token.range.start), sequence.last().map_or(0, |token| token.range.end));
            let from = hints.partition_point(|hint| hint.range.start < start);
            let to = hints.partition_point(|hint| hint.range.start < end);
            attributes(sequence, hints.get(from..to).unwrap_or_default())
        };
        Self {
            attributes: found.iter().map(of_sequence).collect(),
            places: found.into_iter().map(|sequence| sequence.into_iter().map(|token| token.range).collect()).collect(),
            known,
            spans: Vec::new(),
        }
    }

    /// The same with the spans that somebody made.
    #[must_use]
    pub fn with_spans(self, set: &AnnotationSet) -> Self {
        let spans = set.iter().filter(|span| !set.is_boilerplate(&span.span.range()));
        Self { spans: spans.map(|span| (span.span.range(), span.tag.clone())).collect(), ..self }
    }

    /// How many words and marks it has.
    pub fn len(&self) -> usize {
        self.places.iter().map(Vec::len).sum()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The sequences with the labels of some tags, of spans in one another the outer one.
    pub fn lessons(&self, tags: &[String]) -> impl Iterator<Item = Lesson> {
        let spans = self.outer(tags);
        self.places
            .iter()
            .zip(&self.attributes)
            .map(move |(places, attributes)| Lesson { attributes: attributes.clone(), labels: labels(places, &spans) })
    }

    /// The spans of some tags by the numbers of these, none inside of another.
    pub(super) fn outer(&self, tags: &[String]) -> Vec<(Range<usize>, usize)> {
        let mut end = 0;
        let numbered =
            self.spans.iter().filter_map(|(range, tag)| Some((range.clone(), tags.iter().position(|own| own == tag)?)));
        let mut found: Vec<(Range<usize>, usize)> = numbered.collect();
        found.retain(|(range, _)| {
            let is_apart = range.start >= end;
            end = if is_apart { range.end } else { end };
            is_apart
        });
        found
    }

    /// Its sequences: the bytes of words, and their attributes.
    pub(super) fn sequences(&self) -> impl Iterator<Item = (&[Range<usize>], &[Vec<u64>])> {
        self.places.iter().zip(&self.attributes).map(|(places, attributes)| (places.as_slice(), attributes.as_slice()))
    }

    /// Whether some bytes begin and end with the words with which a span does.
    pub(super) fn is_of_words(&self, span: &Range<usize>, bytes: &Range<usize>) -> bool {
        let all = || self.places.iter().flatten();
        let first = all().find(|place| place.end > span.start);
        let last = all().take_while(|place| place.start < span.end).last();
        first.is_some_and(|first| first.start == bytes.start) && last.is_some_and(|last| last.end == bytes.end)
    }

    /// Whether some bytes are part of a name that is suggested without a model.
    pub(super) fn is_known(&self, range: &Range<usize>) -> bool {
        self.known.iter().any(|known| known.start < range.end && range.start < known.end)
    }
}

/// The labels of the words of a sequence.
fn labels(places: &[Range<usize>], spans: &[(Range<usize>, usize)]) -> Vec<usize> {
    let mut labels = vec![OUTSIDE; places.len()];
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return labels };
    let from = spans.partition_point(|(span, _)| span.start < first.start);
    for (span, tag) in
        spans.iter().skip(from).take_while(|(span, _)| span.start < last.end).filter(|(span, _)| span.end <= last.end)
    {
        let start = places.partition_point(|place| place.end <= span.start);
        let held = places.iter().skip(start).take_while(|place| place.start < span.end).count();
        for (n, label) in labels.iter_mut().skip(start).take(held).enumerate() {
            *label = if n == 0 { beginning(*tag) } else { inside(*tag) };
        }
    }
    labels
}
