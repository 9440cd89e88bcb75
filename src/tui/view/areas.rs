//! Where things stand on screen, down to a screen of one cell.

use ratatui::layout::Rect;

use crate::session::{Mode, Session};

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
    let reading = session.behind() == Mode::Reading || session.behind() == Mode::Edge;
    let status = u16::from(screen.height >= 2);
    let inspector = u16::from(reading && screen.height >= 5);
    let legend = u16::from(screen.height >= 7 && (session.shows_legend() || !reading));
    let gutter = if reading && screen.width >= 12 { 2 } else { 0 };
    let row = |y: u16, height: u16| Rect { x: screen.x, y: screen.y + y, width: screen.width, height };
    let middle = row(legend, screen.height - status - inspector - legend);
    Areas {
        legend: row(0, legend),
        text: Rect { width: screen.width - gutter, ..middle },
        gutter: Rect { x: screen.x + screen.width - gutter, width: gutter, ..middle },
        inspector: row(screen.height - status - inspector, inspector),
        status: row(screen.height - status, status),
    }
}
