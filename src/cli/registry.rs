//! `hashiya registry`: lists and checks who is who and what is where, exchanges it with spreadsheets, and merges, renames and
//! splits identities with all uses following.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::arguments::Common;
use super::fault::{Fault, one_line, tell};
use super::json::{self, Format};
use crate::annotation::{Identity, Registry, Schema, Uses};
use crate::exchange::registry::{from_csv, to_csv};
use crate::storage::registry::UseChange;
use crate::storage::{Batch, source};
use crate::text::counted;
use crate::workspace::{RegistryFolder, RegistryJobError, Severity, Share, Trial, check_registry};

/// Options of `hashiya registry`.
#[derive(Debug, Args)]
pub(super) struct RegistryCommand {
    #[command(subcommand)]
    act: Act,
}

/// Which registries are meant.
#[derive(Debug, Args)]
struct Place {
    /// The folder, or one of its registries.
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// The registry, as the schema names it, where a folder has several.
    #[arg(long, value_name = "NAME")]
    registry: Option<String>,
}

/// Whether a change is only looked at.
#[derive(Debug, Args)]
struct Looking {
    /// Prints what would change, and writes nothing.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Prints identities, one a line, with how often they are used.
    List {
        #[command(flatten)]
        place: Place,
        /// Prints only those with these letters in their names or ids.
        #[arg(long, value_name = "WORDS", default_value = "")]
        find: String,
        /// Output format.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Prints what is odd: ids and names that stand twice, unknown parents, circles, near matches, what is not used.
    Check {
        #[command(flatten)]
        place: Place,
        /// Output format.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Prints a registry as CSV, or writes it to a file.
    Export {
        #[command(flatten)]
        place: Place,
        /// The file; standard output by default.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Begins with a byte order mark, as Excel needs it.
        #[arg(long)]
        bom: bool,
    },
    /// Reads identities from CSV; the first row names the columns, and what has no column stays as it is.
    Import {
        #[command(flatten)]
        place: Place,
        /// The table.
        #[arg(value_name = "CSV")]
        table: PathBuf,
        #[command(flatten)]
        looking: Looking,
    },
    /// Merges identities into another one, which gets their names and all their uses.
    Merge {
        #[command(flatten)]
        place: Place,
        /// The identities that go, then the one that stays.
        #[arg(value_name = "ID", required = true, num_args = 2..)]
        ids: Vec<String>,
        #[command(flatten)]
        looking: Looking,
    },
    /// Gives an identity another id, in all its uses.
    Rename {
        #[command(flatten)]
        place: Place,
        /// The id.
        old: String,
        /// The new id.
        new: String,
        #[command(flatten)]
        looking: Looking,
    },
    /// Splits an identity: uses by some of its names, or in some texts, go to a new one.
    Split {
        #[command(flatten)]
        place: Place,
        /// The identity.
        id: String,
        /// The id of the new one.
        new: String,
        /// A name that goes along, with the uses that have these words; may be given several times.
        #[arg(long = "name", value_name = "WORDS")]
        names: Vec<String>,
        /// A text of which uses go along; may be given several times, all texts by default.
        #[arg(long = "text", value_name = "FILE")]
        texts: Vec<String>,
        #[command(flatten)]
        looking: Looking,
    },
    /// Takes the last merge, renaming, split or import back, with all uses.
    Undo {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        looking: Looking,
    },
}

impl Act {
    fn place(&self) -> &Place {
        match self {
            Self::List { place, .. }
            | Self::Check { place, .. }
            | Self::Export { place, .. }
            | Self::Import { place, .. }
            | Self::Merge { place, .. }
            | Self::Rename { place, .. }
            | Self::Split { place, .. }
            | Self::Undo { place, .. } => place,
        }
    }
}

/// An identity, as a line of JSON.
#[derive(Serialize)]
struct Row<'a> {
    registry: &'a str,
    id: &'a str,
    ar: &'a str,
    en: &'a str,
    aliases: &'a [String],
    class: &'a str,
    parent: &'a str,
    uses: usize,
}

/// Does what is asked of the registries of a folder.
pub(super) fn run(command: &RegistryCommand, common: &Common) -> Result<(), Fault> {
    let place = command.act.place();
    let is_file = place.path.is_file();
    let folder = if is_file { outer(&place.path) } else { place.path.clone() };
    let choices = common.choose(Some(&place.path))?;
    let schema = choices.schema()?;
    if !folder.is_dir() {
        return Err(Fault::user(format!("{}: not a directory", folder.display())).hint("name a folder, or a registry in it"));
    }
    let mut all = RegistryFolder::open(&folder, &schema, &choices.annotator())?;
    let named = named(place, &folder, &schema)?;
    match &command.act {
        Act::List { find, format, .. } => list(&all, named.as_deref(), find, *format),
        Act::Check { format, .. } => check(&all, named.as_deref(), &schema, *format),
        Act::Export { out, bom, .. } => export(&all, &one(&all, named)?, out.as_deref(), if *bom { BOM } else { "" }),
        Act::Import { table, looking, .. } => {
            let name = one(&all, named)?;
            import(&mut all, &name, table, looking)
        }
        Act::Merge { ids, looking, .. } => {
            let Some((into, from)) = ids.split_last() else { return Ok(()) };
            let name = all.registry_of(into, named.as_deref()).map_err(fault)?;
            let uses = all.merge(&name, from, into, looking.trial()).map_err(fault)?;
            told(&uses, &format!("{} merged into {into}", from.join(", ")), looking)
        }
        Act::Rename { old, new, looking, .. } => {
            let name = all.registry_of(old, named.as_deref()).map_err(fault)?;
            let uses = all.rename(&name, old, new, looking.trial()).map_err(fault)?;
            told(&uses, &format!("{old} renamed to {new}"), looking)
        }
        Act::Split { id, new, names, texts, looking, .. } => {
            let name = all.registry_of(id, named.as_deref()).map_err(fault)?;
            let share = Share { names: names.clone(), texts: texts.clone() };
            let uses = all.split(&name, id, new, &share, looking.trial()).map_err(fault)?;
            told(&uses, &format!("{new} split from {id}"), looking)
        }
        Act::Undo { looking, .. } => {
            let name = one(&all, named)?;
            let (command, uses) = all.undo(&name, looking.trial()).map_err(fault)?;
            told(&uses, &format!("undone: {command}"), looking)
        }
    }
}

impl Looking {
    fn trial(&self) -> Trial {
        if self.dry_run { Trial::Yes } else { Trial::No }
    }
}

fn outer(path: &Path) -> PathBuf {
    path.parent().filter(|outer| !outer.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

/// The registry that is named, by its file or by its name.
fn named(place: &Place, folder: &Path, schema: &Schema) -> Result<Option<String>, Fault> {
    if !place.path.is_file() {
        return Ok(place.registry.clone());
    }
    let names = schema.registry_names().zip(&schema.registries);
    let found = names.filter(|(_, path)| folder.join(path) == place.path || **path == *place.path.to_string_lossy());
    let found = found.map(|(name, _)| name.to_owned()).next().or_else(|| {
        let file = place.path.file_name()?.to_string_lossy().into_owned();
        schema.registry_names().zip(&schema.registries).find(|(_, path)| **path == file).map(|(name, _)| name.to_owned())
    });
    match found {
        Some(name) => Ok(Some(name)),
        None => Err(Fault::user(format!("{}: the schema names no such registry", place.path.display()))
            .hint(format!("its registries: {}", schema.registries.join(", ")))),
    }
}

/// The one registry that is meant.
fn one(all: &RegistryFolder<'_>, named: Option<String>) -> Result<String, Fault> {
    let known: Vec<&str> = all.registries().map(|(name, _)| name).collect();
    match (named, known.as_slice()) {
        (Some(name), _) if known.contains(&name.as_str()) => Ok(name),
        (Some(name), _) => Err(fault(RegistryJobError::NoRegistry(name))),
        (None, [name]) => Ok((*name).to_owned()),
        (None, _) => Err(Fault::user("which registry is meant?").hint(format!("--registry, one of: {}", known.join(", ")))),
    }
}

fn fault(error: RegistryJobError) -> Fault {
    let message = error.to_string();
    match error {
        RegistryJobError::Job(error) => error.into(),
        RegistryJobError::NoRegistry(_) => Fault::user(message).hint("the schema lists its registries under `registries`"),
        RegistryJobError::Unknown(_) => {
            Fault::user(message).hint("`hashiya registry list` prints the identities; nothing was written")
        }
        RegistryJobError::Several(_) => Fault::user(message).hint("name one with --registry; nothing was written"),
        RegistryJobError::Taken(_) => Fault::user(message).hint("choose another id, or merge the two; nothing was written"),
        RegistryJobError::Itself(_) => Fault::user(message).hint("name the identities that go, then the one that stays"),
        RegistryJobError::NothingToUndo => {
            Fault::user(message).hint("the journal of the registry has no merge, renaming, split or import that is not undone")
        }
        RegistryJobError::ChangedSince { .. } => Fault::user(message).hint("nothing was written; change it back by hand"),
    }
}

/// The registries that are meant.
fn meant<'a>(all: &'a RegistryFolder<'_>, named: Option<&'a str>) -> Vec<(&'a str, &'a Registry)> {
    all.registries().filter(|(name, _)| named.is_none_or(|meant| meant == *name)).collect()
}

fn list(all: &RegistryFolder<'_>, named: Option<&str>, find: &str, format: Format) -> Result<(), Fault> {
    let uses = all.uses();
    let none = Uses::default();
    let mut out = BufWriter::new(io::stdout().lock());
    for (name, registry) in meant(all, named) {
        let uses = uses.get(name).unwrap_or(&none);
        for identity in registry.search(find, uses) {
            print(&mut out, name, identity, uses.of(&identity.id), format)?;
        }
    }
    Ok(out.flush()?)
}

fn print(out: &mut impl Write, registry: &str, identity: &Identity, uses: usize, format: Format) -> io::Result<()> {
    let Identity { id, ar, en, aliases, class, parent, .. } = identity;
    if format == Format::Json {
        return json::write_line(out, &Row { registry, id, ar, en, aliases, class, parent, uses });
    }
    let names: Vec<&str> = identity.names().collect();
    writeln!(out, "{}", one_line(&format!("{uses}  {id}  {class}  {}", names.join(" | "))))
}

fn check(all: &RegistryFolder<'_>, named: Option<&str>, schema: &Schema, format: Format) -> Result<(), Fault> {
    let uses = all.uses();
    let mut found = Vec::new();
    let mut identities = 0;
    let mut out = BufWriter::new(io::stdout().lock());
    for (name, registry) in meant(all, named) {
        identities += registry.len();
        let path = all.path(name).unwrap_or_default();
        for finding in check_registry(&path, name, registry, uses.get(name), schema) {
            found.push(finding.severity);
            match format {
                Format::Text => writeln!(out, "{}", one_line(&finding.to_string()))?,
                Format::Json => json::write_line(&mut out, &finding)?,
            }
        }
    }
    out.flush()?;
    let count = |severity| found.iter().filter(|found| **found == severity).count();
    let summary = format!(
        "identities: {identities}, errors: {}, warnings: {}, notes: {}",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note)
    );
    if count(Severity::Error) > 0 {
        return Err(Fault::user(summary).hint("standard output has one finding per line, with its location"));
    }
    tell([summary]);
    Ok(())
}

/// The mark by which a spreadsheet knows UTF-8.
const BOM: &str = "\u{FEFF}";

/// Writes the identities of a registry as a table that begins with a mark, if there is one.
fn export(all: &RegistryFolder<'_>, name: &str, out: Option<&Path>, mark: &str) -> Result<(), Fault> {
    let Some((_, registry)) = meant(all, Some(name)).into_iter().next() else { return Ok(()) };
    let uses = all.uses();
    let none = Uses::default();
    let table = to_csv(registry, uses.get(name).unwrap_or(&none));
    let table = format!("{mark}{table}");
    match out {
        None => Ok(io::stdout().lock().write_all(table.as_bytes())?),
        Some(path) => {
            let mut batch = Batch::new();
            batch.make(path.to_owned(), table.into_bytes());
            batch.write()?;
            tell([format!("{}: identities: {}", path.display(), registry.len())]);
            Ok(())
        }
    }
}

fn import(all: &mut RegistryFolder<'_>, name: &str, table: &Path, looking: &Looking) -> Result<(), Fault> {
    let bytes = source::read_bytes(table, source::REGISTRY)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Fault::user(format!("{}: not UTF-8", table.display())).hint("save the table as CSV in UTF-8"))?;
    let Some((_, registry)) = meant(all, Some(name)).into_iter().next() else { return Ok(()) };
    let identities = from_csv(&text, registry).map_err(|error| {
        Fault::user(format!("{}: {error}", table.display())).hint("correct the table at that line; nothing was written")
    })?;
    let is_new = |identity: &&Identity| registry.get(&identity.id).is_none_or(|known| known.id != identity.id);
    let new = identities.iter().filter(is_new).count();
    let is_same = |identity: &&Identity| registry.get(&identity.id) == Some(*identity);
    let same = identities.iter().filter(is_same).count();
    let changed = identities.len() - new - same;
    if !looking.dry_run {
        all.import(name, identities).map_err(fault)?;
    }
    let nothing = if looking.dry_run { " (nothing was written)" } else { "" };
    tell([format!("{name}: new: {new}, changed: {changed}, as before: {same}{nothing}")]);
    Ok(())
}

/// Prints what changed, sidecar by sidecar, and tells what was done.
fn told(uses: &[UseChange], done: &str, looking: &Looking) -> Result<(), Fault> {
    let mut files: Vec<(String, usize)> = Vec::new();
    for change in uses {
        let file = format!("{}.{}.ron", change.text, change.annotator);
        match files.last_mut().filter(|(last, _)| *last == file) {
            Some((_, count)) => *count += 1,
            None => files.push((file, 1)),
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for (file, count) in &files {
        writeln!(out, "{}", one_line(&format!("{file}: {}", counted(*count, "use"))))?;
    }
    out.flush()?;
    let nothing = if looking.dry_run { " (nothing was written)" } else { "" };
    tell([format!("{done}: {} in {}{nothing}", counted(uses.len(), "use"), counted(files.len(), "file"))]);
    Ok(())
}
