//! The unit at hand below the text: what it is, every reading of it, and what was decided; or the units that a decision is
//! about to be applied to.

use ratatui::style::{Modifier, Style};

use super::context::Context;
use super::flow::Flow;
use super::panel::Panel;
use super::pieces::Pieces;
use super::readings::{Differences, attributes, emphasis, note, relations, tell_span, told as value_in_words};
use super::{decided, deciding, fields};
use crate::annotation::DocumentState;
use crate::review::adjudication::{Choice, Progress, Status};
use crate::review::compare::{Reading, Unit};
use crate::session::{Aim, Desk, Fields, Group, Preview, Reviewing, Scope, Session};
use crate::words::{Label, UnitStatus};

/// Columns by which what follows the first row of a reading is indented.
const INDENT: u16 = 6;
/// Most units that are shown before a decision is applied to them.
const MOST: usize = 60;

/// What is below the text of the review.
pub(super) fn panel(session: &Session, width: u16, context: Context<'_>) -> Panel {
    let Some(review) = session.review() else { return Panel::default() };
    let mut panel = match (session.find::<Preview>(), review.desk()) {
        (Some(preview), _) => preview_panel(review, preview, session, width, context),
        (None, Some(desk)) if session.find::<Fields>().is_some() => fields_panel(review, desk, session, width, context),
        (None, Some(desk)) => unit_panel(review, desk, session, width, context),
        (None, None) => Panel { head: said(&context.words.say(&Label::ReadingTexts)), ..Panel::default() },
    };
    panel.head.insert(0, progress_line(review, width, context));
    panel
}

fn said(text: &str) -> Vec<Pieces> {
    let mut line = Pieces::default();
    line.add(text, Style::new());
    vec![line]
}

/// How far all texts have come: a bar, and the counts.
fn progress_line(review: &Reviewing, width: u16, context: Context<'_>) -> Pieces {
    let progress = review.progress();
    let Progress { agreed, open, deferred, stale, decided } = progress;
    let disputed = progress.disputed();
    let mut told = Pieces::default();
    told.add(
        &format!(" {}", context.words.say(&Label::Progress { decided, disputed, open, deferred, stale, agreed })),
        Style::new(),
    );
    if !review.is_complete() {
        told.add(&format!("  {}", context.words.say(&Label::ReadingMore)), context.theme.faint());
    }
    let noted: usize = review.desks().iter().map(Desk::agreed_with_notes).sum();
    if noted > 0 && review.of().is_none() {
        told.add(&format!("  {}", context.words.say(&Label::AgreedWithNotes { units: noted })), context.theme.key());
    }
    let gaps: usize = review.desks().iter().map(|desk| desk.gaps().len()).sum();
    if gaps > 0 {
        told.add(&format!("  {}", context.words.say(&Label::GoldGaps { gaps })), context.theme.error());
    }
    let room = usize::from(width.saturating_sub(told.width())).min(40);
    let full = (decided * room).checked_div(disputed).unwrap_or(room);
    let mut line = Pieces::default();
    line.add(&"\u{2588}".repeat(full), context.theme.key()).add(&"\u{2591}".repeat(room - full), context.theme.faint());
    line.append(&told);
    line
}

fn unit_panel(review: &Reviewing, desk: &Desk, session: &Session, width: u16, context: Context<'_>) -> Panel {
    let Some(unit) = review.unit() else { return Panel { head: said(&context.words.say(&Label::NoUnits)), ..Panel::default() } };
    let mut head = Flow::new(width, 2);
    heading(&mut head, review, desk, unit, session, context);
    let proposed = proposed(review, unit);
    let differences = Differences::of(proposed.as_ref().unwrap_or(unit), &desk.adjudication.comparison().defaults);
    let view = UnitView { review, desk, unit, differences, session, context };
    let groups = review.groups();
    let mut items: Vec<Vec<Pieces>> = groups.iter().enumerate().map(|(n, group)| view.group(n, group, width)).collect();
    if let Some(proposed) = proposed.as_ref().and_then(|unit| unit.readings.last()) {
        items.push(view.proposal(proposed, width));
    }
    let mut foot = Flow::new(width, 2);
    decided::tell(&mut foot, review, desk, context);
    let mut foot = foot.rows();
    let talked = review.decision().filter(|decision| !decision.thread.is_empty());
    foot.extend(talked.map(|decision| decided::thread(decision, width, context)).unwrap_or_default());
    let keys = Some(deciding::below(review, width, context));
    Panel { head: head.rows(), items, more: 0, focus: review.focus(), foot, keys }
}

