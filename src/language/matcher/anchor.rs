//! The letter of a query that leads to the places where hits may be: the one that is met least.

use std::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization;

use super::neighbours::Neighbours;
use super::sought::Sought;
use super::stops::{Chunk, Others, Stops};
use super::table::Table;
use crate::language::classes::is_arabic_letter;
use crate::language::fold::{BLOCK, Fate, Folding, Layer};

/// Characters outside of the Arabic block that Unicode takes for Arabic letters, alone or in ligatures.
const FORMS: [RangeInclusive<char>; 3] = ['\u{FB50}'..='\u{FDFF}', '\u{FE70}'..='\u{FEFF}', '\u{1EE00}'..='\u{1EEFF}'];

/// The letter that is looked for.
#[derive(Debug, Clone)]
pub(super) struct Anchor {
    /// Its number among those of the query.
    pub number: usize,
    /// It as it is folded.
    pub c: char,
    stops: Stops,
    /// What the characters of ASCII and of the Arabic block are to it.
    usual: Table<Role>,
    rare: Rare,
    neighbours: Neighbours,
}

/// What a character is to the letter that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Another one.
    None,
    /// A way to write it.
    Letter,
    /// Several letters, of which it may be one.
    Ligature,
}

/// The unusual ways to write a letter.
#[derive(Debug, Clone)]
enum Rare {
    /// An Arabic letter: presentation forms and ligatures, in order.
    Forms(Vec<char>),
    /// Any character that Unicode takes for it.
    Any,
}

impl Anchor {
    /// The letter of a query that is met least, among those that one can look for.
    pub(super) fn of(sought: &Sought, folding: &Folding) -> Option<Self> {
        let letters = sought.letters().enumerate().skip(sought.core());
        let fit = letters.filter(|(_, c)| is_arabic_letter(*c) && in_block(*c) || c.is_ascii_alphanumeric());
        // What an accent may be taken from is made of two characters.
        let fit = fit.filter(|(_, c)| std::iter::once(*c).nfd().eq([*c]));
        let (number, c) = fit.min_by_key(|(_, c)| stops(*c, folding))?;
        let sources = sources(c, folding);
        let usual = Table::of(|source| match folding.fate(source) {
            _ if !sources.contains(&source) => Role::None,
            Fate::Normalised if !source.is_ascii() => Role::Ligature,
            _ => Role::Letter,
        });
        let rare = Rare::of(c, folding);
        let others = if matches!(rare, Rare::Any) { Others::Any } else { Others::Forms };
        let stops = Stops::new(&sources, others);
        Some(Self { number, c, stops, usual, rare, neighbours: Neighbours::of(sought, number, folding) })
    }

    /// Where the character begins in which it may be, if it may be in the one that a stop is in.
    #[inline]
    fn place(&self, text: &str, stop: usize, folding: &Folding) -> Option<usize> {
        let bytes = text.as_bytes();
        let end = stop + 1;
        match self.usual.last(bytes.get(..end)?) {
            None => self.is_in_other(text.get(stop..)?.chars().next()?, folding).then_some(stop),
            Some(Role::None) => None,
            Some(role) => {
                let start = if bytes.get(stop)?.is_ascii() { stop } else { stop.checked_sub(1)? };
                (role == Role::Ligature || self.neighbours.admit(bytes, start, end)).then_some(start)
            }
        }
    }

    /// Whether it is in a character outside of ASCII and of the Arabic block.
    fn is_in_other(&self, c: char, folding: &Folding) -> bool {
        match &self.rare {
            Rare::Forms(forms) => forms.binary_search(&c).is_ok(),
            Rare::Any => has(c, self.c, folding),
        }
    }
}

impl Rare {
    fn of(c: char, folding: &Folding) -> Self {
        if c.is_ascii() {
            return Self::Any;
        }
        let forms = FORMS.into_iter().flatten().filter(|_| folding.has(Layer::Forms));
        Self::Forms(forms.filter(|form| has(*form, c, folding)).collect())
    }
}

