//! From a journal to what the sidecar lacks, and to what can be undone.
//!
//! A sidecar is known by its hash. The last record that says it was on disk ([`Does::Opened`], [`Does::Saved`]), or a
//! later one that says it was about to be ([`Does::Saving`]), tells which changes it has; those after it are put onto
//! it. A sidecar with another hash was written by somebody else: nothing is put onto it blindly, it is told as
//! [`Replayed::elsewhere`].

use super::chain::Tail;

use super::record::{Does, Record};
use super::segment::{Line, Segment};
use super::stored::Unresolved;
use crate::annotation::{AnnotationSet, Edit, EditError, History};
use crate::storage::error::Unreadable;
use crate::text::Document;

/// Why a journal cannot be followed to its end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// A newer program wrote it, or a record of it.
    #[error(transparent)]
    Newer(Unreadable),
    /// A change was made on another text than the one that is there now.
    #[error("the text has changed since")]
    SourceChanged,
    /// A change speaks of a place that the text does not have, or of other words.
    #[error("record {n}: {source}")]
    Misfit {
        /// The number of the record.
        n: u64,
        /// What does not fit.
        source: Unresolved,
    },
    /// A change cannot be made.
    #[error("record {n}: {source}")]
    Edit {
        /// The number of the record.
        n: u64,
        /// Why.
        source: EditError,
    },
}

/// What a journal amounts to for a sidecar.
#[derive(Debug, Default)]
pub struct Replayed {
    /// What can be undone and made again.
    pub history: History,
    /// What takes back the changes that the sidecar lacked and that are in the set now, the first first.
    pub changes: Vec<Edit>,
    /// Changes of a sidecar that somebody else has written since; they are not in the set. What was done, and what
    /// takes it back.
    pub elsewhere: Vec<(Edit, Edit)>,
    /// The first line that cannot be read after the last that counts: where it begins in the segment that is written
    /// to, and what is wrong with it.
    pub bad: Option<(u64, Unreadable)>,
    /// Why the journal cannot be followed to its end.
    pub stopped: Option<Stop>,
    /// The command outside of a sitting that wrote the sidecar anew, if nothing was changed after that.
    pub rewritten: Option<String>,
    /// Where it ends.
    pub tail: Tail,
}

/// What a journal tells beside a sidecar, without their text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// Where it ends.
    pub tail: Tail,
    /// The changes that the sidecar lacks, as far as they can be read.
    pub lacking: usize,
    /// Where the first of them stands: the place of the segment among those looked at, and its line, both from 0.
    pub first: Option<(usize, usize)>,
    /// The first line that cannot be read after the last that counts: where it begins in the segment that is written
    /// to, and what is wrong with it.
    pub bad: Option<(u64, Unreadable)>,
    /// The last sidecar that the journal says was on the disk.
    pub known: Option<String>,
    /// As [`Replayed::rewritten`].
    pub rewritten: Option<String>,
}

/// Looks into a journal beside the sidecar of this hash.
pub fn glance(segments: &[Segment], sidecar: &str) -> Glance {
    let lines: Vec<&Line> = segments.iter().flat_map(|segment| &segment.lines).collect();
    let places = segments.iter().enumerate().flat_map(|(at, segment)| (0..segment.lines.len()).map(move |line| (at, line)));
    let start = start_of(&lines, sidecar);
    let mut sure = lines.get(..start.at).unwrap_or_default().iter().rev().filter_map(|line| line.record.as_ref().ok());
    let known = sure.find_map(|record| record.does.sidecar()).map(str::to_owned);
    let mut glance = Glance { known, ..Glance::default() };
    for (n, line) in lines.iter().enumerate().filter(|_| start.continues) {
        match &line.record {
            Ok(record) if record.does.change().is_some() => glance.rewritten = None,
            Ok(record) if is_anew(&record.does, &record.command, n + 1 == start.at) => {
                glance.rewritten = Some(record.command.clone());
            }
            _ => {}
        }
    }
    let end = end_of(&lines, start.at);
    for (line, place) in lines.iter().zip(places).take(end).skip(start.at) {
        if line.record.as_ref().is_ok_and(|record| record.does.change().is_some()) {
            glance.lacking += 1;
            glance.first.get_or_insert(place);
        }
    }
    glance.bad = newer_journal(&lines).or(lines.get(end).copied()).and_then(|line| bad(line, segments));
    glance.tail = tail(&lines, end, start.continues);
    glance
}

