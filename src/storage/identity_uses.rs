//! The uses of identities in the files beside a text, when identities of a registry are merged, renamed or split: every
//! file is written anew under its lock, and what was decided on its spans rests on them as they are now.

use super::bases::{Moved, follow};
use super::batch::Batch;
use super::corpus::{SidecarFile, TextFile};
use super::error::StorageError;
use super::record::{Author, Revision};
use super::registry::UseChange;
use super::sidecar::{Stored, StoredSpan, write_stored};
use super::source;
use super::store::{parse_sidecar, read_sidecar};
use crate::annotation::{Attribute, Held, Kind, Schema, Value};
use crate::text::Document;

/// A use of an identity: a value of an attribute.
#[derive(Debug, Clone, Copy)]
pub struct Use<'a> {
    /// The text, by its name in the folder.
    pub text: &'a str,
    /// Whose file it is in.
    pub annotator: &'a str,
    /// The span; `None` for a fact of the text.
    pub span: Option<&'a StoredSpan>,
    /// The attribute.
    pub attribute: &'a str,
    /// The identity.
    pub id: &'a str,
}

/// Which identity takes the place of one that is used; `None` where it stays.
pub type Rule<'a> = dyn Fn(Use<'_>) -> Option<String> + 'a;

/// What follows whom.
pub struct Following<'a> {
    /// The name of the registry.
    pub registry: &'a str,
    /// The schema, which knows whose values are identities.
    pub schema: &'a Schema,
    /// What becomes of each use.
    pub rule: &'a Rule<'a>,
}

/// A file whose uses change.
struct Changed {
    file: SidecarFile,
    before: Stored,
    after: Stored,
}

/// A file with the places of its spans in bytes, also where it does not tell them.
fn with_bytes(stored: &Stored, document: &Document) -> Stored {
    let mut stored = stored.clone();
    for span in stored.spans.iter_mut().filter(|span| span.bytes.is_none()) {
        span.bytes = document.byte_of_code_point(span.start).zip(document.byte_of_code_point(span.end));
    }
    stored
}

