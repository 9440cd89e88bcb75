//! The table of relations, a row each, with the words of both ends.

use super::attributes::{Columns, place};
use super::ends::Related;
use crate::annotation::{Annotation, Relation, Schema};
use crate::exchange::format::Run;
use crate::exchange::identity::identity;
use crate::exchange::value::plain;
use crate::exchange::work::Work;

/// The columns before the attributes.
const FIRST: [&str; 18] = [
    "file",
    "annotator",
    "id",
    "type",
    "order",
    "certainty",
    "from",
    "from_tag",
    "from_start",
    "from_end",
    "from_text",
    "from_identity",
    "to",
    "to_tag",
    "to_start",
    "to_end",
    "to_text",
    "to_identity",
];

/// The table.
pub(super) struct Relations<'a> {
    attributes: Columns<'a>,
}

impl<'a> Relations<'a> {
    pub(super) fn of(schema: &'a Schema) -> Self {
        Self { attributes: Columns::of(schema.relations.iter().flat_map(|kind| &kind.attributes), |_| false) }
    }

    pub(super) fn head(&self) -> Vec<String> {
        let mut cells: Vec<String> = FIRST.map(str::to_owned).to_vec();
        cells.extend(self.attributes.names());
        cells.push("other".to_owned());
        cells
    }

    /// The rows of a work, by the place of the span that relations come from and their order.
    pub(super) fn rows(&self, work: &Work<'_>, related: &Related<'_>, run: &Run<'_>) -> Vec<Vec<String>> {
        let of_spans = work.set.iter().flat_map(|span| related.from(&span.id));
        let of_nothing = work.set.relations().iter().filter(|relation| !work.set.contains(&relation.from));
        of_spans.copied().chain(of_nothing).map(|relation| self.row(work, relation, related, run)).collect()
    }

    fn row(&self, work: &Work<'_>, relation: &Relation, related: &Related<'_>, run: &Run<'_>) -> Vec<String> {
        let mut cells = vec![work.file.to_owned(), work.annotator.to_string(), relation.id.to_string(), relation.kind.clone()];
        cells.push(relation.order.map(|order| order.to_string()).unwrap_or_default());
        cells.push(relation.certainty.as_ref().map(|value| plain(value, |_| None)).unwrap_or_default());
        cells.push(relation.from.to_string());
        cells.extend(work.set.get(&relation.from).map_or_else(<[String; 5]>::default, |span| span_cells(work, span, run.schema)));
        cells.push(relation.to.to_string());
        if let Some(span) = work.set.get(&relation.to) {
            cells.extend(span_cells(work, span, run.schema));
        } else {
            let [tag, start, end, identity] = <[String; 4]>::default();
            cells.extend([tag, start, end, related.words(relation), identity]);
        }
        cells.extend(self.attributes.cells(&relation.attributes, work, run.registries));
        cells.push(self.attributes.others(&relation.attributes));
        cells
    }
}

fn span_cells(work: &Work<'_>, span: &Annotation, schema: &Schema) -> [String; 5] {
    let [start, end] = place(work, span);
    let identity = identity(schema, span).unwrap_or_default().to_owned();
    [span.tag.clone(), start, end, work.quote(span).to_owned(), identity]
}
