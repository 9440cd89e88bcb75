//! A list: which of its rows are shown, in which order, where the cursor is, and which rows are marked.
//!
//! A row has a number that never changes; what it holds is known only to its owner, who answers as [`Rows`]. The cursor stays
//! with its row when others come, go, or change places. Moving, marking and drawing cost the same however long the list is;
//! a filter that narrows asks only the rows shown.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt::Debug;

use super::filter::Filter;
use crate::session::motion::Motion;
use crate::session::pointer::Pointer;

/// Rows before it is asked again whether what they hold has changed: so many, or an eighth of the list.
const PATIENCE: usize = 64;
/// Rows up to which a list that grows is put into order whenever it does.
const ORDERED_AT_ONCE: usize = 2_000;

/// What a list must know of its rows.
pub trait Rows {
    /// What rows can be ordered by.
    type Key: Copy + PartialEq + Debug;

    /// Returns how many rows there are.
    fn count(&self) -> usize;

    /// Returns whether a row holds every word of a filter.
    fn holds(&self, row: usize, filter: &Filter) -> bool;

    /// Compares two rows by a key.
    fn compare(&self, one: usize, other: usize, key: Self::Key) -> Ordering;
}

/// Which end of an order comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The least first.
    Rising,
    /// The greatest first.
    Falling,
}

impl Way {
    /// Returns the other way round.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Rising => Self::Falling,
            Self::Falling => Self::Rising,
        }
    }
}

/// A key and which of its ends comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order<K> {
    /// What is compared.
    pub key: K,
    /// Which end comes first.
    pub way: Way,
}

/// The rows on screen and around it.
#[derive(Debug, Clone)]
pub struct List<K> {
    /// The rows that hold the filter, in order.
    shown: Vec<usize>,
    /// Place of the cursor among them.
    cursor: usize,
    top: usize,
    height: usize,
    filter: Filter,
    /// The first decides; where rows are alike in it, the next; then their numbers.
    orders: Vec<Order<K>>,
    marked: BTreeSet<usize>,
    /// Rows that changed since the list was made.
    changed: usize,
    /// Rows that there were when the list was made, or grew.
    known: usize,
}

impl<K> Default for List<K> {
    fn default() -> Self {
        Self {
            shown: Vec::new(),
            cursor: 0,
            top: 0,
            height: 1,
            filter: Filter::default(),
            orders: Vec::new(),
            marked: BTreeSet::new(),
            changed: 0,
            known: 0,
        }
    }
}

impl<K: Copy + PartialEq + Debug> List<K> {
    /// Returns the rows that hold the filter, in order.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// Returns the row under the cursor, unless no row is shown.
    pub fn current(&self) -> Option<usize> {
        self.shown.get(self.cursor).copied()
    }

    /// Returns the place of the cursor among the rows shown.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns the place of the first row on screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Returns the rows on screen, from the top.
    pub fn on_screen(&self) -> &[usize] {
        let end = self.shown.len().min(self.top + self.height);
        self.shown.get(self.top..end).unwrap_or_default()
    }

    /// Returns the rows on screen, with so many more before and after it.
    pub fn around(&self, more: usize) -> &[usize] {
        let end = self.shown.len().min(self.top + self.height + more);
        self.shown.get(self.top.saturating_sub(more).min(end)..end).unwrap_or_default()
    }

    /// Returns what narrows the list.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Returns what the list is ordered by, the first key first; nothing for the order of the rows' numbers.
    pub fn orders(&self) -> &[Order<K>] {
        &self.orders
    }

    /// Makes the list anew, as after other rows came.
    pub fn refresh(&mut self, rows: &impl Rows<Key = K>) {
        self.known = rows.count();
        self.shown = (0..self.known).filter(|row| self.filter.is_empty() || rows.holds(*row, &self.filter)).collect();
        self.marked.retain(|row| *row < rows.count());
        self.arrange(rows);
    }

    /// Takes rows that have come after the others. They stand at the end until [`List::catch_up`] puts them into the order of
    /// a list that is long.
    pub fn grow(&mut self, rows: &impl Rows<Key = K>) {
        let known = self.known;
        self.known = rows.count();
        let more = (known..rows.count()).filter(|row| self.filter.is_empty() || rows.holds(*row, &self.filter));
        self.shown.extend(more);
        if !self.orders.is_empty() {
            self.changed += 1;
            if self.shown.len() <= ORDERED_AT_ONCE {
                self.catch_up(rows);
            }
        }
    }

