//! The user's configuration, in RON: annotator, schema, keymap, colours, theme, screen, marks, language, bidi and how texts are set
//! (`typography.rs`), every field optional.
//! What a folder's own `hashiya.ron` may say of this is known to [`FolderSettings`].
//!
//! ```ron
//! (
//!     annotator: "amal",
//!     schema: "conflict.ron",  // from the folder of this file
//!     keymap: "vim",           // a name, or a file from the folder of this file
//!     colour: "auto",          // or "always", "never"
//!     theme: "auto",           // or "dark", "light", "contrast", "colour-blind"
//!     screen: "full",          // or "linear": told in lines, for a screen reader
//!     keyboard: "persian",     // the Arabic keyboard in use, by the name of its layout; asked for where it matters
//!     marks: "shown",          // or "hidden": vowel marks
//!     language: "en",          // or "ar": the screen's; else that of the locale
//!     bidi: "auto",            // or a mode of `hashiya calibrate --list`
//! )
//! ```

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use ron::extensions::Extensions;
use serde::Deserialize;

use super::arguments::{Appearance, Base, Colouring, Marks, ScreenManner, as_word};
use super::fault::Fault;
use super::typography::SpacingField;
use crate::annotation;
use crate::keymap::KEYMAPS;
use crate::layout::Justification;
use crate::session::Typography;
use crate::storage::{StorageError, source};
use crate::workspace::{FolderSettings, SettingsError};

/// The user's own configuration, in the folder of configurations.
const OF_USER: &str = "hashiya/config.ron";
const HINT: &str = "the fields are annotator, schema, keymap, keyboard, colour, theme, screen, marks, language, bidi, width, spacing, direction and \
     justify; correct the file at that place";
const HINT_FOLDER: &str = "the fields are schema, keymap, marks, direction and lead; correct the file at that place";

/// What a configuration says, with the place it says it in.
#[derive(Debug, Clone, Default)]
pub(super) struct Config {
    /// The file.
    pub(super) path: PathBuf,
    fields: Fields,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename = "")]
struct Fields {
    annotator: Option<String>,
    schema: Option<PathBuf>,
    keymap: Option<String>,
    keyboard: Option<String>,
    #[serde(deserialize_with = "as_word")]
    colour: Option<Colouring>,
    #[serde(deserialize_with = "as_word")]
    theme: Option<Appearance>,
    #[serde(deserialize_with = "as_word")]
    screen: Option<ScreenManner>,
    #[serde(deserialize_with = "as_word")]
    marks: Option<Marks>,
    language: Option<String>,
    bidi: Option<String>,
    width: Option<u16>,
    spacing: Option<SpacingField>,
    #[serde(deserialize_with = "as_word")]
    direction: Option<Base>,
    justify: Option<bool>,
}

/// The configurations that count for a folder.
#[derive(Debug, Default)]
pub(super) struct Configs {
    /// The one that was named, else the user's.
    pub(super) user: Option<Config>,
    /// The folder's own, unless one was named.
    pub(super) folder: Option<FolderSettings>,
}

/// Reads the configurations that count for a folder.
pub(super) fn read_all(named: Option<&Path>, folder: &Path) -> Result<Configs, Fault> {
    if let Some(path) = named {
        return Ok(Configs { user: Some(Config::read(path)?), folder: None });
    }
    let of_user = etcetera::choose_base_strategy().ok().map(|strategy| strategy.config_dir().join(OF_USER));
    let user = of_user.filter(|path| path.exists()).map(|path| Config::read(&path)).transpose()?;
    Ok(Configs { user, folder: FolderSettings::read(folder)? })
}

impl Config {
    /// Reads one configuration.
    pub(super) fn read(path: &Path) -> Result<Self, Fault> {
        let text = source::read_settings(path).map_err(|error| match error {
            StorageError::Binary(path) => not_ron(&path),
            error => error.into(),
        })?;
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let fields = options.from_str(text.strip_prefix('\u{FEFF}').unwrap_or(&text)).map_err(|error| {
            let fault = annotation::Fault::from(error);
            Fault::user(format!("{}:{}:{}: {}", path.display(), fault.line, fault.column, fault.message)).hint(HINT)
        })?;
        Ok(Self { path: path.to_owned(), fields })
    }

    /// The annotator.
    pub(super) fn annotator(&self) -> Option<String> {
        self.fields.annotator.clone()
    }

    /// The schema's file, from the folder of this configuration.
    pub(super) fn schema(&self) -> Option<PathBuf> {
        self.fields.schema.as_ref().map(|schema| self.beside(schema))
    }

    /// The keymap: a name, or a file from the folder of this configuration.
    pub(super) fn keymap(&self) -> Option<String> {
        let keymap = self.fields.keymap.as_ref()?;
        let is_name = is_keymap_name(keymap);
        Some(if is_name { keymap.clone() } else { self.beside(Path::new(keymap)).to_string_lossy().into_owned() })
    }

    /// The Arabic keyboard in use, by the name of its layout.
    pub(super) fn keyboard(&self) -> Option<String> {
        self.fields.keyboard.clone()
    }

    /// When to use colours.
    pub(super) fn colour(&self) -> Option<Colouring> {
        self.fields.colour
    }

    /// Which colours the screen has.
    pub(super) fn theme(&self) -> Option<Appearance> {
        self.fields.theme
    }

    /// Whether the screen is drawn or told.
    pub(super) fn screen(&self) -> Option<ScreenManner> {
        self.fields.screen
    }

    /// Whether vowel marks are drawn.
    pub(super) fn marks(&self) -> Option<Marks> {
        self.fields.marks
    }

    /// The tag of the screen's language.
    pub(super) fn language(&self) -> Option<String> {
        self.fields.language.clone()
    }

    /// How rows are sent to the terminal.
    pub(super) fn bidi(&self) -> Option<String> {
        self.fields.bidi.clone()
    }

    /// How texts are set, their direction aside.
    pub(super) fn typography(&self) -> Typography {
        let usual = Typography::default();
        let is_filled = self.fields.justify == Some(true);
        Typography {
            justification: if is_filled { Justification::Filled } else { usual.justification },
            measure: self.fields.width.unwrap_or(usual.measure),
            spacing: self.fields.spacing.map_or(usual.spacing, SpacingField::spacing),
            ..usual
        }
    }

    /// The base direction of paragraphs.
    pub(super) fn direction(&self) -> Option<Base> {
        self.fields.direction
    }

    fn beside(&self, file: &Path) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(file)
    }
}

fn not_ron(path: &Path) -> Fault {
    Fault::user(format!("{}: not RON", path.display())).hint(HINT)
}

impl From<SettingsError> for Fault {
    fn from(error: SettingsError) -> Self {
        let told = error.to_string();
        match error {
            SettingsError::Storage(StorageError::Binary(path)) => not_ron(&path),
            SettingsError::Storage(error) => error.into(),
            SettingsError::Form { .. } => Self::user(told).hint(HINT_FOLDER),
            SettingsError::Outside { .. } => Self::user(told).hint(
                "a folder names files in it; nothing was read: copy the file into the folder, or name it yourself with an option",
            ),
            SettingsError::Unusable { .. } => Self::user(told).hint("correct the path there, or name a file with an option"),
        }
    }
}

/// Whether a keymap of this name comes with the program.
pub(super) fn is_keymap_name(name: &str) -> bool {
    KEYMAPS.iter().any(|source| source.name.strip_suffix(".ron") == Some(name))
}
