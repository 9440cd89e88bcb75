//! Lines of the bars: pieces of text in styles, each set in its own direction, cut to the width there is.
//!
//! A line is put together in the order in which it is read. Where rows begin on the right, the first piece is drawn there and
//! each next one on the left of it; within a piece nothing changes but the signs that point along the line.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame::{Frame, Side};
use crate::layout::bidi::{base_level, has_direction, mirror};
use crate::layout::{Direction, Symbol, inline, inline_in};

/// Signs that code puts before or after words, with those that point the other way.
const SIGNS: [(char, char); 5] = [
    ('\u{2192}', '\u{2190}'),
    ('\u{2190}', '\u{2192}'),
    ('\u{25B6}', '\u{25C0}'),
    ('\u{25C0}', '\u{25B6}'),
    ('\u{25CF}', '\u{25CF}'),
];

/// How a piece runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run {
    LeftToRight,
    RightToLeft,
    /// As the line does: blanks, digits, signs.
    AsLine,
}

impl Run {
    fn of(text: &str) -> Self {
        match has_direction(text) {
            false => Self::AsLine,
            true if base_level(text, Direction::Auto) == 1 => Self::RightToLeft,
            true => Self::LeftToRight,
        }
    }
}

/// A text with what is seen of it, from left to right.
#[derive(Debug, Clone)]
struct Piece {
    symbols: Vec<(Symbol, Style)>,
    run: Run,
}

impl Piece {
    /// The place of the symbol that is read last, as far as one can say.
    fn end(&self) -> Option<usize> {
        let last = self.symbols.len().checked_sub(1)?;
        Some(if self.run == Run::RightToLeft { 0 } else { last })
    }

    /// The places of the symbols, in the order in which they are read.
    fn places(&self) -> Box<dyn Iterator<Item = usize>> {
        let places = 0..self.symbols.len();
        if self.run == Run::RightToLeft { Box::new(places.rev()) } else { Box::new(places) }
    }

    /// What is seen of it in a line that runs from right to left. A bar fills as ever: no eighth of a cell is on the right.
    fn turned(&self) -> Cow<'_, [(Symbol, Style)]> {
        if self.run != Run::AsLine {
            return Cow::Borrowed(&self.symbols);
        }
        let text: String = self.symbols.iter().map(|(symbol, _)| symbol.text.as_str()).collect();
        if stays(&text) {
            return Cow::Borrowed(&self.symbols);
        }
        let style = self.symbols.first().map(|(_, style)| *style).unwrap_or_default();
        let text: String = text.chars().map(turn).collect();
        inline_in(&text, Direction::RightToLeft).into_iter().map(|symbol| (symbol, style)).collect()
    }
}

/// A sign as it points in a line that runs the other way.
fn turn(c: char) -> char {
    SIGNS.iter().find(|(sign, _)| *sign == c).map_or(c, |(_, other)| *other)
}

/// Whether a text without a direction is the same in a line of either: blanks, bars, a number or two with a slash (W4), a
/// letter that is no mirror of another.
fn stays(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut letters = text.chars();
    let is_one = letters.next().is_some_and(|c| letters.next().is_none() && turn(c) == c && mirror(c) == c);
    let is_bar = || text.contains(|c| ('\u{2580}'..='\u{2595}').contains(&c));
    is_one || text.bytes().all(|byte| byte == b' ') || text.split('/').all(is_number) || is_bar()
}

/// A line being put together, in the order in which it is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Pieces {
    pieces: Vec<Piece>,
    width: u16,
}

impl Pieces {
    /// Adds a text in a style. The blanks and signs before and after it stay before and after it, whatever its direction:
    /// they keep pieces apart.
    pub(super) fn add(&mut self, text: &str, style: Style) -> &mut Self {
        let words = text.trim_matches(|c| c == ' ' || SIGNS.iter().any(|(sign, _)| *sign == c));
        let (before, after) = text.split_once(words).unwrap_or((text, ""));
        for part in [before, words, after].into_iter().filter(|part| !part.is_empty()) {
            let symbols: Vec<_> = inline(part).into_iter().map(|symbol| (symbol, style)).collect();
            self.width = symbols.iter().fold(self.width, |width, (symbol, _)| width.saturating_add(symbol.width));
            self.pieces.push(Piece { symbols, run: Run::of(part) });
        }
        self
    }

    /// Adds keys as they are engraved and pressed: from left to right whatever the line does, and no bracket is turned round.
    pub(super) fn keys(&mut self, keys: &str, style: Style) -> &mut Self {
        let symbols: Vec<_> = inline_in(keys, Direction::LeftToRight).into_iter().map(|symbol| (symbol, style)).collect();
        self.width = symbols.iter().fold(self.width, |width, (symbol, _)| width.saturating_add(symbol.width));
        self.pieces.push(Piece { symbols, run: Run::LeftToRight });
        self
    }

