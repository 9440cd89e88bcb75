//! What the program tells the session, and what comes of it.

use std::ops::ControlFlow;

use super::drift::Whereabouts;
use super::effect::{Copied, Effect, Heard, Message, Opened};
use super::mode::Mode;
use super::notice::{Cause, Notice};
use super::open_text::OpenText;
use super::ordered::OrderReport;
use super::pointer::Pointer;
use super::registries::IdentityReport;
use super::screens::{
    Corpus, Drift, Elsewhere, Guideline, Help, Identities, Keyboard, Leads, Ordering, Palette, Propagation, Question, Reader,
    States,
};
use super::session::Session;
use super::shared::Shared;
use super::sheet::Sheet;
use super::states::StateReport;
use crate::annotation::{IdentityAct, IdentityStep, QuotedSpan, RegistryEdit, StateOrder, StateStep};
use crate::text::TextId;

impl Session {
    /// Takes what the program has to tell; returns what is to be done next.
    pub fn receive(&mut self, message: Message) -> Vec<Effect> {
        let effects = self.take(message);
        self.stack.tell_news(&mut self.shared);
        self.stack.drop_finished(&self.shared);
        self.shared.guide(None);
        let mut effects = self.shared.attend(effects);
        effects.extend(self.glance());
        effects
    }

    fn take(&mut self, message: Message) -> Vec<Effect> {
        self.take_by_matter(message).break_value().unwrap_or_default()
    }

    /// Takes a message by what it is about: each of these goes on with what is about something else.
    fn take_by_matter(&mut self, message: Message) -> ControlFlow<Vec<Effect>, Message> {
        let message = self.take_of_text(message)?;
        let message = self.shared.take_of_review(message)?;
        let message = self.take_of_folder(message)?;
        let message = self.take_of_registries(message)?;
        self.take_of_terminal(message)
    }

    /// What is about the open text, and what became of its changes.
    fn take_of_text(&mut self, message: Message) -> ControlFlow<Vec<Effect>, Message> {
        let shared = &mut self.shared;
        match message {
            Message::Opened(opened) => return ControlFlow::Break(self.opened(*opened)),
            Message::NotOpened(text, why) => self.not_opened(text, why),
            Message::Whereabouts(whereabouts) => self.whereabouts_found(*whereabouts),
            Message::Saved(text, revision) => {
                shared.saved(text, revision);
                self.settle_question();
            }
            Message::Written(text, revision) => {
                shared.written(text, revision);
                self.settle_question();
            }
            Message::ReadOnly(text, why) => shared.read_only(text, why),
            Message::NotSaved(text, why) => shared.not_saved(text, why),
            Message::NotWritten(text, why) => shared.not_written(text, why),
            Message::Joined(text, edit, told) => return ControlFlow::Break(shared.joined(text, *edit, told)),
            Message::Suggested(text, all) => shared.suggested(text, all),
            Message::Idle => {
                let mut effects = shared.write_now();
                effects.extend(shared.ask_for_suggestions());
                return ControlFlow::Break(effects);
            }
            Message::Count => shared.count_hits(),
            other => return ControlFlow::Continue(other),
        }
        ControlFlow::Break(Vec::new())
    }

    /// What is about the texts of the folder, and what is done in all of them.
    fn take_of_folder(&mut self, message: Message) -> ControlFlow<Vec<Effect>, Message> {
        let shared = &mut self.shared;
        match message {
            Message::Listed(texts) => {
                shared.texts.list(texts);
                self.stack.resize(&self.shared);
            }
            Message::NotListed(why) => shared.tell(Notice::Failed(why)),
            Message::States(report) => self.states_found(report),
            Message::Documents(documents) => {
                shared.texts.take_documents(documents);
                self.stack.resize(&self.shared);
            }
            Message::Annotators(all) => shared.texts.take_annotators(all),
            Message::Glanced(glances) => shared.texts.take_glances(glances),
            Message::Assigned(texts) => shared.texts.assign(&texts),
            Message::Summary(text, summary) => shared.texts.summarise(text, summary),
            Message::Quoted(text, spans) => self.quoted(text, spans),
            Message::Heard(number, news) => self.heard(number, news),
            Message::OrderAt(done, all) => {
                if let Some(ordering) = self.stack.find_mut::<Ordering>() {
                    ordering.come(done, all);
                }
            }
            Message::Ordered(report) => return ControlFlow::Break(self.ordered(report)),
            Message::Cited(texts) => return ControlFlow::Break(shared.cited(texts)),
            other => return ControlFlow::Continue(other),
        }
        ControlFlow::Break(Vec::new())
    }

