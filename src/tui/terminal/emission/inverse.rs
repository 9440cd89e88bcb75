//! `inverse-ltr` and `inverse-auto`: rows are sent in the order from which the terminal's own bidi makes the order
//! wanted. For terminals that reorder and cannot be told not to: Konsole, `PuTTY`, iTerm2, Apple's Terminal, and any
//! terminal with bidi behind a multiplexer, which swallows the sequences of the other modes.
//!
//! Given the level of every cell, the order to send follows: rule L2 undone. The levels are those that the terminal
//! will find in that order; so the two are sought together, from a first guess on, until they agree. A row whose
//! order cannot be found is sent as it stands.
//!
//! VTE mirrors a bracket that it turns round (L4), Konsole does not: where a mark can keep brackets from being turned
//! round, it does. A number to the right of right-to-left letters cannot stand there in a left-to-right line without a mark (LRM)
//! after the letters; marks are sent only where a row needs them, and never to a terminal that guesses the
//! direction: `PuTTY` drops them, mlterm gives each a column.

use std::iter;

use ratatui::buffer::Cell;

use super::entry::{Entry, Mode};
use super::units::{Unit, is_right_to_left};
use crate::layout::bidi::{self, Direction, LineRole, mirror};

/// The first mode in words.
pub(super) const LTR: Entry = Entry {
    mode: Mode::InverseLtr,
    name: "inverse-ltr",
    sentence: "Undoes the terminal's reordering of left-to-right lines: Konsole, iTerm2, Apple's Terminal, VTE in tmux.",
};
/// The second mode in words.
pub(super) const AUTO: Entry = Entry {
    mode: Mode::InverseAuto,
    name: "inverse-auto",
    sentence: "Undoes the reordering of a terminal that guesses each line's direction: PuTTY, mlterm in tmux.",
};

/// The base direction a terminal gives a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// Left to right, whatever stands in it.
    LeftToRight,
    /// By its first strong character (P2, P3).
    Guessed,
}

impl Base {
    /// The base levels to try.
    fn candidates(self) -> &'static [u8] {
        match self {
            Self::LeftToRight => &[0],
            Self::Guessed => &[0, 1],
        }
    }
}

/// Puts a row into the order to send; `None` and an unchanged row where that is the order it has.
pub(super) fn emit(row: &mut [Cell], base: Base) -> Option<Vec<u16>> {
    // Without a right-to-left letter no terminal moves anything: Arabic digits alone stay where they are.
    if !row.iter().flat_map(|cell| cell.symbol().chars()).any(is_right_to_left) {
        return None;
    }
    let units = Unit::of(row);
    let logical = base.candidates().iter().find_map(|level| solve(&units, *level, base))?;
    Some(rearrange(row, &units, &logical))
}

/// Most rounds in which order and levels are brought to agree.
const ROUNDS: usize = 8;
/// Makes what follows it left-to-right, and takes no column.
const LRM: &str = "\u{200E}";

/// What stands in a row: a unit by its number, or a mark, with its characters.
type Item = (Option<usize>, String);

/// Finds the logical row that a terminal of base level `level` shows as `units`.
fn solve(units: &[Unit], level: u8, base: Base) -> Option<Vec<(usize, String)>> {
    let items = || units.iter().enumerate().map(|(n, unit)| (Some(n), unit.symbol.clone())).collect::<Vec<_>>();
    let Base::LeftToRight = base else {
        let found = settle(&items(), level)?.units;
        let sent: String = found.iter().map(|(_, symbol)| symbol.as_str()).collect();
        return (bidi::base_level(&sent, Direction::Auto) == level).then_some(found);
    };
    let is_left_to_right = |c| bidi::strong_level(c) == Some(0);
    let ways: [&dyn Fn() -> Vec<Item>; 4] = [
        &items,
        &|| anchored(items(), is_left_to_right),
        &|| anchored(items(), |c| is_left_to_right(c) || mirror(c) != c),
        &|| marked(items()),
    ];
    let mut mirrored = None;
    for found in ways.iter().filter_map(|way| settle(&way(), level)) {
        if !found.mirrors {
            return Some(found.units);
        }
        mirrored.get_or_insert(found.units);
    }
    mirrored
}

/// An order that leads to the row wanted.
struct Found {
    /// The units in that order, each with the characters to send, the marks with the unit before them.
    units: Vec<(usize, String)>,
    /// Whether the terminal has to mirror a bracket: not all that reorder do.
    mirrors: bool,
}

/// Seeks an order in which a terminal of base level `base` finds the very levels that lead to that order.
fn settle(items: &[Item], base: u8) -> Option<Found> {
    let symbols: Vec<&str> = items.iter().map(|(_, symbol)| symbol.as_str()).collect();
    // By visual place; the first guess takes the row for logical text.
    let mut levels = levels_of(&symbols, base);
    for _ in 0..ROUNDS {
        let order = bidi::visual_order(&levels);
        let symbol = |n: &usize| symbols.get(*n).zip(levels.get(*n)).map(|(symbol, level)| at_level(symbol, *level));
        let sent: Vec<String> = order.iter().filter_map(symbol).collect();
        let mut found = vec![base; symbols.len()];
        for (n, level) in iter::zip(&order, levels_of(&sent, base)) {
            if let Some(place) = found.get_mut(*n) {
                *place = level;
            }
        }
        if found == levels {
            // Reordering by the same levels is undone by reordering once more: the terminal shows the row.
            let mirrors = iter::zip(&order, &sent).any(|(n, sent)| symbols.get(*n) != Some(&sent.as_str()));
            return Some(Found { units: joined(items, &order, sent), mirrors });
        }
        levels = found;
    }
    None
}