/// The fields of the unit at hand in the place of its readings.
fn fields_panel(review: &Reviewing, desk: &Desk, session: &Session, width: u16, context: Context<'_>) -> Panel {
    let Some((unit, fields)) = review.unit().zip(session.find::<Fields>()) else { return Panel::default() };
    let mut head = Flow::new(width, 2);
    heading(&mut head, review, desk, unit, session, context);
    let mut foot = Flow::new(width, 2);
    let annotator = review.called_on(desk, fields.base());
    foot.text(&context.words.say(&Label::FieldsOf { annotator: &annotator }), context.theme.faint());
    let items = fields::rows(review, desk, fields, width, context);
    Panel { head: head.rows(), items, focus: fields.at(), foot: foot.rows(), ..Panel::default() }
}

/// In a peer review, a unit with the reviewer's reading as the last.
fn proposed(review: &Reviewing, unit: &Unit) -> Option<Unit> {
    let decision = review.decision().filter(|_| review.of().is_some())?;
    let Choice::Edited(_, spans) = &decision.choice else { return None };
    let mut readings: Vec<Reading> = unit.readings.iter().filter(|reading| !reading.is_empty()).cloned().collect();
    readings.push(Reading { spans: spans.clone(), ..Reading::default() });
    Some(Unit { readings, ..unit.clone() })
}

/// What telling the readings of a unit needs to know.
struct UnitView<'a> {
    review: &'a Reviewing,
    desk: &'a Desk,
    unit: &'a Unit,
    differences: Differences,
    session: &'a Session,
    context: Context<'a>,
}

impl UnitView<'_> {
    /// The rows of readings that are equal: their number, whose they are, what they say.
    fn group(&self, n: usize, group: &Group, width: u16) -> Vec<Pieces> {
        let theme = self.context.theme;
        let mut flow = Flow::new(width, INDENT);
        let mark = if n == self.review.focus() { "\u{25B6}" } else { " " };
        flow.add(&format!("{mark}{}", n + 1), theme.key());
        self.members(&mut flow, group);
        let (members, all) = (group.places.len(), self.desk.order().len());
        if members > 1 {
            let shared = self.context.words.say(&Label::SharedBy { members, all });
            flow.gap(1).add(&format!("\u{B7} {shared}"), theme.faint());
        }
        let leader = self.desk.leader(self.review.unit_number(), group);
        let Some(reading) = self.unit.readings.get(leader) else { return flow.rows() };
        if reading.is_empty() {
            let style = if self.differences.empty { emphasis() } else { theme.faint() };
            flow.gap(2).add(&self.context.words.say(&Label::NoSpanHere), style);
            return flow.rows();
        }
        if let Some(value) = &reading.value {
            flow.gap(2).text(&value_in_words(value, &self.desk.document), emphasis());
            return flow.rows();
        }
        self.spans(&mut flow, reading);
        flow.next_row();
        for span in &reading.spans {
            attributes(&mut flow, span, &self.differences, &self.desk.document, self.context);
        }
        relations(&mut flow, self.desk, self.unit, reading, leader, self.context);
        self.notes(&mut flow, group);
        without_last_blank(flow.rows())
    }

    /// Whose readings they are, each with the state of the work; of several in one state it is told once.
    fn members(&self, flow: &mut Flow, group: &Group) {
        let mut members: Vec<(usize, Option<&DocumentState>)> =
            group.places.iter().zip(&group.numbers).map(|(place, n)| (*place, self.desk.states.get(*n))).collect();
        members.sort_by_key(|(_, state)| group.numbers.iter().position(|n| self.desk.states.get(*n) == *state));
        for (at, (place, state)) in members.iter().enumerate() {
            flow.gap(1).add(&self.review.called(*place), self.context.theme.key());
            let is_last = members.get(at + 1).is_none_or(|(_, next)| next != state);
            if let Some(state) = state.filter(|_| is_last && self.review.of().is_none()) {
                flow.gap(1).add(&self.context.words.say(&Label::DocumentState { state }), self.context.theme.faint());
            }
        }
    }

    fn spans(&self, flow: &mut Flow, reading: &Reading) {
        for (at, span) in reading.spans.iter().enumerate() {
            flow.gap(2);
            if at > 0 {
                flow.add("+", self.context.theme.faint()).gap(1);
            }
            tell_span(flow, span, &self.desk.document, &self.differences, self.session, self.context);
        }
    }

    /// The notes of all whose readings are equal: notes may differ.
    fn notes(&self, flow: &mut Flow, group: &Group) {
        for (place, n) in group.places.iter().zip(&group.numbers) {
            let whose = if group.places.len() > 1 { self.review.called(*place) } else { String::new() };
            let spans = self.unit.readings.get(*n).map(|reading| reading.spans.as_slice()).unwrap_or_default();
            for span in spans.iter().filter(|span| !span.note.is_empty()) {
                note(flow, &span.note, &whose, self.context);
            }
        }
    }

    /// The rows of what a reviewer proposes.
    fn proposal(&self, proposed: &Reading, width: u16) -> Vec<Pieces> {
        let mut flow = Flow::new(width, INDENT);
        flow.add("  \u{2192}", self.context.theme.key());
        self.spans(&mut flow, proposed);
        for span in &proposed.spans {
            attributes(&mut flow, span, &self.differences, &self.desk.document, self.context);
            if !span.note.is_empty() {
                note(&mut flow, &span.note, "", self.context);
            }
        }
        flow.rows()
    }
}

