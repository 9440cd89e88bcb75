//! Renaming: a text or an annotator gets another name, with everything beside the texts that bears it.
//!
//! Everything is locked and read before anything is written, and if a step fails those before it are taken back. A sidecar
//! says in its journal what it will be, as whenever it is saved, and its journal goes along: what was done can be undone as
//! before.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::assignments::{ASSIGNMENTS, Assignments};
use super::batch::Batch;
use super::corpus::{SidecarFile, TextFile};
use super::error::StorageError;
use super::place::{Place, kept};
use super::record::{Author, Revision};
use super::sidecar::names::Renamed;
use super::sidecar::{self, Stored};
use super::store;
use crate::annotation::Annotator;

/// What is to get another name, in a folder of texts.
#[derive(Debug)]
pub struct Renaming<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// Its texts.
    pub texts: &'a [TextFile],
    /// Who renames, and by what.
    pub author: &'a Author,
}

/// What a renaming does.
#[derive(Debug, Default)]
pub struct Plan {
    /// The files that are moved, with their new places, that of the text first.
    pub moved: Vec<(PathBuf, PathBuf)>,
    /// The files in which the name is changed; by their old places.
    pub changed: Vec<PathBuf>,
    batch: Batch,
}

impl Plan {
    /// Renames: all of it, or nothing.
    ///
    /// # Errors
    /// A file that cannot be written or moved; everything is as it was then.
    pub fn perform(self) -> Result<(), StorageError> {
        self.batch.write()
    }

    /// Adds the move of a file, if there is one.
    fn move_file(&mut self, from: PathBuf, to: PathBuf) -> Result<(), StorageError> {
        if from.symlink_metadata().is_err() {
            return Ok(());
        }
        if to.symlink_metadata().is_ok() {
            return Err(StorageError::Taken(to));
        }
        self.moved.push((from, to));
        Ok(())
    }

    /// Adds the move of all files of a record.
    fn move_record(&mut self, from: &Place, to: &Place) -> Result<(), StorageError> {
        to.check_names()?;
        self.move_file(from.sidecar().to_owned(), to.sidecar().to_owned())?;
        for (from, to) in from.others(to) {
            self.move_file(from, to)?;
        }
        self.move_file(kept(from.sidecar())?, kept(to.sidecar())?)
    }

    /// Locks a record, and adds a change of the names in its sidecar, if that changes anything.
    fn change(
        &mut self,
        source: &Path,
        annotator: &Annotator,
        author: &Author,
        change: impl FnOnce(&mut Stored),
    ) -> Result<(), StorageError> {
        let revision = Revision::begin(source, annotator, author)?;
        let Some(old) = revision.old() else {
            self.batch.hold(revision);
            return Ok(());
        };
        let before = store::parse_sidecar(revision.sidecar(), old)?;
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            self.batch.hold(revision);
            return Ok(());
        }
        if revision.glance().lacking > 0 {
            return Err(StorageError::Unsettled { path: revision.sidecar().to_owned(), changes: revision.glance().lacking });
        }
        self.changed.push(revision.sidecar().to_owned());
        self.batch.respell(revision, sidecar::write_stored(&after).into_bytes());
        Ok(())
    }

    /// Adds another file of assignments, if it is one.
    fn assign(&mut self, folder: &Path, change: impl FnOnce(&mut Assignments)) -> Result<(), StorageError> {
        let Some(before) = Assignments::read(folder)? else { return Ok(()) };
        let mut after = before.clone();
        change(&mut after);
        if after != before {
            after.assignments.sort_by(|a, b| a.text.cmp(&b.text));
            let path = folder.join(ASSIGNMENTS);
            self.changed.push(path.clone());
            self.batch.replace(path, after.to_ron().into_bytes());
        }
        Ok(())
    }

    /// Puts the moves after all that is written.
    fn finished(mut self) -> Self {
        for (from, to) in &self.moved {
            self.batch.rename(from.clone(), to.clone());
        }
        self
    }
}

