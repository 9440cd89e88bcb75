//! What is below the text of a review: rows that are always there, and items that scroll with the one at hand.

use super::context::Context;
use super::parts::bar::BarRow;
use super::pieces::Pieces;

/// The rows below the text.
#[derive(Debug, Default)]
pub(super) struct Panel {
    /// How far the review has come, and what is at hand.
    pub(super) head: Vec<Pieces>,
    /// Readings, fields or units, each in its rows.
    pub(super) items: Vec<Vec<Pieces>>,
    /// Items that are not among them, for want of room.
    pub(super) more: usize,
    /// The number of the item that is to be seen.
    pub(super) focus: usize,
    /// What was decided, and what is said of it.
    pub(super) foot: Vec<Pieces>,
    /// The keys below, which are the last row.
    pub(super) keys: Option<BarRow>,
}

impl Panel {
    /// How many rows it needs to be seen whole.
    pub(super) fn height(&self) -> usize {
        self.head.len() + self.items.iter().map(Vec::len).sum::<usize>() + self.foot.len() + usize::from(self.keys.is_some())
    }

    /// The keys, where so many rows have room for them beside two rows of the head, an item and a row of the foot.
    pub(super) fn keys_within(&self, height: usize) -> Option<&BarRow> {
        self.keys.as_ref().filter(|_| self.height() <= height || height >= 5)
    }

    /// As much of it as so many rows hold: the items around the one at hand, and at least a row of each other part.
    pub(super) fn rows(mut self, height: usize, context: Context<'_>) -> Vec<Pieces> {
        let keys = usize::from(self.keys.is_some());
        if self.height() > height {
            // Where there is no room, what says nothing goes first.
            self.foot.retain(|row| row.width() > 0);
        }
        if self.height() > height {
            self.head.truncate(2);
            let least = self.items.iter().map(Vec::len).sum::<usize>().min(3);
            let room = height.saturating_sub(self.head.len() + keys + least);
            self.foot.truncate(room.max(1));
        }
        let room = height.saturating_sub(self.head.len() + self.foot.len() + keys).max(1);
        let items = self.window(room, context);
        [self.head, items, self.foot, self.keys.map(|row| row.line).into_iter().collect()]
            .into_iter()
            .flatten()
            .take(height)
            .collect()
    }

    /// The rows of the items around the one at hand, with a last one that says how many are above and below.
    fn window(&self, room: usize, context: Context<'_>) -> Vec<Pieces> {
        let rows: Vec<(usize, &Pieces)> =
            self.items.iter().enumerate().flat_map(|(n, item)| item.iter().map(move |row| (n, row))).collect();
        if rows.len() <= room && self.more == 0 {
            return rows.into_iter().map(|(_, row)| row.clone()).collect();
        }
        let shown = if room > 1 { room - 1 } else { room };
        let first = rows.iter().position(|(n, _)| *n == self.focus).unwrap_or(0);
        let end = rows.iter().rposition(|(n, _)| *n == self.focus).map_or(0, |last| last + 1);
        let from = end.saturating_sub(shown).min(first);
        let seen: Vec<(usize, &Pieces)> = rows.into_iter().skip(from).take(shown).collect();
        let above = seen.first().map_or(0, |(n, _)| *n);
        let below = self.items.len() + self.more - seen.last().map_or(0, |(n, _)| n + 1);
        let mut window: Vec<Pieces> = seen.into_iter().map(|(_, row)| row.clone()).collect();
        if room > 1 {
            let mut line = Pieces::default();
            line.add(&format!("  \u{2191} {above}  \u{2193} {below}"), context.theme.faint());
            window.push(line);
        }
        window
    }
}