/// Puts what a sidecar lacks onto its set.
pub fn replay(segments: &[Segment], sidecar: &str, document: &Document, set: &mut AnnotationSet) -> Replayed {
    let lines: Vec<&Line> = segments.iter().flat_map(|segment| &segment.lines).collect();
    let start = start_of(&lines, sidecar);
    let end = end_of(&lines, start.at);
    let mut replayed = Replayed { tail: tail(&lines, end, start.continues && !lines.is_empty()), ..Replayed::default() };
    reserve(&lines, set);
    if let Some(Err(why)) = newer_journal(&lines).map(|line| &line.record) {
        replayed.stopped = Some(Stop::Newer(why.clone()));
        return replayed;
    }
    let mut source = None;
    for (n, line) in lines.iter().enumerate().take(end) {
        let Ok(record) = &line.record else {
            // What stands before the sidecar's own place is in it already.
            replayed.history = History::new();
            continue;
        };
        replayed.pass(&record.does, &record.command, n + 1 == start.at, &mut source);
        let lacking = n >= start.at && record.does.change().is_some();
        if lacking && source.is_some_and(|source| document.sha256() != Some(source)) {
            replayed.stopped = Some(Stop::SourceChanged);
            break;
        }
        if let Err(stop) = replayed.follow(record, n >= start.at, document, set) {
            replayed.stopped = Some(stop);
            break;
        }
    }
    if replayed.stopped.is_none() {
        match lines.get(end).and_then(|line| bad(line, segments)) {
            Some((_, why)) if why.is_newer() => replayed.stopped = Some(Stop::Newer(why)),
            found => replayed.bad = found,
        }
    }
    if !replayed.tail.continues {
        // What could be undone belongs to another set than the one that stands on the disk.
        replayed.history = History::new();
        replayed.rewritten = None;
    }
    replayed
}

impl Replayed {
    /// Takes note of the text that records are about from here on, and of a sidecar that was written anew; `is_last`
    /// where this record tells the sidecar on the disk.
    fn pass<'a>(&mut self, does: &'a Does, command: &str, is_last: bool, source: &mut Option<&'a str>) {
        self.rewritten.take_if(|_| does.change().is_some());
        *source = match does {
            Does::Opened { source, .. } => Some(source.as_str()),
            Does::Rewriting(rewrite) if is_last => Some(rewrite.source.as_str()),
            _ => *source,
        };
        source.take_if(|source| source.is_empty());
        if is_anew(does, command, is_last) {
            // What could be undone belongs to what was there before.
            self.history = History::new();
            self.rewritten = Some(command.to_owned());
        }
    }

    /// Takes one record in; `lacking` where the sidecar lacks it.
    fn follow(&mut self, record: &Record, lacking: bool, document: &Document, set: &mut AnnotationSet) -> Result<(), Stop> {
        let Some((act, edit, inverse)) = record.does.change() else { return Ok(()) };
        let resolved = edit.clone().resolve(document).and_then(|edit| Ok((edit, inverse.clone().resolve(document)?)));
        let (edit, inverse) = match resolved {
            Ok(both) => both,
            Err(source) if lacking => {
                return Err(Stop::Misfit { n: record.n, source });
            }
            Err(_) => {
                // Of a text that has become another one since.
                self.history = History::new();
                return Ok(());
            }
        };
        if lacking && !self.tail.continues {
            self.elsewhere.push((edit, inverse));
            return Ok(());
        }
        if lacking {
            let back = set.revert(edit.clone()).map_err(|source| Stop::Edit { n: record.n, source })?;
            self.changes.push(back);
        }
        self.history.record(act, &edit, inverse);
        Ok(())
    }
}

/// Whether a record says that a command has written the sidecar anew; `is_last` where it tells the sidecar on the disk.
fn is_anew(does: &Does, command: &str, is_last: bool) -> bool {
    match does {
        Does::Opened { .. } => !command.is_empty(),
        Does::Rewriting(_) => is_last,
        _ => false,
    }
}

