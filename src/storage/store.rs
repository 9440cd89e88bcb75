//! Reading what an annotator says of a text.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::error::StorageError;
use super::place::sidecar_path;
use super::sidecar::{self, Hash, Loaded, SidecarError, Stored};
use super::source;
use crate::annotation::{Annotator, Fault};
use crate::text::Document;

/// Reads an annotator's sidecar of a text, with everything checked against the text, its hash included.
///
/// `None` means that there is no sidecar: the annotator has not seen the text. With spans that do not fit,
/// open the text read-only. For a first screen of a long text, use [`read_sidecar`] and [`Stored::resolve`]
/// without the hash.
///
/// # Errors
/// A sidecar that cannot be read or understood, or is another annotator's; it stays untouched.
pub fn load(source: &Path, annotator: &Annotator, document: &Document) -> Result<Option<Loaded>, StorageError> {
    let path = sidecar_path(source, annotator);
    let Some(stored) = read_sidecar(&path)? else { return Ok(None) };
    check_annotator(&path, &stored, annotator)?;
    Ok(Some(stored.resolve(document, Hash::Compared)))
}

/// Whether a sidecar is the work of the annotator whose name it has, if it says whose it is.
///
/// # Errors
/// The work of another.
pub(super) fn check_annotator(path: &Path, stored: &Stored, annotator: &Annotator) -> Result<(), StorageError> {
    // What is no name at all is nobody's; `check` tells of it.
    if stored.annotator == annotator.as_str() || Annotator::parse_kept(&stored.annotator).is_err() {
        return Ok(());
    }
    let inside = stored.annotator.as_str().into();
    Err(StorageError::OtherAnnotator { path: path.to_owned(), inside, named: annotator.as_str().into() })
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
pub(super) fn parse_sidecar(path: &Path, bytes: &[u8]) -> Result<Stored, StorageError> {
    let stored = match str::from_utf8(bytes) {
        Ok(text) => sidecar::parse(text),
        Err(error) => {
            let good = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default());
            Err(SidecarError::Malformed(Fault::at(&good, good.len(), "the bytes here are not UTF-8")))
        }
    };
    stored.map_err(|source| StorageError::Sidecar { path: path.to_owned(), source })
}

/// Reads the bytes of a sidecar that is about to be written, as they will be read when it is.
///
/// # Errors
/// Why they will not be.
pub(super) fn read_again(path: &Path, bytes: &[u8]) -> Result<Stored, StorageError> {
    source::check_length(path, bytes.len(), source::SIDECAR)?;
    parse_sidecar(path, bytes)
}

/// Reads the bytes of a sidecar; `None` if there is none.
///
/// # Errors
/// A file that cannot be read.
pub fn read_bytes(path: &Path) -> Result<Option<Vec<u8>>, StorageError> {
    match source::read_beneath(path, source::SIDECAR) {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Annotation, Edit};
    use crate::storage::sidecar::{Header, write};

    #[test]
    fn what_is_saved_is_loaded_and_nothing_is_there_before() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("خبر.txt");
        let annotator = Annotator::parse("ann1").unwrap();
        let document = Document::from("قال تنظيم الدولة");
        assert!(load(&source, &annotator, &document).unwrap().is_none());
        let mut loaded = Loaded::new(Header::of("خبر.txt", &document, &annotator));
        let edit = Edit::Add(Annotation::new("s1", "ACTOR", document.span(7..30).unwrap()));
        loaded.set.apply(edit).unwrap();
        fs::write(sidecar_path(&source, &annotator), write(&loaded.set, &loaded.header, &document)).unwrap();
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
}
