//! A text as words, numbers and signs, each with what it means and with its place in the text.

use std::ops::Range;

use super::term::{Doubt, NamedMonth, Term};
use super::vocabulary::{bare, definite};
use crate::language::classes::is_of_word;
use crate::language::fold::{Folded, Folding};

/// A word, a number or a sign of a folded text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    /// Its folded text.
    pub(super) text: &'t str,
    /// Its first byte in the folded text.
    pub(super) start: usize,
    pub(super) kind: TokenKind,
    /// Whether nothing is between it and the token before it.
    pub(super) glued: bool,
}

impl Token<'_> {
    /// The byte after its last one, in the folded text.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// What it means, if it is a word of the vocabulary.
    pub(super) fn word(&self) -> Option<Word> {
        match self.kind {
            TokenKind::Word(word) => word,
            _ => None,
        }
    }
}

/// What kind of token one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters; what they mean, if they are of the vocabulary.
    Word(Option<Word>),
    /// Digits, and their value; `None` if it is beyond any date.
    Digits(Option<u16>),
    /// Any other character.
    Sign(char),
    /// The end of a line.
    Break,
}

/// A word of the vocabulary, with what is written as one with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) term: Term,
    /// Whether it has the article.
    pub(super) is_definite: bool,
    pub(super) proclitics: Proclitics,
}

/// Particles before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Proclitics {
    /// Their bytes in the folded text.
    pub(super) length: usize,
    /// و or ف.
    pub(super) conjunction: Option<char>,
    /// ب, ل or ك.
    pub(super) preposition: Option<char>,
}

impl Proclitics {
    /// Takes one of these letters from the beginning of a word.
    fn take(&mut self, word: &str, letters: [char; 3]) -> Option<char> {
        let first = word.get(self.length..)?.chars().next().filter(|c| letters.contains(c))?;
        self.length += first.len_utf8();
        Some(first)
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Whether و is all of them.
    pub(super) fn is_and(&self) -> bool {
        self.conjunction == Some('و') && self.preposition.is_none()
    }
}

/// The words, numbers and signs of a text that was folded.
pub(super) fn tokens<'t>(folded: &'t Folded, source: &str) -> Vec<Token<'t>> {
    let text = folded.text();
    let mut tokens: Vec<Token<'t>> = Vec::with_capacity(text.len() / 8 + 4);
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if c.is_whitespace() && !is_break(c) {
            continue;
        }
        let class = Class::of(c);
        let mut end = start + c.len_utf8();
        while class != Class::Single
            && rest.next_if(|(_, c)| Class::of(*c) == class).map(|(at, c)| end = at + c.len_utf8()).is_some()
        {}
        let word = text.get(start..end).unwrap_or_default();
        let kind = match class {
            Class::Letter => TokenKind::Word(read(word).and_then(|read| checked(read, || folded.source(start..end), source))),
            Class::Digit => TokenKind::Digits(value(word)),
            Class::Single if is_break(c) => TokenKind::Break,
            Class::Single => TokenKind::Sign(c),
        };
        let glued = tokens.last().is_some_and(|last| last.end() == start && last.kind != TokenKind::Break);
        tokens.push(Token { text: word, start, kind, glued });
    }
    tokens
}

/// What characters are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Single,
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            '0'..='9' => Self::Digit,
            _ if is_of_word(c) => Self::Letter,
            _ => Self::Single,
        }
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn value(digits: &str) -> Option<u16> {
    digits.parse().ok().filter(|value| digits.len() <= 4 && *value <= 9999)
}

