//! Standard output as a screen: data that is printed on a terminal, and not into a file or a pipe, cannot act on it.

use std::io::{self, IsTerminal, Write, stdout};

use crate::layout::reveal;

/// Standard output; where it is a terminal, controls of what is written appear as they do in messages.
pub(super) fn output() -> Box<dyn Write> {
    let out = io::BufWriter::with_capacity(1 << 16, stdout().lock());
    if stdout().is_terminal() { Box::new(Screen { out, begun: Vec::new() }) } else { Box::new(out) }
}

/// Writes text, line ends and tabs as they are and everything else as [`reveal::harmless`] shows it.
struct Screen<W: Write> {
    out: W,
    /// The first bytes of a line that is not whole yet.
    begun: Vec<u8>,
}

impl<W: Write> Screen<W> {
    fn print(&mut self, until: usize) -> io::Result<()> {
        let line: Vec<u8> = self.begun.drain(..until).collect();
        let text = String::from_utf8_lossy(&line);
        for part in text.split_inclusive(['\n', '\t']) {
            let end = part.len() - part.trim_end_matches(['\n', '\t']).len();
            let (shown, kept) = part.split_at(part.len() - end);
            self.out.write_all(reveal::harmless(shown).as_bytes())?;
            self.out.write_all(kept.as_bytes())?;
        }
        Ok(())
    }
}

impl<W: Write> Write for Screen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begun.extend_from_slice(bytes);
        if let Some(end) = memchr::memrchr(b'\n', &self.begun) {
            self.print(end + 1)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.print(self.begun.len())?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_act_is_seen_however_it_is_cut_into_pieces() {
        let text = "قال\t\u{9B}31m\u{202E}\r\nx\u{1B}]0;y\u{7}";
        for size in 1..text.len() {
            let mut screen = Screen { out: Vec::new(), begun: Vec::new() };
            for piece in text.as_bytes().chunks(size) {
                screen.write_all(piece).unwrap();
            }
            screen.flush().unwrap();
            assert_eq!(String::from_utf8(screen.out).unwrap(), "قال\t\u{2426}31m‹RLO›\u{240D}\nx\u{241B}]0;y\u{2407}");
        }
    }
}
