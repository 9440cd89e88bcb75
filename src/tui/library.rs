//! The texts behind a session: listed, opened and saved for it, the slow parts in threads of their own.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::event::Incoming;
use super::reanchoring::{Work, reanchored};
use crate::annotation::{AnnotationSet, Annotator, Schema};
use crate::session::corpus::{TextEntry, TextSummary};
use crate::session::{Cause, Changes, Message, Notice, Opened, Snapshot};
use crate::storage::corpus::{self, TextFile};
use crate::storage::keeping::{Keeping, Kept, Outcome};
use crate::storage::peer::reviews;
use crate::storage::sidecar::Finding;
use crate::storage::store::Stamp;
use crate::storage::sweeping::sweep;
use crate::storage::{StorageError, source};
use crate::text::Encoding;

/// What every thread of the library knows.
#[derive(Clone)]
struct Holdings {
    annotator: Annotator,
    schema: Arc<Schema>,
    encoding: Option<Encoding>,
    texts: Arc<Mutex<Vec<TextFile>>>,
    /// What is kept of the texts that are open.
    kept: Arc<Mutex<HashMap<usize, Keeping>>>,
}

/// The texts of a folder, or those that were named.
pub struct Library {
    holdings: Holdings,
    inbox: Sender<Incoming>,
    /// The text whose head is shown and whose rest is not being read yet.
    unread: Mutex<Option<(usize, PathBuf)>>,
}

impl Library {
    /// A library for one annotator; messages of its threads go to `inbox`.
    pub fn new(annotator: Annotator, schema: Arc<Schema>, encoding: Option<Encoding>, inbox: Sender<Incoming>) -> Self {
        let holdings = Holdings { annotator, schema, encoding, texts: Arc::default(), kept: Arc::default() };
        Self { holdings, inbox, unread: Mutex::default() }
    }

    /// Takes these files as its texts; what stands beside them is looked for in the background.
    pub fn take_files(&self, paths: Vec<PathBuf>) -> Message {
        let bare = |path: PathBuf| TextFile {
            name: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            bytes: 0,
            modified: None,
            sidecars: Vec::new(),
            reviews: Vec::new(),
            path,
        };
        let texts: Vec<TextFile> = paths.into_iter().map(bare).collect();
        (*locked(&self.holdings.texts)).clone_from(&texts);
        let message = Message::Listed(self.holdings.entries(&texts));
        let (inbox, holdings) = (self.inbox.clone(), self.holdings.clone());
        std::thread::spawn(move || {
            let found: Vec<TextFile> = texts.into_iter().map(|text| corpus::find(&text.path).unwrap_or(text)).collect();
            sweep_folders(&found);
            // A list of one text is never shown: its sidecar is read once, to be opened, and not again for the list.
            if found.len() != 1 {
                holdings.list(&found, &inbox);
            }
        });
        message
    }

    /// Lists a folder in the background, then reads what its sidecars amount to.
    pub fn take_folder(&self, folder: PathBuf) {
        let (inbox, holdings) = (self.inbox.clone(), self.holdings.clone());
        std::thread::spawn(move || {
            let listing = match corpus::list(&folder) {
                Ok(listing) => listing,
                Err(error) => {
                    let _ = inbox.send(Incoming::Message(Message::NotListed(error.into())));
                    return;
                }
            };
            (*locked(&holdings.texts)).clone_from(&listing.texts);
            if let Some(fault) = listing.faults.first() {
                let _ = inbox.send(Incoming::Message(Message::Faulty(fault.to_string().into())));
            }
            sweep_folders(&listing.texts);
            holdings.list(&listing.texts, &inbox);
        });
    }

    /// The annotator's work on text `n`.
    pub(super) fn work(&self, n: usize) -> Option<Work> {
        let text = locked(&self.holdings.texts).get(n).map(|text| text.path.clone())?;
        let Holdings { annotator, schema, encoding, .. } = self.holdings.clone();
        Some(Work { text, annotator, schema, encoding })
    }