/// What a folded word means: as it is, without the article, without particles, without both.
fn read(word: &str) -> Option<Word> {
    // The longest word, مستشفيات or والأسبوعين, has far fewer bytes.
    if word.len() > 40 {
        return None;
    }
    let proclitics = Proclitics::default();
    if let Some(term) = bare(word) {
        return Some(Word { term, is_definite: false, proclitics });
    }
    if let Some(read) = with_article(word, proclitics) {
        return Some(read);
    }
    let mut some = Proclitics::default();
    some.conjunction = some.take(word, ['و', 'ف', 'ف']);
    if !some.is_empty()
        && let Some(read) = behind(word, some)
    {
        return Some(read);
    }
    some.preposition = some.take(word, ['ب', 'ل', 'ك']);
    some.preposition.and_then(|_| behind(word, some))
}

/// The word behind these particles.
fn behind(word: &str, proclitics: Proclitics) -> Option<Word> {
    let stem = word.get(proclitics.length..)?;
    if stem.is_empty() {
        return Some(Word { term: Term::Proclitics, is_definite: false, proclitics });
    }
    let word = |term, is_definite| Word { term, is_definite, proclitics };
    let after_lam = || stem.strip_prefix('ل').filter(|_| proclitics.preposition == Some('ل'));
    let assimilated = || match after_lam()? {
        "" => Some(word(Term::Article, true)),
        stem => definite(stem).map(|term| word(term, true)),
    };
    bare(stem).map(|term| word(term, false)).or_else(|| with_article(stem, proclitics)).or_else(assimilated)
}

/// The word that begins with the article.
fn with_article(stem: &str, proclitics: Proclitics) -> Option<Word> {
    let term = match stem.strip_prefix("ال")? {
        "" => Term::Article,
        stem => definite(stem)?,
    };
    Some(Word { term, is_definite: true, proclitics })
}

/// The word, if the text does not show that it is another one: آب is the month, أب is not, and اب may be.
fn checked(word: Word, place: impl Fn() -> Range<usize>, source: &str) -> Option<Word> {
    let Term::Month(month @ NamedMonth { doubt: Doubt::Father, .. }) = word.term else { return Some(word) };
    let written = source.get(place()).unwrap_or_default();
    let doubt = match written {
        _ if written.contains(['آ', '\u{653}']) => Doubt::None,
        // أب is a father, and باب a door.
        _ if written.contains(['أ', 'إ', '\u{654}', '\u{655}']) || !word.proclitics.is_empty() => return None,
        _ => Doubt::Doubted,
    };
    Some(Word { term: Term::Month(NamedMonth { doubt, ..month }), ..word })
}

/// Folds a text as its words are looked up.
pub(super) fn fold(text: &str) -> Folded {
    Folding::usual().fold(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<Option<Term>> {
        tokens(&fold(text), text).iter().map(|token| token.word().map(|word| word.term)).collect()
    }

    #[test]
    fn words_are_read_as_they_are_before_anything_is_taken_from_them() {
        assert_eq!(terms("وبعد"), [Some(Term::After)]);
        assert_eq!(terms("بعد"), [Some(Term::After)]);
        assert_eq!(terms("فبراير"), terms("شباط"));
        assert_eq!(terms("للأحد"), terms("الأحد"));
        assert_eq!(terms("لأحد"), terms("أحد"));
        assert_eq!(terms("سبتمبر"), terms("وأيلول"));
        assert_eq!(terms("سبتمبري"), [None]);
    }

    #[test]
    fn what_is_glued_to_digits_is_a_word_of_its_own() {
        let text = "بالـ٢٤ و۳";
        let folded = fold(text);
        let tokens = tokens(&folded, text);
        assert_eq!(tokens.iter().map(|token| token.text).collect::<Vec<_>>(), ["بال", "24", "و", "3"]);
        assert_eq!(tokens.iter().map(|token| token.glued).collect::<Vec<_>>(), [false, true, false, true]);
    }

    #[test]
    fn the_month_of_august_is_no_father() {
        assert_eq!(terms("أب"), [None]);
        assert!(matches!(terms("آب")[..], [Some(Term::Month(NamedMonth { doubt: Doubt::None, .. }))]));
        assert!(matches!(terms("اب")[..], [Some(Term::Month(NamedMonth { doubt: Doubt::Doubted, .. }))]));
    }
}
