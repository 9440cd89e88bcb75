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
use crate::words::{Label, UnitStatus};

/// Columns that the attributes of a reading stand in.
const INDENT: u16 = 6;

/// Draws the review.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
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
        (None, None) => vec![said(&context.words.say(&Label::ReadingTexts), Style::new())],
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
const DECIDING: [(Command, Label<'static>); 7] = [
    (Command::TakeMajority, Label::KeyMajority),
    (Command::TakeNothing, Label::KeyNone),
    (Command::EditReading, Label::KeyEdit),
    (Command::TakeSeveral, Label::KeyKeepAll),
    (Command::Defer, Label::KeyDefer),
    (Command::RepeatDecision, Label::KeyRepeat),
    (Command::ApplyToAlike, Label::KeyAlike),
];

/// The readings to take, by their letters, and the other keys that decide.
fn deciding(desk: Option<&Desk>) -> Vec<(Command, Label<'static>)> {
    let readings = desk.map_or(2, |desk| desk.order().len());
    let letters = (1..).zip(["A", "B", "C", "D", "E", "F", "G", "H", "I"]).take(readings);
    letters.map(|(digit, letter)| (Command::TakeReading(digit), Label::KeyReading { letter })).chain(DECIDING).collect()
}

/// Help and the way out, which always have room in the row below the readings.
const KEPT: [(Command, Label<'static>); 2] = [(Command::Help, Label::KeyHelp), (Command::Back, Label::KeyQuit)];

/// The other keys, for the row below the readings.
const GOING: [(Command, Label<'static>); 7] = [
    (Command::NextOpen, Label::KeyNext),
    (Command::PreviousOpen, Label::KeyPrevious),
    (Command::Undo, Label::KeyUndo),
    (Command::EditComment, Label::KeyComment),
    (Command::CycleReason, Label::KeyReason),
    (Command::FlagGuideline, Label::KeyGuideline),
    (Command::Reveal, Label::KeyWho),
];

/// Keys that decide on one annotator's work.
const JUDGING: [(Command, Label<'static>); 9] = [
    (Command::TakeMajority, Label::KeyAccept),
    (Command::EditReading, Label::KeyChange),
    (Command::TakeNothing, Label::KeyReject),
    (Command::CycleReason, Label::KeyReason),
    (Command::EditComment, Label::KeyComment),
    (Command::ProposeSpan, Label::KeyMissed),
    (Command::Defer, Label::KeyDefer),
    (Command::RepeatDecision, Label::KeyRepeat),
    (Command::ApplyToAlike, Label::KeyAlike),
];

/// Keys while units are shown to which a decision can be applied.
const APPLYING: [(Command, Label<'static>); 1] = [(Command::WidenToCorpus, Label::KeyAllTexts)];
/// The keys that end that.
const APPLIED: [(Command, Label<'static>); 2] = [(Command::Accept, Label::KeyApply), (Command::Cancel, Label::KeyCancel)];

/// Keys as the keymap has them, each with the letter of the other keyboard: as many as so many columns hold whole, and always
/// the last ones, which are kept.
fn hints(
    commands: &[(Command, Label<'_>)],
    kept: &[(Command, Label<'_>)],
    mode: Mode,
    width: u16,
    context: Context<'_>,
) -> Pieces {
    let hint = |(command, label): &(Command, Label<'_>)| keys::labelled(command, &context.words.say(label), mode, context);
    let bar = Bar { hints: commands.iter().filter_map(hint).collect(), kept: kept.iter().filter_map(hint).collect() };
    bar.rows(width, 1).pop().unwrap_or_default()
}

/// How far all texts have come: a bar, and the counts.
fn progress_line(review: &Reviewing, width: u16, context: Context<'_>) -> Pieces {
    let progress = review.progress();
    let Progress { agreed, open, deferred, stale, decided } = progress;
    let disputed = progress.disputed();
    let counts = context.words.say(&Label::Progress { decided, disputed, open, deferred, stale, agreed });
    let room = usize::from(width).saturating_sub(counts.chars().count() + 13).min(40);
    let full = (decided * room).checked_div(progress.disputed()).unwrap_or(room);
    let mut line = Pieces::default();
    line.add(&"\u{2588}".repeat(full), context.theme.key()).add(&"\u{2591}".repeat(room - full), context.theme.faint());
    line.add(&format!(" {counts}"), Style::new());
    if !review.is_complete() {
        line.add(&format!("  {}", context.words.say(&Label::ReadingMore)), context.theme.faint());
    }
    line
}

fn unit_lines(review: &Reviewing, desk: &Desk, session: &Session, (width, context): (u16, Context<'_>)) -> Vec<Pieces> {
    let Some(unit) = review.unit() else { return vec![said(&context.words.say(&Label::NoUnits), Style::new())] };
    let mut lines = vec![heading(review, desk, unit, session, context)];
    let proposed = proposed(review, unit);
    let differences = Differences::of(proposed.as_ref().unwrap_or(unit));
    for (place, n) in desk.order().iter().enumerate() {
        let Some(reading) = unit.readings.get(*n) else { continue };
        let mut line = Pieces::default();
        let name = format!("{}{} {}", if place == review.focus() { "\u{25B6}" } else { " " }, place + 1, review.called(place));
        line.add(&name, context.theme.key()).add(" ", Style::new());
        if reading.is_empty() {
            line.add(
                &format!(" {}", context.words.say(&Label::NoSpanHere)),
                if differences.empty { emphasis() } else { context.theme.faint() },
            );
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
        (state(DocumentState::Returned), Label::KeyReturn),
        (state(DocumentState::Reviewed), Label::KeyReviewed),
        (Command::NextOpen, Label::KeyNext),
        (Command::PreviousOpen, Label::KeyPrevious),
        (Command::Undo, Label::KeyUndo),
        (Command::FlagGuideline, Label::KeyGuideline),
    ];
    hints(&keys, &KEPT, Mode::Review, width, context)
}

/// Which unit of which text, of what kind, and what has become of it.
fn heading(review: &Reviewing, desk: &Desk, unit: &Unit, session: &Session, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    let kind = match review.of() {
        Some(_) if desk.adjudication.is_addition(review.unit_number()) => context.words.say(&Label::UnitMissed),
        Some(of) => of.to_owned(),
        None => context.words.say(&Label::UnitKind { kind: unit.kind }),
    };
    let status = match desk.adjudication.status(review.unit_number()) {
        Status::Agreed if review.of().is_some() && review.decision().is_some() => UnitStatus::Proposed,
        Status::Agreed if review.of().is_some() => UnitStatus::TakenBack,
        Status::Agreed => UnitStatus::Agreed,
        Status::Open => UnitStatus::Open,
        Status::Deferred => UnitStatus::Deferred,
        Status::Stale => UnitStatus::Stale,
        Status::Decided => UnitStatus::Decided,
    };
    let stale = desk.adjudication.status(review.unit_number()) == Status::Stale;
    line.add(&format!("{kind} "), context.theme.key());
    let unit = Label::UnitNumber { number: review.unit_number() + 1, units: desk.units().len() };
    line.add(&format!(" {}  ", context.words.say(&unit)), Style::new());
    line.add(
        &context.words.say(&Label::UnitStatus { status }),
        if stale { context.theme.error() } else { Style::new().add_modifier(Modifier::BOLD) },
    );
    if stale {
        let places = desk.order().iter().enumerate();
        let names = &desk.adjudication.comparison().annotators;
        let changed = desk.adjudication.changed_since(review.unit_number());
        let who: Vec<String> = places
            .filter(|(_, n)| names.get(**n).is_some_and(|name| changed.contains(&name.to_string())))
            .map(|(place, _)| review.called(place))
            .collect();
        let changed = Label::ChangedBy { annotators: &who.join(", ") };
        line.add(&format!(" {}", context.words.say(&changed)), Style::new());
    }
    let left = desk.adjudication.progress().pending();
    let left = Label::UnitsLeft { text: session.text_name(), left };
    line.add(&format!("  {}", context.words.say(&left)), context.theme.faint());
    if let Some(peer) = &desk.peer {
        let work = context.words.say(&Label::DocumentState { state: &peer.state });
        line.add(&format!("  {work}"), context.theme.key());
    }
    if let Some(cause) = &desk.closed {
        line.add(&format!("  {}", context.words.say(&Label::ClosedText { cause })), context.theme.error());
    }
    line
}

/// What was decided, or what will go along with the decision.
fn decision_line(review: &Reviewing, desk: &Desk, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    let rationale = review.rationale();
    let (comment, reason, guideline) = match review.decision() {
        Some(decision) => {
            line.add(&format!("{} ", chosen(review, desk, decision, context)), context.theme.key());
            let by = context.words.say(&Label::ChosenBy { annotator: decision.by.as_str() });
            line.add(&format!("{by}  "), context.theme.faint());
            (&decision.comment, &decision.reason, decision.guideline)
        }
        None => (&rationale.comment, &rationale.reason, rationale.guideline),
    };
    for (label, text) in [(Label::ReasonOfDecision, reason), (Label::CommentOfDecision, comment)] {
        if !text.is_empty() {
            line.add(&format!("{} ", context.words.say(&label)), context.theme.faint())
                .add(text, Style::new())
                .add("  ", Style::new());
        }
    }
    if guideline {
        line.add(&format!("{}  ", context.words.say(&Label::GuidelineFlag)), context.theme.error());
    }
    let answers = desk.peer.iter().flat_map(|peer| &peer.answers);
    let to = |answer: &&Answer| review.decision().is_some_and(|decision| answer.is_on(&decision.by, decision));
    for answer in answers.filter(to) {
        let empty = context.words.say(&Label::AnswerEmpty);
        let text = if answer.text.is_empty() { &empty } else { &answer.text };
        let label = context.words.say(&Label::AnswerToDecision);
        line.add(&format!("{label} "), context.theme.key()).add(text, Style::new()).add("  ", Style::new());
    }
    line
}

fn chosen(review: &Reviewing, desk: &Desk, decision: &Decision, context: Context<'_>) -> String {
    let called = |annotator: &crate::annotation::Annotator| {
        let names = &desk.adjudication.comparison().annotators;
        let place = desk.order().iter().position(|n| names.get(*n) == Some(annotator));
        place.map_or_else(|| annotator.to_string(), |place| review.called(place))
    };
    match &decision.choice {
        Choice::Take(_) | Choice::Majority if review.of().is_some() => context.words.say(&Label::ChosenAccepted),
        Choice::Nothing if review.of().is_some() => context.words.say(&Label::ChosenRejected),
        Choice::Edited(None, _) if review.of().is_some() => context.words.say(&Label::ChosenMissed),
        Choice::Edited(..) if review.of().is_some() => context.words.say(&Label::ChosenChanged),
        Choice::Take(annotator) => context.words.say(&Label::ChosenReading { annotator: &called(annotator) }),
        Choice::Majority => context.words.say(&Label::ChosenMajority),
        Choice::Nothing => context.words.say(&Label::ChosenNothing),
        Choice::Edited(_, spans) => {
            let words: Vec<String> =
                spans.iter().map(|span| format!("{} {}", span.tag, desk.document.slice(span.span.range()))).collect();
            context.words.say(&Label::ChosenEdited { spans: &words.join(" + ") })
        }
        Choice::Several(annotators) => {
            let annotators = annotators.iter().map(called).collect::<Vec<_>>().join(", ");
            context.words.say(&Label::ChosenSeveral { annotators: &annotators })
        }
        Choice::Fields(annotator, fields) => {
            let others: Vec<&str> = fields.iter().map(|(aspect, _)| aspect.word()).collect();
            let taken = Label::ChosenBut { annotator: &called(annotator), fields: &others.join(", ") };
            context.words.say(&taken)
        }
        Choice::Deferred | Choice::Unfit(_) => context.words.say(&Label::ChosenDeferred),
    }
}

/// The units that a decision is about to be applied to.
fn preview_lines(review: &Reviewing, preview: &Preview, context: Context<'_>) -> Vec<Pieces> {
    let targets = preview.targets();
    let units = Label::SimilarUnits { units: targets.len(), all: preview.scope() == Scope::Corpus };
    let mut lines = vec![said(&context.words.say(&units), context.theme.key())];
    for (n, unit) in targets {
        let Some((desk, of)) = review.desks().get(*n).and_then(|desk| Some((desk, desk.units().get(*unit)?))) else { continue };
        let from = of.start.saturating_sub(40);
        let around = desk.document.floor(from)..desk.document.floor((of.end + 40).min(desk.document.len()));
        let mut line = Pieces::default();
        let place = Label::PlaceOfUnit { text: desk.text.place() + 1, unit: unit + 1 };
        line.add(&format!("  {}  ", context.words.say(&place)), context.theme.faint());
        line.add(&desk.document.slice(around).replace(['\n', '\r', '\t'], " "), Style::new());
        lines.push(line);
    }
    lines
}
