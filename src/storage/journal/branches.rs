//! The branches of a journal that was joined: each the records that one writer after the other wrote, from the beginning
//! to an end that nobody has gone on from.
//!
//! A journal is one branch as long as everybody who writes has read what is there. Version control that joins the lines
//! of two journals, a file that was replaced while it was open, or two who wrote without a lock leave several. A record
//! names the one it follows, and the ends of other branches that what it tells takes in. One of version 0.1 names none:
//! it follows the line before it if it has the next number, else the nearest earlier one with the number before its own.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::chain::Checksum;
use super::record::Record;
use super::segment::Line;

/// The ways through a journal.
#[derive(Debug)]
pub(super) struct Branches {
    /// For each line those that it goes on from.
    parents: Vec<Vec<usize>>,
    /// The records that none goes on from, in the order of the file.
    heads: Vec<usize>,
    /// The records that name one which is not there.
    cut_off: Vec<usize>,
    is_one: bool,
}

impl Branches {
    /// Finds the branches among the lines of a journal.
    pub(super) fn of(lines: &[&Line]) -> Self {
        let repeated = repeated(lines);
        let parents = parents(lines, &repeated);
        let mut is_followed = vec![false; lines.len()];
        for n in parents.iter().flatten().chain(&repeated) {
            if let Some(followed) = is_followed.get_mut(*n) {
                *followed = true;
            }
        }
        let places: Vec<usize> = records(lines).map(|(n, _)| n).collect();
        let is_one = places.windows(2).all(|pair| pair.last().and_then(|n| parents.get(*n)).map(Vec::as_slice) == pair.get(..1));
        let heads = places.into_iter().filter(|n| is_followed.get(*n) == Some(&false)).collect();
        Self { parents, heads, cut_off: cut_off(lines), is_one }
    }

    /// Whether every record goes on from the one before it.
    pub(super) fn is_one(&self) -> bool {
        self.is_one
    }

    /// The ends of the branches, in the order of the file.
    pub(super) fn heads(&self) -> &[usize] {
        &self.heads
    }

    /// The records that name one to follow which is not there, but for the first of all.
    pub(super) fn cut_off(&self) -> &[usize] {
        &self.cut_off
    }

    /// The records from a beginning to one of them, itself included, without those that it only takes in.
    pub(super) fn main_way_to(&self, head: usize) -> Vec<usize> {
        let mut way: Vec<usize> = std::iter::successors(Some(head), |n| self.before(*n)).collect();
        way.reverse();
        way
    }

    /// The record that one goes on from, if it is not the first.
    pub(super) fn before(&self, n: usize) -> Option<usize> {
        self.parents.get(n).and_then(|parents| parents.first()).copied()
    }

    /// Takes the records from the beginnings to one of them, itself included, and gives those that were not taken yet,
    /// in the order of the file.
    pub(super) fn take(&self, head: usize, taken: &mut BTreeSet<usize>) -> Vec<usize> {
        let mut new = Vec::new();
        let mut open = vec![head];
        while let Some(n) = open.pop() {
            if taken.insert(n) {
                new.push(n);
                open.extend(self.parents.get(n).into_iter().flatten());
            }
        }
        new.sort_unstable();
        new
    }
}

fn records<'a>(lines: &[&'a Line]) -> impl Iterator<Item = (usize, &'a Record)> {
    lines.iter().enumerate().filter_map(|(n, line)| line.record.as_ref().ok().map(|record| (n, record)))
}

/// The records that stand there once more, as where lines were joined that had been joined before. They say nothing.
fn repeated(lines: &[&Line]) -> HashSet<usize> {
    let mut seen = HashSet::new();
    let is_signed = |record: &Record| !record.writer.as_str().is_empty();
    let signed = records(lines).filter(|(_, record)| is_signed(record));
    signed.filter(|(_, record)| !seen.insert((&record.writer, record.n, record.sum))).map(|(n, _)| n).collect()
}

fn parents(lines: &[&Line], repeated: &HashSet<usize>) -> Vec<Vec<usize>> {
    let mut by_sum: HashMap<Checksum, usize> = HashMap::new();
    let mut by_number: BTreeMap<u64, usize> = BTreeMap::new();
    let mut before: Option<(usize, &Record)> = None;
    let mut parents = vec![Vec::new(); lines.len()];
    for (n, record) in records(lines).filter(|(n, _)| !repeated.contains(n)) {
        let named = record.follows.map(|sum| by_sum.get(&sum).copied());
        let by_order = || match before {
            Some((at, last)) if record.n > last.n => Some(at),
            _ => record.n.checked_sub(1).and_then(|number| by_number.get(&number).copied()),
        };
        let parent = named.flatten().or_else(by_order);
        let joined = record.joins.iter().filter_map(|sum| by_sum.get(sum).copied());
        if let Some(own) = parents.get_mut(n) {
            own.extend(parent.into_iter().chain(joined));
        }
        if let Some(sum) = record.sum {
            by_sum.insert(sum, n);
        }
        by_number.insert(record.n, n);
        before = Some((n, record));
    }
    parents
}

fn cut_off(lines: &[&Line]) -> Vec<usize> {
    let mut sums: HashSet<Checksum> = HashSet::new();
    let mut cut_off = Vec::new();
    for (n, record) in records(lines) {
        if !sums.is_empty() && record.follows.is_some_and(|sum| !sums.contains(&sum)) {
            cut_off.push(n);
        }
        sums.extend(record.sum);
    }
    cut_off
}