/// Puts every mark with the unit before it.
fn joined(items: &[Item], order: &[usize], sent: Vec<String>) -> Vec<(usize, String)> {
    let mut units: Vec<(usize, String)> = Vec::with_capacity(sent.len());
    for (n, symbol) in iter::zip(order, sent) {
        match (items.get(*n).and_then(|(unit, _)| *unit), units.last_mut()) {
            (Some(unit), _) => units.push((unit, symbol)),
            (None, Some((_, before))) => before.push_str(&symbol),
            (None, None) => {}
        }
    }
    units
}

/// The levels a terminal finds in a row of symbols: each that of its first character.
fn levels_of<S: AsRef<str>>(symbols: &[S], base: u8) -> Vec<u8> {
    let text: String = symbols.iter().map(AsRef::as_ref).collect();
    let all = bidi::levels(&text, 0..text.len(), base);
    let starts = symbols.iter().scan(0, |at, symbol| Some(std::mem::replace(at, *at + symbol.as_ref().len())));
    let mut levels: Vec<u8> = starts.map(|start| all.get(start).copied().unwrap_or(base)).collect();
    let roles: Vec<LineRole> = symbols.iter().map(|s| first(s.as_ref()).map_or(LineRole::Other, bidi::role_of)).collect();
    bidi::reset_line(&mut levels, &roles, base);
    levels
}

fn first(symbol: &str) -> Option<char> {
    symbol.chars().next()
}

/// Whether a terminal moves an item: a right-to-left letter or an Arabic digit.
fn moves(item: &Item) -> bool {
    first(&item.1).is_some_and(|c| is_right_to_left(c) || bidi::is_arabic_digit(c))
}

/// Puts a mark after every right-to-left letter and Arabic digit: the last resort, in which nothing moves and each
/// letter is a stretch of its own.
fn marked(items: Vec<Item>) -> Vec<Item> {
    items.into_iter().flat_map(|item| if moves(&item) { vec![item, mark()] } else { vec![item] }).collect()
}

/// Puts a mark after every stretch of right-to-left letters and Arabic digits, up to a character that ends it.
fn anchored(items: Vec<Item>, ends: impl Fn(char) -> bool) -> Vec<Item> {
    let mut anchored = Vec::with_capacity(items.len() + 4);
    let mut end = None;
    for item in items {
        if first(&item.1).is_some_and(&ends) {
            anchor(&mut anchored, end.take());
        }
        let is_moved = moves(&item);
        anchored.push(item);
        end = if is_moved { Some(anchored.len()) } else { end };
    }
    anchor(&mut anchored, end);
    anchored
}

fn anchor(items: &mut Vec<Item>, end: Option<usize>) {
    if let Some(end) = end {
        items.insert(end, mark());
    }
}

fn mark() -> Item {
    (None, LRM.to_owned())
}

/// A symbol as it must be sent to show as it stands at a level (L4).
fn at_level(symbol: &str, level: u8) -> String {
    if level.is_multiple_of(2) { symbol.to_owned() } else { symbol.chars().map(mirror).collect() }
}

