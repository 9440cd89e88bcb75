//! The units to which a decision is about to be applied: shown first, done as one step.

use super::screen::{Screen, Turn};
use crate::review::adjudication::Decision;
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::notice::Refusal;
use crate::session::review::{Reviewing, Scope};
use crate::session::shared::Shared;

/// Units to which a decision is about to be applied.
#[derive(Debug)]
pub struct Preview {
    /// The desk and the unit that was decided.
    source: (usize, usize),
    /// Desk and unit of each that is alike.
    targets: Vec<(usize, usize)>,
    scope: Scope,
}

impl Preview {
    /// Finds the units of the text at hand that the last decision could be applied to; if there is none, those of all texts.
    ///
    /// # Errors
    ///
    /// Fails where nothing is decided, or no other open unit is alike.
    pub(super) fn of_last(review: &Reviewing) -> Result<Self, Refusal> {
        let source = review.applicable().ok_or(Refusal::NothingToApply)?;
        let near = Self::of(review, source, Scope::Text);
        let found = if near.targets.is_empty() { Self::of(review, source, Scope::Corpus) } else { near };
        if found.targets.is_empty() { Err(Refusal::NothingAlike) } else { Ok(found) }
    }

    fn of(review: &Reviewing, source: (usize, usize), scope: Scope) -> Self {
        Self { source, targets: review.alike(source, scope), scope }
    }

    /// Returns desk and unit of each that is alike.
    pub fn targets(&self) -> &[(usize, usize)] {
        &self.targets
    }

    /// Returns what would be decided on one of them.
    pub fn decision(&self, review: &Reviewing, target: (usize, usize)) -> Option<Decision> {
        review.carried(self.source, target)
    }

    /// Returns where they were looked for.
    pub fn scope(&self) -> Scope {
        self.scope
    }
}

impl Screen for Preview {
    fn mode(&self) -> Mode {
        Mode::Preview
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Accept => Turn::Close(shared.apply_to_alike(self.source, &self.targets)),
            Command::Cancel | Command::Back => Turn::close(),
            Command::WidenToCorpus => {
                if let Some(review) = &shared.review {
                    *self = Self::of(review, self.source, Scope::Corpus);
                }
                Turn::done()
            }
            other => Turn::Everywhere(other),
        }
    }

    fn begun_by(&self) -> Option<Command> {
        Some(Command::ApplyToAlike)
    }
}
