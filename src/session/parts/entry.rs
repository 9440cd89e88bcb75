//! A value that is typed over a row of a form, on a line that is there only while it is typed.

use super::line::{Line, Touched};
use crate::session::command::Command;

/// The line, while there is one.
#[derive(Debug, Default)]
pub struct Entry(Option<Line>);

/// What a command did to a value that is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// It is done, and is this; the line stays until it is closed.
    Text(String),
    /// It goes on, or was given up.
    Nothing,
}

impl Entry {
    /// Begins with a text, the cursor at its end.
    pub fn begin(&mut self, text: &str) {
        self.0 = Some(Line::from(text));
    }

    /// Closes the line.
    pub fn close(&mut self) {
        self.0 = None;
    }

    /// Returns the line, while there is one.
    pub fn line(&self) -> Option<&Line> {
        self.0.as_ref()
    }

    /// Takes a text that is pasted, while there is a line.
    pub fn paste(&mut self, text: &str) {
        if let Some(line) = &mut self.0 {
            line.insert(text);
        }
    }

    /// Performs a command of typing; `None` for any other, and where nothing is typed.
    pub fn update(&mut self, command: &Command) -> Option<Entered> {
        let line = self.0.as_mut()?;
        match command {
            Command::Accept => return Some(Entered::Text(line.text().to_owned())),
            Command::Cancel => self.0 = None,
            other => match line.update(other)? {
                Touched::Text | Touched::Cursor => {}
            },
        }
        Some(Entered::Nothing)
    }
}
