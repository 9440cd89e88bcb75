//! The list of texts: name, state, spans per tag, last change, other annotators.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;

use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use super::{Areas, Context, parts};
use crate::annotation::{Completeness, DocumentState};
use crate::layout::inline;
use crate::session::corpus::{TextEntry, TextKey};
use crate::session::parts::{Order, Way};
use crate::session::{Command, Corpus, Mode, Session};
use crate::text::TextId;
use crate::words::Label;

/// Columns of the fields right of the name.
const STATE: usize = 12;
const COUNT: usize = 5;
const MINE: usize = 6;
/// What is said of what is required, such as `118/120`.
const GAPS: usize = 8;

/// The list of texts.
pub(super) const PLAN: Plan = Plan {
    keys: Keys {
        hints: &[
            Command::Open,
            Command::Filter,
            Command::NextOrder,
            Command::ReverseOrder,
            Command::ToggleMarked,
            Command::ToggleAllMarked,
            Command::ToggleMarks,
        ],
        kept: &[Command::Help, Command::Quit],
    },
    ..Plan::of(Mode::Corpus, Shape::List)
};

/// Draws the list.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let texts = session.texts();
    let whole = Rect { width: areas.text.width + areas.gutter.width, ..areas.text };
    let rows = texts.rows_of(usize::from(whole.height));
    let [area, below] =
        Layout::vertical([Constraint::Length(u16::try_from(rows).unwrap_or(u16::MAX)), Constraint::Min(0)]).areas(whole);
    documents(session, context).draw(frame, below, Style::new());
    let Some(list) = session.find::<Corpus>() else { return };
    let names = texts.longest_name().clamp(4, usize::from(area.width / 2).max(4));
    let order = list.list().orders().first();
    heading(session, names, order, context).draw(frame, areas.legend, context.theme.faint());
    if texts.is_listed() && list.list().shown().is_empty() {
        let mut line = Pieces::default();
        let why = if texts.entries().is_empty() { Label::NoTextHere } else { Label::NoTextShown };
        line.add(&format!(" {}", context.words.say(&why)), Style::new());
        line.draw(frame, area, Style::new());
    }
    parts::list::draw(frame, area, list.list(), context.theme, &context.hints.targets, |row, chosen, line| {
        if let Some(text) = texts.entries().get(row) {
            name(session, row.into(), names, chosen, context, line);
            entry(session, text, chosen, context, line);
            if text.summary.as_ref().is_some_and(|summary| summary.fault.is_some()) {
                line.cut_middle(area.width);
            }
        }
    });
}

/// Which documents beside the texts are none.
fn documents(session: &Session, context: Context<'_>) -> Pieces {
    let documents = session.texts().documents().to_string();
    let mut line = Pieces::default();
    line.add(&format!(" {}", context.words.say(&Label::DocumentsHere { documents: &documents })), context.theme.faint());
    line
}

/// The headings of the columns, that of the one that orders with an arrow.
fn heading(session: &Session, names: usize, order: Option<&Order<TextKey>>, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    let faint = context.theme.faint();
    let arrow = |key: TextKey| match order.filter(|order| order.key == key).map(|order| order.way) {
        Some(Way::Rising) => "\u{2191}",
        Some(Way::Falling) => "\u{2193}",
        None => "",
    };
    let column = |key: TextKey| format!("{}{}", context.words.order(key), arrow(key));
    let text = filled(&context.words.say(&Label::ColumnText), names);
    line.add(&format!("  {text}  "), faint);
    if session.texts().mine() > 0 {
        line.add(&filled(&context.words.say(&Label::ColumnAssigned), MINE), faint);
    }
    line.add(&filled(&column(TextKey::State), STATE), faint);
    line.add(&filled(&context.words.say(&Label::ColumnGaps), GAPS), faint);
    for tag in &session.schema().tags {
        line.add(&format!("{:>COUNT$} ", short(&tag.id)), faint);
    }
    let spans = if arrow(TextKey::Spans).is_empty() { String::new() } else { format!("{} ", column(TextKey::Spans)) };
    let changed = filled(&column(TextKey::Changed), 16);
    let others = context.words.say(&Label::ColumnOthers);
    line.add(&format!(" {spans}{changed} {:>7}  {others}", column(TextKey::Size)), faint);
    line
}

