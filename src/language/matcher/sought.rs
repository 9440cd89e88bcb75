//! What is looked for: folded letters, and what may be before and after them.

use std::ops::Range;

use super::letters::{Folds, Letter, Letters, Unclear};
use crate::language::classes::{TATWEEL, is_accessory, is_arabic_letter, is_number_separator};
use crate::language::clitic;
use crate::language::fold::{Folding, Layer};

/// What a space in a query is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spaces {
    /// Any number of spaces, none among them: عبد الله is عبدالله.
    Any,
    /// One space.
    One,
}

/// Where a hit of whole words may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordEnd {
    /// Where a word does.
    Closed,
    /// Anywhere: a word is being typed, and may go on.
    Open,
}

/// Where hits may begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edges {
    /// Where words do, and behind particles.
    Words,
    /// The same, but they may end anywhere.
    Starts,
    /// Anywhere.
    Anywhere,
}

/// A letter that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    c: char,
    /// Whether any number of spaces may be before it.
    has_gap: bool,
}

/// What is looked for, made ready.
#[derive(Debug, Clone)]
pub(super) struct Sought {
    steps: Vec<Step>,
    edges: Edges,
    /// Steps of the article that it begins with, which after ل is written otherwise: 2 or 0.
    article: usize,
    /// Particles with which its first word is another one: the و of واشنطن for اشنطن.
    parts: Vec<String>,
}

/// Most letters before a word that may be particles.
const PARTICLES: usize = 2;

impl Sought {
    /// Makes a query ready; `None` if it has no letter.
    pub(super) fn new(query: &str, folding: &Folding, spaces: Spaces, edges: Edges) -> Option<Self> {
        let folded = folding.fold(query);
        let mut steps: Vec<Step> = Vec::new();
        let mut has_gap = false;
        for c in folded.text().trim().chars() {
            if c.is_whitespace() && spaces == Spaces::Any {
                has_gap = true;
            } else {
                let c = if c.is_whitespace() { ' ' } else { c };
                steps.push(Step { c, has_gap: std::mem::take(&mut has_gap) });
            }
        }
        if steps.is_empty() {
            return None;
        }
        let mut sought = Self { steps, edges, article: 0, parts: Vec::new() };
        if edges != Edges::Anywhere {
            sought.article = if sought.steps.len() > 2 && has_article(query) { 2 } else { 0 };
            let first = query.split_whitespace().next().unwrap_or_default();
            sought.parts = clitic::parts_of_wholes(first);
        }
        Some(sought)
    }

    /// Its letters without spaces.
    pub(super) fn letters(&self) -> impl DoubleEndedIterator<Item = char> {
        self.steps.iter().map(|step| step.c)
    }

    /// How many letters it has.
    pub(super) fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether any number of spaces may be before the letter of a number.
    pub(super) fn has_gap(&self, number: usize) -> bool {
        self.steps.get(number).is_some_and(|step| step.has_gap)
    }

    /// The number of its first letter that is in every way to write it.
    pub(super) fn core(&self) -> usize {
        self.article
    }

    /// Whether hits are whole words.
    pub(super) fn is_of_words(&self) -> bool {
        self.edges == Edges::Words
    }

    /// Whether a letter, that is no mark, may be before its first one: one of a particle, where hits are words.
    pub(super) fn may_be_before(&self, c: char) -> bool {
        self.edges == Edges::Anywhere || !is_arabic_letter(c) || clitic::is_before_name(c.encode_utf8(&mut [0; 4]))
    }

    /// Whether a letter, that is no mark, may be behind its last one: none, where hits are words.
    pub(super) fn may_be_after(&self, c: char) -> bool {
        self.edges != Edges::Words || !is_arabic_letter(c)
    }

    /// Whether it is a part of a longer name, in any spelling.
    pub(super) fn is_part_of(&self, name: &str) -> bool {
        let squeezed = |text: &str| Folding::usual().fold(text).text().split_whitespace().collect::<String>();
        let own = squeezed(&self.letters().collect::<String>());
        let name = squeezed(name);
        name.len() > own.len() && name.contains(&own)
    }

