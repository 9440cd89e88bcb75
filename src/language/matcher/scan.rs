//! Looking for letters in a text as it is written: the rarest of them leads to the places that are looked at.

use std::collections::VecDeque;
use std::ops::Range;

use super::anchor::{Anchor, Places};
use super::letters::{Folds, Kinds, Unclear, Written};
use super::lines;
use super::sought::{Sought, in_folded};
use crate::language::fold::{Fate, Folding, begins_cluster};

/// Letters beside those of the query that decide whether a place is a hit: particles, a separator and a digit behind it.
const MORE: usize = 6;

/// A query made ready to be looked for in texts as they are written.
#[derive(Debug, Clone)]
pub(super) struct Scan {
    sought: Sought,
    kinds: Kinds,
    /// The letter that is looked for; without one every line is folded.
    anchor: Option<Anchor>,
}

impl Scan {
    pub(super) fn new(sought: Sought, folding: Folding) -> Self {
        let anchor = Anchor::of(&sought, &folding);
        Self { sought, kinds: Kinds::new(folding), anchor }
    }

    /// The same, which folds every line.
    #[cfg(test)]
    pub(super) fn without_anchor(&self) -> Self {
        Self { anchor: None, ..self.clone() }
    }

    /// What is looked for.
    pub(super) fn sought(&self) -> &Sought {
        &self.sought
    }

    fn folding(&self) -> &Folding {
        self.kinds.folding()
    }

    /// How far hits that begin before a byte may reach, and what decides about them.
    pub(super) fn limit(&self, text: &str, end: usize) -> usize {
        let line = lines::end(text, end);
        let rest = text.get(end..line).unwrap_or_default();
        let past = self.solid(rest.char_indices()).nth(self.sought.len() + MORE);
        past.map_or(line, |(at, _)| end + at)
    }

    /// The characters that count as letters: none that is left out, attached to another, or a space.
    fn solid(&self, chars: impl Iterator<Item = (usize, char)>) -> impl Iterator<Item = (usize, char)> {
        chars.filter(|(_, c)| match self.folding().fate(*c) {
            _ if c.is_ascii() => !matches!(c, ' ' | '\t'),
            Fate::Becomes(_) => true,
            Fate::Normalised => !c.is_whitespace() && begins_cluster(*c),
            _ => false,
        })
    }

    pub(super) fn search<'a>(&'a self, text: &'a str, from: usize) -> Search<'a> {
        let lines: Box<dyn Iterator<Item = Range<usize>> + 'a> = match &self.anchor {
            None => Box::new(lines::lines(text, lines::start_near(text, from))),
            Some(_) => Box::new(std::iter::empty()),
        };
        let places = self.anchor.as_ref().map(|anchor| Places::new(anchor, text, from, self.folding()));
        Search { scan: self, text, places, lines, found: VecDeque::new() }
    }

    /// The hits in a part of a text, folded as a whole; `is_meant` says of which letters, by the bytes that they come from.
    fn in_part(
        &self,
        text: &str,
        part: Range<usize>,
        anchor: usize,
        is_meant: impl Fn(Range<usize>) -> bool,
        found: &mut VecDeque<Range<usize>>,
    ) {
        let start = part.start;
        let words = text.get(part).unwrap_or_default();
        let folded = self.folding().fold(words);
        let letters = Folds::new(&folded, words);
        let Some(c) = self.sought.letters().nth(anchor) else { return };
        for (at, _) in folded.text().match_indices(c) {
            let source = folded.source(at..at + c.len_utf8());
            if is_meant(start + source.start..start + source.end)
                && let Some(hit) = in_folded(&self.sought, &letters, anchor, at)
            {
                let hit = folded.source(hit);
                found.push_back(start + hit.start..start + hit.end);
            }
        }
    }

    /// As much of the line around a byte as decides about hits with a letter there, cut where folding may begin and end.
    fn around(&self, text: &str, at: usize) -> Range<usize> {
        let count = self.sought.len() + MORE;
        let line = lines::start_near(text, at)..lines::end(text, at);
        let before = text.get(line.start..at).unwrap_or_default();
        let start = self.solid(before.char_indices().rev()).nth(count).map_or(line.start, |(n, _)| line.start + n);
        let after = text.get(at..line.end).unwrap_or_default();
        let end = self.solid(after.char_indices()).nth(count).map_or(line.end, |(n, _)| at + n);
        start..end
    }
}

/// Looking for it.
pub(super) struct Search<'a> {
    scan: &'a Scan,
    text: &'a str,
    /// The places at which the letter is written, if there is one to look for.
    places: Option<Places<'a>>,
    /// The lines that are still to be folded, where there is no letter to look for.
    lines: Box<dyn Iterator<Item = Range<usize>> + 'a>,
    /// Hits that were found with the last one.
    found: VecDeque<Range<usize>>,
}

impl Search<'_> {
    pub(super) fn next(&mut self) -> Option<Range<usize>> {
        while self.found.is_empty() {
            if let Some(places) = &mut self.places {
                let anchor = places.anchor().number;
                let at = places.next()?;
                match self.scan.sought.at(&Written::new(self.text, &self.scan.kinds), anchor, at) {
                    Ok(None) => {}
                    Ok(hit) => return hit,
                    Err(Unclear) => self.look_closely(anchor, at),
                }
            } else {
                let line = self.lines.next()?;
                self.scan.in_part(self.text, line, self.scan.sought.core(), |_| true, &mut self.found);
            }
        }
        self.found.pop_front()
    }

    /// Looks at a place with the words around it folded as a whole.
    fn look_closely(&mut self, anchor: usize, at: usize) {
        let part = self.scan.around(self.text, at);
        let is_meant = |source: Range<usize>| source.contains(&at);
        self.scan.in_part(self.text, part, anchor, is_meant, &mut self.found);
    }
}