/// Whether the normal form of a character has a letter in it.
fn has(form: char, c: char, folding: &Folding) -> bool {
    let is_it = |part: char| part == c || matches!(folding.fate(part), Fate::Becomes(to) if to == c);
    let once = std::iter::once(form);
    if folding.has(Layer::Forms) { once.nfkc().any(is_it) } else { once.nfc().any(is_it) }
}

fn in_block(c: char) -> bool {
    BLOCK.contains(&c)
}

/// The characters of ASCII and of the Arabic block that become a letter, or have it in them.
fn sources(c: char, folding: &Folding) -> Vec<char> {
    let is_source = |source: &char| match folding.fate(*source) {
        Fate::Becomes(to) => to == c,
        Fate::Normalised => has(*source, c, folding),
        Fate::Attached | Fate::Dropped | Fate::Composes => false,
    };
    let ascii = c.is_ascii().then_some(c);
    ascii.into_iter().chain(BLOCK.filter(is_source)).collect()
}

/// How often a search for a letter stops in a text, roughly: at everything that ends with the same byte as a way to write it.
fn stops(c: char, folding: &Folding) -> usize {
    let last = |c: char| c.encode_utf8(&mut [0; 2]).bytes().next_back();
    let sources: Vec<Option<u8>> = sources(c, folding).into_iter().map(last).collect();
    // Those of ASCII are written in so many ways that they are not worth their rareness.
    let more = if c.is_ascii() { 40 } else { 0 };
    more + BLOCK.filter(|c| sources.contains(&last(*c))).map(frequency).sum::<usize>()
}

/// How often a letter is met in a text, in thousandths of its letters, roughly, as newspapers have it.
fn frequency(c: char) -> usize {
    match c {
        'ا' => 130,
        'ل' => 120,
        'ي' => 77,
        'م' | 'و' => 62,
        'ن' => 55,
        'ر' => 48,
        'ت' => 44,
        'ب' => 38,
        'ع' => 36,
        'د' => 32,
        'ة' => 30,
        'س' => 28,
        'ف' => 26,
        'ه' => 25,
        'ق' => 24,
        'ك' => 22,
        'أ' => 20,
        'ح' => 19,
        'ج' => 15,
        'ش' => 12,
        'ص' | 'ط' | 'خ' => 10,
        'ض' | 'ذ' | 'ى' | 'إ' => 8,
        'ث' | 'ء' | 'ز' => 6,
        'غ' | 'ئ' => 5,
        'ظ' => 3,
        _ => 0,
    }
}

/// The places at which the letter may be written, one after the other.
pub(super) struct Places<'a> {
    anchor: &'a Anchor,
    text: &'a str,
    folding: &'a Folding,
    /// The stops that are still to be looked at.
    stops: Chunk,
    /// Where the next ones are looked for.
    next: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(anchor: &'a Anchor, text: &'a str, from: usize, folding: &'a Folding) -> Self {
        Self { anchor, text, folding, stops: Chunk::default(), next: from }
    }

    /// The letter.
    pub(super) fn anchor(&self) -> &'a Anchor {
        self.anchor
    }

    /// The next place, where the characters next to it may be those of the query.
    pub(super) fn next(&mut self) -> Option<usize> {
        loop {
            for stop in self.stops.by_ref() {
                if let Some(place) = self.anchor.place(self.text, stop, self.folding) {
                    return Some(place);
                }
            }
            self.stops = self.anchor.stops.next(self.text.as_bytes(), self.next)?;
            self.next = self.stops.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_other_character_has_an_arabic_letter_in_its_normal_form() {
        let is_known = |c: char| c.is_ascii() || in_block(c) || FORMS.iter().any(|forms| forms.contains(&c));
        let others = ('\0'..=char::MAX).filter(|c| !is_known(*c));
        let strays: Vec<char> = others.filter(|c| std::iter::once(*c).nfkc().any(in_block)).collect();
        assert!(strays.is_empty(), "{strays:?}");
    }
}
