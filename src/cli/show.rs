//! `hashiya show`: a text as it would stand on screen.

mod html;

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, Write, stdout};
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::arguments::{Base, Common, word};
use super::choices::Choices;
use super::fault::{Fault, warn};
use super::json;
use super::names::{self, warn_of_no_work};
use crate::annotation::{AnnotationSet, Annotator};
use crate::language::classes::is_hidden;
use crate::layout::{PageSettings, Row, RowPlace, Typesetter};
use crate::storage::{sidecar_path, source, store};
use crate::text::Document;
use crate::tui::paint::{self, Cells, Paint, VowelMarks};
use crate::tui::picture::Frame;
use crate::tui::terminal::printing::Printer;
use crate::tui::theme::{Ground, Theme};

/// Options of `hashiya show`.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The text.
    pub(super) file: PathBuf,
    /// Columns of the screen.
    #[arg(long, default_value_t = 80, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) width: u16,
    /// Output format; by default ansi on a terminal or with --color always, otherwise text.
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    /// Whose annotations are shown: an annotator's, or gold; by default those of --annotator.
    #[arg(long, value_name = "NAME|gold")]
    pub(super) set: Option<String>,
    /// Whether letters become presentation forms.
    #[arg(long, value_enum, default_value_t = Shaping::Forms)]
    pub(super) shaping: Shaping,
    /// Shows what is invisible as tokens: `‹RLO›`, `‹ZWNJ›`, `‹NBSP›`.
    #[arg(long)]
    pub(super) reveal: bool,
    /// Base direction of the paragraphs; by default as configured, else by the first strong character of each.
    #[arg(long, value_enum)]
    pub(super) direction: Option<Base>,
}

/// What `hashiya show` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Rows in visual order, with the annotations in colour.
    Ansi,
    /// Rows in visual order.
    Text,
    /// One JSON object a row.
    Json,
    /// The rows as a picture, with the annotations in colour.
    Svg,
    /// A page of the text with the annotations in colour, for a browser.
    Html,
}

/// Whether letters become presentation forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Shaping {
    /// Uses presentation forms.
    Forms,
    /// Leaves letters as they are in the text.
    None,
}

/// Prints a text as it would stand on screen.
///
/// # Errors
/// A text that cannot be read, a bad option, or an output that cannot be written.
pub(super) fn run(show: &Show, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(Some(&show.file))?;
    let set = show.set.as_deref().map(names::set).transpose()?;
    let schema = choices.schema()?;
    let (document, warnings) = source::read_all(&show.file, choices.encoding()?)?;
    for warning in &warnings {
        warn(format_args!("{}: {warning}", show.file.display()));
    }
    let direction = show.direction.unwrap_or_else(|| choices.direction());
    let settings = show.settings(direction);
    let marks = if choices.shows_marks().unwrap_or(true) { VowelMarks::Drawn } else { VowelMarks::LeftOut };
    let default = if stdout().is_terminal() || choices.wants_colours() { Format::Ansi } else { Format::Text };
    let printer = if stdout().is_terminal() { Printer::of_terminal(&choices.display()) } else { Printer::plain() };
    let out = stdout().lock();
    let format = show.format.unwrap_or(default);
    let set = match format {
        Format::Text | Format::Json => AnnotationSet::default(),
        Format::Ansi | Format::Svg | Format::Html => show.annotations(&choices, set, &document),
    };
    let title = show.file.file_name().unwrap_or_default().to_string_lossy();
    let paint = |theme: Theme| Paint { set: &set, schema: &schema, theme, marks };
    match format {
        Format::Text => text(&document, settings, marks, printer, out)?,
        Format::Json => json(&document, settings, marks, out)?,
        Format::Ansi => ansi(&document, settings, &paint(choices.theme(true)), printer, out)?,
        Format::Svg => {
            let ground = choices.ground().unwrap_or(Ground::Light);
            svg(&document, settings, &paint(choices.theme_on(ground)), &title, ground, out)?;
        }
        Format::Html => {
            let page = html::Page {
                title: &title,
                document: &document,
                paint: paint(choices.theme_on(Ground::Light)),
                ground: choices.ground(),
                direction: &word(&direction),
            };
            let mut out = BufWriter::new(out);
            page.write(&mut out)?;
            out.flush()?;
        }
    }
    Ok(())
}

