//! For screen readers: each change of the screen is one line of text, in the order in which it is read, with nothing drawn.
//!
//! A frame is drawn in memory, as large as is read without sideways search. What it shows of a list or a panel is told from
//! that frame, so that no place is forgotten; of a text, where the cursor is, the words themselves are told. What is absent here:
//! colours, bars, frames, and the shapes of letters.

use std::ops::Range;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier};
use unicode_normalization::UnicodeNormalization;

use super::terminal::emission::{Foreground, Mode as Emission};
use super::view::{self, Areas, Context, Scene};
use crate::annotation::SpanId;
use crate::session::{Mode, Session, Sheet};
use crate::text::grapheme;
use crate::words::{Label, plain};

/// Most rows of a panel that are told when they change together: more were scrolled.
const FEW: usize = 3;

/// What was told so far, and the frame in memory.
#[derive(Debug)]
pub struct Linear {
    size: Size,
    frame: Terminal<TestBackend>,
    before: Told,
    /// Whether something was pressed since the last look.
    is_pressed: bool,
}

/// What is on screen, as it is told.
#[derive(Debug, Default)]
struct Told {
    scene: Option<Scene>,
    mode: Option<Mode>,
    /// The rows between the bars, without those of the text.
    rows: Vec<String>,
    /// The row that the cursor of a list is on.
    at_hand: String,
    /// The last line, where something is typed or asked on it.
    line: String,
    notice: String,
    /// The last line where nothing is typed: where one is, and what is saved.
    status: String,
    text: Option<Reading>,
}

/// Where one is in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reading {
    cursor: usize,
    /// The line of the cursor, in bytes.
    line: Range<usize>,
    selected: Option<Range<usize>>,
    span: Option<SpanId>,
}

impl Linear {
    /// Begins with nothing told, and a frame of so many columns and rows.
    pub fn of(size: Size) -> Self {
        let Ok(frame) = Terminal::new(TestBackend::new(size.width, size.height));
        Self { size, frame, before: Told::default(), is_pressed: false }
    }

    /// Takes note that something was pressed: what is told then is told again, even if it is the same.
    pub fn pressed(&mut self) {
        self.before.notice.clear();
        self.is_pressed = true;
    }

