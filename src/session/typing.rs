//! A line that is being typed: a search, a note, a comment on a decision, or an answer to a proposal.

use unicode_segmentation::UnicodeSegmentation;

use super::command::Command;
use super::effect::Effect;
use super::mode::Mode;
use super::notice::Notice;
use super::searching::Found;
use super::state::Session;
use crate::annotation::Edit;

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

impl Session {
    pub(super) fn update_typing(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Insert(c) => self.typed.insert(c),
            Command::EraseBack => self.typed.erase_back(),
            Command::EraseWord => self.typed.erase_word(),
            Command::EraseLine => self.typed.erase_line(),
            Command::Accept => return self.end_typing(true),
            Command::Cancel => return self.end_typing(false),
            Command::SearchNext | Command::SearchPrevious => {
                self.go_to_hit(command == Command::SearchNext, 1);
                return Vec::new();
            }
            other => return self.update_program(&other),
        }
        if self.mode == Mode::Search {
            let needle = self.typed.text().to_owned();
            let found = self.reading.as_mut().map(|r| r.search(&needle));
            self.tell_found(found.filter(|_| !needle.is_empty()));
        }
        Vec::new()
    }

    pub(super) fn end_typing(&mut self, accept: bool) -> Vec<Effect> {
        let mode = std::mem::replace(&mut self.mode, self.before);
        let typed = std::mem::take(&mut self.typed);
        if mode == Mode::Comment && self.review.is_none() {
            self.mode = Mode::Reading;
            if accept {
                self.end_answer(typed.text().trim());
            }
            return Vec::new();
        }
        if mode == Mode::Comment {
            return if accept { self.end_comment(typed.text().trim()) } else { Vec::new() };
        }
        self.mode = Mode::Reading;
        let Some(reading) = &mut self.reading else { return Vec::new() };
        if mode == Mode::Search {
            reading.end_search(accept && !typed.text().is_empty());
            return Vec::new();
        }
        if accept {
            let note = typed.text().trim().to_owned();
            let result = reading.current_id().and_then(|id| reading.change(Edit::Note { id, note }));
            self.report(result);
        }
        Vec::new()
    }

    pub(super) fn go_to_hit(&mut self, onwards: bool, count: usize) {
        let Some(reading) = &mut self.reading else { return };
        let found = if onwards { reading.next_hit(count) } else { reading.previous_hit(count) };
        self.tell_found(Some(found));
    }

    fn tell_found(&mut self, found: Option<Found>) {
        let needle = self.reading.as_ref().and_then(|r| r.hits()).map(|h| h.needle().to_owned()).unwrap_or_default();
        match found {
            Some(Found::Nothing) if needle.is_empty() => self.tell(Notice::NoSearch),
            Some(Found::Nothing) => self.tell(Notice::NotFound { needle }),
            Some(Found::Wrapped) => self.tell(Notice::SearchWrapped),
            Some(Found::Hit) => self.notice = None,
            None => {}
        }
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
