//! A text that has changed since it was annotated: where its spans belong now, shown, chosen and applied as one.

use std::collections::BTreeMap;

use super::command::Command;
use super::effect::Effect;
use super::mode::Mode;
use super::motion::Motion;
use super::notice::{Notice, Refusal};
use super::state::Session;

/// What was done to the annotations of a text last, where that was no change like any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reanchored {
    /// They were brought to the text as it is; undoing takes that back.
    Done,
    /// That was taken back; redoing does it again.
    TakenBack,
}

/// What would become of the spans of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Number of the text in the corpus.
    pub text: usize,
    /// How the text has changed, in words.
    pub summary: String,
    /// Spans that will stand elsewhere, a line each.
    pub moved: Vec<String>,
    /// Spans that nobody could place.
    pub orphans: Vec<Lost>,
    /// What the proposal was made from; comes back with what was chosen.
    pub basis: String,
}

/// What was chosen of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Number of the text in the corpus.
    pub text: usize,
    /// What was chosen for orphans, by their ids.
    pub picks: Vec<(String, Pick)>,
    /// What the proposal was made from.
    pub basis: String,
}

/// A span without a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lost {
    /// Its id.
    pub id: String,
    /// What it is, in words.
    pub name: String,
    /// Where it may belong, the likeliest first: how like the words there are, in per cent, and the words.
    pub places: Vec<(u8, String)>,
}

/// What was chosen for an orphan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// A candidate, from 0.
    Place(usize),
    /// It goes.
    Remove,
}

/// A proposal on screen, with what was chosen so far.
#[derive(Debug, Clone)]
pub struct Drifted {
    proposal: Proposal,
    picks: BTreeMap<usize, Pick>,
    at: usize,
}

impl Drifted {
    /// The proposal.
    pub fn proposal(&self) -> &Proposal {
        &self.proposal
    }

    /// The orphan that commands act on.
    pub fn cursor(&self) -> usize {
        self.at
    }

    /// What was chosen for an orphan.
    pub fn pick(&self, orphan: usize) -> Option<Pick> {
        self.picks.get(&orphan).copied()
    }

    fn go(&mut self, motion: Motion) {
        let last = self.proposal.orphans.len().saturating_sub(1);
        self.at = match motion {
            Motion::LineUp => self.at.saturating_sub(1),
            Motion::LineDown => (self.at + 1).min(last),
            Motion::PageUp | Motion::HalfPageUp => self.at.saturating_sub(5),
            Motion::PageDown | Motion::HalfPageDown => (self.at + 5).min(last),
            Motion::DocumentStart => 0,
            Motion::DocumentEnd => last,
            _ => self.at,
        };
    }

    /// Chooses for the orphan under the cursor, and goes on to the next.
    fn choose(&mut self, pick: Pick) -> Result<(), Refusal> {
        let Some(orphan) = self.proposal.orphans.get(self.at) else { return Err(Refusal::NoOrphan) };
        if let Pick::Place(n) = pick
            && n >= orphan.places.len()
        {
            return Err(Refusal::NoCandidate { id: orphan.id.clone(), number: n + 1 });
        }
        self.picks.insert(self.at, pick);
        self.go(Motion::LineDown);
        Ok(())
    }

    /// What was chosen so far.
    fn chosen(&self) -> Chosen {
        let of = |(n, pick): (&usize, &Pick)| Some((self.proposal.orphans.get(*n)?.id.clone(), *pick));
        let picks = self.picks.iter().filter_map(of).collect();
        Chosen { text: self.proposal.text, picks, basis: self.proposal.basis.clone() }
    }
}

impl Session {
    /// The proposal on screen.
    pub fn drifted(&self) -> Option<&Drifted> {
        self.drifted.as_ref()
    }

    /// Asks where the spans of the open text belong now.
    pub(super) fn ask_for_proposal(&mut self) -> Vec<Effect> {
        let Some(text) = self.reading.as_ref().filter(|_| self.review.is_none()).map(|reading| reading.text) else {
            return Vec::new();
        };
        self.tell(Notice::LookingForPlaces);
        vec![Effect::Propose(text)]
    }

    /// Shows a proposal, if there is anything to decide.
    pub(super) fn proposed(&mut self, proposal: Proposal) {
        if self.mode != Mode::Reading || self.reading.as_ref().is_none_or(|reading| reading.text != proposal.text) {
            return;
        }
        self.notice = None;
        if proposal.moved.is_empty() && proposal.orphans.is_empty() && proposal.summary.is_empty() {
            return self.tell(Notice::TextUnchanged);
        }
        self.before = Mode::Reading;
        self.mode = Mode::Drift;
        self.drifted = Some(Drifted { proposal, picks: BTreeMap::new(), at: 0 });
    }

    pub(super) fn update_drift(&mut self, command: Command) -> Vec<Effect> {
        let Some(drifted) = &mut self.drifted else {
            self.mode = Mode::Reading;
            return Vec::new();
        };
        let result = match command {
            Command::Move(motion) => {
                drifted.go(motion);
                Ok(())
            }
            Command::ScrollUp | Command::ScrollDown => {
                drifted.go(if command == Command::ScrollUp { Motion::LineUp } else { Motion::LineDown });
                Ok(())
            }
            Command::ChoosePlace(0) => {
                drifted.picks.remove(&drifted.at);
                Ok(())
            }
            Command::ChoosePlace(n) => drifted.choose(Pick::Place(usize::from(n) - 1)),
            Command::RemoveOrphan => drifted.choose(Pick::Remove),
            Command::Accept => {
                let chosen = drifted.chosen();
                self.leave_proposal();
                return vec![Effect::Reanchor(chosen)];
            }
            Command::Cancel | Command::Back => {
                self.leave_proposal();
                Ok(())
            }
            other => return self.update_program(&other),
        };
        self.report(result);
        Vec::new()
    }

    fn leave_proposal(&mut self) {
        (self.drifted, self.mode) = (None, Mode::Reading);
    }

    /// The text of which undoing takes the reanchoring back, or redoing does it again: nothing was changed since.
    pub(super) fn turns_reanchoring(&self, command: &Command) -> Option<usize> {
        let reading = self.reading.as_ref().filter(|_| self.mode == Mode::Reading && self.review.is_none())?;
        let turns = match (command, reading.reanchored?) {
            (Command::Undo, Reanchored::Done) => !reading.history.can_undo(),
            (Command::Redo, Reanchored::TakenBack) => !reading.history.can_redo(),
            _ => false,
        };
        turns.then_some(reading.text)
    }
}
