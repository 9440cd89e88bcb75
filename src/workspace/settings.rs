//! What the `hashiya.ron` of a folder may say: what belongs to the project, not to whoever opens it.
//!
//! A folder may come from elsewhere. So it may name its schema and its keymap, as files inside of it, whether vowel marks
//! are shown and in which direction its texts run; who annotates, in which language, colours and terminal is for the user to
//! say. Such settings are read over and told.

use std::fmt;
use std::path::{Path, PathBuf};

use ron::Options;
use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::Deserialize;

use crate::annotation::Fault;
use crate::storage::{StorageError, source};

/// The settings of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FolderSettings {
    /// The schema, a path from the folder.
    pub schema: Option<Setting>,
    /// The keymap: a name, or a path from the folder.
    pub keymap: Option<Setting>,
    /// Whether vowel marks are shown or hidden.
    pub marks: Option<Setting>,
    /// The base direction of paragraphs.
    pub direction: Option<Setting>,
    /// Those who lead the project, and may see what others made of a text that they annotate themselves.
    pub lead: Vec<String>,
    /// What it says that is not for a folder to say.
    pub ignored: Vec<Ignored>,
}

/// A word of the settings, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The word.
    pub value: String,
    /// Where it is.
    pub place: SettingPlace,
}

/// A place in the settings of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingPlace {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl fmt::Display for SettingPlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}:{}", self.file.display(), self.line, self.column)
    }
}

/// A setting that is the user's, not a folder's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: `{field}` is for the user to set, not for a folder: ignored")]
pub struct Ignored {
    /// The setting.
    pub field: &'static str,
    /// Where its value is.
    pub place: SettingPlace,
}

/// Why the settings of a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The file is not what is expected.
    #[error("{}:{}:{}: {}", file.display(), fault.line, fault.column, fault.message)]
    Form {
        /// The file.
        file: PathBuf,
        /// What is wrong, and where.
        fault: Fault,
    },
    /// A file is named that is not in the folder.
    #[error("{}: `{}` leads out of the folder", setting.place, setting.value)]
    Outside {
        /// The setting that names it.
        setting: Setting,
    },
    /// A file is named that is not there, or cannot be looked at.
    #[error("{}: {source}", setting.place)]
    Unusable {
        /// The setting that names it.
        setting: Setting,
        /// What the disk says of it.
        source: Box<StorageError>,
    },
}

/// The fields as they are written. Those of the user may hold anything.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename = "")]
struct Fields<'a> {
    #[serde(borrow)]
    schema: Option<&'a RawValue>,
    #[serde(borrow)]
    keymap: Option<&'a RawValue>,
    #[serde(borrow)]
    marks: Option<&'a RawValue>,
    #[serde(borrow)]
    direction: Option<&'a RawValue>,
    lead: Vec<String>,
    #[serde(borrow)]
    annotator: Option<&'a RawValue>,
    #[serde(borrow, alias = "color")]
    colour: Option<&'a RawValue>,
    #[serde(borrow)]
    theme: Option<&'a RawValue>,
    #[serde(borrow)]
    screen: Option<&'a RawValue>,
    #[serde(borrow)]
    language: Option<&'a RawValue>,
    #[serde(borrow)]
    terminal: Option<&'a RawValue>,
    #[serde(borrow)]
    bidi: Option<&'a RawValue>,
    #[serde(borrow)]
    width: Option<&'a RawValue>,
    #[serde(borrow)]
    spacing: Option<&'a RawValue>,
    #[serde(borrow)]
    justify: Option<&'a RawValue>,
}

impl FolderSettings {
    /// The file, in the folder.
    pub const FILE: &'static str = "hashiya.ron";

