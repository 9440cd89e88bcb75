//! The lines that were entered before in prompts of one kind, to be called up again.

use super::line::{Line, Touched};
use crate::session::command::Command;

/// Most lines that are remembered.
const MOST: usize = 100;
/// Longest line that is remembered, in bytes.
const LONGEST: usize = 16 * 1024;

/// Lines entered before, the oldest first, none of them twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recall {
    lines: Vec<String>,
    /// The line called up, if one is.
    at: Option<usize>,
    /// What was being typed when the first line was called up.
    draft: String,
}

impl Recall {
    /// Remembers a line that was entered, and begins anew from the last one.
    pub fn keep(&mut self, text: &str) {
        self.rest();
        if text.is_empty() || text.len() > LONGEST {
            return;
        }
        self.lines.retain(|line| line != text);
        self.lines.push(text.to_owned());
        let surplus = self.lines.len().saturating_sub(MOST);
        self.lines.drain(..surplus);
    }

    /// Forgets which line was called up, as when a prompt closes.
    pub fn rest(&mut self) {
        self.at = None;
        self.draft.clear();
    }

    /// Performs a command of typing on a line, those among them that call up a line; `None` for any other.
    pub fn update(&mut self, line: &mut Line, command: &Command) -> Option<Touched> {
        let found = match command {
            Command::RecallPrevious => self.previous(line),
            Command::RecallNext => self.next(line),
            _ => return line.update(command),
        };
        Some(if found { Touched::Text } else { Touched::Cursor })
    }

    /// Puts the line before into a prompt, and returns whether there was one.
    fn previous(&mut self, line: &mut Line) -> bool {
        let Some(before) = self.at.unwrap_or(self.lines.len()).checked_sub(1) else { return false };
        if self.at.is_none() {
            line.text().clone_into(&mut self.draft);
        }
        self.show(before, line)
    }

    /// Puts the line after into a prompt, in the end what was being typed, and returns whether there was one.
    fn next(&mut self, line: &mut Line) -> bool {
        let Some(at) = self.at else { return false };
        if at + 1 < self.lines.len() {
            return self.show(at + 1, line);
        }
        line.replace(&self.draft);
        self.rest();
        true
    }

    fn show(&mut self, at: usize, line: &mut Line) -> bool {
        let Some(text) = self.lines.get(at) else { return false };
        line.replace(text);
        self.at = Some(at);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back_the_last_first_and_the_draft_after_them() {
        let mut recall = Recall::default();
        for entered in ["قال", "ناطق", "قال", ""] {
            recall.keep(entered);
        }
        let mut line = Line::from("با");
        assert!(!recall.next(&mut line));
        let mut called = |recall: &mut Recall, call: fn(&mut Recall, &mut Line) -> bool| {
            let found = call(recall, &mut line);
            (found, line.text().to_owned())
        };
        assert_eq!(called(&mut recall, Recall::previous), (true, "قال".to_owned()));
        assert_eq!(called(&mut recall, Recall::previous), (true, "ناطق".to_owned()));
        assert_eq!(called(&mut recall, Recall::previous), (false, "ناطق".to_owned()));
        assert_eq!(called(&mut recall, Recall::next), (true, "قال".to_owned()));
        assert_eq!(called(&mut recall, Recall::next), (true, "با".to_owned()));
        assert_eq!(called(&mut recall, Recall::next), (false, "با".to_owned()));
    }

    #[test]
    fn only_so_many_lines_are_remembered_and_none_of_a_megabyte() {
        let mut recall = Recall::default();
        recall.keep(&"x".repeat(1_000_000));
        assert_eq!(recall, Recall::default());
        for n in 0..500 {
            recall.keep(&n.to_string());
        }
        assert_eq!((recall.lines.len(), recall.lines[0].as_str()), (100, "400"));
    }
}
