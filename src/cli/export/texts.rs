//! The texts of an export, and reading them with their sidecars.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::annotation::{AnnotationSet, Annotator};
use crate::cli::fault::{Fault, warn};
use crate::exchange::Work;
use crate::storage::{TextFile, corpus, sidecar_path, source, store};
use crate::text::{Document, Encoding};

/// The texts that were named, those of folders by their paths from there. A name must stand for one text.
pub fn texts(paths: &[PathBuf]) -> Result<Vec<TextFile>, Fault> {
    let mut texts: BTreeMap<String, TextFile> = BTreeMap::new();
    for path in paths {
        let found = if corpus::is_folder(path)? {
            let listing = corpus::list(path)?;
            listing.faults.iter().for_each(warn);
            listing.texts
        } else {
            vec![corpus::find(path)?]
        };
        for text in found {
            let fault = format!("{}: another text is called {} too", text.path.display(), text.name);
            if texts.insert(text.name.clone(), text).is_some() {
                return Err(Fault::user(fault).hint("name the folder that holds them all, or each one by itself"));
            }
        }
    }
    Ok(texts.into_values().collect())
}

/// How texts are read.
#[derive(Debug, Clone, Copy)]
pub struct Loader<'a> {
    /// Whose sidecars.
    pub annotator: &'a Annotator,
    /// The encoding of the texts, where it was told.
    pub encoding: Option<Encoding>,
}

/// A text with the work of the annotator on it.
#[derive(Debug)]
pub struct Loaded<'a> {
    text: &'a TextFile,
    document: Document,
    set: AnnotationSet,
}

impl Loaded<'_> {
    /// The work as the formats see it.
    pub fn work<'a>(&'a self, annotator: &'a Annotator) -> Work<'a> {
        let (document, set) = (&self.document, &self.set);
        Work { file: &self.text.name, sha256: document.sha256(), annotator, set, document }
    }
}

impl Loader<'_> {
    /// Reads some texts that have a sidecar, and gives what is odd about them.
    pub fn load_all<'a>(&self, texts: &[&'a TextFile]) -> Result<(Vec<Loaded<'a>>, Vec<String>), Fault> {
        let (mut all, mut warnings) = (Vec::with_capacity(texts.len()), Vec::new());
        for text in texts {
            all.extend(self.load(text, &mut warnings)?);
        }
        Ok((all, warnings))
    }

    /// Reads a text; nothing where the sidecar is gone meanwhile.
    fn load<'a>(&self, text: &'a TextFile, warnings: &mut Vec<String>) -> Result<Option<Loaded<'a>>, Fault> {
        let (document, odd) = source::read_all(&text.path, self.encoding)?;
        warnings.extend(odd.iter().map(|warning| format!("{}: {warning}", text.path.display())));
        let Some(loaded) = store::load(&text.path, self.annotator, &document)? else { return Ok(None) };
        if let Some(finding) = loaded.findings.first() {
            let sidecar = sidecar_path(&text.path, self.annotator);
            let fault = Fault::user(format!("{}: {finding}", sidecar.display()));
            return Err(fault.hint(format!("`hashiya check {}` lists all that is wrong", text.path.display())));
        }
        Ok(Some(Loaded { text, document, set: loaded.set }))
    }
}

/// Nobody of that name has annotated any of the texts.
pub fn nothing(texts: &[TextFile], annotator: &Annotator) -> Fault {
    too_few(texts, format!("{annotator} has annotated no text here"))
}

/// Annotators are missing, with a hint at those who are there; or there is not even a text.
pub fn too_few(texts: &[TextFile], fault: impl Into<String>) -> Fault {
    if texts.is_empty() {
        return Fault::user("there is no text here").hint("name a folder with texts, which end in .txt or .text");
    }
    let known: BTreeSet<&str> = texts.iter().flat_map(|text| &text.sidecars).map(|s| s.annotator.as_str()).collect();
    let names = known.iter().copied().collect::<Vec<_>>().join(", ");
    Fault::user(fault).hint(match known.len() {
        0 => "nobody has a sidecar here".to_owned(),
        1 => format!("there is {names}"),
        _ => format!("there are {names}"),
    })
}
