//! The attributes of the words of a text, by which a model tells them apart: their letters, folded, with what may be written as
//! one with them, their beginnings and ends, their looks, the words around them, and what is known of them.
//!
//! An attribute is a key of 64 bits: the number of its kind and its letters, hashed. So a model holds no word of any text.

use std::ops::Range;

use crate::language::classes::{ends_sentence, is_arabic_letter};
use crate::language::clitic::stems;
use crate::language::fold::Folding;
use crate::language::number::numeral;
use crate::language::persons::Persons;
use crate::language::words::words;
use crate::text::paragraph::is_separator;

/// Words and marks of a sequence at most.
const LONGEST: usize = 200;
/// Letters of a beginning or an end of a word at most.
const AFFIX: usize = 4;

/// A word or a mark of a text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Its bytes.
    pub range: Range<usize>,
    letters: String,
    shape: Shape,
}

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Arabic,
    Latin,
    Capital,
    Digits,
    Mark,
    Other,
}

/// What is known of some bytes of a text: the number of a kind, and a name.
#[derive(Debug, Clone)]
pub(crate) struct Hint {
    pub range: Range<usize>,
    pub name: String,
}

/// The kinds of attributes. Their order is part of what a model means.
#[derive(Debug, Clone, Copy)]
enum Sort {
    Bias,
    Word,
    Stem,
    Particles,
    Beginning,
    End,
    Shape,
    Edge,
    Hint,
    Noun,
    Pair,
}

/// Parts words of a text, in bytes, into sequences that end with a line, a sentence, or where they would become too long.
pub(super) fn sequences(text: &str, offset: usize) -> Vec<Vec<Token>> {
    let folding = Folding::usual();
    let mut found: Vec<Vec<Token>> = Vec::new();
    let mut open: Vec<Token> = Vec::new();
    let mut at = 0;
    for word in words(text).chain(std::iter::once(text.len()..text.len())) {
        let marks = text.get(at..word.start).unwrap_or_default();
        for (n, mark) in marks.char_indices() {
            let range = at + n..at + n + mark.len_utf8();
            let is_end = ends_sentence(mark) || is_separator(mark);
            if !mark.is_whitespace() && !mark.is_control() {
                open.push(Token::of(text, range, offset, &folding));
            }
            if is_end || open.len() >= LONGEST {
                found.push(std::mem::take(&mut open));
            }
        }
        at = word.end;
        if !word.is_empty() {
            open.push(Token::of(text, word, offset, &folding));
        }
    }
    found.push(open);
    found.retain(|sequence| !sequence.is_empty());
    found
}

impl Token {
    fn of(text: &str, range: Range<usize>, offset: usize, folding: &Folding) -> Self {
        let letters = folding.fold(text.get(range.clone()).unwrap_or_default()).text().to_owned();
        Self { range: offset + range.start..offset + range.end, shape: Shape::of(&letters), letters }
    }
}

impl Shape {
    fn of(letters: &str) -> Self {
        match letters.chars().next() {
            Some(c) if c.is_numeric() => Self::Digits,
            Some(c) if is_arabic_letter(c) => Self::Arabic,
            Some(c) if c.is_ascii_uppercase() => Self::Capital,
            Some(c) if c.is_ascii_alphabetic() => Self::Latin,
            Some(c) if !c.is_alphanumeric() => Self::Mark,
            _ => Self::Other,
        }
    }
}

/// The attributes of all tokens of a sequence.
pub(super) fn attributes(sequence: &[Token], hints: &[Hint]) -> Vec<Vec<u64>> {
    let mut own: Vec<Own> = sequence.iter().map(Own::of).collect();
    for hint in hints {
        let first = sequence.partition_point(|token| token.range.end <= hint.range.start);
        let held = sequence.iter().skip(first).take_while(|token| token.range.start < hint.range.end).count();
        for (n, own) in own.iter_mut().skip(first).take(held).enumerate() {
            own.hints.push((&hint.name, if n == 0 { "B" } else { "I" }));
        }
    }
    (0..own.len()).map(|n| around(&own, n)).collect()
}

/// What is said of a token by itself.
struct Own<'t> {
    token: &'t Token,
    stem: &'t str,
    particles: &'t str,
    hints: Vec<(&'t str, &'static str)>,
    noun: &'static str,
}

impl<'t> Own<'t> {
    fn of(token: &'t Token) -> Self {
        let whole = token.letters.as_str();
        let stem = stems(whole).filter(|stem| stem.text.chars().nth(1).is_some()).last();
        let stem = stem.map_or(whole, |stem| stem.text);
        let particles = whole.strip_suffix(stem).unwrap_or_default();
        let noun = match () {
            () if numeral(stem).is_some() => "number",
            () if Persons::builtin().of_stem(stem).is_some() => "person",
            () => "",
        };
        Self { token, stem, particles, hints: Vec::new(), noun }
    }

    fn word(&self) -> &str {
        &self.token.letters
    }
}

/// The places around a token that are looked at.
const AROUND: [i8; 5] = [0, -1, 1, -2, 2];

fn around(own: &[Own<'_>], n: usize) -> Vec<u64> {
    let mut found = Vec::with_capacity(64);
    found.push(key(Sort::Bias, 0, &[]));
    for place in AROUND {
        let Some(at) = n.checked_add_signed(isize::from(place)).and_then(|at| own.get(at)) else {
            found.push(key(Sort::Edge, place, &[]));
            continue;
        };
        found.push(key(Sort::Word, place, &[at.word()]));
        found.push(key(Sort::Shape, place, &[at.token.shape.name()]));
        found.extend(at.hints.iter().map(|(name, part)| key(Sort::Hint, place, &[name, part])));
        if place.abs() <= 1 {
            found.push(key(Sort::Stem, place, &[at.stem]));
            found.push(key(Sort::Particles, place, &[at.particles]));
            found.push(key(Sort::Noun, place, &[at.noun]));
        }
    }
    if let Some(at) = own.get(n) {
        affixes(at.word(), &mut found);
        let before = n.checked_sub(1).and_then(|before| own.get(before)).map_or("", |before| before.word());
        let after = own.get(n + 1).map_or("", |after| after.word());
        found.push(key(Sort::Pair, -1, &[before, at.word()]));
        found.push(key(Sort::Pair, 1, &[at.word(), after]));
    }
    found
}

/// The beginnings and the ends of a word.
fn affixes(word: &str, found: &mut Vec<u64>) {
    let starts = word.char_indices().map(|(at, _)| at).skip(1).take(AFFIX);
    found.extend(starts.filter_map(|at| word.get(..at)).map(|beginning| key(Sort::Beginning, 0, &[beginning])));
    let ends = word.char_indices().rev().map(|(at, _)| at).take(AFFIX);
    found.extend(ends.filter_map(|at| word.get(at..)).map(|end| key(Sort::End, 0, &[end])));
}

impl Shape {
    fn name(self) -> &'static str {
        match self {
            Self::Arabic => "a",
            Self::Latin => "l",
            Self::Capital => "c",
            Self::Digits => "d",
            Self::Mark => "m",
            Self::Other => "o",
        }
    }
}

/// The key of an attribute (FNV-1a of 64 bits).
fn key(sort: Sort, place: i8, words: &[&str]) -> u64 {
    let head = [sort as u8, place.to_le_bytes()[0]];
    let bytes = words.iter().flat_map(|word| word.bytes().chain([0]));
    head.into_iter()
        .chain(bytes)
        .fold(0xcbf2_9ce4_8422_2325, |key: u64, byte| (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
