//! Loading and saving what an annotator says of a text.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::atomic;
use super::corpus::sidecar_path;
use super::disk;
use super::error::StorageError;
use super::sidecar::{self, Loaded, SidecarError, Stored};
use super::source;
use crate::annotation::{Annotator, Fault};
use crate::text::Document;

/// Reads an annotator's sidecar of a text, with everything checked against the text, its hash included.
///
/// `None` means that there is no sidecar: the annotator has not seen the text. With `is_faithful()` false,
/// open the text read-only. For a first screen of a long text, use [`read_sidecar`] and [`Stored::resolve`]
/// without the hash.
///
/// # Errors
/// A sidecar that cannot be read or understood; it stays untouched.
pub fn load(source: &Path, annotator: &Annotator, document: &Document) -> Result<Option<Loaded>, StorageError> {
    let stored = read_sidecar(&sidecar_path(source, annotator))?;
    Ok(stored.map(|stored| stored.resolve(document, true)))
}

/// Reads a sidecar without its text; `None` if there is none.
///
/// # Errors
/// As [`load`].
pub fn read_sidecar(path: &Path) -> Result<Option<Stored>, StorageError> {
    let Some(bytes) = read_bytes(path)? else { return Ok(None) };
    parse_sidecar(path, &bytes).map(Some)
}

/// The hash by which a journal knows a sidecar: SHA-256 in hexadecimal digits; empty if there is none.
pub fn hash(bytes: Option<&[u8]>) -> String {
    let digits = |bytes| Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    bytes.map_or_else(String::new, digits)
}

/// Reads a sidecar from its bytes.
///
/// # Errors
/// What is wrong with it, and where.
pub fn parse_sidecar(path: &Path, bytes: &[u8]) -> Result<Stored, StorageError> {
    let stored = match str::from_utf8(bytes) {
        Ok(text) => sidecar::parse(text),
        Err(error) => {
            let good = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default());
            Err(SidecarError::Malformed(Fault::at(&good, good.len(), "the bytes here are not UTF-8")))
        }
    };
    stored.map_err(|source| StorageError::Sidecar { path: path.to_owned(), source })
}

/// Reads the bytes of a sidecar; `None` if there is none.
///
/// # Errors
/// A file that cannot be read.
pub fn read_bytes(path: &Path) -> Result<Option<Vec<u8>>, StorageError> {
    match source::read_bytes(path, source::SIDECAR) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(StorageError::Missing(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether a file holds nothing, as one has to be that stands for none.
pub fn is_blank(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|facts| facts.len() == 0)
}

/// What a file looks like from outside: another stamp means that somebody wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp(Option<(u64, Option<SystemTime>)>);

impl Stamp {
    /// The stamp of a file, or of there being none.
    pub fn of(path: &Path) -> Self {
        Self(fs::metadata(path).ok().map(|facts| (facts.len(), facts.modified().ok())))
    }

    /// Whether there is a file.
    pub fn exists(&self) -> bool {
        self.0.is_some()
    }
}

/// Where annotations are kept that may not replace a sidecar which another program has written meanwhile.
pub fn rescue_path(sidecar: &Path) -> PathBuf {
    let mut name = sidecar.as_os_str().to_owned();
    name.push(".mine");
    PathBuf::from(name)
}

/// Writes a sidecar, whole or not at all.
///
/// # Errors
/// A folder or disk that cannot be written; the file is then as it was.
pub fn save(path: &Path, text: &str) -> Result<(), StorageError> {
    atomic::write(path, text.as_bytes())
}

/// Whether files can be made in a folder, told by making one: permissions alone do not tell it.
pub fn is_writable(folder: &Path) -> bool {
    disk::temporary(folder).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Annotation, Edit};
    use crate::storage::sidecar::{Header, write};

    #[test]
    fn what_is_saved_is_loaded_and_nothing_is_there_before() {
        let folder = tempfile::tempdir().unwrap();
        let (source, annotator) = (folder.path().join("خبر.txt"), Annotator::parse("ann1").unwrap());
        let document = Document::from("قال تنظيم الدولة");
        assert!(load(&source, &annotator, &document).unwrap().is_none());
        let mut loaded = Loaded::new(Header::of("خبر.txt", &document, &annotator));
        let edit = Edit::Add(Annotation::new("s1", "ACTOR", document.span(7..30).unwrap()));
        loaded.set.apply(edit).unwrap();
        save(&sidecar_path(&source, &annotator), &write(&loaded.set, &loaded.header, &document)).unwrap();
        assert_eq!(load(&source, &annotator, &document).unwrap(), Some(loaded));
    }

    #[test]
    fn a_broken_sidecar_says_where_and_is_left_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt.ann1.ron");
        for (broken, place) in [("(\n  hashiya: 1,\n  spans: [,]\n)", "line 3, column 11"), ("(hashiya: 7)", "version 7")] {
            fs::write(&path, broken).unwrap();
            let error = load(&folder.path().join("a.txt"), &Annotator::parse("ann1").unwrap(), &Document::from("x")).unwrap_err();
            assert!(error.to_string().contains(place), "{error}");
            assert!(error.hint().is_some());
            assert_eq!(fs::read_to_string(&path).unwrap(), broken);
        }
        fs::write(&path, b"(\nhashiya: \xFF").unwrap();
        assert!(read_sidecar(&path).unwrap_err().to_string().contains("line 2, column 10"));
    }

    #[test]
    fn a_folder_is_writable_when_a_file_can_be_made_in_it() {
        let folder = tempfile::tempdir().unwrap();
        assert!(is_writable(folder.path()));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(!is_writable(&folder.path().join("none")));
    }

    #[cfg(unix)]
    #[test]
    fn a_read_only_folder_is_an_error_and_not_a_panic() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
        // The superuser writes anywhere; for everyone else the folder is closed.
        if !is_writable(folder.path()) {
            let error = save(&folder.path().join("a.ron"), "x").unwrap_err();
            assert!(matches!(error, StorageError::Denied(_)), "{error}");
        }
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    }
}
