//! Numbers in date phrases: days of the month as digits and ordinals, years, and how many of a unit there are.
//!
//! Only what dates need: days up to 31, counts up to a hundred in words and 9999 in digits.

use super::parser::Parser;
use super::term::Term;
use super::token::{Token, TokenKind};

/// Words for ten behind a unit: عشر and عشرة.
const TEEN: &[&str] = &["عشر", "عشره"];

impl Parser<'_, '_> {
    /// A day of the month: 15, الـ15, الخامس عشر; it may be one that no month has.
    pub(super) fn day_number(&mut self) -> Option<u8> {
        self.attempt(Self::day_in_digits).or_else(|| self.attempt(Self::day_in_words))
    }

    fn day_in_digits(&mut self) -> Option<u8> {
        if self.is_at_origin() && self.is_rest_of_number() {
            return None;
        }
        let _article = self.take(Term::Article);
        let digits = self.take_digits()?;
        let TokenKind::Digits(Some(value)) = digits.kind else { return None };
        let is_whole = digits.text.len() <= 2 && !self.goes_on_as_decimal();
        u8::try_from(value).ok().filter(|_| is_whole)
    }

    fn day_in_words(&mut self) -> Option<u8> {
        let first = self.take_map(|word| match word.term {
            Term::Ordinal(n) if word.is_definite => Some(n),
            Term::Cardinal(n @ (20 | 30)) if word.is_definite => Some(n),
            _ => None,
        })?;
        if first >= 20 {
            return Some(first);
        }
        if self.take_text(TEEN) {
            return Some(first + 10);
        }
        let tens = self.attempt(|parser| {
            let is_and = parser.take_and();
            parser.take_map(|word| match word.term {
                Term::Cardinal(n @ (20 | 30)) if is_and && word.is_definite => Some(n),
                _ => None,
            })
        });
        Some(first + tens.unwrap_or_default())
    }

    /// A year of four digits from 1000 to 2999, or of three digits before هـ or م.
    pub(super) fn year_number(&mut self) -> Option<i32> {
        self.attempt(|parser| {
            let digits = parser.take_digits()?;
            let TokenKind::Digits(Some(year @ 100..=2999)) = digits.kind else { return None };
            let is_before_era = parser.token(0).and_then(Token::word).is_some_and(|word| matches!(word.term, Term::Era(_)));
            let is_year = digits.text.len() == 4 || digits.text.len() == 3 && is_before_era;
            (is_year && !parser.goes_on_as_decimal()).then_some(i32::from(year))
        })
    }

    /// 2031.5, 2031٬000 and 15.3, not 3-5 and 14/15.
    fn goes_on_as_decimal(&self) -> bool {
        let is_slash_or_hyphen = matches!(self.token(0).map(|token| token.kind), Some(TokenKind::Sign(sign)) if matches!(sign, '/' | '-' | '\u{2013}'));
        !is_slash_or_hyphen && self.goes_on_as_number()
    }

    /// How many of a unit there are: 24, ثلاثة, خمسة عشر, الثماني والأربعين.
    pub(super) fn count(&mut self) -> Option<u16> {
        let in_digits = |parser: &mut Self| {
            let _article = parser.take(Term::Article);
            let TokenKind::Digits(value) = parser.take_digits()?.kind else { return None };
            value.filter(|_| !parser.goes_on_as_number())
        };
        self.attempt(in_digits).or_else(|| self.attempt(Self::count_in_words))
    }

    fn count_in_words(&mut self) -> Option<u16> {
        let first = self.cardinal()?;
        if first >= 20 {
            return Some(first.into());
        }
        if self.take_text(TEEN) {
            return Some(u16::from(first) + 10);
        }
        let tens = self.attempt(|parser| {
            let is_and = parser.take_and();
            parser.cardinal().filter(|tens| is_and && (20..100).contains(tens))
        });
        Some(u16::from(first) + u16::from(tens.unwrap_or_default()))
    }

    fn cardinal(&mut self) -> Option<u8> {
        self.take_map(|word| match word.term {
            Term::Cardinal(n) => Some(n),
            _ => None,
        })
    }
}
