//! An order over many texts, in the last line: what is asked, or how far it has come.

use ratatui::style::Style;

use super::attribute::{AttributeDrawing, label};
use super::context::Context;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use crate::annotation::{OrderWord, SpanAct};
use crate::session::{Asked, Command, Mode, Ordering, Session};
use crate::words::Label;

/// Columns of a bar that shows how far something has come.
const PROGRESS: usize = 20;

/// An order over many texts.
pub(super) const PLAN: Plan = Plan {
    keys: Keys { hints: &[], kept: &[Command::Accept, Command::Cancel] },
    labels: &[(Command::Accept, Label::KeyApply)],
    ..Plan::of(Mode::Ordering, Shape::Row)
};

/// Whether an order is to be given, or how far it has come.
pub(super) fn told(line: &mut Pieces, session: &Session, context: Context<'_>) -> Style {
    let Some(ordering) = session.find::<Ordering>() else { return context.theme.chrome() };
    if let Some(asked) = ordering.asked() {
        asked_about(line, asked, session, context);
        return context.theme.error();
    }
    let (done, all) = ordering.progress();
    let filled = (done * PROGRESS).checked_div(all).unwrap_or(0).min(PROGRESS);
    line.add(&format!(" {}{} ", "\u{2588}".repeat(filled), "\u{2591}".repeat(PROGRESS - filled)), context.theme.key());
    line.add(&context.words.say(&Label::OrderGoing { done, all }), Style::new());
    context.theme.chrome()
}

/// What is to be done to how many spans, in how many texts.
fn asked_about(line: &mut Pieces, asked: Asked<'_>, session: &Session, context: Context<'_>) {
    let Asked { act, tag, spans, texts } = asked;
    let mut told = |act: &Label<'_>| {
        line.add(&format!(" {}", context.words.say(&Label::OrderAsked { act, spans, texts })), context.theme.key());
    };
    let said = match act {
        SpanAct::Say(values) => values.first(),
        _ => None,
    };
    let Some((id, value)) = said else { return told(&Label::OrderAct { what: OrderWord::from(act) }) };
    let attribute = session.schema().tag(tag).and_then(|tag| tag.attribute(id));
    let name = attribute.map_or(id.as_str(), |attribute| label(attribute, context));
    let drawing = AttributeDrawing { document: None, registries: session.registries(), context };
    let value = value.as_ref().map(|value| attribute.map_or_else(|| value.to_string(), |own| drawing.value(own, value)));
    match value {
        Some(value) => told(&Label::OrderSays { name, value: &value }),
        None => told(&Label::OrderClears { name }),
    }
}
