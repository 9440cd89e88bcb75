//! The letters of a text one after the other, as they are folded, in both directions.

use std::ops::Range;

use super::table::Table;
use crate::language::classes::is_harakat;
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
    kinds: &'a Kinds,
}

/// What characters are to somebody who reads letter by letter.
#[derive(Debug, Clone)]
pub(super) struct Kinds {
    folding: Folding,
    /// Those of the usual characters, made once.
    usual: Table<Kind>,
}

/// What a character is to somebody who reads letter by letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter(char),
    /// A mark that is not left out: a letter to who reads, but what follows may still join the letter before it.
    Mark(char),
    /// It belongs to the letter before it.
    Attached,
    Dropped,
    /// It may make another letter of the one before it.
    Joined,
    /// It is several letters, or a letter of another form, whatever is before it.
    Unclear,
}

impl Kinds {
    pub(super) fn new(folding: Folding) -> Self {
        let usual = Table::of(|c| kind(c, &folding));
        Self { folding, usual }
    }

    pub(super) fn folding(&self) -> &Folding {
        &self.folding
    }
}

fn kind(c: char, folding: &Folding) -> Kind {
    if c.is_ascii() || is_itself(c) {
        return Kind::Letter(c);
    }
    match folding.fate(c) {
        Fate::Becomes(c) if is_harakat(c) => Kind::Mark(c),
        Fate::Becomes(c) => Kind::Letter(c),
        Fate::Attached => Kind::Attached,
        Fate::Dropped => Kind::Dropped,
        Fate::Normalised if begins_cluster(c) => Kind::Unclear,
        Fate::Composes | Fate::Normalised => Kind::Joined,
    }
}

/// A character of a text.
struct Read {
    kind: Kind,
    /// Its bytes.
    length: usize,
}

impl<'a> Written<'a> {
    pub(super) fn new(text: &'a str, kinds: &'a Kinds) -> Self {
        Self { text, kinds }
    }

    /// The character that begins at a byte.
    #[inline]
    fn first(&self, at: usize) -> Option<Read> {
        let rest = self.text.as_bytes().get(at..)?;
        Self::usual(self.kinds.usual.first(rest), *rest.first()?)
            .or_else(|| Some(self.other(self.text.get(at..)?.chars().next()?)))
    }

    /// The character that ends at a byte.
    #[inline]
    fn last(&self, at: usize) -> Option<Read> {
        let before = self.text.as_bytes().get(..at)?;
        let last = self.kinds.usual.last(before);
        Self::usual(last, *before.last()?).or_else(|| Some(self.other(self.text.get(..at)?.chars().next_back()?)))
    }

    /// One of the usual characters, of which a byte is known.
    fn usual(kind: Option<Kind>, byte: u8) -> Option<Read> {
        Some(Read { kind: kind?, length: if byte.is_ascii() { 1 } else { 2 } })
    }

    fn other(&self, c: char) -> Read {
        Read { kind: kind(c, &self.kinds.folding), length: c.len_utf8() }
    }

    /// Where a character ends that goes at least to a byte, with all that is attached to it.
    #[inline]
    fn end_of(&self, of: Kind, end: usize) -> Result<usize, Unclear> {
        let mut end = end;
        let mut at = end;
        while let Some(Read { kind, length }) = self.first(at) {
            match kind {
                Kind::Attached => end = at + length,
                Kind::Dropped => {}
                Kind::Joined => return Err(Unclear),
                Kind::Mark(_) if matches!(of, Kind::Letter(_)) && self.is_joined_behind_marks(at) => return Err(Unclear),
                Kind::Letter(_) | Kind::Mark(_) | Kind::Unclear => break,
            }
            at += length;
        }
        Ok(end)
    }

    /// Whether something joins the letter before marks, which are not left out, from a byte on.
    fn is_joined_behind_marks(&self, at: usize) -> bool {
        let mut at = at;
        while let Some(Read { kind, length }) = self.first(at) {
            match kind {
                Kind::Mark(_) | Kind::Attached | Kind::Dropped => at += length,
                Kind::Joined => return true,
                Kind::Letter(_) | Kind::Unclear => return false,
            }
        }
        false
    }
}

impl Letters for Written<'_> {
    fn after(&self, at: usize) -> Result<Option<Letter>, Unclear> {
        let mut start = at;
        while let Some(Read { kind, length }) = self.first(start) {
            match kind {
                Kind::Letter(letter) | Kind::Mark(letter) => {
                    let end = self.end_of(kind, start + length)?;
                    return Ok(Some(Letter { c: letter, start, end }));
                }
                Kind::Attached | Kind::Dropped => start += length,
                Kind::Joined | Kind::Unclear => return Err(Unclear),
            }
        }
        Ok(None)
    }

    fn before(&self, at: usize) -> Result<Option<Letter>, Unclear> {
        let mut end = at;
        while let Some(Read { kind, length }) = self.last(end) {
            let start = end - length;
            match kind {
                Kind::Letter(c) | Kind::Mark(c) => return Ok(Some(Letter { c, start, end: at })),
                Kind::Attached | Kind::Dropped => end = start,
                Kind::Joined | Kind::Unclear => return Err(Unclear),
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
