//! The list of texts: name, state, what is filled, spans, others, last change, and the headline on the right.

use std::borrow::Cow;

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;

use super::columns::{BAR, Columns, Counts, FIGURE, FilledForm, GAP, GLYPH, StateForm};
use super::frame::Frame;
use super::pieces::Pieces;
use super::plan::{Keys, Plan, Shape};
use super::{Areas, Context, headline, initials, parts, totals};
use crate::annotation::schema::Wording;
use crate::annotation::{Completeness, DocumentState, Tag};
use crate::layout::inline;
use crate::session::corpus::{OtherWork, TextEntry, TextSummary};
use crate::session::parts::{Order, Way};
use crate::session::{Age, Command, Corpus, Mode, Session, TextKey};
use crate::words::{Label, StageWord};

/// Least columns of a name and of the count of a tag.
const NAME: u16 = 4;
const COUNT: u16 = 4;
/// Most columns of a name.
const LONGEST: u16 = 40;
/// Columns of a size, such as `118.4 kB`.
const SIZE: u16 = 8;
/// Most columns of what others do.
const OTHERS: u16 = 12;
/// The eighths of a cell, from none to all.
const EIGHTHS: [&str; 9] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];

/// The list as it is drawn.
struct Drawing<'a> {
    session: &'a Session,
    context: Context<'a>,
    columns: Columns,
    /// The letters that others are known by.
    initials: initials::Initials<'a>,
}

/// The list of texts.
pub(super) const PLAN: Plan = Plan {
    keys: Keys {
        hints: &[
            Command::Open,
            Command::Filter,
            Command::NextOrder,
            Command::ReverseOrder,
            Command::ToggleMarked,
            Command::ToggleAllMarked,
            Command::ToggleMarks,
        ],
        kept: &[Command::Help, Command::Quit],
    },
    ..Plan::of(Mode::Corpus, Shape::List)
};

/// Draws the list.
pub(super) fn draw(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let texts = session.texts();
    let whole = Rect { width: areas.text.width + areas.gutter.width, ..areas.text };
    let rows = texts.rows_of(usize::from(whole.height));
    let [area, below] =
        Layout::vertical([Constraint::Length(u16::try_from(rows).unwrap_or(u16::MAX)), Constraint::Min(0)]).areas(whole);
    documents(session, context).draw(frame, below, Style::new());
    let Some(list) = session.find::<Corpus>() else { return };
    let drawing = Drawing::new(session, area.width, context);
    let heads = areas.legend.height;
    let [head, headings] =
        Layout::vertical([Constraint::Length(heads.saturating_sub(1)), Constraint::Max(1)]).areas(areas.legend);
    totals::head(session, head.width, context).draw(frame, head, Style::new());
    drawing.headings(list.list().orders().first()).draw(frame, headings, context.theme.faint());
    if texts.is_listed() && list.list().shown().is_empty() {
        let mut line = Pieces::default();
        let why = if texts.entries().is_empty() { Label::NoTextHere } else { Label::NoTextShown };
        line.add(&format!(" {}", context.words.say(&why)), Style::new());
        line.draw(frame, area, Style::new());
    }
    parts::list::draw(frame, area, list.list(), context.theme, &context.hints.targets, |row, chosen, line| {
        if let Some(text) = texts.entries().get(row) {
            drawing.row(row, text, chosen, area.width, line);
        }
    });
}

/// Which documents beside the texts are none.
fn documents(session: &Session, context: Context<'_>) -> Pieces {
    let documents = session.texts().documents().to_string();
    let mut line = Pieces::default();
    line.add(&format!(" {}", context.words.say(&Label::DocumentsHere { documents: &documents })), context.theme.faint());
    line
}

impl<'a> Drawing<'a> {
    fn new(session: &'a Session, width: u16, context: Context<'a>) -> Self {
        let initials = initials::Initials::of(session.texts().annotators(), session.annotator());
        let mut drawing = Self { session, context, columns: Columns::default(), initials };
        drawing.columns = drawing.wanted().fitted(width);
        drawing
    }

