//! Draws a session: the text or the list, with the bars around it.

mod frame;
mod pieces;
mod flow;
mod targets;
mod parts;
mod plan;
mod hints;
mod context;
mod keys;
mod panel;
mod readings;
mod decided;
mod deciding;
mod fields;
mod units;
mod areas;
mod keyboard;
mod leap;
mod attribute;
mod inspector;
mod facts;
mod excerpt;
mod concordance;
mod attributes;
mod propagation;
mod relating;
mod submission;
mod reader;
mod identities;
mod elsewhere;
mod ordering;
mod bars;
mod columns;
mod headline;
mod initials;
mod totals;
mod corpus;
mod guideline;
mod help;
mod palette;
mod remark;
mod review;
mod states;
mod drift;
mod desk;
mod tour;
mod typed;

use std::borrow::Cow;

use crate::layout::without_harakat;
use crate::session::{Mode, Screen, Session};
use plan::{Plan, Shape};

use frame::{Frame, Side};

pub use areas::{Areas, areas};
pub use context::Context;
pub use hints::Hints;
pub use targets::Target;

/// How many lines the help has on a screen.
pub fn help_lines(screen: ratatui::layout::Rect, session: &Session, context: Context<'_>) -> usize {
    help::count(session, context, areas(screen, session, context).whole_middle().width)
}

/// How many lines the guideline has on a screen.
pub fn guideline_lines(screen: ratatui::layout::Rect, session: &Session, context: Context<'_>) -> usize {
    guideline::count(session, context, areas(screen, session, context).whole_middle().width)
}

/// Draws one frame.
pub fn draw(frame: &mut ratatui::Frame<'_>, session: &Session, context: Context<'_>) {
    let areas = areas(frame.area(), session, context);
    context.hints.targets.clear();
    let mut cells = Frame::new(frame.buffer_mut(), Side::of(context.words));
    draw_all(&mut cells, &areas, session, context);
    if let Some(cursor) = cells.cursor() {
        frame.set_cursor_position(cursor);
    }
}

fn draw_all(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    for screen in seen(session) {
        if let Some((_, draw)) = wing(screen.about()) {
            draw(frame, areas, session, context);
        }
    }
    tour::draw(frame, areas, session, context);
    bars::keys_below(frame, areas.keys, session, context);
    bars::status(frame, areas.status, session, context);
    bars::continuations(frame, areas, session, context);
    if !session.shows_marks() {
        without_marks(frame);
    }
}

/// The screens of which something is seen, the lowest first.
fn seen(session: &Session) -> impl Iterator<Item = &dyn Screen> {
    let screens: Vec<&dyn Screen> = session.screens().collect();
    let lowest = screens.iter().rposition(|screen| shape(*screen).covers()).unwrap_or(0);
    screens.into_iter().skip(lowest)
}

/// What fills the screen and what lies over it: where that is another than in the frame before, nothing of that frame is to be
/// left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// The lowest, and the panels over it.
    screens: Vec<Mode>,
    /// Before a text is open the list stands in its place.
    has_text: bool,
}

impl Scene {
    /// The scene of a session.
    pub fn of(session: &Session) -> Self {
        let screens = seen(session).filter(|screen| shape(*screen) != Shape::Row).map(Screen::about);
        Self { screens: screens.collect(), has_text: session.open_text().is_some() }
    }
}

/// What a screen takes of the whole one.
fn shape(screen: &dyn Screen) -> Shape {
    wing(screen.about()).map_or(Shape::Page, |(plan, _)| plan.shape)
}

/// Draws what a screen puts between the bars.
type Drawing = fn(&mut Frame<'_>, &Areas, &Session, Context<'_>);

/// The screens: what the file of each says of it, and how it is drawn. One that is not seen between the bars draws nothing.
const WINGS: &[(&Plan, Drawing)] = &[
    (&corpus::PLAN, corpus::draw),
    (&desk::PLAN, desk::draw),
    (&desk::DRAFT, desk::draw),
    (&desk::EDGE, desk::draw),
    (&typed::SEARCH, nothing),
    (&typed::NOTE, nothing),
    (&typed::COMMENT, nothing),
    (&typed::FILTER, nothing),
    (&typed::VALUE, nothing),
    (&typed::POINTING, nothing),
    (&typed::QUESTION, nothing),
    (&ordering::PLAN, nothing),
    (&leap::PLAN, leap::draw),
    (&leap::MARKING, nothing),
    // It is drawn with the text, since it is seen there also while no key is for it.
    (&inspector::PLAN, nothing),
    (&attributes::PLAN, attributes::draw),
    (&relating::PLAN, relating::draw),
    (&elsewhere::PLAN, elsewhere::draw),
    (&identities::PLAN, identities::draw),
    (&submission::PLAN, submission::draw),
    (&keyboard::PLAN, keyboard::draw),
    (&facts::PLAN, facts::draw),
    (&propagation::PLAN, propagation::draw),
    (&concordance::PLAN, concordance::draw),
    (&review::PLAN, review::draw),
    (&review::PREVIEW, review::draw),
    (&review::FIELDS, review::draw),
    (&states::PLAN, states::draw),
    (&drift::PLAN, drift::draw),
    (&palette::PLAN, palette::draw),
    (&help::PLAN, help::draw),
    (&guideline::PLAN, guideline::draw),
];

fn wing(mode: Mode) -> Option<&'static (&'static Plan, Drawing)> {
    WINGS.iter().find(|(plan, _)| plan.mode == mode)
}

fn nothing(_frame: &mut Frame<'_>, _areas: &Areas, _session: &Session, _context: Context<'_>) {}

impl Default for Hints {
    fn default() -> Self {
        Self::of(WINGS.iter().map(|(plan, _)| *plan))
    }
}

/// Leaves the vowel marks out of everything that was drawn: the page, and every bar, list and note.
fn without_marks(frame: &mut Frame<'_>) {
    for cell in &mut frame.buffer_mut().content {
        if let Cow::Owned(bare) = without_harakat(cell.symbol()) {
            cell.set_symbol(&bare);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_has_one_screen() {
        for mode in Mode::ALL {
            assert_eq!(WINGS.iter().filter(|(plan, _)| plan.mode == *mode).count(), 1, "{}", mode.name());
        }
    }
}
