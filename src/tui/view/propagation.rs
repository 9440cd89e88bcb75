//! The places where words are met again, each in its line: aligned on the words, as they are read.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::Areas;
use super::context::Context;
use super::flow::set;
use super::parts::list;
use super::pieces::Pieces;
use crate::annotation::propagation::{Occurrence, Standing};
use crate::layout::inline;
use crate::session::{Excerpt, Propagation, Session};
use crate::words::{Label, StandingWord};

/// Columns before the words of a row: the cursor, the mark, and what is known of it.
const STANDING: u16 = 14;

/// Draws what is to be done, then a row for each place.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let (Some(open), Some(screen)) = (session.open_text(), session.find::<Propagation>()) else { return };
    let area = areas.whole_middle();
    let Some(of) = open.set().get(screen.of()) else { return };
    let (places, chosen) = screen.counts();
    let words = open.document().slice(of.span.range());
    let mut head = Pieces::default();
    let tag = session.schema().tag(&of.tag);
    head.add(&format!(" {} ", of.tag), context.theme.name(tag)).add(&format!(" {words} "), Style::new());
    head.add(&format!(" {}", context.words.say(&Label::PlacesChosen { places, chosen })), context.theme.key());
    head.draw(frame, Rect { height: 1, ..area }, Style::new());
    let below = Rect { y: area.y.saturating_add(1), height: area.height.saturating_sub(1), ..area };
    let room = below.width.saturating_sub(STANDING + 2);
    list::draw(frame, below, screen.list(), context.theme, |number, chosen, line| {
        let Some(occurrence) = screen.row(number) else { return };
        let excerpt = Excerpt::of(open.document(), occurrence.span.range());
        let base = chosen.unwrap_or_default();
        let mut standing = Pieces::default();
        standing.add(&standing_of(occurrence, context), base.patch(context.theme.faint()));
        standing.cut(STANDING);
        line.append(&standing).add(&" ".repeat(usize::from(STANDING.saturating_sub(standing.width()))), base);
        line.append(&row(excerpt, room, base));
    });
}

fn standing_of(occurrence: &Occurrence, context: Context<'_>) -> String {
    if occurrence.standing == Standing::Free {
        return String::new();
    }
    context.words.say(&Label::Standing { standing: StandingWord(occurrence.standing.name()) })
}

/// The words with what is around them, in so many columns: the words begin in the same column of every row.
fn row(excerpt: Excerpt<'_>, room: u16, base: Style) -> Pieces {
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
    line
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
