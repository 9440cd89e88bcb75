//! The jobs that write annotations in an exchange format: to a folder, to a stream, or as a release.
//!
//! Texts are read, converted and written a few at a time; memory does not grow with their number. The files of a folder
//! come to stand under their names when all are whole, so that an end before that leaves nothing behind.

mod conversion;
mod sketches;
mod release;

use std::io::Write;
use std::path::Path;

use super::agreement::{Detail, Measure, Tables};
use super::error::JobError;
use super::job::Job;
use super::loader::Loader;
use super::texts::Workspace;
use crate::annotation::registry::NamedRegistry;
use crate::annotation::{Annotator, Schema};
use crate::exchange::{Loss, Run, Seen, Unit, Writer};
use crate::review::agreement::Declared;
use crate::storage::{Existing, Staging};
use conversion::Conversion;

pub use release::{Release, Released};

/// Whose annotations are exported, and how.
#[derive(Clone, Copy)]
pub struct Export<'a> {
    /// The format; a release has its own.
    pub format: &'static dyn Writer,
    /// Whose annotations: an annotator's, or gold.
    pub set: &'a Annotator,
    /// The schema that they follow.
    pub schema: &'a Schema,
    /// Who is who, as the registries beside the texts say.
    pub registries: &'a [NamedRegistry],
    /// What offsets count, where the format leaves a choice.
    pub unit: Option<Unit>,
    /// Whether spreadsheets begin with a byte order mark.
    pub bom: bool,
    /// Whether nothing is written if the format cannot carry everything.
    pub is_strict: bool,
    /// Whether files that exist already are replaced.
    pub is_replacing: bool,
    /// The part of the split that is exported; everything if there is none.
    pub part: Option<Part<'a>>,
}

/// A part of a split.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Where the random order of the split begins.
    pub seed: u64,
    /// The part: train, dev or test.
    pub name: &'a str,
}

/// What was written to a folder.
#[derive(Debug)]
pub struct Exported {
    /// What the format could not carry.
    pub loss: Loss,
    /// Texts that were exported.
    pub texts: usize,
    /// Files that were written.
    pub files: usize,
    /// The name of the file that holds all texts, if there is one.
    pub stream: Option<String>,
}

impl<'a> Export<'a> {
    /// All annotations of a set, as the format has them.
    pub fn new(format: &'static dyn Writer, set: &'a Annotator, schema: &'a Schema) -> Self {
        Self { format, set, schema, registries: &[], unit: None, bom: false, is_strict: false, is_replacing: false, part: None }
    }

    fn check(&self, loss: &Loss) -> Result<(), JobError> {
        if self.is_strict && !loss.is_none() {
            return Err(JobError::Lossy { format: self.format.name(), loss: Box::new(loss.clone()) });
        }
        Ok(())
    }
}

impl Workspace {
    /// Exports to a folder: everything is written, or nothing.
    ///
    /// # Errors
    /// An annotator without any work here; a text or sidecar that cannot be read, or does not fit; a file that exists
    /// already, unless it may be replaced; losses of a strict export.
    pub fn export(&self, export: &Export<'_>, out: &Path, job: &Job<'_>) -> Result<Exported, JobError> {
        let mut conversion = self.conversion(export, job)?;
        conversion.look_ahead()?;
        let mut staging = Staging::new(out)?;
        let loss = conversion.fill(&mut staging, "")?;
        export.check(&loss)?;
        let stream = conversion.writer.streams(&conversion.run).into_iter().next().map(|stream| stream.name);
        let existing = if export.is_replacing { Existing::GivesWay } else { Existing::Stays };
        Ok(Exported { loss, texts: conversion.texts.len(), files: staging.finish(existing)?, stream })
    }

    /// Exports to a stream as it comes; of a strict export, only once nothing was lost.
    ///
    /// # Errors
    /// As [`Workspace::export`]; a format that has more files than one; a stream that cannot be written.
    pub fn export_to(&self, export: &Export<'_>, out: &mut dyn Write, job: &Job<'_>) -> Result<Loss, JobError> {
        let mut conversion = self.conversion(export, job)?;
        conversion.look_ahead()?;
        let streams = conversion.writer.streams(&conversion.run);
        let [stream] = streams.as_slice() else { return Err(JobError::NotOneFile(export.format.name())) };
        let mut held = Vec::new();
        let mut is_begun = false;
        let (loss, _) = conversion.convert(|output| {
            for (_, bytes) in output.pieces {
                let before = if std::mem::replace(&mut is_begun, true) { stream.between } else { &stream.head };
                let target: &mut dyn Write = if export.is_strict { &mut held } else { &mut *out };
                target.write_all(before.as_bytes())?;
                target.write_all(&bytes)?;
            }
            Ok(())
        })?;
        export.check(&loss)?;
        out.write_all(&held)?;
        out.write_all(stream.tail.as_bytes())?;
        out.flush()?;
        Ok(loss)
    }

    /// Writes a release to a folder, all of it or nothing.
    ///
    /// # Errors
    /// As [`Workspace::export`].
    pub fn release(&self, release: &Release<'_>, out: &Path, job: &Job<'_>) -> Result<Released, JobError> {
        let Release { set, schema, registries, unit, bom, is_strict, is_replacing, .. } = *release;
        let Some(format) = release.formats.first().copied() else { return Err(JobError::NoFormat) };
        let conversion =
            self.conversion(&Export { format, set, schema, registries, unit, bom, is_strict, is_replacing, part: None }, job)?;
        let measure = Measure { declared: Declared::of(schema), ..Measure::default() };
        let agreement = match self.agreement(&measure, job) {
            Ok(found) => Some(found).filter(|found| found.report.documents > 0),
            Err(JobError::TooFewAnnotators { .. } | JobError::Unseen { .. }) => None,
            Err(error) => return Err(error),
        };
        let tables = agreement.map(|agreement| Tables { agreement: &agreement, detail: Detail::Whole }.to_string());
        release::write(release, &conversion, tables, Staging::new(out)?)
    }

    fn conversion<'a>(&'a self, export: &Export<'a>, job: &'a Job<'a>) -> Result<Conversion<'a>, JobError> {
        let texts = self.texts_of(export.set)?;
        let loader = Loader { annotator: export.set, encoding: self.encoding };
        let Export { schema, registries, unit, bom, .. } = *export;
        let run = Run { schema, registries, set: export.set.as_str(), unit, bom, seen: Seen::default() };
        let mut conversion = Conversion { writer: export.format, run, loader, texts, job };
        if let Some(Part { seed, name }) = export.part {
            conversion.texts = sketches::part(&conversion, seed, name)?;
        }
        Ok(conversion)
    }
}
