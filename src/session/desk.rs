//! A text on the reviewer's desk: the annotators side by side, in the order in which they are shown.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::ledger::Ledger;
use super::motion::Neighbour;
use super::notice::{Cause, Refusal};
use super::saved::Saved;
use super::travel::Travel;
use crate::annotation::{
    Annotation, AnnotationSet, Annotator, DocumentState, Edit, History, Missing, Part, Schema, StoredDecision, Timestamp, gaps,
};
use crate::review::Answer;
use crate::review::adjudication::{Adjudication, Choice, Decision, Gold, Progress, decisions_alone, read_decisions};
use crate::review::compare::{Link, Reading, Unit, UnitKind};
use crate::text::{Document, Span, TextId};

/// A text on the reviewer's desk.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Which text of the corpus.
    pub text: TextId,
    /// The text.
    pub document: Arc<Document>,
    /// The annotators side by side, and what was decided.
    pub adjudication: Arc<Adjudication>,
    /// Why nothing may be decided here, if so.
    pub closed: Option<Cause>,
    /// The state of each annotator's work, in the order of the comparison.
    pub states: Vec<DocumentState>,
    /// Those who have only begun, so that their work does not count, by name.
    pub begun: Vec<(Annotator, DocumentState)>,
    /// Where one annotator's work is gone through, how it stands.
    pub peer: Option<PeerWork>,
    /// The gold standard, or the review, with every change that was made to it.
    pub(super) ledger: Ledger,
    /// The annotators by their places on screen: the first is A.
    pub(super) order: Vec<usize>,
    /// The units of which an annotator has left a note.
    noted: Vec<usize>,
    /// Decisions that the file does not follow yet.
    unfollowed: Option<Unfollowed>,
    /// How far the text has come: each frame asks for it, of every text.
    progress: Progress,
    /// What the gold standard lacks.
    gaps: Vec<GoldGap>,
}

/// Something that the schema requires of a span of the gold standard, and that nobody has given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldGap {
    /// The number of the unit that gave the span.
    pub unit: usize,
    /// What.
    pub missing: Missing,
}

/// Decisions that were put on units, and that the file does not follow yet.
#[derive(Debug, Clone)]
struct Unfollowed {
    /// What was decided on each unit before.
    before: Vec<(usize, Option<Decision>)>,
    /// Who decided, and when.
    stamp: Stamp,
    /// The command that decided.
    command: String,
}

impl Desk {
    /// A text as it was read; `name` is what its shuffling hangs on.
    pub fn new(text: TextId, name: &str, document: Arc<Document>, adjudication: Adjudication, closed: Option<Cause>) -> Self {
        let order = shuffled(name, &adjudication.comparison().annotators);
        let has_note = |unit: &Unit| unit.spans().any(|span| !span.note.is_empty());
        let noted = adjudication.units().iter().enumerate().filter(|(_, unit)| has_note(unit)).map(|(n, _)| n).collect();
        let progress = adjudication.progress();
        let adjudication = Arc::new(adjudication);
        let states = Vec::new();
        let begun = Vec::new();
        Self {
            text,
            document,
            adjudication,
            closed,
            states,
            begun,
            peer: None,
            ledger: Ledger::default(),
            order,
            noted,
            unfollowed: None,
            progress,
            gaps: Vec::new(),
        }
    }

    /// The same, with what the gold standard lacks as a schema has it.
    #[must_use]
    pub fn under(mut self, schema: &Schema) -> Self {
        self.count_gaps(schema);
        self
    }

    /// The same, with the states of the annotators' work, and those whose work does not count yet.
    #[must_use]
    pub fn with_states(self, states: Vec<DocumentState>, begun: Vec<(Annotator, DocumentState)>) -> Self {
        Self { states, begun, ..self }
    }

    /// One annotator's work, to be gone through by another person.
    #[must_use]
    pub fn of_peer(self, peer: PeerWork) -> Self {
        Self { peer: Some(peer), ..self }
    }

    /// A text whose decisions are in this file, with what can be taken back of it, also from earlier sittings.
    #[must_use]
    pub fn after(self, set: Arc<AnnotationSet>, history: History) -> Self {
        Self { ledger: Ledger::new(set, history), ..self }
    }

    /// Whether the decisions are on the disk.
    pub fn saved(&self) -> &Saved {
        if self.unfollowed.is_some() { &Saved::NotYet } else { &self.ledger.saved }
    }

