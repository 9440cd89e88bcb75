//! How many must say the same for it to be said.

/// How many must say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quorum {
    /// More than half of those who can.
    Half,
    /// All of them.
    All,
}

impl Quorum {
    /// Whether so many of those who can are enough.
    pub(super) fn is_met(self, count: usize, of: usize) -> bool {
        match self {
            Self::Half => count * 2 > of,
            Self::All => count == of && count > 0,
        }
    }

    /// What enough of all say.
    pub(super) fn verdict<T: PartialEq>(self, mut all: Vec<T>) -> Option<T> {
        let is_same = |n: &usize| all.iter().filter(|other| all.get(*n) == Some(*other)).count();
        let place = (0..all.len()).find(|n| self.is_met(is_same(n), all.len()))?;
        Some(all.swap_remove(place))
    }
}
