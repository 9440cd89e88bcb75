//! Where things stand on screen, down to a screen of one cell.

use ratatui::layout::Rect;

use super::parts::bar::Bar;
use super::{Context, deciding, keys, units};
use crate::session::{Draft, Guideline, Help, Inspector, Mode, Relating, Session, Submission};

/// The parts of the screen; a part there is no room for has no height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Areas {
    /// The keys of the reader with its tags, or the heading of the list.
    pub legend: Rect,
    /// The text, without its gutter, or the list.
    pub text: Rect,
    /// The side bars, right of the text.
    pub gutter: Rect,
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
/// Most rows that it takes below the text.
const BELOW: u16 = 8;

/// Divides the screen.
pub fn areas(screen: Rect, session: &Session, context: Context<'_>) -> Areas {
    let shows_text = matches!(session.behind(), Mode::Reading | Mode::Draft | Mode::Edge);
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
    let is_high = screen.height >= 7;
    let most = keys::most(screen.height);
    let rows_of = |bar: &Bar| bar.height(screen.width, most);
    let reviews = matches!(session.behind(), Mode::Review | Mode::Preview | Mode::Fields);
    let legend = match shows_text && session.review().is_none() {
        true if is_high && session.shows_legend() => rows_of(&keys::reader(session, Mode::Reading, context)),
        true => 0,
        false if is_high && reviews => rows_of(&deciding::above(session, context)),
        false => u16::from(is_high && (session.shows_legend() || !shows_text)),
    };
    let listing = matches!(session.behind(), Mode::Corpus | Mode::States | Mode::Facts | Mode::Propagating | Mode::Concordance)
        || session.find::<Help>().is_some()
        || session.find::<Guideline>().is_some();
    let keys =
        if listing && is_high && session.shows_legend() { rows_of(&keys::place(session, session.mode(), context)) } else { 0 };
    let gutter = if marked && screen.width >= 12 { 2 } else { 0 };
    let row = |y: u16, height: u16| Rect { x: screen.x, y: screen.y + y, width: screen.width, height };
    let reviewing = session.review().is_some() && session.find::<Draft>().is_none();
    let room = screen.height - status - inspector - remark - legend - keys;
    // The text keeps at least a third; on a low screen the readings come first.
    let needed = || u16::try_from(units::panel(session, screen.width, context).height()).unwrap_or(u16::MAX);
    let panel = if reviewing { needed().min(room - room.div_ceil(3)) } else { 0 };
    let middle = row(legend, room - panel);
    let beside = if is_beside { BESIDE } else { 0 };
    let text = Rect { x: middle.x + beside, width: middle.width - beside - gutter, ..middle };
    let below = row(screen.height - status - keys - inspector, inspector);
    Areas {
        legend: row(0, legend),
        text: if is_beside { Rect { x: text.x + 1, width: text.width - 1, ..text } } else { text },
        gutter: Rect { x: screen.x + screen.width - gutter, width: gutter, ..middle },
        inspector: if is_beside { Rect { width: BESIDE, ..middle } } else { below },
        shows_card: is_beside || is_used && shows_spans,
        remark: row(screen.height - status - keys - inspector - remark, remark),
        panel: row(legend + room - panel, panel),
        keys: row(screen.height - status - keys, keys),
        status: row(screen.height - status, status),
    }
}
