//! Reading the texts themselves.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use super::disk;
use super::error::StorageError;
use crate::text::encoding::{is_utf32, looks_binary};
use crate::text::{Document, Encoding, Foreign, Warning};

/// Bytes read for a first screen.
pub const HEAD: usize = 128 * 1024;
/// Most bytes of a schema, a keymap or a configuration: 4 MB.
pub(super) const SETTINGS: u64 = 4 << 20;
/// Most bytes of a text: 1 GB.
const TEXT: u64 = 1 << 30;
/// Bytes of a text by which it is told from something else.
const TELLING: usize = 8192;
/// Most bytes of a sidecar: 64 MB, five times what 50,000 spans take.
pub const SIDECAR: u64 = 64 << 20;
/// Most bytes of a registry: 64 MB, ten times what 20,000 identities take.
pub const REGISTRY: u64 = 64 << 20;
/// Most bytes of a segment of a journal: 256 MB. Of a longer one nothing is read: it is none of this program.
pub(super) const JOURNAL: u64 = 256 << 20;
/// Most bytes of a file that is imported: 1 GB.
pub const IMPORTED: u64 = 1 << 30;

/// Reads a whole text, in the encoding told or the one detected.
///
/// # Errors
/// A file that is missing, may not be read, is a folder or a device, or holds no text. Bytes that cannot be
/// decoded are no error but warnings.
pub fn read_all(path: &Path, told: Option<Encoding>) -> Result<(Document, Vec<Warning>), StorageError> {
    let check = |head: &[u8]| if told.is_some() { check_document(head, path) } else { check_text(head, path) };
    Ok(Document::read(read_checked(open_beneath(path)?, path, TEXT, check)?, told))
}

/// Checks that bytes may be the first of a text.
///
/// # Errors
/// A document or a picture, another binary file, a text in UTF-32.
pub fn check_text(head: &[u8], path: &Path) -> Result<(), StorageError> {
    check_document(head, path)?;
    match path.to_owned() {
        path if is_utf32(head) => Err(StorageError::Utf32(path)),
        path if looks_binary(head) => Err(StorageError::Binary(path)),
        _ => Ok(()),
    }
}

/// Checks that bytes are not the first of a document or a picture, which is no text in any encoding.
fn check_document(head: &[u8], path: &Path) -> Result<(), StorageError> {
    Foreign::of(head).map_or(Ok(()), |kind| Err(StorageError::Foreign { path: path.to_owned(), kind }))
}

/// Reads the first bytes of a file, by which a text is told from something else.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_beginning(path: &Path) -> Result<Vec<u8>, StorageError> {
    beginning(open(path)?.0, path)
}

/// Reads the first bytes of what is kept beside a text.
///
/// # Errors
/// As [`read_beneath`].
pub(super) fn read_beginning_beneath(path: &Path) -> Result<Vec<u8>, StorageError> {
    beginning(open_beneath(path)?.0, path)
}

/// Reads the first bytes of a text, and how many it has in all.
///
/// # Errors
/// As [`read_all`].
pub(super) fn read_first(path: &Path) -> Result<(Vec<u8>, u64), StorageError> {
    let (file, length) = open_beneath(path)?;
    Ok((beginning(file, path)?, length))
}

fn beginning(file: File, path: &Path) -> Result<Vec<u8>, StorageError> {
    let mut bytes = Vec::with_capacity(TELLING);
    let most = u64::try_from(TELLING).unwrap_or(u64::MAX);
    file.take(most).read_to_end(&mut bytes).map_err(|error| StorageError::new(path, error))?;
    Ok(bytes)
}

/// Reads the first `bytes` bytes of a text, to be shown while the rest is read.
///
/// `None` where the whole file is no longer than that, or where its encoding cannot be told from a part.
///
/// # Errors
/// As [`read_all`].
pub fn read_head(path: &Path, bytes: usize) -> Result<Option<Document>, StorageError> {
    let (file, length) = open_beneath(path)?;
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    if length <= bytes {
        return Ok(None);
    }
    let mut head = Vec::with_capacity(bytes);
    let limit = u64::try_from(bytes).unwrap_or(u64::MAX);
    file.take(limit).read_to_end(&mut head).map_err(|error| StorageError::new(path, error))?;
    // What is no text has no head: whoever reads the whole is told what it is.
    Ok(Foreign::of(&head).is_none().then(|| Document::read_head(head, length)).flatten())
}

/// Reads the bytes of an ordinary file, whatever they are, if it is no longer than `most`.
///
/// # Errors
/// As [`read_all`], without a look at the bytes; a longer file, of which nothing is kept.
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, StorageError> {
    read_checked(open(path)?, path, most, |_| Ok(()))
}

