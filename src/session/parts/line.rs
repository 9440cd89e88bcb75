//! A line of input: what is typed, pasted and erased, and where the cursor is.
//!
//! The cursor is before a grapheme or at the end, never inside a grapheme. No control character is typed or pasted: a space
//! takes its place. Every step costs as much as it touches, however long the line is; only erasing and inserting in the
//! middle move what follows.

use crate::language::text_unit::{self, TextUnit};
use crate::layout::ScreenSide;
use crate::layout::field;
use crate::session::command::Command;
use crate::session::motion::Motion;
use crate::text::{Document, grapheme};

/// A line that is being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    cursor: usize,
}

/// Tells what a command did to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touched {
    /// The text, and perhaps the cursor.
    Text,
    /// Only the cursor, or nothing.
    Cursor,
}

impl From<&str> for Line {
    /// Returns a line that holds a text already, its cursor at the end.
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), cursor: text.len() }
    }
}

impl Line {
    /// Returns what was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the byte before which the next letter comes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Performs a command of typing; `None` for any other.
    pub fn update(&mut self, command: &Command) -> Option<Touched> {
        let length = self.text.len();
        match command {
            Command::Insert(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Command::EraseBack => self.erase(grapheme::previous(&self.text, self.cursor), self.cursor),
            Command::EraseForward => self.erase(self.cursor, grapheme::next(&self.text, self.cursor)),
            Command::EraseWord => self.erase(self.word_before(), self.cursor),
            Command::EraseWordForward => self.erase(self.cursor, self.word_after()),
            Command::EraseToEnd => self.erase(self.cursor, length),
            Command::EraseLine => self.erase(0, length),
            Command::Move(motion) => {
                self.cursor = self.target(*motion)?;
                return Some(Touched::Cursor);
            }
            _ => return None,
        }
        Some(if self.text.len() == length { Touched::Cursor } else { Touched::Text })
    }

    /// Inserts a text at the cursor, all of it at once; its control characters become spaces.
    pub fn insert(&mut self, text: &str) {
        if text.contains(char::is_control) {
            self.put(&text.replace(char::is_control, " "));
        } else {
            self.put(text);
        }
    }

    /// Puts another text in the place of the whole line, the cursor at its end.
    pub fn replace(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.cursor = self.text.len();
    }

    fn put(&mut self, text: &str) {
        self.text.insert_str(self.cursor, text);
        self.stop_at(self.cursor + text.len());
    }

    fn erase(&mut self, from: usize, to: usize) {
        self.text.drain(from..to);
        self.stop_at(from);
    }

    /// Puts the cursor at a byte, or after the grapheme that holds it: letters may join what stood apart.
    fn stop_at(&mut self, at: usize) {
        self.cursor = if grapheme::is_edge(&self.text, at) { at } else { grapheme::next(&self.text, at) };
    }

    /// Where a motion leads; `None` where a line has no such motion.
    fn target(&self, motion: Motion) -> Option<usize> {
        let at = self.cursor;
        Some(match motion {
            Motion::VisualLeft => field::visual_step(&self.text, at, ScreenSide::Left),
            Motion::VisualRight => field::visual_step(&self.text, at, ScreenSide::Right),
            Motion::VisualWordLeft => self.visual_word(ScreenSide::Left),
            Motion::VisualWordRight => self.visual_word(ScreenSide::Right),
            Motion::NextGrapheme => grapheme::next(&self.text, at),
            Motion::PreviousGrapheme => grapheme::previous(&self.text, at),
            Motion::NextWord => self.by_words(|near, at| text_unit::next_start(near, TextUnit::Word, at)),
            Motion::PreviousWord => self.by_words(|near, at| text_unit::previous_start(near, TextUnit::Word, at)),
            Motion::WordEnd => self.by_words(text_unit::word_end_after),
            Motion::LineStart | Motion::DocumentStart => 0,
            Motion::LineEnd | Motion::DocumentEnd => self.text.len(),
            _ => return None,
        })
    }

    fn visual_word(&self, side: ScreenSide) -> usize {
        let motion = if field::onwards(&self.text) == side { Motion::NextWord } else { Motion::PreviousWord };
        self.target(motion).unwrap_or(self.cursor)
    }

    /// Where a step by words leads, told from the text around the cursor.
    fn by_words(&self, step: impl Fn(&Document, usize) -> usize) -> usize {
        let near = field::around(&self.text, self.cursor);
        let document = Document::from(self.text.get(near.clone()).unwrap_or_default());
        let at = near.start + step(&document, self.cursor - near.start).min(near.len());
        if grapheme::is_edge(&self.text, at) { at } else { grapheme::next(&self.text, at) }
    }

    /// The end of the word after the cursor, up to white space.
    fn word_after(&self) -> usize {
        let after = self.text.get(self.cursor..).unwrap_or_default();
        let skipped = after.len() - after.trim_start().len();
        let word = after.get(skipped..).unwrap_or_default();
        let end = self.cursor + skipped + word.find(char::is_whitespace).unwrap_or(word.len());
        if grapheme::is_edge(&self.text, end) { end } else { grapheme::next(&self.text, end) }
    }

    /// The start of the word before the cursor, as shells take a word: up to white space.
    fn word_before(&self) -> usize {
        let before = self.text.get(..self.cursor).unwrap_or_default().trim_end();
        let space = before.char_indices().rfind(|(_, c)| c.is_whitespace());
        grapheme::start_of(&self.text, space.map_or(0, |(at, c)| at + c.len_utf8()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Performs commands on a line whose cursor is at `|`, and returns it with its cursor.
    fn line(before: &str, commands: &str) -> String {
        let cursor = before.find('|').unwrap();
        let mut line = Line { text: before.replace('|', ""), cursor };
        for command in commands.split(", ") {
            line.update(&Command::parse(command).unwrap()).unwrap();
        }
        let mut shown = line.text;
        shown.insert(line.cursor, '|');
        shown
    }

    #[test]
    fn a_letter_is_erased_with_its_marks_and_a_word_with_its_space() {
        assert_eq!(line("قال نَ|", "erase_back"), "قال |");
        assert_eq!(line("قال |", "erase_word"), "|");
        assert_eq!(line("قال ناطق| باسم", "erase_word"), "قال | باسم");
        assert_eq!(line("قال\u{3000}ناطق|", "erase_word"), "قال\u{3000}|");
        assert_eq!(line("ق|َال", "erase_forward"), "ق|ال");
        assert_eq!(line("قال |ناطق باسم", "erase_word_forward"), "قال | باسم");
        assert_eq!(line("قال ناط|ق باسم", "erase_word_forward"), "قال ناط| باسم");
        assert_eq!(line("قال ناطق| باسم", "erase_word_forward"), "قال ناطق|");
        assert_eq!(line("قال |ناطق", "erase_to_end"), "قال |");
        assert_eq!(line("قال |ناطق", "erase_line"), "|");
        assert_eq!(line("|", "erase_back, erase_forward, erase_word, erase_word_forward"), "|");
    }

    #[test]
    fn letters_come_where_the_cursor_is() {
        assert_eq!(line("قا|", "insert ل, move line_start, insert و"), "و|قال");
        assert_eq!(line("ab|", "insert U+0007"), "ab |");
        // A letter typed before a lone mark takes the mark.
        assert_eq!(line("|َ", "insert ب"), "بَ|");
    }

    #[test]
    fn arrows_follow_the_eye_in_both_directions() {
        assert_eq!(line("|بيت", "move visual_left"), "ب|يت");
        assert_eq!(line("بيت|", "move visual_right"), "بي|ت");
        assert_eq!(line("|abc", "move visual_left"), "|abc");
        assert_eq!(line("|abc", "move visual_right"), "a|bc");
        assert_eq!(line("|قال ناطق", "move visual_word_left"), "قال |ناطق");
        assert_eq!(line("said |he", "move visual_word_left"), "|said he");
    }

    #[test]
    fn words_are_those_of_the_reader() {
        assert_eq!(line("|قَالَ نَاطِقٌ، باسم", "move next_word"), "قَالَ |نَاطِقٌ، باسم");
        assert_eq!(line("قال |ناطق", "move next_word"), "قال ناطق|");
        assert_eq!(line("قال ناطق|", "move previous_word"), "قال |ناطق");
        assert_eq!(line("قال| ناطق", "move line_end"), "قال ناطق|");
        assert_eq!(Line::from("قال").update(&Command::Move(Motion::PageUp)), None);
    }

    #[test]
    fn a_paste_is_one_insertion_without_controls() {
        let mut line = Line::from("قال ");
        line.insert("نا\nطق\u{1b}\u{85}");
        assert_eq!(line.text(), "قال نا طق  ");
        line.insert(&"سلام ".repeat(200_000));
        assert_eq!(line.cursor(), line.text().len());
        // In a line of a megabyte a step looks only around the cursor.
        for step in ["move visual_right", "move previous_word", "erase_back", "insert x", "erase_word"] {
            assert!(line.update(&Command::parse(step).unwrap()).is_some());
        }
        assert!(line.text().len() > 1_799_000);
    }
}
