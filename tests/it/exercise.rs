//! Any bytes, through everything that a text goes through on its way to the screen. The fuzz target `layout` runs this
//! file on bytes of its own, the tests on texts and on random bytes.

use std::sync::{Arc, LazyLock};

use hashiya::annotation::{AnnotationSet, Schema};
use hashiya::keymap::Keymap;
use hashiya::language::classes::{is_harakat, is_hidden};
use hashiya::layout::reveal::is_invisible;
use hashiya::layout::{
    Block, Direction, Justification, LineSpacing, PageSettings, ParagraphSpacing, Row, ScreenSide, Spacing, Stride, Typesetter,
    cursor, inline,
};
use hashiya::session::command::{Argument, COMMANDS, Object};
use hashiya::session::corpus::TextEntry;
use hashiya::session::{Command, Message, Motion, Opened, Session};
use hashiya::text::paragraph::is_separator;
use hashiya::text::{Document, encoding, grapheme};
use hashiya::tui::theme::Theme;
use hashiya::tui::view::{self, Context, Hints};
use hashiya::words::Words;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// Encodings that are told; the first stands for detection.
const ENCODINGS: [&str; 6] = ["", "utf-8", "utf-16le", "utf-16be", "windows-1256", "iso-8859-6"];
/// What the legend and the help print keys of.
static KEYMAP: LazyLock<Keymap> = LazyLock::new(|| Keymap::builtin("default", &[]).unwrap().0);
/// Most cells that the cursor is walked through to either side.
const WALK: usize = 48;

/// Lays bytes out and reads them: the first five say how, those after them are commands, the rest is a text.
pub(crate) fn exercise(bytes: &[u8]) {
    let Some(([columns, rows, look, encoded, commands], rest)) = bytes.split_first_chunk() else { return };
    let (commands, text) = rest.split_at(rest.len().min(usize::from(*commands % 64)));
    let told = encoding::by_name(ENCODINGS[usize::from(*encoded) % ENCODINGS.len()]).filter(|_| *encoded != 0);
    let (document, warnings) = Document::read(text.to_vec(), told);
    assert!(warnings.iter().all(|warning| !warning.to_string().contains(is_dangerous)));
    let settings = settings(*columns, *look);
    hold(&document, settings);
    walk(&document, settings);
    bar(document.text());
    sit(document, commands, (u16::from(*columns) % 120 + 1, u16::from(*rows) % 40 + 1), |_| {});
}

/// Reads bytes on a screen and shows every finished frame: the first three say how, those after them are commands, the
/// rest is a text.
pub(crate) fn watch(bytes: &[u8], look: impl FnMut(&Buffer)) {
    let Some(([columns, rows, commands], rest)) = bytes.split_first_chunk() else { return };
    let (commands, text) = rest.split_at(rest.len().min(usize::from(*commands % 64)));
    let (document, _) = Document::read(text.to_vec(), None);
    sit(document, commands, (u16::from(*columns) % 120 + 1, u16::from(*rows) % 40 + 1), look);
}

fn settings(columns: u8, look: u8) -> PageSettings {
    let direction = [Direction::Auto, Direction::RightToLeft, Direction::LeftToRight][usize::from(look % 3)];
    let spacing = spacings()[usize::from(look >> 4) % 6];
    let justification = if look >= 128 { Justification::Filled } else { Justification::Ragged };
    let (width, shaping, reveal) = (u16::from(columns).max(1), look & 4 == 0, look & 8 != 0);
    PageSettings { width, direction, shaping, reveal, spacing, justification }
}

/// Every way to space a page.
pub(crate) fn spacings() -> Vec<Spacing> {
    let paragraphs = [ParagraphSpacing::AsWritten, ParagraphSpacing::Closed, ParagraphSpacing::Blank];
    let with = |lines| paragraphs.map(move |paragraphs| Spacing { paragraphs, lines });
    [LineSpacing::Single, LineSpacing::Double].into_iter().flat_map(with).collect()
}

/// Walks the cursor from both ends to both sides, and up and down.
fn walk(document: &Document, settings: PageSettings) {
    let mut typesetter = Typesetter::new(settings);
    for from in [0, cursor::last_position(document)] {
        for side in [ScreenSide::Left, ScreenSide::Right] {
            let mut at = from;
            for _ in 0..WALK {
                let onward = cursor::onward_side(&mut typesetter, document, at);
                at = cursor::visual_step(&mut typesetter, document, at, Stride { side, onward });
                assert!(is_stop(document, &mut typesetter, at));
            }
            there_and_back(document, &mut typesetter, at);
        }
        for rows in [-7, -1, 1, 7] {
            let goal = cursor::goal_column(&mut typesetter, document, from);
            let at = cursor::vertical_step(&mut typesetter, document, from, goal, rows);
            assert!(is_stop(document, &mut typesetter, at));
        }
    }
}

