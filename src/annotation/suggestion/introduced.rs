//! Names that the words around them introduce, and the other places of a text at which such a name is met again.

use std::collections::BTreeMap;
use std::ops::Range;

use super::offered::{Confidence, Suggestion, SuggestionSource};
use super::roles::Roles;
use crate::language::clitic;
use crate::language::homographs::is_common;
use crate::language::matcher::{NameHit, Names};
use crate::language::names::{IntroducedName, NameKind, NameSort, head, introduced, is_before_place};
use crate::text::Document;

/// Bytes of a text whose names are looked for at their other places.
const HEAD: usize = 64 * 1024;
/// Bytes before a name that tell whether it is a part of another.
const BEFORE: usize = 64;
/// Letters that a name of one word has at least to be looked for again.
const LETTERS: usize = 4;
/// How likely a name is one where it is met again, in thousandths; the same of an organisation by its noun alone.
const AGAIN: Confidence = Confidence::thousandths(905);
const BY_NOUN: Confidence = Confidence::thousandths(910);

/// How likely a kind is a name, as long as nothing is known of it, in thousandths: no two of a sort have the same, so that they
/// can be told apart by it.
fn likelihood(kind: NameKind) -> Confidence {
    Confidence::thousandths(match kind {
        NameKind::Settlements => 950,
        NameKind::Capital => 945,
        NameKind::Site => 940,
        NameKind::Titled => 935,
        NameKind::Settlement | NameKind::Organisation => 930,
        NameKind::Numbered => 925,
        NameKind::Neighbour | NameKind::Described => 920,
        NameKind::Land => 915,
        NameKind::Institution => 900,
        NameKind::Source => 890,
        NameKind::Quotee => 880,
        NameKind::Armed => 870,
        NameKind::SiteOfName => 865,
        NameKind::Quoted => 860,
        NameKind::NeighbourOfName => 862,
        NameKind::Given | NameKind::Region => 855,
        NameKind::Noun => 800,
    })
}

/// The names of a text that are met again in it.
#[derive(Debug, Default)]
pub(super) struct MetAgain {
    finder: Option<Names>,
    /// The sort of each name that is looked for, and how likely it is meant.
    names: Vec<(NameSort, Confidence)>,
}

impl MetAgain {
    /// Those that the head of a text introduces.
    pub(super) fn of(document: &Document) -> Self {
        let text = document.slice(0..document.floor(HEAD.min(document.len())));
        let mut names: BTreeMap<String, (NameSort, Confidence)> = BTreeMap::new();
        for name in introduced(text) {
            let words = text.get(name.range.clone()).unwrap_or_default();
            let noun = head(words).filter(|_| name.kind == NameKind::Organisation);
            if let Some(noun) = noun {
                names.entry(noun).or_insert((NameSort::Party, BY_NOUN));
            }
            let is_told = words.contains(char::is_whitespace) || words.chars().count() >= LETTERS && !is_common(words);
            if name.kind.is_proper() && is_told {
                names.entry(with_article(text, &name)).or_insert((name.kind.sort(), AGAIN));
            }
        }
        let finder = (!names.is_empty()).then(|| Names::new(names.keys().map(String::as_str)));
        Self { finder, names: names.into_values().collect() }
    }

    /// The places of these names in some words of the text, in bytes of the words.
    fn find(&self, words: &str) -> Vec<(NameSort, Confidence, Range<usize>)> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let name = |hit: NameHit| {
            let (sort, confidence) = *self.names.get(hit.name)?;
            Some((sort, confidence, hit.range))
        };
        finder.find(words).into_iter().filter_map(name).filter(|(sort, _, range)| may_be_meant(words, *sort, range)).collect()
    }
}

/// A name as it is written by itself.
fn with_article(text: &str, name: &IntroducedName) -> String {
    let words = text.get(name.range.clone()).unwrap_or_default();
    let before = text.get(..name.range.start).unwrap_or_default();
    clitic::with_article(before, words).unwrap_or_else(|| words.to_owned())
}

/// Whether a place is meant and not a part of a party's name, and no word that only looks like it.
fn may_be_meant(words: &str, sort: NameSort, range: &Range<usize>) -> bool {
    let before = words.get(..range.start).unwrap_or_default();
    let near = before.get(before.floor_char_boundary(before.len().saturating_sub(BEFORE))..).unwrap_or_default();
    let is_tagged_on = before.chars().next_back().is_some_and(char::is_alphanumeric);
    let has_tanween = words.get(range.clone()).is_some_and(|name| name.contains('\u{64B}'))
        || words.get(range.end..).is_some_and(|rest| rest.starts_with('\u{64B}'));
    !has_tanween && (sort == NameSort::Party || is_tagged_on || is_before_place(near))
}

