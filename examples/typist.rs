//! Types annotations that are given, by key, and says what the keys went to.
//!
//! `cargo run --release --example typist -- [--schema FILE] [--without NAMES] TARGET.jsonl…`
//!
//! Each row of a target is a text with one annotator's work on it, as `hashiya export --format jsonl` writes it. The typist
//! puts the text into a folder of its own, with the registries that lie beside the target, opens it with the program's own
//! session, and presses the fewest keys it can find: words counted, letters on words, units and objects selected, searches,
//! hints, gaps, proposals, suggestions, all repeats of a name at once. Then it reads the sidecar from the disk and compares it with the
//! target. A text a line; the last line is the total. Where a sidecar differs from its target, the differences are printed and
//! the exit code is 1.
//!
//! With `--without leap,propagation,objects,search,proposals,suggestions`, or some of these, it does without: the difference of two totals
//! is what a capability saves. Without proposals the schema proposes no values, and no ends of relations but those that are
//! near.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use hashiya::annotation::Schema;
use skills::Skills;

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
#[path = "typist/repeating.rs"]
mod repeating;
#[path = "typist/saying.rs"]
mod saying;
#[path = "typist/shortcuts.rs"]
mod shortcuts;
#[path = "typist/skills.rs"]
mod skills;
#[path = "typist/suggesting.rs"]
mod suggesting;
#[path = "typist/target.rs"]
mod target;
#[path = "typist/typed.rs"]
mod typed;
#[path = "typist/wants.rs"]
mod wants;
#[path = "typist/way.rs"]
mod way;
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
    let Arguments { schema, skills, targets } = arguments()?;
    let mut total = typed::Typed::default();
    let mut texts = 0;
    for path in &targets {
        for group in target::read(path)? {
            let typed = typed::type_all(&group, &schema, path.parent().unwrap_or(Path::new(".")), &skills)?;
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

/// What is typed, and how.
struct Arguments {
    schema: Schema,
    skills: Skills,
    targets: Vec<PathBuf>,
}

fn arguments() -> Result<Arguments, Fault> {
    let mut arguments = Arguments { schema: Schema::builtin().clone(), skills: Skills::default(), targets: Vec::new() };
    let mut given = std::env::args_os().skip(1);
    while let Some(argument) = given.next() {
        if argument == "--schema" {
            let path = given.next().ok_or("--schema needs a file")?;
            arguments.schema = Schema::parse(&std::fs::read_to_string(path)?)?;
        } else if argument == "--without" {
            let names = given.next().ok_or("--without needs names")?;
            arguments.skills = Skills::without(&names.to_string_lossy())?;
        } else {
            arguments.targets.push(PathBuf::from(argument));
        }
    }
    if arguments.targets.is_empty() {
        return Err(
            "which targets? cargo run --release --example typist -- [--schema FILE] [--without NAMES] TARGET.jsonl…".into()
        );
    }
    Ok(arguments)
}
