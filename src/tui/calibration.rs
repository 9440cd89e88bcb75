//! Calibration: one sentence sent in every mode, a line each; whoever looks says which line reads right.
//!
//! Nothing else can tell: a terminal that reorders reports where it was sent a letter, not where it shows it. The
//! lines stand on the ordinary screen, since a terminal's rows keep the state in which each was begun.

use std::io::{self, Write, stdout};
use std::sync::mpsc::{self, Receiver};

use crossterm::event::Event;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode, size};
use ratatui::buffer::Cell;
use ratatui::style::{Color, Style};

use super::event::{self, Incoming, listen};
use super::sgr;
use super::terminal::display::{Choice, Display, Inquiry};
use super::terminal::emission::{Foreground, Mode};
use super::terminal::identity::Clues;
use super::terminal::{answers, clues_outside};
use crate::keymap::{Held, Key, KeyCode};
use crate::layout::{Direction, PageSettings, RowPlace, Typesetter};
use crate::text::Document;

/// Everything that goes wrong somewhere: joined letters, lam-alef, vowel marks, numbers, brackets, a Latin word.
const SENTENCE: &str = "قالتْ لجنةُ «تلّ الندى»: لا، بل جُرِحَ 12 (من 34) قرب Tal-3.";
/// Columns of the sentence: it stands at the right of them.
const WIDTH: u16 = 64;
/// Bytes of the sentence that are highlighted, from inside one word to inside another.
const HIGHLIGHT: std::ops::Range<usize> = 26..37;

/// Asks the terminal who it is, and chooses as the full screen does; with what is typed from then on.
///
/// # Errors
///
/// Fails where the terminal is gone.
pub fn recognise(display: &Display) -> io::Result<(Choice, Receiver<Incoming>)> {
    let mut clues = clues_outside();
    let (inbox, outbox) = mpsc::channel();
    let inquiry = display.inquiry(&clues);
    if inquiry == Inquiry::Made {
        enable_raw_mode()?;
        let mut out = stdout();
        // Nothing is changed here: what is asked twice is answered twice.
        write!(out, "{}{}", answers::FOUND, answers::WHO)?;
        out.flush()?;
    }
    listen(inbox, inquiry);
    if inquiry == Inquiry::Made {
        // Keys typed before the question is seen are no answer to it.
        clues = outbox.iter().find_map(recognised).ok_or(io::ErrorKind::UnexpectedEof)?;
        disable_raw_mode()?;
    }
    Ok((display.choose(&clues), outbox))
}

fn recognised(incoming: Incoming) -> Option<Clues> {
    if let Incoming::Recognised(clues) = incoming { Some(*clues) } else { None }
}

/// The modes that lines are shown in, one page after the other: what switches the whole screen has its own.
fn pages(choice: &Choice) -> Vec<Vec<Mode>> {
    let others: Vec<Mode> = Mode::ALL.iter().copied().filter(|mode| *mode != Mode::Mlterm).collect();
    if choice.name == "mlterm" { vec![vec![Mode::Mlterm], others] } else { vec![others] }
}

/// Shows the lines and waits for the number of the one that reads right; `None` where none does.
///
/// # Errors
///
/// Fails where the terminal is gone.
pub fn calibrate(choice: &Choice, outbox: &Receiver<Incoming>) -> io::Result<Option<Mode>> {
    let columns = size().map_or(80, |(columns, _)| columns);
    let foreground = Foreground::from_environment();
    let mut out = stdout();
    for modes in pages(choice) {
        write!(out, "{}", page(choice, &modes, columns, foreground))?;
        out.flush()?;
        enable_raw_mode()?;
        let chosen = number(modes.len(), outbox);
        disable_raw_mode()?;
        if let [Mode::Mlterm] = modes.as_slice() {
            write!(out, "{}", Mode::Mlterm.end())?;
        }
        writeln!(out)?;
        match chosen {
            Pressed::Number(n) => return Ok(modes.get(n - 1).copied()),
            Pressed::Leave => return Ok(None),
            Pressed::None => {}
        }
    }
    Ok(None)
}

/// What was pressed.
enum Pressed {
    Number(usize),
    None,
    Leave,
}

fn number(last: usize, outbox: &Receiver<Incoming>) -> Pressed {
    for incoming in outbox {
        let key = match incoming {
            Incoming::Terminal(Event::Key(pressed)) => event::key(&pressed),
            Incoming::Closed => return Pressed::Leave,
            _ => None,
        };
        let Some(key) = key else { continue };
        let letter = (0..=9).find(|n| digits(*n).into_iter().any(|c| key == Key::new(KeyCode::Char(c), Held::NOTHING)));
        let leaving = [Key::new(KeyCode::Esc, Held::NOTHING), Key::new(KeyCode::Char('c'), Held::CTRL)];
        match letter {
            Some(0) => return Pressed::None,
            Some(n) if n as usize <= last => return Pressed::Number(n as usize),
            _ if leaving.contains(&key) => return Pressed::Leave,
            _ => {}
        }
    }
    Pressed::Leave
}

