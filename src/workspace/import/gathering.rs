//! The files of an import, gathered in their order and given their names together.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::made::Made;
use crate::annotation::Annotator;
use crate::storage::{Author, Existing, Revision, Staging, sidecar_path};
use crate::text::Document;
use crate::workspace::error::JobError;
use crate::workspace::job::Job;

/// What became of a work beside those before it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Its files are gathered.
    Yes,
    /// Its text was made before, from other bytes: it must be made again, for that one.
    TextDiffers,
}

/// The files of all works so far, hidden until all are there.
#[derive(Debug)]
pub(super) struct Gathering<'a> {
    into: &'a Path,
    /// Who imports.
    author: Author,
    staging: Staging,
    texts: usize,
    sidecars: usize,
    /// Whose sidecars were gathered that replace others, by the name of the text.
    replaced: BTreeMap<String, Vec<Annotator>>,
}

impl<'a> Gathering<'a> {
    /// Nothing gathered yet, for a folder that need not be there.
    pub(super) fn new(into: &'a Path, author: Author) -> Result<Self, JobError> {
        let staging = Staging::new(into)?;
        Ok(Self { into, author, staging, texts: 0, sidecars: 0, replaced: BTreeMap::new() })
    }

    /// Gives all files their names, and says how many texts and sidecars there are.
    pub(super) fn finish(mut self) -> Result<(usize, usize), JobError> {
        self.staging.sync()?;
        self.staging.finish(Existing::Stays)?;
        Ok((self.texts, self.sidecars))
    }

    /// Takes the files of a work.
    pub(super) fn take(&mut self, made: &Made, job: &Job<'_>) -> Result<Taken, JobError> {
        let path = self.into.join(&made.file);
        if let Some(text) = &made.text {
            if self.staging.contains(&made.file) {
                if self.bytes(&made.file)? != *text {
                    return Ok(Taken::TextDiffers);
                }
            } else {
                self.staging.make(&made.file, text)?;
                self.texts += 1;
            }
        }
        let name = sidecar_path(Path::new(&made.file), &made.annotator).to_string_lossy().into_owned();
        let replaced = self.replaced.get(&made.file).is_some_and(|names| names.contains(&made.annotator));
        if replaced || self.staging.contains(&name) {
            return Err(JobError::SecondRow { file: made.file.clone(), annotator: made.annotator.clone() });
        }
        if Revision::concerns(&path, &made.annotator) {
            self.replaced.entry(made.file.clone()).or_default().push(made.annotator.clone());
            self.staging.rewrite(Revision::begin(&path, &made.annotator, &self.author)?, made.sidecar.clone());
        } else {
            self.staging.make(&name, &made.sidecar)?;
        }
        self.sidecars += 1;
        made.warning.iter().for_each(|warning| job.warn(warning));
        Ok(Taken::Yes)
    }

    /// The text of that name that was gathered.
    pub(super) fn text(&mut self, made: &Made) -> Result<Arc<Document>, JobError> {
        Ok(Arc::new(Document::read(self.bytes(&made.file)?, None).0))
    }

    fn bytes(&mut self, name: &str) -> Result<Vec<u8>, JobError> {
        let mut bytes = Vec::new();
        self.staging.read_again(name, |piece| bytes.extend_from_slice(piece))?;
        Ok(bytes)
    }
}