impl Following<'_> {
    /// Adds the files beside a text whose uses change to a batch, and gives what changes. With no author nothing is locked or
    /// added.
    ///
    /// # Errors
    /// A file that cannot be read, that somebody has open, or whose journal has changes that it lacks.
    pub fn gather(&self, text: &TextFile, author: Option<&Author>, batch: &mut Batch) -> Result<Vec<UseChange>, StorageError> {
        let mut uses = Vec::new();
        let mut changed = Vec::new();
        for file in text.sidecars.iter().chain(&text.reviews) {
            let Some(before) = read_sidecar(&file.path)? else { continue };
            let mut after = before.clone();
            let found = self.change(&text.name, file, &mut after);
            if !found.is_empty() {
                uses.extend(found);
                changed.push(Changed { file: file.clone(), before, after });
            }
        }
        if let Some(author) = author.filter(|_| !changed.is_empty()) {
            rewrite(text, &changed, author, batch)?;
        }
        Ok(uses)
    }

    /// Changes the uses in a file, and gives what changed.
    fn change(&self, text: &str, file: &SidecarFile, stored: &mut Stored) -> Vec<UseChange> {
        let annotator = file.annotator.to_string();
        let mut found = Vec::new();
        let orphans = match &mut stored.orphans {
            Held::Known(orphans) => orphans.as_mut_slice(),
            _ => &mut [],
        };
        for span in stored.spans.iter_mut().chain(orphans) {
            let Some(tag) = self.schema.tag(&span.tag) else { continue };
            let mut attributes = std::mem::take(&mut span.attributes);
            self.change_values(&mut attributes, &tag.attributes, text, &annotator, Some(span), &mut found);
            span.attributes = attributes;
            self.change_offers(span, &tag.attributes, text, &annotator);
        }
        self.change_values(&mut stored.document, &self.schema.document, text, &annotator, None, &mut found);
        found
    }

    fn change_values(
        &self,
        values: &mut [(String, Value)],
        known: &[Attribute],
        text: &str,
        annotator: &str,
        span: Option<&StoredSpan>,
        found: &mut Vec<UseChange>,
    ) {
        for (name, value) in values {
            let Value::Text(id) = value else { continue };
            if !self.is_identity(known, name) {
                continue;
            }
            let Some(new) = (self.rule)(Use { text, annotator, span, attribute: name, id }).filter(|new| new != id) else {
                continue;
            };
            found.push(UseChange {
                text: text.to_owned(),
                annotator: annotator.to_owned(),
                span: span.map(|span| span.id.to_string()).unwrap_or_default(),
                attribute: name.clone(),
                was: id.clone(),
                is: new.clone(),
            });
            *id = new;
        }
    }

    /// Lets what was proposed for a span follow, so that what became of it stays as it is. It is no use.
    fn change_offers(&self, span: &mut StoredSpan, known: &[Attribute], text: &str, annotator: &str) {
        let mut offered = std::mem::take(&mut span.offered);
        for (attribute, offer) in offered.known_mut().into_iter().flatten() {
            let Value::Text(id) = &offer.value else { continue };
            if self.is_identity(known, attribute)
                && let Some(new) = (self.rule)(Use { text, annotator, span: Some(span), attribute, id })
            {
                offer.value = Value::Text(new);
            }
        }
        span.offered = offered;
    }

    /// Whether the values of an attribute are identities of the registry.
    fn is_identity(&self, known: &[Attribute], name: &str) -> bool {
        let is_it = |attribute: &Attribute| {
            attribute.id == name && matches!(&attribute.kind, Kind::Entity { registry } if registry == self.registry)
        };
        known.iter().any(is_it)
    }
}

/// Writes the files of a text with what changed in them, and what followed from it, when the batch is written.
fn rewrite(text: &TextFile, changed: &[Changed], author: &Author, batch: &mut Batch) -> Result<(), StorageError> {
    let now = source::read_all(&text.path, None)?.0;
    let placed: Vec<(Stored, Stored)> =
        changed.iter().map(|one| (with_bytes(&one.before, &now), with_bytes(&one.after, &now))).collect();
    let moved: Vec<Moved<'_>> = changed
        .iter()
        .zip(&placed)
        .map(|(one, (before, after))| Moved { annotator: &one.file.annotator, before, after, old: None })
        .collect();
    let mut written: Vec<(&SidecarFile, Stored)> = Vec::new();
    for file in text.sidecars.iter().chain(&text.reviews) {
        let of_file = changed.iter().find(|one| one.file.path == file.path);
        let stored = match of_file {
            Some(one) => one.after.clone(),
            None => match read_sidecar(&file.path)? {
                Some(stored) if !stored.decisions.is_absent() => stored,
                _ => continue,
            },
        };
        let followed = follow(&moved, text, &stored, &now);
        if of_file.is_some() || followed.is_some() {
            written.push((file, followed.unwrap_or(stored)));
        }
    }
    for (file, stored) in written {
        let revision = Revision::begin(&text.path, &file.annotator, author)?;
        let lacking = revision.glance().lacking;
        if lacking > 0 {
            return Err(StorageError::Behind { path: revision.sidecar().to_owned(), changes: lacking });
        }
        // Somebody may have written it between the look at it and the lock.
        let read = revision.old().map(|old| parse_sidecar(revision.sidecar(), old)).transpose()?;
        let before = changed.iter().find(|one| one.file.path == file.path).map(|one| &one.before);
        if before.is_some_and(|before| read.as_ref() != Some(before)) {
            return Err(StorageError::Changed(revision.sidecar().to_owned()));
        }
        batch.rewrite(revision, write_stored(&stored).into_bytes());
    }
    Ok(())
}
