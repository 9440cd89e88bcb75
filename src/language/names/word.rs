//! The words of a text as the rules for names see them.

use std::ops::Range;

use super::table::List;
use crate::language::classes::{is_accessory, opens_quotation};
use crate::language::clitic::{Stem, stems};
use crate::language::fold::Folding;
use crate::language::number::numeral;
use crate::language::words::words;
use crate::text::paragraph::is_separator;

/// The marks of an indefinite word: of any case, which no other word determines; of the case of adverbs, which are no names.
const TANWEEN: [char; 3] = ['\u{64B}', '\u{64C}', '\u{64D}'];
const ADVERB: char = '\u{64B}';
/// Letters that an adjective has at least.
const LETTERS: usize = 5;

/// A word.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Its bytes.
    pub range: Range<usize>,
    /// Its letters, folded.
    pub letters: String,
    /// What is between it and the word before.
    pub gap: Gap,
    is_indefinite: bool,
    is_adverb: bool,
    /// Where each letter is, in bytes.
    places: Vec<usize>,
}

/// What is between a word and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Spaces alone.
    Spaces,
    /// A mark that opens a quotation, last.
    Quotation,
    /// Other marks.
    Marks,
    /// The end of a line, or nothing.
    Line,
}

impl Gap {
    fn of(between: &str) -> Self {
        match () {
            () if between.contains(is_separator) => Self::Line,
            () if between.chars().all(char::is_whitespace) => Self::Spaces,
            () if between.trim_end().ends_with(opens_quotation) => Self::Quotation,
            () => Self::Marks,
        }
    }
}

/// A word of a list that another begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head<'w> {
    /// Without what is written as one with it, and without the article.
    pub text: &'w str,
    /// The first byte of a span of it.
    pub start: usize,
    /// Whether it has the article.
    pub has_article: bool,
}

/// The words of a text.
pub(super) fn all(text: &str) -> Vec<Word> {
    let folding = Folding::usual();
    let mut end = None;
    let mut found = Vec::new();
    for range in words(text) {
        let word = text.get(range.clone()).unwrap_or_default();
        let letters = folding.fold(word).text().to_owned();
        if letters.is_empty() {
            continue;
        }
        let between = text.get(end.unwrap_or(range.start)..range.start).unwrap_or_default();
        let gap = if end.is_none() { Gap::Line } else { Gap::of(between) };
        let places = word.char_indices().filter(|(_, c)| !is_accessory(*c)).map(|(at, _)| range.start + at).collect();
        end = Some(range.end);
        found.push(Word { letters, gap, is_indefinite: word.contains(TANWEEN), is_adverb: word.contains(ADVERB), places, range });
    }
    found
}

/// A word that goes on from the one before.
pub(super) fn following(words: &[Word], n: usize) -> Option<&Word> {
    words.get(n).filter(|word| word.is_next())
}

/// The place after the words from one on that go on from one another and are of some kind.
pub(super) fn past(words: &[Word], from: usize, is_so: impl Fn(&Word) -> bool) -> usize {
    from + words.iter().skip(from).take_while(|word| word.is_next() && is_so(word)).count()
}

impl Word {
    /// Whether it goes on from the word before.
    pub(super) fn is_next(&self) -> bool {
        self.gap == Gap::Spaces
    }

    pub(super) fn is_in(&self, list: List) -> bool {
        list.has(&self.letters)
    }

    /// The first of its stems without the article that is in a list.
    pub(super) fn indefinite(&self, list: List) -> Option<Head<'_>> {
        self.stems().filter(|stem| !stem.has_article).find(|stem| list.has(stem.text)).map(|stem| self.head(stem))
    }

    /// The first of its stems without the article that is a word of a list in the accusative: مسؤولاً.
    pub(super) fn accusative(&self, list: List) -> Option<Head<'_>> {
        let is_listed = |stem: &Stem<'_>| !stem.has_article && stem.text.strip_suffix('ا').is_some_and(|word| list.has(word));
        self.stems().find(is_listed).map(|stem| self.head(stem))
    }

    /// The stem with the article, where a list has it without.
    pub(super) fn definite(&self, list: List) -> Option<Head<'_>> {
        self.stems().find(|stem| stem.has_article && list.has(stem.text)).map(|stem| self.head(stem))
    }

    /// The stem with the article, where a list has it with it.
    pub(super) fn with_article(&self, list: List) -> Option<Head<'_>> {
        let is_listed = |stem: &Stem<'_>| stem.has_article && list.has(&format!("ال{}", stem.text));
        self.stems().find(is_listed).map(|stem| self.head(stem))
    }

    fn stems(&self) -> impl Iterator<Item = Stem<'_>> {
        stems(&self.letters)
    }

    fn head<'w>(&self, stem: Stem<'w>) -> Head<'w> {
        let before = self.letters.get(..stem.start).unwrap_or_default().chars().count();
        Head { text: stem.text, start: self.place(before), has_article: stem.has_article }
    }

    /// Where a letter is.
    fn place(&self, letter: usize) -> usize {
        self.places.get(letter).copied().unwrap_or(self.range.end)
    }

    /// The last of its stems.
    pub(super) fn bare(&self) -> &str {
        self.stems().last().map_or(&self.letters, |stem| stem.text)
    }

    /// The same word without و before it.
    pub(super) fn without_and(&self) -> Option<Self> {
        let letters = self.letters.strip_prefix('و').filter(|rest| rest.chars().count() >= 3)?.to_owned();
        let start = self.place(1);
        let places = self.places.iter().copied().skip(1).collect();
        Some(Self { letters, places, range: start..self.range.end, ..*self })
    }

    /// Whether it has the article, and nothing before that.
    pub(super) fn has_article(&self) -> bool {
        self.letters.strip_prefix("ال").is_some_and(|rest| rest.chars().nth(1).is_some())
    }

    /// Whether it is an adjective with the article, by its ending or since it is listed.
    pub(super) fn is_definite_adjective(&self) -> bool {
        let is_listed = || self.is_in(List::Adjective) || self.is_in(List::Direction);
        let is_told = || ends_as_adjective(&self.letters, &["ي", "يه", "يين", "يون"]) && !self.is_in(List::NoAdjective);
        self.has_article() && (is_listed() || is_told())
    }

    /// Whether it begins no name, such as an adjective without the article.
    pub(super) fn is_not_first(&self) -> bool {
        self.is_in(List::NotFirst) || !self.has_article() && ends_as_adjective(&self.letters, &["يه", "يون", "يين"])
    }

    /// Whether it is a word of grammar, a verb of reports, or a number: no part of a name.
    pub(super) fn is_function(&self) -> bool {
        let rest = self.letters.strip_prefix(['و', 'ف']);
        self.is_in(List::Function) || rest.is_some_and(|rest| List::Function.has(rest)) || self.is_number()
    }

    /// Whether it is a number, in digits or words.
    pub(super) fn is_number(&self) -> bool {
        self.letters.starts_with(char::is_numeric) || numeral(&self.letters).is_some()
    }

    /// Whether a mark says that no other word determines it.
    pub(super) fn is_marked_indefinite(&self) -> bool {
        self.is_indefinite
    }

    /// Whether a mark says that it may be an adverb: رسمياً.
    pub(super) fn is_marked_adverb(&self) -> bool {
        self.is_adverb
    }
}

fn ends_as_adjective(letters: &str, endings: &[&str]) -> bool {
    letters.chars().count() >= LETTERS && endings.iter().any(|ending| letters.ends_with(ending))
}
