//! Takes the terminal and gives it back as it was found, also after a panic.

pub mod emission;
pub mod answers;
pub mod identity;
pub mod display;
mod tmux;
pub mod handshake;
pub mod printing;
mod screen;

use std::io::{self, Write};
use std::mem;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, queue};
use ratatui::Frame;
use ratatui::backend::Backend;
use ratatui::layout::{Position, Rect, Size};

use display::Inquiry;
use emission::{Columns, Foreground, Mode};
use identity::Clues;
use screen::Screen;

use crate::layout::reveal;

/// The mode whose end gives the terminal back, by its place in [`Mode::ALL`]: a panic has nothing else to ask.
static TAKEN: AtomicU8 = AtomicU8::new(0);
/// Whether the terminal is the program's: it is given back once.
static HELD: AtomicBool = AtomicBool::new(false);
/// Whether the program has the whole screen, and not lines below what is there.
static WHOLE: AtomicBool = AtomicBool::new(true);
/// Whether the terminal already left rows as they stand when it was taken.
static WAS_EXPLICIT: AtomicBool = AtomicBool::new(false);

/// What is known of the terminal before it answers: variables, and behind tmux the terminal outside.
pub fn clues() -> Clues {
    Clues::of(|name| std::env::var(name).ok())
}

/// The clues with what tmux says; it takes a process, so this is not for the first frame.
pub fn clues_outside() -> Clues {
    let mut clues = clues();
    if clues.is_in_tmux() {
        clues.client = tmux::client();
    }
    clues
}

/// How the program uses the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// It draws on the whole screen.
    Full,
    /// It prints lines, for those who hear them, of a frame that is drawn in memory.
    Linear(Size),
}

impl Manner {
    /// Lines that are read without a search to the side: a column less than where the inspector would stand beside the text.
    pub const LINES: Self = Self::Linear(Size { width: 119, height: 40 });
}

/// The terminal while the program has it.
pub struct Terminal {
    manner: Manner,
    inner: ratatui::Terminal<Screen>,
    cleared: bool,
    mode: Mode,
    foreground: Foreground,
    /// Whether it is asked who it is when it is taken next.
    asks: bool,
}

impl Terminal {
    /// Takes the terminal; what it answers, if it is asked, is read by [`handshake::read`].
    ///
    /// # Errors
    ///
    /// Fails where standard output is no terminal.
    pub fn take(manner: Manner, mode: Mode, inquiry: Inquiry) -> io::Result<Self> {
        enable_raw_mode()?;
        let screen = Screen::new().and_then(ratatui::Terminal::new);
        let inner = screen.inspect_err(|_| {
            let _ = disable_raw_mode();
        })?;
        let foreground = Foreground::from_environment();
        let mut terminal = Self { manner, inner, cleared: true, mode, foreground, asks: inquiry == Inquiry::Made };
        terminal.enter()?;
        Ok(terminal)
    }

    fn enter(&mut self) -> io::Result<()> {
        HELD.store(true, Ordering::Relaxed);
        WHOLE.store(self.manner == Manner::Full, Ordering::Relaxed);
        if self.manner != Manner::Full {
            return self.print_line_start();
        }
        let mode = self.mode;
        let asks = mem::take(&mut self.asks);
        TAKEN.store(Mode::ALL.iter().position(|m| *m == mode).and_then(|n| u8::try_from(n).ok()).unwrap_or(0), Ordering::Relaxed);
        let screen = self.inner.backend_mut();
        screen.writes_blanks = mode.needs_whole_rows();
        let out = screen.out();
        if asks {
            queue!(out, Print(answers::FOUND))?;
        }
        queue!(out, Print(mode.begin()), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste, cursor::Hide)?;
        if asks {
            // Before the screen is cleared: what a terminal does not know, some print.
            queue!(out, Print(answers::WHO))?;
        }
        screen.clear()
    }

    /// Text that is pasted comes as one even where lines are printed.
    fn print_line_start(&mut self) -> io::Result<()> {
        let out = self.inner.backend_mut().out();
        queue!(out, EnableBracketedPaste)?;
        Write::flush(out)
    }

