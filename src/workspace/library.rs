//! The texts that one annotator works on: listed, opened and saved, the slow parts in threads of their own.
//!
//! A library keeps the work on every text that is open, with its lock, until it is closed. News of its threads goes to
//! whoever listens; a thread ends when nobody does any more.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::arrival::{Arrival, Ended, Listener, OpenedText, OpenedWork, Told};
use super::drift::{Pick, Turn, Work};
use super::error::JobError;
use super::everywhere::Everywhere;
use super::job::Cancel;
use super::leading::assigned_to;
use super::order::{Ordered, Orderer};
use super::prompter::{Prompter, Surroundings, Wanted};
use super::registry::{RegistryFolder, RegistryJobError};
use super::states::{StateOutcome, States};
use super::texts::Workspace;
use super::viewer::Viewer;
use crate::annotation::propagation::Sought;
use crate::annotation::registry::{NamedRegistry, Used};
use crate::annotation::{
    AnnotationSet, Annotator, CitedPlaces, Edit, Entry, IdentityOrder, IdentityUses, OrderStep, QuotedSpan, RegistryEdit, Schema,
    StateOrder, StoredSpan,
};
use crate::language::matcher::Matcher;
use crate::storage::corpus::{self, TextFile};
use crate::storage::glance::{Glance, glance};
use crate::storage::leftovers::sweep;
use crate::storage::peer::reviews;
use crate::storage::record::{Incident, MergeReport, OpenRecord, Opening, RecordFile, SetAside, Settlement};
use crate::storage::registry::{RegistryChange, RegistryFile, RegistryKept};
use crate::storage::sidecar::{Discrepancy, Hash};
use crate::storage::store::Stamp;
use crate::storage::{StorageError, sidecar_path, source, store};
use crate::text::{Document, Encoding, TextId};

/// At how many texts is glanced before their glances are told.
const GLANCES: usize = 256;

/// What every thread of the library knows.
#[derive(Clone)]
struct Holdings {
    annotator: Annotator,
    schema: Arc<Schema>,
    encoding: Option<Encoding>,
    /// Whose spans are suggested, too.
    suggest_from: Option<Annotator>,
    texts: Arc<Mutex<Arc<[TextFile]>>>,
    /// The folder whose registries were read.
    folder: Arc<Mutex<Option<PathBuf>>>,
    /// The registries of the folder, by the names that the schema has for them.
    registries: Arc<Mutex<HashMap<String, RegistryFile>>>,
    /// What is kept of the texts that are open.
    kept: Arc<Mutex<HashMap<TextId, RecordFile>>>,
    listener: Listener,
}

/// The texts of a folder, or those that were named.
pub struct Library {
    holdings: Holdings,
    /// The text whose head is shown and whose rest is not being read yet.
    unread: Mutex<Option<(TextId, PathBuf)>>,
    /// Ends what is being looked for in all texts.
    inquiry: Mutex<Cancel>,
    /// Ends the order that is done.
    ordering: Mutex<Cancel>,
    prompter: Prompter,
}

/// What came of keeping changes.
#[derive(Debug)]
pub struct Appended {
    /// Whether they are in the journal.
    pub kept: Result<(), KeepError>,
    /// Whether the text was changed or removed on disk since it was opened.
    pub is_outdated: bool,
}

/// What came of writing a sidecar.
#[derive(Debug)]
pub enum Written {
    /// The sidecar says what the set says.
    Whole,
    /// Somebody else has written the sidecar: this edit brings the set to what both say; then it is to be written again.
    Joined(Box<Edit>, MergeReport),
}

/// A text that was opened again after its sidecar was to be written anew.
#[derive(Debug)]
pub struct Reopened {
    /// Whether it was written.
    pub written: Result<(), JobError>,
    /// The text.
    pub opened: Result<OpenedText, JobError>,
}

/// What came of an order about identities, and the text that was opened again after it.
#[derive(Debug)]
pub struct Identified {
    /// The uses that followed.
    pub found: Result<IdentityUses, RegistryJobError>,
    /// The text.
    pub opened: Result<OpenedText, JobError>,
}

