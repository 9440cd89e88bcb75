//! The job that reads annotations from an exchange format, with their texts.
//!
//! Files are read a part at a time, and their works checked and made into texts and sidecars on all cores; memory does
//! not grow with their number, but for their names. Everything comes to stand under its name at the end, or nothing
//! does. A text is written as the file that it was where its hash tells how; else as UTF-8, with the hash of what is
//! written in the sidecar and a warning.

mod files;
mod made;
mod gathering;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::error::JobError;
use super::job::{Job, Tasks};
use super::watch::{Stage, Warning};
use crate::annotation::{Annotator, DocumentState, Schema};
use crate::exchange::format::Complaint;
use crate::exchange::mapping::{LeftOut, Mapping};
use crate::exchange::{Incoming, Reader, Settings, Unit};
use crate::storage::Author;
use crate::text::Document;
use files::Files;
use gathering::{Gathering, Taken};
use made::{Made, Maker};

pub use files::ImportSource;
pub use made::ImportedHand;

/// What is imported, and where to.
#[derive(Clone)]
pub struct Import<'a> {
    /// The format.
    pub format: &'static dyn Reader,
    /// The folder that gets texts and sidecars.
    pub into: &'a Path,
    /// Whose work all of it becomes; as the files say if nobody is named.
    pub annotator: Option<&'a Annotator>,
    /// The schema that the sidecars name.
    pub schema: &'a Schema,
    /// What offsets count, where the format does not say.
    pub unit: Option<Unit>,
    /// What the columns are, where the format does not say.
    pub columns: Option<&'a str>,
    /// What foreign names become.
    pub mapping: Mapping,
    /// Who imports.
    pub by: &'a Annotator,
    /// The state of work whose format does not say: whoever hands a file over is done with it, as a rule.
    pub state: DocumentState,
    /// Whose hand made the work.
    pub hand: ImportedHand,
    /// Whether sidecars that exist already are replaced.
    pub is_replacing: bool,
    /// Whether nothing is imported if a line is malformed.
    pub is_strict: bool,
}

/// Says what becomes of a tag, which so many spans bear and which neither the schema nor the mapping knows: another
/// name, or nothing.
pub type Ask<'a> = &'a mut dyn FnMut(&str, usize) -> Result<Option<String>, JobError>;

/// What was imported.
#[derive(Debug)]
pub struct Imported {
    /// Texts that were written.
    pub texts: usize,
    /// Sidecars that were written.
    pub sidecars: usize,
    /// Lines that were malformed, each of which was a warning.
    pub malformed: usize,
    /// What the mapping left out.
    pub left_out: LeftOut,
    /// Tags that are kept although the schema does not know them, each with its number of spans.
    pub unknown_tags: BTreeMap<String, usize>,
    /// The mapping, with the answers to what was asked.
    pub mapping: Mapping,
}

/// An import that is under way.
struct Task<'a> {
    files: Files,
    settings: Settings<'a>,
    maker: Maker<'a>,
    job: &'a Job<'a>,
}

/// What came of a part of the files.
#[derive(Default)]
struct Part {
    /// Its number.
    n: usize,
    complaints: Vec<Complaint>,
    unknown: BTreeMap<String, usize>,
    left_out: LeftOut,
    works: Vec<Work>,
}

/// A work, or what was made of it already, with where it comes from.
enum Work {
    Read(Box<Incoming>, String),
    Made(Box<Made>, String),
}

/// Where a work comes from.
#[derive(Clone, Copy)]
struct Origin {
    /// The number of the part.
    part: usize,
    /// Its number in the part.
    nth: usize,
}

impl Import<'_> {
    /// Imports all works of all sources, or none. With `ask`, every tag that is not known yet is asked for.
    ///
    /// # Errors
    /// A file that cannot be read, or is not of the format; a work that does not fit its text or names a file outside of
    /// the folder; a text or sidecar that exists already; malformed lines of a strict import; what `ask` says.
    pub fn run(&self, sources: Vec<ImportSource>, ask: Option<Ask<'_>>, job: &Job<'_>) -> Result<Imported, JobError> {
        let Self { into, schema, annotator, ref state, is_replacing, unit, columns, .. } = *self;
        let files = Files::find(sources, self.format)?;
        let maker = Maker { into, schema, annotator, state, hand: self.hand, is_replacing };
        let task = Task { files, settings: Settings { schema, unit, columns }, maker, job };
        let author = Author::new(self.by, format!("import {}", self.format.name()), schema);
        let (gathering, mut imported) = task.gather(self.mapping.clone(), ask, Gathering::new(into, author)?)?;
        if imported.malformed > 0 && self.is_strict {
            return Err(JobError::Malformed(imported.malformed));
        }
        (imported.texts, imported.sidecars) = gathering.finish()?;
        Ok(imported)
    }
}

