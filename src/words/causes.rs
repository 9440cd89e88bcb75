//! Why something outside of the session could not be done: known errors in the language of the screen, others as they
//! say it themselves, in English.

use std::borrow::Cow;
use std::path::Path;

use unicode_segmentation::UnicodeSegmentation;

use super::phrase::{Phrase, Said, Section, Value};
use crate::annotation::{EditError, OrderFault};
use crate::session::Cause;
use crate::storage::lock::Holder;
use crate::storage::record::{Incident, NotSet, ReadOnly};
use crate::storage::{Discrepancy, StorageError, Stray, StrayKind};
use crate::workspace::{Ignored, JobError, KeepError, Told};

/// Most letters of a path in a message: half of a narrow screen.
const LONGEST_PATH: usize = 40;

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
    let edit = || cause.find::<EditError>().map(Said::phrase);
    let job = || match cause.find::<JobError>() {
        Some(JobError::Storage(error)) => of_storage(error),
        _ => None,
    };
    edit()
        .or_else(|| cause.find::<StorageError>().and_then(of_storage))
        .or_else(job)
        .or_else(|| cause.find::<KeepError>().and_then(of_keeping))
        .or_else(|| cause.find::<NotSet>().and_then(of_state))
        .or_else(|| cause.find::<OrderFault>().map(of_order))
        .or_else(|| cause.find::<ReadOnly>().and_then(of_read_only))
        .or_else(|| cause.find::<Discrepancy>().and_then(of_discrepancy))
        .or_else(|| cause.find::<Told>().and_then(of_opening))
        .or_else(|| cause.find::<Incident>().and_then(of_incident))
        .or_else(|| cause.find::<Stray>().map(of_stray))
        .or_else(|| cause.find::<Ignored>().map(of_setting))
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
        StorageError::Foreign { path, kind } => {
            let name = path.file_name().map_or(path.as_path(), Path::new);
            let what = vec![
                ("path", of_path(name)),
                ("kind", Value::Choice(kind.word().into())),
                ("command", Value::English(kind.command(name))),
            ];
            return Some(phrase("file-foreign", what));
        }
        StorageError::Utf32(_) => "file-utf32",
        StorageError::Changed(_) => "file-changed",
        StorageError::Full { .. } => "file-full",
        StorageError::LeadsOut(_) => "file-leads-out",
        StorageError::TooDeep(_) => "folder-too-deep",
        StorageError::Link(_) => "file-link",
        StorageError::LongName(path) => {
            // From left to right whatever it begins with: its end says which file it is, and has to stay at the end.
            let name = Value::English(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
            return Some(phrase("name-too-long", vec![("name", name)]));
        }
        StorageError::OtherAnnotator { path, inside, named } => {
            let whose = vec![("path", of_path(path)), ("inside", text(inside)), ("named", text(named))];
            return Some(phrase("other-annotator", whose));
        }
        _ => return None,
    };
    Some(phrase(id, vec![("path", of_path(error.path()))]))
}

/// The message of why changes could not be kept.
fn of_keeping(error: &KeepError) -> Option<Phrase<'_>> {
    match error {
        KeepError::NotOpen => Some(phrase("text-not-open", Vec::new())),
        KeepError::Outdated => Some(phrase("text-outdated", Vec::new())),
        KeepError::NotKept(error @ StorageError::Full { .. }) | KeepError::NotWritten(error @ StorageError::Full { .. }) => {
            of_storage(error)
        }
        _ => None,
    }
}

/// The message of why a text may not be changed.
fn of_read_only(why: &ReadOnly) -> Option<Phrase<'_>> {
    match why {
        ReadOnly::Folder(path) => Some(phrase("folder-not-writable", vec![("path", of_path(path))])),
        ReadOnly::Held { annotator, holder } => {
            Some(phrase("held", vec![("annotator", annotator.into()), ("holder", Value::Phrase(of_holder(holder)))]))
        }
        ReadOnly::NoLock(why) => Some(phrase("no-lock", vec![("why", Value::English(why.to_string()))])),
        ReadOnly::Discrepancy(discrepancy) => of_discrepancy(discrepancy),
        ReadOnly::Edit(error) => Some(error.phrase()),
        ReadOnly::Storage(error) => of_storage(error),
        ReadOnly::Journal(_) | ReadOnly::Merge(_) => None,
    }
}

/// The message of why the state of a text is not set.
fn of_state(why: &NotSet) -> Option<Phrase<'_>> {
    match why {
        NotSet::NotBegun => Some(phrase("state-not-begun", Vec::new())),
        NotSet::Already(state) => Some(phrase("state-already", vec![("state", state.into())])),
        NotSet::ChangedSince => Some(phrase("state-changed-since", Vec::new())),
        NotSet::Record(_) => None,
    }
}

/// The message of why an order is not done in a text.
fn of_order(why: &OrderFault) -> Phrase<'_> {
    match why {
        OrderFault::Changed => phrase("state-changed-since", Vec::new()),
        OrderFault::HandedIn(state) => phrase("state-already", vec![("state", state.into())]),
        OrderFault::NoAttribute { tag, name } => phrase("order-no-attribute", vec![("tag", tag.into()), ("name", name.into())]),
        OrderFault::Edit(error) => error.phrase(),
    }
}

