//! A line of input: the part of it around its cursor, from left to right, and where the cursor is shown.
//!
//! However long the line is, only what can be seen is laid out. The cursor is on a grapheme, or on the empty cell after the
//! last one. What would steer other letters, or end the line, is shown as a token or a picture and steers nothing.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::bidi::{Direction, base_level};
use super::cursor::{self, ScreenSide, Stride};
use super::inline::{self, Symbol};
use super::row::RowPlace;
use super::settings::PageSettings;
use super::typesetter::Typesetter;
use super::visual::PlacedCell;
use crate::language::classes::{is_embedding, is_mark};
use crate::text::paragraph::is_separator;
use crate::text::{Document, grapheme};

/// Bytes on each side of the cursor that decide where a step by the eye leads.
const REACH: usize = 2048;
/// Most bytes of a line that are looked through for its first strong letter.
const LEAD: usize = 4096;
/// The empty cell after the last letter. Unlike a space it does not hang.
const END: char = '\u{A0}';
/// Shown where the line goes on outside of the field.
const MORE: char = '…';

/// A line of input as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What is drawn, from left to right.
    pub symbols: Vec<Symbol>,
    /// Columns that all of it takes.
    pub width: u16,
    /// Column of the cursor, from the left edge of the symbols.
    pub cursor: u16,
    /// Columns that the cursor takes.
    pub columns: u16,
    /// Whether the line runs from right to left, so that it begins at the right edge of its field.
    pub right_to_left: bool,
}

impl Field {
    /// Lays out what fits into `room` columns of a line whose cursor is at byte `cursor`, which is in view.
    ///
    /// Of a line that is too long a quarter of the field stays free for what follows the cursor.
    pub fn of(text: &str, cursor: usize, room: u16) -> Self {
        let cursor = text.floor_char_boundary(cursor);
        let part = in_view(text, cursor, usize::from(room.max(4)));
        let (before, after) = (text.get(part.start..cursor).unwrap_or_default(), text.get(cursor..part.end).unwrap_or_default());
        let mut shown = String::new();
        shown.extend((part.start > 0).then_some(MORE));
        shown.push_str(&inline::harmless(before));
        let at = shown.len();
        shown.push_str(&inline::harmless(after));
        shown.push(if part.end < text.len() { MORE } else { END });
        Self::lay_out(&shown, at, direction(text))
    }

    fn lay_out(shown: &str, at: usize, direction: Direction) -> Self {
        let document = Document::from(shown);
        let mut typesetter = Typesetter::new(PageSettings { width: u16::MAX, direction, ..PageSettings::default() });
        let row = typesetter.row(&document, RowPlace::default());
        let symbol = |placed: &PlacedCell| Symbol {
            text: row.block.symbol(placed.cell).into(),
            width: row.block.cells().get(placed.cell).map_or(1, |cell| u16::from(cell.width)),
        };
        let (column, columns) = cursor::column_of(&row, at, u16::MAX);
        Self {
            symbols: row.visual.cells.iter().map(symbol).collect(),
            width: row.visual.width,
            cursor: column.saturating_sub(row.indent),
            columns,
            right_to_left: row.block.base() == 1,
        }
    }
}

/// Where a step of the cursor to one side of the screen leads.
pub fn visual_step(text: &str, cursor: usize, side: ScreenSide) -> usize {
    let part = around(text, cursor);
    let mut shown: String = text.get(part.clone()).unwrap_or_default().chars().map(steady).collect();
    shown.push(END);
    let document = Document::from(shown.as_str());
    let settings = PageSettings { width: u16::MAX, direction: direction(text), ..PageSettings::default() };
    let mut typesetter = Typesetter::new(settings);
    let at = cursor - part.start;
    let onward = cursor::onward_side(&mut typesetter, &document, at);
    let at = cursor::visual_step(&mut typesetter, &document, at, Stride { side, onward });
    part.start + grapheme::start_of(text.get(part.clone()).unwrap_or_default(), at.min(part.len()))
}

/// The side of the screen on which a line goes on.
pub fn onwards(text: &str) -> ScreenSide {
    if direction(text) == Direction::RightToLeft { ScreenSide::Left } else { ScreenSide::Right }
}

/// The bytes around a cursor that a motion by words or by the eye looks at.
pub fn around(text: &str, cursor: usize) -> Range<usize> {
    let start = grapheme::start_of(text, cursor.saturating_sub(REACH));
    let end = grapheme::start_of(text, (cursor + REACH).min(text.len()));
    start..end.max(cursor)
}

/// The direction of a whole line, told by its first strong letter, so that no part of it turns round.
fn direction(text: &str) -> Direction {
    let lead = text.get(..text.floor_char_boundary(LEAD)).unwrap_or_default();
    if base_level(lead, Direction::Auto) == 1 { Direction::RightToLeft } else { Direction::LeftToRight }
}

/// A character that steers or ends nothing, as many bytes long.
fn steady(c: char) -> char {
    match (c, c.len_utf8()) {
        _ if !is_separator(c) && !is_embedding(c) => c,
        (_, 1) => '|',
        (_, 2) => '\u{A6}',
        _ => '\u{2423}',
    }
}

