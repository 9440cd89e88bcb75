//! The loop: what arrives is handed to the driver, the screen is drawn, what there was no time for is written.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvError, RecvTimeoutError, Sender, TryRecvError};
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyEvent, MouseButton, MouseEvent, MouseEventKind};

use super::bureau::Bureau;
use super::driver::Driver;
use super::event::{self, Incoming, Presses};
use super::failure::Failure;
use super::library::Library;
use super::linear::Linear;
use super::machine::Machine;
use super::terminal::display::{Choice, Display, Inquiry};
use super::terminal::{self, Manner, Terminal};
use super::theme::Theme;
use super::view::{self, Areas, Context, Hints, Scene, Target};
use crate::keymap::Keymap;
use crate::session::{Guideline, Help, Message, Pointer, Room, Session};
use crate::storage::keyboard::KeyboardMemory;
use crate::storage::tour::TourMemory;
use crate::words::{Words, plain};

/// How long nothing may happen before the sidecar is written.
const IDLE: Duration = Duration::from_secs(1);
/// The longest time before what failed is tried again.
const LONGEST: Duration = Duration::from_secs(30);

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
    /// Which keyboard is in use, as it is remembered.
    pub keyboard: KeyboardMemory,
    /// Whether the tour is still to be offered.
    pub tour: TourMemory,
    /// Whether what happens is drawn or told.
    pub manner: Manner,
}