impl Imported {
    fn new(mapping: Mapping) -> Self {
        let left_out = LeftOut::new();
        let unknown_tags = BTreeMap::new();
        Self { texts: 0, sidecars: 0, malformed: 0, left_out, unknown_tags, mapping }
    }

    /// Takes note of tags that the schema does not know, and asks for each that is not in the mapping yet.
    fn learn(&mut self, tags: BTreeMap<String, usize>, ask: Option<&mut Ask<'_>>) -> Result<(), JobError> {
        let mapped: Vec<String> = self.mapping.tags.iter().map(|(tag, _)| tag.clone()).collect();
        let unmapped = tags.into_iter().filter(|(tag, _)| !mapped.contains(tag));
        match ask {
            Some(ask) => {
                for (tag, count) in unmapped {
                    let becomes = ask(&tag, count)?;
                    self.mapping.tags.push((tag, becomes));
                }
            }
            None => unmapped.for_each(|(tag, count)| *self.unknown_tags.entry(tag).or_default() += count),
        }
        Ok(())
    }
}

impl Task<'_> {
    /// Reads and makes everything on all cores, a part at a time, and gathers it in its order.
    fn gather<'a>(
        &self,
        mapping: Mapping,
        mut ask: Option<Ask<'_>>,
        mut gathering: Gathering<'a>,
    ) -> Result<(Gathering<'a>, Imported), JobError> {
        // What is asked for is known only once it is asked: works wait for the answers then.
        let known = ask.is_none().then(|| mapping.clone());
        let mut imported = Imported::new(mapping);
        let tasks = Tasks { stage: Stage::Importing, items: self.files.len(), together: 1 };
        let read = |parts: std::ops::Range<usize>| self.read(parts.start, known.as_ref());
        self.job.in_order(tasks, read, |part| {
            imported.malformed += part.complaints.len();
            for complaint in part.complaints {
                let place = self.files.place(part.n, complaint.line);
                self.job.warn(&Warning::Malformed { place, message: complaint.message });
            }
            imported.learn(part.unknown, ask.as_mut())?;
            for ((kind, name), count) in part.left_out {
                *imported.left_out.entry((kind, name)).or_default() += count;
            }
            for (nth, work) in part.works.into_iter().enumerate() {
                self.take(&mut gathering, &mut imported, Origin { part: part.n, nth }, work)?;
            }
            Ok(())
        })?;
        Ok((gathering, imported))
    }

    /// Reads a part, and makes its works where the mapping is known.
    fn read(&self, n: usize, mapping: Option<&Mapping>) -> Result<Part, JobError> {
        let brought = self.files.read(n, &self.settings)?;
        let unknown = Mapping::unknown_tags(brought.works.iter().map(|(_, work)| work), self.settings.schema);
        let mut part = Part { n, complaints: brought.complaints, unknown, ..Part::default() };
        for (line, mut work) in brought.works {
            let place = self.files.place(n, line);
            part.works.push(match mapping {
                None => Work::Read(Box::new(work), place),
                Some(mapping) => {
                    mapping.apply(&mut work, &mut part.left_out);
                    Work::Made(Box::new(self.make(work, None, &place)?), place)
                }
            });
        }
        Ok(part)
    }

    fn make(&self, work: Incoming, known: Option<Arc<Document>>, place: &str) -> Result<Made, JobError> {
        self.maker.make(work, known).map_err(|error| error.at(place))
    }

    /// Gathers a work.
    fn take(&self, gathering: &mut Gathering<'_>, imported: &mut Imported, origin: Origin, work: Work) -> Result<(), JobError> {
        let (made, place) = match work {
            Work::Made(made, place) => (*made, place),
            Work::Read(mut work, place) => {
                imported.mapping.apply(&mut work, &mut imported.left_out);
                (self.make(*work, None, &place)?, place)
            }
        };
        if gathering.take(&made, self.job).map_err(|error| error.at(&place))? == Taken::Yes {
            return Ok(());
        }
        // An earlier work has brought this text from other bytes. That is rare, so that it is read once more here.
        let again = self.files.read(origin.part, &self.settings)?.works.into_iter().nth(origin.nth);
        let Some((_, mut work)) = again else { return Err(JobError::BeingWritten(place)) };
        imported.mapping.apply(&mut work, &mut LeftOut::new());
        let made = self.make(work, Some(gathering.text(&made)?), &place)?;
        gathering.take(&made, self.job).map(|_| ()).map_err(|error| error.at(&place))
    }
}
