//! The review: the text with every reading marked, the keys that decide above it, and below it what is at hand.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame::Frame;
use super::plan::{Plan, Shape};
use super::reader::Marked;
use super::{Areas, Context, bars, deciding, reader, units};
use crate::session::{Mode, Session};

/// The disagreements, decided one by one; the keys that decide are told with the unit.
pub(super) const PLAN: Plan = Plan::of(Mode::Review, Shape::Review);

/// The units to which a decision is about to be applied.
pub(super) const PREVIEW: Plan = Plan::of(Mode::Preview, Shape::Review);

/// The fields of a unit, chosen one by one.
pub(super) const FIELDS: Plan = Plan::of(Mode::Fields, Shape::Review);

/// Draws the review.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    if session.review().is_none() {
        return;
    }
    draw_text(frame, areas, session, context);
    bars::rows(frame, areas.legend, &deciding::above(session, context), context);
    let panel = units::panel(session, areas.panel.width, context);
    let height = usize::from(areas.panel.height);
    let keys = panel.keys_within(height).cloned();
    let rows = panel.rows(height, context);
    for (line, y) in rows.iter().zip(areas.panel.y..areas.panel.bottom()) {
        line.draw(frame, Rect { y, height: 1, ..areas.panel }, Style::new());
    }
    if let (Some(keys), Some(last)) = (keys, rows.len().checked_sub(1).and_then(|n| u16::try_from(n).ok())) {
        bars::pressable(Rect { y: areas.panel.y + last, height: 1, ..areas.panel }, &keys, context);
    }
}

/// Draws the text at hand with every annotator's spans; the innermost at the cursor is the current one.
fn draw_text(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let Some(review) = session.review() else { return };
    let Some((sheet, desk)) = review.sheet().zip(review.desk()) else { return };
    let Some(bytes) = reader::page_bytes(sheet) else { return };
    let spans = desk.spans_within(&bytes);
    let current = spans.iter().rfind(|span| span.span.holds(sheet.cursor())).copied();
    reader::draw_sheet(frame, areas, sheet, Marked { spans, current, ..Marked::default() }, session, context);
}