    /// Tells that what a row holds has changed. The list follows at once while it is short, and otherwise when many
    /// rows have changed, or with [`List::catch_up`].
    pub fn touch(&mut self, rows: &impl Rows<Key = K>) {
        if self.filter.is_empty() && self.orders.is_empty() {
            return;
        }
        self.changed += 1;
        if rows.count() <= PATIENCE || self.changed > PATIENCE.max(rows.count() / 8) {
            self.keeping_current(|list| list.refresh(rows));
        }
    }

    /// Follows what has changed in its rows, if anything has.
    pub fn catch_up(&mut self, rows: &impl Rows<Key = K>) {
        if self.changed > 0 {
            self.keeping_current(|list| list.refresh(rows));
        }
    }

    /// Narrows the list to rows that hold a filter; the cursor stays with its row if that is shown, else goes to the first.
    pub fn narrow(&mut self, rows: &impl Rows<Key = K>, filter: Filter) {
        let narrows = self.changed == 0 && filter.narrows(&self.filter);
        self.filter = filter;
        let filter = self.filter.clone();
        self.keeping_current(|list| {
            if narrows {
                list.shown.retain(|row| rows.holds(*row, &filter));
            } else {
                list.refresh(rows);
            }
        });
    }

    /// Orders the list by a key, and by the keys before it where rows are alike in it.
    pub fn order_by(&mut self, rows: &impl Rows<Key = K>, order: Order<K>) {
        self.orders.retain(|other| other.key != order.key);
        self.orders.insert(0, order);
        self.keeping_current(|list| list.arrange(rows));
    }

    /// Puts the rows in the order of their numbers again.
    pub fn unorder(&mut self) {
        self.orders.clear();
        self.keeping_current(|list| list.shown.sort_unstable());
    }

    fn arrange(&mut self, rows: &impl Rows<Key = K>) {
        self.changed = 0;
        if !self.orders.is_empty() {
            let orders = &self.orders;
            self.shown.sort_unstable_by(|one, other| compared(rows, orders, *one, *other).then(one.cmp(other)));
        }
        self.go_to(self.cursor);
    }

    /// Changes what is shown; the cursor stays with its row if that is still shown, else goes to the first.
    fn keeping_current(&mut self, change: impl FnOnce(&mut Self)) {
        let current = self.current();
        change(self);
        let place = current.and_then(|row| self.shown.iter().position(|other| *other == row));
        self.go_to(place.unwrap_or(0));
    }

    /// Sets how many rows have room on screen.
    pub fn resize(&mut self, height: usize) {
        self.height = height.max(1);
        self.go_to(self.cursor);
    }

    /// Moves the cursor, and returns whether there is such a motion in a list.
    pub fn go(&mut self, motion: Motion, count: usize) -> bool {
        let page = self.height.saturating_sub(1).max(1);
        self.go_to(match motion {
            Motion::LineUp | Motion::PreviousParagraph => self.cursor.saturating_sub(count),
            Motion::LineDown | Motion::NextParagraph => self.cursor.saturating_add(count),
            Motion::PageUp | Motion::HalfPageUp => self.cursor.saturating_sub(page.saturating_mul(count)),
            Motion::PageDown | Motion::HalfPageDown => self.cursor.saturating_add(page.saturating_mul(count)),
            Motion::DocumentStart | Motion::LineStart => 0,
            Motion::DocumentEnd | Motion::LineEnd => usize::MAX,
            _ => return false,
        });
        true
    }

    /// Puts the cursor on a row, if it is shown.
    pub fn go_to_row(&mut self, row: usize) {
        let place = if self.shown.get(row) == Some(&row) { Some(row) } else { self.shown.iter().position(|other| *other == row) };
        if let Some(place) = place {
            self.go_to(place);
        }
    }

    /// Takes what the mouse did: goes to the row that was pressed, or moves as the wheel turns. Returns whether the row at
    /// hand was pressed again.
    pub fn point(&mut self, pointer: Pointer) -> bool {
        match pointer {
            Pointer::Row(place) => self.go_to(place),
            Pointer::Wheel(rows) => self.go_to(self.cursor.saturating_add_signed(rows)),
            Pointer::Again => return self.current().is_some(),
            Pointer::Press(..) | Pointer::Drag(..) => {}
        }
        false
    }

