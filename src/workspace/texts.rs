//! The texts of a workspace, found once and not read yet.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use super::error::JobError;
use super::job::Job;
use super::watch::Warning;
use crate::annotation::Annotator;
use crate::review::Terms;
use crate::storage::{Stray, TextFile, corpus};
use crate::text::{Documents, Encoding};

/// Texts with their sidecars, and how they are read.
#[derive(Debug, Clone)]
pub struct Workspace {
    texts: Vec<TextFile>,
    /// What looks like a sidecar beside them, and counts for nothing.
    strays: Vec<Stray>,
    /// The encoding of the texts; detected where it is `None`.
    pub(super) encoding: Option<Encoding>,
    /// On what terms annotators are compared.
    pub(super) terms: Terms,
    /// What was left out of the texts, if anything was.
    left_out: Option<LeftOutTexts>,
}

/// Texts that are not shown to somebody yet.
#[derive(Debug, Clone)]
struct LeftOutTexts {
    viewer: Annotator,
    /// Everybody who has a sidecar of one of them.
    annotators: BTreeSet<Annotator>,
}

impl Workspace {
    /// Finds the texts that were named and those of folders, each once, in this order. No text is read.
    ///
    /// # Errors
    /// A path that cannot be read; no text at all.
    pub fn open(paths: &[PathBuf], encoding: Option<Encoding>, job: &Job<'_>) -> Result<Self, JobError> {
        let Found { mut texts, strays } = find(paths, job)?;
        let mut seen = HashSet::new();
        texts.retain(|text| seen.insert(text.path.clone()));
        if texts.is_empty() {
            return Err(JobError::NoTexts(place(paths)));
        }
        Ok(Self { texts, strays, encoding, terms: Terms::default(), left_out: None })
    }

    /// Finds texts as [`Workspace::open`] does, by name: a name, which is a path from the folder that was listed, stands
    /// for one text.
    ///
    /// # Errors
    /// As [`Workspace::open`]; two texts of one name.
    pub fn open_by_name(paths: &[PathBuf], encoding: Option<Encoding>, job: &Job<'_>) -> Result<Self, JobError> {
        let mut texts: BTreeMap<String, TextFile> = BTreeMap::new();
        let found = find(paths, job)?;
        for text in found.texts {
            let path = text.path.clone();
            let name = text.name.clone();
            if texts.insert(name.clone(), text).is_some() {
                return Err(JobError::SameName { path, name });
            }
        }
        if texts.is_empty() {
            return Err(JobError::NoTexts(place(paths)));
        }
        let texts = texts.into_values().collect();
        Ok(Self { texts, strays: found.strays, encoding, terms: Terms::default(), left_out: None })
    }

    /// Texts that were listed before, numbered as they were.
    pub(super) fn listed(texts: Vec<TextFile>, encoding: Option<Encoding>) -> Self {
        Self { texts, strays: Vec::new(), encoding, terms: Terms::default(), left_out: None }
    }

    /// The same texts, with their annotators compared on these terms.
    #[must_use]
    pub fn on(self, terms: Terms) -> Self {
        Self { terms, ..self }
    }

    /// The same without texts that are not shown to somebody yet.
    pub(super) fn without(mut self, viewer: &Annotator, mut is_left_out: impl FnMut(&TextFile) -> bool) -> Self {
        let left_out: Vec<TextFile> = self.texts.extract_if(.., |text| is_left_out(text)).collect();
        if !left_out.is_empty() {
            let annotators = left_out.into_iter().flat_map(|text| text.sidecars).map(|sidecar| sidecar.annotator).collect();
            self.left_out = Some(LeftOutTexts { viewer: viewer.clone(), annotators });
        }
        self
    }

    /// The texts.
    pub fn texts(&self) -> &[TextFile] {
        &self.texts
    }

    /// What looks like a sidecar beside them, and counts for nothing.
    pub fn strays(&self) -> &[Stray] {
        &self.strays
    }

