//! A bar of keys: the keys of a place, the most important first, in one row or two.
//!
//! What has no room in the last row is left out, the least important first; what must stay, such as the way out, always has
//! room: at worst its keys alone.

use std::ops::Range;
use std::rc::Rc;

use ratatui::style::Style;

use crate::session::Command;
use crate::tui::view::pieces::Pieces;

/// Between two hints.
const GAP: &str = "  ";

/// Between two keys that stand without what they do.
const NARROW_GAP: &str = " ";

/// Keys and what they do.
#[derive(Debug, Clone)]
pub(crate) struct Hint {
    /// The command.
    pub command: Command,
    /// The keys.
    pub keys: Pieces,
    /// The keys and, after a space, what they do.
    pub whole: Pieces,
}

/// The hints of a place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bar {
    /// The most important first.
    pub hints: Vec<Rc<Hint>>,
    /// What is never left out; comes last.
    pub kept: Vec<Rc<Hint>>,
}

impl Bar {
    /// How many rows of `width` columns the bar takes, at most `most`.
    pub(crate) fn height(&self, width: u16, most: usize) -> u16 {
        u16::try_from(self.broken(width, most).len()).unwrap_or(u16::MAX)
    }

    /// Breaks the bar between its hints into at most `most` rows of `width` columns.
    pub(crate) fn rows(&self, width: u16, most: usize) -> Vec<BarRow> {
        self.broken(width, most).iter().map(Row::set).collect()
    }

    fn broken(&self, width: u16, most: usize) -> Vec<Row<'_>> {
        let mut filling = Filling::new(width, most);
        if self.hints.iter().chain(&self.kept).all(|hint| filling.add(Row::of(hint, &hint.whole))) {
            return filling.rows;
        }
        let kept = Row::joined(self.kept.iter().map(|hint| Row::of(hint, &hint.whole)), GAP);
        let keys = || Row::joined(self.kept.iter().map(|hint| Row::of(hint, &hint.keys)), NARROW_GAP);
        let kept = if kept.width <= width { kept } else { keys() };
        let mut filling = Filling { reserved: kept.width + columns(GAP), ..Filling::new(width, most) };
        let _full = self.hints.iter().all(|hint| filling.add(Row::of(hint, &hint.whole)));
        filling.reserved = 0;
        filling.add(kept);
        filling.rows
    }
}

/// A row of a bar as it is drawn.
#[derive(Debug, Clone, Default)]
pub(crate) struct BarRow {
    /// What it shows.
    pub line: Pieces,
    /// Where the keys stand in it, in columns from its start, and what they do.
    pub keys: Vec<(Range<u16>, Command)>,
}

/// What stands beside each other in a row, each with what is before it.
#[derive(Debug, Default)]
struct Row<'a> {
    hints: Vec<Placed<'a>>,
    width: u16,
}

/// A hint in a row: what is before it, and how much of it is shown.
#[derive(Debug)]
struct Placed<'a> {
    gap: &'static str,
    shown: &'a Pieces,
    command: &'a Command,
}

impl<'a> Row<'a> {
    fn of(hint: &'a Hint, shown: &'a Pieces) -> Self {
        Self { hints: vec![Placed { gap: "", shown, command: &hint.command }], width: shown.width() }
    }

    fn joined(all: impl Iterator<Item = Self>, gap: &'static str) -> Self {
        let mut row = Self::default();
        all.for_each(|hint| row.append(hint, gap));
        row
    }

    fn append(&mut self, other: Self, gap: &'static str) {
        let gap = if self.width == 0 { "" } else { gap };
        self.width += columns(gap) + other.width;
        let first = self.hints.len();
        self.hints.extend(other.hints);
        if let Some(hint) = self.hints.get_mut(first) {
            hint.gap = gap;
        }
    }

