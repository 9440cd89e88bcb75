//! The units to which a decision is about to be applied, or whose decisions are about to be confirmed: shown first, done as
//! one step.

use super::screen::{Screen, Turn};
use crate::review::adjudication::Decision;
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::notice::Refusal;
use crate::session::review::{Reviewing, Scope};
use crate::session::shared::Shared;

/// What is to be done to the units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// The decision on this desk and unit is applied to them.
    Alike((usize, usize)),
    /// Their stale decisions are confirmed.
    Confirm,
}

/// Units on which something is about to be decided.
#[derive(Debug)]
pub struct Preview {
    aim: Aim,
    /// Desk and unit of each.
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
        Self::nearest(review, Aim::Alike(source)).ok_or(Refusal::NothingAlike)
    }

    /// Finds the stale decisions of the text at hand whose choice is still there; if there is none, those of all texts.
    ///
    /// # Errors
    ///
    /// Fails where there is none.
    pub(super) fn of_stale(review: &Reviewing) -> Result<Self, Refusal> {
        Self::nearest(review, Aim::Confirm).ok_or(Refusal::NothingToConfirm)
    }

    fn nearest(review: &Reviewing, aim: Aim) -> Option<Self> {
        let scopes = [Scope::Text, Scope::Corpus].into_iter();
        scopes.map(|scope| Self::of(review, aim, scope)).find(|found| !found.targets.is_empty())
    }

    fn of(review: &Reviewing, aim: Aim, scope: Scope) -> Self {
        let targets = match aim {
            Aim::Alike(source) => review.alike(source, scope),
            Aim::Confirm => review.confirmable(scope),
        };
        Self { aim, targets, scope }
    }

    /// Returns what is to be done to them.
    pub fn aim(&self) -> Aim {
        self.aim
    }

    /// Returns desk and unit of each.
    pub fn targets(&self) -> &[(usize, usize)] {
        &self.targets
    }

    /// Returns what would be decided on one of them.
    pub fn decision(&self, review: &Reviewing, target: (usize, usize)) -> Option<Decision> {
        match self.aim {
            Aim::Alike(source) => review.carried(source, target),
            Aim::Confirm => review.confirmed(target),
        }
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
            Command::Accept => Turn::Close(match self.aim {
                Aim::Alike(source) => shared.apply_to_alike(source, &self.targets),
                Aim::Confirm => shared.confirm_all(&self.targets),
            }),
            Command::Cancel | Command::Back => Turn::close(),
            Command::WidenToCorpus => {
                if let Some(review) = &shared.review {
                    *self = Self::of(review, self.aim, Scope::Corpus);
                }
                Turn::done()
            }
            other => Turn::Everywhere(other),
        }
    }

    fn begun_by(&self) -> Option<Command> {
        Some(match self.aim {
            Aim::Alike(_) => Command::ApplyToAlike,
            Aim::Confirm => Command::ConfirmAll,
        })
    }
}
