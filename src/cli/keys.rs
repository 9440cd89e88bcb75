//! `hashiya keys`: every command with its keys, from the table of commands and the keymap.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::arguments::Common;
use super::fault::{Fault, one_line, tell};
use super::json;
use crate::keymap::Keymap;
use crate::session::Command;
use crate::session::command::{COMMANDS, Entry, Group, Mode};
use crate::words::{Words, plain};

/// Options of `hashiya keys`.
#[derive(Debug, Args)]
pub(super) struct Keys {
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// What `hashiya keys` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Group after group, to be read.
    Text,
    /// One JSON object a command.
    Json,
    /// Tables.
    Markdown,
}

/// A command with its keys.
#[derive(Debug, Serialize)]
struct Listed {
    command: String,
    group: String,
    #[serde(skip)]
    of: Group,
    sentence: String,
    modes: Vec<&'static str>,
    /// The keys of each mode that has some.
    keys: BTreeMap<&'static str, Vec<String>>,
}

/// Prints the commands. Errors of the keymap are printed with their places; the rest is listed all the same.
pub(super) fn run(keys: &Keys, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(None)?;
    let schema = choices.schema()?;
    let (keymap, errors) = choices.keymap(&schema)?;
    let words = choices.words();
    let listed: Vec<Listed> = COMMANDS.iter().flat_map(|entry| of_entry(entry, &keymap, words)).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    match keys.format {
        Format::Text => text(&listed, words, &mut out)?,
        Format::Json => lines(&listed, &mut out)?,
        Format::Markdown => markdown(&listed, words, &mut out)?,
    }
    out.flush()?;
    tell(errors.iter().map(ToString::to_string));
    match errors.first() {
        None => Ok(()),
        Some(first) => {
            let fault = Fault::user(format!("{}: {} not valid", first.file, count(errors.len())));
            Err(fault.hint("correct the entries listed above; all other keys work"))
        }
    }
}

fn count(errors: usize) -> String {
    if errors == 1 { "1 entry is".to_owned() } else { format!("{errors} entries are") }
}

/// A row of the table of commands: itself, or, where it takes an argument, one for each that has keys.
fn of_entry(entry: &'static Entry, keymap: &Keymap, words: Words) -> Vec<Listed> {
    let mut bound: Vec<Command> = Vec::new();
    for mode in Mode::ALL {
        for (_, command) in keymap.bindings(*mode).iter().filter(|(_, command)| command.name() == entry.name) {
            if !bound.contains(command) {
                bound.push((*command).clone());
            }
        }
    }
    if bound.is_empty() {
        return vec![listed(entry, words, &entry.usage(), &words.description(entry), BTreeMap::new())];
    }
    let of_command = |command: &Command| {
        let own = Mode::ALL.iter().map(|mode| (mode.name(), own_keys(keymap, command, *mode)));
        let own = own.filter(|(_, keys)| !keys.is_empty()).collect();
        listed(entry, words, &command.to_string(), &words.sentence(command), own)
    };
    bound.iter().map(of_command).collect()
}

/// The keys of a command in a mode, without those that it has from another mode.
fn own_keys(keymap: &Keymap, command: &Command, mode: Mode) -> Vec<String> {
    let inherited = mode.base().map(|base| keymap.keys_for(command, base)).unwrap_or_default();
    keymap.keys_for(command, mode).into_iter().filter(|keys| !inherited.contains(keys)).collect()
}

fn listed(entry: &Entry, words: Words, command: &str, sentence: &str, keys: BTreeMap<&'static str, Vec<String>>) -> Listed {
    let command = one_line(command);
    let sentence = one_line(&plain(sentence));
    let keys = keys.into_iter().map(|(mode, keys)| (mode, keys.iter().map(|keys| one_line(keys)).collect())).collect();
    Listed {
        command,
        group: words.heading(entry.group),
        of: entry.group,
        sentence,
        modes: entry.modes.iter().map(|mode| mode.name()).collect(),
        keys,
    }
}

impl Listed {
    /// The keys, each list once with all its modes.
    fn by_keys(&self) -> Vec<(&[String], Vec<&'static str>)> {
        let mut found: Vec<(&[String], Vec<&'static str>)> = Vec::new();
        for mode in &self.modes {
            let Some(keys) = self.keys.get(mode) else { continue };
            match found.iter_mut().find(|(other, _)| *other == keys.as_slice()) {
                Some((_, modes)) => modes.push(mode),
                None => found.push((keys, vec![mode])),
            }
        }
        found
    }
}

fn of_group(listed: &[Listed], group: Group) -> impl Iterator<Item = &Listed> {
    listed.iter().filter(move |listed| listed.of == group)
}

fn text(listed: &[Listed], words: Words, out: &mut impl Write) -> io::Result<()> {
    for (n, group) in Group::ALL.iter().enumerate() {
        writeln!(out, "{}{}", if n == 0 { "" } else { "\n" }, words.heading(*group))?;
        for listed in of_group(listed, *group) {
            writeln!(out, "  {:<28}{}", listed.command, listed.sentence)?;
            for (keys, modes) in listed.by_keys() {
                writeln!(out, "  {:<28}{}  ({})", "", keys.join(", "), modes.join(", "))?;
            }
        }
    }
    Ok(())
}

fn lines(listed: &[Listed], out: &mut impl Write) -> io::Result<()> {
    for listed in listed {
        json::write_line(out, listed)?;
    }
    Ok(())
}

fn markdown(listed: &[Listed], words: Words, out: &mut impl Write) -> io::Result<()> {
    for (n, group) in Group::ALL.iter().enumerate() {
        writeln!(out, "{}### {}\n\n| Keys | Command | What it does |", if n == 0 { "" } else { "\n" }, words.heading(*group))?;
        writeln!(out, "| --- | --- | --- |")?;
        for listed in of_group(listed, *group) {
            let keys = listed.by_keys().into_iter().map(|(keys, modes)| {
                let keys: Vec<String> = keys.iter().map(|key| code(key)).collect();
                format!("{} ({})", keys.join(" "), modes.join(", "))
            });
            let keys = keys.collect::<Vec<_>>().join("<br>");
            writeln!(out, "| {keys} | {} | {} |", code(&listed.command), listed.sentence.replace('|', "\\|"))?;
        }
    }
    Ok(())
}

/// A code span in a table.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