    /// What is about registries, and what became of their changes.
    fn take_of_registries(&mut self, message: Message) -> ControlFlow<Vec<Effect>, Message> {
        let shared = &mut self.shared;
        match message {
            Message::Registries(all) => shared.registries.take(all),
            Message::Identified(report) => self.identified(*report),
            Message::Used(text, used) => shared.registries.count(text, used),
            Message::RegistrySaved { registry, edits, joined } => self.registry_saved(&registry, edits, joined),
            Message::RegistryNotSaved(why) => shared.registry_not_saved(why),
            Message::RegistryNotWritten(why) => shared.tell(Notice::NotWritten(why)),
            other => return ControlFlow::Continue(other),
        }
        ControlFlow::Break(Vec::new())
    }

    /// What is about the terminal: its size, its keys and mouse, its clipboard; and what there is only to tell.
    fn take_of_terminal(&mut self, message: Message) -> ControlFlow<Vec<Effect>, Message> {
        let shared = &mut self.shared;
        match message {
            Message::Told(what) | Message::NotCopied(what) => shared.tell(what),
            Message::Faulty(why) | Message::KeyboardInUse(_, Some(why)) => shared.tell(Notice::Failed(why)),
            Message::HelpLines(lines) => self.measure_help(lines),
            Message::GuidelineLines(lines) => self.measure_guideline(lines),
            Message::Area(columns, rows) => {
                shared.resize(columns, rows);
                self.stack.resize(&self.shared);
            }
            Message::Room(room) => {
                shared.showing.room = room;
                shared.set_sheets();
            }
            Message::Copied(copied) => shared.copied(copied),
            // Asked once, whatever a keymap calls while it is asked.
            Message::Keyboards(..) if self.stack.top().mode() == Mode::Keyboard => {}
            Message::Keyboards(letter, choices) => {
                shared.count = None;
                self.stack.open(Keyboard::of(letter, choices), &self.shared);
            }
            Message::Palette(_) if self.stack.top().mode() == Mode::Palette => {}
            Message::Palette(items) => {
                let palette = Palette::of(items, shared);
                self.stack.open(palette, &self.shared);
            }
            Message::KeyboardInUse(name, None) => shared.tell(Notice::KeyboardInUse { name }),
            Message::Unbound(keys) => {
                shared.count = None;
                shared.tell(Notice::Unbound { keys });
            }
            Message::Pasted(text) => {
                shared.notice = None;
                self.stack.top_mut().paste(&text, shared);
            }
            Message::Pointer(pointer) => return ControlFlow::Break(self.point(pointer)),
            other => return ControlFlow::Continue(other),
        }
        ControlFlow::Break(Vec::new())
    }

    /// Takes what was found in all texts: places of a name, where they are shown, else rows of the list.
    fn heard(&mut self, number: u64, news: Heard) {
        let left = match self.stack.find_mut::<Propagation>() {
            Some(propagation) => propagation.hear(number, news, &self.shared.texts),
            None => Some(news),
        };
        if let Some(news) = left {
            self.shared.hear(number, news);
        }
    }

    /// Tells what became of an order; a list that may show what was before is looked for anew.
    fn ordered(&mut self, report: OrderReport) -> Vec<Effect> {
        if let Some(ordering) = self.stack.find::<Ordering>() {
            ordering.end(report, &mut self.shared);
        }
        self.stack.close_all::<Ordering>();
        self.list_again()
    }

    /// Changes of a registry are kept, with what others had written into it.
    fn registry_saved(&mut self, registry: &str, edits: usize, joined: Option<Box<RegistryEdit>>) {
        self.shared.registry_saved(registry, edits, joined.map(|edit| *edit));
        self.settle_question();
    }

    /// A page of lines that is on top knows how many it has.
    fn measure_help(&mut self, lines: usize) {
        let rows = self.shared.area.1;
        if let Some(help) = self.stack.top_as::<Help>() {
            help.measure(lines, rows);
        }
    }

