//! `hashiya show`: a text as it would stand on screen.

use std::io::{self, BufWriter, Write};
use std::ops::Range;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::arguments::Common;
use super::fault::Fault;
use crate::layout::{Direction, Place, Row, Settings, Typesetter, cell};
use crate::storage::source;
use crate::text::Document;

/// Options of `hashiya show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The text.
    pub file: PathBuf,
    /// Columns of the screen.
    #[arg(long, default_value_t = 80, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub width: u16,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Whether letters become presentation forms.
    #[arg(long, value_enum, default_value_t = Shaping::Forms)]
    pub shaping: Shaping,
    /// Base direction of the paragraphs.
    #[arg(long, value_enum, default_value_t = Base::Auto)]
    pub direction: Base,
}

/// What `hashiya show` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Rows in visual order.
    Text,
    /// One JSON object a row.
    Json,
}

/// Whether letters become presentation forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shaping {
    /// They do.
    Forms,
    /// They stay as they are in the text.
    None,
}

/// Base direction of the paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Base {
    /// By the first strong character of each.
    Auto,
    /// Right to left.
    Rtl,
    /// Left to right.
    Ltr,
}

/// Prints a text as it would stand on screen.
pub fn run(show: &Show, common: &Common) -> Result<(), Fault> {
    let (document, warnings) = source::read_all(&show.file, common.encoding()?)?;
    for warning in &warnings {
        eprintln!("warning: {}: {warning}", show.file.display());
    }
    let direction = match show.direction {
        Base::Auto => Direction::Auto,
        Base::Rtl => Direction::RightToLeft,
        Base::Ltr => Direction::LeftToRight,
    };
    let settings = Settings { width: show.width, direction, shaping: show.shaping == Shaping::Forms };
    match show.format {
        Format::Text => text(&document, settings, io::stdout().lock())?,
        Format::Json => json(&document, settings, io::stdout().lock())?,
    }
    Ok(())
}

/// One cell, as JSON: what it shows, its columns, the code points it stands for, its level.
#[derive(Serialize)]
struct JsonCell<'a> {
    symbol: &'a str,
    width: u8,
    chars: Vec<usize>,
    level: u8,
}

/// One row of the screen, as JSON; offsets are code points of the whole text.
#[derive(Serialize)]
struct JsonRow<'a> {
    row: usize,
    paragraph: usize,
    start: usize,
    end: usize,
    level: u8,
    cells: Vec<JsonCell<'a>>,
}

/// Calls `each` with every row of a document, top to bottom, until it fails.
pub fn rows(document: &Document, settings: Settings, mut each: impl FnMut(usize, &Row) -> io::Result<()>) -> io::Result<()> {
    let mut typesetter = Typesetter::new(settings);
    let (mut at, mut number) = (0, 0);
    loop {
        let block = typesetter.block_at(document, at);
        for line in 0..block.lines().len() {
            each(number, &typesetter.row(document, Place { block: block.start(), line }))?;
            number += 1;
        }
        at = block.next();
        if at >= document.len() {
            return Ok(());
        }
    }
}

/// Writes one JSON object a row.
pub fn json(document: &Document, settings: Settings, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    rows(document, settings, |number, row| {
        let block = &row.block;
        let bytes = block.line_bytes(row.line);
        let points = |range: Range<usize>| -> Vec<usize> {
            let first = document.code_point_at(range.start);
            let chars = document.slice(range).chars().enumerate();
            chars.filter(|(_, c)| !cell::is_hidden(*c)).map(|(i, _)| first + i).collect()
        };
        let cells = row.visual.cells.iter().map(|placed| JsonCell {
            symbol: block.symbol(placed.cell),
            width: block.cells().get(placed.cell).map_or(1, |c| c.width),
            chars: points(block.bytes_of(placed.cell)),
            level: placed.level,
        });
        let shown = JsonRow {
            row: number,
            paragraph: block.paragraph(),
            start: document.code_point_at(bytes.start),
            end: document.code_point_at(bytes.end),
            level: block.base(),
            cells: cells.collect(),
        };
        serde_json::to_writer(&mut out, &shown)?;
        out.write_all(b"\n")
    })?;
    out.flush()
}

/// Writes the rows as plain lines in visual order, aligned to their paragraph's side.
pub fn text(document: &Document, settings: Settings, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    rows(document, settings, |_, row| {
        let symbols: String = row.visual.cells.iter().map(|placed| row.block.symbol(placed.cell)).collect();
        writeln!(out, "{:indent$}{symbols}", "", indent = usize::from(row.indent))
    })?;
    out.flush()
}
