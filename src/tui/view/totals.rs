//! The head of the list of texts: where they are, who annotates, and what all of them amount to.

use ratatui::style::Style;

use super::context::Context;
use super::pieces::Pieces;
use crate::annotation::DocumentState;
use crate::session::Session;
use crate::words::{Label, StageWord};

/// Between two parts of the head.
const GAP: &str = "   ";

/// The sign of a state; that of a text without annotations, too.
pub(super) fn glyph(state: Option<&DocumentState>) -> &'static str {
    match state {
        None => "·",
        Some(DocumentState::New) => "○",
        Some(DocumentState::InProgress) => "◐",
        Some(DocumentState::Submitted) => "●",
        Some(DocumentState::Returned) => "↩",
        Some(DocumentState::Reviewed) => "✓",
        Some(DocumentState::Other(_)) => "?",
    }
}

/// The head in so many columns: what has no room is left out, the last first.
pub(super) fn head(session: &Session, width: u16, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    line.add(" ", Style::new());
    for part in parts(session, context) {
        let gap = if line.width() > 1 { GAP } else { "" };
        let mut longer = line.clone();
        longer.add(gap, Style::new()).append(&part);
        if longer.width() > width {
            break;
        }
        line = longer;
    }
    line
}

fn parts(session: &Session, context: Context<'_>) -> Vec<Pieces> {
    let texts = session.texts();
    let mut parts = Vec::new();
    let mut add = |text: &str, style: Style| {
        let mut part = Pieces::default();
        part.add(text, style);
        parts.push(part);
    };
    if !texts.folder().is_empty() {
        add(texts.folder(), Style::new());
    }
    match newcomer(session, context) {
        Some(told) => add(&told, context.theme.key()),
        None => add(session.annotator(), context.theme.key()),
    }
    if !texts.is_listed() {
        add(&context.words.say(&Label::ListingTexts), context.theme.faint());
        return parts;
    }
    let totals = texts.totals();
    let states = DocumentState::ALL.iter().map(Some).chain([None]);
    for state in states.filter(|state| totals.texts(*state) > 0) {
        let told = context.words.say(&Label::StateTotal { texts: totals.texts(state), state: StageWord(state) });
        add(&format!("{} {told}", glyph(state)), Style::new());
    }
    if totals.spans > 0 {
        add(&context.words.say(&Label::SpansTotal { spans: totals.spans }), Style::new());
    }
    if totals.gaps > 0 {
        add(&context.words.say(&Label::GapsTotal { gaps: totals.gaps }), context.theme.key());
    }
    if !texts.is_summarised() {
        add("…", context.theme.faint());
    }
    parts
}

/// That nobody of this name has annotations here, though others have.
fn newcomer(session: &Session, context: Context<'_>) -> Option<String> {
    let others = session.texts().people();
    if others.is_empty() || others.contains(&session.annotator()) {
        return None;
    }
    let (annotator, count) = (session.annotator(), others.len());
    Some(context.words.say(&Label::NewAnnotator { annotator, others: &others.join(", "), count }))
}
