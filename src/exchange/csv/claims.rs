//! The tables of figures and of allegations: with each row all facts of its text.
//!
//! Figures are the tags of the schema whose attributes are filled from a number, allegations those that an ordered
//! relation (a chain of sources) goes from.

use super::attributes::{Columns, place};
use super::ends::{Related, names};
use crate::annotation::{Annotation, Attribute, Fill, RelationType, Schema, Tag, Value};
use crate::exchange::format::Run;
use crate::exchange::value::plain;
use crate::exchange::work::Work;

/// One of the two tables.
pub(super) struct Claims<'a> {
    /// What it holds.
    pub name: &'static str,
    tags: Vec<&'a Tag>,
    facts: &'a [Attribute],
    attributes: Columns<'a>,
    relations: Vec<&'a RelationType>,
}

impl<'a> Claims<'a> {
    pub(super) fn all(schema: &'a Schema) -> [Self; 2] {
        let is_figure = |tag: &Tag| tag.attributes.iter().any(|a| a.fill.iter().any(|fill| matches!(fill, Fill::Number(_))));
        let claims = |tag: &Tag| schema.relations.iter().any(|relation| relation.ordered && relation.from.contains(&tag.id));
        let table = |name, wanted: &dyn Fn(&Tag) -> bool| {
            let tags: Vec<&Tag> = schema.tags.iter().filter(|tag| wanted(tag)).collect();
            let from_here = |relation: &&RelationType| tags.iter().any(|tag| relation.from.contains(&tag.id));
            let relations = schema.relations.iter().filter(from_here).collect();
            let attributes = Columns::of(tags.iter().flat_map(|tag| &tag.attributes), |_| false);
            Self { name, facts: &schema.document, attributes, relations, tags }
        };
        [table("figures", &is_figure), table("allegations", &|tag| claims(tag) && !is_figure(tag))]
    }

    pub(super) fn head(&self) -> Vec<String> {
        let mut cells: Vec<String> = ["file", "annotator"].map(str::to_owned).to_vec();
        cells.extend(self.facts.iter().map(|fact| fact.id.clone()));
        cells.extend(["id", "tag", "text", "start", "end"].map(str::to_owned));
        cells.extend(self.attributes.names());
        cells.extend(self.relations.iter().flat_map(|relation| names(relation)));
        cells.push("note".to_owned());
        cells
    }

    /// The rows of a work.
    pub(super) fn rows(&self, work: &Work<'_>, related: &Related<'_>, run: &Run<'_>) -> Vec<Vec<String>> {
        let is_here = |annotation: &&Annotation| self.tags.iter().any(|tag| tag.id == annotation.tag);
        work.set.iter().filter(is_here).map(|annotation| self.row(work, annotation, related, run)).collect()
    }

    fn row(&self, work: &Work<'_>, annotation: &Annotation, related: &Related<'_>, run: &Run<'_>) -> Vec<String> {
        let mut cells = vec![work.file.to_owned(), work.annotator.to_string()];
        let fact = |value: Option<&Value>| value.map(|value| plain(value, |_| None)).unwrap_or_default();
        cells.extend(self.facts.iter().map(|known| fact(work.set.metadatum(&known.id))));
        cells.extend([annotation.id.to_string(), annotation.tag.clone(), work.quote(annotation).to_owned()]);
        cells.extend(place(work, annotation));
        cells.extend(self.attributes.cells(&annotation.attributes, work, run.registries));
        cells.extend(self.relations.iter().flat_map(|kind| related.cells(&annotation.id, kind)));
        cells.push(annotation.note.clone());
        cells
    }
}
