//! The bars: the legend of tags, the spans under the cursor, the status line, the keys that may follow.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::pieces::Pieces;
use super::{Areas, Context};
use crate::annotation::Annotation;
use crate::keymap::Branch;
use crate::layout::reveal::meaning;
use crate::session::{Command, Draft, Edge, Mode, Reading, Saved, Session, Severity, Which};
use crate::text::counted;

/// Columns from which the status line has room for annotator and state.
const ROOMY: u16 = 50;
/// Most letters of a quote or a note in a bar.
const QUOTE: usize = 60;

/// The tags with their keys and counts.
pub fn legend(frame: &mut Frame<'_>, area: Rect, session: &Session, context: Context<'_>) {
    let mut line = Pieces::default();
    let counts = session.reading().map(|r| r.set().counts());
    for tag in &session.schema().tags {
        let command = Command::Tag(tag.id.clone());
        let keys = context.keymap.keys_for(&command, Mode::Reading).into_iter().next().unwrap_or_default();
        line.add(&keys, context.theme.key());
        if let Some(other) = single(&keys).and_then(|c| context.keymap.other_letter(c)) {
            line.add("/", context.theme.faint()).add(&other.to_string(), context.theme.key());
        }
        let count = counts.and_then(|c| c.get(&tag.id)).copied().unwrap_or(0);
        line.add(" ", Style::new()).add(&format!(" {} {count} ", tag.id), context.theme.name(Some(tag))).add("  ", Style::new());
    }
    for command in
        [Command::EdgeMode, Command::DeleteSpan, Command::Undo, Command::EditNote, Command::Search, Command::Help, Command::Back]
    {
        hint(&mut line, &command, context);
    }
    line.draw(frame, area, Style::new());
}

fn hint(line: &mut Pieces, command: &Command, context: Context<'_>) {
    if let Some(keys) = context.keymap.keys_for(command, Mode::Reading).into_iter().next() {
        let name = command.name().split('_').next().unwrap_or_default();
        line.add(&keys, context.theme.key()).add(&format!(" {name}  "), context.theme.faint());
    }
}

