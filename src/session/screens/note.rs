//! The line where the note on a span is typed.

use super::screen::{Lie, Screen, Turn};
use crate::annotation::Edit;
use crate::session::command::Command;
use crate::session::mode::Mode;
use crate::session::notice::Refusal;
use crate::session::parts::Line;
use crate::session::shared::Shared;

/// A note being typed.
#[derive(Debug)]
pub struct Note {
    line: Line,
}

impl Note {
    /// Begins with the note that the span under the cursor has.
    ///
    /// # Errors
    ///
    /// Fails where there is no span, or nothing may be changed.
    pub(super) fn on_current(shared: &Shared) -> Result<Self, Refusal> {
        let reading = shared.changeable()?;
        let id = reading.current_id()?;
        Ok(Self { line: Line::from(reading.set().get(&id).map_or("", |a| &a.note)) })
    }

    fn end(&self, shared: &mut Shared) {
        shared.recalls.notes.keep(self.line.text().trim());
        let Some(reading) = &mut shared.reading else { return };
        let note = self.line.text().trim().to_owned();
        let result = reading.current_id().and_then(|id| reading.change(Edit::Note { id, note }));
        shared.report(result);
    }
}

impl Screen for Note {
    fn mode(&self) -> Mode {
        Mode::Note
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn line(&self) -> Option<&Line> {
        Some(&self.line)
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        self.line.insert(text);
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match command {
            Command::Accept => self.end(shared),
            Command::Cancel => shared.recalls.notes.rest(),
            other if shared.recalls.notes.update(&mut self.line, &other).is_some() => return Turn::done(),
            other => return Turn::Everywhere(other),
        }
        Turn::close()
    }

    fn begun_by(&self) -> Option<Command> {
        Some(Command::EditNote)
    }
}
