//! The review: the text with every reading marked, and below it the unit at hand, its readings side by side.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::pieces::Pieces;
use super::{Areas, Context, bars, reader};
use crate::annotation::{Annotation, Value};
use crate::review::UnitKind;
use crate::review::adjudication::{Choice, Decision, Progress, Status};
use crate::review::compare::{Reading, Target, Unit};
use crate::session::{Command, Desk, Mode, Reviewing, Session};
use crate::text::Document;

/// Draws the review.
pub fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let Some(review) = session.review() else { return };
    reader::draw(frame, areas, session, context);
    let above = if session.mode() == Mode::Preview {
        hints(&APPLYING, Mode::Preview, context)
    } else {
        hints(&DECIDING, Mode::Review, context)
    };
    above.draw(frame, areas.legend, Style::new());
    let mut lines = match (review.preview(), review.desk()) {
        (Some(preview), _) => preview_lines(review, &preview.targets, context),
        (None, Some(desk)) => unit_lines(review, desk, session, context),
        (None, None) => vec![said("reading the texts…", Style::new())],
    };
    lines.insert(0, progress_line(review, areas.panel.width, context));
    for (line, y) in lines.iter().zip(areas.panel.y..areas.panel.bottom()) {
        line.draw(frame, Rect { y, height: 1, ..areas.panel }, Style::new());
    }
}

/// The rows that readings and their heading need.
pub fn rows(session: &Session) -> u16 {
    let annotators = session.review().and_then(Reviewing::desk).map_or(2, |desk| desk.order().len());
    u16::try_from(annotators * 2 + 5).unwrap_or(u16::MAX)
}

fn said(text: &str, style: Style) -> Pieces {
    let mut line = Pieces::default();
    line.add(text, style);
    line
}

/// Keys that decide, for the row above the text.
const DECIDING: [(Command, &str); 9] = [
    (Command::TakeReading(1), "A"),
    (Command::TakeReading(2), "B"),
    (Command::TakeMajority, "majority"),
    (Command::TakeNothing, "none"),
    (Command::EditReading, "edit"),
    (Command::TakeSeveral, "keep all"),
    (Command::Defer, "defer"),
    (Command::RepeatDecision, "repeat"),
    (Command::ApplyToAlike, "alike"),
];

/// The other keys, for the row below the readings.
const GOING: [(Command, &str); 9] = [
    (Command::NextOpen, "next"),
    (Command::PreviousOpen, "previous"),
    (Command::Undo, "undo"),
    (Command::EditComment, "comment"),
    (Command::CycleReason, "reason"),
    (Command::FlagGuideline, "guideline"),
    (Command::Reveal, "who"),
    (Command::Help, "help"),
    (Command::Back, "quit"),
];

/// Keys while units are shown to which a decision can be applied.
const APPLYING: [(Command, &str); 3] =
    [(Command::Accept, "apply"), (Command::ApplyToAlike, "all texts"), (Command::Cancel, "leave")];

/// Keys as the keymap has them, each with the letter of the other keyboard.
fn hints(commands: &[(Command, &str)], mode: Mode, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    for (command, word) in commands {
        let Some(keys) = context.keymap.keys_for(command, mode).into_iter().next() else { continue };
        line.add(&keys, context.theme.key());
        if let Some(other) = bars::single(&keys).and_then(|c| context.keymap.other_letter(c)) {
            line.add("/", context.theme.faint()).add(&other.to_string(), context.theme.key());
        }
        line.add(&format!(" {word}  "), context.theme.faint());
    }
    line
}

/// How far all texts have come: a bar, and the counts.
fn progress_line(review: &Reviewing, width: u16, context: Context<'_>) -> Pieces {
    let progress = review.progress();
    let Progress { agreed, open, deferred, stale, decided } = progress;
    let counts =
        format!(" {decided}/{} decided  {open} open  {deferred} deferred  {stale} stale  {agreed} agreed", progress.disputed());
    let room = usize::from(width).saturating_sub(counts.len() + 12).min(40);
    let full = (decided * room).checked_div(progress.disputed()).unwrap_or(room);
    let mut line = Pieces::default();
    line.add(&"\u{2588}".repeat(full), context.theme.key()).add(&"\u{2591}".repeat(room - full), context.theme.faint());
    line.add(&counts, Style::new());
    if !review.is_complete() {
        line.add("  reading…", context.theme.faint());
    }
    line
}