/// The bytes of a line that have room, the cursor's among them.
fn in_view(text: &str, cursor: usize, room: usize) -> Range<usize> {
    // Three columns are for what stands at both ends and for a wide letter at one of them.
    let room = room.saturating_sub(3).max(1);
    let ahead = onwards_to(text, cursor, room / 4);
    let behind = back_to(text, cursor, room.saturating_sub(ahead.columns));
    let rest = onwards_to(text, ahead.at, room.saturating_sub(ahead.columns + behind.columns));
    behind.at..rest.at
}

/// A place in a line, and the columns that lead there.
struct Reach {
    at: usize,
    columns: usize,
}

fn onwards_to(text: &str, from: usize, room: usize) -> Reach {
    let mut reach = Reach { at: from, columns: 0 };
    while reach.at < text.len() {
        let next = grapheme::next(text, reach.at);
        let columns = columns(text.get(reach.at..next).unwrap_or_default());
        if reach.columns + columns > room {
            break;
        }
        reach = Reach { at: next, columns: reach.columns + columns };
    }
    reach
}

fn back_to(text: &str, from: usize, room: usize) -> Reach {
    let mut reach = Reach { at: from, columns: 0 };
    while reach.at > 0 {
        let previous = grapheme::previous(text, reach.at);
        let columns = columns(text.get(previous..reach.at).unwrap_or_default());
        if reach.columns + columns > room {
            break;
        }
        reach = Reach { at: previous, columns: reach.columns + columns };
    }
    reach
}

/// Most columns that a grapheme takes in a field; lam with alef, two graphemes, takes fewer than both.
fn columns(grapheme: &str) -> usize {
    let of_one = |c: char| match c {
        _ if is_embedding(c) || c == '\t' => 5,
        _ if is_mark(c) => 0,
        _ => c.width().unwrap_or(1).max(1),
    };
    grapheme.chars().map(of_one).sum::<usize>().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is drawn, the cursor's cell between bars.
    fn shown(text: &str, cursor: usize, room: u16) -> String {
        let field = Field::of(text, cursor, room);
        let mut column = 0;
        let mut out = String::new();
        for symbol in &field.symbols {
            let here = column == field.cursor;
            out.push_str(if here { "⟦" } else { "" });
            out.push_str(&symbol.text);
            out.push_str(if here { "⟧" } else { "" });
            column += symbol.width;
        }
        assert!(field.width <= room.max(4) && column == field.width, "{out} takes {column} of {room}");
        out.replace('\u{A0}', "_")
    }

    #[test]
    fn the_cursor_is_on_a_letter_or_after_the_last_one() {
        assert_eq!(shown("abc", 1, 20), "a⟦b⟧c_");
        assert_eq!(shown("abc", 3, 20), "abc⟦_⟧");
        assert_eq!(shown("abc  ", 5, 20), "abc  ⟦_⟧");
        assert_eq!(shown("", 0, 20), "⟦_⟧");
    }

    #[test]
    fn an_arabic_line_runs_from_the_right_and_its_end_is_at_the_left() {
        assert_eq!(shown("بيت", 0, 20), "_\u{FE96}\u{FEF4}⟦\u{FE91}⟧");
        assert_eq!(shown("بيت", 6, 20), "⟦_⟧\u{FE96}\u{FEF4}\u{FE91}");
        assert_eq!(shown("بيت ", 7, 20), "⟦_⟧ \u{FE96}\u{FEF4}\u{FE91}");
        assert!(Field::of("بيت", 0, 20).right_to_left && !Field::of("x بيت", 0, 20).right_to_left);
    }

    #[test]
    fn of_a_long_line_the_part_around_the_cursor_is_seen() {
        let text = "0123456789".repeat(20);
        assert_eq!(shown(&text, 0, 12), "⟦0⟧12345678…");
        assert_eq!(shown(&text, 100, 12), "…3456789⟦0⟧1…");
        assert_eq!(shown(&text, 200, 12), "…123456789⟦_⟧");
        let arabic = "سلام ".repeat(20);
        for at in (0..=arabic.len()).filter(|at| grapheme::is_edge(&arabic, *at)) {
            assert!(shown(&arabic, at, 12).contains('⟦'), "the cursor is in view at {at}");
        }
    }

    #[test]
    fn what_steers_or_ends_a_line_is_seen_and_does_nothing() {
        assert_eq!(shown("a\u{202E}b", 4, 20), "a‹RLO›⟦b⟧_");
        assert_eq!(shown("a\nb", 2, 20), "a⏎⟦b⟧_");
    }

    #[test]
    fn steps_follow_the_eye() {
        let steps = |text: &str, mut at: usize, side| {
            let mut all = vec![at];
            for _ in 0..4 {
                at = visual_step(text, at, side);
                all.push(at);
            }
            all
        };
        assert_eq!(steps("abc", 0, ScreenSide::Right), [0, 1, 2, 3, 3]);
        assert_eq!(steps("abc", 3, ScreenSide::Left), [3, 2, 1, 0, 0]);
        assert_eq!(steps("بيت", 0, ScreenSide::Left), [0, 2, 4, 6, 6]);
        assert_eq!(steps("بيت", 6, ScreenSide::Right), [6, 4, 2, 0, 0]);
        // From the Latin letter into the Arabic word: the first letter met is the last one read.
        assert_eq!(steps("a بيت", 1, ScreenSide::Right), [1, 6, 4, 2, 8]);
        assert_eq!(steps("a\u{202E}بي", 0, ScreenSide::Right), [0, 1, 6, 4, 8]);
    }
}
