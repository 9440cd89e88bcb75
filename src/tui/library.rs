//! The library behind a session: what the session wishes for becomes calls of the workspace, and what arrives from there
//! becomes messages.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::event::Incoming;
use super::whereabouts::whereabouts;
use crate::annotation::propagation::Sought;
use crate::annotation::{AnnotationSet, Annotator, Citation, CitedPlaces, Schema, SpanId};
use crate::annotation::{IdentityOrder, IdentityStep, OrderStep, StateOrder};
use crate::language::matcher::Matcher;
use crate::session::corpus::{Glance, OtherWork, TextEntry, TextSummary};
use crate::session::drift::{self, Chosen, Reanchored};
use crate::session::states::StateReport;
use crate::session::{
    Cause, Changes, Desk, Excerpt, Finding, Heard, IdentityReport, Looking, Message, Met, Notice, Opened, OrderReport, PeerWork,
    RegistrySnapshot, Said, Snapshot,
};
use crate::storage::corpus::{Summary, TextFile};
use crate::storage::record::{NotDone, NotSet};
use crate::storage::registry::RegistryKept;
use crate::storage::{self, RecordError};
use crate::text::{Encoding, TextId};
use crate::workspace::{
    self, Arrival, CitationError, Cited, Ended, Hit, HitSpan, JobError, KeepError, ListedSpan, Listener, OpenedText, OrderError,
    Ordered, Pick, Reopened, ReviewedText, StateError, StateOutcome, Turn, Wanted, Written,
};

/// What of the sitting decides how arrivals are put.
#[derive(Clone)]
struct Sitting {
    annotator: Annotator,
    schema: Arc<Schema>,
}

/// Whether what was opened is all there is of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// A whole text, or its head.
    First,
    /// The whole of a text whose head was opened before.
    Rest,
}

/// The texts of one annotator.
pub struct Library {
    library: workspace::Library,
    sitting: Sitting,
}

impl Library {
    /// A library for one annotator; messages of its threads go to `inbox`.
    pub fn new(annotator: Annotator, schema: Arc<Schema>, encoding: Option<Encoding>, inbox: Sender<Incoming>) -> Self {
        let listener = listener(annotator.clone(), Arc::clone(&schema), inbox);
        let library = workspace::Library::new(annotator.clone(), Arc::clone(&schema), encoding, listener);
        Self { library, sitting: Sitting { annotator, schema } }
    }

    /// The same, which suggests the spans of somebody's sidecars, too, where the annotator may see them.
    #[must_use]
    pub fn suggesting_from(self, from: Option<Annotator>) -> Self {
        Self { library: self.library.suggesting_from(from), ..self }
    }

    /// Takes these files as its texts; what is beside them is looked for in the background.
    pub fn take_files(&self, paths: Vec<PathBuf>) -> Message {
        self.sitting.listed(&self.library.take_files(paths))
    }

    /// Lists a folder in the background, then reads what its sidecars amount to.
    pub fn take_folder(&self, folder: PathBuf) {
        self.library.take_folder(folder);
    }

    /// Opens text `n`: whole if it is short, else its head; [`Library::read_on`] reads the rest.
    ///
    /// # Errors
    /// A text that cannot be read.
    pub fn try_open(&self, n: TextId) -> Result<Message, JobError> {
        Ok(opened(n, self.library.open(n)?, Extent::First))
    }

    /// Opens text `n`, or says why it cannot be.
    pub fn open(&self, n: TextId) -> Message {
        self.try_open(n).unwrap_or_else(|error| Message::NotOpened(n, cause(error)))
    }

    /// Reads the rest of the text whose head is shown, in the background.
    pub fn read_on(&self) {
        self.library.read_on();
    }

    /// Keeps changes in the journal of a text, and looks whether the text is still the one they speak of.
    pub fn append(&self, changes: Changes) -> Vec<Message> {
        let Changes { text: n, document, entries, revision } = changes;
        let appended = self.library.append(n, entries, &document);
        let kept = match appended.kept {
            Ok(()) => Message::Saved(n, revision),
            Err(error) => Message::NotSaved(n, error.into()),
        };
        let outdated = appended.is_outdated.then(|| Message::ReadOnly(n, KeepError::Outdated.into()));
        self.incidents(n).chain(std::iter::once(kept)).chain(outdated).collect()
    }