    /// Looks at the session, and returns the lines that tell what is new.
    pub fn tell(&mut self, session: &Session, context: Context<'_>) -> Vec<String> {
        let Ok(_) = self.frame.draw(|frame| view::draw(frame, session, context));
        let areas = view::areas(Rect::from((Position::ORIGIN, self.size)), session, context);
        let now = Told::of(self.frame.backend().buffer(), &areas, session, context);
        let mut lines = now.since(&self.before, session, context);
        if !std::mem::take(&mut self.is_pressed) && !now.at_hand.is_empty() && now.scene == self.before.scene {
            // What comes by itself into other rows of a list is read when the cursor comes there.
            lines.retain(|line| *line == now.at_hand || *line == now.notice);
        }
        self.before = now;
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

impl Told {
    fn of(buffer: &Buffer, areas: &Areas, session: &Session, context: Context<'_>) -> Self {
        let mode = session.mode();
        let text = sheet_on_screen(session).map(|sheet| Reading::of(sheet, session));
        let is_text = |row: u16| text.is_some() && (areas.text.y..areas.text.bottom()).contains(&row);
        let middle = areas.whole_middle();
        // Over a text the first rows are its bar of keys, over a list what its columns are.
        let is_bar = |row: u16| text.is_some() && row < areas.legend.bottom();
        let seen = |row| if is_text(row) { framed(cells(buffer, row)) } else { Some(cells(buffer, row)) };
        let shown: Vec<&[Cell]> = (middle.y..middle.bottom()).filter(|row| !is_bar(*row)).filter_map(seen).collect();
        let at_hand = shown.iter().rev().find(|row| is_at_hand(row));
        let has_line = session.line().is_some() || matches!(mode, Mode::Question | Mode::Ordering);
        Self {
            scene: Some(Scene::of(session)),
            mode: Some(mode),
            at_hand: at_hand.map(|row| spoken(row)).unwrap_or_default(),
            rows: shown.iter().map(|row| spoken(row)).collect(),
            line: if has_line { typed(cells(buffer, areas.status.y), session) } else { String::new() },
            notice: session.notice().map(|notice| plain(&context.words.say(notice))).unwrap_or_default(),
            status: spoken(cells(buffer, areas.status.y)),
            text,
        }
    }

    /// The lines that tell what is another than before.
    fn since(&self, before: &Self, session: &Session, context: Context<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        if self.scene != before.scene {
            lines.extend(self.scene_in_words(session));
        } else if self.text.is_none() || session.mode() != Mode::Reading {
            lines.extend(self.changed_rows(before));
        }
        lines.extend(self.reading_in_words(before, session, context));
        if self.line != before.line || self.mode != before.mode && !self.line.is_empty() {
            lines.push(self.line.clone());
        }
        if self.notice != before.notice && self.line.is_empty() {
            lines.push(self.notice.clone());
        }
        lines
    }

    /// What fills the screen now: a list by its heading and the row at hand, a text by where one is in it, a page whole.
    fn scene_in_words(&self, session: &Session) -> Vec<String> {
        match (&self.text, self.at_hand.as_str()) {
            (Some(_), "") if session.mode() == Mode::Reading => vec![self.status.clone()],
            (_, "") => self.rows.clone(),
            (_, at_hand) => {
                self.rows.first().filter(|head| *head != at_hand).cloned().into_iter().chain([at_hand.to_owned()]).collect()
            }
        }
    }

    /// The row at hand where it is another, and what else changed, if that is little.
    fn changed_rows(&self, before: &Self) -> Vec<String> {
        let changed = self.rows.iter().zip(before.rows.iter().map(Some).chain(std::iter::repeat(None)));
        let changed: Vec<&String> =
            changed.filter(|(now, then)| Some(*now) != *then && **now != self.at_hand).map(|(now, _)| now).collect();
        let few = changed.into_iter().take(FEW + 1).cloned().collect::<Vec<_>>();
        let at_hand = (self.at_hand != before.at_hand).then(|| self.at_hand.clone());
        if few.len() > FEW { at_hand.into_iter().collect() } else { few.into_iter().chain(at_hand).collect() }
    }

    /// Where the cursor went in a text, and what is there.
    fn reading_in_words(&self, before: &Self, session: &Session, context: Context<'_>) -> Vec<String> {
        let (Some(now), Some(sheet)) = (&self.text, sheet_on_screen(session)) else { return Vec::new() };
        let document = sheet.document();
        // Where a panel has opened, the text below is still what was told; who comes back to it hears where that was.
        let is_told = self.scene == before.scene || session.mode() != Mode::Reading;
        let then = before.text.as_ref().filter(|_| is_told);
        let mut lines = Vec::new();
        if then.is_none_or(|then| then.line != now.line) {
            lines.push(one_line(document.slice(now.line.clone())));
        } else if let Some(then) = then.filter(|then| then.cursor != now.cursor) {
            let next = |at| grapheme::next(document.text(), at);
            let is_step = next(then.cursor) == now.cursor || next(now.cursor) == then.cursor;
            let here = if is_step { now.cursor..next(now.cursor) } else { word_at(document.text(), now.cursor, &now.line) };
            lines.push(one_line(document.slice(here)));
        }
        if let Some(selected) = now.selected.clone().filter(|_| then.is_none_or(|then| then.selected != now.selected)) {
            let characters = document.slice(selected.clone()).chars().count();
            let label = plain(&context.words.say(&Label::Selected { characters }));
            lines.push(format!("{label}: {}", one_line(document.slice(selected))));
        }
        if then.is_none_or(|then| then.span != now.span) {
            lines.extend(span_in_words(session));
        }
        lines
    }
}

/// The spans at the cursor, the current one first, each by its tag, its words and what it says.
fn span_in_words(session: &Session) -> Option<String> {
    let open = session.open_text()?;
    let current = session.current()?;
    let attributes = current.attributes.iter().map(|(name, value)| format!("  {name}: {value}"));
    let note = Some(&current.note).filter(|note| !note.is_empty()).map(|note| format!("  {note}"));
    let within = open.stack().into_iter().rev().filter(|span| span.id != current.id).map(|span| format!("  < {}", span.tag));
    let words = one_line(open.document().slice(current.span.range()));
    let said: String = attributes.chain(note).chain(within).collect();
    Some(format!("{}: {words}{said}", current.tag))
}

impl Reading {
    fn of(sheet: &Sheet, session: &Session) -> Self {
        let row = sheet.cursor_place().and_then(|(row, ..)| sheet.page().line(row));
        let line = row.map_or(sheet.cursor()..sheet.cursor(), |row| row.block.line_bytes(row.line));
        Self { cursor: sheet.cursor(), line, selected: sheet.selected(), span: session.current().map(|span| span.id.clone()) }
    }
}

/// The text on screen, if it is what the keys are about or lies beside it.
fn sheet_on_screen(session: &Session) -> Option<&Sheet> {
    let shows_text = matches!(session.behind(), Mode::Reading | Mode::Draft | Mode::Edge | Mode::Review);
    session.sheet().filter(|_| shows_text && !matches!(session.mode(), Mode::Help | Mode::Guideline))
}

/// What stands around a place of a line, up to the next blanks.
fn word_at(text: &str, at: usize, line: &Range<usize>) -> Range<usize> {
    let before = text.get(line.start.min(at)..at).unwrap_or_default();
    let rest = text.get(at..line.end.max(at)).unwrap_or_default();
    let start = before.trim_end_matches(|c: char| !c.is_whitespace()).len();
    at - before.len() + start..at + rest.find(char::is_whitespace).unwrap_or(rest.len())
}

/// A text without its line ends.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The cells of a row.
fn cells(buffer: &Buffer, row: u16) -> &[Cell] {
    let width = usize::from(buffer.area.width);
    let from = usize::from(row) * width;
    buffer.content.get(from..from + width).unwrap_or_default()
}

/// The last line without whose sitting it is.
fn typed(row: &[Cell], session: &Session) -> String {
    let line = spoken(row);
    line.strip_suffix(session.annotator()).unwrap_or(&line).trim_end().to_owned()
}

/// What a frame over the text has in a row; nothing where there is none: what is beside it belongs to what it lies over.
fn framed(row: &[Cell]) -> Option<&[Cell]> {
    let is_side = |cell: &Cell| matches!(cell.symbol(), "\u{2502}" | "\u{250C}" | "\u{2510}" | "\u{2514}" | "\u{2518}");
    let from = row.iter().position(is_side)? + 1;
    row.get(from..row.iter().rposition(is_side)?)
}

/// Whether the cursor of a list is on a row: a single cell is that of a text or a line.
fn is_at_hand(row: &[Cell]) -> bool {
    let is_cursor = |cell: &&Cell| cell.modifier.contains(Modifier::REVERSED) && cell.bg == Color::Reset;
    row.iter().filter(is_cursor).nth(1).is_some()
}

/// A row of the frame in the order in which it is read, in letters without shapes, without what is only drawn.
fn spoken(row: &[Cell]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut part: Vec<Cell> = Vec::new();
    for cell in row.iter().filter(|cell| !cell.symbol().chars().all(is_drawn)) {
        let is_gap = cell.symbol() == " " && part.last().is_none_or(|last| last.symbol() == " ");
        if is_gap {
            parts.push(in_letters(&mut part));
        } else {
            part.push(cell.clone());
        }
    }
    parts.push(in_letters(&mut part));
    let spoken = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
    // The sign that points to the row at hand says nothing to who hears that row.
    spoken.strip_prefix('>').unwrap_or(&spoken).trim_start().to_owned()
}

/// The letters of cells that stand side by side, and none of the cells any more. Each part has a direction of its own.
fn in_letters(part: &mut Vec<Cell>) -> String {
    if Emission::InverseAuto.emit(part, Foreground::default()).is_none() {
        Emission::InverseLtr.emit(part, Foreground::default());
    }
    let letters = part.drain(..).flat_map(|cell| cell.symbol().chars().filter(|c| !is_drawn(*c)).collect::<Vec<_>>());
    let mut told = String::new();
    for c in letters {
        match c {
            '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => told.extend(std::iter::once(c).nfkc()),
            other => told.push(other),
        }
    }
    told
}

/// Whether a character is only drawn: boxes, blocks and pointers, and the marks that emission puts between stretches.
fn is_drawn(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{25FF}' | '\u{200E}' | '\u{200F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(shown: &str) -> String {
        spoken(&Buffer::with_lines([shown]).content)
    }

    #[test]
    fn a_row_is_told_as_it_is_read_without_shapes_and_boxes() {
        assert_eq!(row("│ ACTOR   ﻢﻠﻗ  12 │"), "ACTOR  قلم  12");
        assert_eq!(row("  ▕███▏  plain"), "plain");
        assert_eq!(row("> a.txt  .ﺮﺒﺧ ﻥﺎﺛ"), "a.txt  ثان خبر.");
    }

    #[test]
    fn of_a_row_with_a_frame_over_it_only_what_is_inside_is_told() {
        let inside = |shown: &str| framed(&Buffer::with_lines([shown]).content).map(spoken);
        assert_eq!(inside("ﻢﻠﻗ │ > undo  u │ ﻢﻠﻗ").as_deref(), Some("undo  u"));
        assert_eq!(inside("┌─ 3 commands ─┐ ﻢﻠﻗ").as_deref(), Some("3 commands"));
        assert_eq!((inside("ﻢﻠﻗ"), inside("ﻢﻠﻗ │")), (None, None));
    }

    #[test]
    fn a_word_is_told_whole_wherever_the_cursor_is_in_it() {
        let text = "قال زيد نعم";
        for at in [7, 9, 11] {
            assert_eq!(&text[word_at(text, at, &(0..text.len()))], "زيد");
        }
        assert_eq!(word_at(text, 13, &(0..text.len())), 7..13);
    }
}
