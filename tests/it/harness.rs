//! Text, keys, text: a session without a disk, a clock or a terminal, and marks that show what is in it.
//!
//! - `‸` stands before the grapheme under the cursor; left out, the cursor is not compared (and stands at
//!   the start, or on the last grapheme of the selection).
//! - `⟦…⟧` is the selection. A cursor right after `⟦` makes that end the moving one.
//! - `[TAG|…]` is a span, `[TAG/note|…]` one with a note. `]` closes the innermost span; `|TAG]` closes that
//!   one, for spans that cross. A `[` that no tag follows is a bracket of the text.
//! - Keys are spelled as in a keymap file and separated by blanks: `3 a`, `shift-left`, `S s`.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::ops::{Deref, DerefMut, Range};
use std::sync::{Arc, LazyLock};
use std::time::SystemTime;

use hashiya::annotation::citation::required_facts;
use hashiya::annotation::propagation::Sought;
use hashiya::annotation::registry::NamedRegistry;
use hashiya::annotation::suggestion::Suggester;
use hashiya::annotation::{
    Annotation, AnnotationSet, Citation, CitedPlaces, DocumentState, Edit, Entry, Identity, Registry, RegistryEdit, Schema,
};
use hashiya::annotation::{Ground, IdentityUses, OrderId, OrderStep, QuotedSpan, SpanPlace, StateOrder, StateStep, Timestamp};
use hashiya::keymap::{Keymap, parse_sequence};
use hashiya::language::matcher::Matcher;
use hashiya::session::corpus::{Glance, TextEntry, TextSummary};
use hashiya::session::drift::{Lost, Whereabouts};
use hashiya::session::states::StateReport;
use hashiya::session::{
    Cause, Changes, Command, Effect, Excerpt, Finding, Heard, Hits, IdentityReport, Looking, Message, Met, Mode, Motion,
    OpenText, Opened, OrderReport, RegistrySnapshot, Said, Session, Snapshot,
};
use hashiya::text::{Document, TextId, headline};
use hashiya::tui::driver::{Driver, Performer};
use hashiya::tui::theme::Theme;
use hashiya::tui::view::{self, Context, Hints};
use hashiya::words::{Words, plain};
use proptest::prelude::ProptestConfig;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The default keymap for the tags of the schema that comes with the program, on the Arabic keyboard.
pub(crate) static KEYMAP: LazyLock<Arc<Keymap>> = LazyLock::new(|| {
    let (keymap, errors) = Keymap::builtin("default", &tags()).unwrap();
    assert!(errors.is_empty(), "{errors:?}");
    Arc::new(keymap.with_keyboard("arabic-101").unwrap())
});

/// The tags of the schema that comes with the program, with their keys.
pub(crate) fn tags() -> Vec<(char, String)> {
    Schema::builtin().tags.iter().map(|tag| (tag.key, tag.id.clone())).collect()
}

/// A text with its marks taken out.
#[derive(Debug, Default)]
pub(crate) struct Marked {
    pub text: String,
    pub cursor: Option<usize>,
    pub selection: Option<Range<usize>>,
    /// Tag, note and bytes, in the order in which they open.
    pub spans: Vec<(String, String, Range<usize>)>,
}

impl Marked {
    pub(crate) fn parse(marked: &str) -> Self {
        let mut found = Self::default();
        let mut open: Vec<usize> = Vec::new();
        let mut rest = marked;
        while let Some(c) = rest.chars().next() {
            let at = found.text.len();
            let mut taken = c.len_utf8();
            if let Some((tag, note, length)) = opening(rest) {
                open.push(found.spans.len());
                found.spans.push((tag, note, at..at));
                taken = length;
            } else if let Some((tag, length)) = closing(rest) {
                let place = open.iter().rposition(|n| found.spans[*n].0 == tag).unwrap();
                let n = open.remove(place);
                found.spans[n].2.end = at;
                taken = length;
            } else if c == ']' && !open.is_empty() {
                let n = open.pop().unwrap();
                found.spans[n].2.end = at;
            } else if c == '‸' {
                found.cursor = Some(at);
            } else if c == '⟦' {
                found.selection = Some(at..at);
            } else if c == '⟧' {
                found.selection.as_mut().unwrap().end = at;
            } else {
                found.text.push(c);
            }
            rest = &rest[taken..];
        }
        assert!(open.is_empty(), "a span is not closed: {marked}");
        found
    }

