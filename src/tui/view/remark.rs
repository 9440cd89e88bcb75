//! The remark of a reviewer on the place under the cursor, in one line with the keys that take and answer it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Context;
use super::frame::Frame;
use super::pieces::Pieces;
use crate::annotation::Annotation;
use crate::review::{Remark, Wish};
use crate::session::{Command, Mode, OpenText, Session};
use crate::words::Label;

/// Most letters of the words of a span.
const QUOTE: usize = 40;

/// Draws the remark at the cursor, or how many there are elsewhere.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, session: &Session, context: Context<'_>) {
    let Some(open) = session.open_text().filter(|open| !open.remarks().is_empty()) else { return };
    let mut line = Pieces::default();
    if let Some(remark) = open.remark() {
        if remark.wish != Wish::Keep {
            hint(&mut line, &Command::TakeRemark, &Label::KeyTake, context);
        }
        hint(&mut line, &Command::AnswerRemark, &Label::KeyAnswer, context);
        tell(&mut line, remark, open, session, context);
    } else {
        hint(&mut line, &Command::NextRemark, &Label::KeyNext, context);
        let remarks = open.remarks().len();
        line.add(&context.words.say(&Label::Remarks { remarks }), Style::new());
    }
    line.draw(frame, area, Style::new());
}

fn hint(line: &mut Pieces, command: &Command, label: &Label<'_>, context: Context<'_>) {
    if let Some(keys) = context.keymap.keys_for(command, Mode::Reading).into_iter().next() {
        line.add(&keys, context.theme.key()).add(&format!(" {}  ", context.words.say(label)), context.theme.faint());
    }
}

fn tell(line: &mut Pieces, remark: &Remark, open: &OpenText, session: &Session, context: Context<'_>) {
    line.add(&format!("{} ", remark.reviewer), context.theme.faint());
    let (does, spans): (Label<'_>, &[Annotation]) = match &remark.wish {
        Wish::Keep => (Label::RemarkComments, &[]),
        Wish::Remove => (Label::RemarkRejects, &[]),
        Wish::Change(spans) => (Label::RemarkChanges, spans),
        Wish::Add(spans) => (Label::RemarkAdds, spans),
    };
    line.add(&context.words.say(&does), context.theme.key());
    for span in spans {
        line.add(" ", Style::new())
            .add(context.words.tag(session.schema(), &span.tag), context.theme.name(session.schema().tag(&span.tag)));
        line.add(" ", Style::new()).add(&shortened(open.document().slice(span.span.range())), Style::new());
        for (name, value) in changed(span, open) {
            line.add(&format!(" {name}"), context.theme.faint()).add("=", context.theme.faint()).add(&value, Style::new());
        }
    }
    if !remark.reason.is_empty() {
        let label = context.words.say(&Label::ReasonOfDecision);
        line.add(&format!("  {label} "), context.theme.faint()).add(&remark.reason, Style::new());
    }
    if !remark.comment.is_empty() {
        line.add("  ", Style::new()).add(&remark.comment, Style::new());
    }
}

/// The attributes that a proposed span has otherwise than the annotator's own.
fn changed(span: &Annotation, open: &OpenText) -> Vec<(String, String)> {
    let own = open.set().get(&span.id);
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