    /// Adds a figure of a column: its last digit is in the last of so many columns on the right, whatever the line does.
    pub(super) fn figure(&mut self, figure: &str, columns: usize, style: Style) -> &mut Self {
        let mut column = Self::default();
        column.add(&format!("{figure:>columns$}"), style);
        self.append(&column.joined())
    }

    /// Adds what another line holds.
    pub(super) fn append(&mut self, other: &Self) -> &mut Self {
        self.pieces.extend_from_slice(&other.pieces);
        self.width = self.width.saturating_add(other.width);
        self
    }

    /// The same in one piece, which stays as it is set now, from left to right: parts of a text that are in its order.
    pub(super) fn joined(self) -> Self {
        let is_right_to_left = self.pieces.iter().any(|piece| piece.run == Run::RightToLeft);
        let run = if is_right_to_left { Run::RightToLeft } else { Run::LeftToRight };
        let symbols = self.pieces.into_iter().flat_map(|piece| piece.symbols).collect();
        Self { pieces: vec![Piece { symbols, run }], width: self.width }
    }

    /// What it shows where rows begin on the left, from the left.
    #[cfg(test)]
    pub(super) fn text(&self) -> String {
        self.seen(Side::Left)
    }

    /// Columns it takes.
    pub(super) fn width(&self) -> u16 {
        self.width
    }

    /// Cuts it to so many columns, where it ends.
    pub(super) fn cut(&mut self, width: u16) {
        while self.width > width {
            let Some(last) = self.pieces.last_mut() else { return };
            match last.end() {
                Some(end) => self.width -= last.symbols.remove(end).0.width,
                None => drop(self.pieces.pop()),
            }
        }
    }

    /// Cuts it to so many columns in its middle: of something to tell, what it is about is at one end, and why at the other.
    pub(super) fn cut_middle(&mut self, width: u16) {
        if self.width <= width {
            return;
        }
        let room = width.saturating_sub(1);
        let all: Vec<(usize, usize, u16)> = self.columns().collect();
        let (mut end, mut taken) = (all.len(), 0);
        for (at, (_, _, columns)) in all.iter().enumerate().rev() {
            if taken + columns > room / 3 * 2 {
                break;
            }
            taken += columns;
            end = at;
        }
        let mut start = 0;
        for (at, (_, _, columns)) in all.iter().enumerate().take(end) {
            if taken + columns > room {
                break;
            }
            taken += columns;
            start = at + 1;
        }
        self.leave_out(all.get(start..end).unwrap_or_default());
    }

    /// The symbols in the order in which they are read: piece, place in it, columns.
    fn columns(&self) -> impl Iterator<Item = (usize, usize, u16)> {
        let places = |(number, piece): (usize, &Piece)| {
            let columns: Vec<u16> = piece.symbols.iter().map(|(symbol, _)| symbol.width).collect();
            piece.places().map(move |at| (number, at, columns.get(at).copied().unwrap_or_default()))
        };
        self.pieces.iter().enumerate().flat_map(places)
    }

    /// Puts an ellipsis in the place of symbols that are read one after another.
    fn leave_out(&mut self, left_out: &[(usize, usize, u16)]) {
        let Some((first, _)) = left_out.split_first() else { return };
        for (number, piece) in self.pieces.iter_mut().enumerate() {
            let is_out = |at: usize| left_out.iter().any(|(of, place, _)| *of == number && *place == at);
            let symbols = std::mem::take(&mut piece.symbols).into_iter().enumerate();
            let ellipsis = || (Symbol { text: "…".into(), width: 1 }, Style::new());
            piece.symbols = symbols
                .filter_map(|(at, symbol)| match is_out(at) {
                    true if (number, at) == (first.0, first.1) => Some(ellipsis()),
                    true => None,
                    false => Some(symbol),
                })
                .collect();
        }
        self.width = self.columns().map(|(_, _, columns)| columns).sum();
    }

    /// Draws it in the first row of an area, from where rows begin, over a background; what has no room is cut off.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, background: Style) {
        clear(frame, area, background);
        self.draw_over(frame, area);
    }

    /// Draws it where the rows of an area end.
    pub(super) fn draw_last(&self, frame: &mut Frame<'_>, area: Rect, background: Style) {
        self.draw(frame, frame.last(area, self.width), background);
    }

    /// Draws it over what is in the first row of an area, from where rows begin.
    pub(super) fn draw_over(&self, frame: &mut Frame<'_>, area: Rect) {
        if self.width > area.width {
            let mut kept = self.clone();
            kept.cut(area.width);
            return kept.draw_over(frame, area);
        }
        let side = frame.side();
        let mut column = frame.first(area, self.width).x;
        let put = |(symbol, style): &(Symbol, Style)| {
            if let Some(cell) = frame.buffer_mut().cell_mut((column, area.y)) {
                cell.set_symbol(&symbol.text).set_style(*style);
            }
            column += symbol.width;
        };
        self.each(side, put);
    }

    /// What is seen of it, from left to right.
    fn each(&self, side: Side, mut put: impl FnMut(&(Symbol, Style))) {
        match side {
            Side::Left => self.pieces.iter().flat_map(|piece| &piece.symbols).for_each(put),
            Side::Right => self.pieces.iter().rev().for_each(|piece| piece.turned().iter().for_each(&mut put)),
        }
    }

    /// What it shows, from the left.
    #[cfg(test)]
    fn seen(&self, side: Side) -> String {
        let mut seen = String::new();
        self.each(side, |(symbol, _)| seen.push_str(&symbol.text));
        seen
    }
}

