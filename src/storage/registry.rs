//! A registry on the disk: a file that everybody of a folder adds to.
//!
//! Its lock is held only while it is changed, since many may have the folder open. A change is in the journal
//! (`.hashiya/<file>.journal`) before it is in the file; what the file lacks after a sudden end is put into it when it is
//! opened again. What another program wrote meanwhile is merged, never replaced.

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;

use super::error::StorageError;
use super::journal::{Checksum, now};
use super::lock::{Lock, Locking};
use super::place::Place;
use super::{atomic, disk, source, store};
use crate::annotation::record::options;
use crate::annotation::registry::{StoredRegistry, merge};
use crate::annotation::ron_text::write_string;
use crate::annotation::{Fault, Registry, RegistryEdit, Timestamp};

/// Times the lock is asked for that somebody has: whoever changes the registry has it for a moment.
const TRIES: usize = 50;
/// The time between two of them.
const PAUSE: Duration = Duration::from_millis(20);

/// A change of a registry that somebody makes.
#[derive(Debug, Clone)]
pub struct RegistryChange {
    /// The change.
    pub edit: RegistryEdit,
    /// Who makes it.
    pub by: String,
    /// The command, as history prints it.
    pub command: String,
    /// What it does to spans of the folder's sidecars, where it does.
    pub uses: Vec<UseChange>,
}

/// The value of an attribute that follows a change of a registry.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename = "")]
pub struct UseChange {
    /// The text, by its path from the folder.
    pub text: String,
    /// Whose sidecar.
    pub annotator: String,
    /// The span; empty for a fact of the text.
    pub span: String,
    /// The attribute.
    pub attribute: String,
    /// What it was.
    pub was: String,
    /// What it is now.
    pub is: String,
}

/// How a change was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistryKept {
    /// As it was made.
    AsMade,
    /// Together with what another program had written meanwhile: this brings the registry that was changed to what the file
    /// says.
    Merged(RegistryEdit),
}

/// A change as the journal has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "")]
pub struct RegistryRecord {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// The command.
    pub command: String,
    /// The hash of the file before it.
    before: String,
    /// The hash of the file with it.
    after: String,
    /// The change.
    pub edit: RegistryEdit,
    /// What takes it back.
    pub undo: RegistryEdit,
    /// What followed in sidecars.
    #[serde(default)]
    pub uses: Vec<UseChange>,
}

/// The owner of a registry's files.
#[derive(Debug)]
pub struct RegistryFile {
    place: Place,
    /// The registry as the file had it when it was read or written last.
    registry: Registry,
    /// The hash of that file; empty if there was none.
    known: String,
}

impl RegistryFile {
    /// Opens the registry of a folder, by the path that its schema has for it; one that is not there yet is empty. What a
    /// sudden end left in the journal alone is put into the file first.
    ///
    /// # Errors
    /// A path that leads out of the folder, a file that cannot be read or understood.
    pub fn open(folder: &Path, name: &Path) -> Result<Self, StorageError> {
        let path = source::place_inside(folder, name)?;
        let place = Place::of_file(&path);
        let mut file = Self { registry: Registry::new(&registry_name(&path)), place, known: String::new() };
        file.take_in()?;
        if file.last().is_some_and(|last| last.before == file.known && last.after != file.known)
            && let Ok(_lock) = file.lock()
        {
            file.take_in()?;
            file.recover()?;
        }
        Ok(file)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.place.sidecar()
    }

    /// The registry as the file had it when it was read or written last.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The changes that the journal has, the first first. Lines that are no records are left out.
    pub fn records(&self) -> Vec<RegistryRecord> {
        let bytes = source::read_beneath(&self.place.live(), source::JOURNAL).unwrap_or_default();
        bytes.split(|byte| *byte == b'\n').filter_map(parse).collect()
    }

