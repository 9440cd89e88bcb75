//! The texts whose state is about to be set, and those that are left out.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame::Frame;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use super::{Areas, Context};
use crate::annotation::DocumentState;
use crate::session::{Cause, Command, Mode, Session, States};
use crate::text::TextId;
use crate::words::Label;

/// The texts whose state is about to be set.
pub(super) const PLAN: Plan = Plan {
    keys: Keys { hints: &[], kept: &[Command::Accept, Command::Cancel] },
    labels: &[(Command::Accept, Label::KeySet)],
    ..Plan::of(Mode::States, Shape::List)
};

/// Draws what is to be done, then a row for each text.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let area = areas.whole_middle();
    let Some(states) = session.find::<States>() else { return };
    let report = states.report();
    let mut head = Pieces::default();
    let left_out = report.left_out();
    let title = Label::StatesToSet { texts: report.texts().len(), state: &report.order.state, left: left_out };
    head.add(&format!(" {}", context.words.say(&title)), context.theme.key());
    let rows = report.outcomes.iter().skip(states.top()).map(|outcome| row(outcome, session, context));
    let blank = std::iter::repeat_with(Pieces::default);
    let lines = std::iter::once(head).chain(rows).chain(blank);
    for (line, y) in lines.zip(area.y..area.bottom()) {
        line.draw(frame, Rect { y, height: 1, ..area }, Style::new());
    }
}

fn row((text, outcome): &(TextId, Result<DocumentState, Cause>), session: &Session, context: Context<'_>) -> Pieces {
    let name = session.texts().entries().get(text.place()).map_or("", |entry| entry.name.as_str());
    let mut line = Pieces::default();
    line.add(&format!("  {name}  "), Style::new());
    match outcome {
        Ok(before) => line.add(&context.words.say(&Label::StateBefore { state: before }), context.theme.faint()),
        Err(cause) => line.add(&context.words.say(&Label::StateLeftOut { cause }), context.theme.error()),
    };
    line
}
