//! What is done to the registries of a folder: counting uses, bringing identities in from a table, and merging, renaming and
//! splitting them with all uses following, as one change that can be taken back, also after a restart.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::error::JobError;
use super::job::Job;
use super::watch::Warning;
use crate::annotation::registry::{NamedRegistry, Used, exact_key};
use crate::annotation::{
    Annotator, Identity, IdentityAct, IdentityId, IdentityOrder, IdentityStep, IdentityUses, Registry, RegistryEdit, Schema, Uses,
};
use crate::storage::identity_uses::{Following, Rule, Use};
use crate::storage::registry::{RegistryChange, RegistryFile, RegistryRecord, UseChange, read_inside};
use crate::storage::{Author, Batch, StorageError, TextFile, corpus, store};

/// The command that takes the last change of a registry back, as its journal has it.
const UNDO: &str = "undo";
/// The command by which a sitting makes an identity.
const IDENTITY: &str = "identity";

/// The registries of a folder, with the texts that use them.
#[derive(Debug)]
pub struct RegistryFolder<'a> {
    schema: &'a Schema,
    by: Annotator,
    files: BTreeMap<String, RegistryFile>,
    texts: Vec<TextFile>,
}

/// Reads the registries that a schema names in a folder. One that cannot be read is warned of and left out.
pub fn read_registries(folder: &Path, schema: &Schema, job: &Job<'_>) -> Vec<NamedRegistry> {
    let mut read = Vec::new();
    for (name, path) in schema.registry_names().zip(&schema.registries) {
        match read_inside(folder, Path::new(path)) {
            Ok(Some(registry)) => read.push(NamedRegistry::new(name, registry)),
            Ok(None) => {}
            Err(error) => job.warn(&Warning::NotListed(error)),
        }
    }
    read
}

/// Whether a change is made or only looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trial {
    /// It is made.
    No,
    /// Nothing is written.
    Yes,
}

/// What of the uses of an identity goes to another one when it is split.
#[derive(Debug, Clone, Default)]
pub struct Share {
    /// Names that go along; uses with these words follow.
    pub names: Vec<String>,
    /// The texts of which uses follow; all if there are none.
    pub texts: Vec<String>,
}

/// Why a registry is not changed.
#[derive(Debug, thiserror::Error)]
pub enum RegistryJobError {
    /// The schema names no registry of this name.
    #[error("the schema has no registry `{0}`")]
    NoRegistry(String),
    /// No registry has the identity.
    #[error("unknown identity `{0}`")]
    Unknown(String),
    /// Two registries have the identity.
    #[error("more than one registry has the identity `{0}`")]
    Several(String),
    /// The id is taken.
    #[error("an identity `{0}` already exists")]
    Taken(String),
    /// An identity cannot be merged into itself.
    #[error("`{0}` cannot be merged into itself")]
    Itself(String),
    /// There is nothing to take back.
    #[error("no change to undo")]
    NothingToUndo,
    /// What is to be taken back was changed since.
    #[error("`{command}` cannot be undone: what it changed was changed since")]
    ChangedSince {
        /// The command.
        command: String,
    },
    /// Something cannot be read or written.
    #[error(transparent)]
    Job(#[from] JobError),
}

impl From<StorageError> for RegistryJobError {
    fn from(error: StorageError) -> Self {
        Self::Job(error.into())
    }
}

impl<'a> RegistryFolder<'a> {
    /// Opens the registries that the schema names in a folder, with the texts of the folder.
    ///
    /// # Errors
    /// A registry or a folder that cannot be read.
    pub fn open(folder: &Path, schema: &'a Schema, by: &Annotator) -> Result<Self, StorageError> {
        let mut files = BTreeMap::new();
        for (name, path) in schema.registry_names().zip(&schema.registries) {
            files.insert(name.to_owned(), RegistryFile::open(folder, Path::new(path))?);
        }
        Ok(Self { schema, by: by.clone(), files, texts: corpus::list(folder)?.texts })
    }

