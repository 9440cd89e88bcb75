//! The RON of keymap and layout files, every text in it with its place.
//!
//! Entries are first taken as raw RON, which borrows from the source: where a slice begins is where the
//! entry stands. So one bad entry costs only itself.

use std::borrow::Cow;

use ron::Options;
use ron::error::SpannedError;
use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::Deserialize;

use super::error::{FilePlace, Problem};

/// A text of the file and the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlacedText {
    pub value: Cow<'static, str>,
    pub place: FilePlace,
}

/// A binding as it is written, or a template of bindings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BindingRow {
    pub modes: PlacedText,
    pub keys: PlacedText,
    pub command: PlacedText,
}

/// A typed character and the Latin key of the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LetterPair {
    pub typed: PlacedText,
    pub key: PlacedText,
}

/// A problem and the place where it stands.
pub(super) type PlacedProblem = (FilePlace, Problem);

/// How a file is read. A file without a fault, as nearly every one is, needs no places, and reading it for them takes five
/// times as long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// All at once; a fault has no place and means that the file has to be read again.
    Quick,
    /// Entry by entry, every text with its place.
    Placed,
}

/// A keymap file as it is written; what could not be read stands among the problems.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct KeymapFile {
    pub base: Option<PlacedText>,
    pub layouts: Option<Vec<PlacedText>>,
    pub letters: Vec<LetterPair>,
    pub tags: Vec<BindingRow>,
    pub bindings: Vec<BindingRow>,
    pub problems: Vec<PlacedProblem>,
}

/// A layout file as it is written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LayoutFile {
    pub pairs: Vec<LetterPair>,
    pub problems: Vec<PlacedProblem>,
}

/// A keymap file that was read when the program was built.
#[derive(Debug)]
pub(super) struct KeymapTable {
    pub base: Option<&'static str>,
    pub layouts: Option<&'static [&'static str]>,
    pub letters: &'static [(&'static str, &'static str)],
    pub tags: &'static [RowTable],
    pub bindings: &'static [RowTable],
}

/// A binding, or a template of bindings, of such a file.
#[derive(Debug)]
pub(super) struct RowTable {
    pub modes: &'static str,
    pub keys: &'static str,
    pub command: &'static str,
}

/// The pairs of a layout file that was read when the program was built.
pub(super) type LayoutTable = &'static [(&'static str, &'static str)];

impl KeymapFile {
    pub(super) fn of(table: &KeymapTable) -> Self {
        Self {
            base: table.base.map(unplaced),
            layouts: table.layouts.map(|names| names.iter().map(|name| unplaced(*name)).collect()),
            letters: LayoutFile::of(table.letters).pairs,
            tags: table.tags.iter().map(BindingRow::of).collect(),
            bindings: table.bindings.iter().map(BindingRow::of).collect(),
            problems: Vec::new(),
        }
    }
}

impl LayoutFile {
    pub(super) fn of(table: LayoutTable) -> Self {
        let pairs = table.iter().map(|(typed, key)| LetterPair { typed: unplaced(*typed), key: unplaced(*key) });
        Self { pairs: pairs.collect(), problems: Vec::new() }
    }
}

impl BindingRow {
    fn of(row: &RowTable) -> Self {
        Self { modes: unplaced(row.modes), keys: unplaced(row.keys), command: unplaced(row.command) }
    }
}

#[derive(Deserialize)]
#[serde(rename = "Keymap", deny_unknown_fields)]
struct RawKeymap<'a> {
    #[serde(default, rename = "name")]
    _name: String,
    #[serde(borrow, default)]
    base: Option<&'a RawValue>,
    #[serde(borrow, default)]
    layouts: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    letters: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    tags: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    bindings: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename = "Layout", deny_unknown_fields)]
struct RawLayout<'a> {
    #[serde(default, rename = "name")]
    _name: String,
    #[serde(borrow)]
    pairs: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename = "Binding", deny_unknown_fields)]
struct RawRow<'a> {
    #[serde(borrow)]
    modes: &'a RawValue,
    #[serde(borrow)]
    keys: &'a RawValue,
    #[serde(borrow)]
    command: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(rename = "Pair")]
struct RawPair<'a>(#[serde(borrow)] &'a RawValue, #[serde(borrow)] &'a RawValue);

/// Reads a keymap file; a file that is no RON at all gives the one problem it has.
pub(super) fn read_keymap(source: &str, detail: Detail) -> Result<KeymapFile, PlacedProblem> {
    if detail == Detail::Quick {
        return quick::<QuickKeymap>(source).map(QuickKeymap::into_file);
    }
    let places = Places::new(source);
    let raw: RawKeymap = places.parse(source)?;
    let mut problems = Vec::new();
    Ok(KeymapFile {
        base: raw.base.and_then(|base| keep(&mut problems, places.text(base))),
        layouts: raw.layouts.map(|names| places.each(&names, &mut problems, Places::text)),
        letters: places.each(&raw.letters, &mut problems, Places::pair),
        tags: places.each(&raw.tags, &mut problems, Places::row),
        bindings: places.each(&raw.bindings, &mut problems, Places::row),
        problems,
    })
}

/// Reads a layout file; a file that is no RON at all gives the one problem it has.
pub(super) fn read_layout(source: &str, detail: Detail) -> Result<LayoutFile, PlacedProblem> {
    if detail == Detail::Quick {
        return quick::<QuickLayout>(source).map(QuickLayout::into_file);
    }
    let places = Places::new(source);
    let raw: RawLayout = places.parse(source)?;
    let mut problems = Vec::new();
    Ok(LayoutFile { pairs: places.each(&raw.pairs, &mut problems, Places::pair), problems })
}

fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

fn quick<'a, T: Deserialize<'a>>(source: &'a str) -> Result<T, PlacedProblem> {
    options().from_str(source).map_err(|error| (FilePlace::default(), Problem::Form(error.code.to_string())))
}

#[derive(Deserialize)]
#[serde(rename = "Keymap", deny_unknown_fields)]
struct QuickKeymap {
    #[serde(default, rename = "name")]
    _name: String,
    #[serde(default)]
    base: Option<String>,
    #[serde(default)]
    layouts: Option<Vec<String>>,
    #[serde(default)]
    letters: Vec<QuickPair>,
    #[serde(default)]
    tags: Vec<QuickRow>,
    #[serde(default)]
    bindings: Vec<QuickRow>,
}

#[derive(Deserialize)]
#[serde(rename = "Layout", deny_unknown_fields)]
struct QuickLayout {
    #[serde(default, rename = "name")]
    _name: String,
    pairs: Vec<QuickPair>,
}

#[derive(Deserialize)]
#[serde(rename = "Binding", deny_unknown_fields)]
struct QuickRow {
    modes: String,
    keys: String,
    command: String,
}

#[derive(Deserialize)]
#[serde(rename = "Pair")]
struct QuickPair(String, String);

/// A text whose place was not looked for.
fn unplaced(value: impl Into<Cow<'static, str>>) -> PlacedText {
    PlacedText { value: value.into(), place: FilePlace::default() }
}

fn rows(rows: Vec<QuickRow>) -> Vec<BindingRow> {
    let row = |row: QuickRow| BindingRow { modes: unplaced(row.modes), keys: unplaced(row.keys), command: unplaced(row.command) };
    rows.into_iter().map(row).collect()
}

fn pairs(pairs: Vec<QuickPair>) -> Vec<LetterPair> {
    pairs.into_iter().map(|QuickPair(typed, key)| LetterPair { typed: unplaced(typed), key: unplaced(key) }).collect()
}

impl QuickKeymap {
    fn into_file(self) -> KeymapFile {
        KeymapFile {
            base: self.base.map(unplaced),
            layouts: self.layouts.map(|names| names.into_iter().map(unplaced).collect()),
            letters: pairs(self.letters),
            tags: rows(self.tags),
            bindings: rows(self.bindings),
            problems: Vec::new(),
        }
    }
}

impl QuickLayout {
    fn into_file(self) -> LayoutFile {
        LayoutFile { pairs: pairs(self.pairs), problems: Vec::new() }
    }
}

fn keep<T>(problems: &mut Vec<PlacedProblem>, read: Result<T, PlacedProblem>) -> Option<T> {
    read.map_err(|problem| problems.push(problem)).ok()
}

/// A source and the starts of its lines, in bytes.
struct Places<'a> {
    source: &'a str,
    lines: Vec<usize>,
}

impl<'a> Places<'a> {
    fn new(source: &'a str) -> Self {
        let after_breaks = source.match_indices('\n').map(|(at, _)| at + 1);
        Self { source, lines: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// Returns where a slice of the source begins. A text that is no slice of it is at its start.
    fn place(&self, slice: &str) -> FilePlace {
        let at = (slice.as_ptr() as usize).saturating_sub(self.source.as_ptr() as usize);
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or_default();
        let before = self.source.get(start..at).unwrap_or_default();
        FilePlace { line, column: before.chars().count() + 1 }
    }

    /// Parses a slice of the source; positions in errors are those of the whole source.
    fn parse<T: Deserialize<'a>>(&self, slice: &'a str) -> Result<T, PlacedProblem> {
        options().from_str(slice).map_err(|error| self.shift(slice, &error))
    }

    fn shift(&self, slice: &str, error: &SpannedError) -> PlacedProblem {
        let base = self.place(slice);
        let start = error.span.start;
        let column = if start.line == 1 { base.column + start.col - 1 } else { start.col };
        (FilePlace { line: base.line + start.line - 1, column }, Problem::Form(error.code.to_string()))
    }

    fn text(&self, raw: &'a RawValue) -> Result<PlacedText, PlacedProblem> {
        let slice = raw.trim().get_ron();
        Ok(PlacedText { value: Cow::Owned(self.parse(slice)?), place: self.place(slice) })
    }

    fn row(&self, raw: &'a RawValue) -> Result<BindingRow, PlacedProblem> {
        let row: RawRow = self.parse(raw.trim().get_ron())?;
        Ok(BindingRow { modes: self.text(row.modes)?, keys: self.text(row.keys)?, command: self.text(row.command)? })
    }

    fn pair(&self, raw: &'a RawValue) -> Result<LetterPair, PlacedProblem> {
        let RawPair(typed, key) = self.parse(raw.trim().get_ron())?;
        Ok(LetterPair { typed: self.text(typed)?, key: self.text(key)? })
    }

    /// Reads every entry of a list, and puts those that cannot be read among the problems.
    fn each<T>(
        &self,
        raws: &[&'a RawValue],
        problems: &mut Vec<PlacedProblem>,
        read: impl Fn(&Self, &'a RawValue) -> Result<T, PlacedProblem>,
    ) -> Vec<T> {
        raws.iter().filter_map(|raw| keep(problems, read(self, raw))).collect()
    }
}