    /// The annotations, with the ids `s1`, `s2`, … in the order in which they open.
    pub(crate) fn set(&self) -> AnnotationSet {
        let document = Document::from(self.text.as_str());
        let mut set = AnnotationSet::new();
        for (tag, note, range) in &self.spans {
            let span = document.span(range.clone()).unwrap();
            assert_eq!(span.range(), *range, "a span of a test must stand on grapheme edges");
            let id = set.fresh_id();
            let annotation = Annotation { note: note.clone(), ..Annotation::new(id, tag, span) };
            set.apply(Edit::Add(annotation)).unwrap();
        }
        set
    }

    /// The one spelling of these marks.
    fn spell(&self) -> String {
        let mut out = String::new();
        let mut spans: Vec<_> = self.spans.iter().collect();
        spans.sort_by_key(|(_, _, range)| (range.start, std::cmp::Reverse(range.end)));
        let (mut next, mut open) = (0, Vec::<&(String, String, Range<usize>)>::new());
        let edges = self.text.char_indices().map(|(at, c)| (at, Some(c))).chain([(self.text.len(), None)]);
        for (at, c) in edges {
            while let Some(place) = open.iter().rposition(|span| span.2.end == at) {
                let last = place + 1 == open.len();
                let span = open.remove(place);
                if last {
                    out.push(']');
                } else {
                    write!(out, "|{}]", span.0).unwrap();
                }
            }
            if let Some(selection) = &self.selection {
                out.push_str(if selection.end == at { "⟧" } else { "" });
                out.push_str(if selection.start == at { "⟦" } else { "" });
            }
            while let Some(span) = spans.get(next).filter(|span| span.2.start == at) {
                let slash = if span.1.is_empty() { "" } else { "/" };
                write!(out, "[{}{slash}{}|", span.0, span.1).unwrap();
                open.push(span);
                next += 1;
            }
            out.push_str(if self.cursor == Some(at) { "‸" } else { "" });
            out.extend(c);
        }
        out
    }
}

fn opening(rest: &str) -> Option<(String, String, usize)> {
    let (head, _) = rest.strip_prefix('[')?.split_once('|')?;
    let (tag, note) = head.split_once('/').unwrap_or((head, ""));
    let is_tag = !tag.is_empty() && tag.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    is_tag.then(|| (tag.to_owned(), note.to_owned(), head.len() + 2))
}

fn closing(rest: &str) -> Option<(&str, usize)> {
    let (tag, _) = rest.strip_prefix('|')?.split_once(']')?;
    (!tag.is_empty() && tag.chars().all(|c| c.is_ascii_uppercase())).then_some((tag, tag.len() + 2))
}

/// What the program has around a session, in memory: texts, saving, the clipboard.
pub(crate) struct Stage {
    /// The texts of the corpus, with the annotations as they were last saved.
    pub texts: Vec<(String, AnnotationSet)>,
    /// What the journal has, in order.
    pub entries: Vec<Entry>,
    /// What could not be kept.
    waiting: Vec<Entry>,
    /// What was written, in order.
    pub saved: Vec<Snapshot>,
    /// Wishes other than opening and saving, by name.
    pub wishes: Vec<&'static str>,
    /// The states that were set from the list, as they were before.
    states_before: HashMap<TextId, DocumentState>,
    /// What takes back, or makes again, what was ordered in texts that were not open.
    ordered: BTreeMap<(OrderId, TextId), Edit>,
    /// What was copied, in order.
    pub copied: Vec<String>,
    /// What was to be kept of registries, in order.
    pub registered: Vec<RegistrySnapshot>,
    /// The keyboard that was named last.
    pub keyboard: String,
    /// Why saving fails, if it does.
    pub full: Option<&'static str>,
    /// Why texts are opened read-only, if they are.
    pub read_only: Option<&'static str>,
    /// What suggests spans, if anything does.
    pub suggester: Option<Suggester>,
    /// Whether looking for words in all texts does not come to an end.
    pub lasts: bool,
    /// What time it is.
    pub now: SystemTime,
}

