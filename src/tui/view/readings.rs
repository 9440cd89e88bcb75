//! The readings of a unit: tag, words, attributes, notes and relations, with the difference picked out.

use std::ops::Range;

use ratatui::style::{Modifier, Style};

use super::context::Context;
use super::flow::Flow;
use super::pieces::Pieces;
use crate::annotation::{Annotation, Defaults, Value};
use crate::review::UnitKind;
use crate::review::compare::{Reading, Unit};
use crate::session::{Desk, Session};
use crate::text::Document;
use crate::words::Label;

/// What the readings of a unit do not have in common.
pub(super) struct Differences {
    tag: bool,
    /// The bytes that every reading that is something has.
    common: Range<usize>,
    /// Whether the readings that are something cover other words.
    words: bool,
    attributes: Vec<String>,
    /// Whether someone has nothing.
    pub empty: bool,
}

impl Differences {
    /// What differs between the readings of a unit.
    pub(super) fn of(unit: &Unit, defaults: &Defaults) -> Self {
        let present: Vec<&Reading> = unit.readings.iter().filter(|reading| !reading.is_empty()).collect();
        let spans = || present.iter().flat_map(|reading| &reading.spans);
        let tag = spans().any(|span| spans().next().is_some_and(|first| first.tag != span.tag));
        let extent = |reading: &&&Reading| {
            let start = reading.spans.first().map_or(0, |span| span.span.start());
            (start, reading.spans.iter().map(|span| span.span.end()).max().unwrap_or(0))
        };
        let start = present.iter().map(|reading| extent(&reading).0).max().unwrap_or(unit.start);
        let end = present.iter().map(|reading| extent(&reading).1).min().unwrap_or(unit.end).max(start);
        let words = present.iter().any(|reading| extent(&reading) != (start, end));
        let mut attributes: Vec<String> = spans().flat_map(|span| span.attributes.iter().map(|(name, _)| name.clone())).collect();
        attributes.sort();
        attributes.dedup();
        let values =
            |name: &str| present.iter().map(|r| r.spans.first().and_then(|span| defaults.said(span, name))).collect::<Vec<_>>();
        attributes.retain(|name| values(name).windows(2).any(|two| two.first() != two.last()));
        let empty = present.len() < unit.readings.len();
        Self { tag, common: start..end, words, attributes, empty }
    }
}

/// How what differs is picked out.
pub(super) fn emphasis() -> Style {
    Style::new().add_modifier(Modifier::REVERSED)
}

/// Tells a span: its tag and its words, with what differs picked out.
pub(super) fn tell_span(
    flow: &mut Flow,
    span: &Annotation,
    document: &Document,
    differences: &Differences,
    session: &Session,
    context: Context<'_>,
) {
    let style = context.theme.name(session.schema().tag(&span.tag));
    flow.add(context.words.tag(session.schema(), &span.tag), if differences.tag { style.patch(emphasis()) } else { style })
        .gap(1);
    let range = span.span.range();
    let cut = |at: usize| at.clamp(range.start, range.end);
    let (start, end) =
        if differences.words { (cut(differences.common.start), cut(differences.common.end)) } else { (range.start, range.end) };
    let parts = [(range.start..start, true), (start..end, false), (end..range.end, true)];
    let pieces = parts.into_iter().filter(|(part, _)| !part.is_empty()).map(|(part, odd)| {
        let text = elided(&joined(document, &part, &range), if odd { ODD } else { COMMON });
        (text, if odd { emphasis() } else { Style::new() })
    });
    flow.parts(&pieces.collect::<Vec<_>>());
}

/// Most letters shown of words that all readings have, and of those that only some have.
const COMMON: usize = 32;
/// See [`COMMON`].
const ODD: usize = 48;

/// A text that is no longer than so many letters: of a longer one, its beginning and its end.
fn elided(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most / 2).collect();
    let tail: String = text.chars().skip(count - most / 2).collect();
    format!(
        "{} … {}",
        head.rsplit_once(' ').map_or(head.as_str(), |(head, _)| head),
        tail.split_once(' ').map_or(tail.as_str(), |(_, tail)| tail)
    )
}

/// A part of a quote whose letters keep the forms they have in the whole.
fn joined(document: &Document, part: &Range<usize>, whole: &Range<usize>) -> String {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let before = part.start > whole.start && letter(document.slice(whole.start..part.start).chars().next_back());
    let after = part.end < whole.end && letter(document.slice(part.end..whole.end).chars().next());
    let left = if before { "\u{200D}" } else { "" };
    let right = if after { "\u{200D}" } else { "" };
    format!("{left}{}{right}", document.slice(part.clone()))
}

/// Tells the attributes of a span.
pub(super) fn attributes(
    flow: &mut Flow,
    span: &Annotation,
    differences: &Differences,
    document: &Document,
    context: Context<'_>,
) {
    // What differs comes first: where there is little room, it is seen.
    let (odd, same): (Vec<_>, Vec<_>) = span.attributes.iter().partition(|(name, _)| differences.attributes.contains(name));
    for (name, value) in odd.into_iter().chain(same) {
        let odd = differences.attributes.contains(name);
        let style = if odd { emphasis() } else { Style::new() };
        flow.gap(2).add(name, context.theme.faint()).add("=", context.theme.faint()).text(&told(value, document), style);
    }
    let missing = differences.attributes.iter().filter(|name| span.attribute(name).is_none());
    for name in missing {
        flow.gap(2).add(name, context.theme.faint()).add("=", context.theme.faint()).add("-", emphasis());
    }
}

/// Tells a note, with whose it is where that is not plain.
pub(super) fn note(flow: &mut Flow, text: &str, whose: &str, context: Context<'_>) {
    let label = context.words.say(&Label::NoteOfSpan);
    flow.gap(2).add(&label, context.theme.faint()).gap(1);
    if !whose.is_empty() {
        flow.add(whose, context.theme.key()).gap(1);
    }
    flow.text(text, Style::new());
}

/// A value; of a sub-span, its words.
pub(super) fn told(value: &Value, document: &Document) -> String {
    match value {
        Value::Range(start, end) => {
            let bytes = document.byte_of_code_point(*start).zip(document.byte_of_code_point(*end));
            bytes.map_or_else(|| value.to_string(), |(start, end)| document.slice(start..end).to_owned())
        }
        other => other.to_string(),
    }
}

/// Tells the relations of a reading with the words that they lead to.
pub(super) fn relations(flow: &mut Flow, desk: &Desk, unit: &Unit, reading: &Reading, n: usize, context: Context<'_>) {
    for link in &reading.links {
        let shared = |other: &Reading| other.links.iter().any(|own| own.kind == link.kind && own.target == link.target);
        let odd = unit.kind == UnitKind::Relation && !unit.readings.iter().filter(|other| !other.is_empty()).all(shared);
        let style = if odd { emphasis() } else { Style::new() };
        let mut kind = Pieces::default();
        kind.add(&format!("{} \u{2192} ", link.kind), context.theme.faint());
        flow.gap(2).headed(&kind, &shortened(&desk.end_of(link, n)), style);
        let certainty = link.certainty.iter().map(|value| (context.words.say(&Label::Certainty), value));
        let attributes = link.attributes.iter().map(|(name, value)| (name.clone(), value));
        for (name, value) in certainty.chain(attributes) {
            flow.gap(1)
                .add(&name, context.theme.faint())
                .add("=", context.theme.faint())
                .text(&told(value, &desk.document), style);
        }
    }
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(30).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
