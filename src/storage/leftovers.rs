//! Hidden files that a sudden end left behind.

use std::fs::{self, DirEntry, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::disk;
use super::place::FOLDER;

/// How long nobody must have written a hidden file: on a folder that is shared there may be no locks to tell it by.
const OLD: Duration = Duration::from_mins(10);

/// Removes the hidden files in a folder of texts, and in the one of their journals, that nobody is at work on any more.
///
/// A file that is locked is somebody's, however old; so may be one that was written a moment ago. Folders are left alone:
/// an export may fill one for hours. What cannot be removed stays; nobody reads it.
pub fn sweep(folder: &Path) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let inner = folder.join(FOLDER);
    let all = [Some(folder), Some(inner.as_path()).filter(|inner| !inner.is_symlink())];
    for entry in all.into_iter().flatten().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten() {
        if is_left_behind(&entry) {
            let _best_effort = disk::remove(&entry.path());
        }
    }
}

fn is_left_behind(entry: &DirEntry) -> bool {
    let is_ours =
        entry.file_name().to_str().is_some_and(|name| name.starts_with(disk::HIDDEN.0) && name.ends_with(disk::HIDDEN.1));
    if !is_ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
        return false;
    }
    let age = entry.metadata().and_then(|facts| facts.modified()).ok().and_then(|at| SystemTime::now().duration_since(at).ok());
    age.is_some_and(|age| age >= OLD) && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sudden_end_left_behind_goes_and_what_somebody_is_at_work_on_stays() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join(FOLDER);
        fs::create_dir(&inner).unwrap();
        let make = |name: &str, seconds| {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
            file
        };
        drop(make(".hashiya-old.tmp", 3600));
        drop(make(".hashiya/.hashiya-old.tmp", 3600));
        drop(make(".hashiya-young.tmp", 0));
        drop(make(".hashiyaold.tmp", 3600));
        drop(make("notes.tmp", 3600));
        fs::create_dir(folder.path().join(".hashiya-export.tmp")).unwrap();
        let live = disk::temporary(folder.path()).unwrap();
        live.as_file().set_modified(SystemTime::now() - Duration::from_hours(1)).unwrap();
        sweep(folder.path());
        let mut left: Vec<String> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        left.sort();
        let live_name = live.path().file_name().unwrap().to_str().unwrap().to_owned();
        let mut expected = vec![
            ".hashiya".to_owned(),
            ".hashiya-export.tmp".to_owned(),
            ".hashiya-young.tmp".to_owned(),
            ".hashiyaold.tmp".to_owned(),
            "notes.tmp".to_owned(),
            live_name,
        ];
        expected.sort();
        assert_eq!(left, expected);
        assert_eq!(fs::read_dir(&inner).unwrap().count(), 0);
    }
}