    /// The columns that there would be on a screen that is wide enough.
    fn wanted(&self) -> Columns {
        let Self { session, context, .. } = self;
        let texts = session.texts();
        let order = session.find::<Corpus>().and_then(|list| list.list().orders().first().copied());
        let name = u16::try_from(texts.longest_name()).unwrap_or(u16::MAX);
        let words = |tags: fn(&Tag) -> &Wording| {
            session.schema().tags.iter().map(|tag| width(context.words.wording(tags(tag))).max(COUNT)).collect()
        };
        let states = DocumentState::ALL.iter().map(Some).chain([None]).map(|state| width(&self.state_word(state)));
        let others = self.initials.columns().min(OTHERS);
        let heading = |label: &Label<'_>| width(&context.words.say(label));
        Columns {
            name: name.clamp(NAME, LONGEST),
            mine: if texts.mine() > 0 { heading(&Label::ColumnAssigned).max(heading(&Label::AssignedToMe)) } else { 0 },
            state: StateForm::Word(states.max().unwrap_or(0)),
            filled: FilledForm::Bar,
            counts: Counts::Full(words(|tag| &tag.gloss.label)),
            others: if others > 0 { others.max(heading(&Label::ColumnOthers)) } else { 0 },
            changed: heading(&Label::ColumnChanged).max(11),
            size: if order.is_some_and(|order| order.key == TextKey::Size) { SIZE } else { 0 },
            headline: 0,
            short: words(|tag| tag.gloss.brief()),
            spans: heading(&Label::ColumnSpans) + 1,
        }
    }

    /// The headings of the columns, that of the one that orders with an arrow.
    fn headings(&self, order: Option<&Order<TextKey>>) -> Pieces {
        let (words, faint) = (self.context.words, self.context.theme.faint());
        let arrow = |key: TextKey| match order.filter(|order| order.key == key).map(|order| order.way) {
            Some(Way::Rising) => "\u{2191}",
            Some(Way::Falling) => "\u{2193}",
            None => "",
        };
        let heading = |key: TextKey| format!("{}{}", words.order(key), arrow(key));
        let columns = &self.columns;
        let mut line = Pieces::default();
        line.add("  ", faint);
        let mut cells = Cells { line: &mut line, base: faint };
        cells.left(&words.say(&Label::ColumnText), columns.name, faint);
        cells.left(&words.say(&Label::ColumnAssigned), columns.mine, faint);
        match columns.state {
            StateForm::Word(word) => cells.left(&heading(TextKey::State), GLYPH + 1 + word, faint),
            StateForm::Glyph => cells.left(arrow(TextKey::State), GLYPH, faint),
        }
        match columns.filled {
            FilledForm::Hidden => {}
            FilledForm::Figure => cells.right(&heading(TextKey::Completeness), FIGURE, faint),
            FilledForm::Bar => cells.left(&heading(TextKey::Completeness), BAR + 1 + FIGURE, faint),
        }
        self.count_headings(&heading(TextKey::Spans), arrow(TextKey::Spans), &mut cells);
        cells.left(&words.say(&Label::ColumnOthers), columns.others, faint);
        cells.left(&heading(TextKey::Changed), columns.changed, faint);
        cells.right(&heading(TextKey::Size), columns.size, faint);
        headline::add(&heading(TextKey::Headline), columns.headline, faint, &mut line);
        line
    }

    fn count_headings(&self, spans: &str, arrow: &str, cells: &mut Cells<'_>) {
        let faint = self.context.theme.faint();
        let tags = &self.session.schema().tags;
        let mut all = |widths: &[u16], name: fn(&Tag) -> &Wording| {
            for (n, (tag, columns)) in tags.iter().zip(widths).enumerate() {
                let arrow = if n == 0 { arrow } else { "" };
                let gap = if n + 1 == tags.len() { GAP } else { 1 };
                cells.figure(&format!("{}{arrow}", self.context.words.wording(name(tag))), *columns, faint, gap);
            }
        };
        match &self.columns.counts {
            Counts::Hidden => {}
            Counts::Spans(columns) => cells.right(spans, *columns, faint),
            Counts::Short(widths) => all(widths, |tag| tag.gloss.brief()),
            Counts::Full(widths) => all(widths, |tag| &tag.gloss.label),
        }
    }

