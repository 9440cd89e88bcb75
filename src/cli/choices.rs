//! What the common options, the environment and the configuration amount to.
//!
//! An option comes before `HASHIYA_ANNOTATOR`, that before the user's configuration, that before what the folder's own
//! may say; last come the login name and what comes with the program.

use std::fmt;
use std::io::{IsTerminal, stdout};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::arguments::{Appearance, Base, Colouring, Common, Looking, Marks, ScreenManner, read, word};
use super::config::{self, Config, Configs, is_keymap_name};
use super::fault::{Fault, tell, warn};
use super::names::annotator;
use super::typography;
use crate::annotation::{Annotator, Schema};
use crate::keymap::{KEYMAPS, Keymap, KeymapError, KeymapText, Trust};
use crate::session::Typography;
use crate::storage::keyboard::KeyboardMemory;
use crate::storage::terminals::Terminals;
use crate::storage::{StorageError, source};
use crate::text::{Encoding, encoding};
use crate::tui::terminal::Manner;
use crate::tui::terminal::display::Display;
use crate::tui::terminal::emission::Mode;
use crate::tui::theme::{Ground, Palette, Theme};
use crate::words::{Language, Words};
use crate::workspace::{FolderSettings, Ignored, Setting, Viewer};

/// A choice, and who made it.
#[derive(Debug, Clone)]
struct Chosen<T> {
    value: T,
    by: String,
}

/// A file that was chosen, and whose word that is.
#[derive(Debug, Clone)]
enum ChosenFile {
    /// The user's: any file, or the name of what comes with the program.
    Named(PathBuf),
    /// A folder's: a file inside of it, by its path from there.
    OfFolder { folder: PathBuf, name: PathBuf },
}

impl ChosenFile {
    /// Reads the file. One of a folder is looked for in it again, since links may have changed.
    fn read(&self) -> Result<String, StorageError> {
        match self {
            Self::Named(path) => source::read_settings(path),
            Self::OfFolder { folder, name } => source::read_inside(folder, name),
        }
    }

    /// The path, for messages.
    fn path(&self) -> PathBuf {
        match self {
            Self::Named(path) => path.clone(),
            Self::OfFolder { folder, name } => folder.join(name),
        }
    }

    /// How far a keymap of this file is trusted.
    fn trust(&self) -> Trust {
        match self {
            Self::Named(_) => Trust::Own,
            Self::OfFolder { .. } => Trust::OfFolder,
        }
    }
}

impl<T> Chosen<T> {
    fn map<U>(self, change: impl FnOnce(T) -> U) -> Chosen<U> {
        Chosen { value: change(self.value), by: self.by }
    }
}

/// What was chosen for a run of the program.
#[derive(Debug)]
pub(super) struct Choices {
    annotator: Chosen<Annotator>,
    schema: Option<Chosen<ChosenFile>>,
    keymap: Chosen<ChosenFile>,
    keyboard: Option<Chosen<String>>,
    colour: Chosen<Colouring>,
    theme: Chosen<Appearance>,
    screen: Chosen<ScreenManner>,
    marks: Option<Chosen<Marks>>,
    /// How texts are set, their direction aside.
    typography: Typography,
    direction: Option<Chosen<Base>>,
    language: Chosen<Language>,
    bidi: Chosen<Option<Mode>>,
    encoding: Option<String>,
    /// The folder of what was named first.
    folder: PathBuf,
    /// Those who lead the project of the folder.
    lead: Vec<String>,
    /// What the folder says that is not for it to say.
    ignored: Vec<Ignored>,
}

