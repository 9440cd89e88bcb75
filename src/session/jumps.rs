//! Places gone away from: the way back, and forth again.

/// Places that are remembered.
const MOST: usize = 100;

/// The places of a text that the cursor went far away from.
#[derive(Debug, Clone, Default)]
pub(super) struct Jumps {
    back: Vec<usize>,
    forth: Vec<usize>,
}

impl Jumps {
    /// Remembers a place that was left by a far move; the way forth ends there.
    pub(super) fn leave(&mut self, at: usize) {
        self.forth.clear();
        if self.back.last() != Some(&at) {
            self.back.push(at);
            if self.back.len() > MOST {
                self.back.remove(0);
            }
        }
    }

    /// The place before the last far move; the present one is the next on the way forth.
    pub(super) fn back(&mut self, from: usize) -> Option<usize> {
        let to = self.back.pop()?;
        self.forth.push(from);
        Some(to)
    }

    /// The place that was gone back from last.
    pub(super) fn forth(&mut self, from: usize) -> Option<usize> {
        let to = self.forth.pop()?;
        self.back.push(from);
        Some(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_the_way_forth_turned_round_until_another_move() {
        let mut jumps = Jumps::default();
        jumps.leave(1);
        jumps.leave(2);
        assert_eq!((jumps.back(3), jumps.back(2), jumps.back(1)), (Some(2), Some(1), None));
        assert_eq!((jumps.forth(1), jumps.forth(2), jumps.forth(3)), (Some(2), Some(3), None));
        assert_eq!(jumps.back(3), Some(2));
        jumps.leave(2);
        assert_eq!(jumps.forth(9), None);
    }

    #[test]
    fn as_many_places_are_remembered_as_anybody_goes_back_to() {
        let mut jumps = Jumps::default();
        (0..1000).for_each(|at| jumps.leave(at));
        assert_eq!(std::iter::from_fn(|| jumps.back(0)).count(), MOST);
    }
}
