//! From keymap files to one keymap: files in layers, a later one over an earlier one.

use std::collections::BTreeMap;

use super::builtin::{KEYMAPS, KeymapText, LAYOUTS, builtin, keymap_table, layout_table};
use super::error::{FilePlace, KeymapError, Problem};
use super::file::{self, BindingRow, Detail, KeymapFile, LayoutFile, PlacedProblem};
use super::key::{Held, Key, KeyCode, parse_sequence, spell_sequence};
use super::keyboards::{Keyboard, Keyboards};
use super::keymap::{Binding, Keymap};
use super::layout::Layout;
use crate::session::command::{Command, Mode};

/// Stands for a command where a file takes a binding away.
const NO_COMMAND: &str = "none";
/// Stands for a base where a file is complete by itself.
const NO_BASE: &str = "none";
/// Stands for every mode.
const ALL_MODES: &str = "all";

/// How far a keymap file is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// It is the user's own, or comes with the program.
    Own,
    /// It came with a folder: it cannot bind what reaches outside of the program, and leaves the way out as it is.
    OfFolder,
}

impl Trust {
    /// Whether a file may bind keys to a command; none takes what the keys meant away.
    fn allows(self, keys: &[Key], command: Option<&Command>) -> bool {
        let way_out = Key::new(KeyCode::Char('c'), Held::CTRL);
        self == Self::Own || (!matches!(command, Some(Command::Copy | Command::Quit)) && keys.first() != Some(&way_out))
    }
}

/// A binding with what is known of its origin. Without a command, it takes bindings of the base away.
#[derive(Debug, Clone)]
struct Bound {
    mode: Mode,
    keys: Vec<Key>,
    command: Option<Command>,
    layer: usize,
    place: FilePlace,
    tag: Option<String>,
}

/// Bindings in the order in which they were made. Only those of a mode that begin with the same key can be in each other's
/// way, so that these alone are looked at for every new one.
#[derive(Default)]
struct AllBound {
    /// None where one gave way to another.
    list: Vec<Option<Bound>>,
    by_first_key: BTreeMap<(Mode, Key), Vec<usize>>,
}

impl AllBound {
    /// The bindings that a new one may be in the way of, and their places in the list.
    fn near(&self, new: &Bound) -> impl Iterator<Item = (usize, &Bound)> {
        let places = new.keys.first().and_then(|first| self.by_first_key.get(&(new.mode, *first)));
        places.into_iter().flatten().filter_map(|n| Some((*n, self.list.get(*n)?.as_ref()?)))
    }

    fn push(&mut self, new: Bound) {
        if let Some(first) = new.keys.first() {
            self.by_first_key.entry((new.mode, *first)).or_default().push(self.list.len());
        }
        self.list.push(Some(new));
    }

    fn remove(&mut self, places: &[usize]) -> Vec<Bound> {
        places.iter().filter_map(|n| self.list.get_mut(*n)?.take()).collect()
    }
}

/// A binding over the base that took keys from a tag; an error if the tag has none left.
struct Hidden {
    mode: Mode,
    command: Command,
    error: KeymapError,
}

impl Keymap {
    /// Loads keymap files, a later one over an earlier one, for the tags of a schema and their keys.
    ///
    /// A file that names a base begins anew from that built-in keymap (`none`: from nothing); one that
    /// names no base lies over the file before it, the first over the default keymap. A file that is no
    /// RON changes nothing. Every error is reported with its place and costs one binding only.
    pub fn load(sources: &[KeymapText], tags: &[(char, String)]) -> (Self, Vec<KeymapError>) {
        Self::load_trusted(sources, tags, Trust::Own)
    }

    /// Loads keymap files as [`Keymap::load`] does, trusted so far. Built-in keymaps that they are based on always are.
    pub fn load_trusted(sources: &[KeymapText], tags: &[(char, String)], trust: Trust) -> (Self, Vec<KeymapError>) {
        let (keymap, errors) = Self::read(sources, tags, trust, Detail::Quick);
        if errors.is_empty() { (keymap, errors) } else { Self::read(sources, tags, trust, Detail::Placed) }
    }

