//! The guideline: what the schema tells of what is at hand, each block on the side where its words begin.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame::{Frame, Side};
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use super::{Areas, Context};
use crate::language::classes::is_mark;
use crate::layout::Direction;
use crate::layout::bidi::base_level;
use crate::session::{Command, Guideline, Mode, Motion, Session, Subject};
use crate::words::Block;

/// Columns of a row at most: longer ones are hard to read.
const WIDTH: u16 = 84;
/// Columns beside the rows of a list and of examples, for what picks them or says whether they are right.
const MARGIN: u16 = 4;
/// What a row begins with so that it runs from left to right, or from right to left, whatever word comes first.
const RUNS: [char; 2] = ['\u{200E}', '\u{200F}'];

/// A row of a block, not yet set.
pub(super) struct Row {
    /// What is in the margin.
    margin: String,
    text: String,
    style: Style,
    /// Whether its words begin on the right.
    is_right: bool,
    is_indented: bool,
}

/// The guideline.
pub(super) const PLAN: Plan = Plan {
    keys: Keys {
        hints: &[Command::Move(Motion::PageDown), Command::Move(Motion::PageUp)],
        kept: &[Command::Help, Command::Cancel],
    },
    ..Plan::of(Mode::Guideline, Shape::List)
};

/// Draws the guideline.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let area = areas.whole_middle();
    let width = column(area.width);
    let rows = rows(session, context, width);
    let top = session.find::<Guideline>().map_or(0, Guideline::top).min(rows.len().saturating_sub(usize::from(area.height)));
    let page = Rect { x: area.x + (area.width - width) / 2, width, ..area };
    for y in area.y..area.bottom() {
        Pieces::default().draw(frame, Rect { y, height: 1, ..area }, Style::new());
    }
    for (row, y) in rows.iter().skip(top).zip(area.y..area.bottom()) {
        row.draw(frame, Rect { y, height: 1, ..page }, context);
    }
}

/// How many rows the guideline has on a screen of this width.
pub(super) fn count(session: &Session, context: Context<'_>, width: u16) -> usize {
    rows(session, context, column(width)).len()
}

fn column(width: u16) -> u16 {
    if width > 4 { (width - 2).min(WIDTH) } else { width }
}

fn rows(session: &Session, context: Context<'_>, width: u16) -> Vec<Row> {
    session.find::<Guideline>().map_or_else(Vec::new, |guideline| about(guideline.subject(), session, context, width))
}

/// What the schema tells of something, in rows of so many columns.
pub(super) fn about(subject: &Subject, session: &Session, context: Context<'_>, width: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut before = None;
    for block in context.words.guideline(session.schema(), subject) {
        if before.as_ref().is_some_and(|before| is_apart(before, &block)) {
            rows.push(Row::blank());
        }
        rows.extend(set(&block, context, width));
        before = Some(block);
    }
    rows
}

/// Whether a blank row is between two blocks.
fn is_apart(before: &Block, after: &Block) -> bool {
    let is_listed = |block: &Block| matches!(block, Block::Example { .. } | Block::Entry { .. });
    !(matches!(before, Block::Heading { .. }) || is_listed(before) && is_listed(after))
}

/// The rows of a block.
fn set(block: &Block, context: Context<'_>, width: u16) -> Vec<Row> {
    let theme = context.theme;
    let joined = |first: &str, second: &str| if second.is_empty() { first.to_owned() } else { format!("{first} — {second}") };
    let (margin, text, style) = match block {
        Block::Heading { text, .. } => (None, text.clone(), theme.key()),
        Block::Paragraph(text) => (None, text.clone(), Style::new()),
        Block::Terms(text) => (None, text.clone(), theme.faint()),
        Block::Example { text, is_wrong, note } => (Some(if *is_wrong { "✗" } else { "✓" }), joined(text, note), Style::new()),
        Block::Entry { key, name, text } => (Some(key.as_str()), joined(name, text), Style::new()),
    };
    let is_right = base_level(&text, Direction::Auto) == 1;
    let room = if margin.is_some() { width.saturating_sub(MARGIN) } else { width };
    let mut margin_text = margin.unwrap_or_default().to_owned();
    let is_indented = margin.is_some();
    let rows = wrapped(&text, room).into_iter();
    rows.map(|text| Row { margin: std::mem::take(&mut margin_text), text, style, is_right, is_indented }).collect()
}

/// Breaks a text between its words into rows of so many columns. Shaping makes a row narrower at most.
fn wrapped(text: &str, width: u16) -> Vec<String> {
    let columns = |text: &str| text.chars().filter(|c| !is_mark(*c)).count();
    let width = usize::from(width.max(8));
    let mut rows: Vec<String> = Vec::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let wide = columns(word);
        match rows.last_mut() {
            Some(row) if used + 1 + wide <= width => {
                row.push(' ');
                row.push_str(word);
                used += 1 + wide;
            }
            _ => {
                rows.push(word.to_owned());
                used = wide;
            }
        }
    }
    rows
}

impl Row {
    fn blank() -> Self {
        Self { margin: String::new(), text: String::new(), style: Style::new(), is_right: false, is_indented: false }
    }

    /// Draws it in the first row of an area.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, context: Context<'_>) {
        let indent = if self.is_indented { MARGIN.min(area.width) } else { 0 };
        let mut margin = Pieces::default();
        margin.add(&self.margin, context.theme.key());
        let mut line = Pieces::default();
        let [left, right] = RUNS;
        let run = if self.is_right { right } else { left };
        line.add(&if self.text.is_ascii() { self.text.clone() } else { format!("{run}{}", self.text) }, self.style);
        let side = if self.is_right { Side::Right } else { Side::Left };
        let mut block = frame.beginning(side);
        let (beside, rest) = (block.first(area, indent), block.last(area, area.width - indent));
        line.draw(&mut block, rest, Style::new());
        margin.draw(&mut block, beside, Style::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_between_its_words_and_vowel_marks_take_no_column() {
        assert_eq!(wrapped("one two three four", 9), ["one two", "three", "four"]);
        assert_eq!(wrapped("كَتَبَ قَرَأَ", 8), ["كَتَبَ قَرَأَ"]);
        assert_eq!(wrapped("", 20), [""; 0]);
    }
}
