//! Proves the order of rooms: each stands only on rooms below it, and wings do not know each other.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, from the ground up; a room may name only those before it.
const ORDER: &[&str] = &[
    "text",
    "language",
    "layout",
    "annotation",
    "review",
    "storage",
    "exchange",
    "workspace",
    "session",
    "keymap",
    "words",
    "tui",
    "cli",
    "main",
];

/// Rooms that do not know each other although the order would let them.
const APART: &[&[&str]] = &[&["layout", "annotation"], &["storage", "exchange", "session"], &["workspace", "session"]];

/// What only some rooms may name: paths, and the rooms that may.
const KEPT: &[(&[&str], &[&str])] =
    &[(&["ratatui"], &["tui"]), (&["crossterm"], &["tui"]), (&["std", "fs"], &["storage"]), (&["tempfile"], &["storage"])];

/// Files that may name `std::fs` all the same, and why.
const ALLOWED_FS: &[(&str, &str)] = &[];

/// A word, `::`, or another sign.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Colons,
    Sign(char),
}

/// The tokens of a source file without comments, strings and characters.
fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut out, mut i) = (Vec::new(), 0);
    while i < chars.len() {
        let c = at(i);
        if c == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if c == '/' && at(i + 1) == '*' {
            while i < chars.len() && !(at(i) == '*' && at(i + 1) == '/') {
                i += 1;
            }
            i += 2;
        } else if c == 'r' && (at(i + 1) == '"' || at(i + 1) == '#' && (at(i + 2) == '"' || at(i + 2) == '#')) {
            let hashes = chars[i + 1..].iter().take_while(|c| **c == '#').count();
            let end: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            let rest: String = chars[i + 2 + hashes..].iter().collect();
            i += 2 + hashes + rest.find(&end).map_or(rest.chars().count(), |b| rest[..b].chars().count()) + end.len();
        } else if c == '"' {
            i += 1;
            while i < chars.len() && at(i) != '"' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            i += 1;
        } else if c == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            i += if at(i + 1) == '\\' { 3 } else { 2 };
            while i < chars.len() && at(i) != '\'' {
                i += 1;
            }
            i += 1;
        } else if c.is_alphanumeric() || c == '_' {
            let word: String = chars[i..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
            i += word.chars().count();
            out.push(Token::Word(word));
        } else if c == ':' && at(i + 1) == ':' {
            out.push(Token::Colons);
            i += 2;
        } else {
            if !c.is_whitespace() {
                out.push(Token::Sign(c));
            }
            i += 1;
        }
    }
    out
}

/// A path that a file names, and whether it stands in test code.
#[derive(Debug, PartialEq)]
struct Named {
    path: Vec<String>,
    test: bool,
}

