//! CSV for analysts' spreadsheets: a row for each figure and each allegation, with what they are related to.
//!
//! Figures are the tags of the schema whose attributes are filled from a number, allegations those that an ordered
//! relation (a chain of sources) goes from. A cell that a spreadsheet would take for a formula begins with `'`.

use super::format::{Output, Run, Stream, Writer};
use super::loss::{Loss, Lost};
use super::value::plain;
use super::work::Work;
use crate::annotation::{Annotation, Fill, Kind, RelationType, Schema, Tag, Value};

/// What is never carried.
const LOST: &[Lost] =
    &[Lost::RelationCertainty, Lost::RelationAttributes, Lost::States, Lost::Origins, Lost::Times, Lost::UnknownFields];

/// What stands between several things in a cell.
const BETWEEN: &str = " | ";

/// Tables for people.
#[derive(Debug)]
pub(super) struct Csv;

impl Writer for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "figures and allegations, one row each, for spreadsheets; --bom for Excel"
    }

    fn streams(&self, run: &Run<'_>) -> Vec<Stream> {
        let stream = |table: &Table<'_>| {
            let head = line(&table.head(run.schema));
            Stream {
                name: format!("{}.{}.csv", run.set, table.name),
                head: format!("{}{head}", if run.bom { "\u{FEFF}" } else { "" }),
                ..Stream::default()
            }
        };
        Table::all(run.schema).iter().map(stream).collect()
    }

    fn write(&self, works: &[Work<'_>], _from: usize, run: &Run<'_>, output: &mut Output) {
        let tables = Table::all(run.schema);
        for work in works {
            output.loss.all_of(LOST, work);
            for annotation in work.set.iter().filter(|a| !tables.iter().any(|table| table.has(&a.tag))) {
                output.loss.note(Lost::Spans, work, &annotation.id);
            }
            for (name, _) in work.set.metadata().iter().filter(|(name, _)| !run.schema.document.iter().any(|a| a.id == *name)) {
                output.loss.note(Lost::DocumentFacts, work, name);
            }
            for (n, table) in tables.iter().enumerate() {
                let rows = work.set.iter().filter(|a| table.has(&a.tag));
                let rows: String =
                    rows.map(|annotation| line(&table.row(work, annotation, run.schema, &mut output.loss))).collect();
                output.pieces.push((n, rows.into_bytes()));
            }
        }
    }
}

/// One of the two tables.
struct Table<'a> {
    name: &'static str,
    tags: Vec<&'a Tag>,
    relations: Vec<&'a RelationType>,
}

impl<'a> Table<'a> {
    fn all(schema: &'a Schema) -> [Self; 2] {
        let is_figure = |tag: &Tag| tag.attributes.iter().any(|a| a.fill.iter().any(|fill| matches!(fill, Fill::Number(_))));
        let claims = |tag: &Tag| schema.relations.iter().any(|relation| relation.ordered && relation.from.contains(&tag.id));
        let table = |name, wanted: &dyn Fn(&Tag) -> bool| {
            let tags: Vec<&Tag> = schema.tags.iter().filter(|tag| wanted(tag)).collect();
            let from_here = |relation: &&RelationType| tags.iter().any(|tag| relation.from.contains(&tag.id));
            Self { name, relations: schema.relations.iter().filter(from_here).collect(), tags }
        };
        [table("figures", &is_figure), table("allegations", &|tag| claims(tag) && !is_figure(tag))]
    }

    fn has(&self, tag: &str) -> bool {
        self.tags.iter().any(|known| known.id == tag)
    }

    /// The attributes of its tags, each once.
    fn attributes(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for attribute in self.tags.iter().flat_map(|tag| &tag.attributes) {
            if !names.contains(&attribute.id.as_str()) {
                names.push(&attribute.id);
            }
        }
        names
    }

    fn head(&self, schema: &Schema) -> Vec<String> {
        let mut cells: Vec<String> = ["file", "annotator"].map(str::to_owned).to_vec();
        cells.extend(schema.document.iter().map(|fact| fact.id.clone()));
        cells.extend(["id", "tag", "text", "start", "end"].map(str::to_owned));
        cells.extend(self.attributes().into_iter().map(str::to_owned));
        cells.extend(self.relations.iter().flat_map(|relation| [relation.id.clone(), format!("{}_id", relation.id)]));
        cells.push("note".to_owned());
        cells
    }

    fn row(&self, work: &Work<'_>, annotation: &Annotation, schema: &Schema, loss: &mut Loss) -> Vec<String> {
        let fact = |name: &str| work.set.metadata().iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let mut cells = vec![work.file.to_owned(), work.annotator.to_string()];
        cells.extend(schema.document.iter().map(|known| cell(fact(&known.id))));
        cells.extend([annotation.id.to_string(), annotation.tag.clone(), work.quote(annotation).to_owned()]);
        let range = annotation.span.range();
        cells.extend([range.start, range.end].map(|at| work.document.code_point_at(at).to_string()));
        let attributes = self.attributes();
        cells.extend(attributes.iter().map(|name| cell(annotation.attribute(name))));
        for (name, _) in annotation.attributes.iter().filter(|(name, _)| !attributes.contains(&name.as_str())) {
            loss.note(Lost::Attributes, work, &format!("{} {name}", annotation.id));
        }
        for relation in &self.relations {
            let (words, identities) = ends(work, annotation, &relation.id, schema);
            cells.extend([words, identities]);
        }
        for relation in work.set.relations().iter().filter(|r| r.from == annotation.id) {
            if !self.relations.iter().any(|known| known.id == relation.kind) {
                loss.note(Lost::Relations, work, &relation.id);
            }
        }
        cells.push(annotation.note.clone());
        cells
    }
}

/// The words that relations of a kind lead to, in their order, and the identities behind them.
fn ends(work: &Work<'_>, annotation: &Annotation, kind: &str, schema: &Schema) -> (String, String) {
    let mut found: Vec<_> = work.set.relations().iter().filter(|r| r.from == annotation.id && r.kind == kind).collect();
    found.sort_by_key(|relation| relation.order.unwrap_or(i64::MAX));
    let words = found.iter().map(|relation| match work.set.get(&relation.to) {
        Some(end) => work.quote(end).to_owned(),
        None => relation.to.trim_start_matches('@').to_owned(),
    });
    let identities = found.iter().map(|relation| match work.set.get(&relation.to) {
        Some(end) => identity(schema, end).unwrap_or(&end.id).to_owned(),
        None => relation.to.trim_start_matches('@').to_owned(),
    });
    (words.collect::<Vec<_>>().join(BETWEEN), identities.collect::<Vec<_>>().join(BETWEEN))
}

/// The identity of an annotation in a registry: its first attribute that is one.
pub(super) fn identity<'a>(schema: &Schema, annotation: &'a Annotation) -> Option<&'a str> {
    let attributes = &schema.tag(&annotation.tag)?.attributes;
    let entity = attributes.iter().find(|attribute| matches!(attribute.kind, Kind::Entity { .. }))?;
    annotation.attribute(&entity.id).and_then(Value::as_text)
}

fn cell(value: Option<&Value>) -> String {
    value.map(|value| plain(value, |_| None)).unwrap_or_default()
}

/// A row as it stands in the file; a cell that a spreadsheet would take for a formula begins with `'`.
pub(crate) fn line(cells: &[String]) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let is_number = |cell: &str| cell.parse::<i64>().is_ok();
    let guarded = cells.iter().map(|cell| {
        let acts = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number(cell);
        if acts { format!("'{cell}") } else { cell.clone() }
    });
    // A vector takes all that is written to it.
    let _infallible = writer.write_record(guarded);
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
