//! Lines of the bars: pieces of text in styles, each set in its own direction, cut to the width there is.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::layout::{Symbol, inline};

/// A line being put together, left to right.
#[derive(Debug, Clone, Default)]
pub(super) struct Pieces {
    symbols: Vec<(Symbol, Style)>,
    width: u16,
}

impl Pieces {
    /// Adds a text in a style. The blanks before and after it stay on the left and on the right of it, whatever its
    /// direction: they keep pieces apart.
    pub(super) fn add(&mut self, text: &str, style: Style) -> &mut Self {
        let words = text.trim_matches(' ');
        let (before, after) = text.split_once(words).unwrap_or((text, ""));
        for symbol in [before, words, after].into_iter().flat_map(inline) {
            self.width = self.width.saturating_add(symbol.width);
            self.symbols.push((symbol, style));
        }
        self
    }

    /// Adds what another line holds.
    pub(super) fn append(&mut self, other: &Self) -> &mut Self {
        self.symbols.extend_from_slice(&other.symbols);
        self.width = self.width.saturating_add(other.width);
        self
    }

    /// What it shows, from the left.
    #[cfg(test)]
    pub(super) fn text(&self) -> String {
        self.symbols.iter().map(|(symbol, _)| symbol.text.as_str()).collect()
    }

    /// Columns it takes.
    pub(super) fn width(&self) -> u16 {
        self.width
    }

    /// Cuts it to so many columns.
    pub(super) fn cut(&mut self, width: u16) {
        while self.width > width {
            let Some((symbol, _)) = self.symbols.pop() else { return };
            self.width -= symbol.width;
        }
    }

    /// Cuts it to so many columns in its middle: of something to tell, what it is about is at one end, and why at the other.
    pub(super) fn cut_middle(&mut self, width: u16) {
        if self.width <= width {
            return;
        }
        let room = width.saturating_sub(1);
        let mut end: Vec<(Symbol, Style)> = Vec::new();
        let mut taken = 0;
        while let Some((symbol, _)) = self.symbols.last().filter(|(symbol, _)| taken + symbol.width <= room / 3 * 2) {
            taken += symbol.width;
            self.width -= symbol.width;
            end.extend(self.symbols.pop());
        }
        self.cut(room - taken);
        self.add("…", Style::new());
        self.width += taken;
        self.symbols.extend(end.into_iter().rev());
    }

    /// Draws it in the first row of an area, from the left, over a background; what has no room is cut off.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, background: Style) {
        self.draw_from(frame, area, area.x, background);
    }

    /// Draws it at the right end of an area, without a background.
    pub(super) fn draw_right(&self, frame: &mut Frame<'_>, area: Rect, background: Style) {
        let width = self.width.min(area.width);
        let right = Rect { x: area.x + area.width - width, width, ..area };
        self.draw_from(frame, right, right.x, background);
    }

    /// Draws it over what is in the first row of an area, from the left.
    pub(super) fn draw_over(&self, frame: &mut Frame<'_>, area: Rect) {
        self.put(frame, area, area.x);
    }

    fn draw_from(&self, frame: &mut Frame<'_>, area: Rect, x: u16, background: Style) {
        if area.height == 0 || area.width == 0 {
            return;
        }
        let row = Rect { height: 1, ..area };
        for column in row.columns() {
            if let Some(cell) = frame.buffer_mut().cell_mut((column.x, column.y)) {
                cell.reset();
                cell.set_style(background);
            }
        }
        self.put(frame, area, x);
    }

    fn put(&self, frame: &mut Frame<'_>, area: Rect, x: u16) {
        let mut column = x;
        for (symbol, style) in &self.symbols {
            if column + symbol.width > area.x + area.width {
                break;
            }
            if let Some(cell) = frame.buffer_mut().cell_mut((column, area.y)) {
                cell.set_symbol(&symbol.text).set_style(*style);
            }
            column += symbol.width;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(texts: &[&str]) -> String {
        let mut pieces = Pieces::default();
        for text in texts {
            pieces.add(text, Style::new());
        }
        pieces.text()
    }

    #[test]
    fn the_blank_between_two_pieces_stays_between_them_in_both_directions() {
        assert_eq!(shown(&["u", " undo", "  ", "q"]), "u undo  q");
        assert_eq!(shown(&["u", " تراجع", "  ", "q"]), "u \u{FECA}\u{FE9F}\u{FE8D}\u{FEAE}\u{FE97}  q");
        assert_eq!(shown(&["  ملاحظة ", "x"]).chars().take(2).collect::<String>(), "  ");
        assert_eq!((shown(&["   "]), shown(&[""])), ("   ".into(), String::new()));
    }
}
