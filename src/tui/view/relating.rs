//! A relation that is made: the types that may be, then hints on the spans that it may go to.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Areas;
use super::context::Context;
use super::flow::Flow;
use super::frame::Frame;
use super::leap::label;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use crate::annotation::RelationType;
use crate::session::{Command, Mode, Motion, OpenText, Relating, Session};
use crate::words::Label;

/// A relation that is made.
pub(super) const PLAN: Plan = Plan {
    keys: Keys {
        hints: &[Command::RelateElsewhere, Command::Move(Motion::LineDown), Command::Move(Motion::PageDown)],
        kept: &[Command::Accept, Command::Cancel],
    },
    ..Plan::of(Mode::Relating, Shape::Panel)
};

/// Draws the hints over the text, and what keys do in the rows of the inspector.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let (Some(open), Some(relating)) = (session.open_text(), session.find::<Relating>()) else { return };
    for hint in session.hints() {
        if let Some(span) = open.found(&hint.id) {
            label(frame, areas.text, open.sheet(), span.span.start(), &hint.label, context);
        }
    }
    let rows = asked(relating, open, session, areas.inspector.width, context);
    let blank = Pieces::default();
    let area = areas.inspector;
    for (line, y) in rows.iter().chain(std::iter::repeat(&blank)).zip(area.y..area.bottom()) {
        line.draw(frame, Rect { y, height: 1, ..area }, Style::new());
    }
}

/// The types, each with its letter; or the type that is made, with the ends that digits take.
fn asked(relating: &Relating, open: &OpenText, session: &Session, width: u16, context: Context<'_>) -> Vec<Pieces> {
    let theme = context.theme;
    let mut flow = Flow::new(width, 2);
    let words = open.set().get(relating.from()).map(|span| open.document().slice(span.span.range())).unwrap_or_default();
    let Some(kind) = relating.kind(session.schema()) else {
        flow.add(&context.words.say(&Label::RelationAsked), theme.faint()).gap(1).text(words, Style::new());
        for kind in relating.types(open, session.schema()) {
            let mut head = Pieces::default();
            head.add(&format!("{} ", kind.key), theme.key());
            flow.gap(2).headed(&head, named(kind, context), Style::new());
        }
        return flow.rows();
    };
    flow.add(&format!("{} \u{2192}", named(kind, context)), theme.key());
    for hint in session.hints() {
        let Some(span) = open.found(&hint.id).filter(|_| hint.label.starts_with(|c: char| c.is_ascii_digit())) else {
            continue;
        };
        let mut head = Pieces::default();
        head.add(&format!("{} ", hint.label), theme.key());
        flow.gap(2).headed(&head, open.document().slice(span.span.range()), Style::new());
    }
    for (digit, end) in relating.special(session.schema()) {
        flow.gap(2).add(&format!("{digit} {end}"), Style::new());
    }
    flow.rows()
}

/// A type of relation by its name in the language of the screen.
fn named<'a>(kind: &'a RelationType, context: Context<'_>) -> &'a str {
    let name = context.words.wording(kind.gloss.brief());
    if name.is_empty() { &kind.id } else { name }
}
