//! When changes are kept: in the journal after the frame that shows them, in the sidecar when there is time.

use std::io;
use std::time::{Duration, Instant};

use super::library::Library;
use super::run::Loop;
use crate::session::{Command, Message, Notice};

/// How long nothing may happen before the sidecar is written.
pub(super) const IDLE: Duration = Duration::from_secs(1);
/// The longest time before what failed is tried again.
const LONGEST: Duration = Duration::from_secs(30);

impl Loop {
    /// Keeps changes after the frame that shows them, and shows that they are kept.
    pub(super) fn keep_and_show(&mut self) -> io::Result<()> {
        if !self.to_keep.is_empty() {
            self.keep();
            self.frame()?;
        }
        let has_work = self.program.session.has_work();
        self.idle_at = has_work.then(|| Instant::now() + self.patience);
        Ok(())
    }

    /// Brings changes to the journal.
    pub(super) fn keep(&mut self) {
        while let Some(changes) = self.to_keep.pop_front() {
            for message in self.program.library.append(changes) {
                self.tell(message);
            }
        }
    }

    /// Writes what there was no time for, and tries again what failed, each time a little later.
    pub(super) fn idle(&mut self) {
        self.tell(Message::Idle);
        self.keep();
        let failed = self.program.session.unsaved().is_some();
        self.patience = if failed { (self.patience * 2).min(LONGEST) } else { IDLE };
    }

    /// Writes everything now, as far as it can be written.
    pub(super) fn settle(&mut self) {
        // A merge with what somebody else wrote is a change, which is to be written too; more than one is rare.
        for _ in 0..4 {
            self.keep();
            if !self.program.session.has_work() {
                return;
            }
            self.tell(Message::Idle);
        }
        self.keep();
    }

    /// Does something for which everything must be on the disk.
    pub(super) fn when_settled(&mut self, act: impl FnOnce(&Library) -> Vec<Message>) {
        self.settle();
        let messages = match self.program.session.unsaved() {
            Some(unsaved) => vec![Message::Told(Notice::Unsaved(unsaved))],
            None => act(&self.program.library),
        };
        for message in messages {
            self.tell(message);
        }
    }

    /// Ends the program, unless something cannot be saved and nobody was asked yet.
    pub(super) fn quit(&mut self) {
        self.settle();
        self.ended = self.program.session.unsaved().is_none() || self.program.session.has_given_up();
        if !self.ended {
            self.update(Command::Quit);
        }
    }
}
