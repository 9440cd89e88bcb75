//! ratatui's backend, with the columns of a terminal that reorders, and without questions.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::style::Print;
use crossterm::{cursor, queue};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::emission::Columns;

/// Standard output, to which what was gathered goes when it is flushed, and only then.
///
/// A panic in the middle of a frame leaves half of one behind, which must never reach a terminal that was given back.
#[derive(Debug, Default)]
pub(super) struct Gathered(Vec<u8>);

impl Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let sent = out.write_all(&self.0).and_then(|()| out.flush());
        self.0.clear();
        sent
    }
}

/// ratatui's backend, with what it would ask the terminal again and again remembered instead.
///
/// Before it clears a screen ratatui asks where the cursor is, and waits up to two seconds for the answer; the
/// cursor of a full screen is wherever the next frame puts it. It asks for the size several times a frame; the
/// size changes when the terminal says so.
pub(super) struct Screen {
    inner: CrosstermBackend<Gathered>,
    /// Its columns and rows.
    pub size: Size,
    /// Where the columns of the frame on screen were sent.
    pub columns: Rc<RefCell<Columns>>,
    /// Whether columns that nothing stands in are written too.
    pub writes_blanks: bool,
}

impl Screen {
    /// The screen of standard output.
    ///
    /// # Errors
    ///
    /// Fails where standard output is no terminal.
    pub(super) fn new() -> io::Result<Self> {
        let inner = CrosstermBackend::new(Gathered::default());
        let size = inner.size()?;
        Ok(Self { inner, size, columns: Rc::default(), writes_blanks: false })
    }

    /// Where bytes go that are no cells.
    pub(super) fn out(&mut self) -> &mut CrosstermBackend<Gathered> {
        &mut self.inner
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
        let sent = self.columns.borrow().sent(x, y);
        queue!(self.inner, cursor::MoveTo(sent, y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)?;
        if self.writes_blanks {
            let blank = " ".repeat(usize::from(self.size.width));
            for row in 0..self.size.height {
                queue!(self.inner, cursor::MoveTo(0, row), Print(&blank))?;
            }
        }
        Ok(())
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