impl Common {
    /// Makes the choices for the path that was named first: its folder may have a configuration.
    pub(super) fn choose(&self, path: Option<&Path>) -> Result<Choices, Fault> {
        let folder = match path {
            None => Path::new("."),
            Some(path) if path.is_dir() => path,
            Some(path) => path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")),
        };
        let configs = config::read_all(self.config.as_deref(), folder)?;
        let ignored = configs.folder.as_ref().map(|settings| settings.ignored.clone()).unwrap_or_default();
        ignored.iter().for_each(warn);
        let environment = std::env::var("HASHIYA_ANNOTATOR").ok().filter(|name| !name.is_empty());
        let environment = environment.map(|value| Chosen { value, by: "HASHIYA_ANNOTATOR".to_owned() });
        let named = option(self.annotator.clone(), "--annotator")
            .or(environment)
            .or_else(|| configured(&configs, Config::annotator))
            .unwrap_or_else(|| Chosen { value: login_name(), by: "the login name".to_owned() });
        let told = option(self.bidi.clone(), "--bidi").or_else(|| configured(&configs, Config::bidi));
        let bidi = told.map_or_else(
            || Ok(usual(None)),
            |told| Ok::<_, Fault>(Chosen { value: bidi(&told.value).map_err(|fault| fault.at(&told.by))?, by: told.by }),
        )?;
        let language = match (option(self.language, "--language"), configured(&configs, Config::language)) {
            (Some(chosen), _) => chosen,
            (None, Some(told)) => Chosen { value: language(&told.value).map_err(|fault| fault.at(&told.by))?, by: told.by },
            (None, None) => of_locale(|name| std::env::var(name).ok()),
        };
        let choices = Choices {
            language,
            bidi,
            annotator: Chosen { value: annotator(&named.value).map_err(|fault| fault.at(&named.by))?, by: named.by },
            schema: match option(self.schema.clone(), "--schema").or_else(|| configured(&configs, Config::schema)) {
                Some(chosen) => Some(chosen.map(ChosenFile::Named)),
                None => of_folder(&configs, folder, |settings| settings.schema.as_ref())?,
            },
            keymap: match option(self.keymap.clone(), "--keymap").or_else(|| configured(&configs, Config::keymap)) {
                Some(chosen) => Some(chosen.map(|name| ChosenFile::Named(name.into()))),
                None => of_folder(&configs, folder, |settings| settings.keymap.as_ref())?,
            }
            .unwrap_or_else(|| usual(ChosenFile::Named("default".into()))),
            keyboard: configured(&configs, Config::keyboard),
            colour: option(self.color, "--color")
                .or_else(|| configured(&configs, Config::colour))
                .unwrap_or(usual(Colouring::Auto)),
            theme: option(self.theme, "--theme")
                .or_else(|| configured(&configs, Config::theme))
                .unwrap_or(usual(Appearance::Auto)),
            screen: option(self.screen, "--screen")
                .or_else(|| configured(&configs, Config::screen))
                .unwrap_or(usual(ScreenManner::Full)),
            marks: match option(self.marks, "--marks").or_else(|| configured(&configs, Config::marks)) {
                Some(chosen) => Some(chosen),
                None => word_of_folder(&configs, |settings| settings.marks.as_ref())?,
            },
            typography: configs.user.as_ref().map(Config::typography).unwrap_or_default(),
            direction: match configured(&configs, Config::direction) {
                Some(chosen) => Some(chosen),
                None => word_of_folder(&configs, |settings| settings.direction.as_ref())?,
            },
            encoding: self.encoding.clone(),
            folder: folder.to_owned(),
            lead: configs.folder.as_ref().map(|settings| settings.lead.clone()).unwrap_or_default(),
            ignored,
        };
        if self.verbose {
            tell(choices.to_string().trim_end().split('\n'));
        }
        Ok(choices)
    }
}

/// What counts where nobody chose.
fn usual<T>(value: T) -> Chosen<T> {
    Chosen { value, by: "default".to_owned() }
}

fn option<T>(value: Option<T>, name: &str) -> Option<Chosen<T>> {
    value.map(|value| Chosen { value, by: name.to_owned() })
}

fn configured<T>(configs: &Configs, field: fn(&Config) -> Option<T>) -> Option<Chosen<T>> {
    let config = configs.user.as_ref()?;
    Some(Chosen { value: field(config)?, by: config.path.display().to_string() })
}

