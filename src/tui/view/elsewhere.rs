//! The texts, or the spans of one, that a relation may go to, in a popup over the text.

use ratatui::layout::{Rect, Size};
use ratatui::style::Style;

use super::frame::Frame;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use super::targets::Target;
use super::{Areas, Context, parts};
use crate::session::{Command, Elsewhere, Mode, Motion, Session};
use crate::words::Label;

/// Where in another text a relation goes.
pub(super) const PLAN: Plan = Plan {
    keys: Keys {
        hints: &[Command::Move(Motion::LineDown), Command::EraseWord, Command::EraseLine],
        kept: &[Command::Accept, Command::Cancel],
    },
    prompt: Some(|_| Label::PromptFilter),
    ..Plan::of(Mode::Elsewhere, Shape::Panel)
};

/// Draws the list over the lower part of the text.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let Some(screen) = session.find::<Elsewhere>() else { return };
    let lines: Vec<Pieces> = screen.rows().into_iter().map(|row| line(row, context)).collect();
    let whole = areas.whole_middle();
    let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let height = count.saturating_add(2).min(whole.height);
    let place = Rect { y: whole.bottom() - height, height, ..whole };
    let size = Size { width: whole.width.saturating_sub(2), height: count };
    let inside = parts::popup::open(frame, place, size, &title(screen, session, context));
    for ((row, line), y) in (screen.top()..).zip(&lines).zip(inside.y..inside.bottom()) {
        let place = Rect { y, height: 1, ..inside };
        line.draw(frame, place, Style::new());
        context.hints.targets.put(place, Target::Row(row));
    }
}

fn title(screen: &Elsewhere, session: &Session, context: Context<'_>) -> Pieces {
    let name = screen.text().and_then(|text| session.texts().entries().get(text.place())).map(|entry| entry.name.as_str());
    let label = match name {
        Some(file) => Label::SpansElsewhere { kind: screen.kind(), file },
        None => Label::TextsElsewhere { kind: screen.kind() },
    };
    let mut title = Pieces::default();
    title.add(&format!(" {} ", context.words.say(&label)), context.theme.key());
    title
}

fn line((text, detail, is_here): (&str, &str, bool), context: Context<'_>) -> Pieces {
    let style = if is_here { context.theme.cursor() } else { Style::new() };
    let mut line = Pieces::default();
    line.add(if is_here { ">" } else { " " }, style).add(text, style);
    line.add(&format!("  {detail}"), if is_here { style } else { context.theme.faint() });
    line
}
