//! The line where a search is typed: the text goes to the first hit as it is typed.

use super::screen::{Lie, Screen, Turn};
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::shared::Shared;
use crate::session::typing::Typed;

/// A search being typed.
#[derive(Debug, Default)]
pub struct Search {
    line: Typed,
}

impl Screen for Search {
    fn mode(&self) -> Mode {
        Mode::Search
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn typed(&self) -> Option<&str> {
        Some(self.line.text())
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Accept | Command::Cancel => {
                let keep = command == Command::Accept && !self.line.text().is_empty();
                if let Some(reading) = &mut shared.reading {
                    reading.end_search(keep);
                }
                return Turn::close();
            }
            Command::SearchNext => shared.go_to_hit(true),
            Command::SearchPrevious => shared.go_to_hit(false),
            other if self.line.update(&other) => shared.search(self.line.text()),
            other => return Turn::Everywhere(other),
        }
        Turn::done()
    }
}