    fn measure_guideline(&mut self, lines: usize) {
        let rows = self.shared.area.1;
        if let Some(guideline) = self.stack.top_as::<Guideline>() {
            guideline.measure(lines, rows);
        }
    }

    /// Shows which uses would follow what is to become of identities, or tells what was done.
    fn identified(&mut self, report: IdentityReport) {
        let uses = match &report.found {
            Ok(uses) => uses,
            Err(cause) => return self.shared.tell(Notice::Failed(cause.clone())),
        };
        let texts = uses.texts.len();
        match (report.order.step, &report.order.act) {
            (IdentityStep::Look, _) => {
                if let Some(identities) = self.stack.top_as::<Identities>() {
                    identities.look_at(report);
                }
            }
            (IdentityStep::Make, IdentityAct::Undo) => {
                self.shared.tell(Notice::IdentitiesRestored { command: uses.command.clone(), uses: uses.count(), texts });
            }
            (IdentityStep::Make, _) => {
                self.shared.tell(Notice::IdentitiesChanged { command: uses.command.clone(), uses: uses.count(), texts });
            }
        }
    }

    /// Lists the spans of another text that a relation may go to.
    fn quoted(&mut self, text: TextId, spans: Vec<QuotedSpan>) {
        if let Some(elsewhere) = self.stack.top_as::<Elsewhere>() {
            elsewhere.list(text, spans, &mut self.shared);
        }
    }

    fn point(&mut self, pointer: Pointer) -> Vec<Effect> {
        let left = self.stack.top_mut().point(pointer, &mut self.shared);
        left.map(|command| self.update(command)).unwrap_or_default()
    }

    /// A text stays closed; of one whose head is shown, the head stays, and nothing can be changed.
    fn not_opened(&mut self, text: TextId, why: Cause) {
        self.shared.after_opening = None;
        self.shared.journey = None;
        if let Some(open) = self.shared.text_of(text).filter(|open| open.document().is_partial()) {
            open.read_only = Some(why.clone());
            self.waiting.clear();
        }
        self.shared.tell(Notice::Failed(why));
    }

    fn opened(&mut self, opened: Opened) -> Vec<Effect> {
        let text = opened.text;
        let told = opened.told.clone();
        let mut effects = Vec::new();
        if opened.is_rest {
            let Some(open) = self.shared.text_of(text).filter(|open| open.document().is_partial()) else {
                return Vec::new();
            };
            open.complete(opened);
        } else if self.shared.refuses_to_leave() {
            return Vec::new();
        } else {
            self.waiting.clear();
            effects.extend(self.shared.show_text(opened));
            if !self.stack.return_to::<Reader>() {
                self.stack.open(Reader::new(Leads::ToList), &self.shared);
            }
            self.stack.opened(text, &self.shared);
        }
        self.shared.greet(told);
        self.shared.arrive();
        let whole = self.open_text().is_some_and(|open| !open.document().is_partial());
        let waiting = if whole { std::mem::take(&mut self.waiting) } else { Vec::new() };
        effects.extend(waiting.into_iter().flat_map(|command| self.update(command)));
        let then = self.shared.after_opening.take();
        effects.extend(then.into_iter().flat_map(|command| self.update(command)));
        effects
    }

    /// Shows where the spans of the open text belong now, if there is anything to decide.
    fn whereabouts_found(&mut self, whereabouts: Whereabouts) {
        if self.mode() != Mode::Reading || self.open_text().is_none_or(|open| open.text() != whereabouts.text) {
            return;
        }
        self.shared.notice = None;
        if whereabouts.moved.is_empty() && whereabouts.orphans.is_empty() && whereabouts.summary.is_empty() {
            return self.shared.tell(Notice::TextUnchanged);
        }
        self.stack.open(Drift::of(whereabouts), &self.shared);
    }

    /// Shows which texts can have a state, or tells what was done to the states of texts.
    fn states_found(&mut self, report: StateReport) {
        if report.order.step == StateStep::Look {
            self.shared.notice = None;
            if self.stack.top_as::<Corpus>().is_some() {
                self.stack.open(States::of(report), &self.shared);
            }
            return;
        }
        if self.stack.top_as::<States>().is_some() {
            self.stack.close_top();
        }
        self.shared.states_done(&report);
    }

    /// Takes back the question whether to leave, once there is nothing left to ask.
    fn settle_question(&mut self) {
        if self.stack.top_as::<Question>().is_some() && self.unsaved().is_none() {
            self.stack.close_top();
            self.shared.tell(Notice::SavedNow);
        }
    }
}