/// Whether the cursor may stand at byte `at`: on a grapheme, or, in reveal mode, on a cell inside one.
pub(crate) fn is_stop(document: &Document, typesetter: &mut Typesetter, at: usize) -> bool {
    let is_edge = grapheme::is_edge(document.text(), at);
    at <= document.len() && (is_edge || typesetter.settings().reveal && cursor::stop_at(typesetter, document, at) == at)
}

/// From any stop the next one and back again is the same, and so is the other way round.
fn there_and_back(document: &Document, typesetter: &mut Typesetter, at: usize) {
    let next = cursor::next_stop(typesetter, document, at);
    assert!(next > at || at == document.len());
    assert_eq!(
        cursor::previous_stop(typesetter, document, next),
        if next > at { at } else { cursor::previous_stop(typesetter, document, at) }
    );
    let before = cursor::previous_stop(typesetter, document, at);
    assert!(before < at || at == 0);
    assert!(at == 0 || cursor::next_stop(typesetter, document, before) == at);
}

/// Sets the text in a bar: nothing in it acts on the terminal.
fn bar(text: &str) {
    for symbol in inline(text) {
        assert!(!symbol.text.is_empty() && symbol.width > 0 && !symbol.text.contains(is_dangerous), "{symbol:?}");
    }
}

/// Reads the text on a screen, by commands that the bytes tell, and looks at every frame.
fn sit(document: Document, commands: &[u8], (columns, rows): (u16, u16), mut look: impl FnMut(&Buffer)) {
    let mut session = Session::new(Schema::builtin().clone(), "ann1");
    let name: String = document.text().chars().take(24).collect();
    session.receive(Message::Listed(vec![TextEntry::named(name)]));
    let hints = Hints::default();
    let theme = Theme::new(columns % 2 == 0);
    let context = Context { keymap: &KEYMAP, pending: &[], words: Words::default(), hints: &hints, theme };
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    session.receive(Message::Opened(Box::new(Opened::whole(0.into(), Arc::new(document), AnnotationSet::new()))));
    for pair in std::iter::once(&[][..]).chain(commands.chunks(2)) {
        session.update(command(pair, &session));
        let view::Areas { text, room, .. } = view::areas(terminal.get_frame().area(), &session, context);
        session.receive(Message::Room(room));
        session.receive(Message::Area(text.width, text.height));
        let frame = terminal.draw(|frame| view::draw(frame, &session, context)).unwrap();
        for cell in &frame.buffer.content {
            assert!(!cell.symbol().contains(is_dangerous), "{:?} on screen", cell.symbol());
            assert!(session.shows_marks() || !cell.symbol().contains(is_harakat), "{:?} on screen", cell.symbol());
        }
        look(frame.buffer);
        if let Some(sheet) = session.sheet() {
            let (row, column, _) = sheet.cursor_place().unwrap();
            assert!(row < usize::from(rows) && column < columns, "the cursor is off the screen");
        }
    }
}

/// The command that two bytes stand for: a row of the table, and its argument.
fn command(bytes: &[u8], session: &Session) -> Command {
    let [row, argument] = [0, 1].map(|n| usize::from(bytes.get(n).copied().unwrap_or(0)));
    let entry = &COMMANDS[row % COMMANDS.len()];
    let argument = match entry.argument {
        Argument::None => String::new(),
        Argument::Motion => Motion::ALL[argument % Motion::ALL.len()].name().to_owned(),
        Argument::Object => Object::ALL[argument % Object::ALL.len()].name().to_owned(),
        Argument::Tag => session.schema().tags[argument % session.schema().tags.len()].id.clone(),
        Argument::State => "submitted".to_owned(),
        Argument::Digit => (argument % 10).to_string(),
        Argument::Character => ["a", "ا", "U+064E", "U+202E", "space"][argument % 5].to_owned(),
    };
    Command::parse(&format!("{} {argument}", entry.name)).unwrap()
}

/// Every block of a document, in order.
pub(crate) fn blocks(document: &Document, typesetter: &mut Typesetter) -> Vec<Arc<Block>> {
    let mut at = 0;
    let mut blocks = Vec::new();
    loop {
        let block = typesetter.block_at(document, at);
        assert_eq!(block.start(), at, "blocks follow each other");
        at = block.next();
        blocks.push(block);
        if at >= document.len() {
            return blocks;
        }
    }
}

/// Every row of a document, in order.
pub(crate) fn rows(document: &Document, settings: PageSettings) -> Vec<Row> {
    let mut typesetter = Typesetter::new(settings);
    let of_block = |block: &Arc<Block>| (0..block.lines().len()).map(|n| Row::of(block, n, settings)).collect::<Vec<_>>();
    blocks(document, &mut typesetter).iter().flat_map(of_block).collect()
}

