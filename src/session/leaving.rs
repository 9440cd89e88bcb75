//! Leaving a text or the program: what has to be settled before, and what the list shows after.

use super::command::Command;
use super::corpus::TextSummary;
use super::effect::Effect;
use super::mode::Mode;
use super::notice::Notice;
use super::reading::{Reading, Saved};
use super::state::Session;

impl Session {
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        // What is being typed to stay is not lost by leaving.
        let mut effects = if self.mode.is_kept() { self.end_typing(true) } else { Vec::new() };
        if self.unsaved().is_some() {
            self.before = self.mode;
            self.mode = Mode::Question;
        } else {
            effects.push(Effect::Quit);
        }
        effects
    }

    /// Whether to leave although something is not saved: yes, no, or asked to leave once more, which is a yes.
    pub(super) fn update_question(&mut self, command: &Command) -> Vec<Effect> {
        match command {
            Command::Accept | Command::Quit => {
                self.gave_up = true;
                return vec![Effect::Quit];
            }
            Command::Cancel => self.mode = self.before,
            other => return self.update_program(other),
        }
        Vec::new()
    }

    /// Writes now, and tries again what could not be kept.
    pub(super) fn save_now(&mut self) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        if let Some(reason) = &reading.read_only {
            let reason = reason.clone();
            self.tell(Notice::ReadOnly(reason));
            return Vec::new();
        }
        if reading.saved == Saved::Yes && reading.is_written() {
            self.tell(Notice::Saved);
        }
        self.write_now()
    }

    /// What is to be done when there is time: changes that wait are tried again, the sidecar is written.
    pub(super) fn write_now(&mut self) -> Vec<Effect> {
        let Some(reading) = self.reading.as_ref().filter(|_| self.review.is_none()) else { return Vec::new() };
        let again = (reading.saved != Saved::Yes).then(|| Effect::Append(reading.changes(Vec::new())));
        let write = (!reading.is_written()).then(|| Effect::Save(reading.snapshot()));
        again.into_iter().chain(write).collect()
    }

    pub(super) fn open_neighbour(&mut self, onwards: bool) -> Vec<Effect> {
        let Some(at) = self.reading.as_ref().map(Reading::text) else { return Vec::new() };
        let other = if onwards { at + 1 } else { at.wrapping_sub(1) };
        if other >= self.corpus.texts().len() {
            self.tell(if onwards { Notice::LastText } else { Notice::FirstText });
            return Vec::new();
        }
        vec![Effect::Open(other)]
    }

    /// Back to the list, which shows at once what was done to the text.
    pub(super) fn leave_text(&mut self) -> Vec<Effect> {
        if self.refuses_to_leave() {
            return Vec::new();
        }
        self.summarise_open_text();
        self.waiting.clear();
        self.mode = Mode::Corpus;
        self.reading.take().map(|reading| Effect::Close(reading.text)).into_iter().collect()
    }

    /// Whether the open text has changes that could not be saved: it stays open.
    pub(super) fn refuses_to_leave(&mut self) -> bool {
        let Some(Saved::Failed(why)) = self.reading.as_ref().map(|r| r.saved.clone()) else { return false };
        self.tell(Notice::StaysOpen(why));
        true
    }

    pub(super) fn summarise_open_text(&mut self) {
        let Some(reading) = self.reading.as_ref().filter(|r| r.revision > 0) else { return };
        let counts = reading.set.counts();
        let summary = TextSummary {
            state: Some(reading.set.state().to_string()),
            counts: self.schema.tags.iter().map(|t| counts.get(t.id.as_str()).copied().unwrap_or(0)).collect(),
            changed: Some(humantime::format_rfc3339_seconds(self.now).to_string().replace('T', " ").chars().take(16).collect()),
            fault: None,
        };
        self.corpus.summarise(reading.text, summary);
    }
}
