//! What is missing in a text that is to be submitted, span by span.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Areas;
use super::context::Context;
use super::flow::Flow;
use super::frame::Frame;
use super::panel::Panel;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use crate::annotation::Missing;
use crate::session::{Command, Lack, Mode, Motion, OpenText, Session, Submission};
use crate::words::Label;

/// Whether to submit a text in which something is missing.
pub(super) const PLAN: Plan = Plan {
    keys: Keys { hints: &[Command::NextGap, Command::Move(Motion::LineDown)], kept: &[Command::Accept, Command::Cancel] },
    labels: &[(Command::Accept, Label::KeyApply)],
    ..Plan::of(Mode::Submission, Shape::Panel)
};

/// Draws the question and the rows around the one at hand.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let area = areas.inspector;
    let (Some(open), Some(submission)) = (session.open_text(), session.find::<Submission>()) else { return };
    let gaps = submission.rows().iter().map(|row| row.missing.len()).sum();
    let mut head = Pieces::default();
    head.add(&context.words.say(&Label::SubmitWithGaps { gaps }), context.theme.error());
    let items = submission.rows().iter().enumerate().map(|(n, row)| {
        let mark = if n == submission.at() { "\u{25B6} " } else { "  " };
        let mut flow = Flow::new(area.width, 4);
        flow.add(mark, context.theme.key());
        tell(&mut flow, row, open, session, context);
        flow.rows()
    });
    let panel = Panel { head: vec![head], items: items.collect(), focus: submission.at(), ..Panel::default() };
    let blank = Pieces::default();
    let rows = panel.rows(usize::from(area.height), context);
    for (line, y) in rows.iter().chain(std::iter::repeat(&blank)).zip(area.y..area.bottom()) {
        line.draw(frame, Rect { y, height: 1, ..area }, Style::new());
    }
}

fn tell(flow: &mut Flow, row: &Lack, open: &OpenText, session: &Session, context: Context<'_>) {
    match row.span.as_ref().and_then(|id| open.set().get(id)) {
        Some(span) => {
            flow.add(
                &format!(" {} ", context.words.tag(session.schema(), &span.tag)),
                context.theme.name(session.schema().tag(&span.tag)),
            );
            flow.gap(1).text(open.document().slice(span.span.range()), Style::new());
        }
        None => {
            flow.add(&context.words.say(&Label::FactsOfText), Style::new());
        }
    }
    for missing in &row.missing {
        let (Missing::Fact(name) | Missing::Attribute(name) | Missing::Relation(name)) = missing;
        flow.gap(2).add(name, context.theme.faint());
    }
}
