//! A popup: a frame over the screen, with nothing of what lies below it inside.

use ratatui::layout::{Rect, Size};
use ratatui::widgets::{Block, Clear};

use crate::tui::view::frame::Frame;
use crate::tui::view::pieces::Pieces;

/// Smallest area in which a frame has room beside what it holds.
const FRAMED: Size = Size { width: 12, height: 3 };

/// Clears the middle of an area for something of a size, frames it under a title, and returns what is inside.
///
/// Where there is no room for a frame, all of the area is cleared and returned.
pub(crate) fn open(frame: &mut Frame<'_>, area: Rect, size: Size, title: &Pieces) -> Rect {
    if area.width < FRAMED.width || area.height < FRAMED.height {
        frame.render_widget(Clear, area);
        return area;
    }
    let width = size.width.saturating_add(2).min(area.width);
    let height = size.height.saturating_add(2).min(area.height);
    let outer = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    frame.render_widget(Clear, outer);
    let block = Block::bordered();
    let inner = block.inner(outer);
    frame.render_widget(block, outer);
    title.draw_over(frame, Rect { x: outer.x + 2, width: outer.width.saturating_sub(4), height: 1, ..outer });
    inner
}
