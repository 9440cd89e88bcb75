//! Boilerplate: stretches of a text that are furniture of a page, such as \u{201C}read also\u{201D} and what is shared by all texts of an
//! agency. They are drawn faint, skipped, and nothing is missed in them.

use std::ops::Range;

use super::edit::Edit;
use super::lists::{ListChange, Splice};
use super::set::AnnotationSet;
use super::stored::StoredRegion;
use crate::text::{Document, Span};

/// The edit that marks a stretch as boilerplate, together with what it overlaps or touches.
pub fn marked(set: &AnnotationSet, document: &Document, span: Span) -> Edit {
    let touches = |region: &Range<usize>| region.start <= span.end() && span.start() <= region.end;
    let (along, mut rest): (Vec<_>, Vec<_>) = set.boilerplate().partition(touches);
    let start = along.iter().map(|region| region.start).min().map_or(span.start(), |start| start.min(span.start()));
    let end = along.iter().map(|region| region.end).max().map_or(span.end(), |end| end.max(span.end()));
    rest.push(start..end);
    replaced(set, document, rest)
}

/// The edit by which a stretch that holds a byte is boilerplate no longer; `None` where there is none.
pub fn unmarked(set: &AnnotationSet, document: &Document, at: usize) -> Option<Edit> {
    let rest: Vec<_> = set.boilerplate().filter(|region| !region.contains(&at)).collect();
    (rest.len() < set.boilerplate().count()).then(|| replaced(set, document, rest))
}

/// The edit that makes these the stretches; those that do not fit the text stay as they are.
fn replaced(set: &AnnotationSet, document: &Document, mut regions: Vec<Range<usize>>) -> Edit {
    regions.sort_by_key(|region| region.start);
    let stored = regions.into_iter().map(|region| StoredRegion {
        start: document.code_point_at(region.start),
        end: document.code_point_at(region.end),
        bytes: Some((region.start, region.end)),
        text: Some(document.slice(region).to_owned()),
        extra: Vec::new(),
    });
    let unfit = set.lists().boilerplate.known().into_iter().flatten().filter(|region| region.bytes.is_none());
    let all: Vec<StoredRegion> = stored.chain(unfit.cloned()).collect();
    Edit::List(ListChange::Boilerplate(if all.is_empty() { Splice::Absent } else { Splice::All(all) }))
}