fn unit_lines(review: &Reviewing, desk: &Desk, session: &Session, context: Context<'_>) -> Vec<Pieces> {
    let Some(unit) = review.unit() else { return vec![said("nobody has tagged anything in this text", Style::new())] };
    let mut lines = vec![heading(review, desk, unit, session, context)];
    let differences = Differences::of(unit);
    for (place, n) in desk.order().iter().enumerate() {
        let Some(reading) = unit.readings.get(*n) else { continue };
        let mut line = Pieces::default();
        let name = format!("{}{} {}", if place == review.focus() { "\u{25B6}" } else { " " }, place + 1, review.called(place));
        line.add(&name, context.theme.key()).add(" ", Style::new());
        if reading.is_empty() {
            line.add(" nothing", if differences.empty { emphasis() } else { context.theme.faint() });
        }
        let mut more = Pieces::default();
        more.add("      ", Style::new());
        for (at, span) in reading.spans.iter().enumerate() {
            line.add(if at > 0 { "  + " } else { " " }, context.theme.faint());
            tell_span(&mut line, span, &desk.document, &differences, session, context);
            attributes(&mut more, span, &differences, &desk.document, context);
        }
        relations(&mut more, desk, unit, reading, *n, context);
        lines.push(line);
        lines.push(more);
    }
    lines.push(decision_line(review, desk, context));
    lines.push(hints(&GOING, Mode::Review, context));
    lines
}

/// Which unit of which text, of what kind, and what has become of it.
fn heading(review: &Reviewing, desk: &Desk, unit: &Unit, session: &Session, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    let status = match desk.adjudication.status(review.unit_number()) {
        Status::Agreed => "agreed",
        Status::Open => "open",
        Status::Deferred => "deferred",
        Status::Stale => "STALE",
        Status::Decided => "decided",
    };
    let stale = desk.adjudication.status(review.unit_number()) == Status::Stale;
    line.add(&format!("{} ", unit.kind.name()), context.theme.key());
    line.add(&format!(" unit {} of {}  ", review.unit_number() + 1, desk.units().len()), Style::new());
    line.add(status, if stale { context.theme.error() } else { Style::new().add_modifier(Modifier::BOLD) });
    if stale {
        let places = desk.order().iter().enumerate();
        let names = &desk.adjudication.comparison().annotators;
        let changed = desk.adjudication.changed_since(review.unit_number());
        let who: Vec<String> = places
            .filter(|(_, n)| names.get(**n).is_some_and(|name| changed.contains(&name.to_string())))
            .map(|(place, _)| review.called(place))
            .collect();
        line.add(&format!(" (changed by {})", who.join(", ")), Style::new());
    }
    let left = desk.adjudication.progress().pending();
    line.add(&format!("  {}: {left} left", session.text_name()), context.theme.faint());
    if let Some(why) = &desk.closed {
        line.add(&format!("  read-only: {why}"), context.theme.error());
    }
    line
}

/// What the readings of a unit do not have in common.
struct Differences {
    tag: bool,
    /// The bytes that every reading that is something has.
    common: Range<usize>,
    /// Whether the readings that are something cover other words.
    words: bool,
    attributes: Vec<String>,
    /// Whether someone has nothing.
    empty: bool,
}

impl Differences {
    fn of(unit: &Unit) -> Self {
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
            |name: &str| present.iter().map(|r| r.spans.first().and_then(|span| span.attribute(name))).collect::<Vec<_>>();
        attributes.retain(|name| values(name).windows(2).any(|two| two.first() != two.last()));
        let empty = present.len() < unit.readings.len();
        Self { tag, common: start..end, words, attributes, empty }
    }
}

fn emphasis() -> Style {
    Style::new().add_modifier(Modifier::REVERSED)
}

fn tell_span(
    line: &mut Pieces,
    span: &Annotation,
    document: &Document,
    differences: &Differences,
    session: &Session,
    context: Context<'_>,
) {
    let style = context.theme.name(session.schema().tag(&span.tag));
    line.add(&span.tag, if differences.tag { style.patch(emphasis()) } else { style }).add(" ", Style::new());
    let range = span.span.range();
    let cut = |at: usize| at.clamp(range.start, range.end);
    let (start, end) =
        if differences.words { (cut(differences.common.start), cut(differences.common.end)) } else { (range.start, range.end) };
    let parts = [(range.start..start, true), (start..end, false), (end..range.end, true)];
    let is_arabic = document.slice(range.clone()).chars().any(|c| ('\u{590}'..='\u{8FF}').contains(&c));
    let mut pieces: Vec<(String, bool)> = parts
        .into_iter()
        .filter(|(part, _)| !part.is_empty())
        .map(|(part, odd)| (joined(document, &part, &range), odd))
        .collect();
    if is_arabic {
        // Pieces stand from left to right; what is read first stands on the right.
        pieces.reverse();
    }
    for (text, odd) in pieces {
        let text = elided(&text, if odd { ODD } else { COMMON });
        line.add(&text, if odd { emphasis() } else { Style::new() });
    }
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
    let (left, right) = (if before { "\u{200D}" } else { "" }, if after { "\u{200D}" } else { "" });
    format!("{left}{}{right}", document.slice(part.clone()))
}

