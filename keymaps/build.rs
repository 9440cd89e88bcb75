//! Reads the keymaps and keyboard layouts that come with the program when it is built, so that no start of it has to; and
//! says which builds can have the disk fail.
//!
//! The tables it writes are held against the files by a test of `src/keymap`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use ron::Value;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=keymaps");
    offer_faults();
    let mut tables = String::from("pub(super) static KEYMAP_TABLES: &[(&str, KeymapTable)] = &[\n");
    for (name, value) in files("keymaps")? {
        writeln!(tables, "({name:?}, {}),", keymap(&value)?)?;
    }
    tables.push_str("];\npub(super) static LAYOUT_TABLES: &[(&str, LayoutTable)] = &[\n");
    for (name, value) in files("keymaps/layouts")? {
        writeln!(tables, "({name:?}, {}),", list(field(&value, "pairs"), pair)?)?;
    }
    tables.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("keymaps.rs"), tables)?;
    Ok(())
}

/// Has the disk fail on demand in debug builds, and in a release build that is to be tested.
fn offer_faults() {
    println!("cargo::rustc-check-cfg=cfg(faults)");
    if env::var("PROFILE").is_ok_and(|profile| profile == "debug") || env::var_os("CARGO_FEATURE_FAULTS").is_some() {
        println!("cargo::rustc-cfg=faults");
    }
}

/// The RON files of a folder by name.
fn files(folder: &str) -> Result<Vec<(String, Value)>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "ron") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, ron::from_str(&fs::read_to_string(&path)?)?));
        }
    }
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(files)
}

fn keymap(value: &Value) -> Result<String, Box<dyn Error>> {
    let base = field(value, "base").map_or_else(|| Ok("None".to_owned()), |base| text(base).map(|base| format!("Some({base})")));
    let layouts = match field(value, "layouts") {
        None => "None".to_owned(),
        names => format!("Some({})", list(names, text)?),
    };
    Ok(format!(
        "KeymapTable {{ base: {}, layouts: {layouts}, letters: {}, tags: {}, bindings: {} }}",
        base?,
        list(field(value, "letters"), pair)?,
        list(field(value, "tags"), row)?,
        list(field(value, "bindings"), row)?,
    ))
}

/// A field of a struct; `None` if the file does not have it.
fn field<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Map(fields) => fields.iter().find(|(key, _)| **key == Value::String(name.to_owned())).map(|(_, value)| value),
        _ => None,
    }
}

/// A list as Rust, each of its values written by `one`; a field that is missing is an empty list.
fn list(value: Option<&Value>, one: fn(&Value) -> Result<String, Box<dyn Error>>) -> Result<String, Box<dyn Error>> {
    let values = match value {
        None => &[][..],
        Some(Value::Seq(values)) => values,
        Some(other) => return Err(format!("{other:?} is not a list").into()),
    };
    let written: Vec<String> = values.iter().map(one).collect::<Result<_, _>>()?;
    Ok(format!("&[{}]", written.join(", ")))
}

fn text(value: &Value) -> Result<String, Box<dyn Error>> {
    match value {
        Value::String(text) => Ok(format!("{text:?}")),
        other => Err(format!("{other:?} is not a text").into()),
    }
}

fn pair(value: &Value) -> Result<String, Box<dyn Error>> {
    match value {
        Value::Seq(pair) if pair.len() == 2 => {
            Ok(format!("({})", pair.iter().map(text).collect::<Result<Vec<_>, _>>()?.join(", ")))
        }
        other => Err(format!("{other:?} is not a pair").into()),
    }
}

fn row(value: &Value) -> Result<String, Box<dyn Error>> {
    let part = |name| field(value, name).ok_or_else(|| format!("{value:?} has no {name}").into()).and_then(text);
    Ok(format!("RowTable {{ modes: {}, keys: {}, command: {} }}", part("modes")?, part("keys")?, part("command")?))
}