    /// Writes the annotations of a text beside it. A sidecar that another program has written meanwhile is merged.
    pub fn save(&self, snapshot: &Snapshot) -> Vec<Message> {
        let n = snapshot.text;
        let revision = snapshot.revision;
        let saved = match self.library.save(n, &snapshot.set, &snapshot.document) {
            Ok(Written::Whole) => vec![Message::Saved(n, revision), Message::Written(n, revision)],
            Ok(Written::Joined(edit, told)) => vec![Message::Joined(n, edit, Notice::Told(told.into()))],
            Err(error @ KeepError::NotKept(_)) => vec![Message::NotSaved(n, error.into())],
            Err(error) => vec![Message::NotWritten(n, error.into())],
        };
        self.incidents(n).chain(saved).collect()
    }

    /// Glances in the background at texts.
    pub fn glance(&self, texts: Vec<TextId>) {
        self.library.glance(texts);
    }

    /// Reads the registries of a folder in the background.
    pub fn take_registries(&self, folder: PathBuf) {
        self.library.take_registries(folder);
    }

    /// Keeps changes of a registry. What another program has written to its file meanwhile is merged.
    pub fn save_registry(&self, snapshot: RegistrySnapshot) -> Message {
        let RegistrySnapshot { registry, edit, edits } = snapshot;
        match self.library.save_registry(&registry, edit) {
            Ok(RegistryKept::AsMade) => Message::RegistrySaved { registry, edits, joined: None },
            Ok(RegistryKept::Merged(joined)) => Message::RegistrySaved { registry, edits, joined: Some(Box::new(joined)) },
            Err(error) => Message::RegistryNotSaved(error.into()),
        }
    }

    /// What other programs did to the files of a text, to be told.
    fn incidents(&self, n: TextId) -> impl Iterator<Item = Message> {
        self.library.incidents(n).into_iter().map(|incident| Message::Told(Notice::Told(incident.into())))
    }

    /// Closes a text: somebody else may have it now.
    pub fn close(&self, n: TextId) {
        self.library.close(n);
    }

    /// Finds out in the background where the spans of text `n` belong now.
    pub fn find_whereabouts(&self, n: TextId) {
        self.library.find_whereabouts(n);
    }

    /// Reads in the background which spans the annotator has in text `n`.
    pub fn quote(&self, n: TextId) {
        self.library.quote(n);
    }

    /// Sees in the background which uses of identities would follow an order, or has it done and opens text `n` again.
    pub fn identify(&self, order: IdentityOrder, n: TextId) -> Vec<Message> {
        if order.step == IdentityStep::Look {
            self.library.look_at_identities(order);
            return Vec::new();
        }
        let workspace::Identified { found, opened: text } = self.library.change_identities(n, &order);
        let text = text.map_or_else(|error| Message::NotOpened(n, cause(error)), |text| opened(n, text, Extent::First));
        vec![text, Message::Identified(Box::new(IdentityReport { order, found: found.map_err(Cause::from) }))]
    }

    /// Cites in the background places of texts.
    pub fn cite(&self, all: Vec<CitedPlaces>) {
        self.library.cite(all);
    }

    /// Looks in the background for words in all texts.
    pub fn inquire(&self, number: u64, words: Matcher) {
        self.library.inquire(number, words);
    }

    /// Looks in the background for spans to suggest in a stretch of a text.
    pub fn suggest(&self, snapshot: Snapshot, range: Range<usize>) {
        let Snapshot { text, document, set, revision } = snapshot;
        self.library.suggest(Wanted { text, document, set, revision, range });
    }

    /// Looks in the background for the places of all texts but one where a name is met.
    pub fn meet(&self, number: u64, sought: Sought, except: TextId) {
        self.library.meet(number, sought, except);
    }