    /// The registries, by name.
    pub fn registries(&self) -> impl Iterator<Item = (&str, &Registry)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file.registry()))
    }

    /// Where a registry is.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.files.get(name).map(|file| file.path().to_owned())
    }

    /// The name of the registry of an identity, or the one that was named.
    ///
    /// # Errors
    /// No registry has it, or more than one.
    pub fn registry_of(&self, id: &str, named: Option<&str>) -> Result<String, RegistryJobError> {
        let has = |registry: &Registry| registry.iter().any(|identity| identity.id == *id);
        if let Some(name) = named {
            let file = self.files.get(name).ok_or_else(|| RegistryJobError::NoRegistry(name.to_owned()))?;
            return if has(file.registry()) { Ok(name.to_owned()) } else { Err(RegistryJobError::Unknown(id.to_owned())) };
        }
        let mut found = self.registries().filter(|(_, registry)| has(registry)).map(|(name, _)| name.to_owned());
        match (found.next(), found.next()) {
            (Some(name), None) => Ok(name),
            (Some(_), Some(_)) => Err(RegistryJobError::Several(id.to_owned())),
            (None, _) => Err(RegistryJobError::Unknown(id.to_owned())),
        }
    }

    /// How often identities are used in all sidecars and gold standards of the folder, those that were merged counted as what
    /// they were merged into. A sidecar that cannot be read counts for nothing.
    pub fn uses(&self) -> HashMap<String, Uses> {
        let mut all: HashMap<String, Uses> = HashMap::new();
        for file in self.texts.iter().flat_map(|text| &text.sidecars) {
            let Ok(Some(stored)) = store::read_sidecar(&file.path) else { continue };
            let used = Used::of(stored.spans.iter().map(|span| (span.tag.as_str(), span.attributes.as_slice())), self.schema);
            for (name, registry) in self.registries() {
                for (id, count) in used.registry(name).into_iter().flat_map(Uses::iter) {
                    all.entry(name.to_owned()).or_default().add(registry.current(id), count);
                }
            }
        }
        all
    }

    /// Brings identities in, each in the place of the one of its id.
    ///
    /// # Errors
    /// A registry that cannot be written.
    pub fn import(&mut self, name: &str, identities: Vec<Identity>) -> Result<(), RegistryJobError> {
        let edits = identities.into_iter().map(|identity| RegistryEdit::Put(Box::new(identity))).collect();
        self.change(name, RegistryEdit::Batch(edits), "import", &|_| None, Trial::No).map(drop)
    }

    /// Does what is ordered, or sees what would follow from it.
    ///
    /// # Errors
    /// As what is ordered.
    pub fn perform(&mut self, order: &IdentityOrder) -> Result<IdentityUses, RegistryJobError> {
        let name = order.registry.as_str();
        let trial = match order.step {
            IdentityStep::Look => Trial::Yes,
            IdentityStep::Make => Trial::No,
        };
        let (command, uses) = match &order.act {
            IdentityAct::Merge { from, into } => {
                (format!("merge {from} into {into}"), self.merge(name, &[from.to_string()], into, trial)?)
            }
            IdentityAct::Rename { old, new } => (format!("rename {old} to {new}"), self.rename(name, old, new, trial)?),
            IdentityAct::Split { id, new, words } => {
                let share = Share { names: vec![words.clone()], ..Share::default() };
                (format!("split {new} from {id}"), self.split(name, id, new, &share, trial)?)
            }
            IdentityAct::Undo => self.undo(name, trial)?,
        };
        let mut texts: BTreeMap<String, usize> = BTreeMap::new();
        for used in uses {
            *texts.entry(used.text).or_default() += 1;
        }
        Ok(IdentityUses { command, texts: texts.into_iter().collect() })
    }

    /// Merges identities into another one: it gets their names, and all uses of them. Old ids still lead to it.
    ///
    /// # Errors
    /// An unknown identity; a file that somebody has open, or that cannot be written. Nothing has changed then.
    pub fn merge(&mut self, name: &str, from: &[String], into: &str, trial: Trial) -> Result<Vec<UseChange>, RegistryJobError> {
        let registry = self.registry(name)?;
        let mut heir = identity(registry, into)?.clone();
        let mut edits = Vec::new();
        let mut pairs = registry.merged().to_vec();
        for id in from {
            let gone = identity(registry, id)?;
            if id == into {
                return Err(RegistryJobError::Itself(id.clone()));
            }
            take_over(&mut heir, gone);
            edits.push(RegistryEdit::Remove(gone.id.clone()));
            edits.extend(children(registry, id, into, from));
            pairs.push((gone.id.clone(), into.into()));
        }
        while let Some(gone) = registry.get(&heir.parent).filter(|parent| from.iter().any(|id| parent.id == *id)) {
            // What the gone one was a part of; of what has become one, it is no part.
            heir.parent =
                if gone.parent == *into || gone.parent == heir.parent { IdentityId::default() } else { gone.parent.clone() };
        }
        edits.push(RegistryEdit::Put(Box::new(heir)));
        edits.push(RegistryEdit::Merged(pairs));
        let command = format!("merge {} into {into}", from.join(", "));
        let rule = |used: Use<'_>| from.iter().any(|id| id == used.id).then(|| into.to_owned());
        self.change(name, RegistryEdit::Batch(edits), &command, &rule, trial)
    }

    /// Gives an identity another id. The old id still leads to it.
    ///
    /// # Errors
    /// As [`RegistryFolder::merge`]; an id that is taken.
    pub fn rename(&mut self, name: &str, old: &str, new: &str, trial: Trial) -> Result<Vec<UseChange>, RegistryJobError> {
        let registry = self.registry(name)?;
        let renamed = Identity { id: new.into(), ..identity(registry, old)?.clone() };
        if new.is_empty() || registry.get(new).is_some_and(|known| known.id == *new) {
            return Err(RegistryJobError::Taken(new.to_owned()));
        }
        let mut pairs = registry.merged().to_vec();
        pairs.retain(|(from, _)| from != new);
        pairs.push((old.into(), new.into()));
        let mut edits = vec![RegistryEdit::Remove(old.into()), RegistryEdit::Put(Box::new(renamed))];
        edits.extend(children(registry, old, new, &[]));
        edits.push(RegistryEdit::Merged(pairs));
        let rule = |used: Use<'_>| (used.id == old).then(|| new.to_owned());
        self.change(name, RegistryEdit::Batch(edits), &format!("rename {old} to {new}"), &rule, trial)
    }

    /// Splits an identity: some of its names and uses go to a new one.
    ///
    /// # Errors
    /// As [`RegistryFolder::rename`].
    pub fn split(
        &mut self,
        name: &str,
        id: &str,
        new: &str,
        share: &Share,
        trial: Trial,
    ) -> Result<Vec<UseChange>, RegistryJobError> {
        let registry = self.registry(name)?;
        let old = identity(registry, id)?;
        if new.is_empty() || registry.get(new).is_some_and(|known| known.id == *new) {
            return Err(RegistryJobError::Taken(new.to_owned()));
        }
        let keys: Vec<String> = share.names.iter().map(|name| exact_key(name)).collect();
        let goes = |name: &str| keys.contains(&exact_key(name));
        let mut rest = old.clone();
        // What is asked of some texts alone leaves the names to both.
        if share.texts.is_empty() {
            rest.aliases.retain(|alias| !goes(alias));
        }
        let mut names = share.names.iter().cloned();
        let first = names.next().unwrap_or_else(|| old.ar.clone());
        let part = Identity {
            id: new.into(),
            ar: first,
            en: String::new(),
            aliases: names.collect(),
            links: crate::annotation::Held::Known(Vec::new()),
            ..old.clone()
        };
        let edits = vec![RegistryEdit::Put(Box::new(rest)), RegistryEdit::Put(Box::new(part))];
        let rule = |used: Use<'_>| {
            let is_meant = share.texts.is_empty() || share.texts.iter().any(|text| text == used.text);
            let words = used.span.and_then(|span| span.text.as_deref()).unwrap_or_default();
            let is_named = keys.is_empty() || goes(words);
            (used.id == id && is_meant && is_named).then(|| new.to_owned())
        };
        self.change(name, RegistryEdit::Batch(edits), &format!("split {new} from {id}"), &rule, trial)
    }

    /// Takes the last change back that one of these commands made, with all uses that followed it and are still as it left
    /// them. Returns the command.
    ///
    /// # Errors
    /// There is none; what it changed was changed since; a file that cannot be written.
    pub fn undo(&mut self, name: &str, trial: Trial) -> Result<(String, Vec<UseChange>), RegistryJobError> {
        let file = self.files.get(name).ok_or_else(|| RegistryJobError::NoRegistry(name.to_owned()))?;
        let record = last_change(file.records()).ok_or(RegistryJobError::NothingToUndo)?;
        if file.registry().outstanding(record.edit.clone()).is_some() {
            return Err(RegistryJobError::ChangedSince { command: record.command });
        }
        let command = record.command.clone();
        let known: HashMap<(&str, &str, &str, &str), &UseChange> = record
            .uses
            .iter()
            .map(|change| {
                ((change.text.as_str(), change.annotator.as_str(), change.span.as_str(), change.attribute.as_str()), change)
            })
            .collect();
        let rule = |used: Use<'_>| {
            let span = used.span.map(|span| span.id.as_str()).unwrap_or_default();
            let change = known.get(&(used.text, used.annotator, span, used.attribute))?;
            (change.is == used.id).then(|| change.was.clone())
        };
        let uses = self.change(name, record.undo.clone(), UNDO, &rule, trial)?;
        Ok((command, uses))
    }

    /// Makes a change of a registry with the uses that follow it: all of it or nothing.
    fn change(
        &mut self,
        name: &str,
        edit: RegistryEdit,
        command: &str,
        rule: &Rule<'_>,
        trial: Trial,
    ) -> Result<Vec<UseChange>, RegistryJobError> {
        let author = Author::new(&self.by, format!("registry {command}"), self.schema);
        let following = Following { registry: name, schema: self.schema, rule };
        let mut batch = Batch::new();
        let mut uses = Vec::new();
        for text in &self.texts {
            uses.extend(following.gather(text, (trial == Trial::No).then_some(&author), &mut batch)?);
        }
        let Some(file) = self.files.get_mut(name).filter(|_| trial == Trial::No) else { return Ok(uses) };
        let mut inverse = file.registry().clone();
        let undo = inverse
            .apply(edit.clone())
            .map_err(|source| StorageError::RegistryEdit { path: file.path().to_owned(), source: Box::new(source) })?;
        let by = self.by.to_string();
        let change = RegistryChange { edit, by: by.clone(), command: command.to_owned(), uses: uses.clone() };
        file.change(change)?;
        file.settle()?;
        if let Err(error) = batch.write() {
            let back = RegistryChange { edit: undo, by, command: UNDO.to_owned(), uses: Vec::new() };
            file.change(back)?;
            file.settle()?;
            return Err(error.into());
        }
        Ok(uses)
    }

    fn registry(&self, name: &str) -> Result<&Registry, RegistryJobError> {
        let file = self.files.get(name).ok_or_else(|| RegistryJobError::NoRegistry(name.to_owned()))?;
        Ok(file.registry())
    }
}

