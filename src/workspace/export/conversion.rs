//! Texts on their way into an exchange format: read, converted and handed on a few at a time, on all cores.

use std::ops::Range;

use crate::annotation::Annotator;
use crate::exchange::{Loss, Output, Run, Seen, Work, Writer};
use crate::storage::{Staging, TextFile};
use crate::workspace::error::JobError;
use crate::workspace::job::{Job, Tasks};
use crate::workspace::loader::{Loaded, Loader};
use crate::workspace::watch::{Stage, Warning};

/// Texts that are looked at together before the work itself.
const TOGETHER: usize = 64;

/// A conversion of texts that one annotator has annotated.
#[derive(Clone)]
pub(super) struct Conversion<'a> {
    pub writer: &'static dyn Writer,
    pub run: Run<'a>,
    pub loader: Loader<'a>,
    pub texts: Vec<&'a TextFile>,
    pub job: &'a Job<'a>,
}

/// What came of some texts, and what was odd about reading them.
struct Part {
    output: Output,
    warnings: Vec<Warning>,
}

/// A file of a staging that texts are written to one after the other.
struct Opened {
    number: usize,
    /// Whether it has a piece already.
    is_begun: bool,
}

impl<'a> Conversion<'a> {
    /// The annotator whose work it is.
    pub(super) fn annotator(&self) -> &'a Annotator {
        self.loader.annotator
    }

    /// Reads all texts once, and gives what `look` makes of each in order.
    pub(super) fn look<T: Send>(
        &self,
        look: impl Fn(&Work<'_>) -> T + Sync,
        mut take: impl FnMut(T) -> Result<(), JobError>,
    ) -> Result<(), JobError> {
        let tasks = Tasks { stage: Stage::Reading, items: self.texts.len(), together: TOGETHER };
        let read = |places: Range<usize>| {
            let loaded = self.load(places)?.0;
            Ok(loaded.iter().map(|loaded| look(&loaded.work(self.annotator()))).collect::<Vec<_>>())
        };
        self.job.in_order(tasks, read, |all| all.into_iter().try_for_each(&mut take))
    }

    /// Looks through all texts for what is in them, for a format that asks for it.
    pub(super) fn look_ahead(&mut self) -> Result<(), JobError> {
        if !self.writer.looks_ahead() {
            return Ok(());
        }
        let mut all = Seen::default();
        let look = |work: &Work<'_>| {
            let mut seen = Seen::default();
            seen.add(work, self.run.schema);
            seen
        };
        self.look(look, |seen| {
            all.merge(seen);
            Ok(())
        })?;
        self.run.seen = all;
        Ok(())
    }

    fn load(&self, places: Range<usize>) -> Result<(Vec<Loaded<'a>>, Vec<Warning>), JobError> {
        self.loader.load_all(self.texts.get(places).unwrap_or_default())
    }

    /// Converts all texts, and hands over what comes of them in their order.
    pub(super) fn convert(&self, mut take: impl FnMut(Output) -> Result<(), JobError>) -> Result<(Loss, Seen), JobError> {
        let mut loss = Loss::new();
        let mut seen = Seen::default();
        let tasks = Tasks { stage: Stage::Exporting, items: self.texts.len(), together: self.writer.texts_at_a_time() };
        self.job.in_order(
            tasks,
            |places| self.part(places),
            |mut part| {
                part.warnings.iter().for_each(|warning| self.job.warn(warning));
                loss.merge(std::mem::take(&mut part.output.loss));
                seen.merge(std::mem::take(&mut part.output.seen));
                take(part.output)
            },
        )?;
        Ok((loss, seen))
    }

    fn part(&self, places: Range<usize>) -> Result<Part, JobError> {
        let first = places.start;
        let (loaded, warnings) = self.load(places)?;
        let works: Vec<_> = loaded.iter().map(|loaded| loaded.work(self.annotator())).collect();
        let mut output = Output::default();
        for work in &works {
            output.seen.add(work, self.run.schema);
        }
        self.writer.write(&works, first, &self.run, &mut output);
        Ok(Part { output, warnings })
    }

    /// Writes all files below a folder of the staging.
    pub(super) fn fill(&self, staging: &mut Staging, folder: &str) -> Result<Loss, JobError> {
        let streams = self.writer.streams(&self.run);
        let mut opened = Vec::with_capacity(streams.len());
        for stream in &streams {
            let number = staging.open(&format!("{folder}{}", stream.name))?;
            staging.append(number, stream.head.as_bytes())?;
            opened.push(Opened { number, is_begun: false });
        }
        let (loss, seen) = self.convert(|output| {
            for (n, bytes) in output.pieces {
                let (Some(opened), Some(stream)) = (opened.get_mut(n), streams.get(n)) else { continue };
                if std::mem::replace(&mut opened.is_begun, true) {
                    staging.append(opened.number, stream.between.as_bytes())?;
                }
                staging.append(opened.number, &bytes)?;
            }
            output.files.iter().try_for_each(|file| staging.make(&format!("{folder}{}", file.name), &file.bytes))?;
            Ok(())
        })?;
        for (opened, stream) in opened.iter().zip(&streams) {
            staging.append(opened.number, stream.tail.as_bytes())?;
        }
        for file in self.writer.companions(&self.run, &seen) {
            staging.make(&format!("{folder}{}", file.name), &file.bytes)?;
        }
        Ok(loss)
    }
}