    fn row(&self, row: usize, text: &TextEntry, chosen: Option<Style>, room: u16, line: &mut Pieces) {
        let Self { session, context, columns, .. } = self;
        let plain = chosen.unwrap_or_default();
        let key = chosen.unwrap_or_else(|| context.theme.key());
        let mut cells = Cells { line, base: plain };
        cells.name(&text.name, columns.name);
        let mine = if session.texts().is_mine(row.into()) { context.words.say(&Label::AssignedToMe) } else { String::new() };
        cells.left(&mine, columns.mine, key);
        let summary = text.summary.as_ref();
        if let Some(cause) = summary.and_then(|summary| summary.fault.as_ref()) {
            let style = if chosen.is_some() { plain } else { context.theme.error() };
            line.add(&context.words.say(&Label::Fault { cause }), style);
            line.cut_middle(room);
            return;
        }
        self.state(summary, &mut cells);
        self.filled(summary.and_then(|summary| summary.completeness), chosen, &mut cells);
        self.counts(summary, chosen, &mut cells);
        let faint = chosen.unwrap_or_else(|| context.theme.faint());
        cells.left(&self.others(text), columns.others, plain);
        cells.left(&self.changed(summary), columns.changed, faint);
        let size = text.glance().map(|glance| size(glance.bytes, *context)).unwrap_or_default();
        cells.right(&size, columns.size, faint);
        headline::add(text.headline(), columns.headline, plain, line);
    }

    /// The glyph and the word of the state; a sign while it is not known.
    fn state(&self, summary: Option<&TextSummary>, cells: &mut Cells<'_>) {
        let state = summary.map(|summary| summary.state.as_ref());
        let glyph = state.map_or("…", totals::glyph);
        match self.columns.state {
            StateForm::Glyph => cells.left(glyph, GLYPH, cells.base),
            StateForm::Word(word) => {
                let said = state.map(|state| self.state_word(state)).unwrap_or_default();
                cells.left(&format!("{glyph} {said}"), GLYPH + 1 + word, cells.base);
            }
        }
    }

    fn state_word(&self, state: Option<&DocumentState>) -> String {
        self.context.words.say(&Label::StateWord { state: StageWord(state) })
    }

    /// What is said of all that is required: bright where something is missing, faint where nothing is.
    fn filled(&self, found: Option<Completeness>, chosen: Option<Style>, cells: &mut Cells<'_>) {
        let figure = found.map(|found| format!("{}/{}", found.said, found.required)).unwrap_or_default();
        let style = match found {
            Some(found) if found.gaps() > 0 => self.context.theme.key(),
            _ => self.context.theme.faint(),
        };
        let style = chosen.unwrap_or(style);
        match self.columns.filled {
            FilledForm::Hidden => {}
            FilledForm::Figure => cells.right(&figure, FIGURE, style),
            FilledForm::Bar => {
                cells.figure(&found.map(bar).unwrap_or_default(), BAR, style, 1);
                cells.right(&figure, FIGURE, style);
            }
        }
    }

    fn counts(&self, summary: Option<&TextSummary>, chosen: Option<Style>, cells: &mut Cells<'_>) {
        let shown = |count: usize| if count == 0 { Cow::Borrowed("·") } else { Cow::Owned(count.to_string()) };
        let faint = chosen.unwrap_or_else(|| self.context.theme.faint());
        match &self.columns.counts {
            Counts::Hidden => {}
            Counts::Spans(columns) => {
                let spans = summary.map_or(0, TextSummary::spans);
                cells.right(&shown(spans), *columns, if spans == 0 { faint } else { cells.base });
            }
            Counts::Short(widths) | Counts::Full(widths) => {
                let tags = &self.session.schema().tags;
                for (n, (tag, columns)) in tags.iter().zip(widths).enumerate() {
                    let count = summary.and_then(|summary| summary.counts.get(n)).copied().unwrap_or(0);
                    let named = chosen.unwrap_or_else(|| self.context.theme.name(Some(tag)));
                    let gap = if n + 1 == tags.len() { GAP } else { 1 };
                    cells.figure(&shown(count), *columns, if count == 0 { faint } else { named }, gap);
                }
            }
        }
    }