fn of_discrepancy(discrepancy: &Discrepancy) -> Option<Phrase<'_>> {
    (*discrepancy == Discrepancy::SourceChanged).then(|| phrase("text-changed", Vec::new()))
}

/// The message of who has a text open.
fn of_holder(holder: &Holder) -> Phrase<'_> {
    if holder.pid == 0 {
        return phrase("holder-unknown", Vec::new());
    }
    let process = Value::Text(holder.pid.to_string().into());
    let who = vec![("process", process), ("host", text(&holder.host)), ("since", text(&holder.since))];
    match &holder.mark {
        Some(mark) => phrase("holder-marked", who.into_iter().chain([("path", of_path(mark))]).collect()),
        None => phrase("holder", who),
    }
}

/// The message of what there is to tell of a text that was opened.
fn of_opening(told: &Told) -> Option<Phrase<'_>> {
    match told {
        Told::Incident(incident) => of_incident(incident),
        Told::Review(error) => of_storage(error),
    }
}

/// The message of what other programs did to the files of a text.
fn of_incident(incident: &Incident) -> Option<Phrase<'_>> {
    match incident {
        Incident::JournalRestored => Some(phrase("journal-restored", Vec::new())),
        Incident::JournalShared => Some(phrase("journal-shared", Vec::new())),
        Incident::LockRestored => Some(phrase("lock-restored", Vec::new())),
        Incident::LockLost(holder) => Some(phrase("lock-lost", vec![("holder", Value::Phrase(of_holder(holder)))])),
        Incident::Recovered(changes) => Some(phrase("recovered", vec![("changes", changes.into())])),
        Incident::EndsEarly { .. } | Incident::Merged { .. } => None,
    }
}

/// The message of a file that looks like a sidecar and counts for nothing.
fn of_stray(stray: &Stray) -> Phrase<'_> {
    let path = ("path", of_path(&stray.path));
    match &stray.why {
        StrayKind::NoText => phrase("stray-no-text", vec![path]),
        StrayKind::NoAnnotator => phrase("stray-no-annotator", vec![path]),
        StrayKind::Copy => phrase("stray-copy", vec![path]),
        StrayKind::ConflictCopy { of, named } => {
            phrase("stray-conflict-copy", vec![path, ("of", of.into()), ("named", named.into())])
        }
    }
}

/// The message of a setting that is not for a folder to set.
fn of_setting(ignored: &Ignored) -> Phrase<'_> {
    let place = Value::Text(ignored.place.to_string().into());
    phrase("setting-ignored", vec![("place", place), ("field", text(ignored.field))])
}

fn text(text: &str) -> Value<'_> {
    Value::Text(text.into())
}

fn of_path(path: &Path) -> Value<'_> {
    Value::Text(shortened(path.to_string_lossy()))
}

/// A path that leaves room for what is said of it: a long one without its middle, since its end says which file it is.
fn shortened(path: Cow<'_, str>) -> Cow<'_, str> {
    let letters: Vec<&str> = path.graphemes(true).collect();
    if letters.len() <= LONGEST_PATH {
        return path;
    }
    let head = letters.iter().take(LONGEST_PATH / 3);
    let rest = letters.iter().skip(letters.len() - (LONGEST_PATH - LONGEST_PATH / 3 - 1));
    head.chain(&["\u{2026}"]).chain(rest).copied().collect::<String>().into()
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
    ("state-not-begun", &[]),
    ("state-already", &["state"]),
    ("state-changed-since", &[]),
    ("order-no-attribute", &["tag", "name"]),
    ("file-missing", &["path"]),
    ("file-is-folder", &["path"]),
    ("file-not-folder", &["path"]),
    ("file-not-ordinary", &["path"]),
    ("file-denied", &["path"]),
    ("file-binary", &["path"]),
    ("file-foreign", &["path", "kind", "command"]),
    ("file-utf32", &["path"]),
    ("file-changed", &["path"]),
    ("file-full", &["path"]),
    ("file-leads-out", &["path"]),
    ("folder-too-deep", &["path"]),
    ("file-link", &["path"]),
    ("name-too-long", &["name"]),
    ("other-annotator", &["path", "inside", "named"]),
    ("folder-not-writable", &["path"]),
    ("held", &["annotator", "holder"]),
    ("no-lock", &["why"]),
    ("holder", &["process", "host", "since"]),
    ("holder-marked", &["process", "host", "since", "path"]),
    ("holder-unknown", &[]),
    ("journal-restored", &[]),
    ("journal-shared", &[]),
    ("lock-restored", &[]),
    ("lock-lost", &["holder"]),
    ("recovered", &["changes"]),
    ("stray-no-text", &["path"]),
    ("stray-no-annotator", &["path"]),
    ("stray-copy", &["path"]),
    ("stray-conflict-copy", &["path", "of", "named"]),
    ("setting-ignored", &["place", "field"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_loses_its_middle_so_that_its_file_and_the_reason_are_seen() {
        let said = |path: &str| shortened(path.to_owned().into()).into_owned();
        assert_eq!(said("texts/a.txt"), "texts/a.txt");
        let long = said("/home/amal/projects/northern-valley/2031/march/reports/a.txt");
        assert_eq!(long, "/home/amal/pr…y/2031/march/reports/a.txt");
        assert_eq!(long.chars().count(), LONGEST_PATH);
    }
}
