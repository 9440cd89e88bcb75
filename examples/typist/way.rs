//! A way through a text: the places that it passes, and what is pressed from each to the next.

use std::collections::HashMap;
use std::ops::Range;

use hashiya::annotation::schema::EdgeRules;

/// Where the cursor is, and what is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Place {
    pub cursor: usize,
    /// Where the selection began.
    pub anchor: Option<usize>,
    /// Whether plain motions extend it.
    pub is_sticky: bool,
}

impl Place {
    /// The cursor at a byte, nothing selected.
    pub(crate) fn at(cursor: usize) -> Self {
        Self { cursor, anchor: None, is_sticky: false }
    }
}

/// What is wanted of a place.
#[derive(Debug, Clone)]
pub(crate) enum Goal {
    /// A tag key tags these bytes, by these rules.
    Tag(Range<usize>, EdgeRules),
    /// Enter takes these bytes.
    Words(Range<usize>),
    /// The cursor stands in these bytes, and nothing is selected.
    Cursor(Range<usize>),
}

impl Goal {
    /// The bytes that it is about.
    pub(crate) fn range(&self) -> &Range<usize> {
        match self {
            Self::Tag(range, _) | Self::Words(range) | Self::Cursor(range) => range,
        }
    }
}

/// A way: what is pressed, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    /// What is pressed.
    pub presses: Vec<Press>,
    /// How many of them come before anything is selected.
    pub moves: usize,
    /// Where the cursor is after those.
    pub stop: usize,
    /// What is selected in the end.
    pub selected: Option<Range<usize>>,
}

/// How sure the motions of a way must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// All of them.
    Bold,
    /// Only those by word and by letter.
    Careful,
}

/// How a place was reached: by how many keys in all, from where, and by which.
pub(crate) struct Reached {
    pub cost: usize,
    pub by: Option<(Place, Press)>,
}

/// What is pressed for one step of a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Press {
    /// Keys as a keymap spells them.
    Keys(String),
    /// The key that puts letters on words, and the letters of the word that begins here.
    Leap { to: usize, letters: usize },
}

impl Press {
    /// How many keys these are.
    pub(crate) fn length(&self) -> usize {
        match self {
            Self::Keys(keys) => keys.split_whitespace().count(),
            Self::Leap { letters, .. } => 1 + letters,
        }
    }

    /// A key as often as counted.
    pub(crate) fn counted(count: usize, key: &str) -> Self {
        Self::Keys(if count == 1 { key.to_owned() } else { format!("{} {key}", digits(count)) })
    }
}

/// The way back from its end.
pub(crate) fn trace(best: &HashMap<Place, Reached>, end: Place, last: String) -> Way {
    let mut parts: Vec<(bool, Press)> = vec![(false, Press::Keys(last))];
    let mut at = end;
    let mut begun = end.cursor;
    while let Some(Reached { by: Some((before, press)), .. }) = best.get(&at) {
        if at.anchor.is_some() && before.anchor.is_none() {
            begun = before.cursor;
        }
        parts.push((at.anchor.is_none(), press.clone()));
        at = *before;
    }
    parts.reverse();
    let stop = if end.anchor.is_none() { end.cursor } else { begun };
    let moves = parts.iter().rposition(|(is_move, _)| *is_move).map_or(0, |last| last + 1);
    Way { presses: parts.into_iter().map(|(_, press)| press).collect(), moves, stop, selected: None }
}

/// A count, digit by digit.
pub(crate) fn digits(count: usize) -> String {
    count.to_string().chars().map(String::from).collect::<Vec<_>>().join(" ")
}

/// A character as a key is spelled.
pub(crate) fn spelled(c: char) -> String {
    if c == ' ' { "space".to_owned() } else { c.to_string() }
}