/// What holds of every layout of every text.
pub(crate) fn hold(document: &Document, settings: PageSettings) {
    let mut typesetter = Typesetter::new(settings);
    for block in blocks(document, &mut typesetter) {
        assert!(document.slice(block.end()..block.next()).chars().all(is_separator), "only a separator is left out");
        assert!(block.base() <= 1);
        cells_cover_the_block(document, &block, settings.reveal);
        lines_cover_the_cells(document, &block, settings.reveal);
        for n in 0..block.lines().len() {
            a_line_fits_and_leads_back(&Row::of(&block, n, settings), settings.width);
        }
    }
}

fn cells_cover_the_block(document: &Document, block: &Block, reveal: bool) {
    let mut at = block.start();
    for n in 0..block.cells().len() {
        let bytes = block.bytes_of(n);
        assert_eq!(bytes.start, at, "cells follow each other");
        assert!(bytes.end > bytes.start, "a cell stands for a character");
        assert!(document.text().is_char_boundary(bytes.end));
        assert!((at..bytes.end).all(|inside| block.cell_at(inside) == n));
        let hidden = document.slice(bytes.clone()).chars().all(is_hidden);
        assert_eq!(block.cells()[n].width == 0, block.symbol(n).is_empty(), "what takes columns shows something");
        assert!(block.cells()[n].width > 0 || hidden && !reveal, "{:?} is not drawn", document.slice(bytes.clone()));
        assert!(!block.symbol(n).contains(is_dangerous), "{:?}", block.symbol(n));
        if reveal {
            let shown = document.slice(bytes.clone());
            assert!(!shown.contains(is_invisible) || block.cells()[n].token && first_length(shown) == shown.len(), "{shown:?}");
        }
        at = bytes.end;
    }
    assert_eq!(at, block.end(), "every character is in a cell");
}

/// Length of the first character of a text, or of its two where they are a line end.
fn first_length(text: &str) -> usize {
    if text == "\r\n" { 2 } else { text.chars().next().map_or(0, char::len_utf8) }
}

/// Controls and what would reorder the terminal's own line; joiners inside an emoji are no danger.
pub(crate) fn is_dangerous(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn lines_cover_the_cells(document: &Document, block: &Block, reveal: bool) {
    let mut at = 0;
    for (n, line) in block.lines().iter().enumerate() {
        assert_eq!(line.start, at, "lines follow each other");
        assert!(line.start <= line.shown && line.shown <= line.end);
        assert!(line.end > line.start || block.cells().is_empty(), "a line holds a cell");
        let hanging = &block.cells()[line.shown..line.end];
        assert!(hanging.iter().all(|cell| cell.hangs || cell.width == 0), "only white space hangs");
        assert!((line.start..line.end).all(|cell| block.line_at(block.bytes_of(cell).start) == n));
        assert!(reveal || grapheme::is_edge(document.text(), block.line_bytes(n).start), "a line begins with a grapheme");
        at = line.end;
    }
    assert_eq!(at, block.cells().len(), "every cell is in a line");
}

fn a_line_fits_and_leads_back(row: &Row, width: u16) {
    let (cells, line) = (row.block.cells(), row.logical());
    let mut placed: Vec<usize> = row.visual.cells.iter().map(|p| p.cell).collect();
    let columns: u16 = placed.iter().map(|n| u16::from(cells[*n].width)).sum();
    let filled: u16 = row.visual.fillers.iter().map(|filler| filler.columns).sum();
    assert_eq!(columns + filled, row.visual.width);
    assert!(filled == 0 || row.visual.width == width, "a line is filled or left as it is");
    let columns = row.visual.width;
    assert!(columns <= width || placed.len() == 1, "{columns} columns of {width} in a line of {} cells", placed.len());
    let mut column = 0;
    let mut fillers = row.visual.fillers.iter().peekable();
    for place in &row.visual.cells {
        while let Some(filler) = fillers.next_if(|filler| filler.column == column) {
            column += filler.columns;
        }
        assert_eq!(place.column, column, "cells stand side by side");
        column += u16::from(cells[place.cell].width);
        let at = row.block.bytes_of(place.cell).start;
        let found = cursor::column_of(row, at, width);
        assert_eq!(found, (row.indent + place.column, u16::from(cells[place.cell].width)));
        for within in found.0..found.0 + found.1 {
            assert_eq!(cursor::byte_at(row, within), at, "the way back from column {within}");
        }
    }
    placed.sort_unstable();
    let visible: Vec<usize> = (line.start..line.shown).filter(|n| cells[*n].width > 0).collect();
    assert_eq!(placed, visible, "the visual order is a permutation of what is visible");
}
