//! Names of people: after a title, by a given name, by أبو.

use super::kind::{Found, NameKind};
use super::table::List;
use super::word::{Word, following, past};
use crate::language::homographs::is_common;

/// The name of a person that a word introduces; gives the word after it.
pub(super) fn introduced(words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    titled(words, n, found).or_else(|| given(words, n, found)).or_else(|| kunya(words, n, found))
}

/// العميد نزار الحمصاني, whatever titles come before.
fn titled(words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    let word = words.get(n)?;
    if word.with_article(List::Title).is_none() && !word.is_in(List::Title) {
        return None;
    }
    let first = past(words, n + 1, |word| word.is_in(List::Title));
    let start = following(words, first)?.range.start;
    let end = end(words, first)?;
    found.put(start..words.get(end - 1)?.range.end, NameKind::Titled);
    Some(end)
}

/// نبيل الحمصاني. Given names that are common words need a title.
fn given(words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    let head = words.get(n)?.indefinite(List::Given).filter(|head| !is_common(head.text))?;
    following(words, n + 1)?;
    let end = end(words, n).filter(|end| *end > n + 1)?;
    found.put(head.start..words.get(end - 1)?.range.end, NameKind::Given);
    Some(end)
}

/// أبو مازن الحمصاني.
fn kunya(words: &[Word], n: usize, found: &mut Found) -> Option<usize> {
    let word = words.get(n).filter(|word| word.letters == "ابو")?;
    following(words, n + 1)?;
    let last = following(words, n + 2).filter(|last| last.is_definite_adjective())?;
    found.put(word.range.start..last.range.end, NameKind::Given);
    Some(n + 3)
}

/// The word after a name that begins with a word; `None` if none does. A name has two words at least.
fn end(words: &[Word], n: usize) -> Option<usize> {
    let word = words.get(n)?;
    let is_given = word.letters.strip_prefix("ال").is_some_and(|rest| List::Given.has(rest));
    let is_none = word.has_article() || word.is_function() || word.is_not_first() || word.letters.chars().nth(1).is_none();
    if is_none && !is_given {
        return None;
    }
    let is_joint = |word: &Word| word.is_in(List::Kin) || word.letters == "عبد";
    let mut at = n + 1;
    if is_joint(word) {
        following(words, at)?;
        at += 1;
    }
    if following(words, at).is_some_and(is_joint) {
        return Some(at + if following(words, at + 1).is_some() { 2 } else { 1 });
    }
    let next = following(words, at).filter(|next| !next.is_function() && !next.letters.starts_with('و'))?;
    let family = following(words, at + 1).filter(|family| family.is_definite_adjective() && !next.has_article());
    Some(at + if family.is_some() { 2 } else { 1 })
}
