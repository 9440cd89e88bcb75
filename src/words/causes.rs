//! Why something outside of the session could not be done: known errors in the language of the screen, others as they
//! say it themselves, in English.

use super::phrase::{Phrase, Said, Section, Value};
use crate::annotation::EditError;
use crate::session::Cause;
use crate::storage::{Discrepancy, StorageError};
use crate::workspace::{JobError, KeepError};

impl<'a> From<&'a Cause> for Value<'a> {
    fn from(cause: &'a Cause) -> Self {
        known(cause).map_or_else(|| Self::English(cause.to_string()), Self::Phrase)
    }
}

impl<'a> From<&&'a Cause> for Value<'a> {
    fn from(cause: &&'a Cause) -> Self {
        Self::from(*cause)
    }
}

/// The message of an error whose type is known here.
fn known(cause: &Cause) -> Option<Phrase<'_>> {
    if let Some(error) = cause.find::<EditError>() {
        return Some(error.phrase());
    }
    if let Some(error) = cause.find::<StorageError>() {
        return of_storage(error);
    }
    if let Some(JobError::Storage(error)) = cause.find::<JobError>() {
        return of_storage(error);
    }
    match (cause.find::<KeepError>(), cause.find::<Discrepancy>()) {
        (Some(KeepError::NotOpen), _) => Some(phrase("text-not-open", Vec::new())),
        (Some(KeepError::Outdated), _) => Some(phrase("text-outdated", Vec::new())),
        (
            Some(
                KeepError::NotKept(error @ StorageError::Full { .. }) | KeepError::NotWritten(error @ StorageError::Full { .. }),
            ),
            _,
        ) => of_storage(error),
        (_, Some(Discrepancy::SourceChanged)) => Some(phrase("text-changed", Vec::new())),
        _ => None,
    }
}

/// The message of what is wrong with a file; none where only the system or the file itself can say it.
fn of_storage(error: &StorageError) -> Option<Phrase<'_>> {
    let id = match error {
        StorageError::Missing(_) => "file-missing",
        StorageError::IsFolder(_) => "file-is-folder",
        StorageError::NotFolder(_) => "file-not-folder",
        StorageError::NotFile(_) => "file-not-ordinary",
        StorageError::Denied(_) => "file-denied",
        StorageError::Binary(_) => "file-binary",
        StorageError::Utf32(_) => "file-utf32",
        StorageError::Changed(_) => "file-changed",
        StorageError::Full { .. } => "file-full",
        _ => return None,
    };
    Some(phrase(id, vec![("path", Value::Text(error.path().to_string_lossy()))]))
}

fn phrase<'a>(id: &'static str, arguments: Vec<(&'static str, Value<'a>)>) -> Phrase<'a> {
    Phrase { section: Section::Notices, id: id.into(), arguments }
}

/// The ids and arguments of the messages above.
#[cfg(test)]
pub(super) const MESSAGES: &[(&str, &[&str])] = &[
    ("text-not-open", &[]),
    ("text-outdated", &[]),
    ("text-changed", &[]),
    ("file-missing", &["path"]),
    ("file-is-folder", &["path"]),
    ("file-not-folder", &["path"]),
    ("file-not-ordinary", &["path"]),
    ("file-denied", &["path"]),
    ("file-binary", &["path"]),
    ("file-utf32", &["path"]),
    ("file-changed", &["path"]),
    ("file-full", &["path"]),
];