    /// Puts the cursor on a place among the rows shown, or the last one.
    pub fn go_to(&mut self, place: usize) {
        self.cursor = place.min(self.shown.len().saturating_sub(1));
        // No row stays empty below the list while there are rows above the screen.
        self.top = self.top.min(self.shown.len().saturating_sub(self.height));
        self.top = self.top.clamp((self.cursor + 1).saturating_sub(self.height), self.cursor);
    }

    /// Marks the row under the cursor, or takes its mark away.
    pub fn toggle(&mut self) {
        if let Some(row) = self.current()
            && !self.marked.remove(&row)
        {
            self.marked.insert(row);
        }
    }

    /// Marks all rows that are shown; if they are marked already, takes their marks away.
    pub fn toggle_all(&mut self) {
        if self.shown.iter().all(|row| self.marked.contains(row)) {
            for row in &self.shown {
                self.marked.remove(row);
            }
        } else {
            self.marked.extend(&self.shown);
        }
    }

    /// Marks the rows of which something holds, and no others.
    pub fn mark_where(&mut self, holds: impl Fn(usize) -> bool) {
        self.marked = self.shown.iter().copied().filter(|row| holds(*row)).collect();
    }

    /// Marks the rows of which something holds; the others stay as they are.
    pub fn mark_also(&mut self, holds: impl Fn(usize) -> bool) {
        self.marked.extend(self.shown.iter().copied().filter(|row| holds(*row)));
    }

    /// Lets go of all rows, before the first of others comes.
    pub fn restart(&mut self) {
        self.shown.clear();
        self.marked.clear();
        (self.cursor, self.top, self.changed, self.known) = (0, 0, 0, 0);
    }

    /// Takes all marks away, those of rows that are not shown too.
    pub fn unmark(&mut self) {
        self.marked.clear();
    }

    /// Returns whether a row is marked.
    pub fn is_marked(&self, row: usize) -> bool {
        self.marked.contains(&row)
    }

    /// Returns how many rows are marked.
    pub fn marked(&self) -> usize {
        self.marked.len()
    }

    /// Returns the rows to act on: the marked ones, by number, or the one under the cursor.
    pub fn chosen(&self) -> Vec<usize> {
        if self.marked.is_empty() { self.current().into_iter().collect() } else { self.marked.iter().copied().collect() }
    }
}

