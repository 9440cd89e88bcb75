//! All that lies beside one text for whoever reviews it, read: every annotator's work, and the gold standard.

use std::path::PathBuf;
use std::sync::Arc;

use super::corpus::TextFile;
use super::error::StorageError;
use super::place::sidecar_path;
use super::record::RecordError;
use super::sidecar::{Loaded, SidecarError};
use super::source;
use super::store;
use crate::annotation::{AnnotationSet, Annotator, DocumentState, Fault, Timestamp};
use crate::review::adjudication::{Adjudication, Decision, Gold, adopt, read_decisions};
use crate::review::compare::{Comparison, Terms, Work, compare};
use crate::text::{Document, Encoding};

/// A text with every sidecar of it.
#[derive(Debug)]
pub struct Dossier {
    /// Where the text is.
    pub path: PathBuf,
    /// The text.
    pub document: Arc<Document>,
    /// Those whose reading of it counts, with their sidecars, by name.
    pub works: Vec<(Annotator, Loaded)>,
    /// Those who have only begun, so that their work does not count, by name.
    pub begun: Vec<(Annotator, DocumentState)>,
    /// The gold standard, if there is one.
    pub gold: Option<Loaded>,
    /// Why nothing may be decided on it: a sidecar with spans that do not fit the text.
    pub fault: Option<RecordError>,
    /// On what terms the annotators are compared.
    terms: Terms,
    /// The hash of the gold sidecar as it was read or written last.
    pub(super) known: String,
}

impl Dossier {
    /// Reads a text and everything beside it. Who has not touched the text, or not finished it, is left out.
    ///
    /// # Errors
    /// A text or a sidecar that cannot be read or understood.
    pub fn open(text: &TextFile, encoding: Option<Encoding>, terms: &Terms) -> Result<Self, StorageError> {
        Self::gather(text, source::read_all(&text.path, encoding)?.0, terms)
    }

    /// Reads everything beside a text that was read.
    ///
    /// # Errors
    /// A sidecar that cannot be read or understood.
    pub(super) fn gather(text: &TextFile, document: Document, terms: &Terms) -> Result<Self, StorageError> {
        let known = store::hash(store::read_bytes(&sidecar_path(&text.path, &Annotator::gold()))?.as_deref());
        let mut works = Vec::new();
        let mut begun = Vec::new();
        let mut gold = None;
        let mut fault = None;
        for file in &text.sidecars {
            let Some(loaded) = store::load(&text.path, &file.annotator, &document)? else { continue };
            if let Some(discrepancy) = loaded.discrepancies.iter().find(|discrepancy| discrepancy.is_unfit()) {
                fault.get_or_insert_with(|| RecordError::Discrepancy { path: file.path.clone(), source: discrepancy.clone() });
            }
            if file.annotator.is_gold() {
                gold = Some(loaded);
            } else if terms.is_reading(&file.annotator, &loaded.set) {
                works.push((file.annotator.clone(), loaded));
            } else if terms.is_begun(&file.annotator, &loaded.set) {
                begun.push((file.annotator.clone(), loaded.set.state().clone()));
            }
        }
        let path = text.path.clone();
        Ok(Self { path, document: Arc::new(document), works, begun, gold, fault, terms: terms.clone(), known })
    }

    /// The annotators' work, to be compared.
    pub fn works(&self) -> Vec<Work<'_>> {
        self.works.iter().map(|(annotator, loaded)| Work { annotator, set: &loaded.set }).collect()
    }

    /// The decisions in the gold standard; `None` if it has no list of them.
    ///
    /// # Errors
    /// A list of decisions that cannot be understood.
    pub fn decisions(&self) -> Result<Option<Vec<Decision>>, StorageError> {
        let Some(gold) = &self.gold else { return Ok(Some(Vec::new())) };
        read_decisions(&gold.set, &self.document).map_err(|fault| not_understood(self.gold_path(), &fault))
    }

    /// The annotators' work side by side.
    pub fn comparison(&self) -> Comparison {
        compare(self.document.text(), &self.works(), &self.terms.defaults)
    }

    /// The comparison of the annotators with the decisions there are.
    ///
    /// A gold standard without a list of decisions was made elsewhere: what it shows is taken for decided.
    ///
    /// # Errors
    /// As [`Dossier::decisions`].
    pub fn adjudication(&self) -> Result<Adjudication, StorageError> {
        let decisions = self.decisions()?;
        let is_foreign = decisions.is_none();
        let mut adjudication = Adjudication::new(self.comparison(), decisions.unwrap_or_default());
        if let Some(gold) = self.gold.as_ref().filter(|_| is_foreign) {
            let complete = *gold.set.state() == DocumentState::Reviewed;
            adopt(&mut adjudication, &gold.set, &self.document, complete);
        }
        Ok(adjudication)
    }

    /// The gold standard that decisions amount to, put together by someone at a time.
    pub fn gold(&self, adjudication: &Adjudication, by: &str, at: &Timestamp) -> AnnotationSet {
        let previous = self.gold.as_ref().map(|gold| &gold.set);
        adjudication.gold(Gold { document: &self.document, previous, by, at })
    }

    /// Where the gold standard is.
    pub fn gold_path(&self) -> PathBuf {
        sidecar_path(&self.path, &Annotator::gold())
    }
}

/// That a list of decisions cannot be understood.
pub(super) fn not_understood(path: PathBuf, fault: &Fault) -> StorageError {
    let message = format!("its decisions cannot be understood: {}", fault.message);
    let fault = Fault { line: fault.line, column: fault.column, message };
    StorageError::Sidecar { path, source: SidecarError::Malformed(fault) }
}
