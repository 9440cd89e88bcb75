//! Cells: what one place on screen shows, and which characters of the text it stands for.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::bidi::{LineRole, role_of};
use super::letter::Letter;
use super::marks::MARKS;
use super::reveal::{is_invisible, picture, push_token};
use super::shape::Shaped;
use crate::language::classes::{is_breaking_space, is_hidden, is_mark, is_number_sign, is_plain, is_vowel_mark};
use crate::text::grapheme;
use crate::text::paragraph::is_separator;

/// Columns a tab takes.
const TAB: u8 = 4;

/// One cluster on screen: a letter with its marks, lam and alef, a space, or a picture of a control.
///
/// Offsets count from the start of the cell's block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Byte offset of its first character.
    pub start: u32,
    /// Byte offset after its last character, hidden ones that follow included.
    pub end: u32,
    /// Where its symbol begins among the symbols of its block.
    pub symbol: u32,
    /// Columns it takes; 0 if it is hidden (a control that only steers the order of others).
    pub width: u8,
    /// Its embedding level, before L1.
    pub level: u8,
    /// What L1 asks of it.
    pub role: LineRole,
    /// Whether it is white space that takes no column at the end of a line.
    pub hangs: bool,
    /// Whether it shows not a character but a token or a picture that stands for one.
    pub token: bool,
}

/// The cells of a block in logical order, and their symbols one after the other.
#[derive(Debug, Default)]
pub struct Cells {
    /// The cells.
    pub list: Vec<Cell>,
    /// What they show: each symbol begins where its cell says and ends where the next one's begins.
    pub symbols: String,
    /// Whether a run of hidden characters ends here: after a zero width space, and with a sign before a number.
    breaks: bool,
}

impl Cells {
    /// Forms cells from a text and what its characters became.
    pub fn of(text: &str, letters: &[Letter], shaped: &[Shaped]) -> Self {
        let mut cells = Self::with_room(text, letters);
        cells.form(text, letters, shaped, Self::grapheme);
        cells
    }

    /// The same in reveal mode: what is invisible has a cell of its own, with a token in it; so have the spaces from
    /// byte `trailing` on, at the end of a paragraph.
    pub fn revealed(text: &str, letters: &[Letter], shaped: &[Shaped], trailing: usize) -> Self {
        let mut cells = Self::with_room(text, letters);
        cells.form(text, letters, shaped, |cells, at, letters, shaped| cells.reveal(at, letters, shaped, trailing));
        cells
    }

    fn with_room(text: &str, letters: &[Letter]) -> Self {
        let symbols = String::with_capacity(text.len() * 3 / 2);
        Self { list: Vec::with_capacity(letters.len()), symbols, breaks: false }
    }

    /// Forms one grapheme after the other; `one` returns the offset after it.
    fn form(
        &mut self,
        text: &str,
        letters: &[Letter],
        shaped: &[Shaped],
        one: impl Fn(&mut Self, usize, &[Letter], &[Shaped]) -> usize,
    ) {
        let mut n = 0;
        let mut at = 0;
        while let Some(count) = grapheme_length(text, at, letters.get(n..).unwrap_or_default()) {
            let slice = n..n + count;
            at = one(self, at, letters.get(slice.clone()).unwrap_or_default(), shaped.get(slice).unwrap_or_default());
            n += count;
        }
    }

    fn grapheme(&mut self, at: usize, letters: &[Letter], shaped: &[Shaped]) -> usize {
        let lead = letters.iter().take_while(|l| is_number_sign(l.c)).count().min(letters.len() - 1);
        if lead == 0 { self.cluster(at, letters, shaped.first()) } else { self.signed(at, letters, shaped.get(lead), lead) }
    }

    /// Adds a grapheme in parts: its invisible characters, each alone, and what stands between them.
    fn reveal(&mut self, mut at: usize, letters: &[Letter], shaped: &[Shaped], trailing: usize) -> usize {
        let mut from = 0;
        while let Some(first) = letters.get(from) {
            let rest = letters.get(from..).unwrap_or_default();
            let is_line_end = first.c == '\r' && rest.get(1).is_some_and(|next| next.c == '\n');
            let is_token = is_invisible(first.c) || first.c == ' ' && at >= trailing;
            let count = match is_token {
                true if is_line_end => 2,
                true => 1,
                false => rest.iter().take_while(|l| !is_invisible(l.c)).count(),
            };
            let part = letters.get(from..from + count).unwrap_or_default();
            at = if is_token {
                self.token(at, part)
            } else {
                self.grapheme(at, part, shaped.get(from..from + count).unwrap_or_default())
            };
            from += count;
        }
        at
    }

    /// Adds what stands for an invisible character, or for the two of a line end.
    fn token(&mut self, at: usize, letters: &[Letter]) -> usize {
        let end = at + letters.iter().map(|l| l.c.len_utf8()).sum::<usize>();
        let first = letters.first().copied().unwrap_or(Letter { c: '\0', level: 0 });
        self.push(at, end, 0, first.level, role_of(first.c));
        let width = letters.iter().map(|l| push_token(l.c, &mut self.symbols)).sum();
        if let Some(cell) = self.list.last_mut() {
            *cell = Cell { width, token: true, ..*cell };
        }
        end
    }

