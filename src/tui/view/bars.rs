//! The bars: the legend of tags, the spans under the cursor, the status line, the keys that may follow.

use std::ops::Range;

use ratatui::layout::{Rect, Size};
use ratatui::style::Style;

use super::frame::{Frame, Side};
use super::parts::bar::{Bar, BarRow};
use super::pieces::Pieces;
use super::targets::Target;
use super::{Areas, Context, keys, ordering, parts};
use crate::annotation::{Annotation, OrderWord};
use crate::keymap::{Branch, Key, spell_sequence};
use crate::session::parts::Line;
use crate::session::{Command, Corpus, Draft, Edge, Help, Mode, Notice, OpenText, Saved, Session, Severity, Sheet, Which};
use crate::text::{Document, grapheme};
use crate::words::{Label, SteeredPlace};

/// Columns from which the status line has room for annotator and state.
const ROOMY: u16 = 50;
/// Columns from which it has room for both what there is to tell and how much is missing.
const WIDEST: u16 = 120;
/// Columns from which it has room for the number of spans.
const WIDE: u16 = 80;
/// Columns that a line being typed keeps before anything is told beside it.
const SHORTEST: u16 = 24;
/// Most letters of a quote or a note in a bar.
const QUOTE: usize = 60;

/// The keys of the place, above the text: those of the reader with its tags, or those of what lies over it.
pub(super) fn legend(frame: &mut Frame<'_>, area: Rect, session: &Session, context: Context<'_>) {
    let bar = match session.mode() {
        mode @ (Mode::Reading | Mode::Draft) => keys::reader(session, mode, context),
        mode => keys::place(session, mode, context),
    };
    rows(frame, area, &bar, context);
}

/// The keys of the list or the help, below it.
pub(super) fn keys_below(frame: &mut Frame<'_>, area: Rect, session: &Session, context: Context<'_>) {
    rows(frame, area, &keys::place(session, session.mode(), context), context);
}

/// Draws a bar in as many rows as there are.
pub(super) fn rows(frame: &mut Frame<'_>, area: Rect, bar: &Bar, context: Context<'_>) {
    let rows = bar.rows(area.width, usize::from(area.height.max(1)));
    let blank = BarRow::default();
    for (row, y) in rows.iter().chain(std::iter::repeat(&blank)).zip(area.y..area.bottom()) {
        let place = Rect { y, height: 1, ..area };
        row.line.draw(frame, place, Style::new());
        pressable(place, row, context);
    }
}