impl Stage {
    fn new(texts: Vec<(String, AnnotationSet)>) -> Self {
        Self {
            texts,
            entries: Vec::new(),
            waiting: Vec::new(),
            saved: Vec::new(),
            wishes: Vec::new(),
            states_before: HashMap::new(),
            ordered: BTreeMap::new(),
            copied: Vec::new(),
            registered: Vec::new(),
            keyboard: String::new(),
            full: None,
            read_only: None,
            suggester: None,
            lasts: false,
            now: SystemTime::UNIX_EPOCH,
        }
    }

    fn open(&self, text: usize) -> Message {
        let (words, set) = &self.texts[text];
        let document = Arc::new(Document::from(words.as_str()));
        let read_only = self.read_only.map(Cause::from);
        Message::Opened(Box::new(Opened { read_only, ..Opened::whole(text.into(), document, set.clone()) }))
    }

    /// Keeps changes, and then has time to write at once.
    fn append(&mut self, changes: Changes) -> Vec<Message> {
        if let Some(why) = self.full {
            self.waiting.extend(changes.entries);
            return vec![Message::NotSaved(changes.text, why.into())];
        }
        self.entries.append(&mut self.waiting);
        self.entries.extend(changes.entries);
        vec![Message::Saved(changes.text, changes.revision), Message::Idle]
    }

    /// Looks at states, sets them and takes that back, as the disk would; a text without annotations is not begun.
    fn states(&mut self, order: StateOrder) -> StateReport {
        let mut outcome = |text: &TextId| {
            let set = &mut self.texts[text.place()].1;
            let before = set.state().clone();
            let state = match order.step {
                StateStep::TakeBack => self.states_before.remove(text).unwrap(),
                _ if set.is_empty() => return (*text, Err("not begun".into())),
                StateStep::Look => return (*text, Ok(before)),
                StateStep::Set => order.state.clone(),
            };
            self.states_before.insert(*text, before.clone());
            set.apply(Edit::State(state.clone())).unwrap();
            (*text, Ok(if order.step == StateStep::Set { before } else { state }))
        };
        let outcomes = order.texts.iter().map(&mut outcome).collect();
        StateReport { order, outcomes }
    }

    /// What is found in all texts, in as many parts as there are texts with something, and the end of it unless it lasts.
    fn found(&self, number: u64, words: &Matcher) -> Vec<Message> {
        let parts = self.texts.iter().enumerate().map(|(place, (text, set))| {
            let document = Document::from(text.as_str());
            let finding = |range: Range<usize>| {
                let said = set.in_range(range.clone()).map(|span| Said::of("ann1", span, false));
                Finding::new(place.into(), range.clone(), Excerpt::of(&document, range)).with(said.collect())
            };
            Message::Heard(number, Heard::Found(words.hits(text, 0).map(finding).collect()))
        });
        self.until_its_end(number, parts.collect())
    }

    fn until_its_end(&self, number: u64, parts: Vec<Message>) -> Vec<Message> {
        let end = if self.lasts {
            Message::Heard(number, Heard::LookedAt(parts.len()))
        } else {
            Message::Heard(number, Heard::Ended(Looking::Through))
        };
        parts.into_iter().chain([end]).collect()
    }

    /// The spans of all texts, as [`Stage::found`].
    fn listed(&self, number: u64) -> Vec<Message> {
        let parts = self.texts.iter().enumerate().map(|(place, (text, set))| {
            let document = Document::from(text.as_str());
            let row = |span: &Annotation| {
                let said = Said::of("ann1", span, false);
                Finding::new(place.into(), span.span.range(), Excerpt::of(&document, span.span.range())).with(vec![said])
            };
            Message::Heard(number, Heard::Found(set.iter().map(row).collect()))
        });
        self.until_its_end(number, parts.collect())
    }

    /// The places of a name in all texts but one, as [`Stage::found`].
    fn met(&self, number: u64, sought: &Sought, except: TextId) -> Vec<Message> {
        let others = self.texts.iter().enumerate().filter(|(place, _)| *place != except.place());
        let parts = others.map(|(place, (text, set))| {
            let document = Document::from(text.as_str());
            let met = sought.elsewhere(&document, set).iter().map(|found| Met::of(place.into(), &document, found)).collect();
            Message::Heard(number, Heard::Met(met))
        });
        self.until_its_end(number, parts.collect())
    }

