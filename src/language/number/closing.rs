//! The words after a number that bound it: على الأقل, تقريباً, أو أكثر, ونيف.

use super::figure::Qualifier;
use super::noun::counted;
use super::phrase::{Kind, Phrase, Token};

/// What the words after a number make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    /// They bound it.
    Bound(Qualifier),
    /// They add one to nine.
    Excess,
}

/// The words after a number, and the token after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Closing {
    /// What they make of it.
    pub(super) close: Close,
    /// The token after them.
    pub(super) end: usize,
}

/// How many words of what is counted may stand between a number and what bounds it: ثلاثة من المدنيين السوريين على الأقل.
const BETWEEN: usize = 4;

/// Words with what is written as one before them, folded, the longer first.
const PHRASES: &[(Close, &[&str])] = &[
    (Close::Bound(Qualifier::Exact), &["لا اكثر ولا اقل"]),
    (
        Close::Bound(Qualifier::AtLeast),
        &[
            "علي الاقل",
            "علي اقل تقدير",
            "في الاقل",
            "في اقل تقدير",
            "كحد ادني",
            "بحد ادني",
            "بالحد الادني",
            "او اكثر",
            "او ازيد",
            "او يزيد",
            "او ما يزيد",
            "واكثر",
            "فاكثر",
            "فما فوق",
            "وما فوق",
        ],
    ),
    (
        Close::Bound(Qualifier::AtMost),
        &[
            "علي الاكثر",
            "علي اكثر تقدير",
            "علي ابعد تقدير",
            "في اقصي تقدير",
            "كحد اقصي",
            "بحد اقصي",
            "بالحد الاقصي",
            "لا اكثر",
            "او اقل",
            "فاقل",
            "فما دون",
            "وما دون",
        ],
    ),
    (
        Close::Bound(Qualifier::About),
        &["تقريبا", "علي وجه التقريب", "بالتقريب", "او نحو ذلك", "او ما يقارب ذلك", "او ما يقرب من ذلك"],
    ),
    (Close::Excess, &["ونيف", "ونيفا", "و نيف", "و نيفا"]),
];

/// What bounds the number that ends before a token, with what is counted in between.
pub(super) fn closing(phrase: &Phrase<'_>, end: usize) -> Option<Closing> {
    for at in end..=end + BETWEEN {
        if let Some(found) = at_token(phrase, at) {
            return Some(found);
        }
        let token = phrase.token(at)?;
        let is_comma = at == end && matches!(token.kind, Kind::Mark('\u{60C}' | ',' | '('));
        if is_comma {
            let found = at_token(phrase, at + 1).filter(|found| found.close != Close::Excess && !is_number(phrase, found.end))?;
            let is_closed = token.is_mark('(') && phrase.token(found.end).is_some_and(|next| next.is_mark(')'));
            return Some(Closing { end: found.end + usize::from(is_closed), ..found });
        }
        if !is_counted(token) {
            break;
        }
    }
    at_token(phrase, counted(phrase, end).end)
}

fn at_token(phrase: &Phrase<'_>, at: usize) -> Option<Closing> {
    let first = phrase.token(at).filter(|token| token.is_word())?;
    let begins = matches!(first.kind, Kind::Known) || matches!(first.stem.text, "بالتقريب" | "نيف" | "نيفا");
    if !begins {
        return None;
    }
    PHRASES.iter().find_map(|(close, phrases)| {
        let end = phrases.iter().find_map(|words| matches(phrase, at, words))?;
        (!compares(phrase, end)).then_some(Closing { close: *close, end })
    })
}

/// The token after these words, if they are there.
fn matches(phrase: &Phrase<'_>, at: usize, words: &str) -> Option<usize> {
    let mut end = at;
    let mut words = words.split(' ').peekable();
    if words.peek() == Some(&"و") {
        words.next();
        phrase.token(at).filter(|token| token.is_joined() && token.stem.start == 0)?;
    }
    for word in words {
        phrase.token(end).filter(|token| token.text == word)?;
        end += 1;
    }
    Some(end)
}

/// Whether أو أكثر goes on: أو أكثر من ثلاثين.
fn compares(phrase: &Phrase<'_>, end: usize) -> bool {
    phrase.token(end).is_some_and(|token| token.is("من")) && is_number(phrase, end + 1)
}

fn is_number(phrase: &Phrase<'_>, at: usize) -> bool {
    phrase.token(at).is_some_and(|token| matches!(token.kind, Kind::Digits(_) | Kind::Numeral(_)))
}

/// Whether a word may belong to what is counted.
fn is_counted(token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Word | Kind::Person(_) => token.stem.conjunction.is_none(),
        Kind::Known => token.is("من"),
        _ => false,
    }
}
