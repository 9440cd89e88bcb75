//! What is suggested in the text that somebody has open, found while they read.

use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::job::{Cancel, Job};
use super::predictions::{Predictions, predictions};
use super::texts::Workspace;
use super::viewer::Viewer;
use crate::annotation::registry::NamedRegistry;
use crate::annotation::suggestion::{Suggester, Suggestion};
use crate::annotation::{AnnotationSet, Annotator, Schema};
use crate::text::{Document, TextId};

/// How long what was learned of a folder counts, at least: others hand in work meanwhile.
const FRESH: Duration = Duration::from_mins(1);
/// How many times as long as learning took it counts, at least.
const PATIENCE: u32 = 50;

/// A text in which spans are to be suggested, as it is said of at one moment.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which text.
    pub text: TextId,
    /// The text.
    pub document: Arc<Document>,
    /// What is said of it.
    pub set: Arc<AnnotationSet>,
    /// Counts the changes.
    pub revision: u64,
    /// The bytes of it that are looked at.
    pub range: Range<usize>,
}

/// What was learned of a folder.
struct Learnt {
    suggester: Arc<Suggester>,
    at: Instant,
    took: Duration,
    /// Whether a model was learned too, or is being learned.
    has_model: bool,
}

/// Suggests one text after another: what is asked last counts, what is still being looked for is given up.
#[derive(Clone, Default)]
pub(super) struct Prompter {
    running: Arc<Mutex<Cancel>>,
    learnt: Arc<Mutex<Option<Learnt>>>,
    /// Ends whatever goes on.
    life: Cancel,
}

/// The folder whose work suggests.
pub(super) struct Surroundings<'a> {
    pub(super) texts: Workspace,
    pub(super) viewer: &'a Viewer,
    pub(super) schema: &'a Schema,
    pub(super) registries: &'a [NamedRegistry],
    /// Whose spans are suggested, too.
    pub(super) from: Option<&'a Annotator>,
    /// Where a model is kept.
    pub(super) folder: Option<&'a Path>,
}

impl Prompter {
    /// A flag for the next that is looked for; it ends what is still being looked for.
    pub(super) fn begin(&self) -> Cancel {
        Cancel::instead_of(&self.running)
    }

    /// What is suggested in a stretch of a text; `None` if it was given up.
    pub(super) fn find(&self, wanted: &Wanted, surroundings: &Surroundings<'_>, cancel: &Cancel) -> Option<Vec<Suggestion>> {
        let suggester = self.suggester(surroundings, cancel)?;
        let text = surroundings.texts.texts().get(wanted.text.place());
        let Surroundings { from, viewer, .. } = surroundings;
        // What cannot be read, or may not be seen, is not suggested.
        let theirs = text.zip(*from).and_then(|(text, from)| predictions(text, from, viewer, &wanted.document).ok());
        let theirs = theirs.map(Predictions::into_shown).unwrap_or_default();
        let name = text.map_or("", |text| text.name.as_str());
        let reading = suggester.reading(name, &wanted.document, &wanted.set).with_sidecar(&theirs);
        if wanted.range == (0..wanted.document.len()) {
            return reading.all(|| cancel.is_cancelled());
        }
        (!cancel.is_cancelled()).then(|| reading.suggestions(wanted.range.clone()))
    }

    /// Learns a model of the work there is, once for all that is known of it; whether there is one now.
    pub(super) fn learn(&self, surroundings: &Surroundings<'_>) -> bool {
        let suggester = match locked(&self.learnt).as_mut() {
            Some(known) if !known.has_model => {
                known.has_model = true;
                Arc::clone(&known.suggester)
            }
            _ => return false,
        };
        let Surroundings { texts, viewer, schema, folder, .. } = surroundings;
        let job = Job::new(self.life.clone(), &());
        let Ok(Some(model)) = texts.model(viewer, &suggester, schema, *folder, &job) else { return false };
        let taught = Arc::new(Suggester::clone(&suggester).with_model(Arc::new(model)));
        if let Some(known) = locked(&self.learnt).as_mut().filter(|known| Arc::ptr_eq(&known.suggester, &suggester)) {
            known.suggester = taught;
        }
        true
    }

    /// Ends whatever is being looked for or learned.
    pub(super) fn end(&self) {
        self.begin().cancel();
        self.life.cancel();
    }

    /// What suggests, learned anew where that was long ago.
    fn suggester(&self, surroundings: &Surroundings<'_>, cancel: &Cancel) -> Option<Arc<Suggester>> {
        let mut learnt = locked(&self.learnt);
        if let Some(known) = learnt.as_ref().filter(|known| known.at.elapsed() < FRESH.max(known.took * PATIENCE)) {
            return Some(Arc::clone(&known.suggester));
        }
        let begun = Instant::now();
        let job = Job::new(cancel.clone(), &());
        let suggester =
            surroundings.texts.suggester(surroundings.viewer, surroundings.schema, surroundings.registries, &job).ok()?;
        let suggester = Arc::new(suggester);
        *learnt = Some(Learnt { suggester: Arc::clone(&suggester), at: Instant::now(), took: begun.elapsed(), has_model: false });
        Some(suggester)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