/// As [`read_bytes`], of a text or of what is kept beside one.
///
/// # Errors
/// As [`read_bytes`], and a link that leads out of the folder.
pub(super) fn read_beneath(path: &Path, most: u64) -> Result<Vec<u8>, StorageError> {
    read_checked(open_beneath(path)?, path, most, |_| Ok(()))
}

/// Reads the bytes of a file whose beginning is what it should be: of something else, a hole of a gigabyte for one,
/// nothing more is read.
fn read_checked(
    (mut file, length): (File, u64),
    path: &Path,
    most: u64,
    check: impl FnOnce(&[u8]) -> Result<(), StorageError>,
) -> Result<Vec<u8>, StorageError> {
    let fail = |error| StorageError::new(path, error);
    let large = || StorageError::Large { path: path.to_owned(), most };
    if length > most {
        return Err(large());
    }
    let mut bytes = Vec::with_capacity(TELLING);
    let telling = u64::try_from(TELLING).unwrap_or(u64::MAX);
    (&mut file).take(telling).read_to_end(&mut bytes).map_err(fail)?;
    check(&bytes)?;
    bytes.reserve_exact(usize::try_from(length).unwrap_or(0).saturating_sub(bytes.len()).min(1 << 30));
    // It may grow while it is read, and what some systems call a file has no length at all.
    let rest = most.saturating_add(1).saturating_sub(telling);
    file.take(rest).read_to_end(&mut bytes).map_err(fail)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= most) { Ok(bytes) } else { Err(large()) }
}

/// Checks that a file of this length can be read again, before anything is written.
///
/// # Errors
/// [`StorageError::Full`].
pub fn check_length(path: &Path, length: usize, most: u64) -> Result<(), StorageError> {
    let fits = u64::try_from(length).is_ok_and(|length| length <= most);
    if fits { Ok(()) } else { Err(StorageError::Full { path: path.to_owned(), most }) }
}

/// Reads a file of the user's own settings: a schema, a keymap, a configuration.
///
/// # Errors
/// As [`read_bytes`], with the limit of a settings file; bytes that are not UTF-8 count as a binary file.
pub fn read_settings(path: &Path) -> Result<String, StorageError> {
    text(path, read_bytes(path, SETTINGS)?)
}

/// Reads a file of settings that a folder names, by its path from there.
///
/// # Errors
/// As [`read_settings`]; a path that leads out of the folder.
pub fn read_inside(folder: &Path, name: &Path) -> Result<String, StorageError> {
    read_settings(&inside(folder, name)?)
}

/// Returns the file of a folder, by its path from there, that need not exist.
///
/// # Errors
/// A path that leads out of the folder.
pub(super) fn place_inside(folder: &Path, name: &Path) -> Result<PathBuf, StorageError> {
    match inside(folder, name) {
        Ok(_) => Ok(folder.join(name)),
        Err(StorageError::Missing(_)) if !folder.join(name).is_symlink() => {
            let outer = name.parent().filter(|outer| !outer.as_os_str().is_empty());
            outer.map_or(Ok(()), |outer| inside(folder, outer).map(drop)).map(|()| folder.join(name))
        }
        Err(error) => Err(error),
    }
}

/// Checks that a path from a folder stays in it, whatever links are on the way. Nothing of the file is read.
///
/// # Errors
/// A path that leads out, to nothing, or to a folder.
pub fn check_inside(folder: &Path, name: &Path) -> Result<(), StorageError> {
    if inside(folder, name)?.is_dir() { Err(StorageError::IsFolder(name.to_owned())) } else { Ok(()) }
}

/// The file inside of a folder that a path leads to. A path that is not plain is refused before the disk is asked: on
/// some systems asking is enough to reach another machine.
fn inside(folder: &Path, name: &Path) -> Result<PathBuf, StorageError> {
    if !name.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err(StorageError::LeadsOut(name.to_owned()));
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let path = folder.join(name);
    let root = folder.canonicalize().map_err(|error| StorageError::new(folder, error))?;
    let file = path.canonicalize().map_err(|error| StorageError::new(&path, error))?;
    if file.starts_with(root) { Ok(file) } else { Err(StorageError::LeadsOut(path)) }
}

/// Reads a sidecar as text.
///
/// # Errors
/// As [`read_bytes`], with [`SIDECAR`]; bytes that are not UTF-8 count as a binary file.
pub fn read_sidecar_text(path: &Path) -> Result<String, StorageError> {
    text(path, read_beneath(path, SIDECAR)?)
}

