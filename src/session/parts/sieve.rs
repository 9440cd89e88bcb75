//! The words that narrow what is listed, with the line on which they are typed.

use super::line::{Line, Touched};
use crate::session::command::Command;

/// Words that what is shown must hold. They stay when typing ends, until they are cancelled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sieve {
    line: Line,
    typing: bool,
}

impl Sieve {
    /// Returns the words.
    pub fn line(&self) -> &Line {
        &self.line
    }

    /// Returns the words, as they are typed.
    pub fn text(&self) -> &str {
        self.line.text()
    }

    /// Returns whether they are being typed.
    pub fn is_typing(&self) -> bool {
        self.typing
    }

    /// Performs a command: one that begins typing or ends it, one of typing meanwhile, or one that takes the words away;
    /// `None` for any other.
    pub fn update(&mut self, command: &Command) -> Option<Touched> {
        match command {
            Command::Filter => self.typing = true,
            Command::Accept if self.typing => self.typing = false,
            Command::Cancel if self.typing || !self.line.is_empty() => {
                *self = Self::default();
                return Some(Touched::Text);
            }
            _ if self.typing => return self.line.update(command),
            _ => return None,
        }
        Some(Touched::Cursor)
    }

    /// Takes a text that is pasted while the words are typed.
    pub fn paste(&mut self, text: &str) {
        self.line.insert(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_when_typing_ends_and_go_when_they_are_cancelled() {
        let mut sieve = Sieve::default();
        let mut after =
            |command: &str| (sieve.update(&Command::parse(command).unwrap()), sieve.is_typing(), sieve.text().to_owned());
        assert_eq!(after("insert x"), (None, false, String::new()));
        assert_eq!(after("filter"), (Some(Touched::Cursor), true, String::new()));
        assert_eq!(after("insert x"), (Some(Touched::Text), true, "x".to_owned()));
        assert_eq!(after("move line_down"), (None, true, "x".to_owned()));
        assert_eq!(after("accept"), (Some(Touched::Cursor), false, "x".to_owned()));
        assert_eq!(after("accept"), (None, false, "x".to_owned()));
        assert_eq!(after("cancel"), (Some(Touched::Text), false, String::new()));
        assert_eq!(after("cancel"), (None, false, String::new()));
    }
}
