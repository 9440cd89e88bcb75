//! Asking git, without letting what is in a folder run a program.
//!
//! A folder that came from elsewhere may bring a `.git` of its own, whose configuration names programs: to verify
//! signatures, to fetch what is missing, to show differences, to watch files. So git is asked only by commands that
//! read objects or write one setting, and with all of that off. `-c` is stronger than the configuration of a repository;
//! where a narrower setting of it would be stronger still (`protocol.ext.allow`), the environment is.

use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Settings that hold whatever the configuration says.
const SETTINGS: &[&str] = &[
    "log.showSignature=false",
    "protocol.allow=never",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.sshCommand=false",
    "credential.helper=",
];

/// The environment that it is asked in: no transport at all, nothing fetched on the way, nothing written by reading.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_TERMINAL_PROMPT", "0"),
];

/// The commits in which a file of a folder changed, the newest first; none if git does not know it.
pub(super) fn commits(folder: &Path, name: &str, most: usize) -> Vec<String> {
    let most = format!("--max-count={most}");
    let told = read(folder, &["rev-list", &most, "HEAD", "--", &format!(":(literal){name}")]);
    told.and_then(|told| String::from_utf8(told).ok()).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// The bytes that a file of a folder had in a commit.
pub(super) fn contents(folder: &Path, commit: &str, name: &str) -> Option<Vec<u8>> {
    read(folder, &["cat-file", "blob", &format!("{commit}:./{name}")])
}

/// Gives the repository that a folder is in a setting.
///
/// # Errors
/// A git that cannot be run. What it says of the setting is in its output.
pub fn configure(folder: &Path, key: &str, value: &str) -> io::Result<Output> {
    git(folder).args(["config", "--local", key, value]).output()
}

/// What git says, if there is a git and it goes well.
fn read(folder: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let output = git(folder).args(arguments).output().ok()?;
    output.status.success().then_some(output.stdout)
}

fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("--no-pager").arg("-C").arg(folder).stdin(Stdio::null());
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    command.envs(ENVIRONMENT.iter().copied());
    command
}
