//! The letters of a text one after the other, as they are folded, in both directions.

use std::ops::Range;

use crate::language::fold::{Fate, Folded, Folding, begins_cluster};
use crate::text::grapheme;

/// What only folding some words as a whole can tell: the characters here are not folded one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unclear;

/// A letter, or whatever else is left of a character by folding it, with its bytes in what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    /// The letter.
    pub c: char,
    /// Where it begins.
    pub start: usize,
    /// Where what is attached to it ends.
    pub end: usize,
}

/// Something that is read letter by letter.
pub(super) trait Letters {
    /// The first letter that begins at a byte or after it.
    fn after(&self, at: usize) -> Result<Option<Letter>, Unclear>;

    /// The last letter that ends at a byte or before it.
    fn before(&self, at: usize) -> Result<Option<Letter>, Unclear>;

    /// The words of the text that a range comes from.
    fn source(&self, range: Range<usize>) -> &str;
}

/// A text as it is written.
pub(super) struct Written<'a> {
    text: &'a str,
    folding: &'a Folding,
}

/// What a character is to somebody who reads letter by letter.
enum Kind {
    Letter(char),
    /// It belongs to the letter before it.
    Attached,
    Dropped,
    Unclear,
}

impl<'a> Written<'a> {
    pub(super) fn new(text: &'a str, folding: &'a Folding) -> Self {
        Self { text, folding }
    }

    fn kind(&self, c: char) -> Kind {
        if c.is_ascii() || is_itself(c) {
            return Kind::Letter(c);
        }
        match self.folding.fate(c) {
            Fate::Becomes(c) => Kind::Letter(c),
            Fate::Attached => Kind::Attached,
            Fate::Dropped => Kind::Dropped,
            Fate::Composes | Fate::Normalised => Kind::Unclear,
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// Where a letter ends that goes at least to a byte, with all that is attached to it.
    fn end_of(&self, end: usize) -> Result<usize, Unclear> {
        let mut end = end;
        let mut at = end;
        while let Some(c) = self.char_at(at) {
            match self.kind(c) {
                Kind::Attached => end = at + c.len_utf8(),
                Kind::Dropped => {}
                // It may make another letter of the one before it.
                Kind::Unclear if matches!(self.folding.fate(c), Fate::Composes) || !begins_cluster(c) => return Err(Unclear),
                Kind::Letter(_) | Kind::Unclear => break,
            }
            at += c.len_utf8();
        }
        Ok(end)
    }
}

impl Letters for Written<'_> {
    fn after(&self, at: usize) -> Result<Option<Letter>, Unclear> {
        let mut start = at;
        while let Some(c) = self.char_at(start) {
            match self.kind(c) {
                Kind::Letter(letter) => {
                    let end = self.end_of(start + c.len_utf8())?;
                    return Ok(Some(Letter { c: letter, start, end }));
                }
                Kind::Attached | Kind::Dropped => start += c.len_utf8(),
                Kind::Unclear => return Err(Unclear),
            }
        }
        Ok(None)
    }

    fn before(&self, at: usize) -> Result<Option<Letter>, Unclear> {
        let mut end = at;
        while let Some(c) = self.text.get(..end).and_then(|before| before.chars().next_back()) {
            let start = end - c.len_utf8();
            match self.kind(c) {
                Kind::Letter(c) => return Ok(Some(Letter { c, start, end: at })),
                Kind::Attached | Kind::Dropped => end = start,
                Kind::Unclear => return Err(Unclear),
            }
        }
        Ok(None)
    }

    fn source(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }
}

/// Whether a character outside of ASCII is folded to itself, whatever is before or after it, and met in most texts: quotation
/// marks and dashes.
fn is_itself(c: char) -> bool {
    matches!(c, '\u{AB}' | '\u{BB}' | '\u{2012}'..='\u{2015}' | '\u{2018}'..='\u{201F}' | '\u{2022}')
}

/// A text that was folded; its bytes are those of the folded one.
pub(super) struct Folds<'a> {
    folded: &'a Folded,
    text: &'a str,
}

impl<'a> Folds<'a> {
    /// A folded text with what it comes from.
    pub(super) fn new(folded: &'a Folded, text: &'a str) -> Self {
        Self { folded, text }
    }
}

impl Letters for Folds<'_> {
    fn after(&self, at: usize) -> Result<Option<Letter>, Unclear> {
        let next = self.folded.text().get(at..).and_then(|rest| rest.chars().next());
        Ok(next.map(|c| Letter { c, start: at, end: at + c.len_utf8() }))
    }

    fn before(&self, at: usize) -> Result<Option<Letter>, Unclear> {
        let last = self.folded.text().get(..at).and_then(|before| before.chars().next_back());
        Ok(last.map(|c| Letter { c, start: at - c.len_utf8(), end: at }))
    }

    fn source(&self, range: Range<usize>) -> &str {
        self.text.get(self.folded.source(range)).unwrap_or_default()
    }
}

/// The smallest range on edges of graphemes that has all of another in it.
pub(super) fn aligned(text: &str, hit: Range<usize>) -> Range<usize> {
    let start = grapheme::start_of(text, hit.start);
    let end = if grapheme::is_edge(text, hit.end) { hit.end } else { grapheme::next(text, hit.end) };
    start..end
}