    fn set(&self) -> BarRow {
        let mut row = BarRow::default();
        for hint in &self.hints {
            let from = row.line.add(hint.gap, Style::new()).width();
            row.line.append(hint.shown);
            row.keys.push((from..row.line.width(), hint.command.clone()));
        }
        row
    }
}

/// Rows that are being filled from the first to the last.
struct Filling<'a> {
    width: u16,
    /// Columns of the last row that stay free.
    reserved: u16,
    most: usize,
    rows: Vec<Row<'a>>,
}

impl<'a> Filling<'a> {
    fn new(width: u16, most: usize) -> Self {
        Self { width, reserved: 0, most, rows: vec![Row::default()] }
    }

    /// Adds a hint to the last row, or begins another one; returns whether it had room.
    fn add(&mut self, hint: Row<'a>) -> bool {
        if self.rows.last().is_some_and(|row| !self.has_room(row, &hint)) && self.rows.len() < self.most {
            self.rows.push(Row::default());
        }
        let fits = self.rows.last().is_some_and(|row| self.has_room(row, &hint));
        if let Some(row) = self.rows.last_mut().filter(|row| fits || row.width == 0 && self.reserved == 0) {
            row.append(hint, GAP);
        }
        fits
    }

    fn has_room(&self, row: &Row<'_>, hint: &Row<'_>) -> bool {
        let reserved = if self.rows.len() >= self.most { self.reserved } else { 0 };
        let gap = if row.width == 0 { 0 } else { columns(GAP) };
        row.width + gap + hint.width <= self.width.saturating_sub(reserved)
    }
}

/// Columns of a gap, which is of spaces.
fn columns(gap: &str) -> u16 {
    u16::try_from(gap.len()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(keys: &str, does: &str) -> Rc<Hint> {
        let mut hint = Hint { command: Command::Tag(does.to_owned()), keys: Pieces::default(), whole: Pieces::default() };
        hint.keys.add(keys, Style::new());
        hint.whole.add(&format!("{keys} {does}"), Style::new());
        Rc::new(hint)
    }

    fn rows(width: u16) -> Vec<String> {
        let hints = [("a", "actor"), ("l", "location"), ("d", "delete"), ("u", "undo"), ("m", "note")];
        let bar = Bar {
            hints: hints.iter().map(|(keys, does)| hint(keys, does)).collect(),
            kept: vec![hint("?", "help"), hint("q", "back")],
        };
        let rows = bar.rows(width, 2);
        assert!(rows.iter().all(|row| row.line.width() <= width.max(4)), "{width}");
        assert_eq!(usize::from(bar.height(width, 2)), rows.len());
        rows.iter().map(|row| row.line.text()).collect()
    }

    #[test]
    fn a_row_says_where_its_keys_stand() {
        let bar = Bar { hints: vec![hint("a", "actor"), hint("l", "location")], kept: vec![hint("q", "back")] };
        let does = |name: &str| Command::Tag(name.to_owned());
        let rows: Vec<_> = bar.rows(20, 2).into_iter().map(|row| row.keys).collect();
        assert_eq!(rows, [vec![(0..7, does("actor")), (9..19, does("location"))], vec![(0..6, does("back"))]]);
    }

    #[test]
    fn keys_wrap_and_what_is_least_important_is_left_out_before_help_and_the_way_out() {
        assert_eq!(rows(80), ["a actor  l location  d delete  u undo  m note  ? help  q back"]);
        assert_eq!(rows(40), ["a actor  l location  d delete  u undo", "m note  ? help  q back"]);
        assert_eq!(rows(28), ["a actor  l location", "d delete  ? help  q back"]);
        assert_eq!(rows(20), ["a actor  l location", "? help  q back"]);
    }

    #[test]
    fn in_the_narrowest_bar_the_keys_of_help_and_the_way_out_stand_alone() {
        assert_eq!(rows(10), ["a actor", "? q"]);
        assert_eq!(rows(4), ["", "? q"]);
    }
}
