//! The facts of the text, a row each: the key, the name, what is said, and what the digits take.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::Areas;
use super::attribute::{Focus, named};
use super::context::Context;
use super::flow::Flow;
use super::frame::Frame;
use super::panel::Panel;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use crate::annotation::Attribute;
use crate::session::{Command, Facts, Mode, Motion, OpenText, Session};
use crate::words::Label;

/// The facts of the text.
pub(super) const PLAN: Plan = Plan {
    keys: Keys {
        hints: &[Command::Move(Motion::LineDown), Command::ClearValue, Command::Undo],
        kept: &[Command::Help, Command::Cancel],
    },
    ..Plan::of(Mode::Facts, Shape::List)
};

/// Draws the facts of the schema, then what else is said of the text.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let area = areas.whole_middle();
    let (Some(facts), Some(open)) = (session.find::<Facts>(), session.open_text()) else { return };
    let mut head = Pieces::default();
    head.add(&format!(" {}: {}", context.words.say(&Label::FactsOfText), session.text_name()), context.theme.key());
    let known = &session.schema().document;
    let mut items: Vec<Vec<Pieces>> =
        known.iter().enumerate().map(|(n, fact)| row(fact, open, Focus::of(n, Some(facts.at())), area.width, context)).collect();
    let others = open.set().metadata().iter().filter(|(name, _)| !known.iter().any(|fact| fact.id == *name));
    items.extend(others.map(|(name, value)| {
        let mut flow = Flow::new(area.width, 4);
        flow.add(&format!("    {name}  {value}"), context.theme.faint());
        flow.rows()
    }));
    let panel = Panel { head: vec![head], items, focus: facts.at(), ..Panel::default() };
    let blank = Pieces::default();
    let rows = panel.rows(usize::from(area.height), context);
    for (line, y) in rows.iter().chain(std::iter::repeat(&blank)).zip(area.y..area.bottom()) {
        line.draw(frame, Rect { y, height: 1, ..area }, Style::new());
    }
}

fn row(fact: &Attribute, open: &OpenText, focus: Focus, width: u16, context: Context<'_>) -> Vec<Pieces> {
    let mut flow = Flow::new(width, 6);
    flow.add(&format!("{} {} ", focus.mark(), fact.key), context.theme.key());
    let name = context.words.wording(&fact.gloss.label);
    flow.add(name, if focus == Focus::Here { Style::new().add_modifier(Modifier::BOLD) } else { context.theme.faint() });
    let said = open.set().metadatum(&fact.id);
    match (said, &fact.default) {
        (Some(value), _) => flow.gap(2).text(&named(fact, value, context), Style::new()),
        (None, Some(value)) => flow.gap(2).text(&named(fact, value, context), context.theme.faint()),
        (None, None) if fact.is_required() => flow.gap(2).add(&context.words.say(&Label::Missing), context.theme.error()),
        (None, None) => &mut flow,
    };
    if focus == Focus::Here {
        for (n, value) in fact.offered().iter().enumerate().take(10) {
            flow.gap(2).add(&format!("{} ", (n + 1) % 10), context.theme.key());
            flow.add(&named(fact, value, context), context.theme.faint());
        }
    }
    flow.rows()
}