    fn read(sources: &[KeymapText], tags: &[(char, String)], trust: Trust, detail: Detail) -> (Self, Vec<KeymapError>) {
        let mut loader = KeymapLoader::new(tags, trust, detail);
        for source in sources {
            loader.add(source);
        }
        loader.finish()
    }

    /// Loads a built-in keymap by its name: `default`, `vim`.
    pub fn builtin(name: &str, tags: &[(char, String)]) -> Option<(Self, Vec<KeymapError>)> {
        builtin(KEYMAPS, name).map(|source| Self::load(&[*source], tags))
    }
}

/// Gathers files into a keymap.
pub(super) struct KeymapLoader<'a> {
    tags: &'a [(char, String)],
    /// How far the files that are added are trusted.
    trust: Trust,
    detail: Detail,
    layer: usize,
    name: String,
    bound: AllBound,
    keyboards: Vec<Keyboard>,
    /// Whether a file that is not built in put the keyboards in an order.
    is_ordered: bool,
    letters: Vec<Layout>,
    hidden: Vec<Hidden>,
    errors: Vec<KeymapError>,
}

impl<'a> KeymapLoader<'a> {
    pub(super) fn new(tags: &'a [(char, String)], trust: Trust, detail: Detail) -> Self {
        Self {
            tags,
            trust,
            detail,
            layer: 0,
            name: String::new(),
            bound: AllBound::default(),
            keyboards: Vec::new(),
            is_ordered: false,
            letters: Vec::new(),
            hidden: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// Lays a file over those before it, or begins anew from the base that it names.
    pub(super) fn add(&mut self, source: &KeymapText) {
        source.name.clone_into(&mut self.name);
        match self.read_keymap(source) {
            Err((place, problem)) => self.report(place, problem),
            Ok(file) => {
                self.begin(&file);
                source.name.clone_into(&mut self.name);
                let is_builtin = KEYMAPS.contains(source);
                self.lay(file, if is_builtin { Trust::Own } else { self.trust }, !is_builtin);
            }
        }
    }

    fn read_keymap(&self, source: &KeymapText) -> Result<KeymapFile, PlacedProblem> {
        match keymap_table(source).filter(|_| self.detail == Detail::Quick) {
            Some(table) => Ok(KeymapFile::of(table)),
            None => file::read_keymap(source.text.trim_start_matches('\u{feff}'), self.detail),
        }
    }

    fn read_layout(&self, source: &KeymapText) -> Result<LayoutFile, PlacedProblem> {
        match layout_table(source.name).filter(|_| self.detail == Detail::Quick) {
            Some(table) => Ok(LayoutFile::of(table)),
            None => file::read_layout(source.text, self.detail),
        }
    }

    /// Makes the keymap and tells everything that is wrong in its files.
    pub(super) fn finish(mut self) -> (Keymap, Vec<KeymapError>) {
        if self.layer == 0 {
            self.add_default();
        }
        self.inherit();
        let bindings = self
            .bound
            .list
            .into_iter()
            .flatten()
            .filter_map(|bound| bound.command.map(|command| Binding { mode: bound.mode, keys: bound.keys, command }));
        let own = self.letters.into_iter().rev().collect();
        let keymap = Keymap::new(bindings.collect(), Keyboards::new(own, self.keyboards, self.is_ordered));
        let lost = self.hidden.into_iter().filter(|hidden| keymap.keys_for(&hidden.command, hidden.mode).is_empty());
        self.errors.extend(lost.map(|hidden| hidden.error));
        (keymap, self.errors)
    }

    /// Binds in each mode what its base binds and its own keys leave free.
    fn inherit(&mut self) {
        for mode in Mode::ALL.iter().copied() {
            let Some(base) = mode.base() else { continue };
            let of_base = self.bound.list.iter().flatten().filter(|bound| bound.mode == base && bound.command.is_some());
            let meant = |bound: &Bound| bound.command.clone().map(|command| command.meant_in(mode));
            let inherited = of_base.map(|bound| Bound { mode, command: meant(bound), ..bound.clone() });
            let is_free = |new: &Bound| !self.bound.near(new).any(|(_, own)| own.command.is_some() && overlap(own, new));
            let free: Vec<Bound> = inherited.filter(is_free).collect();
            for bound in free {
                self.bound.push(bound);
            }
        }
    }

    /// Puts the base of a file, if it names one, in the place of everything so far. The first file stands
    /// on the default keymap unless it says otherwise.
    fn begin(&mut self, file: &KeymapFile) {
        let Some(base) = &file.base else {
            if self.layer == 0 {
                self.add_default();
            }
            return;
        };
        self.bound = AllBound::default();
        self.hidden.clear();
        self.letters.clear();
        self.keyboards.clear();
        if base.value == NO_BASE {
            return;
        }
        if let Some(source) = builtin(KEYMAPS, &base.value) {
            self.add(source);
        } else {
            self.report(base.place, Problem::UnknownBase(base.value.to_string()));
            self.add_default();
        }
    }

    fn add_default(&mut self) {
        if let Some(source) = KEYMAPS.first() {
            self.add(source);
        }
    }

    /// Lays what a file says over what there is.
    fn lay(&mut self, file: KeymapFile, trust: Trust, is_own: bool) {
        self.layer += 1;
        let mut problems = file.problems;
        let letters = match file.letters.first() {
            Some(first) if trust == Trust::OfFolder => {
                problems.push((first.typed.place, Problem::WithheldLetters));
                Layout::default()
            }
            _ => Layout::from_pairs(&file.letters, &mut problems),
        };
        for (place, problem) in problems {
            self.report(place, problem);
        }
        if !letters.is_empty() {
            self.letters.push(letters);
        }
        if let Some(names) = file.layouts {
            self.keyboards = names.iter().filter_map(|name| self.keyboard(&name.value, name.place)).collect();
            self.is_ordered = is_own;
        }
        for row in &file.bindings {
            self.bind(row, None, trust);
        }
        let tags = self.tags;
        for template in &file.tags {
            for (key, tag) in tags {
                self.bind(&instantiate(template, *key, tag), Some(tag), trust);
            }
        }
    }

    fn keyboard(&mut self, name: &str, place: FilePlace) -> Option<Keyboard> {
        let Some(source) = builtin(LAYOUTS, name) else {
            self.report(place, Problem::UnknownLayout(name.to_owned()));
            return None;
        };
        let (layout, problems) = match self.read_layout(source) {
            Ok(file) => Layout::of(file),
            Err(problem) => (Layout::default(), vec![problem]),
        };
        let error = |(place, problem)| at(source.name, place, problem);
        self.errors.extend(problems.into_iter().map(error));
        Some(Keyboard { name: name.to_owned(), layout })
    }

    /// Binds a row of the file in each of its modes.
    fn bind(&mut self, row: &BindingRow, tag: Option<&str>, trust: Trust) {
        let modes = self.modes(row);
        let keys = parse_sequence(&row.keys.value).map_err(|error| self.report(row.keys.place, error.into()));
        let command = match row.command.value.trim() {
            NO_COMMAND => Ok(None),
            text => Command::parse(text).map(Some).map_err(|error| self.report(row.command.place, error.into())),
        };
        let (Ok(keys), Ok(command)) = (keys, command) else { return };
        if !trust.allows(&keys, command.as_ref()) {
            let command = command.map_or_else(|| NO_COMMAND.to_owned(), |command| command.to_string());
            return self.report(row.command.place, Problem::Withheld { keys: spell_sequence(&keys), command });
        }
        let entry = command.as_ref().and_then(Command::entry);
        for mode in modes {
            let meant = command.clone().map(|command| command.meant_in(mode));
            let entry = if meant == command { entry } else { meant.as_ref().and_then(Command::entry) };
            if let Some(entry) = entry.filter(|entry| !entry.modes.contains(&mode)) {
                self.report(row.command.place, Problem::WrongMode { command: entry.name, mode: mode.name() });
                continue;
            }
            self.insert(Bound {
                mode,
                keys: keys.clone(),
                command: meant,
                layer: self.layer,
                place: row.keys.place,
                tag: tag.map(str::to_owned),
            });
        }
    }

    /// Reads the modes of a row; those that do not exist are reported and left out.
    fn modes(&mut self, row: &BindingRow) -> Vec<Mode> {
        if row.modes.value.trim() == ALL_MODES {
            return Mode::ALL.to_vec();
        }
        if row.modes.value.trim().is_empty() {
            self.report(row.modes.place, Problem::NoMode);
        }
        let mut modes = Vec::new();
        for name in row.modes.value.split_whitespace() {
            match Mode::parse(name) {
                Some(mode) => modes.push(mode),
                None => self.report(row.modes.place, Problem::UnknownMode(name.to_owned())),
            }
        }
        modes
    }

    /// Adds a binding, unless its own file has one that it collides with; those of the base give way.
    fn insert(&mut self, new: Bound) {
        let own = |other: &Bound| other.layer == new.layer && collide(other, &new);
        let problem = self.bound.near(&new).find(|(_, other)| own(other)).map(|(_, other)| collision(&new, other));
        if let Some(problem) = problem {
            return self.report(new.place, problem);
        }
        let gone: Vec<usize> = self.bound.near(&new).filter(|(_, other)| gives_way(other, &new)).map(|(n, _)| n).collect();
        let gone = self.bound.remove(&gone);
        self.note_hidden(gone, &new);
        self.bound.push(new);
    }

    /// Notes the tags whose keys a binding takes. Taking them away on purpose is no error.
    fn note_hidden(&mut self, gone: Vec<Bound>, new: &Bound) {
        if new.command.is_none() {
            return;
        }
        for command in gone.into_iter().filter(|bound| bound.tag.is_some()).filter_map(|bound| bound.command) {
            let keys = spell_sequence(&new.keys);
            let problem = Problem::HiddenTag { keys, command: command.to_string(), mode: new.mode.name() };
            self.hidden.push(Hidden { mode: new.mode, command, error: at(&self.name, new.place, problem) });
        }
    }

    fn report(&mut self, place: FilePlace, problem: Problem) {
        self.errors.push(at(&self.name, place, problem));
    }
}

fn at(file: &str, place: FilePlace, problem: Problem) -> KeymapError {
    KeymapError { file: file.to_owned(), line: place.line, column: place.column, problem }
}

/// Puts a tag and its key into a template of the file.
fn instantiate(template: &BindingRow, key: char, tag: &str) -> BindingRow {
    let mut row = template.clone();
    row.keys.value = row.keys.value.replace("{key}", &Key::char(key).to_string()).into();
    row.command.value = row.command.value.replace("{tag}", tag).into();
    row
}

/// Tells whether two bindings of a mode cannot both be reached.
fn overlap(one: &Bound, other: &Bound) -> bool {
    one.mode == other.mode && (one.keys.starts_with(&other.keys) || other.keys.starts_with(&one.keys))
}

/// Tells whether a binding of the base must go for a new one: what is taken away goes together with all
/// that begins with it, and nothing else.
fn gives_way(old: &Bound, new: &Bound) -> bool {
    let begins = old.keys.starts_with(&new.keys);
    old.layer != new.layer && overlap(old, new) && (begins || new.command.is_some())
}

/// Tells whether two bindings of one file contradict each other: a file may take a key away together
/// with all that begins with it, and bind some of that itself; and it may take the keys of all tags away
/// and bind one of them.
fn collide(one: &Bound, other: &Bound) -> bool {
    let takes_away = |bound: &Bound| bound.command.is_none();
    let is_template = |bound: &Bound| takes_away(bound) && bound.tag.is_some();
    let compatible = (takes_away(one) || takes_away(other)) && one.keys != other.keys;
    overlap(one, other) && !compatible && !is_template(one) && !is_template(other)
}

/// Describes how a binding collides with an earlier one of the same file.
fn collision(new: &Bound, other: &Bound) -> Problem {
    let keys = spell_sequence(&new.keys);
    let mode = new.mode.name();
    let line = other.place.line;
    let other_keys = spell_sequence(&other.keys);
    match &new.tag {
        Some(tag) => {
            let command = other.command.as_ref().map_or_else(|| NO_COMMAND.to_owned(), Command::to_string);
            let other = format!("{other_keys} = {command}");
            Problem::TagKey { tag: tag.clone(), keys, mode, other, line }
        }
        None if new.keys == other.keys => Problem::Duplicate { keys, mode, line },
        None => Problem::Prefix { keys, other: other_keys, mode, line },
    }
}
