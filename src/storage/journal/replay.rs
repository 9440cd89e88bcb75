//! From a journal to what the sidecar lacks, and to what can be undone.
//!
//! A sidecar is known by its hash. The last record that says it was on disk ([`Does::Opened`], [`Does::Saved`]), or a
//! later one that says it was about to be ([`Does::Saving`]), tells which changes it has; those after it are put onto
//! it. A sidecar with another hash was written by somebody else: nothing is put onto it blindly, it is told as
//! [`Replayed::elsewhere`].

use super::chain::Tail;
use super::course::Course;
use super::record::{Does, Record};
use super::segment::{Line, Segment};
use super::stored::{StoredEdit, Unresolved};
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
    /// It has very many branches; each is merged by itself.
    #[error("{0} branches, more than the {MOST} that can be put together")]
    Branches(usize),
}

/// Most branches of a journal that are put together when a text is opened: merging each takes as long as all spans do.
const MOST: usize = 256;

/// What a journal amounts to for a sidecar.
#[derive(Debug, Default)]
pub struct Replayed {
    /// What can be undone and made again.
    pub history: History,
    /// What takes back the changes that the sidecar lacked and that are in the set now, the first first.
    pub changes: Vec<Edit>,
    /// Changes that were made beside those in the set, each of a branch with its own: of a sidecar that somebody else has
    /// written since, or of another writer's. What was done, and what takes it back.
    pub elsewhere: Vec<Vec<(Edit, Edit)>>,
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
    /// Where other branches end that nobody has gone on from, as `first`.
    pub ends: Vec<(usize, usize)>,
    /// The records that name one to follow which is not there, as `first`.
    pub cut_off: Vec<(usize, usize)>,
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
    let course = Course::of(segments, sidecar);
    let known = course.before().rev().find_map(|record| record.does.sidecar()).map(str::to_owned);
    let mut glance = Glance { known, tail: course.tail(), ..Glance::default() };
    for (line, is_last) in course.lines().filter(|_| course.continues) {
        match &line.record {
            Ok(record) if record.does.change().is_some() => glance.rewritten = None,
            Ok(record) if is_anew(&record.does, &record.command, is_last) => glance.rewritten = Some(record.command.clone()),
            _ => {}
        }
    }
    let lacking = course.lacking();
    glance.lacking = lacking.len();
    glance.first = lacking.iter().min().and_then(|n| place_of(segments, *n));
    glance.ends = course.ends().iter().filter_map(|n| place_of(segments, *n)).collect();
    glance.cut_off = course.cut_off().iter().filter_map(|n| place_of(segments, *n)).collect();
    glance.bad = course.newer().or(course.bad()).and_then(|line| bad(line, segments));
    glance
}

/// The place of a line that is the n-th of all: its segment, and which of its lines it is.
fn place_of(segments: &[Segment], n: usize) -> Option<(usize, usize)> {
    let mut line = n;
    for (at, segment) in segments.iter().enumerate() {
        if line < segment.lines.len() {
            return Some((at, line));
        }
        line -= segment.lines.len();
    }
    None
}

/// Puts what a sidecar lacks onto its set.
pub fn replay(segments: &[Segment], sidecar: &str, document: &Document, set: &mut AnnotationSet) -> Replayed {
    let course = Course::of(segments, sidecar);
    let mut replayed = Replayed { tail: course.tail(), ..Replayed::default() };
    for id in course.ids() {
        set.reserve(id);
    }
    if let Some(Err(why)) = course.newer().map(|line| &line.record) {
        replayed.stopped = Some(Stop::Newer(why.clone()));
        return replayed;
    }
    let followed = replayed.follow_all(&course, document, set).and_then(|()| replayed.gather(&course, document));
    replayed.stopped = followed.err();
    if replayed.stopped.is_none() {
        match course.bad().and_then(|line| bad(line, segments)) {
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
    /// Goes along the branch that leads to the sidecar, and takes in what the sidecar lacks of it.
    fn follow_all(&mut self, course: &Course<'_>, document: &Document, set: &mut AnnotationSet) -> Result<(), Stop> {
        let mut source = None;
        let mut lacks = false;
        for (line, is_last) in course.lines() {
            let Ok(record) = &line.record else {
                // What stands before the sidecar's own place is in it already.
                self.history = History::new();
                continue;
            };
            lacks |= course.begins_at(line);
            self.pass(&record.does, &record.command, is_last, &mut source);
            let has_changed = || source.is_some_and(|source| document.sha256() != Some(source));
            if lacks && record.does.change().is_some() && has_changed() {
                return Err(Stop::SourceChanged);
            }
            self.follow(record, lacks, document, set)?;
        }
        Ok(())
    }

    /// Gathers what the sidecar lacks of the other branches.
    fn gather(&mut self, course: &Course<'_>, document: &Document) -> Result<(), Stop> {
        let branches = course.others().count();
        if branches > MOST {
            return Err(Stop::Branches(branches));
        }
        for branch in course.others() {
            let resolve = |record: &Record| {
                let (_, edit, inverse) = record.does.change()?;
                let resolve = |edit: &StoredEdit| edit.clone().resolve(document);
                let both = resolve(edit).and_then(|edit| Ok((edit, resolve(inverse)?)));
                Some(both.map_err(|source| Stop::Misfit { n: record.n, source }))
            };
            self.elsewhere.push(branch.filter_map(resolve).collect::<Result<_, _>>()?);
        }
        Ok(())
    }

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
            match self.elsewhere.first_mut() {
                Some(main) => main.push((edit, inverse)),
                None => self.elsewhere.push(vec![(edit, inverse)]),
            }
            return Ok(());
        }
        if lacking {
            let back = set.revert(edit.clone()).map_err(|source| Stop::Edit { n: record.n, source })?;
            self.changes.push(back);
        }
        self.history.record(act, &edit, inverse);
        if let Some(order) = &record.order {
            self.history.belongs(act, order);
        }
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

/// Where a line begins in the segment that is written to, and what is wrong with it; of a line of an earlier segment, the
/// beginning of that one.
fn bad(line: &Line, segments: &[Segment]) -> Option<(u64, Unreadable)> {
    let why = line.record.as_ref().err()?.clone();
    let is_live = segments.last().is_some_and(|live| live.lines.iter().any(|other| std::ptr::eq(other, line)));
    Some((if is_live { line.start } else { 0 }, why))
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
