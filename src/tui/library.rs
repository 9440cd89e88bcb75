//! The texts behind a session: listed, opened and saved for it, the slow parts in threads of their own.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::event::Incoming;
use crate::annotation::{AnnotationSet, Annotator, Schema};
use crate::session::corpus::{TextEntry, TextSummary};
use crate::session::{Message, Opened, Snapshot};
use crate::storage::corpus::{self, TextFile, sidecar_path};
use crate::storage::sidecar::{self, Finding, Header, Loaded};
use crate::storage::store::Stamp;
use crate::storage::{atomic, source, store};
use crate::text::{Document, Encoding};

/// What every thread of the library knows.
#[derive(Clone)]
struct Holdings {
    annotator: Annotator,
    schema: Arc<Schema>,
    encoding: Option<Encoding>,
    texts: Arc<Mutex<Vec<TextFile>>>,
    /// What is known of the files of opened texts.
    files: Arc<Mutex<HashMap<usize, Files>>>,
}

/// The files of an opened text, as they were when they were read or written last.
#[derive(Default)]
struct Files {
    /// What the sidecar says besides the annotations, if there is one.
    header: Option<Header>,
    sidecar: Stamp,
    source: Stamp,
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
        let holdings = Holdings { annotator, schema, encoding, texts: Arc::default(), files: Arc::default() };
        Self { holdings, inbox, unread: Mutex::default() }
    }

    /// Takes these files as its texts; what stands beside them is looked for in the background.
    pub fn take_files(&self, paths: Vec<PathBuf>) -> Message {
        let bare = |path: PathBuf| TextFile {
            name: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            bytes: 0,
            modified: None,
            sidecars: Vec::new(),
            path,
        };
        let texts: Vec<TextFile> = paths.into_iter().map(bare).collect();
        (*locked(&self.holdings.texts)).clone_from(&texts);
        let message = Message::Listed(self.holdings.entries(&texts));
        let (inbox, holdings) = (self.inbox.clone(), self.holdings.clone());
        std::thread::spawn(move || {
            let found: Vec<TextFile> = texts.into_iter().map(|text| corpus::find(&text.path).unwrap_or(text)).collect();
            holdings.list(&found, &inbox);
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
                    let _ = inbox.send(Incoming::Message(Message::NotListed(error.to_string())));
                    return;
                }
            };
            (*locked(&holdings.texts)).clone_from(&listing.texts);
            if let Some(fault) = listing.faults.first() {
                let _ = inbox.send(Incoming::Message(Message::Faulty(fault.to_string())));
            }
            holdings.list(&listing.texts, &inbox);
        });
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
                let (document, set) = (Arc::new(head), AnnotationSet::new());
                Message::Opened(Box::new(Opened {
                    text: n,
                    document,
                    set,
                    read_only: None,
                    warnings: Vec::new(),
                    is_rest: false,
                }))
            }
            Err(error) => Message::NotOpened(n, error.to_string()),
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
            let known =
                locked(&holdings.files).get(&n).and_then(|f| f.header.as_ref()).map(|header| header.source.sha256.clone());
            let found = read.as_ref().and_then(|document| document.sha256());
            if let (Some(known), Some(found)) = (known, found)
                && !known.is_empty()
                && !known.eq_ignore_ascii_case(found)
            {
                let _ = inbox.send(Incoming::Message(Message::ReadOnly(n, Finding::SourceChanged.to_string())));
            }
        });
    }

    /// Writes the annotations of a text beside it, and looks whether the text is still the one they speak of.
    ///
    /// A sidecar that another program has written meanwhile is not replaced: the annotations go beside it.
    pub fn save(&self, snapshot: &Snapshot) -> Vec<Message> {
        let n = snapshot.text;
        let Some(path) = locked(&self.holdings.texts).get(n).map(|text| text.path.clone()) else {
            return vec![Message::NotSaved(n, "there is no such text".into())];
        };
        let mut all = locked(&self.holdings.files);
        let files = all.entry(n).or_default();
        let header = files.header.get_or_insert_with(|| self.holdings.header(&path, &snapshot.document));
        let text = sidecar::write(&snapshot.set, header, &snapshot.document);
        let place = sidecar_path(&path, &self.holdings.annotator);
        let now = Stamp::of(&place);
        if now.exists() && now != files.sidecar {
            return vec![Message::NotSaved(n, set_aside(&place, &text))];
        }
        if let Err(error) = atomic::write(&place, text.as_bytes()) {
            return vec![Message::NotSaved(n, error.to_string())];
        }
        files.sidecar = Stamp::of(&place);
        let mut messages = vec![Message::Saved(n, snapshot.revision)];
        if Stamp::of(&path) != files.source {
            messages.push(Message::ReadOnly(n, "the text was changed or removed on disk since it was opened".into()));
        }
        messages
    }
}

/// Keeps annotations beside a sidecar that is not ours to replace, and says so.
fn set_aside(sidecar: &Path, text: &str) -> String {
    let aside = store::rescue_path(sidecar);
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let kept = match atomic::write(&aside, text.as_bytes()) {
        Ok(()) => format!("your own are in {}", name(&aside)),
        Err(error) => error.to_string(),
    };
    format!("another program has written {} meanwhile; {kept}", name(sidecar))
}

impl Holdings {
    fn entry(&self, text: &TextFile) -> TextEntry {
        let others = text.sidecars.iter().filter(|s| s.annotator != self.annotator).count();
        TextEntry { name: text.name.clone(), bytes: text.bytes, others, summary: None }
    }

    fn header(&self, path: &Path, document: &Document) -> Header {
        let mut header = Header::of(&path.file_name().unwrap_or_default().to_string_lossy(), document, &self.annotator);
        header.name_schema(&self.schema);
        header
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
            Err(error) => TextSummary { fault: Some(error.to_string()), ..TextSummary::default() },
        }
    }

    /// Reads a text and the annotator's sidecar; whatever forbids changes becomes a reason to open it read-only.
    fn open_whole(&self, n: usize, path: &Path, hash: bool) -> Message {
        let stamp = Stamp::of(path);
        let (document, warnings) = match source::read_all(path, self.encoding) {
            Ok(read) => read,
            Err(error) => return Message::NotOpened(n, error.to_string()),
        };
        let place = sidecar_path(path, &self.annotator);
        locked(&self.files).insert(n, Files { header: None, sidecar: Stamp::of(&place), source: stamp });
        let (set, read_only) = self.annotations(n, path, &document, hash);
        Message::Opened(Box::new(Opened { text: n, document: Arc::new(document), set, read_only, warnings, is_rest: false }))
    }

    fn annotations(&self, n: usize, path: &Path, document: &Document, hash: bool) -> (AnnotationSet, Option<String>) {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let closed =
            || (!store::is_writable(folder)).then(|| format!("{}: nothing can be written in this folder", folder.display()));
        let stored = match store::read_sidecar(&sidecar_path(path, &self.annotator)) {
            Ok(Some(stored)) => stored,
            Ok(None) => return (AnnotationSet::new(), closed()),
            Err(error) => return (AnnotationSet::new(), Some(error.to_string())),
        };
        let loaded: Loaded = stored.resolve(document, hash);
        let read_only = loaded
            .findings
            .iter()
            .find(|f| f.is_unfit() || **f == Finding::SourceChanged)
            .map(ToString::to_string)
            .or_else(closed);
        locked(&self.files).entry(n).or_default().header = Some(loaded.header);
        (loaded.set, read_only)
    }
}

/// The lock, also after a thread that held it panicked: what it guards is replaced whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