    /// Reads the settings of a folder; `None` if it has none.
    ///
    /// # Errors
    /// A file that cannot be read, is led to from outside of the folder, or is not what is expected.
    pub fn read(folder: &Path) -> Result<Option<Self>, SettingsError> {
        match source::read_inside(folder, Path::new(Self::FILE)) {
            Ok(text) => Self::parse(&folder.join(Self::FILE), &text).map(Some),
            Err(StorageError::Missing(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Reads settings from the text of a file.
    ///
    /// # Errors
    /// A text that is not what is expected, with the place.
    pub fn parse(file: &Path, text: &str) -> Result<Self, SettingsError> {
        let reader = Reader { file, text: text.strip_prefix('\u{FEFF}').unwrap_or(text) };
        let fields: Fields<'_> = reader.parse(reader.text)?;
        let of_user = [
            ("annotator", fields.annotator),
            ("colour", fields.colour),
            ("theme", fields.theme),
            ("screen", fields.screen),
            ("language", fields.language),
            ("terminal", fields.terminal),
            ("bidi", fields.bidi),
            ("width", fields.width),
            ("spacing", fields.spacing),
            ("justify", fields.justify),
        ];
        let ignored =
            |(field, raw): (&'static str, Option<&RawValue>)| Some(Ignored { field, place: reader.place(raw?.trim().get_ron()) });
        let mut ignored: Vec<Ignored> = of_user.into_iter().filter_map(ignored).collect();
        ignored.sort_by_key(|ignored| (ignored.place.line, ignored.place.column));
        Ok(Self {
            schema: reader.setting(fields.schema)?,
            keymap: reader.setting(fields.keymap)?,
            marks: reader.setting(fields.marks)?,
            direction: reader.setting(fields.direction)?,
            lead: fields.lead,
            ignored,
        })
    }
}

impl Setting {
    /// Checks that this names a file inside of the folder, and no link leads out of it.
    ///
    /// # Errors
    /// A file that is outside, or not there. No byte of it is read.
    pub fn check_inside(&self, folder: &Path) -> Result<(), SettingsError> {
        match source::check_inside(folder, Path::new(&self.value)) {
            Ok(()) => Ok(()),
            Err(StorageError::LeadsOut(_)) => Err(SettingsError::Outside { setting: self.clone() }),
            Err(error) => Err(SettingsError::Unusable { setting: self.clone(), source: Box::new(error) }),
        }
    }
}

/// A text of settings, with the file that it is from.
struct Reader<'a> {
    file: &'a Path,
    text: &'a str,
}

impl<'a> Reader<'a> {
    /// Parses the text or a slice of it; the places of errors are those in the whole text.
    fn parse<T: Deserialize<'a>>(&self, slice: &'a str) -> Result<T, SettingsError> {
        let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        options.from_str(slice).map_err(|error| {
            let start = self.place(slice);
            let mut fault = Fault::from(error);
            fault.column += if fault.line == 1 { start.column - 1 } else { 0 };
            fault.line += start.line - 1;
            SettingsError::Form { file: self.file.to_owned(), fault }
        })
    }

    fn setting(&self, raw: Option<&'a RawValue>) -> Result<Option<Setting>, SettingsError> {
        let Some(raw) = raw else { return Ok(None) };
        let slice = raw.trim().get_ron();
        Ok(Some(Setting { value: self.parse(slice)?, place: self.place(slice) }))
    }

    /// Where a slice of the text begins.
    fn place(&self, slice: &str) -> SettingPlace {
        let at = (slice.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let Fault { line, column, .. } = Fault::at(self.text, at, "");
        SettingPlace { file: self.file.to_owned(), line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<FolderSettings, SettingsError> {
        FolderSettings::parse(Path::new("hashiya.ron"), text)
    }

    #[test]
    fn a_folder_says_what_belongs_to_the_project_and_the_rest_is_told_with_its_place() {
        let read =
            parse("(\n  schema: \"s.ron\", // ours\n  annotator: \"huda\",\n  bidi: Some(visual), theme: [1, (2)],\n)").unwrap();
        let schema = read.schema.unwrap();
        assert_eq!((schema.value.as_str(), schema.place.to_string().as_str()), ("s.ron", "hashiya.ron:2:11"));
        let told: Vec<String> = read.ignored.iter().map(ToString::to_string).collect();
        assert_eq!(told[0], "hashiya.ron:3:14: `annotator` is for the user to set, not for a folder: ignored");
        assert_eq!(read.ignored.iter().map(|ignored| ignored.field).collect::<Vec<_>>(), ["annotator", "bidi", "theme"]);
        assert_eq!(parse("\u{FEFF}()").unwrap(), FolderSettings::default());
    }

    #[test]
    fn what_is_wrong_in_the_settings_of_a_folder_says_where() {
        let wrong = |text: &str| parse(text).unwrap_err().to_string();
        assert!(wrong("(\n  schema: 7,\n)").starts_with("hashiya.ron:2:11: "), "{}", wrong("(\n  schema: 7,\n)"));
        assert!(wrong("(\n  schemo: \"x\")").starts_with("hashiya.ron:2:3: "), "{}", wrong("(\n  schemo: \"x\")"));
        assert!(wrong("(schema: \"a\", schema: \"b\")").contains("stands twice"));
        assert!(parse(&format!("(bidi: {})", "[".repeat(100_000))).is_err());
    }
}
