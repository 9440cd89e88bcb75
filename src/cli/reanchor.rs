//! `hashiya reanchor`: brings annotations to a text that has changed, as far as that is certain.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value as Json, json};

use super::arguments::Common;
use super::fault::{Fault, one_line, tell};
use super::json::Format;
use super::names;
use crate::annotation::Annotator;
use crate::annotation::reanchor::Candidate;
use crate::storage::reanchoring::{self, Found};
use crate::storage::rewriting::Author;
use crate::storage::sidecar::reanchor::{Choice, Reanchored};
use crate::storage::{SidecarFile, atomic, corpus, source};
use crate::text::{Document, Encoding};

/// Letters of a quote in a report for people.
const QUOTE: usize = 60;

/// Options of `hashiya reanchor`.
#[derive(Debug, Args)]
pub(super) struct Reanchor {
    /// The text. With --annotator, only that annotator's sidecar; else all of them.
    pub(super) file: PathBuf,
    /// The text as it was; else a version that git keeps, if its hash is the one in the sidecar.
    #[arg(long, value_name = "FILE")]
    pub(super) old: Option<PathBuf>,
    /// Where an orphan belongs: the number of a candidate in the report of --dry-run, or none to remove it.
    #[arg(long, value_name = "ID=N|none")]
    pub(super) choose: Vec<String>,
    /// Prints the report, and writes nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Undoes the last reanchoring; given again, redoes it.
    #[arg(long, conflicts_with_all = ["old", "choose", "dry_run", "report"])]
    pub(super) undo: bool,
    /// Writes the report into a file, too.
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// What the report is.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// Reanchors the sidecars of a text, all of them or none, and reports.
pub(super) fn run(reanchor: &Reanchor, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(Some(&reanchor.file))?;
    let encoding = choices.encoding()?;
    let text = corpus::find(&reanchor.file)?;
    let only = common.annotator.as_deref().map(names::set).transpose()?;
    let sidecars: Vec<&SidecarFile> =
        text.sidecars.iter().filter(|sidecar| only.as_ref().is_none_or(|only| *only == sidecar.annotator)).collect();
    if sidecars.is_empty() {
        return Err(Fault::user(format!("{}: no such sidecar", text.path.display()))
            .hint("name an annotator who has one with --annotator"));
    }
    let words = [&[reanchoring::COMMAND.to_owned()], reanchor.choose.as_slice()].concat();
    let author = Author::new(&choices.annotator(), words.join(" "), &choices.schema()?);
    if reanchor.undo {
        return undo(&text.path, &sidecars, &author);
    }
    let (document, _) = source::read_all(&text.path, encoding)?;
    let mut reports = Vec::new();
    let mut done = Vec::new();
    for sidecar in sidecars {
        let found = find(reanchor, &text.path, sidecar, &document, encoding)?;
        reports.push(report(sidecar, &found, &document, reanchor.format));
        if found.outcome.drift.changed || !reanchor.choose.is_empty() {
            done.push(found);
        }
    }
    let report = reports.concat();
    if let Some(path) = &reanchor.report {
        atomic::write(path, report.as_bytes())?;
    }
    let mut out = std::io::stdout().lock();
    out.write_all(report.as_bytes())?;
    out.flush()?;
    let count = done.len();
    let orphans = done.iter().map(|found| found.outcome.orphans.len()).sum::<usize>();
    if reanchor.dry_run {
        tell(["nothing was written"]);
    } else if count > 0 {
        reanchoring::write(done, &author)?;
        tell([format!("sidecars written: {count}, orphans: {orphans}; `hashiya reanchor --undo` undoes it")]);
    }
    Ok(())
}

fn undo(text: &Path, sidecars: &[&SidecarFile], author: &Author) -> Result<(), Fault> {
    let annotators: Vec<Annotator> = sidecars.iter().map(|sidecar| sidecar.annotator.clone()).collect();
    let count = reanchoring::undo(text, &annotators, author)?;
    if count == 0 {
        return Err(Fault::user("no reanchoring to undo").hint("none was made here, or on another machine"));
    }
    tell([format!("sidecars restored: {count}; --undo again redoes it")]);
    Ok(())
}

/// Finds what can be placed, with what was chosen on the command line.
fn find(options: &Reanchor, text: &Path, sidecar: &SidecarFile, now: &Document, told: Option<Encoding>) -> Result<Found, Fault> {
    let mut found = reanchoring::find(text, &sidecar.annotator, options.old.as_deref(), now, told)?;
    if options.old.is_some() && found.outcome.drift.changed && found.old.is_none() {
        let name = options.old.as_ref().map(|old| old.display().to_string()).unwrap_or_default();
        return Err(Fault::user(format!("{name}: this is not the text that {} was made on", sidecar.path.display()))
            .hint("its SHA-256 must be the one in the sidecar; without --old, git is asked"));
    }
    let mut choices = BTreeMap::new();
    for word in &options.choose {
        let (id, choice) = choice(word, &found.outcome)?;
        choices.insert(id, choice);
    }
    if !choices.is_empty() {
        found.choose(now, &choices)?;
    }
    Ok(found)
}

fn choice(word: &str, found: &Reanchored) -> Result<(String, Choice), Fault> {
    let wrong =
        |why: String| Fault::user(format!("--choose {word}: {why}")).hint("--dry-run lists the orphans and their candidates");
    let (id, which) = word.split_once('=').ok_or_else(|| wrong("this is not ID=N or ID=none".to_owned()))?;
    let orphan = found.orphans.iter().find(|orphan| orphan.id == id).ok_or_else(|| wrong(format!("{id} is no orphan")))?;
    if which == "none" {
        return Ok((id.to_owned(), Choice::Remove));
    }
    let number = which.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let candidate =
        number.and_then(|n| orphan.candidates.get(n)).ok_or_else(|| wrong(format!("{id} has no candidate {which}")))?;
    Ok((id.to_owned(), Choice::Place(candidate.span)))
}

fn report(sidecar: &SidecarFile, found: &Found, now: &Document, format: Format) -> String {
    match format {
        Format::Text => text_report(sidecar, found, now),
        Format::Json => format!("{}\n", json_report(sidecar, found, now)),
    }
}

fn text_report(sidecar: &SidecarFile, found: &Found, now: &Document) -> String {
    let Reanchored { drift, moved, orphans, .. } = &found.outcome;
    let mut out = String::new();
    let _infallible = write!(out, "{}: {}", sidecar.path.display(), drift.sentence());
    let known = found.old.map_or("; the text as it was is not at hand", |_| "");
    out.push_str(if drift.changed { known } else { "" });
    out.push('\n');
    for m in moved {
        let _infallible = writeln!(
            out,
            "moved {} {} “{}” {}..{} -> {}..{}",
            m.id,
            m.tag,
            quote(&m.quote),
            m.from.start,
            m.from.end,
            m.to.start,
            m.to.end
        );
    }
    for orphan in orphans {
        let Range { start, end } = orphan.was;
        let _infallible = writeln!(out, "orphan {} {} “{}” {start}..{end}", orphan.id, orphan.tag, quote(&orphan.quote));
        for (n, candidate) in orphan.candidates.iter().enumerate() {
            let (place, words) = place(candidate, now);
            let _infallible =
                writeln!(out, "    {} “{}” {}..{}, {}%", n + 1, quote(words), place.start, place.end, candidate.likeness);
        }
    }
    out.lines().map(|line| one_line(line) + "\n").collect()
}

fn quote(text: &str) -> String {
    let mut short: String = text.chars().take(QUOTE).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn place<'a>(candidate: &Candidate, now: &'a Document) -> (Range<usize>, &'a str) {
    let bytes = candidate.span.range();
    (now.code_point_at(bytes.start)..now.code_point_at(bytes.end), now.slice(bytes))
}

fn json_report(sidecar: &SidecarFile, found: &Found, now: &Document) -> Json {
    let Reanchored { drift, moved, orphans, .. } = &found.outcome;
    let range = |range: &Range<usize>| json!([range.start, range.end]);
    let moved =
        moved.iter().map(|m| json!({"id": m.id, "tag": m.tag, "text": m.quote, "from": range(&m.from), "to": range(&m.to)}));
    let candidate = |candidate: &Candidate| {
        let (place, words) = place(candidate, now);
        json!({"start": place.start, "end": place.end, "text": words, "likeness": candidate.likeness})
    };
    let orphans = orphans.iter().map(|orphan| {
        let candidates: Vec<Json> = orphan.candidates.iter().map(candidate).collect();
        json!({"id": orphan.id, "tag": orphan.tag, "text": orphan.quote, "was": range(&orphan.was), "candidates": candidates})
    });
    json!({
        "sidecar": sidecar.path.display().to_string(),
        "changed": drift.changed,
        "old_text": found.old,
        "code_points": {"before": drift.code_points.0, "now": drift.code_points.1},
        "paragraphs_changed": drift.paragraphs,
        "spans": drift.spans,
        "standing": drift.standing,
        "moved": moved.collect::<Vec<_>>(),
        "orphans": orphans.collect::<Vec<_>>(),
    })
}