/// The characters of a digit: ASCII, Arabic and Persian keyboards have one each.
fn digits(n: u32) -> [char; 3] {
    [0x30, 0x660, 0x6F0].map(|zero| char::from_u32(zero + n).unwrap_or('0'))
}

/// What is written for some modes: how to tell, a numbered line each, and what to press.
fn page(choice: &Choice, modes: &[Mode], columns: u16, foreground: Foreground) -> String {
    let mut page = format!(
        "This terminal: {}.\r\nOne of these lines reads right: it begins at the right, its letters are joined, 12 and 34 are\r\n\
         12 and 34, brackets open before and close after what they hold, every vowel mark is over its\r\nletter, and the \
         coloured part is one piece.\r\n\r\n",
        choice.name
    );
    if let [Mode::Mlterm] = modes {
        page.push_str(Mode::Mlterm.begin());
    }
    for (n, mode) in modes.iter().enumerate() {
        let mut row = sentence(n + 1, columns);
        mode.emit(&mut row, foreground);
        // The row is made under the mode: by the line feed that begins it.
        page.push_str(if *mode == Mode::Explicit { mode.begin() } else { Mode::Explicit.end() });
        page.push_str("\r\n");
        page.push_str(&sgr::row(&row));
    }
    page.push_str(Mode::Explicit.end());
    page.push_str("\r\n\r\nPress its number; 0 if none does, Esc to leave everything as it is. ");
    page
}

/// The sentence as it should be seen, after its number, over a whole row.
fn sentence(number: usize, columns: u16) -> Vec<Cell> {
    let mut row = vec![Cell::new(" "); usize::from(columns)];
    let document = Document::from(SENTENCE);
    let settings = PageSettings {
        width: WIDTH.min(columns.saturating_sub(4)).max(1),
        direction: Direction::RightToLeft,
        ..PageSettings::default()
    };
    let line = Typesetter::new(settings).row(&document, RowPlace::default());
    if let Some((cell, digit)) = row.get_mut(1).zip(char::from_digit(u32::try_from(number).unwrap_or(0), 10)) {
        cell.set_char(digit);
    }
    for placed in &line.visual.cells {
        let Some(cell) = row.get_mut(usize::from(3 + line.indent + placed.column)) else { continue };
        cell.set_symbol(line.block.symbol(placed.cell));
        let bytes = line.block.bytes_of(placed.cell);
        if HIGHLIGHT.start < bytes.end && bytes.start < HIGHLIGHT.end {
            cell.set_style(Style::new().bg(Color::Indexed(229)).fg(Color::Black));
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::super::terminal::display::By;
    use super::*;
    use crate::tui::theme::Underlines;

    fn choice(name: &str) -> Choice {
        Choice { mode: Mode::Plain, draws_marks: true, name: name.to_owned(), by: By::Nobody, underlines: Underlines::Plain }
    }

    #[test]
    fn every_mode_can_be_chosen_by_one_digit() {
        for name in ["mlterm", "a new one"] {
            let pages = pages(&choice(name));
            assert!(pages.iter().all(|modes| modes.len() < 10));
            let offered: Vec<Mode> = pages.into_iter().flatten().collect();
            assert!(Mode::ALL.iter().all(|mode| offered.contains(mode) || *mode == Mode::Mlterm), "{name}");
        }
    }

    #[test]
    fn the_sentence_fits_its_line_and_is_highlighted_inside_words() {
        let row: String = sentence(7, 80).iter().map(Cell::symbol).collect();
        assert!(row.starts_with(" 7 ") && row.contains("Tal-3") && row.contains("12"), "{row}");
        let highlighted: Vec<bool> = sentence(7, 80).iter().map(|cell| cell.bg != Color::Reset).collect();
        assert!(highlighted.iter().filter(|on| **on).count() > 4);
        assert!(SENTENCE.is_char_boundary(HIGHLIGHT.start) && SENTENCE.is_char_boundary(HIGHLIGHT.end));
        assert_eq!(sentence(1, 3).len(), 3);
    }

    #[test]
    fn only_the_row_of_explicit_mode_is_made_under_it() {
        let page = page(&choice("a new one"), &pages(&choice("a new one"))[0], 80, Foreground::Light);
        assert_eq!(page.matches(Mode::Explicit.begin()).count(), 1);
        assert!(page.rfind(Mode::Explicit.end()) > page.find(Mode::Explicit.begin()));
    }
}
