//! `hashiya reanchor`: brings annotations to a text that has changed, as far as that is certain.

use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use serde_json::{Value as Json, json};

use super::arguments::Common;
use super::fault::{Fault, one_line, tell};
use super::json::Format;
use super::names;
use crate::annotation::Annotator;
use crate::annotation::reanchor::Candidate;
use crate::storage::sidecar::reanchor::Reanchored;
use crate::storage::{SidecarFile, atomic, corpus, source};
use crate::text::{Document, Encoding};
use crate::workspace::{Drifted, Hand, Pick, turn_back};

/// Letters of a quote in a report for people.
const QUOTE: usize = 60;

/// Options of `hashiya reanchor`.
#[derive(Debug, Args)]
pub(super) struct Reanchor {
    /// The text; all its sidecars are reanchored, or with --annotator only that annotator's.
    pub(super) file: PathBuf,
    /// The text as it was; by default the version in git that has the hash in the sidecar.
    #[arg(long, value_name = "FILE")]
    pub(super) old: Option<PathBuf>,
    /// Where an orphan belongs: the number of a candidate in the report of --dry-run; none removes the orphan.
    #[arg(long, value_name = "ID=N|none")]
    pub(super) choose: Vec<String>,
    /// Prints the report, and writes nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Undoes the last reanchoring; given again, redoes it.
    #[arg(long, conflicts_with_all = ["old", "choose", "dry_run", "report"])]
    pub(super) undo: bool,
    /// Also writes the report to a file.
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Format of the report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// Reanchors the sidecars of a text, all of them or none, and reports.
pub(super) fn run(reanchor: &Reanchor, common: &Common) -> Result<(), Fault> {
    let choices = common.choose(Some(&reanchor.file))?;
    let text = corpus::find(&reanchor.file)?;
    let only = common.annotator.as_deref().map(names::set).transpose()?;
    // A review goes with the work that it is of.
    let is_meant = |whose: &Annotator| only.as_ref().is_none_or(|only| only == whose);
    let sidecars: Vec<&SidecarFile> = text.sidecars.iter().filter(|sidecar| is_meant(&sidecar.annotator)).collect();
    let reviews = text.reviews.iter().filter(|file| file.annotator.review().is_some_and(|(_, of)| is_meant(&of)));
    let sidecars: Vec<&SidecarFile> = if sidecars.is_empty() { sidecars } else { sidecars.into_iter().chain(reviews).collect() };
    if sidecars.is_empty() {
        return Err(Fault::user(format!("{}: no such sidecar", text.path.display()))
            .hint("name an annotator who has one with --annotator"));
    }
    let by = choices.annotator();
    let schema = choices.schema()?;
    let hand = Hand { by: &by, schema: &schema };
    if reanchor.undo {
        let annotators: Vec<Annotator> = sidecars.iter().map(|sidecar| sidecar.annotator.clone()).collect();
        let count = turn_back(&text.path, &annotators, hand)?;
        tell([format!("sidecars restored: {count}; --undo again redoes it")]);
        return Ok(());
    }
    let picks = reanchor.choose.iter().map(|word| pick(word)).collect::<Result<Vec<_>, _>>()?;
    let drifted = find(reanchor, &sidecars, &text.path, &picks, choices.encoding()?)?;
    print(reanchor, &sidecars, &drifted)?;
    let has_pick = |drifted: &Drifted| !picks.is_empty() && !drifted.is_review();
    let done: Vec<Drifted> = drifted.into_iter().filter(|drifted| drifted.outcome().drift.changed || has_pick(drifted)).collect();
    let count = done.len();
    let orphans = done.iter().map(|drifted| drifted.outcome().orphans.len()).sum::<usize>();
    if reanchor.dry_run {
        tell(["nothing was written"]);
    } else if count > 0 {
        Drifted::write(done, &picks, hand)?;
        tell([format!("sidecars written: {count}, orphans: {orphans}; `hashiya reanchor --undo` undoes it")]);
    }
    Ok(())
}

/// Finds what can be placed, with what was chosen on the command line.
fn find(
    options: &Reanchor,
    sidecars: &[&SidecarFile],
    text: &Path,
    picks: &[(String, Pick)],
    encoding: Option<Encoding>,
) -> Result<Vec<Drifted>, Fault> {
    let now = Arc::new(source::read_all(text, encoding)?.0);
    let mut all = Vec::with_capacity(sidecars.len());
    for sidecar in sidecars {
        let mut drifted = Drifted::find(text, &sidecar.annotator, options.old.as_deref(), &now, encoding)?;
        if !picks.is_empty() && sidecar.annotator.review().is_none() {
            drifted.pick(picks).map_err(|error| Fault::from(error).at("--choose"))?;
        }
        all.push(drifted);
    }
    Ok(Drifted::carry(all)?)
}

/// Reads where an orphan belongs: `ID=N` or `ID=none`.
fn pick(word: &str) -> Result<(String, Pick), Fault> {
    let number = |which: &str| which.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).map(Pick::Place);
    let parts = word.split_once('=').and_then(|(id, which)| {
        let pick = if which == "none" { Some(Pick::Remove) } else { number(which) };
        Some((id.to_owned(), pick?))
    });
    let wrong = || Fault::user(format!("--choose {word}: expected ID=N or ID=none"));
    parts.ok_or_else(|| wrong().hint("--dry-run lists the orphans and their candidates"))
}