/// Reads the paths of one file, each made absolute: `crate::x` and `super::x` as the room's own path.
struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    /// The module: the file's, then inline ones with the brace depth they end at.
    module: Vec<(String, usize)>,
    depth: usize,
    /// Depth of the test module around, if there is one.
    test: Option<usize>,
    named: Vec<Named>,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at)? {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    fn is(&self, at: usize, sign: char) -> bool {
        self.tokens.get(at) == Some(&Token::Sign(sign))
    }

    fn read(mut self) -> Vec<Named> {
        while self.at < self.tokens.len() {
            self.item();
        }
        self.named
    }

    fn item(&mut self) {
        match self.word(self.at) {
            Some("mod") if self.is(self.at + 2, '{') => {
                let name = self.word(self.at + 1).unwrap_or_default().to_owned();
                if self.after_cfg_test() {
                    self.test.get_or_insert(self.depth);
                }
                self.module.push((name, self.depth));
                self.at += 2;
            }
            Some("use") => {
                self.at += 1;
                self.tree(Vec::new());
            }
            Some(_) if self.at == 0 || self.tokens.get(self.at - 1) != Some(&Token::Colons) => self.path(),
            _ => {
                self.brace();
                self.at += 1;
            }
        }
    }

    fn after_cfg_test(&self) -> bool {
        let before = &self.tokens[..self.at];
        let attribute = ["cfg", "test"].map(|word| Token::Word(word.to_owned()));
        before.len() >= 6 && before.ends_with(&[Token::Sign(')'), Token::Sign(']')]) && {
            let tail = &before[before.len() - 6..];
            attribute.iter().all(|token| tail.contains(token))
        }
    }

    fn brace(&mut self) {
        if self.is(self.at, '{') {
            self.depth += 1;
        } else if self.is(self.at, '}') {
            self.depth = self.depth.saturating_sub(1);
            if self.module.last().is_some_and(|(_, depth)| *depth == self.depth && *depth != usize::MAX) {
                self.module.pop();
            }
            self.test = self.test.filter(|depth| *depth != self.depth);
        }
    }

    /// `a::b::{c, d::{e, f}}`: every leaf with all that stands before it.
    fn tree(&mut self, before: Vec<String>) {
        let mut path = before;
        loop {
            if self.is(self.at, '{') {
                self.at += 1;
                while self.at < self.tokens.len() && !self.is(self.at, '}') {
                    self.tree(path.clone());
                    if self.is(self.at, ',') {
                        self.at += 1;
                    }
                }
                self.at += 1;
                return;
            }
            match self.tokens.get(self.at) {
                Some(Token::Word(word)) if word == "as" => self.at += 2,
                Some(Token::Word(word)) => {
                    path.push(word.clone());
                    self.at += 1;
                }
                Some(Token::Colons | Token::Sign('*' | '#' | '$')) => self.at += 1,
                _ => break,
            }
        }
        self.name(path);
    }

    /// A path in the midst of code.
    fn path(&mut self) {
        let mut path = Vec::new();
        while let Some(word) = self.word(self.at) {
            path.push(word.to_owned());
            self.at += 1;
            if self.tokens.get(self.at) != Some(&Token::Colons) {
                break;
            }
            self.at += 1;
        }
        if path.len() > 1 {
            self.name(path);
        }
    }

    fn name(&mut self, path: Vec<String>) {
        let up = path.iter().take_while(|word| *word == "super").count();
        let own: Vec<String> = self.module.iter().map(|(name, _)| name.clone()).collect();
        let path = match path.first().map(String::as_str) {
            Some("crate" | "hashiya") => [vec!["crate".to_owned()], path[1..].to_vec()].concat(),
            Some("super") => {
                let kept = own.len().saturating_sub(up);
                [vec!["crate".to_owned()], own[..kept].to_vec(), path[up..].to_vec()].concat()
            }
            _ => path,
        };
        self.named.push(Named { path, test: self.test.is_some() });
    }
}

/// The module path of a file under `src`: `layout/cut.rs` is `layout`, `cut`.
fn module(file: &str) -> Vec<(String, usize)> {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    stem.split('/').filter(|part| *part != "lib").map(|part| (part.to_owned(), usize::MAX)).collect()
}

