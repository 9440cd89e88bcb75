//! A gold set as a release: data in chosen formats, split, with a card, the schema and checksums.
//!
//! Nothing in it tells when or where it was made, so that the same corpus gives the same bytes again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::texts::Loader;
use super::{Export, Task, strict, writer};
use crate::annotation::Schema;
use crate::cli::fault::{Fault, tell};
use crate::cli::parallel::in_order;
use crate::cli::progress::Progress;
use crate::exchange::split::{PARTS, Sketch, groups, split};
use crate::exchange::{Loss, Seen};
use crate::storage::{Staging, TextFile, source};
use crate::text::counted;

/// Texts that are read at a time.
const TOGETHER: usize = 64;

/// What is known of a text for the split and the card.
struct Known {
    sketch: Sketch,
    sha256: String,
    spans: BTreeMap<String, usize>,
    relations: usize,
    origin: String,
}

/// What a release is made of.
struct Release<'a> {
    export: &'a Export,
    schema: &'a Schema,
    texts: &'a [&'a TextFile],
    known: Vec<Known>,
    /// By text, the place of its part.
    parts: Vec<usize>,
    /// Formats with what they lose.
    formats: Vec<(&'static str, Loss)>,
    agreement: Option<String>,
}

/// Writes a release, all of it or nothing.
pub(super) fn run(
    export: &Export,
    out: &Path,
    task: &Task<'_>,
    schema: Option<&Path>,
    agreement: Option<String>,
) -> Result<(), Fault> {
    let known = look(task)?;
    let sketches: Vec<Sketch> = known.iter().map(|known| known.sketch.clone()).collect();
    let parts = split(&sketches, export.seed);
    let mut release =
        Release { export, schema: task.run.schema, texts: task.texts, known, parts, formats: Vec::new(), agreement };
    let mut staging = Staging::new(out)?;
    for name in &export.formats {
        let loss = release.format(task, name, &mut staging)?;
        release.formats.push((writer(name)?.name(), loss));
    }
    staging.make("splits.tsv", release.splits().as_bytes())?;
    let schema = match schema {
        Some(path) => source::read_settings(path)?,
        None => Schema::builtin_text().to_owned(),
    };
    staging.make("schema.ron", schema.as_bytes())?;
    staging.make("README.md", release.card(groups(&sketches).iter().filter(|group| group.len() > 1).count()).as_bytes())?;
    let sums = checksums(&mut staging)?;
    staging.make("SHA256SUMS", sums.as_bytes())?;
    let files = staging.finish(export.replace)?;
    for (name, loss) in &release.formats {
        super::account(name, loss);
    }
    tell([format!("{}: {} in {}", out.display(), counted(task.texts.len(), "text"), counted(files, "file"))]);
    Ok(())
}

/// The texts of one part of the split.
pub(super) fn part<'a>(task: &Task<'a>, seed: u64, wanted: &str) -> Result<Vec<&'a TextFile>, Fault> {
    let sketches: Vec<Sketch> = look(task)?.into_iter().map(|known| known.sketch).collect();
    let parts = split(&sketches, seed);
    let is_wanted = |part: usize| PARTS.get(part).is_some_and(|(name, _)| *name == wanted);
    Ok(task.texts.iter().zip(parts).filter(|(_, part)| is_wanted(*part)).map(|(text, _)| *text).collect())
}

/// Reads all texts once.
fn look(task: &Task<'_>) -> Result<Vec<Known>, Fault> {
    let (mut all, mut progress) = (Vec::with_capacity(task.texts.len()), Progress::new("reading", task.texts.len()));
    let look = |n: usize| {
        let loaded = task.loader.load_all(task.chunk(n, TOGETHER))?.0;
        let known = loaded.iter().map(|loaded| {
            let work = loaded.work(task.loader.annotator);
            let spans = work.set.counts().clone();
            let fact = work.set.metadata().iter().find(|(name, _)| name == "source_name");
            Known {
                sketch: Sketch::of(work.document, &spans),
                sha256: work.sha256.unwrap_or_default().to_owned(),
                relations: work.set.relations().len(),
                origin: fact.map(|(_, value)| value.to_string()).unwrap_or_default(),
                spans,
            }
        });
        Ok(known.collect::<Vec<_>>())
    };
    in_order(task.texts.len().div_ceil(TOGETHER), &task.cancel, look, |n, known| {
        progress.at(n * TOGETHER);
        all.extend(known);
        Ok(())
    })?;
    Ok(all)
}

/// A line a file, as `sha256sum --check` reads it.
fn checksums(staging: &mut Staging) -> Result<String, Fault> {
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

impl Release<'_> {
    /// Writes one format, a folder for each part, and gives what it loses.
    fn format(&self, task: &Task<'_>, name: &str, staging: &mut Staging) -> Result<Loss, Fault> {
        let writer = writer(name)?;
        let mut loss = Loss::new();
        for (part, (folder, _)) in PARTS.iter().enumerate() {
            let texts: Vec<&TextFile> = self.of_part(part).filter_map(|at| self.texts.get(at)).copied().collect();
            let loader = Loader { annotator: task.loader.annotator, encoding: task.loader.encoding };
            let run = crate::exchange::Run { seen: Seen::default(), ..task.run.clone() };
            let mut task = Task { writer, run, loader, texts: &texts, cancel: task.cancel.clone() };
            task.look_ahead()?;
            loss.merge(task.fill(staging, &format!("{name}/{folder}/"))?.0);
        }
        if self.export.strict {
            strict(writer.name(), &loss)?;
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
        let title = &self.export.title;
        let _infallible = write!(out, "\n# {title}\n\n");
        let _infallible = writeln!(
            out,
            "Arabic texts with annotations of `{}`, exported by hashiya {}. Offsets of `jsonl` count Unicode code points \
             of the decoded text.\n\nLicence: {}\n",
            self.export.set,
            env!("CARGO_PKG_VERSION"),
            self.export.licence.as_deref().unwrap_or("not stated")
        );
        let _infallible = writeln!(
            out,
            "Schema: `{}` {}, guideline {} (`schema.ron`).\n",
            self.schema.id,
            self.schema.version,
            if self.schema.guideline_version.is_empty() { "not stated" } else { &self.schema.guideline_version }
        );
        self.counts(&mut out);
        let _infallible = writeln!(
            out,
            "\nSplit with seed {}, every tag in its share; {} of nearly the same texts kept on one side. \
             `splits.tsv` has each text with its part and the SHA-256 of its file.\n",
            self.export.seed,
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
        let licence = self.export.licence.as_deref().unwrap_or("unknown");
        let mut out = format!("---\nlanguage:\n- ar\nlicense: {licence:?}\npretty_name: {:?}\n", self.export.title);
        out.push_str("task_categories:\n- token-classification\n");
        let has = |format: &str| self.export.formats.iter().any(|name| name == format);
        let configs: Vec<(&str, String)> = if has("parquet") {
            ["documents", "spans", "relations"].map(|table| (table, format!("parquet/PART/{table}/*.parquet"))).to_vec()
        } else if has("jsonl") {
            vec![("default", format!("jsonl/PART/{}.jsonl", self.export.set))]
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
