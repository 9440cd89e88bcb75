//! The headline of a text in a column of its own, which it fills from the right.

use ratatui::style::Style;

use super::pieces::Pieces;
use crate::layout::{inline, without_harakat};

/// Adds a headline as the last column of a row: its end on the right, cut where it is read last.
pub(super) fn add(text: &str, columns: u16, style: Style, line: &mut Pieces) {
    let fitted = fitted(text, columns);
    let blank = columns.saturating_sub(width(&fitted));
    let mut column = Pieces::default();
    column.add(&" ".repeat(usize::from(blank)), style).add(&fitted, style);
    line.append(&column.joined());
}

/// As much of a text as has room, with a sign where something is left out.
fn fitted(text: &str, columns: u16) -> String {
    let text = without_harakat(text);
    let room = usize::from(columns);
    if text.chars().nth(room).is_none() && width(&text) <= columns {
        return text.into_owned();
    }
    // A letter takes a column or less, so that no more of them have room; wide characters take more.
    let mut letters = room.saturating_sub(1);
    while letters > 0 {
        let end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
        let cut = format!("{}…", text.get(..end).unwrap_or_default().trim_end());
        let taken = usize::from(width(&cut));
        if taken <= room {
            return cut;
        }
        letters = letters.saturating_sub((taken - room).div_ceil(2));
    }
    if room > 0 { "…".to_owned() } else { String::new() }
}

/// Columns that a text takes.
fn width(text: &str) -> u16 {
    inline(text).iter().map(|symbol| symbol.width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, columns: u16) -> String {
        let mut line = Pieces::default();
        add(text, columns, Style::new(), &mut line);
        assert_eq!(line.width(), columns, "{text}");
        line.text()
    }

    #[test]
    fn a_headline_ends_on_the_right_and_is_cut_on_its_left() {
        let whole = shown("قصف الميناء", 20);
        assert!(whole.starts_with("   ") && !whole.ends_with(' '), "{whole}");
        let cut = shown("قصف الميناء القديم ليلا", 12);
        assert!(cut.trim_start().starts_with('…') && !cut.ends_with(' '), "{cut}");
        assert_eq!(shown("Shelling of the old port", 12), "Shelling of…");
        assert_eq!(shown("日本語日本語", 8).trim_start(), "日本語…");
        assert_eq!((shown("خبر", 0), shown("خبر طويل", 1)), (String::new(), "…".to_owned()));
    }
}