/// What is wrong in one file; `file` is its path under `src`.
fn faults(file: &str, source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !source.starts_with("//!") {
        faults.push(format!("{file}: does not open with a //! sentence"));
    }
    let room = file.split('/').next().unwrap_or_default().trim_end_matches(".rs");
    if room == "lib" {
        return faults;
    }
    let Some(storey) = ORDER.iter().position(|name| *name == room) else {
        faults.push(format!("{file}: {room} is no room of the order"));
        return faults;
    };
    let tokens = tokens(source);
    let reader = Reader { tokens: &tokens, at: 0, module: module(file), depth: 0, test: None, named: Vec::new() };
    for Named { path, test } in reader.read() {
        let named = path.join("::");
        if path.first().is_some_and(|head| head == "crate") {
            let other = path.get(1).map_or("", String::as_str);
            let apart = APART.iter().any(|wings| other != room && wings.contains(&room) && wings.contains(&other));
            match ORDER.iter().position(|name| *name == other) {
                Some(n) if n > storey => faults.push(format!("{file}: {room} stands below {other} and names {named}")),
                Some(_) if apart => faults.push(format!("{file}: {room} and {other} do not know each other: {named}")),
                _ => {}
            }
        }
        let in_test = test || file.ends_with("/tests.rs");
        for (kept, rooms) in KEPT {
            let allowed = in_test || rooms.contains(&room) || kept.contains(&"fs") && ALLOWED_FS.iter().any(|(f, _)| *f == file);
            if path.iter().map(String::as_str).take(kept.len()).eq(kept.iter().copied()) && !allowed {
                faults.push(format!("{file}: only {} names {}", rooms.join(", "), kept.join("::")));
            }
        }
    }
    faults.dedup();
    faults
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

pub fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    files(&root).iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_room_stands_only_on_rooms_below_it() {
    let faults: Vec<String> = sources().iter().flat_map(|(file, source)| faults(file, source)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_exception_is_still_needed() {
    let sources = sources();
    for (file, why) in ALLOWED_FS {
        let source = sources.iter().find(|(name, _)| name == file).map(|(_, source)| source.as_str());
        let named = source.is_some_and(|source| source.contains("fs::"));
        assert!(named, "{file} no longer {why}: take it off the list");
    }
}

#[test]
fn planted_violations_are_found() {
    let planted = [
        ("text/unit.rs", "use crate::layout::Cell;", "text stands below layout"),
        ("text/unit.rs", "use crate::{text::Span, session::{mode::Mode, Command}};", "names crate::session::mode::Mode"),
        ("text/unit.rs", "fn f() { crate::cli::main(); }", "names crate::cli::main"),
        ("text/unit.rs", "fn f(x: &crate::tui::theme::Theme) {}", "text stands below tui"),
        ("layout/cut.rs", "use super::super::session;", "layout stands below session"),
        ("layout/cut.rs", "mod tests { use super::super::super::keymap::Key; }", "layout stands below keymap"),
        ("layout/mod.rs", "use super::annotation::Tag;", "layout stands below annotation"),
        ("annotation/edit.rs", "use crate::layout;", "annotation and layout do not know each other"),
        ("session/update.rs", "use crate::storage as disk;", "session and storage do not know each other"),
        ("session/update.rs", "use crate::{annotation::{self, Edit}, exchange::brat};", "do not know each other"),
        ("exchange/brat.rs", "use super::super::storage::corpus;", "exchange and storage do not know each other"),
        ("session/state.rs", "use ratatui::style::Color;", "only tui names ratatui"),
        ("cli/show.rs", "fn f() { let x = crossterm::style::Color::Red; }", "only tui names crossterm"),
        ("session/state.rs", "use std::{fs::File, io};", "only storage names std::fs"),
        ("session/state.rs", "fn f() { std::fs::read(\"x\"); }", "only storage names std::fs"),
        ("main.rs", "fn main() { ratatui::init(); }", "only tui names ratatui"),
        ("attic/mod.rs", "", "attic is no room of the order"),
    ];
    for (file, code, expected) in planted {
        let found = faults(file, &format!("//! A file.\n{code}"));
        assert!(found.iter().any(|fault| fault.contains(expected)), "{file}: {code}\n{found:?}");
    }
    assert!(faults("text/unit.rs", "use std::ops::Range;")[0].contains("//!"));
}

#[test]
fn what_is_in_order_is_not_a_fault() {
    let innocent = [
        ("layout/cut.rs", "use super::bidi::levels; use crate::text::{Document, Span};"),
        ("layout/cut.rs", "mod tests { use super::super::bidi; use super::*; }"),
        ("layout/mod.rs", "mod a { use super::cut; } fn f() { super::text::f(); }"),
        ("keymap/tests.rs", "use std::fs;"),
        ("keymap/load.rs", "#[cfg(test)]\nmod tests { fn f() { std::fs::read(\"x\"); } }"),
        ("text/unit.rs", "// use crate::cli;\n/* crate::tui::x */ const A: &str = \"crate::session::x\"; const B: char = '\"';"),
        ("text/unit.rs", "const A: &str = r#\"\"crate::session::x\"#; fn f<'a>(x: &'a str) {}"),
        ("storage/store.rs", "use std::fs; use tempfile::NamedTempFile;"),
        ("tui/run.rs", "pub(crate) use crossterm::event; use crate::{session, keymap, layout, storage};"),
        ("main.rs", "fn main() { hashiya::cli::main(); }"),
    ];
    for (file, code) in innocent {
        let found = faults(file, &format!("//! A file.\n{code}"));
        assert!(found.is_empty(), "{file}: {code}\n{found:?}");
    }
}
