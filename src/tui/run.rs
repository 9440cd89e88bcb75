//! The loop: what arrives becomes commands and messages, effects are performed, the screen is drawn.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, RecvError, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

use crossterm::event::{Event, MouseEvent};

use super::bureau::Bureau;
use super::clipboard::{self, Between};
use super::event::{self, Incoming};
use super::failure::Failure;
use super::keeping::IDLE;
use super::library::Library;
use super::terminal::display::{Choice, Display};
use super::terminal::{self, Terminal};
use super::theme::Theme;
use super::view::{self, Areas, Context};
use crate::keymap::{Key, KeyCode, Keymap, Resolution, spell_sequence};
use crate::session::{Changes, Command, Copied, Effect, Message, Mode, Notice, Pointer, Session};
use crate::words::Words;

/// The program at work.
pub struct Program {
    /// The session.
    pub session: Session,
    /// What keys do.
    pub keymap: Keymap,
    /// What people read.
    pub words: Words,
    /// How things look.
    pub theme: Theme,
    /// The texts.
    pub library: Library,
    /// What a review reads and writes, if this is one.
    pub bureau: Option<Bureau>,
    /// How rows are sent to the terminal.
    pub display: Display,
}

/// What the loop keeps between two frames.
pub(super) struct Loop {
    pub(super) program: Program,
    pub(super) terminal: Terminal,
    pending: Vec<Key>,
    /// Changes to be kept after the frame that shows them.
    pub(super) to_keep: VecDeque<Changes>,
    /// When there is time to write, or to try again.
    pub(super) idle_at: Option<Instant>,
    /// How long to wait before what failed is tried again.
    pub(super) patience: Duration,
    area: (u16, u16),
    pub(super) ended: bool,
    /// Whether the mouse button went down on the text.
    pressed: bool,
    /// The way rows are sent, once the terminal was recognised.
    pub(super) recognised: Option<Choice>,
    /// Where tmux's answers go: which terminal shows it may change while the program runs.
    pub(super) tmux: Option<Sender<Incoming>>,
    /// What a thread of the program ended with, if one did.
    fault: Option<String>,
}

/// Runs until the session quits.
///
/// # Errors
///
/// Fails where the terminal cannot be had or is gone, where something could not be saved, and where a thread of the
/// program has a fault: everything is written then, as far as it can be.
pub fn run(
    program: Program,
    first: Vec<Message>,
    (inbox, outbox): (Sender<Incoming>, Receiver<Incoming>),
) -> Result<(), Failure> {
    let told = inbox.clone();
    terminal::restore_on_panic(move |what| told.send(Incoming::Panicked(what)).is_ok());
    // Before the terminal is taken: a signal in between would end the program without giving it back.
    event::listen_to_signals(inbox.clone());
    let clues = terminal::clues();
    let (choice, asks) = (program.display.choose(&clues), program.display.asks(&clues));
    let terminal = Terminal::take(choice.mode, asks)?;
    event::listen(inbox.clone(), asks);
    event::listen_to_hangup(inbox.clone());
    let tmux = clues.is_in_tmux().then_some(inbox);
    let area = (0, 0);
    let (to_keep, pending) = (VecDeque::new(), Vec::new());
    let mut state = Loop {
        program,
        terminal,
        pending,
        to_keep,
        idle_at: None,
        patience: IDLE,
        area,
        ended: false,
        pressed: false,
        recognised: None,
        tmux,
        fault: None,
    };
    state.ask_outside();
    state.measure();
    let shown = state.go_on(first, &choice, &outbox);
    if shown.is_err() {
        state.take(Incoming::Closed, &mut VecDeque::new())?;
    }
    state.settle();
    match (state.fault.take(), state.program.session.unsaved()) {
        (Some(what), _) => Err(Failure::Panicked(what)),
        (None, Some(unsaved)) => Err(Failure::Unsaved(state.program.words.unsaved(&unsaved))),
        (None, None) => Ok(shown?),
    }
}