/// What an annotator says of the text. A sidecar that cannot be read, and what in it does not fit the text, is
/// only warned of: the text can be read all the same.
fn annotations(file: &Path, annotator: &Annotator, document: &Document) -> Option<AnnotationSet> {
    match store::load(file, annotator, document) {
        Ok(None) => None,
        Ok(Some(loaded)) => {
            let path = sidecar_path(file, annotator);
            for discrepancy in &loaded.discrepancies {
                warn(format_args!("{}: {discrepancy}", path.display()));
            }
            Some(loaded.set)
        }
        Err(error) => {
            warn(&error);
            Some(AnnotationSet::new())
        }
    }
}

impl Show {
    /// What is shown of the text: what an annotator says, nothing where they have not begun. Somebody who is asked for by name
    /// and has said nothing is told of.
    fn annotations(&self, choices: &Choices, asked: Option<Annotator>, document: &Document) -> AnnotationSet {
        let is_asked = asked.is_some();
        let annotator = asked.unwrap_or_else(|| choices.annotator());
        let found = annotations(&self.file, &annotator, document);
        if found.is_none() && is_asked {
            warn_of_no_work(&self.file, &annotator);
        }
        found.unwrap_or_default()
    }

    fn settings(&self, direction: Base) -> PageSettings {
        let (direction, shaping) = (direction.direction(), self.shaping == Shaping::Forms);
        PageSettings { width: self.width, direction, shaping, reveal: self.reveal, ..PageSettings::default() }
    }
}

/// One cell, as JSON: what it shows, its columns, the code points it stands for, its level.
#[derive(Serialize)]
struct JsonCell<'a> {
    symbol: Cow<'a, str>,
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
///
/// # Errors
/// The one of `each`.
pub(super) fn rows(
    document: &Document,
    settings: PageSettings,
    mut each: impl FnMut(usize, &Row) -> io::Result<()>,
) -> io::Result<()> {
    let mut typesetter = Typesetter::new(settings);
    let mut at = 0;
    let mut number = 0;
    loop {
        let block = typesetter.block_at(document, at);
        for line in 0..block.lines().len() {
            each(number, &typesetter.row(document, RowPlace { block: block.start(), line }))?;
            number += 1;
        }
        at = block.next();
        if at >= document.len() {
            return Ok(());
        }
    }
}

/// Writes one JSON object a row.
///
/// # Errors
/// An output that cannot be written.
pub(super) fn json(document: &Document, settings: PageSettings, marks: VowelMarks, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    rows(document, settings, |number, row| {
        let block = &row.block;
        let bytes = block.line_bytes(row.line);
        let points = |range: Range<usize>| -> Vec<usize> {
            let first = document.code_point_at(range.start);
            let chars = document.slice(range).chars().enumerate();
            chars.filter(|(_, c)| settings.reveal || !is_hidden(*c)).map(|(i, _)| first + i).collect()
        };
        let cells = row.visual.cells.iter().map(|placed| JsonCell {
            symbol: paint::marked(block.symbol(placed.cell), marks),
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
        json::write_line(&mut out, &shown)
    })?;
    out.flush()
}

/// Writes the rows as plain lines in visual order, aligned to their paragraph's side.
///
/// # Errors
/// An output that cannot be written.
pub(super) fn text(
    document: &Document,
    settings: PageSettings,
    marks: VowelMarks,
    printer: Printer,
    out: impl Write,
) -> io::Result<()> {
    print(document, settings, printer, out, |row| paint::plain(row, marks))
}

/// Writes the rows as [`text`] does, with the annotations painted.
fn ansi(document: &Document, settings: PageSettings, paint: &Paint<'_>, printer: Printer, out: impl Write) -> io::Result<()> {
    print(document, settings, printer, out, |row| paint.cells(row))
}

/// Writes the rows as [`text`] does as a picture, with the annotations painted and the names of their tags below.
fn svg(
    document: &Document,
    settings: PageSettings,
    paint: &Paint<'_>,
    title: &str,
    ground: Ground,
    out: impl Write,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let (mut count, legend) = (0, paint.legend());
    rows(document, settings, |_, _| {
        count += 1;
        Ok(())
    })?;
    let columns = usize::from(settings.width).max(legend.len());
    let frame = Frame { title: title.to_owned(), columns, rows: count, ground, legend };
    frame.begin(&mut out)?;
    rows(document, settings, |number, row| frame.row(number, &paint.cells(row), &mut out))?;
    frame.end(&mut out)?;
    out.flush()
}

fn print(
    document: &Document,
    settings: PageSettings,
    printer: Printer,
    out: impl Write,
    cells: impl Fn(&Row) -> Cells,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    printer.begin(&mut out)?;
    rows(document, settings, |_, row| printer.row(cells(row), &mut out))?;
    printer.end(&mut out)?;
    out.flush()
}
