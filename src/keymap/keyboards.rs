//! The keyboards that may be in use: which Latin key a typed letter is, as far as that can be told.
//!
//! The same letter is on different keys of different keyboards: ز is the key of the full stop on the Arabic one and that of
//! C on the Persian one. While more than one may be in use, a letter that they read differently means nothing until somebody
//! says which it is; letters that only some keyboards have rule the others out.

use super::layout::Layout;

/// A keyboard and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keyboard {
    /// The name of its layout.
    pub name: String,
    pub layout: Layout,
}

/// What a typed character is on the keyboards that may be in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading<'a> {
    /// None of them has it.
    Unknown,
    /// All that have it have it on this Latin key.
    Key(char),
    /// They differ: each by its name, with its Latin key.
    Several(Vec<(&'a str, char)>),
}

/// The keyboards that may be in use.
#[derive(Debug, Clone, Default)]
pub(super) struct Keyboards {
    /// Single letters of the user's own, which count before every keyboard.
    own: Vec<Layout>,
    all: Vec<Keyboard>,
    /// Which of them may be in use.
    possible: Vec<usize>,
    /// Whether somebody put them in an order: the first that has a letter is right.
    is_ordered: bool,
}

impl Keyboards {
    /// Keyboards of which any may be in use; or, if somebody put them in an order, the first that has a letter.
    pub(super) fn new(own: Vec<Layout>, all: Vec<Keyboard>, is_ordered: bool) -> Self {
        let possible = (0..all.len()).collect();
        Self { own, all, possible, is_ordered }
    }

    /// Their names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|keyboard| keyboard.name.as_str())
    }

    /// Those of which one is in use, as somebody says or as letters have shown; none if there is no such keyboard.
    pub(super) fn only(&self, name: &str) -> Option<Self> {
        let found = self.all.iter().position(|keyboard| keyboard.name == name)?;
        Some(Self { possible: vec![found], is_ordered: false, ..self.clone() })
    }

    /// What is left of them once a letter was typed that not all have; `None` if it rules none out. A letter that none of
    /// those has that were possible brings all others back: another keyboard is in use now.
    pub(super) fn hearing(&self, typed: char) -> Option<Self> {
        if self.is_ordered || !typed.is_alphabetic() || self.own(typed).is_some() {
            return None;
        }
        let having = |among: &[usize]| -> Vec<usize> {
            let has = |place: &usize| self.all.get(*place).is_some_and(|keyboard| keyboard.layout.latin(typed).is_some());
            among.iter().copied().filter(has).collect()
        };
        let mut possible = having(&self.possible);
        if possible.is_empty() {
            possible = having(&(0..self.all.len()).collect::<Vec<_>>());
        }
        let is_news = !possible.is_empty() && possible != self.possible;
        is_news.then(|| Self { possible, ..self.clone() })
    }

    /// What a typed character is.
    pub(super) fn read(&self, typed: char) -> Reading<'_> {
        if let Some(latin) = self.own(typed) {
            return Reading::Key(latin);
        }
        let reading = |keyboard: &'_ Keyboard| keyboard.layout.latin(typed);
        let mut readings: Vec<(&str, char)> =
            self.possible().filter_map(|keyboard| Some((keyboard.name.as_str(), reading(keyboard)?))).collect();
        if readings.is_empty() {
            // A digit or a sign of another keyboard.
            readings = self.all.iter().filter_map(|keyboard| Some((keyboard.name.as_str(), reading(keyboard)?))).collect();
        }
        match readings.as_slice() {
            [] => Reading::Unknown,
            [(_, first), rest @ ..] if self.is_ordered || rest.iter().all(|(_, latin)| latin == first) => Reading::Key(*first),
            _ => Reading::Several(readings),
        }
    }

    /// The Latin key whose one press sends two characters.
    pub(super) fn joined(&self, first: char, second: char) -> Option<char> {
        let own = self.own.iter().find_map(|layout| layout.joined(first, second));
        own.or_else(|| self.possible().find_map(|keyboard| keyboard.layout.joined(first, second)))
    }

    /// The letter that a Latin key types, for showing it: on the first keyboard that has one.
    pub(super) fn other_letter(&self, latin: char) -> Option<char> {
        let own = self.own.iter().find_map(|layout| layout.other_letter(latin));
        own.or_else(|| self.possible().find_map(|keyboard| keyboard.layout.other_letter(latin)))
    }

    fn own(&self, typed: char) -> Option<char> {
        self.own.iter().find_map(|layout| layout.latin(typed))
    }

    fn possible(&self) -> impl Iterator<Item = &Keyboard> {
        self.possible.iter().filter_map(|place| self.all.get(*place))
    }
}
