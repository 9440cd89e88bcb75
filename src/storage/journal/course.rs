//! How a journal leads to a sidecar: which branch of it does, from where on the sidecar lacks what is recorded, and what
//! it lacks of the other branches.

use std::collections::BTreeSet;

use super::branches::Branches;
use super::chain::{Checksum, Tail};
use super::record::{Does, Record};
use super::segment::{Line, Segment};
use crate::storage::error::Unreadable;

/// A journal beside a sidecar.
#[derive(Debug)]
pub(super) struct Course<'a> {
    all: Vec<&'a Line>,
    /// The places of the lines of the branch that leads to the sidecar, among all.
    main: Vec<usize>,
    /// How many lines of that branch tell what the sidecar has.
    start: usize,
    /// How many lines of that branch can be followed.
    end: usize,
    /// Whether that branch leads to the sidecar, and nobody else has written it since.
    pub(super) continues: bool,
    /// Of each other branch the places of the changes that the sidecar lacks.
    others: Vec<Vec<usize>>,
    /// The places of the ends of the other branches.
    ends: Vec<usize>,
    /// The places of the records that name one which is not there.
    cut_off: Vec<usize>,
    /// The place of the first line that cannot be read and that nothing can be added after.
    bad: Option<usize>,
}

/// From which line of a branch on a sidecar lacks what is recorded.
struct Beginning {
    at: usize,
    continues: bool,
}

impl<'a> Course<'a> {
    /// Finds how a journal leads to the sidecar of this hash.
    pub(super) fn of(segments: &'a [Segment], sidecar: &str) -> Self {
        let all: Vec<&Line> = segments.iter().flat_map(|segment| &segment.lines).collect();
        let branches = Branches::of(&all);
        if branches.is_one() { Self::along(all, sidecar) } else { Self::among(all, &branches, sidecar) }
    }

    /// A journal of one branch. The first line that cannot be read, among those that tell what the sidecar lacks, ends it,
    /// unless the records before and after it follow each other.
    fn along(all: Vec<&'a Line>, sidecar: &str) -> Self {
        let main: Vec<usize> = (0..all.len()).collect();
        let Beginning { at, continues } = start_of(&all, sidecar);
        let end = end_of(&all, at);
        let bad = (end < all.len()).then_some(end);
        Self { all, main, start: at, end, continues, others: Vec::new(), ends: Vec::new(), cut_off: Vec::new(), bad }
    }

    /// A journal of several branches. A line in it that cannot be read ends none of them: the records say themselves
    /// what they go on from.
    fn among(all: Vec<&'a Line>, branches: &Branches, sidecar: &str) -> Self {
        let knowledge = knowledge(&all, branches, sidecar);
        let of = |n: &usize| knowledge.get(*n).copied().unwrap_or_default();
        let told: Vec<usize> = branches.heads().iter().filter_map(|head| of(head).told).collect();
        let mut taken = BTreeSet::new();
        for told in &told {
            // All that the record which tells the sidecar goes on from is in it.
            branches.take(*told, &mut taken);
        }
        let mut heads = branches.heads().to_vec();
        let best = heads.iter().rposition(|head| of(head).told.is_some() || told.is_empty()).unwrap_or(0);
        let head = if heads.is_empty() { 0 } else { heads.remove(best) };
        branches.take(head, &mut taken);
        let main = branches.main_way_to(head);
        let last_known = of(&head).told.or(of(&head).sure);
        let start = last_known.and_then(|known| main.iter().position(|n| *n == known)).map_or(0, |k| k + 1);
        let mut others = Vec::new();
        for head in &heads {
            let known = if told.is_empty() { of(head).sure } else { None };
            let is_lacking = |n: &usize| known.is_none_or(|known| *n > known) && is_change(&all, *n);
            others.push(branches.take(*head, &mut taken).into_iter().filter(is_lacking).collect::<Vec<_>>());
        }
        others.retain(|changes| !changes.is_empty());
        let bad = all.iter().rposition(|line| line.record.is_ok()).map_or(0, |last| last + 1);
        let bad = (bad < all.len()).then_some(bad);
        let continues = of(&head).told.is_some();
        let cut_off = branches.cut_off().to_vec();
        Self { end: main.len(), all, main, start, continues, others, ends: heads, cut_off, bad }
    }