/// Why changes are not where they should be.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// The text is not open.
    #[error("the text is not open")]
    NotOpen,
    /// The journal cannot be written: the changes are nowhere yet.
    #[error("{}", with_hint(.0))]
    NotKept(StorageError),
    /// The sidecar cannot be written: the changes are in the journal.
    #[error("{}", with_hint(.0))]
    NotWritten(StorageError),
    /// What somebody else wrote cannot be merged; ours is beside it.
    #[error(transparent)]
    SetAside(SetAside),
    /// The text is no longer the one that was opened.
    #[error("the text was changed or removed on disk since it was opened")]
    Outdated,
}

/// What went wrong, and what to do about it where that is known.
fn with_hint(error: &StorageError) -> String {
    error.hint().map_or_else(|| error.to_string(), |hint| format!("{error}; {hint}"))
}

impl Library {
    /// A library of one annotator, whose news go to `listener`.
    pub fn new(annotator: Annotator, schema: Arc<Schema>, encoding: Option<Encoding>, listener: Listener) -> Self {
        let holdings = Holdings {
            annotator,
            schema,
            encoding,
            suggest_from: None,
            texts: Arc::new(Mutex::new(Arc::from([]))),
            folder: Arc::default(),
            registries: Arc::default(),
            kept: Arc::default(),
            listener,
        };
        Self {
            holdings,
            unread: Mutex::default(),
            inquiry: Mutex::default(),
            ordering: Mutex::default(),
            prompter: Prompter::default(),
        }
    }

    /// The same, which suggests the spans of somebody's sidecars, too, where the annotator may see them.
    #[must_use]
    pub fn suggesting_from(mut self, from: Option<Annotator>) -> Self {
        self.holdings.suggest_from = from;
        self
    }

    /// Takes these files as its texts, and returns them as they are listed; what is beside them is looked for in the
    /// background.
    pub fn take_files(&self, paths: Vec<PathBuf>) -> Arc<[TextFile]> {
        let bare = |path: PathBuf| TextFile {
            name: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            sidecars: Vec::new(),
            reviews: Vec::new(),
            copies: Vec::new(),
            path,
        };
        let texts: Arc<[TextFile]> = paths.into_iter().map(bare).collect();
        *locked(&self.holdings.texts) = Arc::clone(&texts);
        let holdings = self.holdings.clone();
        let named = Arc::clone(&texts);
        std::thread::spawn(move || {
            let find = |text: &TextFile| corpus::find(&text.path).unwrap_or_else(|_| text.clone());
            let found: Vec<TextFile> = named.iter().map(find).collect();
            // A list of one text is never shown: its sidecar is read once, to be opened, and not again for the list.
            match found.as_slice() {
                [_] => sweep_folders(&found),
                _ => holdings.list(&found.into(), None),
            }
        });
        texts
    }

    /// Lists a folder in the background, then reads what its sidecars amount to.
    pub fn take_folder(&self, folder: PathBuf) {
        let holdings = self.holdings.clone();
        std::thread::spawn(move || {
            let listing = match corpus::list(&folder) {
                Ok(listing) => listing,
                Err(error) => {
                    (holdings.listener)(Arrival::NotListed(error));
                    return;
                }
            };
            let texts: Arc<[TextFile]> = listing.texts.into();
            *locked(&holdings.texts) = Arc::clone(&texts);
            let left_out = listing.links_out.into_iter().map(StorageError::LeadsOut);
            if let Some(error) = listing.faults.into_iter().chain(left_out).next() {
                (holdings.listener)(Arrival::NotLookedAt(error));
            }
            let mut strays = listing.strays;
            strays.extend(texts.iter().flat_map(|text| text.copies.iter().cloned()));
            if !strays.is_empty() {
                (holdings.listener)(Arrival::Strays(strays));
            }
            if !listing.documents.is_empty() {
                (holdings.listener)(Arrival::Documents(listing.documents));
            }
            holdings.list(&texts, Some(&folder));
        });
    }

    /// Reads the registries of a folder in the background.
    pub fn take_registries(&self, folder: PathBuf) {
        let holdings = self.holdings.clone();
        *locked(&holdings.folder) = Some(folder.clone());
        std::thread::spawn(move || holdings.read_registries(&folder));
    }

