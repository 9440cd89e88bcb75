//! What the common options amount to: annotator, schema, keymap, encoding, colours.

use std::fs;
use std::io::{IsTerminal, stdout};

use super::arguments::{Colouring, Common};
use super::fault::Fault;
use crate::annotation::{Annotator, Schema};
use crate::keymap::{KEYMAPS, Keymap, Source};
use crate::text::{Encoding, encoding};

impl Common {
    /// The annotator: the option, the environment, else the login name made to fit.
    pub fn annotator(&self) -> Result<Annotator, Fault> {
        if let Some(name) = &self.annotator {
            return Annotator::parse(name).map_err(|error| Fault::user(error.to_string()).hint(error.hint()));
        }
        let login = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
        let fitting: String =
            login.to_lowercase().chars().filter(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).take(32).collect();
        Annotator::parse(&fitting).or_else(|_| Annotator::parse("annotator")).map_err(|error| Fault::internal(error.to_string()))
    }

    /// The schema: the option, else the one that comes with the program.
    pub fn schema(&self) -> Result<Schema, Fault> {
        let Some(path) = &self.schema else { return Ok(Schema::builtin().clone()) };
        let text = fs::read_to_string(path).map_err(|error| Fault::user(format!("{}: {error}", path.display())))?;
        let fault = |error: crate::annotation::SchemaError| Fault::user(format!("{}: {error}", path.display()));
        Schema::parse(&text).map_err(|error| fault(error).hint("sample schemas are printed by `hashiya keys --schema-text`"))
    }

    /// The keymap: a name or a file; the first fault of a user's own file ends the program before it begins.
    pub fn keymap(&self, schema: &Schema) -> Result<Keymap, Fault> {
        let tags: Vec<(char, String)> = schema.tags.iter().map(|tag| (tag.key, tag.id.clone())).collect();
        let name = self.keymap.as_deref().unwrap_or("default");
        if let Some((keymap, _)) = Keymap::builtin(name, &tags) {
            return Ok(keymap);
        }
        let text = fs::read_to_string(name).map_err(|error| {
            let names: Vec<&str> = KEYMAPS.iter().map(|source| source.name).collect();
            Fault::user(format!("{name}: {error}")).hint(format!("a keymap is a file, or one of {}", names.join(", ")))
        })?;
        let (keymap, errors) = Keymap::load(&[Source { name, text: &text }], &tags);
        for error in &errors {
            eprintln!("warning: {error}");
        }
        Ok(keymap)
    }

    /// The encoding that was told.
    pub fn encoding(&self) -> Result<Option<Encoding>, Fault> {
        let Some(name) = &self.encoding else { return Ok(None) };
        let found = encoding::by_name(name).ok_or_else(|| Fault::user(format!("there is no encoding {name}")));
        found.map(Some).map_err(|fault| fault.hint("UTF-8, UTF-16LE, UTF-16BE, windows-1256 and ISO-8859-6 are usual"))
    }

    /// Whether to use colours; `screen` for the full screen, which is a terminal in any case.
    pub fn has_colours(&self, screen: bool) -> bool {
        match self.color {
            Colouring::Always => true,
            Colouring::Never => false,
            Colouring::Auto => std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) && (screen || stdout().is_terminal()),
        }
    }
}