    /// Does what is ordered, or takes it back, as the disk would; nothing comes of it where it lasts.
    fn order(&mut self, step: OrderStep) -> Vec<Message> {
        let mut texts = Vec::new();
        match step {
            OrderStep::Make(order) => {
                for (text, places) in order.texts {
                    let (words, set) = &mut self.texts[text.place()];
                    let document = Document::from(words.as_str());
                    let ground = Ground { document: &document, schema: Schema::builtin(), now: Timestamp::default() };
                    let inverse = order.act.edit(&places, set, &ground).map(|edit| set.apply(edit).unwrap());
                    let spans = inverse.map_err(Cause::from).map(|inverse| {
                        self.ordered.insert((order.id.clone(), text), inverse);
                        places.len()
                    });
                    texts.push((text, spans));
                }
            }
            OrderStep::TakeBack(id) | OrderStep::MakeAgain(id) => {
                for ((_, text), edit) in self.ordered.iter_mut().filter(|((order, _), _)| *order == id) {
                    let mut ids = Vec::new();
                    edit.ids(&mut ids);
                    let spans = ids.len();
                    *edit = self.texts[text.place()].1.revert(edit.clone()).unwrap();
                    texts.push((*text, Ok(spans)));
                }
            }
        }
        if self.lasts {
            return vec![Message::OrderAt(1, texts.len())];
        }
        vec![Message::Ordered(OrderReport { texts, is_stopped: false })]
    }

    /// What a text shows at a glance; one that is not there shows nothing.
    fn glance(&self, text: TextId) -> Glance {
        let Some((words, _)) = self.texts.get(text.place()) else { return Glance::default() };
        Glance::new(headline(words), words.len() as u64, Vec::new())
    }

    /// The spans of a text as they were last saved.
    fn quoted(&self, text: TextId) -> Message {
        let (words, set) = &self.texts[text.place()];
        let quote = |span: &Annotation| QuotedSpan {
            id: span.id.clone(),
            tag: span.tag.clone(),
            words: words[span.span.range()].to_owned(),
        };
        Message::Quoted(text, set.iter().map(quote).collect())
    }

    /// Places of a text, cited as the disk has it.
    fn cited(&self, asked: &CitedPlaces) -> (TextId, Result<Vec<Citation>, Cause>) {
        let (words, set) = &self.texts[asked.text.place()];
        let document = Document::from(words.as_str());
        let said = asked.said.as_deref().unwrap_or(set.metadata());
        let value = |name: &str| said.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let facts = required_facts(Schema::builtin(), value);
        let name = format!("{}.txt", asked.text.place() + 1);
        let cite = |place: &SpanPlace| {
            place.is_in(&document).then(|| Citation::of(&document, place.range.clone(), &name, facts.clone()))
        };
        let citations: Option<Vec<Citation>> = asked.places.iter().map(cite).collect();
        (asked.text, citations.ok_or_else(|| "changed since".into()))
    }

    fn save(&mut self, snapshot: Snapshot) -> Message {
        if let Some(why) = self.full {
            return Message::NotWritten(snapshot.text, why.into());
        }
        self.texts[snapshot.text.place()].1 = snapshot.set.as_ref().clone();
        let (text, revision) = (snapshot.text, snapshot.revision);
        self.saved.push(snapshot);
        Message::Written(text, revision)
    }
}