/// Rows without a last one that holds nothing.
fn without_last_blank(mut rows: Vec<Pieces>) -> Vec<Pieces> {
    if rows.last().is_some_and(|row| row.width() <= INDENT) && rows.len() > 1 {
        rows.pop();
    }
    rows
}

/// Which unit of which text, of what kind, and what has become of it.
fn heading(flow: &mut Flow, review: &Reviewing, desk: &Desk, unit: &Unit, session: &Session, context: Context<'_>) {
    let number = review.unit_number();
    let kind = match review.of() {
        Some(_) if desk.adjudication.is_addition(number) => context.words.say(&Label::UnitMissed),
        Some(of) => of.to_owned(),
        None => context.words.say(&Label::UnitKind { kind: unit.kind }),
    };
    let kind = match &unit.fact {
        Some(fact) => format!("{kind} {fact}"),
        None => kind,
    };
    let of_all = context.words.say(&Label::UnitNumber { number: number + 1, units: desk.units().len() });
    flow.add(&kind, context.theme.key()).gap(2).add(&of_all, Style::new()).gap(2);
    let status = desk.adjudication.status(number);
    let is_stale = status == Status::Stale;
    let style = if is_stale { context.theme.error() } else { Style::new().add_modifier(Modifier::BOLD) };
    flow.add(&context.words.say(&Label::UnitStatus { status: told(review, status) }), style);
    if is_stale {
        let changed = Label::ChangedBy { annotators: &changed_by(review, desk, number).join(", ") };
        flow.gap(1).add(&context.words.say(&changed), Style::new());
    }
    if review.decision().is_some_and(|decision| decision.disputed) {
        flow.gap(2).add(&context.words.say(&Label::Disputed), context.theme.error());
    }
    let lacks: Vec<&str> = desk.gaps().iter().filter(|gap| gap.unit == number).map(|gap| gap.missing.name()).collect();
    if !lacks.is_empty() {
        let missing = Label::GoldLacks { missing: &lacks.join(", ") };
        flow.gap(2).text(&context.words.say(&missing), context.theme.error());
    }
    let left = desk.progress().pending();
    let left = context.words.say(&Label::UnitsLeft { text: session.text_name(), left });
    flow.gap(2).add(&left, context.theme.faint());
    if let Some(peer) = &desk.peer {
        flow.gap(2).add(&context.words.say(&Label::DocumentState { state: &peer.state }), context.theme.key());
    }
    if !desk.begun.is_empty() {
        let begun: Vec<String> = desk
            .begun
            .iter()
            .map(|(name, state)| format!("{name} {}", context.words.say(&Label::DocumentState { state })))
            .collect();
        let left_out = Label::NotCounted { annotators: &begun.join(", ") };
        flow.gap(2).text(&context.words.say(&left_out), context.theme.key());
    }
    if let Some(cause) = &desk.closed {
        flow.gap(2).text(&context.words.say(&Label::ClosedText { cause }), context.theme.error());
    }
}