fn identity<'a>(registry: &'a Registry, id: &str) -> Result<&'a Identity, RegistryJobError> {
    let found = registry.get(id).filter(|identity| identity.id == *id);
    found.ok_or_else(|| RegistryJobError::Unknown(id.to_owned()))
}

/// Takes over what is known of an identity that goes: its names, its links, and what is not known of this one.
fn take_over(heir: &mut Identity, gone: &Identity) {
    for name in gone.names() {
        let is_known = heir.names().any(|known| exact_key(known) == exact_key(name));
        if !is_known {
            heir.aliases.push(name.to_owned());
        }
    }
    if let (crate::annotation::Held::Known(links), Some(more)) = (&mut heir.links, gone.links.known()) {
        let new: Vec<_> = more.iter().filter(|link| !links.contains(link)).cloned().collect();
        links.extend(new);
    }
    for (field, other) in [(&mut heir.ar, &gone.ar), (&mut heir.en, &gone.en), (&mut heir.class, &gone.class)] {
        if field.is_empty() {
            field.clone_from(other);
        }
    }
    if !gone.note.is_empty() && heir.note != gone.note {
        heir.note =
            [heir.note.as_str(), &gone.note].iter().filter(|note| !note.is_empty()).copied().collect::<Vec<_>>().join("; ");
    }
}

/// The identities that are a part of one, as parts of another, but for those that go.
fn children<'a>(registry: &'a Registry, of: &'a str, to: &'a str, gone: &'a [String]) -> impl Iterator<Item = RegistryEdit> + 'a {
    let stays = move |part: &Identity| part.id != *to && part.id != *of && !gone.iter().any(|id| part.id == *id);
    let parts = registry.iter().filter(move |part| part.parent == *of && stays(part));
    parts.map(move |part| RegistryEdit::Put(Box::new(Identity { parent: IdentityId::from(to), ..part.clone() })))
}

/// The last change that was made by a command and not taken back.
fn last_change(records: Vec<RegistryRecord>) -> Option<RegistryRecord> {
    let mut made = Vec::new();
    for record in records {
        match record.command.as_str() {
            UNDO => drop(made.pop()),
            IDENTITY => {}
            _ => made.push(record),
        }
    }
    made.pop()
}
