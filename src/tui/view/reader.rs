//! The text on screen with its spans, the selection, the hits and the cursor.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame::Frame;
use super::{Areas, Context};
use crate::annotation::schema::{Mark, Schema};
use crate::annotation::suggestion::Suggestion;
use crate::annotation::{Annotation, Relation, Value};
use crate::language::classes::TATWEEL;
use crate::layout::{Filling, Row};
use crate::session::{OpenText, Session, Sheet};
use crate::tui::theme::Theme;

/// What is drawn over the letters of a page.
struct Paint<'a> {
    schema: &'a Schema,
    theme: Theme,
    spans: Vec<&'a Annotation>,
    current: Option<&'a Annotation>,
    /// The spans that relations of the current one lead to or come from.
    related: Vec<&'a Annotation>,
    /// Words that are values of the current span.
    parts: Vec<Range<usize>>,
    /// What is boilerplate.
    boilerplate: Vec<Range<usize>>,
    /// What is suggested.
    suggestions: Vec<&'a Suggestion>,
    /// The one that is at hand.
    suggestion: Option<&'a Suggestion>,
    selected: Option<Range<usize>>,
    hits: Vec<Range<usize>>,
}

/// Draws the page of the open text.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let Some(open) = session.open_text() else { return };
    let Some(bytes) = page_bytes(open.sheet()) else { return };
    let suggestions = session.suggestions_in(&bytes);
    let suggestion = session.suggestion();
    let spans = open.set().in_range(bytes).collect();
    let current = session.current();
    let related = current.map(|current| related(current, open)).unwrap_or_default();
    let parts = current.map(|current| parts(current, open)).unwrap_or_default();
    let boilerplate = open.set().boilerplate().collect();
    draw_sheet(
        frame,
        areas,
        open.sheet(),
        Marked { spans, current, related, parts, boilerplate, suggestions, suggestion },
        session,
        context,
    );
}

/// The spans at the other ends of the relations of a span.
fn related<'a>(current: &Annotation, open: &'a OpenText) -> Vec<&'a Annotation> {
    let set = open.set();
    let other = |relation: &Relation| {
        if relation.from == current.id { relation.to.as_str().to_owned() } else { relation.from.to_string() }
    };
    set.relations_of(&current.id).filter_map(|relation| set.get(&other(relation))).collect()
}

/// The words that are values of a span.
fn parts(current: &Annotation, open: &OpenText) -> Vec<Range<usize>> {
    let bytes = |value: &Value| match value {
        Value::Range(start, end) => Some(open.document().byte_of_code_point(*start)?..open.document().byte_of_code_point(*end)?),
        _ => None,
    };
    current.attributes.iter().filter_map(|(_, value)| bytes(value)).collect()
}

/// What is marked on a page.
#[derive(Default)]
pub(super) struct Marked<'a> {
    /// The spans, by their starts, the longer first.
    pub spans: Vec<&'a Annotation>,
    /// The one that is marked as the current one.
    pub current: Option<&'a Annotation>,
    /// The spans that relations of that one lead to or come from.
    pub related: Vec<&'a Annotation>,
    /// Words that are its values, in bytes.
    pub parts: Vec<Range<usize>>,
    /// What is boilerplate, in bytes.
    pub boilerplate: Vec<Range<usize>>,
    /// What is suggested.
    pub suggestions: Vec<&'a Suggestion>,
    /// The one that is at hand.
    pub suggestion: Option<&'a Suggestion>,
}

/// Draws the page of a text with spans.
pub(super) fn draw_sheet(
    frame: &mut Frame<'_>,
    areas: &Areas,
    sheet: &Sheet,
    marked: Marked<'_>,
    session: &Session,
    context: Context<'_>,
) {
    let Some(bytes) = page_bytes(sheet) else { return };
    let paint = Paint {
        schema: session.schema(),
        theme: context.theme,
        spans: marked.spans,
        current: marked.current,
        related: marked.related,
        parts: marked.parts,
        boilerplate: marked.boilerplate,
        suggestions: marked.suggestions,
        suggestion: marked.suggestion,
        selected: sheet.selected(),
        hits: sheet.hits().map(|h| h.within(sheet.document().text(), bytes)).unwrap_or_default(),
    };
    for (n, row) in sheet.page().lines() {
        let y = areas.text.y.saturating_add(u16::try_from(n).unwrap_or(u16::MAX));
        if y < areas.text.bottom() {
            paint.row(frame, areas.text, y, row);
            paint.gutter(frame, areas.gutter, y, row);
        }
    }
    draw_cursor(frame, areas.text, sheet, context.theme);
}

