//! What an import has gathered so far: texts and sidecars, checked, to be written together.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::Import;
use crate::annotation::{AnnotationSet, Annotator, Schema};
use crate::cli::common;
use crate::cli::fault::{Fault, warn};
use crate::exchange::Incoming;
use crate::exchange::incoming::Misfit;
use crate::storage::rewriting::{Author, Rewriting};
use crate::storage::{Batch, Header, batch, sidecar, sidecar_path, source};
use crate::text::{Document, restore::restore};

/// Texts and sidecars that are to be written together.
#[derive(Debug)]
pub struct Gathering<'a> {
    import: &'a Import,
    schema: &'a Schema,
    annotator: Option<Annotator>,
    /// Who imports.
    author: Author,
    batch: Batch,
    /// The texts, by path; a text may have rows of several annotators.
    texts: HashMap<PathBuf, Arc<Document>>,
    sidecars: HashSet<PathBuf>,
    /// Those of the texts that are written anew.
    made: HashSet<PathBuf>,
}

impl<'a> Gathering<'a> {
    /// Nothing gathered yet; with an annotator, everything is theirs.
    pub fn new(import: &'a Import, schema: &'a Schema, annotator: Option<Annotator>, author: Author) -> Self {
        let (batch, texts, sidecars) = (Batch::new(), HashMap::new(), HashSet::new());
        Self { import, schema, annotator, author, batch, texts, sidecars, made: HashSet::new() }
    }

    /// Writes everything, and says how many texts and sidecars there were.
    pub fn write(self) -> Result<(usize, usize), Fault> {
        let counts = (self.made.len(), self.sidecars.len());
        self.batch.write()?;
        Ok(counts)
    }

    /// Adds one work.
    pub fn add(&mut self, mut work: Incoming, place: &str) -> Result<(), Fault> {
        let annotator = self.annotator_of(&work)?;
        let path = self.import.into.join(inside(&work.file)?);
        if batch::leads_out(&self.import.into, &path) {
            let fault = format!("{}: a link leads out of {}", path.display(), self.import.into.display());
            return Err(Fault::user(fault).hint("import into another folder; nothing was written"));
        }
        let document = self.text(&path, &mut work, place)?;
        let sidecar = sidecar_path(&path, &annotator);
        if !self.sidecars.insert(sidecar.clone()) {
            let fault = format!("{}: a second row of {annotator} for this text", work.file);
            return Err(Fault::user(fault).hint("import the rows under different names"));
        }
        if batch::is_taken(&sidecar) && !self.import.replace {
            return Err(Fault::user(format!("{}: this sidecar is there already", sidecar.display()))
                .hint("--replace replaces it; nothing was written"));
        }
        let set = work.into_set(&document).map_err(|misfits| misfit(&misfits))?;
        check_ends(&set, self.schema)?;
        self.sidecar(&path, sidecar, &annotator, &set, &document)
    }

    /// The annotator that was told, else the work's own.
    fn annotator_of(&self, work: &Incoming) -> Result<Annotator, Fault> {
        match &self.annotator {
            Some(annotator) => Ok(annotator.clone()),
            None if work.annotator.is_empty() => {
                Err(Fault::user("the file does not say whose work it is").hint("name the annotator with --annotator"))
            }
            None => common::set(&work.annotator),
        }
    }

    /// The text of a work: the one that is there if it is the same, else a new one.
    ///
    /// A text that came without the CR of its line ends is the one that is there, too.
    fn text(&mut self, path: &Path, work: &mut Incoming, place: &str) -> Result<Arc<Document>, Fault> {
        let document = if let Some(known) = self.texts.get(path) {
            Arc::clone(known)
        } else if batch::is_taken(path) {
            Arc::new(source::read_all(path, None)?.0)
        } else {
            let document = Arc::new(self.make(path, work, place)?);
            self.texts.insert(path.to_owned(), Arc::clone(&document));
            return Ok(document);
        };
        let differs =
            work.sha256.as_deref().is_some_and(|hash| document.sha256().is_none_or(|own| !own.eq_ignore_ascii_case(hash)));
        let is_new = self.made.contains(path);
        if !work.stands_in(&document) || (differs && !is_new) {
            return Err(Fault::user(format!("{}: another text is there under this name", path.display()))
                .hint("import into another folder; nothing was written"));
        }
        self.texts.insert(path.to_owned(), Arc::clone(&document));
        Ok(document)
    }