/// Those who have changed their readings since a unit was decided, in the order of their places on screen.
fn changed_by(review: &Reviewing, desk: &Desk, unit: usize) -> Vec<String> {
    let changed = desk.adjudication.changed_since(unit);
    let known = desk.adjudication.comparison().annotators.iter();
    let mut who: Vec<_> = known.filter(|name| changed.iter().any(|other| other == name.as_str())).collect();
    who.sort_by_key(|name| desk.place_of(name));
    who.into_iter().map(|name| review.called_on(desk, name)).collect()
}

/// What has become of a unit, in the words for a review of several or of one.
fn told(review: &Reviewing, status: Status) -> UnitStatus {
    match status {
        Status::Agreed if review.of().is_some() && review.decision().is_some() => UnitStatus::Proposed,
        Status::Agreed if review.of().is_some() => UnitStatus::TakenBack,
        Status::Agreed => UnitStatus::Agreed,
        Status::Open => UnitStatus::Open,
        Status::Deferred => UnitStatus::Deferred,
        Status::Stale => UnitStatus::Stale,
        Status::Decided => UnitStatus::Decided,
    }
}

/// The units that a decision is about to be applied to: where each is, what would be decided there, and its words.
fn preview_panel(review: &Reviewing, preview: &Preview, session: &Session, width: u16, context: Context<'_>) -> Panel {
    let targets = preview.targets();
    let all = preview.scope() == Scope::Corpus;
    let units = match preview.aim() {
        Aim::Alike(_) => Label::SimilarUnits { units: targets.len(), all },
        Aim::Confirm => Label::StaleUnits { units: targets.len(), all },
    };
    let mut head = Flow::new(width, 2);
    head.text(&context.words.say(&units), context.theme.key());
    let items = targets.iter().take(MOST).filter_map(|target| target_rows(review, *target, preview, session, width, context));
    let items: Vec<_> = items.collect();
    let more = targets.len() - items.len();
    Panel { head: head.rows(), items, more, ..Panel::default() }
}

fn target_rows(
    review: &Reviewing,
    target: (usize, usize),
    preview: &Preview,
    session: &Session,
    width: u16,
    context: Context<'_>,
) -> Option<Vec<Pieces>> {
    let desk = review.desks().get(target.0)?;
    let of = desk.units().get(target.1)?;
    let decision = preview.decision(review, target)?;
    let name = session.texts().entries().get(desk.text.place()).map_or("", |entry| &entry.name);
    let mut flow = Flow::new(width, 4);
    let place = Label::PlaceOfUnit { text: name, unit: target.1 + 1 };
    flow.add(&format!("  {}", context.words.say(&place)), context.theme.faint());
    flow.gap(2).text(&decided::chosen(review, desk, &decision, context), context.theme.key()).gap(2);
    if let Some(fact) = &of.fact {
        flow.text(fact, Style::new());
        return Some(flow.rows());
    }
    let from = desk.document.floor(of.start.saturating_sub(40));
    let to = desk.document.floor((of.end + 40).min(desk.document.len()));
    let flat = |bytes| desk.document.slice(bytes).replace(['\n', '\r', '\t'], " ");
    let bold = Style::new().add_modifier(Modifier::BOLD);
    flow.parts(&[
        (flat(from..of.start), context.theme.faint()),
        (flat(of.range()), bold),
        (flat(of.end..to), context.theme.faint()),
    ]);
    Some(flow.rows())
}
