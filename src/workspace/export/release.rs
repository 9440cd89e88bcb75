//! A gold set as a release: data in chosen formats, split, with a card, the schema and checksums.
//!
//! Nothing in it tells when or where it was made, so that the same corpus gives the same bytes again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::conversion::Conversion;
use super::sketches::{Known, look};
use crate::annotation::registry::NamedRegistry;
use crate::annotation::{Annotator, Schema};
use crate::exchange::split::{PARTS, Sketch, groups, split};
use crate::exchange::{Loss, Run, Seen, Unit, Writer};
use crate::storage::{Existing, Staging, TextFile};
use crate::text::counted;
use crate::workspace::error::JobError;

/// What a release is made of.
#[derive(Clone)]
pub struct Release<'a> {
    /// Whose annotations: an annotator's, or gold.
    pub set: &'a Annotator,
    /// The schema that they follow.
    pub schema: &'a Schema,
    /// The schema as its file is written.
    pub schema_text: &'a str,
    /// Who is who, as the registries beside the texts say.
    pub registries: &'a [NamedRegistry],
    /// What offsets count, where a format leaves a choice.
    pub unit: Option<Unit>,
    /// Whether spreadsheets begin with a byte order mark.
    pub bom: bool,
    /// The formats of its data, each for every part of the split.
    pub formats: Vec<&'static dyn Writer>,
    /// Where the random order of the split begins.
    pub seed: u64,
    /// The licence that the card names; `None` if none is stated.
    pub licence: Option<&'a str>,
    /// The title of the card.
    pub title: &'a str,
    /// Whether nothing is written if a format cannot carry everything.
    pub is_strict: bool,
    /// Whether files that exist already are replaced.
    pub is_replacing: bool,
}

/// What was written.
#[derive(Debug)]
pub struct Released {
    /// The names of the formats, with what each could not carry.
    pub formats: Vec<(&'static str, Loss)>,
    /// Texts in it.
    pub texts: usize,
    /// Files in it.
    pub files: usize,
}

/// A release that is under way.
struct Making<'a> {
    release: &'a Release<'a>,
    texts: &'a [&'a TextFile],
    known: Vec<Known>,
    /// By text, the place of its part.
    parts: Vec<usize>,
    /// Formats with what they lose.
    formats: Vec<(&'static str, Loss)>,
    agreement: Option<String>,
}

/// Writes a release to a staging, and gives all files their names.
pub(super) fn write(
    release: &Release<'_>,
    conversion: &Conversion<'_>,
    agreement: Option<String>,
    mut staging: Staging,
) -> Result<Released, JobError> {
    let known = look(conversion)?;
    let sketches: Vec<Sketch> = known.iter().map(|known| known.sketch.clone()).collect();
    let parts = split(&sketches, release.seed);
    let mut making = Making { release, texts: &conversion.texts, known, parts, formats: Vec::new(), agreement };
    for format in &release.formats {
        let loss = making.format(conversion, *format, &mut staging)?;
        making.formats.push((format.name(), loss));
    }
    staging.make("splits.tsv", making.splits().as_bytes())?;
    staging.make("schema.ron", release.schema_text.as_bytes())?;
    let similar = groups(&sketches).iter().filter(|group| group.len() > 1).count();
    staging.make("README.md", making.card(similar).as_bytes())?;
    let sums = checksums(&mut staging)?;
    staging.make("SHA256SUMS", sums.as_bytes())?;
    let existing = if release.is_replacing { Existing::GivesWay } else { Existing::Stays };
    let files = staging.finish(existing)?;
    Ok(Released { formats: making.formats, texts: conversion.texts.len(), files })
}

/// A line a file, as `sha256sum --check` reads it.
fn checksums(staging: &mut Staging) -> Result<String, JobError> {
    let names: Vec<String> = staging.names().map(str::to_owned).collect();
    let mut out = String::new();
    for name in names {
        let mut hash = Sha256::new();
        staging.read_again(&name, |piece| hash.update(piece))?;
        let hex = hash.finalize().iter().fold(String::with_capacity(64), |hex, byte| hex + &format!("{byte:02x}"));
        let _infallible = writeln!(out, "{hex}  {name}");
    }
    Ok(out)
}