    /// Where messages go.
    pub(super) fn inbox(&self) -> Sender<Incoming> {
        self.inbox.clone()
    }

    /// Opens text `n`: whole if it is short, else its head; [`Library::read_on`] reads the rest.
    ///
    /// A long text of which the head does not tell the encoding is read whole at once.
    pub fn open(&self, n: usize) -> Message {
        let Some(path) = locked(&self.holdings.texts).get(n).map(|text| text.path.clone()) else {
            return Message::NotOpened(n, "there is no such text".into());
        };
        match source::read_head(&path, source::HEAD).map(|head| head.filter(|_| self.holdings.encoding.is_none())) {
            Ok(None) => self.holdings.open_whole(n, &path, true),
            Ok(Some(head)) => {
                *locked(&self.unread) = Some((n, path));
                Message::Opened(Box::new(Opened::whole(n, Arc::new(head), AnnotationSet::new())))
            }
            Err(error) => Message::NotOpened(n, error.into()),
        }
    }

    /// Reads the rest of the text whose head is shown, in the background, then compares its hash. Until the head is
    /// on screen this would only be in its way.
    pub fn read_on(&self) {
        let Some((n, path)) = locked(&self.unread).take() else { return };
        let (holdings, inbox) = (self.holdings.clone(), self.inbox.clone());
        std::thread::spawn(move || {
            let mut message = holdings.open_whole(n, &path, false);
            let mut read = None;
            if let Message::Opened(opened) = &mut message {
                opened.is_rest = true;
                read = Some(Arc::clone(&opened.document));
            }
            let _ = inbox.send(Incoming::Message(message));
            let known = locked(&holdings.kept).get(&n).and_then(Keeping::annotated).map(str::to_owned);
            let found = read.as_ref().and_then(|document| document.sha256());
            if let (Some(known), Some(found)) = (known, found)
                && !known.is_empty()
                && !known.eq_ignore_ascii_case(found)
            {
                let _ = inbox.send(Incoming::Message(Message::ReadOnly(n, Finding::SourceChanged.to_string().into())));
            }
        });
    }

    /// Keeps changes in the journal of a text, and looks whether the text is still the one they speak of.
    pub fn append(&self, changes: Changes) -> Vec<Message> {
        let (n, revision) = (changes.text, changes.revision);
        let mut all = locked(&self.holdings.kept);
        let Some(kept) = all.get_mut(&n) else { return vec![Message::NotSaved(n, "the text is not open".into())] };
        let mut messages = match kept.append(changes.entries, &changes.document) {
            Ok(()) => vec![Message::Saved(n, revision)],
            Err(error) => vec![Message::NotSaved(n, in_words(&error).into())],
        };
        if kept.is_outdated() {
            messages.push(Message::ReadOnly(n, "the text was changed or removed on disk since it was opened".into()));
        }
        messages
    }

    /// Writes the annotations of a text beside it. A sidecar that another program has written meanwhile is merged.
    pub fn save(&self, snapshot: &Snapshot) -> Vec<Message> {
        let (n, revision) = (snapshot.text, snapshot.revision);
        let mut all = locked(&self.holdings.kept);
        let Some(kept) = all.get_mut(&n) else { return vec![Message::NotWritten(n, "the text is not open".into())] };
        match kept.save(&snapshot.set, &snapshot.document) {
            Ok(Outcome::Written) => vec![Message::Saved(n, revision), Message::Written(n, revision)],
            Ok(Outcome::Joined(edit, told)) => vec![Message::Joined(n, Box::new(edit), Notice::Told(told.into()))],
            Ok(Outcome::SetAside(why)) => vec![Message::NotWritten(n, why.into())],
            Err(error) if kept.is_waiting() => vec![Message::NotSaved(n, in_words(&error).into())],
            Err(error) => vec![Message::NotWritten(n, in_words(&error).into())],
        }
    }

