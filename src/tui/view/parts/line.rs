//! A line of input with its cursor, in one row.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::layout::field::Field;
use crate::session::parts::Line;
use crate::tui::theme::Theme;
use crate::tui::view::frame::Frame;

/// Most columns of a field: a right-to-left line begins at its right edge, which should not be far away.
const WIDEST: u16 = 60;

/// Draws a line in the first row of an area, over what is there; a right-to-left line from the right.
pub(crate) fn draw(frame: &mut Frame<'_>, area: Rect, line: &Line, theme: Theme) {
    let area = frame.first(area, WIDEST);
    let width = area.width;
    let field = Field::of(line.text(), line.cursor(), width);
    let from = area.x + if field.right_to_left { width.saturating_sub(field.width) } else { 0 };
    let mut column = from;
    for symbol in &field.symbols {
        if column + symbol.width > area.x + width {
            break;
        }
        if let Some(cell) = frame.buffer_mut().cell_mut((column, area.y)) {
            // The empty cell at the end is a no-break space.
            cell.set_symbol(if symbol.text == "\u{A0}" { " " } else { &symbol.text });
        }
        column += symbol.width;
    }
    cursor(frame, Rect { x: from + field.cursor, width: field.columns, height: 1, ..area }.intersection(area), theme);
}

/// Marks the cells of the cursor; where the bar is in reverse video, by the lack of it.
fn cursor(frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    let style = if theme.has_colours() { theme.cursor() } else { Style::new().remove_modifier(Modifier::all()) };
    for place in area.positions() {
        if let Some(cell) = frame.buffer_mut().cell_mut(place) {
            cell.set_style(style);
        }
    }
}