fn compared<R: Rows>(rows: &R, orders: &[Order<R::Key>], one: usize, other: usize) -> Ordering {
    let by = |order: &Order<R::Key>| match order.way {
        Way::Rising => rows.compare(one, other, order.key),
        Way::Falling => rows.compare(other, one, order.key),
    };
    orders.iter().map(by).find(|found| found.is_ne()).unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::session::parts::filter::folded;

    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Key {
        Name,
        Size,
    }

    /// Names with sizes; counts how often it is asked.
    struct Texts {
        rows: Vec<(String, usize)>,
        asked: Cell<usize>,
    }

    impl Rows for Texts {
        type Key = Key;

        fn count(&self) -> usize {
            self.rows.len()
        }

        fn holds(&self, row: usize, filter: &Filter) -> bool {
            self.asked.set(self.asked.get() + 1);
            filter.terms().iter().all(|term| folded(&self.rows[row].0).contains(&term.text))
        }

        fn compare(&self, one: usize, other: usize, key: Key) -> Ordering {
            match key {
                Key::Name => self.rows[one].0.cmp(&self.rows[other].0),
                Key::Size => self.rows[one].1.cmp(&self.rows[other].1),
            }
        }
    }

    fn texts(rows: &[(&str, usize)]) -> Texts {
        Texts { rows: rows.iter().map(|(name, size)| ((*name).to_owned(), *size)).collect(), asked: Cell::new(0) }
    }

    fn list(texts: &Texts) -> List<Key> {
        let mut list = List::default();
        list.resize(3);
        list.refresh(texts);
        list
    }

    fn names<'a>(list: &List<Key>, texts: &'a Texts) -> Vec<&'a str> {
        list.shown().iter().map(|row| &*texts.rows[*row].0).collect()
    }

    #[test]
    fn a_filter_narrows_as_it_is_typed_and_the_cursor_stays_with_its_row() {
        let texts = texts(&[("alif", 1), ("ba", 2), ("bahr", 3), ("bayt", 4)]);
        let mut list = list(&texts);
        list.go(Motion::LineDown, 2);
        for (typed, shown) in
            [("b", vec!["ba", "bahr", "bayt"]), ("ba h", vec!["bahr"]), ("", vec!["alif", "ba", "bahr", "bayt"])]
        {
            list.narrow(&texts, Filter::parse(typed, &[]));
            assert_eq!((names(&list, &texts), list.current()), (shown, Some(2)), "{typed}");
        }
        list.narrow(&texts, Filter::parse("x", &[]));
        assert_eq!((list.current(), list.chosen(), list.on_screen()), (None, vec![], &[][..]));
        list.narrow(&texts, Filter::parse("bayt", &[]));
        assert_eq!(list.current(), Some(3));
    }

    #[test]
    fn a_letter_more_asks_only_the_rows_that_are_shown() {
        let rows = (0..100_000).map(|n| (format!("text-{n:06}"), n)).collect();
        let texts = Texts { rows, asked: Cell::new(0) };
        let mut list = list(&texts);
        assert_eq!(texts.asked.get(), 0, "without a filter nobody is asked");
        list.narrow(&texts, Filter::parse("99999", &[]));
        assert_eq!((texts.asked.replace(0), list.shown().len()), (100_000, 1));
        list.narrow(&texts, Filter::parse("999999", &[]));
        assert_eq!((texts.asked.get(), list.shown().len()), (1, 0));
    }

    #[test]
    fn rows_alike_in_one_order_keep_the_order_before_it() {
        let texts = texts(&[("ba", 2), ("alif", 2), ("ta", 1), ("tha", 2)]);
        let mut list = list(&texts);
        list.order_by(&texts, Order { key: Key::Name, way: Way::Falling });
        list.order_by(&texts, Order { key: Key::Size, way: Way::Rising });
        assert_eq!(names(&list, &texts), ["ta", "tha", "ba", "alif"]);
        assert_eq!(list.current(), Some(0), "the cursor is still on ba");
        list.order_by(&texts, Order { key: Key::Size, way: Way::Rising.reversed() });
        assert_eq!(names(&list, &texts), ["tha", "ba", "alif", "ta"]);
        list.unorder();
        assert_eq!(names(&list, &texts), ["ba", "alif", "ta", "tha"]);
    }

    #[test]
    fn the_screen_goes_along_with_the_cursor() {
        let texts = texts(&[("a", 0), ("b", 0), ("c", 0), ("d", 0), ("e", 0)]);
        let mut list = list(&texts);
        let mut after = |motion, count| {
            assert!(list.go(motion, count));
            (list.top(), list.cursor(), list.on_screen().len())
        };
        assert_eq!(after(Motion::PageDown, 1), (0, 2, 3));
        assert_eq!(after(Motion::LineDown, 1), (1, 3, 3));
        assert_eq!(after(Motion::PageDown, usize::MAX), (2, 4, 3));
        assert_eq!(after(Motion::LineUp, 3), (1, 1, 3));
        assert_eq!(after(Motion::DocumentStart, 1), (0, 0, 3));
        assert!(!list.go(Motion::NextWord, 1));
        list.go_to_row(4);
        list.resize(50);
        assert_eq!((list.top(), list.cursor(), list.on_screen().len()), (0, 4, 5));
    }

    #[test]
    fn marks_stay_with_rows_that_a_filter_hides() {
        let texts = texts(&[("alif", 0), ("ba", 0), ("bahr", 0)]);
        let mut list = list(&texts);
        assert_eq!(list.chosen(), [0]);
        list.toggle();
        list.narrow(&texts, Filter::parse("b", &[]));
        list.toggle_all();
        assert_eq!(list.chosen(), [0, 1, 2]);
        list.toggle_all();
        assert_eq!((list.chosen(), list.is_marked(1)), (vec![0], false));
        list.unmark();
        assert_eq!(list.chosen(), [1]);
    }

    #[test]
    fn what_changes_in_many_rows_is_followed_when_enough_of_them_have() {
        let mut texts = texts(&[("alif", 2), ("ba", 1)]);
        let mut list = list(&texts);
        list.order_by(&texts, Order { key: Key::Size, way: Way::Rising });
        texts.rows[0].1 = 0;
        list.touch(&texts);
        assert_eq!(names(&list, &texts), ["alif", "ba"]);
        let rows = (0..1000).map(|n| (n.to_string(), 1000 - n)).collect();
        let mut texts = Texts { rows, asked: Cell::new(0) };
        list.refresh(&texts);
        assert_eq!(list.shown()[0], 999);
        texts.rows[500].1 = 0;
        list.touch(&texts);
        assert_eq!(list.shown()[0], 999);
        list.catch_up(&texts);
        assert_eq!(list.shown()[0], 500);
    }
}
