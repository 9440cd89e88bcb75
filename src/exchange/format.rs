//! What a format is: one that writes, one that reads, or both, behind two small traits.

use super::incoming::Incoming;
use super::loss::Loss;
use super::offsets::Unit;
use super::work::{Seen, Work};
use crate::annotation::Schema;
use crate::annotation::registry::NamedRegistry;

/// What every file of an export depends on.
#[derive(Debug, Clone)]
pub struct Run<'a> {
    /// What the tags and attributes are.
    pub schema: &'a Schema,
    /// Who is who: names and classes of the identities that spans have by their ids.
    pub registries: &'a [NamedRegistry],
    /// Whose work it is: an annotator's name, or `gold`; files that hold several texts are called so.
    pub set: &'a str,
    /// The unit that was asked for, where the format leaves a choice.
    pub unit: Option<Unit>,
    /// Whether spreadsheets get a byte order mark.
    pub bom: bool,
    /// What was met in all texts, for a format that asks for it; else nothing.
    pub seen: Seen,
}

/// A file that texts are written to one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stream {
    /// Its name in the folder of the export.
    pub name: String,
    /// What it begins with.
    pub head: String,
    /// What stands between two pieces.
    pub between: &'static str,
    /// What it ends with.
    pub tail: &'static str,
}

/// A file that is written at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// Its name in the folder of the export, with `/` between folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Whole {
    /// A file of a name.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

/// What comes of some texts: pieces of streams, whole files, and the account of what was lost.
#[derive(Debug, Default)]
pub struct Output {
    /// Number of a stream and what is added to it.
    pub pieces: Vec<(usize, Vec<u8>)>,
    /// Files of their own.
    pub files: Vec<Whole>,
    /// What could not be carried.
    pub loss: Loss,
    /// What was met.
    pub seen: Seen,
}

/// A format that can be written.
///
/// Texts are handed over in their order, a few at a time, perhaps on several threads: what is written of a text
/// depends on nothing but the text and the run, so that an export is the same byte for byte when it is run again.
pub trait Writer: Sync {
    /// Its name on the command line.
    fn name(&self) -> &'static str;

    /// One sentence on what is written.
    fn about(&self) -> &'static str;

    /// Whether [`Run::seen`] must be known before the first text is written.
    fn looks_ahead(&self) -> bool {
        false
    }

    /// How many texts are handed over at a time.
    fn texts_at_a_time(&self) -> usize {
        32
    }

    /// The files that texts are written to one after the other.
    fn streams(&self, _run: &Run<'_>) -> Vec<Stream> {
        Vec::new()
    }

    /// Writes some texts, the first of them being text `from` of the export.
    fn write(&self, works: &[Work<'_>], from: usize, run: &Run<'_>, output: &mut Output);

    /// The files that go with the texts and describe them.
    fn companions(&self, _run: &Run<'_>, _seen: &Seen) -> Vec<Whole> {
        Vec::new()
    }
}

/// A file to be read.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Its name without folders.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The file that comes with it, where the format has one and it is there.
    pub beside: Option<&'a [u8]>,
    /// Lines of the file before these bytes, where a file is read a few lines at a time.
    pub before: usize,
}

impl<'a> Input<'a> {
    /// Its name without what stands after the last dot.
    pub fn stem(&self) -> &'a str {
        self.name.rsplit_once('.').map_or(self.name, |(stem, _)| stem)
    }

    /// Its text, which must be UTF-8; a byte order mark is no part of it.
    ///
    /// # Errors
    /// The line of the first byte that is none.
    pub fn text(&self) -> Result<&'a str, ReadFault> {
        utf8(self.bytes).map_err(|fault| fault.further_down(self.before))
    }

    /// The lines that say something, each with its number in the file, from 1.
    ///
    /// # Errors
    /// As [`Input::text`].
    pub fn lines(&self) -> Result<impl Iterator<Item = (usize, &'a str)>, ReadFault> {
        // Only LF ends a line of JSON: other line ends may stand in it as they are.
        let numbered = (self.before + 1..).zip(self.text()?.split('\n'));
        Ok(numbered.filter(|(_, line)| !line.trim().is_empty()))
    }
}

/// Bytes as UTF-8, without a byte order mark.
///
/// # Errors
/// The line of the first byte that is none.
pub fn utf8(bytes: &[u8]) -> Result<&str, ReadFault> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        ReadFault::at_line(1 + memchr::memchr_iter(b'\n', before).count(), "the bytes here are not UTF-8")
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// What a reader must be told.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    /// What the tags and attributes are.
    pub schema: &'a Schema,
    /// The unit that offsets count in, where the format does not say.
    pub unit: Option<Unit>,
    /// The columns of a table, by name, where they were told.
    pub columns: Option<&'a str>,
}

/// What a file brought.
#[derive(Debug, Default)]
pub struct Brought {
    /// The works, each with the line that it begins at, from 1; 0 where lines mean nothing.
    pub works: Vec<(usize, Incoming)>,
    /// What is wrong with single lines that could be read all the same.
    pub complaints: Vec<Complaint>,
}

/// Something wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The line, from 1.
    pub line: usize,
    /// One plain sentence.
    pub message: String,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ReadFault {
    /// The line, from 1; 0 where there is none.
    pub line: usize,
    /// Column in bytes, from 1; 0 where it is not known.
    pub column: usize,
    /// One plain sentence.
    pub message: String,
}

impl ReadFault {
    /// A fault of a whole line.
    pub fn at_line(line: usize, message: impl Into<String>) -> Self {
        Self { line, column: 0, message: message.into() }
    }

    /// The fault of a part of a file that begins after `lines` lines.
    #[must_use]
    pub fn further_down(mut self, lines: usize) -> Self {
        self.line += lines;
        self
    }
}

impl std::fmt::Display for ReadFault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.column > 0 {
            write!(out, "column {}: ", self.column)?;
        }
        out.write_str(&self.message)
    }
}

impl From<serde_json::Error> for ReadFault {
    fn from(error: serde_json::Error) -> Self {
        let message = error.to_string();
        let place = message.rfind(" at line ").unwrap_or(message.len());
        let (line, column) = (error.line(), error.column());
        Self { line, column, message: message.get(..place).unwrap_or_default().to_owned() }
    }
}

/// A format that can be read.
pub trait Reader: Sync {
    /// Its name on the command line.
    fn name(&self) -> &'static str;

    /// How the names of its files end, for those that are looked for in a folder.
    fn endings(&self) -> &'static [&'static str];

    /// The ending of the file that comes with each, which is called like it for the rest.
    fn beside(&self) -> Option<&'static str> {
        None
    }

    /// Whether each line of its files stands for itself, so that a file can be read a few lines at a time.
    fn is_by_lines(&self) -> bool {
        false
    }

    /// Whether its files are no texts.
    fn is_binary(&self) -> bool {
        false
    }

    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with it, and at which line: then nothing of it may be imported.
    fn read(&self, input: &Input<'_>, settings: &Settings<'_>) -> Result<Brought, ReadFault>;
}
