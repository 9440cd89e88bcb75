//! How the tests of this room write what annotators mark, and read what comes of it.

use super::compare::{Comparison, Reading, Unit, Work, compare};
use crate::annotation::{Annotation, AnnotationSet, Annotator, Defaults, Parts, Value};
use crate::text::Document;

/// Reads `قال [A الجاحظ] في`: the text without marks, and its spans `s1`, `s2`, … by their opening brackets.
pub(super) fn marked(marked: &str) -> (String, AnnotationSet) {
    let (mut text, mut open, mut found) = (String::new(), Vec::new(), Vec::new());
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '[' => {
                let (tag, after) = rest.split_once(' ').unwrap();
                open.push((found.len(), text.len()));
                found.push((tag.to_owned(), 0..0));
                rest = after;
            }
            ']' => {
                let (n, start) = open.pop().unwrap();
                found[n].1 = start..text.len();
            }
            c => text.push(c),
        }
    }
    let document = Document::from(text.as_str());
    let annotations = found.into_iter().enumerate().map(|(n, (tag, range))| {
        let (tag, value) = tag.split_once('=').map_or((tag.as_str(), None), |(tag, value)| (tag, Some(value)));
        let mut annotation = Annotation::new(format!("s{}", n + 1), tag, document.span(range).unwrap());
        annotation.attributes.extend(value.map(|value| ("x".to_owned(), Value::from(value))));
        annotation
    });
    let parts = Parts { annotations: annotations.collect(), ..Parts::default() };
    (text, AnnotationSet::from_parts(parts).0)
}

pub(super) fn names(n: usize) -> Vec<Annotator> {
    (0..n).map(|n| Annotator::parse(&format!("ann{n:02}")).unwrap()).collect()
}

pub(super) fn compared(text: &str, sets: &[AnnotationSet]) -> Comparison {
    let names = names(sets.len());
    let works: Vec<Work<'_>> = names.iter().zip(sets).map(|(annotator, set)| Work { annotator, set }).collect();
    compare(text, &works, &Defaults::default())
}

/// The units, each as `kind: reading / reading`, a span as `TAG words`, nothing as a dash.
pub(super) fn told(text: &str, comparison: &Comparison) -> Vec<String> {
    let span = |span: &Annotation| format!("{} {}", span.tag, &text[span.span.range()]);
    let reading = |reading: &Reading| match reading.spans.as_slice() {
        [] => "-".to_owned(),
        spans => spans.iter().map(span).collect::<Vec<_>>().join(" + "),
    };
    let line = |unit: &Unit| unit.readings.iter().map(reading).collect::<Vec<_>>().join(" / ");
    comparison.units.iter().map(|unit| format!("{}: {}", unit.kind.name(), line(unit))).collect()
}