    /// Lists in the background the annotator's spans of all texts.
    pub fn spans(&self, number: u64) {
        self.library.spans(number);
    }

    /// Performs a step of an order in the background, in the texts that are not open.
    pub fn order(&self, step: OrderStep) {
        self.library.order(step);
    }

    /// Ends the order that is done, between two texts.
    pub fn stop_order(&self) {
        self.library.stop_order();
    }

    /// Stops looking for words.
    pub fn stop_inquiry(&self) {
        self.library.stop_inquiry();
    }

    /// Looks in the background at the states of texts, sets them, or takes that back.
    pub fn states(&self, order: StateOrder) {
        self.library.states(order);
    }

    /// Writes the reanchored sidecar of a text with what was chosen, and opens the text again.
    pub fn reanchor(&self, chosen: &Chosen) -> Vec<Message> {
        let pick = |(id, pick): &(SpanId, drift::Pick)| match pick {
            drift::Pick::Place(n) => (id.to_string(), Pick::Place(*n)),
            drift::Pick::Remove => (id.to_string(), Pick::Remove),
        };
        let picks: Vec<(String, Pick)> = chosen.picks.iter().map(pick).collect();
        let mut messages = reopened(chosen.text, self.library.reanchor(chosen.text, &picks, &chosen.basis));
        if messages.len() == 1 {
            messages.push(Message::Told(Notice::Reanchored));
        }
        messages
    }

    /// Brings the sidecar of text `n` back as it was before it was reanchored, or forth again, and opens the text again.
    pub fn turn_back(&self, n: TextId) -> Vec<Message> {
        reopened(n, self.library.turn_back(n))
    }
}

/// Sends what arrives to a session, as messages.
pub(super) fn listener(annotator: Annotator, schema: Arc<Schema>, inbox: Sender<Incoming>) -> Listener {
    let sitting = Sitting { annotator, schema };
    Arc::new(move |arrival| sitting.messages(arrival).into_iter().all(|message| inbox.send(Incoming::Message(message)).is_ok()))
}

/// The error as a cause: that of the disk by itself, so that it can be told from others.
pub(super) fn cause(error: JobError) -> Cause {
    match error {
        JobError::Storage(error) => error.into(),
        error => error.into(),
    }
}

/// What became of the states of texts, as the session takes it.
fn report(order: StateOrder, outcomes: Vec<StateOutcome>) -> StateReport {
    let why = |error| match error {
        StateError::Text(error) => cause(error),
        StateError::NotSet(NotSet::Record(RecordError::ReadOnly { source, .. })) => (*source).into(),
        StateError::NotSet(error) => error.into(),
    };
    let outcomes = outcomes.into_iter().map(|outcome| (outcome.text, outcome.state.map_err(why))).collect();
    StateReport { order, outcomes }
}

