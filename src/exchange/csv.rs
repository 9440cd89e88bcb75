//! CSV for analysts' spreadsheets: figures and allegations with the facts of their texts, and tables of all spans, all
//! relations and all texts.
//!
//! A sub-span is its words, with its range beside it; an identity has its names and class from the registries. A cell
//! that a spreadsheet would take for a formula begins with `'`.

mod attributes;
mod ends;
mod claims;
mod spans;
mod relations;
mod texts;

use std::borrow::Cow;

use claims::Claims;
use ends::Related;
use relations::Relations;
use spans::Spans;
use texts::Texts;

use super::format::{Output, Run, Stream, Writer};
use super::loss::Lost;
use super::work::Work;

/// What is never carried.
const LOST: &[Lost] = &[Lost::UnknownFields];

/// Tables for people.
#[derive(Debug)]
pub(super) struct Csv;

impl Writer for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "tables for spreadsheets: figures, allegations, all spans, relations and texts; --bom for Excel"
    }

    fn streams(&self, run: &Run<'_>) -> Vec<Stream> {
        let stream = |(name, head): (&str, Vec<String>)| {
            let mark = if run.bom { "\u{FEFF}" } else { "" };
            Stream { name: format!("{}.{name}.csv", run.set), head: format!("{mark}{}", line(&head)), ..Stream::default() }
        };
        let claims = Claims::all(run.schema);
        let mut tables: Vec<(&str, Vec<String>)> = claims.iter().map(|table| (table.name, table.head())).collect();
        tables.push(("spans", Spans::of(run.schema).head()));
        tables.push(("relations", Relations::of(run.schema).head()));
        tables.push(("texts", Texts::of(run.schema).head()));
        tables.into_iter().map(stream).collect()
    }

    fn write(&self, works: &[Work<'_>], _from: usize, run: &Run<'_>, output: &mut Output) {
        let claims = Claims::all(run.schema);
        let spans = Spans::of(run.schema);
        let relations = Relations::of(run.schema);
        let texts = Texts::of(run.schema);
        for work in works {
            output.loss.all_of(LOST, work);
            let related = Related::of(work, run.schema);
            let mut tables: Vec<Vec<Vec<String>>> = claims.iter().map(|table| table.rows(work, &related, run)).collect();
            tables.push(spans.rows(work, &related, run));
            tables.push(relations.rows(work, &related, run));
            tables.push(vec![texts.row(work, run)]);
            output.pieces.extend(tables.iter().map(|rows| lines(rows).into_bytes()).enumerate());
        }
    }
}

/// A row as it stands in the file; a cell that a spreadsheet would take for a formula begins with `'`.
pub(crate) fn line(cells: &[String]) -> String {
    lines(&[cells])
}

/// Rows as they stand in the file.
fn lines(rows: &[impl AsRef<[String]>]) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        // A vector takes all that is written to it.
        let _infallible = writer.write_record(row.as_ref().iter().map(|cell| guarded(cell).into_owned()));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// A cell that a spreadsheet takes for no formula.
fn guarded(cell: &str) -> Cow<'_, str> {
    let is_number = || cell.parse::<i64>().is_ok();
    let acts = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number();
    if acts { format!("'{cell}").into() } else { cell.into() }
}
