//! `hashiya schema`: checks a schema, prints it, writes one to begin from, and prints its guideline to be read.

mod edition;
mod html;
mod markdown;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use edition::Edition;

use super::arguments::Common;
use super::choices::without_mark;
use super::fault::{Fault, one_line, tell, warn};
use crate::annotation::renaming::Renaming;
use crate::annotation::{Schema, SchemaError};
use crate::storage::{Batch, source};
use crate::words::{Language, Words};
use crate::workspace::{Migration, Renamed};

/// Options of `hashiya schema`.
#[derive(Debug, Args)]
pub(super) struct SchemaCommand {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Says what in a schema the program could not honour, with line and column.
    Check {
        /// The schema; by default the one that counts in the current folder.
        file: Option<PathBuf>,
    },
    /// Prints a schema as its file has it.
    Print {
        /// The schema; by default the one that counts in the current folder.
        file: Option<PathBuf>,
    },
    /// Writes the schema that comes with the program to a new file, to begin one's own from.
    Init {
        /// The file.
        #[arg(default_value = "schema.ron")]
        file: PathBuf,
    },
    /// Prints the guideline of a schema: every tag, attribute, value, relation and fact, in English and Arabic.
    Docs {
        /// The schema; by default the one that counts in the current folder.
        file: Option<PathBuf>,
        /// Output format.
        #[arg(long, value_enum, default_value_t = Format::Markdown)]
        format: Format,
    },
    /// Renames tags, attributes, values, relations and facts in all sidecars, reviews, gold standards and journals.
    Migrate {
        /// The table of names: `(tags: [("old", "new")], attributes: [("tag", "old", "new")], values: [("tag", "attribute",
        /// "old", "new")], relations: […], facts: […], fact_values: [("fact", "old", "new")])`, by the old names throughout.
        table: PathBuf,
        /// A folder of texts, or a text.
        path: PathBuf,
        /// Prints what would change, and writes nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

/// How the guideline is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown.
    Markdown,
    /// One page that needs no other file.
    Html,
}

/// Does what is asked of a schema.
pub(super) fn run(command: &SchemaCommand, common: &Common) -> Result<(), Fault> {
    match &command.act {
        Act::Check { file } => check(&Named::find(file.as_ref(), common)?, common),
        Act::Print { file } => print(&Named::find(file.as_ref(), common)?.text),
        Act::Init { file } => init(file),
        Act::Migrate { table, path, dry_run } => migrate(table, path, *dry_run, common),
        Act::Docs { file, format } => docs(&Named::find(file.as_ref(), common)?, *format, common),
    }
}

/// The text of a schema, and how messages name it.
struct Named {
    name: String,
    text: String,
}

impl Named {
    fn find(file: Option<&PathBuf>, common: &Common) -> Result<Self, Fault> {
        if let Some(file) = file {
            let text = source::read_settings(file)?;
            return Ok(Self { name: file.display().to_string(), text: without_mark(&text).to_owned() });
        }
        let choices = common.choose(None)?;
        let name = choices.schema_name();
        Ok(Self { name, text: without_mark(&choices.schema_text()?).to_owned() })
    }

    fn fault(&self, error: &SchemaError) -> Fault {
        Fault::user(format!("{}:{}:{}: {}", self.name, error.line, error.column, error.message))
            .hint("correct the schema at that place; `hashiya schema check` lists all such places")
    }