impl Sitting {
    fn messages(&self, arrival: Arrival) -> Vec<Message> {
        vec![match arrival {
            Arrival::Listed(texts) => return vec![Message::Annotators(annotators(&texts)), self.listed(&texts)],
            Arrival::Glanced(glances) => {
                Message::Glanced(glances.into_iter().map(|(text, found)| (text, glance(found))).collect())
            }
            Arrival::Assigned(texts) => Message::Assigned(texts),
            Arrival::Registries(all) => Message::Registries(all),
            Arrival::RegistryNotWritten(error) => Message::RegistryNotWritten(error.into()),
            Arrival::Used(n, used) => Message::Used(n, used),
            Arrival::NotListed(error) => Message::NotListed(error.into()),
            Arrival::NotLookedAt(error) => Message::Faulty(error.into()),
            Arrival::Strays(strays) => {
                let more = strays.len().saturating_sub(1);
                let Some(first) = strays.into_iter().next() else { return Vec::new() };
                Message::Told(Notice::Stray { first: first.into(), more })
            }
            Arrival::Documents(documents) => Message::Documents(documents),
            Arrival::Summary(n, Ok(found)) => Message::Summary(n, self.summary(&found)),
            Arrival::Summary(n, Err(error)) => {
                Message::Summary(n, TextSummary { fault: Some(error.into()), ..TextSummary::default() })
            }
            Arrival::Rest(n, Ok(text)) => opened(n, *text, Extent::Rest),
            Arrival::Rest(n, Err(error)) => Message::NotOpened(n, cause(error)),
            Arrival::Unfit(n, finding) => Message::ReadOnly(n, finding.into()),
            Arrival::Drifted(n, Ok(drifted)) => Message::Whereabouts(Box::new(whereabouts(n, &drifted))),
            Arrival::NotReviewable(error) | Arrival::Drifted(_, Err(error)) | Arrival::Quoted(_, Err(error)) => {
                Message::Faulty(cause(error))
            }
            Arrival::Identified(order, found) => {
                Message::Identified(Box::new(IdentityReport { order, found: found.map_err(Cause::from) }))
            }
            Arrival::Cited(all) => Message::Cited(all.into_iter().map(citations).collect()),
            Arrival::Found { number, hits } => Message::Heard(number, Heard::Found(hits.into_iter().map(finding).collect())),
            Arrival::Met { number, met } => Message::Heard(number, Heard::Met(met.into_iter().map(met_again).collect())),
            Arrival::Spans { number, spans } => {
                let row = |span: ListedSpan| {
                    let said = Said::of(self.annotator.as_str(), &span.annotation, span.is_lacking);
                    finding(span.hit).with(vec![said])
                };
                Message::Heard(number, Heard::Found(spans.into_iter().map(row).collect()))
            }
            Arrival::OrderAt { done, all } => Message::OrderAt(done, all),
            Arrival::Ordered(ordered) => Message::Ordered(order_report(ordered)),
            Arrival::Suggested(wanted, found) => Message::Suggested(wanted.text, found),
            Arrival::LookedAt { number, texts } => Message::Heard(number, Heard::LookedAt(texts)),
            Arrival::Odd(what) => Message::Faulty(what.into()),
            Arrival::Ended { number, how } => Message::Heard(number, Heard::Ended(looking(how))),
            Arrival::Quoted(n, Ok(spans)) => Message::Quoted(n, spans),
            Arrival::States(order, outcomes) => Message::States(report(order, outcomes)),
            Arrival::Reviewable(reviewed) => Message::Desk(Box::new(desk(*reviewed, &self.schema))),
            Arrival::ReviewComplete(left_out) => {
                let complete = Message::DesksComplete(left_out.too_few);
                if left_out.under_way == 0 {
                    return vec![complete];
                }
                let notice = Notice::LeftOut { texts: left_out.under_way, reviewer: self.annotator.clone() };
                return vec![complete, Message::Told(notice)];
            }
        }]
    }

    /// The texts as the session takes them: one without annotations needs no summary of its own.
    fn listed(&self, texts: &[TextFile]) -> Message {
        let is_own = |text: &TextFile| text.sidecars.iter().any(|sidecar| sidecar.annotator == self.annotator);
        let entry = |text: &TextFile| {
            let summary = (!is_own(text)).then(TextSummary::default);
            TextEntry { summary, ..TextEntry::named(text.name.as_str()) }
        };
        Message::Listed(texts.iter().map(entry).collect())
    }

    fn summary(&self, found: &Summary) -> TextSummary {
        TextSummary {
            state: Some(found.state.clone()),
            counts: self.schema.tags.iter().map(|tag| found.counts.get(&tag.id).copied().unwrap_or(0)).collect(),
            changed: found.modified,
            completeness: found.completeness,
            fault: None,
        }
    }
}

/// Who has a sidecar of any text.
fn annotators(texts: &[TextFile]) -> BTreeSet<Annotator> {
    let all: BTreeSet<&Annotator> = texts.iter().flat_map(|text| &text.sidecars).map(|sidecar| &sidecar.annotator).collect();
    all.into_iter().cloned().collect()
}

