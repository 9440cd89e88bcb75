//! What went wrong, as one line, with a hint and the right exit code.

use std::io::{self, Write};

use crate::storage::error::StorageError;

/// A fault that ends a command.
#[derive(Debug)]
pub struct Fault {
    message: String,
    hint: Option<String>,
    code: u8,
}

impl Fault {
    /// The user or a file is at fault.
    pub fn user(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, code: 1 }
    }

    /// The program itself is at fault, or the system below it.
    pub fn internal(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, code: 2 }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Prints `error:` and `hint:`, and returns the exit code.
    pub fn report(&self) -> u8 {
        if self.code == 0 {
            return 0;
        }
        let mut out = io::stderr().lock();
        let _ = writeln!(out, "error: {}", one_line(&self.message));
        if let Some(hint) = &self.hint {
            let _ = writeln!(out, "hint: {}", one_line(hint));
        }
        self.code
    }
}

/// Control characters of a path or a quote never reach the terminal.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

impl From<StorageError> for Fault {
    fn from(error: StorageError) -> Self {
        let fault = Self::user(error.to_string());
        match error.hint() {
            Some(hint) => fault.hint(hint),
            None => fault,
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            // Whoever read our output has seen enough.
            return Self { message: String::new(), hint: None, code: 0 };
        }
        Self::internal(error.to_string())
    }
}

/// Prints what clap has to say: help and version as data, a wrong option as one error and one hint.
pub fn report_usage(error: &clap::Error) -> u8 {
    use clap::error::ErrorKind;
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = error.print();
        return 0;
    }
    let text = error.render().to_string();
    let message: Vec<&str> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    let tip = text.lines().map(str::trim).find_map(|line| line.strip_prefix("tip: "));
    let message = message.join(" ");
    let fault = Fault::user(message.strip_prefix("error: ").unwrap_or(&message));
    fault.hint(tip.unwrap_or("hashiya --help lists every option")).report()
}
