//! A picker: a list of items with a line above it, whose words narrow the list as they are typed.
//!
//! What is called what is typed comes first, then what begins with it, then what has a word that begins with it, then the
//! rest, each in its own order. Where nothing has the words, what has their letters in this order does.

use std::cmp::Ordering;

use super::filter::{Filter, folded};
use super::line::{Line, Touched};
use super::list::{List, Order, Rows, Way};
use crate::session::command::Command;
use crate::session::pointer::Pointer;

/// Something to pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<T> {
    /// What is shown.
    pub text: String,
    /// What the typed words are compared to, such as its names, a line each.
    pub sought: String,
    /// What is shown beside it, such as its keys.
    pub detail: String,
    /// What picking it gives.
    pub value: T,
}

/// Tells what a command did to a picker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked<T> {
    /// An item was picked.
    Item(T),
    /// It was closed without one.
    Nothing,
    /// It goes on.
    Open,
    /// The command means nothing here.
    Unknown,
}

/// A list of items and the line that narrows it.
#[derive(Debug, Clone)]
pub struct Picker<T> {
    items: Items<T>,
    line: Line,
    list: List<Nearness>,
}

/// The items, as the list knows them.
#[derive(Debug, Clone)]
struct Items<T> {
    all: Vec<Item<T>>,
    folded: Vec<String>,
    /// How far each item is from what is typed, the nearest 0; none where it has nothing of it.
    far: Vec<Option<usize>>,
}

/// The one key of a picker's list: how near an item is to what is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nearness;

impl<T> Rows for Items<T> {
    type Key = Nearness;

    fn count(&self) -> usize {
        self.all.len()
    }

    fn holds(&self, row: usize, _filter: &Filter) -> bool {
        self.far.get(row).copied().flatten().is_some()
    }

    fn compare(&self, one: usize, other: usize, _: Nearness) -> Ordering {
        self.far.get(one).cmp(&self.far.get(other))
    }
}

impl<T: Clone> Picker<T> {
    /// Returns a picker of items, in the order in which they are shown while nothing is typed.
    pub fn new(items: Vec<Item<T>>) -> Self {
        let folded: Vec<String> = items.iter().map(|item| folded(&item.sought)).collect();
        let far = vec![Some(0); items.len()];
        let items = Items { all: items, folded, far };
        let mut list = List::default();
        list.refresh(&items);
        Self { items, line: Line::default(), list }
    }

    /// Returns what is typed.
    pub fn line(&self) -> &Line {
        &self.line
    }

    /// Returns the list of items.
    pub fn list(&self) -> &List<Nearness> {
        &self.list
    }

    /// Returns an item by its row.
    pub fn item(&self, row: usize) -> Option<&Item<T>> {
        self.items.all.get(row)
    }

    /// Returns the item under the cursor.
    pub fn current(&self) -> Option<&Item<T>> {
        self.item(self.list.current()?)
    }

    /// Sets how many items have room on screen.
    pub fn resize(&mut self, height: usize) {
        self.list.resize(height);
    }

    /// Takes what the mouse did; returns whether the item at hand is to be picked.
    pub fn point(&mut self, pointer: Pointer) -> bool {
        self.list.point(pointer)
    }

    /// Performs a command: those of typing go to the line, motions up and down to the list.
    pub fn update(&mut self, command: &Command) -> Picked<T> {
        match command {
            Command::Accept => return self.current().map_or(Picked::Open, |item| Picked::Item(item.value.clone())),
            Command::Cancel => return Picked::Nothing,
            _ => {}
        }
        match (self.line.update(command), command) {
            (Some(Touched::Text), _) => self.narrow(),
            (Some(Touched::Cursor), _) => {}
            (None, Command::Move(motion)) if self.list.go(*motion, 1) => {}
            (None, _) => return Picked::Unknown,
        }
        Picked::Open
    }

    /// Takes a text that is pasted into the line.
    pub fn paste(&mut self, text: &str) {
        self.line.insert(text);
        self.narrow();
    }

