//! The words of spans of one text as they are compared.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::annotation::{Annotation, AnnotationSet};
use crate::language::fold::Folding;
use crate::text::{Document, Span};

/// The words of spans of one text as they are compared, whatever their marks and forms of letters: each is folded once, as
/// long as the text is open.
#[derive(Debug, Default)]
pub struct Words(RefCell<HashMap<Span, Box<str>>>);

impl Words {
    /// The other spans of the tag that have the same words: those before the span, the nearest first, then those after it.
    pub fn alike<'a>(&self, set: &'a AnnotationSet, document: &Document, span: &Annotation) -> Vec<&'a Annotation> {
        let folding = Folding::usual();
        let mut known = self.0.borrow_mut();
        let mut words = |of: Span| {
            let fold = || folding.fold(document.slice(of.range())).text().into();
            known.entry(of).or_insert_with(fold).clone()
        };
        let own = words(span.span);
        let others = set.iter().filter(|other| other.tag == span.tag && other.id != span.id);
        let others = others.filter(|other| !set.is_boilerplate(&other.span.range()));
        let mut found: Vec<&Annotation> = others.filter(|other| words(other.span) == own).collect();
        let at = span.span.start();
        found.sort_by_key(|other| {
            let start = other.span.start();
            if start <= at { (0, at - start) } else { (1, start - at) }
        });
        found
    }
}
