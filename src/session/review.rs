//! A review: the texts that several annotators have read, the unit at hand, and how far the decisions have come.

use super::command::Command;
use super::desk::Desk;
use super::group::Group;
use super::motion::Neighbour;
use super::sheet::Sheet;
use crate::annotation::Annotator;
use crate::review::adjudication::{Decision, Progress};
use crate::review::compare::Unit;
use crate::text::TextId;

/// What goes along with the next decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rationale {
    /// A comment.
    pub comment: String,
    /// Why the rest is rejected.
    pub reason: String,
    /// Whether the guideline should be looked at.
    pub guideline: bool,
}

impl Rationale {
    /// What goes along with a decision.
    pub(super) fn of(decision: &Decision) -> Self {
        Self { comment: decision.comment.clone(), reason: decision.reason.clone(), guideline: decision.guideline }
    }

    /// The decision that this goes along with.
    pub(super) fn on(self, decision: Decision) -> Decision {
        let Self { comment, reason, guideline } = self;
        Decision { comment, reason, guideline, ..decision }
    }

    /// This, and what is left open of it as it was before.
    pub(super) fn or(self, before: Self) -> Self {
        let kept = |new: String, old: String| if new.is_empty() { old } else { new };
        Self {
            comment: kept(self.comment, before.comment),
            reason: kept(self.reason, before.reason),
            guideline: self.guideline || before.guideline,
        }
    }
}

/// Where units are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In the text at hand.
    Text,
    /// In all texts.
    Corpus,
}

/// A decision with its place: desk, unit, what is decided there, if anything.
pub(super) type Place = (usize, usize, Option<Decision>);

/// The review of a corpus.
#[derive(Debug, Default)]
pub struct Reviewing {
    /// The text at hand as it is on screen.
    pub(super) sheet: Option<Sheet>,
    pub(super) desks: Vec<Desk>,
    pub(super) desk: usize,
    /// The text that the program was told to attend to.
    pub(super) attended: Option<TextId>,
    pub(super) unit: usize,
    pub(super) focus: usize,
    pub(super) revealed: bool,
    pub(super) rationale: Rationale,
    pub(super) last: Option<Command>,
    pub(super) decided: Option<(usize, usize)>,
    /// The steps of this sitting that can be taken back, each by the desks it has changed; what was changed is in the
    /// history of each desk.
    pub(super) made: Vec<Vec<usize>>,
    /// Those that were taken back, and can be made again.
    pub(super) taken_back: Vec<Vec<usize>>,
    /// Whose work is gone through, if it is one annotator's.
    pub(super) of: Option<String>,
    /// Whether all texts were read.
    pub(super) complete: bool,
    /// Texts that too few have read.
    pub(super) left_out: usize,
}

impl Reviewing {
    /// The review of one annotator's work.
    pub(super) fn of_annotator(of: &str) -> Self {
        Self { of: Some(of.to_owned()), ..Self::default() }
    }

    /// The text at hand as it is on screen.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheet.as_ref()
    }

    /// The text at hand.
    pub fn desk(&self) -> Option<&Desk> {
        self.desks.get(self.desk)
    }

    /// All texts.
    pub fn desks(&self) -> &[Desk] {
        &self.desks
    }

    /// The number of the unit at hand.
    pub fn unit_number(&self) -> usize {
        self.unit
    }

    /// The text and the unit at hand, by their numbers.
    pub fn place(&self) -> (usize, usize) {
        (self.desk, self.unit)
    }

    /// The unit at hand.
    pub fn unit(&self) -> Option<&Unit> {
        self.desk()?.units().get(self.unit)
    }

    /// The decision on the unit at hand, be it stale.
    pub fn decision(&self) -> Option<&Decision> {
        self.decision_at((self.desk, self.unit))
    }

    /// The decision on a unit of a desk, be it stale.
    pub(super) fn decision_at(&self, (desk, unit): (usize, usize)) -> Option<&Decision> {
        self.desks.get(desk)?.adjudication.decision(unit)
    }

    /// The number, among the readings as they are on screen, of the one that is marked.
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// What goes along with the next decision.
    pub fn rationale(&self) -> &Rationale {
        &self.rationale
    }

    /// Whose work is gone through, if this is a peer review.
    pub fn of(&self) -> Option<&str> {
        self.of.as_deref()
    }

    /// Whether all texts were read.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Progress over all texts.
    pub fn progress(&self) -> Progress {
        let mut all = Progress::default();
        self.desks.iter().for_each(|desk| all.add(desk.progress()));
        all
    }

    /// The readings of the unit at hand, those that are equal as one.
    pub fn groups(&self) -> Vec<Group> {
        self.desk().map(|desk| desk.groups(self.unit)).unwrap_or_default()
    }

    /// Whether several annotators have a reading of the unit at hand, so that fields may be chosen apart.
    pub fn has_fields(&self) -> bool {
        let Some(desk) = self.desk().filter(|_| self.unit().is_some_and(|unit| unit.fact.is_none())) else { return false };
        self.groups().iter().filter(|group| !desk.says_nothing(self.unit, group)).count() > 1
    }

    /// What a place on screen is called: a letter, or the annotator's name once that is revealed.
    pub fn called(&self, place: usize) -> String {
        let annotator = self.desk().and_then(|desk| {
            let n = desk.order.get(place)?;
            desk.adjudication.comparison().annotators.get(*n)
        });
        match annotator.filter(|_| self.shows_names()) {
            Some(name) => name.to_string(),
            None => letter(place),
        }
    }

    /// What an annotator is called on a desk.
    pub fn called_on(&self, desk: &Desk, annotator: &Annotator) -> String {
        match desk.place_of(annotator).filter(|_| !self.shows_names()) {
            Some(place) => letter(place),
            None => annotator.to_string(),
        }
    }

    fn shows_names(&self) -> bool {
        self.revealed || self.of.is_some()
    }

    /// The nearest unit after, or before, the one at hand that needs a decision, round through all texts.
    pub(super) fn pending(&self, which: Neighbour) -> Option<(usize, usize)> {
        let here = self.desk()?;
        let own = match which {
            _ if here.adjudication.is_addition(self.unit) => here.pending_around(which, self.unit),
            Neighbour::Next => here.pending(which, self.unit + 1..here.units().len()),
            Neighbour::Previous => here.pending(which, 0..self.unit),
        };
        if let Some(unit) = own {
            return Some((self.desk, unit));
        }
        let all = self.desks.len();
        let others = std::iter::successors(Some(self.desk), |n| Some(which.round(*n, all))).skip(1).take(all);
        others.into_iter().find_map(|n| {
            let desk = self.desks.get(n)?;
            desk.pending(which, 0..desk.units().len()).map(|unit| (n, unit))
        })
    }
}

/// What a place on screen is called while names are hidden: A to Z, then AA, AB and so on.
fn letter(place: usize) -> String {
    let last = u8::try_from(place % 26).ok().and_then(|n| b'A'.checked_add(n)).map_or('?', char::from);
    let before = (place / 26).checked_sub(1).map(letter).unwrap_or_default();
    format!("{before}{last}")
}
