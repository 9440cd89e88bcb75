//! Steps through the words of a text, and back where a phrase goes on otherwise than was thought.

use super::term::Term;
use super::token::{Token, TokenKind, Word};

/// A place in a text and the words around it.
#[derive(Debug, Clone)]
pub(super) struct Parser<'a, 't> {
    tokens: &'a [Token<'t>],
    /// The next token.
    at: usize,
    /// Where a phrase begins, or a part of one before which particles may be written: the only token that may have some.
    head: usize,
    /// Where the whole phrase begins.
    origin: usize,
}

/// A sign that parts the numbers of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    Slash,
    Hyphen,
    Dot,
}

impl Separator {
    /// The separator that a character is.
    pub(super) fn of(c: char) -> Option<Self> {
        match c {
            '/' | '\u{60D}' | '\u{2044}' | '\u{2215}' | '\\' => Some(Self::Slash),
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Some(Self::Hyphen),
            '.' => Some(Self::Dot),
            _ => None,
        }
    }
}

impl<'a, 't> Parser<'a, 't> {
    /// Begins a phrase at a token.
    pub(super) fn new(tokens: &'a [Token<'t>], at: usize) -> Self {
        Self { tokens, at, head: at, origin: at }
    }

    /// The next token's number.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Whether the phrase begins at the next token.
    pub(super) fn is_at_origin(&self) -> bool {
        self.at == self.origin
    }

    /// Whether the next token begins a part of the phrase that is not its first: the second of a range.
    pub(super) fn is_at_later_part(&self) -> bool {
        self.at == self.head && self.at != self.origin
    }

    /// What `parse` finds; if it finds nothing, no step was taken.
    pub(super) fn attempt<T>(&mut self, parse: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let (at, head) = (self.at, self.head);
        let found = parse(self);
        if found.is_none() {
            (self.at, self.head) = (at, head);
        }
        found
    }

    /// A token, counted from the next one.
    pub(super) fn token(&self, ahead: usize) -> Option<&'a Token<'t>> {
        self.tokens.get(self.at + ahead)
    }

    /// The token before the next one.
    pub(super) fn before(&self) -> Option<&'a Token<'t>> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    /// Goes on by one token.
    pub(super) fn step(&mut self) {
        self.at += 1;
    }

    /// Lets the next token have particles.
    pub(super) fn begin_part(&mut self) {
        self.head = self.at;
    }

    /// The next word, if it is of the vocabulary and has no particles where it may not have any.
    pub(super) fn word(&self) -> Option<Word> {
        let word = self.token(0)?.word()?;
        (word.proclitics.is_empty() || self.at == self.head).then_some(word)
    }

    /// What the next word means.
    pub(super) fn term(&self) -> Option<Term> {
        self.word().map(|word| word.term)
    }

    /// What the next word means if it has the article, and if it has not.
    pub(super) fn definite(&self) -> Option<Term> {
        self.word().filter(|word| word.is_definite).map(|word| word.term)
    }

    /// What the next word means, if it has no article.
    pub(super) fn indefinite(&self) -> Option<Term> {
        self.word().filter(|word| !word.is_definite).map(|word| word.term)
    }

    /// Takes the next word if it means this.
    pub(super) fn take(&mut self, term: Term) -> bool {
        let is = self.term() == Some(term);
        self.at += usize::from(is);
        is
    }

    /// Takes what a word means, if it is what is looked for.
    pub(super) fn take_map<T>(&mut self, map: impl FnOnce(Word) -> Option<T>) -> Option<T> {
        let found = map(self.word()?)?;
        self.at += 1;
        Some(found)
    }

    /// Takes the next token if its folded text is one of these.
    pub(super) fn take_text(&mut self, texts: &[&str]) -> bool {
        let is = self.token(0).is_some_and(|token| texts.contains(&token.text));
        self.at += usize::from(is);
        is
    }

    /// Takes the next sign if it is one of these.
    pub(super) fn take_sign(&mut self, signs: &[char]) -> Option<char> {
        let TokenKind::Sign(sign) = self.token(0)?.kind else { return None };
        signs.contains(&sign).then(|| self.step()).map(|()| sign)
    }

    /// Takes a separator.
    pub(super) fn take_separator(&mut self) -> Option<Separator> {
        let TokenKind::Sign(sign) = self.token(0)?.kind else { return None };
        let separator = Separator::of(sign)?;
        self.step();
        Some(separator)
    }

    /// Takes digits and gives the token.
    pub(super) fn take_digits(&mut self) -> Option<&'a Token<'t>> {
        let token = self.token(0).filter(|token| matches!(token.kind, TokenKind::Digits(_)))?;
        self.step();
        Some(token)
    }

    /// Takes و before a word or digits: a token of its own, or written as one with the word.
    pub(super) fn take_and(&mut self) -> bool {
        let Some(word) = self.token(0).and_then(Token::word).filter(|word| word.proclitics.is_and()) else { return false };
        self.at += usize::from(word.term == Term::Proclitics);
        self.head = self.at;
        true
    }

    /// Whether the next tokens go on with digits after a decimal point or the like: 1.15, 3/4/5.
    pub(super) fn goes_on_as_number(&self) -> bool {
        let is_sign =
            self.token(0).is_some_and(|token| token.glued && matches!(token.kind, TokenKind::Sign(sign) if is_in_numbers(sign)));
        is_sign && self.token(1).is_some_and(|token| token.glued && matches!(token.kind, TokenKind::Digits(_)))
    }

    /// Whether the next token is the rest of a number or of a foreign word: of 1.15, +963 or B-52.
    pub(super) fn is_rest_of_number(&self) -> bool {
        let Some(before) = self.before().filter(|_| self.token(0).is_some_and(|token| token.glued)) else { return false };
        match before.kind {
            TokenKind::Word(word) => word.is_none(),
            TokenKind::Sign(sign) => is_in_numbers(sign) || matches!(sign, '+' | '#' | '@' | '_' | '$'),
            TokenKind::Digits(_) => true,
            TokenKind::Break => false,
        }
    }

    /// Whether no word or number of the same line is next.
    pub(super) fn is_at_end(&self) -> bool {
        is_edge(self.token(0))
    }

    /// Whether no word or number of the same line is before the next token.
    pub(super) fn is_at_beginning(&self) -> bool {
        is_edge(self.before())
    }
}

fn is_edge(token: Option<&Token<'_>>) -> bool {
    token.is_none_or(|token| matches!(token.kind, TokenKind::Sign(_) | TokenKind::Break))
}

/// Whether a sign between digits makes one number, date or time of them.
fn is_in_numbers(sign: char) -> bool {
    Separator::of(sign).is_some() || matches!(sign, ',' | '،' | ':' | '\u{66B}' | '\u{66C}' | '%' | '\u{66A}')
}
