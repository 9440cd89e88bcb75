//! The text as it was when it was annotated: a file that was named, or a version that git keeps.

use std::path::Path;

use super::error::StorageError;
use super::git;
use super::source::read_all;
use crate::text::{Document, Encoding};

/// Most versions looked at.
const VERSIONS: usize = 500;

/// Reads a file as the text with this hash; `None` if it is another text.
///
/// # Errors
/// A file that cannot be read.
pub(super) fn named(path: &Path, sha256: &str, told: Option<Encoding>) -> Result<Option<Document>, StorageError> {
    let (document, _) = read_all(path, told)?;
    Ok(Some(document).filter(|document| is_it(document, sha256)))
}

/// The version with this hash among those that git keeps of a text, if the text is in a repository.
pub(super) fn in_git(path: &Path, sha256: &str, told: Option<Encoding>) -> Option<Document> {
    if sha256.is_empty() {
        return None;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name()?.to_str()?;
    git::commits(folder, name, VERSIONS).iter().find_map(|commit| {
        let (document, _) = Document::read(git::contents(folder, commit, name)?, told);
        is_it(&document, sha256).then_some(document)
    })
}

fn is_it(document: &Document, sha256: &str) -> bool {
    document.sha256().is_some_and(|found| found.eq_ignore_ascii_case(sha256))
}
