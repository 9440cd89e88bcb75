//! An advisory lock for one annotator's work on one text, with a word on who holds it.
//!
//! The system lets go of a lock when its process ends, however that comes about, so that a lock of a dead process is
//! free for the taking; what stands in its file is then out of date and replaced.
//!
//! Some network file systems have no locks. There a file is the lock by its name alone: whoever can make it has it. One
//! of a process of this machine that is dead is taken over; of another machine nobody can know, and a person has to remove
//! it. Both kinds are looked for, since one machine may have locks on a share and another none.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek};
use std::path::PathBuf;
use std::time::SystemTime;

use serde::Deserialize;

use super::disk;
use super::place::Place;
use crate::annotation::ron_text::write_string;

/// Times a lock is tried for whose file goes away meanwhile.
const TRIES: usize = 8;

/// A lock that is held; dropping it lets go.
#[derive(Debug)]
pub struct Lock {
    /// Holds the lock as long as it is open.
    file: File,
    path: PathBuf,
}

/// Who holds a lock.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, rename = "")]
pub struct Holder {
    /// The number of the process.
    pub pid: u32,
    /// The name of the machine.
    pub host: String,
    /// Since when, in RFC 3339.
    pub since: String,
    /// The file that is the lock by its name alone, if it is one.
    #[serde(skip)]
    pub mark: Option<PathBuf>,
}

/// What came of asking for a lock.
#[derive(Debug)]
pub enum Locking {
    /// It is held now.
    Taken(Lock),
    /// Another program holds it.
    Held(Holder),
    /// There can be no lock here.
    Impossible(io::Error),
}

impl std::fmt::Display for Holder {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.pid == 0 {
            return out.write_str("another program");
        }
        write!(out, "process {} on {} since {}", self.pid, self.host, self.since)?;
        match &self.mark {
            Some(mark) => write!(out, "; if that one has ended, remove {}", mark.display()),
            None => Ok(()),
        }
    }
}

impl Lock {
    /// Asks for the lock of one annotator on one text.
    pub fn take(place: &Place) -> Locking {
        let path = place.lock();
        for _ in 0..TRIES {
            let opened = disk::make_folder(place.folder()).and_then(|()| disk::open_to_append(&path));
            let mut file = match opened {
                Ok(file) => file,
                // The folder was removed in between.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Locking::Impossible(error),
            };
            match disk::try_lock(&file) {
                Ok(()) if !disk::is_at(&file, &path) => {}
                Ok(()) => {
                    if let Some(holder) = Holder::of_mark(place).filter(Holder::is_alive) {
                        return Locking::Held(holder);
                    }
                    // That the name of the holder cannot be written is no reason to have no lock.
                    let _unnamed = disk::shorten(&file, &path, 0)
                        .and_then(|()| disk::write(&mut file, &path, Holder::this().spell().as_bytes()));
                    return Locking::Taken(Self { file, path });
                }
                Err(TryLockError::WouldBlock) => return Locking::Held(Holder::read(&mut file)),
                Err(TryLockError::Error(_)) => return Self::mark(place, &mut file),
            }
        }
        Locking::Impossible(io::Error::other("the lock is taken and let go all the time"))
    }

    /// Makes the file that is the lock by its name alone, beside the one that cannot be locked.
    fn mark(place: &Place, unlockable: &mut File) -> Locking {
        let holder = Holder::read(unlockable);
        if holder.pid != 0 && holder.is_alive() {
            return Locking::Held(holder);
        }
        let path = place.mark();
        for _ in 0..TRIES {
            let made = disk::make_file(&path, Holder::this().spell().as_bytes());
            match made.and_then(|()| disk::open(&path)) {
                Ok(file) => {
                    let _nobody_has_locked_it = disk::remove(&place.lock());
                    return Locking::Taken(Self { file, path });
                }
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Locking::Impossible(error),
                Err(_) => match Holder::of_mark(place) {
                    Some(holder) if holder.is_alive() => return Locking::Held(holder),
                    // Whoever loses the race for it finds it made anew.
                    _ => drop(disk::remove(&path)),
                },
            }
        }
        Locking::Impossible(io::Error::other("the lock is taken and let go all the time"))
    }
}

/// Whether somebody holds the lock of one annotator on one text just now.
pub fn is_held(place: &Place) -> bool {
    let is_locked = |file: File| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
    disk::open(&place.lock()).is_ok_and(is_locked) || Holder::of_mark(place).is_some_and(|holder| holder.is_alive())
}

impl Lock {
    /// Whether the lock is still under its name, where others look for it.
    pub fn is_there(&self) -> bool {
        disk::is_at(&self.file, &self.path)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // What stands there instead may be somebody else's.
        if !self.is_there() {
            return;
        }
        // Before the lock is let go: whoever has opened the file meanwhile sees that it is no longer at its path.
        let _best_effort = disk::remove(&self.path);
        // A folder with nothing in it is a trace of nothing; one that is not empty stays.
        let _best_effort = self.path.parent().map(disk::remove_folder);
    }
}

impl Holder {
    /// This process.
    fn this() -> Self {
        let since = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
        Self { pid: std::process::id(), host: host(), since, mark: None }
    }

    /// Who holds the lock that is one by its name alone, if there is one.
    fn of_mark(place: &Place) -> Option<Self> {
        let mut file = disk::open(&place.mark()).ok()?;
        Some(Self { mark: Some(place.mark()), ..Self::read(&mut file) })
    }

    /// Whether the process may still be there. That of another machine cannot be asked for.
    fn is_alive(&self) -> bool {
        self.host != host() || is_running(self.pid)
    }

    fn spell(&self) -> String {
        let mut out = format!("(pid: {}, host: ", self.pid);
        write_string(&mut out, &self.host);
        out.push_str(", since: ");
        write_string(&mut out, &self.since);
        out + ")\n"
    }

    fn read(file: &mut File) -> Self {
        let mut text = String::new();
        let read = file.rewind().and_then(|()| file.take(4096).read_to_string(&mut text));
        read.ok().and_then(|_| ron::from_str(&text).ok()).unwrap_or_default()
    }
}

#[cfg(unix)]
fn is_running(pid: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    pid.is_some_and(|pid| test_kill_process(pid) != Err(Errno::SRCH))
}

/// Here every file system has locks.
#[cfg(not(unix))]
fn is_running(_: u32) -> bool {
    true
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Annotator;

    #[test]
    fn a_lock_is_held_by_one_and_says_by_whom() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::of(&folder.path().join("a.txt"), &Annotator::parse("amal").unwrap());
        let Locking::Taken(lock) = Lock::take(&place) else { panic!("the lock is free") };
        let Locking::Held(holder) = Lock::take(&place) else { panic!("the lock is held") };
        assert_eq!((holder.pid, holder.host), (std::process::id(), host()));
        drop(lock);
        assert!(!place.lock().exists());
        // What a dead process left behind is taken over.
        std::fs::create_dir_all(place.folder()).unwrap();
        std::fs::write(place.lock(), "(pid: 1, host: \"x\", since: \"\")").unwrap();
        let Locking::Taken(_lock) = Lock::take(&place) else { panic!("the lock is free") };
        assert!(std::fs::read_to_string(place.lock()).unwrap().contains(&std::process::id().to_string()));
    }
}