impl Renaming<'_> {
    /// What it takes to give a text of the folder another name, in the same folder.
    ///
    /// # Errors
    /// A name that is taken; a record that somebody has open; a file that cannot be read.
    pub fn text(&self, text: &TextFile, new: &Path) -> Result<Plan, StorageError> {
        let mut plan = Plan::default();
        plan.move_file(text.path.clone(), new.to_owned())?;
        let file = Names::of(&text.path, new);
        let name = Names::in_folder(text, &file.new);
        for annotator in records(text) {
            plan.change(&text.path, &annotator, self.author, |stored| stored.rename_source(file.renamed()))?;
            plan.move_record(&Place::of(&text.path, &annotator), &Place::of(new, &annotator))?;
        }
        for other in self.texts.iter().filter(|other| other.path != text.path) {
            for sidecar in sidecars(other).filter(|sidecar| names(&sidecar.path, &format!("{}#", file.old))) {
                plan.change(&other.path, &sidecar.annotator, self.author, |stored| {
                    stored.rename_ends(name.renamed());
                    if other.path.parent() == text.path.parent() {
                        stored.rename_ends(file.renamed());
                    }
                })?;
            }
        }
        plan.assign(self.folder, |assignments| {
            for one in assignments.assignments.iter_mut().filter(|one| one.text == name.old) {
                one.text.clone_from(&name.new);
            }
        })?;
        Ok(plan.finished())
    }

    /// What it takes to give an annotator another name, in all texts of the folder.
    ///
    /// # Errors
    /// A name that has work here already; a record that somebody has open; a file that cannot be read.
    pub fn annotator(&self, old: &Annotator, new: &Annotator) -> Result<Plan, StorageError> {
        let mut plan = Plan::default();
        let names_of = Names { old: old.to_string(), new: new.to_string() };
        for text in self.texts {
            let all = records(text);
            if let Some(taken) = all.iter().find(|record| is_of(record, new)) {
                return Err(StorageError::Taken(Place::of(&text.path, taken).sidecar().to_owned()));
            }
            for record in all {
                let moved = renamed(&record, old, new);
                let place = Place::of(&text.path, &record);
                if moved == record && !names(place.sidecar(), old.as_str()) {
                    continue;
                }
                plan.change(&text.path, &record, self.author, |stored| stored.rename_annotator(names_of.renamed()))?;
                if moved != record {
                    plan.move_record(&place, &Place::of(&text.path, &moved))?;
                }
            }
        }
        plan.assign(self.folder, |assignments| {
            for one in &mut assignments.assignments {
                one.annotators.iter_mut().filter(|name| **name == names_of.old).for_each(|name| name.clone_from(&names_of.new));
                one.annotators.sort();
                one.annotators.dedup();
            }
        })?;
        Ok(plan.finished())
    }
}

/// A name so far, and from now on.
struct Names {
    old: String,
    new: String,
}

impl Names {
    /// The name of a text from the folder, now and with another file name.
    fn in_folder(text: &TextFile, file: &str) -> Self {
        let new = match text.name.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{file}"),
            None => file.to_owned(),
        };
        Self { old: text.name.clone(), new }
    }
}

impl Names {
    fn of(old: &Path, new: &Path) -> Self {
        let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { old: name(old), new: name(new) }
    }

    fn renamed(&self) -> Renamed<'_> {
        Renamed { old: &self.old, new: &self.new }
    }
}

fn sidecars(text: &TextFile) -> impl Iterator<Item = &SidecarFile> {
    text.sidecars.iter().chain(&text.reviews)
}

/// Whoever has a sidecar, a review or a journal of a text.
fn records(text: &TextFile) -> BTreeSet<Annotator> {
    sidecars(text).map(|file| file.annotator.clone()).chain(Place::annotators(&text.path)).collect()
}

/// Whether a file may speak of something of this name.
fn names(path: &Path, name: &str) -> bool {
    fs::read(path).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(name))
}

/// Whether a record is an annotator's: their work, their review of somebody's, or one of theirs.
fn is_of(record: &Annotator, annotator: &Annotator) -> bool {
    record == annotator || record.review().is_some_and(|(one, other)| one == *annotator || other == *annotator)
}

/// A record by another name of an annotator.
fn renamed(record: &Annotator, old: &Annotator, new: &Annotator) -> Annotator {
    let one = |name: Annotator| if name == *old { new.clone() } else { name };
    match record.review() {
        Some((reviewer, of)) => one(reviewer).on(&one(of)),
        None => one(record.clone()),
    }
}
