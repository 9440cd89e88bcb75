//! Which terminal this is, as far as it has said by now, and what follows for rows and vowel marks.

use std::io;

use super::run::Loop;
use super::terminal::Terminal;
use super::terminal::display::Choice;
use super::terminal::identity::Clues;
use super::theme::Ground;
use crate::session::{Message, Notice};

impl Loop {
    /// Sends rows as the terminal needs it, now that it is known which it is; offers calibration where it is not.
    pub(super) fn recognise(&mut self, clues: &Clues) -> io::Result<()> {
        if clues.answers.is_whole {
            Terminal::found(clues.answers.was_explicit());
        }
        if let Some(background) = clues.answers.background.filter(|_| self.display.decides_ground) {
            self.theme = self.theme.on(Ground::of(background));
        }
        let display = &mut self.display;
        let choice = display.choose(clues);
        if self.recognised.as_ref() == Some(&choice) {
            return Ok(());
        }
        if display.offers(&choice) {
            // Where it cannot be remembered, it is offered again.
            let _ = display.terminals.remember(&choice.name, None);
            self.tell(Message::Told(Notice::UnknownTerminal { terminal: choice.name.clone() }));
        }
        self.draw_marks(&choice);
        self.theme = self.theme.with_underlines(choice.underlines);
        self.machine.terminal.set_mode(choice.mode)?;
        self.recognised = Some(choice);
        Ok(())
    }

    /// Hides vowel marks where the terminal draws them wrong, unless the user said what to do with them.
    pub(super) fn draw_marks(&mut self, choice: &Choice) {
        let session = &mut self.driver.session;
        if !self.display.decides_marks || session.shows_marks() == choice.draws_marks {
            return;
        }
        session.show_marks(choice.draws_marks);
        if !choice.draws_marks {
            self.tell(Message::Told(Notice::MarksUndrawable { terminal: choice.name.clone() }));
        }
    }
}
