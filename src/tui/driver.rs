//! The driver: keys become commands, a session performs them, and what it wishes for is done outside.
//!
//! The running program and the tests drive a session with this one piece; they differ only in their [`Performer`].
//! What must be on the disk before a wish is performed is decided here.

use std::sync::Arc;
use std::time::SystemTime;

use super::palette;
use crate::keymap::{Held, Key, KeyCode, Keymap, Resolution, spell_sequence};
use crate::session::{Command, Effect, Message, Mode, Notice, Pointer, Session};
use crate::words::Words;

/// Performs what a session wishes for.
pub trait Performer {
    /// Performs a wish and returns what came of it at once.
    fn perform(&mut self, effect: Effect) -> Vec<Message>;

    /// Brings the changes to the journal that were put aside until the screen has shown them.
    fn keep(&mut self) -> Vec<Message>;

    /// Returns the time of the next change.
    fn now(&self) -> SystemTime;
}

/// What must have happened to the changes of the open text before a wish is performed.
enum Before {
    /// Nothing.
    Nothing,
    /// They are in the journal, as far as they can be.
    Kept,
    /// They are in the journal and in the sidecar, as far as they can be.
    Settled,
    /// They are on the disk; else the wish is refused.
    Saved,
}

impl Before {
    fn of(effect: &Effect) -> Self {
        match effect {
            Effect::Save(_) | Effect::HandBack(_) | Effect::Attend(_) | Effect::Order(_) => Self::Kept,
            Effect::Open(_) | Effect::Suspend | Effect::ListSpans(_) => Self::Settled,
            Effect::FindWhereabouts(_) | Effect::Reanchor(_) | Effect::TurnBack(_) | Effect::Identify(..) => Self::Saved,
            _ => Self::Nothing,
        }
    }
}

/// A session with the keys that move it.
pub struct Driver {
    /// The session.
    pub session: Session,
    /// What keys do.
    keymap: Arc<Keymap>,
    /// What commands are called.
    words: Words,
    /// The keys of an unfinished sequence.
    pending: Vec<Key>,
    /// The key that is pressed again once somebody has said which keyboard is in use.
    asked: Option<Key>,
    /// Whether the mouse button went down on the text.
    pressed: bool,
    ended: bool,
}

impl Driver {
    /// Drives a session by a keymap.
    pub fn new(session: Session, keymap: Arc<Keymap>) -> Self {
        Self { session, keymap, words: Words::default(), pending: Vec::new(), asked: None, pressed: false, ended: false }
    }

    /// Drives it with commands that are called what they are in these words.
    #[must_use]
    pub fn speaking(mut self, words: Words) -> Self {
        self.words = words;
        self
    }

    /// Returns what keys do.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Returns the keys of an unfinished sequence.
    pub fn pending(&self) -> &[Key] {
        &self.pending
    }

    /// Tells whether the session has quit.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// Returns the one key that two keys of the same instant stand for: lam and alef, which one key of an Arabic
    /// keyboard sends.
    pub fn joined(&self, key: Key, next: Key) -> Option<Key> {
        self.keymap.join(self.session.mode(), key, next)
    }

    /// Takes a key; returns the command that it completes.
    pub fn press(&mut self, key: Key, performer: &mut impl Performer) -> Option<Command> {
        if let Some(keymap) = key.typed().and_then(|typed| self.keymap.hearing(typed)) {
            self.keymap = Arc::new(keymap);
        }
        let mode = self.session.mode();
        if mode != Mode::Keyboard {
            self.asked = None;
        }
        let found = match self.keymap.resolve(mode, &self.pending, key) {
            Resolution::Keyboards(choices) if mode != Mode::Keyboard => {
                self.asked = Some(key).filter(|_| self.pending.is_empty());
                self.pending.clear();
                self.tell(Message::Keyboards(key.typed(), choices), performer);
                return None;
            }
            Resolution::Pending(_) => {
                self.pending.push(key);
                return None;
            }
            Resolution::Command(command) => Some(command),
            // Whatever a keymap says, there is a way out.
            Resolution::Unbound if key == Key::new(KeyCode::Char('c'), Held::CTRL) => Some(Command::Quit),
            Resolution::Unbound | Resolution::Keyboards(_) => None,
        };
        let mut keys = std::mem::take(&mut self.pending);
        keys.push(key);
        match &found {
            Some(command) => self.command(command.clone(), performer),
            None => self.tell(Message::Unbound(spell_sequence(&keys)), performer),
        }
        found
    }

    /// Takes a text that was pasted: where a line is typed it is typed, elsewhere it means nothing.
    pub fn paste(&mut self, text: &str, performer: &mut impl Performer) {
        if !self.session.mode().is_text_entry() {
            return;
        }
        self.tell(Message::Pasted(text.to_owned()), performer);
    }