/// Moves the cells of a row; returns the column every visual column went to.
fn rearrange(row: &mut [Cell], units: &[Unit], logical: &[(usize, String)]) -> Vec<u16> {
    let seen: Vec<Cell> = row.to_vec();
    let mut columns = vec![0; row.len()];
    let mut sent = 0;
    for (n, symbol) in logical {
        let Some(unit) = units.get(*n) else { continue };
        for offset in 0..unit.width {
            if let (Some(to), Some(from)) = (row.get_mut(sent + offset), seen.get(unit.column + offset)) {
                to.clone_from(from);
                if offset == 0 {
                    to.set_symbol(symbol);
                }
            }
            if let Some(column) = columns.get_mut(unit.column + offset) {
                *column = u16::try_from(sent + offset).unwrap_or(u16::MAX);
            }
        }
        sent += unit.width;
    }
    columns
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::style::{Color, Style};
    use unicode_bidi::{BidiInfo, Level};

    use super::*;

    /// What a terminal shows of what it is sent: its characters in visual order, mirrored, marks dropped.
    fn shown(sent: &str, base: Base) -> String {
        let level = (base == Base::LeftToRight).then(Level::ltr);
        let bidi = BidiInfo::new(sent, level);
        let paragraph = &bidi.paragraphs[0];
        let levels = bidi.reordered_levels_per_char(paragraph, paragraph.range.clone());
        let chars: Vec<char> = sent.chars().collect();
        let order = BidiInfo::reorder_visual(&levels);
        let seen = order.iter().map(|n| if levels[*n].is_rtl() { mirror(chars[*n]) } else { chars[*n] });
        seen.filter(|c| !LRM.contains(*c)).collect()
    }

    fn sent(row: &Buffer) -> String {
        row.content.iter().map(|cell| if cell.symbol().is_empty() { "" } else { cell.symbol() }).collect()
    }

    /// Sends a row; whether the order was found.
    fn send(line: &str, base: Base) -> Option<String> {
        let mut row = Buffer::with_lines([line]);
        emit(&mut row.content, base).map(|_| sent(&row))
    }

    #[test]
    fn a_row_is_sent_so_that_the_terminal_shows_it_as_it_stands() {
        for row in [
            "  ﻥﺎﻛ ﻢﺛ 34,5% (abc 12) ﻢﻟﺎﻌﻟﺎﺑ ﻼﻫﺃ :ﻲﻟ ﻝﺎﻗ",
            "│ ﻝﺎﻗ │ ACTOR [2] ﻢﻟﺎﻌﻟﺍ",
            " ﺢﻳﺭﺍﻮﺼﻟﺍ ﺪﺣﺃ ﻥﺇﻭ 30ﻭ 20",
            " .15/3/2031ﻭ 1/1/2031",
            "( ﻪﻟﺎﻤﻌﺘﺳﺍ ) ﺎﺤﻟﺎﺻ ( ءﺎﻣ )",
            "٪٥٠ [ﺔﻴﺑﺮﻌﻟﺍ]: x=٤٥٦؟ ﺏﺎﺘﻛ",
            "٣א1",
        ] {
            let sent = send(row, Base::LeftToRight).unwrap();
            let seen: String = row.chars().collect();
            assert_eq!(shown(&sent, Base::LeftToRight), seen);
        }
    }

    #[test]
    fn a_terminal_that_guesses_the_direction_is_sent_no_marks() {
        let row = "%38 ﻥﺇ ﻪﻴﻓ ﺖﻟﺎﻗ (ABC) 17,500.25 ﺭﻻﻭﺩ";
        let sent = send(row, Base::Guessed).unwrap();
        assert!(!sent.contains(LRM));
        assert_eq!(shown(&sent, Base::Guessed), row);
        // Right-to-left letters that must stand left of the Latin word that would come first: there is no such order.
        assert_eq!(send("ﻝﻼﻇ ﺱﺎﻴﻘﻟ Shadow", Base::Guessed), None);
    }

    #[test]
    fn styles_and_marks_and_wide_cells_move_with_their_letters() {
        let mut row = Buffer::with_lines(["ﻢﻠَﻗ 漢 x"]);
        row.set_style(ratatui::layout::Rect::new(1, 0, 1, 1), Style::new().bg(Color::Yellow));
        let columns = emit(&mut row.content, Base::LeftToRight).unwrap();
        assert_eq!(row.content[1].symbol(), "ﻠَ");
        assert_eq!(row.content[1].bg, Color::Yellow);
        assert_eq!(columns, [2, 1, 0, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn the_letters_of_a_token_move_as_the_terminal_moves_them() {
        let mut row = Buffer::with_lines(["ﻢﻠ       ﻗ"]);
        row.content[3].set_symbol("‹RLO›");
        emit(&mut row.content, Base::LeftToRight).unwrap();
        assert_eq!(shown(&sent(&row), Base::LeftToRight), "ﻢﻠ ‹RLO› ﻗ");
    }

    #[test]
    fn rows_that_no_terminal_reorders_are_left_alone() {
        assert_eq!(send("plain (12) ٤٥", Base::LeftToRight), None);
    }

    #[test]
    fn a_left_to_right_terminal_needs_to_mirror_nothing() {
        for row in ["ﻲﻄﺣ [ﻮﻫﺩ] ﺞﺑﺍ", " «ﻮﻫﺩ» (ﺞﺑﺍ 12) ﻮﻫ"] {
            let sent = send(row, Base::LeftToRight).unwrap();
            let order: String = BidiInfo::new(&sent, Some(Level::ltr()))
                .levels
                .iter()
                .zip(sent.bytes())
                .map(|(level, byte)| if b"[]()".contains(&byte) { level.number().to_string() } else { String::new() })
                .collect();
            assert!(order.chars().all(|level| level == '0'), "{row}: {order}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_shown_as_it_stood(row in "[ﻢﻠﻗـא ab19٣٫,.%+/():\\[\\]«»]{1,24}", guessed: bool) {
            let base = if guessed { Base::Guessed } else { Base::LeftToRight };
            if let Some(sent) = send(&row, base) {
                prop_assert_eq!(shown(&sent, base), row);
            }
        }

        #[test]
        fn a_left_to_right_terminal_can_be_sent_any_row(row in "[ﻢﻠﻗـא ab19٣٫,.%+/():\\[\\]«»]{0,24}ﻕ[ﻢﻠﻗא ab19٣,()]{0,9}") {
            prop_assert!(send(&row, Base::LeftToRight).is_some());
        }
    }
}