/// The file that the folder's own settings name, if they do: one inside of it.
fn of_folder(
    configs: &Configs,
    folder: &Path,
    field: fn(&FolderSettings) -> Option<&Setting>,
) -> Result<Option<Chosen<ChosenFile>>, Fault> {
    let Some(setting) = configs.folder.as_ref().and_then(field) else { return Ok(None) };
    let by = setting.place.file.display().to_string();
    if is_keymap_name(&setting.value) {
        return Ok(Some(Chosen { value: ChosenFile::Named(setting.value.clone().into()), by }));
    }
    setting.check_inside(folder)?;
    let value = ChosenFile::OfFolder { folder: folder.to_owned(), name: setting.value.clone().into() };
    Ok(Some(Chosen { value, by }))
}

/// What the folder's own settings want, where that is one of a few words.
fn word_of_folder<T: ValueEnum>(
    configs: &Configs,
    field: fn(&FolderSettings) -> Option<&Setting>,
) -> Result<Option<Chosen<T>>, Fault> {
    let Some(setting) = configs.folder.as_ref().and_then(field) else { return Ok(None) };
    let value = read(setting.value.clone());
    let value =
        value.map_err(|error| Fault::user(format!("{}: {error}", setting.place)).hint("correct the file at that place"))?;
    Ok(Some(Chosen { value, by: setting.place.file.display().to_string() }))
}

/// Reads the tag of a language.
fn language(tag: &str) -> Result<Language, Fault> {
    let known: Vec<&str> = Language::ALL.iter().map(|language| language.tag()).collect();
    let unknown = || Fault::user(format!("unknown language `{tag}`")).hint(format!("known languages: {}", known.join(", ")));
    Language::parse(tag).ok_or_else(unknown)
}

/// Where the environment says which language people read, the first that says something before all others (POSIX, 8.2).
const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language of the locale; that of the program where it is another one.
fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Chosen<Language> {
    let said = LOCALE.iter().find_map(|name| Some((name, variable(name).filter(|value| !value.is_empty())?)));
    let found = said.and_then(|(name, locale)| Some((name, Language::of_locale(&locale)?)));
    let (by, value) = found.map_or(("default", Language::default()), |(name, language)| (*name, language));
    Chosen { value, by: by.to_owned() }
}

/// Reads the name of a way to send rows; none for `auto`.
pub(super) fn bidi(name: &str) -> Result<Option<Mode>, Fault> {
    if name == "auto" {
        return Ok(None);
    }
    let names: Vec<&str> = Mode::ALL.iter().map(|mode| mode.name()).collect();
    let unknown = || Fault::user(format!("unknown mode {name:?}")).hint(format!("known: auto, {}", names.join(", ")));
    Mode::parse(name).map(Some).ok_or_else(unknown)
}

/// Whether the terminal says that it has millions of colours.
fn has_true_colour() -> bool {
    std::env::var("COLORTERM").is_ok_and(|value| matches!(value.as_str(), "truecolor" | "24bit"))
}

/// What is behind the letters, where the terminal says so (`COLORFGBG`): the last of its numbers is a colour of the 16.
fn ground() -> Ground {
    let said = std::env::var("COLORFGBG").ok();
    let behind = said.as_deref().and_then(|said| said.rsplit(';').next()).and_then(|number| number.parse::<u8>().ok());
    if matches!(behind, Some(0..=6 | 8)) { Ground::Dark } else { Ground::Light }
}

/// The login name, made to fit.
fn login_name() -> String {
    let login = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
    let fitting: String =
        login.to_lowercase().chars().filter(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).take(32).collect();
    Annotator::parse(&fitting).map_or_else(|_| "annotator".to_owned(), |annotator| annotator.to_string())
}

/// The text of a schema's file without the mark of its encoding.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// Reads the text of a schema's file.
pub(super) fn parse_schema(path: &Path, text: &str) -> Result<Schema, Fault> {
    Schema::parse(without_mark(text)).map_err(|error| {
        Fault::user(format!("{}:{}:{}: {}", path.display(), error.line, error.column, error.message))
            .hint("correct the schema at that place, or use the one that comes with the program")
    })
}

impl Choices {
    /// The folder of what was named first.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The annotator.
    pub(super) fn annotator(&self) -> Annotator {
        self.annotator.value.clone()
    }

