//! A text that is open: where the cursor stands in it, what is on screen, what is selected and annotated.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use super::drift::Reanchored;
use super::effect::{Changes, Opened, Snapshot};
use super::ledger::Ledger;
use super::notice::Cause;
use super::saved::Saved;
use super::sheet::Sheet;
use crate::annotation::proposal::Words;
use crate::annotation::{Annotation, AnnotationSet, Entry, Part, Parts, Schema, SpanId, gaps};
use crate::layout::PageSettings;
use crate::review::{Remark, Review};
use crate::text::{Document, TextId, Warning};

/// The open text.
#[derive(Debug)]
pub struct OpenText {
    pub(super) text: TextId,
    pub(super) sheet: Sheet,
    /// The annotations, with every change that was made to them.
    pub(super) ledger: Ledger,
    pub(super) read_only: Option<Cause>,
    /// Whether the last that was done to the annotations was to reanchor them, or to take that back.
    pub(super) reanchored: Option<Reanchored>,
    pub(super) warnings: Vec<Warning>,
    /// The revision that the sidecar has; `None` before it has one of this sitting.
    pub(super) written: Option<u64>,
    /// Why the sidecar could not be written, if so.
    pub(super) behind: Option<Cause>,
    /// The span chosen among those at the cursor, and where the cursor was put then.
    chosen: Option<(SpanId, u64)>,
    /// How much is missing, and the revision in which that was counted.
    counted: Cell<Option<(u64, usize)>>,
    /// The words of its spans, as they are compared.
    pub(super) words: Words,
    /// Spans around those of a reading that is edited: relations may go to them, nothing else is done to them.
    pub(super) surround: Vec<Annotation>,
    /// The annotations with those spans, and the revision in which they were put together.
    around: RefCell<Option<(u64, Arc<AnnotationSet>)>>,
    /// What reviewers have decided.
    pub(super) reviews: Vec<Review>,
    /// What of it is neither followed nor answered.
    pub(super) remarks: Vec<Remark>,
    /// The remark that was gone to.
    pub(super) remark: Option<usize>,
}

impl OpenText {
    /// Opens a text on a screen of `rows` rows, set like this.
    pub(super) fn new(opened: Opened, settings: PageSettings, rows: u16) -> Self {
        let mut open = Self {
            text: opened.text,
            sheet: Sheet::new(opened.document, settings, rows),
            ledger: Ledger::new(Arc::new(opened.set), opened.history),
            read_only: opened.read_only,
            reanchored: opened.reanchored,
            warnings: opened.warnings,
            written: (!opened.is_ahead).then_some(0),
            behind: None,
            chosen: None,
            counted: Cell::new(None),
            words: Words::default(),
            surround: Vec::new(),
            around: RefCell::default(),
            reviews: opened.reviews,
            remarks: Vec::new(),
            remark: None,
        };
        open.look_for_remarks();
        open
    }

    /// Takes the whole text in place of its head: every position stays what it was.
    pub(super) fn complete(&mut self, opened: Opened) {
        self.sheet.complete(opened.document);
        self.ledger.set = Arc::new(opened.set);
        self.counted.set(None);
        self.ledger.history = opened.history;
        self.written = (!opened.is_ahead).then_some(self.ledger.revision);
        (self.read_only, self.reanchored) = (opened.read_only, opened.reanchored);
        self.warnings = opened.warnings;
        self.reviews = opened.reviews;
        self.look_for_remarks();
    }

    /// These changes, to be kept.
    pub(super) fn changes(&self, entries: Vec<Entry>) -> Changes {
        Changes { text: self.text, document: self.sheet.document.clone(), entries, revision: self.ledger.revision }
    }

    /// The annotations as they are now, to be written.
    pub(super) fn snapshot(&self) -> Snapshot {
        let set = self.ledger.set.clone();
        Snapshot { text: self.text, document: self.sheet.document.clone(), set, revision: self.ledger.revision }
    }

    /// Which text of the corpus.
    pub fn text(&self) -> TextId {
        self.text
    }

    /// The text as it is on screen.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The text, or as much of it as is read.
    pub fn document(&self) -> &Document {
        self.sheet.document()
    }

    /// Byte offset of the grapheme under the cursor.
    pub fn cursor(&self) -> usize {
        self.sheet.cursor()
    }

    /// Its annotations.
    pub fn set(&self) -> &AnnotationSet {
        &self.ledger.set
    }

    /// Its annotations with the spans around them.
    pub(super) fn around(&self) -> Arc<AnnotationSet> {
        if self.surround.is_empty() {
            return Arc::clone(&self.ledger.set);
        }
        let mut known = self.around.borrow_mut();
        if let Some((_, around)) = known.as_ref().filter(|(revision, _)| *revision == self.ledger.revision) {
            return Arc::clone(around);
        }
        let annotations = self.set().iter().chain(&self.surround).cloned().collect();
        let relations = self.set().relations().to_vec();
        let around = Arc::new(AnnotationSet::from_parts(Parts { annotations, relations, ..Parts::default() }).0);
        *known = Some((self.ledger.revision, Arc::clone(&around)));
        around
    }

    /// The span of an id, also one around its annotations.
    pub fn found(&self, id: &str) -> Option<&Annotation> {
        self.set().get(id).or_else(|| self.surround.iter().find(|span| span.id == *id))
    }

    /// Why nothing may be changed, if so.
    pub fn read_only(&self) -> Option<&Cause> {
        self.read_only.as_ref()
    }

    /// Whether every change is on the disk, in the journal.
    pub fn saved(&self) -> &Saved {
        &self.ledger.saved
    }

    /// Why the sidecar could not be written, if so.
    pub fn behind(&self) -> Option<&Cause> {
        self.behind.as_ref()
    }

    /// Whether the sidecar says what the annotations say.
    pub fn is_written(&self) -> bool {
        self.written == Some(self.ledger.revision)
    }

    /// How much is missing in the text; counted once after each change.
    pub(super) fn gap_count(&self, schema: &Schema, part: Part) -> usize {
        let known = self.counted.get().filter(|(revision, _)| *revision == self.ledger.revision);
        let count = known.map_or_else(|| gaps(self.set(), schema, part).len(), |(_, count)| count);
        self.counted.set(Some((self.ledger.revision, count)));
        count
    }

    /// The spans at the cursor, the outermost first.
    pub fn stack(&self) -> Vec<&Annotation> {
        self.ledger.set.at(self.cursor())
    }

    /// The span that commands act on: the one chosen at the cursor, else the innermost.
    pub fn current(&self) -> Option<&Annotation> {
        let stack = self.stack();
        let chosen = self.chosen.as_ref().filter(|(_, placement)| *placement == self.sheet.placement);
        let chosen = chosen.and_then(|(id, _)| stack.iter().find(|a| a.id == *id));
        chosen.or(stack.last()).copied()
    }

    /// The id of the span that was chosen last.
    pub(super) fn chosen(&self) -> Option<&SpanId> {
        self.chosen.as_ref().map(|(id, _)| id)
    }

    /// Chooses a span at the cursor, until the cursor is put elsewhere.
    pub(super) fn choose(&mut self, id: SpanId) {
        self.chosen = Some((id, self.sheet.placement));
    }

    /// Chooses none of the spans at the cursor.
    pub(super) fn choose_none(&mut self) {
        self.chosen = None;
    }
}
