//! A row of an attribute: its key and name, what is said of it or proposed, and, where keys act on it, what digits take.

use std::ops::Range;

use ratatui::style::{Modifier, Style};

use super::context::Context;
use super::flow::Flow;
use super::pieces::Pieces;
use super::readings::told;
use crate::annotation::proposal::Source;
use crate::annotation::schema::Kind;
use crate::annotation::{Attribute, Entering, Value};
use crate::session::{AttributeRow, Registries, Standing};
use crate::text::Document;
use crate::words::Label;

/// Columns that the name of an attribute takes at least.
const NAME: usize = 13;
/// Most letters of words that are quoted.
const WORDS: usize = 40;

/// Whether keys act on a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Focus {
    Here,
    Elsewhere,
}

impl Focus {
    /// That of a row of a number, where keys act on one.
    pub(super) fn of(row: usize, at: Option<usize>) -> Self {
        if at == Some(row) { Self::Here } else { Self::Elsewhere }
    }

    /// The sign before a row.
    pub(super) fn mark(self) -> &'static str {
        if self == Self::Here { "\u{25B6}" } else { " " }
    }
}

/// What rows of attributes are drawn with.
pub(super) struct AttributeDrawing<'a> {
    /// The text that values and proposals speak of, where it is one.
    pub(super) document: Option<&'a Document>,
    pub(super) registries: &'a Registries,
    pub(super) context: Context<'a>,
}

impl AttributeDrawing<'_> {
    /// Puts a row after a mark.
    pub(super) fn put(&self, flow: &mut Flow, row: &AttributeRow, mark: &str, focus: Focus) {
        let theme = self.context.theme;
        let key = if row.is_known { row.attribute.key } else { ' ' };
        let mut name = Pieces::default();
        name.add(&format!("{mark}{key} "), theme.key());
        let label = label(&row.attribute, self.context);
        name.add(&format!("{label:<NAME$} "), if focus == Focus::Here { theme.key() } else { theme.faint() });
        flow.put(&name);
        match &row.standing {
            Standing::Said(value) => {
                flow.text(&self.value(&row.attribute, value), Style::new());
            }
            Standing::Mixed => {
                flow.text(&self.context.words.say(&Label::ValuesDiffer), theme.faint());
            }
            Standing::Default(_) | Standing::Absent if row.proposal().is_some() => self.proposals(flow, row),
            Standing::Default(value) => {
                flow.text(&self.value(&row.attribute, value), theme.faint());
            }
            Standing::Absent if row.is_gap => {
                flow.add(&self.context.words.say(&Label::Missing), theme.error());
            }
            Standing::Absent => {}
        }
        if focus == Focus::Here {
            self.choices(flow, row);
        }
    }

    /// A value in words: the name of an identity, the words that were pointed out.
    pub(super) fn value(&self, attribute: &Attribute, value: &Value) -> String {
        match (self.registries.identity(&attribute.kind, value), self.document) {
            (Some(identity), _) => identity.name().to_owned(),
            (None, Some(document)) if matches!(value, Value::Range(..)) => told(value, document),
            (None, _) => named(attribute, value, self.context),
        }
    }

    /// What is proposed, dim, with its source.
    fn proposals(&self, flow: &mut Flow, row: &AttributeRow) {
        let theme = self.context.theme;
        let offered = row.offered();
        for (n, proposal) in offered.iter().enumerate() {
            let head = if offered.len() > 1 { format!("{} ", n + 1) } else { "? ".to_owned() };
            flow.gap(1).add(&head, theme.key()).text(&self.value(&row.attribute, &proposal.value), theme.faint());
            self.source(flow, proposal.source, proposal.words.clone());
        }
    }

    /// Where a proposal comes from, with the words that gave rise to it.
    pub(super) fn source(&self, flow: &mut Flow, source: Source, words: Option<Range<usize>>) {
        let theme = self.context.theme;
        flow.gap(1).add("(", theme.faint()).add(&self.context.words.say(&said(source)), theme.faint());
        if let (Some(words), Some(document)) = (words.filter(|words| !words.is_empty()), self.document) {
            flow.add(": ", theme.faint()).text(&shortened(document.slice(words)), theme.faint());
        }
        flow.add(")", theme.faint());
    }

    /// What digits take, or how else a value is entered.
    fn choices(&self, flow: &mut Flow, row: &AttributeRow) {
        let said = row.said();
        let is_chosen = |value: &Value| match (said, value) {
            (Some(Value::List(chosen)), Value::Text(word)) => chosen.contains(word),
            (Some(said), value) => said == value,
            (None, _) => false,
        };
        let choices = row.attribute.offered();
        if !choices.is_empty() {
            flow.next_row();
        }
        for (n, value) in choices.iter().take(10).enumerate() {
            let mut head = Pieces::default();
            let dot = if is_chosen(value) { "\u{25CF}" } else { "" };
            head.add(&format!("{dot}{} ", (n + 1) % 10), self.context.theme.key());
            flow.gap(2).headed(
                &head,
                &named(&row.attribute, value, self.context),
                if is_chosen(value) { emphasis() } else { Style::new() },
            );
        }
        let how = match row.attribute.entering() {
            Entering::Line if matches!(row.attribute.kind, Kind::Date) => Some(Label::TypeADay),
            Entering::Line => Some(Label::TypeAValue),
            Entering::Words => Some(Label::PointOutWords),
            Entering::Digit | Entering::Identity => None,
        };
        if let Some(how) = how {
            flow.gap(2).add(&self.context.words.say(&how), self.context.theme.faint());
        }
    }
}

/// What a proposal is said to come from.
fn said(source: Source) -> Label<'static> {
    match source {
        Source::Registry => Label::FromRegistry,
        Source::SameText => Label::FromSameText,
        Source::Before => Label::FromBefore,
        Source::Lexicon => Label::FromLexicon,
        Source::Number => Label::FromNumber,
        Source::Date => Label::FromDate,
        Source::Cue => Label::FromCue,
        Source::Inside => Label::FromInside,
        Source::Sentence => Label::FromSentence,
        Source::Near => Label::FromNear,
    }
}

/// An attribute by its name in the language of the screen.
pub(super) fn label<'a>(attribute: &'a Attribute, context: Context<'_>) -> &'a str {
    let label = context.words.wording(attribute.gloss.brief());
    if label.is_empty() { &attribute.id } else { label }
}

/// A value by its name in the language of the screen.
pub(super) fn named(attribute: &Attribute, value: &Value, context: Context<'_>) -> String {
    let one = |id: &String| match attribute.value(id) {
        Some(known) => context.words.wording(&known.gloss.label).to_owned(),
        None => id.clone(),
    };
    match value {
        Value::Text(id) => one(id),
        Value::List(ids) => ids.iter().map(one).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

pub(super) fn emphasis() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

/// The first letters of words that are quoted.
pub(super) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(WORDS).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
