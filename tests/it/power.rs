//! A power cut at every operation on the disk: what was not synced is gone, whole, half, or only the names of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::crash::{Model, TEXT, is_saved, press, tags};
use crate::pty::Start;

/// What a file holds, and what of it is sure to be on the disk.
#[derive(Debug, Clone, Default)]
struct Content {
    now: Vec<u8>,
    sure: Vec<u8>,
}

/// A disk as the system sees it, and as it is when the power goes.
#[derive(Debug, Clone, Default)]
struct Disk {
    contents: Vec<Content>,
    names: BTreeMap<PathBuf, usize>,
    sure_names: BTreeMap<PathBuf, usize>,
    /// Folders that were made, and whether their own names are sure.
    folders: BTreeMap<PathBuf, bool>,
}

/// What of the unsure is there after the cut.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Luck {
    /// All of it, as after the end of the process alone.
    All,
    /// None of it.
    None,
    /// The names, without what was written.
    NamesOnly,
    /// The names, and half of what was written.
    NamesAndHalf,
}

impl Disk {
    /// Does one line of a trace.
    fn perform(&mut self, line: &str) {
        let mut parts = line.split('\t');
        let name = parts.next().unwrap();
        let path = PathBuf::from(parts.next().unwrap());
        let more = parts.next().unwrap_or_default();
        match name {
            "folder" => drop(self.folders.insert(path, false)),
            "create" => {
                self.contents.push(Content::default());
                self.names.insert(path, self.contents.len() - 1);
            }
            "write" => {
                let bytes = (0..more.len()).step_by(2).map(|at| u8::from_str_radix(&more[at..at + 2], 16).unwrap());
                let n = self.names[&path];
                self.contents[n].now.extend(bytes);
            }
            "shorten" => {
                let n = self.names[&path];
                self.contents[n].now.truncate(more.parse().unwrap());
            }
            "sync" => {
                let n = self.names[&path];
                let Content { now, sure } = &mut self.contents[n];
                sure.clone_from(now);
            }
            "sync_folder" => self.sync_folder(&path),
            "rename" => {
                let n = self.names.remove(&path).unwrap();
                self.names.insert(PathBuf::from(more), n);
            }
            "keep" => {
                let n = self.names[&path];
                self.names.insert(PathBuf::from(more), n);
            }
            "remove" => {
                self.names.remove(&path);
                self.folders.remove(&path);
            }
            "permissions" => {}
            other => panic!("{other}"),
        }
    }

    fn sync_folder(&mut self, folder: &Path) {
        let is_in = |path: &Path| {
            path.parent().unwrap_or(Path::new("")) == folder || folder == Path::new(".") && path.parent() == Some(Path::new(""))
        };
        self.sure_names.retain(|path, _| !is_in(path));
        self.sure_names.extend(self.names.iter().filter(|(path, _)| is_in(path)).map(|(path, n)| (path.clone(), *n)));
        for (path, sure) in &mut self.folders {
            *sure |= is_in(path);
        }
    }

    /// Writes what is there after the cut into a folder.
    fn after(&self, luck: Luck, folder: &Path) {
        fs::write(folder.join("a.txt"), TEXT).unwrap();
        let (names, all) = if luck == Luck::None { (&self.sure_names, false) } else { (&self.names, true) };
        for (path, sure) in &self.folders {
            if *sure || all {
                fs::create_dir_all(folder.join(path)).unwrap();
            }
        }
        for (path, n) in names {
            let Content { now, sure } = &self.contents[*n];
            let half = usize::midpoint(now.len(), sure.len());
            let bytes = match luck {
                Luck::All => now.as_slice(),
                Luck::NamesAndHalf if now.starts_with(sure) => &now[..half],
                _ => sure,
            };
            let target = folder.join(path);
            if target.parent().is_some_and(Path::is_dir) {
                fs::write(target, bytes).unwrap();
            }
        }
    }
}

#[test]
#[ignore = "takes long: `.ci/run` runs it, as `cargo test --test it -- --ignored` does"]
fn a_power_cut_at_any_operation_loses_nothing_that_was_called_saved() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    let aside = tempfile::tempdir().unwrap();
    let trace = aside.path().join("trace");
    let mut models = vec![Model::default()];
    // How many operations were done when the screen said saved.
    let mut acknowledged = vec![0];
    let lines = || fs::read_to_string(&trace).unwrap_or_default().lines().count();
    for sitting in 0..2 {
        let mut pty = Start::new(folder.path(), &["a.txt"]).size(120, 12).env("HASHIYA_TRACE", &trace).begin();
        pty.wait_for("ACTOR");
        for choice in [7, 7, 0, 2, 7, 1, 3, 4] {
            let mut model = models.last().unwrap().clone();
            press(&pty, model.change(choice), &model);
            pty.wait_until("saved", |screen| model.is_on(screen) && is_saved(screen));
            acknowledged.push(lines());
            models.push(model);
            if choice % 2 == 0 {
                pty.keys("ctrl-s");
            }
        }
        if sitting == 0 {
            pty.keys("Q");
            assert_eq!(pty.end(), 0);
        }
    }
    let trace = fs::read_to_string(&trace).unwrap();
    let operations: Vec<&str> = trace.lines().collect();
    assert!(operations.len() > 60 && operations.iter().any(|line| line.starts_with("rename")), "{}", operations.len());
    let mut disk = Disk::default();
    for (done, line) in operations.iter().enumerate() {
        disk.perform(line);
        let sure = acknowledged.iter().rposition(|lines| *lines <= done + 1).unwrap();
        for luck in [Luck::All, Luck::None, Luck::NamesOnly, Luck::NamesAndHalf] {
            let after = tempfile::tempdir().unwrap();
            disk.after(luck, after.path());
            let left = tags(after.path());
            let possible = models[sure..].iter().any(|model| model.tags == left);
            assert!(
                possible,
                "LOST after operation {}, {line:.60}, {luck:?}: {left:?} is left, {:?} was saved",
                done + 1,
                models[sure].tags
            );
        }
    }
}
