//! The palette: every command of the place below, found by words that are typed; the one that is picked is performed there.
//!
//! What commands are called and which keys they have comes with the message that opens it.

use super::screen::{Lie, Screen, Turn};
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::mode::Mode;
use crate::session::parts::{Item, Line, List, Nearness, Picked, Picker};
use crate::session::pointer::Pointer;
use crate::session::shared::Shared;

/// Rows of the list on screen.
const ROWS: usize = 12;
/// Commands that are remembered to have been picked.
const REMEMBERED: usize = 8;

/// The commands of a place.
#[derive(Debug)]
pub struct Palette {
    picker: Picker<Command>,
    /// The count that was typed before it: how many times the command is to be performed.
    count: Option<usize>,
}

impl Palette {
    /// Lists commands, those that were picked last first.
    pub(crate) fn of(mut items: Vec<Item<Command>>, shared: &mut Shared) -> Self {
        let place = |command: &Command| shared.picked.iter().rposition(|picked| picked == command);
        items.sort_by_key(|item| std::cmp::Reverse(place(&item.value)));
        let mut picker = Picker::new(items);
        picker.resize(ROWS);
        Self { picker, count: shared.repeat.take() }
    }

    /// Returns the list of commands.
    pub fn list(&self) -> &List<Nearness> {
        self.picker.list()
    }

    /// Returns the command of a row: what it does and its keys.
    pub fn row(&self, row: usize) -> Option<&Item<Command>> {
        self.picker.item(row)
    }

    fn perform(&self, command: Command, shared: &mut Shared) -> Turn {
        shared.count = self.count;
        shared.picked.retain(|picked| *picked != command);
        shared.picked.push(command.clone());
        let surplus = shared.picked.len().saturating_sub(REMEMBERED);
        shared.picked.drain(..surplus);
        Turn::Close(vec![Effect::Perform(command)])
    }
}

impl Screen for Palette {
    fn mode(&self) -> Mode {
        Mode::Palette
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn line(&self) -> Option<&Line> {
        Some(self.picker.line())
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        self.picker.paste(text);
    }

    fn point(&mut self, pointer: Pointer, _shared: &mut Shared) -> Option<Command> {
        self.picker.point(pointer).then_some(Command::Accept)
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match self.picker.update(&command) {
            Picked::Item(command) => self.perform(command, shared),
            Picked::Nothing => Turn::close(),
            Picked::Open => Turn::done(),
            Picked::Unknown => Turn::Everywhere(command),
        }
    }
}