    /// Takes a key of a bar that was pressed with the mouse: it does what it is said to do there, whatever was begun.
    pub fn choose(&mut self, command: Command, performer: &mut impl Performer) {
        self.pending.clear();
        self.pressed = false;
        match &command {
            // The key that all of them begin with; which one it is to be is asked then.
            Command::State(any) if any.is_empty() => {
                self.pending.extend(self.keymap.beginning(command.name(), self.session.mode()));
            }
            _ => self.command(command, performer),
        }
    }

    /// Takes what the mouse did to the text or to a list; `None` where it did nothing there.
    pub fn point(&mut self, pointer: Option<Pointer>, performer: &mut impl Performer) {
        match pointer {
            Some(Pointer::Press(..)) => self.pressed = true,
            Some(Pointer::Row(_)) | None => self.pressed = false,
            _ => {}
        }
        // A drag that began elsewhere selects nothing.
        if let Some(pointer) = pointer.filter(|p| self.pressed || !matches!(p, Pointer::Drag(..))) {
            self.tell(Message::Pointer(pointer), performer);
        }
    }

    /// Performs a command and what it wishes for.
    pub fn command(&mut self, command: Command, performer: &mut impl Performer) {
        if matches!(command, Command::Back | Command::Quit) {
            // Whether a text may be left depends on whether it could be saved.
            self.settle(performer);
        }
        self.session.set_now(performer.now());
        let effects = self.session.update(command);
        self.perform(effects, performer);
    }

    /// Tells the session something, and performs what it wishes for then.
    pub fn tell(&mut self, message: Message, performer: &mut impl Performer) {
        let effects = self.session.receive(message);
        self.perform(effects, performer);
    }

    /// Brings changes that were put aside to the journal.
    pub fn keep(&mut self, performer: &mut impl Performer) {
        let messages = performer.keep();
        self.tell_all(messages, performer);
    }

    /// Writes everything now, as far as it can be written.
    pub fn settle(&mut self, performer: &mut impl Performer) {
        // A merge with what somebody else wrote is a change, which is to be written too; more than one is rare.
        for _ in 0..4 {
            self.keep(performer);
            if !self.session.has_work() {
                return;
            }
            self.tell(Message::Idle, performer);
        }
        self.keep(performer);
    }

    /// Ends the sitting from outside: what is being typed to stay is accepted first.
    pub fn stop(&mut self, performer: &mut impl Performer) {
        if self.session.mode().is_kept() {
            self.command(Command::Accept, performer);
        }
        self.end();
    }

    /// Ends the sitting as it is.
    pub fn end(&mut self) {
        self.ended = true;
    }

    fn tell_all(&mut self, messages: Vec<Message>, performer: &mut impl Performer) {
        for message in messages {
            self.tell(message, performer);
        }
    }

    fn perform(&mut self, effects: Vec<Effect>, performer: &mut impl Performer) {
        for effect in effects {
            match effect {
                Effect::Quit => self.quit(performer),
                Effect::Perform(command) => self.command(command, performer),
                Effect::AskCommands => {
                    let items = palette::items(&self.session, &self.keymap, self.words);
                    self.tell(Message::Palette(items), performer);
                }
                Effect::AskKeyboard => self.tell(Message::Keyboards(None, self.keymap.keyboards()), performer),
                Effect::UseKeyboard(name) => self.use_keyboard(&name, performer),
                effect => self.perform_one(effect, performer),
            }
        }
    }

    fn perform_one(&mut self, effect: Effect, performer: &mut impl Performer) {
        match Before::of(&effect) {
            Before::Nothing => {}
            Before::Kept => self.keep(performer),
            Before::Settled => self.settle(performer),
            Before::Saved => {
                self.settle(performer);
                if let Some(unsaved) = self.session.unsaved() {
                    return self.tell(Message::Told(Notice::Unsaved(unsaved)), performer);
                }
            }
        }
        let messages = performer.perform(effect);
        self.tell_all(messages, performer);
    }

    /// Reads keys as a keyboard has them, has it remembered, and goes on with the key because of which it was asked for.
    fn use_keyboard(&mut self, name: &str, performer: &mut impl Performer) {
        if let Some(keymap) = self.keymap.with_keyboard(name) {
            self.keymap = Arc::new(keymap);
        }
        let messages = performer.perform(Effect::UseKeyboard(name.to_owned()));
        self.tell_all(messages, performer);
        if let Some(key) = self.asked.take() {
            self.press(key, performer);
        }
    }

    /// Ends the sitting, unless something cannot be saved and nobody was asked yet.
    fn quit(&mut self, performer: &mut impl Performer) {
        self.settle(performer);
        self.ended = self.session.unsaved().is_none() || self.session.has_given_up();
        if self.ended {
            performer.perform(Effect::Quit);
        } else {
            self.command(Command::Quit, performer);
        }
    }
}
