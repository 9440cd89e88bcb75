//! The names that options take: of annotators, of sets, of units.

use super::fault::Fault;
use crate::annotation::Annotator;
use crate::exchange::Unit;

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
