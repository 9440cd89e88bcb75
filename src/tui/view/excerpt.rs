//! Words with what is around them: a row of a concordance, as it is read.

use ratatui::style::{Modifier, Style};

use super::flow::set;
use super::pieces::Pieces;
use crate::layout::inline;
use crate::session::Excerpt;

/// The words with what is around them, in so many columns: the words begin in the same column of every row.
pub(super) fn row(excerpt: Excerpt<'_>, room: u16, base: Style) -> Pieces {
    let half = room / 2;
    let before = last_words(&spaced(excerpt.before), half);
    let blank = half.saturating_sub(width(&before));
    let after = first_words(&spaced(excerpt.after), room.saturating_sub(half + width(excerpt.words)));
    let strong = base.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    // What is read first is on the right: the blank that stands for missing words, too.
    let fill = format!("{}{before}", "\u{A0}".repeat(usize::from(blank)));
    let whole = set(&[(fill, base), (excerpt.words.to_owned(), strong), (after, base)]);
    let mut line = Pieces::default();
    line.add(&" ".repeat(usize::from(room.saturating_sub(whole.width()))), base).append(&whole);
    // The blank is on the left of the text, whatever the row does.
    line.joined()
}

/// As many of the first words as have room.
fn first_words(text: &str, room: u16) -> String {
    let near = text.char_indices().nth(usize::from(room)).map_or(text.len(), |(at, _)| at);
    let mut kept = text.get(..near).unwrap_or_default();
    if near < text.len() {
        kept = kept.rsplit_once(' ').map_or("", |(kept, _)| kept);
    }
    // Wide characters take more than one column each.
    while width(kept) > room {
        kept = kept.rsplit_once(' ').map_or("", |(kept, _)| kept);
    }
    kept.to_owned()
}

/// As many of the last words as have room.
fn last_words(text: &str, room: u16) -> String {
    let far = text.char_indices().rev().nth(usize::from(room)).map(|(at, c)| at + c.len_utf8());
    let mut kept = text.get(far.unwrap_or(0)..).unwrap_or_default();
    if far.is_some() {
        kept = kept.split_once(' ').map_or("", |(_, kept)| kept);
    }
    while width(kept) > room {
        kept = kept.split_once(' ').map_or("", |(_, kept)| kept);
    }
    kept.to_owned()
}

/// Columns that a text takes.
fn width(text: &str) -> u16 {
    inline(text).iter().map(|symbol| symbol.width).sum()
}

/// A text with a space for each white space.
fn spaced(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}
