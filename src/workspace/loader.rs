//! Reading texts with the work of one annotator.

use super::error::JobError;
use super::watch::Warning;
use crate::annotation::{AnnotationSet, Annotator};
use crate::exchange::Work;
use crate::storage::{TextFile, sidecar_path, source, store};
use crate::text::{Document, Encoding};

/// How texts are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Loader<'a> {
    /// Whose sidecars.
    pub annotator: &'a Annotator,
    /// The encoding of the texts; detected where it is `None`.
    pub encoding: Option<Encoding>,
}

/// A text with the work of the annotator on it.
#[derive(Debug)]
pub(super) struct Loaded<'a> {
    text: &'a TextFile,
    document: Document,
    set: AnnotationSet,
}

impl Loaded<'_> {
    /// The work as the formats see it.
    pub(super) fn work<'a>(&'a self, annotator: &'a Annotator) -> Work<'a> {
        let document = &self.document;
        let set = &self.set;
        Work { file: &self.text.name, sha256: document.sha256(), annotator, set, document }
    }

    /// The text, and what is said of it.
    pub(super) fn into_parts(self) -> (Document, AnnotationSet) {
        (self.document, self.set)
    }
}

impl Loader<'_> {
    /// Reads some texts that have a sidecar, and what is odd about them.
    pub(super) fn load_all<'a>(&self, texts: &[&'a TextFile]) -> Result<(Vec<Loaded<'a>>, Vec<Warning>), JobError> {
        let mut all = Vec::with_capacity(texts.len());
        let mut warnings = Vec::new();
        for text in texts {
            all.extend(self.load(text, &mut warnings)?);
        }
        Ok((all, warnings))
    }

    /// Reads a text; `None` if the sidecar is gone meanwhile.
    fn load<'a>(&self, text: &'a TextFile, warnings: &mut Vec<Warning>) -> Result<Option<Loaded<'a>>, JobError> {
        let (document, odd) = source::read_all(&text.path, self.encoding)?;
        warnings.extend(odd.into_iter().map(|warning| Warning::Undecoded { path: text.path.clone(), warning }));
        Ok(set_of(text, self.annotator, &document)?.map(|set| Loaded { text, document, set }))
    }
}

/// Reads what an annotator says of a text; `None` if they have no sidecar of it.
///
/// # Errors
/// A sidecar that cannot be read or does not fit its text.
pub(super) fn set_of(text: &TextFile, annotator: &Annotator, document: &Document) -> Result<Option<AnnotationSet>, JobError> {
    let Some(loaded) = store::load(&text.path, annotator, document)? else { return Ok(None) };
    match loaded.discrepancies.into_iter().next() {
        None => Ok(Some(loaded.set)),
        Some(discrepancy) => {
            let sidecar = sidecar_path(&text.path, annotator);
            Err(JobError::Unfit { text: text.path.clone(), sidecar, discrepancy })
        }
    }
}
