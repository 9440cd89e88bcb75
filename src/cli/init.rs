//! `hashiya init`: makes a folder ready for a team that keeps its texts and annotations on git.
//!
//! Lines that are missing are added to `.gitattributes` and `.gitignore`, once; files that are there stay as they are.

use std::path::{Path, PathBuf};

use clap::Args;

use super::arguments::Common;
use super::fault::{Fault, tell};
use crate::annotation::Schema;
use crate::storage::{Batch, StorageError, batch, corpus, git, source};
use crate::workspace::FolderSettings;

/// The merge driver, as git is told of it.
const DRIVER: (&str, &str) = ("merge.hashiya.driver", "hashiya merge-driver -- %O %A %B %P");
const SCHEMA: &str = "schema.ron";

/// Texts are kept byte for byte, since sidecars hold their hashes; sidecars are merged span by span, registries identity
/// by identity; journals of two machines are put one behind the other.
const ATTRIBUTES: &[&str] = &[
    "*.[tT][xX][tT] -text",
    "*.[tT][eE][xX][tT] -text",
    "*.[tT][xX][tT].*.ron text eol=lf merge=hashiya",
    "*.[tT][eE][xX][tT].*.ron text eol=lf merge=hashiya",
    "**/.hashiya/*.journal* -text merge=union",
];

/// What belongs to one machine and one moment: locks, files being written, and what was set aside.
const IGNORED: &[&str] = &["**/.hashiya/*.lock", "**/.hashiya/*.before", ".hashiya-*.tmp", "*.ron.mine"];

/// Options of `hashiya init`.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder; the current one by default.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Also configures the merge driver in this clone.
    #[arg(long)]
    pub(super) git: bool,
}

/// Makes the folder ready, and says what was done.
pub(super) fn run(init: &Init, common: &Common) -> Result<(), Fault> {
    let folder = &init.folder;
    if !corpus::is_folder(folder)? {
        return Err(StorageError::NotFolder(folder.clone()).into());
    }
    let mut batch = Batch::new();
    let mut told = Vec::new();
    let schema = schema(folder, common)?;
    let registries = schema.registries.iter().filter(|name| is_plain(name));
    let registries: Vec<String> = registries.map(|name| format!("/{name} text eol=lf merge=hashiya")).collect();
    let attributes: Vec<&str> = ATTRIBUTES.iter().copied().chain(registries.iter().map(String::as_str)).collect();
    for (name, lines) in [(".gitattributes", attributes.as_slice()), (".gitignore", IGNORED)] {
        told.push(add_lines(&mut batch, folder, name, lines)?);
    }
    told.extend(add_schema(&mut batch, folder, common)?);
    batch.write()?;
    let (key, driver) = DRIVER;
    if init.git {
        configure(folder)?;
        told.push(format!("{key}: {driver}"));
    } else {
        told.push(format!("each clone needs once: git config {key} '{driver}' (or `hashiya init --git`)"));
    }
    tell(told);
    Ok(())
}

/// Adds the lines that a file does not have yet, after those that it has.
fn add_lines(batch: &mut Batch, folder: &Path, file: &str, lines: &[&str]) -> Result<String, Fault> {
    let path = folder.join(file);
    let name = path.display().to_string();
    let mut text = match source::read_inside(folder, Path::new(file)) {
        Ok(text) => text,
        Err(StorageError::Missing(_)) => String::new(),
        Err(error) => return Err(error.into()),
    };
    let has = |line: &str| text.lines().any(|known| known.trim() == line);
    let missing: Vec<&str> = lines.iter().copied().filter(|line| !has(line)).collect();
    if missing.is_empty() {
        return Ok(format!("{name}: has what it needs"));
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str(end);
    }
    for line in &missing {
        text.push_str(line);
        text.push_str(end);
    }
    batch.replace(path, text.into_bytes());
    Ok(format!("{name}: lines added: {}", missing.len()))
}

/// The schema that the folder has, or is about to have.
fn schema(folder: &Path, common: &Common) -> Result<Schema, Fault> {
    let configured = FolderSettings::read(folder)?;
    let named = configured.and_then(|settings| settings.schema).map(|setting| PathBuf::from(setting.value));
    let (path, text) = match (named, &common.schema) {
        (Some(named), _) => match source::read_inside(folder, &named) {
            Ok(text) => (folder.join(&named), text),
            // It names no registries before it can be read.
            Err(_) => return Ok(Schema::default()),
        },
        (None, Some(named)) => (named.clone(), source::read_settings(named)?),
        (None, None) => return Ok(Schema::builtin().clone()),
    };
    super::choices::parse_schema(&path, &text)
}

/// Whether a path can be a pattern of `.gitattributes` as it is.
fn is_plain(path: &str) -> bool {
    !path.contains(|c: char| c.is_whitespace() || c.is_control() || "*?[]\\\"!#".contains(c))
}

/// The schema, and a configuration that names it, unless the folder has either.
fn add_schema(batch: &mut Batch, folder: &Path, common: &Common) -> Result<Vec<String>, Fault> {
    let path = folder.join(SCHEMA);
    let config = folder.join(FolderSettings::FILE);
    let mut told = Vec::new();
    let configured = FolderSettings::read(folder)?;
    if let Some(named) = configured.as_ref().and_then(|settings| settings.schema.as_ref()) {
        return Ok(vec![format!("{}: names the schema {}", config.display(), folder.join(&named.value).display())]);
    }
    if batch::is_taken(&path) {
        told.push(format!("{}: is there", path.display()));
    } else {
        let text = match &common.schema {
            Some(named) => source::read_settings(named)?,
            None => Schema::builtin_text().to_owned(),
        };
        super::choices::parse_schema(common.schema.as_deref().unwrap_or(&path), &text)?;
        batch.make(path.clone(), text.into_bytes());
        told.push(format!("{}: written", path.display()));
    }
    told.push(if configured.is_some() {
        format!("{}: add schema: \"{SCHEMA}\" to it, so that the schema counts", config.display())
    } else {
        batch.make(config.clone(), format!("(\n    schema: \"{SCHEMA}\",\n)\n").into_bytes());
        format!("{}: written", config.display())
    });
    Ok(told)
}

/// Configures the merge driver in the clone that the folder is in.
fn configure(folder: &Path) -> Result<(), Fault> {
    let (key, driver) = DRIVER;
    let hint = format!("the files are written; in a clone, run: git config {key} '{driver}'");
    let output = git::configure(folder, key, driver)
        .map_err(|error| Fault::user(format!("git cannot be run: {error}")).hint(hint.clone()))?;
    if output.status.success() {
        return Ok(());
    }
    let why = String::from_utf8_lossy(&output.stderr);
    let why = why.lines().next().unwrap_or("it did not say why").trim_start_matches("fatal: ").to_owned();
    Err(Fault::user(format!("{}: git config failed: {why}", folder.display())).hint(hint))
}