/// A glance at a text, as the session takes it.
fn glance(found: storage::glance::Glance) -> Glance {
    let other = |(annotator, state)| OtherWork { annotator, state };
    Glance::new(found.headline, found.bytes, found.others.into_iter().map(other).collect())
}

/// Words that were found, as the session takes them.
fn finding(hit: Hit) -> Finding {
    let said = hit.said.iter().map(|HitSpan { annotator, annotation }| Said::of(annotator.as_str(), annotation, false)).collect();
    let excerpt = Excerpt { before: &hit.before, words: &hit.text, after: &hit.after };
    Finding::new(hit.number, hit.bytes, excerpt).with(said)
}

/// A place where a name is met, as the session takes it.
fn met_again(met: workspace::Met) -> Met {
    Met { finding: finding(met.hit), standing: met.standing }
}

/// What became of the places of a text that were to be cited, as the session takes it.
fn citations(cited: Cited) -> (TextId, Result<Vec<Citation>, Cause>) {
    let why = |error| match error {
        CitationError::Text(error) => cause(error),
        CitationError::Changed => error.into(),
    };
    (cited.text, cited.citations.map_err(why))
}

/// What became of an order, as the session takes it.
fn order_report(ordered: Ordered) -> OrderReport {
    let why = |error| match error {
        OrderError::Text(error) => cause(error),
        OrderError::NotDone(NotDone::Record(RecordError::ReadOnly { source, .. })) => (*source).into(),
        OrderError::NotDone(NotDone::Record(error)) => error.into(),
        OrderError::NotDone(NotDone::Fault(fault)) => fault.into(),
    };
    let texts = ordered.texts.into_iter().map(|outcome| (outcome.text, outcome.spans.map_err(why))).collect();
    OrderReport { texts, is_stopped: ordered.is_stopped }
}

/// How looking for words came to its end.
fn looking(how: Result<Ended, JobError>) -> Looking {
    match how {
        Ok(Ended::Through) => Looking::Through,
        Ok(Ended::Stopped) => Looking::Stopped,
        Ok(Ended::Full) => Looking::Full,
        Err(error) => Looking::Failed(cause(error)),
    }
}

fn opened(n: TextId, text: OpenedText, extent: Extent) -> Message {
    let OpenedText { document, warnings, work } = text;
    let mut opened = Opened::whole(n, document, AnnotationSet::new());
    (opened.warnings, opened.is_rest) = (warnings, extent == Extent::Rest);
    if let Some(work) = work {
        opened.set = work.set;
        opened.history = work.history;
        opened.is_ahead = work.is_ahead;
        opened.reviews = work.reviews;
        opened.told = work.told.into_iter().map(|told| Notice::Told(told.into())).collect();
        opened.read_only = work.read_only.map(Cause::from);
        opened.reanchored = work.turn.map(|turn| match turn {
            Turn::Done => Reanchored::Done,
            Turn::TakenBack => Reanchored::TakenBack,
        });
    }
    Message::Opened(Box::new(opened))
}

/// The text as it was opened again, and after it what went wrong.
fn reopened(n: TextId, reopened: Result<Reopened, JobError>) -> Vec<Message> {
    let faulty = |error: JobError| Message::Faulty(cause(error));
    match reopened {
        Err(error) => vec![faulty(error)],
        Ok(Reopened { written, opened: text }) => {
            let text = text.map_or_else(|error| Message::NotOpened(n, cause(error)), |text| opened(n, text, Extent::First));
            std::iter::once(text).chain(written.err().map(faulty)).collect()
        }
    }
}

/// A text that is to be reviewed, as the session takes it.
pub(super) fn desk(reviewed: ReviewedText, schema: &Schema) -> Desk {
    let ReviewedText { text, name, document, adjudication, closed, set, history, states, begun, peer } = reviewed;
    let desk = Desk::new(text, &name, document, adjudication, closed.map(cause)).with_states(states, begun);
    let desk = match peer {
        Some(work) => desk.of_peer(PeerWork::new(work.state, work.answers)),
        None => desk,
    };
    desk.after(set, history).under(schema)
}
