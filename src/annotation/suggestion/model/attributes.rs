//! The attributes of the words of a text, by which a model tells them apart: their letters, folded, with what may be written as
//! one with them, their beginnings and ends, their looks, the words around them, and what is known of them.
//!
//! An attribute is a key of 64 bits: the number of its kind, its place and its letters, hashed. So a model holds no word of any
//! text. Letters are hashed once a word, and keys are made of these hashes.

use std::borrow::Cow;
use std::ops::Range;

use crate::language::classes::{ends_sentence, is_arabic_letter};
use crate::language::clitic::stems;
use crate::language::fold::Folding;
use crate::language::lexicon::FoldedWords;
use crate::language::number::numeral;
use crate::language::persons::Persons;
use crate::text::paragraph::is_separator;

/// Words and marks of a sequence at most.
const LONGEST: usize = 200;
/// Letters of a beginning or an end of a word at most.
const AFFIX: usize = 4;

/// A word or a mark of a text.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    /// Its bytes.
    pub range: Range<usize>,
    letters: Cow<'t, str>,
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

/// Parts the words of a text, in bytes, into sequences that end with a line, a sentence, or where they would become too long.
pub(super) fn sequences<'t>(text: &str, words: &'t FoldedWords, offset: usize) -> Vec<Vec<Token<'t>>> {
    let folding = Folding::usual();
    let mut found: Vec<Vec<Token<'t>>> = Vec::new();
    let mut open: Vec<Token<'t>> = Vec::new();
    let mut at = 0;
    let ends = words.iter().map(|word| (word.range.clone(), Some(word.letters.as_str())));
    for (word, letters) in ends.chain(std::iter::once((text.len()..text.len(), None))) {
        let marks = text.get(at..word.start).unwrap_or_default();
        for (n, mark) in marks.char_indices() {
            let range = at + n..at + n + mark.len_utf8();
            let is_end = ends_sentence(mark) || is_separator(mark);
            if !mark.is_whitespace() && !mark.is_control() {
                let letters = folding.fold(text.get(range.clone()).unwrap_or_default()).text().to_owned();
                open.push(Token::of(Cow::Owned(letters), range, offset));
            }
            if is_end || open.len() >= LONGEST {
                found.push(std::mem::take(&mut open));
            }
        }
        at = word.end;
        if let Some(letters) = letters {
            open.push(Token::of(Cow::Borrowed(letters), word, offset));
        }
    }
    found.push(open);
    found.retain(|sequence| !sequence.is_empty());
    found
}

impl<'t> Token<'t> {
    fn of(letters: Cow<'t, str>, range: Range<usize>, offset: usize) -> Self {
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
pub(super) fn attributes(sequence: &[Token<'_>], hints: &[Hint]) -> Vec<Vec<u64>> {
    let mut own: Vec<Own> = sequence.iter().map(Own::of).collect();
    for hint in hints {
        let first = sequence.partition_point(|token| token.range.end <= hint.range.start);
        let held = sequence.iter().skip(first).take_while(|token| token.range.start < hint.range.end).count();
        let [begins, goes_on] = ["B", "I"].map(|part| mixed(hashed(&hint.name), hashed(part)));
        for (n, own) in own.iter_mut().skip(first).take(held).enumerate() {
            own.hints.push(if n == 0 { begins } else { goes_on });
        }
    }
    (0..own.len()).map(|n| around(&own, n)).collect()
}

/// What is said of a token by itself, hashed.
struct Own {
    word: u64,
    stem: u64,
    particles: u64,
    shape: u64,
    noun: u64,
    hints: Vec<u64>,
    /// The keys of its beginnings and ends.
    affixes: Vec<u64>,
}

impl Own {
    fn of(token: &Token<'_>) -> Self {
        let whole = token.letters.as_ref();
        let stem = stems(whole).filter(|stem| stem.text.chars().nth(1).is_some()).last();
        let stem = stem.map_or(whole, |stem| stem.text);
        let particles = whole.strip_suffix(stem).unwrap_or_default();
        let noun = match () {
            () if numeral(stem).is_some() => "number",
            () if Persons::builtin().of_stem(stem).is_some() => "person",
            () => "",
        };
        Self {
            word: hashed(whole),
            stem: hashed(stem),
            particles: hashed(particles),
            shape: hashed(token.shape.name()),
            noun: hashed(noun),
            hints: Vec::new(),
            affixes: affixes(whole),
        }
    }
}

/// The places around a token that are looked at.
const AROUND: [i8; 5] = [0, -1, 1, -2, 2];

fn around(own: &[Own], n: usize) -> Vec<u64> {
    let mut found = Vec::with_capacity(48);
    found.push(key(Sort::Bias, 0, 0));
    for place in AROUND {
        let Some(at) = n.checked_add_signed(isize::from(place)).and_then(|at| own.get(at)) else {
            found.push(key(Sort::Edge, place, 0));
            continue;
        };
        found.push(key(Sort::Word, place, at.word));
        found.push(key(Sort::Shape, place, at.shape));
        found.extend(at.hints.iter().map(|hint| key(Sort::Hint, place, *hint)));
        if place.abs() <= 1 {
            found.push(key(Sort::Stem, place, at.stem));
            found.push(key(Sort::Particles, place, at.particles));
            found.push(key(Sort::Noun, place, at.noun));
        }
    }
    if let Some(at) = own.get(n) {
        found.extend(&at.affixes);
        let before = n.checked_sub(1).and_then(|before| own.get(before)).map_or(NOTHING, |before| before.word);
        let after = own.get(n + 1).map_or(NOTHING, |after| after.word);
        found.push(key(Sort::Pair, -1, mixed(before, at.word)));
        found.push(key(Sort::Pair, 1, mixed(at.word, after)));
    }
    found
}

/// The beginnings and the ends of a word.
fn affixes(word: &str) -> Vec<u64> {
    let starts = word.char_indices().map(|(at, _)| at).skip(1).take(AFFIX).filter_map(|at| word.get(..at));
    let ends = word.char_indices().rev().map(|(at, _)| at).take(AFFIX).filter_map(|at| word.get(at..));
    let beginnings = starts.map(|beginning| key(Sort::Beginning, 0, hashed(beginning)));
    beginnings.chain(ends.map(|end| key(Sort::End, 0, hashed(end)))).collect()
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

/// The hash of no letters.
const NOTHING: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of letters (FNV-1a of 64 bits).
fn hashed(letters: &str) -> u64 {
    letters.bytes().fold(NOTHING, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Two hashes as one, in their order, all bits of both in all of it (the finaliser of `SplitMix64`, Steele and others 2014).
fn mixed(first: u64, second: u64) -> u64 {
    let sum = first.rotate_left(29).wrapping_add(second);
    let half = (sum ^ (sum >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let whole = (half ^ (half >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    whole ^ (whole >> 31)
}

/// The key of an attribute.
fn key(sort: Sort, place: i8, letters: u64) -> u64 {
    mixed(u64::from(u16::from_le_bytes([sort as u8, place.to_le_bytes()[0]])) + 1, letters)
}