    fn parse(&self) -> Result<Schema, Fault> {
        Schema::parse(&self.text).map_err(|error| self.fault(&error))
    }
}

/// Lists all that is wrong; of what is not wrong, what people may stumble over, and keys that the keymap has taken already.
fn check(named: &Named, common: &Common) -> Result<(), Fault> {
    let schema = match Schema::parse_whole(&named.text) {
        Ok(schema) => schema,
        Err(errors) => {
            let Some((last, others)) = errors.split_last() else { return Ok(()) };
            for error in others {
                warn(format_args!("{}:{}:{}: {}", named.name, error.line, error.column, error.message));
            }
            return Err(named.fault(last));
        }
    };
    for stumble in stumbles(&schema) {
        warn(format_args!("{}: {stumble}", named.name));
    }
    let (_, taken) = common.choose(None)?.keymap(&schema)?;
    for error in taken {
        warn(format_args!("{}: {error}", named.name));
    }
    let attributes: usize = schema.tags.iter().map(|tag| tag.attributes.len()).sum();
    let of = format!("{} {}", schema.id, schema.version);
    let counts = [
        ("tags", schema.tags.len()),
        ("attributes", attributes),
        ("relations", schema.relations.len()),
        ("facts", schema.document.len()),
        ("lexicons", schema.lexicons.len()),
    ];
    let counts: Vec<String> = counts.iter().map(|(what, count)| format!("{what}: {count}")).collect();
    print(&format!("{}: {}, {}\n", named.name, of.trim(), counts.join(", ")))?;
    Ok(())
}

/// What can be honoured, and still reads badly: tags that look the same without colour, entries without a name.
fn stumbles(schema: &Schema) -> Vec<String> {
    let mut found = Vec::new();
    for (n, tag) in schema.tags.iter().enumerate() {
        if let Some(other) = schema.tags.iter().take(n).find(|other| other.mark == tag.mark) {
            found.push(format!("the tags {} and {} have the same mark, and look the same without colour", other.id, tag.id));
        }
    }
    let attributes = schema.tags.iter().flat_map(|tag| &tag.attributes).chain(&schema.document);
    let glosses = schema.tags.iter().map(|tag| (&tag.id, &tag.gloss));
    let glosses = glosses.chain(attributes.map(|attribute| (&attribute.id, &attribute.gloss)));
    let glosses = glosses.chain(schema.relations.iter().map(|relation| (&relation.id, &relation.gloss)));
    for (id, gloss) in glosses {
        if gloss.help.is_empty() {
            found.push(format!("{id} has no help"));
        }
    }
    found
}

/// Prints a text as it is; on a terminal, without what that would obey.
fn print(text: &str) -> Result<(), Fault> {
    let mut out = io::stdout().lock();
    if out.is_terminal() {
        for line in text.lines() {
            writeln!(out, "{}", one_line(line))?;
        }
    } else {
        out.write_all(text.as_bytes())?;
    }
    Ok(out.flush()?)
}

fn init(file: &Path) -> Result<(), Fault> {
    let mut batch = Batch::new();
    batch.make(file.to_owned(), Schema::builtin_text().as_bytes().to_vec());
    batch.write()?;
    tell([format!("{}: written; name it in hashiya.ron (schema: \"…\"), or with --schema", file.display())]);
    Ok(())
}

/// Renames in a folder, all files or none, or says what would be renamed.
fn migrate(table: &Path, path: &Path, is_dry: bool, common: &Common) -> Result<(), Fault> {
    let text = source::read_settings(table)?;
    let renaming = Renaming::parse(without_mark(&text)).map_err(|error| {
        Fault::user(format!("{}:{}:{}: {}", table.display(), error.line, error.column, error.message))
            .hint("correct the table at that place; `hashiya schema migrate --help` shows what it may hold")
    })?;
    let choices = common.choose(Some(path))?;
    let schema = choices.schema()?;
    let migration = Migration { renaming: &renaming, by: &choices.annotator(), schema: &schema };
    let renamed = if is_dry { migration.look(path)? } else { migration.run(path)? };
    let lines = renamed.iter().map(|Renamed { path, names, in_journal }| {
        format!("{}: names: {names}, in its journal: {in_journal}\n", one_line(&path.display().to_string()))
    });
    print(&lines.collect::<String>())?;
    tell([format!("files {}: {}", if is_dry { "to rename in" } else { "renamed in" }, renamed.len())]);
    Ok(())
}

fn docs(named: &Named, format: Format, common: &Common) -> Result<(), Fault> {
    let schema = named.parse()?;
    let languages = common.language.map_or_else(|| Language::ALL.to_vec(), |language| vec![language]);
    let edition = |language: Language| Edition { language, blocks: Words::of(language).whole_guideline(&schema) };
    let editions: Vec<Edition> = languages.into_iter().map(edition).collect();
    print(&match format {
        Format::Markdown => markdown::write(&editions),
        Format::Html => html::write(&schema, &editions),
    })
}