impl Performer for Stage {
    fn perform(&mut self, effect: Effect) -> Vec<Message> {
        match effect {
            Effect::Open(text) => return vec![self.open(text.place())],
            Effect::Append(changes) => return self.append(changes),
            Effect::Save(snapshot) => return vec![self.save(snapshot)],
            Effect::Copy(copied) => {
                self.copied.push(copied.text.clone());
                return vec![Message::Copied(copied)];
            }
            Effect::Cite(all) => return vec![Message::Cited(all.iter().map(|asked| self.cited(asked)).collect())],
            Effect::FindWhereabouts(text) => return vec![Message::Whereabouts(Box::new(whereabouts(text.place())))],
            Effect::Inquire(number, words) => return self.found(number, &words),
            Effect::Suggest(snapshot, range) => {
                let Some(suggester) = &self.suggester else { return Vec::new() };
                let found = suggester.reading("", &snapshot.document, &snapshot.set).suggestions(range);
                return vec![Message::Suggested(snapshot.text, found)];
            }
            Effect::StopInquiry => self.wishes.push("stop inquiry"),
            Effect::Meet(number, sought, except) => return self.met(number, &sought, except),
            Effect::ListSpans(number) => return self.listed(number),
            Effect::Order(step) => return self.order(step),
            Effect::StopOrder => self.wishes.push("stop order"),
            Effect::States(order) => return vec![Message::States(self.states(order))],
            Effect::Identify(order, _) => {
                let found = IdentityUses { command: "merge one into two".to_owned(), texts: vec![("1.txt".to_owned(), 2)] };
                return vec![Message::Identified(Box::new(IdentityReport { order, found: Ok(found) }))];
            }
            Effect::Glance(texts) => {
                return vec![Message::Glanced(texts.iter().map(|text| (*text, self.glance(*text))).collect())];
            }
            Effect::Quote(text) => return vec![self.quoted(text)],
            Effect::Reanchor(_) => self.wishes.push("reanchor"),
            Effect::TurnBack(_) => self.wishes.push("turn back"),
            Effect::Redraw => self.wishes.push("redraw"),
            Effect::Suspend => self.wishes.push("suspend"),
            Effect::HandBack(work) => {
                self.wishes.push("hand back");
                return vec![Message::HandedBack(work.decided.text, Ok(work.state))];
            }
            Effect::SaveRegistry(snapshot) => {
                let RegistrySnapshot { registry, edits, .. } = snapshot.clone();
                self.registered.push(snapshot);
                return vec![match self.full {
                    Some(why) => Message::RegistryNotSaved(why.into()),
                    None => Message::RegistrySaved { registry, edits, joined: None },
                }];
            }
            Effect::Follow(text) => return vec![Message::Follow(text)],
            Effect::UseKeyboard(name) => {
                self.keyboard.clone_from(&name);
                return vec![Message::KeyboardInUse(name, None)];
            }
            Effect::Quit => self.wishes.push("quit"),
            // Decisions are looked at in the session; the driver asks for the keyboard.
            Effect::SaveGold(_)
            | Effect::AskKeyboard
            | Effect::AskCommands
            | Effect::Perform(_)
            | Effect::Attend(_)
            | Effect::Close(_) => {}
        }
        Vec::new()
    }

    fn keep(&mut self) -> Vec<Message> {
        Vec::new()
    }

    fn now(&self) -> SystemTime {
        self.now
    }
}

/// A session that the program's own driver moves, on a stage.
pub(crate) struct Bench {
    pub driver: Driver,
    pub stage: Stage,
    /// Every command that was performed.
    pub performed: Vec<Command>,
}

impl Deref for Bench {
    type Target = Driver;

    fn deref(&self) -> &Driver {
        &self.driver
    }
}

impl DerefMut for Bench {
    fn deref_mut(&mut self) -> &mut Driver {
        &mut self.driver
    }
}

impl Bench {
    /// A list of texts on a screen of 60 by 10.
    pub(crate) fn corpus(texts: &[&str]) -> Self {
        Self::with_keymap(Arc::clone(&KEYMAP), texts)
    }

    /// A list of texts under a keymap.
    pub(crate) fn with_keymap(keymap: Arc<Keymap>, texts: &[&str]) -> Self {
        Self::of_session(Session::new(Schema::builtin().clone(), "ann1"), keymap, texts)
    }

    /// One whose schema is another, with the tags of the one that comes with the program.
    pub(crate) fn with_schema(schema: Schema, texts: &[&str]) -> Self {
        Self::of_session(Session::new(schema, "ann1"), Arc::clone(&KEYMAP), texts)
    }