    /// Keeps changes of a registry in its journal; its file is written in the background. What another program has written
    /// to it is merged.
    ///
    /// # Errors
    /// A registry that was not read, that somebody else is changing, or that cannot be written.
    pub fn save_registry(&self, name: &str, edit: RegistryEdit) -> Result<RegistryKept, JobError> {
        let mut all = locked(&self.holdings.registries);
        let file = all.get_mut(name).ok_or_else(|| JobError::NoRegistry(name.to_owned()))?;
        let by = self.holdings.annotator.to_string();
        let kept = file.change(RegistryChange { edit, by, command: "identity".to_owned(), uses: Vec::new() })?;
        drop(all);
        let holdings = self.holdings.clone();
        std::thread::spawn(move || holdings.settle_registries());
        Ok(kept)
    }

    /// Sees in the background which uses of identities would follow an order.
    pub fn look_at_identities(&self, order: IdentityOrder) {
        let holdings = self.holdings.clone();
        std::thread::spawn(move || {
            let found = holdings.identify(&order);
            (holdings.listener)(Arrival::Identified(order, found));
        });
    }

    /// Does what is ordered of identities, with all uses following, and opens text `n` again, which may have some.
    pub fn change_identities(&self, n: TextId, order: &IdentityOrder) -> Identified {
        self.close(n);
        let found = self.holdings.identify(order);
        if found.is_ok() {
            let holdings = self.holdings.clone();
            std::thread::spawn(move || holdings.read_identities());
        }
        Identified { found, opened: self.open(n) }
    }

    /// Finds out in the background where the spans of text `n` belong now, since git may have to be asked for many
    /// versions.
    pub fn find_whereabouts(&self, n: TextId) {
        let work = self.work(n);
        let listener = Arc::clone(&self.holdings.listener);
        std::thread::spawn(move || {
            let drifted = work.and_then(|work| work.drifted()).map(Box::new);
            listener(Arrival::Drifted(n, drifted));
        });
    }

    /// Reads in the background which spans the annotator has in text `n`, with their words.
    pub fn quote(&self, n: TextId) {
        let (holdings, path) = (self.holdings.clone(), self.path(n));
        std::thread::spawn(move || {
            let quoted = path.and_then(|path| Ok(quoted(&path, &holdings.annotator, holdings.encoding)?));
            (holdings.listener)(Arrival::Quoted(n, quoted));
        });
    }

    /// Cites in the background places of texts, with what is known of the texts as far as the annotator may see it.
    pub fn cite(&self, all: Vec<CitedPlaces>) {
        let holdings = self.holdings.clone();
        std::thread::spawn(move || {
            let viewer = Viewer::new(holdings.annotator.clone(), &holdings.schema);
            let texts = Workspace::listed(locked(&holdings.texts).to_vec(), holdings.encoding);
            (holdings.listener)(Arrival::Cited(texts.cite(&all, &viewer, &holdings.schema)));
        });
    }

    /// Looks in the background for words in all texts; what was being looked for before is given up.
    pub fn inquire(&self, number: u64, words: Matcher) {
        self.look(number, move |everywhere| everywhere.inquire(number, &words));
    }

    /// Looks in the background for the places of all texts but one where a name is met; what was being looked for before is
    /// given up.
    pub fn meet(&self, number: u64, sought: Sought, except: TextId) {
        self.look(number, move |everywhere| everywhere.meet(number, &sought, except));
    }

    /// Lists in the background the annotator's spans of all texts; what was being looked for before is given up.
    pub fn spans(&self, number: u64) {
        self.look(number, move |everywhere| everywhere.spans(number));
    }

