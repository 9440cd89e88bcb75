//! The rows of a list that are on screen, the one under the cursor and the marked ones among them.

use std::fmt::Debug;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::session::parts::List;
use crate::tui::theme::Theme;
use crate::tui::view::frame::Frame;
use crate::tui::view::pieces::Pieces;
use crate::tui::view::targets::{Target, Targets};

/// Draws the rows on screen; `row` adds what a row shows, in a style where the cursor is on it.
pub(crate) fn draw<K: Copy + PartialEq + Debug>(
    frame: &mut Frame<'_>,
    area: Rect,
    list: &List<K>,
    theme: Theme,
    targets: &Targets,
    row: impl Fn(usize, Option<Style>, &mut Pieces),
) {
    for ((place, number), y) in (list.top()..).zip(list.on_screen()).zip(area.y..area.bottom()) {
        let chosen = (place == list.cursor()).then(|| theme.cursor());
        let background = chosen.unwrap_or_default();
        let mut line = Pieces::default();
        line.add(if chosen.is_some() { ">" } else { " " }, background);
        line.add(if list.is_marked(*number) { "*" } else { " " }, background);
        row(*number, chosen, &mut line);
        let whole = Rect { y, height: 1, ..area };
        line.draw(frame, whole, background);
        targets.put(whole, Target::Row(place));
    }
}