    fn of_session(session: Session, keymap: Arc<Keymap>, texts: &[&str]) -> Self {
        let texts: Vec<_> = texts.iter().map(|marked| Marked::parse(marked)).map(|m| (m.text.clone(), m.set())).collect();
        let driver = Driver::new(session, keymap);
        let mut bench = Self { driver, stage: Stage::new(texts), performed: Vec::new() };
        bench.tell(Message::Area(60, 10));
        bench.tell(Message::Registries(["actors", "places"].map(registry).into()));
        let entries = bench.stage.texts.iter().enumerate().map(|(n, (_, set))| {
            let summary = set.is_empty().then(TextSummary::default);
            TextEntry { summary, ..TextEntry::named(format!("{}.txt", n + 1)) }
        });
        let entries = entries.collect();
        bench.tell(Message::Listed(entries));
        bench
    }

    /// A marked text that is open, cursor and selection in place; another text stands before and after it.
    pub(crate) fn read(marked: &str) -> Self {
        let mut bench = Self::corpus(&["قبل", marked, "بعد"]);
        bench.open(1, None);
        bench.place(&Marked::parse(marked));
        bench
    }

    /// Opens a text, read-only for a reason if there is one.
    pub(crate) fn open(&mut self, text: usize, read_only: Option<&'static str>) {
        self.stage.read_only = read_only;
        let opened = self.stage.open(text);
        self.stage.read_only = None;
        self.tell(opened);
    }

    /// Puts cursor and selection where the marks are.
    pub(crate) fn place(&mut self, marked: &Marked) {
        let Some(start) = marked.selection.as_ref().map(|s| s.start).or(marked.cursor) else { return };
        self.walk(start, &Command::Move(Motion::NextGrapheme));
        if let Some(selection) = &marked.selection {
            let last = hashiya::text::grapheme::previous(&marked.text, selection.end);
            if last == start {
                self.command(Command::ToggleSelecting);
                self.command(Command::ToggleSelecting);
            }
            self.walk(last, &Command::Extend(Motion::NextGrapheme));
            if marked.cursor == Some(start) && last != start {
                self.command(Command::SwapEnds);
            }
        }
        self.performed.clear();
    }

    fn walk(&mut self, to: usize, by: &Command) {
        while self.cursor() < to {
            let before = self.cursor();
            self.command(by.clone());
            assert_ne!(self.cursor(), before, "the marks of a test must stand on grapheme edges");
        }
        assert_eq!(self.cursor(), to);
    }

    pub(crate) fn cursor(&self) -> usize {
        self.session.sheet().unwrap().cursor()
    }

    pub(crate) fn set(&self) -> &AnnotationSet {
        self.session.open_text().unwrap().set()
    }

    pub(crate) fn notice(&self) -> String {
        self.session.notice().map_or_else(String::new, |notice| plain(&Words::default().say(notice)))
    }

