//! Names of places: after a noun for a place, with one that begins them, beside words of direction.

use super::kind::{Found, NameKind};
use super::table::List;
use super::word::{Gap, Word};

/// Whether the direction behind a name is a part of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Inside,
    Outside,
}

/// The names of places that a word introduces; gives the word after the last.
pub(super) fn introduced(words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    let word = words.get(n)?;
    let next = words.get(n + 1)?;
    if !next.is_next() || word.is_marked_indefinite() {
        return None;
    }
    inside(words, n, found)
        .or_else(|| outside(words, n, found))
        .or_else(|| several(words, n, found))
        .or_else(|| beside(words, n, found))
        .or_else(|| land(word, next, found).map(|()| n + 2))
}

/// مستشفى الشفق: the noun begins the name.
fn inside(words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    let (word, next) = (words.get(n)?, words.get(n + 1)?);
    let head = word.indefinite(List::PlaceInside)?;
    // عن طريق is by way of, whatever comes then.
    let is_idiom = n.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|before| before.bare() == "عن");
    if is_idiom || next.indefinite(List::PlaceInside).is_some() || next.is_in(List::Direction) || is_for(next) {
        return None;
    }
    let end = end(words, n + 1, Direction::Outside)?;
    let kind = if next.has_article() { NameKind::Site } else { NameKind::SiteOfName };
    found.put(head.start..words.get(end - 1)?.range.end, kind);
    Some(end)
}

/// Whether a word begins with للـ: what is meant for something has no name.
fn is_for(word: &Word) -> bool {
    word.letters.starts_with("لل")
}

/// بلدة الزيتونة: the noun is no part of the name.
fn outside(words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    let (word, next) = (words.get(n)?, words.get(n + 1)?);
    let capital = || word.definite(List::PlaceOutside).filter(|head| head.text == "عاصمه");
    let head = word.indefinite(List::PlaceOutside).or_else(capital)?;
    if next.indefinite(List::PlaceInside).is_some() && !next.is_in(List::PlaceFirst) || is_for(next) || next.is_marked_adverb() {
        return None;
    }
    let direction = if List::Undirected.has(head.text) { Direction::Outside } else { Direction::Inside };
    let end = end(words, n + 1, direction)?;
    let kind = match () {
        () if head.has_article => NameKind::Capital,
        // منطقة محظورة: what is no settlement has adjectives as often.
        () if List::Region.has(head.text) && !next.has_article() && !next.is_in(List::PlaceFirst) => return None,
        () if List::Region.has(head.text) => NameKind::Region,
        () => NameKind::Settlement,
    };
    found.put(next.range.start..words.get(end - 1)?.range.end, kind);
    Some(end)
}

/// بلدتي الزيتونة والنهر: names that و joins.
fn several(words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    words.get(n)?.indefinite(List::PlacesOutside)?;
    // ست قرى: what is counted is not determined.
    if n.checked_sub(1).and_then(|before| words.get(before)).is_some_and(Word::is_number) {
        return None;
    }
    let mut at = end(words, n + 1, Direction::Outside)?;
    found.put(words.get(n + 1)?.range.start..words.get(at - 1)?.range.end, NameKind::Settlements);
    while let Some(joined) = words.get(at).filter(|word| word.is_next()).and_then(Word::without_and) {
        let start = joined.range.start;
        let rest: Vec<Word> = std::iter::once(joined).chain(words.iter().skip(at + 1).take(REACH).cloned()).collect();
        let Some(end) = end(&rest, 0, Direction::Outside) else { break };
        at += end;
        found.put(start..words.get(at - 1)?.range.end, NameKind::Settlements);
    }
    Some(at)
}

/// Words of a name that is joined at most.
const REACH: usize = 4;

/// شمالي الزيتونة, على مشارف خان الورد.
fn beside(words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    let (word, next) = (words.get(n)?, words.get(n + 1)?);
    word.indefinite(List::Beside)?;
    let introduces = [List::PlaceOutside, List::Beside, List::PlacesOutside, List::Party];
    let is_site = next.indefinite(List::PlaceInside).is_some() && !next.is_in(List::PlaceFirst);
    if is_site || introduces.iter().any(|list| next.indefinite(*list).is_some()) || next.is_definite_adjective() {
        return None;
    }
    let end = end(words, n + 1, Direction::Outside)?;
    // قرب محل الصيرفة: a noun that another one determines is no name.
    if !next.has_article() && !next.is_in(List::PlaceFirst) && end > n + 2 {
        return None;
    }
    let is_told = next.has_article() || next.is_in(List::PlaceFirst);
    let kind = if is_told { NameKind::Neighbour } else { NameKind::NeighbourOfName };
    found.put(next.range.start..words.get(end - 1)?.range.end, kind);
    Some(end)
}

/// في سروانيا: a country, by its ending. Broken plurals such as قضايا end otherwise.
fn land(word: &Word, next: &Word, found: &mut Found) -> Option<()> {
    let rest = next.letters.strip_suffix("يا").filter(|rest| !rest.ends_with('ا') && rest.chars().count() >= 3)?;
    if word.letters != "في" || rest.starts_with("ال") || next.is_marked_adverb() {
        return None;
    }
    found.put(next.range.clone(), NameKind::Land);
    Some(())
}

/// The word after the name of a place that begins with a word; `None` if no name does.
fn end(words: &[Word], n: usize, direction: Direction) -> Option<usize> {
    let word = words.get(n)?;
    let is_head = word.is_in(List::PlaceOutside) || word.is_in(List::PlacesOutside);
    if word.is_function() || word.is_not_first() || is_head || word.is_in(List::GenericPlace) {
        return None;
    }
    let following = |at: usize| words.get(at).filter(|word| word.is_next() && !word.is_function());
    let next = following(n + 1);
    if word.is_in(List::PlaceFirst) && next.is_some() {
        return Some(n + if word.is_in(List::Kin) && following(n + 2).is_some_and(|_| is_joint(next)) { 3 } else { 2 });
    }
    if word.has_article() {
        let is_part = direction == Direction::Inside && next.is_some_and(|next| next.is_in(List::Direction));
        return Some(n + if is_part { 2 } else { 1 });
    }
    (!word.is_in(List::PlaceFirst)).then_some(n + if next.is_some_and(determines) { 2 } else { 1 })
}

/// Whether a word is one that the next completes to a name.
fn is_joint(word: Option<&Word>) -> bool {
    word.is_some_and(|word| word.is_in(List::Kin))
}

/// معرة النعمان: whether a word determines the one before in a name. What ends as a feminine does is an adjective more often.
fn determines(word: &Word) -> bool {
    let is_other = word.is_in(List::GenericPlace) || word.with_article(List::PartyAlone).is_some();
    word.gap == Gap::Spaces && word.has_article() && !word.is_definite_adjective() && !is_other && !word.letters.ends_with('ه')
}
