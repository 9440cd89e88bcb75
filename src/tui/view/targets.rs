//! What the mouse can press: where the last frame has keys and rows.
//!
//! A frame says what it draws where, so that a press means what is seen there, whichever way the screen runs.

use std::cell::RefCell;

use ratatui::layout::{Position, Rect};

use crate::session::Command;

/// What a press of the mouse means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A key of a bar: what it does.
    Key(Command),
    /// A row of a list, by its place among the rows that are shown.
    Row(usize),
}

/// What can be pressed on the last frame, and where.
#[derive(Debug, Default)]
pub struct Targets(RefCell<Vec<(Rect, Target)>>);

impl Targets {
    /// What is pressed at a place of the screen; `None` where nothing is.
    pub fn at(&self, column: u16, row: u16) -> Option<Target> {
        let drawn = self.0.borrow();
        // What was drawn later lies over what was drawn before.
        drawn.iter().rev().find(|(area, _)| area.contains(Position { x: column, y: row })).map(|(_, target)| target.clone())
    }

    /// Forgets the last frame.
    pub(super) fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// Takes note of what an area of the frame can be pressed for.
    pub(super) fn put(&self, area: Rect, target: Target) {
        self.0.borrow_mut().push((area, target));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_drawn_later_lies_over_what_was_drawn_before() {
        let targets = Targets::default();
        let row = |x, width| Rect { x, y: 3, width, height: 1 };
        targets.put(row(2, 6), Target::Row(7));
        targets.put(row(4, 2), Target::Key(Command::Help));
        let at = |column| targets.at(column, 3);
        assert_eq!(
            [at(1), at(2), at(4), at(6), at(8)],
            [None, Some(Target::Row(7)), Some(Target::Key(Command::Help)), Some(Target::Row(7)), None]
        );
        targets.clear();
        assert_eq!(at(2), None);
    }
}
