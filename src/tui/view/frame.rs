//! A frame that knows from which side its rows are read: from the left, or, where the screen speaks Arabic, from the right.
//!
//! What a row holds is put together in the order in which it is read; only here and in [`super::pieces`] does that become
//! columns. The text itself knows no such side: it is laid out by its own directions.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::words::Words;

/// The side on which rows begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Side {
    #[default]
    Left,
    Right,
}

impl Side {
    /// The one on which rows of a language begin.
    pub(super) fn of(words: Words) -> Self {
        if words.is_right_to_left() { Self::Right } else { Self::Left }
    }

    /// Columns of an area, counted from where its rows begin; those that it has.
    pub(super) fn columns(self, area: Rect, columns: Range<u16>) -> Rect {
        let (from, to) = (columns.start.min(area.width), columns.end.min(area.width));
        let x = match self {
            Self::Left => area.x + from,
            Self::Right => area.right() - to.max(from),
        };
        Rect { x, width: to.saturating_sub(from), ..area }
    }
}

/// The cells of a frame, and the side on which its rows begin.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    buffer: &'a mut Buffer,
    side: Side,
    cursor: Option<Position>,
}

impl<'a> Frame<'a> {
    /// A frame over cells.
    pub(super) fn new(buffer: &'a mut Buffer, side: Side) -> Self {
        Self { buffer, side, cursor: None }
    }

    /// The same cells for what begins on a side, whatever the screen speaks.
    pub(super) fn beginning(&mut self, side: Side) -> Frame<'_> {
        Frame::new(self.buffer, side)
    }

    /// The side on which rows begin.
    pub(super) fn side(&self) -> Side {
        self.side
    }

    /// The cells.
    pub(super) fn buffer_mut(&mut self) -> &mut Buffer {
        self.buffer
    }

    /// Draws what fills an area, such as a border.
    pub(super) fn render_widget(&mut self, widget: impl Widget, area: Rect) {
        widget.render(area, self.buffer);
    }

    /// Has the terminal show its own cursor at a place.
    pub(super) fn set_cursor_position(&mut self, place: impl Into<Position>) {
        self.cursor = Some(place.into());
    }

    /// Where the terminal is to show its own cursor.
    pub(super) fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// So many columns of an area, where its rows begin.
    pub(super) fn first(&self, area: Rect, columns: u16) -> Rect {
        self.side.columns(area, 0..columns)
    }

    /// So many columns of an area, where its rows end.
    pub(super) fn last(&self, area: Rect, columns: u16) -> Rect {
        self.side.columns(area, area.width.saturating_sub(columns)..area.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_begin_on_the_left_or_on_the_right() {
        let area = Rect::new(10, 2, 40, 1);
        let (mut left, mut right) = (Buffer::empty(area), Buffer::empty(area));
        let (left, right) = (Frame::new(&mut left, Side::Left), Frame::new(&mut right, Side::Right));
        assert_eq!((left.first(area, 5).x, left.last(area, 5).x), (10, 45));
        assert_eq!((right.first(area, 5).x, right.last(area, 5).x), (45, 10));
        assert_eq!((right.first(area, 99), right.last(area, 99)), (area, area));
        let part = |side: Side, columns: Range<u16>| (side.columns(area, columns.clone()).x, side.columns(area, columns).width);
        assert_eq!((part(Side::Left, 2..5), part(Side::Right, 2..5)), ((12, 3), (45, 3)));
        assert_eq!((part(Side::Left, 39..50), part(Side::Right, 39..50)), ((49, 1), (10, 1)));
        assert_eq!((part(Side::Left, 40..50).1, part(Side::Right, 41..50).1), (0, 0), "what was cut off is nowhere");
    }
}