fn text(path: &Path, bytes: Vec<u8>) -> Result<String, StorageError> {
    String::from_utf8(bytes).map_err(|_| StorageError::Binary(path.to_owned()))
}

/// Opens a text, or what is kept beside one, and tells its length: a file of its own folder, also by a link there. A link
/// that leads out is refused, since whoever may write in the folder could make one.
fn open_beneath(path: &Path) -> Result<(File, u64), StorageError> {
    let fail = |error: io::Error| match error.kind() {
        ErrorKind::PermissionDenied if path.is_symlink() || path.parent().is_some_and(Path::is_symlink) => {
            StorageError::LeadsOut(path.to_owned())
        }
        _ => StorageError::new(path, error),
    };
    let file = disk::open(path).map_err(fail)?;
    let facts = file.metadata().map_err(fail)?;
    if facts.is_dir() {
        return Err(StorageError::IsFolder(path.to_owned()));
    }
    if !facts.is_file() {
        return Err(StorageError::NotFile(path.to_owned()));
    }
    Ok((file, facts.len()))
}

/// Opens an ordinary file and tells its length. A pipe is refused before it is opened, since it could wait for ever.
pub(super) fn open(path: &Path) -> Result<(File, u64), StorageError> {
    let fail = |error| StorageError::new(path, error);
    let facts = std::fs::metadata(path).map_err(fail)?;
    if facts.is_dir() {
        return Err(StorageError::IsFolder(path.to_owned()));
    }
    if !facts.is_file() {
        return Err(StorageError::NotFile(path.to_owned()));
    }
    Ok((File::open(path).map_err(fail)?, facts.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_is_allowed_is_an_error_and_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        std::fs::write(&path, "12345").unwrap();
        assert_eq!(read_bytes(&path, 5).unwrap(), b"12345");
        assert!(matches!(read_bytes(&path, 4), Err(StorageError::Large { most: 4, .. })));
        // A hole of a gigabyte takes no place on the disk.
        std::fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
        assert!(matches!(read_settings(&path), Err(StorageError::Large { .. })));
        assert!(matches!(read_sidecar_text(&path), Err(StorageError::Large { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_path_from_a_folder_stays_in_it_whatever_links_there_are() {
        use std::os::unix::fs::symlink;
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("in");
        std::fs::create_dir_all(folder.join("sub")).unwrap();
        std::fs::write(outer.path().join("secret"), "secret").unwrap();
        std::fs::write(folder.join("sub/own"), "own").unwrap();
        symlink("sub/own", folder.join("to-own")).unwrap();
        symlink("../secret", folder.join("to-secret")).unwrap();
        symlink("..", folder.join("up")).unwrap();
        let read = |name: &str| read_inside(&folder, Path::new(name));
        for name in ["sub/own", "./sub/own", "to-own"] {
            assert_eq!(read(name).unwrap(), "own", "{name}");
        }
        let absolute = folder.join("sub/own").display().to_string();
        for name in ["../secret", "sub/../../secret", "to-secret", "up/secret", "/proc/self/environ", &absolute] {
            assert!(matches!(read(name), Err(StorageError::LeadsOut(_))), "{name}");
        }
        assert!(matches!(read("none"), Err(StorageError::Missing(_))));
        for name in ["", ".", "sub"] {
            assert!(matches!(check_inside(&folder, Path::new(name)), Err(StorageError::IsFolder(_))), "{name}");
        }
    }

    #[test]
    fn a_path_that_holds_no_text_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let binary = folder.path().join("a.txt");
        std::fs::write(&binary, b"\x7FELF\0\0\x01\x02\xFF").unwrap();
        assert!(matches!(read_all(&binary, None), Err(StorageError::Binary(_))));
        assert!(matches!(read_all(folder.path(), None), Err(StorageError::IsFolder(_))));
        assert!(matches!(read_all(&folder.path().join("b"), None), Err(StorageError::Missing(_))));
        assert!(matches!(read_head(&folder.path().join("b"), HEAD), Err(StorageError::Missing(_))));
    }

    #[test]
    fn a_head_is_read_only_of_a_file_that_is_longer() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "خبر أول\nخبر ثان\n").unwrap();
        assert!(read_head(&path, HEAD).unwrap().is_none());
        let head = read_head(&path, 20).unwrap().unwrap();
        assert_eq!((head.text(), head.source().bytes), ("خبر أول\n", 28));
        assert_eq!(read_all(&path, None).unwrap().0.text(), "خبر أول\nخبر ثان\n");
    }
}
