//! `hashiya completions` and `hashiya man`, made from the arguments.

use std::io::{self, Write};

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::arguments::Arguments;
use super::fault::Fault;

/// Options of `hashiya completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Options of `hashiya man`.
#[derive(Debug, Args)]
pub struct Man {
    /// The subcommand to print the page of; else the page of the program.
    pub subcommand: Option<String>,
}

/// Prints a completion script.
pub fn completions(completions: &Completions) -> Result<(), Fault> {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut Arguments::command(), "hashiya", &mut script);
    Ok(io::stdout().lock().write_all(&script)?)
}

/// Prints a manual page.
pub fn man(man: &Man) -> Result<(), Fault> {
    let mut command = Arguments::command();
    command.build();
    let command = match &man.subcommand {
        None => command,
        Some(name) => {
            let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
            let hint = format!("there are {}", names.join(", "));
            let found = command.find_subcommand(name).cloned();
            found.ok_or_else(|| Fault::user(format!("there is no subcommand {name}")).hint(hint))?
        }
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(io::stdout().lock().write_all(&page)?)
}
