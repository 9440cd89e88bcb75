//! The best alignment of two annotators: a matching of greatest weight, by shortest augmenting paths.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};

/// For each left end the right ends it may be matched with, and what that saves.
pub(super) type Edges = Vec<Vec<(usize, f64)>>;

/// A matching of greatest weight: for each left end its right end, if it has one.
///
/// Each left end in turn starts a search for the way of matching or dropping ends that costs least in reduced
/// weights (Kuhn's Hungarian method in the form of Jonker and Volgenant 1987, *Computing* 38:325–340). A search stops
/// at the first end that is free or worth dropping, so that it stays in the neighbourhood; n · m · log n at worst.
pub(super) fn heaviest(edges: &Edges, rights: usize) -> Vec<Option<usize>> {
    let greatest = |edges: &Vec<(usize, f64)>| edges.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
    let mut matching = Matching {
        edges,
        left_price: edges.iter().map(greatest).collect(),
        right_price: vec![0.0; rights],
        of_left: vec![None; edges.len()],
        of_right: vec![None; rights],
    };
    for left in 0..edges.len() {
        matching.add(left);
    }
    matching.of_left
}

/// Prices u, v ≥ 0 with u + v ≥ weight on every edge, equal on matched ones; unmatched ends have price 0.
struct Matching<'a> {
    edges: &'a Edges,
    left_price: Vec<f64>,
    right_price: Vec<f64>,
    of_left: Vec<Option<usize>>,
    of_right: Vec<Option<usize>>,
}

/// A right end at a distance, the nearest first.
#[derive(PartialEq)]
struct Reached {
    distance: f64,
    right: usize,
    from: usize,
}

impl Eq for Reached {}

impl Ord for Reached {
    fn cmp(&self, other: &Self) -> Ordering {
        other.distance.total_cmp(&self.distance).then_with(|| other.right.cmp(&self.right))
    }
}

impl PartialOrd for Reached {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Where a search ends: a left end that is dropped, or a right end that is free.
#[derive(Clone, Copy)]
enum End {
    Dropped(usize),
    Free(usize),
}

/// What a search has seen.
struct Search {
    lefts: Vec<(usize, f64)>,
    /// Right ends, with their distances and the left ends they were reached from.
    rights: HashMap<usize, (f64, usize)>,
    heap: BinaryHeap<Reached>,
    least: f64,
    end: End,
}

impl Matching<'_> {
    fn add(&mut self, first: usize) {
        let least = at(&self.left_price, first);
        let mut search =
            Search { lefts: Vec::new(), rights: HashMap::new(), heap: BinaryHeap::new(), least, end: End::Dropped(first) };
        self.visit(first, 0.0, &mut search);
        while let Some(Reached { distance, right, from }) = search.heap.pop() {
            if distance >= search.least {
                break;
            }
            if search.rights.contains_key(&right) {
                continue;
            }
            search.rights.insert(right, (distance, from));
            if let Some(left) = self.of_right.get(right).copied().flatten() {
                self.visit(left, distance, &mut search);
            } else {
                (search.least, search.end) = (distance, End::Free(right));
            }
        }
        self.reprice(&search);
        self.augment(first, &search);
    }

    /// Goes on from a left end: it may be dropped, or another right end taken for it.
    fn visit(&self, left: usize, distance: f64, search: &mut Search) {
        search.lefts.push((left, distance));
        let dropping = distance + at(&self.left_price, left);
        if dropping < search.least {
            (search.least, search.end) = (dropping, End::Dropped(left));
        }
        for (right, weight) in self.edges.get(left).map(Vec::as_slice).unwrap_or_default() {
            let reduced = at(&self.left_price, left) + at(&self.right_price, *right) - weight;
            let there = distance + reduced.max(0.0);
            if there < search.least && !search.rights.contains_key(right) {
                search.heap.push(Reached { distance: there, right: *right, from: left });
            }
        }
    }

    fn reprice(&mut self, search: &Search) {
        for (left, distance) in &search.lefts {
            if let Some(price) = self.left_price.get_mut(*left) {
                *price = (*price - (search.least - distance).max(0.0)).max(0.0);
            }
        }
        for (right, (distance, _)) in &search.rights {
            if let Some(price) = self.right_price.get_mut(*right) {
                *price += (search.least - distance).max(0.0);
            }
        }
    }

    /// Changes the matching along the way back from the end of the search.
    fn augment(&mut self, first: usize, search: &Search) {
        let mut right = match search.end {
            End::Free(right) => Some(right),
            End::Dropped(left) => self.of_left.get_mut(left).and_then(Option::take),
        };
        while let Some(here) = right {
            let Some((_, left)) = search.rights.get(&here).copied() else { return };
            set(&mut self.of_right, here, left);
            let before = self.of_left.get(left).copied().flatten();
            set(&mut self.of_left, left, here);
            right = before.filter(|_| left != first);
        }
    }
}

fn at(prices: &[f64], n: usize) -> f64 {
    prices.get(n).copied().unwrap_or(0.0)
}

fn set(ends: &mut [Option<usize>], n: usize, value: usize) {
    if let Some(end) = ends.get_mut(n) {
        *end = Some(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_trying(edges: &[Vec<(usize, f64)>], used: u32) -> f64 {
        let Some((first, rest)) = edges.split_first() else { return 0.0 };
        let taken = first.iter().filter(|(right, _)| used & (1 << right) == 0);
        taken.map(|(right, w)| w + by_trying(rest, used | (1 << right))).fold(by_trying(rest, used), f64::max)
    }

    #[test]
    fn the_heavier_of_two_crossing_pairs_is_not_taken_when_the_other_two_weigh_more() {
        let edges = vec![vec![(0, 3.0), (1, 2.0)], vec![(0, 2.0)]];
        assert_eq!(heaviest(&edges, 2), [Some(1), Some(0)]);
        assert_eq!(heaviest(&vec![vec![(0, 5.0), (1, 2.0)], vec![(0, 2.0)]], 2), [Some(0), None]);
        assert_eq!(heaviest(&vec![vec![], vec![(0, 1.0)]], 1), [None, Some(0)]);
    }

    proptest::proptest! {
        #[test]
        fn no_matching_is_heavier_than_the_one_that_is_found(
            weights in proptest::collection::vec(proptest::collection::vec(0.0_f64..2.0, 6), 0..7),
        ) {
            let edges: Edges = weights
                .iter()
                .map(|row| row.iter().copied().enumerate().filter(|(_, w)| *w > 0.5).collect())
                .collect();
            let found = heaviest(&edges, 6);
            let mut rights: Vec<usize> = found.iter().flatten().copied().collect();
            let weight: f64 = found
                .iter()
                .enumerate()
                .filter_map(|(left, right)| edges[left].iter().find(|(r, _)| Some(*r) == *right))
                .map(|(_, w)| w)
                .sum();
            assert!((weight - by_trying(&edges, 0)).abs() < 1e-9, "{edges:?}");
            rights.sort_unstable();
            let count = rights.len();
            rights.dedup();
            assert_eq!(rights.len(), count);
        }
    }
}