    /// Adds a new text to what is to be written, as the file that it was if its hash tells how.
    fn make(&mut self, path: &Path, work: &Incoming, place: &str) -> Result<Document, Fault> {
        let found = work.sha256.as_deref().and_then(|hash| restore(&work.text, hash));
        if let (Some(hash), None) = (&work.sha256, &found) {
            let hash: String = hash.chars().take(12).collect();
            warn(format_args!("{}: the text is written as UTF-8, so its hash is no longer {hash}…", work.file));
        }
        let bytes = found.unwrap_or_else(|| work.text.clone().into_bytes());
        let (document, _) = Document::read(bytes.clone(), None);
        if document.text() != work.text {
            return Err(Fault::user(format!("{}: no file can hold this text as it is", work.file))
                .hint(format!("a byte order mark at its start, or a zero byte, is no text ({place}); nothing was written")));
        }
        self.batch.make(path.to_owned(), bytes);
        self.made.insert(path.to_owned());
        Ok(document)
    }

    fn sidecar(
        &mut self,
        path: &Path,
        sidecar: PathBuf,
        annotator: &Annotator,
        set: &AnnotationSet,
        document: &Document,
    ) -> Result<(), Fault> {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let mut header = Header::of(&file, document, annotator);
        header.name_schema(self.schema);
        let text = sidecar::write(set, &header, document).into_bytes();
        if Rewriting::concerns(path, annotator) {
            self.batch.rewrite(Rewriting::begin(path, annotator, &self.author)?, text);
        } else {
            self.batch.make(sidecar, text);
        }
        Ok(())
    }
}

/// Every relation goes from and to a span of the same work, or a special end, or, where its type may, to other texts.
fn check_ends(set: &AnnotationSet, schema: &Schema) -> Result<(), Fault> {
    for relation in set.relations() {
        let kind = schema.relation(&relation.kind);
        let is_special = |end: &String| kind.map_or(end.starts_with('@'), |kind| kind.special.contains(end));
        let is_there = |end: &String| set.contains(end) || is_special(end) || kind.is_some_and(|kind| kind.across_documents);
        if let Some(end) = [&relation.from, &relation.to].into_iter().find(|end| !is_there(end)) {
            let fault = format!("the relation {} has an end {end}, which is not there", relation.id);
            return Err(Fault::user(fault).hint("relations go from span to span of the same row; nothing was written"));
        }
    }
    Ok(())
}

fn misfit(misfits: &[Misfit]) -> Fault {
    let first = misfits.first().map(ToString::to_string).unwrap_or_default();
    let more = misfits.len().saturating_sub(1);
    let fault = Fault::user(if more == 0 { first } else { format!("{first} (and {more} more spans)") });
    fault.hint("the spans must fit the row's text; nothing was written")
}

/// The path of a work's text, which must lie inside the folder, unhidden, and be no sidecar.
fn inside(file: &str) -> Result<PathBuf, Fault> {
    let is_plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(is_forbidden);
    let path = PathBuf::from(file);
    let is_text = !file.to_ascii_lowercase().ends_with(".ron");
    let stays = path.components().all(|component| matches!(component, Component::Normal(_)));
    if stays && is_text && file.split('/').all(is_plain) {
        return Ok(path);
    }
    Err(Fault::user(format!("the file name {file:?} cannot be used"))
        .hint("a name lies inside the folder, has no hidden part and does not end in .ron; nothing was written"))
}

fn is_forbidden(c: char) -> bool {
    c.is_control() || c == '\\' || (cfg!(windows) && c == ':')
}