impl Loop {
    /// Takes and shows what comes, until the session quits.
    ///
    /// # Errors
    /// The terminal is gone.
    fn go_on(&mut self, first: Vec<Message>, choice: &Choice, outbox: &Receiver<Incoming>) -> io::Result<()> {
        for message in first {
            self.take(Incoming::Message(message), &mut VecDeque::new())?;
        }
        self.draw_marks(choice);
        while !self.ended {
            self.frame()?;
            self.program.library.read_on();
            self.keep_and_show()?;
            let Ok(mut queue) = self.wait(outbox) else { break };
            queue.extend(outbox.try_iter());
            while let Some(incoming) = queue.pop_front().filter(|_| !self.ended) {
                self.take(incoming, &mut queue)?;
            }
        }
        Ok(())
    }

    fn areas(&self) -> Areas {
        view::areas(self.terminal.screen(), &self.program.session)
    }

    /// Tells the session how large its text is on screen.
    fn measure(&mut self) {
        let text = self.areas().text;
        let area = (text.width, text.height);
        if area != self.area {
            self.area = area;
            self.program.session.receive(Message::Area(area.0, area.1));
        }
        if self.program.session.mode() == Mode::Help {
            let Program { session, keymap, words, theme, .. } = &self.program;
            let context = Context { keymap, pending: &self.pending, words: *words, theme: *theme };
            let lines = view::help_lines(self.terminal.screen(), session, context);
            self.program.session.receive(Message::HelpLines(lines));
        }
    }

    pub(super) fn frame(&mut self) -> io::Result<()> {
        self.measure();
        let Program { session, keymap, words, theme, .. } = &self.program;
        let context = Context { keymap, pending: &self.pending, words: *words, theme: *theme };
        self.terminal.draw(|frame| view::draw(frame, session, context))
    }

    /// Waits for what comes next, or until there is time to write.
    ///
    /// # Errors
    /// Nothing will come any more.
    fn wait(&mut self, outbox: &Receiver<Incoming>) -> Result<VecDeque<Incoming>, RecvError> {
        let Some(at) = self.idle_at else { return outbox.recv().map(|next| VecDeque::from([next])) };
        match outbox.recv_timeout(at.saturating_duration_since(Instant::now())) {
            Ok(next) => Ok(VecDeque::from([next])),
            Err(RecvTimeoutError::Timeout) => {
                self.idle();
                Ok(VecDeque::new())
            }
            Err(RecvTimeoutError::Disconnected) => Err(RecvError),
        }
    }

    fn take(&mut self, incoming: Incoming, queue: &mut VecDeque<Incoming>) -> io::Result<()> {
        match incoming {
            Incoming::Terminal(Event::Key(pressed)) => {
                if let Some(key) = event::key(&pressed) {
                    let key = self.join(key, queue);
                    self.press(key);
                }
            }
            Incoming::Terminal(Event::Mouse(moved)) => {
                let column = self.terminal.seen(moved.column, moved.row);
                let pointer = event::pointer(MouseEvent { column, ..moved }, self.areas().text);
                match pointer {
                    Some(Pointer::Press(..)) => self.pressed = true,
                    None => self.pressed = false,
                    _ => {}
                }
                // A drag that began elsewhere selects nothing.
                if let Some(pointer) = pointer.filter(|p| self.pressed || matches!(p, Pointer::Wheel(_))) {
                    self.tell(Message::Pointer(pointer));
                }
            }
            Incoming::Terminal(Event::Paste(text)) if self.program.session.mode().is_text_entry() => {
                for c in text.chars() {
                    self.update(Command::Insert(if c.is_control() { ' ' } else { c }));
                }
            }
            Incoming::Terminal(Event::Resize(columns, rows)) => self.terminal.resize(columns, rows),
            Incoming::Terminal(_) => {}
            Incoming::Message(message) => self.tell(message),
            Incoming::Panicked(what) => (self.fault, self.ended) = (Some(what), true),
            Incoming::Stop | Incoming::Closed => {
                if self.program.session.mode().is_kept() {
                    self.update(Command::Accept);
                }
                self.ended = true;
            }
            Incoming::Resumed => {
                self.terminal.resume()?;
                self.ask_outside();
            }
            Incoming::Resized => {
                self.terminal.measure()?;
                self.ask_outside();
            }
            Incoming::Recognised(clues) => self.recognise(&clues)?,
        }
        Ok(())
    }