    /// The schema: a file, else the one that comes with the program.
    pub(super) fn schema(&self) -> Result<Schema, Fault> {
        let Some(Chosen { value: file, .. }) = &self.schema else { return Ok(Schema::builtin().clone()) };
        parse_schema(&file.path(), &file.read()?)
    }

    /// How messages name the schema.
    pub(super) fn schema_name(&self) -> String {
        match &self.schema {
            Some(schema) => schema.value.path().display().to_string(),
            None => Schema::builtin().id.clone(),
        }
    }

    /// The schema as its file has it.
    pub(super) fn schema_text(&self) -> Result<String, Fault> {
        let Some(Chosen { value: file, .. }) = &self.schema else { return Ok(Schema::builtin_text().to_owned()) };
        Ok(file.read()?)
    }

    /// The keymap, a name or a file, and what is wrong in it; what is right in it counts.
    pub(super) fn keymap(&self, schema: &Schema) -> Result<(Keymap, Vec<KeymapError>), Fault> {
        let tags: Vec<(char, String)> = schema.tags.iter().map(|tag| (tag.key, tag.id.clone())).collect();
        let file = &self.keymap.value;
        let name = file.path().to_string_lossy().into_owned();
        if let ChosenFile::Named(_) = file
            && let Some(found) = Keymap::builtin(&name, &tags)
        {
            return Ok(found);
        }
        let text = file.read().map_err(|error| {
            let names: Vec<&str> = KEYMAPS.iter().filter_map(|source| source.name.strip_suffix(".ron")).collect();
            Fault::from(error).hint(format!("a keymap is a file, or one of {}", names.join(", ")))
        })?;
        Ok(Keymap::load_trusted(&[KeymapText { name: &name, text: &text }], &tags, file.trust()))
    }

    /// The keymap for the keyboard that is in use, as the configuration says or as it is remembered.
    pub(super) fn for_keyboard(&self, keymap: Keymap, memory: &KeyboardMemory) -> Result<Keymap, Fault> {
        let Some(told) = &self.keyboard else {
            let remembered = memory.name().and_then(|name| keymap.with_keyboard(name));
            return Ok(remembered.unwrap_or(keymap));
        };
        keymap.with_keyboard(&told.value).ok_or_else(|| {
            let known: Vec<String> = keymap.keyboards().into_iter().map(|choice| choice.name).collect();
            let unknown = format!("{}: unknown keyboard `{}`", told.by, told.value);
            Fault::user(unknown).hint(format!("known keyboards: {}", known.join(", ")))
        })
    }

    /// Which keyboard is in use, as it is remembered.
    pub(super) fn keyboard_memory() -> KeyboardMemory {
        KeyboardMemory::read().unwrap_or_else(|error| {
            warn(error);
            KeyboardMemory::default()
        })
    }

    /// What the folder says that is not for it to say.
    pub(super) fn ignored(&self) -> &[Ignored] {
        &self.ignored
    }

    /// How rows are sent to the terminal, as far as it is known before the terminal is asked.
    pub(super) fn display(&self) -> Display {
        let terminals = Terminals::read().unwrap_or_else(|error| {
            warn(error);
            Terminals::default()
        });
        let decides_ground = !matches!(self.theme.value, Appearance::Dark | Appearance::Light);
        Display { told: self.bidi.value, terminals, decides_marks: self.marks.is_none(), decides_ground }
    }

    /// Whoever looks at what others made of texts: the options or the folder may say that they lead the project.
    pub(super) fn viewer(&self, looking: &Looking, schema: &Schema) -> Viewer {
        let annotator = self.annotator();
        let is_named = self.lead.iter().any(|name| name == annotator.as_str());
        let viewer = Viewer::new(annotator, schema);
        if looking.lead || is_named { viewer.leading() } else { viewer }
    }

    /// The encoding that was told.
    pub(super) fn encoding(&self) -> Result<Option<Encoding>, Fault> {
        let Some(name) = &self.encoding else { return Ok(None) };
        let unknown = || Fault::user(format!("unknown encoding {name}"));
        let found = encoding::by_name(name).ok_or_else(unknown);
        found.map(Some).map_err(|fault| fault.hint("known, among others: UTF-8, UTF-16LE, UTF-16BE, windows-1256, ISO-8859-6"))
    }

