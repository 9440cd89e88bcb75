//! The line where a search is typed: the text goes to the first hit as it is typed.

use super::screen::{Lie, Screen, Turn};
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::parts::{Line, Touched};
use crate::session::shared::Shared;

/// A search being typed.
#[derive(Debug, Default)]
pub struct Search {
    line: Line,
}

impl Screen for Search {
    fn mode(&self) -> Mode {
        Mode::Search
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn line(&self) -> Option<&Line> {
        Some(&self.line)
    }

    fn paste(&mut self, text: &str, shared: &mut Shared) {
        self.line.insert(text);
        shared.search(self.line.text());
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Accept | Command::Cancel => {
                let keep = command == Command::Accept && !self.line.is_empty();
                shared.recalls.searches.keep(if keep { self.line.text() } else { "" });
                if let Some(reading) = &mut shared.reading {
                    reading.sheet.end_search(keep);
                }
                return Turn::close();
            }
            Command::SearchNext => shared.go_to_hit(true),
            Command::SearchPrevious => shared.go_to_hit(false),
            other => match shared.recalls.searches.update(&mut self.line, &other) {
                Some(Touched::Text) => shared.search(self.line.text()),
                Some(Touched::Cursor) => {}
                None => return Turn::Everywhere(other),
            },
        }
        Turn::done()
    }
}