/// The one character that a key is spelled with, if it is.
pub fn single(keys: &str) -> Option<char> {
    let mut chars = keys.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(QUOTE).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// All spans under the cursor, the outermost first, the current one between marks, with its note.
pub fn inspector(frame: &mut Frame<'_>, area: Rect, session: &Session, context: Context<'_>) {
    let Some(reading) = session.reading() else { return };
    let mut line = Pieces::default();
    let current = session.current();
    for (n, span) in reading.stack().into_iter().enumerate() {
        if n > 0 {
            line.add(" > ", context.theme.faint());
        }
        let is_current = current.is_some_and(|c| c.id == span.id);
        let name = if is_current { format!("[{}]", span.tag) } else { span.tag.clone() };
        line.add(&name, context.theme.name(session.schema().tag(&span.tag)));
    }
    if let Some(span) = current {
        describe(&mut line, span, reading, session.find(), context);
    }
    line.draw(frame, area, Style::new());
}

fn describe(line: &mut Pieces, span: &Annotation, reading: &Reading, edge: Option<&Edge>, context: Context<'_>) {
    match edge.map(Edge::which) {
        Some(Which::Start) => line.add(" moving its start ", context.theme.key()),
        Some(Which::End) => line.add(" moving its end ", context.theme.key()),
        None => line,
    };
    line.add(&format!(" {} ", span.id), context.theme.faint());
    line.add(&shortened(reading.document().slice(span.span.range())), Style::new());
    if !span.note.is_empty() {
        line.add("  note: ", context.theme.faint()).add(&shortened(&span.note), Style::new());
    }
    for (name, value) in &span.attributes {
        line.add(&format!("  {name}="), context.theme.faint()).add(&value.to_string(), Style::new());
    }
}

/// The last line: what is typed, what there is to tell, or where the cursor stands; and what is saved.
pub fn status(frame: &mut Frame<'_>, area: Rect, session: &Session, context: Context<'_>) {
    let mut line = Pieces::default();
    let mut background = context.theme.chrome();
    match (session.mode(), session.notice()) {
        (Mode::Search, _) => typed(&mut line, "search: ", session, area.width),
        (Mode::Note, _) => typed(&mut line, "note: ", session, area.width),
        (Mode::Comment, _) if session.review().is_none() => typed(&mut line, "answer: ", session, area.width),
        (Mode::Comment, _) => typed(&mut line, "comment: ", session, area.width),
        (Mode::Question, _) => {
            background = context.theme.error();
            question(&mut line, session, context);
        }
        (_, Some(notice)) => {
            background = if notice.severity() == Severity::Failure { context.theme.error() } else { background };
            line.add(" ", background).add(&context.words.notice(notice), Style::new());
        }
        (Mode::Help, None) => {
            line.add(" help", Style::new());
        }
        (_, None) => {
            steered(&mut line, session, context);
            place(&mut line, session);
        }
    }
    let mut right = Pieces::default();
    pending(&mut right, session, context);
    warning(&mut right, session, context);
    if session.review().is_some() {
        reviewing(&mut right, session, context);
    } else if let Some(reading) = session.reading().filter(|_| session.behind() != Mode::Corpus) {
        sitting(&mut right, session, reading, area.width);
    } else {
        right.add(&format!(" {} ", session.annotator()), Style::new());
    }
    if session.mode() == Mode::Search
        && let Some(notice) = session.notice().filter(|_| area.width > 40)
    {
        right = Pieces::default();
        right.add(&format!(" {} ", context.words.notice(notice)), Style::new());
    }
    // What there is to tell comes before what is true all the time, and that before where the cursor stands.
    let room = area.width.saturating_sub(right.width());
    let typing = session.mode().is_text_entry();
    let both = line.width() < room || session.notice().is_none() && !typing;
    if both {
        line.cut(room);
    }
    line.draw(frame, area, background);
    if both {
        right.draw_right(frame, area, background);
    }
}

/// The line being typed; of one that is too long, the end, where the next letter comes.
fn typed(line: &mut Pieces, label: &str, session: &Session, room: u16) {
    line.add(" ", Style::new()).add(label, Style::new());
    let room = usize::from(room.saturating_sub(line.width() + 2)).max(1);
    let mut shown = session.typed();
    let mut left = shown.chars().count();
    while left > room {
        let first = crate::text::grapheme::next(shown, 0);
        left -= shown.get(..first).map_or(0, |g| g.chars().count());
        shown = shown.get(first..).unwrap_or_default();
    }
    line.add(shown, Style::new()).add("\u{2588}", Style::new());
}

/// What makes letters stand in another order in a paragraph on screen, in two or three words.
fn warning(line: &mut Pieces, session: &Session, context: Context<'_>) {
    let Some(reading) = session.reading().filter(|_| session.behind() != Mode::Corpus) else { return };
    let found =
        reading.steering_here().map(|here| (here, "here")).or(reading.steering_on_screen().map(|near| (near, "on screen")));
    if let Some((steering, place)) = found {
        line.add(&format!(" {} {place} ", steering.word()), context.theme.error());
    }
}

/// The same in a sentence, for the paragraph under the cursor, until it is revealed.
fn steered(line: &mut Pieces, session: &Session, context: Context<'_>) {
    let reading = session.reading().filter(|_| session.behind() != Mode::Corpus && !session.reveals());
    let Some(steering) = reading.and_then(Reading::steering_here) else { return };
    let keys = context.keymap.keys_for(&Command::ToggleReveal, session.behind()).into_iter().next();
    let shows = keys.map_or_else(String::new, |keys| format!("; {keys} shows where"));
    line.add(&format!(" {}{shows} ", steering.effect()), context.theme.error());
}

/// What is not saved, and the keys that leave all the same or stay.
fn question(line: &mut Pieces, session: &Session, context: Context<'_>) {
    let key = |command: &Command| context.keymap.keys_for(command, Mode::Question).into_iter().next().unwrap_or_default();
    let (leave, stay) = (key(&Command::Accept), key(&Command::Cancel));
    line.add(&format!(" leave? {leave}: leave  {stay}: stay  "), context.theme.key());
    if let Some(unsaved) = session.unsaved() {
        line.add(&context.words.unsaved(&unsaved), Style::new());
    }
}

/// Keys and counts that wait for more.
fn pending(line: &mut Pieces, session: &Session, context: Context<'_>) {
    let keys: Vec<String> = context.pending.iter().map(ToString::to_string).collect();
    if session.count().is_some() || !keys.is_empty() {
        let count = session.count().map(|n| n.to_string()).unwrap_or_default();
        line.add(&format!(" {count}{} ", keys.join(" ")), context.theme.key());
    }
}

/// Where the cursor stands: text, paragraph, code point, the character, how far through.
fn place(line: &mut Pieces, session: &Session) {
    let Some(reading) = session.reading().filter(|_| session.behind() != Mode::Corpus) else {
        let texts = session.texts().entries().len();
        line.add(&format!(" {}", counted(texts, "text")), Style::new());
        return;
    };
    let document = reading.document();
    let at = reading.cursor();
    line.add(" ", Style::new()).add(session.text_name(), Style::new());
    let under = document.slice(at..document.len()).chars().next();
    if let Some(meaning) = under.and_then(meaning).filter(|_| session.reveals()) {
        line.add(&format!("  {meaning}"), Style::new());
    }
    let through = (at * 100).checked_div(document.len().saturating_sub(1)).unwrap_or(100);
    let shown = if document.is_partial() { "…".to_owned() } else { format!("{}", document.paragraph_count()) };
    line.add(
        &format!("  par {}/{shown}  cp {}  {through}%", document.paragraph_at(at).index + 1, document.code_point_at(at)),
        Style::new(),
    );
    let code: Vec<String> = document
        .slice(at..crate::text::grapheme::next(document.text(), at))
        .chars()
        .take(3)
        .map(|c| format!("U+{:04X}", c as u32))
        .collect();
    line.add(&format!("  {}", code.join(" ")), Style::new());
    if reading.is_selecting() {
        line.add("  selecting", Style::new());
    }
    if let Some(range) = reading.selected() {
        line.add(
            &format!("  {} selected", document.code_point_at(range.end) - document.code_point_at(range.start)),
            Style::new(),
        );
    }
}

/// Who annotates, in what state the text is, and whether all is saved.
fn sitting(line: &mut Pieces, session: &Session, reading: &Reading, room: u16) {
    line.add(" ", Style::new());
    if room >= ROOMY {
        line.add(&format!("{}  {}  ", session.annotator(), reading.set().state()), Style::new());
    }
    let mark = match (reading.read_only(), reading.saved()) {
        (Some(_), Saved::Yes) => "read-only ",
        (None, Saved::Yes) if reading.behind().is_some() => "JOURNAL ONLY ",
        (None, Saved::Yes) => "saved ",
        (_, Saved::NotYet) => "UNSAVED ",
        (_, Saved::Failed(_)) => "NOT SAVED ",
    };
    line.add(mark, Style::new());
}

/// Who reviews, and whether all decisions are saved.
fn reviewing(line: &mut Pieces, session: &Session, context: Context<'_>) {
    let Some(review) = session.review() else { return };
    let saved = review.desks().iter().all(|desk| desk.saved == Saved::Yes);
    if session.find::<Draft>().is_some() {
        line.add(" editing:  ", Style::new());
        for (command, word) in [(Command::Accept, "keep"), (Command::Back, "drop")] {
            let keys = context.keymap.keys_for(&command, Mode::Reading).into_iter().next().unwrap_or_default();
            line.add(&format!("{keys} {word}  "), Style::new());
        }
    }
    line.add(&format!(" {}  {} ", session.annotator(), if saved { "saved" } else { "UNSAVED" }), Style::new());
}

/// The keys that may follow those pressed, above the status line.
pub fn continuations(frame: &mut Frame<'_>, areas: &Areas, session: &Session, context: Context<'_>) {
    let Some(node) = context.keymap.node(session.mode(), context.pending).filter(|_| !context.pending.is_empty()) else { return };
    let rows = u16::try_from(node.branches().len()).unwrap_or(u16::MAX).min(areas.status.y.saturating_sub(areas.text.y));
    let top = areas.status.y - rows;
    for ((key, branch), y) in node.branches().iter().zip(top..areas.status.y) {
        let mut line = Pieces::default();
        let does = match branch {
            Branch::Command(command) => command.sentence(),
            Branch::More(_) => "…".to_owned(),
        };
        line.add(&format!(" {key:>8}  "), context.theme.key()).add(&does, Style::new());
        line.draw(frame, Rect { y, height: 1, ..areas.status }, context.theme.chrome());
    }
}