/// Takes note of where the keys of a row can be pressed.
pub(super) fn pressable(place: Rect, row: &BarRow, context: Context<'_>) {
    for (columns, command) in &row.keys {
        let key = Side::of(context.words).columns(place, columns.clone());
        context.hints.targets.put(key, Target::Key(command.clone()));
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(QUOTE).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// All spans under the cursor, the outermost first, the current one between marks, with its note.
pub(super) fn inspector(frame: &mut Frame<'_>, area: Rect, session: &Session, context: Context<'_>) {
    let Some(open) = session.open_text() else { return };
    let mut line = Pieces::default();
    let current = session.current();
    for (n, span) in open.stack().into_iter().enumerate() {
        if n > 0 {
            line.add(" > ", context.theme.faint());
        }
        let is_current = current.is_some_and(|c| c.id == span.id);
        let name = context.words.tag(session.schema(), &span.tag);
        let name = if is_current { format!("[{name}]") } else { name.to_owned() };
        line.add(&name, context.theme.name(session.schema().tag(&span.tag)));
    }
    if let Some(span) = current {
        describe(&mut line, span, open, session, context);
    }
    line.draw(frame, area, Style::new());
}

fn describe(line: &mut Pieces, span: &Annotation, open: &OpenText, session: &Session, context: Context<'_>) {
    let tag = session.schema().tag(&span.tag);
    let moving = session.find::<Edge>().map(|edge| match edge.which() {
        Which::Start => Label::MovingStart,
        Which::End => Label::MovingEnd,
    });
    if let Some(moving) = moving {
        line.add(&format!(" {} ", context.words.say(&moving)), context.theme.key());
    }
    line.add(&format!(" {} ", span.id), context.theme.faint());
    line.add(&shortened(open.document().slice(span.span.range())), Style::new());
    if !span.note.is_empty() {
        let label = context.words.say(&Label::NoteOfSpan);
        line.add(&format!("  {label} "), context.theme.faint()).add(&shortened(&span.note), Style::new());
    }
    for (name, value) in &span.attributes {
        let name = context.words.called(tag.and_then(|tag| tag.attribute(name)).map(|attribute| &attribute.gloss), name);
        line.add("  ", Style::new())
            .add(name, context.theme.faint())
            .add("=", context.theme.faint())
            .add(&value.to_string(), Style::new());
    }
}

/// The last line: what is typed, what there is to tell, or where the cursor stands; and what is saved.
pub(super) fn status(frame: &mut Frame<'_>, area: Rect, session: &Session, context: Context<'_>) {
    if let Some(line) = session.line() {
        return prompt(frame, area, line, session, context);
    }
    let mut line = Pieces::default();
    let mut background = context.theme.chrome();
    match (session.mode(), session.notice()) {
        (Mode::Question, _) => {
            background = context.theme.error();
            question(&mut line, session, context);
        }
        (Mode::Ordering, _) => {
            background = ordering::told(&mut line, session, context);
        }
        (_, Some(notice)) => {
            background = if notice.severity() == Severity::Failure { context.theme.error() } else { background };
            line.add(" ", background).add(&context.words.say(notice), Style::new());
            way_back(&mut line, notice, session, context);
        }
        (Mode::Help, None) => {
            line.add(&format!(" {}", context.words.say(&Label::HelpTitle)), Style::new());
            if let Some(help) = session.find::<Help>().filter(|help| !help.sieve().line().is_empty()) {
                filter(&mut line, help.sieve().text(), context);
            }
        }
        (Mode::Guideline, None) => {
            line.add(&format!(" {}", context.words.say(&Label::GuidelineTitle)), Style::new());
        }
        (_, None) => {
            steered(&mut line, session, context);
            place(&mut line, session, context);
        }
    }
    let mut right = Pieces::default();
    pending(&mut right, session, context);
    warning(&mut right, session, context);
    if session.review().is_some() {
        reviewing(&mut right, session, context);
    } else if let Some(open) = session.open_text().filter(|_| session.behind() != Mode::Corpus) {
        sitting(&mut right, session, open, area.width, context);
    } else {
        right.add(&format!(" {} ", session.annotator()), Style::new());
    }
    // What there is to tell comes before what is true all the time, and that before where the cursor stands.
    let room = area.width.saturating_sub(right.width());
    let both = line.width() < room || session.notice().is_none();
    if both {
        line.cut(room);
    } else {
        line.cut_middle(area.width);
    }
    line.draw(frame, area, background);
    if both {
        right.draw_last(frame, area, background);
    }
}

/// The key that takes back what there is to tell, where it took something away.
fn way_back(line: &mut Pieces, notice: &Notice, session: &Session, context: Context<'_>) {
    let undo = context.keymap.keys_for(&Command::Undo, session.mode()).into_iter().next();
    let told = match notice {
        Notice::Several(all) => all.first().unwrap_or(notice),
        one => one,
    };
    let is_far = matches!(told, Notice::Undone { letters, .. } | Notice::Redone { letters, .. } if *letters > 0);
    let back = context.keymap.keys_for(&Command::JumpBack, session.mode()).into_iter().min_by_key(|keys| keys.chars().count());
    if let Some(keys) = back.filter(|_| is_far) {
        line.add(&format!(" \u{2014} {}", context.words.say(&Label::KeysToReturn { keys: &keys })), Style::new());
    }
    let can_undo = match told {
        Notice::SpanDeleted { .. } | Notice::RelationsUnfit { .. } => true,
        Notice::Ordered { what, spans, .. } => *spans > 0 && *what != OrderWord::Undo,
        _ => false,
    };
    if let Some(keys) = undo.filter(|_| can_undo) {
        line.add(&format!(" \u{2014} {}", context.words.say(&Label::KeysToUndo { keys: &keys })), Style::new());
    }
}

/// The line being typed, with what is asked for before it and what was found after it.
fn prompt(frame: &mut Frame<'_>, area: Rect, line: &Line, session: &Session, context: Context<'_>) {
    let background = context.theme.chrome();
    let asked = context.hints.plan(session.mode()).and_then(|plan| plan.prompt).map(|prompt| prompt(session));
    let asked = asked.map(|label| context.words.say(&label)).unwrap_or_default();
    let mut label = Pieces::default();
    label.add(&format!(" {asked} "), Style::new());
    label.draw(frame, area, background);
    let mut told = Pieces::default();
    match session.notice() {
        Some(notice) => told.add(&format!(" {} ", context.words.say(notice)), Style::new()),
        None => told.add(&format!(" {} ", session.annotator()), Style::new()),
    };
    // A long needle is quoted as far as it leaves half of the row to the line.
    told.cut(area.width / 2);
    let room = area.width.saturating_sub(label.width());
    let both = room > told.width().saturating_add(SHORTEST);
    if both {
        told.draw_over(frame, frame.last(area, told.width()));
    }
    let rest = frame.last(area, room);
    let width = if both { room - told.width() } else { room };
    parts::line::draw(frame, frame.first(rest, width), line, context.theme);
}

/// What narrows a list, where nothing is typed.
fn filter(line: &mut Pieces, text: &str, context: Context<'_>) {
    let label = context.words.say(&Label::PromptFilter);
    line.add(&format!("  {label} "), context.theme.faint()).add(text, Style::new());
}

/// What makes letters stand in another order in a paragraph on screen, in two or three words.
fn warning(line: &mut Pieces, session: &Session, context: Context<'_>) {
    let Some(sheet) = session.sheet().filter(|_| session.behind() != Mode::Corpus) else { return };
    let here = sheet.steering_here().map(|steering| Label::Steering { steering, place: SteeredPlace::Here });
    let near = || sheet.steering_on_screen().map(|steering| Label::Steering { steering, place: SteeredPlace::Screen });
    if let Some(label) = here.or_else(near) {
        line.add(&format!(" {} ", context.words.say(&label)), context.theme.error());
    }
}

/// The same in a sentence, for the paragraph under the cursor, until it is revealed.
fn steered(line: &mut Pieces, session: &Session, context: Context<'_>) {
    let sheet = session.sheet().filter(|_| session.behind() != Mode::Corpus && !session.reveals());
    let Some(steering) = sheet.and_then(Sheet::steering_here) else { return };
    let keys = context.keymap.keys_for(&Command::ToggleReveal, session.behind()).into_iter().next();
    let effect = Label::SteeringEffect { steering };
    let told = match &keys {
        Some(keys) => context.words.say(&Label::SteeringShownBy { effect: &effect, keys }),
        None => context.words.say(&effect),
    };
    line.add(&format!(" {told} "), context.theme.error());
}

/// What is not saved, and the keys that leave all the same or stay.
fn question(line: &mut Pieces, session: &Session, context: Context<'_>) {
    let key = |command: &Command| context.keymap.keys_for(command, Mode::Question).into_iter().next().unwrap_or_default();
    let leave = key(&Command::Accept);
    let stay = key(&Command::Cancel);
    let said = |label: Label<'_>| context.words.say(&label);
    line.add(&format!(" {} ", said(Label::LeaveQuestion)), context.theme.key());
    for (keys, label) in [(leave, Label::KeyLeave), (stay, Label::KeyStay)] {
        line.keys(&keys, context.theme.key()).add(&format!(": {}  ", said(label)), context.theme.key());
    }
    if let Some(unsaved) = session.unsaved() {
        line.add(&context.words.say(&unsaved), Style::new());
    }
}

/// Keys and counts that wait for more.
fn pending(line: &mut Pieces, session: &Session, context: Context<'_>) {
    let keys: Vec<String> = context.pending.iter().map(ToString::to_string).collect();
    if session.count().is_some() || !keys.is_empty() {
        let count = session.count().map(|n| n.to_string()).unwrap_or_default();
        line.add(" ", context.theme.key())
            .keys(&format!("{count}{}", keys.join(" ")), context.theme.key())
            .add(" ", context.theme.key());
    }
}

/// Where the cursor stands: text, paragraph, code point, the character, how far through.
fn place(line: &mut Pieces, session: &Session, context: Context<'_>) {
    let Some(sheet) = session.sheet().filter(|_| session.behind() != Mode::Corpus) else {
        let texts = session.texts().entries().len();
        let shown = session.find::<Corpus>().filter(|list| !list.sieve().line().is_empty());
        let label = match shown {
            Some(list) => Label::TextsShown { shown: list.list().shown().len(), texts },
            None => Label::Texts { texts },
        };
        line.add(&format!(" {}", context.words.say(&label)), Style::new());
        if session.texts().mine() > 0 {
            let label = Label::TextsOfMine { mine: session.texts().mine(), open: session.texts().open_of_mine() };
            line.add(&format!("  {}", context.words.say(&label)), Style::new());
        }
        let marked = session.find::<Corpus>().map_or(0, |list| list.list().marked());
        if marked > 0 {
            line.add(&format!("  {}", context.words.say(&Label::TextsMarked { texts: marked })), Style::new());
        }
        if let Some(list) = shown {
            filter(line, list.sieve().text(), context);
        }
        return;
    };
    let document = sheet.document();
    let at = sheet.cursor();
    line.add(" ", Style::new()).add(session.text_name(), Style::new());
    let skipped = Skipped::of(session, document);
    let (before, bytes) = (skipped.bytes(0..at), skipped.bytes(0..document.len()));
    let through = ((at - before) * 100).checked_div(document.len().saturating_sub(bytes + 1)).unwrap_or(100).min(100);
    let all = document.paragraph_count().saturating_sub(skipped.paragraphs(document.len()));
    let paragraphs = if document.is_partial() { "…".to_owned() } else { all.to_string() };
    let position = Label::Position {
        paragraph: document.paragraph_at(at).index + 1 - skipped.paragraphs(at),
        paragraphs: &paragraphs,
        percent: through,
    };
    line.add(&format!("  {}", context.words.say(&position)), Style::new());
    if skipped.holds(at) {
        line.add(&format!("  {}", context.words.say(&Label::InBoilerplate)), context.theme.faint());
    }
    if session.reveals() {
        revealed(line, document, at, context);
    }
    if sheet.is_selecting() {
        line.add(&format!("  {}", context.words.say(&Label::Selecting)), Style::new());
    }
    if let Some(range) = sheet.selected() {
        let characters = document.code_point_at(range.end) - document.code_point_at(range.start);
        line.add(&format!("  {}", context.words.say(&Label::Selected { characters })), Style::new());
    }
}

/// What is under the cursor: what it does where that cannot be seen, its place in code points, and its code points.
fn revealed(line: &mut Pieces, document: &Document, at: usize, context: Context<'_>) {
    let under = document.slice(at..grapheme::next(document.text(), at));
    if let Some(meaning) = under.chars().next().and_then(|c| context.words.character(c)) {
        line.add(&format!("  {meaning}"), Style::new());
    }
    let character = document.code_point_at(at);
    line.add(&format!("  {}", context.words.say(&Label::CodePoint { character })), Style::new());
    let code: Vec<String> = under.chars().take(3).map(|c| format!("U+{:04X}", c as u32)).collect();
    line.add(&format!("  {}", code.join(" ")), Style::new());
}

/// The boilerplate of the open text, which does not count.
struct Skipped<'a> {
    document: &'a Document,
    regions: Vec<Range<usize>>,
}

impl<'a> Skipped<'a> {
    fn of(session: &Session, document: &'a Document) -> Self {
        let regions = session.open_text().map(|open| open.set().boilerplate().collect()).unwrap_or_default();
        Self { document, regions }
    }

    fn holds(&self, at: usize) -> bool {
        self.regions.iter().any(|region| region.contains(&at))
    }

    /// How many bytes of a part of the text.
    fn bytes(&self, part: Range<usize>) -> usize {
        let within = |region: &Range<usize>| region.end.min(part.end).saturating_sub(region.start.max(part.start));
        self.regions.iter().map(within).sum()
    }

    /// How many paragraphs that are nothing else end before a byte.
    fn paragraphs(&self, before: usize) -> usize {
        let of = |region: &Range<usize>| {
            let first = self.document.paragraph_at(region.start);
            let last = self.document.paragraph_at(region.end.min(before).max(region.start));
            let is_cut = region.start > first.start;
            let is_open = last.end > region.end.min(before) || last.end >= before && before < self.document.len();
            (last.index + 1).saturating_sub(first.index + usize::from(is_cut) + usize::from(is_open))
        };
        self.regions.iter().filter(|region| region.start < before).map(of).sum()
    }
}

/// Who annotates, in what state the text is, and whether all is saved.
fn sitting(line: &mut Pieces, session: &Session, open: &OpenText, room: u16, context: Context<'_>) {
    line.add(" ", Style::new());
    if room >= ROOMY {
        let state = context.words.say(&Label::DocumentState { state: open.set().state() });
        let gaps = session.gap_count();
        // What there is to tell, and how much is selected, need the room more where there is little.
        let is_free = session.notice().is_none() && !open.sheet().is_selecting();
        if !open.set().is_empty() && is_free && room >= WIDE {
            let spans = Label::SpansInText { spans: open.set().len() };
            line.add(&format!("{}  ", context.words.say(&spans)), Style::new());
        }
        if gaps > 0 && !open.set().is_empty() && (is_free || room >= WIDEST) {
            line.add(&format!("{}  ", context.words.say(&Label::GapsOfSpan { gaps })), Style::new());
        }
        line.add(&format!("{}  {state}  ", session.annotator()), Style::new());
    }
    let mark = match (open.read_only(), open.saved()) {
        (Some(_), Saved::Yes) => Label::StateReadOnly,
        (None, Saved::Yes) if open.behind().is_some() => Label::StateJournalOnly,
        (None, Saved::Yes) => Label::StateSaved,
        (_, Saved::NotYet) => Label::StateUnsaved,
        (_, Saved::Failed(_)) => Label::StateNotSaved,
    };
    line.add(&format!("{} ", context.words.say(&mark)), Style::new());
}

/// Who reviews, and whether all decisions are saved.
fn reviewing(line: &mut Pieces, session: &Session, context: Context<'_>) {
    let Some(review) = session.review() else { return };
    let saved = review.desks().iter().all(|desk| *desk.saved() == Saved::Yes);
    if session.find::<Draft>().is_some() {
        line.add(&format!(" {}  ", context.words.say(&Label::Editing)), Style::new());
        for (command, label) in [(Command::KeepDraft, Label::KeyKeep), (Command::DropDraft, Label::KeyDrop)] {
            let keys = context.keymap.keys_for(&command, Mode::Draft).into_iter().next().unwrap_or_default();
            line.keys(&keys, Style::new()).add(&format!(" {}  ", context.words.say(&label)), Style::new());
        }
    }
    let state = context.words.say(if saved { &Label::StateSaved } else { &Label::StateUnsaved });
    line.add(&format!(" {}  {state} ", session.annotator()), Style::new());
}

/// The keys that may follow those pressed, in a popup above the status line: in as many columns as they need.
pub(super) fn continuations(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let Some(node) = context.keymap.node(session.mode(), context.pending).filter(|_| !context.pending.is_empty()) else { return };
    let all: Vec<Pieces> = node.branches().iter().map(|(key, branch)| continuation(*key, branch, context)).collect();
    let whole = areas.whole_middle();
    let most = usize::from(whole.height.saturating_sub(2).max(1));
    let columns = u16::try_from(all.len().div_ceil(most)).unwrap_or(u16::MAX).max(1);
    let room = whole.width.saturating_sub(2) / columns;
    let lines = beside(all, most, if columns > 1 { room } else { whole.width });
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    // What is said of the span under the cursor stays in view where there is room above it.
    let above = Rect { height: areas.text.bottom().saturating_sub(whole.y), ..whole };
    let room = if above.height >= rows.saturating_add(2) { above } else { whole };
    let height = rows.saturating_add(2).min(room.height);
    let place = Rect { y: room.bottom() - height, height, ..room };
    let size = Size { width: lines.iter().map(Pieces::width).max().unwrap_or(0), height: rows };
    let mut title = Pieces::default();
    title.add(" ", context.theme.key()).keys(&spell_sequence(context.pending), context.theme.key()).add(" ", context.theme.key());
    let inside = parts::popup::open(frame, place, size, &title);
    for (line, y) in lines.iter().zip(inside.y..inside.bottom()) {
        line.draw(frame, Rect { y, height: 1, ..inside }, Style::new());
    }
}

/// A key that may follow, and what it does; where others must follow it, what all of them do.
fn continuation(key: Key, branch: &Branch, context: Context<'_>) -> Pieces {
    let does = match branch {
        Branch::Command(command) => context.words.sentence(command),
        Branch::More(node) => {
            let mut entries = node.branches().iter().map(|(_, branch)| match branch {
                Branch::Command(command) => command.entry(),
                Branch::More(_) => None,
            });
            let first = entries.next().flatten();
            let is_one = first.is_some_and(|first| entries.all(|other| other.is_some_and(|other| other.name == first.name)));
            first.filter(|_| is_one).map_or_else(|| "…".to_owned(), |entry| format!("{} …", context.words.description(entry)))
        }
    };
    let mut line = Pieces::default();
    line.keys(&format!(" {key:>6}  "), context.theme.key()).add(&does, Style::new()).add(" ", Style::new());
    line
}

/// Lines in columns of so many rows, each column that another follows cut or filled to a width.
fn beside(lines: Vec<Pieces>, rows: usize, width: u16) -> Vec<Pieces> {
    let mut set: Vec<Pieces> = Vec::new();
    for (n, mut line) in lines.into_iter().enumerate() {
        line.cut(width);
        match set.get_mut(n % rows) {
            Some(before) => {
                let taken = before.width() % width.max(1);
                let gap = if taken == 0 { 0 } else { width - taken };
                before.add(&" ".repeat(usize::from(gap)), Style::new()).append(&line);
            }
            None => set.push(line),
        }
    }
    set
}
