//! Leaving a text or the program: what has to be settled before, and what the list shows after.

use super::corpus::TextSummary;
use super::effect::Effect;
use super::mode::Mode;
use super::reading::{Reading, Saved};
use super::state::Session;

impl Session {
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        if self.mode == Mode::Note {
            // A note that is being typed is not lost by leaving.
            self.end_typing(true);
        }
        let failed = self.reading.as_ref().and_then(|r| if let Saved::Failed(why) = &r.saved { Some(why.clone()) } else { None });
        match failed {
            Some(why) if !self.warned => {
                self.warned = true;
                if let Some(reading) = &mut self.reading {
                    reading.saved = Saved::NotYet;
                    reading.asked = 0;
                }
                self.complain(format!("not saved: {why}"));
                Vec::new()
            }
            _ => vec![Effect::Quit],
        }
    }

    pub(super) fn save_now(&mut self) {
        let Some(reading) = &mut self.reading else { return };
        if let Some(reason) = &reading.read_only {
            let reason = format!("read-only: {reason}");
            self.complain(reason);
        } else if reading.saved == Saved::Yes {
            self.tell("everything is saved");
        } else {
            (reading.saved, reading.asked) = (Saved::NotYet, 0);
        }
    }

    pub(super) fn open_neighbour(&mut self, onwards: bool) -> Vec<Effect> {
        let Some(at) = self.reading.as_ref().map(Reading::text) else { return Vec::new() };
        let other = if onwards { at + 1 } else { at.wrapping_sub(1) };
        if other >= self.corpus.texts().len() {
            self.tell(if onwards { "this is the last text" } else { "this is the first text" });
            return Vec::new();
        }
        vec![Effect::Open(other)]
    }

    /// Back to the list, which shows at once what was done to the text.
    pub(super) fn leave_text(&mut self) {
        if self.refuses_to_leave() {
            return;
        }
        self.summarise_open_text();
        self.reading = None;
        self.waiting.clear();
        self.mode = Mode::Corpus;
    }

    /// Whether the open text has changes that could not be saved: it stays open.
    pub(super) fn refuses_to_leave(&mut self) -> bool {
        let Some(Saved::Failed(why)) = self.reading.as_ref().map(|r| r.saved.clone()) else { return false };
        self.complain(format!("not saved: {why}; the text stays open so that nothing is lost"));
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
