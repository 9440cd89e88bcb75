//! Faults on demand, for tests of what a failing disk or a sudden end leaves behind.
//!
//! `HASHIYA_FAULT` is the number of an operation, counted from 1, and what happens at it: `7:ENOSPC`, `7-12:EIO` for
//! several, `7+:EACCES` for all from there on; `7:kill` ends the process before the operation as `kill -9` does,
//! `7:half` ends it after half of the bytes of a write, and at `7:panic` the thread panics. `HASHIYA_TRACE` names a file that every operation is added to
//! once it is done, a line each: its name, its paths and, in hexadecimal digits, its bytes, with tabs in between. With
//! `HASHIYA_NO_LOCKS` no file can be locked.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};

use super::operation::Operation;

/// What is to happen, and at which operations.
struct Plan {
    at: RangeInclusive<u64>,
    what: What,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Fail(Failure),
    Kill,
    Half,
    Panic,
}

#[derive(Clone, Copy, PartialEq)]
enum Failure {
    Full,
    Broken,
    Denied,
    ReadOnly,
}

static PLAN: LazyLock<Option<Plan>> = LazyLock::new(|| Plan::parse(&std::env::var("HASHIYA_FAULT").ok()?));
static TRACE: LazyLock<Option<PathBuf>> = LazyLock::new(|| std::env::var_os("HASHIYA_TRACE").map(PathBuf::from));
static COUNT: AtomicU64 = AtomicU64::new(0);
static WRITING: Mutex<()> = Mutex::new(());

impl Plan {
    fn parse(text: &str) -> Option<Self> {
        let (at, what) = text.split_once(':')?;
        let (first, last) = match (at.strip_suffix('+'), at.split_once('-')) {
            (Some(first), _) => (first.parse().ok()?, u64::MAX),
            (None, Some((first, last))) => (first.parse().ok()?, last.parse().ok()?),
            (None, None) => (at.parse().ok()?, at.parse().ok()?),
        };
        let what = match what {
            "ENOSPC" => What::Fail(Failure::Full),
            "EIO" => What::Fail(Failure::Broken),
            "EACCES" => What::Fail(Failure::Denied),
            "EROFS" => What::Fail(Failure::ReadOnly),
            "kill" => What::Kill,
            "half" => What::Half,
            "panic" => What::Panic,
            _ => return None,
        };
        Some(Self { at: first..=last, what })
    }
}

impl Failure {
    #[cfg(unix)]
    fn error(self) -> io::Error {
        use rustix::io::Errno;
        io::Error::from(match self {
            Self::Full => Errno::NOSPC,
            Self::Broken => Errno::IO,
            Self::Denied => Errno::ACCESS,
            Self::ReadOnly => Errno::ROFS,
        })
    }

    #[cfg(not(unix))]
    fn error(self) -> io::Error {
        io::Error::from(match self {
            Self::Full => io::ErrorKind::StorageFull,
            Self::Broken => io::ErrorKind::Other,
            Self::Denied => io::ErrorKind::PermissionDenied,
            Self::ReadOnly => io::ErrorKind::ReadOnlyFilesystem,
        })
    }
}

/// Counts an operation and lets it fail or be the end of the process, if that is planned.
pub(super) fn before() -> io::Result<()> {
    let count = COUNT.fetch_add(1, Ordering::SeqCst) + 1;
    match PLAN.as_ref().filter(|plan| plan.at.contains(&count)).map(|plan| plan.what) {
        Some(What::Fail(failure)) => Err(failure.error()),
        Some(What::Kill | What::Half) => end(),
        Some(What::Panic) => panic!("a test asked for this fault"),
        None => Ok(()),
    }
}

/// Whether the file system is to have no locks, as some on a network.
pub(super) fn has_no_locks() -> bool {
    std::env::var_os("HASHIYA_NO_LOCKS").is_some()
}

/// The half of the bytes that is still to be written, if the next operation is to end in the middle.
pub(super) fn part(bytes: &[u8]) -> Option<&[u8]> {
    let next = COUNT.load(Ordering::SeqCst) + 1;
    PLAN.as_ref().filter(|plan| plan.what == What::Half && plan.at.contains(&next))?;
    bytes.get(..bytes.len() / 2)
}

/// Ends the process at once, with nothing restored, flushed or dropped.
pub(super) fn end() -> ! {
    #[cfg(unix)]
    let _never = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    std::process::abort()
}

/// Records an operation that was done.
pub(super) fn after(operation: Operation<'_>) {
    let Some(trace) = TRACE.as_ref() else { return };
    let line = match operation {
        Operation::MakeFolder(path) => format!("folder\t{}", path.display()),
        Operation::Create(path) => format!("create\t{}", path.display()),
        Operation::Write(path, bytes) => {
            let digits = bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut digits, byte| {
                let _infallible = write!(digits, "{byte:02x}");
                digits
            });
            format!("write\t{}\t{digits}", path.display())
        }
        Operation::Shorten(path, bytes) => format!("shorten\t{}\t{bytes}", path.display()),
        Operation::Sync(path) => format!("sync\t{}", path.display()),
        Operation::SyncFolder(path) => format!("sync_folder\t{}", path.display()),
        Operation::Rename(from, to) => format!("rename\t{}\t{}", from.display(), to.display()),
        Operation::Keep(from, to) => format!("keep\t{}\t{}", from.display(), to.display()),
        Operation::Remove(path) => format!("remove\t{}", path.display()),
        Operation::Permissions(path) => format!("permissions\t{}", path.display()),
    };
    let _one_at_a_time = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let file = OpenOptions::new().create(true).append(true).open(trace);
    let _best_effort = file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_says_when_and_what() {
        for (text, at, what) in [
            ("7:ENOSPC", 7..=7, What::Fail(Failure::Full)),
            ("7-12:EIO", 7..=12, What::Fail(Failure::Broken)),
            ("3+:EACCES", 3..=u64::MAX, What::Fail(Failure::Denied)),
            ("1:EROFS", 1..=1, What::Fail(Failure::ReadOnly)),
            ("9:kill", 9..=9, What::Kill),
            ("9:half", 9..=9, What::Half),
            ("9:panic", 9..=9, What::Panic),
        ] {
            assert!(Plan::parse(text).is_some_and(|plan| plan.at == at && plan.what == what), "{text}");
        }
        assert!(["", "x:EIO", "7", "7:EWHAT"].iter().all(|text| Plan::parse(text).is_none()));
    }
}
