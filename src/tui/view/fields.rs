//! The fields of a unit, one a row, each with what the annotators say of it.

use ratatui::style::{Modifier, Style};

use super::context::Context;
use super::decided;
use super::flow::Flow;
use super::pieces::Pieces;
use super::readings::{emphasis, told};
use crate::session::{Content, Desk, FieldRow, Fields, Offer, Reviewing};
use crate::words::Label;

/// Columns that the name of a field takes at least.
const NAME: usize = 12;

/// The rows of every field.
pub(super) fn rows(review: &Reviewing, desk: &Desk, fields: &Fields, width: u16, context: Context<'_>) -> Vec<Vec<Pieces>> {
    let row = |(n, row): (usize, &FieldRow)| {
        let mut flow = Flow::new(width, 6);
        let mark = if n == fields.at() { "\u{25B6}" } else { " " };
        let name = format!("{mark}{:<NAME$}", decided::field(&row.aspect, context));
        flow.add(&name, if row.is_open() { context.theme.key() } else { context.theme.faint() });
        for (at, offer) in row.offers.iter().enumerate() {
            tell(&mut flow, at, offer, row, review, desk, context);
        }
        flow.rows()
    };
    fields.rows().iter().enumerate().map(row).collect()
}

/// One of the values: its number, what it is, who says it.
fn tell(flow: &mut Flow, at: usize, offer: &Offer, row: &FieldRow, review: &Reviewing, desk: &Desk, context: Context<'_>) {
    let is_chosen = at == row.chosen;
    let style = match row.is_open() {
        true if is_chosen => emphasis(),
        true => Style::new(),
        false => context.theme.faint(),
    };
    let mut number = Pieces::default();
    if row.is_open() {
        let mark = if is_chosen { "\u{25CF}" } else { "" };
        number.add(&format!("{mark}{} ", at + 1), context.theme.key().add_modifier(Modifier::BOLD));
    }
    let words: Vec<String> = offer.content.iter().map(|of_span| said(of_span, desk, context)).collect();
    flow.gap(2).headed(&number, &words.join(" + "), style);
    for place in offer.places.iter().filter(|_| row.is_open()) {
        flow.gap(1).add(&review.called(*place), context.theme.faint());
    }
}

fn said(said_of: &Content, desk: &Desk, context: Context<'_>) -> String {
    match said_of {
        Content::Place(_, text) | Content::Tag(text) | Content::Note(text) => text.clone(),
        Content::Value(value) => told(value, &desk.document),
        Content::Relations(relations) => {
            let words: Vec<&str> = relations.iter().map(|relation| relation.words.as_str()).collect();
            format!("\u{2192} {}", words.join(", "))
        }
        Content::Absent => context.words.say(&Label::FieldAbsent),
    }
}
