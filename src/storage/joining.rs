//! Bringing together what we made of a sidecar and what somebody else wrote in its place.

use super::error::StorageError;
use super::keeping::Keeping;
use super::sidecar::{self, Header, Loaded, Stored, merge};
use super::store;
use crate::annotation::AnnotationSet;
use crate::text::Document;

/// Both sides as one.
pub(super) struct Joined {
    /// What both say.
    pub(super) set: AnnotationSet,
    /// The rest of the sidecar.
    pub(super) header: Header,
    /// How much is left undecided and carries a mark.
    pub(super) conflicts: usize,
}

/// Three sets of which the first is what the others began from.
pub(super) struct Sets<'a> {
    pub(super) base: &'a AnnotationSet,
    pub(super) ours: &'a AnnotationSet,
}

impl Keeping {
    /// Merges our set with the sidecar that stands on the disk now.
    ///
    /// # Errors
    /// In words: the sidecar cannot be read, speaks of another text, or does not fit it.
    pub(super) fn join(&self, sets: &Sets<'_>, theirs: &[u8], document: &Document) -> Result<Joined, String> {
        let header = self.header(document);
        let stored = |set: &AnnotationSet| self.stored(&sidecar::write(set, &header, document));
        let (base, ours) = (stored(sets.base)?, stored(sets.ours)?);
        let theirs = store::parse_sidecar(&self.sidecar, theirs).map_err(|error| error.to_string())?;
        let merged = merge(Some(&base), &ours, &theirs).map_err(|error| error.to_string())?;
        let loaded: Loaded = merged.stored.resolve(document, true);
        if !loaded.is_same_source() || !loaded.is_faithful() {
            let why = loaded.findings.first().map(ToString::to_string).unwrap_or_default();
            return Err(why);
        }
        Ok(Joined { set: loaded.set, header: loaded.header, conflicts: merged.conflicts.len() })
    }

    fn stored(&self, text: &str) -> Result<Stored, String> {
        store::parse_sidecar(&self.sidecar, text.as_bytes()).map_err(|error: StorageError| error.to_string())
    }
}
