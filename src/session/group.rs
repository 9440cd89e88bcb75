//! The readings of a unit as they are on screen: those that are equal are one.

use std::cmp::Reverse;

use super::desk::Desk;

/// Annotators who read a unit alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Their places on screen.
    pub places: Vec<usize>,
    /// Their numbers in the comparison, in the same order.
    pub numbers: Vec<usize>,
}

impl Desk {
    /// The readings of a unit, those that are equal as one, in the order of the first of each.
    pub fn groups(&self, unit: usize) -> Vec<Group> {
        let comparison = self.adjudication.comparison();
        let mut groups: Vec<Group> = Vec::new();
        for (place, n) in self.order().iter().copied().enumerate() {
            let alike = |group: &&mut Group| group.numbers.first().is_some_and(|first| comparison.is_alike(unit, *first, n));
            match groups.iter_mut().find(alike) {
                Some(group) => {
                    group.places.push(place);
                    group.numbers.push(n);
                }
                None => groups.push(Group { places: vec![place], numbers: vec![n] }),
            }
        }
        groups
    }

    /// The number of the annotator whose reading stands for those of a group: the one who states most relations, since
    /// equal readings may have some whose other end not all have.
    pub fn leader(&self, unit: usize, group: &Group) -> usize {
        let links = |n: usize| self.reading(unit, n).map_or(0, |reading| reading.links.len());
        let members = group.numbers.iter().copied().enumerate();
        members.max_by_key(|(at, n)| (links(*n), Reverse(*at))).map_or(0, |(_, n)| n)
    }

    /// Whether the readings of a group say that nothing is here.
    pub fn says_nothing(&self, unit: usize, group: &Group) -> bool {
        self.reading(unit, self.leader(unit, group)).is_none()
    }
}
