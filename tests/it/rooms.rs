//! Proves the order of rooms: each stands only on rooms below it, and wings do not know each other.

mod tokens;
mod source;
mod house;
mod inside;
mod habits;

use std::fs;
use std::path::{Path, PathBuf};

use source::{absolute, modules};

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
const APART: &[&[&str]] = &[
    &["layout", "annotation"],
    &["storage", "exchange"],
    &["storage", "session"],
    &["exchange", "session"],
    &["workspace", "session"],
];

/// What only some rooms may name: paths, and the rooms that may.
const KEPT: &[(&[&str], &[&str])] = &[
    (&["ratatui"], &["tui"]),
    (&["crossterm"], &["tui"]),
    (&["fluent_bundle"], &["words"]),
    (&["std", "fs"], &["storage"]),
    (&["tempfile"], &["storage"]),
];

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
    for (module, said) in modules(file, source) {
        for named in said.named {
            let in_test = named.test || file.ends_with("/tests.rs");
            let path = absolute(&module, &named.path);
            faults.extend(path.and_then(|path| out_of_order(room, storey, &path)).map(|fault| format!("{file}: {fault}")));
            faults.extend(kept_from(room, &named.path).filter(|_| !in_test).map(|fault| format!("{file}: {fault}")));
        }
    }
    faults.dedup();
    faults
}

/// What is wrong with a path of our own that a room names.
fn out_of_order(room: &str, storey: usize, path: &[String]) -> Option<String> {
    let other = path.first()?;
    let apart = APART.iter().any(|wings| other != room && wings.contains(&room) && wings.contains(&other.as_str()));
    let named = path.join("::");
    match ORDER.iter().position(|name| name == other)? {
        n if n > storey => Some(format!("{room} is below {other} and names crate::{named}")),
        _ if apart => Some(format!("{room} and {other} do not know each other: crate::{named}")),
        _ => None,
    }
}

/// What is wrong with a path that only some rooms may name.
fn kept_from(room: &str, path: &[String]) -> Option<String> {
    let kept = |start: &[&str]| path.len() >= start.len() && path.iter().zip(start).all(|(a, b)| a == b);
    let (start, rooms) = KEPT.iter().find(|(start, rooms)| kept(start) && !rooms.contains(&room))?;
    Some(format!("only {} names {}", rooms.join(", "), start.join("::")))
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

pub(crate) fn sources() -> Vec<(String, String)> {
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
fn planted_violations_are_found() {
    let planted = [
        ("text/unit.rs", "use crate::layout::Cell;", "text is below layout"),
        ("text/unit.rs", "use crate::{text::Span, session::{mode::Mode, Command}};", "names crate::session::mode::Mode"),
        ("text/unit.rs", "fn f() { crate::cli::main(); }", "names crate::cli::main"),
        ("text/unit.rs", "fn f(x: &crate::tui::theme::Theme) {}", "text is below tui"),
        ("layout/cut.rs", "use super::super::session;", "layout is below session"),
        ("layout/cut.rs", "mod tests { use super::super::super::keymap::Key; }", "layout is below keymap"),
        ("layout/mod.rs", "use super::annotation::Tag;", "layout is below annotation"),
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