    fn narrow(&mut self) {
        let filter = Filter::parse(self.line.text(), &[]);
        let far = |fit: Fit, text: &String| filter.terms().iter().map(|term| fit(text, &term.text)).sum();
        self.items.far = self.items.folded.iter().map(|text| far(distance, text)).collect();
        if self.items.far.iter().all(Option::is_none) {
            self.items.far = self.items.folded.iter().map(|text| far(scattered, text)).collect();
        }
        self.list.narrow(&self.items, filter);
        // Letters may fit again that did not before.
        self.list.refresh(&self.items);
        self.list.order_by(&self.items, Order { key: Nearness, way: Way::Rising });
        self.list.go_to(0);
    }
}

/// How far a text is from another one that is sought in it; none where it is not in it.
type Fit = fn(&str, &str) -> Option<usize>;

/// How far from being a line of a text, or the start of one or of a word, another text is found.
fn distance(text: &str, sought: &str) -> Option<usize> {
    let starts_word =
        |at: usize| text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric());
    text.find(sought)?;
    Some(if text.lines().any(|line| line == sought) {
        0
    } else if text.lines().any(|line| line.starts_with(sought)) {
        1
    } else if text.match_indices(sought).any(|(at, _)| starts_word(at)) {
        2
    } else {
        3
    })
}

/// How many letters of a word of a text are between those of a text that is sought, which begins with the word's first.
fn scattered(text: &str, sought: &str) -> Option<usize> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter_map(|word| letters_between(word, sought)).min()
}

fn letters_between(word: &str, sought: &str) -> Option<usize> {
    let mut letters = word.chars();
    let mut between = 0;
    for (n, letter) in sought.chars().enumerate() {
        let skipped = letters.by_ref().position(|other| other == letter)?;
        if n == 0 && skipped > 0 {
            return None;
        }
        between += skipped;
    }
    Some(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picker(texts: &[&str]) -> Picker<usize> {
        let item = |(value, text): (usize, &&str)| Item {
            text: (*text).to_owned(),
            sought: (*text).to_owned(),
            detail: String::new(),
            value,
        };
        Picker::new(texts.iter().enumerate().map(item).collect())
    }

    fn after(picker: &mut Picker<usize>, commands: &str) -> Picked<usize> {
        commands.split(", ").map(|command| picker.update(&Command::parse(command).unwrap())).last().unwrap()
    }

    #[test]
    fn words_that_begin_an_item_come_first() {
        let mut picker = picker(&["a place", "replace", "place", "undo"]);
        assert_eq!(after(&mut picker, "insert p, insert l"), Picked::Open);
        let shown: Vec<&str> = picker.list().shown().iter().map(|row| &*picker.item(*row).unwrap().text).collect();
        assert_eq!(shown, ["place", "a place", "replace"]);
        assert_eq!(after(&mut picker, "move line_down, accept"), Picked::Item(0));
    }

    #[test]
    fn a_name_comes_before_its_beginning_and_letters_in_order_are_enough_where_nothing_has_the_words() {
        let mut picker = picker(&["delete now", "who\nw", "write w"]);
        assert_eq!(after(&mut picker, "insert w, accept"), Picked::Item(1));
        assert_eq!(after(&mut picker, "erase_line, insert d, insert l, insert t, accept"), Picked::Item(0));
        assert_eq!(after(&mut picker, "erase_back, erase_back, accept"), Picked::Item(0));
        assert_eq!(after(&mut picker, "erase_line, insert l, insert t, accept"), Picked::Open, "no word begins with it");
    }

    #[test]
    fn two_letters_find_an_arabic_name_with_or_without_its_vowel_marks() {
        let mut picker = picker(&["قوات السهل", "مُحَمَّد ناطق"]);
        assert_eq!(after(&mut picker, "insert ح, insert م, accept"), Picked::Item(1));
        picker.paste("x");
        assert_eq!(after(&mut picker, "accept"), Picked::Open, "nothing is there to be picked");
        assert_eq!(after(&mut picker, "erase_line, accept"), Picked::Item(0));
        assert_eq!((after(&mut picker, "cancel"), after(&mut picker, "undo")), (Picked::Nothing, Picked::Unknown));
    }
}