    /// Presses keys.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in parse_sequence(keys).unwrap() {
            self.performed.extend(self.driver.press(key, &mut self.stage));
        }
        self
    }

    /// Performs a command and its effects.
    pub(crate) fn command(&mut self, command: Command) {
        self.performed.push(command.clone());
        self.driver.command(command, &mut self.stage);
    }

    pub(crate) fn tell(&mut self, message: Message) {
        self.driver.tell(message, &mut self.stage);
    }

    /// What is there now, marked.
    pub(crate) fn marked(&self) -> Marked {
        let sheet = self.session.sheet().unwrap();
        let text = sheet.document().text();
        let own = self.session.open_text().map(|reading| reading.set().iter().collect::<Vec<_>>());
        let reviewed = || self.session.review()?.desk().map(|desk| desk.spans_within(&(0..text.len())));
        let spans = own.or_else(reviewed).unwrap_or_default();
        Marked {
            text: text.to_owned(),
            cursor: Some(sheet.cursor()),
            selection: sheet.selected(),
            spans: spans.iter().map(|a| (a.tag.clone(), a.note.clone(), a.span.range())).collect(),
        }
    }

    /// What is there now, in marks.
    pub(crate) fn shown(&self) -> String {
        self.marked().spell()
    }

    /// Compares what is there now to a marked text.
    pub(crate) fn compare(&self, marked: &str) -> Result<(), String> {
        let (expected, mut found) = (Marked::parse(marked), self.marked());
        found.cursor = found.cursor.filter(|_| expected.cursor.is_some());
        let (expected, found) = (expected.spell(), found.spell());
        let told = || {
            format!("found    {found}\nnot      {expected}\nafter    {:?}\nnotice   {}", names(&self.performed), self.notice())
        };
        if found == expected { Ok(()) } else { Err(told()) }
    }

    #[track_caller]
    pub(crate) fn expect(&mut self, marked: &str) -> &mut Self {
        if let Err(why) = self.compare(marked) {
            panic!("\n{why}");
        }
        self
    }

    /// Everything that a key may change, to see whether it did.
    pub(crate) fn state(&self) -> String {
        let session = &self.session;
        let mut out = format!(
            "{:?} {:?} {} {} {:?} {:?} {} {}",
            session.count(),
            session.notice(),
            session.shows_legend(),
            session.shows_inspector(),
            self.stage.wishes,
            self.stage.copied,
            self.stage.saved.len(),
            self.pending().len(),
        );
        for screen in session.screens() {
            write!(out, "\n{screen:?}").unwrap();
        }
        write!(out, "\n{:?}", session.review()).unwrap();
        if let Some(sheet) = session.sheet() {
            let row = sheet.page().first().map(hashiya::layout::Row::place);
            let current = session.current().map(|a| a.id.as_str());
            write!(out, "\n{} {:?} {row:?} {current:?}", session.text_name(), sheet.direction()).unwrap();
            write!(out, " {:?} {}", sheet.hits().map(Hits::needle), sheet.is_selecting()).unwrap();
            write!(out, " {:?}", session.open_text().map(OpenText::set)).unwrap();
            write!(out, "\n{}", self.shown()).unwrap();
        }
        out
    }

    /// Draws a frame as the program does: the session is told the size of its text first.
    pub(crate) fn draw(&mut self, width: u16, height: u16, colours: bool) -> Screen {
        self.draw_in(Words::default(), width, height, colours)
    }

    /// As [`Bench::draw`], in the words of a language.
    pub(crate) fn draw_in(&mut self, words: Words, width: u16, height: u16, colours: bool) -> Screen {
        self.draw_as(words, Theme::new(colours), width, height)
    }

    /// As [`Bench::draw_in`], in the looks of a theme.
    pub(crate) fn draw_as(&mut self, words: Words, theme: Theme, width: u16, height: u16) -> Screen {
        let hints = Hints::default();
        let context = Context { keymap: &KEYMAP, pending: self.pending(), words, hints: &hints, theme };
        let view::Areas { text, room, .. } = view::areas(Rect::new(0, 0, width, height), &self.session, context);
        self.tell(Message::Room(room));
        self.tell(Message::Area(text.width, text.height));
        let context = Context { keymap: &KEYMAP, pending: self.pending(), words, hints: &hints, theme };
        let lines = view::guideline_lines(Rect::new(0, 0, width, height), &self.session, context);
        self.tell(Message::GuidelineLines(lines));
        let context = Context { keymap: &KEYMAP, pending: self.pending(), words, hints: &hints, theme };
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view::draw(frame, &self.session, context)).unwrap();
        let buffer = terminal.backend().buffer();
        let row = |y| (0..width).map(move |x| buffer.cell((x, y)).unwrap());
        Screen {
            symbols: (0..height).map(|y| row(y).map(|cell| cell.symbol().to_owned()).collect()).collect(),
            styles: (0..height).map(|y| row(y).map(ratatui::buffer::Cell::style).collect()).collect(),
        }
    }
}

/// A registry with more identities than a list has rows.
fn registry(name: &str) -> NamedRegistry {
    let mut registry = Registry::new(name);
    for n in 1..=15 {
        let identity = Identity { ar: format!("قوات الاختبار {n}"), ..Identity::new(format!("unit_{n}")) };
        registry.apply(RegistryEdit::Put(Box::new(identity))).unwrap();
    }
    NamedRegistry::new(name, registry)
}

