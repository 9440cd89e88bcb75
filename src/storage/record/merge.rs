//! Bringing together what we made of a sidecar and what another program wrote in its place.

use std::path::Path;

use super::error::MergeFault;
use crate::annotation::AnnotationSet;
use crate::storage::sidecar::{Discrepancy, Hash, Header, Loaded, Stored, merge};
use crate::storage::store;
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

/// The two sides of a sidecar, and what both began from.
pub(super) struct Sides<'a> {
    /// What both began from.
    pub(super) base: &'a AnnotationSet,
    /// Our side.
    pub(super) ours: &'a AnnotationSet,
    /// The rest of our sidecar.
    pub(super) header: &'a Header,
    /// The sidecar that the other side wrote.
    pub(super) theirs: &'a [u8],
    /// Where it is.
    pub(super) path: &'a Path,
}

impl Sides<'_> {
    /// Merges both.
    ///
    /// # Errors
    /// A sidecar that cannot be read, speaks of another text, or does not fit it.
    pub(super) fn merge(&self, document: &Document) -> Result<Joined, MergeFault> {
        let base = Stored::of(self.base, self.header, document);
        let ours = Stored::of(self.ours, self.header, document);
        let theirs = store::parse_sidecar(self.path, self.theirs)?;
        let merged = merge(Some(&base), &ours, &theirs)?;
        let Loaded { set, header, discrepancies } = merged.stored.resolve(document, Hash::Compared);
        match discrepancies.into_iter().find(|discrepancy| discrepancy.is_unfit() || *discrepancy == Discrepancy::SourceChanged) {
            Some(discrepancy) => Err(MergeFault::Discrepancy(discrepancy)),
            None => Ok(Joined { set, header, conflicts: merged.conflicts.len() }),
        }
    }
}
