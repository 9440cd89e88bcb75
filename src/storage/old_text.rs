//! The text as it was when it was annotated: a file that was named, or a version that git keeps.

use std::path::Path;
use std::process::{Command, Stdio};

use super::error::StorageError;
use super::source::read_all;
use crate::text::{Document, Encoding};

/// Most versions looked at.
const VERSIONS: &str = "--max-count=500";

/// Reads a file as the text with this hash; `None` if it is another text.
///
/// # Errors
/// A file that cannot be read.
pub fn named(path: &Path, sha256: &str, told: Option<Encoding>) -> Result<Option<Document>, StorageError> {
    let (document, _) = read_all(path, told)?;
    Ok(Some(document).filter(|document| is_it(document, sha256)))
}

/// The version with this hash among those that git keeps of a text, if the text is in a repository.
pub fn in_git(path: &Path, sha256: &str, told: Option<Encoding>) -> Option<Document> {
    if sha256.is_empty() {
        return None;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name()?.to_str()?;
    let log = git(folder, &["log", "--format=%H", VERSIONS, "--", &format!(":(literal){name}")])?;
    let log = String::from_utf8(log).ok()?;
    log.lines().find_map(|commit| {
        let bytes = git(folder, &["show", &format!("{commit}:./{name}")])?;
        let (document, _) = Document::read(bytes, told);
        is_it(&document, sha256).then_some(document)
    })
}

fn is_it(document: &Document, sha256: &str) -> bool {
    document.sha256().is_some_and(|found| found.eq_ignore_ascii_case(sha256))
}

/// What git says, if there is a git and it goes well.
fn git(folder: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let mut command = Command::new("git");
    let output = command.arg("-C").arg(folder).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout)
}
