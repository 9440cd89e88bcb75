//! Takes the terminal and gives it back as it was found, also after a panic.

use std::io::{self, BufWriter, Stdout, Write};

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

/// Asks a terminal with its own bidi to leave our order alone (ECMA-48 BDSM, explicit); others ignore it.
///
/// It comes before the alternate screen: rows take the mode when they are made.
const EXPLICIT: &str = "\x1b[8l";
/// Gives the terminal's own order back.
const IMPLICIT: &str = "\x1b[8h";

/// The terminal while the program has it.
pub struct Terminal {
    inner: ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>,
}

impl Terminal {
    /// Takes the terminal.
    ///
    /// # Errors
    ///
    /// Fails where standard output is no terminal.
    pub fn take() -> io::Result<Self> {
        let backend = CrosstermBackend::new(BufWriter::with_capacity(64 * 1024, io::stdout()));
        let mut terminal = Self { inner: ratatui::Terminal::new(backend)? };
        terminal.enter()?;
        Ok(terminal)
    }

    fn enter(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        let out = self.inner.backend_mut();
        queue!(out, Print(EXPLICIT), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste, cursor::Hide)?;
        self.inner.clear()
    }

    /// Draws one frame, all at once where the terminal can.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.inner.backend_mut(), BeginSynchronizedUpdate)?;
        self.inner.draw(draw)?;
        execute!(self.inner.backend_mut(), EndSynchronizedUpdate)
    }

    /// Draws the whole screen anew at the next frame.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    pub fn redraw(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    /// The whole screen.
    pub fn screen(&self) -> Rect {
        self.inner.size().map_or(Rect::new(0, 0, 80, 24), |size| Rect::new(0, 0, size.width, size.height))
    }

    /// Gives the terminal to the shell until the program is resumed.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        restore()?;
        stop();
        self.enter()
    }

    /// Takes the terminal again, after the program was stopped from outside.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    pub fn resume(&mut self) -> io::Result<()> {
        self.enter()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = restore();
    }
}

/// Gives the terminal back as it was found; harmless when repeated.
///
/// # Errors
///
/// Fails where the terminal is gone.
pub fn restore() -> io::Result<()> {
    let mut out = io::stdout();
    queue!(
        out,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        DisableMouseCapture,
        LeaveAlternateScreen,
        Print(IMPLICIT),
        cursor::Show
    )?;
    out.flush()?;
    disable_raw_mode()
}

/// Lets a panic be read: the terminal is restored first, then the message is printed.
pub fn restore_on_panic() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
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
