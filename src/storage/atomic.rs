//! Writing a file whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk;
use super::error::StorageError;

/// Most symbolic links followed to a file.
const LINKS: usize = 32;

/// Replaces what a file holds, or makes the file.
///
/// The bytes go to a hidden file in the same folder, to the disk, and then under the file's name in one step: a
/// reader, or a machine that loses its power, sees the old file or the new one. An existing file keeps its
/// permissions, and one that nobody may write is left alone; of a symbolic link, the file of the
/// same folder that it leads to is replaced and the link stays. Through any other link nothing is written.
///
/// # Errors
/// A folder, file or disk that cannot be written; the file is then as it was, unless only its name could not be
/// brought to the disk.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), StorageError> {
    let fail = |error| StorageError::new(path, error);
    let target = follow(path)?;
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let permissions = fs::metadata(&target).ok().map(|facts| facts.permissions());
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(StorageError::Denied(path.to_owned()));
    }
    let mut file = disk::temporary(folder, &target).map_err(|error| StorageError::new(folder, error))?;
    let name = file.path().to_owned();
    disk::write(file.as_file_mut(), &name, bytes).map_err(fail)?;
    if let Some(permissions) = permissions {
        disk::set_permissions(file.as_file(), &name, permissions).map_err(fail)?;
    }
    disk::sync(file.as_file(), &name).map_err(fail)?;
    disk::persist(file, &target).map_err(fail)?;
    disk::sync_folder(folder).map_err(|error| StorageError::new(folder, error))
}

/// Whether a path inside a folder leads out of it, through a folder link.
pub fn leads_out(folder: &Path, path: &Path) -> bool {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(root) = folder.canonicalize() else { return false };
    let nearest = path.ancestors().skip(1).find_map(|outer| outer.canonicalize().ok());
    nearest.is_some_and(|nearest| !nearest.starts_with(&root))
}

/// Whether something stands under a path already, be it a link that leads nowhere.
pub fn is_taken(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether files can be made in a folder, told by making one: permissions alone do not tell it.
pub fn is_writable(folder: &Path) -> bool {
    disk::temporary(folder, folder).is_ok()
}

/// The file that a path leads to through symbolic links, whether it exists or not: one of the same folder. Whoever may
/// write in the folder could make any other name lead out between a look at it and its use.
fn follow(path: &Path) -> Result<PathBuf, StorageError> {
    let mut followed = path.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&followed) {
            Ok(target) if target.file_name() == Some(target.as_os_str()) => followed = path.with_file_name(target),
            Ok(_) => return Err(StorageError::LeadsOut(path.to_owned())),
            Err(_) => return Ok(followed),
        }
    }
    Err(StorageError::new(path, io::Error::other("too many symbolic links")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_and_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept_and_a_link_stays_a_link() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        let link = folder.path().join("link.ron");
        write(&path, b"one").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o600, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a.ron", &link).unwrap();
        write(&link, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
        let outside = tempfile::tempdir().unwrap();
        let leaving = folder.path().join("leaving.ron");
        symlink(outside.path().join("made.ron"), &leaving).unwrap();
        assert!(matches!(write(&leaving, b"four"), Err(StorageError::LeadsOut(_))));
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
        let dangling = folder.path().join("dangling.ron");
        symlink("new.ron", &dangling).unwrap();
        write(&dangling, b"three").unwrap();
        assert_eq!(fs::read(folder.path().join("new.ron")).unwrap(), b"three");
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
            let error = write(&folder.path().join("a.ron"), b"x").unwrap_err();
            assert!(matches!(error, StorageError::Denied(_)), "{error}");
        }
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn a_file_that_is_write_protected_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        write(&path, b"one").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(write(&path, b"two"), Err(StorageError::Denied(_))));
        assert_eq!(fs::read(&path).unwrap(), b"one");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_an_error_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("none").join("a.ron");
        assert!(matches!(write(&missing, b""), Err(StorageError::Missing(path)) if path.ends_with("none")));
    }
}
