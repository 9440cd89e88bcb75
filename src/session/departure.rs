//! The departure from the open text: what has to be written before, and what the list shows after.

use super::corpus::TextSummary;
use super::effect::Effect;
use super::motion::Neighbour;
use super::notice::Notice;
use super::open_text::OpenText;
use super::saved::Saved;
use super::shared::Shared;
use crate::annotation::{Completeness, Entry, Part, Timestamp};

impl Shared {
    /// Writes now, and tries again what could not be kept.
    pub(super) fn save_now(&mut self) -> Vec<Effect> {
        let Some(open) = &self.open_text else { return Vec::new() };
        if let Some(reason) = &open.read_only {
            let reason = reason.clone();
            self.tell(Notice::ReadOnly(reason));
            return Vec::new();
        }
        if open.ledger.saved == Saved::Yes && open.is_written() {
            self.tell(Notice::Saved);
        }
        self.write_now()
    }

    /// What is to be done when there is time: changes that wait are tried again, the sidecar is written.
    pub(super) fn write_now(&mut self) -> Vec<Effect> {
        let registries = self.registries.snapshots().into_iter().map(Effect::SaveRegistry);
        let Some(open) = self.open_text.as_ref().filter(|_| self.review.is_none()) else { return registries.collect() };
        let again = (open.ledger.saved != Saved::Yes).then(|| Effect::Append(open.changes(Vec::new())));
        let write = (!open.is_written()).then(|| Effect::Save(open.snapshot()));
        registries.chain(again).chain(write).collect()
    }

    /// Asks where the spans of the open text belong now.
    pub(super) fn ask_for_whereabouts(&mut self) -> Vec<Effect> {
        let Some(text) = self.open_text.as_ref().filter(|_| self.review.is_none()).map(OpenText::text) else {
            return Vec::new();
        };
        self.tell(Notice::LookingForPlaces);
        vec![Effect::FindWhereabouts(text)]
    }

    pub(super) fn open_neighbour(&mut self, which: Neighbour) -> Vec<Effect> {
        let Some(at) = self.open_text.as_ref().map(OpenText::text) else { return Vec::new() };
        let other = which.of(at.place(), self.texts.entries().len());
        if other.is_none() {
            self.tell_no_text(which);
        }
        other.map(|text| Effect::Open(text.into())).into_iter().collect()
    }

    /// Tells that a text has no such neighbour.
    pub(super) fn tell_no_text(&mut self, which: Neighbour) {
        self.tell(match which {
            Neighbour::Next => Notice::LastText,
            Neighbour::Previous => Notice::FirstText,
        });
    }

    /// Closes the open text; the list shows at once what was done to it.
    pub(super) fn close_text(&mut self) -> Vec<Effect> {
        self.summarise_open_text();
        self.open_text.take().map(|open| Effect::Close(open.text)).into_iter().collect()
    }

    /// Whether the open text has changes that could not be saved: it stays open.
    pub(super) fn refuses_to_leave(&mut self) -> bool {
        let Some(Saved::Failed(why)) = self.open_text.as_ref().map(|r| r.saved().clone()) else { return false };
        self.tell(Notice::StaysOpen(why));
        true
    }

    pub(super) fn summarise_open_text(&mut self) {
        let Some(open) = self.open_text.as_ref().filter(|r| r.ledger.revision > 0) else { return };
        let counts = open.ledger.set.counts();
        let summary = TextSummary {
            state: Some(open.ledger.set.state().clone()),
            counts: self.schema.tags.iter().map(|t| counts.get(t.id.as_str()).copied().unwrap_or(0)).collect(),
            changed: Some(self.now),
            completeness: Some(Completeness::of(&open.ledger.set, &self.schema, Part::Annotator)),
            fault: None,
        };
        self.texts.summarise(open.text, summary);
        self.registries.recount(open.text, &open.ledger.set, &self.schema);
    }

    /// Hands the changes that a command made over to be kept, before anything else is done.
    pub(super) fn after(&mut self, mut effects: Vec<Effect>, command: &str) -> Vec<Effect> {
        let at = Timestamp::from(self.now);
        let sign = |entries: &mut [Entry]| {
            for entry in entries.iter_mut().filter(|entry| entry.command.is_empty()) {
                (entry.at, entry.command) = (at.clone(), command.to_owned());
            }
        };
        for effect in &mut effects {
            match effect {
                Effect::SaveGold(snapshot) => sign(&mut snapshot.entries),
                Effect::Follow(text) => self.name_decision(*text, command),
                _ => {}
            }
        }
        let Some(open) = &mut self.open_text else { return effects };
        let mut entries = open.ledger.take_entries();
        // What is changed while a reading is edited is nobody's sidecar.
        if !entries.is_empty() && self.review.is_none() {
            sign(&mut entries);
            effects.insert(0, Effect::Append(open.changes(entries)));
        }
        effects
    }
}