    /// Prints lines below what is there.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    pub fn print_lines(&mut self, lines: &[String]) -> io::Result<()> {
        let out = self.inner.backend_mut().out();
        for line in lines {
            // No control of a text reaches the terminal.
            queue!(out, Print(reveal::harmless(line)), Print("\r\n"))?;
        }
        Write::flush(out)
    }

    /// Sends rows in another way from the next frame on.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    pub fn set_mode(&mut self, mode: Mode) -> io::Result<()> {
        if mode == self.mode || self.manner != Manner::Full {
            return Ok(());
        }
        // Rows take on what is said before the alternate screen is entered.
        let end = end(self.mode);
        self.mode = mode;
        queue!(self.inner.backend_mut().out(), LeaveAlternateScreen, Print(end))?;
        self.enter()?;
        self.redraw();
        Ok(())
    }

    /// Takes note of the state in which the terminal was found.
    pub fn found(was_explicit: bool) {
        WAS_EXPLICIT.store(was_explicit, Ordering::Relaxed);
    }

    /// Draws one frame, all at once where the terminal can.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.inner.backend_mut().out(), BeginSynchronizedUpdate)?;
        if !mem::replace(&mut self.cleared, true) {
            self.inner.clear()?;
        }
        let mode = self.mode;
        let foreground = self.foreground;
        let columns = self.inner.backend().columns.clone();
        self.inner.draw(|frame| {
            draw(frame);
            columns.replace(Columns::emit(mode, foreground, frame.buffer_mut()));
        })?;
        let out = self.inner.backend_mut().out();
        queue!(out, EndSynchronizedUpdate)?;
        Write::flush(out)
    }

    /// Sends one of our own sequences, between two frames.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    pub fn print(&mut self, sequence: &str) -> io::Result<()> {
        let out = self.inner.backend_mut().out();
        queue!(out, Print(sequence))?;
        Write::flush(out)
    }

    /// Draws the whole screen anew at the next frame.
    pub fn redraw(&mut self) {
        self.cleared = false;
    }

    /// The column that is seen where the terminal says that something happened.
    pub fn seen(&self, column: u16, row: u16) -> u16 {
        self.inner.backend().columns.borrow().seen(column, row)
    }

    /// The whole screen.
    pub fn screen(&self) -> Rect {
        let size = match self.manner {
            Manner::Full => self.inner.backend().size,
            Manner::Linear(size) => size,
        };
        Rect::from((Position::ORIGIN, size))
    }

    /// Takes note of a new size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.inner.backend_mut().size = Size::new(columns, rows);
    }

    /// Asks for the size and takes note of it.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    pub fn measure(&mut self) -> io::Result<()> {
        let size = self.inner.backend_mut().out().size()?;
        self.resize(size.width, size.height);
        Ok(())
    }

    /// Gives the terminal to the shell until the program is resumed.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        restore()?;
        stop();
        self.resume()
    }

    /// Takes the terminal again, after the program was stopped; it may have another size now.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    pub fn resume(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        self.measure()?;
        self.enter()?;
        self.redraw();
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = restore();
    }
}

/// What undoes a mode, if the terminal was not found in it.
fn end(mode: Mode) -> &'static str {
    if mode.end() == Mode::Explicit.end() && WAS_EXPLICIT.load(Ordering::Relaxed) { "" } else { mode.end() }
}

/// Gives the terminal back as it was found; does nothing when it was given back already.
///
/// # Errors
///
/// Fails where the terminal is gone.
pub fn restore() -> io::Result<()> {
    if !HELD.swap(false, Ordering::Relaxed) {
        return Ok(());
    }
    let mut out = io::stdout();
    if !WHOLE.load(Ordering::Relaxed) {
        queue!(out, DisableBracketedPaste)?;
        out.flush()?;
        return disable_raw_mode();
    }
    let taken = Mode::ALL.get(usize::from(TAKEN.load(Ordering::Relaxed))).copied().unwrap_or_default();
    queue!(
        out,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        DisableMouseCapture,
        LeaveAlternateScreen,
        Print(end(taken)),
        cursor::Show
    )?;
    out.flush()?;
    disable_raw_mode()
}

/// Lets a panic be read: the terminal is restored first, then the message is printed.
///
/// A panic in another thread than this one is given to `elsewhere` instead, as long as that takes it: who draws would go on
/// to draw on a terminal that was given back.
pub fn restore_on_panic(elsewhere: impl Fn(String) -> bool + Send + Sync + 'static) {
    let print = std::panic::take_hook();
    let owner = std::thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() != owner && elsewhere(panic.to_string()) {
            return;
        }
        let _ = restore();
        print(panic);
    }));
}

/// Stops the program as the shell's suspend key would, with whatever started it in the foreground.
#[cfg(unix)]
fn stop() {
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
}

/// There is no job control here.
#[cfg(not(unix))]
fn stop() {}
