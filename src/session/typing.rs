//! A line that is being typed: a search, a note, a comment on a decision, or an answer to a proposal.

use unicode_segmentation::UnicodeSegmentation;

use super::command::Command;

/// The typed line; the cursor is always at its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    text: String,
}

impl Typed {
    /// A line that holds a text already.
    pub fn from(text: &str) -> Self {
        Self { text: text.to_owned() }
    }

    /// Performs a command of typing; whether it is one.
    pub(super) fn update(&mut self, command: &Command) -> bool {
        match command {
            Command::Insert(c) => self.insert(*c),
            Command::EraseBack => self.erase_back(),
            Command::EraseWord => self.erase_word(),
            Command::EraseLine => self.erase_line(),
            _ => return false,
        }
        true
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Types a character; a control character is not taken.
    pub fn insert(&mut self, c: char) {
        if !c.is_control() {
            self.text.push(c);
        }
    }

    /// Erases the last grapheme.
    pub fn erase_back(&mut self) {
        let last = self.text.graphemes(true).next_back().map_or(0, str::len);
        self.text.truncate(self.text.len() - last);
    }

    /// Erases the last word and the space after it.
    pub fn erase_word(&mut self) {
        let kept = self.text.trim_end().rfind(char::is_whitespace).map_or(0, |at| at + 1);
        self.text.truncate(self.text.floor_char_boundary(kept));
    }

    /// Erases all.
    pub fn erase_line(&mut self) {
        self.text.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_erased_with_its_marks_and_a_word_with_its_space() {
        let mut typed = Typed::from("قال نَ");
        typed.erase_back();
        assert_eq!(typed.text(), "قال ");
        typed.erase_word();
        assert_eq!(typed.text(), "");
        typed.insert('\u{7}');
        typed.insert('ب');
        assert_eq!(typed.text(), "ب");
    }
}
