//! The whole numbers that a tally is made of, each with the way to it.
//!
//! A tally is a sum over texts in every one of its numbers. What a text adds to each can be kept as a list, and any
//! selection of texts be added up from such lists without counting anything again.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// The most steps of a way.
const STEPS: usize = 12;

/// The way to a number: from the tally into a part of it, and from there further down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Way {
    steps: [u32; STEPS],
    length: usize,
}

/// What is shown every number with the way to it, and gives the number that is to stand there.
pub(super) type Visit<'a> = dyn FnMut(Way, u128) -> u128 + 'a;

/// What is made of whole numbers.
pub(super) trait Cells {
    /// Goes to each of its numbers; always in the same order as long as nothing is added.
    fn each(&mut self, way: Way, visit: &mut Visit<'_>);
}

/// What tells the numbers of a table apart.
pub(super) trait Step {
    /// Goes on from a way.
    fn on(&self, way: Way) -> Way;
}

impl Way {
    /// The way one step further.
    #[must_use]
    pub(super) fn to(mut self, step: u32) -> Self {
        if let Some(next) = self.steps.get_mut(self.length) {
            *next = step;
        }
        self.length += 1;
        self
    }
}

impl Cells for u64 {
    fn each(&mut self, way: Way, visit: &mut Visit<'_>) {
        *self = Self::try_from(visit(way, u128::from(*self))).unwrap_or(Self::MAX);
    }
}

impl Cells for u128 {
    fn each(&mut self, way: Way, visit: &mut Visit<'_>) {
        *self = visit(way, *self);
    }
}

impl<K: Step, V: Cells> Cells for HashMap<K, V> {
    fn each(&mut self, way: Way, visit: &mut Visit<'_>) {
        for (key, value) in self {
            value.each(key.on(way), visit);
        }
    }
}

impl<K: Step, V: Cells> Cells for BTreeMap<K, V> {
    fn each(&mut self, way: Way, visit: &mut Visit<'_>) {
        for (key, value) in self {
            value.each(key.on(way), visit);
        }
    }
}

impl Step for u32 {
    fn on(&self, way: Way) -> Way {
        way.to(*self)
    }
}

impl Step for bool {
    fn on(&self, way: Way) -> Way {
        way.to(u32::from(*self))
    }
}

/// Nothing is 0, and all else one more.
impl Step for Option<u32> {
    fn on(&self, way: Way) -> Way {
        way.to(self.map_or(0, |n| n.saturating_add(1)))
    }
}

impl Step for u64 {
    fn on(&self, way: Way) -> Way {
        way.to(u32::try_from(*self).unwrap_or(u32::MAX))
    }
}

impl Step for usize {
    fn on(&self, way: Way) -> Way {
        way.to(u32::try_from(*self).unwrap_or(u32::MAX))
    }
}

impl Step for u128 {
    fn on(&self, way: Way) -> Way {
        way.to(u32::try_from(*self).unwrap_or(u32::MAX))
    }
}

impl<A: Step, B: Step> Step for (A, B) {
    fn on(&self, way: Way) -> Way {
        self.1.on(self.0.on(way))
    }
}

/// Makes a structure [`Cells`] by naming those of its fields that are sums over texts.
macro_rules! cells {
    ($name:ident $(<$kind:ident>)? { $($field:ident),+ $(,)? }) => {
        impl $(<$kind: $crate::review::agreement::cells::Step>)? $crate::review::agreement::cells::Cells for $name $(<$kind>)? {
            fn each(
                &mut self,
                way: $crate::review::agreement::cells::Way,
                visit: &mut $crate::review::agreement::cells::Visit<'_>,
            ) {
                let fields: Vec<&mut dyn $crate::review::agreement::cells::Cells> = vec![$(&mut self.$field),+];
                for (n, field) in fields.into_iter().enumerate() {
                    field.each($crate::review::agreement::cells::Step::on(&n, way), visit);
                }
            }
        }
    };
}

pub(super) use cells;

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Counted {
        texts: u64,
        by_tag: HashMap<u32, u64>,
        by_length: BTreeMap<u128, u128>,
    }

    cells!(Counted { texts, by_tag, by_length });

    #[test]
    fn every_number_has_a_way_of_its_own_and_can_be_replaced() {
        let mut counted = Counted { texts: 7, by_tag: [(0, 1), (1, 2)].into(), by_length: [(1, 5)].into() };
        let mut seen = HashMap::new();
        counted.each(Way::default(), &mut |way, n| {
            assert_eq!(seen.insert(way, n), None);
            n * 2
        });
        assert_eq!(seen.len(), 4);
        assert_eq!((counted.texts, counted.by_tag[&1], counted.by_length[&1]), (14, 4, 10));
    }
}