    /// The numbers of the annotators by their places on screen.
    ///
    /// The order is another one in every text, so that a letter is not always the same person, and the same one
    /// whenever the text is opened.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The units of which an annotator has left a note.
    pub(super) fn noted(&self) -> &[usize] {
        &self.noted
    }

    /// Whether an annotator has left a note.
    pub fn has_notes(&self) -> bool {
        !self.noted.is_empty()
    }

    /// How many units there are on which all agree, and of which an annotator has left a note.
    pub fn agreed_with_notes(&self) -> usize {
        let agreed = |unit: &&usize| self.units().get(**unit).is_some_and(|unit| unit.kind == UnitKind::Agreed);
        self.noted.iter().filter(agreed).count()
    }

    /// The place on screen of an annotator.
    pub fn place_of(&self, annotator: &Annotator) -> Option<usize> {
        let n = self.number_of(annotator)?;
        self.order.iter().position(|other| *other == n)
    }

    /// The number of an annotator in the comparison.
    pub(super) fn number_of(&self, annotator: &Annotator) -> Option<usize> {
        self.adjudication.comparison().annotators.iter().position(|name| name == annotator)
    }

    /// The units.
    pub fn units(&self) -> &[Unit] {
        self.adjudication.units()
    }

    /// Returns every annotator's spans that reach into a part of the text, those that are equal once: by their starts, the
    /// longer first.
    pub fn spans_within(&self, bytes: &Range<usize>) -> Vec<&Annotation> {
        let mut found: Vec<&Annotation> = Vec::new();
        for unit in self.units() {
            let first = found.len();
            for span in unit.spans().filter(|span| span.span.start() < bytes.end && bytes.start < span.span.end()) {
                let is_known = found.iter().skip(first).any(|other| other.span == span.span && other.tag == span.tag);
                if !is_known {
                    found.push(span);
                }
            }
        }
        found.sort_by_key(|span| (span.span.start(), Reverse(span.span.end())));
        found
    }

    /// The reading that an annotator, by number, has of a unit, where they have something there.
    pub(super) fn reading(&self, unit: usize, annotator: usize) -> Option<&Reading> {
        self.adjudication.comparison().reading(unit, annotator).filter(|reading| !reading.is_empty())
    }

    /// The span that an annotator calls by an id.
    pub fn span_of(&self, annotator: &Annotator, id: &str) -> Option<&Annotation> {
        let n = self.number_of(annotator)?;
        let readings = self.units().iter().filter_map(|unit| unit.readings.get(n));
        readings.flat_map(|reading| &reading.spans).find(|span| span.id == *id)
    }

    /// The words that a relation of an annotator leads to.
    pub fn end_of(&self, link: &Link, annotator: usize) -> String {
        let span = self.adjudication.comparison().end(annotator, link);
        span.map_or_else(|| link.to.to_string(), |span| self.document.slice(span.span.range()).to_owned())
    }

    /// Puts decisions on units, or takes them off, as one change; returns whether that changes anything. The file follows
    /// later, with [`Desk::follow`]: all that it says is put together anew, and nobody who decides waits for that.
    ///
    /// # Errors
    /// Decisions before that the file cannot follow; they are taken back then, and these are not made.
    pub(super) fn decide(&mut self, decisions: Vec<(usize, Option<Decision>)>, stamp: &Stamp) -> Result<bool, Refusal> {
        self.follow()?;
        let before: Vec<_> = decisions.iter().map(|(unit, _)| (*unit, self.adjudication.decision(*unit).cloned())).collect();
        if before == decisions {
            return Ok(false);
        }
        self.exchange(decisions);
        self.progress = self.adjudication.progress();
        self.unfollowed = Some(Unfollowed { before, stamp: stamp.clone(), command: String::new() });
        Ok(true)
    }

    /// Names the command that made the decisions that the file does not follow yet.
    pub(super) fn name_command(&mut self, command: &str) {
        if let Some(unfollowed) = &mut self.unfollowed {
            command.clone_into(&mut unfollowed.command);
        }
    }

    /// Has the file follow what was decided.
    ///
    /// # Errors
    /// What it cannot say; the decisions are taken back.
    pub(super) fn follow(&mut self) -> Result<(), Refusal> {
        let Some(Unfollowed { before, stamp, command }) = self.unfollowed.take() else { return Ok(()) };
        let decided = self.exchange(before);
        if let Some(begun) = self.adjudication.begun(stamp.gold(&self.document, &self.ledger.set)) {
            self.ledger.set = Arc::new(begun);
        }
        let before = self.exchange(decided);
        let edit = self.adjudication.change(&self.ledger.set, stamp.gold(&self.document, &self.ledger.set));
        if edit.is_nothing() {
            return Ok(());
        }
        if let Err(refused) = self.ledger.join(edit) {
            self.exchange(before);
            self.progress = self.adjudication.progress();
            return Err(refused.into());
        }
        self.ledger.sign_last(&stamp.at, &command);
        Ok(())
    }

