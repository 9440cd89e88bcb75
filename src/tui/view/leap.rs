//! The letters on words or spans that lead there.

use ratatui::layout::Rect;

use super::Areas;
use super::context::Context;
use super::frame::Frame;
use super::plan::{Keys, Plan, Shape};
use crate::layout::cursor;
use crate::session::{Command, Leap, Mode, Session, Sheet};

/// Letters on the words on screen.
pub(super) const PLAN: Plan =
    Plan { keys: Keys { hints: &[Command::Leap], kept: &[Command::Cancel] }, ..Plan::of(Mode::Leaping, Shape::Row) };

/// The letter of a mark is asked for.
pub(super) const MARKING: Plan =
    Plan { keys: Keys { hints: &[], kept: &[Command::Cancel] }, ..Plan::of(Mode::Marking, Shape::Row) };

/// Draws the letters over the text; of those that are typed in part, what is left.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let (Some(sheet), Some(leap)) = (session.sheet(), session.find::<Leap>()) else { return };
    for landing in leap.landings() {
        let left = landing.label.get(leap.typed()..).unwrap_or_default();
        label(frame, areas.text, sheet, landing.at, left, context);
    }
}

/// Puts the letters of a label over the first letters of a word or a span, if they are on screen.
pub(super) fn label(frame: &mut Frame<'_>, area: Rect, sheet: &Sheet, at: usize, label: &str, context: Context<'_>) {
    let Some(number) = sheet.page().row_of(at) else { return };
    let Some(row) = sheet.page().line(number) else { return };
    let (column, columns) = cursor::column_of(row, at, area.width);
    // Of right-to-left text, the first letters are on the right.
    let length = u16::try_from(label.len()).unwrap_or(1);
    let from = (column + columns).saturating_sub(length);
    let y = area.y.saturating_add(u16::try_from(number).unwrap_or(u16::MAX));
    for (x, letter) in (area.x + from..area.right()).zip(label.chars()) {
        if let Some(cell) = frame.buffer_mut().cell_mut((x, y)).filter(|_| y < area.bottom()) {
            cell.set_char(letter).set_style(context.theme.hint());
        }
    }
}
