//! The review: the text with every reading marked, and below it the unit at hand, its readings side by side.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::parts::bar::Bar;
use super::pieces::Pieces;
use super::reader::Marked;
use super::readings::{Differences, attributes, emphasis, relations, tell_span};
use super::{Areas, Context, keys, reader};
use crate::annotation::DocumentState;
use crate::review::Answer;
use crate::review::adjudication::{Choice, Decision, Progress, Status};
use crate::review::compare::{Reading, Unit};
use crate::session::{Command, Desk, Mode, Preview, Reviewing, Scope, Session};
use crate::text::counted;

/// Columns that the attributes of a reading stand in.
const INDENT: u16 = 6;

/// Draws the review.
pub fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let Some(review) = session.review() else { return };
    draw_text(frame, areas, session, context);
    let width = areas.legend.width;
    let preview = session.find::<Preview>();
    let above = match preview {
        Some(_) => hints(&APPLYING, &APPLIED, Mode::Preview, width, context),
        _ if review.of().is_some() => hints(&JUDGING, &[], Mode::Review, width, context),
        _ => hints(&deciding(review.desk()), &[], Mode::Review, width, context),
    };
    above.draw(frame, areas.legend, Style::new());
    let mut lines = match (preview, review.desk()) {
        (Some(preview), _) => preview_lines(review, preview, context),
        (None, Some(desk)) => unit_lines(review, desk, session, (areas.panel.width, context)),
        (None, None) => vec![said("reading the texts…", Style::new())],
    };
    lines.insert(0, progress_line(review, areas.panel.width, context));
    if lines.len() > usize::from(areas.panel.height) {
        // Where there is no room, what was decided comes before what says nothing.
        lines.retain(|line| line.width() > 0);
    }
    for (line, y) in lines.iter().zip(areas.panel.y..areas.panel.bottom()) {
        line.draw(frame, Rect { y, height: 1, ..areas.panel }, Style::new());
    }
}

/// Draws the text at hand with every annotator's spans; the innermost at the cursor is the current one.
fn draw_text(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let Some(review) = session.review() else { return };
    let Some((sheet, desk)) = review.sheet().zip(review.desk()) else { return };
    let Some(bytes) = reader::page_bytes(sheet) else { return };
    let spans = desk.spans_within(&bytes);
    let current = spans.iter().rfind(|span| span.span.holds(sheet.cursor())).copied();
    reader::draw_sheet(frame, areas, sheet, Marked { spans, current }, session, context);
}

fn said(text: &str, style: Style) -> Pieces {
    let mut line = Pieces::default();
    line.add(text, style);
    line
}

/// Keys that decide, for the row above the text, after those that take a reading.
const DECIDING: [(Command, &str); 7] = [
    (Command::TakeMajority, "majority"),
    (Command::TakeNothing, "none"),
    (Command::EditReading, "edit"),
    (Command::TakeSeveral, "keep all"),
    (Command::Defer, "defer"),
    (Command::RepeatDecision, "repeat"),
    (Command::ApplyToAlike, "alike"),
];

/// The readings to take, by their letters, and the other keys that decide.
fn deciding(desk: Option<&Desk>) -> Vec<(Command, &'static str)> {
    let readings = desk.map_or(2, |desk| desk.order().len());
    let letters = (1..).zip(["A", "B", "C", "D", "E", "F", "G", "H", "I"]).take(readings);
    letters.map(|(digit, letter)| (Command::TakeReading(digit), letter)).chain(DECIDING).collect()
}

/// Help and the way out, which always have room in the row below the readings.
const KEPT: [(Command, &str); 2] = [(Command::Help, "help"), (Command::Back, "quit")];

/// The other keys, for the row below the readings.
const GOING: [(Command, &str); 7] = [
    (Command::NextOpen, "next"),
    (Command::PreviousOpen, "previous"),
    (Command::Undo, "undo"),
    (Command::EditComment, "comment"),
    (Command::CycleReason, "reason"),
    (Command::FlagGuideline, "guideline"),
    (Command::Reveal, "who"),
];

/// Keys that decide on one annotator's work.
const JUDGING: [(Command, &str); 9] = [
    (Command::TakeMajority, "accept"),
    (Command::EditReading, "change"),
    (Command::TakeNothing, "reject"),
    (Command::CycleReason, "reason"),
    (Command::EditComment, "comment"),
    (Command::ProposeSpan, "missed"),
    (Command::Defer, "defer"),
    (Command::RepeatDecision, "repeat"),
    (Command::ApplyToAlike, "alike"),
];

/// Keys while units are shown to which a decision can be applied.
const APPLYING: [(Command, &str); 1] = [(Command::WidenToCorpus, "all texts")];
/// The keys that end that.
const APPLIED: [(Command, &str); 2] = [(Command::Accept, "apply"), (Command::Cancel, "leave")];