    /// Puts decisions on units; returns what was there.
    fn exchange(&mut self, decisions: Vec<(usize, Option<Decision>)>) -> Vec<(usize, Option<Decision>)> {
        let adjudication = Arc::make_mut(&mut self.adjudication);
        decisions.into_iter().map(|(unit, decision)| (unit, adjudication.decide(unit, decision))).collect()
    }

    /// What the gold standard lacks, in the order of its units.
    pub fn gaps(&self) -> &[GoldGap] {
        &self.gaps
    }

    /// Finds out what the gold standard lacks, as it is or, before there is one, as it would be.
    pub(super) fn count_gaps(&mut self, schema: &Schema) {
        self.gaps.clear();
        if self.peer.is_some() {
            return;
        }
        let stamp = Stamp { by: String::new(), at: Timestamp::default() };
        let begun = self.adjudication.begun(stamp.gold(&self.document, &self.ledger.set));
        let gold = begun.as_ref().unwrap_or(&self.ledger.set);
        let units = self.units_by_span();
        let found = gaps(gold, schema, Part::Reviewer).into_iter().filter_map(|gap| {
            let span = gold.get(&gap.span?)?;
            let around = || self.units().iter().position(|unit| unit.fact.is_none() && unit.range().contains(&span.span.start()));
            let unit = units.get(&(span.span, span.tag.as_str())).copied().or_else(around)?;
            Some(GoldGap { unit, missing: gap.missing })
        });
        let mut found: Vec<GoldGap> = found.collect();
        found.sort_by_key(|gap| gap.unit);
        self.gaps = found;
    }

    /// The units by the places and tags of their spans, those that were edited before those that were read.
    fn units_by_span(&self) -> HashMap<(Span, &str), usize> {
        let mut units = HashMap::new();
        let edited = |unit: usize| match self.adjudication.decision(unit).map(|decision| &decision.choice) {
            Some(Choice::Edited(_, spans)) => spans.as_slice(),
            _ => &[],
        };
        let all = || 0..self.units().len();
        let read = all().flat_map(|unit| self.units().get(unit).into_iter().flat_map(Unit::spans).map(move |span| (unit, span)));
        let edited = all().flat_map(|unit| edited(unit).iter().map(move |span| (unit, span)));
        for (unit, span) in edited.chain(read) {
            units.entry((span.span, span.tag.as_str())).or_insert(unit);
        }
        units
    }

    /// How far the text has come.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Takes back what was decided last, or makes it again; returns the unit, `None` if there is nothing. A change that
    /// decides nothing, such as of the state alone, goes along.
    pub(super) fn travel(&mut self, travel: Travel, stamp: &Stamp) -> Option<usize> {
        let mut ledger = self.ledger.clone();
        let mut then = Adjudication::default();
        while decisions(&ledger.set) == decisions(&self.ledger.set) {
            let (edit, adjudication) = self.turned(&ledger, travel, stamp)?;
            ledger.travel_by(travel, edit).ok()?;
            then = adjudication;
        }
        self.ledger = ledger;
        let unit = then.first_change(&self.adjudication, &self.document).unwrap_or(0);
        self.progress = then.progress();
        self.adjudication = Arc::new(then);
        Some(unit)
    }

    /// The edit that takes the last change back, or makes it again, with all that follows from the decisions for the work as
    /// it is now; and the decisions as they are then.
    fn turned(&self, ledger: &Ledger, travel: Travel, stamp: &Stamp) -> Option<(Edit, Adjudication)> {
        let mut set = AnnotationSet::clone(&ledger.set);
        let mut edit = ledger.next(travel)?.clone();
        if set.revert(edit.clone()).is_err() {
            // The gold standard is no longer what the change was made to, since the work was changed.
            edit = decisions_alone(&edit);
            set.revert(edit.clone()).ok()?;
        }
        let then = self.adjudication.with(read_decisions(&set, &self.document).ok()?.unwrap_or_default());
        let following = then.following(&set, stamp.gold(&self.document, &set));
        let edit = if following.is_nothing() { edit } else { Edit::Batch(vec![edit, following]) };
        Some((edit, then))
    }

