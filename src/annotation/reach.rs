//! What a tag key takes as a whole where nothing is selected: a name that the registry knows, or a figure with what it counts.

use std::ops::Range;
use std::sync::Arc;

use super::schema::{Fill, Tag};
use crate::language::matcher::Names;
use crate::language::number::Reader;
use crate::language::text_unit::{self, TextUnit};
use crate::text::Document;

/// Where what begins in a word ends: the longest of the names, if the tag has an attribute that the registry fills, or the
/// figure with all that is counted, if it has one that is read from a figure. `None` if that is no more than the word.
pub fn reach(document: &Document, word: &Range<usize>, tag: &Tag, names: &[Arc<Names>], numbers: &Reader) -> Option<usize> {
    let is_filled = |by: fn(&Fill) -> bool| tag.attributes.iter().any(|own| own.fill.iter().any(by));
    let name = || names.iter().filter_map(|names| names.end_from(document.text(), word)).max();
    let name = is_filled(|fill| matches!(fill, Fill::Registry)).then(name).flatten();
    let figure = is_filled(|fill| matches!(fill, Fill::Number(_))).then(|| end_of_figure(document, word, numbers)).flatten();
    name.max(figure).filter(|end| *end > word.end)
}

fn end_of_figure(document: &Document, word: &Range<usize>, numbers: &Reader) -> Option<usize> {
    let sentence = text_unit::around(document, TextUnit::Sentence, word.start);
    let figures = numbers.read_with_nouns(document.slice(sentence.clone()));
    let begins_here = |whole: &Range<usize>| word.contains(&(sentence.start + whole.start));
    figures.into_iter().find(|(_, whole)| begins_here(whole)).map(|(_, whole)| sentence.start + whole.end)
}
