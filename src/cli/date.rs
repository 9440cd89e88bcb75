//! `hashiya date`: the days that a phrase means, read against the day on which its text was published.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};

use clap::Args;
use serde::Serialize;

use super::fault::{Fault, one_line};
use super::json::{self, Format};
use crate::language::date::{self, Date};

/// Bytes of a line of standard input; a phrase has far fewer.
const LONGEST: u64 = 1 << 20;

/// Options of `hashiya date`.
#[derive(Debug, Args)]
pub(super) struct DateCommand {
    /// Phrases to read, such as "فجر الثلاثاء"; `-` reads lines of standard input: a phrase, a tab, the day of publication.
    #[arg(value_name = "PHRASE", required = true)]
    pub(super) phrases: Vec<String>,
    /// Day of publication, YYYY-MM-DD; required, except for lines of standard input that have their own.
    #[arg(long = "pub", value_name = "DATE")]
    pub(super) published: Option<String>,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// What is printed of a phrase. Where there is no date, all but the phrase is null.
#[derive(Debug, Serialize)]
struct Row<'a> {
    phrase: &'a str,
    first: Option<String>,
    last: Option<String>,
    basis: Option<&'static str>,
    /// In code points of the phrase.
    start: Option<usize>,
    /// In code points of the phrase, exclusive.
    end: Option<usize>,
    text: Option<&'a str>,
}

impl<'a> Row<'a> {
    fn of(phrase: &'a str, published: Date) -> Self {
        let dated = date::read_one(phrase, published);
        let points_to = |byte: usize| phrase.get(..byte).map(|before| before.chars().count());
        let range = dated.as_ref().map(|dated| dated.range.clone());
        Self {
            phrase,
            first: dated.as_ref().map(|dated| dated.first.to_string()),
            last: dated.as_ref().map(|dated| dated.last.to_string()),
            basis: dated.as_ref().map(|dated| dated.basis.as_str()),
            start: range.as_ref().and_then(|range| points_to(range.start)),
            end: range.as_ref().and_then(|range| points_to(range.end)),
            text: range.and_then(|range| phrase.get(range)),
        }
    }
}

impl std::fmt::Display for Row<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.first, &self.last, self.basis, self.text) {
            (Some(first), Some(last), Some(basis), Some(text)) => write!(out, "{first}  {last}  {basis}  {text}"),
            _ => write!(out, "no date  {}", self.phrase),
        }
    }
}

/// Prints the days of phrases.
pub(super) fn run(command: &DateCommand) -> Result<(), Fault> {
    let published = command.published.as_deref().map(day).transpose()?;
    let mut out = BufWriter::new(io::stdout().lock());
    for phrase in &command.phrases {
        if phrase == "-" {
            read_lines(published, command.format, &mut out)?;
        } else {
            let published = published.ok_or_else(|| {
                Fault::user("missing day of publication").hint("name it, such as --pub 2031-03-11; dates are read against it")
            })?;
            print(&Row::of(phrase, published), command.format, &mut out)?;
        }
    }
    Ok(out.flush()?)
}

fn day(text: &str) -> Result<Date, Fault> {
    let hint = "write a day of the calendar as YYYY-MM-DD, such as 2031-03-11";
    Date::parse(text).ok_or_else(|| Fault::user(format!("not a date: `{text}`")).hint(hint))
}

/// Answers each line of standard input as soon as it is read.
fn read_lines(published: Option<Date>, format: Format, out: &mut impl Write) -> Result<(), Fault> {
    let mut lines = BufReader::new(io::stdin().lock());
    let mut line = Vec::new();
    for n in 1.. {
        // Whoever writes a line and waits for the answer gets it.
        if lines.buffer().is_empty() {
            out.flush()?;
        }
        line.clear();
        let read = lines.by_ref().take(LONGEST).read_until(b'\n', &mut line);
        if read.map_err(|error| Fault::internal(format!("cannot read standard input: {error}")))? == 0 {
            break;
        }
        let place = format!("standard input:{n}");
        let answered = answer(&line, published, format, out);
        if let Err(fault) = answered {
            out.flush()?;
            return Err(fault.at(&place));
        }
    }
    Ok(())
}

/// Answers a line: a phrase, a tab, the day of publication; without them the day of the option.
fn answer(line: &[u8], published: Option<Date>, format: Format, out: &mut impl Write) -> Result<(), Fault> {
    let is_whole = line.ends_with(b"\n") || (line.len() as u64) < LONGEST;
    if !is_whole {
        return Err(Fault::user(format!("longer than {LONGEST} bytes")).hint("a line is a phrase and a day"));
    }
    let text = std::str::from_utf8(line).map_err(|_| Fault::user("not UTF-8").hint("convert the lines to UTF-8"))?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    let (phrase, published) = match (text.rsplit_once('\t'), published) {
        (Some((phrase, written)), _) => (phrase, day(written)?),
        (None, Some(published)) => (text, published),
        (None, None) => {
            return Err(Fault::user("no day of publication").hint("write the phrase, a tab and a day, such as 2031-03-11"));
        }
    };
    Ok(print(&Row::of(phrase, published), format, out)?)
}

fn print(row: &Row<'_>, format: Format, out: &mut impl Write) -> io::Result<()> {
    match format {
        Format::Text => writeln!(out, "{}", one_line(&row.to_string())),
        Format::Json => json::write_line(out, row),
    }
}