    /// Everybody who has a sidecar of any text, gold among them.
    pub fn annotators(&self) -> BTreeSet<&Annotator> {
        self.texts.iter().flat_map(|text| &text.sidecars).map(|sidecar| &sidecar.annotator).collect()
    }

    /// The texts that an annotator has a sidecar of; at least one.
    pub(super) fn texts_of(&self, annotator: &Annotator) -> Result<Vec<&TextFile>, JobError> {
        let has_sidecar = |text: &&TextFile| text.sidecars.iter().any(|sidecar| sidecar.annotator == *annotator);
        let texts: Vec<&TextFile> = self.texts.iter().filter(has_sidecar).collect();
        if texts.is_empty() { Err(self.no_work(annotator)) } else { Ok(texts) }
    }

    /// The error that an annotator has no sidecar here.
    pub(super) fn no_work(&self, annotator: &Annotator) -> JobError {
        self.no_work_but(annotator, |_| false)
    }

    /// The same where some of those who have one cannot be meant.
    pub(super) fn no_work_but(&self, annotator: &Annotator, is_other: impl Fn(&Annotator) -> bool) -> JobError {
        let known = self.known().into_iter().filter(|who| !is_other(who)).collect();
        self.unless_left_out(JobError::NoWork { annotator: annotator.clone(), known }, |who| who == annotator)
    }

    /// The error that fewer than two annotators have a sidecar here.
    pub(super) fn too_few(&self) -> JobError {
        let is_other = |who: &Annotator| self.left_out.as_ref().is_some_and(|texts| *who != texts.viewer);
        self.unless_left_out(JobError::TooFewAnnotators { known: self.known() }, is_other)
    }

    /// The error that no text that an annotator has read has a gold standard; `known` are those who have read one.
    pub(super) fn no_gold(&self, annotator: &Annotator, known: Vec<Annotator>) -> JobError {
        self.unless_left_out(JobError::NoGold { annotator: annotator.clone(), known }, Annotator::is_gold)
    }

    /// An error about what is not here, unless it was left out.
    fn unless_left_out(&self, missing: JobError, is_wanted: impl FnMut(&Annotator) -> bool) -> JobError {
        match &self.left_out {
            Some(texts) if texts.annotators.iter().any(is_wanted) => JobError::Unseen { viewer: texts.viewer.clone() },
            _ => missing,
        }
    }

    pub(super) fn known(&self) -> Vec<Annotator> {
        self.annotators().into_iter().cloned().collect()
    }
}

/// The first path, for a message.
fn place(paths: &[PathBuf]) -> PathBuf {
    paths.first().map_or(Path::new("."), PathBuf::as_path).to_owned()
}

/// What there is under some paths.
struct Found {
    texts: Vec<TextFile>,
    strays: Vec<Stray>,
}

fn find(paths: &[PathBuf], job: &Job<'_>) -> Result<Found, JobError> {
    let mut texts = Vec::new();
    let mut strays = Vec::new();
    let mut documents = Documents::default();
    for path in paths {
        if corpus::is_folder(path)? {
            let listing = corpus::list(path)?;
            listing.faults.into_iter().for_each(|fault| job.warn(&Warning::NotListed(fault)));
            listing.links_out.into_iter().for_each(|link| job.warn(&Warning::LinkOut(link)));
            strays.extend(listing.strays);
            documents.add(listing.documents);
            texts.extend(listing.texts);
        } else {
            texts.push(corpus::find(path)?);
        }
    }
    if texts.is_empty() && !documents.is_empty() {
        job.warn(&Warning::OnlyDocuments(documents));
    }
    strays.extend(texts.iter().flat_map(|text: &TextFile| text.copies.iter().cloned()));
    for stray in &strays {
        job.warn(&Warning::Stray(stray.clone()));
    }
    Ok(Found { texts, strays })
}