    /// Lets go of a text: somebody else may have it now.
    pub fn close(&self, n: usize) {
        locked(&self.holdings.kept).remove(&n);
    }
}

impl Drop for Library {
    /// Lets go of every text: a thread that lists may outlive the library, and with it the locks.
    fn drop(&mut self) {
        locked(&self.holdings.kept).clear();
    }
}

/// What went wrong, and what to do about it where that is known.
fn in_words(error: &StorageError) -> String {
    error.hint().map_or_else(|| error.to_string(), |hint| format!("{error}; {hint}"))
}

impl Holdings {
    fn entry(&self, text: &TextFile) -> TextEntry {
        let others = text.sidecars.iter().filter(|s| s.annotator != self.annotator).count();
        TextEntry { name: text.name.clone(), bytes: text.bytes, others, summary: None }
    }

    fn entries(&self, texts: &[TextFile]) -> Vec<TextEntry> {
        texts.iter().map(|text| self.entry(text)).collect()
    }

    /// Lists texts, then tells what the sidecars of each amount to.
    fn list(&self, texts: &[TextFile], inbox: &Sender<Incoming>) {
        let mut open = inbox.send(Incoming::Message(Message::Listed(self.entries(texts)))).is_ok();
        for (n, text) in texts.iter().enumerate() {
            open = open && inbox.send(Incoming::Message(Message::Summary(n, self.summary(text)))).is_ok();
        }
    }

    /// What the annotator's own sidecar amounts to.
    fn summary(&self, text: &TextFile) -> TextSummary {
        let Some(own) = text.sidecars.iter().find(|s| s.annotator == self.annotator) else { return TextSummary::default() };
        match corpus::summary(&own.path) {
            Ok(found) => TextSummary {
                state: Some(found.state.to_string()),
                counts: self.schema.tags.iter().map(|t| found.counts.get(&t.id).copied().unwrap_or(0)).collect(),
                changed: found
                    .modified
                    .map(|time| humantime::format_rfc3339_seconds(time).to_string().replace('T', " ").chars().take(16).collect()),
                fault: None,
            },
            Err(error) => TextSummary { fault: Some(error.into()), ..TextSummary::default() },
        }
    }

    /// Reads a text and the annotator's sidecar; whatever forbids changes becomes a reason to open it read-only.
    fn open_whole(&self, n: usize, path: &Path, hash: bool) -> Message {
        let stamp = Stamp::of(path);
        let (document, warnings) = match source::read_all(path, self.encoding) {
            Ok(read) => read,
            Err(error) => return Message::NotOpened(n, error.into()),
        };
        let mut all = locked(&self.kept);
        let who = (&self.annotator, &*self.schema);
        let Kept { keeping, set, history, read_only, mut told, is_ahead, rewritten } =
            Keeping::open(path, who, &document, stamp, hash, all.remove(&n));
        all.insert(n, keeping);
        drop(all);
        // A review may have come since the folder was listed.
        let (reviews, faults) = corpus::find(path).map(|text| reviews(&text, &self.annotator, &document)).unwrap_or_default();
        told.extend(faults.iter().map(ToString::to_string));
        let told = told.into_iter().map(|told| Notice::Told(told.into())).collect();
        let read_only = read_only.map(Cause::from);
        let document = Arc::new(document);
        let (is_rest, reanchored) = (false, rewritten.as_deref().and_then(reanchored));
        Message::Opened(Box::new(Opened {
            text: n,
            document,
            set,
            history,
            is_ahead,
            reviews,
            told,
            read_only,
            warnings,
            is_rest,
            reanchored,
        }))
    }
}

/// Removes what a sudden end left behind in the folders of texts.
fn sweep_folders(texts: &[TextFile]) {
    let folders: BTreeSet<&Path> = texts.iter().filter_map(|text| text.path.parent()).collect();
    folders.into_iter().for_each(sweep);
}

/// The lock, also after a thread that held it panicked: what it guards is replaced whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
