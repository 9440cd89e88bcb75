//! `hashiya import`: annotations from an exchange format, with their texts.
//!
//! Everything is checked before the first byte is written, and everything is written or nothing. A text is written
//! as the file that it was where its hash tells how; else as UTF-8, with the hash of what is written in the sidecar
//! and a warning.

use std::collections::{HashMap, HashSet};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::arguments::Common;
use super::common;
use super::export::check_format;
use super::fault::{Fault, tell, warn};
use crate::annotation::{AnnotationSet, Annotator, Schema};
use crate::exchange::jsonl::{Row, read_row};
use crate::storage::{Batch, Header, batch, sidecar, sidecar_path, source};
use crate::text::{Document, restore::restore};

/// Options of `hashiya import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Files to import; - for standard input. With --annotator, all rows become that annotator's work.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The format: jsonl.
    #[arg(long, default_value = "jsonl")]
    pub format: String,
    /// The folder that gets texts and sidecars.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub into: PathBuf,
    /// Replaces sidecars that are there.
    #[arg(long)]
    pub replace: bool,
}

/// What an import has gathered so far.
struct Gathering<'a> {
    import: &'a Import,
    schema: Schema,
    annotator: Option<Annotator>,
    batch: Batch,
    /// The texts, by path; a text may have rows of several annotators.
    texts: HashMap<PathBuf, Arc<Document>>,
    sidecars: HashSet<PathBuf>,
    /// Those of the texts that are written anew.
    made: HashSet<PathBuf>,
}

/// Imports all rows of all files, or none.
pub fn run(import: &Import, common: &Common) -> Result<(), Fault> {
    check_format(&import.format)?;
    let choices = common.choose(Some(&import.into))?;
    let annotator = common.annotator.as_deref().map(common::annotator).transpose()?;
    let schema = choices.schema()?;
    let (batch, texts, sidecars) = (Batch::new(), HashMap::new(), HashSet::new());
    let mut gathering = Gathering { import, schema, annotator, batch, texts, sidecars, made: HashSet::new() };
    for file in &import.files {
        let text = read(file)?;
        for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            gathering.row(line).map_err(|fault| fault.at(&format!("{}:{}", file.display(), n + 1)))?;
        }
    }
    let (made, sidecars) = (gathering.made.len(), gathering.sidecars.len());
    gathering.batch.write()?;
    tell([format!("{}: {made} texts and {sidecars} sidecars written", import.into.display())]);
    Ok(())
}

fn read(file: &Path) -> Result<String, Fault> {
    if file != Path::new("-") {
        return Ok(source::read_settings(file)?);
    }
    let mut text = String::new();
    let read = io::stdin().lock().read_to_string(&mut text);
    read.map_err(|error| Fault::user(format!("standard input: {error}")).hint("it must be UTF-8"))?;
    Ok(text)
}

impl Gathering<'_> {
    fn row(&mut self, line: &str) -> Result<(), Fault> {
        let row = read_row(line).map_err(|error| Fault::user(error.to_string()).hint("every line is one JSON object"))?;
        let annotator = self.annotator_of(&row)?;
        let path = self.import.into.join(inside(&row.file)?);
        if batch::leads_out(&self.import.into, &path) {
            let fault = format!("{}: a link leads out of {}", path.display(), self.import.into.display());
            return Err(Fault::user(fault).hint("import into another folder; nothing was written"));
        }
        let document = self.text(&path, &row)?;
        let sidecar = sidecar_path(&path, &annotator);
        if !self.sidecars.insert(sidecar.clone()) {
            let fault = format!("{}: a second row of {annotator} for this text", row.file);
            return Err(Fault::user(fault).hint("import the rows under different names"));
        }
        if batch::is_taken(&sidecar) && !self.import.replace {
            return Err(Fault::user(format!("{}: this sidecar is there already", sidecar.display()))
                .hint("--replace replaces it; nothing was written"));
        }
        let set = row.into_set(&document).map_err(|misfits| misfit(&misfits))?;
        self.sidecar(&path, sidecar, &annotator, &set, &document);
        Ok(())
    }

    /// The annotator that was told, else the row's own.
    fn annotator_of(&self, row: &Row) -> Result<Annotator, Fault> {
        match &self.annotator {
            Some(annotator) => Ok(annotator.clone()),
            None if row.annotator.is_empty() => {
                Err(Fault::user("the row does not say whose work it is").hint("name the annotator with --annotator"))
            }
            None => common::set(&row.annotator),
        }
    }

    /// The text of a row: the one that is there if it is the same, else a new one.
    fn text(&mut self, path: &Path, row: &Row) -> Result<Arc<Document>, Fault> {
        let document = if let Some(known) = self.texts.get(path) {
            Arc::clone(known)
        } else if batch::is_taken(path) {
            Arc::new(source::read_all(path, None)?.0)
        } else {
            let document = Arc::new(self.make(path, row)?);
            self.texts.insert(path.to_owned(), Arc::clone(&document));
            return Ok(document);
        };
        let differs =
            row.sha256.as_deref().is_some_and(|hash| document.sha256().is_none_or(|own| !own.eq_ignore_ascii_case(hash)));
        let is_new = self.made.contains(path);
        if document.text() != row.text || (differs && !is_new) {
            return Err(Fault::user(format!("{}: another text is there under this name", path.display()))
                .hint("import into another folder; nothing was written"));
        }
        self.texts.insert(path.to_owned(), Arc::clone(&document));
        Ok(document)
    }

    /// Adds a new text to what is to be written, as the file that it was if its hash tells how.
    fn make(&mut self, path: &Path, row: &Row) -> Result<Document, Fault> {
        let found = row.sha256.as_deref().and_then(|hash| restore(&row.text, hash));
        if let (Some(hash), None) = (&row.sha256, &found) {
            let hash: String = hash.chars().take(12).collect();
            warn(format_args!("{}: the text is written as UTF-8, so its hash is no longer {hash}…", row.file));
        }
        let bytes = found.unwrap_or_else(|| row.text.clone().into_bytes());
        let (document, _) = Document::read(bytes.clone(), None);
        if document.text() != row.text {
            return Err(Fault::user(format!("{}: no file can hold this text as it is", row.file))
                .hint("a byte order mark at its start, or a zero byte, is no text; nothing was written"));
        }
        self.batch.make(path.to_owned(), bytes);
        self.made.insert(path.to_owned());
        Ok(document)
    }

    fn sidecar(&mut self, path: &Path, sidecar: PathBuf, annotator: &Annotator, set: &AnnotationSet, document: &Document) {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let mut header = Header::of(&file, document, annotator);
        header.name_schema(&self.schema);
        let text = sidecar::write(set, &header, document).into_bytes();
        if self.import.replace {
            self.batch.replace(sidecar, text);
        } else {
            self.batch.make(sidecar, text);
        }
    }
}

fn misfit(misfits: &[crate::exchange::jsonl::Misfit]) -> Fault {
    let first = misfits.first().map(ToString::to_string).unwrap_or_default();
    let more = misfits.len().saturating_sub(1);
    let fault = Fault::user(if more == 0 { first } else { format!("{first} (and {more} more spans)") });
    fault.hint("the spans must fit the row's text; nothing was written")
}

/// The path of a row's file, which must lie inside the folder, unhidden, and be no sidecar.
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