    /// Adds signs that stand before a number, with what they stand before: one grapheme, and so one cell.
    fn signed(&mut self, at: usize, letters: &[Letter], shaped: Option<&Shaped>, lead: usize) -> usize {
        let symbol = narrow(self.symbols.len());
        let (signs, rest) = letters.split_at(lead);
        // What is hidden after a sign belongs to it, and to no run before it.
        self.breaks = true;
        self.symbols.extend(signs.iter().filter_map(|l| picture(l.c)).take(MARKS));
        let end = self.cluster(at + signs.iter().map(|l| l.c.len_utf8()).sum::<usize>(), rest, shaped);
        if let (Some(cell), Some(first)) = (self.list.last_mut(), signs.first()) {
            let drawn = u8::try_from(lead.min(MARKS)).unwrap_or(1);
            cell.start = narrow(at);
            cell.symbol = symbol;
            cell.width += drawn;
            cell.level = first.level;
            cell.role = LineRole::Other;
            cell.hangs = false;
        }
        end
    }

    /// Adds a base with the marks and hidden characters that follow it; `shaped` is what the base became.
    /// Returns the offset after them.
    fn cluster(&mut self, at: usize, letters: &[Letter], shaped: Option<&Shaped>) -> usize {
        let end = at + letters.iter().map(|l| l.c.len_utf8()).sum::<usize>();
        let (Some((base, rest)), Some(Shaped::As(shown) | Shaped::LamAlef(shown))) = (letters.split_first(), shaped) else {
            // An alef that is drawn with the lam before it; its marks go there too.
            self.extend(end, letters.get(1..).unwrap_or_default());
            return end;
        };
        let accompanied = rest.iter().all(|l| is_mark(l.c) || is_hidden(l.c));
        if !accompanied && !base.c.is_control() {
            self.sequence(letters, at, end);
            return end;
        }
        let role = if rest.iter().all(|l| role_of(l.c) == LineRole::Space) { role_of(base.c) } else { LineRole::Other };
        let marked = rest.iter().any(|l| is_mark(l.c));
        if is_hidden(base.c) && !marked {
            self.hide(at, end, *base, role);
        } else if is_mark(base.c) || is_hidden(base.c) {
            // A mark without a letter: the dotted circle is what fonts draw under it, too.
            self.push(at, end, 1, base.level, role);
            self.symbols.push('\u{25CC}');
            self.symbols.extend(is_mark(base.c).then_some(*shown));
        } else {
            self.push(at, end, width_of(base.c), base.level, role);
            self.symbols.push(picture(base.c).unwrap_or(*shown));
            if let Some(cell) = self.list.last_mut() {
                cell.hangs = role != LineRole::Other && is_breaking_space(base.c);
                cell.token = base.c != '\t' && (base.c.is_control() || is_separator(base.c) || base.c == '\u{2028}');
            }
        }
        self.marks(rest);
        end
    }

    /// Adds a character that is not drawn; a run of them is one cell, so that a million cost no more than one.
    ///
    /// The cell keeps what the others see of the run: its lowest level (L2), and whether anything in it is no space
    /// (L1). After a zero width space a line may begin, which needs a cell to begin with.
    fn hide(&mut self, at: usize, end: usize, base: Letter, role: LineRole) {
        let goes_on = base.c == '\u{200B}' || !self.breaks;
        self.breaks = base.c == '\u{200B}';
        match self.list.last_mut().filter(|last| goes_on && last.width == 0) {
            Some(last) => {
                last.end = narrow(end);
                last.level = last.level.min(base.level);
                last.role = if role == LineRole::Space { last.role } else { role };
            }
            None => self.push(at, end, 0, base.level, role),
        }
    }

    /// Emoji sequences, flags, conjuncts: one cell, drawn as written.
    fn sequence(&mut self, letters: &[Letter], at: usize, end: usize) {
        let drawn: String = letters.iter().map(|l| l.c).filter(|c| !c.is_control()).take(2 * MARKS).collect();
        let width = u8::try_from(drawn.width().clamp(1, 2)).unwrap_or(1);
        self.push(at, end, width, letters.first().map_or(0, |l| l.level), LineRole::Other);
        self.symbols.push_str(&drawn);
    }

    fn push(&mut self, at: usize, end: usize, width: u8, level: u8, role: LineRole) {
        let symbol = narrow(self.symbols.len());
        self.list.push(Cell { start: narrow(at), end: narrow(end), symbol, width, level, role, hangs: false, token: false });
    }

    fn extend(&mut self, end: usize, rest: &[Letter]) {
        if let Some(last) = self.list.last_mut() {
            last.end = narrow(end);
        }
        self.marks(rest);
    }

    fn marks(&mut self, rest: &[Letter]) {
        self.symbols.extend(rest.iter().map(|l| l.c).filter(|c| is_mark(*c)).take(MARKS));
    }
}

/// Characters of the grapheme that begins at byte `at`, where `letters` begin too; `None` at the end.
///
/// Between plain characters, vowel marks aside, there is always an edge (UAX#29, GB9 and GB999), so that only
/// the rest needs the segmenter.
fn grapheme_length(text: &str, at: usize, letters: &[Letter]) -> Option<usize> {
    let base = letters.first()?;
    if is_plain(base.c) {
        let marks = letters.iter().skip(1).take_while(|l| is_vowel_mark(l.c)).count();
        if letters.get(1 + marks).is_none_or(|next| is_plain(next.c)) {
            return Some(1 + marks);
        }
    }
    let end = grapheme::next(text, at);
    Some(text.get(at..end).map_or(1, |grapheme| grapheme.chars().count().max(1)))
}

/// An offset inside a block; blocks stay far below 4 GiB.
fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn width_of(c: char) -> u8 {
    match c {
        '\t' => TAB,
        _ if c.is_ascii() || ('\u{0600}'..='\u{08FF}').contains(&c) => 1,
        _ => u8::try_from(c.width().unwrap_or(1).clamp(1, 2)).unwrap_or(1),
    }
}