    /// The letters of others, each with the glyph of how far they are.
    fn others(&self, text: &TextEntry) -> String {
        let others = text.glance().map(|glance| glance.others.as_slice()).unwrap_or_default();
        let other = |work: &OtherWork| {
            let glyph = work.state.as_ref().map_or("?", |state| totals::glyph(Some(state)));
            format!("{}{glyph}", self.initials.letters(work.annotator.as_str()))
        };
        others.iter().map(other).collect::<Vec<_>>().join(" ")
    }

    fn changed(&self, summary: Option<&TextSummary>) -> String {
        let then = summary.and_then(|summary| summary.changed);
        then.map(|then| self.context.words.age(&Age::of(then, self.session.now()))).unwrap_or_default()
    }
}

/// A row of columns that is being put together.
struct Cells<'a> {
    line: &'a mut Pieces,
    base: Style,
}

impl Cells<'_> {
    /// Adds a column that begins with a text; of a text that is too long, its beginning.
    fn left(&mut self, text: &str, columns: u16, style: Style) {
        if columns > 0 {
            let mut cell = Pieces::default();
            cell.add(text, style);
            self.cell(cell, columns);
        }
    }

    /// Adds a name, of which the middle is left out where it is too long.
    fn name(&mut self, name: &str, columns: u16) {
        let mut cell = Pieces::default();
        cell.add(name, self.base);
        cell.cut_middle(columns);
        self.cell(cell, columns);
    }

    fn cell(&mut self, mut cell: Pieces, columns: u16) {
        cell.cut(columns);
        let blank = columns - cell.width() + GAP;
        self.line.append(&cell).add(&" ".repeat(usize::from(blank)), self.base);
    }

    /// Adds a column that ends with a text.
    fn right(&mut self, text: &str, columns: u16, style: Style) {
        if columns > 0 {
            self.figure(text, columns, style, GAP);
        }
    }

    /// The same before a gap of so many columns.
    fn figure(&mut self, text: &str, columns: u16, style: Style, gap: u16) {
        let mut cell = Pieces::default();
        cell.add(text, style);
        cell.cut(columns);
        let blank = |columns: u16| " ".repeat(usize::from(columns));
        let mut column = Pieces::default();
        column.add(&blank(columns - cell.width()), self.base).append(&cell);
        self.line.append(&column.joined()).add(&blank(gap), self.base);
    }
}

/// What is said of what is required, as a bar.
fn bar(found: Completeness) -> String {
    let cells = usize::from(BAR) - 2;
    // A bar is full only where nothing is missing, and empty only where nothing is said.
    let eighths = (found.said * cells * 8).checked_div(found.required).unwrap_or(cells * 8).max(found.said.min(1));
    let cell = |n: usize| EIGHTHS.get(eighths.saturating_sub(n * 8).min(8)).copied().unwrap_or(" ");
    format!("▕{}▏", (0..cells).map(cell).collect::<String>())
}

/// A size for people, in decimal units.
fn size(bytes: u64, context: Context<'_>) -> String {
    match bytes {
        0..=999 => context.words.say(&Label::SizeBytes { size: &bytes.to_string() }),
        1_000..=999_999 => {
            context.words.say(&Label::SizeKilobytes { size: &format!("{}.{}", bytes / 1_000, bytes % 1_000 / 100) })
        }
        _ => {
            let size = format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000);
            context.words.say(&Label::SizeMegabytes { size: &size })
        }
    }
}

/// Columns that a text takes.
fn width(text: &str) -> u16 {
    inline(text).iter().map(|symbol| symbol.width).sum()
}