    /// The hit whose letter of the number `anchor`, which is in every way to write it, begins at byte `at` of what is read.
    pub(super) fn at(&self, letters: &impl Letters, anchor: usize, at: usize) -> Result<Option<Range<usize>>, Unclear> {
        let Some(end) = self.forward(letters, anchor, at)? else { return Ok(None) };
        let Some(core) = self.backward(letters, self.article..anchor, at)? else { return Ok(None) };
        if self.edges == Edges::Anywhere {
            return Ok(Some(core..end));
        }
        if self.edges == Edges::Words && !self.may_end(letters, end)? {
            return Ok(None);
        }
        let start =
            if self.article == 0 { self.start(letters, core, end)? } else { self.start_with_article(letters, core, end)? };
        Ok(start.map(|start| start..end))
    }

    /// Where the letters from a number on end, if the first begins at a byte.
    fn forward(&self, letters: &impl Letters, from: usize, at: usize) -> Result<Option<usize>, Unclear> {
        let mut end = at;
        for (n, step) in self.steps.iter().enumerate().skip(from) {
            let mut next = letters.after(end)?;
            while let Some(Letter { c: ' ' | '\t', end, .. }) = next.filter(|_| step.has_gap && n > from) {
                next = letters.after(end)?;
            }
            match next {
                Some(letter) if letter.c == step.c => end = letter.end,
                _ => return Ok(None),
            }
        }
        Ok(Some(end))
    }

    /// Where some letters begin, if the one after them begins at a byte.
    fn backward(&self, letters: &impl Letters, steps: Range<usize>, at: usize) -> Result<Option<usize>, Unclear> {
        let mut start = at;
        for n in steps.rev() {
            let (Some(step), Some(next)) = (self.steps.get(n), self.steps.get(n + 1)) else { return Ok(None) };
            let mut last = letters.before(start)?;
            while let Some(Letter { c: ' ' | '\t', start, .. }) = last.filter(|_| next.has_gap) {
                last = letters.before(start)?;
            }
            match last {
                Some(letter) if letter.c == step.c => start = letter.start,
                _ => return Ok(None),
            }
        }
        Ok(Some(start))
    }

    /// Whether a word may end at a byte.
    fn may_end(&self, letters: &impl Letters, end: usize) -> Result<bool, Unclear> {
        let Some(last) = self.letters().next_back().filter(|c| is_of_word(*c)) else { return Ok(true) };
        let Some(next) = after_marks(letters, end)? else { return Ok(true) };
        Ok(match next.c {
            c if is_arabic_letter(c) => false,
            _ if is_arabic_letter(last) => true,
            c if c.is_alphanumeric() => false,
            c if last.is_numeric() && is_number_separator(c) => !letters.after(next.end)?.is_some_and(|next| next.c.is_numeric()),
            _ => true,
        })
    }

    /// Where a hit begins whose letters begin at a byte, behind particles.
    fn start(&self, letters: &impl Letters, start: usize, end: usize) -> Result<Option<usize>, Unclear> {
        let Some(first) = self.letters().next().filter(|c| is_of_word(*c)) else { return Ok(Some(start)) };
        let before = Before::of(letters, start)?;
        let may_begin = if before.letters.is_empty() {
            !before.goes_on_with(letters, first)?
        } else {
            before.letters().is_some_and(clitic::is_before_name) && !self.is_part_of_whole(letters, &before, end)
        };
        Ok(may_begin.then_some(start))
    }

    /// The same where it begins with the article: ال before its other letters, or لل, of which the first ل is no part of it.
    fn start_with_article(&self, letters: &impl Letters, core: usize, end: usize) -> Result<Option<usize>, Unclear> {
        if let Some(start) = self.backward(letters, 0..self.article, core)? {
            return self.start(letters, start, end);
        }
        let before = Before::of(letters, core)?;
        let Some(letters_before) = before.letters() else { return Ok(None) };
        let conjunction = |rest: &str| matches!(rest, "" | "و" | "ف");
        if letters_before.strip_suffix("لل").is_some_and(conjunction) {
            return Ok(before.last);
        }
        // Before a ل of the word's own there is no third one: للاذقية is ل and اللاذقية.
        let is_short = self.steps.get(self.article).is_some_and(|step| step.c == 'ل');
        let is_for = letters_before.strip_suffix('ل').is_some_and(conjunction);
        Ok((is_short && is_for).then_some(core))
    }

