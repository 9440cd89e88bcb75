//! What a reviewer proposes for the place under the cursor, in one line with the keys that take and answer it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Context;
use super::pieces::Pieces;
use crate::annotation::Annotation;
use crate::review::{Proposal, Wish};
use crate::session::{Command, Mode, Reading, Session};
use crate::text::counted;

/// Most letters of the words of a span.
const QUOTE: usize = 40;

/// Draws the proposal at the cursor, or how many there are elsewhere.
pub fn draw(frame: &mut Frame<'_>, area: Rect, session: &Session, context: Context<'_>) {
    let Some(reading) = session.reading().filter(|reading| !reading.proposals().is_empty()) else { return };
    let mut line = Pieces::default();
    if let Some(proposal) = reading.proposal() {
        if proposal.wish != Wish::Keep {
            hint(&mut line, &Command::TakeRemark, "take", context);
        }
        hint(&mut line, &Command::AnswerRemark, "answer", context);
        tell(&mut line, proposal, reading, session, context);
    } else {
        hint(&mut line, &Command::NextRemark, "next", context);
        let count = reading.proposals().len();
        line.add(&counted(count, "proposal"), Style::new());
    }
    line.draw(frame, area, Style::new());
}

fn hint(line: &mut Pieces, command: &Command, word: &str, context: Context<'_>) {
    if let Some(keys) = context.keymap.keys_for(command, Mode::Reading).into_iter().next() {
        line.add(&keys, context.theme.key()).add(&format!(" {word}  "), context.theme.faint());
    }
}

fn tell(line: &mut Pieces, proposal: &Proposal, reading: &Reading, session: &Session, context: Context<'_>) {
    line.add(&format!("{} ", proposal.reviewer), context.theme.faint());
    let (does, spans): (&str, &[Annotation]) = match &proposal.wish {
        Wish::Keep => ("remarks", &[]),
        Wish::Remove => ("rejects this", &[]),
        Wish::Change(spans) => ("changes this to", spans),
        Wish::Add(spans) => ("adds", spans),
    };
    line.add(does, context.theme.key());
    for span in spans {
        line.add(" ", Style::new()).add(&span.tag, context.theme.name(session.schema().tag(&span.tag)));
        line.add(" ", Style::new()).add(&shortened(reading.document().slice(span.span.range())), Style::new());
        for (name, value) in changed(span, reading) {
            line.add(&format!(" {name}="), context.theme.faint()).add(&value, Style::new());
        }
    }
    for (before, text) in [("  reason: ", &proposal.reason), ("  ", &proposal.comment)] {
        if !text.is_empty() {
            line.add(before, context.theme.faint()).add(text, Style::new());
        }
    }
}

/// The attributes that a proposed span has otherwise than the annotator's own.
fn changed(span: &Annotation, reading: &Reading) -> Vec<(String, String)> {
    let own = reading.set().get(&span.id);
    let other = |name: &str| own.and_then(|own| own.attribute(name));
    let new = span.attributes.iter().filter(|(name, value)| other(name) != Some(value));
    let gone = own.into_iter().flat_map(|own| &own.attributes).filter(|(name, _)| span.attribute(name).is_none());
    let told = new.map(|(name, value)| (name.clone(), value.to_string()));
    told.chain(gone.map(|(name, _)| (name.clone(), "-".to_owned()))).collect()
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(QUOTE).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
