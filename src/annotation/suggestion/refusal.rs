//! Suggestions that were refused: they are not made again.
//!
//! A sidecar keeps them among its rejections, as a gold standard keeps what was rejected, each with its tag, its place and
//! its words. Refusing is an edit like any other: it is undone, and it is there after a restart.

use std::collections::HashSet;

use super::offered::Suggestion;
use crate::annotation::lists::{ListChange, Splice};
use crate::annotation::{AnnotationSet, Edit, Held, StoredRejection};
use crate::language::fold::Folding;
use crate::text::Document;

/// The reason that is given for them.
const REASON: &str = "suggestion";

/// The edit that refuses a suggestion.
pub fn refused(suggestion: &Suggestion, set: &AnnotationSet, document: &Document) -> Edit {
    let range = suggestion.span.range();
    let rejection = StoredRejection {
        tag: suggestion.tag.clone(),
        start: document.code_point_at(range.start),
        end: document.code_point_at(range.end),
        text: Some(document.slice(range).to_owned()),
        from: None,
        reason: Some(REASON.to_owned()),
        by: None,
        extra: Vec::new(),
    };
    Edit::List(ListChange::Rejections(match &set.lists().rejections {
        Held::Known(all) => Splice::Part(all.len(), 0, vec![rejection]),
        _ => Splice::All(vec![rejection]),
    }))
}

/// What was refused in a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Refusals(HashSet<(usize, String, String)>);

impl Refusals {
    /// Those that a set remembers.
    pub fn of(set: &AnnotationSet) -> Self {
        let all = set.lists().rejections.known().into_iter().flatten();
        let ours = all.filter(|one| one.reason.as_deref() == Some(REASON));
        Self(ours.map(|one| (one.start, one.tag.clone(), folded(one.text.as_deref().unwrap_or_default()))).collect())
    }

    /// Whether a tag was refused for these words, in some spelling, at this place.
    pub(super) fn hold(&self, suggestion: &Suggestion, document: &Document) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let range = suggestion.span.range();
        let words = folded(document.slice(range.clone()));
        self.0.contains(&(document.code_point_at(range.start), suggestion.tag.clone(), words))
    }
}

fn folded(words: &str) -> String {
    Folding::usual().fold(words).text().to_owned()
}
