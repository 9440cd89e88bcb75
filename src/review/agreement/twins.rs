//! What one annotator says several times of one place: the same words and tag, or the same two ends, with other
//! attributes. Of such twins, those of two annotators come together that are most alike.

use std::collections::BTreeMap;

/// How much two things, by their places in two lists, differ in what is said of them.
pub(super) type Unlike<'a> = dyn Fn(usize, usize) -> usize + 'a;

/// Whether any two neighbours of an ordered list are the same.
pub(super) fn has_twins<T: PartialEq>(list: &[T]) -> bool {
    list.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
}

/// The pairs of equal things in two ordered lists, each thing in one pair at most.
pub(super) fn same<T: Ord>(a: &[T], b: &[T], unlike: &Unlike<'_>) -> Vec<(usize, usize)> {
    if !has_twins(a) && !has_twins(b) {
        return a.iter().enumerate().filter_map(|(n, thing)| Some((n, b.binary_search(thing).ok()?))).collect();
    }
    let mut pairs = Vec::new();
    let mut from = 0;
    for run in a.chunk_by(|x, y| x == y) {
        let here: Vec<usize> = (from..from + run.len()).collect();
        from += run.len();
        let Some(thing) = run.first() else { continue };
        let there: Vec<usize> = (b.partition_point(|x| x < thing)..b.partition_point(|x| x <= thing)).collect();
        pairs.extend(most_alike(&here, &there, here.len().min(there.len()), unlike));
    }
    pairs
}

/// So many pairs of one list's things with another's, the most alike first; of those that are equally alike, the
/// earlier.
fn most_alike(here: &[usize], there: &[usize], count: usize, unlike: &Unlike<'_>) -> Vec<(usize, usize)> {
    if let ([n], [m]) = (here, there) {
        return [(*n, *m)].into_iter().take(count).collect();
    }
    let all = here.iter().flat_map(|n| there.iter().map(|m| (unlike(*n, *m), *n, *m)));
    let mut all: Vec<(usize, usize, usize)> = all.collect();
    all.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::with_capacity(count);
    for (_, n, m) in all {
        if pairs.len() < count && !pairs.iter().any(|(x, y)| *x == n || *y == m) {
            pairs.push((n, m));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The same number of pairs between the same places, with the most alike of the twins there together. `taken` are pairs
/// whose members are not to be used.
pub(super) fn exchanged<T: Ord>(
    a: &[T],
    b: &[T],
    taken: &[(usize, usize)],
    pairs: Vec<(usize, usize)>,
    unlike: &Unlike<'_>,
) -> Vec<(usize, usize)> {
    if pairs.is_empty() || !has_twins(a) && !has_twins(b) {
        return pairs;
    }
    let first = |list: &[T], n: usize| list.get(n).map_or(n, |thing| list.partition_point(|other| other < thing));
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut places = Vec::new();
    for (n, m) in pairs {
        let place = (first(a, n), first(b, m));
        let count = counts.entry(place).or_insert_with(|| {
            places.push(place);
            0
        });
        *count += 1;
    }
    let mut free = [vec![true; a.len()], vec![true; b.len()]];
    let [free_a, free_b] = &mut free;
    take(taken, free_a, free_b);
    let mut found = Vec::new();
    for place in places {
        let here = twins(a, place.0, free_a);
        let there = twins(b, place.1, free_b);
        let pairs = most_alike(&here, &there, counts.get(&place).copied().unwrap_or(0), unlike);
        take(&pairs, free_a, free_b);
        found.extend(pairs);
    }
    found
}

/// Marks the members of pairs as used.
fn take(pairs: &[(usize, usize)], free_a: &mut [bool], free_b: &mut [bool]) {
    for (n, m) in pairs {
        free_a.get_mut(*n).into_iter().chain(free_b.get_mut(*m)).for_each(|free| *free = false);
    }
}

/// What equals the first of a run, as far as it is free.
fn twins<T: PartialEq>(list: &[T], first: usize, free: &[bool]) -> Vec<usize> {
    let run = list.iter().enumerate().skip(first).take_while(|(_, thing)| Some(*thing) == list.get(first));
    run.map(|(n, _)| n).filter(|n| free.get(*n) == Some(&true)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_come_together_by_what_is_said_of_them() {
        let said = [["x", "y", "z"], ["z", "x", "w"]];
        let unlike = |n: usize, m: usize| usize::from(said[0][n] != said[1][m]);
        assert_eq!(same(&[1, 1, 1], &[1, 1, 1], &unlike), [(0, 1), (1, 2), (2, 0)]);
        assert_eq!(same(&[1, 1, 2], &[1, 3], &unlike), [(0, 0)]);
        assert_eq!(same(&[1, 2, 3], &[2, 3, 4], &unlike), [(1, 0), (2, 1)]);
    }

    #[test]
    fn pairs_between_two_places_stay_so_many_and_the_most_alike_of_them() {
        let said = [["x", "y", "z"], ["z", "y", "w"]];
        let unlike = |n: usize, m: usize| usize::from(said[0][n] != said[1][m]);
        assert_eq!(exchanged(&[1, 1, 1], &[2, 2, 9], &[], vec![(0, 0), (1, 1)], &unlike), [(1, 1), (2, 0)]);
        assert_eq!(exchanged(&[1, 1, 1], &[2, 2, 9], &[(1, 2)], vec![(0, 0)], &unlike), [(2, 0)]);
    }
}
