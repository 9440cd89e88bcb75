//! The names that options take: of annotators, of sets, of units.

use std::path::Path;

use super::fault::{Fault, instead, warn};
use crate::annotation::Annotator;
use crate::exchange::Unit;
use crate::storage::corpus;

/// Reads the name of an annotator.
pub(super) fn annotator(name: &str) -> Result<Annotator, Fault> {
    Annotator::parse(name).map_err(|error| Fault::user(error.to_string()).hint(error.hint()))
}

/// Reads the name of a set: an annotator's, or `gold`.
pub(super) fn set(name: &str) -> Result<Annotator, Fault> {
    Annotator::parse_with_gold(name).map_err(|error| Fault::user(error.to_string()).hint(error.hint()))
}

/// Reads the name of what offsets count.
pub(super) fn unit(name: &str) -> Result<Unit, Fault> {
    let unknown = || {
        let names = Unit::ALL.map(|(name, _)| name).join(", ");
        Fault::user(format!("unknown unit of offsets `{name}`")).hint(format!("known: {names}"))
    };
    Unit::by_name(name).ok_or_else(unknown)
}

/// Warns that an annotator who was asked for has not annotated a text, and says who was meant.
pub(super) fn warn_of_no_work(text: &Path, annotator: &Annotator) {
    let sidecars = corpus::find(text).map(|found| found.sidecars).unwrap_or_default();
    let known: Vec<&Annotator> = sidecars.iter().map(|sidecar| &sidecar.annotator).collect();
    warn(format_args!("{}: {annotator} has not annotated this text; {}", text.display(), instead(annotator, &known)));
}