    /// The edit that hands the review back in a state; in the state of one that is in progress, that takes this back.
    pub(super) fn handing_back(&self, state: &DocumentState) -> Edit {
        let review = if is_handing_back(state) { state.clone() } else { DocumentState::InProgress };
        self.adjudication.handing_back(&self.ledger.set, &self.document, review)
    }

    /// Takes note that the work was handed back in a state, and the review with it, or that this was taken back.
    pub(super) fn hand_back(&mut self, state: &DocumentState) -> Result<(), Refusal> {
        let edit = self.handing_back(state);
        if !edit.is_nothing() {
            self.ledger.follow(edit)?;
        }
        if let Some(peer) = &mut self.peer {
            let before = std::mem::replace(&mut peer.state, state.clone());
            let first = peer.before.take().unwrap_or(before);
            peer.before = Some(first).filter(|_| is_handing_back(state));
        }
        Ok(())
    }

    /// Whether the review is handed back, and the work is still as it was handed back.
    pub(super) fn is_handed_back(&self) -> bool {
        let state = self.ledger.set.state();
        is_handing_back(state) && self.peer.as_ref().is_some_and(|peer| peer.state == *state)
    }

    /// The first of these units that needs a decision, or the last.
    pub(super) fn pending(&self, which: Neighbour, mut units: Range<usize>) -> Option<usize> {
        if self.progress.pending() == 0 {
            return None;
        }
        let is_pending = |unit: &usize| self.adjudication.is_pending(*unit);
        match which {
            Neighbour::Next => units.find(is_pending),
            Neighbour::Previous => units.rfind(is_pending),
        }
    }
}

impl Desk {
    /// The next unit that needs a decision, by its place in the text, or the previous, round through the text: from a span
    /// that a reviewer has added, whose unit is after all others.
    pub(super) fn pending_around(&self, which: Neighbour, unit: usize) -> Option<usize> {
        let start = |unit: usize| self.units().get(unit).map_or(0, |unit| unit.start);
        let mut open: Vec<usize> =
            (0..self.units().len()).filter(|other| *other != unit && self.adjudication.is_pending(*other)).collect();
        open.sort_by_key(|unit| start(*unit));
        let after = open.iter().position(|other| start(*other) >= start(unit));
        let next = match which {
            Neighbour::Next => after.unwrap_or(0),
            Neighbour::Previous => after.unwrap_or(open.len()).checked_sub(1).unwrap_or(open.len().saturating_sub(1)),
        };
        open.get(next).copied()
    }
}

/// Who decides, and when.
#[derive(Debug, Clone)]
pub(super) struct Stamp {
    pub(super) by: String,
    pub(super) at: Timestamp,
}

impl Stamp {
    /// What makes a gold standard besides the decisions.
    fn gold<'a>(&'a self, document: &'a Document, previous: &'a AnnotationSet) -> Gold<'a> {
        Gold { document, previous: Some(previous), by: &self.by, at: &self.at }
    }
}

/// One annotator's work as another person goes through it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerWork {
    /// The state of the work.
    pub state: DocumentState,
    /// What the annotator has answered to this reviewer.
    pub answers: Vec<Answer>,
    /// The state before it was handed back in this sitting.
    before: Option<DocumentState>,
}

impl PeerWork {
    /// The work as it was read.
    pub fn new(state: DocumentState, answers: Vec<Answer>) -> Self {
        Self { state, answers, before: None }
    }

    /// The state that the work had before it was handed back in this sitting; `None` if it was not.
    pub(super) fn before(&self) -> Option<&DocumentState> {
        self.before.as_ref()
    }
}

/// Whether a text in this state is the annotator's again.
pub(super) fn is_handing_back(state: &DocumentState) -> bool {
    matches!(state, DocumentState::Returned | DocumentState::Reviewed)
}

/// The decisions that a file has.
fn decisions(file: &AnnotationSet) -> &[StoredDecision] {
    file.lists().decisions.known().map_or(&[], Vec::as_slice)
}

/// The annotators in the order of a hash of text and name.
fn shuffled(text: &str, annotators: &[Annotator]) -> Vec<usize> {
    let key = |n: &usize| annotators.get(*n).map(|name| Sha256::digest(format!("{text}\u{0}{name}")));
    let mut order: Vec<usize> = (0..annotators.len()).collect();
    order.sort_by_key(key);
    order
}
