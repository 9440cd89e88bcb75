//! The list of texts: name, state, spans per tag, last change, other annotators.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::pieces::Pieces;
use super::{Areas, Context};
use crate::session::corpus::TextEntry;
use crate::session::{Corpus, Session};

/// Columns of the fields right of the name.
const STATE: usize = 12;
const COUNT: usize = 5;

/// Draws the list.
pub fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let area = Rect { width: areas.text.width + areas.gutter.width, ..areas.text };
    let texts = session.texts();
    let list = session.find::<Corpus>();
    let cursor = list.map_or(0, Corpus::cursor);
    let names =
        texts.entries().iter().map(|t| t.name.chars().count()).max().unwrap_or(4).clamp(4, usize::from(area.width / 2).max(4));
    heading(session, names, context).draw(frame, areas.legend, context.theme.faint());
    if texts.is_listed() && texts.entries().is_empty() {
        let mut line = Pieces::default();
        line.add(" no text here: a text is a file that ends in .txt", Style::new());
        line.draw(frame, area, Style::new());
    }
    let shown = texts.entries().iter().enumerate().skip(list.map_or(0, Corpus::top));
    for ((n, text), y) in shown.zip(area.y..area.bottom()) {
        let chosen = n == cursor;
        let background = if chosen { context.theme.cursor() } else { Style::new() };
        entry(session, text, names, chosen, context).draw(frame, Rect { y, height: 1, ..area }, background);
    }
}

fn heading(session: &Session, names: usize, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    line.add(&format!("  {:<names$}  {:<STATE$}", "text", "state"), context.theme.faint());
    for tag in &session.schema().tags {
        line.add(&format!("{:>COUNT$} ", short(&tag.id)), context.theme.faint());
    }
    line.add(&format!(" {:<16} {:>7}  {}", "last change", "size", "others"), context.theme.faint());
    line
}

/// The first letters of a tag, as a column heading.
fn short(tag: &str) -> String {
    tag.chars().take(COUNT - 1).collect()
}

fn entry(session: &Session, text: &TextEntry, names: usize, chosen: bool, context: Context<'_>) -> Pieces {
    let mut line = Pieces::default();
    let plain = if chosen { context.theme.cursor() } else { Style::new() };
    let pad = names.saturating_sub(text.name.chars().count());
    line.add(if chosen { "> " } else { "  " }, plain).add(&text.name, plain).add(&" ".repeat(pad + 2), plain);
    let summary = text.summary.as_ref();
    let state = summary.map_or("…", |s| s.state.as_deref().unwrap_or("-"));
    line.add(&format!("{state:<STATE$}"), plain);
    if let Some(fault) = summary.and_then(|s| s.fault.as_ref()) {
        line.add(&fault.to_string(), if chosen { plain } else { context.theme.error() });
        return line;
    }
    for (n, tag) in session.schema().tags.iter().enumerate() {
        let count = summary.and_then(|s| s.counts.get(n)).copied().unwrap_or(0);
        let shown = if count == 0 { "·".to_owned() } else { count.to_string() };
        line.add(&format!("{shown:>COUNT$}"), if chosen || count == 0 { plain } else { context.theme.name(Some(tag)) })
            .add(" ", plain);
    }
    let changed = summary.and_then(|s| s.changed.as_deref()).unwrap_or("");
    line.add(&format!(" {changed:<16} {:>7}  {}", size(text.bytes), text.others), plain);
    line
}

/// A size for people, in decimal units.
fn size(bytes: u64) -> String {
    match bytes {
        0..=999 => format!("{bytes} B"),
        1_000..=999_999 => format!("{}.{} kB", bytes / 1_000, bytes % 1_000 / 100),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
