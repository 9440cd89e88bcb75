//! `hashiya number`: an Arabic figure as the program reads it.

use std::io::{self, BufRead, Write, stdin, stdout};

use clap::Args;
use serde::Serialize;

use super::arguments::Common;
use super::fault::{Fault, one_line};
use super::json::{self, Format};
use crate::language::number::{Figure, Policy, Reader};

/// Options of `hashiya number`.
#[derive(Debug, Args)]
pub(super) struct Number {
    /// Phrases to read; - reads standard input, a phrase a line.
    #[arg(required = true, value_name = "PHRASE")]
    pub(super) phrases: Vec<String>,
    /// Reads each phrase as one span that was drawn: nouns that و joins add up, words without a number are unquantified.
    #[arg(long)]
    pub(super) span: bool,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// A phrase with its figures, as JSON.
#[derive(Debug, Serialize)]
struct Read<'a> {
    phrase: &'a str,
    figures: Vec<Listed<'a>>,
}

/// A figure, as JSON; places are code points of the phrase.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    min: Option<u64>,
    max: Option<u64>,
    qualifier: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    rule: &'static str,
    noun: Option<&'a str>,
}

/// Reads phrases under the schema's policy and prints their figures.
///
/// # Errors
/// A schema or standard input that cannot be read, or an output that cannot be written.
pub(super) fn run(number: &Number, common: &Common) -> Result<(), Fault> {
    let schema = common.choose(None)?.schema()?;
    let reader = Reader::new(&Policy::from(&schema.policy));
    let mut out = stdout().lock();
    for phrase in &number.phrases {
        if phrase == "-" {
            each_line(|phrase| number.print(&reader, phrase, &mut out))?;
        } else {
            number.print(&reader, phrase, &mut out)?;
        }
    }
    Ok(())
}

/// Calls `each` with every line of standard input, without its end; what is no UTF-8 becomes replacement characters.
fn each_line(mut each: impl FnMut(&str) -> io::Result<()>) -> io::Result<()> {
    let mut input = stdin().lock();
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        each(text.strip_suffix('\r').unwrap_or(text))?;
        line.clear();
    }
    Ok(())
}

impl Number {
    fn print(&self, reader: &Reader, phrase: &str, out: &mut impl Write) -> io::Result<()> {
        let figures = if self.span { vec![reader.read_span(phrase)] } else { reader.read(phrase) };
        match self.format {
            Format::Json => {
                let figures = figures.into_iter().map(|figure| listed(phrase, figure)).collect();
                json::write_line(out, &Read { phrase, figures })
            }
            Format::Text => text(phrase, figures, out),
        }
    }
}

fn listed(phrase: &str, figure: Figure) -> Listed<'_> {
    let points = |byte: usize| phrase.get(..byte).unwrap_or_default().chars().count();
    Listed {
        min: figure.min,
        max: figure.max,
        qualifier: figure.qualifier.name(),
        start: points(figure.range.start),
        end: points(figure.range.end),
        text: phrase.get(figure.range).unwrap_or_default(),
        rule: figure.rule.name(),
        noun: figure.noun.and_then(|noun| phrase.get(noun)),
    }
}

/// A line for each figure: its bounds, its qualifier, its words. `-` is an open bound.
fn text(phrase: &str, figures: Vec<Figure>, out: &mut impl Write) -> io::Result<()> {
    if figures.is_empty() {
        return writeln!(out, "no figure\t{}", one_line(phrase));
    }
    let bound = |bound: Option<u64>| bound.map_or_else(|| "-".to_owned(), |bound| bound.to_string());
    for figure in figures {
        let words = one_line(phrase.get(figure.range).unwrap_or_default());
        writeln!(out, "{}\t{}\t{}\t{words}", bound(figure.min), bound(figure.max), figure.qualifier.name())?;
    }
    Ok(())
}
