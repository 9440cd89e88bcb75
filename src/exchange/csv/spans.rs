//! The table of all spans, a row each: every attribute of the schema, the identity with its names, the relations in words.

use super::attributes::{Columns, place};
use super::ends::{Related, names};
use crate::annotation::{Annotation, RelationType, Schema, Tag};
use crate::exchange::format::Run;
use crate::exchange::identity::{Named, named, naming};
use crate::exchange::work::Work;

/// The columns before the attributes.
const FIRST: [&str; 12] = [
    "file",
    "annotator",
    "state",
    "id",
    "tag",
    "start",
    "end",
    "text",
    "identity",
    "identity_ar",
    "identity_en",
    "identity_class",
];
/// The columns after the relations; those from `readers` to `decided_by` say where a span of a gold standard comes from.
const LAST: [&str; 7] = ["note", "origin", "at", "readers", "decision", "decided_by", "other"];

/// The table.
pub(super) struct Spans<'a> {
    attributes: Columns<'a>,
    relations: &'a [RelationType],
}

impl<'a> Spans<'a> {
    pub(super) fn of(schema: &'a Schema) -> Self {
        // Whose names stand under `identity` needs no columns of its own.
        let names = |tag: &Tag, attribute: &str| naming(tag).is_none_or(|(first, _)| first == attribute);
        let is_named = |attribute: &str| {
            let mut having = schema.tags.iter().filter(|tag| tag.attribute(attribute).is_some());
            having.all(|tag| names(tag, attribute))
        };
        let attributes = Columns::of(schema.tags.iter().flat_map(|tag| &tag.attributes), is_named);
        Self { attributes, relations: &schema.relations }
    }

    pub(super) fn head(&self) -> Vec<String> {
        let mut cells: Vec<String> = FIRST.map(str::to_owned).to_vec();
        cells.extend(self.attributes.names());
        cells.extend(self.relations.iter().flat_map(names));
        cells.extend(LAST.map(str::to_owned));
        cells
    }

    /// The rows of a work.
    pub(super) fn rows(&self, work: &Work<'_>, related: &Related<'_>, run: &Run<'_>) -> Vec<Vec<String>> {
        work.set.iter().map(|annotation| self.row(work, annotation, related, run)).collect()
    }

    fn row(&self, work: &Work<'_>, annotation: &Annotation, related: &Related<'_>, run: &Run<'_>) -> Vec<String> {
        let mut cells = vec![work.file.to_owned(), work.annotator.to_string(), work.set.state().as_str().to_owned()];
        cells.extend([annotation.id.to_string(), annotation.tag.clone()]);
        cells.extend(place(work, annotation));
        cells.push(work.quote(annotation).to_owned());
        cells.extend(identity_cells(named(run.schema, run.registries, annotation).as_ref()));
        cells.extend(self.attributes.cells(&annotation.attributes, work, run.registries));
        cells.extend(self.relations.iter().flat_map(|kind| related.cells(&annotation.id, kind)));
        cells.extend([annotation.note.clone(), annotation.origin.as_str().to_owned(), annotation.at.to_string()]);
        let provenance = &annotation.provenance;
        cells.push(provenance.from.known().map(|from| from.join(", ")).unwrap_or_default());
        cells.push(provenance.decision.known().map(|grounds| grounds.as_str().to_owned()).unwrap_or_default());
        cells.push(provenance.by.known().cloned().unwrap_or_default());
        cells.push(self.attributes.others(&annotation.attributes));
        cells
    }
}

fn identity_cells(named: Option<&Named<'_>>) -> [String; 4] {
    let Some(Named { id, known, .. }) = named else { return <[String; 4]>::default() };
    let of = |field: fn(&crate::annotation::Identity) -> &String| known.map(field).cloned().unwrap_or_default();
    [(*id).to_owned(), of(|identity| &identity.ar), of(|identity| &identity.en), of(|identity| &identity.class)]
}
