//! The letter of a query that leads to the places where hits may be: the one that is met least.

use std::ops::{Range, RangeInclusive};

use aho_corasick::AhoCorasick;
use memchr::memchr2;
use memchr::memmem::Finder;
use unicode_normalization::UnicodeNormalization;

use super::sought::Sought;
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
    plain: Plain,
    rare: Rare,
}

/// The usual ways to write a letter.
#[derive(Debug, Clone)]
enum Plain {
    One(Box<Finder<'static>>),
    Many(AhoCorasick),
}

/// The unusual ways to write a letter.
#[derive(Debug, Clone)]
enum Rare {
    None,
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
        let (number, c) = fit.min_by_key(|(_, c)| frequency(*c) * sources(*c, folding).len().clamp(1, 2))?;
        let sources: Vec<String> = sources(c, folding).into_iter().map(String::from).collect();
        let plain = match sources.as_slice() {
            [only] => Plain::One(Box::new(Finder::new(only).into_owned())),
            many => Plain::Many(AhoCorasick::new(many).ok()?),
        };
        Some(Self { number, c, plain, rare: Rare::of(c, folding) })
    }

    /// The first place from a byte on at which it is written in a usual way.
    fn plain(&self, text: &str, from: usize) -> Option<usize> {
        let rest = text.as_bytes().get(from..)?;
        match &self.plain {
            Plain::One(finder) => finder.find(rest),
            Plain::Many(finder) => finder.find(rest).map(|hit| hit.start()),
        }
        .map(|at| from + at)
    }

    /// The first place in a range at which it is written in an unusual way.
    fn rare(&self, text: &str, range: Range<usize>, folding: &Folding) -> Option<usize> {
        let bytes = text.as_bytes().get(range.clone())?;
        let char_at = |at: usize| text.get(range.start + at..).and_then(|rest| rest.chars().next());
        let mut at = 0;
        match &self.rare {
            Rare::None => None,
            Rare::Forms(forms) => loop {
                at += memchr2(0xEF, 0xF0, bytes.get(at..)?)?;
                if char_at(at).is_some_and(|c| forms.binary_search(&c).is_ok()) {
                    return Some(range.start + at);
                }
                at += 1;
            },
            Rare::Any => loop {
                at += first_rare(bytes.get(at..)?)?;
                if char_at(at).is_some_and(|c| has(c, self.c, folding)) {
                    return Some(range.start + at);
                }
                at += 1;
            },
        }
    }
}

impl Rare {
    fn of(c: char, folding: &Folding) -> Self {
        if c.is_ascii() {
            return Self::Any;
        }
        if !folding.has(Layer::Forms) {
            return Self::None;
        }
        Self::Forms(FORMS.into_iter().flatten().filter(|form| has(*form, c, folding)).collect())
    }
}

/// The first byte that begins a character outside of ASCII and of the Arabic block.
fn first_rare(bytes: &[u8]) -> Option<usize> {
    const CHUNK: usize = 64;
    let is_rare = |byte: &u8| *byte >= 0xC0 && !matches!(*byte, 0xD8..=0xDB);
    let mut at = 0;
    // Without a way out of the inner loop the compiler makes it look at many bytes at once.
    let is_without = |chunk: &&[u8]| !chunk.iter().fold(false, |any, byte| any | is_rare(byte));
    for chunk in bytes.chunks(CHUNK) {
        if !is_without(&chunk) {
            return chunk.iter().position(is_rare).map(|n| at + n);
        }
        at += chunk.len();
    }
    None
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

/// How often a letter is met in a text, in thousandths of its letters, roughly, as newspapers have it.
fn frequency(c: char) -> usize {
    match c {
        'ا' => 160,
        'ل' => 120,
        'ي' => 85,
        'م' | 'و' => 62,
        'ن' | 'ه' => 55,
        'ر' => 48,
        'ت' => 44,
        'ب' => 38,
        'ع' => 36,
        'د' => 32,
        'س' => 28,
        'ف' => 26,
        'ق' => 24,
        'ك' => 22,
        'ح' => 19,
        'ج' => 15,
        'ش' => 12,
        'ص' | 'ط' | 'خ' => 10,
        'ض' | 'ذ' => 8,
        'ث' | 'ء' | 'ز' => 6,
        'غ' => 5,
        'ظ' => 3,
        // Those of ASCII are written in so many ways that they are not worth their rareness.
        _ if c.is_ascii() => 40,
        _ => 1,
    }
}

/// The places at which the letter may be written, one after the other.
pub(super) struct Places<'a> {
    anchor: &'a Anchor,
    text: &'a str,
    folding: &'a Folding,
    /// Where the next one is looked for.
    at: usize,
    /// The next place at which the letter is written in a usual way, once it is known.
    plain: Option<usize>,
    /// How far it was looked for the unusual ways.
    rare: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(anchor: &'a Anchor, text: &'a str, from: usize, folding: &'a Folding) -> Self {
        Self { anchor, text, folding, at: from, plain: None, rare: from }
    }

    /// The letter.
    pub(super) fn anchor(&self) -> &'a Anchor {
        self.anchor
    }

    pub(super) fn next(&mut self) -> Option<usize> {
        let end = self.text.len();
        let plain = match self.plain.filter(|plain| *plain >= self.at) {
            Some(plain) => plain,
            None => *self.plain.insert(self.anchor.plain(self.text, self.at).unwrap_or(end)),
        };
        let rare = self.anchor.rare(self.text, self.rare.max(self.at)..plain, self.folding);
        self.rare = rare.unwrap_or(plain);
        let place = rare.unwrap_or(plain);
        let c = self.text.get(place..)?.chars().next()?;
        self.at = place + c.len_utf8();
        Some(place)
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

    #[test]
    fn the_first_rare_byte_is_found_wherever_it_is() {
        for at in 0..200 {
            let text = format!("{}é{}é", "ab".repeat(at), "ب".repeat(90));
            assert_eq!(first_rare(text.as_bytes()), Some(2 * at));
        }
        assert_eq!(first_rare("قال abc".as_bytes()), None);
    }
}
