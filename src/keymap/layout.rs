//! Arabic keyboard layouts: what a key types there, and the Latin key of the same place.
//!
//! A terminal reports characters, not places: with an Arabic layout active the key marked A arrives as
//! `ش`. A layout leads back from there. Characters that both layouts have (`[`, `<`, `.` …) are never
//! moved, even where the Arabic layout has them on another key: they mean what was typed.
//!
//! **Lam with alef** is one key and one ligature. Some systems send it as one character (U+FEFB and its
//! kin), others as two (`ل`, then `ا`), which no program can tell from two keys pressed. Whoever reads
//! the keys knows more: two that arrive in the same instant were one press, and [`Layout::joined`] names
//! the key. Across a slow connection the two may arrive apart, and are then the keys of lam and of alef.

use super::error::Problem;
use super::file::{LayoutFile, LetterPair, PlacedProblem};
use crate::language::classes::{is_mark, is_zero_width};

/// Leads from what an Arabic keyboard types to the Latin keys of the same places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// What is typed by one press, and the Latin key.
    pairs: Vec<(String, char)>,
}

impl Layout {
    /// Makes the layout of a file; every pair that cannot be used is left out and reported.
    pub(super) fn of(file: LayoutFile) -> (Self, Vec<PlacedProblem>) {
        let mut problems = file.problems;
        (Self::from_pairs(&file.pairs, &mut problems), problems)
    }

    /// Makes a layout of pairs; those that cannot be used are left out and reported.
    pub(super) fn from_pairs(pairs: &[LetterPair], problems: &mut Vec<PlacedProblem>) -> Self {
        let mut layout = Self::default();
        for pair in pairs {
            if let Err(problem) = layout.add(&pair.typed.value, &pair.key.value) {
                problems.push((pair.typed.place, problem));
            }
        }
        layout
    }

    fn add(&mut self, typed: &str, key: &str) -> Result<(), Problem> {
        let bad = || Problem::BadPair { typed: typed.to_owned(), key: key.to_owned() };
        let latin = single(key).filter(char::is_ascii_graphic).ok_or_else(bad)?;
        if !matches!(typed.chars().count(), 1 | 2) || typed.is_ascii() {
            return Err(bad());
        }
        if self.pairs.iter().any(|(other, _)| other == typed) {
            return Err(Problem::DuplicatePair(typed.to_owned()));
        }
        self.pairs.push((typed.to_owned(), latin));
        Ok(())
    }

    /// Tells whether the layout has no pairs.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Returns the Latin key of the place where the layout types a character.
    pub fn latin(&self, typed: char) -> Option<char> {
        self.pairs.iter().find(|(text, _)| single(text) == Some(typed)).map(|(_, key)| *key)
    }

    /// Returns the character that the layout types with a Latin key, whatever it is.
    #[cfg(test)]
    pub(super) fn typed(&self, latin: char) -> Option<char> {
        self.pairs.iter().filter(|(_, key)| *key == latin).find_map(|(text, _)| single(text))
    }

    /// Returns the Latin key whose one press the layout sends as two characters.
    pub fn joined(&self, first: char, second: char) -> Option<char> {
        let both = |text: &str| text.chars().eq([first, second]);
        self.pairs.iter().find(|(text, _)| both(text)).map(|(_, key)| *key)
    }

    /// Returns the character that the layout types with a Latin key, for showing it: no vowel mark,
    /// which does not stand alone.
    pub fn other_letter(&self, latin: char) -> Option<char> {
        let shown = |text: &str| single(text).filter(|c| !is_mark(*c) && !is_zero_width(*c));
        self.pairs.iter().filter(|(_, key)| *key == latin).find_map(|(text, _)| shown(text))
    }
}

fn single(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}