    /// Looks in all texts in the background, and tells how that ended.
    fn look(&self, number: u64, find: impl FnOnce(&Everywhere<'_>) -> Result<Ended, JobError> + Send + 'static) {
        let cancel = Cancel::instead_of(&self.inquiry);
        let holdings = self.holdings.clone();
        std::thread::spawn(move || {
            let how = holdings.everywhere(&cancel, find);
            (holdings.listener)(Arrival::Ended { number, how });
        });
    }

    /// Performs a step of an order in the background: each text by itself, as if it were opened and closed again. A text
    /// that is open is left.
    pub fn order(&self, step: OrderStep) {
        let cancel = Cancel::instead_of(&self.ordering);
        let holdings = self.holdings.clone();
        std::thread::spawn(move || {
            let ordered = holdings.everywhere(&cancel, |everywhere| everywhere.order(&step));
            holdings.summarise(&ordered);
            (holdings.listener)(Arrival::Ordered(ordered));
        });
    }

    /// Ends the order that is done, between two texts.
    pub fn stop_order(&self) {
        locked(&self.ordering).cancel();
    }

    /// Gives up what is being looked for.
    pub fn stop_inquiry(&self) {
        locked(&self.inquiry).cancel();
    }

    /// Glances in the background at texts; what cannot be read shows nothing.
    pub fn glance(&self, texts: Vec<TextId>) {
        let holdings = self.holdings.clone();
        std::thread::spawn(move || {
            for some in texts.chunks(GLANCES) {
                let glances = some.iter().filter_map(|n| Some((*n, holdings.glance(*n)?))).collect();
                if !(holdings.listener)(Arrival::Glanced(glances)) {
                    return;
                }
            }
        });
    }

    /// Looks in the background for spans to suggest in a text; what was looked for before is given up.
    pub fn suggest(&self, wanted: Wanted) {
        let (holdings, prompter, cancel) = (self.holdings.clone(), self.prompter.clone(), self.prompter.begin());
        std::thread::spawn(move || {
            let viewer = Viewer::new(holdings.annotator.clone(), &holdings.schema);
            let texts = Workspace::listed(locked(&holdings.texts).to_vec(), holdings.encoding);
            let registries = holdings.named_registries();
            let folder = locked(&holdings.folder).clone();
            let surroundings = Surroundings {
                texts,
                viewer: &viewer,
                schema: &holdings.schema,
                registries: &registries,
                from: holdings.suggest_from.as_ref(),
                folder: folder.as_deref(),
            };
            let tell = || {
                let found = prompter.find(&wanted, &surroundings, &cancel);
                found.is_some_and(|found| (holdings.listener)(Arrival::Suggested(Box::new(wanted.clone()), found)))
            };
            if tell() && prompter.learn(&surroundings) {
                tell();
            }
        });
    }

    /// Looks in the background at the states of texts, sets them, or takes that back: each text by itself, as if it were
    /// opened and closed again.
    pub fn states(&self, order: StateOrder) {
        let holdings = self.holdings.clone();
        std::thread::spawn(move || {
            let paths: Vec<Option<PathBuf>> = {
                let texts = locked(&holdings.texts);
                order.texts.iter().map(|n| texts.get(n.place()).map(|text| text.path.clone())).collect()
            };
            let Holdings { annotator, schema, encoding, .. } = &holdings;
            let states = States { annotator, schema, encoding: *encoding };
            let outcome = |(text, path): (&TextId, Option<PathBuf>)| {
                let path = path.ok_or(JobError::NoSuchText);
                let state = path.map_err(Into::into).and_then(|path| states.perform(order.step, &order.state, &path));
                StateOutcome { text: *text, state }
            };
            let outcomes = order.texts.iter().zip(paths).map(outcome).collect();
            (holdings.listener)(Arrival::States(order, outcomes));
        });
    }

    /// Writes the reanchored sidecar of text `n` with what was picked for its orphans, and opens the text again.
    ///
    /// # Errors
    /// No such text.
    pub fn reanchor(&self, n: TextId, picks: &[(String, Pick)], basis: &str) -> Result<Reopened, JobError> {
        self.rewrite(n, |work| work.reanchor(picks, basis))
    }

    /// Brings the sidecar of text `n` back as it was before it was reanchored, or forth again, and opens the text again.
    ///
    /// # Errors
    /// No such text.
    pub fn turn_back(&self, n: TextId) -> Result<Reopened, JobError> {
        self.rewrite(n, Work::turn_back)
    }

    /// Closes a text while its sidecar is written anew, then opens it again, whatever came of that.
    fn rewrite(&self, n: TextId, write: impl FnOnce(&Work) -> Result<(), JobError>) -> Result<Reopened, JobError> {
        let work = self.work(n)?;
        self.close(n);
        let written = write(&work);
        Ok(Reopened { written, opened: self.open(n) })
    }

    fn work(&self, n: TextId) -> Result<Work, JobError> {
        let Holdings { annotator, schema, encoding, .. } = self.holdings.clone();
        Ok(Work { text: self.path(n)?, annotator, schema, encoding })
    }

    fn path(&self, n: TextId) -> Result<PathBuf, JobError> {
        locked(&self.holdings.texts).get(n.place()).map(|text| text.path.clone()).ok_or(JobError::NoSuchText)
    }

    /// Opens text `n`: whole if it is short, else its head; [`Library::read_on`] reads the rest.
    ///
    /// A long text of which the head does not tell the encoding is read whole at once.
    ///
    /// # Errors
    /// A text that cannot be read. Whatever else forbids changes is a reason to open it read-only.
    pub fn open(&self, n: TextId) -> Result<OpenedText, JobError> {
        let path = self.path(n)?;
        let head = source::read_head(&path, source::HEAD)?.filter(|_| self.holdings.encoding.is_none());
        let Some(head) = head else { return self.holdings.open_whole(n, &path, Hash::Compared) };
        *locked(&self.unread) = Some((n, path));
        Ok(OpenedText { document: Arc::new(head), warnings: Vec::new(), work: None })
    }

    /// Reads the rest of the text whose head is shown, in the background, then compares its hash. Until the head is
    /// on screen this would only be in its way.
    pub fn read_on(&self) {
        let Some((n, path)) = locked(&self.unread).take() else { return };
        let holdings = self.holdings.clone();
        std::thread::spawn(move || {
            let opened = holdings.open_whole(n, &path, Hash::Skipped);
            let read = opened.as_ref().ok().map(|opened| Arc::clone(&opened.document));
            (holdings.listener)(Arrival::Rest(n, opened.map(Box::new)));
            let known = locked(&holdings.kept).get(&n).and_then(RecordFile::annotated).map(str::to_owned);
            let found = read.as_ref().and_then(|document| document.sha256());
            if let (Some(known), Some(found)) = (known, found)
                && !known.is_empty()
                && !known.eq_ignore_ascii_case(found)
            {
                (holdings.listener)(Arrival::Unfit(n, Discrepancy::SourceChanged));
            }
        });
    }

    /// Keeps changes in the journal of text `n`, and looks whether the text is still the one they speak of. With none,
    /// those that could not be kept are tried again.
    pub fn append(&self, n: TextId, entries: Vec<Entry>, document: &Document) -> Appended {
        let mut all = locked(&self.holdings.kept);
        let Some(kept) = all.get_mut(&n) else { return Appended { kept: Err(KeepError::NotOpen), is_outdated: false } };
        Appended { kept: kept.change(entries, document).map_err(KeepError::NotKept), is_outdated: kept.is_outdated() }
    }

    /// Writes the annotations of text `n` beside it. A sidecar that another program has written meanwhile is merged.
    ///
    /// # Errors
    /// Where the changes are not, and why.
    pub fn save(&self, n: TextId, set: &AnnotationSet, document: &Document) -> Result<Written, KeepError> {
        let mut all = locked(&self.holdings.kept);
        let kept = all.get_mut(&n).ok_or(KeepError::NotOpen)?;
        match kept.settle(set, document) {
            Ok(Settlement::Written) => Ok(Written::Whole),
            Ok(Settlement::Merged(edit, report)) => Ok(Written::Joined(Box::new(edit), report)),
            Ok(Settlement::SetAside(aside)) => Err(KeepError::SetAside(aside)),
            Err(error) if kept.is_waiting() => Err(KeepError::NotKept(error)),
            Err(error) => Err(KeepError::NotWritten(error)),
        }
    }

    /// What other programs did to the lock and the journal of text `n` since this was asked last; none where it is not
    /// open.
    pub fn incidents(&self, n: TextId) -> Vec<Incident> {
        locked(&self.holdings.kept).get_mut(&n).map(RecordFile::take_incidents).unwrap_or_default()
    }

    /// Closes a text: somebody else may have it now.
    pub fn close(&self, n: TextId) {
        locked(&self.holdings.kept).remove(&n);
    }
}

impl Drop for Library {
    /// Closes every text: a thread that lists may outlive the library, and with it the locks. What the files of registries
    /// lack is written.
    fn drop(&mut self) {
        self.stop_inquiry();
        self.stop_order();
        self.prompter.end();
        self.holdings.settle_registries();
        locked(&self.holdings.kept).clear();
    }
}

impl Holdings {
    /// Lists texts, then tells which of them the annotator is to read, as the folder has it, and what the annotator's
    /// sidecar of each amounts to.
    fn list(&self, texts: &Arc<[TextFile]>, folder: Option<&Path>) {
        let mut is_heard = (self.listener)(Arrival::Listed(Arc::clone(texts)));
        is_heard = is_heard
            && match folder.map(|folder| assigned_to(&self.annotator, folder, texts)) {
                None => true,
                Some(Ok(assigned)) if assigned.is_empty() => true,
                Some(Ok(assigned)) => (self.listener)(Arrival::Assigned(assigned)),
                Some(Err(error)) => (self.listener)(Arrival::NotLookedAt(error)),
            };
        let own: Vec<Option<PathBuf>> = texts.iter().map(|text| self.own_sidecar(text)).collect();
        for (n, path) in own.iter().enumerate().filter_map(|(n, path)| Some((n, path.as_ref()?))) {
            if !is_heard {
                return;
            }
            is_heard = (self.listener)(Arrival::Summary(n.into(), corpus::summary_for(path, &self.schema)));
        }
        sweep_folders(texts);
        self.count_identities(&own);
    }

