//! Hidden files and folders that a sudden end left behind.

use std::fs::{self, DirEntry, File};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::disk;
use super::disk::FOLDER;

/// How long nobody must have written a hidden file: on a folder that is shared there may be no locks to tell it by.
const OLD: Duration = Duration::from_mins(10);

/// Removes the hidden files and folders in a folder of texts, and in the one of their journals, that nobody is at work on
/// any more.
///
/// One that is locked is somebody's, however old: an export may fill a folder for hours. So may be one that was made a
/// moment ago. A folder without the file that is locked is removed only if it is empty. What cannot be removed stays;
/// nobody reads it.
pub fn sweep(folder: &Path) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let inner = folder.join(FOLDER);
    let all = [Some(folder), Some(inner.as_path()).filter(|inner| !inner.is_symlink())];
    for entry in all.into_iter().flatten().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten() {
        if is_ours(&entry) && is_old(&entry) {
            let _best_effort = remove(&entry);
        }
    }
}

fn is_ours(entry: &DirEntry) -> bool {
    entry.file_name().to_str().is_some_and(|name| name.starts_with(disk::HIDDEN.0) && name.ends_with(disk::HIDDEN.1))
}

fn is_old(entry: &DirEntry) -> bool {
    let age = entry.metadata().and_then(|facts| facts.modified()).ok().and_then(|at| SystemTime::now().duration_since(at).ok());
    age.is_some_and(|age| age >= OLD)
}

/// Removes a file or a folder, if nobody holds its lock.
fn remove(entry: &DirEntry) -> io::Result<()> {
    let path = entry.path();
    let kind = entry.file_type()?;
    if kind.is_file() && is_free(&path) {
        return disk::remove(&path);
    }
    if !kind.is_dir() {
        return Ok(());
    }
    let lock = path.join(disk::LOCK);
    match lock.symlink_metadata() {
        // The end came before anything was in it; else it is none of this version, and stays.
        Err(error) if error.kind() == io::ErrorKind::NotFound => disk::remove_folder(&path),
        Ok(facts) if facts.is_file() && is_free(&lock) => disk::remove_folders(&path),
        _ => Ok(()),
    }
}

fn is_free(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn age(path: &Path, seconds: u64) {
        let at = SystemTime::now() - Duration::from_secs(seconds);
        File::open(path).unwrap().set_modified(at).unwrap();
    }

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
        let make_folder = |name: &str, files: &[&str], seconds| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.join("new")).unwrap();
            for file in files {
                fs::write(path.join(file), "").unwrap();
            }
            age(&path, seconds);
        };
        make_folder(".hashiya-killed.tmp", &["lock", "new/a.jsonl"], 3600);
        make_folder(".hashiya-running.tmp", &["lock", "new/a.jsonl"], 60);
        make_folder(".hashiya-other.tmp", &["new/a.jsonl"], 3600);
        fs::create_dir(folder.path().join(".hashiya-empty.tmp")).unwrap();
        age(&folder.path().join(".hashiya-empty.tmp"), 3600);
        let live = disk::temporary(folder.path(), folder.path()).unwrap();
        let export = disk::temporary_folder(folder.path()).unwrap();
        age(live.path(), 36000);
        age(export.path(), 36000);
        sweep(folder.path());
        let mut left: Vec<String> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        left.sort();
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        let mut expected = vec![
            ".hashiya".to_owned(),
            ".hashiya-other.tmp".to_owned(),
            ".hashiya-running.tmp".to_owned(),
            ".hashiya-young.tmp".to_owned(),
            ".hashiyaold.tmp".to_owned(),
            "notes.tmp".to_owned(),
            name(live.path()),
            name(export.path()),
        ];
        expected.sort();
        assert_eq!(left, expected);
        assert_eq!(fs::read_dir(&inner).unwrap().count(), 0);
    }
}
