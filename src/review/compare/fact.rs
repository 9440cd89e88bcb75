//! Facts of the document: what is said of it, and on what annotators differ.

use super::unit::{Reading, Unit, UnitKind, Work};
use crate::annotation::{Defaults, Value};

/// The facts that annotators state.
pub(super) struct Facts {
    /// Those of which all who speak of them say the same.
    pub agreed: Vec<(String, Value)>,
    /// A unit for each of the others. Whoever does not speak of it has no reading of it.
    pub differing: Vec<Unit>,
}

/// The facts of all works, in the order in which they are stated.
pub(super) fn facts(works: &[Work<'_>], defaults: &Defaults) -> Facts {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in works.iter().flat_map(|work| work.set.metadata()) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let mut facts = Facts { agreed: Vec::new(), differing: Vec::new() };
    for name in names {
        let said = |work: &Work<'_>| work.set.metadatum(name).filter(|value| !defaults.is_default_fact(name, value)).cloned();
        let values: Vec<Option<Value>> = works.iter().map(said).collect();
        let mut spoken = values.iter().flatten();
        let written = || works.iter().find_map(|work| work.set.metadatum(name));
        let Some(first) = spoken.next().or_else(written).cloned() else { continue };
        if spoken.all(|value| *value == first) {
            facts.agreed.push((name.to_owned(), first));
        } else {
            let readings = values.into_iter().map(|value| Reading { value, ..Reading::default() }).collect();
            let fact = Some(name.to_owned());
            facts.differing.push(Unit { start: 0, end: 0, kind: UnitKind::Fact, fact, readings });
        }
    }
    facts
}