    /// Lam and alef that one key of an Arabic keyboard sent in the same instant are that key.
    fn join(&self, key: Key, queue: &mut VecDeque<Incoming>) -> Key {
        let Some(Incoming::Terminal(Event::Key(next))) = queue.front() else { return key };
        let joined = event::key(next).and_then(|next| self.program.keymap.join(self.program.session.mode(), key, next));
        if joined.is_some() {
            queue.pop_front();
        }
        joined.unwrap_or(key)
    }

    fn press(&mut self, key: Key) {
        let mode = self.program.session.mode();
        let found = match self.program.keymap.resolve(mode, &self.pending, key) {
            Resolution::Pending(_) => {
                self.pending.push(key);
                return;
            }
            Resolution::Command(command) => Some(command),
            Resolution::Unbound => None,
        };
        let mut keys = std::mem::take(&mut self.pending);
        keys.push(key);
        match found {
            Some(command) => self.update(command),
            // Whatever a keymap says, there is a way out.
            None if key == Key::new(KeyCode::Char('c'), true, false, false) => self.update(Command::Quit),
            None => self.tell(Message::Unbound(spell_sequence(&keys))),
        }
    }

    pub(super) fn update(&mut self, command: Command) {
        if matches!(command, Command::Back | Command::Quit) {
            // Whether a text may be left depends on whether it could be saved.
            self.settle();
        }
        self.program.session.set_now(SystemTime::now());
        let effects = self.program.session.update(command);
        self.perform(effects);
    }

    pub(super) fn tell(&mut self, message: Message) {
        let effects = self.program.session.receive(message);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Open(text) => {
                    self.settle();
                    let message = self.program.library.open(text);
                    self.tell(message);
                }
                Effect::Append(changes) => self.to_keep.push_back(changes),
                Effect::Save(snapshot) => {
                    self.keep();
                    for message in self.program.library.save(&snapshot) {
                        self.tell(message);
                    }
                }
                Effect::Close(text) => self.program.library.close(text),
                Effect::Propose(text) => self.when_settled(|library| {
                    library.propose(text);
                    Vec::new()
                }),
                Effect::Reanchor(chosen) => self.when_settled(|library| library.reanchor(&chosen)),
                Effect::TurnBack(text) => self.when_settled(|library| library.turn_back(text)),
                Effect::SaveGold(snapshot) => {
                    if let Some(message) = self.program.bureau.as_ref().map(|bureau| bureau.save(&snapshot)) {
                        self.tell(message);
                    }
                }
                Effect::HandBack(snapshot, state) => {
                    if let Some(message) = self.program.bureau.as_ref().map(|bureau| bureau.hand_back(&snapshot, state)) {
                        self.tell(message);
                    }
                }
                Effect::Copy(copied) => {
                    let message = self.copy(copied);
                    self.tell(message);
                }
                Effect::Redraw => {
                    self.terminal.redraw();
                    self.ask_outside();
                }
                Effect::Suspend => {
                    self.settle();
                    self.ended |= self.terminal.suspend().is_err();
                }
                Effect::Quit => self.quit(),
            }
        }
    }

    /// Hands a text to the clipboard: to tmux where that takes it, and to the terminal.
    fn copy(&mut self, copied: Copied) -> Message {
        if copied.text.len() > clipboard::MOST {
            let (length, most) = (copied.text.len().div_ceil(1000), clipboard::MOST / 1000);
            return Message::NotCopied(Notice::TooLongToCopy { part: copied.part, length, most });
        }
        let between = Between::of(|name| std::env::var(name).ok());
        if between == Between::Tmux && clipboard::give_to_tmux(&copied.text).is_ok() {
            return Message::Copied(copied);
        }
        match self.terminal.print(&clipboard::sequence(&copied.text, between)) {
            Ok(()) => Message::Copied(copied),
            Err(error) => Message::NotCopied(Notice::NotCopied(error.into())),
        }
    }
}