    /// Makes a change: in the journal, then in the file, both on the disk when this returns.
    ///
    /// # Errors
    /// Somebody else holds the lock, a disk that cannot be written, a change that the registry does not take, a registry
    /// that would be too long to be read again. Nothing has changed then, or the journal has the change, which is put into
    /// the file with the next one.
    pub fn change(&mut self, change: RegistryChange) -> Result<RegistryKept, StorageError> {
        let _lock = self.lock()?;
        let mut theirs = Self { place: self.place.clone(), registry: Registry::default(), known: self.known.clone() };
        let bytes = self.bytes()?;
        let is_current = store::hash(bytes.as_deref()) == self.known;
        if is_current {
            self.recover()?;
            return self.make(change).map(|()| RegistryKept::AsMade);
        }
        theirs.take_in()?;
        theirs.recover()?;
        let mut ours = self.registry.clone();
        ours.apply(change.edit.clone()).map_err(|source| self.refused(source))?;
        let merged = Registry::from(merge(Some(&self.registry.stored()), &ours.stored(), &theirs.registry.stored()).stored);
        let edit = theirs.registry.difference(&merged);
        self.registry = std::mem::take(&mut theirs.registry);
        self.known = theirs.known;
        self.make(RegistryChange { edit, ..change })?;
        Ok(RegistryKept::Merged(ours.difference(&self.registry)))
    }

    /// Makes a change of the registry as it is in the file.
    fn make(&mut self, change: RegistryChange) -> Result<(), StorageError> {
        let Some(edit) = self.registry.outstanding(change.edit) else { return Ok(()) };
        let undo = self.registry.apply(edit.clone()).map_err(|source| self.refused(source))?;
        let text = self.registry.write();
        let record = RegistryRecord {
            at: now(),
            by: change.by,
            command: change.command,
            before: self.known.clone(),
            after: store::hash(Some(text.as_bytes())),
            edit,
            undo,
            uses: change.uses,
        };
        let path = self.path().to_owned();
        let written = source::check_length(&path, text.len(), source::REGISTRY)
            .and_then(|()| self.append(&record))
            .and_then(|()| atomic::write(&path, text.as_bytes()));
        match written {
            Ok(()) => self.known = record.after,
            Err(_) => drop(self.registry.apply(record.undo)),
        }
        written
    }

    /// Puts into the file what the journal alone has; the lock must be held.
    fn recover(&mut self) -> Result<(), StorageError> {
        let Some(last) = self.last().filter(|last| last.before == self.known && last.after != self.known) else { return Ok(()) };
        let Some(edit) = self.registry.outstanding(last.edit) else { return Ok(()) };
        self.registry.apply(edit).map_err(|source| self.refused(source))?;
        let text = self.registry.write();
        atomic::write(self.path(), text.as_bytes())?;
        self.known = store::hash(Some(text.as_bytes()));
        Ok(())
    }

    /// Reads the file.
    fn take_in(&mut self) -> Result<(), StorageError> {
        let bytes = self.bytes()?;
        self.known = store::hash(bytes.as_deref());
        let name = registry_name(self.path());
        self.registry = match bytes {
            Some(bytes) => Registry::from(parse_registry(self.path(), &name, &bytes)?),
            None => Registry::new(&name),
        };
        Ok(())
    }

