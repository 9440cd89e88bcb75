//! What is suggested in the text that somebody has open, found while they read.

use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::job::{Cancel, Job};
use super::texts::Workspace;
use super::viewer::Viewer;
use crate::annotation::registry::NamedRegistry;
use crate::annotation::suggestion::{Suggester, Suggestion};
use crate::annotation::{AnnotationSet, Schema};
use crate::text::{Document, TextId};

/// How long what was learned of a folder counts, at least: others hand in work meanwhile.
const FRESH: Duration = Duration::from_mins(1);
/// How many times as long as learning took it counts, at least.
const PATIENCE: u32 = 50;

/// A text in which spans are to be suggested, as it is said of at one moment.
#[derive(Debug, Clone)]
pub struct Suggesting {
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
}

/// Suggests one text after another: what is asked last counts, what is still being looked for is given up.
#[derive(Clone, Default)]
pub(super) struct Prompter {
    running: Arc<Mutex<Cancel>>,
    learnt: Arc<Mutex<Option<Learnt>>>,
}

/// The folder whose work suggests.
pub(super) struct Surroundings<'a> {
    pub(super) texts: Workspace,
    pub(super) viewer: &'a Viewer,
    pub(super) schema: &'a Schema,
    pub(super) registries: &'a [NamedRegistry],
}

impl Prompter {
    /// A flag for the next that is looked for; it ends what is still being looked for.
    pub(super) fn begin(&self) -> Cancel {
        let cancel = Cancel::default();
        std::mem::replace(&mut *locked(&self.running), cancel.clone()).cancel();
        cancel
    }

    /// What is suggested in a stretch of a text; `None` if it was given up.
    pub(super) fn find(&self, wanted: &Suggesting, folder: &Surroundings<'_>, cancel: &Cancel) -> Option<Vec<Suggestion>> {
        let suggester = self.suggester(folder, cancel)?;
        let name = folder.texts.texts().get(wanted.text.place()).map_or("", |text| text.name.as_str());
        let reading = suggester.reading(name, &wanted.document, &wanted.set);
        if wanted.range == (0..wanted.document.len()) {
            return reading.all(|| cancel.is_cancelled());
        }
        (!cancel.is_cancelled()).then(|| reading.suggestions(wanted.range.clone()))
    }

    /// What suggests, learned anew where that was long ago.
    fn suggester(&self, folder: &Surroundings<'_>, cancel: &Cancel) -> Option<Arc<Suggester>> {
        let mut learnt = locked(&self.learnt);
        if let Some(known) = learnt.as_ref().filter(|known| known.at.elapsed() < FRESH.max(known.took * PATIENCE)) {
            return Some(Arc::clone(&known.suggester));
        }
        let begun = Instant::now();
        let job = Job::new(cancel.clone(), &());
        let suggester = folder.texts.suggester(folder.viewer, folder.schema, folder.registries, &job).ok()?;
        let suggester = Arc::new(suggester);
        *learnt = Some(Learnt { suggester: Arc::clone(&suggester), at: Instant::now(), took: begun.elapsed() });
        Some(suggester)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
