//! Which answers are rivals: a sweep over the text, then the most alike first.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::answer::Answer;

/// Most answers that are open at one place and looked at: nesting deeper than this is not paired.
const OPEN: usize = 100;
/// What two extents score that are equal; an equal tag scores half of it.
const ALIKE: u64 = 1_000_000;

/// The answers of one unit.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    /// The answers, by number.
    pub answers: Vec<usize>,
    /// Whether its one answer stands in, or around, another of its tag that its annotator and others have.
    pub is_nested: bool,
}

/// Two answers that overlap, the earlier first.
struct Edge {
    score: u64,
    one: usize,
    other: usize,
}

/// What the sweep found.
#[derive(Default)]
struct Overlaps {
    /// Between answers of different annotators.
    edges: Vec<Edge>,
    /// Between an answer and one around it, both with one tag and of one annotator.
    nests: Vec<(usize, usize)>,
}

/// Puts all answers into clusters, in any order.
pub(super) fn pair(answers: &[Answer<'_>], annotators: usize) -> Vec<Cluster> {
    let mut overlaps = sweep(answers, annotators);
    overlaps.edges.sort_by_key(|edge| (Reverse(edge.score), edge.one, edge.other));
    let mut groups = Groups::of(answers, annotators);
    for edge in &overlaps.edges {
        groups.join_rivals(edge.one, edge.other);
    }
    let mut leftovers: Vec<(usize, usize, u64)> = Vec::new();
    for edge in &overlaps.edges {
        leftovers.push((edge.one, edge.other, edge.score));
        leftovers.push((edge.other, edge.one, edge.score));
    }
    leftovers.sort_by_key(|(part, whole, score)| (*part, Reverse(*score), *whole));
    for (part, whole, _) in leftovers {
        groups.join_part(part, whole, answers);
    }
    groups.clusters(answers, annotators, &overlaps.nests)
}

/// Finds what overlaps, from the start of the text to its end.
fn sweep(answers: &[Answer<'_>], annotators: usize) -> Overlaps {
    let mut found = Overlaps::default();
    let mut open: BTreeSet<usize> = BTreeSet::new();
    let mut ends: BinaryHeap<Reverse<(usize, usize)>> = BinaryHeap::new();
    for (n, answer) in answers.iter().enumerate() {
        while let Some(Reverse((_, ended))) = ends.peek().copied().filter(|Reverse((end, _))| *end <= answer.extent.start) {
            ends.pop();
            open.remove(&ended);
        }
        for before in open.iter().rev().take(OPEN).copied() {
            if let Some(other) = answers.get(before) {
                meet(&mut found, (before, other), (n, answer), annotators);
            }
        }
        open.insert(n);
        ends.push(Reverse((answer.extent.end, n)));
    }
    found
}

/// Notes how two answers that overlap stand to each other.
fn meet(found: &mut Overlaps, (n, one): (usize, &Answer<'_>), (m, other): (usize, &Answer<'_>), annotators: usize) {
    let shared = one.annotators().any(|a| other.annotators().any(|b| a == b));
    if shared {
        if one.tag == other.tag
            && one.extent != other.extent
            && (one.extent.covers(&other.extent) || other.extent.covers(&one.extent))
        {
            found.nests.push((n, m));
        }
        return;
    }
    if one.is_complete(annotators) || other.is_complete(annotators) {
        return;
    }
    let common = u64::try_from(one.extent.shared(&other.extent)).unwrap_or(0);
    let all = u64::try_from(one.extent.len() + other.extent.len()).unwrap_or(u64::MAX).saturating_sub(common).max(1);
    let alike = common.saturating_mul(ALIKE) / all;
    let same = one.tag == other.tag;
    if same || alike * 2 >= ALIKE {
        let score = (alike + if same { ALIKE / 2 } else { 0 }) * 2 + u64::from(same);
        found.edges.push(Edge { score, one: n, other: m });
    }
}

/// Answers being joined.
struct Groups {
    /// For each answer the one that stands for its group, in the end; itself at first.
    above: Vec<usize>,
    /// For each answer that stands for a group, who has a part in it.
    who: Vec<Vec<bool>>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    fn of(answers: &[Answer<'_>], annotators: usize) -> Self {
        let who = |answer: &Answer<'_>| {
            let mut who = vec![false; annotators];
            for annotator in answer.annotators() {
                if let Some(slot) = who.get_mut(annotator) {
                    *slot = true;
                }
            }
            who
        };
        Self {
            above: (0..answers.len()).collect(),
            who: answers.iter().map(who).collect(),
            members: (0..answers.len()).map(|n| vec![n]).collect(),
        }
    }

    fn root(&mut self, n: usize) -> usize {
        let mut root = n;
        while let Some(above) = self.above.get(root).copied().filter(|above| *above != root) {
            root = above;
        }
        let mut at = n;
        while let Some(above) = self.above.get_mut(at).filter(|above| **above != root) {
            at = std::mem::replace(above, root);
        }
        root
    }

    fn join(&mut self, into: usize, from: usize) {
        if let Some(above) = self.above.get_mut(from) {
            *above = into;
        }
        let moved = self.members.get_mut(from).map(std::mem::take).unwrap_or_default();
        if let Some(members) = self.members.get_mut(into) {
            members.extend(moved);
        }
        let theirs = self.who.get_mut(from).map(std::mem::take).unwrap_or_default();
        for (ours, theirs) in self.who.get_mut(into).into_iter().flatten().zip(theirs) {
            *ours |= theirs;
        }
    }

    /// Joins two groups that no annotator has a part in both of.
    fn join_rivals(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let apart = |a: &Vec<bool>, b: &Vec<bool>| a.iter().zip(b).all(|(a, b)| !(*a && *b));
        let joins = one != other && self.who.get(one).zip(self.who.get(other)).is_some_and(|(a, b)| apart(a, b));
        if joins {
            self.join(one.min(other), one.max(other));
        }
    }

    /// Joins an answer that stands alone to the group of one that holds at least half of it, where its own annotators
    /// have other parts of it.
    fn join_part(&mut self, part: usize, whole: usize, answers: &[Answer<'_>]) {
        let (Some(small), Some(large)) = (answers.get(part), answers.get(whole)) else { return };
        let (from, into) = (self.root(part), self.root(whole));
        let alone = from == part && from != into && self.members.get(from).is_some_and(|members| members.len() == 1);
        if !alone || small.tag != large.tag || small.extent.shared(&large.extent) * 2 < small.extent.len() {
            return;
        }
        let siblings: Vec<&Answer<'_>> = self
            .members
            .get(into)
            .into_iter()
            .flatten()
            .filter_map(|n| answers.get(*n))
            .filter(|answer| shares(answer, small))
            .collect();
        let all_have = small.annotators().all(|who| siblings.iter().any(|sibling| sibling.annotators().any(|w| w == who)));
        let disjoint = siblings.iter().all(|s| s.tag == small.tag && s.extent.shared(&small.extent) == 0);
        if all_have && disjoint {
            self.join(into, from);
        }
    }

    fn clusters(mut self, answers: &[Answer<'_>], annotators: usize, nests: &[(usize, usize)]) -> Vec<Cluster> {
        let mut nested = vec![false; answers.len()];
        for (one, other) in nests {
            for (n, around) in [(*one, *other), (*other, *one)] {
                let root = self.root(around);
                let more = self.who.get(root).is_some_and(|who| {
                    let theirs: Vec<usize> = answers.get(n).map(|answer| answer.annotators().collect()).unwrap_or_default();
                    who.iter().enumerate().any(|(who, has)| *has && !theirs.contains(&who))
                });
                if let Some(slot) = nested.get_mut(n).filter(|_| more) {
                    *slot = true;
                }
            }
        }
        let lone = |members: &[usize]| match members {
            [one] => answers.get(*one).is_some_and(|answer| !answer.is_complete(annotators)) && nested.get(*one) == Some(&true),
            _ => false,
        };
        let members = self.members.into_iter().filter(|members| !members.is_empty());
        members.map(|answers| Cluster { is_nested: lone(&answers), answers }).collect()
    }
}

/// Whether an annotator gave both answers.
fn shares(one: &Answer<'_>, other: &Answer<'_>) -> bool {
    one.annotators().any(|a| other.annotators().any(|b| a == b))
}
