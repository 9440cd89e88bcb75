//! Where things stand on screen, down to a screen of one cell.

use ratatui::layout::Rect;

use super::parts::bar::Bar;
use super::plan::Shape;
use super::{Context, deciding, keys, units};
use crate::session::{Draft, Inspector, Mode, Relating, Room, Session, Submission};

/// The parts of the screen; a part there is no room for has no height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Areas {
    /// The keys of the reader with its tags, or the heading of the list.
    pub legend: Rect,
    /// The text, without its gutter, or the list.
    pub text: Rect,
    /// The side bars and signs, right of the text.
    pub gutter: Rect,
    /// Whether there are rows to spare between paragraphs.
    pub room: Room,
    /// What the span under the cursor says: beside the text, or in a row or some rows below it.
    pub inspector: Rect,
    /// Whether all of that is shown there, and not only a summary in one row.
    pub shows_card: bool,
    /// What a reviewer remarks.
    pub remark: Rect,
    /// The readings of the unit that is reviewed.
    pub panel: Rect,
    /// The keys of the list or the help.
    pub keys: Rect,
    /// What the tour asks for, above everything.
    pub tour: Rect,
    /// The last line.
    pub status: Rect,
}

impl Areas {
    /// Everything between the top and the keys or the status line.
    pub fn whole_middle(&self) -> Rect {
        let bottom = if self.keys.height > 0 { self.keys.y } else { self.status.y };
        let height = bottom.saturating_sub(self.legend.y).max(self.text.height);
        Rect { x: self.legend.x, y: self.legend.y, width: self.legend.width, height }
    }
}

/// Columns from which the inspector stands beside the text.
const WIDE: u16 = 120;
/// Columns that it takes there.
const BESIDE: u16 = 40;
/// Columns between it and the text.
const APART: u16 = 1;
/// Columns from which a text touches no edge of the screen, and has room for signs beside it.
const EDGED: u16 = 60;
/// Columns from which a text has side bars.
const BARRED: u16 = 12;
/// Rows from which there are some to spare.
const AMPLE: u16 = 20;
/// Rows of the tour: which step it is, and what is to be done.
const TOUR: u16 = 3;
/// Most rows that it takes below the text.
const BELOW: u16 = 8;

/// Rows of a screen from which the list of texts has a head over its headings.
const HEADED: u16 = 12;

/// Rows of a screen from which it has bars of keys.
const HIGH: u16 = 7;

