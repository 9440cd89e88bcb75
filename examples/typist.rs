//! Types annotations that are given, by key, and says what the keys went to.
//!
//! `cargo run --release --example typist -- [--schema FILE] [--without-proposals] TARGET.jsonl…`
//!
//! Each row of a target is a text with one annotator's work on it, as `hashiya export --format jsonl` writes it. The typist
//! puts the text into a folder of its own, with the registries that lie beside the target, opens it with the program's own
//! session, and presses the fewest keys it can find: words counted, units selected, searches, hints, gaps, proposals. Then it
//! reads the sidecar from the disk and compares it with the target. A text a line; the last line is the total. Where a
//! sidecar differs from its target, the differences are told and the exit code is 1.
//!
//! With `--without-proposals` the schema says nothing of what is proposed: no values, and no ends of relations but those that
//! are near. The difference of the two totals is what proposals save.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use hashiya::annotation::Schema;

#[path = "typist/dating.rs"]
mod dating;
#[path = "typist/desk.rs"]
mod desk;
#[path = "typist/going.rs"]
mod going;
#[path = "typist/identifying.rs"]
mod identifying;
#[path = "typist/marking.rs"]
mod marking;
#[path = "typist/plan.rs"]
mod plan;
#[path = "typist/pointing.rs"]
mod pointing;
#[path = "typist/relating.rs"]
mod relating;
#[path = "typist/saying.rs"]
mod saying;
#[path = "typist/target.rs"]
mod target;
#[path = "typist/typed.rs"]
mod typed;
#[path = "typist/wants.rs"]
mod wants;
#[path = "typist/ways.rs"]
mod ways;

/// Why nothing can be typed.
type Fault = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run() {
        Ok(is_equal) => ExitCode::from(u8::from(!is_equal)),
        Err(fault) => {
            eprintln!("typist: {fault}");
            ExitCode::from(2)
        }
    }
}

/// Types every target; tells whether each sidecar is as it should be.
fn run() -> Result<bool, Fault> {
    let (schema, targets) = arguments()?;
    let mut total = typed::Typed::default();
    let mut texts = 0;
    for path in &targets {
        for group in target::read(path)? {
            let typed = typed::type_all(&group, &schema, path.parent().unwrap_or(Path::new(".")))?;
            for (name, typed) in &typed {
                println!("{name}: {typed}");
                for difference in &typed.differences {
                    eprintln!("{name}: {difference}");
                }
                total.add(typed);
                texts += 1;
            }
        }
    }
    println!("total: {}, {texts} texts", total.sums());
    Ok(total.differences.is_empty())
}

/// The schema, and the files to type.
fn arguments() -> Result<(Schema, Vec<PathBuf>), Fault> {
    let mut schema = Schema::builtin().clone();
    let mut targets = Vec::new();
    let mut is_proposing = true;
    let mut given = std::env::args_os().skip(1);
    while let Some(argument) = given.next() {
        if argument == "--schema" {
            let path = given.next().ok_or("--schema needs a file")?;
            schema = Schema::parse(&std::fs::read_to_string(path)?)?;
        } else if argument == "--without-proposals" {
            is_proposing = false;
        } else {
            targets.push(PathBuf::from(argument));
        }
    }
    if targets.is_empty() {
        return Err(
            "which targets? cargo run --release --example typist -- [--schema FILE] [--without-proposals] TARGET.jsonl…".into()
        );
    }
    if !is_proposing {
        schema = without_proposals(schema);
    }
    Ok((schema, targets))
}

/// A schema that proposes nothing.
fn without_proposals(mut schema: Schema) -> Schema {
    for attribute in schema.tags.iter_mut().flat_map(|tag| &mut tag.attributes) {
        attribute.fill.clear();
    }
    for kind in &mut schema.relations {
        kind.suggest = None;
    }
    schema
}
