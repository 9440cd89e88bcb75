//! How rows are sent to this terminal: as the user says, as a calibration found, or as the terminal is known to need.

use super::emission::Mode;
use super::identity::Clues;
use crate::storage::terminals::Terminals;
use crate::tui::theme::Underlines;

/// What is known of the way to send rows before the terminal is asked.
#[derive(Debug, Clone, Default)]
pub struct Display {
    /// The mode that was told.
    pub told: Option<Mode>,
    /// The terminals met before.
    pub terminals: Terminals,
    /// Whether vowel marks are drawn as the terminal can, and not as the user says.
    pub decides_marks: bool,
    /// Whether colours go by what the terminal has behind its letters, and not by what the user says.
    pub decides_ground: bool,
}

/// Whether the terminal is asked who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inquiry {
    /// It is, and its answers are read.
    Made,
    /// It is not.
    Omitted,
}

/// A way to send rows, and who chose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// How rows are sent.
    pub mode: Mode,
    /// Whether vowel marks are drawn where they belong.
    pub draws_marks: bool,
    /// The terminal, as it is remembered.
    pub name: String,
    /// Who chose the mode.
    pub by: By,
    /// What lines under letters can be.
    pub underlines: Underlines,
}

/// Who chose a mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The user, by option or configuration.
    Told,
    /// A calibration.
    Calibrated,
    /// The terminal was recognised.
    Known,
    /// Nobody: the terminal is not known.
    Nobody,
}

impl Display {
    /// Chooses the mode for what is known of the terminal by now.
    pub fn choose(&self, clues: &Clues) -> Choice {
        let identity = clues.identify();
        let calibrated = self.terminals.mode(&identity.name).and_then(Mode::parse);
        let (mode, by) = match (self.told, calibrated) {
            (Some(mode), _) => (mode, By::Told),
            (None, Some(mode)) => (mode, By::Calibrated),
            (None, None) => (identity.mode, if identity.is_known { By::Known } else { By::Nobody }),
        };
        Choice { mode, draws_marks: identity.draws_marks, name: identity.name, by, underlines: identity.underlines }
    }

    /// Whether the terminal is asked who it is: not where the mode is told, behind tmux, which answers for itself, or
    /// where the environment names a terminal that prints what it does not understand.
    pub fn inquiry(&self, clues: &Clues) -> Inquiry {
        let is_useful = self.told.is_none() && !clues.is_in_tmux() && !clues.is_mute();
        if is_useful { Inquiry::Made } else { Inquiry::Omitted }
    }

    /// Whether calibration is to be offered: the first time in a terminal that nobody knows.
    pub fn offers(&self, choice: &Choice) -> bool {
        choice.by == By::Nobody && !self.terminals.knows(&choice.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::terminals::Terminals;

    fn clues(term: &str, vte: &str) -> Clues {
        Clues::of(|name| match name {
            "TERM" => Some(term.to_owned()),
            "VTE_VERSION" => Some(vte.to_owned()),
            _ => None,
        })
    }

    #[test]
    fn what_is_told_comes_before_a_calibration_and_that_before_what_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let mut display = Display {
            terminals: Terminals::read_from(&folder.path().join("t.ron")).unwrap(),
            told: None,
            decides_marks: true,
            decides_ground: true,
        };
        let vte = clues("xterm-256color", "7006");
        let mode = |display: &Display| (display.choose(&vte).mode, display.choose(&vte).by);
        assert_eq!(mode(&display), (Mode::Explicit, By::Known));
        display.terminals.remember("VTE", Some("plain")).unwrap();
        assert_eq!(mode(&display), (Mode::Plain, By::Calibrated));
        display.terminals.remember("VTE", Some("no such mode")).unwrap();
        assert_eq!(mode(&display), (Mode::Explicit, By::Known));
        display.told = Some(Mode::InverseAuto);
        assert_eq!(mode(&display), (Mode::InverseAuto, By::Told));
        assert_eq!(display.inquiry(&vte), Inquiry::Omitted);
    }

    #[test]
    fn calibration_is_offered_once_in_a_terminal_that_nobody_knows() {
        let folder = tempfile::tempdir().unwrap();
        let mut display = Display {
            terminals: Terminals::read_from(&folder.path().join("t.ron")).unwrap(),
            told: None,
            decides_marks: true,
            decides_ground: true,
        };
        let choice = display.choose(&clues("newterm", ""));
        assert!(display.offers(&choice));
        display.terminals.remember(&choice.name, None).unwrap();
        assert!(!display.offers(&display.choose(&clues("newterm", ""))));
        assert!(!display.offers(&display.choose(&clues("xterm-256color", "7006"))));
    }
}
