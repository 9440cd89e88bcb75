//! Where the spans of a text that has changed belong: what was found, and what is chosen for each orphan.

use std::collections::BTreeMap;

use super::screen::{Lie, Screen, Turn};
use crate::session::command::Command;
use crate::session::drift::{Chosen, Pick, Whereabouts};
use crate::session::effect::Effect;
use crate::session::mode::Mode;
use crate::session::motion::Motion;
use crate::session::notice::Refusal;
use crate::session::shared::Shared;

/// Orphans that a page goes on by.
const PAGE: usize = 5;

/// Where the spans belong, on screen, with what was chosen so far.
#[derive(Debug, Clone)]
pub struct Drift {
    whereabouts: Whereabouts,
    picks: BTreeMap<usize, Pick>,
    at: usize,
}

impl Drift {
    /// Shows whereabouts for which nothing was chosen yet.
    pub(crate) fn of(whereabouts: Whereabouts) -> Self {
        Self { whereabouts, picks: BTreeMap::new(), at: 0 }
    }

    /// Returns where the spans belong.
    pub fn whereabouts(&self) -> &Whereabouts {
        &self.whereabouts
    }

    /// Returns the orphan that commands act on.
    pub fn cursor(&self) -> usize {
        self.at
    }

    /// Returns what was chosen for an orphan.
    pub fn pick(&self, orphan: usize) -> Option<Pick> {
        self.picks.get(&orphan).copied()
    }

    fn go(&mut self, motion: Motion) {
        let last = self.whereabouts.orphans.len().saturating_sub(1);
        self.at = match motion {
            Motion::LineUp => self.at.saturating_sub(1),
            Motion::LineDown => (self.at + 1).min(last),
            Motion::PageUp | Motion::HalfPageUp => self.at.saturating_sub(PAGE),
            Motion::PageDown | Motion::HalfPageDown => (self.at + PAGE).min(last),
            Motion::DocumentStart => 0,
            Motion::DocumentEnd => last,
            _ => self.at,
        };
    }

    /// Chooses for the orphan under the cursor, and goes on to the next.
    fn choose(&mut self, pick: Pick) -> Result<(), Refusal> {
        let Some(orphan) = self.whereabouts.orphans.get(self.at) else { return Err(Refusal::NoOrphan) };
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
        let of = |(n, pick): (&usize, &Pick)| Some((self.whereabouts.orphans.get(*n)?.id.clone(), *pick));
        let picks = self.picks.iter().filter_map(of).collect();
        Chosen { text: self.whereabouts.text, picks, basis: self.whereabouts.basis.clone() }
    }
}

impl Screen for Drift {
    fn mode(&self) -> Mode {
        Mode::Drift
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Move(motion) => self.go(motion),
            Command::ScrollUp => self.go(Motion::LineUp),
            Command::ScrollDown => self.go(Motion::LineDown),
            Command::ChoosePlace(0) => drop(self.picks.remove(&self.at)),
            Command::ChoosePlace(n) => shared.report(self.choose(Pick::Place(usize::from(n) - 1))),
            Command::RemoveOrphan => shared.report(self.choose(Pick::Remove)),
            Command::Accept => return Turn::Close(vec![Effect::Reanchor(self.chosen())]),
            Command::Cancel | Command::Back => return Turn::close(),
            other => return Turn::Everywhere(other),
        }
        Turn::done()
    }

    fn is_over(&self, shared: &Shared) -> bool {
        shared.open_text.as_ref().is_none_or(|open| open.text() != self.whereabouts.text)
    }
}
