//! `hashiya completions` and `hashiya man`, made from the arguments.

use std::io::{self, Write};

use clap::{Args, Command};
use clap_complete::Shell;

use super::fault::Fault;

/// Options of `hashiya completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub(super) shell: Shell,
}

/// Options of `hashiya man`.
#[derive(Debug, Args)]
pub(super) struct Man {
    /// The subcommand whose page is printed; by default the page of the program.
    pub(super) subcommand: Option<String>,
}

/// Prints a completion script.
pub(super) fn completions(completions: &Completions, mut program: Command) -> Result<(), Fault> {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut program, "hashiya", &mut script);
    Ok(io::stdout().lock().write_all(&script)?)
}

/// Prints a manual page.
pub(super) fn man(man: &Man, mut program: Command) -> Result<(), Fault> {
    program.build();
    let command = match &man.subcommand {
        None => program,
        Some(name) => {
            let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
            let hint = format!("known: {}", names.join(", "));
            let found = program.find_subcommand(name).cloned();
            found.ok_or_else(|| Fault::user(format!("unknown subcommand {name}")).hint(hint))?
        }
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(io::stdout().lock().write_all(&page)?)
}
