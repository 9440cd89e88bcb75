//! An answer: one tag for one extent, with the spans of all who gave it.
//!
//! Where an annotator has two spans with one tag at one place, they say two things of it, and each is an answer of its own:
//! spans of other annotators that say the same in their attributes belong to it.

use super::unit::Work;
use crate::annotation::{Annotation, Defaults};
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
pub(super) fn answers<'a>(text: &str, works: &[Work<'a>], defaults: &Defaults) -> Vec<Answer<'a>> {
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
    if answers.iter().all(|answer| twins(answer).is_none()) {
        return answers;
    }
    answers.into_iter().flat_map(|answer| apart(answer, defaults)).collect()
}

/// Two spans of one annotator at one place, if there are any.
fn twins<'a>(answer: &Answer<'a>) -> Option<&'a Annotation> {
    let same = |two: &&[(usize, &'a Annotation)]| matches!(two, [(n, a), (m, b)] if n == m && a.span == b.span);
    answer.spans.windows(2).find(same).and_then(|two| two.first()).map(|(_, span)| *span)
}

/// An answer in which annotators may have said two things of one place, as one answer for each.
fn apart<'a>(answer: Answer<'a>, defaults: &Defaults) -> Vec<Answer<'a>> {
    if twins(&answer).is_none() {
        return vec![answer];
    }
    let mut parts: Vec<Answer<'a>> = Vec::new();
    for (annotator, span) in answer.spans {
        let is_same = |part: &&mut Answer<'a>| {
            let first = part.spans.first().map(|(_, first)| *first);
            first.is_some_and(|first| first.span == span.span && defaults.same_attributes(first, span))
                && part.annotators().all(|who| who != annotator)
        };
        match parts.iter_mut().find(is_same) {
            Some(part) => part.spans.push((annotator, span)),
            None => parts.push(Answer { extent: answer.extent, tag: answer.tag, spans: vec![(annotator, span)] }),
        }
    }
    parts
}
