//! What arrives: keys, the mouse, signals and the answers of the library, through one channel.

use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::terminal;
use super::terminal::display::Inquiry;
use super::terminal::handshake::{self, Heard};
use super::terminal::identity::Clues;
use crate::keymap::{Held, Key, KeyCode};
use crate::session::{Message, Pointer};

/// Within how long two presses of the mouse belong together.
const AT_ONCE: Duration = Duration::from_millis(500);

/// Rows a turn of the wheel scrolls.
const WHEEL: isize = 3;

/// Something that arrived.
#[derive(Debug)]
pub enum Incoming {
    /// From the terminal.
    Terminal(Event),
    /// What the terminal is, as far as it can be told.
    Recognised(Box<Clues>),
    /// The terminal has another size.
    Resized,
    /// From the library.
    Message(Message),
    /// The program is asked to end (SIGTERM, SIGHUP, SIGINT, SIGQUIT).
    Stop,
    /// A thread of the program ended with a fault of its own.
    Panicked(String),
    /// The program goes on after it was stopped from outside.
    Resumed,
    /// The terminal is gone.
    Closed,
}

/// Reads the terminal for ever, in a thread of its own; first what it was asked, if it was.
pub fn listen(inbox: Sender<Incoming>, inquiry: Inquiry) {
    std::thread::spawn(move || {
        let is_open = if inquiry == Inquiry::Made {
            handshake::read(|heard| {
                inbox
                    .send(match heard {
                        Heard::Event(event) => Incoming::Terminal(event),
                        Heard::Answers(answers) => {
                            Incoming::Recognised(Box::new(Clues { answers: *answers, ..terminal::clues() }))
                        }
                    })
                    .is_ok()
            })
        } else {
            true
        };
        while is_open && let Ok(event) = event::read() {
            if inbox.send(Incoming::Terminal(event)).is_err() {
                return;
            }
        }
        let _ = inbox.send(Incoming::Closed);
    });
}

/// Asks tmux for the terminal outside, in a thread of its own: it takes a process.
pub fn ask_outside(inbox: Sender<Incoming>) {
    std::thread::spawn(move || inbox.send(Incoming::Recognised(Box::new(terminal::clues_outside()))));
}

/// Turns the signals that end or resume the program, or tell of a new size, into messages.
#[cfg(unix)]
pub fn listen_to_signals(inbox: Sender<Incoming>) {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
    let listened = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT, SIGWINCH];
    let Ok(mut signals) = signal_hook::iterator::Signals::new(listened) else { return };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let _ = inbox.send(match signal {
                SIGCONT => Incoming::Resumed,
                SIGWINCH => Incoming::Resized,
                _ => Incoming::Stop,
            });
        }
    });
}

/// Tells when the terminal is gone, in a thread of its own. A program that does not belong to it gets no signal then, and who
/// reads it would go on to read nothing, over and over.
#[cfg(unix)]
pub fn listen_to_hangup(inbox: Sender<Incoming>) {
    use rustix::event::{PollFd, PollFlags, poll};
    std::thread::spawn(move || {
        let terminal = std::io::stdin();
        // That it hung up is told without being asked for.
        let mut watched = [PollFd::new(&terminal, PollFlags::empty())];
        while poll(&mut watched, None) == Err(rustix::io::Errno::INTR) {}
        // What cannot be watched is not gone for that.
        if watched.iter().any(|fd| fd.revents().contains(PollFlags::HUP)) {
            let _ = inbox.send(Incoming::Closed);
        }
    });
}

/// A console that is closed ends the program here.
#[cfg(not(unix))]
pub fn listen_to_hangup(_: Sender<Incoming>) {}

/// There are no such signals here; closing the console ends the program.
#[cfg(not(unix))]
pub fn listen_to_signals(_: Sender<Incoming>) {}

/// The key of a terminal event; releases and bare modifiers are none.
pub fn key(event: &KeyEvent) -> Option<Key> {
    use crossterm::event::KeyCode as Code;
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        Code::Char(c) => KeyCode::Char(c),
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => KeyCode::BackTab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Insert => KeyCode::Insert,
        Code::F(n) => KeyCode::F(n),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    let held = Held { ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift: held(KeyModifiers::SHIFT) };
    Some(Key::new(code, held))
}

/// Tells a press from one that follows it at once in the same place.
#[derive(Debug, Default)]
pub struct Presses {
    last: Option<(Instant, (u16, u16))>,
}

impl Presses {
    /// Takes a press at a place of the screen; returns whether it is the second of two. A third begins anew.
    pub fn is_again(&mut self, place: (u16, u16), now: Instant) -> bool {
        let is_again = self.last.is_some_and(|(then, there)| there == place && now.duration_since(then) <= AT_ONCE);
        self.last = (!is_again).then_some((now, place));
        is_again
    }
}

/// What the mouse did to the text, in the text's own columns and rows.
pub fn pointer(event: MouseEvent, text: Rect) -> Option<Pointer> {
    let place = || {
        let column = event.column.clamp(text.x, text.right().saturating_sub(1).max(text.x)) - text.x;
        let row = event.row.clamp(text.y, text.bottom().saturating_sub(1).max(text.y)) - text.y;
        (column, row)
    };
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) if (text.y..text.bottom()).contains(&event.row) => {
            let (column, row) = place();
            Some(Pointer::Press(column, row))
        }
        MouseEventKind::Drag(MouseButton::Left) => {
            let (column, row) = place();
            Some(Pointer::Drag(column, row))
        }
        MouseEventKind::ScrollDown => Some(Pointer::Wheel(WHEEL)),
        MouseEventKind::ScrollUp => Some(Pointer::Wheel(-WHEEL)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_presses_in_one_place_belong_together_and_a_third_begins_anew() {
        let mut presses = Presses::default();
        let begin = Instant::now();
        let mut at = |place, after| presses.is_again(place, begin + Duration::from_millis(after));
        assert!(!at((3, 4), 0) && at((3, 4), 500) && !at((3, 4), 600));
        assert!(!at((3, 5), 700), "it moved");
        assert!(!at((3, 5), 1_201), "it took too long");
    }
}