/// Prints the report, and writes it into a file if one is named.
fn print(options: &Reanchor, sidecars: &[&SidecarFile], drifted: &[Drifted]) -> Result<(), Fault> {
    let reports = sidecars.iter().zip(drifted).map(|(sidecar, drifted)| report(sidecar, drifted, options.format));
    let report = reports.collect::<String>();
    if let Some(path) = &options.report {
        atomic::write(path, report.as_bytes())?;
    }
    let mut out = std::io::stdout().lock();
    out.write_all(report.as_bytes())?;
    Ok(out.flush()?)
}

fn report(sidecar: &SidecarFile, drifted: &Drifted, format: Format) -> String {
    match format {
        Format::Text => text_report(sidecar, drifted),
        Format::Json => format!("{}\n", json_report(sidecar, drifted)),
    }
}

fn text_report(sidecar: &SidecarFile, drifted: &Drifted) -> String {
    let Reanchored { drift, moved, orphans, decided, .. } = drifted.outcome();
    let mut out = String::new();
    let _infallible = write!(out, "{}: {}", sidecar.path.display(), drift.sentence());
    let known = drifted.old().map_or("; the text as it was is not at hand", |_| "");
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
            let (place, words) = place(candidate, &drifted.now);
            let _infallible =
                writeln!(out, "    {} “{}” {}..{}, {}%", n + 1, quote(words), place.start, place.end, candidate.likeness);
        }
    }
    if decided.moved > 0 {
        let _infallible = writeln!(out, "decisions moved: {}", decided.moved);
    }
    for lost in &decided.lost {
        let _infallible = writeln!(
            out,
            "the decision on “{}” {}..{} has lost its place: it is stale",
            quote(&lost.quote),
            lost.was.start,
            lost.was.end
        );
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

fn json_report(sidecar: &SidecarFile, drifted: &Drifted) -> Json {
    let Reanchored { drift, moved, orphans, decided, .. } = drifted.outcome();
    let lost = decided.lost.iter().map(|lost| json!({"text": lost.quote, "was": [lost.was.start, lost.was.end]}));
    let range = |range: &Range<usize>| json!([range.start, range.end]);
    let moved =
        moved.iter().map(|m| json!({"id": m.id, "tag": m.tag, "text": m.quote, "from": range(&m.from), "to": range(&m.to)}));
    let candidate = |candidate: &Candidate| {
        let (place, words) = place(candidate, &drifted.now);
        json!({"start": place.start, "end": place.end, "text": words, "likeness": candidate.likeness})
    };
    let orphans = orphans.iter().map(|orphan| {
        let candidates: Vec<Json> = orphan.candidates.iter().map(candidate).collect();
        json!({"id": orphan.id, "tag": orphan.tag, "text": orphan.quote, "was": range(&orphan.was), "candidates": candidates})
    });
    json!({
        "sidecar": sidecar.path.display().to_string(),
        "changed": drift.changed,
        "old_text": drifted.old(),
        "code_points": {"before": drift.code_points.0, "now": drift.code_points.1},
        "paragraphs_changed": drift.paragraphs,
        "spans": drift.spans,
        "standing": drift.standing,
        "moved": moved.collect::<Vec<_>>(),
        "orphans": orphans.collect::<Vec<_>>(),
        "decisions": {"moved": decided.moved, "lost": lost.collect::<Vec<_>>()},
    })
}
