//! The columns of the list of texts: which of them have room on a screen, and how wide they are.
//!
//! Where there is less room, columns give way one after another; the headline and the state stay longest.

/// Columns that a headline has before other columns give way to it, and those that it has beside whole names of tags.
const HEADLINE: u16 = 25;
const ROOMY: u16 = 40;
/// Columns between two columns.
pub(super) const GAP: u16 = 2;
/// Columns of the bar of what is filled, with its ends.
pub(super) const BAR: u16 = 6;
/// Columns of a figure such as `118/120`.
pub(super) const FIGURE: u16 = 7;
/// Columns before the first column, of the cursor and the mark, and after the headline, which does not touch the edge.
const MARGIN: u16 = 2 + 1;
/// Columns of the glyph of a state.
pub(super) const GLYPH: u16 = 1;

/// How the state is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StateForm {
    Glyph,
    /// A glyph and a word of at most so many columns.
    Word(u16),
}

/// How it is shown what of that which is required is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FilledForm {
    Hidden,
    Figure,
    /// A bar and the figure.
    Bar,
}

/// How many spans there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Counts {
    Hidden,
    /// Of all tags together, in so many columns.
    Spans(u16),
    /// Of each tag, under its short name.
    Short(Vec<u16>),
    /// Of each tag, under its name.
    Full(Vec<u16>),
}

/// How wide columns are that have all the room they want; of those that are not wanted, none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) name: u16,
    pub(super) mine: u16,
    pub(super) state: StateForm,
    pub(super) filled: FilledForm,
    pub(super) counts: Counts,
    pub(super) others: u16,
    pub(super) changed: u16,
    pub(super) size: u16,
    /// What is left.
    pub(super) headline: u16,
    /// The columns of short names, for where the names have no room.
    pub(super) short: Vec<u16>,
    /// The columns of the number of all spans.
    pub(super) spans: u16,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            name: 0,
            mine: 0,
            state: StateForm::Glyph,
            filled: FilledForm::Hidden,
            counts: Counts::Hidden,
            others: 0,
            changed: 0,
            size: 0,
            headline: 0,
            short: Vec::new(),
            spans: 0,
        }
    }
}

/// What gives way while the headline has less than so many columns.
type Step = (u16, fn(&mut Columns));

/// What gives way, in this order.
const STEPS: [Step; 12] = [
    (ROOMY, |columns| columns.counts = Counts::Short(columns.short.clone())),
    (HEADLINE, |columns| columns.name = columns.name.min(24)),
    (HEADLINE, |columns| columns.filled = FilledForm::Figure),
    (HEADLINE, |columns| columns.counts = Counts::Spans(columns.spans)),
    (HEADLINE, |columns| columns.others = 0),
    (HEADLINE, |columns| columns.name = columns.name.min(16)),
    (HEADLINE, |columns| columns.changed = 0),
    (HEADLINE, |columns| columns.counts = Counts::Hidden),
    (HEADLINE, |columns| columns.state = StateForm::Glyph),
    (HEADLINE, |columns| columns.name = columns.name.min(12)),
    (HEADLINE, |columns| (columns.filled, columns.mine) = (FilledForm::Hidden, 0)),
    (HEADLINE, |columns| (columns.name, columns.size) = (columns.name.min(10), 0)),
];

impl Columns {
    /// The columns of a screen that is so wide.
    pub(super) fn fitted(mut self, width: u16) -> Self {
        for (least, give_way) in STEPS {
            if self.taken() + least > width {
                give_way(&mut self);
            }
        }
        self.headline = width.saturating_sub(self.taken());
        self
    }

    /// Columns of all but the headline.
    fn taken(&self) -> u16 {
        let state = match self.state {
            StateForm::Glyph => GLYPH,
            StateForm::Word(word) => GLYPH + 1 + word,
        };
        let filled = match self.filled {
            FilledForm::Hidden => 0,
            FilledForm::Figure => FIGURE,
            FilledForm::Bar => BAR + 1 + FIGURE,
        };
        let counts = match &self.counts {
            Counts::Hidden => 0,
            Counts::Spans(columns) => *columns,
            Counts::Short(tags) | Counts::Full(tags) => tags.iter().map(|columns| columns + 1).sum::<u16>().saturating_sub(1),
        };
        let all = [self.name, self.mine, state, filled, counts, self.others, self.changed, self.size];
        MARGIN + all.iter().filter(|columns| **columns > 0).map(|columns| columns + GAP).sum::<u16>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(width: u16) -> Columns {
        let wanted = Columns {
            name: 18,
            mine: 0,
            state: StateForm::Word(11),
            filled: FilledForm::Bar,
            counts: Counts::Full(vec![6, 8, 15, 10]),
            others: 8,
            changed: 11,
            size: 0,
            headline: 0,
            short: vec![4, 4, 4, 4],
            spans: 6,
        };
        wanted.fitted(width)
    }

    #[test]
    fn columns_give_way_in_order_and_headline_and_state_stay_longest() {
        let widths = |width| {
            let columns = columns(width);
            (columns.name, columns.state, columns.filled, columns.changed, columns.others, columns.headline)
        };
        let word = StateForm::Word(11);
        assert_eq!(widths(170), (18, word, FilledForm::Bar, 11, 8, 49));
        assert!(matches!(columns(170).counts, Counts::Full(_)) && matches!(columns(130).counts, Counts::Short(_)));
        assert_eq!(widths(130), (18, word, FilledForm::Bar, 11, 8, 32));
        assert_eq!(widths(80), (16, word, FilledForm::Figure, 0, 0, 27));
        assert_eq!(columns(80).counts, Counts::Spans(6));
        assert_eq!(widths(40), (10, StateForm::Glyph, FilledForm::Hidden, 0, 0, 22));
        for width in 0..250 {
            let columns = columns(width);
            assert_eq!(columns.headline, width.saturating_sub(columns.taken()), "{width}");
        }
    }
}
