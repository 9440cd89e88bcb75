//! Where the spans of a text that has changed belong: orphans with their candidates, then what moves by itself.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame::Frame;
use super::pieces::Pieces;
use super::plan::{Plan, Shape};
use super::{Areas, Context};
use crate::session::drift::Pick;
use crate::session::{Command, Drift, Mode, Session};
use crate::words::Label;

/// Where the spans of a text that has changed belong; it says its keys itself.
pub(super) const PLAN: Plan = Plan::of(Mode::Drift, Shape::Page);

/// Draws the orphans and what moves, scrolled so that the orphan under the cursor is on screen with its candidates.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let area = areas.whole_middle();
    let Some(drifted) = session.find::<Drift>() else { return };
    let (lines, cursor) = lines(drifted, context);
    let height = usize::from(area.height);
    let places = drifted.whereabouts().orphans.get(drifted.cursor()).map_or(0, |orphan| orphan.places.len());
    let top = (cursor + places + 1).saturating_sub(height).min(cursor);
    let blank = Pieces::default();
    for (line, y) in lines.iter().skip(top).chain(std::iter::repeat(&blank)).zip(area.y..area.bottom()) {
        line.draw(frame, Rect { y, height: 1, ..area }, Style::new());
    }
}

/// All lines, and which of them is the one under the cursor.
fn lines(drifted: &Drift, context: Context<'_>) -> (Vec<Pieces>, usize) {
    let whereabouts = drifted.whereabouts();
    let mut lines = vec![plain(&whereabouts.summary), keys(context)];
    let mut cursor = 0;
    for (n, orphan) in whereabouts.orphans.iter().enumerate() {
        let here = n == drifted.cursor();
        if here {
            cursor = lines.len();
        }
        let mut line = Pieces::default();
        let is_removed = drifted.pick(n) == Some(Pick::Remove);
        line.add(if here { "> " } else { "  " }, context.theme.key()).add(&orphan.name, Style::new());
        if is_removed {
            line.add(&format!("  {}", context.words.say(&Label::OrphanRemoved)), context.theme.key());
        }
        lines.push(line);
        for (m, (likeness, words)) in orphan.places.iter().enumerate() {
            let mut line = Pieces::default();
            let chosen = if drifted.pick(n) == Some(Pick::Place(m)) { "*" } else { " " };
            line.add(&format!("    {chosen}{} ", m + 1), context.theme.key());
            line.add(&format!("{likeness:>3}%  "), context.theme.faint()).add(words, Style::new());
            lines.push(line);
        }
    }
    lines.push(plain(&context.words.say(&Label::SpansMoved { spans: whereabouts.moved.len() })));
    lines.extend(whereabouts.moved.iter().map(|line| plain(&format!("  {line}"))));
    (lines, cursor)
}

/// What can be done with them.
const KEYS: [(Command, Label<'static>); 3] =
    [(Command::Accept, Label::KeyApply), (Command::RemoveOrphan, Label::KeyRemove), (Command::Cancel, Label::KeyCancel)];

/// The keys that apply the choices and leave.
fn keys(context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    for (command, label) in KEYS {
        if let Some(keys) = context.keymap.keys_for(&command, Mode::Drift).into_iter().next() {
            line.add(&keys, context.theme.key()).add(&format!(" {}  ", context.words.say(&label)), context.theme.faint());
        }
    }
    line
}

fn plain(text: &str) -> Pieces {
    let mut line = Pieces::default();
    line.add(text, Style::new());
    line
}
