//! An answer: one tag for one extent, with the spans of all who gave it.

use super::unit::Work;
use crate::annotation::Annotation;
use crate::review::Extent;

/// One tag for one extent.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    /// The words.
    pub extent: Extent,
    /// The tag.
    pub tag: &'a str,
    /// The spans, each with the number of its annotator, by annotator.
    pub spans: Vec<(usize, &'a Annotation)>,
}

impl Answer<'_> {
    /// Those who gave it, each once.
    pub(super) fn annotators(&self) -> impl Iterator<Item = usize> {
        let mut last = None;
        self.spans.iter().map(|(annotator, _)| *annotator).filter(move |n| last.replace(*n) != Some(*n))
    }

    /// Whether all of so many annotators gave it.
    pub(super) fn is_complete(&self, annotators: usize) -> bool {
        self.annotators().count() == annotators
    }
}

/// The answers of all works, in the order of the text, the longer first.
pub(super) fn answers<'a>(text: &str, works: &[Work<'a>]) -> Vec<Answer<'a>> {
    let mut spans: Vec<(Extent, usize, &Annotation)> = Vec::new();
    for (n, work) in works.iter().enumerate() {
        spans.extend(work.set.iter().map(|span| (Extent::of(text, span.span), n, span)));
    }
    spans.sort_by(|(a, n, one), (b, m, other)| {
        let place = a.start.cmp(&b.start).then(b.end.cmp(&a.end));
        place.then_with(|| one.tag.cmp(&other.tag)).then(n.cmp(m)).then_with(|| one.order(other))
    });
    let mut answers: Vec<Answer<'a>> = Vec::with_capacity(spans.len());
    for (extent, annotator, span) in spans {
        match answers.last_mut().filter(|answer| answer.extent == extent && answer.tag == span.tag) {
            Some(answer) => answer.spans.push((annotator, span)),
            None => answers.push(Answer { extent, tag: &span.tag, spans: vec![(annotator, span)] }),
        }
    }
    answers
}
