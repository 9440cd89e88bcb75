//! Works checked and made into files, on all cores.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::annotation::{AnnotationSet, Annotator, DocumentState, Origin, Schema};
use crate::exchange::Incoming;
use crate::storage::{Header, Place, batch, corpus, sidecar, sidecar_path, source};
use crate::text::{Document, restore::restore};
use crate::workspace::error::JobError;
use crate::workspace::watch::Warning;

/// Whose hand made what is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportedHand {
    /// As the files say; a person's, where they do not.
    AsWritten,
    /// A program's: its spans are predictions, and nobody has handed them in.
    Program,
}

/// How works become files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Maker<'a> {
    /// The folder that gets them.
    pub into: &'a Path,
    /// The schema that the sidecars name.
    pub schema: &'a Schema,
    /// Whose work all of it is, if that was told.
    pub annotator: Option<&'a Annotator>,
    /// The state of work whose format does not say.
    pub state: &'a DocumentState,
    /// Whose hand made it.
    pub hand: ImportedHand,
    /// Whether sidecars that exist already are replaced.
    pub is_replacing: bool,
}

/// A work as the files that it becomes.
#[derive(Debug)]
pub(super) struct Made {
    /// The name of its text, from the folder that gets it.
    pub file: String,
    /// The text where it is new.
    pub text: Option<Vec<u8>>,
    pub annotator: Annotator,
    pub sidecar: Vec<u8>,
    /// What is odd about it.
    pub warning: Option<Warning>,
}

impl Maker<'_> {
    /// Checks a work and makes its files; `known` is the text that an earlier work of this import has brought.
    pub(super) fn make(&self, mut work: Incoming, known: Option<Arc<Document>>) -> Result<Made, JobError> {
        let annotator = self.annotator_of(&work)?;
        if self.hand == ImportedHand::Program {
            as_predicted(&mut work);
        }
        if work.state.is_empty() && !annotator.is_gold() {
            self.state.as_str().clone_into(&mut work.state);
        }
        let path = self.into.join(inside(&work.file)?);
        work.file = listed(&work.file);
        let path = path.with_file_name(Path::new(&work.file).file_name().unwrap_or_default());
        if batch::leads_out(self.into, &path) || is_link_out(self.into, &path) {
            return Err(JobError::LeadsOut { path, folder: self.into.to_owned() });
        }
        Place::of(&path, &annotator).check_names()?;
        let new = known.is_some() || !batch::is_taken(&path);
        let mut made = Made { file: work.file.clone(), text: None, annotator, sidecar: Vec::new(), warning: None };
        let document = match known {
            Some(known) => known,
            None if new => Arc::new(made.new_text(&work)?),
            None => Arc::new(source::read_all(&path, None)?.0),
        };
        let differs =
            work.sha256.as_deref().is_some_and(|hash| document.sha256().is_none_or(|own| !own.eq_ignore_ascii_case(hash)));
        // A text that came without the CR of its line ends is the one that is there, too.
        if !work.stands_in(&document) || (differs && !new) {
            return Err(JobError::OtherText(path));
        }
        let sidecar = sidecar_path(&path, &made.annotator);
        if batch::is_taken(&sidecar) && !self.is_replacing {
            return Err(JobError::SidecarExists(sidecar));
        }
        let set = work.into_set(&document).map_err(JobError::Misfits)?;
        check_ends(&set, self.schema)?;
        made.sidecar = self.sidecar(&path, &made.annotator, &set, &document);
        source::check_length(&sidecar, made.sidecar.len(), source::SIDECAR)?;
        Ok(made)
    }

    /// The annotator that was told, else the work's own.
    fn annotator_of(&self, work: &Incoming) -> Result<Annotator, JobError> {
        match self.annotator {
            Some(annotator) => Ok(annotator.clone()),
            None if work.annotator.is_empty() => Err(JobError::NoAnnotator),
            None => Ok(Annotator::parse_with_gold(&work.annotator)?),
        }
    }

    fn sidecar(&self, path: &Path, annotator: &Annotator, set: &AnnotationSet, document: &Document) -> Vec<u8> {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let mut header = Header::of(&file, document, annotator);
        header.name_schema(self.schema);
        sidecar::write(set, &header, document).into_bytes()
    }
}

/// Makes a work a program's: each span says so, and nobody has handed it in.
fn as_predicted(work: &mut Incoming) {
    work.spans.iter_mut().for_each(|span| span.origin = Some(Origin::Auto));
    DocumentState::InProgress.as_str().clone_into(&mut work.state);
}

impl Made {
    /// The text of a work that is to be written, as the file that it was if its hash tells how.
    fn new_text(&mut self, work: &Incoming) -> Result<Document, JobError> {
        let found = work.sha256.as_deref().and_then(|hash| restore(&work.text, hash));
        if let (Some(hash), None) = (&work.sha256, &found) {
            self.warning = Some(Warning::OtherHash { file: work.file.clone(), hash: hash.chars().take(12).collect() });
        }
        let bytes = found.unwrap_or_else(|| work.text.clone().into_bytes());
        let (document, _) = Document::read(bytes.clone(), None);
        if document.text() != work.text {
            return Err(JobError::NoFileHolds { file: work.file.clone() });
        }
        self.text = Some(bytes);
        Ok(document)
    }
}

/// Every relation goes from and to a span of the same work, or a special end, or, where its type may, to other texts.
fn check_ends(set: &AnnotationSet, schema: &Schema) -> Result<(), JobError> {
    for relation in set.relations() {
        let kind = schema.relation(&relation.kind);
        let is_elsewhere = kind.is_some_and(|kind| kind.across_documents);
        let is_there = |end: &str| set.contains(end) || is_elsewhere || schema.has_special_end(&relation.kind, end);
        if let Some(end) = [relation.from.as_str(), relation.to.as_str()].into_iter().find(|end| !is_there(end)) {
            return Err(JobError::LostEnd { relation: relation.id.to_string(), end: end.to_owned() });
        }
    }
    Ok(())
}

/// The path of a work's text, which must lie inside the folder, unhidden, and be no sidecar.
fn inside(file: &str) -> Result<PathBuf, JobError> {
    let is_plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(is_forbidden);
    let path = PathBuf::from(file);
    let is_text = !file.to_ascii_lowercase().ends_with(".ron");
    let stays = path.components().all(|component| matches!(component, Component::Normal(_)));
    if stays && is_text && file.split('/').all(is_plain) {
        return Ok(path);
    }
    Err(JobError::BadFileName(file.to_owned()))
}

/// What no name may have: controls, what breaks a line, and what makes it appear in another order than it is in.
fn is_forbidden(c: char) -> bool {
    let is_bidi = matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_break = matches!(c, '\u{2028}' | '\u{2029}');
    c.is_control() || is_bidi || is_break || c == '\\' || (cfg!(windows) && c == ':')
}

/// The name under which a folder lists the text: with `.txt` where it does not end as a text's does.
fn listed(file: &str) -> String {
    if corpus::is_text(Path::new(file)) { file.to_owned() } else { format!("{file}.txt") }
}

/// Whether a text that is there is a link to one that is outside of the folder.
fn is_link_out(folder: &Path, path: &Path) -> bool {
    let name = path.strip_prefix(folder).unwrap_or(path);
    batch::is_taken(path) && source::check_inside(folder, name).is_err()
}