    fn bytes(&self) -> Result<Option<Vec<u8>>, StorageError> {
        match source::read_beneath(self.path(), source::REGISTRY) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(StorageError::Missing(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn last(&self) -> Option<RegistryRecord> {
        let bytes = source::read_beneath(&self.place.live(), source::JOURNAL).ok()?;
        bytes.rsplit(|byte| *byte == b'\n').find_map(parse)
    }

    fn lock(&self) -> Result<Lock, StorageError> {
        self.place.check()?;
        let mut tried = Lock::take(&self.place);
        for _ in 1..TRIES {
            if !matches!(tried, Locking::Held(_)) {
                break;
            }
            std::thread::sleep(PAUSE);
            tried = Lock::take(&self.place);
        }
        match tried {
            Locking::Taken(lock) => Ok(lock),
            Locking::Held(holder) => Err(StorageError::Held { path: self.path().to_owned(), holder: holder.to_string() }),
            Locking::Impossible(error) => Err(StorageError::new(&self.place.lock(), error)),
        }
    }

    /// Adds a record to the journal and brings it to the disk; the lock must be held.
    fn append(&self, record: &RegistryRecord) -> Result<(), StorageError> {
        let live = self.place.live();
        let fail = |error| StorageError::new(&live, error);
        let before = source::read_beneath(&live, source::JOURNAL);
        let is_torn = before.is_ok_and(|bytes| bytes.last().is_some_and(|last| *last != b'\n'));
        disk::make_folder(self.place.folder()).map_err(fail)?;
        let mut file = disk::open_to_append(&live).map_err(fail)?;
        let text = format!("{}{}\n", if is_torn { "\n" } else { "" }, record.line());
        disk::write(&mut file, &live, text.as_bytes()).map_err(fail)?;
        disk::sync(&file, &live).map_err(fail)?;
        disk::sync_folder(self.place.folder()).map_err(fail)
    }

    fn refused(&self, source: crate::annotation::registry::RegistryError) -> StorageError {
        StorageError::RegistryEdit { path: self.path().to_owned(), source: Box::new(source) }
    }
}

impl RegistryRecord {
    /// The line of the journal, without its end.
    fn line(&self) -> String {
        let mut body = String::from("(");
        for (name, text) in [
            ("at", self.at.as_str()),
            ("by", &self.by),
            ("command", &self.command),
            ("before", &self.before),
            ("after", &self.after),
        ] {
            body.push_str(name);
            body.push_str(": ");
            write_string(&mut body, text);
            body.push_str(", ");
        }
        body.push_str("edit: ");
        self.edit.write(&mut body);
        body.push_str(", undo: ");
        self.undo.write(&mut body);
        if !self.uses.is_empty() {
            body.push_str(", uses: [");
            self.uses.iter().for_each(|change| change.write(&mut body));
            body.push(']');
        }
        body.push(')');
        let sum = Checksum::of(body.as_bytes());
        format!("{body} // {sum}")
    }
}

impl UseChange {
    fn write(&self, out: &mut String) {
        let Self { text, annotator, span, attribute, was, is } = self;
        let fields = [
            ("(text", text),
            (", annotator", annotator),
            (", span", span),
            (", attribute", attribute),
            (", was", was),
            (", is", is),
        ];
        for (name, value) in fields {
            out.push_str(name);
            out.push_str(": ");
            write_string(out, value);
        }
        out.push_str("), ");
    }
}

/// Reads a line of the journal; `None` where it is no whole record.
fn parse(line: &[u8]) -> Option<RegistryRecord> {
    let (body, sum) = str::from_utf8(line).ok()?.rsplit_once(" // ")?;
    Checksum::parse(sum).filter(|sum| *sum == Checksum::of(body.as_bytes()))?;
    options().from_str(body).ok()
}

/// The name of a registry, as schemas have it: that of its file without the ending.
pub fn registry_name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Reads a registry; `None` if there is none.
///
/// # Errors
/// A file that cannot be read or understood.
pub fn read_registry(path: &Path) -> Result<Option<StoredRegistry>, StorageError> {
    match source::read_bytes(path, source::REGISTRY) {
        Ok(bytes) => parse_registry(path, &registry_name(path), &bytes).map(Some),
        Err(StorageError::Missing(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads the registry of a folder, by the path that its schema has for it, and writes nothing; `None` if there is none.
///
/// # Errors
/// A path that leads out of the folder, a file that cannot be read or understood.
pub fn read_inside(folder: &Path, name: &Path) -> Result<Option<StoredRegistry>, StorageError> {
    let path = source::place_inside(folder, name)?;
    match source::read_beneath(&path, source::REGISTRY) {
        Ok(bytes) => parse_registry(&path, &registry_name(&path), &bytes).map(Some),
        Err(StorageError::Missing(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads a registry from its bytes; one that does not say its name gets this one.
///
/// # Errors
/// What is wrong with it, and where.
pub fn parse_registry(path: &Path, name: &str, bytes: &[u8]) -> Result<StoredRegistry, StorageError> {
    let fail = |source| StorageError::Registry { path: path.to_owned(), source: Box::new(source) };
    let text = str::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default());
        fail(Fault::at(&good, good.len(), "the bytes here are not UTF-8").into())
    })?;
    StoredRegistry::parse(name, text).map_err(fail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Identity;

    fn put(id: &str, ar: &str) -> RegistryChange {
        let identity = Identity { ar: ar.to_owned(), ..Identity::new(id) };
        RegistryChange {
            edit: RegistryEdit::Put(Box::new(identity)),
            by: "amal".to_owned(),
            command: "identity".to_owned(),
            uses: Vec::new(),
        }
    }

    fn open(folder: &Path) -> RegistryFile {
        RegistryFile::open(folder, Path::new("actors.ron")).unwrap()
    }

    #[test]
    fn what_two_sittings_add_to_a_registry_is_all_there() {
        let folder = tempfile::tempdir().unwrap();
        let mut one = open(folder.path());
        let mut other = open(folder.path());
        assert_eq!(one.change(put("river_guard", "حرس النهر")).unwrap(), RegistryKept::AsMade);
        let RegistryKept::Merged(edit) = other.change(put("lotus", "اللوتس")).unwrap() else { panic!() };
        let mut seen = Registry::new("actors");
        seen.apply(put("lotus", "اللوتس").edit).unwrap();
        seen.apply(edit).unwrap();
        let again = open(folder.path());
        let names: Vec<&str> = again.registry().iter().map(Identity::name).collect();
        assert_eq!(names, ["اللوتس", "حرس النهر"]);
        assert_eq!(seen.write(), again.registry().write());
        assert_eq!(again.records().len(), 2);
    }

    #[test]
    fn what_a_sudden_end_left_in_the_journal_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("actors.ron");
        let mut file = open(folder.path());
        file.change(put("a", "ألف")).unwrap();
        let before = std::fs::read(&path).unwrap();
        file.change(put("b", "باء")).unwrap();
        let after = std::fs::read(&path).unwrap();
        std::fs::write(&path, &before).unwrap();
        assert_eq!(open(folder.path()).registry().len(), 2);
        assert_eq!(std::fs::read(&path).unwrap(), after);
        // A line that was not written to its end counts for nothing, and the next one is whole.
        let journal = folder.path().join(".hashiya/actors.ron.journal");
        let mut torn = std::fs::read(&journal).unwrap();
        torn.extend(b"(at: \"2026");
        std::fs::write(&journal, torn).unwrap();
        let mut file = open(folder.path());
        file.change(put("c", "جيم")).unwrap();
        assert_eq!(file.records().len(), 3);
    }

    #[test]
    fn what_is_no_registry_is_refused_with_its_place_and_stays_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("actors.ron");
        for (text, place) in [("(hashiya: 1,\n entries: [(id: 3)])", "line 2"), ("\u{1}", "line 1"), ("(hashiya: 99)", "newer")] {
            std::fs::write(&path, text).unwrap();
            let error = RegistryFile::open(folder.path(), Path::new("actors.ron")).unwrap_err().to_string();
            assert!(error.contains(place) && error.contains("actors.ron"), "{error}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
        for outside in ["../actors.ron", "/etc/actors.ron"] {
            let error = RegistryFile::open(folder.path(), Path::new(outside)).unwrap_err();
            assert!(matches!(error, StorageError::LeadsOut(_)), "{error}");
        }
    }
}