/// The first letters of a tag, as a column heading.
fn short(tag: &str) -> String {
    tag.chars().take(COUNT - 1).collect()
}

/// The name of a text, and whether the annotator is to read it.
fn name(session: &Session, text: TextId, names: usize, chosen: Option<Style>, context: Context<'_>, line: &mut Pieces) {
    let plain = chosen.unwrap_or_default();
    let texts = session.texts();
    let name = texts.entries().get(text.place()).map_or("", |entry| entry.name.as_str());
    let pad = names.saturating_sub(name.chars().count());
    line.add(name, plain).add(&" ".repeat(pad + 2), plain);
    if texts.mine() > 0 {
        let word = if texts.is_mine(text) { context.words.say(&Label::AssignedToMe) } else { String::new() };
        line.add(&filled(&word, MINE), chosen.unwrap_or_else(|| context.theme.key()));
    }
}

fn entry(session: &Session, text: &TextEntry, chosen: Option<Style>, context: Context<'_>, line: &mut Pieces) {
    let plain = chosen.unwrap_or_default();
    let summary = text.summary.as_ref();
    let told = |state: &str| context.words.say(&Label::DocumentState { state: &DocumentState::from(state) });
    let state = summary.map_or_else(|| "…".to_owned(), |s| s.state.as_deref().map_or_else(|| "-".to_owned(), told));
    line.add(&filled(&state, STATE), plain);
    if let Some(fault) = summary.and_then(|s| s.fault.as_ref()) {
        line.add(
            &context.words.say(&Label::Fault { cause: fault }),
            if chosen.is_some() { plain } else { context.theme.error() },
        );
        return;
    }
    completeness(summary.and_then(|summary| summary.completeness), chosen, context, line);
    for (n, tag) in session.schema().tags.iter().enumerate() {
        let count = summary.and_then(|s| s.counts.get(n)).copied().unwrap_or(0);
        let shown = if count == 0 { "·".to_owned() } else { count.to_string() };
        line.add(&format!("{shown:>COUNT$}"), if chosen.is_some() || count == 0 { plain } else { context.theme.name(Some(tag)) })
            .add(" ", plain);
    }
    let changed = summary.and_then(|s| s.changed.as_deref()).unwrap_or("");
    line.add(&format!(" {changed:<16} {:>7}  {}", size(text.bytes, context), text.others), plain);
}

/// What is said of all that is required: bright where something is missing, faint where nothing is.
fn completeness(found: Option<Completeness>, chosen: Option<Style>, context: Context<'_>, line: &mut Pieces) {
    let figure = found.map(|found| format!("{}/{}", found.said, found.required)).unwrap_or_default();
    let style = match found {
        Some(found) if found.gaps() > 0 => context.theme.key(),
        _ => context.theme.faint(),
    };
    line.add(&filled(&figure, GAPS), chosen.unwrap_or(style));
}

/// A size for people, in decimal units.
fn size(bytes: u64, context: Context<'_>) -> String {
    match bytes {
        0..=999 => context.words.say(&Label::SizeBytes { size: &bytes.to_string() }),
        1_000..=999_999 => {
            context.words.say(&Label::SizeKilobytes { size: &format!("{}.{}", bytes / 1_000, bytes % 1_000 / 100) })
        }
        _ => {
            let size = format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000);
            context.words.say(&Label::SizeMegabytes { size: &size })
        }
    }
}

/// A text of a column, filled to so many columns of the screen.
fn filled(text: &str, columns: usize) -> String {
    let taken: usize = inline(text).iter().map(|symbol| usize::from(symbol.width)).sum();
    format!("{text}{}", " ".repeat(columns.saturating_sub(taken)))
}
