//! A stored place, in code points with the words that stood there, against the text.

use std::ops::Range;

use super::name::SpanId;
use crate::text::{Document, Span};

/// A span by its words, for whoever has not its text at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedSpan {
    /// Its id.
    pub id: SpanId,
    /// Its tag.
    pub tag: String,
    /// Its words.
    pub words: String,
}

/// Why a stored place is no span of the text, or cannot be in its set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// It lies outside the text, or is empty.
    #[error("{start}..{end} is no place in the text")]
    NoPlace {
        /// Its first code point.
        start: usize,
        /// The code point after its last.
        end: usize,
    },
    /// One of its ends lies between a letter and its marks.
    #[error("the span cuts a letter from its marks")]
    CutsGrapheme,
    /// Other words stand there than the ones it quotes.
    #[error("the text has “{found}” where the span quotes “{quoted}”")]
    OtherWords {
        /// The words that were stored.
        quoted: String,
        /// The words in the text.
        found: String,
    },
    /// An earlier one has its id.
    #[error("another span has this id")]
    IdTwice,
}

/// The span at a range of code points, if the words that were stored with it stand there.
///
/// # Errors
/// Why it is none. Nothing is ever moved to where it would fit.
pub fn fit(document: &Document, place: Range<usize>, quoted: Option<&str>) -> Result<Span, Misfit> {
    let no_place = || Misfit::NoPlace { start: place.start, end: place.end };
    let start = document.byte_of_code_point(place.start).ok_or_else(no_place)?;
    let end = document.byte_of_code_point(place.end).ok_or_else(no_place)?;
    if start >= end {
        return Err(no_place());
    }
    let found = document.slice(start..end);
    if let Some(quoted) = quoted.filter(|quoted| *quoted != found) {
        return Err(Misfit::OtherWords { quoted: quoted.to_owned(), found: found.chars().take(200).collect() });
    }
    document.span(start..end).filter(|span| span.range() == (start..end)).ok_or(Misfit::CutsGrapheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_fits_where_its_words_stand_on_whole_letters() {
        let document = Document::from("قال قُتِلَ");
        let kind = |place, quoted| fit(&document, place, quoted).map_err(|misfit| misfit.to_string());
        assert_eq!(kind(4..10, Some("قُتِلَ")).map(|span| span.range()), Ok(7..19));
        assert_eq!(kind(0..3, Some("قيل")), Err("the text has “قال” where the span quotes “قيل”".to_owned()));
        assert_eq!(kind(4..5, None), Err("the span cuts a letter from its marks".to_owned()));
        assert_eq!(kind(4..99, None), Err("4..99 is no place in the text".to_owned()));
        assert_eq!(kind(4..4, None), Err("4..4 is no place in the text".to_owned()));
    }
}
