//! What is searched for, where it is found, and how often.

use std::ops::Range;
use std::sync::Arc;

use crate::language::matcher::{Matcher, Names, PatternError, Rules, SearchMode, WordEnd};

/// Bytes of a text in which hits are counted before anything else is done.
const AT_ONCE: usize = 64 << 10;
/// Bytes in which they are counted at a time after that.
const STEP: usize = 4 << 20;
/// Bytes of a needle up to which it is looked for in every spelling; a longer one, as it is.
const LONGEST: usize = 4096;
/// Most hits that are counted.
const MOST: usize = 1_000_000;

/// A search under way or done.
#[derive(Debug)]
pub struct Hits {
    needle: String,
    matching: SearchMode,
    matcher: Result<Matcher, PatternError>,
    /// Whether the words that were found only begin with what is searched for.
    is_beginning: bool,
    /// Whether what is searched for was entered, so that a hit that is gone to is selected.
    pub(super) is_entered: bool,
    /// Where the cursor stood when it began.
    pub(super) origin: usize,
    /// The first hit from there on, round through the text.
    first: Option<Range<usize>>,
    /// Where the hit begins that was gone to last.
    pub(super) at: Option<usize>,
    tally: Tally,
}

/// How many hits there are, as far as they are counted.
#[derive(Debug, Default)]
struct Tally {
    starts: Vec<usize>,
    /// Where the last one ends.
    passed: usize,
    /// How far the text was looked through.
    looked: usize,
    is_complete: bool,
}

/// Which of the hits one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HitPlace {
    /// Its number, from 1; 0 while that is not known.
    pub place: usize,
    /// How many are counted.
    pub hits: usize,
    /// Whether there may be more.
    pub is_counting: bool,
    /// Whether the words only begin with what is searched for.
    pub is_beginning: bool,
}

impl Hits {
    /// Begins a search in a text. Where no whole word is found, words that begin with the needle are; one without letters is
    /// searched for as it is. Hits inside of longer names are left out.
    pub(super) fn new(needle: &str, matching: SearchMode, names: &[Arc<Names>], text: &str, origin: usize) -> Self {
        let matching = if needle.len() > LONGEST { SearchMode::Exact } else { matching };
        let whole = Matcher::new(needle, &Rules::of(matching)).map(|matcher| matcher.hiding_in(names));
        let from_origin = |matcher: &Matcher| first_from_round(matcher, text, origin);
        let mut first = whole.as_ref().ok().and_then(from_origin);
        let other = match (&whole, matching) {
            (Ok(matcher), _) if matcher.is_empty() => Some(Rules::of(SearchMode::Exact)),
            (Ok(_), SearchMode::Folded) if first.is_none() => Some(Rules { ends: WordEnd::Open, ..Rules::default() }),
            _ => None,
        };
        let other = other.and_then(|rules| {
            let matcher = Matcher::new(needle, &rules).ok()?;
            first = Some(from_origin(&matcher)?);
            Some((rules.ends, matcher))
        });
        let is_beginning = other.as_ref().is_some_and(|(ends, _)| *ends == WordEnd::Open);
        let matcher = other.map_or(whole, |(_, matcher)| Ok(matcher));
        let mut hits = Self {
            needle: needle.to_owned(),
            matching,
            matcher,
            is_beginning,
            is_entered: false,
            origin,
            first,
            at: None,
            tally: Tally::default(),
        };
        hits.count(text, AT_ONCE);
        hits
    }

    /// What is searched for.
    pub fn needle(&self) -> &str {
        &self.needle
    }

    /// How the needle is taken.
    pub fn matching(&self) -> SearchMode {
        self.matching
    }

    /// Why there is nothing that could be searched for, if so.
    pub(super) fn fault(&self) -> Option<&PatternError> {
        self.matcher.as_ref().err()
    }

    /// Whether the words that were found only begin with what is searched for.
    pub(super) fn is_beginning(&self) -> bool {
        self.is_beginning
    }

    /// The hits that begin in a part of a text.
    pub fn within(&self, text: &str, range: Range<usize>) -> Vec<Range<usize>> {
        self.matcher.as_ref().map(|matcher| matcher.within(text, range).collect()).unwrap_or_default()
    }

    /// The first hit that begins at a byte or after it. From where the search began it is known already.
    pub(super) fn first_from(&self, text: &str, from: usize) -> Option<Range<usize>> {
        if let Some(first) = self.first.as_ref().filter(|_| from == self.origin) {
            return Some(first.clone()).filter(|first| first.start >= from);
        }
        self.matcher.as_ref().ok()?.hits(text, from).next()
    }