fn attributes(line: &mut Pieces, span: &Annotation, differences: &Differences, document: &Document, context: Context<'_>) {
    // What differs comes first: a long line is cut at its end.
    let (odd, same): (Vec<_>, Vec<_>) = span.attributes.iter().partition(|(name, _)| differences.attributes.contains(name));
    for (name, value) in odd.into_iter().chain(same) {
        let odd = differences.attributes.contains(name);
        let style = if odd { emphasis() } else { Style::new() };
        line.add(&format!("{name}="), context.theme.faint()).add(&told(value, document), style).add("  ", Style::new());
    }
    let missing = differences.attributes.iter().filter(|name| span.attribute(name).is_none());
    for name in missing {
        line.add(&format!("{name}="), context.theme.faint()).add("-", emphasis()).add("  ", Style::new());
    }
    if !span.note.is_empty() {
        line.add("note: ", context.theme.faint()).add(&span.note, Style::new()).add("  ", Style::new());
    }
}

/// A value; of a sub-span, its words.
fn told(value: &Value, document: &Document) -> String {
    match value {
        Value::Range(start, end) => {
            let bytes = document.byte_of_code_point(*start).zip(document.byte_of_code_point(*end));
            bytes.map_or_else(|| value.to_string(), |(start, end)| document.slice(start..end).to_owned())
        }
        other => other.to_string(),
    }
}

fn relations(line: &mut Pieces, desk: &Desk, unit: &Unit, reading: &Reading, n: usize, context: Context<'_>) {
    for link in &reading.links {
        let end = match &link.target {
            Target::Unit(at) => {
                let spans = desk.units().get(*at).and_then(|unit| unit.readings.get(n)).map(|reading| reading.spans.as_slice());
                let span = spans.unwrap_or_default().iter().find(|span| span.id == link.to);
                span.map_or_else(|| link.to.clone(), |span| desk.document.slice(span.span.range()).to_owned())
            }
            Target::Other(to) => to.clone(),
        };
        let shared = |other: &Reading| other.links.iter().any(|own| own.kind == link.kind && own.target == link.target);
        let odd = unit.kind == UnitKind::Relation && !unit.readings.iter().filter(|other| !other.is_empty()).all(shared);
        line.add(&format!("{} \u{2192} ", link.kind), context.theme.faint());
        line.add(&shortened(&end), if odd { emphasis() } else { Style::new() }).add("  ", Style::new());
    }
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(30).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// What was decided, or what will go along with the decision.
fn decision_line(review: &Reviewing, desk: &Desk, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    let remark = review.remark();
    let (comment, reason, guideline) = match review.decision() {
        Some(decision) => {
            line.add(&format!("{} ", chosen(review, desk, decision)), context.theme.key());
            line.add(&format!("by {}  ", decision.by), context.theme.faint());
            (&decision.comment, &decision.reason, decision.guideline)
        }
        None => (&remark.comment, &remark.reason, remark.guideline),
    };
    for (word, text) in [("reason: ", reason), ("comment: ", comment)] {
        if !text.is_empty() {
            line.add(word, context.theme.faint()).add(text, Style::new()).add("  ", Style::new());
        }
    }
    if guideline {
        line.add("guideline!", context.theme.error());
    }
    line
}

fn chosen(review: &Reviewing, desk: &Desk, decision: &Decision) -> String {
    let called = |annotator: &crate::annotation::Annotator| {
        let names = &desk.adjudication.comparison().annotators;
        let place = desk.order().iter().position(|n| names.get(*n) == Some(annotator));
        place.map_or_else(|| annotator.to_string(), |place| review.called(place))
    };
    match &decision.choice {
        Choice::Take(annotator) => format!("took {}", called(annotator)),
        Choice::Majority => "took the majority".to_owned(),
        Choice::Nothing => "nothing belongs here".to_owned(),
        Choice::Edited(_, spans) => {
            let words: Vec<String> =
                spans.iter().map(|span| format!("{} {}", span.tag, desk.document.slice(span.span.range()))).collect();
            format!("edited: {}", words.join(" + "))
        }
        Choice::Several(annotators) => {
            format!("kept {}", annotators.iter().map(called).collect::<Vec<_>>().join(" and "))
        }
        Choice::Deferred => "put off".to_owned(),
    }
}

/// The units that a decision is about to be applied to.
fn preview_lines(review: &Reviewing, targets: &[(usize, usize)], context: Context<'_>) -> Vec<Pieces> {
    let whole = review.preview().is_some_and(|preview| preview.whole_corpus);
    let scope = if whole { "all texts" } else { "this text" };
    let mut lines = vec![said(&format!("{} open units of {scope} are alike:", targets.len()), context.theme.key())];
    for (n, unit) in targets {
        let Some((desk, of)) = review.desks().get(*n).and_then(|desk| Some((desk, desk.units().get(*unit)?))) else { continue };
        let from = of.start.saturating_sub(40);
        let around = desk.document.floor(from)..desk.document.floor((of.end + 40).min(desk.document.len()));
        let mut line = Pieces::default();
        line.add(&format!("  text {}, unit {}  ", desk.text + 1, unit + 1), context.theme.faint());
        line.add(&desk.document.slice(around).replace(['\n', '\r', '\t'], " "), Style::new());
        lines.push(line);
    }
    lines
}