/// Three spans that nobody could place, with two candidates each.
fn whereabouts(text: usize) -> Whereabouts {
    let lost = |n: usize| Lost {
        id: format!("s{n}").into(),
        name: format!("s{n} ACTOR “الجيش”"),
        places: vec![(100, "قال [الجيش] هنا".to_owned()), (80, "قال [جيش] هنا".to_owned())],
    };
    let moved = vec!["s9 LOCATION “الزيتونة”".to_owned()];
    Whereabouts {
        text: text.into(),
        summary: "the text has changed".to_owned(),
        moved,
        orphans: vec![lost(1), lost(2), lost(3)],
        basis: "the text and the sidecar".to_owned(),
    }
}

/// What was drawn.
pub(crate) struct Screen {
    pub symbols: Vec<Vec<String>>,
    pub styles: Vec<Vec<Style>>,
}

impl Screen {
    /// The rows as text, left to right.
    pub(crate) fn rows(&self) -> Vec<String> {
        self.symbols.iter().map(|row| row.concat()).collect()
    }

    /// The rows as text, then the styles as a map of letters with what each stands for.
    pub(crate) fn spell(&self) -> String {
        let plain = self.styles.iter().flatten().find(|style| **style == bare()).copied().unwrap_or(bare());
        let mut known = vec![plain];
        let mut map = String::new();
        for row in &self.styles {
            for style in row {
                let n = known.iter().position(|other| other == style).unwrap_or_else(|| {
                    known.push(*style);
                    known.len() - 1
                });
                map.push(char::from(b".abcdefghijklmnopqrstuvwxyz"[n.min(26)]));
            }
            map.push('\n');
        }
        let mut out = String::new();
        for row in self.rows() {
            writeln!(out, "|{row}|").unwrap();
        }
        out.push('\n');
        out.push_str(&map);
        out.push('\n');
        for (style, letter) in known.iter().zip(".abcdefghijklmnopqrstuvwxyz".chars()).skip(1) {
            writeln!(out, "{letter} {}", look(*style)).unwrap();
        }
        out
    }
}

fn bare() -> Style {
    ratatui::buffer::Cell::EMPTY.style()
}

fn look(style: Style) -> String {
    let colour = |c: Option<ratatui::style::Color>| c.map_or_else(String::new, |c| c.to_string());
    let line = style.underline_color.filter(|colour| *colour != ratatui::style::Color::Reset);
    let line = line.map_or_else(String::new, |colour| format!(" line {colour}"));
    format!("{} on {} {:?}{line}", colour(style.fg), colour(style.bg), style.add_modifier)
}

fn names(commands: &[Command]) -> Vec<String> {
    commands.iter().map(Command::to_string).collect()
}

/// Text, keys, text, many times; every case that does not end as it should is told.
#[track_caller]
pub(crate) fn check_all(cases: &[(&str, &str, &str)]) {
    let outcome = |(before, keys, after): &(&str, &str, &str)| {
        let told = Bench::read(before).press(keys).compare(after).err()?;
        Some(format!("\ntext     {before}\nkeys     {keys}\n{told}\n"))
    };
    let faults: Vec<String> = cases.iter().filter_map(outcome).collect();
    assert!(faults.is_empty(), "{} of {} cases:\n{}", faults.len(), cases.len(), faults.concat());
}

/// How many cases a property is tried on: so many, or `PROPTEST_CASES`. No file of failures is kept: a failure
/// becomes a test of its own.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { cases };
    ProptestConfig { cases, failure_persistence: None, ..default }
}

#[test]
fn marks_are_read_and_spelled_back() {
    for marked in [
        "قال ‸ناطق",
        "⟦[ACTOR|‸قال]⟧ [x] ناطق",
        "[ACTOR/مهم|ا [LOCATION|ب] ج]",
        "[ACTOR|ا [LOCATION|ب |ACTOR] ج]",
        "[ACTOR|[LOCATION|ا]] ⟦ب⟧",
        "ا‸",
    ] {
        assert_eq!(Marked::parse(marked).spell(), marked);
    }
}

#[test]
fn a_bench_begins_where_the_marks_say() {
    for marked in ["قال [ACTOR|‸الجاحظ] في", "قال ⟦الجاح‸ظ⟧", "قال ⟦‸الجاحظ⟧", "قال ⟦‸و⟧ في", "‸"]
    {
        let bench = Bench::read(marked);
        assert_eq!(bench.session.mode(), Mode::Reading);
        assert_eq!(bench.shown(), marked);
    }
}