    /// Whether to use colours on standard output; `asked` where someone asked for them or it is the full screen.
    pub(super) fn has_colours(&self, asked: bool) -> bool {
        match self.colour.value {
            Colouring::Always => true,
            Colouring::Never => false,
            Colouring::Auto => std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) && (asked || stdout().is_terminal()),
        }
    }

    /// How things look on standard output, as [`Choices::has_colours`].
    pub(super) fn theme(&self, asked: bool) -> Theme {
        let theme = self.unshaded(asked);
        if has_true_colour() { theme.with_shades(self.ground().unwrap_or_else(ground)) } else { theme }
    }

    /// How things look in a picture, which has all colours, on some ground.
    pub(super) fn theme_on(&self, ground: Ground) -> Theme {
        self.unshaded(true).with_shades(ground)
    }

    fn unshaded(&self, asked: bool) -> Theme {
        Theme::new(self.has_colours(asked)).with_palette(match self.theme.value {
            Appearance::Contrast => Palette::Contrast,
            Appearance::ColourBlind => Palette::ColourBlind,
            Appearance::Auto | Appearance::Dark | Appearance::Light => Palette::Schema,
        })
    }

    /// What is behind the letters, if that was told.
    pub(super) fn ground(&self) -> Option<Ground> {
        match self.theme.value {
            Appearance::Dark => Some(Ground::Dark),
            Appearance::Light => Some(Ground::Light),
            Appearance::Auto | Appearance::Contrast | Appearance::ColourBlind => None,
        }
    }

    /// Returns the words of the screen's language.
    pub(super) fn words(&self) -> Words {
        Words::of(self.language.value)
    }

    /// The base direction of paragraphs.
    pub(super) fn direction(&self) -> Base {
        self.direction.as_ref().map_or(Base::Auto, |direction| direction.value)
    }

    /// How texts are set.
    pub(super) fn typography(&self) -> Typography {
        Typography { direction: self.direction().direction(), ..self.typography }
    }

    /// Whether the screen is drawn or told.
    pub(super) fn manner(&self) -> Manner {
        match self.screen.value {
            ScreenManner::Full => Manner::Full,
            ScreenManner::Linear => Manner::LINES,
        }
    }

    /// Whether vowel marks are drawn; `None` where nobody chose, so that the terminal may decide.
    pub(super) fn shows_marks(&self) -> Option<bool> {
        self.marks.as_ref().map(|marks| marks.value == Marks::Shown)
    }

    /// Whether colours are wanted wherever the output goes.
    pub(super) fn wants_colours(&self) -> bool {
        self.colour.value == Colouring::Always
    }
}

/// A line for each choice, for `-v`.
impl fmt::Display for Choices {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "annotator: {} ({})", self.annotator.value, self.annotator.by)?;
        match &self.schema {
            Some(schema) => writeln!(out, "schema: {} ({})", schema.value.path().display(), schema.by)?,
            None => writeln!(out, "schema: {} (default)", Schema::builtin().id)?,
        }
        writeln!(out, "keymap: {} ({})", self.keymap.value.path().display(), self.keymap.by)?;
        writeln!(out, "colour: {} ({})", word(&self.colour.value), self.colour.by)?;
        writeln!(out, "theme: {} ({})", word(&self.theme.value), self.theme.by)?;
        writeln!(out, "screen: {} ({})", word(&self.screen.value), self.screen.by)?;
        match &self.marks {
            Some(marks) => writeln!(out, "marks: {} ({})", word(&marks.value), marks.by)?,
            None => writeln!(out, "marks: as the terminal draws them (default)")?,
        }
        writeln!(out, "typography: {}", typography::told(self.typography, self.direction()))?;
        writeln!(out, "language: {} ({})", self.language.value.tag(), self.language.by)?;
        writeln!(out, "bidi: {} ({})", self.bidi.value.map_or("auto", Mode::name), self.bidi.by)
    }
}