/// The bytes on screen.
pub(super) fn page_bytes(sheet: &Sheet) -> Option<Range<usize>> {
    Some(sheet.page().first()?.bytes().start..sheet.page().last()?.bytes().end + 1)
}

fn overlaps(span: &Annotation, bytes: &Range<usize>) -> bool {
    span.span.start() < bytes.end && bytes.start < span.span.end()
}

impl Paint<'_> {
    fn row(&self, frame: &mut Frame<'_>, area: Rect, y: u16, row: &Row) {
        let line = row.block.line_bytes(row.line);
        let spans: Vec<&Annotation> = self.spans.iter().copied().filter(|a| overlaps(a, &line)).collect();
        for placed in &row.visual.cells {
            let Some(cell) = row.block.cells().get(placed.cell) else { continue };
            let columns = u16::from(cell.width);
            let x = row.indent + placed.column;
            if x + columns > area.width {
                continue;
            }
            let style = self.style(&spans, &row.block.bytes_of(placed.cell));
            let style = if cell.token { self.theme.token(style) } else { style };
            let place = Rect { x: area.x + x, y, width: columns, height: 1 };
            if cell.token && columns > 1 {
                token(frame, place, row.block.symbol(placed.cell), style);
            } else {
                letter(frame, place, row.block.symbol(placed.cell), style);
            }
        }
        self.ends(frame, area, y, row);
        for filler in &row.visual.fillers {
            let style = self.style(&spans, &row.block.bytes_of(filler.cell));
            let place = Rect { x: area.x + row.indent + filler.column, y, width: filler.columns, height: 1 };
            filling(frame, place.intersection(area), filler.filling, style);
        }
    }

    /// Innermost colour as background, the span around it as underline, then hits and selection over them.
    fn style(&self, spans: &[&Annotation], bytes: &Range<usize>) -> Style {
        let mut here = spans.iter().rev().filter(|a| overlaps(a, bytes));
        let within = |range: &Range<usize>| range.start < bytes.end && bytes.start < range.end;
        let mut style = if self.boilerplate.iter().any(within) { self.theme.faint() } else { Style::new() };
        let suggested = |one: &&&Suggestion| within(&one.span.range());
        if let Some(one) = self.suggestions.iter().filter(suggested).min_by_key(|one| one.span.end() - one.span.start()) {
            style = style.patch(self.theme.suggested(self.schema.tag(&one.tag)));
        }
        let innermost = here.next();
        if let Some(innermost) = innermost {
            let tag = self.schema.tag(&innermost.tag);
            let is_current = self.current.is_some_and(|current| std::ptr::eq(*innermost, current));
            style = style.patch(if is_current { self.theme.current_innermost(tag) } else { self.theme.innermost(tag) });
            // Of several lines the one of the span that is nearest is seen.
            style = here.fold(style, |style, outer| self.theme.outer(self.schema.tag(&outer.tag)).patch(style));
        }
        if self.current.is_some_and(|current| spans.iter().any(|a| std::ptr::eq(*a, current) && overlaps(a, bytes))) {
            style = style.patch(self.theme.current());
        }
        if self.suggestion.is_some_and(|one| within(&one.span.range())) {
            style = style.patch(self.theme.current());
        }
        if self.related.iter().any(|span| overlaps(span, bytes)) {
            style = style.patch(self.theme.related());
        }
        if self.parts.iter().any(within) {
            style = style.patch(self.theme.part());
        }
        if self.hits.iter().any(within) {
            style = style.patch(self.theme.hit());
        }
        if self.selected.as_ref().is_some_and(within) {
            style = style.patch(self.theme.selection());
            if let Some(tag) = innermost.and_then(|innermost| self.schema.tag(&innermost.tag)) {
                style = style.patch(self.theme.selected(tag));
            }
        }
        style
    }

    /// A mark on the blanks beside both ends of the current span.
    fn ends(&self, frame: &mut Frame<'_>, area: Rect, y: u16, row: &Row) {
        let Some(current) = self.current else { return };
        let starts = row.bytes().contains(&current.span.start());
        let ends = row.bytes().contains(&(current.span.end() - 1));
        let cells = [(starts, current.span.start(), Edge::Start), (ends, current.span.end() - 1, Edge::End)];
        for (_, at, edge) in cells.into_iter().filter(|(is_here, ..)| *is_here) {
            let Some(placed) = row.visual.place_of(row.block.cell_at(at)) else { continue };
            let columns = row.block.cells().get(placed.cell).map_or(1, |cell| u16::from(cell.width));
            let first = area.x + row.indent + placed.column;
            let is_right = (placed.level % 2 == 1) == (edge == Edge::Start);
            let column = if is_right { first.checked_add(columns) } else { first.checked_sub(1) };
            if let Some(cell) = column.and_then(|column| frame.buffer_mut().cell_mut((column, y))).filter(|c| c.symbol() == " ") {
                cell.set_char(END).set_style(self.theme.end());
            }
        }
    }

    /// Side bars of the spans marked so, the innermost nearest to the text, and a star for a note.
    fn gutter(&self, frame: &mut Frame<'_>, area: Rect, y: u16, row: &Row) {
        let line = row.block.line_bytes(row.line);
        let barred = |a: &&&Annotation| self.schema.tag(&a.tag).is_some_and(|t| t.mark == Mark::SideBar) && overlaps(a, &line);
        let innermost_first = self.spans.iter().rev().filter(barred);
        for (span, column) in innermost_first.zip(area.x..area.right()) {
            if let Some(cell) = frame.buffer_mut().cell_mut((column, y)) {
                let bar = if self.theme.has_colours() { "\u{258C}" } else { bracket(span, &line) };
                cell.set_symbol(bar).set_style(self.theme.bar(self.schema.tag(&span.tag)));
            }
        }
        let noted = self.spans.iter().find(|a| !a.note.is_empty() && line.contains(&a.span.start()));
        if let (Some(_), Some(cell)) = (noted, frame.buffer_mut().cell_mut((area.right().saturating_sub(1), y)))
            && area.width > 0
        {
            cell.set_symbol("*");
        }
    }
}

