//! What is between quotation marks or brackets: the pairs of a text, nested as they nest there.
//!
//! Writers of Arabic set «…» and "…", sometimes »…« or “…”; nobody can tell the opening mark from the closing one by its
//! character alone. So a mark closes what is open of its own kind if it is another character than the one that opened it,
//! or if its kind has only one; else it opens.

use std::ops::Range;

use super::text_unit::near;
use crate::text::Document;

/// What encloses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Enclosing {
    /// Quotation marks.
    Quotes,
    /// Brackets, also ornate ones.
    Brackets,
}

/// A stretch of text between two marks, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// With the marks.
    pub around: Range<usize>,
    /// Without them, and without the white space next to them.
    pub inner: Range<usize>,
}

/// Marks that belong together: each of a kind closes what another of it has opened.
const QUOTES: &[&str] = &["«»", "“”„‟", "‘’‚‛", "‹›", "\"", "＂"];
/// Brackets that belong together.
const BRACKETS: &[&str] = &["()", "[]", "{}", "\u{FD3E}\u{FD3F}", "⟨⟩", "〈〉", "⟪⟫", "【】"];

/// The enclosures around byte `at` in its paragraph, the innermost first; where there is none, the first one after it.
///
/// As much of the paragraph is read as the other units of text read.
pub fn around(document: &Document, what: Enclosing, at: usize) -> Vec<Enclosure> {
    let window = near(document, at);
    let start = window.start;
    let found = enclosures(document.slice(window), what);
    let place = |range: &Range<usize>| start + range.start..start + range.end;
    let placed = found.iter().map(|one| Enclosure { around: place(&one.around), inner: place(&one.inner) });
    let (mut here, mut later): (Vec<_>, Vec<_>) =
        placed.filter(|one| one.around.end > at).partition(|one| one.around.start <= at);
    if here.is_empty() {
        later.sort_by_key(|one| one.around.start);
        later.truncate(1);
        return later;
    }
    here.sort_by_key(|one| one.around.len());
    here
}

/// All pairs of a text, in the order in which they close. What is left open encloses nothing.
pub fn enclosures(text: &str, what: Enclosing) -> Vec<Enclosure> {
    let families = match what {
        Enclosing::Quotes => QUOTES,
        Enclosing::Brackets => BRACKETS,
    };
    let family_of = |c: char| families.iter().position(|family| family.contains(c));
    let mut open: Vec<(usize, usize, char)> = Vec::new();
    let mut found = Vec::new();
    for (at, mark) in text.char_indices() {
        let Some(family) = family_of(mark).filter(|_| !is_apostrophe(text, at, mark)) else { continue };
        let is_only = families.get(family).is_some_and(|marks| marks.chars().count() == 1);
        let opener = open.iter().rposition(|(_, its, _)| *its == family);
        let closes = opener.filter(|place| is_only || open.get(*place).is_some_and(|(_, _, by)| *by != mark));
        let Some((start, _, by)) = closes.and_then(|place| open.drain(place..).next()) else {
            open.push((at, family, mark));
            continue;
        };
        let around = start..at + mark.len_utf8();
        found.push(Enclosure { inner: trimmed(text, start + by.len_utf8()..at), around });
    }
    found
}

/// Whether a mark stands between two letters, as an apostrophe does.
fn is_apostrophe(text: &str, at: usize, mark: char) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + mark.len_utf8()..).unwrap_or_default();
    matches!(mark, '‘' | '’') && is_letter(before.chars().next_back()) && is_letter(after.chars().next())
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = text.get(range.clone()).unwrap_or_default();
    let start = range.start + inner.len() - inner.trim_start().len();
    start..start + inner.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str, what: Enclosing) -> Vec<&str> {
        enclosures(text, what).into_iter().map(|one| &text[one.inner]).collect()
    }

    #[test]
    fn quotations_are_found_in_all_the_marks_that_writers_use() {
        for text in [
            "قال «لا شأن لنا» ومضى",
            "قال »لا شأن لنا« ومضى",
            "قال \"لا شأن لنا\" ومضى",
            "قال „لا شأن لنا“ ومضى",
            "قال ” لا شأن لنا “",
        ] {
            assert_eq!(inner(text, Enclosing::Quotes), ["لا شأن لنا"], "{text}");
        }
        assert_eq!(inner("«قال: \"نعم\" ثم «لا» ومضى»", Enclosing::Quotes), ["نعم", "لا", "قال: \"نعم\" ثم «لا» ومضى"]);
        assert_eq!(inner("it’s ‘his’ word", Enclosing::Quotes), ["his"]);
    }

    #[test]
    fn what_is_left_open_encloses_nothing() {
        assert_eq!(inner("قال «لا شأن", Enclosing::Quotes), [""; 0]);
        assert_eq!(inner("(أ (ب) ج", Enclosing::Brackets), ["ب"]);
        assert_eq!(inner("«أ (ب» ج)", Enclosing::Brackets), ["ب» ج"]);
    }

    #[test]
    fn brackets_nest() {
        assert_eq!(inner("أ (ب [ج] د) ه {}", Enclosing::Brackets), ["ج", "ب [ج] د", ""]);
    }

    #[test]
    fn the_innermost_is_the_first_and_the_next_one_stands_in() {
        let document = Document::from("قال «نعم (أي «لا») وكفى» (ثم) سكت");
        let found = |what, words: &str| -> Vec<String> {
            let at = document.text().find(words).unwrap();
            around(&document, what, at).into_iter().map(|one| document.slice(one.inner).to_owned()).collect()
        };
        assert_eq!(found(Enclosing::Quotes, "لا"), ["لا", "نعم (أي «لا») وكفى"]);
        assert_eq!(found(Enclosing::Quotes, "قال"), ["نعم (أي «لا») وكفى"]);
        assert_eq!(found(Enclosing::Brackets, "وكفى"), ["ثم"]);
        assert_eq!(found(Enclosing::Brackets, "سكت"), [""; 0]);
    }
}
