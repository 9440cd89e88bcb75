//! Names of parties, offices, organisations and outlets, by the noun that begins them; nouns for those who are quoted without
//! a name.

use super::kind::{Found, NameKind};
use super::table::List;
use super::word::{Gap, Word, following, past};
use crate::language::classes::opens_quotation;

/// Words without the article that may come between the noun and the first word that has it.
const CHAIN: usize = 4;
/// Words of a name in quotation marks at most.
const QUOTED: usize = 6;
/// A party, or the coming and going of somebody.
const MOVEMENT: &str = "حركه";

/// The names of parties that a word introduces; gives the word after the last.
pub(super) fn introduced(text: &str, words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    quoted(text, words, n, found)
        .or_else(|| construct(words, n, found))
        .or_else(|| definite(words, n, found))
        .or_else(|| source(words, n, found))
        .or_else(|| armed(words, n, found))
}

/// صحيفة «المرفأ»: what is quoted is the name.
fn quoted(text: &str, words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    words.get(n)?.indefinite(List::Media)?;
    let first = words.get(n + 1).filter(|next| next.gap == Gap::Quotation)?;
    let is_last = |at: &usize| {
        let Some(word) = words.get(*at) else { return false };
        let rest = text.get(word.range.end..).unwrap_or_default();
        rest.chars().next().is_some_and(|c| matches!(c, '»' | '"' | '”')) || rest.starts_with(opens_quotation)
    };
    let last = (n + 1..n + 1 + QUOTED).find(is_last)?;
    found.put(first.range.start..words.get(last)?.range.end, NameKind::Quoted);
    Some(last + 1)
}

/// وزارة الدفاع السروانية: the noun, the chain to the first word with the article, the adjectives of it, and what it is for.
fn construct(words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    let word = words.get(n).filter(|word| !word.is_marked_indefinite())?;
    let head = word.indefinite(List::Party).filter(|head| !List::NoOffice.has(head.text))?;
    if head.text == MOVEMENT && following(words, n + 1).is_some_and(|next| next.is_in(List::Traffic)) {
        return None;
    }
    let end = adjectives(words, determined(words, n + 1)?);
    let end = purpose(words, end).unwrap_or(end);
    found.put(head.start..words.get(end - 1)?.range.end, NameKind::Organisation);
    Some(end)
}

/// The word after the first with the article, of some that go on from one another.
fn determined(words: &[Word], from: usize) -> Option<usize> {
    for at in from..from + CHAIN {
        let word = following(words, at).filter(|word| !word.is_function() && !word.is_not_first())?;
        if word.has_article() {
            return Some(at + 1);
        }
        let goes_on = [List::Party, List::Purpose, List::PlaceFirst, List::Kin].iter().any(|list| word.is_in(*list));
        let next = following(words, at + 1);
        let is_determined = next.is_some_and(Word::has_article);
        let is_name = next.is_some_and(Word::is_definite_adjective);
        // After the first, a noun is one of the name only where it is determined, and no adjective follows a verb.
        if word.letters.starts_with("لل") || at > from && !goes_on && (!is_determined || is_name) {
            return None;
        }
    }
    None
}

/// The word after the definite adjectives from a word on.
fn adjectives(words: &[Word], from: usize) -> usize {
    past(words, from, Word::is_definite_adjective)
}

/// لحقوق الإنسان: the word after what an organisation is for.
fn purpose(words: &[Word], at: usize) -> Option<usize> {
    let word = following(words, at).filter(|word| word.letters.starts_with('ل'))?;
    let is_purpose = word.definite(List::Purpose).or_else(|| word.indefinite(List::Purpose))?;
    let next = following(words, at + 1).filter(|next| !is_purpose.has_article && !next.is_function());
    Some(adjectives(words, at + if next.is_some() { 2 } else { 1 }))
}

/// الجيش السرواني, اللواء 12, الحكومة.
fn definite(words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    let word = words.get(n)?;
    let (noun, alone) = (word.definite(List::Party), word.with_article(List::PartyAlone));
    let head = noun.or(alone)?;
    let number =
        following(words, n + 1).filter(|next| next.is_number() && noun.is_some_and(|noun| List::Numbered.has(noun.text)));
    if let Some(number) = number {
        found.put(head.start..number.range.end, NameKind::Numbered);
        return Some(n + 2);
    }
    let end = adjectives(words, n + 1);
    let end = purpose(words, end).filter(|_| noun.is_some()).unwrap_or(end);
    let kind = match () {
        () if end > n + 1 => NameKind::Described,
        () if alone.is_some() => NameKind::Institution,
        () => NameKind::Noun,
    };
    found.put(head.start..words.get(end - 1)?.range.end, kind);
    (end > n + 1).then_some(end)
}

/// مصدر أمني; قال ناشطون.
fn source(words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    let word = words.get(n)?;
    let accusative = word.accusative(List::Source);
    let is_object = accusative.is_some();
    let head = word.indefinite(List::Source).or(accusative)?;
    let is_one = is_object || List::Source.has(&format!("{}ين", head.text));
    let end = past(words, n + 1, |word| describes_source(word, is_one) && (is_object || !word.letters.ends_with("يا")));
    if end > n + 1 {
        found.put(head.start..words.get(end - 1)?.range.end, NameKind::Source);
        return Some(end);
    }
    let before = n.checked_sub(1).and_then(|before| words.get(before)).filter(|_| word.is_next());
    let is_said = before.is_some_and(|before| before.indefinite(List::Saying).is_some());
    let is_of_another = following(words, n + 1)
        .is_some_and(|next| next.has_article() || next.indefinite(List::Party).is_some() || next.is_in(List::Title));
    if is_said && !is_of_another {
        found.put(head.start..word.range.end, NameKind::Quotee);
    }
    None
}

/// أمني, محليين, عيان. One source has no adjective of several: شاهد مدنيين is somebody who saw them. What ends in يا is one only
/// after a noun in the accusative, and a country after others: مسؤولاً أمنياً, أطباء ليبيا.
fn describes_source(word: &Word, is_one: bool) -> bool {
    if is_one && ["يون", "يين"].iter().any(|end| word.letters.ends_with(end)) {
        return false;
    }
    let is_told =
        word.letters.chars().count() >= 4 && ["ي", "يه", "يا", "يان", "يون", "يين"].iter().any(|end| word.letters.ends_with(end));
    !word.has_article() && !word.is_function() && (is_told || word.is_in(List::OfSource))
}

/// مسلحون مجهولون.
fn armed(words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    let head = words.get(n)?.indefinite(List::Armed)?;
    let next = following(words, n + 1).filter(|next| next.is_in(List::Armed))?;
    found.put(head.start..next.range.end, NameKind::Armed);
    Some(n + 2)
}