/// From which line on a sidecar lacks what is recorded.
struct Beginning {
    at: usize,
    continues: bool,
}

fn start_of(lines: &[&Line], sidecar: &str) -> Beginning {
    let said = |n: usize| lines.get(n).and_then(|line| line.record.as_ref().ok()).map(|record| &record.does);
    let is_sure = |n: &usize| matches!(said(*n), Some(Does::Opened { .. } | Does::Saved(_)));
    let sure = (0..lines.len()).rev().find(is_sure);
    let first = sure.map_or(0, |n| n + 1);
    let told = (first..lines.len()).rev().find(|n| said(*n).and_then(Does::sidecar) == Some(sidecar));
    let is_last_known = sure.is_some_and(|n| said(n).and_then(Does::sidecar) == Some(sidecar));
    match told {
        Some(n) => Beginning { at: n + 1, continues: true },
        None => Beginning { at: first, continues: is_last_known },
    }
}

/// The line that ends what can be followed: the first that cannot be read among those from `start` on.
fn end_of(lines: &[&Line], start: usize) -> usize {
    let unreadable = lines.iter().skip(start).position(|line| line.record.is_err());
    unreadable.map_or(lines.len(), |n| start + n)
}

/// The line from which on the journal has a newer version, wherever it is: what is added after it would be lost on that.
fn newer_journal<'a>(lines: &[&'a Line]) -> Option<&'a Line> {
    lines.iter().copied().find(|line| matches!(line.record, Err(Unreadable::NewerJournal { .. })))
}

/// Where a line begins in the segment that is written to, and what is wrong with it; of a line of an earlier segment, the
/// beginning of that one.
fn bad(line: &Line, segments: &[Segment]) -> Option<(u64, Unreadable)> {
    let why = line.record.as_ref().err()?.clone();
    let is_live = segments.last().is_some_and(|live| live.lines.iter().any(|other| std::ptr::eq(other, line)));
    Some((if is_live { line.start } else { 0 }, why))
}

/// Where a journal ends whose lines can be followed up to `end`. Numbers after that count as given.
fn tail(lines: &[&Line], end: usize, continues: bool) -> Tail {
    let records = |lines: &[&Line]| lines.iter().filter_map(|line| line.record.as_ref().ok()).map(|record| record.n).max();
    let last = lines.iter().take(end).rev().find_map(|line| line.record.as_ref().ok());
    Tail { next: 1 + records(lines).unwrap_or(0), last: last.and_then(|record| record.sum), continues }
}

/// Keeps ids from being given again, so that in the journal an id means one span.
fn reserve(lines: &[&Line], set: &mut AnnotationSet) {
    for (id, ..) in lines.iter().filter_map(|line| line.record.as_ref().ok()).flat_map(|record| &record.about) {
        set.reserve(id);
    }
}

/// The sets before and after changes that a set of somebody else's may lack or have: what can be told of the base, and
/// of ours, for a merge with theirs.
///
/// Only what the changes speak of is told apart; everything else stands as in theirs.
pub fn sides(changes: &[(Edit, Edit)], theirs: &AnnotationSet) -> (AnnotationSet, AnnotationSet) {
    let mut base = theirs.clone();
    for (_, inverse) in changes.iter().rev() {
        force(&mut base, inverse);
    }
    let mut ours = base.clone();
    for (edit, _) in changes {
        force(&mut ours, edit);
    }
    (base, ours)
}

/// Makes as much of an edit as can be made; what it adds takes the place of what has its id.
fn force(set: &mut AnnotationSet, edit: &Edit) {
    match edit {
        Edit::Batch(edits) => edits.iter().for_each(|edit| force(set, edit)),
        Edit::Add(annotation) => {
            let kept: Vec<_> = set.relations_of(&annotation.id).cloned().collect();
            let _absent = set.revert(Edit::Remove(annotation.id.clone()));
            let _done = set.revert(edit.clone());
            for relation in kept {
                let _done = set.revert(Edit::AddRelation(relation));
            }
        }
        edit => {
            let _absent = set.revert(edit.clone());
        }
    }
}