/// What the loop keeps between two frames.
pub(super) struct Loop {
    pub(super) driver: Driver,
    pub(super) machine: Machine,
    pub(super) display: Display,
    words: Words,
    pub(super) theme: Theme,
    hints: Hints,
    /// The size of the text on screen, as the session knows it.
    area: (u16, u16),
    /// The last press of the mouse.
    presses: Presses,
    /// Whether the screen has rows to spare, as the session knows it.
    room: Option<Room>,
    /// What filled the last frame.
    scene: Option<Scene>,
    /// What was told, where nothing is drawn.
    linear: Option<Linear>,
    /// When there is time to write, or to try again.
    idle_at: Option<Instant>,
    /// How long to wait before what failed is tried again.
    patience: Duration,
    /// The way rows are sent, once the terminal was recognised.
    pub(super) recognised: Option<Choice>,
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
    let Program { session, keymap, words, theme, library, bureau, display, keyboard, tour, manner } = program;
    let clues = terminal::clues();
    let choice = display.choose(&clues);
    let inquiry = if manner == Manner::Full { display.inquiry(&clues) } else { Inquiry::Omitted };
    let terminal = Terminal::take(manner, choice.mode, inquiry)?;
    event::listen(inbox.clone(), inquiry);
    event::listen_to_hangup(inbox.clone());
    let mut state = Loop {
        driver: Driver::new(session, Arc::new(keymap)).speaking(words),
        machine: Machine::new(terminal, library, bureau, (keyboard, tour), clues.is_in_tmux().then_some(inbox)),
        display,
        words,
        theme,
        hints: Hints::default(),
        area: (0, 0),
        presses: Presses::default(),
        room: None,
        scene: None,
        linear: match manner {
            Manner::Full => None,
            Manner::Linear(size) => Some(Linear::of(size)),
        },
        idle_at: None,
        patience: IDLE,
        recognised: None,
        fault: None,
    };
    state.machine.ask_outside();
    state.measure();
    let shown = state.go_on(first, &choice, &outbox);
    if shown.is_err() {
        state.driver.stop(&mut state.machine);
    }
    state.driver.settle(&mut state.machine);
    match (state.fault.take(), state.driver.session.unsaved()) {
        (Some(what), _) => Err(Failure::Panicked(what)),
        (None, Some(unsaved)) => Err(Failure::Unsaved(plain(&state.words.say(&unsaved)))),
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
            self.tell(message);
        }
        self.draw_marks(choice);
        self.theme = self.theme.with_underlines(choice.underlines);
        while !self.has_ended() {
            self.frame()?;
            self.machine.library.read_on();
            self.keep_and_show()?;
            let Ok(mut queue) = self.wait(outbox) else { break };
            queue.extend(outbox.try_iter());
            while let Some(incoming) = queue.pop_front().filter(|_| !self.has_ended()) {
                self.take(incoming, &mut queue)?;
            }
        }
        Ok(())
    }

    fn has_ended(&self) -> bool {
        self.driver.has_ended() || self.machine.has_lost_terminal()
    }

    pub(super) fn tell(&mut self, message: Message) {
        self.driver.tell(message, &mut self.machine);
    }

    fn areas(&self) -> Areas {
        view::areas(self.machine.terminal.screen(), &self.driver.session, self.context())
    }

    fn context(&self) -> Context<'_> {
        Context {
            keymap: self.driver.keymap(),
            pending: self.driver.pending(),
            words: self.words,
            hints: &self.hints,
            theme: self.theme,
        }
    }

    /// Tells the session how large its text is on screen.
    fn measure(&mut self) {
        let Areas { text, room, .. } = self.areas();
        if self.room != Some(room) {
            self.room = Some(room);
            self.tell(Message::Room(room));
        }
        let area = (text.width, text.height);
        if area != self.area {
            self.area = area;
            self.tell(Message::Area(area.0, area.1));
        }
        if self.driver.session.find::<Help>().is_some() {
            let lines = view::help_lines(self.machine.terminal.screen(), &self.driver.session, self.context());
            self.tell(Message::HelpLines(lines));
        }
        if self.driver.session.find::<Guideline>().is_some() {
            let lines = view::guideline_lines(self.machine.terminal.screen(), &self.driver.session, self.context());
            self.tell(Message::GuidelineLines(lines));
        }
    }

    fn frame(&mut self) -> io::Result<()> {
        self.measure();
        let Self { driver, machine, words, hints, theme, scene, linear, .. } = self;
        let session = &driver.session;
        let context = Context { keymap: driver.keymap(), pending: driver.pending(), words: *words, hints, theme: *theme };
        if let Some(linear) = linear {
            return machine.terminal.print_lines(&linear.tell(session, context));
        }
        let before = scene.replace(Scene::of(session));
        if before != *scene {
            // Where letters hang over their cells, terminals leave specks of what was there.
            machine.terminal.redraw();
        }
        machine.terminal.draw(|frame| view::draw(frame, session, context))
    }

    /// Keeps changes after the frame that shows them, and shows that they are kept.
    fn keep_and_show(&mut self) -> io::Result<()> {
        if self.machine.has_to_keep() {
            self.driver.keep(&mut self.machine);
            self.frame()?;
        }
        let session = &self.driver.session;
        let has_work = session.has_work() || session.wants_suggestions();
        self.idle_at = has_work.then(|| Instant::now() + self.patience);
        Ok(())
    }

    /// Waits for what comes next, or until there is time to write.
    ///
    /// # Errors
    /// Nothing will come any more.
    fn wait(&mut self, outbox: &Receiver<Incoming>) -> Result<VecDeque<Incoming>, RecvError> {
        if self.driver.session.is_counting() {
            return match outbox.try_recv() {
                Ok(next) => Ok(VecDeque::from([next])),
                Err(TryRecvError::Empty) => {
                    self.tell(Message::Count);
                    Ok(VecDeque::new())
                }
                Err(TryRecvError::Disconnected) => Err(RecvError),
            };
        }
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

    /// Writes what there was no time for, and tries again what failed, each time a little later.
    fn idle(&mut self) {
        self.tell(Message::Idle);
        self.driver.keep(&mut self.machine);
        let failed = self.driver.session.unsaved().is_some();
        self.patience = if failed { (self.patience * 2).min(LONGEST) } else { IDLE };
    }

    /// Takes one thing that arrived; what follows it in the same instant may belong to it.
    ///
    /// # Errors
    /// The terminal is gone.
    fn take(&mut self, incoming: Incoming, queue: &mut VecDeque<Incoming>) -> io::Result<()> {
        match incoming {
            Incoming::Terminal(event) => self.take_event(event, queue),
            Incoming::Message(message) => self.tell(message),
            Incoming::Panicked(what) => {
                self.fault = Some(what);
                self.driver.end();
            }
            Incoming::Stop | Incoming::Closed => self.driver.stop(&mut self.machine),
            Incoming::Resumed => {
                self.machine.terminal.resume()?;
                self.machine.ask_outside();
            }
            Incoming::Resized => {
                self.machine.terminal.measure()?;
                self.machine.ask_outside();
            }
            Incoming::Recognised(clues) => self.recognise(&clues)?,
        }
        Ok(())
    }

    fn take_event(&mut self, event: Event, queue: &mut VecDeque<Incoming>) {
        match event {
            Event::Key(pressed) => self.press(&pressed, queue),
            Event::Mouse(moved) => {
                let column = self.machine.terminal.seen(moved.column, moved.row);
                self.point(MouseEvent { column, ..moved });
            }
            Event::Paste(text) => self.driver.paste(&text, &mut self.machine),
            Event::Resize(columns, rows) => self.machine.terminal.resize(columns, rows),
            Event::FocusGained | Event::FocusLost => {}
        }
    }

    /// Takes what the mouse did: to a key of a bar, to a row of a list, else to the text.
    fn point(&mut self, moved: MouseEvent) {
        let is_press = moved.kind == MouseEventKind::Down(MouseButton::Left);
        let place = (moved.column, moved.row);
        let target = if is_press { self.hints.targets.at(place.0, place.1) } else { None };
        let pointer = match target {
            Some(Target::Key(command)) => return self.driver.choose(command, &mut self.machine),
            Some(Target::Row(row)) => Some(Pointer::Row(row)),
            None => event::pointer(moved, self.areas().text),
        };
        self.driver.point(pointer, &mut self.machine);
        if is_press && pointer.is_some() && self.presses.is_again(place, Instant::now()) {
            self.driver.point(Some(Pointer::Again), &mut self.machine);
        }
    }

    /// Takes a key, and with it the next one where both are one key of the keyboard.
    fn press(&mut self, pressed: &KeyEvent, queue: &mut VecDeque<Incoming>) {
        let Some(key) = event::key(pressed) else { return };
        if let Some(linear) = &mut self.linear {
            linear.pressed();
        }
        let next = match queue.front() {
            Some(Incoming::Terminal(Event::Key(next))) => event::key(next),
            _ => None,
        };
        let joined = next.and_then(|next| self.driver.joined(key, next));
        if joined.is_some() {
            queue.pop_front();
        }
        self.driver.press(joined.unwrap_or(key), &mut self.machine);
    }
}