/// Keys as the keymap has them, each with the letter of the other keyboard: as many as so many columns hold whole, and always
/// the last ones, which are kept.
fn hints(commands: &[(Command, &str)], kept: &[(Command, &str)], mode: Mode, width: u16, context: Context<'_>) -> Pieces {
    let hint = |(command, word): &(Command, &str)| keys::labelled(command, word, mode, context);
    let bar = Bar { hints: commands.iter().filter_map(hint).collect(), kept: kept.iter().filter_map(hint).collect() };
    bar.rows(width, 1).pop().unwrap_or_default()
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

fn unit_lines(review: &Reviewing, desk: &Desk, session: &Session, (width, context): (u16, Context<'_>)) -> Vec<Pieces> {
    let Some(unit) = review.unit() else { return vec![said("nobody has tagged anything in this text", Style::new())] };
    let mut lines = vec![heading(review, desk, unit, session, context)];
    let proposed = proposed(review, unit);
    let differences = Differences::of(proposed.as_ref().unwrap_or(unit));
    for (place, n) in desk.order().iter().enumerate() {
        let Some(reading) = unit.readings.get(*n) else { continue };
        let mut line = Pieces::default();
        let name = format!("{}{} {}", if place == review.focus() { "\u{25B6}" } else { " " }, place + 1, review.called(place));
        line.add(&name, context.theme.key()).add(" ", Style::new());
        if reading.is_empty() {
            line.add(" nothing", if differences.empty { emphasis() } else { context.theme.faint() });
        }
        let mut more = Pieces::default();
        more.add(&" ".repeat(usize::from(INDENT)), Style::new());
        for (at, span) in reading.spans.iter().enumerate() {
            line.add(if at > 0 { "  + " } else { " " }, context.theme.faint());
            tell_span(&mut line, span, &desk.document, &differences, session, context);
            attributes(&mut more, span, &differences, &desk.document, context);
        }
        relations(&mut more, desk, unit, reading, *n, context);
        lines.push(line);
        lines.push(if more.width() > INDENT { more } else { Pieces::default() });
    }
    if let Some(proposed) = proposed.as_ref().and_then(|unit| unit.readings.last()) {
        let mut line = Pieces::default();
        line.add("  \u{2192} ", context.theme.key());
        for span in &proposed.spans {
            line.add(" ", Style::new());
            tell_span(&mut line, span, &desk.document, &differences, session, context);
            line.add("  ", Style::new());
            attributes(&mut line, span, &differences, &desk.document, context);
        }
        lines.push(line);
    }
    lines.push(decision_line(review, desk, context));
    lines.push(if review.of().is_some() {
        handing_back(width, context)
    } else {
        hints(&GOING, &KEPT, Mode::Review, width, context)
    });
    lines
}

/// In a peer review, a unit with the reviewer's reading as the last.
fn proposed(review: &Reviewing, unit: &Unit) -> Option<Unit> {
    let decision = review.decision().filter(|_| review.of().is_some())?;
    let Choice::Edited(_, spans) = &decision.choice else { return None };
    let mut readings: Vec<Reading> = unit.readings.iter().filter(|reading| !reading.is_empty()).cloned().collect();
    readings.push(Reading { spans: spans.clone(), links: Vec::new() });
    Some(Unit { readings, ..unit.clone() })
}

/// The other keys of a peer review.
fn handing_back(width: u16, context: Context<'_>) -> Pieces {
    let state = |state: DocumentState| Command::HandBack(state.as_str().to_owned());
    let keys = [
        (state(DocumentState::Returned), "return"),
        (state(DocumentState::Reviewed), "reviewed"),
        (Command::NextOpen, "next"),
        (Command::PreviousOpen, "previous"),
        (Command::Undo, "undo"),
        (Command::FlagGuideline, "guideline"),
    ];
    hints(&keys, &KEPT, Mode::Review, width, context)
}

/// Which unit of which text, of what kind, and what has become of it.
fn heading(review: &Reviewing, desk: &Desk, unit: &Unit, session: &Session, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    let kind = match review.of() {
        Some(_) if desk.adjudication.is_addition(review.unit_number()) => "missed",
        Some(of) => of,
        None => unit.kind.name(),
    };
    let status = match desk.adjudication.status(review.unit_number()) {
        Status::Agreed if review.of().is_some() && review.decision().is_some() => "as proposed",
        Status::Agreed if review.of().is_some() => "taken back",
        Status::Agreed => "agreed",
        Status::Open => "open",
        Status::Deferred => "deferred",
        Status::Stale => "STALE",
        Status::Decided => "decided",
    };
    let stale = desk.adjudication.status(review.unit_number()) == Status::Stale;
    line.add(&format!("{kind} "), context.theme.key());
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
    if let Some(peer) = &desk.peer {
        line.add(&format!("  {}", peer.state), context.theme.key());
    }
    if let Some(why) = &desk.closed {
        line.add(&format!("  read-only: {why}"), context.theme.error());
    }
    line
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
        line.add("guideline!  ", context.theme.error());
    }
    let answers = desk.peer.iter().flat_map(|peer| &peer.answers);
    let to = |answer: &&Answer| review.decision().is_some_and(|decision| answer.is_on(&decision.by, decision));
    for answer in answers.filter(to) {
        let text = if answer.text.is_empty() { "put away" } else { &answer.text };
        line.add("answer: ", context.theme.key()).add(text, Style::new()).add("  ", Style::new());
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
        Choice::Take(_) | Choice::Majority if review.of().is_some() => "accepted".to_owned(),
        Choice::Nothing if review.of().is_some() => "rejected".to_owned(),
        Choice::Edited(None, _) if review.of().is_some() => "missed".to_owned(),
        Choice::Edited(..) if review.of().is_some() => "to be changed".to_owned(),
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
        Choice::Fields(annotator, fields) => {
            let others: Vec<&str> = fields.iter().map(|(aspect, _)| aspect.word()).collect();
            format!("took {} but for {}", called(annotator), others.join(", "))
        }
        Choice::Deferred | Choice::Unfit(_) => "put off".to_owned(),
    }
}

/// The units that a decision is about to be applied to.
fn preview_lines(review: &Reviewing, preview: &Preview, context: Context<'_>) -> Vec<Pieces> {
    let targets = preview.targets();
    let scope = match preview.scope() {
        Scope::Corpus => "all texts",
        Scope::Text => "this text",
    };
    let mut lines = vec![said(&format!("alike: {} of {scope}", counted(targets.len(), "open unit")), context.theme.key())];
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
