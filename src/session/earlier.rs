//! What was decided in earlier sittings, to be taken back and made again in this one.
//!
//! Where nothing of this sitting is left to take back, the text at hand stands as its file did when it was opened, or as
//! what is taken back here has left it: so the changes of the file, as its journal has them, go on from there.

use super::travel::Travel;
use crate::annotation::{AnnotationSet, History};
use crate::review::Adjudication;
use crate::review::adjudication::read_decisions;
use crate::text::Document;

/// The changes of the file of decisions in earlier sittings.
#[derive(Debug, Clone, Default)]
pub(super) struct Earlier {
    pub(super) history: History,
    /// What the file says, or would say with what was taken back.
    pub(super) set: AnnotationSet,
}

impl Earlier {
    /// Takes back, or makes again, what was decided last, and gives what stands then; `None` if there is nothing.
    pub(super) fn travel(&mut self, travel: Travel, now: &Adjudication, document: &Document) -> Option<Adjudication> {
        loop {
            match travel {
                Travel::Undo => self.history.undo(&mut self.set),
                Travel::Redo => self.history.redo(&mut self.set),
            }?;
            let decisions = read_decisions(&self.set, document).ok()?.unwrap_or_default();
            // A change of the state alone is passed over.
            let then = now.with(decisions);
            if !then.decisions().eq(now.decisions()) {
                return Some(then);
            }
        }
    }
}
