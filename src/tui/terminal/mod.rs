//! Takes the terminal and gives it back as it was found, also after a panic.

pub mod emission;

use std::io::{self, BufWriter, Stdout, Write};
use std::mem;
use std::time::Duration;

use crossterm::event::{self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, queue};
use ratatui::Frame;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect, Size};

/// Asks a terminal with its own bidi to leave our order alone (ECMA-48 BDSM, explicit); others ignore it.
///
/// It comes before the alternate screen: rows take the mode when they are made.
const EXPLICIT: &str = "\x1b[8l";
/// Gives the terminal's own order back.
const IMPLICIT: &str = "\x1b[8h";

/// ratatui's backend, with what it would ask the terminal again and again remembered instead.
///
/// Before it clears a screen ratatui asks where the cursor is, and waits up to two seconds for the answer; the
/// cursor of a full screen is wherever the next frame puts it. It asks for the size several times a frame; the
/// size changes when the terminal says so.
struct Screen {
    inner: CrosstermBackend<BufWriter<Stdout>>,
    size: Size,
}

impl Screen {
    fn new() -> io::Result<Self> {
        let inner = CrosstermBackend::new(BufWriter::with_capacity(64 * 1024, io::stdout()));
        let size = inner.size()?;
        Ok(Self { inner, size })
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        queue!(self.inner, cursor::Hide)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        queue!(self.inner, cursor::Show)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        queue!(self.inner, cursor::MoveTo(x, y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    /// Nothing is sent before the frame is whole.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal while the program has it.
pub struct Terminal {
    inner: ratatui::Terminal<Screen>,
    cleared: bool,
}

impl Terminal {
    /// Takes the terminal.
    ///
    /// # Errors
    ///
    /// Fails where standard output is no terminal.
    pub fn take() -> io::Result<Self> {
        enable_raw_mode()?;
        // From here on a change of the size is told: one that came after the size is asked for and before somebody
        // listens would be lost.
        let _nothing_yet = event::poll(Duration::ZERO);
        let made = Screen::new().and_then(ratatui::Terminal::new);
        let inner = made.inspect_err(|_| {
            let _ = disable_raw_mode();
        })?;
        let mut terminal = Self { inner, cleared: true };
        terminal.enter()?;
        Ok(terminal)
    }

    fn out(&mut self) -> &mut CrosstermBackend<BufWriter<Stdout>> {
        &mut self.inner.backend_mut().inner
    }

    fn enter(&mut self) -> io::Result<()> {
        queue!(self.out(), Print(EXPLICIT), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste, cursor::Hide)?;
        self.inner.backend_mut().clear()
    }

    /// Draws one frame, all at once where the terminal can.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.out(), BeginSynchronizedUpdate)?;
        if !mem::replace(&mut self.cleared, true) {
            self.inner.clear()?;
        }
        self.inner.draw(draw)?;
        queue!(self.out(), EndSynchronizedUpdate)?;
        Write::flush(self.out())
    }

    /// Draws the whole screen anew at the next frame.
    pub fn redraw(&mut self) {
        self.cleared = false;
    }

    /// The whole screen.
    pub fn screen(&self) -> Rect {
        Rect::from((Position::ORIGIN, self.inner.backend().size))
    }

    /// Takes note of a new size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.inner.backend_mut().size = Size::new(columns, rows);
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
        self.enter()?;
        let size = self.out().size()?;
        self.resize(size.width, size.height);
        self.redraw();
        Ok(())
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