    /// A glance at a text.
    fn glance(&self, n: TextId) -> Option<Glance> {
        let text = locked(&self.texts).get(n.place()).cloned()?;
        Some(glance(&text, &self.annotator, self.encoding).unwrap_or_default())
    }

    /// Does something in all texts.
    fn everywhere<T>(&self, cancel: &Cancel, what: impl FnOnce(&Everywhere<'_>) -> T) -> T {
        let texts = Workspace::listed(locked(&self.texts).to_vec(), self.encoding);
        let orderer = Orderer { annotator: &self.annotator, schema: &self.schema };
        what(&Everywhere { texts: &texts, orderer, cancel, listener: &self.listener })
    }

    /// Tells what the sidecars amount to now in which an order was done, and how often identities are used in them.
    fn summarise(&self, ordered: &Ordered) {
        for outcome in ordered.texts.iter().filter(|outcome| outcome.spans.is_ok()) {
            let Some(path) = locked(&self.texts).get(outcome.text.place()).map(|text| text.path.clone()) else { continue };
            let sidecar = sidecar_path(&path, &self.annotator);
            let summary = corpus::summary_for(&sidecar, &self.schema);
            (self.listener)(Arrival::Summary(outcome.text, summary));
            self.count_uses(outcome.text, &sidecar);
        }
    }

    /// Does what is ordered of identities, or sees what would follow.
    fn identify(&self, order: &IdentityOrder) -> Result<IdentityUses, RegistryJobError> {
        let folder = locked(&self.folder).clone().ok_or_else(|| RegistryJobError::NoRegistry(order.registry.clone()))?;
        RegistryFolder::open(&folder, &self.schema, &self.annotator)?.perform(order)
    }

    /// Reads the registries again, and counts their uses.
    fn read_identities(&self) {
        let Some(folder) = locked(&self.folder).clone() else { return };
        self.read_registries(&folder);
        let texts = locked(&self.texts).clone();
        let own: Vec<Option<PathBuf>> = texts.iter().map(|text| self.own_sidecar(text)).collect();
        self.count_identities(&own);
    }

    /// Reads the registries that the schema names; of one that cannot be read it is told why.
    fn read_registries(&self, folder: &Path) {
        let mut named = Vec::new();
        for (name, path) in self.schema.registry_names().zip(&self.schema.registries) {
            match RegistryFile::open(folder, Path::new(path)) {
                Ok(file) => {
                    named.push(NamedRegistry::new(name, file.registry().clone()));
                    locked(&self.registries).insert(name.to_owned(), file);
                }
                Err(error) => {
                    (self.listener)(Arrival::NotLookedAt(error));
                }
            }
        }
        (self.listener)(Arrival::Registries(named.clone()));
        named.iter().for_each(NamedRegistry::make_ready);
    }

    /// The registries as they are now.
    fn named_registries(&self) -> Vec<NamedRegistry> {
        let all = locked(&self.registries);
        all.iter().map(|(name, file)| NamedRegistry::new(name.as_str(), file.registry().clone())).collect()
    }

    /// Writes the files of registries that lack what their journals have; of one that cannot be written it is told why.
    fn settle_registries(&self) {
        for file in locked(&self.registries).values_mut() {
            if let Err(error) = file.settle() {
                (self.listener)(Arrival::RegistryNotWritten(error));
            }
        }
    }

    /// Tells how often identities are used in the annotator's sidecars. One that cannot be read counts for nothing: the
    /// list says what is wrong with it.
    fn count_identities(&self, own: &[Option<PathBuf>]) {
        if self.schema.registries.is_empty() {
            return;
        }
        for (n, path) in own.iter().enumerate() {
            if path.as_ref().is_some_and(|path| !self.count_uses(n.into(), path)) {
                return;
            }
        }
    }

    /// Tells how often identities are used in a sidecar, if it can be read; whether anybody listens.
    fn count_uses(&self, text: TextId, path: &Path) -> bool {
        let Some(stored) = store::read_sidecar(path).ok().flatten() else { return true };
        let spans = stored.spans.iter().map(|span| (span.tag.as_str(), span.attributes.as_slice()));
        (self.listener)(Arrival::Used(text, Used::of(spans, &self.schema)))
    }

    fn own_sidecar(&self, text: &TextFile) -> Option<PathBuf> {
        text.sidecars.iter().find(|sidecar| sidecar.annotator == self.annotator).map(|sidecar| sidecar.path.clone())
    }

    /// Reads a text and the annotator's sidecar; whatever forbids changes becomes a reason to open it read-only.
    fn open_whole(&self, n: TextId, path: &Path, hash: Hash) -> Result<OpenedText, JobError> {
        let stamp = Stamp::of(path);
        let (document, warnings) = source::read_all(path, self.encoding)?;
        let mut all = locked(&self.kept);
        let opening = Opening {
            source: path,
            stamp,
            document: &document,
            annotator: &self.annotator,
            schema: &self.schema,
            hash,
            earlier: all.remove(&n),
        };
        let OpenRecord { file, set, history, read_only, incidents, is_ahead, rewritten } = opening.open();
        all.insert(n, file);
        drop(all);
        // A review may have come since the folder was listed.
        let (reviews, faults) = corpus::find(path).map(|text| reviews(&text, &self.annotator, &document)).unwrap_or_default();
        let told = incidents.into_iter().map(Told::Incident).chain(faults.into_iter().map(Told::Review)).collect();
        let turn = rewritten.as_deref().and_then(Turn::of);
        let work = OpenedWork { set, history, read_only, told, is_ahead, reviews, turn };
        Ok(OpenedText { document: Arc::new(document), warnings, work: Some(work) })
    }
}

/// The spans of an annotator's sidecar, by the words that it quotes; those of a sidecar that quotes none from the text.
fn quoted(path: &Path, annotator: &Annotator, encoding: Option<Encoding>) -> Result<Vec<QuotedSpan>, StorageError> {
    let Some(stored) = store::read_sidecar(&sidecar_path(path, annotator))? else { return Ok(Vec::new()) };
    let is_whole = stored.spans.iter().all(|span| span.text.is_some());
    let document = if is_whole { None } else { Some(source::read_all(path, encoding)?.0) };
    let words = |start: usize, end: usize| {
        let document = document.as_ref()?;
        let range = document.byte_of_code_point(start)?..document.byte_of_code_point(end)?;
        Some(document.slice(range).to_owned())
    };
    let mut spans = stored.spans;
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let quote = |span: StoredSpan| {
        let words = span.text.or_else(|| words(span.start, span.end)).unwrap_or_default();
        QuotedSpan { id: span.id, tag: span.tag, words }
    };
    Ok(spans.into_iter().map(quote).collect())
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