impl Making<'_> {
    /// Writes one format, a folder for each part, and gives what it loses.
    fn format(&self, conversion: &Conversion<'_>, writer: &'static dyn Writer, staging: &mut Staging) -> Result<Loss, JobError> {
        let mut loss = Loss::new();
        for (part, (folder, _)) in PARTS.iter().enumerate() {
            let texts = self.of_part(part).filter_map(|at| self.texts.get(at)).copied().collect();
            let run = Run { seen: Seen::default(), ..conversion.run.clone() };
            let mut conversion = Conversion { writer, run, texts, ..conversion.clone() };
            conversion.look_ahead()?;
            loss.merge(conversion.fill(staging, &format!("{}/{folder}/", writer.name()))?);
        }
        if self.release.is_strict && !loss.is_none() {
            return Err(JobError::Lossy { format: writer.name(), loss: Box::new(loss) });
        }
        Ok(loss)
    }

    fn of_part(&self, part: usize) -> impl Iterator<Item = usize> {
        self.parts.iter().enumerate().filter(move |(_, own)| **own == part).map(|(at, _)| at)
    }

    /// Which text is in which part, with its hash.
    fn splits(&self) -> String {
        let mut out = "file\tpart\tsha256\n".to_owned();
        for ((text, known), part) in self.texts.iter().zip(&self.known).zip(&self.parts) {
            let part = PARTS.get(*part).map_or("", |(name, _)| *name);
            let _infallible = writeln!(out, "{}\t{part}\t{}", text.name, known.sha256);
        }
        out
    }

    /// The card: the head that Hugging Face reads, and what people must know.
    fn card(&self, groups: usize) -> String {
        let mut out = self.head();
        let title = &self.release.title;
        let _infallible = write!(out, "\n# {title}\n\n");
        let _infallible = writeln!(
            out,
            "Arabic texts with annotations of `{}`, exported by hashiya {}. Offsets of `jsonl` count Unicode code points \
             of the decoded text.\n\nLicence: {}\n",
            self.release.set,
            env!("CARGO_PKG_VERSION"),
            self.release.licence.unwrap_or("not stated")
        );
        let _infallible = writeln!(
            out,
            "Schema: `{}` {}, guideline {} (`schema.ron`).\n",
            self.release.schema.id,
            self.release.schema.version,
            if self.release.schema.guideline_version.is_empty() { "not stated" } else { &self.release.schema.guideline_version }
        );
        self.counts(&mut out);
        let _infallible = writeln!(
            out,
            "\nSplit with seed {}, every tag in its share; {} of nearly the same texts kept on one side. \
             `splits.tsv` has each text with its part and the SHA-256 of its file.\n",
            self.release.seed,
            counted(groups, "group")
        );
        self.provenance(&mut out);
        if let Some(agreement) = &self.agreement {
            let _infallible = write!(out, "\n## Agreement of the annotators\n\n```\n{}\n```\n", agreement.trim_end());
        }
        out.push_str("\n## Formats\n\n");
        for (name, loss) in &self.formats {
            let lost = if loss.is_none() { "nothing is lost".to_owned() } else { format!("not carried:\n\n```\n{loss}\n```\n") };
            let _infallible = writeln!(out, "- `{name}`: {lost}");
        }
        out.push_str("\n`SHA256SUMS` has the checksums (`sha256sum --check SHA256SUMS`).\n");
        out
    }

    fn head(&self) -> String {
        let licence = self.release.licence.unwrap_or("unknown");
        let mut out = format!("---\nlanguage:\n- ar\nlicense: {licence:?}\npretty_name: {:?}\n", self.release.title);
        out.push_str("task_categories:\n- token-classification\n");
        let has = |format: &str| self.release.formats.iter().any(|writer| writer.name() == format);
        let configs: Vec<(&str, String)> = if has("parquet") {
            ["documents", "spans", "relations"].map(|table| (table, format!("parquet/PART/{table}/*.parquet"))).to_vec()
        } else if has("jsonl") {
            vec![("default", format!("jsonl/PART/{}.jsonl", self.release.set))]
        } else {
            Vec::new()
        };
        out.push_str(if configs.is_empty() { "" } else { "configs:\n" });
        for (config, path) in configs {
            let _infallible = write!(out, "- config_name: {config}\n  data_files:\n");
            for (_, (name, _)) in PARTS.iter().enumerate().filter(|(part, _)| self.of_part(*part).next().is_some()) {
                let split = if *name == "dev" { "validation" } else { name };
                let _infallible = writeln!(out, "  - split: {split}\n    path: {:?}", path.replace("PART", name));
            }
        }
        out.push_str("---\n");
        out
    }

    /// Texts, relations and spans of each tag in each part.
    fn counts(&self, out: &mut String) {
        out.push_str("| | train | dev | test | all |\n| --- | --- | --- | --- | --- |\n");
        let of = |part: usize, count: &dyn Fn(&Known) -> usize| -> usize {
            self.of_part(part).filter_map(|at| self.known.get(at)).map(count).sum()
        };
        let mut row = |name: &str, count: &dyn Fn(&Known) -> usize| {
            let parts: Vec<usize> = (0..PARTS.len()).map(|part| of(part, count)).collect();
            let cells: Vec<String> = parts.iter().map(usize::to_string).collect();
            let _infallible = writeln!(out, "| {name} | {} | {} |", cells.join(" | "), parts.iter().sum::<usize>());
        };
        row("texts", &|_| 1);
        row("relations", &|known| known.relations);
        let tags: BTreeSet<&String> = self.known.iter().flat_map(|known| known.spans.keys()).collect();
        for tag in tags {
            row(tag, &|known| known.spans.get(tag).copied().unwrap_or(0));
        }
    }

    /// Where the texts come from, by the name of the source.
    fn provenance(&self, out: &mut String) {
        let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
        for known in &self.known {
            *sources.entry(if known.origin.is_empty() { "not stated" } else { &known.origin }).or_default() += 1;
        }
        out.push_str("## Sources\n\n");
        for (source, count) in sources {
            let _infallible = writeln!(out, "- {source}: {count}");
        }
    }
}
