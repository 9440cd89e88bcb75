//! What an import brings: each work checked and made into files, on all cores; and the files gathered, in their order.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::Import;
use crate::annotation::{AnnotationSet, Annotator, Schema};
use crate::cli::common;
use crate::cli::fault::{Fault, warn};
use crate::exchange::Incoming;
use crate::exchange::incoming::Misfit;
use crate::storage::rewriting::{Author, Rewriting};
use crate::storage::{Batch, Header, Staging, batch, sidecar, sidecar_path, source};
use crate::text::{Document, counted, restore::restore};

/// How works become files.
#[derive(Debug)]
pub struct Maker<'a> {
    import: &'a Import,
    schema: &'a Schema,
    annotator: Option<Annotator>,
}

/// A work as the files that it becomes.
#[derive(Debug)]
pub struct Made {
    /// The name of its text, from the folder that gets it.
    file: String,
    /// The text where it is new.
    text: Option<Vec<u8>>,
    annotator: Annotator,
    sidecar: Vec<u8>,
    /// What is odd about it.
    warning: Option<String>,
}

/// What became of a work beside those before it.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken {
    /// Its files are gathered.
    Yes,
    /// Its text was made before, from other bytes: it must be made again, for that one.
    TextDiffers,
}

/// The files of all works so far, hidden until all are there.
#[derive(Debug)]
pub struct Gathering<'a> {
    into: &'a Path,
    /// Who imports.
    author: Author,
    staging: Staging,
    /// Sidecars that replace others.
    batch: Batch,
    texts: usize,
    sidecars: usize,
    /// Whose sidecars were gathered that replace others, by the name of the text.
    replaced: BTreeMap<String, Vec<Annotator>>,
}

impl<'a> Gathering<'a> {
    /// Nothing gathered yet, for a folder that need not be there.
    pub fn new(into: &'a Path, author: Author) -> Result<Self, Fault> {
        let (staging, batch) = (Staging::new(into)?, Batch::new());
        Ok(Self { into, author, staging, batch, texts: 0, sidecars: 0, replaced: BTreeMap::new() })
    }

    /// Gives all files their names, and says how many texts and sidecars there are.
    pub fn finish(mut self) -> Result<(usize, usize), Fault> {
        self.staging.sync()?;
        self.staging.finish_with(false, || self.batch.write())?;
        Ok((self.texts, self.sidecars))
    }

    /// Takes the files of a work.
    pub fn take(&mut self, made: &Made) -> Result<Taken, Fault> {
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
            let fault = format!("{}: a second row of {} for this text", made.file, made.annotator);
            return Err(Fault::user(fault).hint("import the rows under different names"));
        }
        if Rewriting::concerns(&path, &made.annotator) {
            self.replaced.entry(made.file.clone()).or_default().push(made.annotator.clone());
            self.batch.rewrite(Rewriting::begin(&path, &made.annotator, &self.author)?, made.sidecar.clone());
        } else {
            self.staging.make(&name, &made.sidecar)?;
        }
        self.sidecars += 1;
        made.warning.iter().for_each(warn);
        Ok(Taken::Yes)
    }

    /// The text of that name that was gathered.
    pub fn text(&mut self, made: &Made) -> Result<Arc<Document>, Fault> {
        Ok(Arc::new(Document::read(self.bytes(&made.file)?, None).0))
    }

    fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        self.staging.read_again(name, |piece| bytes.extend_from_slice(piece))?;
        Ok(bytes)
    }
}

impl<'a> Maker<'a> {
    /// With an annotator, everything is theirs.
    pub fn new(import: &'a Import, schema: &'a Schema, annotator: Option<Annotator>) -> Self {
        Self { import, schema, annotator }
    }

    /// Checks a work and makes its files; `known` is the text that an earlier work of this import has brought.
    pub fn make(&self, mut work: Incoming, known: Option<Arc<Document>>, place: &str) -> Result<Made, Fault> {
        let annotator = self.annotator_of(&work)?;
        let path = self.import.into.join(inside(&work.file)?);
        if batch::leads_out(&self.import.into, &path) {
            let fault = format!("{}: a link leads out of {}", path.display(), self.import.into.display());
            return Err(Fault::user(fault).hint("import into another folder; nothing was written"));
        }
        let new = known.is_some() || !batch::is_taken(&path);
        let mut made = Made { file: work.file.clone(), text: None, annotator, sidecar: Vec::new(), warning: None };
        let document = match known {
            Some(known) => known,
            None if new => Arc::new(made.new_text(&work, place)?),
            None => Arc::new(source::read_all(&path, None)?.0),
        };
        let differs =
            work.sha256.as_deref().is_some_and(|hash| document.sha256().is_none_or(|own| !own.eq_ignore_ascii_case(hash)));
        // A text that came without the CR of its line ends is the one that is there, too.
        if !work.stands_in(&document) || (differs && !new) {
            return Err(Fault::user(format!("{}: another text is there under this name", path.display()))
                .hint("import into another folder; nothing was written"));
        }
        let sidecar = sidecar_path(&path, &made.annotator);
        if batch::is_taken(&sidecar) && !self.import.replace {
            return Err(Fault::user(format!("{}: this sidecar is there already", sidecar.display()))
                .hint("--replace replaces it; nothing was written"));
        }
        let set = work.into_set(&document).map_err(|misfits| misfit(&misfits))?;
        check_ends(&set, self.schema)?;
        made.sidecar = self.sidecar(&path, &made.annotator, &set, &document);
        Ok(made)
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

    fn sidecar(&self, path: &Path, annotator: &Annotator, set: &AnnotationSet, document: &Document) -> Vec<u8> {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let mut header = Header::of(&file, document, annotator);
        header.name_schema(self.schema);
        sidecar::write(set, &header, document).into_bytes()
    }
}

impl Made {
    /// The text of a work that is to be written, as the file that it was if its hash tells how.
    fn new_text(&mut self, work: &Incoming, place: &str) -> Result<Document, Fault> {
        let found = work.sha256.as_deref().and_then(|hash| restore(&work.text, hash));
        if let (Some(hash), None) = (&work.sha256, &found) {
            let hash: String = hash.chars().take(12).collect();
            self.warning = Some(format!("{}: the text is written as UTF-8, so its hash is no longer {hash}…", work.file));
        }
        let bytes = found.unwrap_or_else(|| work.text.clone().into_bytes());
        let (document, _) = Document::read(bytes.clone(), None);
        if document.text() != work.text {
            return Err(Fault::user(format!("{}: no file can hold this text as it is", work.file))
                .hint(format!("a byte order mark at its start, or a zero byte, is no text ({place}); nothing was written")));
        }
        self.text = Some(bytes);
        Ok(document)
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
    let fault = Fault::user(if more == 0 { first } else { format!("{first} (and {})", counted(more, "more span")) });
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
