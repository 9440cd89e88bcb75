//! The places where words are met again, each in its line: aligned on the words, as they are read.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Areas;
use super::context::Context;
use super::excerpt;
use super::parts::list;
use super::pieces::Pieces;
use crate::annotation::propagation::{Occurrence, Standing};
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
        let found = Excerpt::of(open.document(), occurrence.span.range());
        let base = chosen.unwrap_or_default();
        let mut standing = Pieces::default();
        standing.add(&standing_of(occurrence, context), base.patch(context.theme.faint()));
        standing.cut(STANDING);
        line.append(&standing).add(&" ".repeat(usize::from(STANDING.saturating_sub(standing.width()))), base);
        line.append(&excerpt::row(found, room, base));
    });
}

fn standing_of(occurrence: &Occurrence, context: Context<'_>) -> String {
    if occurrence.standing == Standing::Free {
        return String::new();
    }
    context.words.say(&Label::Standing { standing: StandingWord(occurrence.standing.name()) })
}
