//! What became of changes that were to be kept, in the open text and in registries: saved, written beside the text, merged
//! with what somebody else wrote, or not.

use super::effect::Effect;
use super::notice::{Cause, Notice};
use super::open_text::OpenText;
use super::saved::Saved;
use super::shared::Shared;
use crate::annotation::{Edit, RegistryEdit};
use crate::text::TextId;

impl Shared {
    /// What is open, if it is this text.
    pub(super) fn text_of(&mut self, text: TextId) -> Option<&mut OpenText> {
        self.open_text.as_mut().filter(|open| open.text() == text)
    }

    /// A change of a registry could not be kept, and is tried again.
    pub(super) fn registry_not_saved(&mut self, why: Cause) {
        self.registries.failed = Some(why.clone());
        self.tell(Notice::NotSaved(why));
    }

    pub(super) fn read_only(&mut self, text: TextId, why: Cause) {
        if let Some(open) = self.text_of(text) {
            open.read_only = Some(why.clone());
            self.tell(Notice::ReadOnly(why));
        }
    }

    pub(super) fn not_saved(&mut self, text: TextId, why: Cause) {
        if let Some(open) = self.text_of(text) {
            open.ledger.saved = Saved::Failed(why.clone());
        }
        self.tell(Notice::NotSaved(why));
    }

    pub(super) fn registry_saved(&mut self, registry: &str, edits: usize, joined: Option<RegistryEdit>) {
        if let Err(error) = self.registries.kept(registry, edits, joined) {
            self.tell(Notice::Failed(error.into()));
        }
    }

    pub(super) fn not_written(&mut self, text: TextId, why: Cause) {
        if let Some(open) = self.text_of(text) {
            open.behind = Some(why.clone());
        }
        self.tell(Notice::NotWritten(why));
    }

    /// Takes what somebody else wrote meanwhile, as one change.
    pub(super) fn joined(&mut self, text: TextId, edit: Edit, told: Notice) -> Vec<Effect> {
        if let Some(open) = self.text_of(text) {
            let joined = open.join(edit);
            self.tell(told);
            self.report(joined);
        }
        self.after(Vec::new(), "merge")
    }

    pub(super) fn saved(&mut self, text: TextId, revision: u64) {
        let open = self.text_of(text).filter(|r| r.ledger.revision == revision);
        let before = open.map(|open| std::mem::replace(&mut open.ledger.saved, Saved::Yes));
        if matches!(before, Some(Saved::Failed(_))) {
            self.notice = None;
        }
    }

    pub(super) fn written(&mut self, text: TextId, revision: u64) {
        if let Some(open) = self.text_of(text) {
            open.written = Some(revision);
            if open.behind.take().is_some() {
                self.notice = None;
            }
        }
    }
}
