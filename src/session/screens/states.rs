//! The texts whose state is about to be set: which of them, and which are left out and why; done as one act.

use super::screen::{Screen, Turn};
use crate::annotation::{StateOrder, StateStep};
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::mode::Mode;
use crate::session::motion::Motion;
use crate::session::notice::Notice;
use crate::session::shared::Shared;
use crate::session::states::StateReport;

/// Rows that a page goes on by.
const PAGE: usize = 10;

/// The texts on screen, as they were looked at.
#[derive(Debug)]
pub struct States {
    report: StateReport,
    top: usize,
    /// Whether it was said to set them.
    is_setting: bool,
}

impl States {
    /// Shows what was seen of the texts.
    pub(crate) fn of(report: StateReport) -> Self {
        Self { report, top: 0, is_setting: false }
    }

    /// Returns what was seen of the texts.
    pub fn report(&self) -> &StateReport {
        &self.report
    }

    /// Returns the first row on screen.
    pub fn top(&self) -> usize {
        self.top
    }

    fn go(&mut self, motion: Motion) {
        let last = self.report.outcomes.len().saturating_sub(1);
        self.top = match motion {
            Motion::LineUp => self.top.saturating_sub(1),
            Motion::LineDown => (self.top + 1).min(last),
            Motion::PageUp | Motion::HalfPageUp => self.top.saturating_sub(PAGE),
            Motion::PageDown | Motion::HalfPageDown => (self.top + PAGE).min(last),
            Motion::DocumentStart => 0,
            Motion::DocumentEnd => last,
            _ => self.top,
        };
    }

    fn set(&mut self, shared: &mut Shared) -> Turn {
        let texts = self.report.texts();
        if texts.is_empty() {
            shared.tell(Notice::NoStateToSet);
            return Turn::done();
        }
        self.is_setting = true;
        shared.tell(Notice::SettingStates { texts: texts.len() });
        let state = self.report.order.state.clone();
        Turn::Done(vec![Effect::States(StateOrder { step: StateStep::Set, state, texts })])
    }
}

impl Screen for States {
    fn mode(&self) -> Mode {
        Mode::States
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Move(motion) => self.go(motion),
            Command::ScrollUp => self.go(Motion::LineUp),
            Command::ScrollDown => self.go(Motion::LineDown),
            // Once it is said, it is done; what came of it closes the screen.
            Command::Accept | Command::Cancel | Command::Back if self.is_setting => {}
            Command::Accept => return self.set(shared),
            Command::Cancel | Command::Back => return Turn::close(),
            other => return Turn::Everywhere(other),
        }
        Turn::done()
    }
}
