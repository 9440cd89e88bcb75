//! The commands of a place in a popup over it, each with its keys, above the line that narrows them.

use ratatui::layout::{Rect, Size};
use ratatui::style::Style;

use super::frame::Frame;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use super::targets::Target;
use super::{Areas, Context, parts};
use crate::session::parts::Item;
use crate::session::{Command, Mode, Motion, Palette, Session};
use crate::words::Label;

/// Most columns of the keys.
const KEYS: usize = 12;

/// The commands of a place.
pub(super) const PLAN: Plan = Plan {
    keys: Keys {
        hints: &[Command::Move(Motion::LineDown), Command::EraseWord, Command::EraseLine],
        kept: &[Command::Accept, Command::Cancel],
    },
    labels: &[(Command::Accept, Label::KeyPerform)],
    prompt: Some(|_| Label::PromptCommand),
    ..Plan::of(Mode::Palette, Shape::Panel)
};

/// Draws the list over the lower part of the place.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let Some(palette) = session.find::<Palette>() else { return };
    let items = palette.list().on_screen().iter().filter_map(|row| palette.row(*row));
    let current = palette.list().current().and_then(|row| palette.row(row));
    let mut lines: Vec<Pieces> =
        items.map(|item| line(item, current.is_some_and(|at| at.value == item.value), context)).collect();
    if lines.is_empty() {
        let mut none = Pieces::default();
        none.add(&context.words.say(&Label::NoCommandFits), context.theme.faint());
        lines.push(none);
    }
    let whole = areas.whole_middle();
    let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let height = count.saturating_add(2).min(whole.height);
    let place = Rect { y: whole.bottom() - height, height, ..whole };
    let size = Size { width: whole.width.saturating_sub(2), height: count };
    let mut title = Pieces::default();
    let label = Label::CommandsShown { shown: palette.list().shown().len() };
    title.add(&format!(" {} ", context.words.say(&label)), context.theme.key());
    let inside = parts::popup::open(frame, place, size, &title);
    // On a low screen not all rows have room.
    let row = palette.list().cursor().saturating_sub(palette.list().top());
    let above = (row + 1).saturating_sub(usize::from(inside.height));
    let numbered = (palette.list().top()..).zip(&lines);
    for ((row, line), y) in numbered.skip(above).zip(inside.y..inside.bottom()) {
        let place = Rect { y, height: 1, ..inside };
        line.draw(frame, place, Style::new());
        context.hints.targets.put(place, Target::Row(row));
    }
}

fn line(item: &Item<Command>, is_here: bool, context: Context<'_>) -> Pieces {
    let style = if is_here { context.theme.cursor() } else { Style::new() };
    let mut line = Pieces::default();
    line.add(if is_here { ">" } else { " " }, style);
    line.keys(&format!("{:>KEYS$}", item.detail), if is_here { style } else { context.theme.key() }).add("  ", style);
    line.add(&item.text, style);
    line
}