    /// Whether particles and the first word of a hit are one word that is known to begin with those letters.
    fn is_part_of_whole(&self, letters: &impl Letters, before: &Before, end: usize) -> bool {
        let Some(read) = before.letters() else { return false };
        if !self.parts.iter().any(|part| read.ends_with(part.as_str())) {
            return false;
        }
        let words = letters.source(before.start..end);
        let word = words.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let starts = word.char_indices().filter(|(_, c)| is_arabic_letter(*c)).map(|(at, _)| at).take(PARTICLES);
        starts.filter_map(|at| word.get(at..)).any(clitic::is_whole)
    }
}

/// The letters of the same word before a place.
struct Before {
    /// They, in the order of the text; one more than may be particles before لل is too many.
    letters: String,
    /// Where the last of them begins.
    last: Option<usize>,
    /// Where the first of them begins.
    start: usize,
}

impl Before {
    fn of(letters: &impl Letters, at: usize) -> Result<Self, Unclear> {
        let mut before = Self { letters: String::new(), last: None, start: at };
        while let Some(letter) = before_marks(letters, before.start)?.filter(|letter| is_arabic_letter(letter.c)) {
            before.letters.insert(0, letter.c);
            before.start = letter.start;
            before.last.get_or_insert(letter.start);
            if before.letters().is_none() {
                break;
            }
        }
        Ok(before)
    }

    /// The letters, if they are not too many to be particles.
    fn letters(&self) -> Option<&str> {
        (self.letters.chars().count() <= PARTICLES + 1).then_some(self.letters.as_str())
    }

    /// Whether what is before them goes on with a letter or digit, without Arabic letters in between: as one number, or one
    /// word of another script.
    fn goes_on_with(&self, letters: &impl Letters, first: char) -> Result<bool, Unclear> {
        if is_arabic_letter(first) {
            return Ok(false);
        }
        let Some(last) = before_marks(letters, self.start)? else { return Ok(false) };
        if is_number_separator(last.c) && first.is_numeric() {
            return Ok(letters.before(last.start)?.is_some_and(|before| before.c.is_numeric()));
        }
        Ok(last.c.is_alphanumeric())
    }
}

/// Whether a character is a letter or a digit.
fn is_of_word(c: char) -> bool {
    is_arabic_letter(c) || c.is_alphanumeric()
}

/// The first letter from a byte on that is no mark and no tatweel.
fn after_marks(letters: &impl Letters, at: usize) -> Result<Option<Letter>, Unclear> {
    let mut next = letters.after(at)?;
    while let Some(letter) = next.filter(|letter| is_accessory(letter.c)) {
        next = letters.after(letter.end)?;
    }
    Ok(next)
}

/// The last letter before a byte that is no mark and no tatweel.
fn before_marks(letters: &impl Letters, at: usize) -> Result<Option<Letter>, Unclear> {
    let mut last = letters.before(at)?;
    while let Some(letter) = last.filter(|letter| is_accessory(letter.c)) {
        last = letters.before(letter.start)?;
    }
    Ok(last)
}

/// Whether a name begins with the article, not with an alef that bears a hamza.
fn has_article(name: &str) -> bool {
    let plain = Folding::of(&[Layer::Forms, Layer::Marks, Layer::Tatweel, Layer::Controls]).fold(name);
    let mut letters = plain.text().trim().chars().filter(|c| *c != TATWEEL);
    letters.next() == Some('ا') && letters.next() == Some('ل') && letters.next().is_some_and(is_arabic_letter)
}

/// Every hit in a folded text whose letter of the number `anchor` is the one of that number; see [`Sought::at`]. Nothing in
/// a folded text is unclear.
pub(super) fn in_folded(sought: &Sought, letters: &Folds<'_>, anchor: usize, at: usize) -> Option<Range<usize>> {
    sought.at(letters, anchor, at).ok().flatten()
}
