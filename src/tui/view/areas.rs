//! Where things stand on screen, down to a screen of one cell.

use ratatui::layout::Rect;

use crate::session::{Draft, Mode, Session};

/// The parts of the screen; a part there is no room for has no height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Areas {
    /// The legend of tags, or the heading of the list.
    pub legend: Rect,
    /// The text, without its gutter, or the list.
    pub text: Rect,
    /// The side bars, right of the text.
    pub gutter: Rect,
    /// The spans under the cursor.
    pub inspector: Rect,
    /// What a reviewer proposes.
    pub proposal: Rect,
    /// The readings of the unit that is reviewed.
    pub panel: Rect,
    /// The last line.
    pub status: Rect,
}

impl Areas {
    /// Everything between the top and the status line.
    pub fn whole_middle(&self) -> Rect {
        let height = self.status.y.saturating_sub(self.legend.y).max(self.text.height);
        Rect { x: self.text.x, y: self.legend.y, width: self.text.width + self.gutter.width, height }
    }
}

/// Divides the screen.
pub fn areas(screen: Rect, session: &Session) -> Areas {
    let reading = matches!(session.behind(), Mode::Reading | Mode::Edge);
    let marked = reading || session.review().is_some();
    let status = u16::from(screen.height >= 2);
    let inspector = u16::from(reading && screen.height >= 5);
    let has_proposals = reading && session.reading().is_some_and(|reading| !reading.proposals().is_empty());
    let proposal = u16::from(has_proposals && screen.height >= 4);
    let legend = u16::from(screen.height >= 7 && (session.shows_legend() || !reading));
    let gutter = if marked && screen.width >= 12 { 2 } else { 0 };
    let row = |y: u16, height: u16| Rect { x: screen.x, y: screen.y + y, width: screen.width, height };
    let reviewing = session.review().is_some() && session.find::<Draft>().is_none();
    let room = screen.height - status - inspector - proposal - legend;
    // The text keeps at least a third; on a low screen the readings come first.
    let panel = if reviewing { super::review::rows(session).min(room - room.div_ceil(3)) } else { 0 };
    let middle = row(legend, room - panel);
    Areas {
        legend: row(0, legend),
        text: Rect { width: screen.width - gutter, ..middle },
        gutter: Rect { x: screen.x + screen.width - gutter, width: gutter, ..middle },
        inspector: row(screen.height - status - inspector, inspector),
        proposal: row(screen.height - status - inspector - proposal, proposal),
        panel: row(legend + room - panel, panel),
        status: row(screen.height - status, status),
    }
}
