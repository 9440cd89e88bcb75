//! What is known of texts for the split and the card of a release.

use std::collections::BTreeMap;

use super::conversion::Conversion;
use crate::exchange::Work;
use crate::exchange::split::{PARTS, Sketch, split};
use crate::storage::TextFile;
use crate::workspace::error::JobError;

/// What is known of a text.
pub(super) struct Known {
    pub sketch: Sketch,
    pub sha256: String,
    pub spans: BTreeMap<String, usize>,
    pub relations: usize,
    /// The name of its source, if it has one.
    pub origin: String,
}

impl Known {
    fn of(work: &Work<'_>) -> Self {
        let spans = work.set.counts().clone();
        let fact = work.set.metadata().iter().find(|(name, _)| name == "source_name");
        Self {
            sketch: Sketch::of(work.document, &spans),
            sha256: work.sha256.unwrap_or_default().to_owned(),
            relations: work.set.relations().len(),
            origin: fact.map(|(_, value)| value.to_string()).unwrap_or_default(),
            spans,
        }
    }
}

/// Reads all texts once.
pub(super) fn look(conversion: &Conversion<'_>) -> Result<Vec<Known>, JobError> {
    let mut all = Vec::with_capacity(conversion.texts.len());
    conversion.look(Known::of, |known| {
        all.push(known);
        Ok(())
    })?;
    Ok(all)
}

/// The texts of one part of the split.
pub(super) fn part<'a>(conversion: &Conversion<'a>, seed: u64, wanted: &str) -> Result<Vec<&'a TextFile>, JobError> {
    let sketches: Vec<Sketch> = look(conversion)?.into_iter().map(|known| known.sketch).collect();
    let parts = split(&sketches, seed);
    let is_wanted = |part: usize| PARTS.get(part).is_some_and(|(name, _)| *name == wanted);
    Ok(conversion.texts.iter().zip(parts).filter(|(_, part)| is_wanted(*part)).map(|(text, _)| *text).collect())
}