    /// The hit that was gone to last.
    pub(super) fn current(&self, text: &str) -> Option<Range<usize>> {
        self.first_from(text, self.at?).filter(|hit| Some(hit.start) == self.at)
    }

    pub(super) fn last_before(&self, text: &str, before: usize) -> Option<Range<usize>> {
        self.matcher.as_ref().ok()?.last_before(text, before)
    }

    /// Which of the hits was gone to last.
    pub(super) fn place(&self) -> HitPlace {
        let Tally { starts, is_complete, .. } = &self.tally;
        let place = self.at.and_then(|at| starts.binary_search(&at).ok()).map_or(0, |n| n + 1);
        HitPlace { place, hits: starts.len(), is_counting: !is_complete, is_beginning: self.is_beginning }
    }

    /// Whether hits are still to be counted.
    pub(super) fn is_counting(&self) -> bool {
        !self.tally.is_complete && self.tally.starts.len() < MOST
    }

    /// Counts hits a little further on.
    pub(super) fn count_on(&mut self, text: &str) {
        self.count(text, STEP);
    }

    /// Counts anew: the text has become longer.
    pub(super) fn recount(&mut self, text: &str) {
        self.tally = Tally::default();
        self.count(text, AT_ONCE);
    }

    fn count(&mut self, text: &str, bytes: usize) {
        let Tally { starts, passed, looked, is_complete } = &mut self.tally;
        let end = text.ceil_char_boundary((*looked + bytes).min(text.len()));
        if let Ok(matcher) = &self.matcher {
            for hit in matcher.within(text, *looked..end).take(MOST - starts.len().min(MOST)) {
                if hit.start >= *passed {
                    *passed = hit.end;
                    starts.push(hit.start);
                }
            }
        }
        *looked = end;
        *is_complete = end == text.len() && starts.len() < MOST;
    }
}

/// Where a search came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// At a hit further on.
    Hit,
    /// At a hit, after going round the end of the text.
    Wrapped,
    /// Nowhere.
    Nothing,
}

/// The first hit from a byte on, else the first of all.
fn first_from_round(matcher: &Matcher, text: &str, from: usize) -> Option<Range<usize>> {
    matcher.hits(text, from).next().or_else(|| matcher.within(text, 0..from).next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(needle: &str, matching: SearchMode, text: &str) -> Hits {
        Hits::new(needle, matching, &[], text, 0)
    }

    fn place(hits: &mut Hits, at: usize) -> HitPlace {
        hits.at = Some(at);
        hits.place()
    }

    #[test]
    fn hits_are_counted_at_once_in_a_short_text_and_by_and_by_in_a_long_one() {
        let short = "قسد وقسد\n";
        assert_eq!(
            place(&mut hits("قسد", SearchMode::Folded, short), 9),
            HitPlace { place: 2, hits: 2, is_counting: false, is_beginning: false }
        );
        let long = short.repeat(800_000 / short.len() * 4);
        let all = 2 * long.matches('\n').count();
        let mut hits = hits("قسد", SearchMode::Folded, &long);
        let last = long.rfind("قسد").unwrap();
        let first = place(&mut hits, last);
        assert!(first.place == 0 && first.is_counting && first.hits < all);
        while hits.is_counting() {
            hits.count_on(&long);
        }
        assert_eq!(place(&mut hits, last), HitPlace { place: all, hits: all, is_counting: false, is_beginning: false });
    }

    #[test]
    fn a_word_half_typed_finds_words_that_begin_so_and_a_mark_is_found_as_it_is() {
        let text = "قال الجيشُ إن جيشا";
        let found = |needle, matching| hits(needle, matching, text).within(text, 0..text.len()).len();
        assert_eq!((found("الجي", SearchMode::Folded), found("الجيش", SearchMode::Folded)), (1, 1));
        assert!(hits("الجي", SearchMode::Folded, text).is_beginning());
        assert!(!hits("الجيش", SearchMode::Folded, text).is_beginning());
        assert_eq!((found("\u{64F}", SearchMode::Folded), found("جيش", SearchMode::Substring)), (1, 2));
        assert_eq!(found("لجيش", SearchMode::Folded), 0);
        let bad = hits("(", SearchMode::Regex, text);
        assert!(bad.fault().is_some() && bad.within(text, 0..9).is_empty() && !bad.is_counting());
    }
}