/// The mark at an end of the current span. Lines and blocks would do as well to the eye, but Konsole sets what is on either side of
/// one as a text of its own.
const END: char = '|';

/// An end of a span.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// Its first letter.
    Start,
    /// Its last letter.
    End,
}

/// Draws what a cell shows; a space in each of its columns.
fn letter(frame: &mut Frame<'_>, place: Rect, symbol: &str, style: Style) {
    for column in place.columns() {
        let Some(cell) = frame.buffer_mut().cell_mut((column.x, column.y)) else { continue };
        if column.x == place.x || symbol == " " {
            cell.set_symbol(symbol);
        }
        cell.set_style(style);
    }
}

/// Draws what fills columns between letters.
fn filling(frame: &mut Frame<'_>, place: Rect, filling: Filling, style: Style) {
    for column in place.columns() {
        if let Some(cell) = frame.buffer_mut().cell_mut((column.x, column.y)) {
            cell.set_char(if filling == Filling::Kashida { TATWEEL } else { ' ' }).set_style(style);
        }
    }
}

/// Draws a token, a character in each column: it reads from left to right wherever it stands.
fn token(frame: &mut Frame<'_>, place: Rect, symbol: &str, style: Style) {
    for (column, c) in place.columns().zip(symbol.chars()) {
        if let Some(cell) = frame.buffer_mut().cell_mut((column.x, column.y)) {
            cell.set_char(c).set_style(style);
        }
    }
}

/// Without colours a side bar is a bracket that opens with the span and closes with it.
fn bracket(span: &Annotation, line: &Range<usize>) -> &'static str {
    match (line.contains(&span.span.start()), span.span.end() <= line.end) {
        (true, true) => "]",
        (true, false) => "\u{2510}",
        (false, true) => "\u{2518}",
        (false, false) => "\u{2502}",
    }
}

fn draw_cursor(frame: &mut Frame<'_>, area: Rect, sheet: &Sheet, theme: Theme) {
    let Some((row, column, columns)) = sheet.cursor_place() else { return };
    let y = area.y.saturating_add(u16::try_from(row).unwrap_or(u16::MAX));
    if y >= area.bottom() || column >= area.width {
        return;
    }
    if !theme.has_colours() {
        // Reverse video may be a tag here: the terminal's own cursor is seen on everything.
        frame.set_cursor_position((area.x + column, y));
        return;
    }
    for x in column..(column + columns).min(area.width) {
        if let Some(cell) = frame.buffer_mut().cell_mut((area.x + x, y)) {
            cell.set_style(theme.cursor());
        }
    }
}