/// The names in some words that begin at a byte of a text: those that are introduced there, and those met again.
pub(super) fn suggestions(words: &str, offset: usize, document: &Document, roles: &Roles, again: &MetAgain) -> Vec<Suggestion> {
    let mut met = again.find(words);
    // A noun with the article stands for the organisation that the text has named before.
    let is_met = |name: &IntroducedName| met.iter().any(|(_, _, range)| *range == name.range);
    let names = introduced(words).into_iter().filter(|name| name.kind != NameKind::Noun || !is_met(name));
    let here: Vec<_> = names.map(|name| (name.kind.sort(), likelihood(name.kind), name.range)).collect();
    met.retain(|(_, _, range)| !here.iter().any(|(_, _, other)| other.start < range.end && range.start < other.end));
    let suggestion = |(sort, confidence, range): (NameSort, Confidence, Range<usize>)| {
        let span = document.span(offset + range.start..offset + range.end)?;
        let role = roles.of_sort(sort)?;
        let source = SuggestionSource::Lexicon;
        Some(Suggestion { span, tag: role.tag.clone(), attributes: Vec::new(), source, confidence })
    };
    here.into_iter().chain(met).filter_map(suggestion).collect()
}

/// Names that are known together with those that are introduced. Where a name is both, it is as likely as the likelier and has
/// the identity that is known. Of two in one another the longer counts, unless a name of several words goes on with what may be
/// no part of it; a place counts for nothing in the name of a party. `held` says whether one that is known is likely enough by
/// itself, `is_of_words` whether it has several words; `places` is the tag of places.
pub(super) fn together(
    mut known: Vec<Suggestion>,
    introduced: &[Suggestion],
    held: impl Fn(&Suggestion) -> bool,
    is_of_words: impl Fn(&Suggestion) -> bool,
    places: &str,
) -> Vec<Suggestion> {
    let is_same = |a: &Suggestion, b: &Suggestion| a.span == b.span && a.tag == b.tag;
    for name in &mut known {
        let twin = introduced.iter().find(|one| is_same(one, name));
        name.confidence = twin.map_or(name.confidence, |twin| twin.confidence.max(name.confidence));
    }
    known.retain(|name| held(name) || introduced.iter().any(|one| is_same(one, name)));
    let hides = |whole: &Suggestion, part: &Suggestion| {
        let (outer, inner) = (whole.span.range(), part.span.range());
        let is_inside = outer.start <= inner.start && inner.end <= outer.end && outer.len() > inner.len();
        is_inside && (whole.tag == part.tag || whole.tag != places)
    };
    let is_begun = |name: &Suggestion, whole: &Suggestion| is_of_words(name) && name.span.start() == whole.span.start();
    let is_hidden = |one: &Suggestion| introduced.iter().chain(&known).any(|whole| hides(whole, one) && !is_begun(one, whole));
    let goes_on =
        |whole: &Suggestion| known.iter().any(|name| name.tag == whole.tag && hides(whole, name) && is_begun(name, whole));
    let kept: Vec<Suggestion> = known.iter().filter(|one| !is_hidden(one)).cloned().collect();
    let is_new = |one: &&Suggestion| !known.iter().any(|name| is_same(name, one)) && !is_hidden(one) && !goes_on(one);
    kept.into_iter().chain(introduced.iter().filter(is_new).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_kinds_of_a_sort_are_equally_likely_since_trials_tell_them_apart_by_that() {
        use NameKind::{
            Armed, Capital, Described, Given, Institution, Land, Neighbour, NeighbourOfName, Noun, Numbered, Organisation,
            Quoted, Quotee, Region, Settlement, Settlements, Site, SiteOfName, Source, Titled,
        };
        let kinds = [
            Armed,
            Capital,
            Described,
            Given,
            Institution,
            Land,
            Neighbour,
            NeighbourOfName,
            Noun,
            Numbered,
            Organisation,
            Quoted,
            Quotee,
            Region,
            Settlement,
            Settlements,
            Site,
            SiteOfName,
            Source,
            Titled,
        ];
        for sort in [NameSort::Place, NameSort::Party] {
            let own = kinds.iter().filter(|kind| kind.sort() == sort).map(|kind| likelihood(*kind));
            let mut all: Vec<Confidence> = own.chain([AGAIN, BY_NOUN]).collect();
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "{sort:?}");
        }
    }
}
