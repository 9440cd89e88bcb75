//! Vague numbers: tens, hundreds, a few, as the policy bounds them, and what is made of them.

use std::collections::HashSet;

use super::numerals::Numeral;
use super::phrase::{Kind, Phrase, Token};
use super::policy::Policy;
use crate::language::fold::Folding;

/// The least and the most that something can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Bounds {
    pub(super) min: Option<u64>,
    pub(super) max: Option<u64>,
}

impl Bounds {
    fn map(self, of: impl Fn(u64) -> Option<u64>) -> Self {
        Self { min: self.min.and_then(&of), max: self.max.and_then(&of) }
    }
}

/// Vague words of a phrase: what they stand for, and the token after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Vague {
    pub(super) bounds: Bounds,
    pub(super) end: usize,
}

/// The vague words of a policy, folded.
#[derive(Debug, Clone)]
pub(super) struct VagueTable {
    /// The longest first.
    entries: Vec<Entry>,
    /// Words of them that only the policy knows.
    words: HashSet<String>,
}

#[derive(Debug, Clone)]
struct Entry {
    words: Vec<String>,
    bounds: Bounds,
}

impl VagueTable {
    /// Folds the words of a policy.
    pub(super) fn of(policy: &Policy, folding: &Folding) -> Self {
        let none = HashSet::new();
        let mut entries = Vec::new();
        for vague in &policy.vague {
            let folded = folding.fold(&vague.words);
            let phrase = Phrase::of(&vague.words, &folded, &none);
            let words: Vec<String> =
                (0..phrase.len()).filter_map(|at| phrase.token(at)).map(|t| canonical(t).to_owned()).collect();
            if !words.is_empty() {
                entries.push(Entry { words, bounds: Bounds { min: vague.min, max: vague.max } });
            }
        }
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
        let words = entries.iter().flat_map(|entry| entry.words.iter().cloned()).collect();
        Self { entries, words }
    }

    /// The words that a phrase has to know.
    pub(super) fn words(&self) -> &HashSet<String> {
        &self.words
    }

    /// The vague words at a token, with what multiplies or adds to them.
    pub(super) fn at(&self, phrase: &Phrase<'_>, at: usize) -> Option<Vague> {
        let of_several = phrase.token(at)?.stem.text == "عده" && self.entry(phrase, at).is_none();
        let at = at + usize::from(of_several && phrase.token(at + 1).is_some_and(Token::is_bare));
        let found = self.entry(phrase, at).or_else(|| unlisted(phrase, at))?;
        let is_few = phrase.token(found.end - 1).and_then(Token::numeral) == Some(Numeral::Few);
        let found = if is_few { with_tens(phrase, found) } else { found };
        Some(multiplied(phrase, found))
    }

    fn entry(&self, phrase: &Phrase<'_>, at: usize) -> Option<Vague> {
        let is_at = |entry: &&Entry| {
            entry.words.iter().enumerate().all(|(n, word)| {
                let token = phrase.token(at + n).filter(|token| n == 0 || token.is_bare());
                token.is_some_and(|token| canonical(token) == word)
            })
        };
        let entry = self.entries.iter().find(is_at)?;
        Some(Vague { bounds: entry.bounds, end: at + entry.words.len() })
    }
}

/// One spelling for the words that are alike here: بضع and بضعة, الآلاف and ألوف.
fn canonical<'f>(token: &Token<'f>) -> &'f str {
    match token.kind {
        Kind::Numeral(Numeral::Few) => "بضع",
        Kind::Numeral(Numeral::ManyTens) => "عشرات",
        Kind::Numeral(Numeral::ManyHundreds) => "ميات",
        Kind::Numeral(Numeral::ScalePlural(3)) => "الاف",
        Kind::Word => token.stem.text.strip_prefix("ال").unwrap_or(token.stem.text),
        _ => token.stem.text,
    }
}

/// Words that are vague without a policy's bounds: from a million on the plural of a scale is at least one of it.
fn unlisted(phrase: &Phrase<'_>, at: usize) -> Option<Vague> {
    let bounds = match phrase.token(at)?.numeral()? {
        Numeral::ManyTens | Numeral::ManyHundreds | Numeral::Few | Numeral::ScalePlural(3) => Bounds::default(),
        Numeral::ScalePlural(power) => Bounds { min: 10_u64.checked_pow(power), max: None },
        _ => return None,
    };
    Some(Vague { bounds, end: at + 1 })
}

/// بضعة عشر, بضعة وعشرون.
fn with_tens(phrase: &Phrase<'_>, few: Vague) -> Vague {
    let Some(next) = phrase.token(few.end) else { return few };
    let tens = match next.numeral() {
        Some(Numeral::Ten) if next.is_bare() => 10,
        Some(Numeral::Tens(tens)) if next.is_joined() => u64::from(tens),
        _ => return few,
    };
    Vague { bounds: few.bounds.map(|bound| bound.checked_add(tens)), end: few.end + 1 }
}

/// With the scales that follow: عشرات الملايين, بضع مئات الآلاف.
fn multiplied(phrase: &Phrase<'_>, vague: Vague) -> Vague {
    let mut found = vague;
    while let Some(next) = phrase.token(found.end).filter(|next| next.is_bare()) {
        let times = match next.numeral() {
            Some(Numeral::ManyTens) => Some(10),
            Some(Numeral::ManyHundreds) => Some(100),
            Some(Numeral::ScalePlural(power) | Numeral::Scale(power) | Numeral::ScaleOpen(power)) => 10_u64.checked_pow(power),
            _ => break,
        };
        found = Vague { bounds: found.bounds.map(|bound| bound.checked_mul(times?)), end: found.end + 1 };
    }
    found
}
