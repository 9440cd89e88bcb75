//! The attributes that spans of a list may all have, in a popup over the list, each with what the spans say of it.

use ratatui::layout::{Rect, Size};
use ratatui::style::Style;

use super::attribute::{AttributeDrawing, Focus};
use super::context::Context;
use super::flow::Flow;
use super::frame::Frame;
use super::panel::Panel;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use super::{Areas, parts};
use crate::session::{Attributes, Command, Mode, Motion, Session};
use crate::words::Label;

/// What spans of a list may all say.
pub(super) const PLAN: Plan = Plan {
    keys: Keys {
        hints: &[Command::Accept, Command::ClearValue, Command::Move(Motion::LineDown)],
        kept: &[Command::Help, Command::Cancel],
    },
    labels: &[(Command::Accept, Label::KeyChange)],
    ..Plan::of(Mode::Attributes, Shape::Panel)
};

/// Draws them over the lower part of the list, the row with the focus always in sight.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let Some(screen) = session.find::<Attributes>() else { return };
    let drawing = AttributeDrawing { document: None, registries: session.registries(), context };
    let whole = areas.whole_middle();
    let width = whole.width.saturating_sub(2);
    let items = screen.rows().into_iter().enumerate().map(|(n, row)| {
        let focus = Focus::of(n, Some(screen.at()));
        let mut flow = Flow::new(width, 4);
        drawing.put(&mut flow, &row, focus.mark(), focus);
        flow.rows()
    });
    let panel = Panel { items: items.collect(), focus: screen.at(), ..Panel::default() };
    let count = u16::try_from(panel.height()).unwrap_or(u16::MAX);
    let height = count.saturating_add(2).min(whole.height);
    let place = Rect { y: whole.bottom() - height, height, ..whole };
    let inside = parts::popup::open(frame, place, Size { width, height: count }, &title(screen, context));
    for (line, y) in panel.rows(usize::from(inside.height), context).iter().zip(inside.y..inside.bottom()) {
        line.draw(frame, Rect { y, height: 1, ..inside }, Style::new());
    }
}

fn title(screen: &Attributes, context: Context<'_>) -> Pieces {
    let mut title = Pieces::default();
    let (spans, texts) = screen.counts();
    title.add(&format!(" {} ", context.words.say(&Label::AttributesOf { spans, texts })), context.theme.key());
    title
}