/// Clears the first row of an area.
fn clear(frame: &mut Frame<'_>, area: Rect, background: Style) {
    let row = Rect { height: area.height.min(1), ..area };
    for place in row.positions() {
        if let Some(cell) = frame.buffer_mut().cell_mut(place) {
            cell.reset();
            cell.set_style(background);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(texts: &[&str]) -> Pieces {
        let mut pieces = Pieces::default();
        for text in texts {
            pieces.add(text, Style::new());
        }
        pieces
    }

    fn shown(texts: &[&str]) -> String {
        pieces(texts).text()
    }

    /// What is seen where rows begin on the right, from the left.
    fn mirrored(texts: &[&str]) -> String {
        pieces(texts).seen(Side::Right)
    }

    #[test]
    fn the_blank_between_two_pieces_stays_between_them_in_both_directions() {
        assert_eq!(shown(&["u", " undo", "  ", "q"]), "u undo  q");
        assert_eq!(shown(&["u", " تراجع", "  ", "q"]), "u \u{FECA}\u{FE9F}\u{FE8D}\u{FEAE}\u{FE97}  q");
        assert_eq!(shown(&["  ملاحظة ", "x"]).chars().take(2).collect::<String>(), "  ");
        assert_eq!((shown(&["   "]), shown(&[""])), ("   ".into(), String::new()));
    }

    #[test]
    fn from_right_to_left_pieces_stand_in_their_order_and_each_is_set_as_before() {
        assert_eq!(mirrored(&["ctrl-o", " undo", "  ", "q", " back"]), "back q  undo ctrl-o");
        assert_eq!(mirrored(&["u", " تراجع", "  ", "q"]), "q  \u{FECA}\u{FE9F}\u{FE8D}\u{FEAE}\u{FE97} u");
    }

    #[test]
    fn from_right_to_left_brackets_and_signs_that_point_along_the_line_are_turned() {
        assert_eq!(mirrored(&["\u{25B6}a ", "kind \u{2192} ", "words"]), "words \u{2190} kind a\u{25C0}");
        assert_eq!(mirrored(&["(", "cue", ": ", "said", ")"]), "(said :cue)");
        assert_eq!(mirrored(&["\u{25CF}1 ", "x"]), "x 1\u{25CF}");
        assert_eq!(mirrored(&["12/120"]), "12/120");
    }

    #[test]
    fn keys_are_shown_as_they_are_engraved_wherever_rows_begin() {
        for keys in [">", "(", "]", "G .", "ctrl-o", "ظ"] {
            let mut line = Pieces::default();
            line.keys(keys, Style::new()).add(" next", Style::new());
            assert_eq!(
                line.seen(Side::Right),
                format!("next {}", inline(keys).into_iter().map(|symbol| symbol.text).collect::<String>())
            );
        }
    }

    #[test]
    fn figures_of_a_column_end_in_the_same_column_on_both_sides() {
        let line = |figure: &str| {
            let mut line = pieces(&["name "]);
            line.figure(figure, 4, Style::new());
            line
        };
        let mirrored = |line: &Pieces| line.seen(Side::Right);
        assert_eq!((line("7").text(), line("12").text()), ("name    7".into(), "name   12".into()));
        assert_eq!((mirrored(&line("7")), mirrored(&line("12"))), ("   7 name".into(), "  12 name".into()));
    }

    #[test]
    fn what_is_cut_off_is_what_is_read_last() {
        let cut = |texts: &[&str], width: u16| {
            let mut line = pieces(texts);
            line.cut(width);
            line.text()
        };
        assert_eq!(cut(&["u", " undo"], 4), "u un");
        assert_eq!(cut(&["قال بيت"], 4), " \u{FEDD}\u{FE8E}\u{FED7}");
    }

    #[test]
    fn what_is_left_out_in_the_middle_is_neither_the_beginning_nor_the_end() {
        let cut = |texts: &[&str], width: u16| {
            let mut line = pieces(texts);
            line.cut_middle(width);
            assert!(line.width() <= width);
            line.text()
        };
        assert_eq!(cut(&["a file: ", "no space left on device"], 16), "a fil… on device");
        assert_eq!(cut(&["one two three"], 40), "one two three");
        let arabic = cut(&["قال زيد من بيت"], 7);
        assert!(arabic.starts_with('\u{FE96}') && arabic.ends_with('\u{FED7}') && arabic.contains('…'), "{arabic}");
    }
}