    /// The lines that can be followed to the sidecar and beyond; and whether it is the one that tells the sidecar.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&'a Line, bool)> {
        let line = |(k, n): (usize, &usize)| self.all.get(*n).map(|line| (*line, k + 1 == self.start));
        self.main.iter().enumerate().take(self.end).filter_map(line)
    }

    /// Whether this is the first line that tells what the sidecar lacks.
    pub(super) fn begins_at(&self, line: &Line) -> bool {
        let first = self.main.get(self.start).and_then(|n| self.all.get(*n));
        first.is_some_and(|first| std::ptr::eq(*first, line))
    }

    /// The records that tell what the sidecar has.
    pub(super) fn before(&self) -> impl DoubleEndedIterator<Item = &'a Record> {
        self.main.iter().take(self.start).filter_map(|n| record(&self.all, *n))
    }

    /// Of each other branch the changes that the sidecar lacks.
    pub(super) fn others(&self) -> impl Iterator<Item = impl Iterator<Item = &'a Record>> {
        self.others.iter().map(|branch| branch.iter().filter_map(|n| record(&self.all, *n)))
    }

    /// The places of all changes that the sidecar lacks, among all lines.
    pub(super) fn lacking(&self) -> Vec<usize> {
        let own = self.main.iter().copied().take(self.end).skip(self.start).filter(|n| is_change(&self.all, *n));
        own.chain(self.others.iter().flatten().copied()).collect()
    }

    /// The places of the ends of the other branches, among all lines.
    pub(super) fn ends(&self) -> &[usize] {
        &self.ends
    }

    /// The places of the records that name one which is not there, among all lines.
    pub(super) fn cut_off(&self) -> &[usize] {
        &self.cut_off
    }

    /// The first line that cannot be read and that nothing can be added after.
    pub(super) fn bad(&self) -> Option<&'a Line> {
        self.all.get(self.bad?).copied()
    }

    /// The line from which on the journal has a newer version, wherever it is: what is added after it would be lost on
    /// that.
    pub(super) fn newer(&self) -> Option<&'a Line> {
        self.all.iter().copied().find(|line| matches!(line.record, Err(Unreadable::NewerJournal { .. })))
    }

    /// The ids that the journal speaks of, so that none is given again: in a journal an id means one span.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.all.iter().filter_map(|line| line.record.as_ref().ok()).flat_map(|record| &record.about).map(|(id, ..)| id.as_str())
    }

    /// Where it ends. The numbers of lines that cannot be followed count as given.
    pub(super) fn tail(&self) -> Tail {
        let numbers = self.all.iter().filter_map(|line| line.record.as_ref().ok()).map(|record| record.n);
        let last = self.main.iter().take(self.end).rev().find_map(|n| record(&self.all, *n));
        Tail {
            next: 1 + numbers.max().unwrap_or(0),
            last: last.and_then(|record| record.sum),
            joins: self.ends.iter().filter_map(|end| record(&self.all, *end)?.sum).collect(),
            continues: self.continues && !self.all.is_empty(),
        }
    }
}

fn record<'a>(lines: &[&'a Line], n: usize) -> Option<&'a Record> {
    lines.get(n)?.record.as_ref().ok()
}

/// Where a journal of one branch ends that is followed from a line on: at one that cannot be read, unless that is none of
/// the journal's, since the record after it names the one before it.
fn end_of(lines: &[&Line], start: usize) -> usize {
    let mut last = (0..start).rev().find_map(|n| record(lines, n)).and_then(|record| record.sum);
    let mut unread = None;
    for (n, line) in lines.iter().enumerate().skip(start) {
        match (&line.record, unread) {
            (Err(why), _) if why.is_newer() => return unread.unwrap_or(n),
            (Err(_), _) => unread = unread.or(Some(n)),
            (Ok(record), Some(unread)) if record.writer.as_str().is_empty() || record.follows != last => return unread,
            (Ok(record), _) => {
                last = record.sum;
                unread = None;
            }
        }
    }
    unread.unwrap_or(lines.len())
}

fn is_change(lines: &[&Line], n: usize) -> bool {
    record(lines, n).is_some_and(|record| record.does.change().is_some())
}

/// The records of other branches than the one that ends with `own` which a sidecar of this hash has, now that it was met
/// in a sitting: the ones that tell it; where none does, since a merge made it, those that told the sidecars it was made
/// of. What follows them in their branches is still lacking.
pub(super) fn known_beside(segments: &[Segment], sidecar: &str, own: Option<Checksum>) -> Vec<Checksum> {
    let all: Vec<&Line> = segments.iter().flat_map(|segment| &segment.lines).collect();
    let branches = Branches::of(&all);
    let mut taken = BTreeSet::new();
    if let Some(own) = (0..all.len()).rev().find(|n| own.is_some() && record(&all, *n).is_some_and(|record| record.sum == own)) {
        branches.take(own, &mut taken);
    }
    let knowledge = knowledge(&all, &branches, sidecar);
    let others = branches.heads().iter().filter(|head| !taken.contains(head)).filter_map(|head| knowledge.get(*head));
    let told: Vec<usize> = others.clone().filter_map(|known| known.told).collect();
    let known = if told.is_empty() { others.filter_map(|known| known.sure).collect() } else { told };
    known.into_iter().filter(|n| !taken.contains(n)).filter_map(|n| record(&all, n)?.sum).collect()
}

/// What a branch knows of a sidecar at one of its records.
#[derive(Debug, Clone, Copy, Default)]
struct Knowledge {
    /// The last record so far that says that some sidecar was on disk.
    sure: Option<usize>,
    /// That one, or one after it, if it tells the sidecar in question.
    told: Option<usize>,
}

/// What is known at each record. As [`start_of`] for the way there.
fn knowledge(lines: &[&Line], branches: &Branches, sidecar: &str) -> Vec<Knowledge> {
    let mut all: Vec<Knowledge> = Vec::with_capacity(lines.len());
    for n in 0..lines.len() {
        let mut known = branches.before(n).and_then(|before| all.get(before)).copied().unwrap_or_default();
        if let Some(record) = record(lines, n) {
            if is_sure(&record.does) {
                known = Knowledge { sure: Some(n), told: None };
            }
            if record.does.sidecar() == Some(sidecar) {
                known.told = Some(n);
            }
        }
        all.push(known);
    }
    all
}

fn is_sure(does: &Does) -> bool {
    matches!(does, Does::Opened { .. } | Does::Saved(_))
}

/// From where on a sidecar lacks what a journal of one branch records. The last record that says it was on disk, or a
/// later one that says it was about to be, tells which changes it has.
fn start_of(lines: &[&Line], sidecar: &str) -> Beginning {
    let said = |k: usize| record(lines, k).map(|record| &record.does);
    let tells = |k: usize| said(k).and_then(Does::sidecar) == Some(sidecar);
    let sure = (0..lines.len()).rev().find(|k| said(*k).is_some_and(is_sure));
    let first = sure.map_or(0, |k| k + 1);
    match (first..lines.len()).rev().find(|k| tells(*k)) {
        Some(k) => Beginning { at: k + 1, continues: true },
        None => Beginning { at: first, continues: sure.is_some_and(tells) },
    }
}
