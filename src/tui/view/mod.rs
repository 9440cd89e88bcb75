//! Draws a session: the text or the list, with the bars around it.

mod pieces;
mod flow;
mod targets;
mod parts;
mod hints;
mod context;
mod keyboard;
mod keys;
mod panel;
mod readings;
mod decided;
mod deciding;
mod fields;
mod units;
mod areas;
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
mod corpus;
mod help;
mod guideline;
mod remark;
mod review;
mod states;
mod drift;

use std::borrow::Cow;

use ratatui::Frame;

use crate::layout::without_harakat;
use crate::session::{Mode, Screen, Session};

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
pub fn draw(frame: &mut Frame<'_>, session: &Session, context: Context<'_>) {
    let areas = areas(frame.area(), session, context);
    context.hints.targets.clear();
    for screen in seen(session) {
        draw_screen(frame, &areas, screen.about(), session, context);
    }
    bars::keys_below(frame, areas.keys, session, context);
    bars::status(frame, areas.status, session, context);
    bars::continuations(frame, &areas, session, context);
    if !session.shows_marks() {
        without_marks(frame);
    }
}

/// The screens of which something is seen, the lowest first.
fn seen(session: &Session) -> impl Iterator<Item = &dyn Screen> {
    let screens: Vec<&dyn Screen> = session.screens().collect();
    let lowest = screens.iter().rposition(|screen| covers(*screen)).unwrap_or(0);
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
        let screens = seen(session).map(Screen::about).filter(|mode| !is_in_bars(*mode));
        Self { screens: screens.collect(), has_text: session.open_text().is_some() }
    }
}

/// Whether nothing of the screens below is seen; those that do not cover them are panels over them, or rows of the bars.
fn covers(screen: &dyn Screen) -> bool {
    let mode = screen.about();
    !is_in_bars(mode) && !is_panel(mode)
}

/// Whether a screen is no more than a row of the bars, or letters on the text.
fn is_in_bars(mode: Mode) -> bool {
    matches!(
        mode,
        Mode::Search
            | Mode::Note
            | Mode::Comment
            | Mode::Question
            | Mode::Ordering
            | Mode::Value
            | Mode::Leaping
            | Mode::Marking
            | Mode::Pointing
    )
}

/// Whether a screen lies over a part of the one below it.
fn is_panel(mode: Mode) -> bool {
    matches!(
        mode,
        Mode::Inspector
            | Mode::Attributes
            | Mode::Relating
            | Mode::Keyboard
            | Mode::Submission
            | Mode::Identities
            | Mode::Elsewhere
    )
}

/// Draws what a screen puts between the bars: each has its wing.
fn draw_screen(frame: &mut Frame<'_>, areas: &Areas, mode: Mode, session: &Session, context: Context<'_>) {
    match mode {
        Mode::Corpus => corpus::draw(frame, areas, session, context),
        Mode::Reading | Mode::Draft | Mode::Edge if session.open_text().is_none() => corpus::draw(frame, areas, session, context),
        Mode::Reading | Mode::Draft | Mode::Edge => {
            reader::draw(frame, areas, session, context);
            bars::legend(frame, areas.legend, session, context);
            if areas.shows_card {
                inspector::draw(frame, areas.inspector, session, context);
            } else {
                bars::inspector(frame, areas.inspector, session, context);
            }
            remark::draw(frame, areas.remark, session, context);
        }
        Mode::Review | Mode::Preview | Mode::Fields => review::draw(frame, areas, session, context),
        Mode::Facts => facts::draw(frame, areas.whole_middle(), session, context),
        Mode::States => states::draw(frame, areas.whole_middle(), session, context),
        Mode::Drift => drift::draw(frame, areas.whole_middle(), session, context),
        Mode::Identities => identities::draw(frame, areas, session, context),
        Mode::Elsewhere => elsewhere::draw(frame, areas, session, context),
        Mode::Help => help::draw(frame, areas.whole_middle(), session, context),
        Mode::Guideline => guideline::draw(frame, areas.whole_middle(), session, context),
        Mode::Relating => relating::draw(frame, areas, session, context),
        Mode::Keyboard => keyboard::draw(frame, areas.whole_middle(), session, context),
        Mode::Propagating => propagation::draw(frame, areas, session, context),
        Mode::Concordance => concordance::draw(frame, areas, session, context),
        Mode::Attributes => attributes::draw(frame, areas, session, context),
        Mode::Leaping => leap::draw(frame, areas, session, context),
        Mode::Submission => submission::draw(frame, areas.inspector, session, context),
        Mode::Search
        | Mode::Note
        | Mode::Comment
        | Mode::Filter
        | Mode::Question
        | Mode::Ordering
        | Mode::Inspector
        | Mode::Value
        | Mode::Marking
        | Mode::Pointing => {}
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