impl Shared {
    /// Takes note of what was done to the states of texts; undo takes it back as one.
    fn states_done(&mut self, report: &StateReport) {
        let changed = self.now;
        let state = report.order.state.clone();
        let is_set = report.order.step == StateStep::Set;
        for (text, outcome) in &report.outcomes {
            if let Ok(found) = outcome {
                self.texts.set_state(*text, if is_set { &state } else { found }, changed);
            }
        }
        let texts = report.texts();
        let count = texts.len();
        let left = report.left_out();
        if is_set && count > 0 {
            self.states_set.push(StateOrder { texts, ..report.order.clone() });
        }
        self.tell(if is_set {
            Notice::StatesSet { texts: count, state, left }
        } else {
            Notice::StatesTakenBack { texts: count, state, left }
        });
    }

    /// Puts a text in the place of the one that is open; returns the closing of that.
    fn show_text(&mut self, opened: Opened) -> Option<Effect> {
        self.summarise_open_text();
        self.notice = None;
        let text = opened.text;
        let open = self.set_text(opened);
        let before = self.open_text.replace(open).map(|open| open.text());
        before.filter(|before| *before != text).map(Effect::Close)
    }

    /// Lays a text out for the screen there is.
    pub(super) fn set_text(&self, opened: Opened) -> OpenText {
        OpenText::new(opened, self.settings(), self.area.1)
    }

    /// The texts that are laid out for the screen.
    pub(super) fn sheets(&mut self) -> impl Iterator<Item = &mut Sheet> {
        let own = self.open_text.as_mut().map(|open| &mut open.sheet);
        let reviewed = self.review.as_mut().and_then(|review| review.sheet.as_mut());
        own.into_iter().chain(reviewed)
    }

    fn copied(&mut self, copied: Copied) {
        let Copied { text, part, pictures, left } = copied;
        let (characters, quotations) = (text.chars().count(), text.lines().count());
        let copied = Notice::Copied { part, quotations, characters, pictures };
        self.tell(match left {
            Some(left) => Notice::Several(vec![copied, left]),
            None => copied,
        });
    }

    /// Says what is special about a text that was just opened, else what there is to tell of it.
    fn greet(&mut self, mut told: Vec<Notice>) {
        told.extend(self.tell_of_reviews());
        self.warn();
        if !told.is_empty() && self.notice.is_none() {
            self.tell(Notice::Several(told));
        }
    }

    /// Says what is special about a text that was just opened.
    fn warn(&mut self) {
        let Some(open) = self.open_text.as_ref() else { return };
        if let Some(why) = &open.read_only {
            self.tell(Notice::ReadOnly(why.clone()));
        } else if let Some(warning) = open.warnings.first() {
            let first = warning.clone();
            let more = open.warnings.len() > 1;
            self.tell(Notice::Undecodable { first, more });
        } else if open.document().source().encoding != "UTF-8" {
            let encoding = open.document().source().encoding;
            self.tell(Notice::ReadAs { encoding });
        } else if self.notice == Some(Notice::StillReading) {
            self.notice = None;
        }
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.area = (columns, rows);
        let rows_of_findings = self.rows_of_findings();
        if let Some(findings) = &mut self.findings {
            findings.list_mut().resize(rows_of_findings);
        }
        self.set_sheets();
    }
}

impl Shared {
    /// What is about the texts of a review, and what became of decisions.
    fn take_of_review(&mut self, message: Message) -> ControlFlow<Vec<Effect>, Message> {
        match message {
            Message::Desk(desk) => self.take_desk(*desk),
            Message::DeskAgain(desk) => self.replace_desk(*desk),
            Message::DeskClosed(text, why) => self.close_desk(text, why),
            Message::DesksComplete(left_out) => self.desks_complete(left_out),
            Message::Follow(text) => return ControlFlow::Break(self.follow(text)),
            Message::GoldSaved(text, revision) => self.gold_saved(text, Ok(revision)),
            Message::GoldNotSaved(text, why) => self.gold_saved(text, Err(why)),
            Message::HandedBack(text, result) => self.handed_back(text, result),
            other => return ControlFlow::Continue(other),
        }
        ControlFlow::Break(Vec::new())
    }
}
