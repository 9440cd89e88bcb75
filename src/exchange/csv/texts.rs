//! The table of texts, a row each, with the facts that were stated of it.

use super::attributes::Columns;
use crate::annotation::Schema;
use crate::exchange::format::Run;
use crate::exchange::work::Work;

/// The columns before the facts.
const FIRST: [&str; 7] = ["file", "annotator", "state", "sha256", "code_points", "spans", "relations"];

/// The table.
pub(super) struct Texts<'a> {
    facts: Columns<'a>,
}

impl<'a> Texts<'a> {
    pub(super) fn of(schema: &'a Schema) -> Self {
        Self { facts: Columns::of(schema.document.iter(), |_| false) }
    }

    pub(super) fn head(&self) -> Vec<String> {
        let mut cells: Vec<String> = FIRST.map(str::to_owned).to_vec();
        cells.extend(self.facts.names());
        cells.push("other".to_owned());
        cells
    }

    /// The row of a work.
    pub(super) fn row(&self, work: &Work<'_>, run: &Run<'_>) -> Vec<String> {
        let mut cells = vec![work.file.to_owned(), work.annotator.to_string(), work.set.state().as_str().to_owned()];
        cells.push(work.sha256.unwrap_or_default().to_owned());
        let counts = [work.document.code_points(), work.set.len(), work.set.relations().len()];
        cells.extend(counts.map(|count| count.to_string()));
        cells.extend(self.facts.cells(work.set.metadata(), work, run.registries));
        cells.push(self.facts.others(work.set.metadata()));
        cells
    }
}