/// Divides the screen.
pub fn areas(screen: Rect, session: &Session, context: Context<'_>) -> Areas {
    let touring = if session.tour().is_some() && screen.height >= AMPLE { TOUR } else { 0 };
    let tour = Rect { height: touring, ..screen };
    let screen = Rect { y: screen.y + touring, height: screen.height - touring, ..screen };
    let behind = context.hints.shape(session.behind());
    let shows_text = behind == Shape::Text;
    let marked = shows_text || session.review().is_some();
    let status = u16::from(screen.height >= 2);
    let shows_spans = shows_text && session.open_text().is_some();
    let is_beside = shows_spans && screen.width >= WIDE && session.shows_inspector();
    let is_used =
        session.find::<Inspector>().is_some() || session.find::<Relating>().is_some() || session.find::<Submission>().is_some();
    let inspector = match is_used {
        _ if is_beside => 0,
        true => BELOW.min(screen.height / 3),
        false => u16::from(shows_text && screen.height >= 5),
    };
    let has_remarks = shows_text && session.open_text().is_some_and(|open| !open.remarks().is_empty());
    let remark = u16::from(has_remarks && screen.height >= 4);
    let legend = rows_above(screen, session, context);
    let keys = rows_below(screen, session, context);
    let has_text = marked && session.sheet().is_some();
    let room_of_rows = if screen.height >= AMPLE { Room::Ample } else { Room::Tight };
    let lead = u16::from(has_text && room_of_rows == Room::Ample);
    let row = |y: u16, height: u16| Rect { x: screen.x, y: screen.y + y, width: screen.width, height };
    let reviewing = session.review().is_some() && session.find::<Draft>().is_none();
    // Where nothing else is below a text, it does not touch the status line.
    let foot = if is_beside { lead } else { 0 };
    let room = screen.height - status - inspector - remark - legend - keys - lead - foot;
    // The text keeps at least a third; on a low screen the readings come first.
    let needed = || u16::try_from(units::panel(session, screen.width, context).height()).unwrap_or(u16::MAX);
    let panel = if reviewing { needed().min(room - room.div_ceil(3)) } else { 0 };
    let middle = row(legend + lead, room - panel);
    let (text, gutter) = if has_text {
        let side = if is_beside { Side::Taken } else { Side::Free };
        let side = if shows_spans { side } else { Side::Absent };
        set_columns(middle, side, session)
    } else {
        (middle, Rect { width: 0, ..middle })
    };
    let below = row(screen.height - status - keys - inspector, inspector);
    Areas {
        tour,
        legend: row(0, legend),
        text,
        gutter,
        room: room_of_rows,
        inspector: if is_beside { Rect { width: BESIDE, ..middle } } else { below },
        shows_card: is_beside || is_used && shows_spans,
        remark: row(screen.height - status - keys - inspector - remark, remark),
        panel: row(legend + lead + room - panel, panel),
        keys: row(screen.height - status - keys, keys),
        status: row(screen.height - status, status),
    }
}

/// Rows of the bar above a text or a review, or of the headings of a list.
fn rows_above(screen: Rect, session: &Session, context: Context<'_>) -> u16 {
    let behind = context.hints.shape(session.behind());
    let shows_text = behind == Shape::Text;
    let is_high = screen.height >= HIGH;
    match shows_text && session.review().is_none() {
        true if is_high && session.shows_legend() => rows_of(&keys::reader(session, Mode::Reading, context), screen),
        true => 0,
        false if is_high && behind == Shape::Review => rows_of(&deciding::above(session, context), screen),
        false if session.behind() == Mode::Corpus && screen.height >= HEADED => 2,
        false => u16::from(is_high && (session.shows_legend() || !shows_text)),
    }
}

/// Rows of the bar below a list.
fn rows_below(screen: Rect, session: &Session, context: Context<'_>) -> u16 {
    let lowest = session.screens().map(|screen| context.hints.shape(screen.about())).rfind(|shape| shape.covers());
    let has_bar = lowest == Some(Shape::List) && screen.height >= HIGH && session.shows_legend();
    if has_bar { rows_of(&keys::place(session, session.mode(), context), screen) } else { 0 }
}

fn rows_of(bar: &Bar, screen: Rect) -> u16 {
    bar.height(screen.width, keys::most(screen.height))
}

/// What is at the left of a text, from [`WIDE`] columns on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The inspector.
    Taken,
    /// Room for the inspector, which is closed.
    Free,
    /// Nothing, whatever is opened.
    Absent,
}

/// The columns of a text and of what is at its right, centred in what is left of a part of the screen.
///
/// Lines are as long with the inspector as without it, so that none breaks anew when it is opened.
fn set_columns(middle: Rect, side: Side, session: &Session) -> (Rect, Rect) {
    let edge = u16::from(middle.width >= EDGED);
    let gutter = if middle.width >= BARRED { 2 + edge } else { 0 };
    let beside = if middle.width >= WIDE { BESIDE + APART } else { edge };
    let left = if side == Side::Taken { beside } else { edge };
    let narrow = if side == Side::Absent { edge } else { beside };
    let width = session.typography().columns(middle.width - narrow - gutter - edge);
    let spare = middle.width - left - width - gutter - edge;
    let text = Rect { x: middle.x + left + spare / 2, width, ..middle };
    (text, Rect { x: text.right(), width: gutter, ..middle })
}
