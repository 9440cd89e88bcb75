//! A bar of keys: the keys of a place, the most important first, in one row or two.
//!
//! What has no room in the last row is left out, the least important first; what must stay, such as the way out, always has
//! room: at worst its keys alone.

use ratatui::style::Style;

use crate::tui::view::pieces::Pieces;

/// Between two hints.
const GAP: &str = "  ";

/// Keys and what they do.
#[derive(Debug, Clone, Default)]
pub struct Hint {
    /// The keys.
    pub keys: Pieces,
    /// What they do, with the space before it.
    pub does: Pieces,
}

impl Hint {
    fn whole(&self) -> Pieces {
        let mut whole = self.keys.clone();
        whole.append(&self.does);
        whole
    }
}

/// The hints of a place.
#[derive(Debug, Clone, Default)]
pub struct Bar {
    /// The most important first.
    pub hints: Vec<Hint>,
    /// What is never left out; comes last.
    pub kept: Vec<Hint>,
}

impl Bar {
    /// Breaks the bar between its hints into at most `most` rows of `width` columns.
    pub fn rows(&self, width: u16, most: usize) -> Vec<Pieces> {
        let all: Vec<Pieces> = self.hints.iter().chain(&self.kept).map(Hint::whole).collect();
        let mut rows = Filling { width, reserved: 0, most, rows: vec![Pieces::default()] };
        if all.iter().all(|hint| rows.add(hint)) {
            return rows.rows;
        }
        let kept = self.kept_row(width);
        let mut rows = Filling { reserved: kept.width() + 2, rows: vec![Pieces::default()], ..rows };
        let _full = all.iter().take(self.hints.len()).all(|hint| rows.add(hint));
        rows.reserved = 0;
        rows.add(&kept);
        rows.rows
    }

    /// What is never left out: with what it does, if that has room.
    fn kept_row(&self, width: u16) -> Pieces {
        let whole = joined(&self.kept.iter().map(Hint::whole).collect::<Vec<_>>(), GAP);
        if whole.width() <= width {
            return whole;
        }
        joined(&self.kept.iter().map(|hint| hint.keys.clone()).collect::<Vec<_>>(), " ")
    }
}

/// Rows that are being filled from the first to the last.
struct Filling {
    width: u16,
    /// Columns of the last row that stay free.
    reserved: u16,
    most: usize,
    rows: Vec<Pieces>,
}

impl Filling {
    /// Adds a hint to the last row, or begins another one; returns whether it had room.
    fn add(&mut self, hint: &Pieces) -> bool {
        if self.rows.last().is_some_and(|row| !self.has_room(row, hint)) && self.rows.len() < self.most {
            self.rows.push(Pieces::default());
        }
        let fits = self.rows.last().is_some_and(|row| self.has_room(row, hint));
        if let Some(row) = self.rows.last_mut().filter(|row| fits || row.width() == 0 && self.reserved == 0) {
            add(row, hint, GAP);
        }
        fits
    }

    fn has_room(&self, row: &Pieces, hint: &Pieces) -> bool {
        let reserved = if self.rows.len() >= self.most { self.reserved } else { 0 };
        let gap = if row.width() == 0 { 0 } else { 2 };
        row.width() + gap + hint.width() <= self.width.saturating_sub(reserved)
    }
}

fn joined(hints: &[Pieces], gap: &str) -> Pieces {
    let mut row = Pieces::default();
    for hint in hints {
        add(&mut row, hint, gap);
    }
    row
}

fn add(row: &mut Pieces, hint: &Pieces, gap: &str) {
    if row.width() > 0 {
        row.add(gap, Style::new());
    }
    row.append(hint);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(keys: &str, does: &str) -> Hint {
        let mut hint = Hint::default();
        hint.keys.add(keys, Style::new());
        hint.does.add(&format!(" {does}"), Style::new());
        hint
    }

    fn rows(width: u16) -> Vec<String> {
        let hints = [("a", "actor"), ("l", "location"), ("d", "delete"), ("u", "undo"), ("m", "note")];
        let bar = Bar {
            hints: hints.iter().map(|(keys, does)| hint(keys, does)).collect(),
            kept: vec![hint("?", "help"), hint("q", "back")],
        };
        let rows = bar.rows(width, 2);
        assert!(rows.iter().all(|row| row.width() <= width.max(4)), "{width}");
        rows.iter().map(Pieces::text).collect()
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
